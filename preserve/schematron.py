"""Schematron rules, transpiled to XSLT and run on documents.

The rules are read as XML, turned into a stylesheet by xslt/schematron.xsl, and that stylesheet is compiled after the
lock of `preserve.saxon`: whatever a user's rules hold, neither compiling nor running them can read or call anything.

Source: ISO/IEC 19757-3:2020.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve import resources, xmlio
from preserve.errors import Location, StylesheetError
from preserve.findings import Severity
from preserve.saxon import Engine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preserve.saxon import Message, Transformation

_CODE: Final = "INT-001"
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_ORIGIN: Final = "{urn:x-preserve:origin}path"
_FURTHER: Final = re.compile(r" Error (?:in|near) \{| Error at (?:char|xsl:)")
_ELSEWHERE: Final = re.compile(r" (?:\(see line|- see|at line) .*")
_LAST_COLUMN: Final = 1_000_000
_SEVERITIES: Final = {
    "warn": Severity.WARNING,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "informational": Severity.INFO,
    "hint": Severity.INFO,
    "nonfatal": Severity.WARNING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An assertion that failed, or a report that was successful.

    Attributes:
        code: The id of the assertion, or None where it has none.
        role: Its role, or that of its rule or pattern; None where none of them has one.
        location_path: Where, as XPath's ``fn:path`` writes it; see `preserve.xmlio.Document.find`.
        message: What the rules say, on one line.
        hint: What their diagnostics say, or None.
    """

    code: str | None
    role: str | None
    location_path: str
    message: str
    hint: str | None

    @property
    def severity(self) -> Severity:
        """What the role means, as rules in the field use it; anything unknown is an error."""
        return _SEVERITIES.get((self.role or "").strip().lower(), Severity.ERROR)


class Rules:
    """A Schematron schema that is ready to run.

    Attributes:
        path: Its file.
        name: What findings call it.
        stylesheets: The files that compiled it, the entry first.
    """

    def __init__(
        self,
        path: Path,
        *,
        transpiler: Path = resources.SCHEMATRON,
        phase: str = "#DEFAULT",
        name: str | None = None,
    ) -> None:
        """Read and compile a schema.

        Args:
            path: The schema, a single file.
            transpiler: The stylesheet that turns it into XSLT; in a stranger's bag it is the stranger's own.
            phase: The id of a phase, ``#ALL``, or ``#DEFAULT`` for what the schema names as its default.
            name: What findings call the schema; by default the path as given.

        Raises:
            SurroundingsError: The schema or the transpiler cannot be read.
            DocumentError: The schema is not well-formed.
            StylesheetError: INT-001 where the schema is at fault, XSL-… where the transpiler is.
        """
        self.path = path
        self.name = name or str(path)
        self._schema = xmlio.read(path, self.name)
        self.stylesheets = xmlio.stylesheet_files(transpiler)
        engine = Engine()
        sheet = engine.compile(transpiler)
        engine.lock()
        transpiled = sheet.transform(self._schema.text, parameters=(("phase", phase),))
        self._refuse(transpiled.messages)
        self._generated = transpiled.text
        try:
            xmlio.check_stylesheet(xmlio.parse(self._generated.encode(), self.name))
            self._sheet = engine.compile_text(self._generated, self.name)
        except StylesheetError as error:
            place = error.location or Location(file=self.name)
            raise self._fault(error.message, self._origin(place.line, place.column)) from None

    def failures(self, document: xmlio.Document) -> tuple[Failure, ...]:
        """Return what the rules have against a document, pattern by pattern in document order.

        Raises:
            StylesheetError: INT-001 where an expression of the rules cannot be evaluated.
        """
        report = xmlio.parse(self._report(document, fired_rules=False).encode(), f"the report of {self.name}")
        found = report.root.iter(_SVRL + "failed-assert", _SVRL + "successful-report")
        return tuple(_failure(element) for element in found)

    def svrl(self, document: xmlio.Document) -> str:
        """Return the full report, an XML document in the Schematron Validation Report Language.

        Raises:
            StylesheetError: See `failures`.
        """
        return self._report(document, fired_rules=True)

    def _report(self, document: xmlio.Document, *, fired_rules: bool) -> str:
        """Run the rules.

        Args:
            document: What they are applied to.
            fired_rules: Whether the report also tells of each rule that looked at something; long documents have many.
        """
        parameters = (("schematron.fired-rules", str(fired_rules).lower()),)
        try:
            result: Transformation = self._sheet.transform(document.text, parameters=parameters)
        except StylesheetError as error:
            raise self._fault(error.message, None) from None
        faults = [message for message in result.messages if message.code == _CODE]
        if faults:
            raise self._fault(faults[0].text, self._origin(_line(faults[0])))
        return result.text

    def _refuse(self, messages: Iterable[Message]) -> None:
        """Raise for the first fault that the transpiler has found."""
        faults = [message for message in messages if message.code == _CODE]
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise self._fault(faults[0].text + more, faults[0].path)

    def _fault(self, reason: str, path: str | None) -> StylesheetError:
        """Make the error for a fault of the schema.

        Args:
            reason: What is the matter.
            path: Where in the schema, as ``fn:path`` writes it.
        """
        element = self._schema.find(path) if path else None
        location = Location(file=self.name) if element is None else self._schema.location(element)
        return StylesheetError(f"the rules cannot be used: {_first(reason)}", code=_CODE, location=location)

    def _origin(self, line: int | None, column: int | None = None) -> str | None:
        """Return the path in the schema that a place in the generated stylesheet was made from, as far as known."""
        generated = xmlio.parse(self._generated.encode(), self.name)
        places = ((generated.location(element), element.get(_ORIGIN)) for element in generated.root.iter("{*}*"))
        until = (line or 0, column or _LAST_COLUMN)
        before = [path for here, path in places if path and (here.line or 0, here.column or 0) <= until]
        return before[-1] if before else None


def _line(message: Message) -> int | None:
    """Return the line of the generated stylesheet that a message names in place of a path."""
    return int(message.path) if message.path and message.path.isdigit() else None


def _first(reason: str) -> str:
    """Return the first of the errors that Saxon lists, without its words on places in the generated stylesheet."""
    return _ELSEWHERE.sub("", _FURTHER.split(reason, maxsplit=1)[0])


def _failure(element: xmlio.Element) -> Failure:
    """Read an entry of a report."""
    hints = [_words(each) for each in element.iterfind(f"{_SVRL}diagnostic-reference")]
    return Failure(
        code=element.get("id"),
        role=element.get("role"),
        location_path=element.get("location", "/"),
        message=_words(element.find(f"{_SVRL}text")),
        hint=" ".join(filter(None, hints)) or None,
    )


def _words(element: xmlio.Element | None) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
