"""Text tag files: lines that end in LF, CR or CRLF and in nothing else, in the encoding that the bag declares.

Source: RFC 8493 §2.3
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, Final

from preserve.errors import BagError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE: Final = 1 << 20
"""In characters. The standard sets no limit; without one, a single line could take all memory."""

_BLOCK: Final = 1 << 17

BYTE_ORDER_MARK: Final = "\ufeff"

_CHARSET: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+()-]{0,39}")
# Python's own inventions, which no registry of character sets knows.
_NO_CHARSETS: Final = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-8-sig"}
)


def is_charset(encoding: str) -> bool:
    """Return whether an encoding is one that text can be read in.

    Source: RFC 8493 §2.1.1
    """
    if not _CHARSET.fullmatch(encoding):
        return False
    try:
        name = codecs.lookup(encoding).name
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    except LookupError:
        return False
    return name.replace("_", "-") not in _NO_CHARSETS


def batches(stream: io.RawIOBase | io.BufferedIOBase, encoding: str) -> Iterator[list[str]]:
    """Yield the lines without their ends, many at a time, because one at a time costs more than what is done with it.

    Args:
        stream: From where it stands; it is left open.
        encoding: One that `is_charset` knows.

    Raises:
        BagError: For a line that is too long, or bytes that are no text in this encoding.
    """
    number, begun = 0, ""
    for block in _decoded(stream, encoding):
        *whole, begun = f"{begun}{block}".split("\n")
        # A block is not longer than the longest line, so only the first line and what is begun can be too long.
        if len(begun if not whole else whole[0]) > LONGEST_LINE:
            raise _too_long(number + 1)
        number += len(whole)
        if whole:
            yield whole
    if begun:
        yield [begun]


def _decoded(stream: io.RawIOBase | io.BufferedIOBase, encoding: str) -> Iterator[str]:
    """Yield a stream as text in blocks, each end of line as a line feed."""
    # This knows exactly the three ends of line; str.splitlines would part names that hold U+2028.
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    number, is_last = 1, False
    while not is_last:
        data = stream.read(_BLOCK) or b""
        is_last = not data
        try:
            block = decoder.decode(data, final=is_last)
        except UnicodeError as error:
            raise _undecodable(number + _lines_before(error), encoding) from error
        yield block
        number += block.count("\n")


def _lines_before(error: UnicodeError) -> int:
    """Return about how many lines of a block end before the bytes that are no text."""
    return error.object.count(b"\n", 0, error.start) if isinstance(error, UnicodeDecodeError) else 0


def _too_long(number: int) -> BagError:
    """Return the error for a line without end."""
    return BagError(
        f"line {number} is longer than {LONGEST_LINE:,} characters; the rest of the file was not read",
        code="BAG-006",
        location=Location(file="", line=number),
    )


def _undecodable(number: int, encoding: str) -> BagError:
    """Return the error for bytes that are no text."""
    return BagError(
        f"from about line {number} the file is no text in {encoding}, the encoding that bagit.txt declares",
        code="BAG-005",
        location=Location(file="", line=number),
    )
