"""XInclude: documents in several files.

A pointer may be an id or follow the scheme element(); what stands outside the root of an included file is left out, and
no xml:base is added, because schemas need not allow it: what pointers are relative to is told by `Document.folder`.

Source: XML Inclusions (XInclude) 1.0, second edition; XPointer Framework; XPointer element() Scheme.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from preserve.errors import DocumentError
from preserve.xmlio.inclusion import Language, Request, Trouble, read_including

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.xmlio.document import Document
    from preserve.xmlio.paths import Element

_XI: Final = "{http://www.w3.org/2001/XInclude}"
_INCLUDE: Final = _XI + "include"
_FALLBACK: Final = _XI + "fallback"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_CODES: Final = {
    Trouble.OUTSIDE: "XML-009",
    Trouble.MISSING: "XML-010",
    Trouble.CYCLE: "XML-011",
    Trouble.FORM: "XML-012",
    Trouble.LIMIT: "XML-004",
}
_POINTER: Final = re.compile(
    r"(?P<id>[^\W\d][\w.-]*)|element\((?:(?P<start>[^\W\d][\w.-]*)(?P<below>(?:/[1-9]\d*)*)|(?P<path>(?:/[1-9]\d*)+))\)"
)
_LONGEST: Final = 60


def read(path: Path, name: str | None = None) -> Document:
    """Read a document from its file, with all that it includes.

    Args:
        path: The file; what it includes must be local and lie in or below its folder.
        name: What findings call it; by default the path as given.

    Raises:
        SurroundingsError: The file cannot be read.
        DocumentError: See `preserve.xmlio.parse`, for it and for what it includes; XML-009 to XML-012 for what is not
            to be included.
    """
    request = functools.partial(_request, _Identified())
    return read_including(path, name, Language(elements=(_INCLUDE,), request=request, refuse=_refused, check=_check))


def _refused(document: Document, element: Element, trouble: Trouble, message: str) -> DocumentError:
    """Make the error for an element that is not followed."""
    return DocumentError(message, code=_CODES[trouble], location=document.location(element))


def _check(document: Document) -> None:
    """Refuse elements of XInclude's that stand where they mean nothing.

    Source: XInclude §3.1, §3.2.
    """
    for element in document.root.iter(_XI + "*"):
        if fault := next(_faults(element), None):
            raise _refused(document, element, Trouble.FORM, fault)


def _faults(element: Element) -> Iterator[str]:
    """Yield what is wrong with the place of an element of XInclude's."""
    parent = element.getparent()
    if element.tag == _FALLBACK and (parent is None or parent.tag != _INCLUDE):
        yield "a fallback stands outside an include"
    elif element.tag not in {_INCLUDE, _FALLBACK}:
        yield f"XInclude has no element {_shortened(str(element.tag).removeprefix(_XI))}"
    elif parent is not None and parent.tag == _INCLUDE and element.tag == _INCLUDE:
        yield "an include stands directly in another"
    elif len(element.findall(_FALLBACK)) > 1:
        yield "an include has more than one fallback"


def _request(identified: _Identified, document: Document, element: Element) -> Request:
    """Return what an include asks for.

    Raises:
        DocumentError: XML-012 where it cannot be understood.

    Source: XInclude §3.1, §4.2.
    """
    if fault := next(_faults_of_attributes(element), None):
        raise _refused(document, element, Trouble.FORM, fault)
    pointer = element.get("xpointer")
    return Request(
        href=element.get("href", ""),
        pick=None if pointer is None else functools.partial(_picked, identified, document, element),
        text=element.get("parse") == "text",
        encoding=element.get("encoding", "utf-8"),
        fallback=element.find(_FALLBACK),
    )


def _faults_of_attributes(element: Element) -> Iterator[str]:
    """Yield what is wrong with the attributes of an include."""
    parse, pointer, href = element.get("parse", "xml"), element.get("xpointer"), element.get("href", "")
    if parse not in {"xml", "text"}:
        yield f"parse=“{_shortened(parse)}” is not known: it must be xml or text"
    elif pointer is not None and parse == "text":
        yield "xpointer= picks an element, and a text has none"
    elif pointer is None and parse == "xml" and not href:
        yield "neither href= nor xpointer= says what is to be included"
    elif pointer is not None and not _POINTER.fullmatch(pointer):
        yield f"xpointer=“{_shortened(pointer)}” is not understood: it must be an id or element(…)"
    elif "#" in href:
        yield f"href=“{_shortened(href)}” has a #: what is wanted of a file is named by xpointer="
    elif newer := next((name for name in ("fragid", "set-xml-id") if element.get(name) is not None), None):
        yield f"{newer}= belongs to a later XInclude than 1.0"


def _picked(identified: _Identified, calling: Document, element: Element, document: Document) -> Element:
    """Return the element of a document that the pointer of an include means.

    Args:
        identified: Finds elements by their ids.
        calling: The file in which the include is written.
        element: The include, whose pointer is of a form that is known.
        document: The file that it points into.

    Raises:
        DocumentError: XML-012 where there is none.
    """
    pointer = element.get("xpointer", "")
    match = _POINTER.fullmatch(pointer)
    found = None if match is None else _followed(document, match, identified)
    if found is None:
        message = f"xpointer=“{_shortened(pointer)}” leads to nothing in {_shortened(document.name)}"
        raise _refused(calling, element, Trouble.FORM, message)
    return found


def _followed(document: Document, pointer: re.Match[str], identified: _Identified) -> Element | None:
    """Return the element that a pointer leads to, or None."""
    steps = [int(number) for number in (pointer["below"] or pointer["path"] or "").split("/")[1:]]
    identifier = pointer["id"] or pointer["start"]
    if identifier is None:
        here = document.root if steps.pop(0) == 1 else None
    else:
        here = identified.find(document, identifier)
    for number in steps:
        here = None if here is None else document.places.paths.child(here, number)
    return here


class _Identified:
    """The elements of some documents by their ids."""

    def __init__(self) -> None:
        """Begin with no document."""
        self._elements: dict[Document, dict[str, Element]] = {}

    def find(self, document: Document, identifier: str) -> Element | None:
        """Return the first element of an id, or None."""
        if document not in self._elements:
            identified = [(element.get(_ID), element) for element in document.root.iter("*")]
            self._elements[document] = {name: element for name, element in reversed(identified) if name is not None}
        return self._elements[document].get(identifier)


def _shortened(text: str) -> str:
    """Return a text that fits into a message."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
