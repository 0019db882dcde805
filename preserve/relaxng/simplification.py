"""The patterns that the nodes of a schema mean; those of an element's content are made only when they are needed.

Source: RELAX NG §4.12–4.15, §4.19–4.21.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes import find
from preserve.relaxng.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.relaxng.names import NameClass
    from preserve.relaxng.patterns import Pattern
    from preserve.relaxng.syntax import Node
    from preserve.xmlio import Element as Source

# These mean their only part, where they have only one.
_THROUGH: Final = frozenset("define start externalRef ref parentRef grammar group except choice".split())
# Datatypes whose values mean something only with the prefixes in scope.
_QUALIFIED: Final = frozenset({"QName", "NOTATION"})


def parts(node: Node) -> tuple[Node, ...] | list[Node]:
    """Return the nodes on whose meaning that of a node depends; an element stands for itself."""
    if node.target is not None:
        return (node.target,)
    return () if node.kind == "element" else node.children


def _through(node: Node) -> Node:
    """Return what a node means, led through references and whatever has only one part."""
    while node.kind in _THROUGH:
        inner = parts(node)
        if len(inner) != 1:
            break
        node = inner[0]
    return node


def _alternatives(node: Node) -> list[Node]:
    """Return the nodes of which a choice is one, without choices among them, each once.

    A long chain of definitions, each the choice of something and of the next, has so one list, not one for each.
    """
    found: dict[Node, None] = {}
    met = {node}
    waiting = list(reversed(node.children))
    while waiting:
        each = _through(waiting.pop())
        if each.kind != "choice":
            found[each] = None
        elif each not in met:
            met.add(each)
            waiting.extend(reversed(each.children))
    return list(found)


class Simplifier:
    """Makes the patterns of a schema.

    Attributes:
        patterns: The maker.
        sources: Where in the schema a value was first met.
    """

    def __init__(self) -> None:
        """Begin without patterns."""
        self.patterns = Patterns()
        self.sources: dict[Pattern, Source] = {}
        self._makers: dict[str, Callable[[Node, list[Pattern]], Pattern]] = {
            "interleave": self._interleave,
            "mixed": self._mixed,
            "choice": self._choice,
            "except": self._choice,
            "optional": self._optional,
            "zeroOrMore": self._zero_or_more,
            "oneOrMore": self._one_or_more,
            "list": self._list,
            "element": self._element,
            "attribute": self._attribute,
            "data": self._data,
            "value": self._value,
            "text": self._text,
            "notAllowed": self._not_allowed,
        }

    def pattern(self, root: Node) -> Pattern:
        """Return the pattern that a node means; it must not depend on itself."""
        waiting = [root]
        while waiting:
            node = waiting[-1]
            if node.pattern is not None:
                waiting.pop()
                continue
            inner = _alternatives(node) if node.kind == "choice" else parts(node)
            missing = [each for each in inner if each.pattern is None]
            if missing:
                waiting.extend(reversed(missing))
            else:
                waiting.pop()
                make = self._makers.get(node.kind, self._group)
                node.pattern = make(node, [each.pattern for each in inner if each.pattern is not None])
        assert root.pattern is not None  # noqa: S101 (made above)
        return root.pattern

    def _group(self, _node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of whatever stands for its parts one after the other, or is empty."""
        return inner[0] if len(inner) == 1 else self.patterns.group(*inner)

    def _interleave(self, _node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of an interleave."""
        return self.patterns.interleave(*inner)

    def _mixed(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of a mixed."""
        return self.patterns.interleave(self._group(node, inner), self.patterns.text)

    def _choice(self, _node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of a choice."""
        return self.patterns.choice(*inner)

    def _optional(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of an optional."""
        return self.patterns.optional(self._group(node, inner))

    def _zero_or_more(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of a zeroOrMore."""
        return self.patterns.optional(self._one_or_more(node, inner))

    def _one_or_more(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of a oneOrMore."""
        return self.patterns.one_or_more(self._group(node, inner))

    def _list(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of a list."""
        return self.patterns.list(self._group(node, inner))

    def _text(self, _node: Node, _inner: list[Pattern]) -> Pattern:
        """Return the pattern of text."""
        return self.patterns.text

    def _not_allowed(self, _node: Node, _inner: list[Pattern]) -> Pattern:
        """Return the pattern of notAllowed."""
        return self.patterns.not_allowed

    def _element(self, node: Node, _inner: list[Pattern]) -> Pattern:
        """Make the pattern of an element, whose content waits."""
        return self.patterns.element(_names(node), functools.partial(self._content, node), node.element)

    def _content(self, node: Node) -> Pattern:
        """Make the pattern of an element's content."""
        return self.patterns.group(*[self.pattern(child) for child in node.children])

    def _attribute(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of an attribute."""
        content = inner[0] if inner else self.patterns.text
        if content is self.patterns.not_allowed:
            return content
        return self.patterns.attribute(_names(node), content, node.element)

    def _data(self, node: Node, inner: list[Pattern]) -> Pattern:
        """Make the pattern of a data."""
        excepted = inner[0] if inner and inner[0] is not self.patterns.not_allowed else None
        return self.patterns.data(find(node.library, node.label or "", node.parameters), excepted)

    def _value(self, node: Node, _inner: list[Pattern]) -> Pattern:
        """Make the pattern of a value."""
        datatype = find(node.library, node.label or "")
        pattern = self.patterns.value(datatype, node.text, _namespaces(node) if node.label in _QUALIFIED else ())
        self.sources.setdefault(pattern, node.element)
        return pattern


def _names(node: Node) -> NameClass:
    """Return the names of an element or attribute, which were read before."""
    assert node.names is not None  # noqa: S101 (settled)
    return node.names


def _namespaces(node: Node) -> tuple[tuple[str | None, str], ...]:
    """Return the prefixes in scope of a value; that of a name without a prefix is what ns says.

    Source: RELAX NG §4.9, §9.2 (context).
    """
    scope = {prefix: uri for prefix, uri in node.element.nsmap.items() if prefix}
    return ((None, node.namespace), *sorted(scope.items()))
