"""Findings for people: by file, each with its line of the source, and a summary at the end."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, TypeAlias

from preserve.findings import Severity
from preserve.report.excerpt import Source
from preserve.report.judged import Judged, Tally
from preserve.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.errors import Location
    from preserve.findings import Finding

WIDTH: Final = 100
_GUTTER: Final = 6


class Style(enum.Enum):
    """What a piece of a line is, for whoever paints it."""

    FILE = enum.auto()
    ERROR = enum.auto()
    WARNING = enum.auto()
    INFO = enum.auto()
    NOTE = enum.auto()
    CARET = enum.auto()


Paint: TypeAlias = "Callable[[Style, str], str]"

_SEVERITIES: Final = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.INFO}


def plain(_style: Style, text: str) -> str:
    """Paint nothing."""
    return text


def text(judged: tuple[Judged, ...]) -> str:
    """Return the findings of some files for people, grouped by file, with a summary at the end."""
    tally = Tally()
    written: list[str] = []
    for each in map(tally.add, judged):
        written.extend(block(each))
    return "".join(f"{line}\n" for line in (*written, *closing(tally)))


def closing(tally: Tally) -> Iterator[str]:
    """Yield what stands below all blocks: that something is not shown, and the summary."""
    if hidden := tally.hidden():
        yield hidden
    yield from tally.lines()


def block(judged: Judged, paint: Paint = plain, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines on one file: its name, what is shown of its findings, and an empty line; none for none.

    Args:
        judged: The file.
        paint: Given what a piece of a line is and its text, returns it as it is to be written.
        width: How many columns there are for lines of the source.
    """
    if not judged.shown:
        return
    yield paint(Style.FILE, visible(judged.file))
    sources = {name: Source(source) for name, source in judged.sources}
    before: Location | None = None
    for finding in judged.shown:
        yield _head(finding, judged.file, paint)
        # What is said of the very same place needs its line no second time.
        if not _same_place(before, finding.location):
            yield from _excerpt(finding.location, sources.get(finding.location.file), paint, width)
        yield from _notes(finding, paint)
        before = finding.location
    yield ""


def _head(finding: Finding, file: str, paint: Paint) -> str:
    """Return the line that says where and what."""
    place = finding.location
    where = ":".join(str(number) for number in (place.line, place.column) if number is not None)
    inside = "" if place.file == file else f"{visible(place.file)} "
    severity = paint(_SEVERITIES[finding.severity], finding.severity.value)
    return f"  {inside}{where or '-'}  {severity}  {visible(finding.code)}  {visible(finding.message)}"


def _same_place(one: Location | None, other: Location) -> bool:
    """Return whether two findings stand at one place."""
    return one is not None and (one.file, one.line, one.column) == (other.file, other.line, other.column)


def _excerpt(place: Location, source: Source | None, paint: Paint, width: int) -> Iterator[str]:
    """Yield the line of the source, and a caret under it."""
    if source is None or place.line is None:
        return
    number = f"{place.line:>{_GUTTER}}"
    excerpt = source.excerpt(place.line, place.column, max(20, width - len(number) - len(" | ")))
    if excerpt is None:
        return
    yield f"{paint(Style.NOTE, f'{number} |')} {excerpt.text}"
    if excerpt.caret is not None:
        gutter = paint(Style.NOTE, f"{' ' * len(number)} |")
        yield f"{gutter} {' ' * excerpt.caret}{paint(Style.CARET, '^')}"


def _notes(finding: Finding, paint: Paint) -> Iterator[str]:
    """Yield how to mend it, where that is written, and the path to it."""
    for label, said in (("hint", finding.hint), ("see", finding.source), ("at", finding.location.path)):
        if said:
            yield paint(Style.NOTE, f"      {label:<6}{visible(said)}")
