"""Where an archive is written: in a hidden folder beside its target, which is held as long as the run is alive.

It looks like this::

    .<name>.archiving-<random>/
        lock        held as long as the run is alive
        <name>      the archive

A run that was killed leaves it behind with a lock that nobody holds; the next run for the same target takes the lock
and sweeps the folder away. One that another run still holds is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve.bag.staging import parents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import BaseFileLock

_LOCK: Final = "lock"
_RANDOM: Final = r"[a-z0-9_]{8}"


@contextlib.contextmanager
def held(target: Path) -> Iterator[Path]:
    """Give a place for an archive to be written to, and remove it at the end, whatever the end is.

    Args:
        target: Where the archive is to be; the folder is made where it is missing, and removed again when it stays
            empty.

    Raises:
        OSError: When the system refuses.
    """
    with parents(target):
        _sweep(target)
        shelter, lock = _made(target)
        try:
            yield shelter / target.name
        finally:
            _remove(shelter, lock)


def _made(target: Path) -> tuple[Path, BaseFileLock]:
    """Return a new folder and its lock; once more where another run has swept it away before it was locked."""
    while True:
        shelter = _new(target)
        try:
            lock = _taken(shelter)
        except OSError:
            shutil.rmtree(shelter, ignore_errors=True)
            raise
        if lock and shelter.is_dir():
            return shelter, lock


def _new(target: Path) -> Path:
    """Make a folder; an OSError does not name it, because nobody knows of that name."""
    try:
        return Path(tempfile.mkdtemp(prefix=f".{target.name}.archiving-", dir=target.parent))
    except OSError as error:
        raise OSError(error.errno, error.strerror) from error


def _taken(shelter: Path) -> BaseFileLock | None:
    """Return the lock of a folder, held; None when another run holds it or the folder has gone."""
    from filelock import FileLock, Timeout

    lock = FileLock(shelter / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    except OSError:
        if shelter.is_dir():
            raise
        return None
    return lock


def _sweep(target: Path) -> None:
    """Remove what killed runs for this target have left."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.archiving-{_RANDOM}")
    for stale in sorted(target.parent.iterdir()):
        if pattern.fullmatch(stale.name) and stale.is_dir() and not stale.is_symlink():
            # One that cannot be locked may be another user's.
            with contextlib.suppress(OSError):
                if lock := _taken(stale):
                    _remove(stale, lock)


def _remove(shelter: Path, lock: BaseFileLock) -> None:
    """Remove a folder and let go of its lock; what cannot be removed now, the next run sweeps."""
    shutil.rmtree(shelter, ignore_errors=True)
    lock.release()
    if os.name == "nt":  # pragma: no cover -- there, an open file cannot be removed, and the lock was open
        shutil.rmtree(shelter, ignore_errors=True)
