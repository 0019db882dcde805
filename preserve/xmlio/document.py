"""One XML document: its bytes, its tree, and the line and column of everything in it.

Nothing is fetched and no entity is expanded: a document with a DOCTYPE is refused before the tree is built.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from preserve.errors import DocumentError, Location, refuse_devices, surroundings
from preserve.xmlio.encoding import characters, encoding_of
from preserve.xmlio.origin import Source, of_one
from preserve.xmlio.paths import Element
from preserve.xmlio.places import Places
from preserve.xmlio.wellformed import start_tags

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio.origin import Origins

__all__ = ["Document", "Element", "Part", "contents", "parse", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file that was included in a document.

    Attributes:
        path: From the folder of the document's own file.
        name: The file as its user would name it.
        data: The bytes as read.
        location: Where it was first included.
    """

    path: PurePosixPath
    name: str
    data: bytes
    location: Location


class Document:
    """A well-formed XML document.

    Attributes:
        name: The file as its user would name it.
        data: The bytes as read.
        encoding: Python's name of the encoding.
        text: The document, decoded, without a byte order mark; with everything that it includes in its place.
        tree: The text as lxml's tree.
        parts: The files that were included, each once, in the order in which they were met.
    """

    def __init__(  # noqa: PLR0913 (what a document is made of)
        self,
        *,
        name: str,
        data: bytes,
        encoding: str,
        text: str,
        tree: etree._ElementTree,
        places: Places,
        parts: tuple[Part, ...] = (),
    ) -> None:
        """Keep what was read; see `parse`."""
        self.name = name
        self.data = data
        self.encoding = encoding
        self.text = text
        self.tree = tree
        self.parts = parts
        self.places = places

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.tree.getroot()

    @property
    def source(self) -> str:
        """The document's own file, decoded, without a byte order mark and without what it includes."""
        return characters(self.data, self.encoding)

    def location(self, element: Element) -> Location:
        """Return the place of an element's start tag."""
        return self.places.element(element)

    def end_location(self, element: Element) -> Location:
        """Return the place of an element's end tag; of its only tag where it is empty."""
        return self.places.end(element)

    def attribute_location(self, element: Element, name: str) -> Location:
        """Return the place of an attribute's name.

        Args:
            element: The element that has it; where it has not, its own place is returned.
            name: As lxml writes it.
        """
        return self.places.attribute(element, name)

    def value_location(self, element: Element, name: str, index: int) -> Location:
        """Return the place of a character of an attribute's value.

        Args:
            element: The element that has the attribute.
            name: As lxml writes it.
            index: Of the character in the value as lxml gives it, from 0.
        """
        return self.places.value(element, name, index)

    def text_location(self, element: Element, after: Element | None = None) -> Location:
        """Return the place of the first character, other than white space, of text directly in an element.

        Args:
            element: The element; where there is no such text, the place of its end tag is returned.
            after: The child behind which the text stands; by default the first such text is meant, wherever it is
                among the children.
        """
        return self.places.text(element, after)

    def place(self, line: int, column: int = 1) -> Location:
        """Return the place, in the file that it comes from, of a character of `text`.

        Args:
            line: Of the whole text, counted from 1.
            column: The same.
        """
        return self.places.at(self.places.offset(line, column))

    def span(self, element: Element) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return where an element begins, and where what is behind it begins: line and column of `text`."""
        return self.places.span(element)

    def folder(self, element: Element) -> PurePosixPath:
        """Return the folder of the file in which an element is written, from that of the document's own file."""
        if not self.parts:
            return PurePosixPath()
        source, _ = self.places.origins.find(self.places.start(element))
        return self._folders.get(source.name, PurePosixPath())

    @functools.cached_property
    def _folders(self) -> dict[str, PurePosixPath]:
        """The folders of the parts by their names."""
        return {part.name: part.path.parent for part in self.parts}

    def find(self, path: str) -> Element | None:
        """Return the element that a path leads to, or None; see `Paths.find`."""
        return self.places.paths.find(path)

    def find_node(self, path: str) -> Element | None:
        """Return the element that libxml2 calls so, or None; see `Paths.find_node`."""
        return self.places.paths.find_node(path)


def read(path: Path, name: str | None = None) -> Document:
    """Read a document from its file, as it is: what it would include is not looked for.

    Args:
        path: The file.
        name: What findings call it; by default the path as given.

    Raises:
        SurroundingsError: The file cannot be read.
        DocumentError: See `parse`.
    """
    return parse(contents(path), name or str(path))


def contents(path: Path) -> bytes:
    """Return the bytes of an ordinary file.

    Raises:
        SurroundingsError: The file cannot be read, or is a pipe or a device.
    """
    refuse_devices("read", path)
    with surroundings("read", path):
        return path.read_bytes()


def parse(data: bytes, name: str) -> Document:
    """Read a document from its bytes.

    Raises:
        DocumentError: XML-001 where it is not well-formed, XML-002 for a DOCTYPE, XML-003 where the bytes are not in
            the encoding that they claim, XML-004 beyond the parser's limits.
    """
    encoding = encoding_of(data, name)
    text = characters(data, encoding)
    return made(name, data, encoding, text, origins=of_one(Source(name, text)))


def made(  # noqa: PLR0913 (what a document is made of)
    name: str, data: bytes, encoding: str, text: str, *, origins: Origins, parts: tuple[Part, ...] = ()
) -> Document:
    """Make a document of its characters.

    Args:
        name: The file as its user would name it.
        data: Its bytes.
        encoding: Python's name of their encoding.
        text: The characters of the whole.
        origins: Where they come from.
        parts: What was included.

    Raises:
        DocumentError: XML-001, XML-002, XML-004.
    """
    starts = start_tags(text, name)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        # Expat has found it well-formed: only the limits of libxml2 are left.
        raise _limits_error(error, name) from None
    places = Places(text, root, starts, origins)
    tree = root.getroottree()
    return Document(name=name, data=data, encoding=encoding, text=text, tree=tree, places=places, parts=parts)


def _limits_error(error: etree.XMLSyntaxError, name: str) -> DocumentError:
    """Make the error for a document that libxml2 gives up; its own words are advice to programmers."""
    line, column = error.position
    location = Location(file=name, line=line or None, column=column if line and column else None)
    if "not a valid URI" in (error.msg or ""):
        hint = "Look for blanks, quotation marks and letters with accents in what is declared by xmlns."
        return DocumentError("a namespace that is declared here is no valid URI", location=location, hint=hint)
    deep = "depth" in (error.msg or "").lower()
    return DocumentError(
        "elements are nested deeper here than the parser accepts"
        if deep
        else "a text or an attribute is longer here than the parser accepts",
        code="XML-004",
        location=location,
        hint=None
        if deep
        else "Look for what is no text, such as a picture or a recording, and keep it in its own file.",
    )
