"""The door to lxml: XML read safely, with the place of everything in it.

`document` reads one file and `runs` its text; `grammar` asks libxml2 for the verdict of a RELAX NG schema; `closure`
follows the includes of a schema or a stylesheet and refuses what would reach out of their folder.
"""

from preserve.xmlio.closure import check_stylesheet, schema_files, stylesheet_files
from preserve.xmlio.document import Document, Element, parse, read
from preserve.xmlio.grammar import Grammar, libxml2_version
from preserve.xmlio.runs import Run, text_runs

__all__ = [
    "Document",
    "Element",
    "Grammar",
    "Run",
    "check_stylesheet",
    "libxml2_version",
    "parse",
    "read",
    "schema_files",
    "stylesheet_files",
    "text_runs",
]
