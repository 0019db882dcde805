"""The staging folder: where a bag or an archive is made, beside its target, so that the last step is one rename.

It looks like this::

    .<name>.staging/
        lock        held as long as the run is alive
        holder      who holds it, for whoever finds it held
        bag/        the bag; or the archive, under its own name, which tells what it is
        journal     which files of the bag are whole
        earlier-1/  what a run that was killed had of the bag

There is one for each target. A run that finds another one's, still held, does not begin: it would do the same work or
undo it. One that nobody holds was left by a run that was killed (by SIGTERM too, because no library should catch
signals), and is taken over with whatever is whole in it. A folder that is to be removed is renamed first, so that
nobody takes over one that is half gone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import socket
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.bag import journal
from preserve.bag.journal import Journal
from preserve.errors import Location, SurroundingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

_LOCK: Final = "lock"
_HOLDER: Final = "holder"
_BAG: Final = "bag"
_EARLIER: Final = "earlier-"
_RANDOM: Final = r"[0-9a-f]{8}"
_ATTEMPTS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelter:
    """A staging folder that is ready for a bag.

    Attributes:
        bag: Where it is to be made; nothing is there.
        earlier: Where files may be that earlier runs had ready, the latest first.
        journal: Which of those are whole, and which are by now.
    """

    bag: Path
    earlier: tuple[bytes, ...]
    journal: Journal


def folder(target: Path) -> Path:
    """Return where the staging folder of a target lies."""
    return target.with_name(f".{target.name}.staging")


def bag(target: Path) -> Path:
    """Return where the bag is made that is to be at a target; its own name might be that of something else in there."""
    return folder(target) / _BAG


@contextlib.contextmanager
def held(target: Path) -> Iterator[Path]:
    """Give a staging folder, made or taken over, hold it, and remove it at the end, whatever the end is.

    Args:
        target: Where something is to be; the folder that it is to lie in exists.

    Raises:
        SurroundingsError: BAG-049 when another run is at work on the same target.
        OSError: When the system refuses; it names no file in the staging folder, because nobody knows of that.
    """
    _sweep(target)
    with _nameless():
        lock, ours = _acquired(target)
    try:
        with _nameless():
            holder = f"process {os.getpid()} on {socket.gethostname()}"
            (folder(target) / _HOLDER).write_text(holder, "utf-8")
        yield folder(target)
    finally:
        _remove(folder(target), ours, lock)


@contextlib.contextmanager
def for_bag(target: Path, algorithms: tuple[str, ...]) -> Iterator[Shelter]:
    """Give a staging folder for a bag, as `held` does, with what earlier runs have left of it set aside.

    Args:
        target: Where the bag is to be.
        algorithms: Of the digests, normalised.
    """
    with held(target):
        with _nameless():
            shelter = _prepared(target, algorithms)
        with contextlib.closing(shelter.journal):
            yield shelter


def _acquired(target: Path) -> tuple[BaseFileLock, os.stat_result]:
    """Return the lock of the target's staging folder, held, and that folder; make it where there is none."""
    place = folder(target)
    for _ in range(_ATTEMPTS):
        is_new = _made(place)
        try:
            if taken := _lock(place):
                return taken
        except OSError:
            if is_new:
                shutil.rmtree(place, ignore_errors=True)
            raise
        # The folder was removed meanwhile by the run that held it.
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _made(place: Path) -> bool:
    """Make a staging folder, and return whether none was there."""
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        return False
    return True


def _lock(place: Path) -> tuple[BaseFileLock, os.stat_result] | None:
    """Return the lock of a staging folder, held, and the folder; None when that has gone.

    Raises:
        SurroundingsError: BAG-049 when another run holds it.
        OSError: When the system has no lock to give.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(place / _LOCK)
    try:
        before = place.lstat()
        _require_ours(place, before)
        lock.acquire(timeout=0)
        if _is_still(place, before):
            return lock, before
    except Timeout:
        if (place / _LOCK).exists():
            raise _at_work(place) from None
    except OSError:
        if place.is_dir():
            raise
    lock.release()
    return None


def _require_ours(place: Path, status: os.stat_result) -> None:
    """Raise for something in the place of a staging folder that is none, or none that we may enter."""
    if not stat.S_ISDIR(status.st_mode) or not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        raise SurroundingsError(
            "could not make a folder for the bag: its place is taken by something that is not yours to write to",
            location=Location(file=str(place)),
            hint="See whose it is; a run of another user may have left it. It can be removed when that run has ended.",
        )


def _at_work(place: Path) -> SurroundingsError:
    """Return the error for a staging folder that another run holds."""
    try:
        holder = (place / _HOLDER).read_text("utf-8")
    except OSError:
        holder = "another run"
    return SurroundingsError(
        f"{holder} is at work on this bag", code="BAG-049", location=Location(file=str(place.parent / _target(place)))
    )


def _target(place: Path) -> str:
    """Return the name of the bag that a staging folder is for."""
    return place.name.removeprefix(".").removesuffix(".staging")


def _prepared(target: Path, algorithms: tuple[str, ...]) -> Shelter:
    """Return a staging folder that is ready for a new bag, with what earlier runs have left set aside."""
    record = Journal(folder(target) / journal.NAME, algorithms)
    earlier = _set_aside(folder(target), bag(target))
    if record.is_empty:
        for each in earlier:
            shutil.rmtree(os.fsencode(each))
        earlier = []
    return Shelter(bag=bag(target), earlier=tuple(map(os.fsencode, reversed(earlier))), journal=record)


def _set_aside(place: Path, begun: Path) -> list[Path]:
    """Rename a bag that an earlier run had in the making, and return all that are so named, the oldest first."""
    numbers = [int(each.name.removeprefix(_EARLIER)) for each in place.iterdir() if each.name.startswith(_EARLIER)]
    if begun.is_dir():
        numbers.append(max(numbers, default=0) + 1)
        begun.rename(place / f"{_EARLIER}{numbers[-1]}")
    return [place / f"{_EARLIER}{number}" for number in sorted(numbers)]


def _sweep(target: Path) -> None:
    """Remove the staging folders for this target that were to be removed already."""
    pattern = re.compile(rf"{re.escape(folder(target).name)}-{_RANDOM}")
    with os.scandir(target.parent) as siblings:
        found = [each.path for each in siblings if pattern.fullmatch(each.name) and each.is_dir(follow_symlinks=False)]
    for stale in found:
        shutil.rmtree(os.fsencode(stale), ignore_errors=True)


def _remove(place: Path, ours: os.stat_result, lock: BaseFileLock) -> None:
    """Remove a staging folder and let go of its lock; what cannot be removed now, the next run sweeps.

    Args:
        place: Where it is, unless somebody removed it; another run may have made one there since, which is left alone.
        ours: The folder as it was when it was locked.
        lock: Is held until the folder is gone.
    """
    is_there = _is_still(place, ours)
    if is_there:
        doomed = place.with_name(f"{place.name}-{secrets.token_hex(4)}")
        try:
            place.rename(doomed)
        except OSError:  # Windows renames no folder in which a file is open, and the longest names leave no room
            doomed = place
        shutil.rmtree(os.fsencode(doomed), ignore_errors=True)
    lock.release()
    # Nothing is touched after the release: a new run may hold a lock in what could not be removed.
    if is_there and os.name == "nt":  # pragma: no cover -- there, an open file cannot be removed, and the lock was open
        shutil.rmtree(place, ignore_errors=True)


def _is_still(place: Path, ours: os.stat_result) -> bool:
    """Return whether a folder is the one that it was."""
    try:
        return os.path.samestat(ours, place.lstat())
    except OSError:
        return False


@contextlib.contextmanager
def _nameless() -> Iterator[None]:
    """Let an OSError within the block name no file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror) from error
