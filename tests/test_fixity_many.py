"""Many files at once: the same digests on every path, each byte read once, and nothing that changes goes unnamed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve import bag, fixity
from preserve.bag import tree
from preserve.bag.faults import Faults
from preserve.errors import BagError
from tests import strategies
from tests.bad import bags

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.enduring

ALGORITHMS = ("sha256", "md5", "sha512")


@pytest.fixture(params=["small", "several", "parallel"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have files of a few bytes read as small ones, as big ones, or as very big ones, in small blocks."""
    monkeypatch.setattr("preserve.fixity.many._processors", lambda: 2)
    if request.param != "small":
        monkeypatch.setattr("preserve.fixity.reading._BIG", 0)
        monkeypatch.setattr("preserve.fixity.reading._SMALL_BLOCK", 7)
    if request.param == "parallel":
        monkeypatch.setattr("preserve.fixity.digests.BIG", 0)
    return str(request.param)


@given(payload=strategies.payloads, algorithms=st.permutations(ALGORITHMS))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_ways_of_reading_give_the_digests_of_hashlib(
    payload: list[tuple[str, bytes]], algorithms: list[str], way: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever a folder holds and however it is read, sizes, digests and the sum of the progress are right."""
    folder = tmp_path_factory.mktemp(way)
    for path, content in payload:
        bags.put(folder, path, content)
    found, read = tree.walk(folder, Faults()), list[int]()
    got = dict(found.fixities([(path, tuple(algorithms)) for path in found.files], read.append))
    assert got == {
        path: fixity.Fixity(
            size=len(content), digests=tuple((each, hashlib.new(each, content).hexdigest()) for each in algorithms)
        )
        for path, content in payload
    }
    assert sum(read) == sum(len(content) for _, content in payload)
    assert {path: found.size(path) for path in found.files} == {path: len(content) for path, content in payload}


def test_each_byte_is_read_once(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To verify a bag, each file of it is opened once to be hashed, and its bytes are asked for once."""
    folder = bags.seal(bags.plain(tmp_path / "bag"), "sha256", "sha512", "md5")
    opened, read = Counter[str](), list[int]()
    really_open = os.open

    def spy(file: bytes | str, *arguments: int) -> int:
        """Count what is opened."""
        opened[os.path.relpath(os.fsdecode(file), folder)] += 1
        return really_open(file, *arguments)

    monkeypatch.setattr(os, "open", spy)
    assert bag.verify(folder, progress=read.append) == ()
    listed = [*bags.files(folder, payload=True), *bags.files(folder, payload=False), "tagmanifest-sha256.txt"]
    assert set(opened) == set(listed)
    # A file that is big is opened twice: that it is big is seen when it is open.
    assert {opened[path] for path in bags.files(folder, payload=True)} == {1 if way == "small" else 2}
    assert sum(read) == sum((folder / path).stat().st_size for path in listed[:-1])


def _grow(file: Path) -> None:
    """Append to a file."""
    with file.open("ab") as stream:
        stream.write(b"more" * 10)


def _shrink(file: Path) -> None:
    """Cut a file short."""
    os.truncate(file, 3)


def _rewrite(file: Path) -> None:
    """Write a byte in place, at another time than the file was made."""
    with file.open("r+b") as stream:
        stream.write(b"X")
    os.utime(file, ns=(1, 2))


def _replace(file: Path) -> None:
    """Put another file of the same size and time in the place of a file."""
    status = file.stat()
    file.with_suffix(".new").write_bytes(b"Y" * status.st_size)
    os.utime(file.with_suffix(".new"), ns=(status.st_atime_ns, status.st_mtime_ns))
    file.with_suffix(".new").replace(file)


@pytest.mark.parametrize("change", [_grow, _shrink, _rewrite, _replace, Path.unlink])
def test_a_file_that_changes_is_named(change: Callable[[Path], None], way: str, tmp_path: Path) -> None:
    """A file that somebody writes to, replaces or removes while it is read has no digest; the others have theirs."""
    contents = {"before": b"", "changes": b"0123456789" * 9, "after": b""}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    changed: list[int] = []

    def meanwhile(count: int) -> None:
        """Change the only file that has bytes when the first of them were read."""
        if count and not changed:
            changed.append(count)
            change(tmp_path / "changes")

    got = dict(fixity.of_files([(name, tmp_path / name, ALGORITHMS) for name in contents], progress=meanwhile))
    error = got.pop("changes")
    assert isinstance(error, BagError)
    assert error.code == "BAG-024"
    assert error.location is not None
    assert error.location.file == str(tmp_path / "changes")
    assert changed == [90 if way == "small" else 7]
    assert [actual.size for actual in got.values() if isinstance(actual, fixity.Fixity)] == [0, 0]


def _pipe(file: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(file)


def _link(file: Path) -> None:
    """Make a link to a device that never ends."""
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [_pipe, _link, Path.mkdir])
def test_what_took_the_place_of_a_file_is_refused_at_once(
    make: Callable[[Path], None], way: str, tmp_path: Path
) -> None:
    """Nothing is followed and nothing waited for, and the files beside are read."""
    (tmp_path / "file").write_bytes(way.encode())
    make(tmp_path / "it")
    read: list[int] = []
    got = dict(fixity.of_files([(name, tmp_path / name, ALGORITHMS) for name in ("it", "file")], progress=read.append))
    assert isinstance(got["it"], BagError)
    assert got["it"].code == "BAG-022"
    assert isinstance(got["file"], fixity.Fixity)
    assert sum(read) == len(way)


def test_a_file_that_has_gone_is_the_systems_own_error(way: str, tmp_path: Path) -> None:
    """A file that was there when the folder was walked, and is not any more, has no digest and no size."""
    bags.put(tmp_path, "data/a.txt", way)
    found = tree.walk(tmp_path, Faults())
    (tmp_path / "data/a.txt").unlink()
    assert [type(actual) for _, actual in found.fixities([("data/a.txt", ALGORITHMS)])] == [FileNotFoundError]
    assert found.size("data/a.txt") == 0


def test_reads_that_are_cut_short_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that gives a few bytes at a time is asked until it gave them all."""
    really_read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: really_read(descriptor, min(size, 3)))
    (tmp_path / "file").write_bytes(b"0123456789")
    ((_, actual),) = fixity.of_files([("file", tmp_path / "file", ("sha256",))])
    assert isinstance(actual, fixity.Fixity)
    assert actual.digest("sha256") == hashlib.sha256(b"0123456789").hexdigest()


def test_a_fault_in_the_progress_reaches_the_caller(way: str, tmp_path: Path) -> None:
    """What the caller's own function raises is not taken for a fault of the bag, and ends the work."""
    wanted = []
    for number in range(9):
        (tmp_path / str(number)).write_bytes(way.encode() * 9)
        wanted.append((number, tmp_path / str(number), ALGORITHMS))

    def fail(_: int) -> None:
        """Fail as a program with a fault would."""
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(fixity.of_files(wanted, progress=fail))


def test_who_stops_asking_is_told_nothing_more(way: str, tmp_path: Path) -> None:
    """When the caller goes away after the first file, all reading has ended by then, however much is left."""
    wanted = []
    for number in range(9):
        (tmp_path / str(number)).write_bytes(way.encode() * 1000)
        wanted.append((number, tmp_path / str(number), ALGORITHMS))
    read: list[int] = []
    with contextlib.closing(fixity.of_files(wanted, progress=read.append)) as reading:
        next(reading)
    so_far = len(read)
    assert sum(read) < 9 * 1000 * len(way)
    assert len(read) == so_far


MEASURE = """
import sys
from pathlib import Path
from preserve import bag
assert bag.verify(Path(sys.argv[1])) == ()
print(next(row.split()[1] for row in open("/proc/self/status") if row.startswith("VmHWM:")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="no /proc here to tell the peak of a process")
def test_many_files_take_little_memory(tmp_path: Path) -> None:
    """A bag of 20,000 files by two algorithms is verified within 48 MB, of which some 20 are the program's own."""
    first = bags.put(tmp_path, "data/000/00000", "the same in all\n")
    paths = [f"data/{number // 500:03}/{number:05}" for number in range(20_000)]
    for path in paths[1:]:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        os.link(first, tmp_path / path)
    bags.put(tmp_path, "bagit.txt", bags.DECLARATION.format("1.0", "UTF-8"))
    for algorithm in ("sha256", "sha512"):
        checksum = bags.digest(tmp_path, paths[0], algorithm)
        bags.put(tmp_path, f"manifest-{algorithm}.txt", "".join(f"{checksum}  {path}\n" for path in paths))
    peak = subprocess.run([sys.executable, "-c", MEASURE, tmp_path], capture_output=True, text=True, check=True)
    assert int(peak.stdout) < 48 << 10
