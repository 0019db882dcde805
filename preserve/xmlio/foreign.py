"""Files that are no XML at all: what they are instead.

Source: the signatures of PRONOM.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """What a file is that is no XML.

    Attributes:
        message: In one sentence.
        hint: What to do.
    """

    message: str
    hint: str


_NAME_TEI: Final = "Name the TEI file of the interview; it begins with <?xml or <TEI."
_EXPORT: Final = "Save the text from the word processor and encode it in TEI; a document of its own cannot be read."
_BEGINNINGS: Final = (
    (b"PK\x03\x04", "a ZIP archive, as .docx and .odt are", "Unpack it, or encode what it holds in TEI."),
    (b"PK\x05\x06", "a ZIP archive with nothing in it", _NAME_TEI),
    (b"%PDF-", "a PDF", _NAME_TEI),
    (b"{\\rtf", "a document in RTF", _EXPORT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, as .doc and .xls are", _EXPORT),
    (b"\x1f\x8b", "compressed with gzip", "Unpack it first, with gunzip."),
    (b"BZh", "compressed with bzip2", "Unpack it first, with bunzip2."),
    (b"\xfd7zXZ\0", "compressed with xz", "Unpack it first, with unxz."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"\x89PNG\r\n", "a picture (PNG)", _NAME_TEI),
    (b"\xff\xd8\xff", "a picture (JPEG)", _NAME_TEI),
    (b"GIF8", "a picture (GIF)", _NAME_TEI),
    (b"II*\0", "a picture (TIFF)", _NAME_TEI),
    (b"MM\0*", "a picture (TIFF)", _NAME_TEI),
    (b"ID3", "a recording (MP3)", _NAME_TEI),
    (b"OggS", "a recording (Ogg)", _NAME_TEI),
    (b"fLaC", "a recording (FLAC)", _NAME_TEI),
    (b"RIFF", "a recording or a picture (RIFF)", _NAME_TEI),
)
_HTML: Final = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?:(?!-->).)*-->\s*+)?<(?:!doctype\s+)?html[\s>]", re.IGNORECASE | re.DOTALL
)
_JSON: Final = re.compile(r"""\s*(?:\{\s*["}]|\[\s*["{\[\]\d])""")
_HEAD: Final = 2000


def of_bytes(data: bytes) -> Stranger | None:
    """Return what a file is by its first bytes; None where it may be XML."""
    for beginning, what, hint in _BEGINNINGS:
        if data.startswith(beginning):
            return Stranger(message=f"the file is {what}, not XML", hint=hint)
    return None


def html(text: str) -> Stranger | None:
    """Return what to say of a page in HTML; None for any other text."""
    if not _HTML.match(text[:_HEAD]):
        return None
    hint = "Name the TEI file that the page was made from, not the page; it begins with <?xml or <TEI."
    return Stranger(message="the file is an HTML page, not TEI", hint=hint)


def of_text(text: str) -> Stranger | None:
    """Return what a text is that could not be read as XML; None where it seems to be meant as XML."""
    if _JSON.match(text):
        return Stranger(message="the file is JSON, not XML", hint=_NAME_TEI)
    if text.strip() and text[beginning(text)] != "<" and not _has_tags(text):
        message = "the file is plain text, not XML: it does not begin with <"
        return Stranger(message=message, hint="Encode the text in TEI first; a TEI file begins with <?xml or <TEI.")
    return html(text)


def beginning(text: str) -> int:
    """Return where a text begins that may have blanks before it."""
    return len(text) - len(text.lstrip())


def _has_tags(text: str) -> bool:
    """Return whether a text ends as XML does."""
    end = text[-_HEAD:].rstrip()
    return end.endswith(">") and ("</" in end or "/>" in end)
