"""What all datatypes share: the space of their values, white space, and how a text is shown in a message."""

from __future__ import annotations

import abc
import enum
import re
from typing import TYPE_CHECKING, ClassVar, Final

from preserve.errors import shortened

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_WHITE: Final = re.compile(r"[ \t\n\r]+")
_NOT_SPACE: Final = str.maketrans("\t\n\r", "   ")
_SHOWN: Final = 30

PATTERN: Final = frozenset({"pattern"})
LENGTHS: Final = frozenset({"length", "minLength", "maxLength"})
BOUNDS: Final = frozenset({"minInclusive", "minExclusive", "maxInclusive", "maxExclusive"})
DIGITS: Final = frozenset({"totalDigits", "fractionDigits"})


class DatatypeError(ValueError):
    """A schema asks for a datatype that does not exist or that has no such parameter; the message is a sentence.

    Attributes:
        hint: What to do, or None.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        """Keep the parts."""
        super().__init__(message)
        self.hint = hint


class Identity(enum.Enum):
    """What the values of a datatype identify.

    Source: RELAX NG DTD Compatibility §5.
    """

    NONE = "none"
    ID = "ID"
    IDREF = "IDREF"
    IDREFS = "IDREFS"


def shown(text: str, limit: int = _SHOWN) -> str:
    """Return a text in quotation marks, shortened, its invisible characters written out."""
    short = shortened(text, limit)
    return "“" + "".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in short) + "”"


def character_shown(character: str) -> str:
    """Return what a character is called in a message."""
    if character == " ":
        return "a space"
    return shown(character) if character.isprintable() else f"the invisible character U+{ord(character):04X}"


def preserved(text: str) -> str:
    """Return the text as it is."""
    return text


def replaced(text: str) -> str:
    """Return the text with a space for each tabulator and end of line."""
    return text.translate(_NOT_SPACE)


def collapsed(text: str) -> str:
    """Return the text with single spaces between its words."""
    if " " not in text and "\n" not in text and "\t" not in text and "\r" not in text:
        return text
    return _WHITE.sub(" ", text).strip(" ")


class Space(abc.ABC):
    """The texts that a type allows before any facet, and the values that they stand for.

    Where a text is asked for, its white space is already normalised.

    Attributes:
        noun: A value, with its article: "a date".
        example: A text of the type.
        facets: The facets that may restrict it.
        unit: What its length counts.
        comparatives: What one value is when it comes before another, and when it comes after.
        identity: What its values identify.
    """

    facets: ClassVar[frozenset[str]] = PATTERN
    unit: ClassVar[str] = "character"
    comparatives: ClassVar[tuple[str, str]] = ("less than", "more than")

    def __init__(self, noun: str, example: str, identity: Identity = Identity.NONE) -> None:
        """Keep what the type is called, and what its values identify."""
        self.noun = noun
        self.example = example
        self.identity = identity

    def normalised(self, text: str) -> str:
        """Return a text with its white space treated as the type wants."""
        return collapsed(text)

    @abc.abstractmethod
    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text belongs to the type.

        Args:
            text: Normalised.
            namespaces: By prefix, as in scope where the text stands.
        """

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return what a text of the type stands for; equal texts, equal values."""
        del namespaces
        return text

    def length(self, text: str) -> int:
        """Return how long a text of the type is, in the unit that the type counts."""
        return len(text)

    def order(self, first: Hashable, second: Hashable) -> int | None:
        """Compare two values: negative, zero or positive; None where they have no order."""
        return 0 if first == second else None

    def why(self, text: str) -> str:
        """Say why a text does not belong to the type: a clause that goes on after the text."""
        return self.plain_why(text)

    def plain_why(self, text: str) -> str:
        """Say that a text does not belong to the type, with an example and nothing else."""
        if not text:
            return f"is empty; {self.noun} is wanted, such as {self.example}"
        return f"is not {self.noun}, such as {self.example}"
