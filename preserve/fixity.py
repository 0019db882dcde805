"""Fixity: the digests of files, taken in one read, and copies that are proven while they are made.

Only regular files are read: a link is refused because it points outside what is kept, a pipe or a device because
reading it may never end. A file that changes while it is read has no digest, and that is an error which names it.

What the machine refuses (no such file, a full disk) leaves this module as the system's own OSError; the caller knows
what was being done and says so with `preserve.errors.surroundings`.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypeAlias

from preserve.errors import BagError, Location

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import ThreadPoolExecutor

Progress: TypeAlias = Callable[[int], None]
"""Is called with the number of bytes that were read since the last call."""

Name: TypeAlias = Path | bytes
"""A file; as bytes where the name must not pass through the encoding of the locale."""

DEFAULT_ALGORITHMS: Final = ("sha256", "sha512")
_BLOCK: Final = 1 << 20
_PARALLEL_FROM: Final = 64 << 20  # below this, handing blocks to threads costs more than it gains

# A link is not followed; a pipe does not wait for its other end; nothing is translated on Windows.
_READ: Final = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_CREATE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
)


def normalised(algorithm: str) -> str:
    """Return the name of an algorithm as file names carry it: ``SHA-256`` gives ``sha256``.

    Source: RFC 8493 §2.4
    """
    return "".join(character for character in algorithm.lower() if character.isalnum())


# The shake functions have no length of their own, so their digests could not be checked.
_CONSTRUCTORS: Final = {
    normalised(name): name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixity:
    """What one read of a file gave.

    Attributes:
        size: In bytes.
        digests: Pairs of algorithm and lower-case hexadecimal digest, in the order asked for.
    """

    size: int
    digests: tuple[tuple[str, str], ...]

    def digest(self, algorithm: str) -> str:
        """Return the digest by one of the algorithms that were asked for.

        Raises:
            KeyError: When it was not asked for.
        """
        return dict(self.digests)[algorithm]


def is_known(algorithm: str) -> bool:
    """Return whether digests by a normalised algorithm can be computed."""
    return algorithm in _CONSTRUCTORS


def hex_length(algorithm: str) -> int:
    """Return how many hexadecimal digits a digest by the algorithm has."""
    return _hash(algorithm).digest_size * 2


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
        return _steady(file, stream, algorithms, progress=progress)


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
        return _steady(source, stream, algorithms, sink=sink, progress=progress)


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
        return _run((content,), algorithms, sink=sink, progress=progress)


def sync_folder(folder: Name) -> None:
    """Make sure that the names in a folder have reached the disk, where the system offers that."""
    with contextlib.suppress(PermissionError, AttributeError):  # Windows opens no folder and has no O_DIRECTORY
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hash(algorithm: str) -> hashlib._Hash:
    """Return an empty hash object; md5 and sha1 serve against decay here, not against forgers."""
    return hashlib.new(_CONSTRUCTORS[algorithm], usedforsecurity=False)


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


@contextlib.contextmanager
def _created(target: Name) -> Iterator[int]:
    """Create a file, sync and close it; remove it when the block fails."""
    descriptor = os.open(target, _CREATE, 0o644)
    try:
        with contextlib.closing(os.fdopen(descriptor, "wb", buffering=0)):
            os.chmod(target, 0o644)  # noqa: PTH101 -- the name may be bytes; the umask must not show in the bag
            yield descriptor
            os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(target)  # noqa: PTH108 -- the name may be bytes
        raise


def _steady(
    file: Name,
    stream: IO[bytes],
    algorithms: Sequence[str],
    *,
    sink: int | None = None,
    progress: Progress | None = None,
) -> Fixity:
    """Read an open file to its end and prove that it stayed as it was."""
    before = os.fstat(stream.fileno())
    fixity = _run(
        _blocks(stream, limit=before.st_size), algorithms, sink=sink, progress=progress, expected=before.st_size
    )
    after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or fixity.size != before.st_size:
        raise _error("BAG-024", file, "the file changed while it was read")
    return fixity


def _blocks(stream: IO[bytes], *, limit: int | None = None) -> Iterator[bytes]:
    """Yield a stream in blocks, ending past the limit, so that a file that grows cannot hold us for ever."""
    # To ask for a whole block where a small file is expected costs more than to read it.
    step = _BLOCK if limit is None else min(_BLOCK, limit + 1)
    read = 0
    while block := stream.read(step):
        yield block
        read += len(block)
        if limit is not None and read > limit:
            return


def _run(
    blocks: Iterable[bytes],
    algorithms: Sequence[str],
    *,
    sink: int | None = None,
    progress: Progress | None = None,
    expected: int = 0,
) -> Fixity:
    """Pass blocks through the hash objects and into the sink, and return what they came to."""
    hashes = tuple(_hash(algorithm) for algorithm in algorithms)
    size = 0
    with _updating(hashes, expected) as update:
        for block in blocks:
            update(block)
            if sink is not None:
                _write_all(sink, block)
            size += len(block)
            if progress:
                progress(len(block))
    return Fixity(size=size, digests=tuple(zip(algorithms, (each.hexdigest() for each in hashes), strict=True)))


@contextlib.contextmanager
def _updating(hashes: tuple[hashlib._Hash, ...], expected: int) -> Iterator[Callable[[bytes], None]]:
    """Give a function that feeds a block to all hash objects, each in a thread of its own when the file is big."""
    if expected < _PARALLEL_FROM:
        yield functools.partial(_in_turn, hashes)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(hashes)) as pool:
        yield functools.partial(_at_once, pool, hashes)


def _in_turn(hashes: tuple[hashlib._Hash, ...], block: bytes) -> None:
    """Feed a block to one hash object after the other."""
    for each in hashes:
        each.update(block)


def _at_once(pool: ThreadPoolExecutor, hashes: tuple[hashlib._Hash, ...], block: bytes) -> None:
    """Feed a block to all hash objects at the same time, and wait for the slowest."""
    for pending in [pool.submit(each.update, block) for each in hashes]:
        pending.result()


def _write_all(descriptor: int, block: bytes) -> None:
    """Write a block whole, however little the system takes at a time."""
    rest = memoryview(block)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
