"""Paths to elements: written for people, and read as Schematron and libxml2 write them.

The children of an element are counted once, when the first path leads through it, so that any number of paths among
any number of siblings are written and read in time that grows with both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Element: TypeAlias = etree._Element  # noqa: SLF001 (lxml's own type has no public name)

_STEP: Final = re.compile(r"/(Q\{[^}]*\})?([^/\[\]{}@()]+)(?:\[(\d+)\])?")
# The paths of libxml2, such as /*/*[2]/x:a.
_NODE_STEP: Final = re.compile(r"/(?:([^:/\[\]()@]+):)?([^:/\[\]()@]+)(?:\[(\d+)\])?")
_NODE_PATH: Final = re.compile(f"(?:{_NODE_STEP.pattern})+")
_NO_ELEMENT: Final = re.compile(r"/(?:@|(?:text|comment|processing-instruction)\()")


class _Children:
    """The child elements of one element, sorted by name.

    Attributes:
        all: As they stand.
        steps: What leads to each from its parent, in a path for people.
    """

    def __init__(self, parent: Element) -> None:
        """Count them, and give each its step."""
        self.all = list(parent.iterchildren(etree.Element))
        self._sorted: dict[Callable[[Element], str], dict[str, list[Element]]] = {}
        self.steps: dict[Element, str] = {}
        for alike in self.named(_tag).values():
            name = _local(alike[0])
            numbered = len(alike) > 1
            self.steps.update((each, f"{name}[{n}]" if numbered else name) for n, each in enumerate(alike, 1))

    def named(self, key: Callable[[Element], str]) -> dict[str, list[Element]]:
        """Return the elements by a kind of name."""
        if key not in self._sorted:
            self._sorted[key] = _grouped(self.all, key)
        return self._sorted[key]


def _grouped(elements: Iterable[Element], key: Callable[[Element], str]) -> dict[str, list[Element]]:
    """Return elements by a kind of name, in order."""
    found: dict[str, list[Element]] = {}
    for each in elements:
        found.setdefault(key(each), []).append(each)
    return found


def _tag(element: Element) -> str:
    """Return the name of an element as lxml writes it."""
    return str(element.tag)


def _local(element: Element) -> str:
    """Return the local name of an element."""
    return _tag(element).rpartition("}")[2]


def _written(element: Element) -> str:
    """Return the name of an element as it is written, with its prefix."""
    return f"{element.prefix}:{_local(element)}" if element.prefix else _local(element)


def _any(_element: Element) -> str:
    """Return the name that every element has for libxml2."""
    return "*"


class Paths:
    """The paths of one tree."""

    def __init__(self, root: Element) -> None:
        """Keep the root."""
        self._root = root
        self._children: dict[Element, _Children] = {}

    def of(self, element: Element) -> str:
        """Return an XPath that people can read: numbers only where siblings share a name."""
        steps = []
        here, parent = element, element.getparent()
        while parent is not None:
            steps.append(self._below(parent).steps[here])
            here, parent = parent, parent.getparent()
        return "/" + "/".join((_local(here), *reversed(steps)))

    def find(self, path: str) -> Element | None:
        """Return the element that a path leads to, or None.

        Args:
            path: Of XPath's ``fn:path``, such as ``/Q{http://www.tei-c.org/ns/1.0}TEI[1]/…``, or a readable one, whose
                steps name no namespace. Where it ends at an attribute, a text or the like, its element is meant.
        """
        here: Element | None = self._root
        for namespace, name, number in _STEP.findall(_NO_ELEMENT.split(path)[0])[1:]:
            if here is None:
                return None
            key, wanted = (_tag, name if namespace == "Q{}" else namespace[1:] + name) if namespace else (_local, name)
            here = _at(self._below(here).named(key).get(wanted, []), number)
        return here

    def find_node(self, path: str) -> Element | None:
        """Return the element that libxml2 calls so, or None.

        A step names the prefix that the element itself has, wherever it was declared, or no name at all for one in a
        default namespace; its number counts what the step matches.

        Args:
            path: libxml2's own path, such as ``/*/*[2]/x:a``; may be empty.
        """
        if not _NODE_PATH.fullmatch(path):
            return None
        (prefix, name, number), *steps = _NODE_STEP.findall(path)
        named = name == "*" or _written(self._root) == _qualified(prefix, name)
        here = _at([self._root] if named else [], number)
        for prefix, name, number in steps:
            if here is None:
                return None
            key, wanted = (_any, "*") if name == "*" else (_written, _qualified(prefix, name))
            here = _at(self._below(here).named(key).get(wanted, []), number)
        return here

    def child(self, parent: Element, number: int) -> Element | None:
        """Return a child element by its number among all of them, counted from 1, or None."""
        return _at(self._below(parent).all, str(number))

    def _below(self, parent: Element) -> _Children:
        """Return the children of an element, counted."""
        if parent not in self._children:
            self._children[parent] = _Children(parent)
        return self._children[parent]


def _qualified(prefix: str, name: str) -> str:
    """Return a name with its prefix, if it has one."""
    return f"{prefix}:{name}" if prefix else name


def _at(elements: list[Element], number: str) -> Element | None:
    """Return the element of a number, counted from 1, or None; no number means the first."""
    index = int(number or 1) - 1
    return elements[index] if 0 <= index < len(elements) else None
