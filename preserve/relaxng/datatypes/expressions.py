r"""Regular expressions of XML Schema, read strictly.

They are a language of their own: always anchored, ``^`` and ``$`` are common characters, ``\d`` are the digits of all
scripts, and classes are subtracted from each other. What is read here is matched by `automaton`.

Source: XML Schema part 2, appendix F.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from preserve.relaxng.datatypes.base import DatatypeError, shown

if TYPE_CHECKING:
    from collections.abc import Callable

# XML 1.0, fifth edition, production 4 and 4a, without the colon; parsers hold names to it.
NAME_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_CHARACTER: Final = NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"

_DEPTH: Final = 100
_CATEGORIES: Final = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn".split()
)
_SINGLE: Final = {"n": "\n", "r": "\r", "t": "\t"} | {each: each for each in "\\|.?*+(){}-[]^"}
_QUANTITY: Final = re.compile(r"\{([0-9]{1,9})(?:(,)([0-9]{1,9})?)?\}")


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """A class of characters.

    Attributes:
        ranges: First and last characters.
        tests: What else belongs to it.
        negated: Whether it is meant that the character is none of these.
        without: The class that is subtracted.
    """

    ranges: tuple[tuple[str, str], ...] = ()
    tests: tuple[Callable[[str], bool], ...] = ()
    negated: bool = False
    without: Characters | None = None

    def holds(self, character: str) -> bool:
        """Tell whether a character belongs to the class."""
        found = any(low <= character <= high for low, high in self.ranges) or any(
            test(character) for test in self.tests
        )
        return found is not self.negated and not (self.without and self.without.holds(character))


@dataclass(frozen=True, slots=True)
class Sequence:
    """One expression after the other."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some expressions."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """An expression again and again.

    Attributes:
        part: What is repeated.
        low: How often at least.
        high: How often at most; None for without end.
    """

    part: Expression
    low: int
    high: int | None


Expression: TypeAlias = Characters | Sequence | Choice | Repetition


def _category(name: str) -> Callable[[str], bool]:
    """Return the test for a category of Unicode, or for a group of categories."""
    return lambda character: unicodedata.category(character).startswith(name)


def _block(name: str) -> Callable[[str], bool]:
    """Return the test for a block of Unicode; the table is elementpath's.

    Raises:
        DatatypeError: There is no such block.
    """
    from elementpath.regex import RegexError, unicode_subset

    try:
        return unicode_subset(name).__contains__
    except RegexError:
        raise DatatypeError(f"Unicode has no block {shown(name)}") from None


def _property(name: str) -> Callable[[str], bool]:
    r"""Return the test for what stands in the braces of ``\p``.

    Raises:
        DatatypeError: There is no such category or block.
    """
    if name in _CATEGORIES:
        return _category(name)
    if name.startswith("Is"):
        return _block(name)
    raise DatatypeError(f"Unicode has no category {shown(name)}")


def _inside(ranges: str) -> Callable[[str], bool]:
    """Return the test for characters that Python's re finds in a class, which is compiled when it is needed."""
    return lambda character: re.match(f"[{ranges}]", character) is not None


_SHORT: Final[dict[str, Callable[[str], bool]]] = {
    "s": frozenset(" \t\n\r").__contains__,
    "i": _inside(":" + NAME_START),
    "c": _inside(":" + NAME_CHARACTER),
    "d": _category("Nd"),
    "w": lambda character: unicodedata.category(character)[0] not in "PZC",
}
_HINT: Final = "Mend the pattern; it is a regular expression as XML Schema defines them (part 2, appendix F)."
_ANY: Final = Characters((("\n", "\n"), ("\r", "\r")), negated=True)


class _Reader:
    """Reads one expression, from left to right."""

    def __init__(self, text: str) -> None:
        """Stand before the first character."""
        self._text = text
        self._place = 0
        self._depth = 0

    def read(self) -> Expression:
        """Return the whole expression."""
        result = self._choice()
        if self._place < len(self._text):
            raise self._fault(f"the {shown(self._next())} closes nothing; as a character it is written with a \\")
        return result

    def _fault(self, cause: str) -> DatatypeError:
        """Make the complaint about the place that was reached."""
        return DatatypeError(
            f"the pattern {shown(self._text)} is faulty at character {self._place + 1}: {cause}", _HINT
        )

    def _next(self, count: int = 1) -> str:
        """Return the next characters, fewer at the end."""
        return self._text[self._place : self._place + count]

    def _took(self, text: str) -> bool:
        """Pass over a text, if it comes next."""
        if not self._text.startswith(text, self._place):
            return False
        self._place += len(text)
        return True

    def _take(self) -> str:
        """Pass over a character and return it."""
        if self._place >= len(self._text):
            raise self._fault("it breaks off")
        self._place += 1
        return self._text[self._place - 1]

    def _deeper(self) -> None:
        """Count the parentheses and brackets that are open."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise self._fault(f"it is nested deeper than {_DEPTH} levels")

    def _choice(self) -> Expression:
        """Read branches up to a closing parenthesis or the end."""
        branches = [self._branch()]
        while self._took("|"):
            branches.append(self._branch())
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _branch(self) -> Expression:
        """Read pieces up to the end of a branch."""
        pieces: list[Expression] = []
        while self._next() not in {"", "|", ")", "]", "}"}:
            pieces.append(self._quantified(self._atom()))
        return pieces[0] if len(pieces) == 1 else Sequence(tuple(pieces))

    def _quantified(self, part: Expression) -> Expression:
        """Read the quantifier of a part, where it has one."""
        for mark, low, high in (("?", 0, 1), ("*", 0, None), ("+", 1, None)):
            if self._took(mark):
                return Repetition(part, low, high)
        if self._next() != "{":
            return part
        quantity = _QUANTITY.match(self._text, self._place)
        if quantity is None:
            raise self._fault("{ begins no quantity such as {2}, {2,} or {2,5}")
        least, comma, most = quantity.groups()
        if most is not None and int(most) < int(least):
            raise self._fault(f"{quantity.group()} ends below its beginning")
        self._place = quantity.end()
        return Repetition(part, int(least), int(most) if most is not None else None if comma else int(least))

    def _atom(self) -> Expression:
        """Read a character, a class or a group."""
        character = self._take()
        if character in "?*+{":
            self._place -= 1
            raise self._fault(f"there is nothing that {shown(character)} could repeat")
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == ".":
            return _ANY
        return self._escape() if character == "\\" else Characters(((character, character),))

    def _group(self) -> Expression:
        """Read what stands in parentheses."""
        self._deeper()
        result = self._choice()
        if not self._took(")"):
            raise self._fault("a ( is not closed")
        self._depth -= 1
        return result

    def _escape(self) -> Characters:
        r"""Read what follows a \."""
        letter = self._take()
        if letter in _SINGLE:
            return Characters(((_SINGLE[letter], _SINGLE[letter]),))
        if letter.lower() in _SHORT:
            return Characters(tests=(_SHORT[letter.lower()],), negated=letter.isupper())
        if letter in "pP":
            return Characters(tests=(self._property(),), negated=letter == "P")
        self._place -= 1
        raise self._fault(f"\\{shown(letter)} has no meaning in XML Schema")

    def _property(self) -> Callable[[str], bool]:
        """Read a category or block in braces."""
        end = self._text.find("}", self._place)
        if self._next() != "{" or end < 0:
            raise self._fault("the name of a category in { } is missing")
        name, self._place = self._text[self._place + 1 : end], end + 1
        return _property(name)

    def _class(self) -> Characters:
        """Read a class in brackets, from behind its opening one."""
        self._deeper()
        negated = self._took("^")
        ranges: list[tuple[str, str]] = []
        tests: list[Callable[[str], bool]] = []
        without = None
        first = self._place
        while not self._took("]"):
            if self._place > first and self._took("-["):
                without = self._class()
                if self._next() != "]":
                    raise self._fault("after a subtracted class there must be a ]")
            else:
                self._member(ranges, tests)
        if not ranges and not tests:
            raise self._fault("a class of characters is empty")
        self._depth -= 1
        return Characters(tuple(ranges), tuple(tests), negated, without)

    def _member(self, ranges: list[tuple[str, str]], tests: list[Callable[[str], bool]]) -> None:
        """Read a character, a range or an escape inside brackets, and add it."""
        low = self._single()
        if low.tests:
            tests.append(low.holds)
            return
        if self._next() != "-" or self._next(2) in {"-]", "-["}:
            ranges.extend(low.ranges)
            return
        self._place += 1
        high = self._single()
        if high.tests or high.ranges[0][0] < low.ranges[0][0]:
            raise self._fault("a range of characters ends before it begins")
        ranges.append((low.ranges[0][0], high.ranges[0][0]))

    def _single(self) -> Characters:
        """Read a character or an escape inside brackets."""
        character = self._take()
        if character == "[":
            raise self._fault("a [ inside of [ ] is written \\[")
        return self._escape() if character == "\\" else Characters(((character, character),))


def read(text: str) -> Expression:
    """Return the expression that a text writes.

    Raises:
        DatatypeError: It writes none.
    """
    return _Reader(text).read()
