"""The files that a schema or a stylesheet is made of, and the refusal of what would reach out of their folder.

libxml2 and Saxon follow includes by themselves, and Saxon's compiler even evaluates expressions. So both are only ever
given files whose whole closure was read here first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from preserve.errors import DocumentError, MaterialError, StylesheetError
from preserve.xmlio.document import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.xmlio.document import Document, Element

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_SAXON: Final = "{http://saxon.sf.net/}"

_REFUSED_ELEMENTS: Final = (_XSL + "import-schema", _XSL + "use-package")
_STATIC_FUNCTIONS: Final = frozenset(
    {"system-property", "element-available", "function-available", "type-available", "true", "false", "not", "and", "or"}
)
_CALL: Final = re.compile(r"([\w.:{}/-]+)\s*(?:\(:.*?:\)\s*)*[(#]", re.DOTALL)
_LITERAL: Final = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """What to look for in a language that has includes.

    Attributes:
        includes: The elements whose @href is followed.
        check: Raises for what must not stand in one of its documents.
        refuse: Makes the exception for an element, with a message and a hint.
    """

    includes: tuple[str, ...]
    check: Callable[[Document], None]
    refuse: Callable[[Document, Element, str], MaterialError]


def schema_files(entry: Path) -> tuple[Path, ...]:
    """Return the files of a RELAX NG schema, the entry first.

    Args:
        entry: The schema; what it includes must be local and lie in or below its folder.

    Raises:
        SurroundingsError: A file cannot be read.
        DocumentError: A file is not well-formed, or TEI-003 where an include reaches out.
    """
    return _closure(entry, _Language(includes=(_RNG + "include", _RNG + "externalRef"), check=_any, refuse=_schema_error))


def stylesheet_files(entry: Path) -> tuple[Path, ...]:
    """Return the files of a stylesheet, the entry first.

    Args:
        entry: The stylesheet; what it includes must be local and lie in or below its folder.

    Raises:
        SurroundingsError: A file cannot be read.
        DocumentError: A file is not well-formed.
        StylesheetError: XSL-003 where the compiler itself could be made to read or call out.
    """
    includes = (_XSL + "include", _XSL + "import")
    return _closure(entry, _Language(includes=includes, check=_check_stylesheet, refuse=_stylesheet_error))


def _closure(entry: Path, language: _Language) -> tuple[Path, ...]:
    """Return a file and all that it includes, each once, in the order in which they are met."""
    found: dict[Path, None] = {}
    waiting = [Path(entry).absolute()]
    folder = waiting[0].parent
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting.extend(reversed(list(_included(path, folder, language))))
    return tuple(found)


def _included(path: Path, folder: Path, language: _Language) -> Iterator[Path]:
    """Yield the files that one file includes."""
    document = read(path)
    language.check(document)
    for element in document.root.iter(*language.includes):
        yield _resolve(document, element, path.parent, folder, language)


def _resolve(document: Document, element: Element, here: Path, folder: Path, language: _Language) -> Path:
    """Return the file that an @href means, refusing what is remote or leaves the folder."""
    href = element.get("href", "")
    parts = urlsplit(href)
    target = _lexical(here / unquote(parts.path))
    if parts.scheme or parts.netloc or parts.fragment or parts.query or not parts.path:
        raise language.refuse(document, element, f"“{href}” is not a local file")
    if not target.is_relative_to(folder) or not target.resolve().is_relative_to(folder.resolve()):
        raise language.refuse(document, element, f"“{href}” lies outside the folder of {folder.name}")
    if any(each.get(_XML_BASE) is not None for each in (element, *element.iterancestors())):
        raise language.refuse(document, element, "xml:base would move what is included")
    return target


def _lexical(path: Path) -> Path:
    """Return a path without ``.`` and ``..``, judged by its letters alone."""
    import os

    return Path(os.path.normpath(path))


def _any(_document: Document) -> None:
    """Accept a document as it is."""


def _schema_error(document: Document, element: Element, message: str) -> DocumentError:
    """Make the error for an include of a schema."""
    return DocumentError(message, code="TEI-003", location=document.location(element))


def _stylesheet_error(document: Document, element: Element, message: str) -> StylesheetError:
    """Make the error for what a stylesheet must not hold."""
    return StylesheetError(message, code="XSL-003", location=document.location(element))


def _check_stylesheet(document: Document) -> None:
    """Refuse what Saxon's compiler would evaluate or fetch.

    Raises:
        StylesheetError: XSL-003.
    """
    for element in document.root.iter(etree.Element):
        name = str(element.tag)
        if name in _REFUSED_ELEMENTS or name.startswith(_SAXON):
            raise _stylesheet_error(document, element, f"{etree.QName(element).localname} is not allowed in a stylesheet")
        for reason in filter(None, (_fault_of(element, str(key), str(value)) for key, value in element.items())):
            raise _stylesheet_error(document, element, reason)


def _fault_of(element: Element, name: str, value: str) -> str | None:
    """Return what is wrong with an attribute of a stylesheet, or None."""
    of_xslt = str(element.tag).startswith(_XSL)
    local = name.rpartition("}")[2]
    if name.startswith(_SAXON) or name == _XML_BASE or local == "parameter-document":
        return f"the attribute {local} is not allowed in a stylesheet"
    if of_xslt and name.startswith("_"):
        return f"the shadow attribute {name} is computed while compiling and is not allowed"
    static = local == "use-when" or (of_xslt and name == "select" and element.get("static", "no").strip() in _YES)
    if static and (call := _reaching(value)):
        return f"{call}() is not allowed in an expression that is evaluated while compiling"
    return None


_YES: Final = frozenset({"yes", "true", "1"})


def _reaching(expression: str) -> str | None:
    """Return the first function of a static expression that is not known to be harmless, or None."""
    names = _CALL.findall(_LITERAL.sub("''", expression))
    return next((name for name in names if name.removeprefix("fn:") not in _STATIC_FUNCTIONS), None)
