"""What the folder in an archive holds: a tree like that of a folder on a disk, read when it is asked for."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from preserve import fixity
from preserve.bag.archives.streams import Blocks
from preserve.bag.tree import Tree
from preserve.errors import BagError, Location
from preserve.fixity.digests import digested

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator, Iterable, Iterator

    from preserve.bag.archives.members import Member
    from preserve.bag.archives.streams import Stream
    from preserve.fixity import Fixity, Progress

    Opening: TypeAlias = Callable[[io.FileIO, int], Stream]
    Unpacking: TypeAlias = Callable[[Stream, Member], Iterator[bytes]]

State: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How the content of an archive is read that was looked through.

    Attributes:
        state: Of the archive at that time; see `state`.
        stream: Opens the archive's bytes so that they can be read from an offset on.
        content: Yields the content of a member in blocks, and raises when it is not what the archive says.
    """

    state: State
    stream: Opening
    content: Unpacking


@dataclass(slots=True, kw_only=True)
class PackedTree(Tree):
    """What the folder in an archive holds.

    Attributes:
        folder: The archive itself.
        members: By their paths.
        form: Of the archive: ``tar``, ``tar.gz`` or ``zip``.
        access: How their content is read.
    """

    members: dict[str, Member] = field(default_factory=dict)
    form: str
    access: Access

    @contextlib.contextmanager
    def opened(self, path: str) -> Iterator[io.RawIOBase]:
        """Open a file for reading.

        Raises:
            BagError: When the archive is not what it was, or the member not what the archive says of it.
            OSError: When the system refuses.
        """
        with contextlib.closing(self.contents([path])) as contents:
            _, blocks = next(contents)
            yield Blocks(blocks)

    def in_order(self, paths: Iterable[str]) -> list[str]:
        """Return the paths of files in the order in which they lie in the archive."""
        return sorted(paths, key=lambda path: self.members[path].offset)

    def contents(self, paths: Iterable[str]) -> Generator[tuple[str, Iterator[bytes]], None, None]:
        """Yield the path of each of some files and its blocks, in the order in which they lie in the archive.

        Args:
            paths: Of at least one file.

        Raises:
            BagError: When the archive is not what it was.
            OSError: When the system refuses.
        """
        ordered = self.in_order(paths)
        with fixity.opened(real(self.folder)) as file:
            self._require_state(file)
            stream = self.access.stream(file, self.members[ordered[0]].offset)
            for path in ordered:
                yield path, self.access.content(stream, self.members[path])
            self._require_state(file)

    def fixities(
        self, wanted: Iterable[tuple[str, tuple[str, ...]]], progress: Progress | None = None
    ) -> Iterator[tuple[str, Fixity | BagError | OSError]]:
        """Yield path and fixity of files in the order in which they lie in the archive, each from one read.

        Args:
            wanted: Pairs of the path of a file and the algorithms, normalised.
            progress: Is told the bytes as they are read.

        Yields:
            An error in place of the fixity where the content is not what the archive says; so, too, for files that
            were not asked for, because the archive vouches for them with a checksum of its own.
        """
        algorithms = dict(wanted)
        paths = [path for path, member in self.members.items() if path in algorithms or member.checksum is not None]
        if not paths:
            return
        try:
            for path, blocks in self.contents(paths):
                found = self._fixity(path, blocks, algorithms.get(path, ()), progress)
                if path in algorithms or not isinstance(found, fixity.Fixity):
                    yield path, found
        except (BagError, OSError) as error:
            yield self.folder.name, error

    def _fixity(
        self, path: str, blocks: Iterator[bytes], algorithms: tuple[str, ...], progress: Progress | None
    ) -> Fixity | BagError | OSError:
        """Return size and digests of a file, or why there are none."""
        try:
            if not algorithms:  # only the archive vouches for it
                return digested(blocks, ())
            return digested(blocks, algorithms, progress=progress, expected=self.members[path].size)
        except (BagError, OSError) as error:
            return error

    def _require_state(self, file: io.FileIO) -> None:
        """Raise when the archive is not any more what was looked through."""
        if state(file) != self.access.state:
            raise BagError(
                "the archive changed while it was read", code="BAG-024", location=Location(file=self.folder.name)
            )


def state(file: io.FileIO) -> State:
    """Return what is another when a file was written to or exchanged."""
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def real(archive: Path) -> Path:
    """Return where an archive lies that may be named by a link."""
    return Path(os.path.realpath(archive))
