"""What remains of a pattern once a child, an attribute or a text has been read.

What is remembered of a pattern depends on the pattern alone, never on what stands around it: the ancestors of an
element are kept by `preserve.relaxng.states` as a stack, not within the pattern as in Clark's algorithm.

Source: RELAX NG §6.2; J. Clark, "An algorithm for RELAX NG validation".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from preserve.relaxng import names
from preserve.relaxng.patterns import (
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Text,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from preserve.relaxng.patterns import Patterns

    Namespaces: TypeAlias = Mapping[str | None, str]

_Kind = TypeVar("_Kind", Element, Attribute)

# What XML takes for white space; Python's own notion is wider.
SPACE: Final = " \t\r\n"
_PARTING: Final = re.compile(f"[{SPACE}]+")
_NO_NAMESPACES: Final[dict[str | None, str]] = {}


def spine(pattern: Pattern) -> Iterator[Pattern]:
    """Yield the members of a group or an interleave, which are kept as nested pairs."""
    kind = type(pattern)
    while True:
        head, tail = pattern.parts
        yield head
        if type(tail) is not kind:
            yield tail
            return
        pattern = tail


def heads(group: Pattern) -> list[Pattern]:
    """Return the members of a group with which it may begin."""
    found = []
    for part in spine(group):
        found.append(part)
        if not part.nullable:
            break
    return found


class Derivatives:
    """Derives patterns, and remembers what it derived.

    Attributes:
        patterns: Makes the patterns.
    """

    def __init__(self, patterns: Patterns) -> None:
        """Begin with nothing remembered."""
        self.patterns = patterns
        self._elements: dict[tuple[Pattern, str], tuple[tuple[Element, Pattern], ...]] = {}
        self._indexes: dict[Pattern, tuple[dict[str, list[Pattern]], list[Pattern]]] = {}
        self._closed: dict[Pattern, Pattern] = {}
        self._forgiven: dict[Pattern, Pattern] = {}
        self._texts: dict[Pattern, Pattern] = {}
        self._bearing: dict[Pattern, tuple[frozenset[str], bool]] = {}
        self._reading: dict[Pattern, bool] = {}

    def children(self, pattern: Pattern, name: str) -> tuple[tuple[Element, Pattern], ...]:
        """Return each element pattern of a name that can come next, with what remains after it.

        Args:
            pattern: A content without attributes.
            name: The child's name.
        """
        key = (pattern, name)
        known = self._elements.get(key)
        if known is None:
            known = self._merged(self._next_children(pattern, name))
            if known:  # Names that nothing allows may be many, and are remembered nowhere.
                self._elements[key] = known
        return known

    def _merged(self, found: Iterable[tuple[_Kind, Pattern]]) -> tuple[tuple[_Kind, Pattern], ...]:
        """Return alternatives with those of one element or attribute made one."""
        rests: dict[_Kind, list[Pattern]] = {}
        for part, rest in found:
            if rest is not self.patterns.not_allowed:
                rests.setdefault(part, []).append(rest)
        return tuple((part, self.patterns.choice(*rest)) for part, rest in rests.items())

    def _next_children(self, pattern: Pattern, name: str) -> Iterator[tuple[Element, Pattern]]:
        """Yield the alternatives for a child."""
        if isinstance(pattern, Element):
            if name in pattern.names:
                yield pattern, self.patterns.empty
        elif isinstance(pattern, Choice):
            for part in self._parts(pattern, name):
                yield from self.children(part, name)
        elif isinstance(pattern, OneOrMore):
            for element, rest in self.children(pattern.parts[0], name):
                yield element, self.patterns.group(rest, self.patterns.optional(pattern))
        elif isinstance(pattern, Group):
            yield from self._next_of_group(pattern, name)
        elif isinstance(pattern, Interleave):
            yield from self._next_of_mixture(pattern, name, self.children)

    def _parts(self, pattern: Pattern, name: str) -> Iterator[Pattern]:
        """Yield the parts of a choice that may begin with a child of a name; hundreds in TEI, so they are indexed."""
        if pattern not in self._indexes:
            by_name: dict[str, list[Pattern]] = {}
            others: list[Pattern] = []
            for part in pattern.parts:
                if isinstance(part, Element) and isinstance(part.names, names.Name):
                    by_name.setdefault(part.names.name, []).append(part)
                elif part.parts or isinstance(part, Element):
                    others.append(part)
            self._indexes[pattern] = by_name, others
        by_name, others = self._indexes[pattern]
        yield from by_name.get(name, ())
        yield from others

    def _next_of_group(self, pattern: Pattern, name: str) -> Iterator[tuple[Element, Pattern]]:
        """Yield the alternatives for a child of a group: those of the first part, and of the next if that may lack."""
        while isinstance(pattern, Group):
            head, tail = pattern.parts
            for element, rest in self.children(head, name):
                yield element, self.patterns.group(rest, tail)
            if not head.nullable:
                return
            pattern = tail
        yield from self.children(pattern, name)

    def _next_of_mixture(
        self, pattern: Pattern, name: str, derive: Callable[[Pattern, str], tuple[tuple[_Kind, Pattern], ...]]
    ) -> Iterator[tuple[_Kind, Pattern]]:
        """Yield the alternatives where each of the parts may be the one that goes on."""
        make = self.patterns.group if isinstance(pattern, Group) else self.patterns.interleave
        parts = tuple(spine(pattern))
        for number, part in enumerate(parts):
            for found, rest in derive(part, name):
                yield found, make(*parts[:number], rest, *parts[number + 1 :])

    def attributes(self, pattern: Pattern, name: str) -> tuple[tuple[Attribute, Pattern], ...]:
        """Return each attribute pattern of a name, with what remains once the attribute has been given.

        Args:
            pattern: The content of an element, attributes included.
            name: The attribute's name.
        """
        return self._merged(self._next_attributes(pattern, name)) if self._may_have(pattern, name) else ()

    def _next_attributes(self, pattern: Pattern, name: str) -> Iterator[tuple[Attribute, Pattern]]:
        """Yield the alternatives for an attribute; the order of attributes means nothing."""
        if isinstance(pattern, Attribute):
            if name in pattern.names:
                yield pattern, self.patterns.empty
        elif isinstance(pattern, Choice):
            for part in pattern.parts:
                yield from self.attributes(part, name)
        elif isinstance(pattern, OneOrMore):
            for attribute, rest in self.attributes(pattern.parts[0], name):
                yield attribute, self.patterns.group(rest, self.patterns.optional(pattern))
        elif isinstance(pattern, Group | Interleave):
            yield from self._next_of_mixture(pattern, name, self.attributes)

    def bearing(self, pattern: Pattern) -> tuple[frozenset[str], bool]:
        """Return the attributes that a pattern lists, and whether it takes in others; not those of its children."""
        known = self._bearing.get(pattern)
        if known is None:
            known = self._bearing[pattern] = self._names_of_attributes(pattern)
        return known

    def _names_of_attributes(self, pattern: Pattern) -> tuple[frozenset[str], bool]:
        """Return what `bearing` does, not looked up."""
        if isinstance(pattern, Attribute):
            return frozenset(names.listed(pattern.names)), any(
                not isinstance(each, names.Name) for each in names.alternatives(pattern.names)
            )
        found = [self.bearing(part) for part in _members(pattern)]
        return frozenset().union(*(each for each, _ in found)), any(others for _, others in found)

    def _may_have(self, pattern: Pattern, name: str) -> bool:
        """Return whether a pattern may have an attribute of a name."""
        listed, others = self.bearing(pattern)
        return others or name in listed

    def _has_attributes(self, pattern: Pattern) -> bool:
        """Return whether a pattern has attributes at all."""
        listed, others = self.bearing(pattern)
        return others or bool(listed)

    def reading(self, pattern: Pattern) -> bool:
        """Return whether it matters to a pattern which text stands there, and not only whether any does."""
        known = self._reading.get(pattern)
        if known is None:
            found = isinstance(pattern, Data | Value | List) or any(self.reading(part) for part in _members(pattern))
            known = self._reading[pattern] = found
        return known

    def closed(self, pattern: Pattern) -> Pattern:
        """Return what remains of a pattern when all attributes have been read: those it still has were not given."""
        return self._without(pattern, self._closed, self.patterns.not_allowed)

    def forgiven(self, pattern: Pattern) -> Pattern:
        """Return what would remain of a pattern if the attributes that it still has had been given."""
        return self._without(pattern, self._forgiven, self.patterns.empty)

    def _without(self, pattern: Pattern, known: dict[Pattern, Pattern], instead: Pattern) -> Pattern:
        """Return a pattern with something else in the place of its attributes."""
        if not self._has_attributes(pattern):
            return pattern
        found = known.get(pattern)
        if found is None:
            parts = (self._without(part, known, instead) for part in _members(pattern))
            found = known[pattern] = self._rebuilt(pattern, parts) if pattern.parts else instead
        return found

    def _rebuilt(self, pattern: Pattern, parts: Iterable[Pattern]) -> Pattern:
        """Return a pattern of the same kind with other members."""
        if isinstance(pattern, Choice):
            return self.patterns.choice(*parts)
        if isinstance(pattern, OneOrMore):
            return self.patterns.one_or_more(*parts)
        return self.patterns.group(*parts) if isinstance(pattern, Group) else self.patterns.interleave(*parts)

    def after_text(self, pattern: Pattern, text: str, namespaces: Namespaces = _NO_NAMESPACES) -> Pattern:
        """Return what remains after a text.

        Args:
            pattern: A content without attributes.
            text: The whole text up to the next tag, comments left out.
            namespaces: The prefixes in scope, for names in the text.
        """
        if self.reading(pattern):
            return self._derived(pattern, text, namespaces)
        known = self._texts.get(pattern)
        if known is None:
            known = self._texts[pattern] = self._derived(pattern, text, namespaces)
        return known

    def _derived(self, pattern: Pattern, text: str, namespaces: Namespaces) -> Pattern:
        """Return what remains after a text, not looked up."""
        if isinstance(pattern, Text):
            return pattern
        if isinstance(pattern, Data | Value | List):
            matched = self._is_of(pattern, text, namespaces)
            return self.patterns.empty if matched else self.patterns.not_allowed
        if isinstance(pattern, Choice):
            return self.patterns.choice(*(self.after_text(part, text, namespaces) for part in pattern.parts))
        if isinstance(pattern, OneOrMore):
            rest = self.after_text(pattern.parts[0], text, namespaces)
            again = self.patterns.optional(pattern)
            # Mixed content takes in more text by itself; so it stays the same pattern, and no text in it is looked at.
            is_mixed = rest is self.patterns.text and rest in pattern.parts[0].parts
            return again if is_mixed else self.patterns.group(rest, again)
        if isinstance(pattern, Group | Interleave):
            return self.patterns.choice(*self._derived_parts(pattern, text, namespaces))
        return self.patterns.not_allowed

    def _derived_parts(self, pattern: Pattern, text: str, namespaces: Namespaces) -> Iterator[Pattern]:
        """Yield what remains of a group or an interleave for each part that may take the text."""
        in_order = isinstance(pattern, Group)
        make = self.patterns.group if in_order else self.patterns.interleave
        parts = tuple(spine(pattern))
        for number, part in enumerate(parts):
            before = () if in_order else parts[:number]
            yield make(*before, self.after_text(part, text, namespaces), *parts[number + 1 :])
            if in_order and not part.nullable:
                return

    def _is_of(self, pattern: Data | Value | List, text: str, namespaces: Namespaces) -> bool:
        """Return whether a text is one that the pattern describes."""
        if isinstance(pattern, Value):
            return pattern.datatype.equal(pattern.value, dict(pattern.namespaces), text, namespaces)
        if isinstance(pattern, List):
            return self.after_words(pattern, text, namespaces).nullable
        excepted = pattern.excepted
        return pattern.datatype.allows(text, namespaces) and not (
            excepted is not None and self.matches(excepted, text, namespaces)
        )

    def after_words(self, pattern: List, text: str, namespaces: Namespaces) -> Pattern:
        """Return what remains of a list's part after all words of a text."""
        rest = pattern.parts[0]
        for word in words(text):
            rest = self.after_text(rest, word, namespaces)
            if rest is self.patterns.not_allowed:
                break
        return rest

    def matches(self, pattern: Pattern, text: str, namespaces: Namespaces = _NO_NAMESPACES) -> bool:
        """Return whether a text as a whole matches, as the value of an attribute does."""
        if pattern.nullable and not text.strip(SPACE):
            return True
        return self.after_text(pattern, text, namespaces).nullable


def words(text: str) -> list[str]:
    """Return the words of a text, parted by what XML takes for white space."""
    return [word for word in _PARTING.split(text) if word]


def _members(pattern: Pattern) -> Iterable[Pattern]:
    """Return the parts of a pattern, those of nested pairs in one row; a list's are of another kind."""
    if isinstance(pattern, List):
        return ()
    return spine(pattern) if isinstance(pattern, Group | Interleave) else pattern.parts
