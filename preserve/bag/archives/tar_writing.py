"""Writing a tar, gzipped or not, which depends on nothing but what is in it and the moment that it is given.

Headers are of the plain form, ustar, wherever that has room: some programs refuse extended ones that are not needed.
"""

from __future__ import annotations

import contextlib
import gzip
import tarfile
from typing import IO, TYPE_CHECKING, Final

from preserve.bag.archives import tar_headers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from preserve.bag.archives.source import Source

_LEVEL: Final = 6
_LATEST: Final = 0o77777777777
_END: Final = 2 * tar_headers.ZEROS  # no more of them, so that each byte that a copy has lost can be missed


class TarWriter:
    """A tar in the making."""

    def __init__(self, sink: IO[bytes] | gzip.GzipFile, moment: dt.datetime) -> None:
        """Begin at the start of an open file."""
        self._sink = sink
        self._seconds = min(max(0, int(moment.timestamp())), _LATEST)

    def add_folder(self, name: str) -> None:
        """Write a folder."""
        self._sink.write(header(name, 0, self._seconds, is_folder=True))

    def add_file(self, name: str, source: Source) -> None:
        """Write a file of the size that it has."""
        self._sink.write(header(name, source.size, self._seconds))
        for block in source.blocks():
            self._sink.write(block)
        self._sink.write(bytes(-source.size % tar_headers.BLOCK))

    def close(self) -> None:
        """Write what ends a tar."""
        self._sink.write(_END)


@contextlib.contextmanager
def gzipped(sink: IO[bytes]) -> Iterator[gzip.GzipFile]:
    """Give a file whose content goes gzipped into another; without its name and the time in the header."""
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=sink, mtime=0) as stream:
        yield stream


def header(name: str, size: int, seconds: int, *, is_folder: bool = False) -> bytes:
    """Return the header of a member, with an extended one before it only where the plain one has no room.

    Args:
        name: In the archive.
        size: Of the content, in bytes.
        seconds: Since 1970, of the last modification.
        is_folder: Whether it is a folder.
    """
    info = tarfile.TarInfo(f"{name}/" if is_folder else name)
    info.size, info.mtime = size, seconds
    info.mode = 0o755 if is_folder else 0o644
    info.type = tarfile.DIRTYPE if is_folder else tarfile.REGTYPE
    if name.isascii():
        with contextlib.suppress(ValueError):  # no room
            return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")
