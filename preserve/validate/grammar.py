"""The judgement of the grammar: who decides, and every fault explained.

On our own schema libxml2 gives the verdict and `preserve.relaxng` the explanation. On any other `preserve.relaxng` does
both, and libxml2 is asked for a second opinion only where somebody wants it, because it reads a large schema for half a
minute; then it works in a process of its own, because with some schemas it never ends. Where the two disagree, or
libxml2 has no opinion, that is a finding of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve import relaxng, resources, xmlio
from preserve.errors import shortened, surroundings
from preserve.findings import finding
from preserve.relaxng import Kind
from preserve.xmlio import Objection, Silence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.relaxng import Fault
    from preserve.xmlio import Document

# libxml2 needs 23 s for the 1.1 MB of TEI's whole.
_SLOW_BYTES: Final = 300_000
_LONGEST: Final = 240

_CODES: Final = {
    Kind.ELEMENT_UNKNOWN: "TEI-004",
    Kind.ELEMENT_MISPLACED: "TEI-005",
    Kind.NAMESPACE: "TEI-006",
    Kind.ELEMENT_MISSING: "TEI-007",
    Kind.ATTRIBUTE_NOT_ALLOWED: "TEI-008",
    Kind.ATTRIBUTE_MISSING: "TEI-009",
    Kind.VALUE: "TEI-010",
    Kind.TEXT: "TEI-011",
    Kind.IDENTITY: "TEI-012",
}


class Grammar:
    """A RELAX NG schema, ready to judge.

    Attributes:
        files: The files of the schema, the entry first.
        engines: Who judges by it: the one that decides first, then the other, if it is asked.
    """

    def __init__(
        self, path: Path, *, second_opinion: bool = False, say: Callable[[str], None] = lambda _: None
    ) -> None:
        """Compile a schema in XML syntax.

        Args:
            path: The schema.
            second_opinion: Whether libxml2 is asked about a schema that is not ours, too.
            say: Told of what will take long, before it begins.

        Raises:
            SurroundingsError: A file of the schema cannot be read.
            DocumentError: The schema is not well-formed; TEI-002 where it is no RELAX NG, TEI-003 where it reaches out.
        """
        self._schema = relaxng.Schema(path)
        self.files = self._schema.files
        self._is_ours = resources.is_copy(path, resources.SCHEMA)
        self._libxml2: xmlio.Grammar | xmlio.Advisor | None = None
        if self._is_ours:
            self._libxml2 = xmlio.Grammar(path)
        elif second_opinion:
            with surroundings("read", path):
                size = sum(file.stat().st_size for file in self.files)
            if size > _SLOW_BYTES:
                say(f"libxml2 reads {path.name}, which takes about half a minute for a schema of this size")
            self._libxml2 = xmlio.Advisor(path)

    @property
    def engines(self) -> tuple[str, ...]:
        """Who judges: the one that decides first."""
        if self._libxml2 is None:
            return ("preserve",)
        return ("libxml2", "preserve") if self._is_ours else ("preserve", "libxml2")

    def findings(self, document: Document) -> Iterator[Finding]:
        """Yield what the schema forbids in a document."""
        faults = self._schema.faults(document)
        objection = self._libxml2.objection(document) if self._libxml2 else None
        if isinstance(objection, Silence):
            yield from map(_explained, faults)
            message = f"libxml2 gave no second opinion: {objection.reason}"
            yield finding("TEI-015", message, document.location(document.root))
            return
        agree = self._libxml2 is None or bool(faults) == bool(objection)
        if agree or self.engines[0] == "preserve":
            yield from map(_explained, faults)
        elif objection:
            yield finding("TEI-001", f"libxml2 says: {objection.message}", objection.location)
        refusal = faults[0] if faults else objection
        if refusal and not agree:
            yield self._disagreement(refusal)

    def _disagreement(self, refusal: Fault | Objection) -> Finding:
        """Make the finding for two engines of which only one objects."""
        refusing, accepting = ("libxml2", "preserve") if isinstance(refusal, Objection) else ("preserve", "libxml2")
        message = f"{refusing} refuses what {accepting} accepts, and {self.engines[0]} decides; {refusing} says: "
        room = _LONGEST - len(message)
        said = shortened(refusal.message, room)
        return finding("TEI-013", message + said, refusal.location)


def _explained(fault: Fault) -> Finding:
    """Make a finding of a fault."""
    return finding(_CODES[fault.kind], fault.message, fault.location, hint=fault.hint)
