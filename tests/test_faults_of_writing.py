"""Whatever goes wrong while a bag is made: the source stays as it is, and there is a whole bag or none.

After each disturbance nothing is left but what is marked as staging, and the next run makes the very bag that a run
without disturbance makes.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import bag
from tests.bad.bags import plain
from tests.benchmarks import kills
from tests.disturbing import KILLED, STEPS, Job, Outcome, Server
from tests.watching import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.enduring

FILES: Final = 5


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return the server of disturbed runs."""
    with Server() as started:
        yield started


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A folder to be bagged, and where to.

    Attributes:
        server: Does the jobs.
        place: Holds all.
    """

    server: Server
    place: Path

    @property
    def folder(self) -> Path:
        """What is to be bagged."""
        return self.place / "box"

    @property
    def target(self) -> Path:
        """The bag to be."""
        return self.place / "bags" / "box"

    def job(self) -> Job:
        """Return the job without disturbance."""
        return Job(folder=str(self.folder), target=str(self.target))

    def run(self, job: Job | None = None) -> Outcome:
        """Have a job done."""
        return self.server.run(job or self.job())

    def left(self) -> set[str]:
        """Return what lies where the bag is to be, but for what is marked as staging and the bag itself."""
        if not self.target.parent.exists():
            return set()
        found = {each.name for each in self.target.parent.iterdir()}
        return {name for name in found if not name.startswith(".box.staging")} - {"box"}

    def prove(self) -> None:
        """Assert that there is a whole bag or none, and that the next run makes the one that there should be."""
        assert not self.target.exists() or bag.verify(self.target) == ()
        assert self.left() == set()
        outcome = self.run()
        assert outcome.said in {"written", "already there"}, outcome
        assert [each.name for each in self.target.parent.iterdir()] == ["box"]
        other = self.place / "undisturbed" / "box"
        assert self.run(replace(self.job(), target=str(other))).said == "written"
        assert kills.snapshot(self.target) == kills.snapshot(other)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one, because the tests wait for the disk a thousand times."""
    memory = Path("/dev/shm")  # noqa: S108 -- the folder made in it is ours alone
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name)


@pytest.fixture
def scene(server: Server, place: Path) -> Scene:
    """Return a folder of a few files, and where its bag is to be."""
    for number in range(FILES):
        file = place / "box" / "sub" / f"{number}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes([number]) * 3000)
        os.utime(file, ns=(10**18, 10**18 + number))
    return Scene(server=server, place=place)


# --- kills -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", STEPS)
@pytest.mark.parametrize("part", [0, 0.5, 1])
def test_a_run_that_is_killed(function: str, part: float, scene: Scene) -> None:
    """At the first, a middle and the last call of each function by which files are written."""
    job = replace(scene.job(), functions=(function,))
    calls = scene.run(job).steps
    shutil.rmtree(scene.target.parent)
    if not calls:
        pytest.skip(f"os.{function} is not called")
    before = kills.snapshot(scene.folder)
    assert scene.run(replace(job, step=1 + round(part * (calls - 1)))).code == KILLED
    assert kills.snapshot(scene.folder) == before
    scene.prove()


def test_a_run_that_is_killed_again_and_again(scene: Scene) -> None:
    """Each run goes on where the one before ended."""
    outcome = Outcome(code=KILLED, said="", steps=0)
    for step in (60, 80, 100, 120):
        outcome = scene.run(replace(scene.job(), step=step))
        assert outcome.code == KILLED
    scene.prove()


@pytest.mark.parametrize("signal", ["term", "int"])
def test_a_run_that_is_ended(signal: str, scene: Scene) -> None:
    """By SIGTERM it leaves its staging folder like one that was killed; by SIGINT nothing."""
    outcome = scene.run(replace(scene.job(), step=90, act=signal))
    assert outcome.code == (130 if signal == "int" else -15)
    assert scene.target.parent.exists() == (signal == "term")
    scene.prove()


def test_random_kills(server: Server, place: Path) -> None:
    """A few rounds of the campaign of which tests/benchmarks/kills.py makes hundreds."""
    tally = kills.campaign(server, place, rounds=6, seed=8493)
    assert tally.violations == []
    assert tally.kills >= 6


# --- taking up -------------------------------------------------------------------------------------------------------


def journal(scene: Scene) -> Path:
    """Kill a run when all files are copied, and return its journal."""
    job = replace(scene.job(), functions=("open:tagmanifest-sha256.txt",))
    assert scene.run(replace(job, step=1)).code == KILLED
    return scene.target.parent / ".box.staging" / "journal"


def copied(scene: Scene, *files: str) -> int:
    """Make the bag and return how many of the files in the folder were opened for it."""
    names = files or tuple(f"{number}.bin" for number in range(FILES))
    # Under another name in data/ the file itself is opened, not its copy.
    outcome = scene.run(replace(scene.job(), functions=tuple(f"open:box/sub/{name}" for name in names)))
    assert outcome.said == "written"
    return outcome.steps


def test_what_is_whole_is_not_copied_again(scene: Scene) -> None:
    """No file is opened that the journal knows to be whole and unchanged."""
    journal(scene)
    assert copied(scene) == 0
    scene.prove()


def test_what_has_changed_is_copied_again(scene: Scene) -> None:
    """A file of another time, one of another size, and one that took the place of another."""
    journal(scene)
    os.utime(scene.folder / "sub/0.bin", ns=(10**18, 10**18 + 99))
    (scene.folder / "sub/1.bin").write_bytes(b"longer or shorter")
    (scene.folder / "sub/new").write_bytes(bytes([2]) * 3000)
    os.utime(scene.folder / "sub/new", ns=(10**18, 10**18 + 2))
    (scene.folder / "sub/new").replace(scene.folder / "sub/2.bin")
    assert copied(scene) == 3
    scene.prove()


def test_a_copy_that_is_not_what_it_was_is_made_again(scene: Scene) -> None:
    """One that was cut short, and one that a link has taken the place of."""
    data = journal(scene).parent / "bag" / "data" / "sub"
    (data / "0.bin").write_bytes(b"")
    (data / "1.bin").unlink()
    (data / "1.bin").symlink_to("/etc/passwd")
    assert copied(scene) == 2
    scene.prove()


def test_a_copy_that_was_altered_is_found_in_the_end(scene: Scene) -> None:
    """The finished bag is read back, whatever the journal says; the next run begins anew."""
    copy = journal(scene).parent / "bag" / "data" / "sub" / "0.bin"
    copy.write_bytes(b"X" * 3000)
    os.utime(copy, ns=(10**18, 10**18))
    outcome = scene.run()
    assert (outcome.code, outcome.said[:7]) == (1, "BAG-045")
    assert list(scene.target.parent.iterdir()) == []
    scene.prove()


@pytest.mark.parametrize(
    ("damage", "again"),
    [
        (lambda text: text[:-10], 1),
        (lambda text: text + b"half a li", 0),
        (lambda text: text[:100] + b"X" + text[101:], FILES),
        (lambda text: text.replace(b"journal 1", b"journal 2"), FILES),
        (lambda text: text[text.index(b"\n") + 1 :], FILES),
        (lambda text: text[:0], FILES),
        (lambda text: text[::-1], FILES),
        (lambda text: text + kills.sealed(b"data/x"), FILES),
        (lambda text: text + kills.sealed(b"\xff\ta\tb c"), FILES),
    ],
    ids=["cut", "half a line", "bit rot", "another version", "no title", "empty", "noise", "another line", "no text"],
)
def test_a_journal_that_is_damaged(damage: kills.Damage, again: int, scene: Scene) -> None:
    """A line that has no end is dropped; whatever else is damaged, all is done anew."""
    file = journal(scene)
    file.write_bytes(damage(file.read_bytes()))
    assert copied(scene) == again
    scene.prove()


def test_a_journal_with_other_algorithms_is_not_believed(scene: Scene) -> None:
    """What was hashed otherwise is hashed anew."""
    file = journal(scene)
    with bag.stage(scene.target, algorithms=("sha512",)) as staged:
        staged.add(scene.folder / "sub/0.bin", "data/sub/0.bin")
        assert not (file.parent / "earlier-1").exists()
        staged.seal(())
    assert not (scene.target / "manifest-sha256.txt").exists()
    assert bag.verify(scene.target) == ()


def test_what_is_not_wanted_any_more_does_not_come_back(scene: Scene) -> None:
    """A file that was copied before the kill and has been removed since is not in the bag, nor one that is a folder."""
    journal(scene)
    (scene.folder / "sub/0.bin").unlink()
    (scene.folder / "sub/1.bin").unlink()
    (scene.folder / "sub/1.bin").mkdir()
    (scene.folder / "sub/1.bin/inner").write_bytes(b"x")
    assert scene.run().said == "written"
    assert not (scene.target / "data/sub/0.bin").exists()
    scene.prove()


# --- refusals of the system ------------------------------------------------------------------------------------------

REFUSALS: Final = (
    ("ENOSPC", "write", "ENV-002"),
    ("ENOSPC", "mkdir:.box.staging", "ENV-002"),
    ("ENOSPC", "mkdir:data/sub", "ENV-002"),
    ("ENOSPC", "open:data/sub/3.bin", "ENV-002"),
    ("ENOSPC", "fsync", "ENV-002"),
    ("ENOSPC", "rename", "ENV-002"),
    ("EDQUOT", "write", "ENV-002"),
    ("EDQUOT", "open:manifest-sha512.txt", "ENV-002"),
    ("EIO", "write", "ENV-003"),
    ("EIO", "fsync", "ENV-003"),
    ("EIO", "fdopen", "ENV-003"),
    ("EIO", "lstat:box/sub/2.bin", "ENV-003"),
    ("EIO", "open:box/sub/2.bin", "ENV-003"),
    ("EIO", "rename", "ENV-003"),
    ("EPERM", "chmod", "ENV-003"),
    ("EPERM", "utime", "ENV-003"),
    ("EACCES", "open:box/sub/2.bin", "ENV-003"),
    ("EACCES", "mkdir:.box.staging", "ENV-003"),
    ("EACCES", "open:.staging/lock", "ENV-003"),
    ("EACCES", "rename", "ENV-003"),
    ("EROFS", "mkdir:.box.staging", "ENV-003"),
    ("EROFS", "open:data/sub/3.bin", "ENV-003"),
    ("EMFILE", "open:box/sub/2.bin", "ENV-003"),
    ("ENFILE", "open:data/sub/3.bin", "ENV-003"),
    ("ENOENT", "open:box/sub/2.bin", "ENV-001"),
    ("ESTALE", "lstat:box/sub/2.bin", "ENV-003"),
    ("EBUSY", "rename", "ENV-003"),
    ("EXDEV", "rename", "ENV-003"),
    ("ENAMETOOLONG", "open:data/sub/3.bin", "ENV-003"),
    ("ENOMEM", "open:data/sub/3.bin", "ENV-003"),
)


@pytest.mark.parametrize(("error", "function", "code"), REFUSALS, ids=lambda value: value)
def test_what_the_system_refuses(error: str, function: str, code: str, scene: Scene) -> None:
    """The run ends with exit code 3 and the reason, nothing at all is left, and the source stays as it is."""
    before = kills.snapshot(scene.folder)
    outcome = scene.run(replace(scene.job(), functions=(function,), step=1, act=error, again=True))
    assert (outcome.code, outcome.said[:7]) == (3, code), outcome
    assert kills.snapshot(scene.folder) == before
    assert not scene.target.parent.exists()
    scene.prove()


def test_a_source_that_cannot_be_read_is_named(scene: Scene) -> None:
    """And so is a place in the bag that cannot be written; where it is staged is nobody's concern."""
    for function, named in (
        ("open:box/sub/2.bin", "box/sub/2.bin"),
        ("open:data/sub/3.bin", "bags/box/data/sub/3.bin"),
    ):
        outcome = scene.run(replace(scene.job(), functions=(function,), step=1, act="EIO"))
        assert f"ENV-003 {scene.place / named}: " in outcome.said


def test_no_lock_to_be_had(scene: Scene) -> None:
    """A file system on which nothing can be locked is told."""
    refuse = "import fcntl, errno\ndef refuse(*_): raise OSError(errno.ENOLCK, 'no locks')\nfcntl.flock = refuse"
    outcome = scene.run(replace(scene.job(), first=refuse))
    assert (outcome.code, outcome.said[:7]) == (3, "ENV-003")
    assert not scene.target.parent.exists()
    scene.prove()


def test_a_staging_folder_that_cannot_be_removed(scene: Scene) -> None:
    """What a run cannot clear away the next one does."""
    outcome = scene.run(replace(scene.job(), functions=("unlink", "rmdir"), step=1, act="EACCES", again=True))
    assert outcome.said == "written"
    assert len(list(scene.target.parent.iterdir())) == 2
    scene.prove()


# --- sources and targets that change ---------------------------------------------------------------------------------

CHANGES: Final = {
    "grows": "open(folder / 'sub/2.bin', 'ab').write(b'more')",
    "shrinks": "os.truncate(folder / 'sub/2.bin', 10)",
    "is rewritten": "open(folder / 'sub/2.bin', 'r+b').write(b'other')",
    "goes": "os.unlink(folder / 'sub/2.bin')",
    "becomes a link": "os.unlink(folder / 'sub/2.bin'); os.symlink('/etc/passwd', folder / 'sub/2.bin')",
    "becomes a pipe": "os.unlink(folder / 'sub/2.bin'); os.mkfifo(folder / 'sub/2.bin')",
    "becomes a folder": "os.unlink(folder / 'sub/2.bin'); os.makedirs(folder / 'sub/2.bin/x')",
    "is replaced": "(folder / 'x').write_bytes(b'new'); os.replace(folder / 'x', folder / 'sub/2.bin')",
    "comes": "(folder / 'late.bin').write_bytes(b'late')",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("moment", ["lstat:box/sub/2.bin", "open:data/sub/2.bin"])
def test_a_source_that_changes(change: str, moment: str, scene: Scene) -> None:
    """Before or while a file is read: the run ends and names it, and no bag is left of what never was."""
    outcome = scene.run(replace(scene.job(), functions=(moment,), step=1, act=CHANGES[change]))
    assert outcome.code in {1, 3}, outcome
    assert outcome.said[:7] in {"BAG-024", "BAG-022", "ENV-001"}, outcome
    assert ("late.bin" if change == "comes" else "sub/2.bin") in outcome.said
    assert not scene.target.parent.exists()
    if change in {"becomes a link", "becomes a pipe"}:
        (scene.folder / "sub/2.bin").unlink()
    scene.prove()


def test_a_folder_that_appears_at_the_target(scene: Scene) -> None:
    """In the last moment: it is left as it is, and no bag is made."""
    appear = "os.makedirs(target / 'precious')"
    job = replace(scene.job(), functions=("open:tagmanifest-sha512.txt",), step=1, act=appear)
    outcome = scene.run(job)
    assert (outcome.code, outcome.said[:7]) == (1, "BAG-042")
    assert [each.name for each in scene.target.parent.rglob("*")] == ["box", "precious"]
    shutil.rmtree(scene.target)
    scene.prove()


def test_two_writers_at_once(scene: Scene) -> None:
    """The second says who is at work and touches nothing; the first goes on."""
    wait = "import time\n(folder.parent / 'begun').touch()\nwhile not (folder.parent / 'go').exists(): time.sleep(0.01)"
    with Server() as other:
        other.begin(replace(scene.job(), functions=("open:data/sub/2.bin",), step=1, act=wait))
        deadline = time.monotonic() + PATIENCE
        while not (scene.place / "begun").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        second = scene.run()
        (scene.place / "go").touch()
        first = other.end()
    assert (second.code, second.said[:7]) == (3, "BAG-049")
    assert first.said == "written"
    scene.prove()


def test_a_clock_that_jumps_back(scene: Scene) -> None:
    """No clock decides anything."""
    journal(scene)
    jump = "import time\ntime.time = lambda: 0\ntime.time_ns = lambda: 0"
    assert scene.run(replace(scene.job(), first=jump)).said == "written"
    scene.prove()


# --- another bag that makes way --------------------------------------------------------------------------------------


def test_a_bag_that_makes_way_is_never_lost(scene: Scene) -> None:
    """Wherever a run is killed that replaces a bag, the old bag and the new one are there after the next run."""
    old = kills.snapshot(shutil.copytree(plain(scene.place / "old"), scene.target))
    job = replace(scene.job(), replace=True)
    steps = scene.run(job).steps
    new = kills.snapshot(scene.target)
    for step in (*range(1, steps, 40), *range(steps - 50, steps + 1, 4)):
        shutil.rmtree(scene.target.parent)
        shutil.copytree(scene.place / "old", scene.target)
        assert scene.run(replace(job, step=step)).code == KILLED
        places = [scene.target, *scene.target.parent.glob("box.superseded-*")]
        assert old in [kills.snapshot(place) for place in places if place.exists()]
        assert scene.run(job).said in {"replaced", "written", "already there"}
        assert kills.snapshot(scene.target) == new
        (kept,) = scene.target.parent.glob("box.superseded-*")
        assert kills.snapshot(kept) == old
        assert len(list(scene.target.parent.iterdir())) == 2


def test_a_bag_that_cannot_take_the_place_gives_it_back(scene: Scene) -> None:
    """When the new bag cannot be renamed, the old one gets its name again."""
    plain(scene.target)
    old = kills.snapshot(scene.target)
    job = replace(scene.job(), replace=True, functions=("rename:.box.staging/bag",), step=1, act="EIO")
    assert scene.run(job).said[:7] == "ENV-003"
    assert kills.snapshot(scene.target) == old
    assert [each.name for each in scene.target.parent.iterdir()] == ["box"]


# --- the same bytes everywhere ---------------------------------------------------------------------------------------

SHUFFLED: Final = """
import random
really = os.scandir
class Shuffled:
    def __init__(self, path):
        with really(path) as found:
            self.entries = list(found)
        random.Random({}).shuffle(self.entries)
    def __iter__(self): return self
    def __next__(self):
        if not self.entries: raise StopIteration
        return self.entries.pop()
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = Shuffled
"""
ELSEWHERE: Final = {
    "another order on the disk": SHUFFLED.format(1),
    "yet another order": SHUFFLED.format(2),
    "a umask": "os.umask(0o077)",
    "no umask": "os.umask(0)",
    "a time zone": "import time; os.environ['TZ'] = 'Asia/Almaty'; time.tzset()",
    "a locale": "import locale; os.environ['LC_ALL'] = 'C'; locale.setlocale(locale.LC_ALL, 'C')",
    "one thread": "from preserve.fixity import batches; batches.over_threads.__defaults__ = (1,); batches._FILES = 2",
    "many threads": "from preserve.fixity import batches; batches._SMALL = 0; "
    "batches.over_threads.__defaults__ = (9,); batches._FILES = 1",
    "another user": "os.getuid() or os.setgid(65534); os.getuid() or os.setuid(65534)",
}


@pytest.fixture
def open_scene(server: Server) -> Iterator[Scene]:
    """Return a folder of many names that every user may read, and a place where every user may write."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Path(name)
        for number in range(30):
            file = place / "box" / f"d{number % 3}" / f"{random.Random(number).random()}-ж.txt"  # noqa: S311
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(bytes([number]) * number)
        (place / "bags").mkdir()
        for each in (place, place / "bags"):
            each.chmod(0o777)
        yield Scene(server=server, place=place)


def test_the_bytes_are_the_same_everywhere(open_scene: Scene) -> None:
    """The order on the disk, user, umask, time zone, locale and the number of threads leave no trace."""
    made = {}
    for number, (name, code) in enumerate(ELSEWHERE.items()):
        target = open_scene.place / "bags" / str(number)
        target.mkdir()
        target.chmod(0o777)
        outcome = open_scene.run(replace(open_scene.job(), target=str(target / "box"), first=code))
        assert outcome.said == "written", (name, outcome)
        made[name] = kills.snapshot(target / "box")
    first = made["a umask"]
    assert [name for name, each in made.items() if each != first] == []


# --- disks that are too small ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", ["size=64k", "size=2m,nr_inodes=4"])
def test_a_disk_that_is_too_small_is_told_before_anything_is_written(limit: str, scene: Scene) -> None:
    """Of bytes or of files."""
    scene.target.parent.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", limit, "tmpfs", str(scene.target.parent)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        outcome = scene.run()
        assert (outcome.code, outcome.said) == (1, "ENV-002")
        assert list(scene.target.parent.iterdir()) == []
    finally:
        subprocess.run(["umount", scene.target.parent], check=True)
    scene.prove()
