"""Schematron that is embedded in a RELAX NG schema.

Patterns, and what they need, may stand anywhere in the grammar and in the files that it includes. They are put together
to one schema; each place in it is told in the file that it comes from. A rule that stands alone is a pattern by itself,
and so is an assertion that stands alone within the pattern of a named element: it is about that element.

Source: ISO/IEC 19757-3:2020; Robertsson, Combining Schematron with other XML schema languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Final

from preserve.errors import Location
from preserve.xmlio.assembly import Assembly
from preserve.xmlio.closure import schema_files
from preserve.xmlio.document import Part, contents, parse
from preserve.xmlio.tags import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from preserve.xmlio.document import Document, Element

_NAMESPACE: Final = "http://purl.oclc.org/dsdl/schematron"
_SCH: Final = f"{{{_NAMESPACE}}}"
_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_RNG_ELEMENT: Final = "{http://relaxng.org/ns/structure/1.0}element"
_CONTEXT: Final[dict[str | None, str]] = {"sch": _NAMESPACE}
# What TEI's schemas and most others are written in.
_BINDING: Final = "xslt2"
# These say nothing that can be tested.
_SAYING: Final = frozenset({_SCH + "title", _SCH + "p"})
_RULES: Final = frozenset({_SCH + "pattern", _SCH + "rule", _SCH + "assert", _SCH + "report"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file of the schema in which there is Schematron.

    Attributes:
        path: From the folder of the schema's own file.
        document: What stands in it.
        elements: The Schematron and the XSLT in it that stand in no other.
    """

    path: PurePosixPath
    document: Document
    elements: tuple[Element, ...]


def embedded_rules(path: Path, name: str | None = None) -> Document | None:
    """Return the Schematron schema that a RELAX NG schema embeds, or None where it embeds no rule.

    Args:
        path: The RELAX NG schema, in XML syntax; what it includes is searched too.
        name: What findings call it; by default the path as given.

    Raises:
        SurroundingsError: A file cannot be read.
        DocumentError: A file is not well-formed, or TEI-003 where an include reaches out.
    """
    files = tuple(_files(path, name or str(path)))
    if not any(element.tag in _RULES for file in files for element in file.elements):
        return None
    assembly = Assembly(name or str(path))
    binding = next(filter(None, map(_binding, files)), _BINDING)
    assembly.write(f"<sch:schema xmlns:sch={quoted(_NAMESPACE)} queryBinding={quoted(binding)}>")
    for file in files:
        for element in file.elements:
            _add(assembly, file.document, element)
    assembly.write("</sch:schema>")
    return assembly.document(tuple(_parts(files, name or str(path))))


def _files(path: Path, name: str) -> Iterator[_File]:
    """Yield the files of a schema in which there is Schematron; others are not even parsed again."""
    files = schema_files(path)
    for file in files:
        data = contents(file)
        within = PurePosixPath(file.relative_to(files[0].parent).as_posix())
        # A text in UTF-16 cannot be searched so.
        if _NAMESPACE.encode() in data or b"\0" in data:
            told = name if file == files[0] else str(PurePath(name).parent / within)
            document = parse(data, told)
            yield _File(path=within, document=document, elements=tuple(_outermost(document)))


def _outermost(document: Document) -> Iterator[Element]:
    """Yield what of Schematron and XSLT stands in no other, and each let that says the same only once."""
    said: set[tuple[str | None, str | None]] = set()
    for element in document.root.iter(_SCH + "*", _XSL + "*"):
        if any(_is_ours(each) for each in element.iterancestors()) or not _is_ours(element):
            continue
        let = (element.get("name"), element.get("value"))
        if element.tag != _SCH + "let" or let not in said:
            yield element
        said |= {let} if element.tag == _SCH + "let" else set()


def _is_ours(element: Element) -> bool:
    """Return whether an element belongs to the rules; a schema within a schema only holds them."""
    tag = str(element.tag)
    return tag.startswith((_SCH, _XSL)) and tag != _SCH + "schema" and tag not in _SAYING


def _binding(file: _File) -> str | None:
    """Return the query binding that a file declares, or None."""
    schemas = file.document.root.iter(_SCH + "schema")
    return next(filter(None, (schema.get("queryBinding") for schema in schemas)), None)


def _add(assembly: Assembly, document: Document, element: Element) -> None:
    """Add an element to the schema, within what it needs around it."""
    before, behind = _around(element)
    assembly.write(before)
    assembly.copy(document, element, _CONTEXT)
    assembly.write(behind)


def _around(element: Element) -> tuple[str, str]:
    """Return the tags that must stand around an element; none around what can stand in a schema, or is at fault."""
    if element.tag == _SCH + "rule":
        return "<sch:pattern>", "</sch:pattern>"
    if element.tag in _RULES and element.tag != _SCH + "pattern" and (context := _context(element)):
        return f"<sch:pattern><sch:rule context={quoted(context)}>", "</sch:rule></sch:pattern>"
    return "", ""


def _context(element: Element) -> str | None:
    """Return the context of an assertion that stands within the pattern of a named element, or None."""
    pattern = next(element.iterancestors(_RNG_ELEMENT), None)
    if pattern is None or not (name := pattern.get("name", "").strip()):
        return None
    prefix, _, local = name.rpartition(":")
    inherited = next((each.get("ns") for each in (pattern, *pattern.iterancestors()) if each.get("ns") is not None), "")
    return f"Q{{{pattern.nsmap.get(prefix, '') if prefix else inherited}}}{local}"


def _parts(files: Iterable[_File], entry: str) -> Iterator[Part]:
    """Yield the files that rules come from, but for the one that is called so."""
    for file in files:
        document = file.document
        if document.name != entry:
            yield Part(path=file.path, name=document.name, data=document.data, location=Location(file=document.name))
