"""Schematron rules, transpiled to XSLT and run on documents.

The rules are read as XML, with what they include in its place. xslt/schematron.xsl turns them into a stylesheet, which
is compiled after the lock of `preserve.saxon`: whatever rules hold, neither compiling nor running them reads or calls
anything. Rules that try are refused (INT-045). An assertion that cannot be evaluated on some node is told at that node
(INT-046), and the others are tested all the same. Rules that are not ours run in a process of their own; where they
take too much time or memory, that is told of the document as a whole.

Source: ISO/IEC 19757-3:2020.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from preserve import resources, xmlio
from preserve.errors import Location, StylesheetError
from preserve.findings import Severity
from preserve.saxon import Engine, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preserve.saxon import Message, Stylesheet, Transformation

_CODE: Final = "INT-001"
_LIMITS: Final = Limits()
_REACHING: Final = "INT-045"
_LOCKED: Final = frozenset({_REACHING, "XSL-003"})
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_ORIGIN: Final = "{urn:x-preserve:origin}path"
_FURTHER: Final = re.compile(r" Error (?:in|near) \{| Error at (?:char|xsl:)")
_ELSEWHERE: Final = re.compile(r" (?:\(see line|- see|at line) .*")
_ADDRESS: Final = re.compile(r"(?:[\w.]+; )?systemId: [^;]*; |\bfile:\S*")
_UNUSABLE: Final = "the rules cannot be used: "
_LAST_COLUMN: Final = 1_000_000
_LONGEST: Final = 240
_LONGEST_HINT: Final = 1000
_LONGEST_REASON: Final = 4000
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
        code: The id of the assertion, or None where it has none; INT-045 or INT-046 where it could not be evaluated.
        role: Its role, or that of its rule or pattern; None where none of them has one.
        location_path: Where, as XPath's ``fn:path`` writes it; see `preserve.xmlio.Document.find`.
        message: What the rules say, on one line of at most 240 characters.
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
        files: All files that rules came from, its own first.
        stylesheets: The files that compiled it, the entry first.
    """

    def __init__(  # noqa: PLR0913 (what is compiled, by what, and how)
        self,
        path: Path,
        *,
        transpiler: Path = resources.SCHEMATRON,
        phase: str = "#DEFAULT",
        name: str | None = None,
        schema: xmlio.Document | None = None,
        limits: Limits = _LIMITS,
    ) -> None:
        """Read and compile a schema.

        Args:
            path: The schema; what it includes lies in or below its folder.
            transpiler: The stylesheet that turns it into XSLT; in a stranger's bag it is the stranger's own.
            phase: The id of a phase, ``#ALL``, or ``#DEFAULT`` for what the schema names as its default.
            name: What findings call the schema; by default the path as given.
            schema: Where it was read already.
            limits: What Saxon is given for rules, and for a transpiler, that are not ours.

        Raises:
            SurroundingsError: The schema or the transpiler cannot be read.
            DocumentError: A file is not well-formed, or INT-001 where something cannot be included.
            StylesheetError: INT-001 where the schema is at fault, INT-045 where it reaches beyond the document that is
                judged, XSL-… where the transpiler is at fault.
        """
        self.path = path
        self.name = name or str(path)
        self._schema = schema or xmlio.read_rules(path, self.name)
        self.files = (path, *(path.parent / part.path for part in self._schema.parts))
        self.stylesheets = xmlio.stylesheet_files(transpiler)
        engine = Engine(None if resources.are_our_stylesheets(self.stylesheets) else limits)
        sheet = engine.compile(transpiler)
        engine.lock()
        transpiled = sheet.transform(self._schema.text, parameters=(("phase", phase),))
        self._refuse(transpiled.messages)
        self._generated = transpiled.text
        if not (engine.limits or self._are_ours):
            engine = Engine(limits)
            engine.lock()
        self._sheet = self._compile(engine)

    @property
    def _are_ours(self) -> bool:
        """Whether the rules are those that we ship, by themselves or in our schema; neither includes anything."""
        return any(resources.is_copy(self.path, each) for each in (resources.RULES, resources.SCHEMA))

    @classmethod
    def embedded(
        cls,
        path: Path,
        *,
        transpiler: Path = resources.SCHEMATRON,
        phase: str = "#DEFAULT",
        name: str | None = None,
    ) -> Rules | None:
        """Return the rules that a RELAX NG schema embeds, or None where it embeds none.

        Args:
            path: The RELAX NG schema; what it includes is searched too.
            transpiler: See `Rules`.
            phase: See `Rules`.
            name: See `Rules`.

        Raises:
            PreserveError: See `Rules`; TEI-003 where an include of the RELAX NG schema reaches out.
        """
        schema = xmlio.embedded_rules(path, name)
        return None if schema is None else cls(path, transpiler=transpiler, phase=phase, name=name, schema=schema)

    def _compile(self, engine: Engine) -> Stylesheet:
        """Compile the stylesheet that was generated, unless it would reach out."""
        try:
            xmlio.check_rules(self._generated, self.name)
            return engine.compile_text(self._generated, self.name)
        except StylesheetError as error:
            place = error.location or Location(file=self.name)
            code = _REACHING if error.code in _LOCKED else _CODE
            raise self._fault(error.message, self._origin(place.line, place.column), code) from None

    def failures(self, document: xmlio.Document) -> tuple[Failure, ...]:
        """Return what the rules have against a document, pattern by pattern in document order.

        Where the rules as a whole cannot be evaluated on it, that is the only failure, at the document.
        """
        try:
            text = self._report(document, fired_rules=False)
        except StylesheetError as error:
            return (self._untested(error),)
        report = xmlio.parse(text.encode(), f"the report of {self.name}")
        found = report.root.iter(_SVRL + "failed-assert", _SVRL + "successful-report")
        return tuple(self._unknown(each) if each.get(_ORIGIN) else _failure(each) for each in found)

    def _unknown(self, element: xmlio.Element) -> Failure:
        """Make the failure for an assertion that could not be evaluated; it is as grave as what it would have said."""
        origin = self._schema.find(element.get(_ORIGIN, ""))
        here = self._schema.root if origin is None else origin
        told = _told(self._schema.location(here))
        reaches = element.get("id") == _REACHING
        reason = "it reaches beyond this document" if reaches else _first(_words(element.find(f"{_SVRL}text")))
        return Failure(
            code=element.get("id"),
            role=next(filter(None, (each.get("role") for each in (here, *here.iterancestors()))), None),
            location_path=element.get("location", "/"),
            message=_cut(f"the rule at {told} cannot be applied here: {reason}", _LONGEST),
            hint=None,
        )

    def _untested(self, error: StylesheetError) -> Failure:
        """Make the failure for a document on which none of the rules could be tested."""
        told = _told(error.location or Location(file=self.name))
        reason = error.message.removeprefix(_UNUSABLE)
        return Failure(
            code="INT-046",
            role=None,
            location_path="/",
            message=_cut(f"none of the rules could be applied to this document, because of {told}: {reason}", _LONGEST),
            hint=None,
        )

    def svrl(self, document: xmlio.Document) -> str:
        """Return the full report, an XML document in the Schematron Validation Report Language.

        It also tells of every rule that looked at something. An assertion that could not be evaluated is in it as one
        that failed, with the id INT-045 or INT-046.

        Raises:
            StylesheetError: INT-001 where the rules as a whole cannot be evaluated.
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
        faults = [message for message in messages if message.code in {_CODE, _REACHING}]
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise self._fault(faults[0].text + more, faults[0].path, faults[0].code)

    def _fault(self, reason: str, path: str | None, code: str | None = _CODE) -> StylesheetError:
        """Make the error for a fault of the schema.

        Args:
            reason: What is the matter.
            path: Where in the schema, as ``fn:path`` writes it.
            code: INT-001, or INT-045 where the rules reach out.
        """
        element = self._schema.find(path) if path else None
        location = Location(file=self.name) if element is None else self._schema.location(element)
        message = _cut(_UNUSABLE + _first(reason), _LONGEST)
        return StylesheetError(message, code=code, location=location)

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
    """Return the first of the errors that Saxon lists, without its words on places that are not the reader's."""
    first = _ELSEWHERE.sub("", _FURTHER.split(reason[:_LONGEST_REASON], maxsplit=1)[0])
    return " ".join(_ADDRESS.sub("", first).split())


def _told(place: Location) -> Location:
    """Return a place with its file alone, without a folder: a message is the same wherever the rules lie."""
    return Location(file=PurePath(place.file).name, line=place.line, column=place.column)


def _cut(text: str, length: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _failure(element: xmlio.Element) -> Failure:
    """Read an entry of a report."""
    hints = [_words(each) for each in element.iterfind(f"{_SVRL}diagnostic-reference")]
    return Failure(
        code=element.get("id"),
        role=element.get("role"),
        location_path=element.get("location", "/"),
        message=_cut(_words(element.find(f"{_SVRL}text")), _LONGEST),
        hint=_cut(" ".join(filter(None, hints)), _LONGEST_HINT) or None,
    )


def _words(element: xmlio.Element | None) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
