"""What interviews are judged by: a schema and rules, compiled once for any number of interviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve import findings as found
from preserve import resources
from preserve.errors import Location, StylesheetError
from preserve.schematron import Rules
from preserve.validate.grammar import Grammar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.schematron import Failure
    from preserve.xmlio import Document

_GRAMMAR_SUFFIX: Final = ".rng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """What interviews are to be judged by.

    Attributes:
        schema: A RELAX NG schema in XML syntax; None for the one that an interview names, or else ours.
        rules: Schematron files, or RELAX NG schemas that embed rules; none at all is allowed. None for those that an
            interview names, or else ours.
        schematron: The stylesheet that compiles rules.
        phase: The phase of the rules, as Schematron has them.
        second_opinion: Whether libxml2 is asked about a schema that is not ours, too.
    """

    schema: Path | None = None
    rules: tuple[Path, ...] | None = None
    schematron: Path = resources.SCHEMATRON
    phase: str = "#DEFAULT"
    second_opinion: bool = False

    @property
    def are_chosen(self) -> bool:
        """Whether the call says what to judge by, so that the interviews are not asked."""
        return self.schema is not None or self.rules is not None


class Judge:
    """Standards, compiled.

    Attributes:
        standards: What is judged by, nothing of it left open.
        schema: The RELAX NG schema.
        rules: The files that rules were read from.
        grammar: The schema, compiled.
        stylesheets: The files that compiled the rules, the entry first; none where there are no rules.
    """

    def __init__(self, standards: Standards, *, say: Callable[[str], None] = lambda _: None) -> None:
        """Compile; what the standards leave open is ours.

        Args:
            standards: What is to be judged by.
            say: Told of what will take long, before it begins.

        Raises:
            PreserveError: A schema or rules that cannot be used.
        """
        self.standards = standards
        self.schema = standards.schema or resources.SCHEMA
        self.rules = (resources.RULES,) if standards.rules is None else standards.rules
        self.grammar = Grammar(self.schema, second_opinion=standards.second_opinion, say=say)
        self._compiled = (*map(self._named_rules, self.rules), *self._embedded_rules())
        self.stylesheets = self._compiled[0].stylesheets if self._compiled else ()

    @property
    def rules_files(self) -> tuple[tuple[Path, ...], ...]:
        """The files of each of the rules, what they include behind their entry."""
        return tuple(rules.files for rules in self._compiled)

    def _named_rules(self, path: Path) -> Rules:
        """Return the rules of a file, compiled.

        Raises:
            PreserveError: INT-001 for a schema that embeds none, and whatever compiling them raises.
        """
        if path.suffix != _GRAMMAR_SUFFIX:
            return Rules(path, transpiler=self.standards.schematron, phase=self.standards.phase)
        rules = self._embedded_in(path)
        if rules is None:
            raise StylesheetError(
                "the rules cannot be used: this RELAX NG schema embeds none",
                code="INT-001",
                location=Location(file=str(path)),
                hint="A grammar is named with --schema; name a Schematron file with --rules.",
            )
        return rules

    def _embedded_rules(self) -> Iterator[Rules]:
        """Yield the rules that the schema embeds, unless they are named as well."""
        if self.schema not in self.rules and (rules := self._embedded_in(self.schema)):
            yield rules

    def _embedded_in(self, schema: Path) -> Rules | None:
        """Return the rules that a schema embeds, compiled, or None."""
        return Rules.embedded(schema, transpiler=self.standards.schematron, phase=self.standards.phase)

    def findings(self, document: Document) -> Iterator[Finding]:
        """Yield what the schema and the rules have against a document.

        Raises:
            StylesheetError: INT-001 where rules cannot be evaluated.
        """
        yield from self.grammar.findings(document)
        for rules in self._compiled:
            yield from (_told(document, failure) for failure in rules.failures(document))


def _told(document: Document, failure: Failure) -> Finding:
    """Make a finding of a failed assertion; an id that our table knows brings its source and hint."""
    element = document.find(failure.location_path)
    known = found.find_code(failure.code or "")
    return found.Finding(
        code=failure.code or "INT-000",
        severity=failure.severity,
        location=document.location(document.root if element is None else element),
        message=failure.message,
        hint=failure.hint or (known.hint if known else None),
        source=known.source if known else None,
    )
