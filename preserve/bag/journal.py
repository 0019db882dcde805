"""The journal of a bag in the making: which files are whole in it, so that a run that was killed need not copy again.

A line is written when its file is on the disk, and says what was copied: inode, size and times of the source, and the
digests. It is believed only as far as it saves work, because the finished bag is read back and verified whatever the
journal says. A journal that is damaged, or that another version or other algorithms wrote, is not believed at all.
"""

from __future__ import annotations

import os
import re
import zlib
from typing import TYPE_CHECKING, Final

from preserve.bag import names
from preserve.fixity import Fixity, hex_length

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME: Final = "journal"
_TITLE: Final = "preserve journal 1"
_LINE: Final = re.compile(rb"([0-9a-f]{8}) (.+)\n", re.DOTALL)


class Journal:
    """The journal of one bag; it is read when it is opened, and then written on."""

    def __init__(self, file: Path, algorithms: tuple[str, ...]) -> None:
        """Read a journal, or begin one where there is none or one that cannot be believed.

        Args:
            file: In the staging folder.
            algorithms: Of the digests, normalised.

        Raises:
            OSError: When the system refuses.
        """
        self._file = file
        self._algorithms = algorithms
        self._known: dict[str, bytes] = {}
        self._descriptor: int | None = None
        if not self._read():
            self._known.clear()
            file.write_bytes(_sealed(self._title))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of any file."""
        return not self._known

    @property
    def _title(self) -> bytes:
        """Return what the first line says."""
        return " ".join((_TITLE, *self._algorithms)).encode()

    def fixity(self, path: str, source: os.stat_result) -> Fixity | None:
        """Return what a file came to when it was copied, or None where that is not known or it has changed since.

        Args:
            path: In the bag.
            source: The file as it is now.
        """
        stamp, _, digests = self._known.get(path, b"").rpartition(b"\t")
        if not stamp or stamp != _stamp(source):
            return None
        split = digests.decode().split(" ")
        return Fixity(size=source.st_size, digests=tuple(zip(self._algorithms, split, strict=True)))

    def note(self, files: Iterable[tuple[str, os.stat_result, Fixity]]) -> None:
        """Write down files that are whole in the bag and on the disk.

        Args:
            files: For each its path in the bag, its source as it was before it was copied, and what it came to.
        """
        lines = b"".join(_sealed(_entry(*each)) for each in files)
        if lines and self._descriptor is None:
            self._descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_CLOEXEC", 0))
        if lines and self._descriptor is not None:
            os.write(self._descriptor, lines)
            os.fsync(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _read(self) -> bool:
        """Take in what the journal says, and return whether it can be believed; cut off a line that has no end."""
        try:
            with self._file.open("rb") as stream:
                title, whole = _opened(stream.readline()), stream.tell()
                for line in stream:
                    if not line.endswith(b"\n"):
                        break
                    path, _, entry = (_opened(line) or b"").partition(b"\t")
                    if not self._is_entry(entry):
                        return False
                    self._known[names.decoded(path.decode())] = entry
                    whole += len(line)
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        if title == self._title:
            os.truncate(self._file, whole)
        return title == self._title

    def _is_entry(self, entry: bytes) -> bool:
        """Return whether a line says of a file what lines say."""
        digests = entry.rpartition(b"\t")[2].split(b" ")
        return [len(each) for each in digests] == [hex_length(each) for each in self._algorithms]


def _entry(path: str, source: os.stat_result, fixity: Fixity) -> bytes:
    """Return what a line says of a file."""
    digests = " ".join(digest for _, digest in fixity.digests)
    return b"\t".join((names.encoded(path).encode(), _stamp(source), digests.encode()))


def _stamp(source: os.stat_result) -> bytes:
    """Return what tells a file from all others, and from itself once somebody has written to it."""
    parts = (source.st_dev, source.st_ino, source.st_size, source.st_mtime_ns, source.st_ctime_ns)
    return " ".join(map(str, parts)).encode()


def _sealed(content: bytes) -> bytes:
    """Return a line with the checksum by which damage to it shows."""
    return b"%08x %b\n" % (zlib.crc32(content), content)


def _opened(line: bytes) -> bytes | None:
    """Return what a line says, or None where it is damaged."""
    match = _LINE.fullmatch(line)
    return match[2] if match and int(match[1], 16) == zlib.crc32(match[2]) else None
