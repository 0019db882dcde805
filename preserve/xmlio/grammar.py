"""The verdict of a RELAX NG schema, as libxml2 gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve.errors import DocumentError, Location
from preserve.xmlio.closure import schema_files

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio.document import Document

_UNPRINTABLE: Final = re.compile(r"[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_LONGEST: Final = 240


def libxml2_version() -> str:
    """Return the version of libxml2 that lxml was built with, such as ``2.14.6``."""
    return ".".join(str(part) for part in etree.LIBXML_VERSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What libxml2 says against a document.

    Attributes:
        location: Where, as far as libxml2 knows.
        message: Its own words, cleaned.
    """

    location: Location
    message: str


class Grammar:
    """A compiled RELAX NG schema."""

    def __init__(self, path: Path) -> None:
        """Compile a schema in XML syntax.

        Raises:
            SurroundingsError: A file of the schema cannot be read.
            DocumentError: XML-001 and so on where the schema is not well-formed; TEI-002 where it is no RELAX NG.
        """
        self.files = schema_files(path)
        try:
            self._schema = etree.RelaxNG(file=str(self.files[0]))
        except etree.RelaxNGParseError as error:
            raise DocumentError(
                f"the schema is not valid RELAX NG: {_clean(str(error))}",
                code="TEI-002",
                location=Location(file=str(path)),
            ) from None

    def faults(self, document: Document) -> tuple[Fault, ...]:
        """Return what libxml2 has against a document; nothing for a valid one."""
        if self._schema.validate(document.tree):
            return ()
        log = self._schema.error_log
        faults = (Fault(location=document.at(e.path or "", e.line or None), message=_clean(e.message)) for e in log)
        return tuple(dict.fromkeys(faults)) or (Fault(location=document.location(document.root), message="invalid"),)


def _clean(message: str) -> str:
    """Return libxml2's words without the unprintable bytes that some hold, at most 240 characters."""
    text = _UNPRINTABLE.sub(" ", message).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
