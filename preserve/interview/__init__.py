"""The record of one interview, read from its TEI.

What the rest of the package needs to know of an interview is gathered here once: who it is with, what files belong to
it, how its words are found. Section numbers are those of the TEI P5 Guidelines.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from preserve import xmlio
from preserve.collation import Word, words
from preserve.errors import DocumentError
from preserve.interview.withholding import TEI, WITHHELD, XML, Withholding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preserve.errors import Location
    from preserve.xmlio import Document, Element

__all__ = [
    "TEI",
    "WITHHELD",
    "XML",
    "Interview",
    "LocalFile",
    "Withholding",
    "encoded_words",
    "interviews",
    "is_corpus",
    "read",
    "uncompared_transcripts",
    "words_by_interview",
]

_NOT_RECEIVED: Final = frozenset({"corr", "reg", "expan", "supplied"})
_BLOCKS: Final = frozenset(
    "ab argument back body byline castItem cell closer dateline div docTitle epigraph figDesc figure "
    "front fw head item l label lg list note opener p postscript quote row salute signed sp speaker "
    "stage table text titlePage titlePart trailer u".split()
)
# HTML's, which the grammar refuses; the words inside are told apart nevertheless.
_FOREIGN: Final = frozenset("br dd dl dt h1 h2 h3 h4 h5 h6 hr li ol td th tr ul".split())
_MILESTONES: Final = frozenset({"cb", "gb", "lb", "milestone", "pb"})
_NAMED: Final = 3
_PLACES_IN_BAG: Final = ("data/tei", "data/media")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file that the TEI points to by a relative path.

    Attributes:
        kind: ``transcript``, ``media``, or ``part`` for one that it includes.
        target: The pointer as written.
        location: Where it is written.
        relative: The path from the folder of the TEI, normalised, or None where it leaves that folder for another
            than its sibling ``media/``.
        digest: The SHA-256 that the TEI states for it, or that a part had when it was read, in lower case, or None.
    """

    kind: str
    target: str
    location: Location
    relative: PurePosixPath | None
    digest: str | None = None

    def path(self, folder: Path) -> Path:
        """Return where the file lies, given the folder of the TEI."""
        return folder / (self.relative or unquote(urlsplit(self.target).path))

    @property
    def place(self) -> str:
        """Where the file lies in a bag, so that the pointer of the unchanged TEI leads to it there too."""
        if self.relative is None:
            raise ValueError(self.target)
        return os.path.normpath(f"data/tei/{self.relative}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """What an interview says of itself.

    Attributes:
        identifier: The file's stem, which is also the xml:id of TEI where that is given.
        title: The main title.
        number: publicationStmt/idno, or None.
        edition: editionStmt/edition, or None.
        status: availability/@status: ``free``, ``restricted`` or ``unknown``.
        files: The local files that belong to it, each once.
        sensitive_passages: How many passages are marked as sensitive.
    """

    identifier: str
    title: str
    number: str | None
    edition: str | None
    status: str
    files: tuple[LocalFile, ...]
    sensitive_passages: int

    @property
    def transcript(self) -> LocalFile | None:
        """The transcript as received, where the TEI names one."""
        return next((file for file in self.files if file.kind == "transcript"), None)


def is_corpus(document: Document) -> bool:
    """Return whether a TEI document holds many interviews under a header of their own (4.12)."""
    return document.root.tag == TEI + "teiCorpus"


def interviews(document: Document) -> tuple[Element, ...]:
    """Return the outermost elements of the interviews in a TEI document: all of a corpus, or else its root."""
    return tuple(document.root.iter(TEI + "TEI")) if is_corpus(document) else (document.root,)


def refuse_corpus(document: Document) -> None:
    """Refuse many interviews at once.

    Raises:
        DocumentError: XML-013; the hint names the files that are to be given instead, as far as there are any.
    """
    if is_corpus(document):
        files = dict.fromkeys(document.location(each).file for each in interviews(document))
        named = [name for name in files if name != document.name]
        more = " and so on" if len(named) > _NAMED else ""
        hint = f"Give the files of its interviews: {', '.join(named[:_NAMED])}{more}." if named else None
        message = "a corpus is validated whole; its interviews are rendered, described and bagged one by one"
        raise DocumentError(message, code="XML-013", location=document.location(document.root), hint=hint)


def read(document: Document, identifier: str, root: Element | None = None) -> Interview:
    """Read the record of an interview; that of a corpus has the files of all its interviews.

    Args:
        document: A TEI document.
        identifier: The stem of its file.
        root: The outermost element of the interview; by default the document's.
    """
    if root is None:
        root = document.root
    header = f"{TEI}teiHeader/{TEI}fileDesc"
    availability = root.find(f"{header}/{TEI}publicationStmt/{TEI}availability")
    return Interview(
        identifier=identifier,
        title=_title(root),
        number=_text(root.find(f"{header}/{TEI}publicationStmt/{TEI}idno")) or None,
        edition=_text(root.find(f"{header}/{TEI}editionStmt/{TEI}edition")) or None,
        status="unknown" if availability is None else str(availability.get("status", "unknown")),
        files=tuple(_files(document, root)),
        sensitive_passages=len(root.findall(f".//{TEI}spanGrp[@type='sensitivity']/{TEI}span")),
    )


def _title(root: Element) -> str:
    """Return the main title: the one of type main, or else the first (2.2.1); names of third parties are withheld."""
    titles = root.findall(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt/{TEI}title")
    main = [title for title in titles if title.get("type") == "main"]
    title = next(iter((*main, *titles)), None)
    return Withholding(root).words(title)


def _text(element: Element | None) -> str:
    """Return the text of an element with its white space folded; nothing for none."""
    return "" if element is None else " ".join("".join(str(text) for text in element.itertext()).split())


def _files(document: Document, root: Element) -> Iterator[LocalFile]:
    """Yield the local files that an interview or a corpus points to or includes, each once."""
    seen = set()
    for kind, element, target in _pointers(root):
        relative = _relative(document, element, target)
        key = relative or target
        if not _is_local(target) or key in seen:
            continue
        seen.add(key)
        digest = _digest(element) if kind == "transcript" else None
        yield LocalFile(kind=kind, target=target, location=document.location(element), relative=relative, digest=digest)
    for part in document.parts if root is document.root else ():
        if part.path not in seen:
            digest = hashlib.sha256(part.data).hexdigest()
            target = str(part.path)
            yield LocalFile(kind="part", target=target, location=part.location, relative=part.path, digest=digest)


def uncompared_transcripts(
    document: Document, interview: Interview, root: Element | None = None
) -> Iterator[tuple[str, Location]]:
    """Yield why a transcript that is named cannot be the one that is compared, and where it is named.

    Args:
        document: A TEI document.
        interview: The record of one interview in it.
        root: The outermost element of that; by default the document's.
    """
    compared = interview.transcript
    for reference in _references(document.root if root is None else root):
        target = reference.get("target", "").strip()
        location = document.location(reference)
        if not target:
            yield "a transcript is named without a target", location
        elif not _is_local(target):
            yield f"the transcript {target} is not named by a relative path", location
        elif compared and (_relative(document, reference, target) or target) != (compared.relative or compared.target):
            yield f"the transcript {target} is not the first, {compared.target}", location


def _references(root: Element) -> Iterator[Element]:
    """Yield what names a transcript as received (3.7), of a corpus and of its interviews."""
    for each in root.iter(TEI + "TEI", TEI + "teiCorpus"):
        for source in each.iterfind(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}sourceDesc"):
            yield from source.iterfind(f".//{TEI}ref[@type='transcript']")


def _pointers(root: Element) -> Iterator[tuple[str, Element, str]]:
    """Yield kind, element and target of each pointer that may mean a file of the interview (3.7, 3.10, 8.2)."""
    for reference in _references(root):
        yield "transcript", reference, reference.get("target", "")
    for element in root.iter(TEI + "media", TEI + "graphic"):
        yield "media", element, element.get("url", "")


def _is_local(target: str) -> bool:
    """Return whether a pointer means a file, by a path alone; an address that is none means nothing."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.path) and not parts.scheme and not parts.netloc


def _relative(document: Document, element: Element, target: str) -> PurePosixPath | None:
    """Return the path from the TEI's folder, or None where it does not stay in that folder or in ../media/.

    A pointer in a file that is included is relative to that file, as it is when the file is read alone.
    """
    if not _is_local(target):
        return None
    # An absolute path stays absolute here.
    path = os.path.normpath(PurePosixPath("data/tei", document.folder(element), unquote(urlsplit(target).path)))
    if "\\" in path or not any(path.startswith(place + "/") for place in _PLACES_IN_BAG):
        return None
    return PurePosixPath(os.path.relpath(path, "data/tei"))


def _digest(reference: Element) -> str | None:
    """Return the SHA-256 that the bibl around a reference states."""
    bibl = next(reference.iterancestors(TEI + "bibl"), None)
    stated = None if bibl is None else bibl.find(f"{TEI}idno[@type='SHA-256']")
    return _text(stated).lower() or None


def encoded_words(document: Document) -> tuple[Word, ...]:
    """Return the words of the text that stand for the transcript, in order.

    Corrections, regularisations, expansions, what an editor supplied and the notes that an editor signed with @resp
    (3.9.1) are no words of the transcript; everything else is, web furniture and errors included (3.5.1). Their lines
    and columns are those of the whole document, see `preserve.xmlio.Document.place`.
    """
    runs = xmlio.text_runs(document, "text", _left_out, _breaks)
    return words((run.text, run.line, run.column) for run in runs)


def words_by_interview(document: Document) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each of the `interviews`."""
    found = encoded_words(document)
    if not is_corpus(document):
        return (found,)
    places = [(word.line, word.column) for word in found]
    spans = (document.span(root) for root in interviews(document))
    return tuple(found[bisect_left(places, start) : bisect_left(places, end)] for start, end in spans)


def _left_out(name: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element's text was not received but added by an editor."""
    return name in _NOT_RECEIVED or (name == "note" and "resp" in attributes)


def _breaks(name: str, attributes: Mapping[str, str]) -> bool:
    """Return whether words end at an element's edges; @break says so of milestones (3.11.3)."""
    return name in _BLOCKS or name in _FOREIGN or (name in _MILESTONES and attributes.get("break") != "no")
