"""Writing archives of bags: the same bytes whoever packs, where and when; whole, proven, and never over another."""

from __future__ import annotations

import datetime as dt
import errno
import functools
import json
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve import bag
from preserve.bag import shelter
from preserve.bag.archives import naming, placing, source, tar_writing, zip_records, zip_writing
from preserve.errors import BagError, SurroundingsError, UsageError
from tests import strategies
from tests.bad import bags
from tests.bad.archiving import TOP
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Command

FORMS = ("tar", "tar.gz", "zip")
EPOCH = "1767225600"
SECONDS = 1709164800  # of the date in the plain bag, 2024-02-29


def rich(folder: Path) -> Path:
    """Make a bag with long names, names in other letters, a recording, what packs well, and an empty folder."""
    bags.put(folder, "data/Zoë/é.txt", "x" * 5000)
    bags.put(folder, f"data/{'l' * 120}/{'m' * 140}.txt", "y")
    bags.put(folder, "data/tape.wav", bytes(5000))
    bags.put(folder, "data/zeros.bin", bytes(3 << 20))
    (folder / "data/later").mkdir()
    return bags.plain(folder)


def made(folder: Path, form: str, *, into: str = "out") -> Path:
    """Return the archive of a bag, made into a folder beside it."""
    return bag.archive(folder, folder.parent / into / f"{TOP}.{form}").path


def held(folder: Path) -> dict[str, bytes | None]:
    """Return what a folder holds, by path; None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the moment of archives be that of the bag."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_is_a_function_of_the_bag(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes do not depend on where the bag lies, on permissions, times, time zone or the order of its files."""
    folder = rich(tmp_path / "one" / TOP)
    copy = tmp_path / "two" / TOP
    for path in sorted(folder.rglob("*"), reverse=True):
        target = copy / path.relative_to(folder)
        (target.parent if path.is_file() else target).mkdir(parents=True, exist_ok=True)
        if path.is_file():
            shutil.copyfile(path, target)
            target.chmod(0o600)
    first = made(folder, form).read_bytes()
    monkeypatch.setenv("TZ", "Asia/Almaty")
    before = os.umask(0o077)
    try:
        second = made(copy, form)
    finally:
        os.umask(before)
    assert second.read_bytes() == first
    assert second.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_holds_the_bag(form: str, tmp_path: Path) -> None:
    """Unpacked by Python's own library it is the same bag, empty folders and all, and valid for bagit, too."""
    folder = rich(tmp_path / TOP)
    archive = made(folder, form)
    assert {each.code for each in bag.verify(archive)} == {"BAG-035"}
    if form == "zip":
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(tmp_path / "x")  # noqa: S202 (our own)
    else:
        with tarfile.open(archive) as opened:
            # To Python 3.11.3 and older, a filter would be unknown as an argument.
            opened.extraction_filter = getattr(tarfile, "data_filter", None)
            opened.extractall(tmp_path / "x")  # noqa: S202 (our own)
    assert [path.name for path in (tmp_path / "x").iterdir()] == [TOP]
    assert held(tmp_path / "x" / TOP) == held(folder)
    assert bagit.Bag(str(tmp_path / "x" / TOP)).is_valid()


@pytest.mark.parametrize("form", ["tar", "tar.gz"])
def test_tar_finds_no_difference(form: str, tmp_path: Path) -> None:
    """The system's tar compares our archive with the folder; only owner, permissions and times are meant to differ."""
    made(rich(tmp_path / TOP), form, into=".")
    call = ["tar", "--compare", "--file", f"{TOP}.{form}"]
    told = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert re.sub(r"(?m)^.*: (Mod time|Uid|Gid|Mode) differs\n", "", told.stdout) == ""
    assert told.stderr == ""


def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    """The system's unzip reads our archive whole."""
    if not shutil.which("unzip"):
        pytest.skip("no unzip here")
    archive = made(rich(tmp_path / TOP), "zip")
    told = subprocess.run(["unzip", "-qt", archive], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("No errors detected")
    assert told.stderr == ""


def test_members_are_nobodys_and_in_order(tmp_path: Path) -> None:
    """Of one moment, with fixed permissions, in headers of the plain form wherever that has room."""
    archive = made(rich(tmp_path / TOP), "tar")
    with tarfile.open(archive) as opened:
        found = opened.getmembers()
    names = [f"{each.name}/" if each.isdir() else each.name for each in found]
    assert names == sorted(names)
    assert {(each.uid, each.gid, each.uname, each.gname, each.mtime) for each in found} == {(0, 0, "", "", SECONDS)}
    assert {(each.isdir(), each.mode) for each in found} == {(True, 0o755), (False, 0o644)}
    extended = {each.name for each in found if each.pax_headers}
    assert extended == {f"{TOP}/data/Zoë", f"{TOP}/data/Zoë/é.txt", f"{TOP}/data/{'l' * 120}/{'m' * 140}.txt"}


def test_what_is_packed_already_is_stored(tmp_path: Path) -> None:
    """And so is what deflate would make too small to be believed; other things are deflated."""
    with zipfile.ZipFile(made(rich(tmp_path / TOP), "zip")) as opened:
        methods = {each.filename.removeprefix(f"{TOP}/"): each.compress_type for each in opened.infolist()}
    assert methods["data/tape.wav"] == methods["data/zeros.bin"] == methods["data/a.txt"] == zipfile.ZIP_STORED
    assert methods["data/Zoë/é.txt"] == methods["manifest-sha256.txt"] == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize(
    ("date", "epoch", "expected"),
    [
        ("2024-02-29", None, (SECONDS, 2024)),
        ("2024-02-29", EPOCH, (int(EPOCH), 2026)),
        ("yesterday", None, (315532800, 1980)),
        ("2024-02-29", "0", (0, 1980)),
        ("2024-02-29", "-1", (0, 1980)),
        ("2024-02-29", "5000000000", (5000000000, 2107)),
        ("1700-01-01", None, (0, 1980)),
    ],
)
def test_the_moment_is_that_of_the_bag(
    date: str, epoch: str | None, expected: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH counts more; each format has the next that it can say."""
    folder = bags.retagged(tmp_path / TOP, "bag-info.txt", f"Bagging-Date: {date}\n")
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with tarfile.open(made(folder, "tar")) as opened:
        assert {each.mtime for each in opened.getmembers()} == {expected[0]}
    with zipfile.ZipFile(made(folder, "zip")) as packed:
        assert {each.date_time[0] for each in packed.infolist()} == {expected[1]}


def test_an_epoch_that_is_none_is_a_fault_of_the_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is left."""
    folder = bags.plain(tmp_path / TOP)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(UsageError):
        made(folder, "tar", into="new/deep")
    assert [path.name for path in tmp_path.iterdir()] == [TOP]


def test_gzip_tells_neither_name_nor_time(tmp_path: Path) -> None:
    """The header says nothing but that it is deflated."""
    assert made(bags.plain(tmp_path / TOP), "tar.gz").read_bytes()[:8] == b"\x1f\x8b\x08\0\0\0\0\0"


def test_large_figures_have_room_in_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where sizes, places and counts are called large, the records of ZIP64 hold them, and all programs read them."""
    monkeypatch.setattr(zip_writing, "_ROOM", 600)
    monkeypatch.setattr(zip_writing, "_PLACES", 5)
    folder = rich(tmp_path / TOP)
    archive = made(folder, "zip")
    assert {each.code for each in bag.verify(archive)} == {"BAG-035"}
    assert archive.read_bytes().count(b"PK\x06\x06") == 1
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "x")  # noqa: S202 (our own)
    assert held(tmp_path / "x" / TOP) == held(folder)
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-qt", archive], check=True, stdout=subprocess.DEVNULL)


def test_what_deflate_makes_larger_has_room_in_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where sizes below 65,535 fit into a header, noise of nearly so many bytes does, which deflate lets grow."""
    monkeypatch.setattr(zip_writing, "_ROOM", 0xFFFF)
    monkeypatch.setattr(zip_records, "LOCAL_FORM", struct.Struct("<4s5HL2H2H"))
    noise = random.Random(0).randbytes(0xFFFE)  # noqa: S311 (the same every time)
    file = tmp_path / "noise.bin"
    file.write_bytes(noise)
    with file.open("rb") as stream, (tmp_path / "a.zip").open("w+b") as sink:
        opened = source.Source(stream=stream, size=len(noise), path=file.name, progress=None)
        zip_writing.ZipWriter(sink, dt.datetime.now(dt.UTC)).add_file(file.name, opened)
        sink.seek(0)
        assert sink.read().endswith(file.name.encode() + noise)


def test_a_great_size_has_room_in_a_tar() -> None:
    """Nine gigabytes stand in an extended header; eight less one byte do not need it."""
    for size, is_extended in (((8 << 30) - 1, False), (9 << 30, True)):
        head = tar_writing.header(f"{TOP}/data/a.wav", size, 0)
        assert (len(head) > 512) == is_extended
        assert tarfile.TarInfo.frombuf(head[-512:], "utf-8", "strict").size == (0 if is_extended else size)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_is_there_already(form: str, tmp_path: Path) -> None:
    """It is left as it is."""
    folder = bags.plain(tmp_path / TOP)
    target = tmp_path / f"{TOP}.{form}"
    first = bag.archive(folder, target)
    before = target.stat()
    again = bag.archive(folder, target)
    assert (first.status, again.status) == ("written", "already there")
    assert (first.files, first.size) == (again.files, again.size) == (6, before.st_size)
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.name for path in tmp_path.iterdir()) == [TOP, target.name]


def test_another_makes_way_only_where_it_may(tmp_path: Path) -> None:
    """It is kept, named after what it holds, also when that name is taken; nothing is ever overwritten."""
    folder = bags.plain(tmp_path / TOP)
    target = bags.put(tmp_path, f"{TOP}.tar.gz", "last year's")
    with pytest.raises(BagError):
        bag.archive(folder, target)
    assert target.read_text() == "last year's"
    kept = tmp_path / f"{TOP}.superseded-{bags.digest(tmp_path, target.name)[:8]}.tar.gz"
    archived = bag.archive(folder, target, replace=True)
    assert (archived.status, archived.superseded) == ("replaced", kept)
    assert kept.read_text() == "last year's"
    assert bag.archive(folder, target, replace=True).status == "already there"
    target.write_text("last year's")
    again = bag.archive(folder, target, replace=True).superseded
    assert again == tmp_path / kept.name.replace(".tar", "-2.tar")
    assert (kept.read_text(), again.read_text()) == ("last year's", "last year's")
    assert bag.verify(target) == ()


def test_a_link_at_the_target_is_no_archive(tmp_path: Path) -> None:
    """It is not followed, and does not make way."""
    elsewhere = bags.put(tmp_path, "elsewhere.tar", "precious")
    (tmp_path / f"{TOP}.tar").symlink_to(elsewhere)
    with pytest.raises(BagError) as caught:
        bag.archive(bags.plain(tmp_path / TOP), tmp_path / f"{TOP}.tar", replace=True)
    assert caught.value.code == "BAG-096"
    assert elsewhere.read_text() == "precious"


def test_a_target_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even in the moment of the renaming."""
    folder, target = bags.plain(tmp_path / TOP), tmp_path / f"{TOP}.tar"
    link = os.link

    def late(source: Path, to: Path) -> None:
        """Let another run be faster."""
        target.write_text("faster")
        link(source, to)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(BagError) as caught:
        bag.archive(folder, target)
    assert caught.value.code == "BAG-096"
    assert target.read_text() == "faster"


def refusing(number: int) -> Callable[..., None]:
    """Return a link that refuses, and lets another run be faster where it is told to."""

    def refuse(_: Path, to: Path, *, faster: bool = False) -> None:
        """Refuse as a file system does."""
        if faster:
            to.write_text("faster")
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_links_will_do(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is renamed there, as on FAT."""
    monkeypatch.setattr(os, "link", refusing(number))
    assert bag.verify(made(bags.plain(tmp_path / TOP), "zip")) == ()


def test_without_links_nothing_is_overwritten_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the archive is renamed, it is looked whether another run was faster."""
    target = tmp_path / f"{TOP}.tar"
    monkeypatch.setattr(os, "link", functools.partial(refusing(errno.EPERM), faster=True))
    with pytest.raises(BagError) as caught:
        bag.archive(bags.plain(tmp_path / TOP), target)
    assert caught.value.code == "BAG-096"
    assert target.read_text() == "faster"


@pytest.mark.parametrize("faster", [False, True])
def test_a_disk_that_fails_keeps_the_old_archive(
    faster: bool,  # noqa: FBT001 (a case)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Under its name, unless another run has taken that; what is there is never overwritten by it."""
    folder, target = bags.plain(tmp_path / TOP), bags.put(tmp_path, f"{TOP}.tar", "last year's")
    monkeypatch.setattr(os, "link", functools.partial(refusing(errno.EIO), faster=faster))
    with pytest.raises(SurroundingsError):
        bag.archive(folder, target, replace=True)
    found = {path.name.partition("-1.")[2][:10]: path.read_text() for path in tmp_path.glob(f"{TOP}.*")}
    assert found == ({"tar": "faster", "superseded": "last year's"} if faster else {"tar": "last year's"})


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the archive and not the place where it is written."""

    def full(_: int) -> None:
        """Refuse as a full disk does."""
        raise OSError(28, "No space left on device")

    folder = bags.plain(tmp_path / TOP)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SurroundingsError) as caught:
        made(folder, "tar", into="new")
    assert caught.value.code == "ENV-002"
    assert caught.value.location is not None
    assert caught.value.location.file == str(tmp_path / "new" / f"{TOP}.tar")
    assert [path.name for path in tmp_path.iterdir()] == [TOP]


KILLED = """
import os, pathlib, signal, sys
from preserve import bag
folder = pathlib.Path(sys.argv[1])
left = 2 * sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and "tagmanifest" not in path.name)
def kill(count):
    global left
    left -= count
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
bag.archive(folder, folder.with_name("mill-1.zip"), progress=kill)
"""


def test_a_run_that_was_killed_is_swept_away(tmp_path: Path) -> None:
    """It leaves a hidden folder and no archive; the next run takes it over, and removes it at the end."""
    folder = bags.plain(tmp_path / TOP)
    told = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=PROJECT, check=False)
    assert told.returncode == -signal.SIGKILL
    assert (tmp_path / f".{TOP}.zip.staging/{TOP}.zip").stat().st_size
    assert {path.name for path in tmp_path.iterdir()} == {TOP, f".{TOP}.zip.staging"}
    assert bag.archive(folder, tmp_path / f"{TOP}.zip").status == "written"
    assert {path.name for path in tmp_path.iterdir()} == {TOP, f"{TOP}.zip"}


def test_a_run_that_is_alive_is_left_alone(tmp_path: Path) -> None:
    """Another one for the same archive does not begin; one for an archive of another kind does."""
    folder = bags.plain(tmp_path / TOP)
    with shelter.held(tmp_path / f"{TOP}.zip") as alive:
        (alive / f"{TOP}.zip").write_text("half")
        with pytest.raises(SurroundingsError, match=f"process {os.getpid()} on .* is at work") as caught:
            bag.archive(folder, tmp_path / f"{TOP}.zip")
        assert caught.value.code == "BAG-049"
        assert bag.archive(folder, tmp_path / f"{TOP}.tar").status == "written"
        assert (alive / f"{TOP}.zip").read_text() == "half"
    assert sorted(path.name for path in tmp_path.iterdir()) == [TOP, f"{TOP}.tar"]


def test_a_folder_that_is_closed_names_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows of the hidden folder."""
    really_make = Path.mkdir

    def refuse(folder: Path, mode: int = 0o777, *, parents: bool = False, exist_ok: bool = False) -> None:
        """Refuse as a folder does that is not ours."""
        if folder.name.endswith(".staging"):
            raise PermissionError(13, "Permission denied", str(folder))
        really_make(folder, mode, parents, exist_ok)

    folder = bags.plain(tmp_path / TOP)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SurroundingsError) as caught:
        made(folder, "tar")
    assert caught.value.location is not None
    assert caught.value.location.file.endswith(f"out/{TOP}.tar")


def test_a_suffix_that_is_none_is_a_fault_of_the_program(tmp_path: Path) -> None:
    """The command offers three; it is told before the bag is looked for."""
    with pytest.raises(ValueError, match="not a valid Kind"):
        bag.archive(tmp_path / "absent", tmp_path / f"{TOP}.rar")


def test_a_short_suffix_asks_for_a_gzipped_tar(tmp_path: Path) -> None:
    """Of the same bytes; and what makes way for it keeps the suffix."""
    target = bags.put(tmp_path, f"out/{TOP}.tgz", "last year's")
    archived = bag.archive(bags.plain(tmp_path / TOP), target, replace=True)
    assert target.read_bytes() == made(tmp_path / TOP, "tar.gz").read_bytes()
    assert archived.superseded is not None
    assert archived.superseded.suffix == ".tgz"


@settings(max_examples=25)
@given(payload=strategies.payloads, form=st.sampled_from(FORMS))
def test_whatever_is_bagged_can_be_archived(payload: list[tuple[str, bytes]], form: str) -> None:
    """The archive has the findings of the folder, and unpacks to it."""
    if any(naming.unfit(f"{TOP}/{path}".encode()) for path, _ in payload):
        return
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there) / TOP
        with bag.stage(folder) as staging:
            for path, content in payload:
                staging.add(content, path)
            staging.seal(())
        archive = made(folder, form)
        assert bag.verify(archive) == bag.verify(folder)
        with bag.unpacked(archive) as unpacked:
            assert held(unpacked) == held(folder)
        assert not unpacked.exists()


def test_a_folder_needs_no_unpacking(tmp_path: Path) -> None:
    """It is given as it is."""
    with bag.unpacked(bags.plain(tmp_path / TOP)) as folder:
        assert folder == tmp_path / TOP


def test_names_of_archives_that_make_way_differ(tmp_path: Path) -> None:
    """Only the bytes of an archive decide on its name."""
    target = bags.put(tmp_path, f"{TOP}.zip", "a")
    assert not placing.is_same(bags.put(tmp_path, "other.zip", "b"), target)
    assert placing.make_way(target).name == f"{TOP}.superseded-ca978112.zip"


# --- the commands ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_package_makes_an_archive_beside_the_bag(
    form: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """One more line a bag; the archive verifies, and rebuilds itself."""
    target = tmp_path / "bags" / "minimal"
    outcome = preserve("package", "--archive", form, interview("minimal"), "--to", tmp_path / "bags")
    first, second = outcome.out.splitlines()
    assert outcome.code == 0
    assert first.startswith(f"{target}: written and verified, ")
    assert second.startswith(f"{target}.{form}: written and verified, ")
    plain, packed = (preserve("verify", "--reproduce", each) for each in (target, f"{target}.{form}"))
    assert (packed.code, packed.out) == (0, plain.out.replace(f"{target}: ", f"{target}.{form}: "))
    assert packed.out.endswith(" files rebuilt byte for byte\n")


def test_package_archives_bags_that_are_there(
    tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the folder that is named; the same once more is there already."""
    bags.plain(tmp_path / TOP)
    monkeypatch.chdir(tmp_path / TOP)
    for how in ("written and verified", "already there"):
        outcome = preserve("package", "--archive", "tar", ".", "--to", tmp_path / "out")
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out == f"{tmp_path}/out/{TOP}.tar: {how}, 6 files, 8,704 bytes\n"


@pytest.mark.parametrize("option", ["--css", "--stylesheet", "--lang", "--documentation", "--schema", "--rules"])
def test_a_bag_that_is_there_is_only_packed(
    option: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """What would be of its making is a fault of the call, before anything is done with the others."""
    folder = bags.plain(tmp_path / TOP)
    call = ("package", "--archive", "zip", "--to", tmp_path / "out")
    files = (folder,) if option == "--documentation" else (interview("minimal"), folder)
    outcome = preserve(*call, option, "ru", *files)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines() == [
        f"preserve: a bag that is there is only packed, so {option} would change nothing in {folder}",
        f"      hint  Leave {option} out, or package the interview again with it.",
    ]
    assert not (tmp_path / "out").exists()


def test_a_folder_is_no_interview(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """What can be done with it is told, of a bag another thing than of any folder; what is one is packaged."""
    folder = bags.plain(tmp_path / TOP)
    outcome = preserve("package", "--to", tmp_path / "out", folder, tmp_path / "interviews", interview("minimal"))
    assert outcome.code == 3
    assert outcome.out.startswith(f"{tmp_path / 'out' / 'minimal'}: written and verified")
    first, of_bag, second, of_other, *_ = outcome.err.splitlines()
    assert first == f"preserve: {folder}: could not package it: the folder of a bag is no interview (ENV-003)"
    assert of_bag.endswith("preserve package --archive tar FOLDER")
    assert second == f"preserve: {tmp_path / 'interviews'}: could not package it: a folder is no interview (ENV-003)"
    assert of_other.endswith("preserve bag FOLDER")


def test_package_archives_no_broken_bag_and_goes_on(tmp_path: Path, preserve: Command) -> None:
    """Nor one with errors in the interview; the others are archived."""
    broken, sound = bags.plain(tmp_path / "broken"), bags.plain(tmp_path / TOP)
    (broken / "data/a.txt").unlink()
    outcome = preserve("package", "--archive", "zip", broken, sound, "--to", tmp_path / "out")
    assert outcome.code == 1
    assert outcome.out.startswith(f"{tmp_path / 'out' / TOP}.zip: written and verified, 6 files")
    assert "(BAG-095)" in outcome.err
    assert "data/a.txt" in outcome.err


def test_package_does_not_touch_another_archive(tmp_path: Path, preserve: Command) -> None:
    """It is told with exit code 1."""
    target = bags.put(tmp_path, f"out/{TOP}.zip", "last year's")
    outcome = preserve("package", "--archive", "zip", bags.plain(tmp_path / TOP), "--to", tmp_path / "out")
    assert (outcome.code, outcome.out) == (1, "")
    assert "(BAG-096)" in outcome.err
    assert target.read_text() == "last year's"


def test_two_bags_of_one_name_are_a_fault_of_the_call(tmp_path: Path, preserve: Command) -> None:
    """Before anything is written."""
    folders = [bags.plain(tmp_path / name / "mill.1") for name in ("a", "b")]
    outcome = preserve("package", "--archive", "tar", *folders, "--to", tmp_path / "out")
    assert (outcome.code, outcome.out) == (2, "")
    assert "both called mill.1" in outcome.err
    assert not (tmp_path / "out").exists()


def test_verify_tells_of_archives_in_all_formats(tmp_path: Path, preserve: Command) -> None:
    """The member is named as a file in a folder is."""
    archive = made(bags.plain(tmp_path / TOP), "tar")
    assert preserve("verify", archive).out == f"{archive}: valid\n"
    archive.write_bytes(archive.read_bytes().replace(b"first\n", b"First\n"))
    outcome = preserve("verify", "--format", "json", archive)
    (told,) = json.loads(outcome.out)["files"]
    assert (outcome.code, told["file"], told["valid"]) == (1, str(archive), False)
    assert [(each["code"], each["file"]) for each in told["findings"]] == [("BAG-016", "data/a.txt")]
    assert '<failure type="BAG-016" message="' in preserve("verify", "--format", "junit", archive).out
