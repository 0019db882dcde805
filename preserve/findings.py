"""Findings: what is to be said of some material, as data.

The table of all codes is schemas/codes.toml. A finding made with `finding` takes its severity, its source and, where
none is given, its hint from there; rules that a user brings make findings of their own codes.
"""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from preserve import resources
from preserve.errors import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preserve.errors import MaterialError, SurroundingsError


class Severity(enum.StrEnum):
    """How grave a finding is; the first stops the work."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to be said of some material.

    Attributes:
        code: An entry of codes.toml, or the id of an assertion of a user's own rules.
        severity: An error stops the work.
        location: Where it is.
        message: What is the matter, in one sentence of at most 240 characters.
        hint: How to mend it.
        source: Where it is written that it should be otherwise, such as ``TEI P5 8.3.1``.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str | None = None
    source: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether the finding stops the work."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An entry of codes.toml.

    Attributes:
        code: A prefix and a number, such as ``INT-004``.
        severity: Of every finding with this code.
        title: What the code stands for, in a few words.
        explanation: Why it matters, for an archivist who is no XML expert.
        hint: How to mend it, where that is always the same.
        source: Where it is written.
        wrong: A small example of it.
        right: The same example, mended.
    """

    code: str
    severity: Severity
    title: str
    explanation: str
    hint: str | None = None
    source: str | None = None
    wrong: str = ""
    right: str = ""


@functools.cache
def codes() -> tuple[Code, ...]:
    """Return the table of codes, in its own order."""
    import tomllib

    with resources.CODES.open("rb") as stream:
        table = tomllib.load(stream)
    return tuple(Code(code=code, severity=Severity(entry.pop("severity")), **entry) for code, entry in table.items())


@functools.cache
def _by_code() -> dict[str, Code]:
    """Return the table of codes by code."""
    return {code.code: code for code in codes()}


def find_code(code: str) -> Code | None:
    """Return the entry of a code, or None where the table has none."""
    return _by_code().get(code)


def finding(code: str, message: str, location: Location, *, hint: str | None = None) -> Finding:
    """Make a finding of one of our own codes.

    Args:
        code: An entry of codes.toml.
        message: What is the matter, in one sentence.
        location: Where it is.
        hint: How to mend it; by default what the table says.

    Raises:
        KeyError: For a code that the table does not have, which is a fault of the program.
    """
    entry = _by_code()[code]
    return Finding(
        code=code,
        severity=entry.severity,
        location=location,
        message=message,
        hint=hint or entry.hint,
        source=entry.source,
    )


def from_error(error: MaterialError | SurroundingsError, file: str) -> Finding:
    """Make a finding of an exception, so that one bad file of many is told like any other fault.

    Args:
        error: What happened.
        file: The file that was at work, where the error names no place.
    """
    return finding(error.code, error.message, error.location or Location(file=file), hint=error.hint)


def has_error(findings: Iterable[Finding]) -> bool:
    """Return whether one of the findings stops the work."""
    return any(finding.is_error for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by place, then by code, so that the same input gives the same order."""
    return tuple(
        sorted(
            findings,
            key=lambda found: (
                found.location.file,
                found.location.line or 0,
                found.location.column or 0,
                found.code,
                found.message,
                found.location.path or "",
            ),
        )
    )


def relocated(found: Finding, file: str) -> Finding:
    """Return the finding as told of another name of its file."""
    return replace(found, location=replace(found.location, file=file))
