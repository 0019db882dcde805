"""Reading archives of bags: every fault by its code, whoever made the archive, and no damage that goes unnoticed."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preserve import bag, findings
from preserve.bag.archives import reading, tar_writing
from preserve.bag.faults import Faults
from preserve.errors import BagError, SurroundingsError
from tests.bad import archives, bags, tars
from tests.bad.archiving import END, TOP, put
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.findings import Finding

pytestmark = pytest.mark.enduring

FORMS = ("tar", "tar.gz", "zip")
MEGABYTE = 1 << 20


def codes(found: tuple[Finding, ...]) -> set[str]:
    """Return the codes of some findings."""
    return {each.code for each in found}


def archived(folder: Path, form: str) -> Path:
    """Return an archive of a plain bag, made by us."""
    return bag.archive(bags.plain(folder / TOP), folder / f"{TOP}.{form}").path


@pytest.mark.parametrize("build", archives.BUILDERS, ids=lambda build: build.__name__)
def test_each_fault_gives_exactly_its_code(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """An archive gives the codes that it is named after and no others, in one short sentence."""
    found = bag.verify(build(tmp_path))
    assert codes(found) == set(bags.codes_of(build)), found
    assert all(len(each.message) <= 240 for each in found)


@pytest.mark.parametrize("refused", archives.REFUSALS, ids=lambda refused: refused.__name__)
def test_each_refusal_gives_exactly_its_code(refused: Callable[[Path], None], tmp_path: Path) -> None:
    """What must be refused is refused with the code that it is named after, and nothing is left of it."""
    before = {path for path in tmp_path.rglob("*") if path.name.startswith(f".{TOP}")}
    with pytest.raises(BagError) as caught:
        refused(tmp_path)
    assert (caught.value.code,) == bags.codes_of(refused)
    assert {path for path in tmp_path.rglob("*") if path.name.startswith(f".{TOP}")} == before


def test_each_code_has_its_fault() -> None:
    """The codes of archives in the table are those that are raised here."""
    ours = {each.code for each in findings.codes() if "BAG-080" <= each.code <= "BAG-099"}
    built = {code for each in (*archives.BUILDERS, *archives.REFUSALS) for code in bags.codes_of(each)}
    assert ours == {code for code in built if code >= "BAG-080"}


MEASURED = """
import pathlib, tempfile, time
from preserve import bag
from tests.bad import archives
from tests.trial import most_memory
slowest = 0.0
for build in archives.BUILDERS:
    with tempfile.TemporaryDirectory() as folder:
        path = build(pathlib.Path(folder))
        begun = time.process_time()
        bag.verify(path)
        slowest = max(slowest, time.process_time() - begun)
print(slowest, most_memory())
"""


def test_no_hostile_archive_takes_time_or_memory() -> None:
    """Each is refused within two seconds of a processor and, all together, within 256 MB."""
    told = subprocess.run([sys.executable, "-c", MEASURED], cwd=PROJECT, capture_output=True, text=True, check=True)
    slowest, peak = map(float, told.stdout.split())
    assert slowest < 2
    assert peak < 256 * MEGABYTE


@pytest.mark.parametrize("form", FORMS)
def test_a_cut_archive_is_never_valid(form: str, tmp_path: Path) -> None:
    """Wherever a copy ends, it has an error and nothing is raised."""
    whole = archived(tmp_path, form).read_bytes()
    chance = random.Random(form)  # noqa: S311 (the same every time)
    for length in (0, 1, len(whole) - 1, *chance.sample(range(len(whole)), 50)):
        found = bag.verify(put(tmp_path / "cut", f"{TOP}.{form}", whole[:length]))
        assert findings.has_error(found), length


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_byte_is_always_noticed(form: str, tmp_path: Path) -> None:
    """One byte changed anywhere gives an error, unless what is unpacked and what is told of it is the very same."""
    whole = archived(tmp_path, form).read_bytes()
    chance = random.Random(form)  # noqa: S311 (the same every time)
    for place in chance.sample(range(len(whole)), 200):
        changed = whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :]
        found = bag.verify(put(tmp_path / "changed", f"{TOP}.{form}", changed))
        assert findings.has_error(found) or same(form, whole, changed), place


def same(form: str, whole: bytes, changed: bytes) -> bool:
    """Return whether a change is one that does not count.

    In gzip's header these are the time, the system, and whether it is text and how hard it was packed; in a zip the
    program that made it, the attributes, and the version that is needed, as long as everybody has it; in packed data
    the bits behind the last that means something, and those that say the same in another way.
    """
    if form == "tar.gz":
        return gzip.decompress(changed) == gzip.decompress(whole)
    return form == "zip" and counted(changed) == counted(whole)


def counted(content: bytes) -> list[tuple[object, ...]]:
    """Return what counts of a zip, as Python's reader sees it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(each.filename, each.date_time, archive.read(each)) for each in archive.infolist()]


@pytest.mark.parametrize("form", FORMS)
def test_every_byte_is_read_once(form: str, tmp_path: Path) -> None:
    """The bytes that are told as they are hashed come to those of all listed files."""
    read: list[int] = []
    archive = archived(tmp_path, form)
    assert bag.verify(archive, progress=read.append) == ()
    listed = (path for path in (tmp_path / TOP).rglob("*") if path.is_file() and "tagmanifest" not in path.name)
    assert sum(read) == sum(path.stat().st_size for path in listed)


@pytest.mark.parametrize("form", FORMS)
def test_a_bag_is_read_from_an_archive(form: str, tmp_path: Path) -> None:
    """What a bag says of itself is the same in its folder and in its archive."""
    archive = archived(tmp_path, form)
    packed, plain = bag.read(archive), bag.read(tmp_path / TOP)
    assert packed.info == plain.info
    listed = [
        {each.name: tuple(each.lines) for each in (*said.manifests, *said.tag_manifests)} for said in (packed, plain)
    ]
    assert listed[0] == listed[1] != {}


MADE_ELSEWHERE = {
    "mill-1.tar": ["tar", "--format=gnu", "-cf", "mill-1.tar", "mill-1"],
    "pax/mill-1.tar": ["tar", "--format=pax", "-cf", "pax/mill-1.tar", "./mill-1"],
    "v7/mill-1.tar": ["tar", "--format=v7", "-cf", "v7/mill-1.tar", "mill-1/bagit.txt", "mill-1"],
    "mill-1.tar.gz": ["tar", "-czf", "mill-1.tar.gz", "mill-1"],
    "mill-1.tgz": ["tar", "-czf", "mill-1.tgz", "mill-1"],
    "mill-1.zip": ["zip", "-qr", "mill-1.zip", "mill-1"],
    "large/mill-1.zip": ["zip", "-qr", "-fz", "large/mill-1.zip", "mill-1"],  # asks for 4.5 in some headers only
    "piped/mill-1.zip": ["sh", "-c", "zip -qr - mill-1 | cat > piped/mill-1.zip"],
}


@pytest.mark.parametrize("name", MADE_ELSEWHERE)
def test_archives_of_other_programs_are_valid(name: str, tmp_path: Path) -> None:
    """Tar and zip make archives that are fine, with long names too; only a file that is packed twice is told."""
    call = MADE_ELSEWHERE[name]
    if not shutil.which(call[0]) or not shutil.which("zip"):
        pytest.skip(f"no {call[0]} or no zip here")
    is_old = name.startswith("v7")  # that form has no room for long names
    bags.put(tmp_path / TOP, "data/" + ("a" if is_old else "long " * 30 + "/" + "name " * 30 + "é") + ".txt", "x" * 999)
    bags.plain(tmp_path / TOP)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    subprocess.run(call, cwd=tmp_path, check=True)
    expected = {"BAG-085"} if is_old else {"BAG-034"} | ({"BAG-099"} if name.endswith("zip") else set())
    assert codes(bag.verify(tmp_path / name)) <= expected


@pytest.mark.parametrize("form", ["zip", "tar", "gztar"])
def test_archives_of_python_are_valid(form: str, tmp_path: Path) -> None:
    """Python's own library makes archives that are fine."""
    bags.put(tmp_path / TOP, "data/é" + "é" * 60 + ".txt", "x" * 999)
    bags.plain(tmp_path / TOP)
    assert bag.verify(Path(shutil.make_archive(str(tmp_path / TOP), form, tmp_path, TOP))) == ()


def test_an_archive_may_be_named_by_a_link(tmp_path: Path) -> None:
    """The folder in it is still held against the name that the user gave."""
    archive = archived(tmp_path / "real", "zip")
    (tmp_path / f"{TOP}.zip").symlink_to(archive)
    assert bag.verify(tmp_path / f"{TOP}.zip") == ()


def test_what_an_archive_is_is_told_by_its_content(tmp_path: Path) -> None:
    """Whatever its name."""
    for form in FORMS:
        archive = archived(tmp_path / form, form)
        (tmp_path / form / "bare").mkdir()
        assert bag.verify(archive.rename(tmp_path / form / "bare" / TOP)) == ()


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in the place of an archive is refused."""
    os.mkfifo(tmp_path / "bag.tar")
    assert codes(bag.verify(tmp_path / "bag.tar")) == {"BAG-022"}


def test_an_absent_archive_is_an_error_of_the_surroundings(tmp_path: Path) -> None:
    """As an absent folder is."""
    with pytest.raises(SurroundingsError):
        bag.verify(tmp_path / "absent.tar")


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_that_changes_is_told(form: str, tmp_path: Path) -> None:
    """It is no archive of anything, and nothing is raised."""
    archive = archived(tmp_path, form)

    def write_on(_: int) -> None:
        """Write to the archive whenever something was read."""
        with archive.open("ab") as stream:
            stream.write(b"more")

    assert "BAG-024" in codes(bag.verify(archive, progress=write_on))


def test_findings_name_the_member(tmp_path: Path) -> None:
    """As they name a file in a folder."""
    (found,) = bag.verify(tars.bag_016_was_altered_in_the_archive(tmp_path))
    assert found.location.file == "data/a.txt"


def test_a_profile_is_told_the_form_of_the_archive(tmp_path: Path) -> None:
    """One that asks for a tar is content with a tar, and not with a folder or a zip."""
    profile = bag.profiles.find("aptrust").profile
    places = (tmp_path / TOP, *(archived(tmp_path, form) for form in FORMS))
    told = [[each.message for each in bag.verify(place, profile=profile)] for place in places]
    kinds = [[each for each in messages if each.startswith("the bag is a ")] for messages in told]
    assert [len(each) for each in kinds] == [1, 0, 1, 1]
    assert kinds[3][0].startswith("the bag is a zip archive; ")


def test_a_file_of_nine_gigabytes_is_found(tmp_path: Path) -> None:
    """Its size stands in an extended header, because the plain one has no room."""
    size = 9 << 30
    head = tar_writing.header(TOP, 0, 0, is_folder=True) + tar_writing.header(f"{TOP}/data/a.wav", size, 0)
    archive = put(tmp_path, f"{TOP}.tar", head)
    with archive.open("r+b") as stream:
        stream.truncate(len(head) + size + len(END))
    faults = Faults()
    tree = reading.look_through(archive, faults)
    assert faults.found() == ()
    assert tree is not None
    assert tree.files == {"data/a.wav": size}


def test_many_tag_files_are_read_from_a_gzipped_tar(tmp_path: Path) -> None:
    """Also those for which no mark was kept, of which the last lies behind the payload."""
    folder = tmp_path / TOP
    for number in range(80):
        bags.put(folder, f"a-{number:02}.txt", f"{number}\n" * number)
    bags.plain(folder)
    archive = bag.archive(folder, tmp_path / f"{TOP}.tar.gz").path
    tree = bag.read(archive).tree
    for path in ("a-79.txt", "data/a.txt", "a-00.txt", "manifest-sha256.txt"):
        with tree.opened(path) as stream:
            assert stream.read(1 << 20) == (folder / path).read_bytes()


SPARSE = """
import pathlib, sys
from preserve import bag
from tests.trial import most_memory
folder, form = pathlib.Path(sys.argv[1]) / "mill-1", sys.argv[2]
assert bag.archive(folder, folder.with_name(f"mill-1.{form}")).status == "written"
print(most_memory())
"""


def test_memory_is_flat(tmp_path: Path) -> None:
    """A file of 300 MB is packed, and read again, in a few megabytes of memory, as a member and as a whole."""
    folder = bags.plain(tmp_path / TOP)
    tape = bags.put(folder, "data/tape.bin", os.urandom(2 * MEGABYTE))
    with tape.open("r+b") as stream:
        stream.truncate(300 * MEGABYTE)
    with tape.open("rb") as stream:
        digest = hashlib.file_digest(stream, "md5").hexdigest()
    rows = bags.lines(folder, ["data/a.txt", "data/sub/b.txt"], "md5") + f"{digest}  data/tape.bin\n"
    (folder / "manifest-sha256.txt").unlink()
    bags.put(folder, "manifest-md5.txt", rows)
    bags.seal_tags(folder)
    for form in ("tar.gz", "zip"):
        call = [sys.executable, "-c", SPARSE, str(tmp_path), form]
        told = subprocess.run(call, cwd=PROJECT, capture_output=True, text=True, check=True)
        assert int(told.stdout) < 100 * MEGABYTE, form
