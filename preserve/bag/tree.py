"""What a folder holds: the files that may be read, and what else is there, found without opening anything.

Of a bag, nothing is opened later that was not found here as a regular file, so that no path in a manifest, whatever it
says, can lead out of the bag.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.bag import names, text
from preserve.errors import BagError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from preserve.bag.faults import Faults
    from preserve.fixity import Fixity, Progress


@dataclass(slots=True, kw_only=True)
class Tree:
    """What a folder holds.

    Attributes:
        folder: The folder itself.
        files: By path, the size in bytes of each regular file; None where `size` is to ask for it, because to ask for
            that of each takes twice as long as to find them all.
        special: In words what else stands at a path: a link, a pipe, a device.
        folders: The paths of all folders.
        empty: The paths of the folders that hold nothing.
        closed: How all paths begin that lie in a folder that could not be read, or behind the link that data/ is.
        form: Of the archive that the folder lies in; None for one on a disk.
    """

    folder: Path
    files: dict[str, int | None] = field(default_factory=dict)
    special: dict[str, str] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    empty: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    form: str | None = None
    _composed: dict[str, str] = field(default_factory=dict)
    _root: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Keep how the names of all files begin."""
        self._root = os.path.join(os.fsencode(self.folder), b"")  # noqa: PTH118 -- the name is bytes

    def opened(self, path: str) -> AbstractContextManager[io.RawIOBase | io.BufferedIOBase]:
        """Open a file for reading.

        Raises:
            BagError: When it is no regular file any more.
            OSError: When the system refuses.
        """
        return fixity.opened(self.native(path))

    def in_order(self, paths: Iterable[str]) -> list[str]:
        """Return the paths of files in the order in which they are best read one by one."""
        return sorted(paths)

    def fixities(
        self, wanted: Iterable[tuple[str, tuple[str, ...]]], progress: Progress | None = None
    ) -> Iterator[tuple[str, Fixity | BagError | OSError]]:
        """Yield path and fixity of files in whatever order they are read fastest, each from one read.

        Args:
            wanted: Pairs of the path of a file and the algorithms, normalised.
            progress: Is told the bytes as they are read.

        Yields:
            An error in place of the fixity where a file cannot be read, or changes meanwhile.
        """
        named = ((path, self.native(path), algorithms) for path, algorithms in wanted)
        return fixity.of_files(named, progress=progress)

    def size(self, path: str) -> int:
        """Return the size in bytes of a file, or 0 when it has gone since it was found."""
        size = self.files[path]
        with contextlib.suppress(OSError):
            return os.lstat(self.native(path)).st_size if size is None else size
        return 0

    def native(self, path: str) -> bytes:
        """Return the name by which the system opens a file; names in a bag are UTF-8 whatever the locale is."""
        return self._root + path.encode("utf-8", "surrogateescape")

    def holds(self, path: str) -> bool:
        """Return whether something other than a folder stands at exactly this path."""
        return path in self.files or path in self.special

    def hides(self, path: str) -> bool:
        """Return whether a path lies in a folder that could not be read, so that nobody can tell what is there."""
        return bool(self.closed) and path.startswith(tuple(self.closed))

    def alike(self, path: str) -> str | None:
        """Return the path of the file whose name differs at most in its Unicode composition, or None.

        Source: RFC 8493 §6.1.1.3
        """
        if not self._composed:
            self._composed.update((names.composed(each), each) for each in (*self.files, *self.special))
        return self._composed.get(names.composed(path))


def walk(folder: Path, faults: Faults) -> Tree:
    """Return what a folder holds, at any depth and in the order of the names in each folder; links are never followed.

    Args:
        folder: The base directory of a bag.
        faults: Is told of links, pipes, devices, and of folders that cannot be read.
    """
    tree = Tree(folder=folder)
    waiting = [""]
    while waiting:
        path = waiting.pop()
        try:
            waiting.extend(reversed(_visit(tree, path)))
        except OSError as error:
            tree.closed.append(f"{path}/" if path else "")
            faults.break_off(error, path)
    for path, words in tree.special.items():
        faults.add("BAG-022", f"this is {words}; a bag holds files and folders only", path)
    if "data" in tree.special:
        tree.closed.append("data/")
    return tree


def tag_lines(tree: Tree, name: str, encoding: str, faults: Faults) -> Iterator[tuple[int, str]]:
    """Yield the lines of a tag file with their numbers, as far as it can be read.

    Args:
        tree: Holds the file.
        name: Of the file.
        encoding: That the bag declares.
        faults: Is told why the reading ended early, and of a byte order mark.
    """
    return enumerate(itertools.chain.from_iterable(tag_batches(tree, name, encoding, faults)), 1)


def tag_batches(tree: Tree, name: str, encoding: str, faults: Faults) -> Iterator[list[str]]:
    """Yield the lines of a tag file, many at a time, as far as it can be read.

    Args:
        tree: Holds the file.
        name: Of the file.
        encoding: That the bag declares.
        faults: Is told why the reading ended early, and of a byte order mark.
    """
    is_first = True
    try:
        with tree.opened(name) as stream:
            for rows in text.batches(stream, encoding):
                if is_first and rows[0].startswith(text.BYTE_ORDER_MARK):
                    faults.add("BAG-005", "the file begins with a byte order mark", name, line=1)
                    rows[0] = rows[0].removeprefix(text.BYTE_ORDER_MARK)
                is_first = False
                yield rows
    except (BagError, OSError) as error:
        faults.break_off(error, name)


def _visit(tree: Tree, path: str) -> list[str]:
    """Note what one folder holds and return its folders."""
    with os.scandir(tree.native(path)) as found:
        entries = sorted(found, key=attrgetter("name"))
    if entries:
        entries[0].stat(follow_symlinks=False)  # raises where names can be listed but not looked at
    elif path:
        tree.empty.append(path)
    above = f"{path}/" if path else ""
    below = []
    for entry in entries:
        inner = above + entry.name.decode("utf-8", "surrogateescape")
        if entry.is_file(follow_symlinks=False):
            tree.files[inner] = None
        elif entry.is_dir(follow_symlinks=False):
            below.append(inner)
        else:
            mode = entry.stat(follow_symlinks=False).st_mode
            tree.special[inner] = fixity.kind(mode) or "a file that comes and goes"
    tree.folders.update(below)
    return below
