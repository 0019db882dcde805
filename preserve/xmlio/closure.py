"""The files that a schema or a stylesheet is made of, and the refusal of what would reach out of their folder.

libxml2 and Saxon follow includes by themselves, and Saxon's compiler even evaluates expressions. So both are only ever
given files whose whole closure was read here first. Saxon's own function doc() reads files and calls out whatever its
configuration forbids; so its namespace is refused, and with it the functions that could reach it under another name.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve.errors import DocumentError, MaterialError, StylesheetError
from preserve.xmlio.document import read
from preserve.xmlio.reach import lexical, meant, trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from preserve.xmlio.document import Document, Element

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_FUNCTIONS: Final = "http://www.w3.org/2005/xpath-functions"
_SAXON: Final = "http://saxon.sf.net"

_REFUSED_ELEMENTS: Final = (_XSL + "import-schema", _XSL + "use-package")
_STATIC_FUNCTIONS: Final = frozenset(
    "and element-available false function-available not or system-property true type-available".split()
)
_YES: Final = frozenset({"yes", "true", "1"})

_CALL: Final = re.compile(r"([\w.:{}/-]+)\s*[(#]")
# What a clock tells is another thing in every run.
_CLOCK: Final = re.compile(r"(?<![\w.-])current-(?:dateTime|date|time)\s*(?=[(#])")
_LITERAL: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
# By these a function can be called whose name is put together while the stylesheet runs.
_INDIRECT: Final = re.compile(
    r"""(?:Q\{(?P<uri>[^{}]*)\}|(?P<prefix>[^\s:(){}\[\],/|*+=<>!$@'"?#]+):)?(?<![\w.-])"""
    r"(?P<name>function-lookup|load-xquery-module|transform)\s*[(#]"
)
_SAXON_IS_OPEN: Final = f"the namespace {_SAXON}/ is not allowed in a stylesheet: its function doc() reads any file"


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
    includes = (_RNG + "include", _RNG + "externalRef")
    return _closure((entry,), _Language(includes=includes, check=_any, refuse=_schema_error))


def stylesheet_files(*entries: Path) -> tuple[Path, ...]:
    """Return the files of stylesheets, each once, the first entry first.

    Args:
        entries: At least one, all in one folder; what they include must be local and lie in or below it.

    Raises:
        SurroundingsError: A file cannot be read.
        DocumentError: A file is not well-formed.
        StylesheetError: XSL-003 where a file could be made to read or call out in spite of the lock.
    """
    return _closure(entries, _STYLESHEETS)


def own_stylesheet_files(entry: Path, ours: Path) -> tuple[Path, ...]:
    """Return those files of a stylesheet that lie in its own folder, the entry first.

    Args:
        entry: The stylesheet, which is to lie beside ours.
        ours: Where ours lie; what is not in the folder of the entry, but here, is passed over.

    Raises:
        SurroundingsError: A file is in neither folder, or cannot be read.
        DocumentError: A file is not well-formed.
        StylesheetError: XSL-003, as for `stylesheet_files`; XSL-010 where a file asks for the time.
    """
    return _closure((entry,), replace(_STYLESHEETS, check=_check_own_stylesheet), ours)


def _closure(entries: tuple[Path, ...], language: _Language, ours: Path | None = None) -> tuple[Path, ...]:
    """Return files and all that they include, each once, in the order in which they are met.

    Args:
        entries: The files, all in one folder.
        language: What to look for.
        ours: A folder of files that are not followed, where that of the entries has none of their names.
    """
    found: dict[Path, None] = {}
    waiting = [lexical(entry) for entry in reversed(entries)]
    folder = waiting[0].parent
    while waiting:
        path = waiting.pop()
        if path not in found and not (ours and _is_only_in(ours, path, folder)):
            found[path] = None
            # Told in the way in which the entries were named.
            name = str(entries[0].parent / path.relative_to(folder))
            waiting.extend(reversed(list(_included(path, name, folder, language))))
    return tuple(found)


def _is_only_in(ours: Path, path: Path, folder: Path) -> bool:
    """Return whether a file of a folder is not there, and is in ours."""
    return not os.path.lexists(path) and (ours / path.relative_to(folder)).is_file()


def _included(path: Path, name: str, folder: Path, language: _Language) -> Iterator[Path]:
    """Yield the files that one file includes."""
    document = read(path, name)
    language.check(document)
    for element in document.root.iter(*language.includes):
        yield _resolve(document, element, folder, language, path.parent)


def _resolve(document: Document, element: Element, folder: Path, language: _Language, here: Path) -> Path:
    """Return the file that an @href means, refusing what is remote or leaves the folder."""
    href = element.get("href", "")
    target = meant(href, here)
    reason = trouble(href, element, target, folder)
    if target is None or reason:
        raise language.refuse(document, element, reason or "")
    return target


def _any(_document: Document) -> None:
    """Accept a document as it is."""


def _schema_error(document: Document, element: Element, message: str) -> DocumentError:
    """Make the error for an include of a schema."""
    return DocumentError(message, code="TEI-003", location=document.location(element))


def _stylesheet_error(document: Document, element: Element, message: str) -> StylesheetError:
    """Make the error for what a stylesheet must not hold."""
    return StylesheetError(message, code="XSL-003", location=document.location(element))


def check_stylesheet(document: Document) -> None:
    """Refuse what Saxon would read or call in spite of its lock, while compiling or running.

    Args:
        document: One file of a stylesheet, or a stylesheet that was generated.

    Raises:
        StylesheetError: XSL-003.
    """
    for element in document.root.iter(etree.Element):
        for reason in filter(None, _faults(element)):
            raise _stylesheet_error(document, element, reason)


def _check_own_stylesheet(document: Document) -> None:
    """Refuse what `check_stylesheet` does, and what would make another edition in every run.

    Raises:
        StylesheetError: XSL-003 or XSL-010.
    """
    check_stylesheet(document)
    for element in document.root.iter(etree.Element):
        for text in (*map(str, element.values()), *map(str, element.xpath("text()[contains(., '{')]"))):
            if call := _CLOCK.search(text):
                message = f"{call[0].strip()}() tells another time in every run, and so would the edition"
                raise StylesheetError(message, code="XSL-010", location=document.location(element))


def _faults(element: Element) -> Iterator[str | None]:
    """Yield what is wrong with an element of a stylesheet, and None for what is right."""
    of_xslt = str(element.tag).startswith(_XSL)
    if element.tag in _REFUSED_ELEMENTS:
        yield f"{etree.QName(element).localname} is not allowed in a stylesheet"
    if any(str(uri).startswith(_SAXON) for uri in element.nsmap.values()):
        yield _SAXON_IS_OPEN
    for key, value in element.items():
        yield _fault_of_attribute(element, str(key), str(value))
        if of_xslt or "{" in value:
            yield _fault_of_expression(element, str(value))
    # A comment or a tag splits text for us; Saxon leaves comments out before it looks for {…}.
    text = "".join(str(part) for part in element.xpath("text()"))
    if "{" in text:
        yield _fault_of_expression(element, text)


def _fault_of_attribute(element: Element, name: str, value: str) -> str | None:
    """Return what is wrong with an attribute of a stylesheet, as far as its name tells, or None."""
    of_xslt = str(element.tag).startswith(_XSL)
    local = name.rpartition("}")[2]
    if name == _XML_BASE or local == "parameter-document":
        return f"the attribute {local} is not allowed in a stylesheet"
    if of_xslt and name.startswith("_"):
        return f"the shadow attribute {name} is computed while compiling and is not allowed"
    static = local == "use-when" or (of_xslt and name == "select" and element.get("static", "no").strip() in _YES)
    if static and (call := _reaching(value)):
        return f"{call}() is not allowed in an expression that is evaluated while compiling"
    return None


def _reaching(expression: str) -> str | None:
    """Return the first function of a static expression that is not known to be harmless, or None.

    Literals are passed over, unless something in the expression could make an apostrophe mean something else: a
    comment, or a backtick of XPath 4.0.
    """
    plain = expression if "(:" in expression or "`" in expression else _LITERAL.sub("''", expression)
    names = _CALL.findall(plain)
    return next((name for name in names if name.removeprefix("fn:") not in _STATIC_FUNCTIONS), None)


def _fault_of_expression(element: Element, text: str) -> str | None:
    """Return what is wrong with the expressions in an attribute or a text, or None."""
    if _SAXON in text:
        return _SAXON_IS_OPEN
    for match in _INDIRECT.finditer(text):
        uri, prefix, name = match.group("uri", "prefix", "name")
        if uri is None:
            uri = element.nsmap.get(prefix, _FUNCTIONS) if prefix else _FUNCTIONS
        if uri.strip() == _FUNCTIONS:
            return f"{name}() is not allowed in a stylesheet, because it could call what is not named here"
    return None


_STYLESHEETS: Final = _Language(
    includes=(_XSL + "include", _XSL + "import"), check=check_stylesheet, refuse=_stylesheet_error
)
