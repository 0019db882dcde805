"""Inclusion: files that others call in, put where they are called, before anything else sees the document.

Which elements call, and for what, is a matter of the language (`preserve.xmlio.xinclude`, Schematron's own); how a file
is found and joined is the same for all. Only local files in or below the folder of the first one are ever opened. What
is included again and again must not grow beyond a limit, since a small file could else ask for any amount of memory.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Final

from preserve.errors import DocumentError, Location, SurroundingsError
from preserve.xmlio import document as documents
from preserve.xmlio import encoding as encodings
from preserve.xmlio import reach, tags
from preserve.xmlio.assembly import Assembly
from preserve.xmlio.document import Part
from preserve.xmlio.origin import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from preserve.xmlio.document import Document
    from preserve.xmlio.paths import Element

_DEEPEST: Final = 50
# Characters that may be included a second time and more; each inclusion counts for some, even of nothing.
_MOST_REPEATED: Final = 50_000_000
_LEAST_COUNTED: Final = 2_000
# Said of what is not XML rather than of what is, because that is compiled in a tenth of the time.
_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"[<>&]|[^<>&]+")


class Trouble(enum.Enum):
    """Why something is not included."""

    OUTSIDE = enum.auto()
    MISSING = enum.auto()
    CYCLE = enum.auto()
    FORM = enum.auto()
    LIMIT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an element asks for.

    Attributes:
        href: The file, by a relative path; empty for the file in which the element stands.
        pick: Returns what is wanted of the document; by default its root.
        content: Whether what stands in that element is wanted, without the element.
        text: Whether the file is to be taken as plain text.
        encoding: What that text is in, as written.
        fallback: Whose content stands in where the file is missing, or None.
    """

    href: str
    pick: Callable[[Document], Element] | None = None
    content: bool = False
    text: bool = False
    encoding: str = "utf-8"
    fallback: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How a language includes.

    Attributes:
        elements: The names of the elements that call, as lxml writes them.
        request: Returns what an element asks for, or None where it asks for nothing and stays; raises where it cannot
            be understood.
        refuse: Makes the error for an element that is not followed.
        check: Raises for what must not stand in a file.
    """

    elements: tuple[str, ...]
    request: Callable[[Document, Element], Request | None]
    refuse: Callable[[Document, Element, Trouble, str], DocumentError]
    check: Callable[[Document], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Where an element is met.

    Attributes:
        document: The file in which it stands.
        path: The same, absolute.
        context: The namespaces that are in scope there, by prefix.
        chain: What is being included: each file with the element that is wanted of it.
        depth: How many inclusions and fallbacks it stands in.
    """

    document: Document
    path: Path
    context: Mapping[str | None, str]
    chain: tuple[tuple[Path, Element], ...]
    depth: int = 0


def read_including(path: Path, name: str | None, language: Language) -> Document:
    """Read a document from its file, with all that it includes.

    Args:
        path: The file; what it includes must be local and lie in or below its folder.
        name: What findings call it; by default the path as given.
        language: What includes.

    Raises:
        SurroundingsError: The file cannot be read.
        DocumentError: It, or an included one, cannot be read or is not to be followed.
    """
    document = documents.read(path, name)
    language.check(document)
    if next(document.root.iter(*language.elements), None) is None:
        return document
    return _Reader(path, document, language).read()


class _Reader:
    """Reads one document with all that it includes."""

    def __init__(self, path: Path, document: Document, language: Language) -> None:
        """Prepare; see `read_including`."""
        self._main = document
        self._path = reach.lexical(path)
        self._language = language
        self._whole = Assembly(document.name, document.data, document.encoding)
        self._documents = {self._path: document}
        self._texts: dict[Path, Source] = {}
        self._parts: dict[Path, Part] = {}
        self._seen: set[Path] = set()
        self._repeated = 0

    def read(self) -> Document:
        """Return the whole."""
        main, root = self._main, self._main.root
        scene = _Scene(document=main, path=self._path, context={}, chain=((self._path, root),))
        self._whole.copy_stretch(main, 0, main.places.start(root))
        self._add(scene, root)
        self._whole.copy_stretch(main, main.places.behind(root), len(main.text))
        return self._whole.document(tuple(self._parts.values()))

    def _add(self, scene: _Scene, top: Element) -> None:
        """Add an element with what is included in it, or what it includes itself."""
        document = scene.document
        if self._calls(top) and self._include(scene, top):
            return
        position = self._whole.copy_beginning(document, top, scene.context)
        for element in top.iterdescendants(*self._language.elements):
            start = document.places.start(element)
            # What stands in an element that calls was dealt with by then.
            if start >= position:
                self._whole.copy_stretch(document, position, start)
                included = self._include(_within(scene, element), element)
                position = document.places.behind(element) if included else start
        self._whole.copy_stretch(document, position, document.places.behind(top))

    def _calls(self, element: Element) -> bool:
        """Return whether an element is one that may include."""
        return str(element.tag) in self._language.elements

    def _add_content(self, scene: _Scene, parent: Element) -> None:
        """Add what stands in an element."""
        document = scene.document
        position, end = document.places.content(parent)
        for child in parent.iterchildren("*"):
            self._whole.copy_stretch(document, position, document.places.start(child))
            self._add(scene, child)
            position = document.places.behind(child)
        self._whole.copy_stretch(document, position, end)

    def _include(self, scene: _Scene, element: Element) -> bool:
        """Add what an element includes; return whether it asks for anything."""
        request = self._language.request(scene.document, element)
        if request is None:
            return False
        if scene.depth >= _DEEPEST:
            message = f"inclusions stand more than {_DEEPEST} deep in each other"
            raise self._refused(scene, element, Trouble.LIMIT, message)
        target = self._target(scene, element, request)
        try:
            # A file that is missing is no reason to stop where there is something else.
            self._open(scene, element, request, target)
        except SurroundingsError as error:
            self._count(scene, element, target, 0)
            if request.fallback is None:
                message = f"“{_shortened(request.href)}” cannot be included: {error.message.removeprefix('could not ')}"
                raise self._refused(scene, element, Trouble.MISSING, message) from None
            self._add_content(replace(scene, depth=scene.depth + 1), request.fallback)
            return True
        if request.text:
            self._add_text(scene, element, target)
        else:
            self._add_element(scene, element, request, target)
        return True

    def _target(self, scene: _Scene, element: Element, request: Request) -> Path:
        """Return the file that is asked for."""
        if not request.href:
            return scene.path
        folder = self._path.parent
        target = reach.meant(request.href, scene.path.parent)
        reason = reach.trouble(request.href, element, target, folder)
        if target is None or reason:
            raise self._refused(scene, element, Trouble.OUTSIDE, reason or "")
        return target

    def _refused(self, scene: _Scene, element: Element, trouble: Trouble, message: str) -> DocumentError:
        """Make the error for an element that is not followed."""
        return self._language.refuse(scene.document, element, trouble, message)

    def _open(self, scene: _Scene, element: Element, request: Request, target: Path) -> None:
        """Read a file, if it was not read before.

        Raises:
            SurroundingsError: It cannot be read.
            DocumentError: It can, and is faulty.
        """
        known: Mapping[Path, object] = self._texts if request.text else self._documents
        if target in known:
            return
        data = documents.contents(target)
        path = PurePosixPath(target.relative_to(self._path.parent).as_posix())
        part = Part(
            path=path,
            name=str(PurePath(self._main.name).parent / path),
            data=data,
            location=scene.document.location(element),
        )
        if request.text:
            self._texts[target] = _plain(part, request)
        else:
            self._documents[target] = documents.parse(data, part.name)
            self._language.check(self._documents[target])
        if target != self._path:
            self._parts.setdefault(target, part)

    def _add_text(self, scene: _Scene, element: Element, target: Path) -> None:
        """Add the characters of a file."""
        source = self._texts[target]
        self._count(scene, element, target, len(source.text))
        if element.getparent() is None:
            raise self._refused(scene, element, Trouble.FORM, "a text cannot stand for the whole document")
        for piece in _ESCAPED.finditer(source.text):
            written = tags.escaped(piece.group())
            self._whole.write_at(written, source, piece.start(), copied=written == piece.group())

    def _add_element(self, scene: _Scene, element: Element, request: Request, target: Path) -> None:
        """Add an element of a file, or its content."""
        document = self._documents[target]
        wanted = request.pick(document) if request.pick else document.root
        places = document.places
        self._count(scene, element, target, places.behind(wanted) - places.start(wanted))
        if (target, wanted) in scene.chain:
            message = f"“{_shortened(target.name)}” would be included in itself"
            raise self._refused(scene, element, Trouble.CYCLE, message)
        chain = (*scene.chain, (target, wanted))
        inner = replace(scene, document=document, path=target, chain=chain, depth=scene.depth + 1)
        if request.content:
            self._add_content(inner, wanted)
        else:
            self._add(inner, wanted)

    def _count(self, scene: _Scene, element: Element, target: Path, length: int) -> None:
        """Count what is included more than once, and refuse where it grows beyond the limit."""
        if target in self._seen:
            self._repeated += length + _LEAST_COUNTED
        self._seen.add(target)
        if self._repeated > _MOST_REPEATED:
            message = "the same files are included again and again, until the whole is larger than is read"
            raise self._refused(scene, element, Trouble.LIMIT, message)


def _within(scene: _Scene, element: Element) -> _Scene:
    """Return the scene for an element that stands deeper in the same stretch."""
    parent = element.getparent()
    own: Mapping[str | None, str] = {} if parent is None else {k: v or "" for k, v in parent.nsmap.items()}
    context = {**scene.context, None: "", **own}
    return replace(scene, context=context)


def _plain(part: Part, request: Request) -> Source:
    """Return a file's characters as plain text.

    Raises:
        DocumentError: XML-003 where its bytes cannot be in the encoding, XML-001 where XML has no such characters.
    """
    text = encodings.plain(part.data, request.encoding, part.name)
    source = Source(part.name, text)
    if wrong := _NO_XML.search(text):
        line, column = source.place(wrong.start())
        place = Location(file=part.name, line=line, column=column)
        raise DocumentError(f"the character U+{ord(wrong.group()):04X} cannot stand in XML", location=place)
    return source


def _shortened(href: str) -> str:
    """Return a reference that fits into a message."""
    return href if len(href) <= _LONGEST else f"{href[:_LONGEST]}…"


_LONGEST: Final = 80
