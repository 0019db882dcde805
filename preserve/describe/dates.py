"""Dates of the header, as far as the calendar has them: a day, month or year, or two of them with a slash between.

Source: ISO 8601; TEI P5, att.datable.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from preserve.xmlio import Element

_DAY: Final = re.compile(r"([0-9]{4}(-[0-9]{2}){0,2})([TZ+].*|-[0-9]{2}:[0-9]{2})?")
_COMPLETE: Final = len("2023-03-19")
_STARTS: Final = ("from", "from-iso", "notBefore", "notBefore-iso")
_ENDS: Final = ("to", "to-iso", "notAfter", "notAfter-iso")


def iso(date: Element | None) -> str | None:
    """Return what an element is dated by, such as ``2023-03`` or ``2023-03-19/2023-04-22``; None for nothing usable."""
    if date is None:
        return None
    if point := _attribute(date, ("when", "when-iso")):
        return _true(point)
    ends = tuple(_true(value) for value in (_attribute(date, _STARTS), _attribute(date, _ENDS)) if value)
    return "/".join(filter(None, ends)) if all(ends) and len(ends) == len(("start", "end")) else None


def is_day(date: str | None) -> bool:
    """Return whether a date is one day."""
    return date is not None and len(date) == _COMPLETE


def _attribute(date: Element, names: tuple[str, ...]) -> str | None:
    """Return the first of some attributes that has a value."""
    return next((value.strip() for name in names if (value := date.get(name))), None)


def _true(value: str) -> str | None:
    """Return the day, month or year of a moment, where the calendar has it."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    try:
        dt.date.fromisoformat(match[1] + "-01" * ((_COMPLETE - len(match[1])) // len("-01")))
    except ValueError:
        return None
    return match[1]
