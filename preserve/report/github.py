"""Findings as workflow commands, which GitHub shows beside the lines of a change.

Source: GitHub Docs, Workflow commands for GitHub Actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.findings import Severity, has_error
from preserve.report.judged import left_out
from preserve.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Finding
    from preserve.report.judged import Judged

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_commands(judged: tuple[Judged, ...]) -> str:
    """Return a workflow command for each finding, one a line."""
    return "".join(f"{line}\n" for line in _lines(judged))


def _lines(judged: tuple[Judged, ...]) -> Iterator[str]:
    """Yield the commands."""
    for each in judged:
        yield from map(_command, each.shown)
        if hidden := left_out(each):
            name = "notice" if not has_error(each.left_out) else "error"
            yield f"::{name} file={_property(each.file)}::{_data(hidden)}"


def _command(finding: Finding) -> str:
    """Return the command for a finding."""
    place = finding.location
    properties = (
        ("file", place.file),
        ("line", place.line),
        ("col", place.column if place.line is not None else None),
        ("title", finding.code),
    )
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties if value is not None)
    message = "%0A".join(_data(part) for part in (finding.message, finding.hint) if part)
    return f"::{_COMMANDS[finding.severity]} {said}::{message}"


def _data(text: str) -> str:
    """Return text as the message of a command; line ends are written out before, so that none begins another."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    """Return text as a value before the message."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
