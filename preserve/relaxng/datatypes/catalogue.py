"""The types that there are, by library and name.

Source: RELAX NG §4.4 and 6.2; XML Schema part 2, §3, and of its version 1.1 what takes nothing from 1.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes.addresses import Address
from preserve.relaxng.datatypes.base import Identity, Space
from preserve.relaxng.datatypes.dates import Date, Duration
from preserve.relaxng.datatypes.numbers import Boolean, DecimalNumber, FloatingNumber, WholeNumber
from preserve.relaxng.datatypes.texts import Base64, Hexadecimal, QualifiedName, String, Word, Words

if TYPE_CHECKING:
    from collections.abc import Callable

BUILT_IN: Final = ""
XML_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema-datatypes"

_WHOLE: Final[dict[str, tuple[str, str, int | None, int | None]]] = {
    "integer": ("a whole number", "12", None, None),
    "nonPositiveInteger": ("a whole number, 0 or less", "-12", None, 0),
    "negativeInteger": ("a whole number less than 0", "-12", None, -1),
    "nonNegativeInteger": ("a whole number, 0 or more", "12", 0, None),
    "positiveInteger": ("a whole number, 1 or more", "12", 1, None),
    "long": ("a whole number", "12", -(2**63), 2**63 - 1),
    "int": ("a whole number", "12", -(2**31), 2**31 - 1),
    "short": ("a whole number", "12", -(2**15), 2**15 - 1),
    "byte": ("a whole number from -128 to 127", "12", -128, 127),
    "unsignedLong": ("a whole number, 0 or more", "12", 0, 2**64 - 1),
    "unsignedInt": ("a whole number, 0 or more", "12", 0, 2**32 - 1),
    "unsignedShort": ("a whole number from 0 to 65535", "12", 0, 65535),
    "unsignedByte": ("a whole number from 0 to 255", "12", 0, 255),
}
_DATES: Final = {
    "dateTime": ("a date and time", "2023-04-19T12:30:00"),
    "dateTimeStamp": ("a date and time with a time zone", "2023-04-19T12:30:00Z"),
    "date": ("a date", "2023-04-19"),
    "time": ("a time", "12:30:00"),
    "gYearMonth": ("a year and month", "2023-04"),
    "gYear": ("a year", "2023"),
    "gMonthDay": ("a month and day", "--04-19"),
    "gMonth": ("a month", "--04"),
    "gDay": ("a day of the month", "---19"),
}
_DURATIONS: Final = {
    "duration": ("a duration", "PT1H30M"),
    "yearMonthDuration": ("a duration in years and months", "P1Y6M"),
    "dayTimeDuration": ("a duration in days and hours", "P1DT2H"),
}
_WORDS: Final = {
    "NMTOKEN": ("a name token", "word-1", "NMTOKEN", Identity.NONE),
    "Name": ("a name", "word", "Name", Identity.NONE),
    "NCName": ("a name", "word", "NCName", Identity.NONE),
    "language": ("the code of a language", "en", "language", Identity.NONE),
    "ID": ("an identifier", "p1", "NCName", Identity.ID),
    "IDREF": ("an identifier", "p1", "NCName", Identity.IDREF),
    "ENTITY": ("the name of an entity", "figure1", "NCName", Identity.NONE),
}
_LISTS: Final = {
    "NMTOKENS": ("NMTOKEN", "a list of name tokens", "one two", Identity.NONE),
    "IDREFS": ("IDREF", "a list of identifiers", "p1 p2", Identity.IDREFS),
    "ENTITIES": ("ENTITY", "a list of names of entities", "figure1 figure2", Identity.NONE),
}
_OTHERS: Final[dict[str, Callable[[], Space]]] = {
    "string": lambda: String("a text", "any words", "preserve"),
    "normalizedString": lambda: String("a text on one line", "any words", "replace"),
    "token": lambda: String("a text", "any words", "collapse"),
    "boolean": lambda: Boolean("a truth value", "true"),
    "decimal": lambda: DecimalNumber("a number", "1.5"),
    "float": lambda: FloatingNumber("a number", "1.5", single=True),
    "double": lambda: FloatingNumber("a number", "1.5", single=False),
    "hexBinary": lambda: Hexadecimal("a hexadecimal number", "0FB7"),
    "base64Binary": lambda: Base64("data in Base64", "RlVO"),
    "anyURI": lambda: Address("an address", "https://example.org/page or #p1"),
    "QName": lambda: QualifiedName("a qualified name", "tei:p"),
    "NOTATION": lambda: QualifiedName("the name of a notation", "png"),
}

NAMES: Final = frozenset({*_WHOLE, *_DATES, *_DURATIONS, *_WORDS, *_LISTS, *_OTHERS})
_BUILT_IN_NAMES: Final = frozenset({"string", "token"})


def space(library: str, name: str) -> Space | None:
    """Return the space of values of a type; None where there is no such type."""
    if name not in (NAMES if library == XML_SCHEMA else _BUILT_IN_NAMES):
        return None
    if name in _DATES:
        return Date(name, *_DATES[name])
    if name in _DURATIONS:
        return Duration(name, *_DURATIONS[name])
    if name in _LISTS:
        word, noun, example, identity = _LISTS[name]
        return Words(Word(*_WORDS[word]), noun, example, identity)
    if name in _WHOLE:
        return WholeNumber(*_WHOLE[name])
    return Word(*_WORDS[name]) if name in _WORDS else _OTHERS[name]()
