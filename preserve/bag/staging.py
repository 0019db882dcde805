"""Making a bag: staged beside its target, sealed, proven, and only then given its name.

The staging folder lies beside the target, so that the last step is one rename, and looks like this::

    .<name>.staging-<random>/
        lock        held as long as the run is alive
        <name>/     the bag

A run that was killed (by SIGTERM too, because no library should catch signals) leaves its staging folder behind with a
lock that nobody holds; the next run for the same target takes the lock and sweeps the folder away. One that another run
still holds is left alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from preserve import fixity
from preserve.bag import comparison, declaration, manifest, names
from preserve.bag import info as bag_info
from preserve.bag.register import Register
from preserve.bag.verification import verify
from preserve.errors import BagError, Location, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filelock import BaseFileLock

    from preserve.fixity import Fixity, Progress

_LOCK: Final = "lock"
_RANDOM: Final = r"[a-z0-9_]{8}"
_ATTEMPTS: Final = 100
# What a rename answers when another run was faster.
_TAKEN: Final = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR})


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
class Sealed:
    """A bag that is in its place.

    Attributes:
        path: Of the bag.
        status: Whether it was written now, or one that says the same was there.
    """

    path: Path
    status: Literal["written", "already there"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Algorithms:
    """By which algorithms the manifests of a bag are.

    Attributes:
        of_payload: Of the payload manifests, normalised.
        of_tags: Of the tag manifests.
    """

    of_payload: tuple[str, ...]
    of_tags: tuple[str, ...]

    @property
    def hashed(self) -> tuple[str, ...]:
        """All by which a file is hashed; by SHA-256 in any case, because records of the interview give it."""
        return tuple(dict.fromkeys((*self.of_payload, *self.of_tags, "sha256")))


class Staging:
    """A bag in the making; `stage` gives one."""

    def __init__(self, target: Path, shelter: Path, progress: Progress | None, algorithms: Algorithms) -> None:
        """Begin an empty bag.

        Args:
            target: Where the bag is to be.
            shelter: The staging folder, which exists.
            progress: Is told the bytes as they are read.
            algorithms: Of the manifests.
        """
        self._target = target
        self._progress = progress
        self._algorithms = algorithms
        self._register = Register()
        self._entries: list[Entry] = []
        self._is_sealed = False
        self.folder = shelter / target.name
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
        entry = self._put(source, path)
        self._register.enter(path)
        return entry

    def seal(self, info: tuple[tuple[str, str], ...]) -> Sealed:
        """Complete the bag, prove it with our own reader, and give it its name.

        Args:
            info: Pairs of label and value for bag-info.txt, written in this order; Payload-Oxum follows where it is
                not among them.

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
            status = self._publish()
        return Sealed(path=self._target, status=status)

    def _require_open(self) -> None:
        """Raise for a call after the seal, which is a fault of the program."""
        if self._is_sealed:
            raise RuntimeError("a sealed bag is not changed any more")

    def _put(self, source: Path | bytes, path: str) -> Entry:
        """Write a file into the staged bag and note it."""
        with surroundings("write into the bag", self._target):
            self._make_parents(path)
            stored = self._store(source, self._native(path))
        entry = Entry(path=path, size=stored.size, digests=stored.digests)
        self._entries.append(entry)
        return entry

    def _store(self, source: Path | bytes, target: bytes) -> Fixity:
        """Copy a file or write bytes."""
        if isinstance(source, bytes):
            return fixity.write(source, target, self._algorithms.hashed, progress=self._progress)
        return fixity.copy(source, target, self._algorithms.hashed, progress=self._progress)

    def _write_tag_files(self, info: tuple[tuple[str, str], ...]) -> None:
        """Write the tag files that the standard lays down."""
        payload = [entry for entry in self._entries if names.is_payload(entry.path)]
        if not payload:
            raise BagError("there is no payload, so there is nothing to bag", code="BAG-043")
        if not bag_info.values(info, bag_info.OXUM):
            info = (*info, (bag_info.OXUM, bag_info.oxum(sum(entry.size for entry in payload), len(payload))))
        self._put(declaration.CONTENT, declaration.NAME)
        self._put(bag_info.written(info), bag_info.NAME)
        self._put_manifests(payload, of_tags=False)
        # The tag manifests come last, because they list all that was written before.
        self._put_manifests((entry for entry in self._entries if not names.is_payload(entry.path)), of_tags=True)

    def _put_manifests(self, entries: Iterable[Entry], *, of_tags: bool) -> None:
        """Write a manifest of some files for each algorithm."""
        listed = [(entry.path, dict(entry.digests)) for entry in entries]
        contents = [
            manifest.written(algorithm, [(path, digests[algorithm]) for path, digests in listed], of_tags=of_tags)
            for algorithm in (self._algorithms.of_tags if of_tags else self._algorithms.of_payload)
        ]
        for name, content in contents:
            self._put(content, name)

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

    def _publish(self) -> Literal["written", "already there"]:
        """Rename the bag to its target unless one which says the same is there."""
        if self._take_name():
            return "written"
        comparison.require_same(self.folder, self._target)
        return "already there"

    def _take_name(self) -> bool:
        """Rename the bag to its target, and return whether nothing was there."""
        if os.path.lexists(self._target):
            return False
        try:
            self.folder.rename(self._target)
        except OSError as error:
            if error.errno in _TAKEN and os.path.lexists(self._target):
                return False
            raise
        fixity.sync_folder(self._target.parent)
        return True

    def _make_parents(self, path: str) -> None:
        """Make the folders above a path."""
        segments = path.split("/")[:-1]
        for depth in range(1, len(segments) + 1):
            self._make_folder("/".join(segments[:depth]))

    def _make_folder(self, path: str) -> None:
        """Make a folder, the same for every umask."""
        native = self._native(path)
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
    progress: Progress | None = None,
) -> Iterator[Staging]:
    """Give a bag to fill and seal; when the block ends without a seal, nothing of it is left.

    Args:
        target: Where the bag is to be; folders above it are made, and removed again when nothing came of it.
        algorithms: Of the payload manifests, normalised; entries have digests by these, and by SHA-256 anyway.
        tag_algorithms: Of the tag manifests; by default the same.
        progress: Is told the bytes as they are read: of each file once when it is added and once when it is proven.

    Raises:
        BagError: When the target lies inside of another bag.
        SurroundingsError: When the machine refuses a staging folder.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 -- resolve() would follow a link at the target
    of_tags = algorithms if tag_algorithms is None else tag_algorithms
    _require_outside(target)
    with contextlib.ExitStack() as stack:
        with surroundings("make a folder for the bag", target):
            stack.callback(_remove_empty, _missing(target.parent))
            target.parent.mkdir(parents=True, exist_ok=True)
            _sweep(target)
            shelter = stack.enter_context(_sheltered(target))
            staging = Staging(target, shelter, progress, Algorithms(of_payload=algorithms, of_tags=of_tags))
        yield staging


def _require_outside(target: Path) -> None:
    """Raise for a target inside of a bag, which would not be valid any more with one more in it."""
    real = Path(os.path.realpath(target.parent)) / target.name  # a link may lead into a bag
    for folder in (*target.parents, *real.parents):
        if os.path.isfile(folder / declaration.NAME):  # noqa: PTH113 -- is_file() raises where a folder is closed
            raise BagError(
                f"a bag cannot be made inside another one, {names.shown(str(folder))}",
                code="BAG-046",
                location=Location(file=str(target)),
            )


@contextlib.contextmanager
def _sheltered(target: Path) -> Iterator[Path]:
    """Make a staging folder, hold its lock, and remove it at the end, whatever the end is."""
    for _ in range(_ATTEMPTS):
        shelter = _made(target)
        lock = _held(shelter)
        # Between the two lines above, another run may have swept the folder as one that nobody holds.
        if lock and shelter.is_dir():
            break
    else:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(target))
    try:
        yield shelter
    finally:
        _remove(shelter, lock)


def _made(target: Path) -> Path:
    """Make a staging folder; an OSError does not name it, because nobody knows of that name."""
    try:
        return Path(tempfile.mkdtemp(prefix=f".{target.name}.staging-", dir=target.parent))
    except OSError as error:
        raise OSError(error.errno, error.strerror) from error


def _held(shelter: Path) -> BaseFileLock | None:
    """Return the lock of a new staging folder, held; remove the folder where it cannot be had."""
    lock = None
    try:
        lock = _lock(shelter)
    finally:
        if not lock:
            shutil.rmtree(shelter, ignore_errors=True)
    return lock


def _lock(shelter: Path) -> BaseFileLock | None:
    """Return the lock of a staging folder, held; None when another run holds it or the folder has gone.

    Raises:
        OSError: When the system has no lock to give; it names no file, because nobody knows that of the lock.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(shelter / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    except OSError as error:
        if not shelter.is_dir():
            return None
        raise OSError(error.errno, error.strerror) from error
    return lock


def _sweep(target: Path) -> None:
    """Remove the staging folders that killed runs for this target have left."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.staging-{_RANDOM}")
    for stale in sorted(target.parent.iterdir()):
        if pattern.fullmatch(stale.name) and stale.is_dir() and not stale.is_symlink():
            # One that cannot be locked may be alive, or another user's.
            with contextlib.suppress(OSError):
                if lock := _lock(stale):
                    _remove(stale, lock)


def _remove(shelter: Path, lock: BaseFileLock) -> None:
    """Remove a staging folder and let go of its lock; what cannot be removed now, the next run sweeps."""
    shutil.rmtree(os.fsencode(shelter), ignore_errors=True)
    lock.release()
    # Nothing is touched after the release: a new run may hold a lock in what could not be removed.
    if os.name == "nt":  # pragma: no cover -- there, an open file cannot be removed, and the lock was open
        shutil.rmtree(shelter, ignore_errors=True)


def _missing(folder: Path) -> list[Path]:
    """Return which of a folder and those above it are missing, the deepest first."""
    return [each for each in (folder, *folder.parents) if not each.exists()]


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders as far as they are empty."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
