"""Points on the time line and lengths of time, as far as they must be compared.

Years and seconds have as many digits as one likes: all is counted in exact decimal numbers.

Source: XML Schema part 2, §3.2.6 to 3.2.14, appendix E.
"""

from __future__ import annotations

import decimal
import functools
import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Whatever is added, multiplied by a small number or divided into whole parts stays exact.
_EXACT: Final = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
_DAY: Final = 86_400
_FURTHEST: Final = 14 * 3600
_FEBRUARY: Final = 2
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE: Final = (0, *itertools.accumulate(_LENGTHS[:-1]))
# The months after which a length of time in months differs most in days from others (§3.2.6.2).
_REFERENCES: Final = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the time line.

    Attributes:
        seconds: Since the first day of the year 0, in universal time where it is zoned.
        zoned: Whether its time zone is known.
    """

    seconds: Decimal
    zoned: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time.

    Attributes:
        months: Years included.
        seconds: Days included.
    """

    months: Decimal
    seconds: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A date and time as it is written; what a type lacks has the value that the time line wants.

    Attributes:
        year: As XML Schema counts, which knows no year 0.
        month: From 1.
        day: From 1.
        hour: Up to 24.
        minute: Up to 59.
        second: Below 60.
        zone: Seconds east of Greenwich; None where it is not stated.
    """

    year: str = "1972"
    month: int = 12
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: str = "0"
    zone: int | None = None


def is_leap(year: Decimal | int) -> bool:
    """Tell whether a year has a 29 February; the year before the year 1 is 0."""
    return not year % 4 and (bool(year % 100) or not year % 400)


def days_of(year: int, month: int) -> int:
    """Return how many days a month has; the year is one that is_leap understands."""
    return _LENGTHS[month - 1] + (month == _FEBRUARY and is_leap(year))


def moment(fields: Fields) -> Moment:
    """Return the point on the time line."""
    with decimal.localcontext(_EXACT):
        days = _days(_astronomical(fields.year), fields.month) + fields.day - 1
        seconds = days * _DAY + fields.hour * 3600 + fields.minute * 60 + Decimal(fields.second)
        return Moment(seconds - (fields.zone or 0), fields.zone is not None)


def _astronomical(year: str) -> Decimal:
    """Return a year in the count that has a year 0."""
    number = Decimal(year)
    return number + 1 if number < 0 else number


def _days(year: Decimal, month: int) -> Decimal:
    """Return the days from the beginning of the year 0 to that of a month."""
    before = year - 1
    leaps = _floor(before, 4) - _floor(before, 100) + _floor(before, 400) + 1
    return year * 365 + leaps + _BEFORE[month - 1] + (month > _FEBRUARY and is_leap(year))


def _floor(number: Decimal, divisor: int) -> Decimal:
    """Return the quotient, rounded down, as Decimal's own operator does not."""
    quotient, rest = divmod(number, divisor)
    return quotient - 1 if rest < 0 else quotient


def order(first: Moment, second: Moment) -> int | None:
    """Compare two points: negative, zero or positive; None where the missing zone of one leaves it open.

    Source: XML Schema part 2, §3.2.7.4.
    """
    if first.zoned is second.zoned:
        return (first.seconds > second.seconds) - (first.seconds < second.seconds)
    with decimal.localcontext(_EXACT):
        distance = first.seconds - second.seconds
    if abs(distance) <= _FURTHEST:
        return None
    return 1 if distance > 0 else -1


_SPAN: Final = re.compile(
    r"(-?)P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?)?"
)


def span(text: str) -> Span:
    """Return the length of time that a duration writes."""
    found = _SPAN.fullmatch(text)
    sign, *parts = found.groups() if found else ("",)
    with decimal.localcontext(_EXACT):
        years, months, days, hours, minutes, seconds = (Decimal(part or 0) for part in parts)
        months += years * 12
        seconds += days * _DAY + hours * 3600 + minutes * 60
        return Span(-months, -seconds) if sign else Span(months, seconds)


def order_of_spans(first: Span, second: Span) -> int | None:
    """Compare two lengths: negative, zero or positive; None where it depends on the months that are meant.

    Source: XML Schema part 2, §3.2.6.2.
    """
    with decimal.localcontext(_EXACT):
        signs = {_sign(_end(first, *each) - _end(second, *each)) for each in _REFERENCES}
    return signs.pop() if len(signs) == 1 else None


def _end(length: Span, year: int, month: int) -> Decimal:
    """Return the seconds at which a length of time ends that begins with a month."""
    months = year * 12 + month - 1 + length.months
    years = _floor(months, 12)
    return _days(years, int(months - years * 12) + 1) * _DAY + length.seconds


def _sign(number: Decimal) -> int:
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)


@functools.cache
def zone(text: str) -> int:
    """Return the seconds east of Greenwich of Z, +hh:mm or -hh:mm."""
    if text == "Z":
        return 0
    seconds = int(text[1:3]) * 3600 + int(text[4:6]) * 60
    return -seconds if text[0] == "-" else seconds
