"""Waiting until files are on the disk, and not only in the memory of the system.

Every file that was written is waited for by itself, because only so does the system tell of a disk that failed. Before
many are waited for, Linux is asked to write out all that waits on the file system: one commit then does for hundreds of
files, which took two thirds of the time and of the processor's work where 10,000 files of 8 kB were measured.
"""

from __future__ import annotations

import contextlib
import functools
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from preserve.fixity.reading import Name

_MANY: Final = 8


def sync_files(files: Sequence[Name]) -> None:
    """Wait until files that were written are on the disk.

    Args:
        files: Regular files, all of one file system.

    Raises:
        OSError: When one could not be written; it names that file.
    """
    if len(files) >= _MANY:
        _hasten(files[0])
    for file in files:
        try:
            _sync(file, os.O_RDONLY)
        except OSError as error:
            error.filename = os.fsdecode(file)
            raise


def sync_folder(folder: Name) -> None:
    """Make sure that the names in a folder have reached the disk, where the system offers that."""
    with contextlib.suppress(PermissionError, AttributeError):  # Windows opens no folder and has no O_DIRECTORY
        _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(name: Name, flags: int) -> None:
    """Open what has a name, wait until it is on the disk, and close it."""
    descriptor = os.open(name, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hasten(file: Name) -> None:
    """Have all that waits for the file system of a file written out; what fails shows when files are waited for."""
    if write_out := _syncfs():
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
        try:
            write_out(descriptor)
        finally:
            os.close(descriptor)


@functools.cache
def _syncfs() -> Callable[[int], int] | None:
    """Return Linux's own function for it, which Python does not offer, or None elsewhere.

    Source: syncfs(2).
    """
    import ctypes

    try:
        return ctypes.CDLL(None).syncfs
    except (OSError, TypeError, AttributeError):  # pragma: no cover -- Windows and macOS have none
        return None
