"""The characters of an XML document, from its bytes.

All readers are given the same characters, so that none of them can understand the bytes in a way of its own.

Source: XML 1.0 §4.3.3 and appendix F.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from preserve.errors import DocumentError, Location

_DECLARED: Final = re.compile(
    rb"""(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']"""
)
_LONGEST: Final = 40
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


def characters(data: bytes, encoding: str) -> str:
    """Return the characters of a document, without a byte order mark."""
    return data.decode(encoding).removeprefix("\ufeff")


def encoding_of(data: bytes, name: str) -> str:
    """Return Python's name of the encoding, having tried it on every byte.

    Args:
        data: A document.
        name: The document's, for messages.

    Raises:
        DocumentError: XML-003.
    """
    begins = next((python for beginning, python in _BEGINNINGS if data.startswith(beginning)), None)
    declared = _DECLARED.match(data[:_DECLARATION_BYTES].replace(b"\0", b""))
    said = declared.group(1).decode("ascii") if declared else begins or "utf-8"
    encoding = begins or said
    try:
        if not _agree(begins, said):
            raise encoding_error(f"the file says that it is in {said.upper()}, and is not", name, data, 0)
        data.decode(encoding)
    except LookupError:
        raise encoding_error(f"the encoding {said} is not known", name, data, 0) from None
    except UnicodeDecodeError as error:
        said = f"byte 0x{data[error.start]:02x} cannot stand in {encoding.upper()}, which is the encoding of this file"
        raise encoding_error(said, name, data, error.start) from None
    return encoding


def plain(data: bytes, encoding: str, name: str) -> str:
    """Return the characters of a plain text, without a byte order mark.

    Args:
        data: The text.
        encoding: What it is said to be in.
        name: The file's, for messages.

    Raises:
        DocumentError: XML-003.
    """
    if not is_charset(encoding):
        raise encoding_error(f"the encoding {encoding[:_LONGEST]} is not known", name, data, 0)
    try:
        return characters(data, encoding)
    except UnicodeDecodeError as error:
        said = f"byte 0x{data[error.start]:02x} cannot stand in {encoding.upper()}, as which this file is included"
        raise encoding_error(said, name, data, error.start) from None


def is_charset(name: str) -> bool:
    """Return whether texts are stored in what Python calls so."""
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS
    except LookupError:
        return False


def _agree(begins: str | None, said: str) -> bool:
    """Return whether a document can be in the encoding that it declares, by its first bytes.

    Args:
        begins: The encoding that a byte order mark or the form of the first characters shows.
        said: The encoding that is declared.

    Raises:
        LookupError: There is no such encoding.
    """
    if not is_charset(said):
        raise LookupError
    kind = codecs.lookup(said).name
    if begins == "utf-8-sig":
        return kind in {"utf-8", "utf-8-sig"}
    return kind.startswith("utf-16") == (begins is not None)


def encoding_error(message: str, name: str, data: bytes, offset: int) -> DocumentError:
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
