"""Comparison of two texts word by word: what was lost, added, changed or moved on the way from one to the other.

A word is a run of characters that are not white space, in Unicode's normal form C; quotes and dashes count. The
comparison is near-linear: words that stand once in both texts are anchors, and only the gaps between anchors are
compared in detail (the patience algorithm).
"""

from __future__ import annotations

import bisect
import difflib
import enum
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Beyond this many pairs of words a gap without anchors is told as a whole: a detailed diff of it would be quadratic.
_DETAILED_PAIRS: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and where it stands.

    Attributes:
        text: In normal form C.
        line: Counted from 1.
        column: Counted from 1.
    """

    text: str
    line: int
    column: int


class Change(enum.StrEnum):
    """What became of some words."""

    LOST = "lost"
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that stand together and differ.

    Attributes:
        change: What became of them.
        before: The words in the first text; empty for added ones.
        after: The words in the second text; empty for lost ones.
        before_place: The word of the first text at or before which it happens; None for an empty text.
        after_place: The same in the second text.
    """

    change: Change
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    before_place: Word | None
    after_place: Word | None

    @property
    def count(self) -> int:
        """How many words differ."""
        return max(len(self.before), len(self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """A stretch of both texts: half-open ranges of indexes."""

    a: int
    a_end: int
    b: int
    b_end: int

    @property
    def pairs(self) -> int:
        """How many pairs of words a detailed comparison would look at."""
        return (self.a_end - self.a) * (self.b_end - self.b)


def words(runs: Iterable[tuple[str, int, int]]) -> tuple[Word, ...]:
    """Return the words of runs of text; a word may cross from one run into the next.

    Args:
        runs: Text, line and column of each run; within a run, columns count on and no line ends.
    """
    found: list[Word] = []
    letters, line, column = "", 0, 0
    for text, run_line, run_column in runs:
        for piece in re.finditer(r"\s+|\S+", text):
            if not piece.group().isspace():
                if not letters:
                    line, column = run_line, run_column + piece.start()
                letters += piece.group()
            elif letters:
                found.append(_word(letters, line, column))
                letters = ""
    return (*found, _word(letters, line, column)) if letters else tuple(found)


def _word(letters: str, line: int, column: int) -> Word:
    """Make a word of its letters as found."""
    return Word(text=unicodedata.normalize("NFC", letters), line=line, column=column)


_MARKDOWN: Final = re.compile(
    r"""
    (?<![^\r\n])[ ]{0,3}(?:(?:>[ ]+|>(?=[\r\n]|\Z))+(?:\#{1,6}[ ]+)?|\#{1,6}[ ]+)(?P<mark>)
  | \\(?P<escaped>[!-/:-@\[-`{-~])
  | <(?P<autolink>(?:https?|ftp|mailto):[^<>\s]*)>
  | !?\[(?P<link>(?:[^\[\]\\\n]|\\.|\n(?!\s*\n))*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"\n]*")?\)
  | (?P<stars>\*{1,3})(?=\S)(?P<starred>(?:[^*\n\\]|\\.|\n(?!\s*\n))+?)(?<=\S)(?P=stars)
  | (?<!\w)(?P<bars>_{1,3})(?=\S)(?P<barred>(?:[^_\n\\]|\\.|(?<=\w)_+(?=\w)|\n(?!\s*\n))+?)(?<=\S)(?P=bars)(?!\w)
    """,
    re.VERBOSE,
)
_KEPT: Final = ("mark", "escaped", "autolink", "link", "starred", "barred")


def markdown_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in Markdown or in plain prose.

    Emphasis, the brackets and targets of links, escapes, the brackets of autolinks, and the marks of headings and
    quotations are no part of words. The mark of a list is, because it may be the dash before someone's words.

    Source: CommonMark 0.31 §2.4, 4.2, 5.1, 6.2 to 6.5, as far as transcripts use it.
    """
    text = text.removeprefix("\ufeff")
    return words(_placed(text, _kept_ranges(text, 0, len(text))))


def plain_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text as they are written."""
    text = text.removeprefix("\ufeff")
    return words(_placed(text, [(0, len(text))]))


def _placed(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the ranges of a text line by line, with line and column."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    for start, end in ranges:
        while start < end:
            number = bisect.bisect_right(starts, start)
            stop = min(end, starts[number] if number < len(starts) else end)
            yield text[start:stop], number, start - starts[number - 1] + 1
            start = stop  # noqa: PLW2901 (the range is walked line by line)


def _kept_ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text that are not Markdown syntax."""
    for match in _MARKDOWN.finditer(text, start, end):
        yield start, match.start()
        kept = next(name for name in _KEPT if match.group(name) is not None)
        inner = match.span(kept)
        yield from (inner,) if kept in {"mark", "escaped", "autolink"} else _kept_ranges(text, *inner)
        start = match.end()
    yield start, end


def compare(
    before: Sequence[Word], after: Sequence[Word], written: Sequence[Word] | None = None
) -> tuple[Difference, ...]:
    """Return what differs between two texts, in the order of the first.

    Args:
        before: The words of the first text.
        after: The words of the second text.
        written: The words of the first text with its Markdown; where the second has these, nothing differs, because
            what looks like Markdown may be meant as it stands.
    """
    a, b = [word.text for word in before], [word.text for word in after]
    gaps = sorted(_differing(a, b), key=lambda gap: (gap.a, gap.b))
    if written is not None:
        gaps = list(_not_as_written(gaps, before, b, written))
    return tuple(_told(gaps, before, after))


def _not_as_written(
    gaps: Iterable[_Gap], before: Sequence[Word], b: Sequence[str], written: Sequence[Word]
) -> Iterator[_Gap]:
    """Yield the gaps in which the second text has not the words of the first as they are written, either."""
    starts = [(word.line, word.column) for word in written]
    for gap in gaps:
        start = _written_at(before[gap.a - 1], starts) + 1 if gap.a else 0
        end = _written_at(before[gap.a_end], starts) if gap.a_end < len(before) else len(written)
        if [word.text for word in written[start:end]] != list(b[gap.b : gap.b_end]):
            yield gap


def _written_at(word: Word, starts: Sequence[tuple[int, int]]) -> int:
    """Return the index of the word as written in which a word without its Markdown begins."""
    return bisect.bisect_right(starts, (word.line, word.column)) - 1


def _differing(a: Sequence[str], b: Sequence[str]) -> Iterator[_Gap]:
    """Yield the stretches that differ."""
    waiting = [_Gap(a=0, a_end=len(a), b=0, b_end=len(b))]
    while waiting:
        gap = _trimmed(waiting.pop(), a, b)
        if not gap.pairs:
            if gap.a < gap.a_end or gap.b < gap.b_end:
                yield gap
        elif anchors := _anchors(gap, a, b):
            waiting.extend(_between(gap, anchors))
        elif gap.pairs <= _DETAILED_PAIRS:
            yield from _detailed(gap, a, b)
        else:
            yield gap


def _trimmed(gap: _Gap, a: Sequence[str], b: Sequence[str]) -> _Gap:
    """Return a gap without the words that it begins and ends with in both texts."""
    start_a, start_b, end_a, end_b = gap.a, gap.b, gap.a_end, gap.b_end
    while start_a < end_a and start_b < end_b and a[start_a] == b[start_b]:
        start_a, start_b = start_a + 1, start_b + 1
    while start_a < end_a and start_b < end_b and a[end_a - 1] == b[end_b - 1]:
        end_a, end_b = end_a - 1, end_b - 1
    return _Gap(a=start_a, a_end=end_a, b=start_b, b_end=end_b)


def _anchors(gap: _Gap, a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of indexes of words that stand once in both stretches, in an order that both keep."""
    once_a, once_b = _once(a, gap.a, gap.a_end), _once(b, gap.b, gap.b_end)
    pairs = [(index, once_b[word]) for word, index in once_a.items() if word in once_b]
    return _longest_increasing(pairs)


def _once(texts: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Return the words that stand once in a stretch, with their indexes, in order."""
    counts = Counter(texts[start:end])
    return {texts[index]: index for index in range(start, end) if counts[texts[index]] == 1}


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second numbers rise (the first ones do already)."""
    tails: list[int] = []
    chain: list[int] = []
    previous: list[int | None] = []
    for number, (_, value) in enumerate(pairs):
        place = bisect.bisect_left(tails, value)
        previous.append(chain[place - 1] if place else None)
        tails[place : place + 1] = [value]
        chain[place : place + 1] = [number]
    here = chain[-1] if chain else None
    found = []
    while here is not None:
        found.append(pairs[here])
        here = previous[here]
    return found[::-1]


def _between(gap: _Gap, anchors: list[tuple[int, int]]) -> Iterator[_Gap]:
    """Yield the gaps that anchors leave."""
    a, b = gap.a, gap.b
    for anchor_a, anchor_b in anchors:
        yield _Gap(a=a, a_end=anchor_a, b=b, b_end=anchor_b)
        a, b = anchor_a + 1, anchor_b + 1
    yield _Gap(a=a, a_end=gap.a_end, b=b, b_end=gap.b_end)


def _detailed(gap: _Gap, a: Sequence[str], b: Sequence[str]) -> Iterator[_Gap]:
    """Yield what differs within a gap that has no anchors."""
    matcher = difflib.SequenceMatcher(None, a[gap.a : gap.a_end], b[gap.b : gap.b_end], autojunk=False)
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind != "equal":
            yield _Gap(a=gap.a + a_start, a_end=gap.a + a_end, b=gap.b + b_start, b_end=gap.b + b_end)


def _told(gaps: list[_Gap], before: Sequence[Word], after: Sequence[Word]) -> Iterator[Difference]:
    """Yield the differences, having paired what was lost in one place and added in another."""
    moved = _moves(gaps, before, after)
    arrived = set(moved.values())
    for gap in gaps:
        if gap not in arrived:
            yield _difference(gap, moved.get(gap), before, after)


def _moves(gaps: list[_Gap], before: Sequence[Word], after: Sequence[Word]) -> dict[_Gap, _Gap]:
    """Return, for each gap whose words were moved, the gap where they arrived.

    A moved stretch that has the same word before and behind it can be cut in two ways, so the words are compared
    without regard to where among them the cut falls.
    """
    added: dict[tuple[str, ...], list[_Gap]] = {}
    for gap in gaps:
        if gap.a == gap.a_end:
            added.setdefault(_turned(after[gap.b : gap.b_end]), []).append(gap)
    moves = {}
    for gap in gaps:
        candidates = added.get(_turned(before[gap.a : gap.a_end]), []) if gap.b == gap.b_end else []
        if candidates:
            moves[gap] = candidates.pop(0)
    return moves


def _turned(stretch: Sequence[Word]) -> tuple[str, ...]:
    """Return the words of a stretch, turned round to begin with the rarest, of those the first in the alphabet."""
    texts = [word.text for word in stretch]
    counts = Counter(texts)
    start = min(range(len(texts)), key=lambda index: (counts[texts[index]], texts[index]), default=0)
    return (*texts[start:], *texts[:start])


def _difference(gap: _Gap, arrived: _Gap | None, before: Sequence[Word], after: Sequence[Word]) -> Difference:
    """Make the difference of a gap."""
    there = arrived or gap
    lost, added = tuple(before[gap.a : gap.a_end]), tuple(after[there.b : there.b_end])
    change = Change.MOVED if arrived else Change.CHANGED if lost and added else Change.LOST if lost else Change.ADDED
    return Difference(
        change=change,
        before=lost,
        after=added,
        before_place=before[min(gap.a, len(before) - 1)] if before else None,
        after_place=after[min(there.b, len(after) - 1)] if after else None,
    )
