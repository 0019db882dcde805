"""A start tag as it is written, looked at once more to find an attribute or a character in it; and how to write one.

The text is well-formed, so a regular expression is enough. (The standard library's xml.sax.saxutils could write, but
brings a client for the network along.)

Source: XML 1.0 §3.1; Namespaces in XML 1.0 §2.
"""

from __future__ import annotations

import array
import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME: Final = re.compile(r"<[^\s/>]++")
_ATTRIBUTE: Final = re.compile(r"""\s++([^\s=/>]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_END: Final = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
# White space written as such or by number, comments, instructions, and the beginning of a CDATA section.
_SILENT: Final = re.compile(
    r"(?:\s++|&#(?:0*+(?:9|10|13|32)|x0*+(?:9|[aAdD]|20));|<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>)++", re.DOTALL
)
_ONE: Final = re.compile(r"&[^;]*+;|\r\n")
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# White space would be read as blanks.
_IN_VALUES: Final = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute as it is written.

    Attributes:
        name: With its prefix.
        start: The offset of the name.
        value: The offset of the value's first character.
        end: The offset behind its last.
    """

    name: str
    start: int
    value: int
    end: int


def attributes(text: str, start: int, namespaces: Mapping[str | None, str]) -> dict[str, Attribute]:
    """Return the attributes of a start tag by their names as lxml writes them; declarations of namespaces as written.

    Args:
        text: The document.
        start: The offset of the tag.
        namespaces: Those in scope, by prefix.
    """
    return {_resolved(each.name, namespaces): each for each in _written(text, start)}


def declared(text: str, start: int) -> frozenset[str | None]:
    """Return the prefixes that a start tag declares, None standing for the default namespace."""
    names = [each.name for each in _written(text, start)]
    prefixes = {name.removeprefix("xmlns:") for name in names if name.startswith("xmlns:")}
    return frozenset(prefixes | ({None} if "xmlns" in names else set()))


def _written(text: str, start: int) -> Iterator[Attribute]:
    """Yield the attributes of a start tag in the order in which they stand."""
    position = name_end(text, start)
    while match := _ATTRIBUTE.match(text, position):
        value = match.span(2) if match.group(2) is not None else match.span(3)
        yield Attribute(name=match.group(1), start=match.start(1), value=value[0], end=value[1])
        position = match.end()


def _resolved(name: str, namespaces: Mapping[str | None, str]) -> str:
    """Return a name as lxml writes it."""
    prefix, colon, local = name.partition(":")
    if not colon or prefix == "xmlns":
        return name
    return f"{{{_XML if prefix == 'xml' else namespaces.get(prefix, '')}}}{local}"


def name_end(text: str, start: int) -> int:
    """Return the offset behind the name in a start tag."""
    match = _NAME.match(text, start)
    return match.end() if match else start


def tag_end(text: str, start: int) -> int:
    """Return the offset behind the tag that begins at an offset."""
    match = _END.match(text, start)
    return match.end() if match else start


def text_start(text: str, start: int) -> int:
    """Return the offset of the first character behind an offset that is not silent; it may begin a tag."""
    match = _SILENT.match(text, start)
    return match.end() if match else start


def escaped(text: str) -> str:
    """Return characters as they are written in the content of an element."""
    return text.translate(_IN_TEXT)


def quoted(value: str) -> str:
    """Return an attribute's value as it is written, with quotation marks around."""
    return f'"{value.translate(_IN_VALUES)}"'


class Characters:
    """The characters of an attribute's value as they are written, where one may be written as several."""

    def __init__(self, text: str, attribute: Attribute) -> None:
        """Find what is longer than it means."""
        self._start = attribute.value
        self._end = attribute.end
        self._indexes, self._offsets = array.array("L", [0]), array.array("L", [attribute.value])
        for match in _ONE.finditer(text, attribute.value, attribute.end):
            index = self._indexes[-1] + match.start() - self._offsets[-1] + 1
            self._indexes.append(index)
            self._offsets.append(match.end())

    def offset(self, index: int) -> int:
        """Return the offset of a character of the value; behind the last one, the closing quotation mark's."""
        number = max(0, bisect.bisect_right(self._indexes, index) - 1)
        return min(self._end, self._offsets[number] + max(0, index) - self._indexes[number])
