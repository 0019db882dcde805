"""What people write for dates and durations, and how XML Schema wants it written.

A guess is made only where there is one reading; where there are two, both are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes.moments import days_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Longer ones are no dates that somebody wrote by hand.
_LONGEST: Final = 60
_YEAR_DIGITS: Final = 4

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NAME: Final = "(?P<name>" + "|".join(f"{each[:3]}(?:{each[3:]})?\\.?" for each in _MONTHS) + ")"
_ORDINAL: Final = "(?:st|nd|rd|th)?"
_DAY_FIRST: Final = r"(?P<d>\d{1,2})(?P<mark>[./-]) ?(?P<m>\d{1,2})(?P=mark) ?(?P<y>\d{4})"
_YEAR_FIRST: Final = r"(?P<y>\d{4})(?P<mark>[./ -]?)(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})"
_IN_WORDS: Final = (
    rf"(?P<d>\d{{1,2}}){_ORDINAL}\.? (?:of )?{_NAME},? (?P<y>\d{{4}})",
    rf"{_NAME} (?P<d>\d{{1,2}}){_ORDINAL},? (?P<y>\d{{4}})",
)
_CLOCK: Final = r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}(?:[.,]\d+)?))?"
_ZONE: Final = r" ?(?P<zone>[Zz]|(?P<sign>[+-])(?P<zh>\d{1,2})(?::?(?P<zm>\d{2}))?)?"

# The form of each type with any figures, so that the wrong one can be named.
_YEAR: Final = r"-?(?P<year>\d+)"
_LOOSE_ZONE: Final = r"(?:Z|[+-](?P<zh>\d\d):(?P<zm>\d\d))?"
_TIME: Final = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?P<rest>\.\d+)?"
_LOOSE: Final = {
    name: form + _LOOSE_ZONE
    for name, form in {
        "dateTime": rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)T{_TIME}",
        "dateTimeStamp": rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)T{_TIME}",
        "date": rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
        "time": _TIME,
        "gYearMonth": rf"{_YEAR}-(?P<month>\d\d)",
        "gYear": _YEAR,
        "gMonthDay": r"--(?P<month>\d\d)-(?P<day>\d\d)",
        "gMonth": r"--(?P<month>\d\d)",
        "gDay": r"---(?P<day>\d\d)",
    }.items()
}
_LIMITS: Final = (("month", 1, 12), ("day", 1, 31), ("hour", 0, 24), ("minute", 0, 59), ("second", 0, 59))

# For each type its shape, and what is written instead.
_PARTS: Final = {
    "gYearMonth": (
        "{y}-{m:0>2}",
        r"(?P<y>\d{4})[-./ ](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-./ ](?P<y>\d{4})",
        rf"{_NAME} (?P<y>\d{{4}})",
    ),
    "gMonthDay": (
        "--{m:0>2}-{d:0>2}",
        r"-?(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        rf"(?P<d>\d{{1,2}}){_ORDINAL}\.? {_NAME}",
        rf"{_NAME} (?P<d>\d{{1,2}}){_ORDINAL}",
    ),
    "gMonth": ("--{m:0>2}", r"-{0,2}(?P<m>\d{1,2})(?:--)?", _NAME),
    "gDay": ("---{d:0>2}", rf"-{{0,3}}(?P<d>\d{{1,2}}){_ORDINAL}\.?"),
    "gYear": ("",),
}


def of_date(kind: str, text: str, holds: Callable[[str], bool]) -> str | None:
    """Say what is wrong with a date or time: a clause, or None where nothing better than an example can be said.

    Args:
        kind: The name of the type.
        text: What was written, its white space collapsed.
        holds: Tells whether a text is of the type.
    """
    if len(text) > _LONGEST or not text.isascii():
        return None
    found = re.fullmatch(_LOOSE[kind], text)
    cause = _of_figures(found.groupdict(), text) if found else None
    if cause is None and kind == "dateTimeStamp" and holds(text + "Z"):
        return f"the time zone is missing, as in {text}Z"
    return cause or _rewritten(_readings(kind, text), holds) or _of_kind(kind, text)


def _of_figures(parts: dict[str, str | None], text: str) -> str | None:
    """Name the figure that no calendar or clock has."""
    year = parts.get("year")
    if year is not None and not year.strip("0"):
        return "there is no year 0"
    if year is not None and len(year) < _YEAR_DIGITS:
        return f"a year has four digits at least: {year:0>4}"
    if year is not None and len(year) > _YEAR_DIGITS and year.startswith("0"):
        return "a year of more than four digits begins with no 0"
    for name, low, high in _LIMITS:
        figure = parts.get(name)
        if figure is not None and not low <= int(figure) <= high:
            return f"there is no {name} {figure}"
    return _of_month(parts) or _of_clock(parts, text)


def _of_month(parts: dict[str, str | None]) -> str | None:
    """Say how many days the month has, where it has not the day."""
    month, day, year = parts.get("month"), parts.get("day"), parts.get("year")
    if month is None or day is None:
        return None
    days = days_of(int(year[-4:]) if year else 2000, int(month))
    if int(day) <= days:
        return None
    return f"{_MONTHS[int(month) - 1]}{' ' + year if year else ''} has {days} days"


def _of_clock(parts: dict[str, str | None], text: str) -> str | None:
    """Say what is wrong with a time after 24 o'clock or a time zone."""
    if parts.get("hour") == "24" and "T24:00:00" not in "T" + text[-20:]:
        return "a day ends with 24:00:00"
    zone = f"{parts.get('zh') or '00'}:{parts.get('zm') or '00'}"
    if zone > "14:00":
        return "no time zone is further than 14:00 from Greenwich"
    return "a time zone has no more than 59 minutes" if zone[3:] > "59" else None


def _rewritten(guesses: Iterable[str], holds: Callable[[str], bool]) -> str | None:
    """Say how to write it, if a guess is right."""
    right = list(dict.fromkeys(guess for guess in guesses if holds(guess)))
    return f"write it as {' or '.join(right)}" if right else None


def _readings(kind: str, text: str) -> Iterator[str]:
    """Yield what may be meant, in the form of the type."""
    if kind in {"dateTime", "dateTimeStamp"}:
        yield from _date_times(text)
    elif kind == "time":
        yield from _times(text)
    elif kind == "date":
        yield from (date + zone for date, zone in _dates_zoned(text))
    else:
        yield from _parts_of_dates(kind, text)


def _dates(text: str) -> Iterator[str]:
    """Yield the dates that a text may mean."""
    if found := re.fullmatch(_YEAR_FIRST, text):
        yield _iso(found["y"], found["m"], found["d"])
    elif found := re.fullmatch(_DAY_FIRST, text):
        yield _iso(found["y"], found["m"], found["d"])
        if found["mark"] != ".":
            yield _iso(found["y"], found["d"], found["m"])
    for form in _IN_WORDS:
        if found := re.fullmatch(form, text, re.IGNORECASE):
            yield _iso(found["y"], _number(found["name"]), found["d"])


def _iso(year: str, month: str, day: str) -> str:
    """Return a date as XML Schema writes it."""
    return f"{year}-{month:0>2}-{day:0>2}"


def _number(name: str) -> str:
    """Return the number of a month."""
    return str(next(number for number, each in enumerate(_MONTHS, 1) if each[:3].lower() == name[:3].lower()))


def _dates_zoned(text: str) -> Iterator[tuple[str, str]]:
    """Yield the dates and zones that a text may mean; a time of day is left out."""
    day = re.split(r"(?<=\d)(?:T|,? (?=\d+:))", text, maxsplit=1)[0]
    for date in _dates(day):
        yield date, ""
    if found := re.fullmatch(rf"(?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}}){_ZONE}", text):
        for date in _dates(found["date"]):
            yield date, _zone(found)


def _zone(found: re.Match[str]) -> str:
    """Return a time zone as XML Schema writes it."""
    if not found["zone"]:
        return ""
    return f"{found['sign']}{found['zh']:0>2}:{found['zm'] or '00'}" if found["sign"] else "Z"


def _times(text: str) -> Iterator[str]:
    """Yield the times that a text may mean."""
    if found := re.fullmatch(_CLOCK + _ZONE, text):
        seconds = (found["s"] or "00").replace(",", ".")
        yield f"{found['h']:0>2}:{found['min']}:{seconds}{_zone(found)}"


def _date_times(text: str) -> Iterator[str]:
    """Yield the dates with times that a text may mean."""
    found = re.fullmatch(r"(?P<date>.*?\d)(?:[Tt]|,? )(?P<time>\d{1,2}:.*)", text)
    if found:
        for date in _dates(found["date"]):
            yield from (f"{date}T{time}" for time in _times(found["time"]))


def _parts_of_dates(kind: str, text: str) -> Iterator[str]:
    """Yield the years, months and days that a text may mean."""
    shape, *forms = _PARTS[kind]
    for form in forms:
        if found := re.fullmatch(form, text, re.IGNORECASE):
            parts = found.groupdict()
            yield shape.format(**({"m": _number(parts["name"])} if "name" in parts else {}) | parts)


def _of_kind(kind: str, text: str) -> str | None:
    """Name the other type that a text is of."""
    if kind in {"dateTime", "dateTimeStamp"} and re.fullmatch(r"-?\d{4,}-\d\d-\d\d", text):
        return f"the time of day is missing, as in {text}T12:00:00"
    if kind == "date" and re.fullmatch(r"-?\d{4,}-\d\d", text):
        return "the day is missing"
    if kind == "date" and re.fullmatch(r"-?\d{4,}", text):
        return "month and day are missing"
    return None


_AMOUNT: Final = re.compile(
    r" ?(?P<n>\d+(?:[.,]\d+)?) ?"
    r"(?P<unit>y(?:ea)?rs?|y|months?|mo|days?|d|h(?:ou)?rs?|h|min(?:ute)?s?\.?|m|sec(?:ond)?s?\.?|s)"
    r"(?![a-z])(?:,| and)?",
    re.IGNORECASE,
)


def of_duration(text: str, holds: Callable[[str], bool]) -> str | None:
    """Say what is wrong with a duration: a clause, or None where nothing better than an example can be said.

    Args:
        text: What was written, its white space collapsed.
        holds: Tells whether a text is of the type.
    """
    if len(text) > _LONGEST or not text.isascii():
        return None
    if weeks := re.fullmatch(r"P?(\d+) ?W(?:eeks?)?", text, re.IGNORECASE):
        return _rewritten((f"P{int(weeks[1]) * 7}D",), holds)
    if re.fullmatch(r"\d+", text):
        return f"the unit is missing, as in PT{text}M for minutes"
    if "," in text and holds(text.replace(",", ".")):
        return f"write the decimal point as {text.replace(',', '.')}"
    return _rewritten(_durations(text), holds) or _of_duration_form(text)


def _durations(text: str) -> Iterator[str]:
    """Yield the durations that a text may mean."""
    if found := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", text):
        hours, minutes, seconds = found.groups()
        if seconds is None:
            yield f"PT{int(hours)}M{int(minutes)}S"
        yield f"PT{int(hours)}H{int(minutes)}M" + (f"{int(seconds)}S" if seconds else "")
    yield text.upper()
    yield re.sub(r"^(-?P[^HS]*?)(?=\d+[HMS])", r"\1T", text.upper(), count=1)
    date, time, rest = "", "", text
    while found := _AMOUNT.match(rest):
        unit, number, rest = found["unit"].lower(), found["n"].replace(",", "."), rest[found.end() :]
        if unit[0] in "yd" or unit.startswith("mo"):
            date += number + unit[0].upper()
        else:
            time += number + unit[0].upper()
    if not rest.strip():
        yield f"P{date}{'T' + time if time else ''}"


def _of_duration_form(text: str) -> str | None:
    """Name the part of a duration that is out of place."""
    if not text.startswith(("P", "-P")):
        return "it begins with P, as in PT90M or P1DT2H"
    if text.endswith(("P", "T")):
        return f"after the {text[-1]} an amount is missing, as in PT90M"
    if re.search(r"\d[.,]\d+[YMDH]", text):
        return "only seconds may have a fraction"
    return "the order is P, years Y, months M, days D, T, hours H, minutes M, seconds S"
