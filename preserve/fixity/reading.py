"""Reading files: regular ones only, whole, and proven to have stayed as they were."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypeAlias

from preserve.errors import BagError, Location
from preserve.fixity.digests import BIG, DEFAULT_ALGORITHMS, digested, of_bytes

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Sequence

    from preserve.fixity.digests import Fixity, Progress

Name: TypeAlias = Path | bytes
"""A file; as bytes where the name must not pass through the encoding of the locale."""

_BLOCK: Final = 1 << 20
_SMALL_BLOCK: Final = 1 << 18  # only for big files are bigger ones worth the memory
_BIG: Final = 1 << 18  # from here on, another thread is worth its while
# A link is not followed; a pipe does not wait for its other end; nothing is translated on Windows.
_READ: Final = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def kind(mode: int) -> str | None:
    """Return in words what a file is that is not a regular one, or None for a regular file.

    Args:
        mode: As `os.lstat` tells it.
    """
    if stat.S_ISREG(mode):
        return None
    kinds = (
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((words for test, words in kinds if test(mode)), "a device")


@contextlib.contextmanager
def opened(file: Name) -> Iterator[io.FileIO]:
    """Open a regular file for reading and close it, or refuse it without waiting.

    Raises:
        BagError: For a link, a folder, a pipe, a socket or a device.
        OSError: When the system refuses.
    """
    _refuse_special(file, os.lstat(file))
    with os.fdopen(_open_unfollowed(file), "rb", buffering=0) as stream:
        _refuse_special(file, os.fstat(stream.fileno()))
        yield stream


def of_file(file: Name, algorithms: Sequence[str] = DEFAULT_ALGORITHMS, *, progress: Progress | None = None) -> Fixity:
    """Return size and digests of a regular file, from one read.

    Args:
        file: Is never followed when it is a link.
        algorithms: Normalised names.
        progress: Is told the bytes as they are read.

    Raises:
        BagError: When it is no regular file, or changes while it is read.
        OSError: When the system refuses.
    """
    with opened(file) as stream:
        return steady(file, stream, algorithms, progress=progress)


def of_small(file: Name, algorithms: Sequence[str], *, progress: Progress | None = None) -> Fixity | None:
    """Return size and digests of a small file, read in one go, with as few calls as prove that it stayed as it was.

    Args:
        file: Was seen to be a regular one; if it is none any more, it may be opened, but it is not read.
        algorithms: Normalised names.
        progress: Is told the bytes.

    Returns:
        None for a big file, which was not read.

    Raises:
        BagError: When it is no regular file, or changes while it is read.
        OSError: When the system refuses.
    """
    descriptor = _open_unfollowed(file)
    try:
        before = os.fstat(descriptor)
        size = before.st_size
        if not stat.S_ISREG(before.st_mode):
            _refuse_special(file, before)
        if size >= _BIG:
            return None
        content = os.read(descriptor, size + 1)
        if len(content) < size:
            content += _rest(descriptor, size - len(content))
        if progress:
            progress(len(content))
        _require_steady(file, before, os.fstat(descriptor), len(content))
    finally:
        os.close(descriptor)
    return of_bytes(content, algorithms)


def _rest(descriptor: int, size: int) -> bytes:
    """Return what is left of a file that a signal, or a disk that is far away, cut short, and at most a byte more."""
    content = b""
    while len(content) < size and (more := os.read(descriptor, size + 1 - len(content))):
        content += more
    return content


def steady(
    file: Name,
    stream: IO[bytes],
    algorithms: Sequence[str],
    *,
    sink: Callable[[bytes], None] | None = None,
    progress: Progress | None = None,
) -> Fixity:
    """Read an open file to its end and prove that it stayed as it was.

    Args:
        file: As it is called in a message.
        stream: The file.
        algorithms: Normalised names.
        sink: Is given each block.
        progress: Is told the bytes as they are read.

    Raises:
        BagError: BAG-024 when it changes meanwhile.
        OSError: When the system refuses.
    """
    before = os.fstat(stream.fileno())
    fixity = digested(
        _blocks(stream, before.st_size), algorithms, sink=sink, progress=progress, expected=before.st_size
    )
    _require_steady(file, before, os.fstat(stream.fileno()), fixity.size)
    return fixity


def _require_steady(file: Name, before: os.stat_result, after: os.stat_result, read: int) -> None:
    """Raise a BagError for a file that did not stay as it was, or of which more or less was read."""
    is_gone = before.st_nlink and not after.st_nlink  # removed, or another one took its place
    if is_gone or not read == before.st_size == after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise _error("BAG-024", file, "the file changed while it was read")


def _blocks(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Yield a stream in blocks, ending past the limit, so that a file that grows cannot hold us for ever."""
    # To ask for a whole block where a small file is expected costs more than to read it.
    step = _BLOCK if limit >= BIG else min(_SMALL_BLOCK, limit + 1)
    read = 0
    while block := stream.read(step):
        yield block
        read += len(block)
        if read > limit:
            return


def _open_unfollowed(file: Name) -> int:
    """Return a descriptor for reading; a link that took the file's place since it was looked at is refused."""
    try:
        return os.open(file, _READ)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _special(file, "a symbolic link") from error
        raise


def _refuse_special(file: Name, status: os.stat_result) -> None:
    """Raise a BagError for what is no regular file."""
    if words := kind(status.st_mode):
        raise _special(file, words)


def _special(file: Name, words: str) -> BagError:
    """Return the error for what is no regular file."""
    return _error("BAG-022", file, f"this is {words}, not a regular file")


def _error(code: str, file: Name, message: str) -> BagError:
    """Return an error on a file."""
    return BagError(message, code=code, location=Location(file=os.fsdecode(file)))
