"""What the codes mean: one of them at length, with a wrong and a right example, or all of them in a table."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from preserve.findings import Severity
from preserve.report.printed import WIDTH, Paint, Style, plain
from preserve.report.structured import dumped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.findings import Code

_SEVERITIES: Final = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.INFO}
_GROUPS: Final = {
    "XML": "the file as XML",
    "TEI": "the grammar of TEI",
    "INT": "the rules of interviews",
    "REF": "pointers, ids and files",
    "COL": "the collation with the transcript",
    "XSL": "stylesheets",
    "BAG": "bags",
    "MET": "metadata records",
    "DEP": "deposits",
    "ENV": "the surroundings",
}


def explained(code: Code, paint: Paint = plain) -> Iterator[str]:
    """Yield the lines that explain a code.

    Args:
        code: An entry of the table.
        paint: See `preserve.report.block`.
    """
    severity = paint(_SEVERITIES[code.severity], code.severity.value)
    yield f"{paint(Style.FILE, code.code)}  {severity}  {code.title}"
    yield ""
    yield from textwrap.wrap(code.explanation, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    for label, said in (("hint", code.hint), ("see", code.source)):
        yield from _note(label, said, paint)
    for label, example in (("wrong", code.wrong), ("right", code.right)):
        yield f"  {label}"
        yield from textwrap.indent(example.strip("\n"), "    ").splitlines()


def _note(label: str, said: str | None, paint: Paint) -> Iterator[str]:
    """Yield the lines of a note, where there is one, and an empty line."""
    for line in textwrap.wrap(said or "", WIDTH, initial_indent=f"  {label:<6}", subsequent_indent=" " * 8):
        yield paint(Style.NOTE, line)
    if said:
        yield ""


def listed(codes: Iterable[Code], paint: Paint = plain) -> Iterator[str]:
    """Yield a table of codes by group, one a line."""
    # The table is in the order in which it grew.
    for number, (prefix, group) in enumerate(groupby(sorted(codes, key=lambda code: _rank(code.code)), _prefix)):
        if number:
            yield ""
        yield paint(Style.FILE, f"{prefix}- {_GROUPS.get(prefix, '')}".rstrip())
        for code in group:
            padding = " " * (len("warning") - len(code.severity.value))
            yield f"  {code.code}  {paint(_SEVERITIES[code.severity], code.severity.value)}{padding}  {code.title}"


def _prefix(code: Code) -> str:
    """Return what a code begins with."""
    return code.code.partition("-")[0]


def _rank(code: str) -> tuple[int, str]:
    """Return by what codes are sorted: groups as they are named above, numbers within them."""
    prefix = code.partition("-")[0]
    return (list(_GROUPS).index(prefix) if prefix in _GROUPS else len(_GROUPS), code)


def explained_as_json(codes: Iterable[Code]) -> str:
    """Return codes for programs: ``{"codes": [{"code", "severity", "title", "explanation", …}]}``."""
    return dumped({"codes": [asdict(code) for code in codes]})
