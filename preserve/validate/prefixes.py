"""Shortened pointers, such as ``psn:ada``, written out as the document's own header says.

Source: TEI P5 17.2.3, Using Abbreviated Pointers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.interview import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preserve.xmlio import Document, Element

# What XPath and XSD know and Python does not: classes by property, name characters, and a class less another.
_FOREIGN: Final = re.compile(r"\\[pPiIcC]|-\[")
_GROUP: Final = re.compile(r"\\([\\$])|\$(\d)")
_LONGEST_PATTERN: Final = 500
# The most steps that matching may take: of one pointer, and of all in one document.
_STEPS: Final = 1_000_000
_ALL_STEPS: Final = 500_000_000
# An escape, a class, the beginning of a group, a number of times, or a character.
_TOKEN: Final = re.compile(r"\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?:|\{[\d,]*\}|[\s\S]")
_REPEATS: Final = frozenset("*+{")
_OPTIONS: Final = frozenset("?|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One way to write out a prefix.

    Attributes:
        element: Its prefixDef.
        prefix: What stands before the colon.
        pattern: What follows the colon must match it as a whole; None where it cannot be used.
        replacement: What is put in its place.
        repeats: How many parts of the pattern repeat; matching takes at most so many powers of the length.
        options: How many choices it leaves besides; each may double that.
        fault: Why it cannot be used, or None.
    """

    element: Element
    prefix: str
    pattern: re.Pattern[str] | None
    replacement: str
    repeats: int = 0
    options: int = 0
    fault: str | None = None


class Prefixes:
    """The prefixes that a document declares.

    Attributes:
        definitions: In the order of the document.
    """

    def __init__(self, document: Document) -> None:
        """Read the declarations."""
        self.definitions = tuple(_definition(element) for element in document.root.iter(TEI + "prefixDef"))
        self._by_prefix: dict[str, list[Definition]] = {}
        for definition in self.definitions:
            self._by_prefix.setdefault(definition.prefix, []).append(definition)
        self._written_out: dict[tuple[str, str], str | None] = {}
        self._steps = _ALL_STEPS

    @property
    def names(self) -> Iterable[str]:
        """All prefixes."""
        return self._by_prefix

    def is_usable(self, prefix: str) -> bool:
        """Return whether all definitions of a prefix can be used."""
        return all(definition.pattern for definition in self._by_prefix[prefix])

    def written_out(self, prefix: str, rest: str) -> str | None:
        """Return what a shortened pointer stands for by the first definition that fits, or None.

        Args:
            prefix: One of the names.
            rest: What follows the colon.
        """
        key = prefix, rest
        if key not in self._written_out:
            found = (self._replaced(definition, rest) for definition in self._by_prefix[prefix])
            self._written_out[key] = next((each for each in found if each is not None), None)
        return self._written_out[key]

    def _replaced(self, definition: Definition, rest: str) -> str | None:
        """Return what one definition makes of a pointer; None where it does not fit, or would take too long."""
        steps = (len(rest) + 1) ** definition.repeats << definition.options
        self._steps -= min(steps, _STEPS)
        if definition.pattern is None or steps > _STEPS or self._steps < 0:
            return None
        found = definition.pattern.fullmatch(rest)
        if found is None:
            return None
        return _GROUP.sub(lambda group: group[1] or found[int(group[2])] or "", definition.replacement)


def _definition(element: Element) -> Definition:
    """Read one prefixDef."""
    prefix, written = element.get("ident", ""), element.get("matchPattern", "")
    replacement = element.get("replacementPattern", "")
    try:
        pattern = _compiled(written)
        repeats, options = _choices(written)
        _require_groups(replacement, pattern)
    except ValueError as error:
        return Definition(element=element, prefix=prefix, pattern=None, replacement=replacement, fault=str(error))
    return Definition(
        element=element, prefix=prefix, pattern=pattern, replacement=replacement, repeats=repeats, options=options
    )


def _compiled(written: str) -> re.Pattern[str]:
    """Return a regular expression, which must match as a whole.

    Raises:
        ValueError: It is none.
    """
    if not written or len(written) > _LONGEST_PATTERN:
        raise ValueError("is empty" if not written else f"is longer than {_LONGEST_PATTERN} characters")
    try:
        return re.compile(_translated(written) if _FOREIGN.search(written) else written)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is no regular expression: {str(error)[:80]}") from None


def _translated(written: str) -> str:
    """Return a regular expression of XSD as one of Python.

    Raises:
        ValueError: It is none.
    """
    # It takes 0.3 s, and few need it.
    from elementpath.regex import RegexError, translate_pattern

    try:
        return translate_pattern(written, anchors=False)
    except RegexError as error:
        raise ValueError(f"is no regular expression: {str(error)[:80]}") from None


def _choices(written: str) -> tuple[int, int]:
    """Return how many parts of a regular expression repeat, and how many choices it leaves besides.

    Raises:
        ValueError: A part repeats that leaves a choice itself, so that some text could keep a program busy for ever.
    """
    repeats = options = inside = 0
    opened: list[int] = []
    for part in _TOKEN.findall(written):
        if inside and part[0] in _REPEATS:
            raise ValueError("repeats what leaves a choice, which could take for ever to match")
        if part[0] == "(":
            opened.append(repeats + options)
        inside = repeats + options - opened.pop() if part == ")" and opened else 0
        repeats += part[0] in _REPEATS
        options += part in _OPTIONS
    return repeats, options


def _require_groups(replacement: str, pattern: re.Pattern[str]) -> None:
    """Raise where a replacement names a group that the pattern does not have.

    Raises:
        ValueError: With the group.
    """
    for _, number in _GROUP.findall(replacement):
        if number and int(number) > pattern.groups:
            raise ValueError(f"has {pattern.groups} groups, and its replacement asks for ${number}")
