"""The form of the file: its encoding, and whether archives' tools will know it for TEI."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from preserve.errors import Location
from preserve.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Finding
    from preserve.xmlio import Document

# The signature fmt/1476 of PRONOM looks for the root so far behind the declaration, and no further.
_SIGNATURE_BYTES: Final = 512
# Not <?xml-model, which often stands first where the declaration is missing.
_DECLARATIONS: Final = tuple(b"<?xml" + space for space in (b" ", b"\t", b"\r", b"\n"))


def check_form(document: Document) -> Iterator[Finding]:
    """Yield what keeps a file from being read for what it is.

    Args:
        document: The interview.
    """
    top = Location(file=document.name, line=1, column=1)
    if codecs.lookup(document.encoding).name not in {"utf-8", "utf-8-sig", "ascii"}:
        yield finding("XML-006", f"the file is in {document.encoding.upper()}, not in UTF-8", top)
    data = document.source.encode("utf-8")
    if not data.startswith(_DECLARATIONS):
        yield finding("XML-007", "the file does not begin with an XML declaration", top)
    elif (distance := _distance_of_root(data)) > _SIGNATURE_BYTES:
        message = f"the root stands {distance} bytes behind the XML declaration, more than {_SIGNATURE_BYTES}"
        yield finding("XML-008", message, document.location(document.root))


def _distance_of_root(data: bytes) -> int:
    """Return how many bytes stand between the XML declaration and the root's start tag."""
    declaration = data.find(b"?>") + 2
    position = declaration
    while True:
        position = data.find(b"<", position)
        if data.startswith(b"<!--", position):
            position = data.find(b"-->", position)
        elif data.startswith(b"<?", position):
            position = data.find(b"?>", position)
        else:
            return position - declaration
