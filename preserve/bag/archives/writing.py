"""Archiving a bag: verified as a folder, packed, verified as an archive, and only then given its name.

The archive is a function of the bag: members in the order of their names below one folder, nobody's and with fixed
permissions, all of one moment. Packed ones depend on the version of zlib as well, which may pack otherwise.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, TypeAlias

from preserve.bag import contents, names, shelter
from preserve.bag.archives import kinds, moments, naming, placing, source
from preserve.bag.archives.kinds import Kind
from preserve.bag.archives.tar_writing import TarWriter, gzipped
from preserve.bag.archives.zip_writing import ZipWriter
from preserve.bag.staging import parents, require_outside
from preserve.bag.verification import verify
from preserve.errors import BagError, Location, surroundings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from preserve.bag.contents import Bag
    from preserve.fixity import Progress

    Writer: TypeAlias = TarWriter | ZipWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An archive that is in its place.

    Attributes:
        path: Of the archive.
        status: Whether it was written now, or written in the place of another, or was there.
        files: How many it holds.
        size: Of the archive, in bytes.
        superseded: Where the archive is now that made way; None where none did.
    """

    path: Path
    status: Literal["written", "replaced", "already there"]
    files: int
    size: int
    superseded: Path | None = None


def archive(folder: Path, target: Path, *, replace: bool = False, progress: Progress | None = None) -> Archived:
    """Pack a bag into an archive that is the same whoever packs it, where and when.

    Args:
        folder: The base directory of the bag.
        target: The archive to be; its suffix says of what kind, and what is before it is the name of the folder inside.
        replace: Whether another archive at the target makes way; it is kept beside the new one.
        progress: Is told the bytes as they are read: of each file when it is verified, packed, and verified again.

    Raises:
        BagError: When the bag is not valid (BAG-095), has a name that no archive can carry (BAG-098), when something
            else is at the target (BAG-096), when that lies in a bag (BAG-046) or the archive does not verify (BAG-097).
        SurroundingsError: When the machine refuses, or another run is at work on the same archive (BAG-049).
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds.
        ValueError: For a target of no suffix that is known, before anything is read.
    """
    kind = kinds.of_name(target)
    target = Path(os.path.abspath(target))  # noqa: PTH100 -- resolve() would follow a link at the target
    require_outside(target, "an archive cannot be put into a bag")
    bag = _sound(folder, progress)
    _require_names(bag, kinds.stem(target), folder)
    with contextlib.ExitStack() as stack:
        with surroundings("write the archive", target):
            stack.enter_context(parents(target))
            written = stack.enter_context(shelter.held(target)) / target.name
            written.unlink(missing_ok=True)  # of a run that was killed
            _write(bag, written, kind, progress)
        _prove(written, progress)
        with surroundings("put the archive in its place", target):
            return _placed(written, target, len(bag.tree.files), replace=replace)


def _sound(folder: Path, progress: Progress | None) -> Bag:
    """Return what a bag says when it is valid."""
    wrong = next((found for found in verify(folder, progress=progress) if found.is_error), None)
    if wrong:
        message = f"the bag is not valid: {names.shown(wrong.location.file)}: {wrong.message}"
        raise BagError(message, code="BAG-095", location=Location(file=str(folder)))
    return contents.read(folder)


def _require_names(bag: Bag, top: str, folder: Path) -> None:
    """Raise for the first name that our own reader would refuse in an archive."""
    for path in ("", *sorted((*bag.tree.files, *bag.tree.folders))):
        name = f"{top}/{path}".removesuffix("/")
        if fault := naming.unfit(name.encode("utf-8", "surrogateescape")):
            message = f"an archive cannot take the name {names.shown(path or top)}: {fault[1]}"
            raise BagError(message, code="BAG-098", location=Location(file=str(folder)))


def _write(bag: Bag, target: Path, kind: Kind, progress: Progress | None) -> None:
    """Write an archive of a bag, and wait until it is on the disk."""
    top, moment = kinds.stem(target), moments.of_bag(bag)
    with target.open("xb") as sink:
        target.chmod(0o644)
        with _writer(kind, sink, moment) as writer:
            writer.add_folder(top)
            for path in sorted((*bag.tree.files, *(f"{folder}/" for folder in bag.tree.folders))):
                if path.endswith("/"):
                    writer.add_folder(f"{top}/{path[:-1]}")
                    continue
                with source.opened(bag.tree, path, progress) as opened:
                    writer.add_file(f"{top}/{path}", opened)
        sink.flush()
        os.fsync(sink.fileno())


@contextlib.contextmanager
def _writer(kind: Kind, sink: IO[bytes], moment: dt.datetime) -> Iterator[Writer]:
    """Give what writes an archive of a kind, and end the archive."""
    with gzipped(sink) if kind is Kind.TAR_GZ else contextlib.nullcontext(sink) as stream:
        writer = ZipWriter(sink, moment) if kind is Kind.ZIP else TarWriter(stream, moment)
        yield writer
        writer.close()


def _prove(written: Path, progress: Progress | None) -> None:
    """Read the archive back from the disk and verify it."""
    wrong = next((found for found in verify(written, progress=progress) if found.is_error), None)
    if wrong:
        message = f"the archive as written does not verify: {names.shown(wrong.location.file)}: {wrong.message}"
        raise BagError(message, code="BAG-097", location=Location(file=written.name))


def _placed(written: Path, target: Path, files: int, *, replace: bool) -> Archived:
    """Give an archive its name unless the same is there, or another one that is not to make way."""
    size = written.stat().st_size
    if placing.take_name(written, target):
        return Archived(path=target, status="written", files=files, size=size)
    if placing.is_same(written, target):
        return Archived(path=target, status="already there", files=files, size=size)
    if not replace or not placing.is_file(target):
        raise placing.taken(target)
    superseded = placing.supersede(written, target)
    if not superseded:
        raise placing.taken(target)
    return Archived(path=target, status="replaced", files=files, size=size, superseded=superseded)
