"""One XML document: its bytes, its tree, and the line and column of every element.

Nothing is fetched and no entity is expanded: a document with a DOCTYPE is refused before the tree is built. Positions
come from expat, because libxml2 knows no columns and no lines past 65,535.
"""

from __future__ import annotations

import array
import codecs
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from xml.parsers import expat

from lxml import etree

from preserve.errors import DocumentError, Location, refuse_devices, surroundings

if TYPE_CHECKING:
    from pathlib import Path

Element: TypeAlias = etree._Element  # noqa: SLF001 (lxml's own type has no public name)

# Stands between namespace and name in what expat reports; no name can hold it.
SEPARATOR: Final = " "
_STEP: Final = re.compile(r"/(Q\{[^}]*\})?([^/\[\]{}@()]+)(?:\[(\d+)\])?")
# The paths of libxml2, such as /*/*[2]/x:a.
_NODE_STEP: Final = re.compile(r"/(?:([^:/\[\]()@]+):)?([^:/\[\]()@]+)(?:\[(\d+)\])?")
_NODE_PATH: Final = re.compile(f"(?:{_NODE_STEP.pattern})+")
_NO_ELEMENT: Final = re.compile(r"/(?:@|(?:text|comment|processing-instruction)\()")
_DECLARED: Final = re.compile(
    rb"""(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']"""
)
# How a document begins; the last two are UTF-16 without a byte order mark, which is not allowed but happens.
_BEGINNINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARATION_BYTES: Final = 400
# Python calls these encodings, but no text is stored in them; they would let a document hide what it holds.
_NO_CHARSETS: Final = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)


class Document:
    """A well-formed XML document.

    Attributes:
        name: The file as its user would name it.
        data: The bytes as read.
        encoding: Python's name of the encoding.
        tree: The document as lxml's tree.
    """

    def __init__(self, *, name: str, data: bytes, encoding: str, tree: etree._ElementTree, places: _Places) -> None:
        """Keep what was read; see `parse`."""
        self.name = name
        self.data = data
        self.encoding = encoding
        self.tree = tree
        self._places = places

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.tree.getroot()

    @property
    def text(self) -> str:
        """The document, decoded, without a byte order mark."""
        return _text(self.data, self.encoding)

    @functools.cached_property
    def _ordinals(self) -> dict[Element, int]:
        """The place of every element in document order; made only when something is to be said."""
        return {element: number for number, element in enumerate(self.tree.iter(etree.Element))}

    def location(self, element: Element) -> Location:
        """Return the place of an element's start tag."""
        number = self._ordinals[element]
        line, column = self._places.lines[number], self._places.columns[number]
        return Location(file=self.name, line=line, column=column, path=readable_path(element))

    def find(self, path: str) -> Element | None:
        """Return the element that a path leads to, or None.

        Args:
            path: Of XPath's ``fn:path``, such as ``/Q{http://www.tei-c.org/ns/1.0}TEI[1]/…``, or a readable one, whose
                steps name no namespace. Where it ends at an attribute, a text or the like, its element is meant.
        """
        here: Element | None = self.root
        for namespace, name, number in _STEP.findall(_NO_ELEMENT.split(path)[0])[1:]:
            wanted = name if namespace == "Q{}" else (namespace[1:] or "{*}") + name
            found = [] if here is None else here.findall(wanted)
            here = found[int(number or 1) - 1] if int(number or 1) <= len(found) else None
        return here

    def find_node(self, path: str) -> Element | None:
        """Return the element that libxml2 calls so, or None.

        A step names the prefix that the element itself has, wherever it was declared, or no name at all for one in a
        default namespace; its number counts what the step matches.

        Args:
            path: libxml2's own path, such as ``/*/*[2]/x:a``; may be empty.
        """
        if not _NODE_PATH.fullmatch(path):
            return None
        here: list[Element] = [self.root]
        for number, (prefix, name, place) in enumerate(_NODE_STEP.findall(path)):
            children = here if number == 0 else list(here[0].iterchildren(etree.Element))
            found = [child for child in children if name == "*" or _is_named(child, prefix, name)]
            here = found[int(place or 1) - 1 :][:1]
            if not here:
                return None
        return here[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Line and column of every start tag in document order, counted from 1."""

    lines: array.array[int]
    columns: array.array[int]


def _is_named(element: Element, prefix: str, name: str) -> bool:
    """Return whether an element is written so."""
    return (element.prefix or "", etree.QName(element).localname) == (prefix, name)


def readable_path(element: Element) -> str:
    """Return an XPath that people can read: numbers only where siblings share a name."""
    steps = []
    here: Element | None = element
    while here is not None:
        steps.append(_readable_step(here))
        here = here.getparent()
    return "/" + "/".join(reversed(steps))


def _readable_step(element: Element) -> str:
    """Return one step of a readable path."""
    name, tag = etree.QName(element).localname, str(element.tag)
    before = len(list(element.itersiblings(tag, preceding=True)))
    alone = before == 0 and next(element.itersiblings(tag), None) is None
    return name if alone else f"{name}[{before + 1}]"


def read(path: Path, name: str | None = None) -> Document:
    """Read a document from its file.

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
    encoding = _encoding(data, name)
    # All readers are given the same characters, so that none of them can understand the bytes in a way of its own.
    text = _text(data, encoding)
    places = _read_places(text, name)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        # Expat has found it well-formed: only the limits of libxml2 are left.
        raise _limits_error(error, name) from None
    return Document(name=name, data=data, encoding=encoding, tree=root.getroottree(), places=places)


def _limits_error(error: etree.XMLSyntaxError, name: str) -> DocumentError:
    """Make the error for a document that libxml2 gives up; its own words are advice to programmers."""
    deep = "depth" in (error.msg or "").lower()
    line, column = error.position
    return DocumentError(
        "elements are nested deeper here than the parser accepts"
        if deep
        else "a text or an attribute is longer here than the parser accepts",
        code="XML-004",
        location=Location(file=name, line=line or None, column=column if line and column else None),
        hint=None
        if deep
        else "Look for what is no text, such as a picture or a recording, and keep it in its own file.",
    )


def _text(data: bytes, encoding: str) -> str:
    """Return the characters of a document, without a byte order mark."""
    return data.decode(encoding).removeprefix("\ufeff")


def _encoding(data: bytes, name: str) -> str:
    """Return Python's name of the encoding, having tried it on every byte.

    Source: XML 1.0 §4.3.3 and appendix F.
    """
    begins = next((python for beginning, python in _BEGINNINGS if data.startswith(beginning)), None)
    declared = _DECLARED.match(data[:_DECLARATION_BYTES].replace(b"\0", b""))
    said = declared.group(1).decode("ascii") if declared else begins or "utf-8"
    encoding = begins or said
    try:
        if not _agree(begins, said):
            raise _encoding_error(f"the file says that it is in {said.upper()}, and is not", name, data, 0)
        data.decode(encoding)
    except LookupError:
        raise _encoding_error(f"the encoding {said} is not known", name, data, 0) from None
    except UnicodeDecodeError as error:
        said = f"byte 0x{data[error.start]:02x} cannot stand in {encoding.upper()}, which is the encoding of this file"
        raise _encoding_error(said, name, data, error.start) from None
    return encoding


def _agree(begins: str | None, said: str) -> bool:
    """Return whether a document can be in the encoding that it declares, by its first bytes.

    Args:
        begins: The encoding that a byte order mark or the form of the first characters shows.
        said: The encoding that is declared.

    Raises:
        LookupError: There is no such encoding.
    """
    kind = codecs.lookup(said).name
    if kind in _NO_CHARSETS:
        raise LookupError
    if begins == "utf-8-sig":
        return kind in {"utf-8", "utf-8-sig"}
    return kind.startswith("utf-16") == (begins is not None)


def _encoding_error(message: str, name: str, data: bytes, offset: int) -> DocumentError:
    """Make the error for a byte at an offset."""
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace")) + 1
    return DocumentError(
        message,
        code="XML-003",
        location=Location(file=name, line=line, column=column),
        hint="Save the file as UTF-8, or declare the encoding that it is in.",
    )


def _read_places(text: str, name: str) -> _Places:
    """Return the places of all start tags.

    Raises:
        DocumentError: XML-001, XML-002.
    """
    places = _Places(lines=array.array("L"), columns=array.array("L"))
    parser = _parser(text, name)
    opened: list[str] = []

    def start(tag: str, _attributes: object) -> None:
        """Note where a tag starts."""
        places.lines.append(parser.CurrentLineNumber)
        places.columns.append(parser.CurrentColumnNumber + 1)
        opened.append(f"<{local(tag)}>, opened on line {parser.CurrentLineNumber}")

    def end(_tag: str) -> None:
        """Note that the last one opened is closed."""
        opened.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    _run(parser, text, name, opened)
    return places


def local(name: str) -> str:
    """Return the local part of a name that expat has resolved."""
    return name.rpartition(SEPARATOR)[2]


def _parser(text: str, name: str) -> expat.XMLParserType:
    """Return an expat parser that refuses a DOCTYPE."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)

    def refuse(_name: str, system: str | None, _public: str | None, _internal: bool) -> None:  # noqa: FBT001 (expat's)
        """Refuse before anything is declared, so that no entity is ever known."""
        external = f" that points to {system}" if system else ""
        # Expat stands somewhere behind the name by now.
        before = text.encode()[: parser.CurrentByteIndex + len("<!DOCTYPE")].decode("utf-8", "ignore")
        start = before.rfind("<!DOCTYPE")
        raise DocumentError(
            f"the document has a DOCTYPE{external}; nothing was fetched and no entity was expanded",
            code="XML-002",
            location=Location(
                file=name, line=before.count("\n", 0, start) + 1, column=start - before.rfind("\n", 0, start)
            ),
        )

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _run(parser: expat.XMLParserType, text: str, name: str, opened: list[str]) -> None:
    """Let expat read the document.

    Args:
        parser: With its handlers set.
        text: The document.
        name: The document's, for messages.
        opened: The elements that are open at any moment, in words.

    Raises:
        DocumentError: XML-001 with expat's own reason.
    """
    try:
        parser.Parse(text, True)  # noqa: FBT003 (expat's own signature)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        last = f"; the last element still open is {opened[-1]}" if opened else ""
        raise DocumentError(
            f"the document is not well-formed XML: {reason}{last}",
            location=Location(file=name, line=error.lineno, column=error.offset + 1),
            hint=_WELL_FORMED_HINTS.get(reason),
        ) from None


_WELL_FORMED_HINTS: Final = {
    "mismatched tag": "The end tag here is not that of the element opened last; look for a missing end tag.",
    "not well-formed (invalid token)": "Write < and & in text as &lt; and &amp;, and look for a missing quote.",
    "undefined entity": "Write the character itself: XML knows only &lt; &gt; &amp; &quot; and &apos; by name.",
    "no element found": "The document ends before its outermost element does; it may have been cut off.",
    "unclosed token": "The document ends within a tag; it may have been cut off.",
    "unbound prefix": "Declare the prefix with xmlns:…, or leave it out.",
    "duplicate attribute": "Remove one of the two attributes of the same name.",
    "junk after document element": "A document has one outermost element; move what follows it inside.",
}
