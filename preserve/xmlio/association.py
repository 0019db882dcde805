"""The schemas and rules that a document names before its root, by ``<?xml-model?>``.

Nothing is followed here: what the instructions say is read, and where they stand.

Source: ISO/IEC 19757-11:2011; W3C, Associating Schemas with XML documents 1.0 (third edition).
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from preserve.errors import Location
from preserve.xmlio.origin import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio.document import Document

_PROLOG_PART: Final = re.compile(r"\s+|<!--.*?-->|<\?(?P<target>[^\s?]+)(?P<data>.*?)\?>", re.DOTALL)
_PSEUDO_ATTRIBUTE: Final = re.compile(r"""\s+([^\s="'<&]+)\s*=\s*("[^"<]*"|'[^'<]*')""")
_REFERENCE: Final = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_CHARACTERS: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LAST_CHARACTER: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


class Kind(enum.StrEnum):
    """What an association leads to."""

    RELAXNG = "relaxng"
    SCHEMATRON = "schematron"
    OTHER = "other"


_BY_NAMESPACE: Final = {
    "http://relaxng.org/ns/structure/1.0": Kind.RELAXNG,
    "http://purl.oclc.org/dsdl/schematron": Kind.SCHEMATRON,
}
_BY_TYPE: Final = {"application/relax-ng-compact-syntax": Kind.RELAXNG}
_XML_TYPES: Final = frozenset({"", "application/xml", "text/xml"})
_BY_SUFFIX: Final = {".rng": Kind.RELAXNG, ".rnc": Kind.RELAXNG, ".sch": Kind.SCHEMATRON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """What one ``<?xml-model?>`` says.

    Attributes:
        href: Where the schema lies, as written.
        kind: What it is: by ``schematypens``, or else by ``type``, or else by the end of its name.
        location: Where the instruction begins.
        type: Its media type, or None.
        namespace: Its ``schematypens``, or None.
        title: What it is called, or None.
        group: The name of the group that it belongs to, or None.
        phase: The phase of the rules that is meant, or None.
    """

    href: str
    kind: Kind
    location: Location
    type: str | None = None
    namespace: str | None = None
    title: str | None = None
    group: str | None = None
    phase: str | None = None


def associations(document: Document) -> tuple[Association, ...]:
    """Return what a document names before its root; an instruction that names nothing is left out.

    Args:
        document: Any document.
    """
    source = Source(document.name, document.source)
    found = []
    for offset, data in _instructions(source.text):
        said = _pseudo_attributes(data)
        if href := said.get("href", "").strip():
            line, column = source.place(offset)
            found.append(_association(href, said, Location(file=document.name, line=line, column=column)))
    return tuple(found)


def _association(href: str, said: dict[str, str], location: Location) -> Association:
    """Make the association of what an instruction says."""
    return Association(
        href=href,
        kind=_kind(href, said),
        location=location,
        type=said.get("type"),
        namespace=said.get("schematypens"),
        title=said.get("title"),
        group=said.get("group"),
        phase=said.get("phase"),
    )


def _instructions(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the data of each ``<?xml-model?>`` that stands before the root."""
    position = 0
    while part := _PROLOG_PART.match(text, position):
        if part["target"] == "xml-model":
            yield position, part["data"]
        position = part.end()


def _pseudo_attributes(data: str) -> dict[str, str]:
    """Return what looks like attributes, up to what does not; the first of two of one name counts."""
    found: dict[str, str] = {}
    position = 0
    while each := _PSEUDO_ATTRIBUTE.match(data, position):
        found.setdefault(each.group(1), _REFERENCE.sub(_character, each.group(2)[1:-1]))
        position = each.end()
    return found


def _character(reference: re.Match[str]) -> str:
    """Return the character that a reference stands for; one that stands for none is left as it is."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        return _CHARACTERS[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < number <= _LAST_CHARACTER and number not in _SURROGATES
    return chr(number) if is_character else reference.group()


def _kind(href: str, said: dict[str, str]) -> Kind:
    """Return what an association leads to."""
    if namespace := said.get("schematypens", "").strip():
        return _BY_NAMESPACE.get(namespace, Kind.OTHER)
    media = said.get("type", "").partition(";")[0].strip().lower()
    if media not in _XML_TYPES:
        return _BY_TYPE.get(media, Kind.OTHER)
    return _BY_SUFFIX.get(_suffix(href), Kind.OTHER)


def _suffix(href: str) -> str:
    """Return the suffix of the file that an address means, in lower case."""
    try:
        path = urlsplit(href).path
    except ValueError:
        return ""
    return PurePosixPath(path).suffix.lower()
