"""Dates, times and durations of XML Schema, true to the calendar.

There is no year 0000 (XML Schema 1.0; libxml2 and jing agree). Years before Christ are counted in two ways, with a year
0 (ISO 8601, and TEI with it) and without; a 29 February is taken where either has one.

Source: XML Schema part 2, §3.2.6 to 3.2.14, appendix D.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from preserve.relaxng.datatypes import guesses, moments
from preserve.relaxng.datatypes.base import BOUNDS, PATTERN, Space
from preserve.relaxng.datatypes.moments import Fields, Moment, Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_YEAR: Final = r"(?P<year>-?(?!0000)(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME: Final = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_ZONED: Final = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_ZONE: Final = _ZONED + "?"

FORMS: Final = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONED}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
}
_SECONDS: Final = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)S"
_DATE_PART: Final = r"(?:[0-9]+Y)?(?:[0-9]+M)?"
_TIME_PART: Final = rf"(?:T(?=[0-9.])(?:[0-9]+H)?(?:[0-9]+M)?(?:{_SECONDS})?)?"

DURATIONS: Final = {
    "duration": rf"-?P(?=[0-9T]){_DATE_PART}(?:[0-9]+D)?{_TIME_PART}",
    "yearMonthDuration": rf"-?P(?=[0-9]){_DATE_PART}",
    "dayTimeDuration": rf"-?P(?=[0-9T])(?:[0-9]+D)?{_TIME_PART}",
}


class Date(Space):
    """Points of time, of any precision from the year to the second, and what recurs each year, month or day."""

    facets = PATTERN | BOUNDS
    comparatives = ("before", "after")

    def __init__(self, name: str, noun: str, example: str) -> None:
        """Prepare the form of a type."""
        super().__init__(noun, example)
        self._name = name
        self._form = re.compile(FORMS[name])
        self._in_month = {"month", "day"} <= self._form.groupindex.keys()

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text has the form, and the month the day."""
        del namespaces
        found = self._form.fullmatch(text)
        return found is not None and (not self._in_month or found["day"] < "29" or _has_day(found.groupdict()))

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return the point on the time line."""
        del namespaces
        found = self._form.fullmatch(text)
        instant = moments.moment(_fields(found.groupdict() if found else {}))
        return Moment(instant.seconds % 86_400, instant.zoned) if self._name == "time" else instant

    def order(self, first: Hashable, second: Hashable) -> int | None:
        """Compare two points."""
        return moments.order(first, second) if isinstance(first, Moment) and isinstance(second, Moment) else None

    def why(self, text: str) -> str:
        """Say what the calendar or the form has against a text."""
        cause = guesses.of_date(self._name, text, lambda guess: self.holds(guess, {}))
        return f"is no {self.noun.split(' ', 1)[1]}: {cause}" if cause else self.plain_why(text)


def _has_day(parts: dict[str, Any]) -> bool:
    """Tell whether the month has the day; without a year, whether it ever has."""
    month, day, year = int(parts["month"]), int(parts["day"]), parts.get("year", "2000")
    number = int(year[-4:].lstrip("-"))
    return any(
        day <= moments.days_of(each, month) for each in ([number, number - 1] if year.startswith("-") else [number])
    )


def _fields(parts: dict[str, Any]) -> Fields:
    """Return the parts of a date as numbers; those that a type lacks are the earliest."""
    midnight = parts.get("midnight") is not None
    return Fields(
        year=parts.get("year", "1972"),
        month=int(parts.get("month", 12 if "year" not in parts else 1)),
        day=int(parts.get("day", 1)),
        hour=24 if midnight else int(parts.get("hour", 0)),
        minute=0 if midnight else int(parts.get("minute", 0)),
        second="0" if midnight else parts.get("second", "0"),
        zone=moments.zone(parts["zone"]) if parts.get("zone") else None,
    )


class Duration(Space):
    """Lengths of time."""

    facets = PATTERN | BOUNDS
    comparatives = ("shorter than", "longer than")

    def __init__(self, name: str, noun: str, example: str) -> None:
        """Prepare the form of a type."""
        super().__init__(noun, example)
        self._form = re.compile(DURATIONS[name])

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text has the form."""
        del namespaces
        return self._form.fullmatch(text) is not None

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return the months and seconds."""
        del namespaces
        return moments.span(text)

    def order(self, first: Hashable, second: Hashable) -> int | None:
        """Compare two lengths."""
        return moments.order_of_spans(first, second) if isinstance(first, Span) and isinstance(second, Span) else None

    def why(self, text: str) -> str:
        """Say what the form has against a text."""
        cause = guesses.of_duration(text, lambda guess: self.holds(guess, {}))
        return f"is no duration: {cause}" if cause else self.plain_why(text)
