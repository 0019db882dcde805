"""The door to lxml: XML read safely, with the place of everything in it.

`document` reads one file, `xinclude` one with all that it includes, and `runs` its text; `grammar` asks libxml2 for the
verdict of a RELAX NG schema, `advice` does so in a process of its own; `closure` follows the includes of a schema or a
stylesheet, and `rules` and `embedded` put Schematron schemas together. What would reach out of its folder is refused.
"""

from preserve.xmlio.advice import Advisor, Limits, Silence
from preserve.xmlio.association import Association, associations
from preserve.xmlio.closure import check_stylesheet, own_stylesheet_files, schema_files, stylesheet_files
from preserve.xmlio.document import Document, Element, Part, contents, parse
from preserve.xmlio.embedded import embedded_rules
from preserve.xmlio.grammar import Grammar, Objection, libxml2_version
from preserve.xmlio.queries import check_rules
from preserve.xmlio.rules import read_rules
from preserve.xmlio.runs import Run, text_runs
from preserve.xmlio.xinclude import read

__all__ = [
    "Advisor",
    "Association",
    "Document",
    "Element",
    "Grammar",
    "Limits",
    "Objection",
    "Part",
    "Run",
    "Silence",
    "associations",
    "check_rules",
    "check_stylesheet",
    "contents",
    "embedded_rules",
    "libxml2_version",
    "own_stylesheet_files",
    "parse",
    "read",
    "read_rules",
    "schema_files",
    "stylesheet_files",
    "text_runs",
]
