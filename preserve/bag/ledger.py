"""What a bag in the making holds so far: path, digests and nothing else of each file, so that millions fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preserve import fixity
from preserve.bag import manifest, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.fixity import Fixity


class Ledger:
    """The files of a bag, each with its digests.

    Attributes:
        hashed: All algorithms by which a file is hashed, normalised; SHA-256 is among them in any case, because records
            of an interview give it.
        size: Of the payload, in bytes.
        count: Of the files of the payload.
    """

    def __init__(self, *, of_payload: tuple[str, ...], of_tags: tuple[str, ...]) -> None:
        """Begin with none.

        Args:
            of_payload: By which algorithms the payload manifests are.
            of_tags: By which the tag manifests are.
        """
        self.hashed = tuple(dict.fromkeys((*of_payload, *of_tags, "sha256")))
        self.size = 0
        self.count = 0
        self._of_payload = of_payload
        self._of_tags = of_tags
        self._payload: dict[str, bytes] = {}
        self._tags: dict[str, bytes] = {}

    def enter(self, path: str, stored: Fixity) -> None:
        """Enter a file.

        Args:
            path: Relative to the bag.
            stored: With a digest by each of the algorithms, in their order.
        """
        # All digests of a file in one run of bytes take a third of the room that strings would.
        packed = b"".join(bytes.fromhex(digest) for _, digest in stored.digests)
        if names.is_payload(path):
            self._payload[path] = packed
            self.size += stored.size
            self.count += 1
        else:
            self._tags[path] = packed

    def forget_payload(self) -> None:
        """Let go of what the payload holds, once its manifests are written."""
        self._payload.clear()

    def manifests(self, *, of_tags: bool) -> list[tuple[str, Iterator[bytes]]]:
        """Return for each algorithm the content of its manifest of what was entered by now, in blocks.

        Args:
            of_tags: Whether it lists the tag files.
        """
        packed, algorithms = (self._tags, self._of_tags) if of_tags else (self._payload, self._of_payload)
        paths = sorted(packed)
        return [(algorithm, self._listed(packed, paths, self._place(algorithm))) for algorithm in algorithms]

    def _listed(self, packed: dict[str, bytes], paths: list[str], place: slice) -> Iterator[bytes]:
        """Return the content of a manifest by the algorithm whose digests stand in one place."""
        return manifest.content((path, packed[path][place].hex()) for path in paths)

    def _place(self, algorithm: str) -> slice:
        """Return where in the run of bytes the digest by an algorithm stands."""
        lengths = [fixity.hex_length(each) // 2 for each in self.hashed]
        number = self.hashed.index(algorithm)
        start = sum(lengths[:number])
        return slice(start, start + lengths[number])
