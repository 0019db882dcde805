"""Identifiers: each once, the whole called like its file, and the nearest to one that is not there."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from preserve.errors import shortened
from preserve.findings import finding
from preserve.interview import XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from preserve.errors import Location
    from preserve.findings import Finding
    from preserve.xmlio import Document, Element

# So many different targets are worth the search; a document that has more lost something else.
_SEARCHES: Final = 200
# To search means to compare with all, and all together shall not take longer than a moment.
_COMPARISONS: Final = 300_000
# Where a shell lays what it hands over.
_HANDED_OVER: Final = frozenset({("/", "dev"), ("/", "proc")})
_SEPARATORS: Final = re.compile(r"[-_.:\s]+")


class Identifiers:
    """The names that there are, and the nearest of them to one that there is not.

    Attributes:
        names: All of them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names; they are sorted only when something is searched for."""
        self.names = frozenset(names)
        self._alike: dict[str, str] = {}
        self._sorted: list[str] = []
        self._nearest: dict[str, str | None] = {}

    def nearest(self, name: str) -> str | None:
        """Return the name that is likeliest meant, or None.

        One that differs in capitals only comes first, then one that differs in hyphens, points and the like, then the
        most similar; beyond so many different ones that are searched for there is none.
        """
        if name in self.names:
            return name
        if not self._sorted:
            self._sort()
        key = _composed(name).casefold()
        return self._alike.get(key) or self._alike.get(_SEPARATORS.sub("", key)) or self._similar(name)

    def same(self, name: str) -> str | None:
        """Return the name that is the same but for how its accents are stored, or None."""
        found = self.nearest(name)
        return found if found is not None and found != name and _composed(found) == _composed(name) else None

    def _sort(self) -> None:
        """Sort the names, and note what each would be called without capitals and without separators."""
        self._sorted = sorted(self.names)
        keys = [(_composed(name).casefold(), name) for name in self._sorted]
        self._alike = {_SEPARATORS.sub("", key): name for key, name in reversed(keys)}
        self._alike.update(reversed(keys))

    def _similar(self, name: str) -> str | None:
        """Return the most similar name, or None; each search is made once."""
        most = min(_SEARCHES, _COMPARISONS // max(1, len(self._sorted)))
        if name not in self._nearest and len(self._nearest) < most:
            found = difflib.get_close_matches(name, self._sorted, n=1)
            self._nearest[name] = found[0] if found else None
        return self._nearest.get(name)


def check_identifiers(document: Document, path: Path) -> Iterator[Finding]:
    """Yield ids that stand twice, and an id of the whole that is not the file's name.

    Args:
        document: The interview.
        path: Its file; one that a shell hands over has no name of its own.
    """
    first: dict[str, Element] = {}
    for element in document.root.iter("*"):
        identifier = element.get(XML + "id")
        if identifier is not None and identifier in first:
            here, earlier = document.location(element), document.location(first[identifier])
            message = f"the id “{_short(identifier)}” stands here again; it was first given {_place(earlier, here)}"
            yield finding("REF-001", message, here)
        elif identifier is not None:
            first[identifier] = element
    own = document.root.get(XML + "id")
    # Some file systems store accents apart from their letters.
    if own is not None and _composed(own) != _composed(path.stem) and path.parts[:2] not in _HANDED_OVER:
        message = f"the interview calls itself “{_short(own)}”, its file “{_short(path.stem)}”"
        hint = f"Rename one of them, say the file to {_short(own)}.xml."
        yield finding("REF-003", message, document.location(document.root), hint=hint)


def _place(earlier: Location, here: Location) -> str:
    """Return where an id was first given, as seen from where it stands again."""
    return f"on line {earlier.line}" + ("" if earlier.file == here.file else f" of {earlier.file}")


def _composed(name: str) -> str:
    """Return a name with each accent on its letter."""
    return unicodedata.normalize("NFC", name)


def _short(name: str) -> str:
    """Return a name, cut to a length that fits a message."""
    return shortened(name, _LONGEST)


_LONGEST: Final = 60
