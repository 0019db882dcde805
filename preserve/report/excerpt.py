"""A line of the source with a caret under one of its characters, cut to what a terminal shows.

Lines are those of XML: they end with a line feed, a carriage return, or both. No line is ever read further than what is
shown of it, so that a document of one long line is no slower than another.
"""

from __future__ import annotations

import array
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from preserve.report.visible import visible

_ENDS: Final = re.compile(r"\r\n?|\n")
_INDENTATION: Final = re.compile(r"[ \t]*")
_TAB: Final = "    "
_CUT: Final = "…"
_WIDE: Final = frozenset({"W", "F"})
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_SOFT_HYPHEN: Final = "\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What is shown of a line.

    Attributes:
        text: With nothing in it that steers a terminal.
        caret: How many columns of a terminal stand before the character that is meant; None where none is known.
    """

    text: str
    caret: int | None


class Source:
    """A text, split once into lines for any number of excerpts."""

    def __init__(self, text: str) -> None:
        """Keep the text; it is split when the first excerpt is asked for."""
        self._text = text

    @functools.cached_property
    def _starts(self) -> array.array[int]:
        """Where each line begins."""
        return array.array("Q", (0, *(end.end() for end in _ENDS.finditer(self._text))))

    def excerpt(self, line: int, column: int | None, width: int) -> Excerpt | None:
        """Return what is to be shown of a line.

        Args:
            line: Counted from 1.
            column: Counted from 1, in characters.
            width: How many columns there are on the terminal.

        Returns:
            None where the text has no such line, or nothing stands in it.
        """
        if not 1 <= line <= len(self._starts):
            return None
        start, end = self._span(line)
        if start == end:
            return None
        point = None if column is None else min(start + column - 1, end)
        return _cut(self._text, start, end, point, width)

    def _span(self, line: int) -> tuple[int, int]:
        """Return where a line begins and ends, its line end left out."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return start, end


def _cut(text: str, start: int, end: int, point: int | None, width: int) -> Excerpt:
    """Return an excerpt of a line of which as much is shown as there is room for, the point always among it."""
    if not _fits(text, start, end, width):
        start, end, before, after = _window(text, start, end, point, width)
    else:
        before = after = ""
    shown = f"{before}{_all_shown(text[start:end])}{after}"
    if point is None:
        return Excerpt(text=shown.rstrip(), caret=None)
    caret = len(before) + _columns(text[start:point])
    return Excerpt(text=shown.rstrip(), caret=caret)


def _fits(text: str, start: int, end: int, width: int) -> bool:
    """Return whether a line needs no cutting."""
    return end - start <= width and _columns(text[start:end]) <= width


def _window(text: str, start: int, end: int, point: int | None, width: int) -> tuple[int, int, str, str]:
    """Return from where to where a line is shown, and what stands for what is cut off: indentation needs no mark."""
    # No further than the window is wide, because white space can be endless too.
    first = _INDENTATION.match(text, start, min(end, start + width)).end()  # type: ignore[union-attr]
    middle = first if point is None else point
    room = width - 2 * len(_CUT)
    right = middle + _reach(text, range(middle, end), room // 2)
    begin = middle - _reach(text, range(middle - 1, first - 1, -1), room - _columns(text[middle:right]))
    before = _CUT if begin > first else ""
    stop = max(right, begin + _reach(text, range(begin, end), room))
    return begin, stop, before, _CUT if stop < end else ""


def _reach(text: str, places: range, width: int) -> int:
    """Return how many characters there is room for, in the order of their places."""
    room = width
    # Of characters without a width there could be any number.
    for number, place in enumerate(places[: 4 * width]):
        room -= _width(text[place])
        if room < 0:
            return number
    return min(len(places), 4 * width)


def _all_shown(text: str) -> str:
    """Return characters as they are shown."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _columns(text: str) -> int:
    """Return how many columns of a terminal characters take as they are shown."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_width, text))


@functools.lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    """Return a character as it is shown."""
    return _TAB if character == "\t" else visible(character)


@functools.lru_cache(maxsize=4096)
def _width(character: str) -> int:
    """Return how many columns of a terminal a character takes as it is shown.

    Source: Unicode, Standard Annex 11.
    """
    shown = _shown(character)
    if len(shown) > 1 or character == _SOFT_HYPHEN:
        return len(shown)
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
