"""Headers that lack what catalogues want.

Each builder is named after the code that it must give, as those of `tests.bad.surroundings` are.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from preserve.describe import BAGGED, Crosswalks
from tests.bad.surroundings import caught
from tests.making_headers import interview

if TYPE_CHECKING:
    from pathlib import Path

DOI: Final = '<idno type="DOI">10.5555/made</idno>'


@functools.cache
def crosswalks() -> Crosswalks:
    """Return the records that a bag holds, compiled."""
    return Crosswalks()


@functools.cache
def datacite() -> Crosswalks:
    """Return the record that demands most, compiled."""
    return Crosswalks(crosswalks=tuple(each for each in BAGGED if each.name == "datacite"))


def told(**header: str) -> tuple[str, ...]:
    """Return the codes that all records together give of a header, each once, in order."""
    parts: dict[str, Any] = {"publication": DOI, **header}
    records = crosswalks().records(interview(**parts))
    return tuple(sorted({finding.code for record in records for finding in record.findings}))


def met_001_no_title(_folder: Path) -> tuple[str, ...]:
    """There is a title, and nothing in it."""
    return told(title="<title/>")


def met_002_no_publisher(_folder: Path) -> tuple[str, ...]:
    """Where it was published is said, and not by whom."""
    return told(publisher="<pubPlace>Here</pubPlace>")


def met_003_no_year(_folder: Path) -> tuple[str, ...]:
    """A date of publication in words only."""
    return told(date="<date>last winter</date>")


def met_004_nobody_named(_folder: Path) -> tuple[str, ...]:
    """The only one who speaks is not named."""
    return told(people='<person xml:id="a" role="interviewee"><persName>not named</persName></person>')


def met_005_no_doi(_folder: Path) -> tuple[str, ...]:
    """There is an identifier of another kind."""
    return told(publication='<idno type="local">made</idno>')


def met_006_topics_of_the_restricted(_folder: Path) -> tuple[str, ...]:
    """Keywords of an interview that is not for everybody."""
    return told(
        availability='<availability status="restricted"><p/></availability>',
        profile="<textClass><keywords><term>strikes</term></keywords></textClass>",
    )


def met_010_mandatory_and_missing(_folder: Path) -> tuple[str, ...]:
    """DataCite without a year."""
    return caught(lambda: datacite().only(interview(date="", publication=DOI)))


BUILDERS: Final = (
    met_001_no_title,
    met_002_no_publisher,
    met_003_no_year,
    met_004_nobody_named,
    met_005_no_doi,
    met_006_topics_of_the_restricted,
    met_010_mandatory_and_missing,
)
