"""What is said about a document."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preserve.errors import Location


class Kind(enum.Enum):
    """What sort of fault it is."""

    ELEMENT_UNKNOWN = "an element that the schema does not have"
    ELEMENT_MISPLACED = "an element where it cannot stand"
    NAMESPACE = "an element of another namespace"
    ELEMENT_MISSING = "an element is missing"
    ATTRIBUTE_NOT_ALLOWED = "an attribute that the element cannot have"
    ATTRIBUTE_MISSING = "an attribute is missing"
    VALUE = "the value of an attribute"
    TEXT = "words where none are allowed, or other ones than are allowed"
    IDENTITY = "an id given twice, or a reference to none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a document.

    Attributes:
        kind: What sort of thing.
        location: The very tag, attribute or text.
        message: The cause in a sentence of at most 240 characters.
        hint: What to do, or None.
    """

    kind: Kind
    location: Location
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said, wherever it may be said.

    Attributes:
        kind: What sort of fault.
        message: The cause.
        hint: What to do, or None.
    """

    kind: Kind
    message: str
    hint: str | None = None
