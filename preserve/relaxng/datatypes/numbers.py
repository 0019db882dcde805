"""Numbers and truth values of XML Schema, of any length.

Source: XML Schema part 2, §3.2.2 to 3.2.5, 3.3.13 to 3.3.25.
"""

from __future__ import annotations

import math
import re
import struct
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from preserve.relaxng.datatypes.base import BOUNDS, DIGITS, PATTERN, Space, character_shown, shown

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|-?INF|NaN")
_COMMA: Final = re.compile(r"[+-]?[0-9]{1,20},[0-9]{1,20}")
_POWER: Final = re.compile(r"[+-]?[0-9.]{1,20}[Ee][+-]?[0-9]{1,3}")
# A sign, zeros, and so many digits: enough for the largest bounded type, and for Python's own integers.
_SHORT: Final = 24


class Boolean(Space):
    """True and false."""

    _VALUES: ClassVar[dict[str, bool]] = {"true": True, "1": True, "false": False, "0": False}

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is one of the four."""
        del namespaces
        return text in self._VALUES

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Return the truth value."""
        del namespaces
        return self._VALUES[text]

    def why(self, text: str) -> str:
        """Say what may be written instead."""
        guess = {"true": "true", "yes": "true", "y": "true", "false": "false", "no": "false", "n": "false"}
        if text.lower() in guess:
            return f"is neither true nor false: write it as {guess[text.lower()]}"
        return "is neither true nor false (nor 1 nor 0)"


def whole_and_fraction(text: str) -> tuple[str, str]:
    """Return the digits of a decimal number before and after the point that count for its value."""
    whole, _, fraction = text.lstrip("+-").partition(".")
    return whole.lstrip("0"), fraction.rstrip("0")


class DecimalNumber(Space):
    """Decimal numbers."""

    facets = PATTERN | BOUNDS | DIGITS

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is digits, with a point or without."""
        del namespaces
        return _DECIMAL.fullmatch(text) is not None

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return the number, exactly."""
        del namespaces
        return Decimal(text)

    def order(self, first: Hashable, second: Hashable) -> int | None:
        """Compare two numbers."""
        return _compared(first, second)

    def why(self, text: str) -> str:
        """Say what stands in the way of a number."""
        if _COMMA.fullmatch(text):
            return f"is no number: write the decimal point as {text.replace(',', '.')}"
        if _POWER.fullmatch(text):
            return "is no decimal number: powers of ten (E) are not allowed here"
        stray = re.search(r"[^0-9.+-]", text)
        if stray:
            return f"is not {self.noun}: character {stray.start() + 1} is {character_shown(stray.group())}"
        return self.plain_why(text)


class WholeNumber(DecimalNumber):
    """Whole numbers between two bounds."""

    def __init__(self, noun: str, example: str, low: int | None, high: int | None) -> None:
        """Keep the bounds; None is no bound."""
        super().__init__(noun, example)
        self._low = low
        self._high = high

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is a whole number between the bounds."""
        del namespaces
        return _INTEGER.fullmatch(text) is not None and self._outside(text) is None

    def _outside(self, text: str) -> str | None:
        """Say which bound a whole number passes."""
        if self._low is None and self._high is None:
            return None
        number = Decimal(text) if len(text) > _SHORT else int(text)
        if self._low is not None and number < self._low:
            return f"is less than {self._low}"
        if self._high is not None and number > self._high:
            return f"is more than {self._high}"
        return None

    def why(self, text: str) -> str:
        """Say which bound is passed, or what stands in the way of a whole number."""
        if _INTEGER.fullmatch(text):
            return f"is not {self.noun}: it {self._outside(text)}"
        if _DECIMAL.fullmatch(text) or _COMMA.fullmatch(text):
            return "is no whole number: no fraction is allowed here"
        return self.plain_why(text)


class FloatingNumber(Space):
    """Numbers in floating point, with infinities and not-a-number, which is a value equal to itself alone."""

    facets = PATTERN | BOUNDS

    def __init__(self, noun: str, example: str, *, single: bool) -> None:
        """Keep whether they have 32 bits instead of 64."""
        super().__init__(noun, example)
        self._single = single

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is a number, INF, -INF or NaN."""
        del namespaces
        return _FLOAT.fullmatch(text) is not None

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return the nearest number of this precision; None for not-a-number."""
        del namespaces
        number = float(text)
        if self._single:
            number = _rounded(number)
        return None if math.isnan(number) else number

    def order(self, first: Hashable, second: Hashable) -> int | None:
        """Compare two numbers; not-a-number is neither less nor more than any."""
        if first is None or second is None:
            return 0 if first is second else None
        return _compared(first, second)

    def why(self, text: str) -> str:
        """Say what stands in the way of a number."""
        if _COMMA.fullmatch(text):
            return f"is no number: write the decimal point as {text.replace(',', '.')}"
        if text.lower().lstrip("+-") in {"inf", "infinity", "nan"}:
            return "is no number: infinity is INF or -INF, not-a-number is NaN"
        if re.fullmatch(r"[0-9.]{1,20} ?%", text):
            return f"is no number: leave out the {shown('%')}"
        return self.plain_why(text)


def _rounded(number: float) -> float:
    """Return the nearest number of 32 bits."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


def _compared(first: Hashable, second: Hashable) -> int | None:
    """Compare two numbers of one kind."""
    if isinstance(first, Decimal | float) and isinstance(second, Decimal | float):
        return (first > second) - (first < second)
    return None
