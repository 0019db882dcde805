"""Matching of regular expressions in time that grows with the text alone, whatever the expression.

Python's own engine tries alternatives in turn and can need longer than anyone waits: ``(a+)+b`` on thirty letters. Here
all of them are followed at once, and the sets of places that were reached are remembered with the characters that led
there, so that a common text costs one look-up a character. Categories of Unicode are asked for only where a character
is met for the first time; no table is built.
"""

from __future__ import annotations

import functools
from typing import Final

from preserve.relaxng.datatypes.base import DatatypeError, shown
from preserve.relaxng.datatypes.expressions import Characters, Choice, Expression, Repetition, Sequence, read

_NODES: Final = 5_000
_REMEMBERED: Final = 100_000


class _DeadError(Exception):
    """No match can be reached any more."""


class _State(dict[str, "_State"]):
    """A set of places in the expression, and where each character leads from there, as far as is known.

    Attributes:
        nodes: The places that wait for a character.
        accepting: Whether the text may end here.
    """

    __slots__ = ("_automaton", "accepting", "nodes")

    def __init__(self, automaton: Automaton, nodes: tuple[int, ...], *, accepting: bool) -> None:
        """Know no way yet."""
        super().__init__()
        self._automaton = automaton
        self.nodes = nodes
        self.accepting = accepting

    def __missing__(self, character: str) -> _State:
        """Find the way of a character, and remember it."""
        found = self._automaton.step(self, character)
        self[character] = found
        return found


class Automaton:
    """Matches whole texts with one expression.

    Its nodes are numbered; a node either waits for a character of a class or passes on at once. Node 0 is the end.
    """

    def __init__(self, text: str) -> None:
        """Read the expression.

        Raises:
            DatatypeError: It is faulty, or so large that matching would be slow.
        """
        self._text = text
        self._waiting: list[Characters | None] = [None]
        self._onward: list[tuple[int, ...]] = [()]
        self._built = 0
        self._states: dict[tuple[int, ...], _State] = {}
        self._remembered = 0
        self._start = self._state((self._build(read(text), 0),))

    def matches(self, text: str) -> bool:
        """Tell whether the expression matches the whole text."""
        state = self._start
        try:
            for character in text:
                state = state[character]
        except _DeadError:
            return False
        return state.accepting

    def step(self, state: _State, character: str) -> _State:
        """Return the state that a character leads to.

        Raises:
            _DeadError: It leads nowhere.
        """
        # Repetitions copy nodes, not classes: each class is asked once.
        held = {id(each) for each in {self._waiting[node] for node in state.nodes} if each and each.holds(character)}
        reached = [node for node in state.nodes if id(self._waiting[node]) in held]
        if not reached:
            raise _DeadError
        self._remembered += 1
        if self._remembered > _REMEMBERED:
            self._forget()
        return self._state(tuple(onward for node in reached for onward in self._onward[node]))

    def _forget(self) -> None:
        """Forget all ways, so that memory stays small."""
        for state in self._states.values():
            state.clear()
        self._states = {self._start.nodes: self._start}
        self._remembered = 0

    def _state(self, nodes: tuple[int, ...]) -> _State:
        """Return the state of all nodes that can be reached from some without a character."""
        seen, waiting = set(nodes), list(nodes)
        while waiting:
            node = waiting.pop()
            if self._waiting[node] is None:
                new = [onward for onward in self._onward[node] if onward not in seen]
                seen.update(new)
                waiting.extend(new)
        reached = tuple(sorted(node for node in seen if node == 0 or self._waiting[node] is not None))
        if reached not in self._states:
            self._states[reached] = _State(self, reached, accepting=0 in seen)
        return self._states[reached]

    def _node(self, characters: Characters | None, onward: tuple[int, ...]) -> int:
        """Add a node and return its number."""
        self._waiting.append(characters)
        self._onward.append(onward)
        return len(self._waiting) - 1

    def _build(self, expression: Expression, onward: int) -> int:
        """Add the nodes of an expression that goes on at a node, and return the first of them."""
        self._built += 1
        if self._built > _NODES:
            raise DatatypeError(
                f"the pattern {shown(self._text)} is too large: its repetitions multiply",
                "Repeat less often, or without a limit: a* in place of a{0,1000}.",
            )
        match expression:
            case Characters():
                return self._node(expression, (onward,))
            case Sequence():
                for part in reversed(expression.parts):
                    onward = self._build(part, onward)
                return onward
            case Choice():
                return self._node(None, tuple(self._build(part, onward) for part in expression.parts))
            case Repetition():
                return self._repetition(expression, onward)

    def _repetition(self, repetition: Repetition, onward: int) -> int:
        """Add the nodes of a repetition, and return the first of them."""
        end = onward
        if repetition.high is None:
            onward = self._node(None, ())
            self._onward[onward] = (self._build(repetition.part, onward), end)
        else:
            for _ in range(repetition.high - repetition.low):
                onward = self._node(None, (self._build(repetition.part, onward), end))
        for _ in range(repetition.low):
            onward = self._build(repetition.part, onward)
        return onward


@functools.lru_cache(maxsize=1024)
def compiled(text: str) -> Automaton:
    """Return what matches an expression; the same one for the same text.

    Raises:
        DatatypeError: The expression is faulty or too large.
    """
    return Automaton(text)
