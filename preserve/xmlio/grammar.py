"""The verdict of a RELAX NG schema, as libxml2 gives it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve.errors import DocumentError, Location
from preserve.xmlio.closure import schema_files
from preserve.xmlio.document import contents, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.xmlio.document import Document, Element

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_UNPRINTABLE: Final = re.compile(r"[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_LONGEST: Final = 240
_LONGEST_VALUE: Final = 80
_BEFORE_MARKUP: Final = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
_FAILED: Final = re.compile(r"Element (\S+) failed to validate attributes")
_INVALID: Final = re.compile(r"Invalid attribute (\S+) for element (\S+)")


def libxml2_version() -> str:
    """Return the version of libxml2 that lxml was built with, such as ``2.14.6``."""
    return ".".join(str(part) for part in etree.LIBXML_VERSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What libxml2 says against a document.

    Attributes:
        location: Where, as far as it can be told.
        message: Its own words, cleaned, and what they leave out.
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
        if not contents(path).lstrip(_BEFORE_MARKUP).startswith(b"<"):
            raise _schema_error("the schema is not in the XML syntax of RELAX NG", path)
        self.files = schema_files(path)
        try:
            self._schema = etree.RelaxNG(file=str(self.files[0]))
        except etree.RelaxNGParseError as error:
            raise _schema_error(f"the schema is not valid RELAX NG: {_clean(str(error))}", path) from None

    def faults(self, document: Document) -> tuple[Fault, ...]:
        """Return what libxml2 has against a document; nothing for a valid one."""
        if self._schema.validate(document.tree):
            return ()
        log = self._schema.error_log
        faults = (fault for entry in log for fault in self._faults(document, entry))
        return tuple(dict.fromkeys(faults)) or (Fault(location=document.location(document.root), message="invalid"),)

    def _faults(self, document: Document, entry: etree._LogEntry) -> Iterator[Fault]:
        """Yield one fault, or one for each place where libxml2 has forgotten the place."""
        message = _clean(entry.message)
        element = document.find_node(entry.path or "")
        if element is not None:
            element = _meant(element, message)
            yield Fault(location=document.location(element), message=self._explained(element, message))
            return
        failed = _FAILED.fullmatch(message)
        lacking = [*self._lacking_elements(document, failed.group(1))] if failed else []
        for each in lacking:
            yield Fault(location=document.location(each), message=self._explained(each, message))
        if not lacking:
            yield Fault(location=Location(file=document.name, line=entry.line or None), message=message)

    def _lacking_elements(self, document: Document, name: str) -> Iterator[Element]:
        """Yield the elements of a name that lack an attribute which the schema demands of all of them."""
        for element in document.root.iter("{*}" + name):
            if self._lacking(element):
                yield element

    def _explained(self, element: Element, message: str) -> str:
        """Return libxml2's words with what they leave out: the attribute that is missing, the value that is wrong."""
        if (wrong := _INVALID.fullmatch(message)) and (value := _value(element, wrong.group(1))) is not None:
            return _clean(f"{wrong.group(1)}=“{value}” is not allowed here: {message}")
        if _FAILED.fullmatch(message) and (lacking := self._lacking(element)):
            return _clean(f"{message}: it lacks {', '.join(lacking)}")
        return message

    def _lacking(self, element: Element) -> tuple[str, ...]:
        """Return the attributes that an element lacks, as far as the schema demands them in the element itself."""
        demanded = self._demanded.get(etree.QName(element).localname, ())
        return tuple(name for name in demanded if element.get(name) is None)

    @functools.cached_property
    def _demanded(self) -> dict[str, tuple[str, ...]]:
        """The names of the attributes that each element must have; read only when something is to be said.

        Where a schema describes elements of one name in several ways, none of their attributes is demanded of all.
        """
        found: dict[str, tuple[str, ...]] = {}
        for file in self.files:
            for element in read(file).root.iter(_RNG + "element"):
                name = element.get("name", "").rpartition(":")[2]
                attributes = tuple(str(each.get("name")) for each in element.findall(f"{_RNG}attribute[@name]"))
                found[name] = () if name in found else tuple(each for each in attributes if ":" not in each)
        return found


def _meant(element: Element, message: str) -> Element:
    """Return the element that libxml2 speaks of, because at times it stands in a child of it by then."""
    said = _FAILED.fullmatch(message) or _INVALID.fullmatch(message)
    if said is None or etree.QName(element).localname == said.groups()[-1]:
        return element
    return next(element.iterancestors("{*}" + said.groups()[-1]), element)


def _schema_error(message: str, path: Path) -> DocumentError:
    """Make the error for a schema that cannot be used."""
    return DocumentError(message, code="TEI-002", location=Location(file=str(path)))


def _value(element: Element, name: str) -> str | None:
    """Return the value of the attribute that has this name in some namespace, shortened, or None."""
    found = next((str(value) for key, value in element.items() if etree.QName(key).localname == name), None)
    return found if found is None or len(found) <= _LONGEST_VALUE else found[:_LONGEST_VALUE] + "…"


def _clean(message: str) -> str:
    """Return libxml2's words without the unprintable bytes that some hold, at most 240 characters."""
    text = _UNPRINTABLE.sub(" ", message).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
