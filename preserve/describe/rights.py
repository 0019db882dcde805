"""Whose an interview is and who may use it, as the header's availability says.

A date of review is no end of a restriction: what is to be decided then is not known now.

Source: TEI P5, availability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.describe import dates
from preserve.interview import TEI

if TYPE_CHECKING:
    from preserve.interview import Withholding
    from preserve.xmlio import Element

_STATUS: Final = {
    "free": "The interview may be used freely.",
    "restricted": "The interview may not be used freely.",
    "unknown": "Whether the interview may be used is not known.",
}
_RESTRICTIONS: Final = {"free": "Allow", "restricted": "Disallow"}
_EMBARGO: Final = "embargo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What is said of the use of an interview.

    Attributes:
        status: ``free``, ``restricted`` or ``unknown``.
        statement: In the words of the header; empty where it says nothing.
        licence: The address of the licence, or None.
        licence_terms: What the header says of that licence.
        review: The day by which this is to be looked at again, or None.
        embargo: The day on which the restriction ends, or None.
    """

    status: str
    statement: str
    licence: str | None
    licence_terms: str
    review: str | None
    embargo: str | None

    @property
    def restriction(self) -> str:
        """Whether the interview may be given to others: ``Allow``, ``Disallow`` or ``Conditional``."""
        return _RESTRICTIONS.get(self.status, "Conditional")

    @property
    def conditions(self) -> str:
        """What somebody must know who wants to use it, in two or three sentences."""
        embargo = f" Until {self.embargo}." if self.embargo else ""
        review = f" To be reviewed by {self.review}." if self.review else ""
        return f"{_STATUS.get(self.status, _STATUS['unknown'])}{embargo}{review}"


def rights_of(availability: Element | None, withholding: Withholding) -> Rights:
    """Read what is said of the use of an interview.

    Args:
        availability: Of its publication; None where nothing is said.
        withholding: Knows the third parties.
    """
    licence = None if availability is None else availability.find(f"{TEI}licence")
    address = "" if licence is None else licence.get("target", "").strip()
    found = () if availability is None else tuple(availability.iter(f"{TEI}date"))
    status = "unknown" if availability is None else availability.get("status", "unknown")
    return Rights(
        status=status,
        statement=_statement(availability, withholding),
        licence=address.split()[0] if address else None,
        licence_terms=withholding.words(licence),
        review=None if status == "free" else _date(found, is_embargo=False),
        embargo=_date(found, is_embargo=True),
    )


def _statement(availability: Element | None, withholding: Withholding) -> str:
    """Return what the header says in words, a blank between paragraphs."""
    children = () if availability is None else tuple(availability.iterchildren(f"{TEI}p", f"{TEI}licence", f"{TEI}ab"))
    return " ".join(filter(None, map(withholding.words, children)))


def _date(found: tuple[Element, ...], *, is_embargo: bool) -> str | None:
    """Return the first usable date that ends an embargo, or the first other one."""
    fitting = (each for each in found if (each.get("type") == _EMBARGO) is is_embargo)
    return next(filter(None, map(_end, fitting)), None)


def _end(date: Element) -> str | None:
    """Return the day, month or year of a date, or the last one of an interval."""
    found = dates.iso(date)
    return found.rpartition("/")[2] if found else None
