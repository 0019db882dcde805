"""An institution's own CSS: read, and refused where a page that holds it would end early or ask for something.

What CSS fetches it names in url(), src(), image-set() and @import. Each of these words can be written with escapes, and
a comment or a string can look like them, so the text is taken apart into tokens as browsers do. Where browsers differ,
as in what letters a name may have, the reading that finds more is taken.

Source: CSS Syntax Module Level 3 §3.3, §4; CSS Values and Units Module Level 4 §4.5; CSS Images Module Level 4 §3.1.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from preserve import xmlio
from preserve.errors import Location, StylesheetError, refuse_devices, shortened, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES: Final = 5_000_000

_ESCAPE: Final = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\n]?|\n|(.))", re.DOTALL)
_TOKEN: Final = re.compile(
    r"""/\*(?s:.*?)(?:\*/|\Z)
    |"(?:[^"\\\n]|\\(?s:.))*"? | '(?:[^'\\\n]|\\(?s:.))*'?
    |(?P<at>@?)(?P<name>(?:[-\w]|\\(?:[0-9A-Fa-f]{1,6}[ \t\n]?|[^\n0-9A-Fa-f]))+)(?P<call>\(?)
    |(?s:.)""",
    re.VERBOSE | re.ASCII,
)
# What follows “url(”; without quotation marks it is one token with it, in which nothing else begins.
_ADDRESS: Final = re.compile(
    r"""[\ \t\n]*(?:
    "(?P<double>(?:[^"\\\n]+|\\(?s:.))*)
    |'(?P<single>(?:[^'\\\n]+|\\(?s:.))*)
    |(?P<bare>(?:[^)\\]+|\\(?s:.))*))""",
    re.VERBOSE,
)
_NOT_OF_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_END: Final = re.compile("</style", re.IGNORECASE)
# They take addresses as strings, too.
_FETCHING: Final = frozenset({"src", "image"})
_SHOWN: Final = 60


def read_css(path: Path) -> str:
    """Return a file of CSS as it is put in a page: normal form C, lines that end with LF.

    Raises:
        SurroundingsError: It cannot be read.
        StylesheetError: XSL-011 where it cannot stand in a page, XSL-008 where it would reach out.
    """
    refuse_devices("read", path)
    with surroundings("read", path):
        size = path.stat().st_size
    if size > MOST_BYTES:
        message = f"has {size:,} bytes, and each page would carry them; {MOST_BYTES:,} are allowed"
        raise StylesheetError(message, code="XSL-011", location=Location(file=str(path)))
    text = _decoded(xmlio.contents(path), str(path))
    for offset, code, message in _faults(text):
        raise StylesheetError(message, code=code, location=_place(text, offset, str(path)))
    return text


def _decoded(data: bytes, name: str) -> str:
    """Return the characters of a file, without a byte order mark, composed as those of a page are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the byte {data[error.start]:#04x} is not UTF-8"
        raise StylesheetError(message, code="XSL-011", location=Location(file=name, line=line)) from None
    return unicodedata.normalize("NFC", re.sub("\r\n|\r|\f", "\n", text))


def _place(text: str, offset: int, name: str) -> Location:
    """Return the place of a character."""
    before = text[:offset]
    return Location(file=name, line=before.count("\n") + 1, column=offset - before.rfind("\n"))


def _faults(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong with CSS: where, the code and the message."""
    for match in _NOT_OF_XML.finditer(text):
        yield match.start(), "XSL-011", f"the character U+{ord(match[0]):04X} cannot stand in a stylesheet"
    for match in _END.finditer(text):
        yield match.start(), "XSL-011", f"“{match[0]}” would end the place of the CSS in the page, even in a comment"
    yield from ((offset, "XSL-008", reason) for offset, reason in _reaching(text))


def _reaching(text: str) -> Iterator[tuple[int, str]]:
    """Yield where and how CSS would make the page ask for something."""
    offset = 0
    while match := _TOKEN.match(text, offset):
        offset = match.end()
        name = _unescaped(match["name"] or "").lower()
        if match["at"] and name == "import":
            yield match.start(), "@import would make the page ask for another file"
        elif match["call"] and not match["at"] and (name in _FETCHING or name.endswith("image-set")):
            yield match.start(), f"{name}() could make the page ask for a file; write url(data:…)"
        elif match["call"] and not match["at"] and name == "url":
            address, offset = _address(text, offset)
            if not address.lower().startswith(("data:", "#")):
                words = f"url() would make the page ask for “{shortened(address.strip(), _SHOWN)}”"
                yield match.start(), words


def _address(text: str, start: int) -> tuple[str, int]:
    """Return the address of a url() whose argument begins here, and where the next token begins."""
    found = _ADDRESS.match(text, start)
    if not found:  # pragma: no cover (it matches nothing, too)
        return "", start
    double, single, bare = found.groups()
    quoted = double if double is not None else single
    return (_unescaped(bare), found.end()) if quoted is None else (_unescaped(quoted), start)


def _unescaped(text: str) -> str:
    """Return a name or a string of CSS with its escapes resolved."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """Return what an escape means; nothing for one of a line's end."""
    digits, other = match.groups()
    if digits is None:
        return other or ""
    number = int(digits, 16)
    is_none = number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 (the limits of Unicode)
    return "\ufffd" if is_none else chr(number)
