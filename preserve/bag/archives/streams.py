"""The bytes of an archive in order: as they are, or unpacked from gzip on the way.

A gzip stream can be entered in the middle where a mark was made when it was first read: the mark keeps the state of the
unpacking, some 40 kB. So nothing that was unpacked needs to be kept, in memory or on a disk.

Source: RFC 1952
"""

from __future__ import annotations

import io
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from preserve.bag.archives import bounds
from preserve.bag.archives.refusal import cut_short, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK: Final = 1 << 20
_AHEAD: Final = 1 << 13  # headers are read in small pieces
_INPUT: Final = 1 << 14  # what is left of it is copied at every read, and most reads are of a header
_GZIP: Final = 31  # zlib reads header and trailer of gzip itself, checksum and length included


class Stream(Protocol):
    """Bytes in order.

    Attributes:
        position: How many bytes are behind.
    """

    position: int

    def read(self, count: int) -> bytes:
        """Return so many bytes, or fewer at the end.

        Raises:
            BagError: When the bytes cannot be unpacked.
        """

    def to(self, offset: int) -> None:
        """Go on to a place.

        Raises:
            BagError: When the stream ends before it.
        """

    def require_end(self) -> None:
        """Return when nothing follows.

        Raises:
            BagError: When something does, or what should follow does not.
        """


class Plain:
    """The bytes of a file as they are."""

    def __init__(self, file: io.FileIO) -> None:
        """Begin at the start of an open file."""
        self.size = os.fstat(file.fileno()).st_size
        self.position = 0
        self._file = file
        self._ahead = b""
        self._begin = 0

    def read(self, count: int) -> bytes:
        """Return so many bytes, or fewer at the end."""
        first = self.position - self._begin
        if first < 0 or first + count > len(self._ahead):
            self._begin, first = self._file.seek(self.position), 0
            self._ahead = self._file.read(max(count, _AHEAD))
        block = self._ahead[first : first + count]
        self.position += len(block)
        return block

    def to(self, offset: int) -> None:
        """Go to a place, before or behind."""
        if offset > self.size:
            raise cut_short()
        self.position = offset

    def require_end(self) -> None:
        """Return when nothing follows."""
        if self.position != self.size:
            raise refused("BAG-093", "bytes follow behind the end of the archive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a gzip stream from which it can be read again.

    Attributes:
        position: In the unpacked stream.
        offset: In the file.
        pending: Bytes from before the offset that are not unpacked yet.
        inflater: The state of the unpacking, which is copied for each use.
    """

    position: int
    offset: int
    pending: bytes
    inflater: zlib._Decompress


class Gunzipped:
    """The bytes that a gzipped file unpacks to."""

    def __init__(self, file: io.FileIO, mark: Mark | None = None) -> None:
        """Begin at the start of an open file, or at a mark."""
        self._file = file
        self._inflater = mark.inflater.copy() if mark else zlib.decompressobj(_GZIP)
        self._pending = mark.pending if mark else b""
        self.position = mark.position if mark else 0
        self._offset = mark.offset if mark else 0
        file.seek(self._offset)

    def mark(self) -> Mark:
        """Return the place where the stream stands."""
        return Mark(position=self.position, offset=self._offset, pending=self._pending, inflater=self._inflater.copy())

    def read(self, count: int) -> bytes:
        """Return so many bytes, or fewer at the end."""
        first = self._unpacked(count)
        if len(first) == count:
            return first
        parts, left = [first], count - len(first)
        while part := self._unpacked(left):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def to(self, offset: int) -> None:
        """Go on to a place by unpacking what lies before it."""
        while self.position < offset:
            if not self._unpacked(min(BLOCK, offset - self.position)):
                raise cut_short()

    def require_end(self) -> None:
        """Return when the checksum and the length at the end are right and nothing follows."""
        if self._unpacked(1) or self._inflater.unused_data or self._file.read(1):
            raise refused("BAG-093", "bytes follow behind the end of the archive")

    def _unpacked(self, most: int) -> bytes:
        """Return some bytes, at most so many; none at the end, or where none are asked for."""
        while most and not self._inflater.eof:
            try:
                part = self._inflater.decompress(self._pending or self._more(), most)
            except zlib.error as error:
                raise refused("BAG-080", f"the archive cannot be unpacked: {_reason(error)}") from error
            self._pending = self._inflater.unconsumed_tail
            if part:
                self.position += len(part)
                self._require_measure()
                return part
        return b""

    def _more(self) -> bytes:
        """Return the next packed bytes."""
        packed = self._file.read(_INPUT)
        if not packed:
            raise cut_short()
        self._offset += len(packed)
        return packed

    def _require_measure(self) -> None:
        """Raise when more comes out than an honest archive holds."""
        packed = self._offset - len(self._pending)
        if self.position > bounds.RATIO_FROM and self.position > bounds.HIGHEST_RATIO * packed:
            raise refused("BAG-088", f"it unpacks to more than {bounds.HIGHEST_RATIO:,} times its size")


class Blocks(io.RawIOBase):
    """A file to read, of blocks that come one by one."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        """Begin before the first block."""
        super().__init__()
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the Buffer of Python 3.12
        """Fill a buffer as far as the present block goes, and return how many bytes that were."""
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def blocks(stream: Stream, size: int) -> Iterator[bytes]:
    """Yield so many bytes from where a stream stands.

    Raises:
        BagError: When the stream ends before.
    """
    while size:
        block = stream.read(min(BLOCK, size))
        if not block:
            raise cut_short()
        size -= len(block)
        yield block


def _reason(error: zlib.error) -> str:
    """Return what zlib says, without its number."""
    return str(error).rpartition(": ")[2]
