"""RELAX NG: whether a document follows a schema, and what is wrong where it does not.

A schema is read into patterns, which `derivatives` derives; `states` remembers the steps; `validation` takes them,
`recovery` finds the way back after a fault, and `explanation` puts it into words.

Source: OASIS, RELAX NG Specification (3 December 2001); RELAX NG DTD Compatibility (3 December 2001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preserve.errors import DocumentError, Location
from preserve.relaxng.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio import Document

__all__ = ["Fault", "Kind", "Schema"]


class Schema:
    """A RELAX NG schema that documents are held against; the more often, the faster.

    Attributes:
        files: The files that it is made of, the entry first.
    """

    def __init__(self, path: Path, name: str | None = None) -> None:
        """Read a schema in the XML syntax of RELAX NG.

        Args:
            path: The schema; what it includes must be local and lie in or below its folder.
            name: What faults of the schema call it; by default the path as given.

        Raises:
            SurroundingsError: The schema cannot be read.
            DocumentError: XML-001 and so on where a file is not well-formed; TEI-002 where it is no RELAX NG; TEI-003
                where an include reaches out.
        """
        from preserve.relaxng.grammar import read_grammar
        from preserve.relaxng.states import Machine

        self._name = name or str(path)
        self._grammar = read_grammar(path, name)
        self._machine = Machine(self._grammar.patterns)
        self.files = self._grammar.files

    def faults(self, document: Document) -> tuple[Fault, ...]:
        """Return what is wrong with a document, in its order; nothing for a valid one.

        Raises:
            DocumentError: TEI-002 where the definitions of the schema are nested too deeply to be followed.
        """
        from preserve.relaxng.validation import Validation

        try:
            return Validation(self._grammar, self._machine, document).faults()
        except RecursionError:
            message = "the definitions of the schema are nested too deeply to be followed"
            raise DocumentError(message, code="TEI-002", location=Location(file=self._name)) from None
