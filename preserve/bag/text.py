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


def lines(stream: io.RawIOBase | io.BufferedIOBase, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, without its end; only one line is in memory at a time.

    Args:
        stream: From where it stands; it is left open.
        encoding: One that `is_charset` knows.

    Yields:
        The number, counted from 1, and the line.

    Raises:
        BagError: For a line that is too long, or bytes that are no text in this encoding.
    """
    # newline=None knows exactly the three ends of line; str.splitlines would part names that hold U+2028.
    text = io.TextIOWrapper(io.BufferedReader(stream), encoding=encoding, newline=None)
    number = 0
    try:
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise _too_long(number)
            yield number, line.removesuffix("\n")
    except UnicodeError as error:
        raise _undecodable(number + 1, encoding) from error
    finally:
        text.detach().detach()


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
