"""The judgement of one interview: grammar, rules, identifiers, pointers, files, and faithfulness to its transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve import findings as found
from preserve import interview, resources, saxon, schematron, xmlio
from preserve.errors import DocumentError, surroundings
from preserve.validate.fidelity import check_fidelity
from preserve.validate.files import check_files
from preserve.validate.form import check_form
from preserve.validate.identifiers import check_identifiers, check_pointers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from preserve.errors import Location
    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.xmlio import Document

# Our own schema is far smaller; libxml2 needs 23 s for the 1.1 MB of TEI's whole.
_SLOW_BYTES: Final = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """What an interview is judged by.

    Attributes:
        schema: A RELAX NG schema in XML syntax.
        rules: Schematron files; none at all is allowed.
        schematron: The stylesheet that compiles rules.
    """

    schema: Path = resources.SCHEMA
    rules: tuple[Path, ...] = (resources.RULES,)
    schematron: Path = resources.SCHEMATRON


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was found.

    Attributes:
        document: None where the file could not be read as XML.
        interview: None where it is no TEI document.
        findings: In order of place.
    """

    document: Document | None
    interview: Interview | None
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return not found.has_error(self.findings)


class Validator:
    """Standards, compiled once for any number of interviews."""

    def __init__(self, standards: Standards, *, say: Callable[[str], None] = lambda _: None) -> None:
        """Compile the standards.

        Args:
            standards: What interviews are to be judged by.
            say: Told of what will take long, before it begins.

        Raises:
            PreserveError: A schema or rules that cannot be used.
        """
        self.standards = standards
        with surroundings("read", standards.schema):
            size = standards.schema.stat().st_size
        if size > _SLOW_BYTES:
            say(f"libxml2 reads {standards.schema.name}, which takes about half a minute for a schema of this size")
        self.grammar = xmlio.Grammar(standards.schema)
        self.rules = tuple(schematron.Rules(path, transpiler=standards.schematron) for path in standards.rules)
        self.stylesheets = self.rules[0].stylesheets if self.rules else ()

    def validate(self, path: Path, name: str | None = None) -> Validation:
        """Judge one interview.

        Args:
            path: The TEI file; what it points to is looked for beside it.
            name: What findings call it; by default the path as given.

        Raises:
            SurroundingsError: The file cannot be read.
        """
        try:
            document = xmlio.read(path, name)
        except DocumentError as error:
            return Validation(document=None, interview=None, findings=(found.from_error(error, name or str(path)),))
        if not str(document.root.tag).startswith(interview.TEI):
            return Validation(document=document, interview=None, findings=(_not_tei(document),))
        read = interview.read(document, path.stem)
        findings = tuple(self._findings(document, read, path.parent))
        return Validation(document=document, interview=read, findings=found.in_order(findings))

    def _findings(self, document: Document, read: Interview, folder: Path) -> Iterator[Finding]:
        """Yield what every check finds."""
        identifiers = tuple(check_identifiers(document, read.identifier))
        yield from check_form(document)
        yield from self._grammar_findings(document, tuple(finding.location for finding in identifiers))
        yield from self._rule_findings(document)
        yield from identifiers
        yield from check_pointers(document)
        yield from check_files(read, folder)
        yield from check_fidelity(document, read, folder)

    def _grammar_findings(self, document: Document, told: tuple[Location, ...]) -> Iterator[Finding]:
        """Yield what the schema forbids; what libxml2 has against an id that is told of already is left out."""
        for fault in self.grammar.faults(document):
            if not (fault.location in told and "attribute id" in fault.message):
                yield found.finding("TEI-001", fault.message, fault.location)

    def _rule_findings(self, document: Document) -> Iterator[Finding]:
        """Yield what the rules say."""
        for rules in self.rules:
            for failure in rules.failures(document):
                yield _told(document, failure)


def engines() -> tuple[tuple[str, str], ...]:
    """Return the names and versions of what judges and renders."""
    return (
        ("preserve", resources.version()),
        ("libxml2", xmlio.libxml2_version()),
        ("saxonche", saxon.version()),
    )


def _told(document: Document, failure: schematron.Failure) -> Finding:
    """Make a finding of a failed assertion; an id that our table knows brings its source and hint."""
    element = document.find(failure.location_path)
    location = document.location(document.root if element is None else element)
    known = found.find_code(failure.code or "")
    return found.Finding(
        code=failure.code or "INT-000",
        severity=failure.severity,
        location=location,
        message=failure.message,
        hint=failure.hint or (known.hint if known else None),
        source=known.source if known else None,
    )


def _not_tei(document: Document) -> Finding:
    """Make the finding for a document of another kind."""
    tag = str(document.root.tag)
    namespace, name = tag[1:].split("}") if tag.startswith("{") else ("no namespace", tag)
    message = f"this is no TEI document: its outermost element is {name} in {namespace}"
    return found.finding("XML-005", message, document.location(document.root))
