"""Where the characters of a document come from: which file, which line, which column.

A document is one text. Where that was put together of several files, each stretch of it remembers its own.
"""

from __future__ import annotations

import array
import bisect
import functools
import re
from typing import TYPE_CHECKING, Final

from preserve.errors import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class Source:
    """A file's characters.

    Attributes:
        name: The file as its user would name it.
        text: The characters, without a byte order mark.
    """

    def __init__(self, name: str, text: str) -> None:
        """Keep both."""
        self.name = name
        self.text = text

    @functools.cached_property
    def _starts(self) -> array.array[int]:
        """The offset of every line's first character; made only when something is to be said."""
        return array.array("L", [0, *(end.end() for end in _LINE_END.finditer(self.text))])

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place; lines and columns count from 1."""
        return self._starts[line - 1] + column - 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Origins:
    """The stretches that a text is made of, each with the place that it comes from."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._starts = array.array("L")
        self._sources: list[Source] = []
        self._offsets = array.array("L")
        self._moving = array.array("b")

    def add(self, start: int, source: Source, offset: int, *, copied: bool = True) -> None:
        """Note a stretch.

        Args:
            start: Where it begins in the whole; never before the last one.
            source: The file that it comes from.
            offset: Where it begins there.
            copied: Whether it stands there as it is; or else all of it has that one place.
        """
        self._starts.append(start)
        self._sources.append(source)
        self._offsets.append(offset)
        self._moving.append(copied)

    def find(self, offset: int) -> tuple[Source, int]:
        """Return the file in which a character of the whole stands, and where."""
        number = max(0, bisect.bisect_right(self._starts, offset) - 1)
        moved = offset - self._starts[number] if self._moving[number] else 0
        return self._sources[number], self._offsets[number] + moved

    def location(self, offset: int, path: str | None = None) -> Location:
        """Return the place of a character of the whole, with a path that leads there."""
        source, own = self.find(offset)
        line, column = source.place(own)
        return Location(file=source.name, line=line, column=column, path=path)

    def between(self, start: int, end: int) -> Iterator[tuple[int, Source, int, bool]]:
        """Yield the stretches within a stretch of the whole: start there, file, start in it, whether copied."""
        first = max(0, bisect.bisect_right(self._starts, start) - 1)
        for number in range(first, bisect.bisect_left(self._starts, end)):
            begins, copied = max(start, self._starts[number]), bool(self._moving[number])
            moved = begins - self._starts[number] if copied else 0
            yield begins, self._sources[number], self._offsets[number] + moved, copied


def of_one(source: Source) -> Origins:
    """Return the origins of a text that is one file's."""
    origins = Origins()
    origins.add(0, source, 0)
    return origins
