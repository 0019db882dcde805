"""Writing files: new ones only, whole or not at all, on the disk before anything is said of them.

That a file is on the disk can be left to `preserve.fixity.syncing`, which waits for many at once.
"""

from __future__ import annotations

import contextlib
import functools
import os
from typing import TYPE_CHECKING, Final

from preserve.fixity.digests import DEFAULT_ALGORITHMS, digested
from preserve.fixity.reading import opened, steady

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from preserve.fixity.digests import Fixity, Progress
    from preserve.fixity.reading import Name

_CREATE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
)


def copy(
    source: Name,
    target: Name,
    algorithms: Sequence[str] = DEFAULT_ALGORITHMS,
    *,
    progress: Progress | None = None,
    sync: bool = True,
) -> Fixity:
    """Copy a regular file to a new one and return what was copied, from one read; the copy has reached the disk.

    The copy keeps the time at which its source was last modified, because it may be all that tells when that was made.

    Args:
        source: Is never followed when it is a link.
        target: Must not exist; a half-made one is removed again.
        algorithms: Normalised names.
        progress: Is told the bytes as they are read.
        sync: Whether to wait for the disk; whoever does not must call `sync_files` before the copy is relied on.

    Raises:
        BagError: When the source is no regular file, or changes while it is read.
        OSError: When the system refuses, or the target exists; it names the file that was refused.
    """
    try:
        with opened(source) as stream:
            status = os.fstat(stream.fileno())
            with _created(target, (status.st_atime_ns, status.st_mtime_ns), sync=sync) as sink:
                return steady(source, stream, algorithms, sink=sink, progress=progress)
    except OSError as error:
        _name(error, source)
        raise


def write(
    content: bytes | Iterable[bytes],
    target: Name,
    algorithms: Sequence[str] = DEFAULT_ALGORITHMS,
    *,
    progress: Progress | None = None,
) -> Fixity:
    """Write bytes to a new file and return what was written; it has reached the disk.

    Args:
        content: What the file is to hold, whole or in blocks.
        target: Must not exist; a half-made one is removed again.
        algorithms: Normalised names.
        progress: Is told the bytes as they are written.

    Raises:
        OSError: When the system refuses, or the target exists.
    """
    with _created(target) as sink:
        blocks = (content,) if isinstance(content, bytes) else content
        return digested(blocks, algorithms, sink=sink, progress=progress)


@contextlib.contextmanager
def _created(
    target: Name, times: tuple[int, int] | None = None, *, sync: bool = True
) -> Iterator[Callable[[bytes], None]]:
    """Create a file and give what writes to it, sync and close it; remove it when the block fails.

    Args:
        target: The file.
        times: When it is to have been read and modified last, in nanoseconds; None for now.
        sync: Whether to wait for the disk.
    """
    descriptor = os.open(target, _CREATE, 0o644)
    try:
        try:
            yield functools.partial(_write_all, descriptor, target)
            _finish(descriptor, target, times, sync=sync)
        finally:
            os.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(target)  # noqa: PTH108 -- the name may be bytes
        raise


def _finish(descriptor: int, target: Name, times: tuple[int, int] | None, *, sync: bool) -> None:
    """Set mode and times of a file that is written, and wait for the disk."""
    try:
        os.chmod(target, 0o644)  # noqa: PTH101 -- the name may be bytes; the umask must not show in the bag
        if times:
            os.utime(target, ns=times)
        if sync:
            os.fsync(descriptor)
    except OSError as error:
        _name(error, target)
        raise


def _write_all(descriptor: int, target: Name, block: bytes) -> None:
    """Write a block whole, however little the system takes at a time."""
    rest = memoryview(block)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except OSError as error:
        _name(error, target)
        raise


def _name(error: OSError, file: Name) -> None:
    """Let an error name the file, unless it names one: the system does so only where it opens by name."""
    if error.filename is None:
        error.filename = os.fsdecode(file)
