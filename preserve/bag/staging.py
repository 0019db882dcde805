"""Making a bag: staged beside its target, sealed, proven, and only then given its name.

Whatever ends the making before that, nothing is left of it; but after a run that was killed, what it had ready is left
in the staging folder and need not be done again (see `preserve.bag.shelter`).
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.bag import declaration, manifest, names, placing, shelter
from preserve.bag import info as bag_info
from preserve.bag.ledger import Ledger
from preserve.bag.register import Register
from preserve.bag.verification import verify
from preserve.errors import BagError, Location, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from preserve.bag.placing import Sealed
    from preserve.bag.preflight import Found
    from preserve.bag.shelter import Shelter
    from preserve.fixity import Fixity, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file in a bag.

    Attributes:
        path: Relative to the bag.
        size: In bytes.
        digests: Pairs of algorithm and lower-case hexadecimal digest.
    """

    path: str
    size: int
    digests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A file that was taken into the bag.

    Attributes:
        path: Relative to the bag.
        source: The file as it was before it was read.
        stored: What it came to.
        is_new: Whether it was copied now, and not by an earlier run.
    """

    path: str
    source: os.stat_result
    stored: Fixity
    is_new: bool


class Staging:
    """A bag in the making; `stage` gives one."""

    def __init__(
        self, target: Path, held: Shelter, ledger: Ledger, progress: Progress | None, *, replace: bool
    ) -> None:
        """Begin an empty bag.

        Args:
            target: Where the bag is to be.
            held: The staging folder.
            ledger: Is told what the bag holds.
            progress: Is told the bytes as they are read.
            replace: Whether another bag at the target makes way.
        """
        self._target = target
        self._held = held
        self._ledger = ledger
        self._progress = progress
        self._replace = replace
        self._register = Register()
        self._folders: set[str] = set()
        self._is_sealed = False
        self.folder = held.bag
        self._make_folder("")
        self._make_folder("data")

    def add(self, source: Path | bytes, path: str) -> Entry:
        """Copy a file into the bag, hash it on the way, and wait until it is on the disk.

        Args:
            source: A regular file, or the bytes themselves.
            path: Relative to the bag; in ``data/`` for the payload, elsewhere for a tag file.

        Raises:
            BagError: For a path that no bag should hold, a source that is no regular file or changes while it is read.
            SurroundingsError: When the machine refuses.
        """
        self._require_open()
        self._register.check(path)
        stored = self._write(source, path) if isinstance(source, bytes) else self._copy(source, path)
        self._register.enter(path)
        return Entry(path=path, size=stored.size, digests=stored.digests)

    def add_all(self, files: Iterable[Found]) -> None:
        """Copy many files into the bag, small ones several at a time.

        Args:
            files: As they were surveyed, with names that a bag can take.

        Raises:
            BagError: For a file that is no regular one any more, or changes while it is read.
            SurroundingsError: When the machine refuses.
        """
        self._require_open()
        with self._writing():
            batches = map(self._prepared, fixity.batched(files, _size))
            # Closed at once, whatever ends it: no thread must write on when the staging folder is removed.
            with contextlib.closing(fixity.over_threads(batches, self._take_all, _size)) as done:
                for taken in done:
                    self._enter(taken)
                    if self._progress and taken[0].stored.size < fixity.BIG:
                        self._progress(sum(each.stored.size for each in taken))

    def seal(self, info: tuple[tuple[str, str], ...], dated: tuple[str, ...] = ()) -> Sealed:
        """Complete the bag, prove it with our own reader, and give it its name.

        Args:
            info: Pairs of label and value for bag-info.txt, written in this order; Payload-Oxum follows where it is
                not among them.
            dated: The paths of tag files that tell of this act; a bag that differs in its date and time is the same.

        Raises:
            BagError: When there is no payload, when the bag does not verify, or when something else is at the target.
            SurroundingsError: When the machine refuses.
        """
        self._require_open()
        self._is_sealed = True
        self._write_tag_files(info)
        self._prove()
        with surroundings("put the bag in its place", self._target):
            self._sync()
            return placing.place(self.folder, self._target, dated=dated, replace=self._replace)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Turn an OSError within the block into one that names a file as its user knows it, not where it is staged."""
        with surroundings("write into the bag", self._target):
            try:
                yield
            except OSError as error:
                name = os.fsdecode(error.filename or "")
                if name.startswith(str(self.folder)):
                    name = str(self._target) + name.removeprefix(str(self.folder))
                error.filename = name or None
                raise

    def _require_open(self) -> None:
        """Raise for a call after the seal, which is a fault of the program."""
        if self._is_sealed:
            raise RuntimeError("a sealed bag is not changed any more")

    def _write(self, content: bytes | Iterable[bytes], path: str) -> Fixity:
        """Write bytes into the staged bag and enter the file."""
        with self._writing():
            self._make_parents(path)
            stored = fixity.write(content, self._native(path), self._ledger.hashed, progress=self._progress)
        self._ledger.enter(path, stored)
        return stored

    def _copy(self, source: Path, path: str) -> Fixity:
        """Copy a file into the staged bag and enter it."""
        with self._writing():
            self._make_parents(path)
            taken = self._take(source, path, self._progress)
            self._enter([taken])
        return taken.stored

    def _prepared(self, files: list[Found]) -> list[Found]:
        """Return files after making the folders that they are to lie in."""
        for file in files:
            self._make_parents(file.path)
        return files

    def _take_all(self, files: Sequence[Found]) -> list[_Taken]:
        """Copy files, or move what an earlier run has copied, and wait until they are on the disk."""
        progress = self._progress if _is_big(files) else None
        taken = [self._take_found(file, progress) for file in files]
        fixity.sync_files([self._native(each.path) for each in taken if each.is_new])
        return taken

    def _take_found(self, file: Found, progress: Progress | None) -> _Taken:
        """Copy a file that was found before, or move what an earlier run has copied of it."""
        try:
            return self._take(file.source, file.path, progress, sync=False)
        except FileNotFoundError:
            if os.path.lexists(file.source):
                raise
        raise BagError(
            "this went while the folder was bagged", code="BAG-024", location=Location(file=os.fsdecode(file.source))
        )

    def _take(self, source: fixity.Name, path: str, progress: Progress | None, *, sync: bool = True) -> _Taken:
        """Copy a file, or move what an earlier run has copied of it."""
        # Looked at before it is read: what is noted of it is at worst too old, and then nobody relies on it.
        status = os.lstat(source)
        stored = self._moved(path, status)
        if is_new := stored is None:
            stored = fixity.copy(source, self._native(path), self._ledger.hashed, progress=progress, sync=sync)
        elif progress:
            progress(stored.size)
        return _Taken(path=path, source=status, stored=stored, is_new=is_new)

    def _moved(self, path: str, source: os.stat_result) -> Fixity | None:
        """Move what an earlier run has copied of a file into the bag; return what it came to, or None without it."""
        stored = self._held.journal.fixity(path, source)
        for folder in self._held.earlier:
            copied = os.path.join(folder, path.encode())  # noqa: PTH118 -- bytes
            if stored and _is_whole(copied, source):
                os.rename(copied, self._native(path))  # noqa: PTH104 -- bytes
                return stored
            # Half a recording would take the room that the whole one needs.
            with contextlib.suppress(OSError):
                os.unlink(copied)  # noqa: PTH108 -- bytes
        return None

    def _enter(self, taken: list[_Taken]) -> None:
        """Enter files that are in the bag and on the disk."""
        for each in taken:
            self._ledger.enter(each.path, each.stored)
        self._held.journal.note((each.path, each.source, each.stored) for each in taken if each.is_new)

    def _write_tag_files(self, info: tuple[tuple[str, str], ...]) -> None:
        """Write the tag files that the standard lays down."""
        if not self._ledger.count:
            raise BagError("there is no payload, so there is nothing to bag", code="BAG-043")
        if not bag_info.values(info, bag_info.OXUM):
            info = (*info, (bag_info.OXUM, bag_info.oxum(self._ledger.size, self._ledger.count)))
        self._write(declaration.CONTENT, declaration.NAME)
        self._write(bag_info.written(info), bag_info.NAME)
        self._write_manifests(of_tags=False)
        self._ledger.forget_payload()
        # The tag manifests come last, because they list all that was written before.
        self._write_manifests(of_tags=True)

    def _write_manifests(self, *, of_tags: bool) -> None:
        """Write a manifest for each algorithm; none of them lists another of its own kind."""
        for algorithm, content in self._ledger.manifests(of_tags=of_tags):
            self._write(content, manifest.name_for(algorithm, of_tags=of_tags))

    def _prove(self) -> None:
        """Read the bag back from the disk and verify it."""
        wrong = next((found for found in verify(self.folder, progress=self._progress) if found.is_error), None)
        if wrong:
            raise BagError(
                f"the bag as written does not verify: {wrong.message}", code="BAG-045", location=wrong.location
            )

    def _sync(self) -> None:
        """Make sure that all names in the bag have reached the disk, the deepest first."""
        for folder, _, _ in os.walk(os.fsencode(self.folder), topdown=False):
            fixity.sync_folder(folder)

    def _make_parents(self, path: str) -> None:
        """Make the folders above a path."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self._folders:
            self._make_parents(folder)
            self._make_folder(folder)

    def _make_folder(self, path: str) -> None:
        """Make a folder, the same for every umask."""
        native = self._native(path)
        self._folders.add(path)
        with contextlib.suppress(FileExistsError):
            os.mkdir(native)  # noqa: PTH102 -- the name is bytes
            os.chmod(native, 0o755)  # noqa: PTH101, S103 -- as above; an archive is read by others

    def _native(self, path: str) -> bytes:
        """Return the name by which the system opens a file in the bag; UTF-8, whatever the locale is."""
        return os.path.join(os.fsencode(self.folder), path.encode())  # noqa: PTH118 -- bytes


@contextlib.contextmanager
def stage(
    target: Path,
    *,
    algorithms: tuple[str, ...] = fixity.DEFAULT_ALGORITHMS,
    tag_algorithms: tuple[str, ...] | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Iterator[Staging]:
    """Give a bag to fill and seal; when the block ends without a seal, nothing of it is left.

    Args:
        target: Where the bag is to be; folders above it are made, and removed again when nothing came of it.
        algorithms: Of the payload manifests, normalised; entries have digests by these, and by SHA-256 anyway.
        tag_algorithms: Of the tag manifests; by default the same.
        replace: Whether another bag at the target makes way; it is kept beside the new one.
        progress: Is told the bytes as they are read: of each file once when it is added and once when it is proven.

    Raises:
        BagError: When the target lies inside of another bag.
        SurroundingsError: When the machine refuses a staging folder, or another run is at work on the same bag.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 -- resolve() would follow a link at the target
    ledger = Ledger(of_payload=algorithms, of_tags=algorithms if tag_algorithms is None else tag_algorithms)
    require_outside(target)
    with contextlib.ExitStack() as stack:
        with surroundings("make a folder for the bag", target):
            stack.enter_context(parents(target))
            held = stack.enter_context(shelter.for_bag(target, ledger.hashed))
            staging = Staging(target, held, ledger, progress, replace=replace)
        yield staging


def require_outside(target: Path, words: str = "a bag cannot be made inside another one") -> None:
    """Return for a target outside of all bags; one inside would make that bag invalid.

    Args:
        target: Where something is to be.
        words: What is told otherwise.

    Raises:
        BagError: BAG-046.
    """
    real = Path(os.path.realpath(target.parent)) / target.name  # a link may lead into a bag
    for folder in (*target.parents, *real.parents):
        if declaration.is_declared(folder):
            raise BagError(
                f"{words}, {names.shown(str(folder))}",
                code="BAG-046",
                location=Location(file=str(target)),
            )


def _size(file: Found) -> int:
    """Return the bytes of a file."""
    return file.size


def _is_big(files: Sequence[Found]) -> bool:
    """Return whether a batch is one big file."""
    return files[0].size >= fixity.BIG


def _is_whole(copied: bytes, source: os.stat_result) -> bool:
    """Return whether a copy is there and has the size and the time of its source, as it is given when it is whole."""
    try:
        status = os.lstat(copied)
    except OSError:
        return False
    same = (status.st_size, status.st_mtime_ns) == (source.st_size, source.st_mtime_ns)
    return same and stat.S_ISREG(status.st_mode)


@contextlib.contextmanager
def parents(target: Path) -> Iterator[None]:
    """Make the folders above a target, and remove those again at the end that are empty.

    Raises:
        OSError: When the system refuses.
    """
    missing = [each for each in target.parents if not each.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
