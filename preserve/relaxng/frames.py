"""The elements that are open while a document is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.relaxng.faults import Remark
    from preserve.relaxng.states import State, Step
    from preserve.xmlio import Element


class Frame:
    """An element that is open.

    Attributes:
        element: The element; for the document around the outermost element, that one.
        name: What it is taken for; where its name was wrong, the right one; empty for the document.
        first: The state in which its content began.
        state: The state now.
        step: By which it was entered; None where its parent goes on as if it were not there.
        children: Those not yet read.
        number: Its place in the document, counted from 1.
        foreign: The wrong namespace that it is in, or None.
        owed: Faults in it so far after which something else may seem to be missing.
        late: Children that must be met later, and what is then to be said.
        looked: How often it was looked ahead in it for a child that comes later.
        stories: What `preserve.relaxng.recovery` has found out about children that came too late, by their names.
    """

    __slots__ = (
        "children",
        "element",
        "first",
        "foreign",
        "late",
        "looked",
        "name",
        "number",
        "owed",
        "state",
        "step",
        "stories",
    )

    def __init__(self, element: Element, name: str, state: State, number: int, step: Step | None) -> None:
        """Stand at the beginning of the content."""
        self.element = element
        self.name = name
        self.first = state
        self.state = state
        self.step = step
        self.children: Iterator[Element] = iter(element) if name else iter((element,))
        self.number = number
        self.foreign: str | None = None
        self.owed = 0
        self.late: dict[str, Remark] = {}
        self.looked = 0
        self.stories: dict[str, Story | None] = {}


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag.

    Attributes:
        element: That it begins.
        name: What it is taken for.
        first: The state before any attribute.
        given: The names of all attributes, in the order of the document.
    """

    element: Element
    name: str
    first: State
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """How a child came too late.

    Attributes:
        closer: The sibling before which it could still have stood.
        together: Whether both can stand in one parent.
    """

    closer: str
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """How an element is taken that cannot stand where it stands.

    Attributes:
        name: The name that it is taken for.
        begin: The state in which it begins; None to skip it with all that is in it.
        step: By which its parent goes on afterwards; None where it goes on as if the element were not there.
        remark: What is to be said, or None.
        foreign: The wrong namespace that it is in, or None.
        is_bare: Whether nothing is to be said of its attributes.
    """

    name: str
    begin: State | None
    step: Step | None
    remark: Remark | None
    foreign: str | None = None
    is_bare: bool = False
