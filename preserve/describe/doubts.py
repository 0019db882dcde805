"""What an archivist should know of the files and records of an interview: findings, and none of them an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preserve.describe.formats import MISMATCH
from preserve.findings import finding, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.describe.holdings import File, Holdings
    from preserve.errors import Location
    from preserve.findings import Finding


def doubts(held: Holdings, place: Location) -> tuple[Finding, ...]:
    """Return what is doubtful in what a bag holds.

    Args:
        held: What the bag holds.
        place: Of the interview, for what concerns all of it.
    """
    return in_order(_doubts(held, place))


def _doubts(held: Holdings, place: Location) -> Iterator[Finding]:
    """Yield what is doubtful: of formats, of what was received with the interview only, because the rest is ours."""
    if held.header.dated is None:
        yield finding("MET-033", "the header has no date, so the RO-Crate is written without one", place)
    if held.identified.reason:
        yield finding(
            "MET-030", f"the formats of files were not identified, because of {held.identified.reason}", place
        )
        return
    places = {file.place: file.location for file in held.interview.files if file.relative is not None}
    for file in held.companions:
        yield from _of_file(file, places[file.path])


def _of_file(file: File, place: Location) -> Iterator[Finding]:
    """Yield what is doubtful in the format of one file."""
    known = file.format
    if known.identifier is None:
        why = f": {known.warning}" if known.warning else ""
        yield finding("MET-031", f"the format of {file.inside} is {known.name} to PRONOM{why}", place)
    elif MISMATCH in known.warning:
        message = f"{file.inside} is {known.name} ({known.identifier}) by its content, and its name says otherwise"
        yield finding("MET-032", message, place)
