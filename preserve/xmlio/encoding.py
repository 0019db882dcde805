"""The characters of an XML document, from its bytes.

All readers are given the same characters, so that none of them can understand the bytes in a way of its own.

Source: XML 1.0 §4.3.3 and appendix F.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from preserve.errors import DocumentError, Location
from preserve.xmlio import foreign

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
_FIRST_HIGH: Final = 0x80
# What most files turn out to be in that were saved by a word processor and are not in UTF-8.
_WESTERN: Final = "windows-1252"
_SAVE: Final = "Save the file as UTF-8, or declare the encoding that it is in."
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
        DocumentError: XML-003; XML-001 where the file is no text at all.
    """
    stranger = foreign.of_bytes(data)
    if stranger:
        raise DocumentError(stranger.message, location=Location(file=name, line=1, column=1), hint=stranger.hint)
    begins = next((python for beginning, python in _BEGINNINGS if data.startswith(beginning)), None)
    declared = _DECLARED.match(data[:_DECLARATION_BYTES].replace(b"\0", b""))
    said = declared.group(1).decode("ascii") if declared else begins or "utf-8"
    encoding = begins or said
    try:
        if not _agree(begins, said):
            raise encoding_error(_contradiction(begins, said), name, data, 0)
        data.decode(encoding)
    except LookupError:
        raise encoding_error(f"the encoding {said} is not known", name, data, 0) from None
    except UnicodeDecodeError as error:
        raise _byte_error(error, data, name, encoding, "which is the encoding of this file") from None
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
        raise _byte_error(error, data, name, encoding, "as which this file is included") from None


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


def _contradiction(begins: str | None, said: str) -> str:
    """Return what to say where a file is not in the encoding that it declares."""
    if begins is None:
        return f"the file says that it is in {said.upper()}, and is not: its characters are no pairs of bytes"
    kind = "UTF-8, with a byte order mark" if begins == "utf-8-sig" else "UTF-16"
    return f"the file says that it is in {said.upper()}, and is in {kind}"


def _byte_error(error: UnicodeDecodeError, data: bytes, name: str, encoding: str, which: str) -> DocumentError:
    """Make the error for a byte that cannot stand where it does.

    Args:
        error: Python's own.
        data: The whole file.
        name: The file's, for messages.
        encoding: In Python's name, or as written.
        which: What the encoding is to the file, for the message.
    """
    byte, told = data[error.start], encoding.removesuffix("-sig").upper()
    if error.reason == "unexpected end of data":
        said = f"the file ends within a character of {told}; it may have been cut off"
        return encoding_error(said, name, data, error.start)
    said = f"byte 0x{byte:02x} cannot stand in {told}, {which}"
    character = bytes([byte]).decode(_WESTERN, "ignore")
    if byte < _FIRST_HIGH or not character.isprintable() or not character:
        return encoding_error(said, name, data, error.start)
    hint = f'Save the file as UTF-8; where all of it is in Windows-1252, encoding="{_WESTERN}" can be declared too.'
    return encoding_error(f"{said}; in Windows-1252 it would be {character}", name, data, error.start, hint)


def encoding_error(message: str, name: str, data: bytes, offset: int, hint: str = _SAVE) -> DocumentError:
    """Make the error for a byte at an offset."""
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace")) + 1
    return DocumentError(
        message,
        code="XML-003",
        location=Location(file=name, line=line, column=column),
        hint=hint,
    )
