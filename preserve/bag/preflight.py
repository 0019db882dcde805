"""Looking at a folder before it is bagged: everything that stands in the way is told at once, and nothing is written.

What an archive receives is kept whole. System files that nobody made on purpose (``.DS_Store``, ``Thumbs.db``, ``._x``)
are told but neither left out nor taken for rubbish: some hold the only copy of a font, a comment or a preview, and what
is of value is not for a program to say. Under portable names they are safe from the systems that change or drop them.
Only an empty folder is left out, because no manifest can list it, and that is told.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import stat
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag import declaration, names, placing, portable, shelter, staging
from preserve.bag.faults import Faults
from preserve.errors import BagError, Location, SurroundingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.findings import Finding

_LONGEST_PATH: Final = 4095  # bytes that Linux takes; the longest of all systems
_MANIFESTS: Final = 400  # bytes that a file costs in manifests and journal, beside its path
_MARGIN: Final = 1 << 20
_MOST: Final = (1 << 64) - 1
_RENAMED: Final = "Rename the folder."
_PORTABLE: Final = "With --portable-names it is kept under a name that is safe on every system."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that is to be bagged.

    Attributes:
        source: The file itself.
        path: In the bag.
        size: In bytes.
        modified: When, in nanoseconds since 1970.
    """

    source: bytes
    path: str
    size: int
    modified: int


class Files:
    """The files that are to be bagged, in columns, so that millions fit."""

    def __init__(self, folder: Path) -> None:
        """Begin with none.

        Args:
            folder: In which they lie.
        """
        self._start = os.path.join(os.fsencode(folder), b"")  # noqa: PTH118 -- bytes
        self._paths: list[str] = []
        self._sizes = array("q")
        self._modified = array("Q")
        self._sources: dict[int, bytes] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._paths)

    def __iter__(self) -> Iterator[Found]:
        """Yield each."""
        rows = zip(self._paths, self._sizes, self._modified, strict=True)
        for number, (path, size, modified) in enumerate(rows):
            source = self._sources.get(number) or self._usual_source(path)
            yield Found(source=source, path=path, size=size, modified=modified)

    def append(self, found: Found) -> None:
        """Take one more."""
        if found.source != self._usual_source(found.path):
            self._sources[len(self._paths)] = found.source
        self._paths.append(found.path)
        self._sizes.append(found.size)
        self._modified.append(found.modified)

    def rewritten(self) -> list[tuple[str, str]]:
        """Return the path in the bag and the one that it had of each file whose path is not the same, in order."""
        pairs = [
            (self._paths[number], f"data/{source.removeprefix(self._start).decode('utf-8', 'surrogateescape')}")
            for number, source in self._sources.items()
        ]
        return sorted(pairs)

    @property
    def size(self) -> int:
        """The bytes of all."""
        return sum(self._sizes)

    def _usual_source(self, path: str) -> bytes:
        """Return the source of a file whose path is the same in the bag as in the folder."""
        return self._start + path.removeprefix("data/").encode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a folder holds, and what is to be said of it.

    Attributes:
        folder: The folder.
        files: All that is to be bagged.
        findings: What stands in the way of that, and what is to be known.
    """

    folder: Path
    files: Files
    findings: tuple[Finding, ...]


def survey(folder: Path, target: Path, *, portable_names: bool = False, replace: bool = False) -> Survey:
    """Return what a folder holds and everything that keeps it from being bagged.

    Args:
        folder: What is to be bagged; it is only looked at.
        target: The bag to be.
        portable_names: Whether names that some systems cannot keep are rewritten.
        replace: Whether another bag at the target makes way.

    Raises:
        SurroundingsError: When the folder is not there.
    """
    faults = Faults()
    _judge_place(folder, target, faults, replace=replace)
    files = Files(folder)
    for found in _walk(folder, target, faults, portable_names=portable_names):
        files.append(found)
    if not files and not any(found.is_error for found in faults.found()):
        faults.add("BAG-043", "the folder holds no file, so there is nothing to bag", str(folder))
    if replace or not placing.is_bag(target):  # which takes no room when it is the same, and is not touched otherwise
        for code, message, place in _lacking(target, ((file.path, file.size) for file in files)):
            faults.add(code, message, place)
    return Survey(folder=folder, files=files, findings=faults.found())


def changed(before: Survey, target: Path, *, portable_names: bool = False) -> str | None:
    """Return the path of the first file of a folder that came, went or changed since a survey, or None.

    Args:
        before: The survey.
        target: As it was surveyed.
        portable_names: As it was surveyed.
    """
    now = _walk(before.folder, target, Faults(), portable_names=portable_names)
    differing = [pair for pair in itertools.zip_longest(before.files, now) if pair[0] != pair[1]]
    if not differing:
        return None
    # Where one came or went, all that follow stand beside another one.
    was, is_now = map(set, zip(*differing, strict=True))
    return os.fsdecode(min(each.source for each in (was ^ is_now) - {None}))


def _walk(folder: Path, target: Path, faults: Faults, *, portable_names: bool) -> Iterator[Found]:
    """Yield the files in a folder, and judge all that it holds."""
    return _Walk(folder=folder, faults=faults, is_portable=portable_names, longest=_room_for_paths(target)).files()


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Walks through a folder.

    Attributes:
        folder: The folder.
        faults: Is told what is the matter.
        is_portable: Whether names are rewritten that some systems cannot keep.
        longest: How many bytes a path may have in the bag.
    """

    folder: Path
    faults: Faults
    is_portable: bool
    longest: int

    def files(self) -> Iterator[Found]:
        """Walk through the whole folder and yield its files; links are never followed."""
        waiting = [(os.fsencode(self.folder), "data")]
        while waiting:
            native, path = waiting.pop()
            try:
                for entry, below in self._entries(native, path):
                    found = self._found(entry, below)
                    if isinstance(found, Found):
                        yield found
                    elif found:
                        waiting.append(found)
            except OSError as error:
                self.faults.break_off(error, self._shown(native))

    def _entries(self, native: bytes, path: str) -> list[tuple[os.DirEntry[bytes], str]]:
        """Judge what one folder holds, and return it with the paths in the bag."""
        with os.scandir(native) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        if not entries and path != "data":
            self.faults.add("BAG-047", "this folder is empty, and is not kept", self._shown(native))
        written = [entry.name.decode("utf-8", "surrogateescape") for entry in entries]
        chosen = portable.renamed(written) if self.is_portable else {name: name for name in written}
        if not self.is_portable:
            self._judge_twins(native, written)
        return [(entry, f"{path}/{chosen[name]}") for entry, name in zip(entries, written, strict=True)]

    def _found(self, entry: os.DirEntry[bytes], path: str) -> Found | tuple[bytes, str] | None:
        """Judge one thing in a folder, and return a file, name and path of a folder, or None for what is neither."""
        self._judge_name(entry.path, path)
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            return entry.path, path
        if words := fixity.kind(status.st_mode):
            self.faults.add("BAG-022", f"this is {words}; a bag holds files and folders only", self._shown(entry.path))
            return None
        if not os.access(entry.path, os.R_OK):
            self.faults.add("BAG-023", "this cannot be read: permission denied", self._shown(entry.path))
        modified = status.st_mtime_ns & _MOST  # a time before 1970 or after 2554; it is only compared
        return Found(source=entry.path, path=path, size=status.st_size, modified=modified)

    def _judge_name(self, native: bytes, path: str) -> None:
        """Tell of a name that a bag cannot take, or that some system cannot keep."""
        name = path.rpartition("/")[2]
        if reason := names.unusable(f"data/{name}"):
            self.faults.add("BAG-040", f"a bag cannot take this name: {reason}", self._shown(native))
        elif reason := names.travels_badly(name):
            self.faults.add("BAG-034", reason, self._shown(native), hint=_PORTABLE)
        if reason := names.deceives(name):
            self.faults.add("BAG-038", reason, self._shown(native))
        if len(path.encode("utf-8", "surrogateescape")) > self.longest:
            self.faults.add("BAG-040", "the path is longer in the bag than the system takes", self._shown(native))

    def _judge_twins(self, native: bytes, siblings: list[str]) -> None:
        """Tell of names in a folder that some system takes for one.

        Source: RFC 8493 §6.1.1.3: case twins are told, twins by composition are refused.
        """
        alike: dict[str, list[str]] = {}
        for name in siblings:
            alike.setdefault(names.folded(name), []).append(name)
        for group in alike.values():
            if len(group) > len({names.composed(name) for name in group}):
                message = f"these names are composed of other characters but are the same: {names.few(group)}"
                self.faults.add("BAG-040", message, self._shown(native))
            elif len(group) > 1:
                message = f"these names differ in case or composition only: {names.few(group)}"
                self.faults.add("BAG-032", message, self._shown(native), hint=_PORTABLE)

    def _shown(self, native: bytes) -> str:
        """Return a path as its user named it."""
        return native.decode("utf-8", "surrogateescape")


def _room_for_paths(target: Path) -> int:
    """Return how many bytes a path in a bag may have that is staged beside a target."""
    return _LONGEST_PATH - len(os.fsencode(os.path.abspath(shelter.bag(target)))) - 1  # noqa: PTH100


def _judge_place(folder: Path, target: Path, faults: Faults, *, replace: bool) -> None:
    """Tell of a place where the bag cannot be made."""
    here, there = Path(os.path.realpath(folder)), Path(os.path.realpath(target.parent)) / target.name
    if here == there or here in there.parents or there in here.parents:
        message = f"this folder and its bag, {names.shown(str(target))}, would lie in each other"
        faults.add("BAG-048", message, str(folder))
    if os.path.lexists(target) and not placing.is_bag(target):
        kept = "; what is no bag is not replaced" if replace else ""
        faults.add("BAG-042", f"what is there already is no bag{kept}", str(target))
    if reason := names.travels_badly(target.name):
        faults.add("BAG-034", f"the bag is named after this folder: {reason}", str(folder), hint=_RENAMED)
    try:
        staging.require_outside(target)
    except BagError as error:
        faults.add(error.code, error.message, str(target))
    if declaration.is_declared(folder):
        faults.add("BAG-072", "the folder is a bag already, and would lie in another one", str(folder))


def require_room(target: Path, files: Iterable[tuple[str, int]]) -> None:
    """Return when a bag can be written and has room.

    Args:
        target: The bag to be.
        files: Of the payload: path in the bag, and bytes.

    Raises:
        SurroundingsError: ENV-002 for a disk without room, ENV-003 for a place where nothing can be written.
    """
    for code, message, place in _lacking(target, files):
        raise SurroundingsError(message, code=code, location=Location(file=place))


def _lacking(target: Path, files: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, str]]:
    """Yield code, words and place where a bag cannot be written, or a disk has no room for it."""
    parents = Path(os.path.abspath(target)).parents  # noqa: PTH100 -- resolve() would follow a link at the target
    place = next(each for each in parents if os.path.exists(each))  # noqa: PTH110 -- exists() raises where one is closed
    if not os.access(place, os.W_OK | os.X_OK):
        yield "ENV-003", "nothing can be written here", str(place)
    ready = _ready(target)
    wanted, count = _MARGIN - ready.size, 0
    for path, size in files:
        wanted += size + 4 * len(path) + _MANIFESTS
        count += 1
    free = shutil.disk_usage(place).free
    if wanted > free:
        yield "ENV-002", f"the bag takes {wanted:,} bytes, and {free:,} are free", str(place)
    inodes = _free_inodes(place)
    if inodes is not None and count - ready.count > inodes:
        yield "ENV-002", f"the bag takes {count:,} files, and the disk has room for {inodes:,}", str(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What a run that was killed has ready.

    Attributes:
        count: Of files.
        size: Of all, in bytes.
    """

    count: int
    size: int


def _ready(target: Path) -> _Ready:
    """Return what an earlier run has ready for a target, and need not find room again."""
    sizes = []
    for folder, _, found in os.walk(os.fsencode(shelter.folder(target))):
        with contextlib.suppress(FileNotFoundError):  # its run is alive, and will be found to be
            sizes += [os.lstat(os.path.join(folder, name)).st_size for name in found]  # noqa: PTH118 -- bytes
    return _Ready(count=len(sizes), size=sum(sizes))


def _free_inodes(place: Path) -> int | None:
    """Return how many files more a disk takes, or None where it has no such limit."""
    if not hasattr(os, "statvfs"):  # pragma: no cover -- Windows
        return None
    status = os.statvfs(place)
    return status.f_favail if status.f_files else None
