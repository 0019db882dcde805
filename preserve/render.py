"""The reading editions of one interview: HTML and text, made by stylesheets that can reach nothing else.

An edition depends on the TEI and the stylesheets alone; the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve import findings, fixity, resources, saxon, xmlio
from preserve.errors import DocumentError, surroundings
from preserve.interview import interviews, is_corpus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.xmlio import Document

_LIMITS: Final = saxon.Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A kind of edition.

    Attributes:
        name: As the command line calls it, and as its folder in a bag is called.
        stylesheet: The file name of its entry.
        suffix: Of the edition's file.
        says_digest: Whether the edition states the SHA-256 of its source.
    """

    name: str
    stylesheet: str
    suffix: str
    says_digest: bool = False


VIEWS: Final = (
    View(name="html", stylesheet="html.xsl", suffix=".html", says_digest=True),
    View(name="text", stylesheet="text.xsl", suffix=".txt"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition.

    Attributes:
        view: What kind it is.
        data: The bytes: UTF-8, normal form C.
        parameters: The stylesheet parameters that it was made with.
        findings: What the stylesheet had to say, such as an element that it does not know.
    """

    view: View
    data: bytes
    parameters: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


class Renderer:
    """Stylesheets, compiled once for any number of interviews."""

    def __init__(
        self, folder: Path = resources.XSLT, views: tuple[View, ...] = VIEWS, *, limits: saxon.Limits = _LIMITS
    ) -> None:
        """Compile the stylesheets and close all ways out.

        Args:
            folder: Where the stylesheets lie.
            views: The editions that are wanted.
            limits: What Saxon is given for stylesheets that are not ours.

        Raises:
            SurroundingsError: A stylesheet cannot be read.
            DocumentError: A stylesheet is not well-formed.
            StylesheetError: A stylesheet could reach out (XSL-003), does not compile (XSL-001), or takes too long over
                it (XSL-005).
        """
        entries = [folder / view.stylesheet for view in views]
        reached = [xmlio.stylesheet_files(entry) for entry in entries]
        self.files = tuple(dict.fromkeys(itertools.chain.from_iterable(reached)))
        engine = saxon.Engine(None if all(map(resources.are_our_stylesheets, reached)) else limits)
        self._sheets = {view: engine.compile(entry) for view, entry in zip(views, entries, strict=True)}
        engine.lock()

    def render(self, document: Document) -> tuple[Edition, ...]:
        """Return the editions of an interview, one for each view.

        Raises:
            DocumentError: XML-013 for a corpus.
            StylesheetError: XSL-002 where a stylesheet fails, XSL-005 where it takes too much.
        """
        _refuse_corpus(document)
        return tuple(self.make(view, document, _parameters(view, document)) for view in self._sheets)

    def make(self, view: View, document: Document, parameters: tuple[tuple[str, str], ...]) -> Edition:
        """Return one edition, made with the parameters given.

        Raises:
            StylesheetError: XSL-002 where the stylesheet fails, XSL-005 where it takes too much.
        """
        made = self._sheets[view].transform(document.text, parameters=parameters)
        return Edition(
            view=view,
            data=unicodedata.normalize("NFC", made.text).encode("utf-8"),
            parameters=parameters,
            findings=tuple(_told(document, message) for message in made.messages),
        )


def _refuse_corpus(document: Document) -> None:
    """Refuse many interviews at once.

    Raises:
        DocumentError: XML-013; the hint names the files that are to be given instead, as far as there are any.
    """
    if is_corpus(document):
        files = dict.fromkeys(document.location(each).file for each in interviews(document))
        named = [name for name in files if name != document.name]
        more = " and so on" if len(named) > _NAMED else ""
        hint = f"Give the files of its interviews: {', '.join(named[:_NAMED])}{more}." if named else None
        message = "a corpus is validated whole; its interviews are rendered and bagged one by one"
        raise DocumentError(message, code="XML-013", location=document.location(document.root), hint=hint)


_NAMED: Final = 3


def remarks(editions: Iterable[Edition]) -> tuple[Finding, ...]:
    """Return what the stylesheets had to say of some editions; what several of them say, once."""
    return tuple(dict.fromkeys(finding for edition in editions for finding in edition.findings))


def _parameters(view: View, document: Document) -> tuple[tuple[str, str], ...]:
    """Return the stylesheet parameters of a view for one interview."""
    return (("source-sha256", hashlib.sha256(document.data).hexdigest()),) if view.says_digest else ()


def _told(document: Document, message: saxon.Message) -> Finding:
    """Make a finding of what a stylesheet said."""
    element = document.find(message.path or "")
    location = document.location(document.root if element is None else element)
    known = findings.find_code(message.code or "")
    return findings.finding(known.code if known else "XSL-004", message.text, location)


def save(edition: Edition, folder: Path, stem: str) -> Path:
    """Write an edition to a folder, whole or not at all, and return its path.

    Args:
        edition: What to write.
        folder: Is made where it is absent.
        stem: The file's name without the suffix.

    Raises:
        SurroundingsError: The system refuses.
    """
    path = folder / (stem + edition.view.suffix)
    passing = folder / f".{path.name}.{os.getpid()}.partial"
    with surroundings("write the edition", path):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fixity.write(edition.data, passing)
            passing.replace(path)
        finally:
            passing.unlink(missing_ok=True)
    return path
