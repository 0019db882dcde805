"""The record of a validation that travels in a bag, metadata/validation.json: written, and read as a stranger's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from preserve.errors import Location
from preserve.findings import Finding, Severity, has_error
from preserve.report.structured import as_object, dumped

RECORD_PLACE: Final = "metadata/validation.json"


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
        phase: Of the rules.
        schematron: The stylesheet that compiled the rules, or None where there were none.
        engines: Names and versions of what did it.
        grammar: The names of those that judged by the schema.
        editions: What was made.
        own_stylesheets: Those that are not of preserve but of the institution, each a path.
        findings: What was found.
    """

    source: str
    schema: str
    rules: tuple[str, ...]
    phase: str
    schematron: str | None
    engines: tuple[tuple[str, str], ...]
    grammar: tuple[str, ...]
    editions: tuple[Edition, ...]
    own_stylesheets: tuple[str, ...]
    findings: tuple[Finding, ...]


def record(kept: Record) -> bytes:
    """Return metadata/validation.json: the same bytes for the same validation, with no clock in them."""
    written = {
        "source": kept.source,
        "schema": kept.schema,
        "rules": list(kept.rules),
        "phase": kept.phase,
        "schematron": kept.schematron,
        "engines": dict(kept.engines),
        "grammar": list(kept.grammar),
        "editions": [
            {"path": each.path, "stylesheet": each.stylesheet, "parameters": dict(each.parameters)}
            for each in kept.editions
        ],
        "own_stylesheets": list(kept.own_stylesheets),
        "valid": not has_error(kept.findings),
        "findings": [as_object(finding) for finding in kept.findings],
    }
    return dumped(written).encode("utf-8")


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
            phase=_string(read["phase"]),
            schematron=_optional(read["schematron"]),
            engines=_pairs(read["engines"]),
            grammar=tuple(_string(each) for each in _list(read["grammar"])),
            editions=tuple(_read_edition(each) for each in _list(read["editions"])),
            own_stylesheets=tuple(_string(each) for each in _list(read.get("own_stylesheets", []))),
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
