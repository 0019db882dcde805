"""Digests: which algorithms there are, and what a stream of blocks comes to by several of them at once."""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future, ThreadPoolExecutor

Progress: TypeAlias = Callable[[int], None]
"""Is called with the number of bytes that were read since the last call."""

DEFAULT_ALGORITHMS: Final = ("sha256", "sha512")
BIG: Final = 64 << 20
"""In bytes: from here on, a file is hashed by several threads; below, to hand them blocks costs more than it gains."""
_BEHIND: Final = 4  # blocks in memory that are not hashed yet


def normalised(algorithm: str) -> str:
    """Return the name of an algorithm as file names carry it: ``SHA-256`` gives ``sha256``.

    Source: RFC 8493 §2.4
    """
    return "".join(character for character in algorithm.lower() if character.isalnum())


# The shake functions have no length of their own, so their digests could not be checked.
_CONSTRUCTORS: Final = {
    normalised(name): name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")
}


class Fixity(NamedTuple):  # one is made for each of millions of files, and a dataclass takes twice as long
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


def digested(
    blocks: Iterable[bytes],
    algorithms: Sequence[str],
    *,
    sink: Callable[[bytes], None] | None = None,
    progress: Progress | None = None,
    expected: int = 0,
) -> Fixity:
    """Pass blocks through the hash objects and into the sink, and return what they came to.

    Args:
        blocks: The content of one file, in order.
        algorithms: Normalised names.
        sink: Is given each block.
        progress: Is told the bytes of each block.
        expected: How many bytes are to come, as far as is known; a big file is hashed in several threads.
    """
    hashes = tuple(_hash(algorithm) for algorithm in algorithms)
    size = 0
    with _updating(hashes, expected) as update:
        for block in blocks:
            update(block)
            if sink is not None:
                sink(block)
            size += len(block)
            if progress:
                progress(len(block))
    return Fixity(size=size, digests=tuple(zip(algorithms, (each.hexdigest() for each in hashes), strict=True)))


def of_bytes(content: bytes, algorithms: Sequence[str]) -> Fixity:
    """Return what bytes come to.

    Args:
        content: The whole of a file.
        algorithms: Normalised names.
    """
    digests = []
    for name, new in _constructors(tuple(algorithms)):  # a comprehension would be one more call for each file
        digests.append((name, new(content, usedforsecurity=False).hexdigest()))
    return Fixity(len(content), tuple(digests))


@contextlib.contextmanager
def _updating(hashes: tuple[hashlib._Hash, ...], expected: int) -> Iterator[Callable[[bytes], None]]:
    """Give a function that feeds a block to all hash objects, each in a thread of its own when the file is big."""
    if expected < BIG or len(hashes) == 1:
        yield functools.partial(_in_turn, hashes)
        return
    from concurrent.futures import ThreadPoolExecutor

    with contextlib.ExitStack() as stack:
        # A thread of its own for each keeps the blocks in order.
        pools = [stack.enter_context(ThreadPoolExecutor(1)) for _ in hashes]
        waiting: deque[Future[None]] = deque()
        yield functools.partial(_at_once, tuple(zip(pools, hashes, strict=True)), waiting)
        for pending in waiting:
            pending.result()


def _in_turn(hashes: tuple[hashlib._Hash, ...], block: bytes) -> None:
    """Feed a block to one hash object after the other."""
    for each in hashes:
        each.update(block)


def _at_once(
    pairs: tuple[tuple[ThreadPoolExecutor, hashlib._Hash], ...], waiting: deque[Future[None]], block: bytes
) -> None:
    """Hand a block to the threads, and wait until they are so few blocks behind that the memory stays flat."""
    waiting.extend(pool.submit(each.update, block) for pool, each in pairs)
    while len(waiting) > _BEHIND * len(pairs):
        waiting.popleft().result()


@functools.cache
def _constructors(algorithms: tuple[str, ...]) -> tuple[tuple[str, Callable[..., hashlib._Hash]], ...]:
    """Return with each normalised name what makes its hash objects."""
    return tuple((algorithm, getattr(hashlib, _CONSTRUCTORS[algorithm])) for algorithm in algorithms)


def _hash(algorithm: str) -> hashlib._Hash:
    """Return an empty hash object; md5 and sha1 serve against decay here, not against forgers."""
    return hashlib.new(_CONSTRUCTORS[algorithm], usedforsecurity=False)
