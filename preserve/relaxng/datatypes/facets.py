"""Facets: the parameters that restrict a datatype.

Source: XML Schema part 2, §4.3; OASIS, "Guidelines for using W3C XML Schema Datatypes with RELAX NG" §2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from preserve.errors import shortened
from preserve.relaxng.datatypes import automaton
from preserve.relaxng.datatypes.base import BOUNDS, DIGITS, LENGTHS, PATTERN, DatatypeError, Space, collapsed, shown
from preserve.relaxng.datatypes.numbers import WholeNumber, whole_and_fraction
from preserve.relaxng.datatypes.texts import QualifiedName

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_COUNT: Final = re.compile(r"\+?0*([0-9]{1,18})")
SPACELESS: Final = frozenset({r"[^\p{C}\p{Z}]+", r"\S+", r"(\p{L}|\p{N}|\p{P}|\p{S})+"})
_LONGEST_LIMIT: Final = 40
_OPPOSITES: Final = (("minInclusive", "maxInclusive"), ("minExclusive", "maxExclusive"))


class Facet(Protocol):
    """A restriction of texts that are of the type already."""

    def admits(self, text: str) -> bool:
        """Tell whether a text, normalised, keeps to it."""

    def why(self, text: str) -> str:
        """Say why a text does not: a clause that goes on after the text."""


class PatternFacet:
    """Texts that an expression matches."""

    def __init__(self, expression: str) -> None:
        """Read the expression."""
        self._expression = expression
        self.admits = automaton.compiled(expression).matches

    def why(self, text: str) -> str:
        """Say what a single word needs, or name the pattern."""
        if self._expression in SPACELESS and not text:
            return "is empty; one word is wanted"
        if self._expression in SPACELESS and " " in text:
            return "holds a space; one word is wanted"
        if not text:
            return f"is empty; it must match the pattern {shown(self._expression, 60)}"
        return f"does not match the pattern {shown(self._expression, 60)}"


@dataclass(frozen=True, slots=True)
class LengthFacet:
    """Texts of a length.

    Attributes:
        space: What counts it.
        name: Of the facet.
        limit: In the unit of the type.
    """

    space: Space
    name: str
    limit: int

    def admits(self, text: str) -> bool:
        """Tell whether a text has the length."""
        length = self.space.length(text)
        if self.name == "length":
            return length == self.limit
        return length >= self.limit if self.name == "minLength" else length <= self.limit

    def why(self, text: str) -> str:
        """Say both lengths."""
        wanted = {"length": "", "minLength": "at least ", "maxLength": "at most "}[self.name]
        length, verb = self.space.length(text), "is" if self.limit == 1 else "are"
        return f"has {length} {self.space.unit}{'' if length == 1 else 's'}; {wanted}{self.limit} {verb} wanted"


@dataclass(frozen=True, slots=True)
class BoundFacet:
    """Texts whose value lies on one side of a bound.

    Attributes:
        space: What compares them.
        name: Of the facet.
        limit: As the schema writes it.
        bound: Its value.
    """

    space: Space
    name: str
    limit: str
    bound: Hashable

    def admits(self, text: str) -> bool:
        """Tell whether a value lies there; one that has no order with the bound does not."""
        order = self.space.order(self.space.value(text, {}), self.bound)
        if order is None:
            return False
        if order == 0:
            return self.name.endswith("Inclusive")
        return order > 0 if self.name.startswith("min") else order < 0

    def why(self, text: str) -> str:
        """Say where the bound lies."""
        order = self.space.order(self.space.value(text, {}), self.bound)
        limit = shortened(self.limit, _LONGEST_LIMIT)
        less, more = self.space.comparatives
        if order is None:
            return f"cannot be compared with {limit}"
        if order == 0:
            return f"is {limit} itself; it must be {more if self.name.startswith('min') else less} it"
        return f"is {less if self.name.startswith('min') else more} {limit}"


@dataclass(frozen=True, slots=True)
class DigitsFacet:
    """Numbers of so many digits at most.

    Attributes:
        name: Of the facet.
        limit: How many.
    """

    name: str
    limit: int

    def admits(self, text: str) -> bool:
        """Tell whether a number has not more; zeros at its ends do not count."""
        whole, fraction = whole_and_fraction(text)
        return len(fraction) + (len(whole) if self.name == "totalDigits" else 0) <= self.limit

    def why(self, text: str) -> str:
        """Say how many are allowed."""
        del text
        place = " after the decimal point" if self.name == "fractionDigits" else ""
        return f"has more than {self.limit} digit{'' if self.limit == 1 else 's'}{place}"


def facets(type_name: str, space: Space, parameters: Sequence[tuple[str, str]]) -> tuple[Facet, ...]:
    """Return the facets that parameters ask for, the patterns last.

    Args:
        type_name: For the complaint.
        space: The type that is restricted.
        parameters: Names and values.

    Raises:
        DatatypeError: The type has no such parameter, its value is not legal, or two contradict each other.
    """
    for name, _ in parameters:
        _check_name(type_name, space, name)
    single = [name for name, _ in parameters if name not in PATTERN]
    for name in single:
        if single.count(name) > 1:
            raise DatatypeError(f"the parameter {name} is given twice")
    made = {name: _facet(type_name, space, name, value) for name, value in parameters if name not in PATTERN}
    _check_lengths(made)
    _check_bounds(made)
    patterns = [PatternFacet(value) for name, value in parameters if name in PATTERN]
    # Their length is without limit (erratum of the second edition).
    kept = [] if isinstance(space, QualifiedName) else list(made.values())
    return (*kept, *patterns)


def _check_name(type_name: str, space: Space, name: str) -> None:
    """See that a type has a parameter.

    Raises:
        DatatypeError: It has not.
    """
    if name in {"enumeration", "whiteSpace"}:
        instead = "; list the values with <value>" if name == "enumeration" else ""
        raise DatatypeError(f"RELAX NG has no parameter {name}{instead}")
    if name not in PATTERN | LENGTHS | BOUNDS | DIGITS:
        raise DatatypeError(f"there is no parameter {shown(name)}")
    if name not in space.facets:
        raise DatatypeError(f"the type {type_name} has no parameter {name}")


def _facet(type_name: str, space: Space, name: str, value: str) -> Facet:
    """Make the facet of a parameter that is no pattern.

    Raises:
        DatatypeError: The value is not legal.
    """
    if name in BOUNDS:
        text = space.normalised(value)
        if not space.holds(text, {}):
            raise DatatypeError(f"the {name} {shown(value)} of {type_name} {space.why(text)}")
        return BoundFacet(space, name, text, space.value(text, {}))
    count = _COUNT.fullmatch(collapsed(value))
    if count is None or (name == "totalDigits" and int(count[1]) == 0):
        raise DatatypeError(f"the {name} {shown(value)} is no number that a {name} can be")
    if name == "fractionDigits" and isinstance(space, WholeNumber) and int(count[1]) != 0:
        raise DatatypeError(f"{type_name} is a whole number: its fractionDigits can only be 0")
    return DigitsFacet(name, int(count[1])) if name in DIGITS else LengthFacet(space, name, int(count[1]))


def _check_lengths(made: dict[str, Facet]) -> None:
    """See that lengths and digits do not contradict each other.

    Raises:
        DatatypeError: They do.
    """
    for small, large in (
        ("minLength", "maxLength"),
        ("minLength", "length"),
        ("length", "maxLength"),
        ("fractionDigits", "totalDigits"),
    ):
        low, high = made.get(small), made.get(large)
        if (
            isinstance(low, LengthFacet | DigitsFacet)
            and isinstance(high, LengthFacet | DigitsFacet)
            and low.limit > high.limit
        ):
            raise DatatypeError(f"{small} {low.limit} is more than {large} {high.limit}")


def _check_bounds(made: dict[str, Facet]) -> None:
    """See that bounds do not contradict each other.

    Raises:
        DatatypeError: They do.
    """
    for inclusive, exclusive in zip(*_OPPOSITES, strict=True):
        if inclusive in made and exclusive in made:
            raise DatatypeError(f"{inclusive} and {exclusive} exclude each other")
    bounds = [facet for facet in made.values() if isinstance(facet, BoundFacet)]
    low = next((bound for bound in bounds if bound.name.startswith("min")), None)
    high = next((bound for bound in bounds if bound.name.startswith("max")), None)
    if low and high and (low.space.order(low.bound, high.bound) or 0) > 0:
        raise DatatypeError(f"{low.name} {shown(low.limit)} is more than {high.name} {shown(high.limit)}")
