"""Findings as people and programs read them: text and JSON, and the record of a validation that travels in a bag."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from preserve.errors import Location
from preserve.findings import Finding, Severity, has_error

if TYPE_CHECKING:
    from collections.abc import Iterator

# C0, C1, and what turns the direction of writing round for all that follows.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RECORD_PLACE: Final = "metadata/validation.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A file, or a bag, and what is to be said of it.

    Attributes:
        file: As its user named it.
        findings: In order.
    """

    file: str
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing of it is an error."""
        return not has_error(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How an edition in a bag was made.

    Attributes:
        path: Where it lies in the bag.
        stylesheet: What made it, in the bag.
        parameters: Names and values.
    """

    path: str
    stylesheet: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What metadata/validation.json says: enough to do it all again. All paths are relative to the bag.

    Attributes:
        source: The interview.
        schema: The RELAX NG schema.
        rules: The Schematron rules, each a path.
        schematron: The stylesheet that compiled the rules, or None where there were none.
        engines: Names and versions of what did it.
        editions: What was made.
        findings: What was found.
    """

    source: str
    schema: str
    rules: tuple[str, ...]
    schematron: str | None
    engines: tuple[tuple[str, str], ...]
    editions: tuple[Edition, ...]
    findings: tuple[Finding, ...]


def text(judged: tuple[Judged, ...]) -> str:
    """Return the findings of some files for people, grouped by file, with a summary at the end."""
    blocks = [block(each) for each in judged if each.findings]
    return "\n".join([*blocks, summary(judged)]) + "\n"


def block(judged: Judged) -> str:
    """Return the findings of one file for people."""
    lines = [line for finding in judged.findings for line in _lines(finding, judged.file)]
    return "".join(f"{visible(line)}\n" for line in (judged.file, *lines))


def visible(line: str) -> str:
    """Return a line with its control characters written out, so that nothing in it steers a terminal."""
    return _CONTROL.sub(lambda match: match.group().encode("unicode-escape").decode("ascii"), line)


def _lines(finding: Finding, file: str) -> Iterator[str]:
    """Yield the lines of one finding."""
    place = finding.location
    where = ":".join(str(number) for number in (place.line, place.column) if number is not None)
    inside = "" if place.file == file else f"{place.file} "
    yield f"  {inside}{where or '-'}  {finding.severity}  {finding.code}  {finding.message}"
    if place.path:
        yield f"      at    {place.path}"
    if finding.hint:
        yield f"      hint  {finding.hint}"
    if finding.source:
        yield f"      see   {finding.source}"


def summary(judged: tuple[Judged, ...]) -> str:
    """Return one line that counts files and findings."""
    counts = Counter(finding.severity for each in judged for finding in each.findings)
    found = ", ".join(_counted(counts[severity], severity.value) for severity in Severity if counts[severity])
    valid = sum(each.valid for each in judged)
    return f"{_counted(len(judged), 'file')}, {valid} valid: {found or 'nothing found'}"


def _counted(number: int, name: str) -> str:
    """Return a number and a noun."""
    return f"{number} {name}" if number == 1 or name == "info" else f"{number} {name}s"


def as_json(judged: tuple[Judged, ...]) -> str:
    """Return the findings of some files for programs.

    The shape is ``{"files": [{"file", "valid", "findings": [{"code", "severity", "file", "line", "column", "path",
    "message", "hint", "source"}]}]}``; lines and columns count from 1 and are null where unknown.
    """
    files = [
        {"file": each.file, "valid": each.valid, "findings": [_finding(finding) for finding in each.findings]}
        for each in judged
    ]
    return _dumped({"files": files})


def _finding(finding: Finding) -> dict[str, str | int | None]:
    """Return a finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "path": finding.location.path,
        "message": finding.message,
        "hint": finding.hint,
        "source": finding.source,
    }


def record(kept: Record) -> bytes:
    """Return metadata/validation.json: the same bytes for the same validation, with no clock in them."""
    written = {
        "source": kept.source,
        "schema": kept.schema,
        "rules": list(kept.rules),
        "schematron": kept.schematron,
        "engines": dict(kept.engines),
        "editions": [
            {"path": each.path, "stylesheet": each.stylesheet, "parameters": dict(each.parameters)}
            for each in kept.editions
        ],
        "valid": not has_error(kept.findings),
        "findings": [_finding(finding) for finding in kept.findings],
    }
    return _dumped(written).encode("utf-8")


def read_record(data: bytes) -> Record:
    """Read metadata/validation.json.

    Raises:
        ValueError: It is not what `record` writes.
    """
    try:
        read = json.loads(data)
        return Record(
            source=_string(read["source"]),
            schema=_string(read["schema"]),
            rules=tuple(_string(each) for each in _list(read["rules"])),
            schematron=_optional(read["schematron"]),
            engines=_pairs(read["engines"]),
            editions=tuple(_read_edition(each) for each in _list(read["editions"])),
            findings=tuple(_read_finding(each) for each in _list(read["findings"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _read_edition(read: Any) -> Edition:  # noqa: ANN401 (what a stranger's JSON holds)
    """Return an edition of a record."""
    return Edition(
        path=_string(read["path"]), stylesheet=_string(read["stylesheet"]), parameters=_pairs(read["parameters"])
    )


def _read_finding(read: Any) -> Finding:  # noqa: ANN401 (what a stranger's JSON holds)
    """Return a finding of a record."""
    return Finding(
        code=_string(read["code"]),
        severity=Severity(read["severity"]),
        location=Location(
            file=_string(read["file"]),
            line=_number(read["line"]),
            column=_number(read["column"]),
            path=_optional(read["path"]),
        ),
        message=_string(read["message"]),
        hint=_optional(read["hint"]),
        source=_optional(read["source"]),
    )


def _string(value: object) -> str:
    """Return a value that must be a string."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _optional(value: object) -> str | None:
    """Return a value that must be a string or null."""
    return None if value is None else _string(value)


def _number(value: object) -> int | None:
    """Return a value that must be a whole number or null."""
    if value is None or type(value) is int:
        return value
    raise TypeError(f"{value!r} is not a number")


def _list(value: object) -> list[Any]:
    """Return a value that must be a list."""
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _pairs(read: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 (what a stranger's JSON holds)
    """Return the pairs of a JSON object whose values are strings."""
    return tuple((name, _string(value)) for name, value in read.items())


def _dumped(value: object) -> str:
    """Return JSON that reads well and ends with a line feed."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
