"""One file of a bag on its way into an archive."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from preserve.bag.archives import streams
from preserve.bag.archives.refusal import refused

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from preserve.bag.tree import Tree
    from preserve.fixity import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file of a bag.

    Attributes:
        stream: The file.
        size: That it had when it was opened, in bytes.
        path: In the bag.
        progress: Is told the bytes as they are read.
    """

    stream: io.RawIOBase | io.BufferedIOBase
    size: int
    path: str
    progress: Progress | None

    def blocks(self) -> Iterator[bytes]:
        """Yield the content from its beginning, again when it is asked for again.

        Raises:
            BagError: BAG-024 when it has not the size any more that it had.
        """
        self.stream.seek(0)
        left = self.size
        while block := self.stream.read(min(streams.BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                break
            yield block
            if self.progress:
                self.progress(len(block))
        if left:
            raise refused("BAG-024", "the file changed while it was read", self.path.encode())


@contextlib.contextmanager
def opened(tree: Tree, path: str, progress: Progress | None) -> Iterator[Source]:
    """Give a file of a bag, open.

    Args:
        tree: Of the bag's folder.
        path: Of the file.
        progress: Is told the bytes as they are read.

    Raises:
        BagError: When it is no regular file any more.
        OSError: When the system refuses.
    """
    with tree.opened(path) as stream:
        yield Source(stream=stream, size=os.fstat(stream.fileno()).st_size, path=path, progress=progress)
