"""Identifiers and the pointers to them: each id once, each pointer to something that is there."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from preserve.findings import finding
from preserve.interview import TEI, XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Finding
    from preserve.xmlio import Document, Element

# The attributes whose values are pointers, which TEI types as teidata.pointer, as far as interviews have them.
_POINTERS: Final = frozenset(
    "active ana change copyOf corresp decls edRef end exclude facs mutual next origin parts passive perf prev ref "
    "resp sameAs scheme select since source spanTo start synch target targetEnd toWhom who whom where wit".split()
)
_SPAN_POINTERS: Final = frozenset({"from", "to"})
# So many different targets are worth the search; a document that has more lost something else.
_SUGGESTIONS: Final = 200
_BARE: Final = re.compile(r"[\w.-]+")


class _Known:
    """The ids of a document, and the nearest to each that it lacks; to find one means to compare it with all."""

    def __init__(self, ids: set[str]) -> None:
        """Sort the ids, once."""
        self.ids = ids
        self._sorted = sorted(ids)
        self._nearest: dict[str, str | None] = {}

    def suggestion(self, identifier: str) -> str | None:
        """Return a hint that names the nearest id, or None; beyond so many different ones there is none."""
        if identifier in self.ids:
            return f"Write #{identifier}."
        if identifier not in self._nearest and len(self._nearest) < _SUGGESTIONS:
            found = difflib.get_close_matches(identifier, self._sorted, n=1)
            self._nearest[identifier] = found[0] if found else None
        near = self._nearest.get(identifier)
        return f"Did you mean #{near}?" if near else None


def check_identifiers(document: Document, stem: str) -> Iterator[Finding]:
    """Yield ids that stand twice, and an id of the whole that is not the file's name.

    Args:
        document: The interview.
        stem: The name of its file without the suffix.
    """
    first: dict[str, Element] = {}
    for element in document.root.iter("*"):
        identifier = element.get(XML + "id")
        if identifier is not None and identifier in first:
            earlier = document.location(first[identifier])
            message = f"the id “{identifier}” stands here again; it was first given on line {earlier.line}"
            yield finding("REF-001", message, document.location(element))
        elif identifier is not None:
            first[identifier] = element
    own = document.root.get(XML + "id")
    # Some file systems store accents apart from their letters.
    if own is not None and unicodedata.normalize("NFC", own) != unicodedata.normalize("NFC", stem):
        message = f"the interview calls itself “{own}”, its file “{stem}”"
        hint = f"Rename one of them, say the file to {own}.xml."
        yield finding("REF-003", message, document.location(document.root), hint=hint)


def check_pointers(document: Document) -> Iterator[Finding]:
    """Yield pointers that lead nowhere.

    Args:
        document: The interview.
    """
    known = _Known({str(value) for value in document.root.xpath("//@xml:id")})
    for element in document.root.iter("*"):
        for name, value in element.items():
            if _is_pointer(element, str(name)):
                for target in str(value).split():
                    yield from _check(document, element, str(name), target, known)


def _is_pointer(element: Element, name: str) -> bool:
    """Return whether an attribute's value is made of pointers."""
    return name in _POINTERS or (name in _SPAN_POINTERS and element.tag == TEI + "span")


def _check(document: Document, element: Element, name: str, target: str, known: _Known) -> Iterator[Finding]:
    """Yield what is wrong with one pointer."""
    # A pointer with a parenthesis follows a scheme, such as #xpath(…), and names no id (TEI P5, Pointing Locally).
    if target.startswith("#") and "(" not in target and unquote(target[1:]) not in known.ids:
        message = f"{name}=“{target}” points to an id that does not exist"
        yield finding("REF-002", message, document.location(element), hint=known.suggestion(target[1:]))
    elif _BARE.fullmatch(target) and name not in {"target", "facs", "source"} and "." not in target:
        message = f"{name}=“{target}” is no pointer: it lacks the #"
        yield finding("REF-004", message, document.location(element), hint=known.suggestion(target))
