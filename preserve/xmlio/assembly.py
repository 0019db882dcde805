"""A document put together of stretches of others, each of which keeps its own place.

Texts are joined, not trees: so every reader of the whole sees the same characters, prefixes keep their meaning even
where they stand in values, and any character leads back to the line and column of the file that it was written in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preserve.errors import DocumentError
from preserve.xmlio import tags
from preserve.xmlio.document import made
from preserve.xmlio.origin import Origins, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preserve.xmlio.document import Document, Part
    from preserve.xmlio.paths import Element


class Assembly:
    """A document that is being put together.

    Attributes:
        length: How many characters it has so far.
    """

    def __init__(self, name: str, data: bytes = b"", encoding: str = "utf-8") -> None:
        """Begin with nothing.

        Args:
            name: The file as its user would name it.
            data: The bytes that it begins from.
            encoding: Python's name of their encoding.
        """
        self.length = 0
        self._name = name
        self._data = data
        self._encoding = encoding
        self._pieces: list[str] = []
        self._origins = Origins()
        # Where what was written begins that has no place yet.
        self._unplaced: int | None = None

    def write(self, text: str) -> None:
        """Add characters of our own; their place is that of what is copied next."""
        if self._unplaced is None:
            self._unplaced = self.length
        self._append(text)

    def write_at(self, text: str, source: Source, offset: int, *, copied: bool = False) -> None:
        """Add characters that have a place.

        Args:
            text: The characters.
            source: The file that they belong to.
            offset: Where they belong in it.
            copied: Whether they stand there as they are; or else all of them have that one place.
        """
        self._place(source, offset)
        self._origins.add(self.length, source, offset, copied=copied)
        self._append(text)

    def copy(self, document: Document, element: Element, context: Mapping[str | None, str]) -> None:
        """Add an element as it is written, and the declarations of namespaces that it needs.

        Args:
            document: The document that it stands in.
            element: The element.
            context: The namespaces that are in scope where it is added, by prefix.
        """
        start, end = document.places.start(element), document.places.behind(element)
        name_end = self.copy_beginning(document, element, context)
        self.copy_stretch(document, max(start, name_end), end)

    def copy_beginning(self, document: Document, element: Element, context: Mapping[str | None, str]) -> int:
        """Add the name in a start tag and the declarations that the element needs; return the offset behind it."""
        start = document.places.start(element)
        behind = tags.name_end(document.text, start)
        self.copy_stretch(document, start, behind)
        if lacking := _declarations(document.text, start, element, context):
            self.write_at(lacking, *document.places.origins.find(start))
        return behind

    def copy_stretch(self, document: Document, start: int, end: int) -> None:
        """Add some characters of a document, as they are, with their places."""
        if start >= end:
            return
        moved = self.length - start
        for begins, source, offset, copied in document.places.origins.between(start, end):
            self._place(source, offset)
            self._origins.add(begins + moved, source, offset, copied=copied)
        self._append(document.text[start:end])

    def document(self, parts: tuple[Part, ...] = ()) -> Document:
        """Return the whole.

        Args:
            parts: The files that were included.

        Raises:
            DocumentError: What was put together makes no document; at the place where that shows.
        """
        self._place(Source(self._name, ""), 0)
        text = "".join(self._pieces)
        try:
            return made(self._name, self._data, self._encoding, text, origins=self._origins, parts=parts)
        except DocumentError as error:
            if error.location and error.location.line:
                whole = Source(self._name, text)
                offset = whole.offset(error.location.line, error.location.column or 1)
                error.location = self._origins.location(offset)
            raise

    def _place(self, source: Source, offset: int) -> None:
        """Give what was written the place of what follows."""
        if self._unplaced is not None:
            self._origins.add(self._unplaced, source, offset, copied=False)
            self._unplaced = None

    def _append(self, text: str) -> None:
        """Add characters."""
        self._pieces.append(text)
        self.length += len(text)


def _declarations(text: str, start: int, element: Element, context: Mapping[str | None, str]) -> str:
    """Return the declarations that a copied element lacks, as they are written in a tag."""
    own = tags.declared(text, start)
    wanted = {None: "", **element.nsmap}
    lacking = {
        prefix: uri for prefix, uri in wanted.items() if prefix not in own and (uri or "") != context.get(prefix, "")
    }
    written = (
        f" {'xmlns' if prefix is None else f'xmlns:{prefix}'}={tags.quoted(uri or '')}"
        for prefix, uri in lacking.items()
    )
    return "".join(sorted(written))
