"""Findings as people and programs read them, and the record of a validation that travels in a bag.

    report.text(judged)        for people; `block` paints it, file by file
    report.as_json(judged)     for programs; `written` chooses among these by name
    report.as_junit(judged)    for what shows tests
    report.as_commands(judged) for GitHub
    report.as_svrl(judged)     for Schematron's own tools
    report.record(kept)        metadata/validation.json

Nothing that a stranger's file holds can steer a terminal or forge a line in any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.report.explained import explained, explained_as_json, listed
from preserve.report.github import as_commands
from preserve.report.judged import Judged, Tally, counted, summary
from preserve.report.junit import as_junit
from preserve.report.printed import WIDTH, Paint, Style, block, closing, plain, text
from preserve.report.structured import as_json
from preserve.report.svrl import as_svrl
from preserve.report.validation import RECORD_PLACE, Edition, Record, read_record, record
from preserve.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FORMATS",
    "RECORD_PLACE",
    "WIDTH",
    "Edition",
    "Judged",
    "Paint",
    "Record",
    "Style",
    "Tally",
    "as_commands",
    "as_json",
    "as_junit",
    "as_svrl",
    "block",
    "closing",
    "counted",
    "explained",
    "explained_as_json",
    "listed",
    "plain",
    "read_record",
    "record",
    "summary",
    "text",
    "visible",
    "written",
]

_WRITERS: Final[dict[str, Callable[[tuple[Judged, ...]], str]]] = {
    "text": text,
    "json": as_json,
    "junit": as_junit,
    "github": as_commands,
    "svrl": as_svrl,
}
FORMATS: Final = tuple(_WRITERS)


def written(judged: tuple[Judged, ...], form: str) -> str:
    """Return the findings of some files in one of `FORMATS`."""
    return _WRITERS[form](judged)
