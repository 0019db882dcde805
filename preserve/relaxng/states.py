"""Where the validation of one element stands, and the steps that lead from there.

Nearly always one pattern can describe an element, and a state holds what remains of it. Where several can, the state
holds what remains of each, side by side, and the end of the element tells which of them held; so ancestors never
become a part of what is remembered, and a document that is like one seen before is read by looking up steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes import Identity
from preserve.relaxng.derivatives import Derivatives
from preserve.relaxng.patterns import Attribute, Data, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from preserve.relaxng.datatypes import Datatype
    from preserve.relaxng.derivatives import Namespaces
    from preserve.relaxng.patterns import Element, Pattern, Patterns
    from preserve.xmlio import Element as Node

# So many values are remembered of an attribute, and none that is longer.
_REMEMBERED: Final = 2000
_LONGEST: Final = 100
_REFUSED: Final = 10_000
# The datatypes whose values depend on the prefixes in scope.
_IN_CONTEXT: Final = frozenset({"QName", "NOTATION"})


class State:
    """What remains of each pattern that may describe an element; equal ones are one object.

    Attributes:
        patterns: At least one; what can no longer hold stays as the pattern that matches nothing.
        children: The steps into children that were taken so far.
        attributes: The steps into attributes that were taken so far.
        accepted: Which patterns the element may end with, as bits; 0 for none.
        alive: Whether anything can still hold.
        reading: Whether it matters which text stands here.
        identity: Whether that text identifies an element.
        closed: The state when all attributes have been read, once asked for.
        text: The state after a text, once asked for, where it does not matter which.
    """

    __slots__ = ("accepted", "alive", "attributes", "children", "closed", "identity", "patterns", "reading", "text")

    def __init__(self, patterns: tuple[Pattern, ...], *, alive: bool, reading: bool) -> None:
        """Keep the patterns; see `Machine`."""
        self.patterns = patterns
        self.alive = alive
        self.reading = reading
        self.identity = identity(datatyped(patterns)) if reading else Identity.NONE
        self.accepted = sum(1 << number for number, pattern in enumerate(patterns) if pattern.nullable)
        self.children: dict[str, Step] = {}
        self.attributes: dict[str, Step] = {}
        self.closed: State | None = None
        self.text: State | None = None


class Step:
    """What a child or an attribute of a name leads to.

    Attributes:
        begin: The state in which the child begins, or the contents that an attribute's value may match.
        sources: The element or attribute patterns that were found.
        everything: The bits of all contents.
        results: The state of the parent afterwards, by the bits of the contents that held.
        values: For an attribute, the state afterwards by its value, as far as remembered.
        identity: For an attribute, whether its value identifies an element.
        in_context: For an attribute, whether its value depends on the prefixes in scope.
        datatype: For an attribute, the datatype that alone decides on its value, if there is one.
    """

    __slots__ = ("begin", "datatype", "everything", "identity", "in_context", "plan", "results", "sources", "values")

    def __init__(
        self,
        begin: State,
        sources: tuple[Element | Attribute, ...],
        plan: tuple[tuple[tuple[int, Pattern], ...], ...],
    ) -> None:
        """Keep what was found.

        Args:
            begin: The contents, each once.
            sources: What was found.
            plan: For each pattern of the parent, the number of a content and what remains if that content holds.
        """
        self.begin = begin
        self.sources = sources
        self.plan = plan
        self.everything = (1 << len(begin.patterns)) - 1
        self.results: dict[int, State] = {}
        self.values: dict[str, State | None] = {}
        leaves = datatyped(begin.patterns) if _is_value(sources) else []
        self.identity = identity(leaves)
        self.in_context = any(leaf.datatype.name in _IN_CONTEXT for leaf in leaves)
        self.datatype = _only_datatype(begin.patterns) if leaves else None


def _only_datatype(patterns: tuple[Pattern, ...]) -> Datatype | None:
    """Return the datatype of contents that are nothing but that, or None."""
    only = patterns[0] if len(patterns) == 1 else None
    return only.datatype if isinstance(only, Data) and only.excepted is None else None


def datatyped(patterns: Iterable[Pattern]) -> list[Data | Value]:
    """Return the datatypes and values in contents of attributes or of elements without children."""
    found = []
    waiting = list(patterns)[::-1]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Data | Value):
            found.append(part)
        waiting.extend(reversed(part.parts))
    return found


def identity(leaves: Iterable[Data | Value]) -> Identity:
    """Return what the values of some datatypes identify."""
    found = (leaf.datatype.identity for leaf in leaves)
    return next((each for each in found if each is not Identity.NONE), Identity.NONE)


def _is_value(sources: tuple[Element | Attribute, ...]) -> bool:
    """Return whether sources are attributes."""
    return isinstance(sources[0], Attribute)


class Machine:
    """Makes states and steps for one schema, and remembers them.

    Attributes:
        derivatives: Derives the patterns.
    """

    def __init__(self, patterns: Patterns) -> None:
        """Begin with nothing remembered."""
        self.derivatives = Derivatives(patterns)
        self._patterns = patterns
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._refused: set[tuple[State, str]] = set()

    def state(self, patterns: Iterable[Pattern]) -> State:
        """Return the state of some patterns."""
        key = tuple(patterns)
        state = self._states.get(key)
        if state is None:
            alive = any(pattern is not self._patterns.not_allowed for pattern in key)
            reading = any(self.derivatives.reading(pattern) for pattern in key)
            state = self._states[key] = State(key, alive=alive, reading=reading)
        return state

    def child(self, state: State, name: str) -> Step | None:
        """Return the step into a child of a name, or None where none can stand."""
        step = state.children.get(name)
        if step is None and (state, name) not in self._refused:
            step = self._step([self.derivatives.children(pattern, name) for pattern in state.patterns])
            if step is not None:
                state.children[name] = step
            else:
                self._refuse(state, name)
        return step

    def _refuse(self, state: State, name: str) -> None:
        """Remember that a child cannot stand in a state; for a while only, because wrong names may be many."""
        if len(self._refused) >= _REFUSED:
            self._refused.clear()
        self._refused.add((state, name))

    def attribute(self, state: State, name: str) -> Step | None:
        """Return the step into an attribute of a name, or None where none can stand."""
        step = state.attributes.get(name)
        if step is None:
            step = self._step([self.derivatives.attributes(pattern, name) for pattern in state.patterns])
            if step is not None:
                state.attributes[name] = step
        return step

    def _step(
        self, found: list[tuple[tuple[Element, Pattern], ...]] | list[tuple[tuple[Attribute, Pattern], ...]]
    ) -> Step | None:
        """Return the step for what was found for each pattern of a state."""
        numbers: dict[Pattern, int] = {}
        sources: dict[Element | Attribute, None] = {}
        plan = []
        for alternatives in found:
            branches = []
            for source, rest in alternatives:
                sources[source] = None
                branches.append((numbers.setdefault(source.content, len(numbers)), rest))
            plan.append(tuple(branches))
        return Step(self.state(numbers), tuple(sources), tuple(plan)) if numbers else None

    def result(self, step: Step, accepted: int) -> State:
        """Return the state after a child or an attribute.

        Args:
            step: That led there.
            accepted: The contents that held, as bits.
        """
        state = step.results.get(accepted)
        if state is None:
            parts = ((rest for number, rest in branches if accepted >> number & 1) for branches in step.plan)
            state = step.results[accepted] = self.state(self._patterns.choice(*rests) for rests in parts)
        return state

    def closed(self, state: State) -> State:
        """Return the state when all attributes have been read."""
        if state.closed is None:
            state.closed = self._mapped(state, self.derivatives.closed)
        return state.closed

    def forgiven(self, state: State) -> State:
        """Return the state as if all attributes that are missing had been given."""
        return self._mapped(state, self.derivatives.forgiven)

    def anything(self, state: State) -> State:
        """Return the state as if all that it still wants had come."""
        return self._mapped(state, lambda _: self._patterns.empty)

    def contents(self, elements: Iterable[Element]) -> State:
        """Return the state in which an element begins that one of several patterns may describe."""
        return self.state(dict.fromkeys(element.content for element in elements))

    def after_text(self, state: State, text: str, namespaces: Namespaces) -> State:
        """Return the state after a text that is more than white space."""
        if state.reading:
            return self._mapped(state, lambda pattern: self.derivatives.after_text(pattern, text, namespaces))
        if state.text is None:
            state.text = self._mapped(state, lambda pattern: self.derivatives.after_text(pattern, "x"))
        return state.text

    def after_space(self, state: State, text: str, namespaces: Namespaces) -> State:
        """Return the state after white space alone, or no text at all, in an element without children.

        Source: RELAX NG §6.2.7 (weak match): white space may count as text or as nothing.
        """

        def either(pattern: Pattern) -> Pattern:
            """Return what remains of a pattern both ways."""
            return self._patterns.choice(pattern, self.derivatives.after_text(pattern, text, namespaces))

        return self._mapped(state, either)

    def _mapped(self, state: State, derive: Callable[[Pattern], Pattern]) -> State:
        """Return the state of all patterns derived."""
        return self.state(derive(pattern) for pattern in state.patterns)

    def value(self, step: Step, text: str, element: Node) -> State | None:
        """Return the state after an attribute, or None where no content matches its value.

        Args:
            step: Into the attribute.
            text: The value.
            element: That has the attribute.
        """
        if text in step.values:
            return step.values[text]
        held = self._held(step, text, element.nsmap if step.in_context else {})
        state = self.result(step, held) if held else None
        # An id stands once, so there is no use in remembering it.
        if step.identity is not Identity.ID and not step.in_context and len(text) <= _LONGEST:
            if len(step.values) >= _REMEMBERED:
                step.values.clear()
            step.values[text] = state
        return state

    def _held(self, step: Step, text: str, scope: Namespaces) -> int:
        """Return the contents of an attribute that match its value, as bits."""
        if step.datatype is not None:
            return int(step.datatype.allows(text, scope))
        contents = enumerate(step.begin.patterns)
        return sum(1 << number for number, content in contents if self.derivatives.matches(content, text, scope))
