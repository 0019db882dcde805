"""Where in a JSON text each value stands, which Python's own reader does not tell."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Pointer: TypeAlias = tuple[str, ...]
"""The keys and numbers that lead to a value."""

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_CLOSING: Final = frozenset("]}")
_DEEPEST: Final = 40  # no profile nests its values as deeply, and pointers grow with the depth


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where values stand.

    Attributes:
        offsets: By the pointer to each value; of a member, that of its key.
        repeated: The pointers to keys that stand in their object for a second time.
        starts: Of the lines.
    """

    offsets: dict[Pointer, int]
    repeated: tuple[Pointer, ...]
    starts: tuple[int, ...]

    def line(self, pointer: Pointer) -> int:
        """Return the line of a value, or of what it would be in, counted from 1."""
        return bisect_right(self.starts, self._offset(pointer))

    def column(self, pointer: Pointer) -> int:
        """Return the column of a value, or of what it would be in, counted from 1."""
        return self._offset(pointer) - self.starts[self.line(pointer) - 1] + 1

    def _offset(self, pointer: Pointer) -> int:
        """Return where a value stands, or what it would be in."""
        while pointer and pointer not in self.offsets:
            pointer = pointer[:-1]
        return self.offsets.get(pointer, 0)


def places(text: str) -> Places:
    """Return where the values of a JSON text stand, as far as it is one."""
    reader = _Reader()
    for found in _TOKEN.finditer(text):
        if not reader.take(found[0], found.start()):
            break
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    return Places(offsets=reader.offsets, repeated=tuple(reader.repeated), starts=starts)


@dataclass(slots=True, kw_only=True)
class _Open:
    """An object or a list that has not been closed yet.

    Attributes:
        pointer: To itself.
        is_object: Whether it is no list.
        key: Of the member that is being read; None before it.
        number: Of the item that is being read.
    """

    pointer: Pointer
    is_object: bool
    key: str | None = None
    number: int = 0

    @property
    def inner(self) -> Pointer:
        """The pointer to what is being read."""
        return (*self.pointer, self.key or "" if self.is_object else str(self.number))


@dataclass(slots=True)
class _Reader:
    """Follows the tokens of a JSON text."""

    offsets: dict[Pointer, int] = field(default_factory=dict)
    repeated: list[Pointer] = field(default_factory=list)
    _within: list[_Open] = field(default_factory=list)

    def take(self, mark: str, offset: int) -> bool:
        """Take one token, and return whether this can still be JSON."""
        if mark in _CLOSING:
            return bool(self._within and self._within.pop())
        if mark == ",":
            return self._next()
        if mark == ":":
            return True
        if self._within and self._within[-1].is_object and self._within[-1].key is None:
            return self._take_key(mark, offset)
        pointer = self._within[-1].inner if self._within else ()
        self.offsets.setdefault(pointer, offset)
        if mark in {"[", "{"}:
            self._within.append(_Open(pointer=pointer, is_object=mark == "{"))
        return len(self._within) < _DEEPEST

    def _next(self) -> bool:
        """Go on to the next member or item."""
        if not self._within:
            return False
        self._within[-1].key = None
        self._within[-1].number += 1
        return True

    def _take_key(self, mark: str, offset: int) -> bool:
        """Note where a key stands."""
        try:
            self._within[-1].key = str(json.loads(mark))
        except ValueError:
            return False
        pointer = self._within[-1].inner
        if pointer in self.offsets:
            self.repeated.append(pointer)
        self.offsets[pointer] = offset
        return True
