"""Stylesheets at work on interviews."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import unicodedata
from typing import TYPE_CHECKING, Final

from preserve import findings, resources, saxon, xmlio
from preserve.errors import DocumentError, Location, StylesheetError
from preserve.interview import refuse_corpus
from preserve.render.editions import Edition
from preserve.render.views import DIGEST, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.render.naming import Names
    from preserve.render.views import Parameters, View
    from preserve.xmlio import Document

_LIMITS: Final = saxon.Limits()


class Renderer:
    """Stylesheets, compiled once for any number of interviews.

    Attributes:
        folder: Where they lie.
        files: All of them.
        names: How those are called that are not ours; None where all are.
    """

    def __init__(
        self,
        folder: Path = resources.XSLT,
        views: tuple[View, ...] = VIEWS,
        *,
        limits: saxon.Limits = _LIMITS,
        names: Names | None = None,
    ) -> None:
        """Compile the stylesheets and close all ways out.

        Args:
            folder: Where the stylesheets lie.
            views: The editions that are wanted.
            limits: What Saxon is given for stylesheets that are not ours.
            names: How they are called where they were staged; see `preserve.render.looks`.

        Raises:
            SurroundingsError: A stylesheet cannot be read.
            DocumentError: A stylesheet is not well-formed.
            StylesheetError: A stylesheet could reach out (XSL-003), does not compile (XSL-001), or takes too long over
                it (XSL-005).
        """
        self.folder = folder
        self.names = names
        with self._told():
            entries = [folder / view.stylesheet for view in views]
            reached = [xmlio.stylesheet_files(entry) for entry in entries]
            self.files = tuple(dict.fromkeys(itertools.chain.from_iterable(reached)))
            self._reached = dict(zip(views, reached, strict=True))
            engine = saxon.Engine(None if all(map(resources.are_our_stylesheets, reached)) else limits)
            self._sheets = {view: engine.compile(entry) for view, entry in zip(views, entries, strict=True)}
            engine.lock()

    def files_of(self, editions: tuple[Edition, ...]) -> tuple[Path, ...]:
        """Return the files of the stylesheets that made some editions, each once."""
        reached = (self._reached[edition.view] for edition in editions)
        return tuple(dict.fromkeys(itertools.chain.from_iterable(reached)))

    def own_of(self, editions: tuple[Edition, ...]) -> tuple[str, ...]:
        """Return which of these files are not ours, as paths in the folder."""
        return self.names.own(self.files_of(editions)) if self.names else ()

    def _told(self) -> AbstractContextManager[None]:
        """Let faults be told as the user named the files."""
        return self.names.told() if self.names else contextlib.nullcontext()

    def render(self, document: Document, given: Parameters = ()) -> tuple[Edition, ...]:
        """Return the editions of an interview, one for each view of which something comes.

        Args:
            document: The interview.
            given: Names and values of stylesheet parameters; each view is given those that it takes.

        Raises:
            DocumentError: XML-013 for a corpus.
            StylesheetError: XSL-002 where a stylesheet fails, XSL-005 where it takes too much, XSL-009 where one that
                is not ours gives nothing.
        """
        refuse_corpus(document)
        made = [self.make(view, document, _taken(view, document, given)) for view in self._sheets]
        return tuple(edition for edition in made if self._is_something(edition))

    def only(self, document: Document, given: Parameters = ()) -> Edition:
        """Return the edition of a renderer that has one view; see `render`.

        Raises:
            DocumentError: XSL-006 where an interview has nothing that the view could show.
        """
        for edition in self.render(document, given):
            return edition
        message = "no turn of the interview is timed by a timeline, so there is nothing to make captions of"
        raise DocumentError(message, code="XSL-006", location=document.location(document.root))

    def _is_something(self, edition: Edition) -> bool:
        """Return whether there is anything in an edition; one that only some interviews have may be empty.

        Raises:
            StylesheetError: XSL-009.
        """
        if edition.data.strip():
            return True
        if self.names and edition.view not in VIEWS:
            message = f"the stylesheet makes nothing of {edition.view.name}: its result is empty"
            place = Location(file=self.names.file(edition.view.stylesheet))
            raise StylesheetError(message, code="XSL-009", location=place)
        return False

    def make(self, view: View, document: Document, parameters: Parameters) -> Edition:
        """Return one edition, made with the parameters given; there may be nothing in it.

        Raises:
            StylesheetError: XSL-002 where the stylesheet fails, XSL-005 where it takes too much, XSL-010 where the
                edition tells where the stylesheets lay.
        """
        with self._told():
            made = self._sheets[view].transform(document.text, parameters=parameters)
            self._refuse_places(view, made.text)
        return Edition(
            view=view,
            data=unicodedata.normalize("NFC", made.text).encode("utf-8"),
            parameters=parameters,
            findings=tuple(self._findings(document, made.messages)),
        )

    def _refuse_places(self, view: View, text: str) -> None:
        """Refuse an edition that names the passing folder, because no other run would give the same.

        Raises:
            StylesheetError: XSL-010.
        """
        if self.names and self.names.folder.name in text:
            message = "the edition holds the address of the stylesheet itself, which is another one in every run"
            raise StylesheetError(message, code="XSL-010", location=Location(file=view.stylesheet))

    def _findings(self, document: Document, messages: tuple[saxon.Message, ...]) -> Iterator[Finding]:
        """Make findings of what a stylesheet said."""
        for message in messages:
            element = document.find(message.path or "")
            location = document.location(document.root if element is None else element)
            known = findings.find_code(message.code or "")
            words = self.names.words(message.text) if self.names else message.text
            yield findings.finding(known.code if known else "XSL-004", words, location)


def _taken(view: View, document: Document, given: Parameters) -> Parameters:
    """Return the stylesheet parameters of a view for one interview, in the view's own order."""
    values = {**dict(given), DIGEST: hashlib.sha256(document.data).hexdigest()}
    return tuple((name, values[name]) for name in view.parameters if name in values)
