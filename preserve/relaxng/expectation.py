"""What could stand somewhere: the children that may come next, those that must, and what is missing in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.relaxng import names
from preserve.relaxng.derivatives import heads, spine
from preserve.relaxng.patterns import Attribute, Choice, Element, Empty, Group, Interleave, List, NotAllowed, OneOrMore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.relaxng.patterns import Pattern
    from preserve.relaxng.states import Machine, State

# Beyond so many, children that may come next are not tried as what could be missing.
_TRIED: Final = 60
# Where more than so many could be missing and none has to, none of them is.
_PLAUSIBLE: Final = 3
# A chain of children that must all still come is told no further.
_CHAIN: Final = 6


@dataclass(frozen=True, slots=True)
class Expected:
    """The children that may come next, in the order of the schema.

    Attributes:
        needed: Of these one must come before the element may end.
        optional: These may.
    """

    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, the needed ones first."""
        return self.needed + self.optional


class Expectation:
    """Tells what could stand in a state; what was found out is remembered."""

    def __init__(self, machine: Machine, ordered: Iterable[str]) -> None:
        """Begin with nothing remembered.

        Args:
            machine: Of the schema.
            ordered: The names of all elements in the order of the schema; that of the patterns depends on the documents
                that were read before.
        """
        self._machine = machine
        self._places = {name: number for number, name in enumerate(ordered)}
        self._expected: dict[State, Expected] = {}
        self._bridges: dict[tuple[State, str], tuple[str, ...]] = {}
        self._mentioned: dict[Pattern, frozenset[str]] = {}

    def expected(self, state: State) -> Expected:
        """Return the children that may come next."""
        found = self._expected.get(state)
        if found is None:
            firsts = [_first(pattern) for pattern in state.patterns]
            needed = {name for must, _ in firsts for name in _listed(must)}
            optional = {name for _, may in firsts for name in _listed(may)}
            found = Expected(self._sorted(needed), self._sorted(optional - needed))
            self._expected[state] = found
        return found

    def _sorted(self, found: set[str]) -> tuple[str, ...]:
        """Return names in the order of the schema."""
        return tuple(sorted(found, key=lambda name: self._places.get(name, 0)))

    def allows_text(self, state: State) -> bool:
        """Return whether words of any kind may stand in a state."""
        return not state.reading and self._machine.after_text(state, "x", {}).alive

    def after(self, state: State, name: str) -> State | None:
        """Return the state after a good child of a name, or None where there can be none."""
        step = self._machine.child(state, name)
        return None if step is None else self._machine.result(step, step.everything)

    def after_all(self, state: State, chain: Iterable[str]) -> State:
        """Return the state after good children, of which each can follow the one before."""
        for name in chain:
            state = self.after(state, name) or state
        return state

    def missing_before(self, state: State, name: str) -> tuple[str, ...]:
        """Return the children of which one is missing before a child of a name can stand; nothing where none helps."""
        key = (state, name)
        if key not in self._bridges:
            self._bridges[key] = tuple(self._bridging(state, name))
        return self._bridges[key]

    def _bridging(self, state: State, name: str) -> Iterator[str]:
        """Yield the children after which a child of a name could stand."""
        expected = self.expected(state)
        tried = expected.names if len(expected.names) <= _TRIED else expected.needed[:_TRIED]
        found = [each for each in tried if self._leads(state, each, name)]
        if state.accepted and len(found) > _PLAUSIBLE:
            return
        yield from found

    def _leads(self, state: State, between: str, name: str) -> bool:
        """Return whether a child could stand after another one that cannot stand at once."""
        after = self.after(state, between)
        return after is not None and after is not state and self._machine.child(after, name) is not None

    def chain_before(self, state: State, name: str) -> tuple[str, ...]:
        """Return the children that all have to come, one after the other, before a child of a name can stand."""
        chain: list[str] = []
        here: State | None = state
        while here is not None and len(chain) < _CHAIN:
            needed = self.expected(here).needed
            if len(needed) != 1 or here.accepted:
                break
            chain.append(needed[0])
            here = self.after(here, needed[0])
            if here is not None and self._machine.child(here, name) is not None:
                return tuple(chain)
        return ()

    def chain(self, state: State) -> tuple[str, ...]:
        """Return the children that all still have to come, one after the other, as far as there is no choice."""
        chain: list[str] = []
        here: State | None = state
        while here is not None and not here.accepted and len(chain) < _CHAIN:
            needed = self.expected(here).needed
            if len(needed) != 1:
                break
            chain.append(needed[0])
            here = self.after(here, needed[0])
        return tuple(chain)

    def mentioned(self, patterns: Iterable[Pattern]) -> frozenset[str]:
        """Return the names of all children that patterns have anywhere."""
        return frozenset().union(*(self._mentioned_by(pattern) for pattern in patterns))

    def _mentioned_by(self, pattern: Pattern) -> frozenset[str]:
        """Return the names of all children that a pattern has anywhere."""
        found = self._mentioned.get(pattern)
        if found is None:
            if isinstance(pattern, Element):
                found = frozenset(names.listed(pattern.names))
            else:
                found = frozenset().union(*(self._mentioned_by(part) for part in _flat(pattern)))
            self._mentioned[pattern] = found
        return found


def _flat(pattern: Pattern) -> Iterable[Pattern]:
    """Return the parts of a pattern, those of nested pairs in one row; no children are in a list."""
    if isinstance(pattern, List):
        return ()
    return spine(pattern) if isinstance(pattern, Group | Interleave) else pattern.parts


def _listed(elements: Iterable[Element]) -> Iterator[str]:
    """Yield the names that elements list, without those that can never be."""
    for element in elements:
        yield from names.listed(element.names)


def _first(pattern: Pattern) -> tuple[list[Element], list[Element]]:
    """Return the elements of which one must come, and those that may come before or without it."""
    must: list[Element] = []
    may: list[Element] = []
    if isinstance(pattern, Element):
        return [pattern], []
    for part in heads(pattern) if isinstance(pattern, Group) else _flat(pattern):
        first, second = _first(part)
        must += first
        may += second
    return ([], must + may) if pattern.nullable else (must, may)


def lacking(pattern: Pattern, machine: Machine) -> tuple[tuple[str, ...], ...]:
    """Return the attributes that a pattern still must have: of each row one.

    Args:
        pattern: A content, attributes included, of which some were given.
        machine: Of the schema.
    """
    if machine.derivatives.closed(pattern) is not machine.derivatives.patterns.not_allowed:
        return ()
    if isinstance(pattern, Attribute):
        return (tuple(names.listed(pattern.names)),)
    if isinstance(pattern, Choice):
        return _least([lacking(part, machine) for part in pattern.parts])
    if isinstance(pattern, Group | Interleave | OneOrMore):
        return tuple(dict.fromkeys(row for part in _flat(pattern) for row in lacking(part, machine)))
    return ()


def _least(alternatives: list[tuple[tuple[str, ...], ...]]) -> tuple[tuple[str, ...], ...]:
    """Return what the alternatives of a choice lack: one attribute of each where one is enough, else the shortest."""
    shortest = min(alternatives, key=len)
    first = (name for rows in alternatives for name in rows[0][:1])
    return shortest if len(shortest) != 1 else (tuple(dict.fromkeys((*shortest[0], *first))),)


def is_always_empty(state: State) -> bool:
    """Return whether nothing at all can stand in a state."""
    return all(isinstance(pattern, Empty | NotAllowed) for pattern in state.patterns)
