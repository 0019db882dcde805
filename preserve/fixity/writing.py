"""Writing files: new ones only, whole or not at all, on the disk before anything is said of them."""

from __future__ import annotations

import contextlib
import functools
import os
from typing import TYPE_CHECKING, Final

from preserve.fixity.digests import DEFAULT_ALGORITHMS, digested
from preserve.fixity.reading import opened, steady

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from preserve.fixity.digests import Fixity, Progress
    from preserve.fixity.reading import Name

_CREATE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
)


def copy(
    source: Name, target: Name, algorithms: Sequence[str] = DEFAULT_ALGORITHMS, *, progress: Progress | None = None
) -> Fixity:
    """Copy a regular file to a new one and return what was copied, from one read; the copy has reached the disk.

    Args:
        source: Is never followed when it is a link.
        target: Must not exist; a half-made one is removed again.
        algorithms: Normalised names.
        progress: Is told the bytes as they are read.

    Raises:
        BagError: When the source is no regular file, or changes while it is read.
        OSError: When the system refuses, or the target exists.
    """
    with opened(source) as stream, _created(target) as sink:
        return steady(source, stream, algorithms, sink=sink, progress=progress)


def write(
    content: bytes, target: Name, algorithms: Sequence[str] = DEFAULT_ALGORITHMS, *, progress: Progress | None = None
) -> Fixity:
    """Write bytes to a new file and return what was written; it has reached the disk.

    Args:
        content: What the file is to hold.
        target: Must not exist; a half-made one is removed again.
        algorithms: Normalised names.
        progress: Is told the bytes as they are written.

    Raises:
        OSError: When the system refuses, or the target exists.
    """
    with _created(target) as sink:
        return digested((content,), algorithms, sink=sink, progress=progress)


def sync_folder(folder: Name) -> None:
    """Make sure that the names in a folder have reached the disk, where the system offers that."""
    with contextlib.suppress(PermissionError, AttributeError):  # Windows opens no folder and has no O_DIRECTORY
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _created(target: Name) -> Iterator[Callable[[bytes], None]]:
    """Create a file and give what writes to it, sync and close it; remove it when the block fails."""
    descriptor = os.open(target, _CREATE, 0o644)
    try:
        with contextlib.closing(os.fdopen(descriptor, "wb", buffering=0)):
            os.chmod(target, 0o644)  # noqa: PTH101 -- the name may be bytes; the umask must not show in the bag
            yield functools.partial(_write_all, descriptor)
            os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(target)  # noqa: PTH108 -- the name may be bytes
        raise


def _write_all(descriptor: int, block: bytes) -> None:
    """Write a block whole, however little the system takes at a time."""
    rest = memoryview(block)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
