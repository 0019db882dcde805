"""A Schematron schema with what it includes in its place, before anything else sees it.

``include`` is replaced by an element of another file, ``extends`` with an address by what such an element holds. What
stands in a variable or in a foreign element is data, and stays.

Source: ISO/IEC 19757-3:2020, include and extends.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from lxml import etree

from preserve.errors import DocumentError
from preserve.xmlio.inclusion import Language, Request, Trouble, read_including

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio.document import Document, Element

_SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_INCLUDE: Final = _SCH + "include"
_EXTENDS: Final = _SCH + "extends"
_LONGEST: Final = 80


def read_rules(path: Path, name: str | None = None) -> Document:
    """Read a Schematron schema from its file, with all that it includes.

    Args:
        path: The file; what it includes must be local and lie in or below its folder.
        name: What findings call it; by default the path as given.

    Raises:
        SurroundingsError: The file cannot be read.
        DocumentError: A file is not well-formed, or INT-001 where something cannot be included.
    """
    return read_including(path, name, Language(elements=(_INCLUDE, _EXTENDS), request=_request, refuse=_refuse))


def _request(document: Document, element: Element) -> Request | None:
    """Return what an element asks for; nothing where it is data, or extends a rule of the same file by its id."""
    href = element.get("href")
    if (element.tag == _EXTENDS and href is None) or _is_data(element):
        return None
    if not href:
        raise _fault(document, element, f"{etree.QName(element).localname} does not say what is to be included")
    file, _, identifier = href.partition("#")
    pick = functools.partial(_picked, calling=document, element=element, identifier=unquote(identifier))
    return Request(href=file, pick=pick, content=element.tag == _EXTENDS)


def _is_data(element: Element) -> bool:
    """Return whether an element stands in a variable or in a foreign element."""
    return any(not str(each.tag).startswith(_SCH) or each.tag == _SCH + "let" for each in element.iterancestors())


def _picked(document: Document, *, calling: Document, element: Element, identifier: str) -> Element:
    """Return the element that is wanted of a file.

    Args:
        document: The file.
        calling: The file that includes it.
        element: By which.
        identifier: The id of what is wanted; empty for the outermost element.

    Raises:
        DocumentError: INT-001 where it has none such, or one that cannot stand there.
    """
    found = document.root if not identifier else _with_id(document, identifier)
    if found is None:
        raise _fault(calling, element, f"there is no element with the id {_shortened(identifier)} in {document.name}")
    name, parent = etree.QName(found).localname, element.getparent()
    if not str(found.tag).startswith((_SCH, _XSL)):
        raise _fault(calling, element, f"{name}, which is included from {document.name}, is not Schematron")
    if element.tag == _EXTENDS and parent is not None and not _extends(found, parent):
        kind = etree.QName(parent).localname
        raise _fault(calling, element, f"a {kind} can extend only a {kind}, not a {name} of {document.name}")
    return found


def _with_id(document: Document, identifier: str) -> Element | None:
    """Return the first element that has an id, as Schematron or as XML has them."""
    elements = document.root.iter(etree.Element)
    return next((each for each in elements if identifier in {each.get("id"), each.get(_XML_ID)}), None)


def _extends(found: Element, parent: Element) -> bool:
    """Return whether what an element holds can be taken over by another: both are of a kind."""
    return found.tag == parent.tag or (found.tag == _SCH + "library" and parent.tag == _SCH + "schema")


def _refuse(document: Document, element: Element, _trouble: Trouble, message: str) -> DocumentError:
    """Make the error for what is not followed."""
    return _fault(document, element, message)


def _fault(document: Document, element: Element, message: str) -> DocumentError:
    """Make the error for an inclusion."""
    reason = f"the rules cannot be used: {message}"
    return DocumentError(reason, code="INT-001", location=document.location(element))


def _shortened(identifier: str) -> str:
    """Return an id that fits into a message."""
    return identifier if len(identifier) <= _LONGEST else f"{identifier[:_LONGEST]}…"
