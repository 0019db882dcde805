"""Many files at once: small ones in batches over threads, big ones one after the other.

To wait for the disk is most of what a small file costs, and the system commits together what several threads wait for;
a thread for each file, though, would cost more than it gains. A big file keeps a disk busy alone.
"""

from __future__ import annotations

import collections
import os
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

BIG: Final = 64 << 20
"""In bytes: from here on, a file is a batch of its own, and no other batch is begun meanwhile."""

_WORKERS: Final = max(2, min(4, os.cpu_count() or 1))  # one waits for the disk while another one works
_FILES: Final = 256
_BYTES: Final = 64 << 20
_AHEAD: Final = 4  # batches that a worker finds waiting when it has done its own


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
    alone: Callable[[Sequence[Item]], bool],
    workers: int = _WORKERS,
) -> Generator[Result]:
    """Yield what comes of each batch; only a few wait to be worked on or to be taken, however many there are.

    Args:
        batches: As `batched` gives them.
        act: Works on one batch.
        alone: Whether a batch is worked on here, in the thread of the caller.
        workers: How many threads.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    pending: collections.deque[Future[Result]] = collections.deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for batch in batches:
                if alone(batch):
                    yield act(batch)
                    continue
                pending.append(pool.submit(act, batch))
                if len(pending) >= _AHEAD * workers:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            # Whoever takes no more, or whatever was raised: what was not begun is not done.
            for each in pending:
                each.cancel()
