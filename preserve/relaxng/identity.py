"""The ids that elements are given, and the references to them.

Source: RELAX NG DTD Compatibility §5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes import Identity
from preserve.relaxng.derivatives import SPACE, words
from preserve.relaxng.faults import Kind, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio import Document, Element

_SHOWN: Final = 60


class Identities:
    """Collects the ids and references of one document."""

    def __init__(self, document: Document) -> None:
        """Begin with none."""
        self._document = document
        self._owners: dict[str, Element] = {}
        self._references: list[tuple[int, Element, str | None, str]] = []

    def take(self, identity: Identity, number: int, element: Element, name: str | None, text: str) -> Remark | None:
        """Take in a value, and return what is wrong with it at once, or None.

        Args:
            identity: Of its datatype.
            number: The element's place in the document.
            element: That it stands in.
            name: The attribute's; None for the text of the element.
            text: The value.
        """
        if identity is not Identity.ID:
            self._references += [(number, element, name, word) for word in words(text)]
            return None
        key = text.strip(SPACE)
        owner = self._owners.setdefault(key, element)
        if owner is element:
            return None
        line = self._document.location(owner).line
        return Remark(Kind.IDENTITY, f"the id “{key[:_SHOWN]}” stands here again; it was first given on line {line}")

    def dangling(self) -> Iterator[tuple[int, Element, str | None, Remark]]:
        """Yield the references that lead nowhere, with the places where they stand."""
        for number, element, name, word in self._references:
            if word not in self._owners:
                said = f"{name}=“{word[:_SHOWN]}”" if name else f"“{word[:_SHOWN]}”"
                yield number, element, name, Remark(Kind.IDENTITY, f"{said} refers to an id that no element has")
