"""The judgement of one interview: grammar, rules, identifiers, pointers, files, and faithfulness to its transcript."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from preserve import findings as found
from preserve import interview, resources, saxon, xmlio
from preserve.errors import DocumentError
from preserve.validate.associations import Choice, chosen_by
from preserve.validate.fidelity import check_fidelity
from preserve.validate.files import check_files
from preserve.validate.form import check_form
from preserve.validate.identifiers import check_identifiers
from preserve.validate.judge import Judge, Standards
from preserve.validate.pointers import check_pointers
from preserve.validate.repetition import element_path, once, without_repetitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.validate.pointers import Checked
    from preserve.xmlio import Document

__all__ = ["Judge", "Standards", "Validation", "Validator", "engines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was found.

    Attributes:
        findings: In order of place.
        document: None where the file could not be read as XML.
        interview: None where it is no TEI document.
        judge: What it was judged by; None where it is no TEI document.
    """

    findings: tuple[Finding, ...]
    document: Document | None = None
    interview: Interview | None = None
    judge: Judge | None = None

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return not found.has_error(self.findings)


class Validator:
    """Judges any number of interviews; what they are judged by is compiled once."""

    def __init__(self, standards: Standards | None = None, *, say: Callable[[str], None] = lambda _: None) -> None:
        """Compile the standards, if the call chooses them.

        Args:
            standards: What interviews are to be judged by; by default what they name themselves, or else ours.
            say: Told of what will take long, before it begins.

        Raises:
            PreserveError: A schema or rules that cannot be used.
        """
        self._standards = standards or Standards()
        self._say = say
        self._judges: dict[Standards, Judge] = {}
        if self._standards.are_chosen:
            self._judge(self._standards)

    def _judge(self, standards: Standards) -> Judge:
        """Return a judge by some standards, compiled once."""
        if standards not in self._judges:
            self._judges[standards] = Judge(standards, say=self._say)
        return self._judges[standards]

    def validate(self, path: Path, name: str | None = None) -> Validation:
        """Judge one interview.

        Args:
            path: The TEI file; what it points to is looked for beside it.
            name: What findings call it; by default the path as given.

        Raises:
            SurroundingsError: The file cannot be read.
            MaterialError: The schema or the rules that it names cannot be used.
        """
        try:
            document = xmlio.read(path, name)
        except DocumentError as error:
            return Validation(findings=(found.from_error(error, name or str(path)),))
        if not str(document.root.tag).startswith(interview.TEI):
            return Validation(document=document, findings=(_not_tei(document),))
        read = interview.read(document, path.stem)
        named = self._named(document, path.parent)
        judge = self._judge(named.standards)
        pointers = check_pointers(document, path, read)
        findings = once((*named.findings, *_findings(document, read, path, judge, pointers)))
        travelling = replace(read, files=(*read.files, *pointers.linked))
        return Validation(document=document, interview=travelling, judge=judge, findings=found.in_order(findings))

    def _named(self, document: Document, folder: Path) -> Choice:
        """Return what an interview is to be judged by."""
        if self._standards.are_chosen:
            return Choice(standards=self._standards, findings=())
        return chosen_by(document, folder, self._standards)


def _findings(document: Document, read: Interview, path: Path, judge: Judge, pointers: Checked) -> Iterator[Finding]:
    """Yield what every check finds, that of pointers included."""
    identifiers = tuple(check_identifiers(document, path))
    repeated = {element_path(finding) for finding in identifiers if finding.code == "REF-001"}
    unusable = {finding.location.path or "" for finding in pointers.findings if finding.code == "REF-013"}
    yield from check_form(document)
    yield from without_repetitions(judge.findings(document), repeated, unusable, pointers.missed)
    yield from identifiers
    yield from pointers.findings
    yield from check_files(document, read, path.parent)
    yield from check_fidelity(document, path.parent)


def engines() -> tuple[tuple[str, str], ...]:
    """Return the names and versions of what judges and renders."""
    return (
        ("preserve", resources.version()),
        ("libxml2", xmlio.libxml2_version()),
        ("saxonche", saxon.version()),
    )


def _not_tei(document: Document) -> Finding:
    """Make the finding for a document of another kind."""
    tag = str(document.root.tag)
    namespace, name = tag[1:].split("}") if tag.startswith("{") else ("no namespace", tag)
    message = f"this is no TEI document: its outermost element is {name} in {namespace}"
    return found.finding("XML-005", message, document.location(document.root))
