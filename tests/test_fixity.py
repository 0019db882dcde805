"""Digests in one read, proven copies, and files that do not hold still."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import socket
import stat
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve import fixity
from preserve.errors import BagError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
BIG = b"0123456789abcdef" * 200_000  # more than three blocks


@given(content=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_has_the_digests_that_hashlib_gives(content: bytes, tmp_path: Path) -> None:
    """Size and digests are those of the content, in the order asked for."""
    (tmp_path / "file").write_bytes(content)
    got = fixity.of_file(tmp_path / "file", ("sha512", "sha1"))
    assert got.size == len(content)
    assert got.digests == tuple((name, hashlib.new(name, content).hexdigest()) for name in ("sha512", "sha1"))


def test_a_digest_that_was_not_asked_for_is_not_there(tmp_path: Path) -> None:
    """Asking for another algorithm afterwards is a mistake."""
    (tmp_path / "file").touch()
    got = fixity.of_file(tmp_path / "file")
    with pytest.raises(KeyError):
        got.digest("md5")


@pytest.mark.parametrize(
    ("stated", "name"), [("SHA-256", "sha256"), ("sha3_512", "sha3512"), ("BLAKE2b", "blake2b"), ("md5", "md5")]
)
def test_names_of_algorithms_are_normalised(stated: str, name: str) -> None:
    """A name loses its capitals and its punctuation, and is known as such."""
    assert fixity.normalised(stated) == name
    assert fixity.is_known(name)


@pytest.mark.parametrize("algorithm", ["crc32", "shake128", "", "SHA256"])
def test_other_algorithms_are_not_known(algorithm: str) -> None:
    """What has no digest of fixed length, or another name, is not known."""
    assert not fixity.is_known(algorithm)


def test_digests_have_their_length() -> None:
    """The length is that of the hexadecimal form."""
    assert [fixity.hex_length(each) for each in ("md5", "sha256", "sha512")] == [32, 64, 128]


@pytest.mark.parametrize("parallel_from", [0, 1 << 30])
def test_a_file_is_read_once_for_all_digests(
    parallel_from: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the algorithms work in turn or at the same time, the bytes are read once and the digests are right."""
    monkeypatch.setattr("preserve.fixity.digests.BIG", parallel_from)
    file = tmp_path / "big"
    file.write_bytes(BIG)
    read: list[int] = []
    got = fixity.of_file(file, ("md5", "sha256", "sha512"), progress=read.append)
    assert sum(read) == got.size == len(BIG)
    assert got.digests == tuple((name, hashlib.new(name, BIG).hexdigest()) for name in ("md5", "sha256", "sha512"))


def test_an_empty_file_has_a_digest(tmp_path: Path) -> None:
    """A file without content is a file; a name may be given as bytes."""
    (tmp_path / "empty").touch()
    got = fixity.of_file(os.fsencode(tmp_path / "empty"))
    assert (got.size, got.digest("sha256")) == (0, EMPTY)


def test_a_copy_is_hashed_on_the_way(tmp_path: Path) -> None:
    """A copy has the content of its source, the digests of both, and the same mode under every umask."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(BIG)
    source.chmod(0o600)
    before = os.umask(0o077)
    try:
        got = fixity.copy(source, target)
    finally:
        os.umask(before)
    assert target.read_bytes() == BIG
    assert got == fixity.of_file(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_bytes_are_written_and_hashed(tmp_path: Path) -> None:
    """Bytes at hand are written like a copy."""
    written: list[int] = []
    got = fixity.write(b"here", tmp_path / "target", progress=written.append)
    assert (tmp_path / "target").read_bytes() == b"here"
    assert (got, written) == (fixity.of_file(tmp_path / "target"), [4])


def test_a_copy_reaches_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is synced after its last byte was written."""
    synced: list[int] = []
    really_sync = os.fsync

    def spy(descriptor: int) -> None:
        """Note how long the file is when it is synced."""
        synced.append(os.fstat(descriptor).st_size)
        really_sync(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    fixity.write(b"here", tmp_path / "target")
    fixity.sync_folder(tmp_path)
    assert synced[0] == 4
    assert len(synced) == 2


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes a few bytes at a time gets them all."""
    really_write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, block: really_write(descriptor, block[:3]))
    fixity.write(b"0123456789", tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == b"0123456789"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A target that exists stays as it is, also when it is a link to nowhere."""
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("target", "link"):
        with pytest.raises(FileExistsError):
            fixity.write(b"new", tmp_path / name)
    assert (tmp_path / "target").read_bytes() == b"old"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_no_half_file(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the half-made file is removed."""

    def full(*_: object) -> int:
        """Say what a full disk says."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space left"):
        fixity.write(b"here", tmp_path / "target")
    assert list(tmp_path.iterdir()) == []


def _pipe(file: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(file)


def _link(file: Path) -> None:
    """Make a link to a device that never ends."""
    file.symlink_to("/dev/zero")


def _socket(file: Path) -> None:
    """Make a socket, from within its folder because its path must be short."""
    here = Path.cwd()
    os.chdir(file.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(file.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("make", "words"),
    [(_pipe, "a named pipe"), (_link, "a symbolic link"), (Path.mkdir, "a folder"), (_socket, "a socket")],
)
def test_what_is_no_file_is_refused_at_once(make: Callable[[Path], None], words: str, tmp_path: Path) -> None:
    """Nothing is waited for and nothing followed; the error says what it was."""
    make(tmp_path / "it")
    for read in (fixity.of_file, lambda file: fixity.copy(file, tmp_path / "copy")):
        with pytest.raises(BagError, match=words) as caught:
            read(tmp_path / "it")
        assert caught.value.code == "BAG-022"
        assert caught.value.location is not None
        assert caught.value.location.file == str(tmp_path / "it")
    assert not (tmp_path / "copy").exists()


def test_a_device_is_refused() -> None:
    """A device is no content."""
    with pytest.raises(BagError, match="a device"):
        fixity.of_file(Path("/dev/null"))


@pytest.mark.parametrize("make", [_link, _pipe])
def test_what_takes_the_place_of_a_file_is_refused(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link or a pipe that is put in the place of a file after it was looked at is refused all the same."""
    (tmp_path / "plain").touch()
    make(tmp_path / "it")
    looked_at = os.lstat(tmp_path / "plain")
    monkeypatch.setattr(os, "lstat", lambda _: looked_at)
    with pytest.raises(BagError) as caught:
        fixity.of_file(tmp_path / "it")
    assert caught.value.code == "BAG-022"


def test_a_missing_file_is_the_systems_own_error(tmp_path: Path) -> None:
    """What the system refuses is left for the caller to tell."""
    with pytest.raises(FileNotFoundError):
        fixity.of_file(tmp_path / "nowhere")


def test_a_locked_file_is_the_systems_own_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened is not taken for a link."""

    def refuse(*_: object) -> int:
        """Refuse as for want of permission."""
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / "locked").touch()
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        fixity.of_file(tmp_path / "locked")


def _grow(file: Path) -> None:
    """Append to a file."""
    with file.open("ab") as stream:
        stream.write(b"more" * 1_000_000)


def _shrink(file: Path) -> None:
    """Cut a file short."""
    os.truncate(file, 5)


def _rewrite(file: Path) -> None:
    """Write a byte in place, later than the file was made."""
    with file.open("r+b") as stream:
        stream.write(b"X")
    os.utime(file, ns=(1, 2))


@pytest.mark.parametrize("change", [_grow, _shrink, _rewrite])
def test_a_file_that_changes_while_it_is_read_is_an_error(change: Callable[[Path], None], tmp_path: Path) -> None:
    """A file that grows, shrinks or is written to has no digest, and no copy of it is left."""
    source = tmp_path / "source"
    source.write_bytes(BIG)
    with pytest.raises(BagError, match="changed while it was read") as caught:
        fixity.copy(source, tmp_path / "target", progress=lambda _: change(source))
    assert caught.value.code == "BAG-024"
    assert caught.value.location is not None
    assert caught.value.location.file == str(source)
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize(
    ("work", "size", "here"), [(0.0, 10, 1), (3.0, 10, 40), (3.0, 1 << 20, 0), (0.0, 1 << 20, 0), (0.0, 64 << 20, 40)]
)
def test_threads_are_used_for_what_waits_or_computes(
    work: float, size: int, here: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small files are worked on one after the other until the disk is waited for; those that take work, at once."""
    seconds = itertools.count()
    clocks = SimpleNamespace(perf_counter=lambda: next(seconds), thread_time=lambda: work * next(seconds))
    monkeypatch.setattr("preserve.fixity.batches.time", clocks)
    threads: list[int] = []

    def act(batch: Sequence[int]) -> int:
        threads.append(threading.get_ident())
        return sum(batch)

    batches = [[number] for number in range(40)]
    assert list(fixity.over_threads(batches, act, lambda _: size)) == list(range(40))
    assert threads.count(threading.get_ident()) == here
