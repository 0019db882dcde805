"""Reading many files: small ones one after the other, big ones several at a time.

To open and to read a small file takes less time than to hand it to another thread, and threads that call the system
that often wait for each other. Big files are a matter of hashing, which as many threads do as there are processors.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import TYPE_CHECKING, Final, TypeVar

from preserve.errors import BagError
from preserve.fixity import reading

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from preserve.fixity.digests import Fixity, Progress
    from preserve.fixity.reading import Name

Key = TypeVar("Key")

_MOST_AT_ONCE: Final = 4  # more would have a disk jump from file to file


def of_files(
    wanted: Iterable[tuple[Key, Name, Sequence[str]]], *, progress: Progress | None = None
) -> Generator[tuple[Key, Fixity | BagError | OSError], None, None]:
    """Yield size and digests of many files, each from one read, in whatever order they are read fastest.

    Args:
        wanted: What a file is known by, a file that was seen to be a regular one, and normalised names of algorithms.
        progress: Is told the bytes as they are read, from one thread at a time.

    Yields:
        What a file is known by, and an error in place of the fixity where it is no regular file any more, cannot be
        read, or changes meanwhile.
    """
    big: list[tuple[Key, Name, Sequence[str]]] = []
    for key, file, algorithms in wanted:
        try:
            actual = reading.of_small(file, algorithms, progress=progress)
        except (BagError, OSError) as error:
            yield key, error
        else:
            if actual:
                yield key, actual
            else:
                big.append((key, file, algorithms))
    yield from _side_by_side(big, _Shared(progress))


class _Shared:
    """Tells of progress from several threads, one at a time, until the work is over."""

    def __init__(self, progress: Progress | None) -> None:
        """Begin."""
        self._progress = progress
        self._lock = threading.Lock()
        self._is_over = False

    def __call__(self, count: int) -> None:
        """Tell of bytes, or end a thread whose work nobody waits for any more."""
        with self._lock:
            if self._is_over:
                raise InterruptedError
            if self._progress:
                self._progress(count)

    def end(self) -> None:
        """Let no thread read on."""
        self._is_over = True


def _side_by_side(
    big: list[tuple[Key, Name, Sequence[str]]], progress: _Shared
) -> Iterator[tuple[Key, Fixity | BagError | OSError]]:
    """Yield size and digests of big files, of which several are read at the same time."""
    if not big:
        return
    from concurrent.futures import ThreadPoolExecutor

    workers = min(len(big), _processors(), _MOST_AT_ONCE)
    waiting: deque[tuple[Key, Future[Fixity | BagError | OSError]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for key, file, algorithms in big:
                waiting.append((key, pool.submit(_outcome, file, algorithms, progress)))
                if len(waiting) > workers:
                    first, pending = waiting.popleft()
                    yield first, pending.result()
            for key, pending in waiting:
                yield key, pending.result()
        finally:
            progress.end()


def _outcome(file: Name, algorithms: Sequence[str], progress: _Shared) -> Fixity | BagError | OSError:
    """Return size and digests of a file, or why there are none."""
    try:
        return reading.of_file(file, algorithms, progress=progress)
    except (BagError, OSError) as error:
        return error


def _processors() -> int:
    """Return how many processors this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover -- macOS and Windows
