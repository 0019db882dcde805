"""The verdict of a RELAX NG schema, as libxml2 gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve.errors import DocumentError, Location, shortened
from preserve.xmlio.closure import schema_files

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio.document import Document

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_LONGEST: Final = 120


def libxml2_version() -> str:
    """Return the version of libxml2 that lxml was built with, such as ``2.14.6``."""
    return ".".join(str(part) for part in etree.LIBXML_VERSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """The first thing that libxml2 says against a document.

    Attributes:
        location: Where it says so, which need not be where the fault is.
        message: Its own words, cleaned and shortened.
    """

    location: Location
    message: str


class Grammar:
    """A RELAX NG schema, compiled by libxml2."""

    def __init__(self, path: Path) -> None:
        """Compile a schema in XML syntax.

        Raises:
            SurroundingsError: A file of the schema cannot be read.
            DocumentError: XML-001 and so on where the schema is not well-formed; TEI-002 where libxml2 finds that it is
                no RELAX NG; TEI-003 where it reaches out of its folder.
        """
        entry = schema_files(path)[0]
        try:
            self._schema = etree.RelaxNG(file=str(entry))
        except etree.RelaxNGParseError as error:
            message = f"libxml2 cannot use the schema: {cleaned(str(error))}"
            raise DocumentError(message, code="TEI-002", location=Location(file=str(path))) from None

    def objection(self, document: Document) -> Objection | None:
        """Return the first thing that libxml2 has against a document, or None for a valid one."""
        if self._schema.validate(document.tree):
            return None
        entry = next(iter(self._schema.error_log), None)
        return objection_at(document, (entry.path or "") if entry else "", entry.message if entry else "")


def objection_at(document: Document, node: str, words: str) -> Objection:
    """Make an objection of what libxml2 says.

    Args:
        document: The document.
        node: Where, as libxml2 tells it; empty where it does not.
        words: Its own.
    """
    element = document.find_node(node)
    location = document.location(document.root if element is None else element)
    return Objection(location=location, message=cleaned(words) or "invalid")


def cleaned(message: str) -> str:
    """Return libxml2's words without the unprintable bytes that some hold, shortened."""
    text = _UNPRINTABLE.sub(" ", message).strip()
    return shortened(text, _LONGEST)
