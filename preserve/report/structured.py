"""Findings for programs: JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preserve.findings import Finding
    from preserve.report.judged import Judged


def as_json(judged: tuple[Judged, ...]) -> str:
    """Return the findings of some files for programs.

    The shape is ``{"files": [{"file", "valid", "findings": [{"code", "severity", "file", "line", "column", "path",
    "message", "hint", "source"}]}]}``; lines and columns count from 1 and are null where unknown.
    """
    files = [
        {"file": each.file, "valid": each.valid, "findings": [as_object(finding) for finding in each.shown]}
        for each in judged
    ]
    return dumped({"files": files})


def as_object(finding: Finding) -> dict[str, str | int | None]:
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


def dumped(value: object) -> str:
    """Return JSON that reads well and ends with a line feed."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
