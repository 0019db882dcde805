"""A second opinion on bags: that of bagit, the Library of Congress's own reader, in a process of its own.

It waits for ever at a pipe, reads a device without end, and fails over some bags; so it is asked only about bags in
which our own reader found nothing of the kind, and is ended when it takes too long.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import findings
from preserve.bag import names, tree
from preserve.bag.faults import Faults
from preserve.errors import Location, shortened
from preserve.processes import Loss, Process

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preserve.bag.tree import Tree
    from preserve.findings import Finding

_WORKER: Final = Path(__file__).with_name("adviser.py")
_PLACE: Final = Location(file=".")
_LONGEST_WORDS: Final = 140
_SPECIAL: Final = "BAG-022"
# As bagit spells them in names of manifests; the others of SHA-3 it spells otherwise than RFC 8493 §2.4.
_KNOWN_TO_BAGIT: Final = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s")
# From here on, findings have nothing to do with whether a bag is valid.
_BEYOND_VALIDITY: Final = "BAG-030"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much bagit is given.

    Attributes:
        bag: Seconds for a bag, however small.
        file: Seconds for each file in it, in addition.
        gigabyte: Seconds for each gigabyte in it, in addition.
        memory: Bytes of memory, where the system can hold a process to them: Linux can, others leave it to the time.
    """

    bag: float = 60
    file: float = 0.005
    gigabyte: float = 120
    memory: int = 2_000_000_000


_LIMITS: Final = Limits()


def second_opinion(folder: Path, found: Iterable[Finding], limits: Limits = _LIMITS) -> tuple[Finding, ...]:
    """Return nothing where bagit agrees, a warning where it does not, an info where it has no opinion.

    Args:
        folder: The base directory of a bag, or an archive of one.
        found: What `preserve.bag.verify` says of it; bagit is not asked where that speaks of pipes and their like.
        limits: What bagit is given.
    """
    said = tuple(found)
    if not folder.is_dir():
        return (_none("it reads folders only, and this is none"),)
    if any(each.code == _SPECIAL for each in said):
        return (_none("it was not asked, because something in the bag is no file, over which it may never come back"),)
    there = tree.walk(folder, Faults())
    ours = sorted({each.code for each in said if each.is_error and each.code < _BEYOND_VALIDITY})
    return tuple(_compared(there, ours, _asked(there, limits)))


def _asked(there: Tree, limits: Limits) -> tuple[bool, str] | Loss | None:
    """Return what bagit says: None of a valid bag, whether it has judged and its words, or that it was lost."""
    size = sum(map(there.size, there.files))
    seconds = limits.bag + limits.file * len(there.files) + limits.gigabyte * size / 1e9
    question = json.dumps([limits.memory, str(there.folder)]).encode("ascii")
    try:
        answer = Process(_WORKER).answer(question, seconds)
    except OSError as error:
        return False, (error.strerror or str(error)).lower()
    return answer if answer is None or isinstance(answer, Loss) else (answer[0], answer[1])


def _compared(there: Tree, ours: list[str], theirs: tuple[bool, str] | Loss | None) -> Iterable[Finding]:
    """Yield how what bagit says differs from what was found.

    Args:
        there: What the bag holds.
        ours: The codes that make the bag invalid.
        theirs: See `_asked`.
    """
    if isinstance(theirs, Loss):
        yield _none(f"it {theirs}")
    elif theirs is None and ours:
        yield _disagreement(f"bagit finds the bag valid, and does not see {', '.join(ours)}")
    elif theirs and not theirs[0]:
        yield _none(f"it failed: {_line(theirs[1])}")
    elif theirs and not ours:
        words = _line(theirs[1])
        yield _none(f"{limit}: {words}") if (limit := _limit_of(there)) else _disagreement(f"bagit refuses it: {words}")


def _limit_of(there: Tree) -> str | None:
    """Return in words what is in a bag that bagit is known to read wrongly, or None."""
    payload = [path for path in there.files if names.is_payload(path)]
    if any("%" in path for path in payload):
        return "it takes %25 in a manifest for three characters"
    if any(path != path.strip() for path in payload):
        return "it drops white space at the end of a name"
    if not any(f"manifest-{algorithm}.txt" in there.files for algorithm in _KNOWN_TO_BAGIT):
        return "it knows none of the bag's manifests"
    return None


def _line(words: str) -> str:
    """Return what bagit said in one line that fits into a message."""
    return shortened(names.printable(" ".join(words.split())), _LONGEST_WORDS)


def _none(reason: str) -> Finding:
    """Return the finding that bagit has no opinion."""
    return findings.finding("BAG-037", f"bagit gives no second opinion: {reason}", _PLACE)


def _disagreement(message: str) -> Finding:
    """Return the finding that bagit thinks otherwise."""
    return findings.finding("BAG-036", message, _PLACE)
