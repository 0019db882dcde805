"""Unpacking an archive where a bag must lie in a folder: into one that is made for this, and removed afterwards.

Only what was found to be a regular file under a harmless name is written, and no more of it than the archive says.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from preserve.bag import contents
from preserve.bag.archives import kinds
from preserve.bag.archives.packed import PackedTree
from preserve.errors import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.fixity import Progress


@contextlib.contextmanager
def unpacked(path: Path, *, progress: Progress | None = None) -> Iterator[Path]:
    """Give a bag as a folder: itself where it is one, or unpacked for as long as the block lasts.

    Args:
        path: A bag that was verified, as a folder or an archive.
        progress: Is told the bytes as they are written.

    Raises:
        BagError: When it is no bag, or not any more what it was.
        SurroundingsError: When the machine refuses.
    """
    tree = None if path.is_dir() else contents.read(path).tree
    if not isinstance(tree, PackedTree):
        yield path
        return
    with contextlib.ExitStack() as stack:
        with surroundings("unpack the archive", path):
            shelter = stack.enter_context(tempfile.TemporaryDirectory(prefix="preserve-"))
            folder = Path(shelter) / kinds.stem(path)
            _unpack(tree, folder, progress)
        yield folder


def _unpack(tree: PackedTree, folder: Path, progress: Progress | None) -> None:
    """Write the folders and files of an archive into a new folder."""
    os.mkdir(os.fsencode(folder))  # noqa: PTH102 -- as below, where names are bytes
    native = os.path.join(os.fsencode(folder), b"")  # noqa: PTH118 -- names are UTF-8 whatever the locale is
    for each in sorted(tree.folders):
        os.mkdir(native + each.encode())  # noqa: PTH102
    for path, blocks in tree.contents(tree.members) if tree.members else ():
        with open(native + path.encode(), "xb") as sink:  # noqa: PTH123
            for block in blocks:
                sink.write(block)
                if progress:
                    progress(len(block))
