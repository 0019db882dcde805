"""Many files at once: in batches over threads, as far as that gains anything; big ones one after the other.

Several threads hash at the same time, and wait at the same time for a disk that is far away or slow to write. A thread
for each file, though, would cost more than it gains. Where nobody waits, threads that open small files only wait for
each other. A big file keeps a disk busy alone.
"""

from __future__ import annotations

import collections
import contextlib
import os
import time
from typing import TYPE_CHECKING, Final, TypeVar

from preserve.fixity.digests import BIG

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ThreadPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORKERS: Final = max(2, min(4, os.cpu_count() or 1))  # one waits for the disk while another one works
_FILES: Final = 256
_BYTES: Final = 64 << 20
_AHEAD: Final = 4  # batches that a worker finds waiting when it has done its own
_SMALL: Final = 1 << 18  # in bytes: less than this of an item each, and to call the system is most of the work


def batched(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield items in batches that are worth a thread, in their order.

    Args:
        items: Such as files.
        size: Returns the bytes of one.
    """
    batch: list[Item] = []
    total = 0
    for item in items:
        weight = size(item)
        if batch and (len(batch) == _FILES or total + weight > _BYTES):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += weight
    if batch:
        yield batch


def over_threads(
    batches: Iterable[Sequence[Item]],
    act: Callable[[Sequence[Item]], Result],
    size: Callable[[Item], int],
    workers: int = _WORKERS,
) -> Generator[Result]:
    """Yield what comes of each batch; only a few wait to be worked on or to be taken, however many there are.

    A batch of one big item is worked on here, in the thread of the caller, and so are small items until they turn out
    to be mostly a matter of waiting.

    Args:
        batches: As `batched` gives them.
        act: Works on one batch.
        size: Returns the bytes of one item.
        workers: How many threads.
    """
    pending: collections.deque[Future[Result]] = collections.deque()
    waiting = _Waiting()
    pool: ThreadPoolExecutor | None = None
    with contextlib.ExitStack() as stack:
        try:
            for batch in batches:
                if size(batch[0]) >= BIG:
                    yield act(batch)
                elif sum(map(size, batch)) < _SMALL * len(batch) and not waiting.prevails:
                    yield waiting.timed(act, batch)
                else:
                    pool = pool or stack.enter_context(_pool(workers))
                    pending.append(pool.submit(act, batch))
                    if len(pending) >= _AHEAD * workers:
                        yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            # Whoever takes no more, or whatever was raised: what was not begun is not done.
            for each in pending:
                each.cancel()


def _pool(workers: int) -> ThreadPoolExecutor:
    """Return some threads; what they need takes longer to import than a small bag to copy."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(workers)


class _Waiting:
    """How long work took, and how much of that the thread only waited."""

    def __init__(self) -> None:
        """Begin."""
        self._waited = self._worked = 0.0

    @property
    def prevails(self) -> bool:
        """Whether more time went by waiting than with work."""
        return self._waited > self._worked

    def timed(self, act: Callable[[Item], Result], item: Item) -> Result:
        """Return what comes of an item, and look at the clocks before and after."""
        began, before = time.perf_counter(), time.thread_time()
        result = act(item)
        worked = time.thread_time() - before
        self._worked += worked
        self._waited += time.perf_counter() - began - worked
        return result
