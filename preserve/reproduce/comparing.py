"""A file of a bag held against what was made again: where the two first differ, shown so that anybody can see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve import findings as found
from preserve import report
from preserve.errors import Location, shortened, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.findings import Finding

# Characters of a line that are shown before and after the first that differs, and of what is shown, once all is written
# out that cannot be seen.
_BEFORE: Final = 10
_AFTER: Final = 30
_LONGEST: Final = 50
_LONGEST_NAME: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A file of a bag, made again.

    Attributes:
        place: In the bag.
        data: What it is now; nothing where nothing makes such a file.
        is_ours: Whether this program writes it, and no stylesheet in the bag.
    """

    place: str
    data: bytes
    is_ours: bool = True


def compared(folder: Path, again: Again, *, by_others: bool) -> Iterator[Finding]:
    """Yield a finding where a file of the bag is not what was made again.

    Args:
        folder: The bag.
        again: The file.
        by_others: Whether other versions made the bag, which may have written otherwise what no stylesheet makes.
    """
    path = folder / again.place
    with surroundings("read", path):
        before = path.read_bytes() if path.is_file() else b""
    if before != again.data:
        place, was, now = _first_difference(again.place, before, again.data)
        code = "BAG-055" if again.is_ours and by_others else "BAG-051"
        maker = f"preserve makes{' now' * by_others}" if again.is_ours else "its stylesheet makes"
        name = shortened(again.place, _LONGEST_NAME)
        yield found.finding(code, f"{name} is not what {maker}: it has {was}, made again it has {now}", place)


def _first_difference(name: str, before: bytes, after: bytes) -> tuple[Location, str, str]:
    """Return where two files first differ, and what each has there: in text by line and column, or by the byte."""
    try:
        old, new = before.decode("utf-8"), after.decode("utf-8")
    except UnicodeDecodeError:
        offset = _common(before, after)
        return Location(file=name), _byte(before, offset), _byte(after, offset)
    offset = _common(old, new)
    start = old.rfind("\n", 0, offset) + 1
    place = Location(file=name, line=old.count("\n", 0, offset) + 1, column=offset - start + 1)
    return place, _excerpt(old, start, offset), _excerpt(new, start, offset)


def _common(one: str | bytes, other: str | bytes) -> int:
    """Return how many characters or bytes two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _excerpt(text: str, start: int, offset: int) -> str:
    """Return in quotes what stands in a line about a place, with all characters to be seen.

    Args:
        text: The file.
        start: Of the line.
        offset: Of the place.
    """
    if offset == len(text):
        return "its end there"
    begin = max(start, offset - _BEFORE)
    rest, end, _ = text[offset : offset + _AFTER].partition("\n")
    cut = "…" if not end and offset + _AFTER < len(text) else ""
    return f"“{'…' * (begin > start)}{shortened(report.visible(text[begin:offset] + rest + end), _LONGEST)}{cut}”"


def _byte(data: bytes, offset: int) -> str:
    """Return in words which byte stands at a place, counted from 0, and how many there are."""
    value = f"0x{data[offset]:02X}" if offset < len(data) else "its end"
    return f"{value} at byte {offset:,} (of {len(data):,})"
