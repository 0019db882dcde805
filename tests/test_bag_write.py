"""Making bags: whole or absent, the same bytes everywhere, and safe from kills, full disks and twins."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bagit
import filelock
import pytest
from hypothesis import HealthCheck, example, given, settings

from preserve import bag, fixity
from preserve.bag import shelter
from preserve.errors import BagError, Location, SurroundingsError
from tests import strategies
from tests.bad import bags

if TYPE_CHECKING:
    from collections.abc import Iterator

INFO = (("Source-Organization", "An Archive"), ("Bagging-Date", "2024-02-29"), ("External-Description", "Words"))
PREMIS = "<event><when>{0}T{1}Z</when><on>{0}</on><interviewed>2024-02-29</interviewed></event>\n"

# A run of its own, so that it can be killed: many files, so that there is a time to kill it in.
RUN = r"""
import sys
from pathlib import Path
from preserve import bag

source, target = map(Path, sys.argv[1:])
with bag.stage(target) as staging:
    print("begun", flush=True)
    for file in sorted(source.iterdir()):
        staging.add(file, f"data/{file.name}")
    staging.add(b"beetle", "data/\u0436\u0443\u043a.txt")
    print(staging.seal((("Bagging-Date", "2024-02-29"),)).status)
"""


def make(target: Path, content: bytes = b"words\n", date: str = "2024-02-29") -> bag.Sealed:
    """Make a small bag with a payload file, a tag file that tells the time, and a date."""
    with bag.stage(target) as staged:
        staged.add(content, "data/tei/interview.xml")
        staged.add(PREMIS.format(date, f"{date[:2]}:{date[2:4]}").encode(), "metadata/premis.xml")
        return staged.seal((("Bagging-Date", date),), ("metadata/premis.xml",))


@contextlib.contextmanager
def killed(target: Path) -> Iterator[bag.Staging]:
    """Give a bag to fill, of a run that leaves its staging folder as one does that is killed."""
    with pytest.MonkeyPatch.context() as context:
        context.setattr(shelter, "_remove", lambda *run: run[-1].release())
        with bag.stage(target) as staged:
            yield staged


def add_one(
    target: Path,
    source: Path | bytes,
    path: str,
    label: str = "Contact-Name",
    progress: fixity.Progress | None = None,
) -> None:
    """Try to make a bag of one file."""
    with bag.stage(target, progress=progress) as staged:
        staged.add(source, path)
        staged.seal(((label, "Nobody"),))


def add_all(target: Path, folder: Path) -> None:
    """Try to make a bag of all files in a folder."""
    with bag.stage(target) as staged:
        for file in sorted(folder.iterdir()):
            staged.add(file, f"data/{file.name}")
        staged.seal(())


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Return the content of each file below a folder, and None for each folder."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() if each.is_file() else None
        for each in sorted(folder.rglob("*"))
    }


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """Return a folder with forty files of 100 kB."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.wav").write_bytes(bytes([number]) * 100_000)
    return folder


def test_a_bag_is_what_the_standard_says(tmp_path: Path) -> None:
    """Every byte of a small bag is laid down."""
    sealed = make(tmp_path / "bags/one")
    assert sealed.status == "written"
    assert sealed.path == tmp_path / "bags/one"
    payload = bags.files(sealed.path, payload=True)
    tags = bags.files(sealed.path, payload=False)
    assert snapshot(sealed.path) == {
        "bag-info.txt": b"Bagging-Date: 2024-02-29\nPayload-Oxum: 6.1\n",
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "data": None,
        "data/tei": None,
        "data/tei/interview.xml": b"words\n",
        "manifest-sha256.txt": bags.lines(sealed.path, payload).encode(),
        "manifest-sha512.txt": bags.lines(sealed.path, payload, "sha512").encode(),
        "metadata": None,
        "metadata/premis.xml": PREMIS.format("2024-02-29", "20:24").encode(),
        "tagmanifest-sha256.txt": bags.lines(sealed.path, tags).encode(),
        "tagmanifest-sha512.txt": bags.lines(sealed.path, tags, "sha512").encode(),
    }
    assert list((tmp_path / "bags").iterdir()) == [sealed.path]


def test_both_readers_find_it_valid(tmp_path: Path) -> None:
    """Our reader and that of the Library of Congress agree."""
    sealed = make(tmp_path / "one")
    assert bag.verify(sealed.path) == ()
    assert bagit.Bag(str(sealed.path)).validate()


def is_beyond_bagit(path: str) -> bool:
    """Return whether bagit-python 1.9.0 misreads a name: it decodes no %25, and no third %0A or %0D."""
    return "%" in path or max(path.count("\n"), path.count("\r")) > 2


@given(payload=strategies.payloads)
@example(payload=[("data/a\nb\nc\nd\re", b"")])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_payload_makes_a_valid_bag(
    payload: list[tuple[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever names we accept, the bag is valid to both readers, as far as the other one can read them."""
    target = tmp_path_factory.mktemp("any") / "one"
    with bag.stage(target) as staged:
        for path, content in payload:
            staged.add(content, path)
        staged.seal(INFO)
    assert not [found for found in bag.verify(target) if found.is_error]
    assert any(is_beyond_bagit(path) for path, _ in payload) or bagit.Bag(str(target)).validate()


def test_files_are_copied_as_they_are(tmp_path: Path, recordings: Path) -> None:
    """An entry tells what was copied."""
    with bag.stage(tmp_path / "one") as staged:
        first = staged.add(recordings / "7.wav", "data/media/7.wav")
        assert (staged.folder / "data/media/7.wav").read_bytes() == (recordings / "7.wav").read_bytes()
    got = fixity.of_file(recordings / "7.wav")
    assert first == bag.Entry(path="data/media/7.wav", size=100_000, digests=got.digests)
    assert [algorithm for algorithm, _ in first.digests] == ["sha256", "sha512"]


def test_progress_counts_each_byte_when_added_and_when_proven(tmp_path: Path, recordings: Path) -> None:
    """What is told is what was read: each file once when it is added and once when it is proven."""
    read: list[int] = []
    with bag.stage(tmp_path / "one", progress=read.append) as staged:
        staged.add(recordings / "7.wav", "data/7.wav")
        assert sum(read) == 100_000
        staged.seal(())
    assert sum(read) >= 200_000


def test_metadata_keep_their_order_and_one_line(tmp_path: Path) -> None:
    """Elements stand in the order given; a line break in a value, of whatever kind, becomes a space."""
    with bag.stage(tmp_path / "one") as staged:
        staged.add(b"x", "data/x")
        staged.seal((("Z", "1"), ("A", " two\r\n  lines \u2028more "), ("Payload-Oxum", "1.1"), ("Z", "ж")))
    assert (tmp_path / "one/bag-info.txt").read_text(encoding="utf-8") == (
        "Z: 1\nA: two lines more\nPayload-Oxum: 1.1\nZ: ж\n"
    )


@pytest.mark.parametrize("label", ["", " A", "A ", "A:B", "A\nB", "\ufeff\n", "A\x00", "\u2028A"])
def test_a_label_that_cannot_be_read_again_is_refused(label: str, tmp_path: Path) -> None:
    """A label that would be read as another one is refused, and no bag is left."""
    with pytest.raises(BagError) as caught:
        add_one(tmp_path / "one", b"x", "data/x", label)
    assert caught.value.code == "BAG-044"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/x",
        "../x",
        "data/../x",
        "data/./x",
        "data//x",
        "data/x/",
        "./data/x",
        "~x",
        "C:x",
        "\\x",
        "data/a\\b",
        "data/a\0",
        "data/a\tb",
        "data/a\x85",
        "data/a\u2028",
        "data/\udcff",
        "data/ x",
        "data/x ",
        "data/x /y",
        "data",
        "Data/x",
        "bagit.txt",
        "BAG-INFO.TXT",
        "fetch.txt",
        "manifest-md5.txt",
        "tagmanifest-sha512.txt",
    ],
)
def test_names_that_lead_astray_are_refused(path: str, tmp_path: Path) -> None:
    """A name that some system or program would misread is refused before anything is written."""
    with pytest.raises(BagError) as caught:
        add_one(tmp_path / "one", b"x", path)
    assert caught.value.code == "BAG-040"
    assert caught.value.location is not None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("data/a.txt", "data/a.txt"),
        ("data/a.txt", "data/A.txt"),
        ("data/straße", "data/STRASSE"),
        ("data/\u00e9", "data/e\u0301"),
        ("data/dir/a", "data/DIR/b"),
        ("data/dir", "data/dir/b"),
        ("data/dir/b", "data/dir"),
        ("data/dir/b", "data/Dir"),
    ],
)
def test_twins_are_refused(first: str, second: str, tmp_path: Path) -> None:
    """A name that some system takes for one that is there already is refused."""
    with bag.stage(tmp_path / "one") as staged:
        staged.add(b"1", first)
        with pytest.raises(BagError) as caught:
            staged.add(b"2", second)
        assert caught.value.code == "BAG-040"


def test_a_refused_file_can_be_added_again(tmp_path: Path) -> None:
    """A file that could not be added leaves its name free."""
    with bag.stage(tmp_path / "one") as staged:
        with pytest.raises(SurroundingsError) as caught:
            staged.add(tmp_path / "late.txt", "data/late.txt")
        assert caught.value.location is not None
        assert caught.value.location.file == str(tmp_path / "late.txt")
        (tmp_path / "late.txt").write_text("here")
        staged.add(tmp_path / "late.txt", "data/late.txt")
        assert staged.seal(()).status == "written"


def _append(file: Path) -> None:
    """Write on at the end of a file."""
    with file.open("ab") as stream:
        stream.write(b" and more")


def test_a_source_that_changes_is_named(tmp_path: Path) -> None:
    """A file that somebody writes to while it is bagged ends the run, and no bag is left."""
    source = tmp_path / "growing.wav"
    source.write_bytes(b"sound")
    with pytest.raises(BagError, match="the file changed") as caught:
        add_one(tmp_path / "one", source, "data/growing.wav", progress=lambda _: _append(source))
    assert caught.value.code == "BAG-024"
    assert caught.value.location is not None
    assert caught.value.location.file == str(source)
    assert list(tmp_path.iterdir()) == [source]


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe that nobody writes to does not hold up the run."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BagError) as caught:
        add_one(tmp_path / "one", tmp_path / "pipe", "data/pipe")
    assert caught.value.code == "BAG-022"


def test_a_sealed_bag_is_closed(tmp_path: Path) -> None:
    """After the seal nothing can be added, and there is no second seal."""
    with bag.stage(tmp_path / "one") as staged:
        staged.add(b"x", "data/x")
        staged.seal(())
        with pytest.raises(RuntimeError):
            staged.add(b"y", "data/y")
        with pytest.raises(RuntimeError):
            staged.seal(())


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_whatever_ends_the_block_nothing_is_left(error: type[BaseException], tmp_path: Path) -> None:
    """An exception of any kind passes through, and folder and bag are gone."""

    def end(_: int) -> None:
        """End the run while a file is added."""
        raise error

    with pytest.raises(error):
        add_one(tmp_path / "new/er/one", b"x", "data/x", progress=end)
    assert list(tmp_path.iterdir()) == []


def test_without_a_seal_nothing_is_left(tmp_path: Path) -> None:
    """A block that ends without a seal makes no bag."""
    with bag.stage(tmp_path / "one") as staged:
        staged.add(b"x", "data/x")
    assert list(tmp_path.iterdir()) == []


def test_the_same_bag_is_not_written_twice(tmp_path: Path) -> None:
    """A bag that says the same but for dates and times is left as it is."""
    make(tmp_path / "one", date="2024-02-29")
    before = snapshot(tmp_path)
    sealed = make(tmp_path / "one", date="2025-11-30")
    assert sealed.status == "already there"
    assert snapshot(tmp_path) == before


def test_times_count_where_they_are_not_those_of_the_act(tmp_path: Path) -> None:
    """A deed with another day in it is another deed, also when that is the day of the act."""

    def deed(day: str) -> bag.Sealed:
        """Make a bag with a document that is dated."""
        with bag.stage(tmp_path / "one") as staged:
            staged.add(b"x", "data/x")
            staged.add(f"signed {day}T10:00:00Z\n".encode(), "metadata/submissionDocumentation/deed.txt")
            return staged.seal((("Bagging-Date", "2024-02-29"),), ("metadata/premis.xml",))

    deed("2024-02-29")
    with pytest.raises(BagError, match=r"deed\.txt is not the same"):
        deed("2024-02-28")


def test_what_no_manifest_vouches_for_is_compared_by_its_bytes(tmp_path: Path) -> None:
    """A tag manifest need not list all tag files."""

    def noted(note: bytes) -> bag.Sealed:
        """Make a bag with a note."""
        with bag.stage(tmp_path / "one") as staged:
            staged.add(b"x", "data/x")
            staged.add(note, "note.txt")
            return staged.seal(())

    noted(b"one")
    for listed in (tmp_path / "one").glob("tagmanifest-*.txt"):
        rows = listed.read_text("utf-8").splitlines(keepends=True)
        listed.write_text("".join(row for row in rows if "note.txt" not in row), "utf-8")
    assert noted(b"one").status == "already there"
    with pytest.raises(BagError, match=r"note\.txt is not the same"):
        noted(b"two")


def test_a_bag_with_other_metadata_is_another(tmp_path: Path) -> None:
    """Another value in bag-info.txt makes another bag, though the payload is the same."""

    def organised_by(name: str) -> bag.Sealed:
        """Make a bag that one organisation transfers."""
        with bag.stage(tmp_path / "one") as staged:
            staged.add(b"x", "data/x")
            return staged.seal((("Source-Organization", name),))

    assert organised_by("Library").status == "written"
    assert organised_by("Library").status == "already there"
    with pytest.raises(BagError, match=r"bag-info\.txt is not the same"):
        organised_by("Archive")


def test_another_bag_is_left_alone(tmp_path: Path) -> None:
    """A bag with another payload is an error that names the first file that differs, and stays as it is."""
    make(tmp_path / "one", b"first\n")
    before = snapshot(tmp_path)
    with pytest.raises(BagError) as caught:
        make(tmp_path / "one", b"other\n")
    assert caught.value.code == "BAG-041"
    assert caught.value.message == "the bag that is there differs: data/tei/interview.xml is not the same"
    assert snapshot(tmp_path) == before


def test_the_interview_is_named_before_what_was_made_of_it(tmp_path: Path) -> None:
    """Of all that differs the interview says most, then the other payload, and tag files least."""

    def made(interview: bytes, readme: bytes, note: bytes) -> None:
        """Make a bag of three files."""
        with bag.stage(tmp_path / "one") as staged:
            staged.add(readme, "data/README.txt")
            staged.add(interview, "data/tei/one.xml")
            staged.add(note, "a.txt")
            staged.seal(())

    made(b"1", b"1", b"1")
    for contents, named in (
        ((b"2", b"2", b"2"), "data/tei/one.xml"),
        ((b"1", b"2", b"2"), "data/README.txt"),
        ((b"1", b"1", b"2"), "a.txt"),
    ):
        with pytest.raises(BagError, match=f": {named} is not the same"):
            made(*contents)


def test_a_bag_with_other_manifests_is_another(tmp_path: Path) -> None:
    """A bag that has no algorithm in common with ours differs by its manifests; no file of it is accused."""
    add_one(tmp_path / "one", b"words\n", "data/x")
    for name in ("manifest-sha256.txt", "manifest-sha512.txt", *bags.MANIFESTS, "tagmanifest-sha512.txt"):
        (tmp_path / "one" / name).unlink(missing_ok=True)
    bags.seal(tmp_path / "one", "md5")
    with pytest.raises(BagError, match=r"manifest-md5\.txt is in one of them only"):
        add_one(tmp_path / "one", b"words\n", "data/x")


def test_a_bag_that_writes_its_names_otherwise_is_another(tmp_path: Path) -> None:
    """A bag whose manifests compose a name otherwise than the disk is sound, but not the one that we would write."""
    add_one(tmp_path / "one", b"words\n", "data/\u00e9")
    for algorithm in fixity.DEFAULT_ALGORITHMS:
        rows = bags.lines(tmp_path / "one", ["data/\u00e9"], algorithm).replace("\u00e9", "e\u0301")
        bags.put(tmp_path / "one", f"manifest-{algorithm}.txt", rows)
        (tmp_path / "one" / f"tagmanifest-{algorithm}.txt").unlink()
    assert not [found for found in bag.verify(tmp_path / "one") if found.is_error]
    bags.seal_tags(tmp_path / "one")
    with pytest.raises(BagError, match=r"manifest-sha256\.txt is not the same"):
        add_one(tmp_path / "one", b"words\n", "data/\u00e9")


def test_a_bag_with_one_file_more_is_another(tmp_path: Path) -> None:
    """A file in one of two bags only is named."""
    bags.put(tmp_path, "source/first", "1")
    add_all(tmp_path / "one", tmp_path / "source")
    bags.put(tmp_path, "source/second", "2")
    with pytest.raises(BagError, match="data/second is in one of them only"):
        add_all(tmp_path / "one", tmp_path / "source")


@pytest.mark.parametrize("fault", ["data/tei/interview.xml", "metadata/premis.xml"])
def test_a_broken_bag_is_not_taken_for_the_same(fault: str, tmp_path: Path) -> None:
    """A bag whose manifests agree with the new one but not with its own files is broken, and stays as it is."""
    make(tmp_path / "one")
    (tmp_path / "one" / fault).write_bytes(b"")
    before = snapshot(tmp_path)
    with pytest.raises(BagError, match=Path(fault).name) as caught:
        make(tmp_path / "one")
    assert caught.value.code == "BAG-042"
    assert snapshot(tmp_path) == before


def test_a_link_at_the_target_is_not_followed(tmp_path: Path) -> None:
    """A link at the target is no bag, wherever it leads."""
    make(tmp_path / "real")
    (tmp_path / "one").symlink_to("real")
    with pytest.raises(BagError, match="it is a link") as caught:
        make(tmp_path / "one")
    assert caught.value.code == "BAG-042"


def test_a_run_that_loses_a_race_finds_the_same_bag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another run gives its bag the name in the last moment, ours finds it there."""
    make(tmp_path / "one")
    answers = [False]
    really_exists = os.path.lexists
    monkeypatch.setattr(os.path, "lexists", lambda path: answers.pop() if answers else really_exists(path))
    sealed = make(tmp_path / "one")
    assert sealed.status == "already there"


SETTINGS = (
    ({"TZ": "UTC", "LC_ALL": "C.UTF-8"}, 0o022),
    ({"TZ": "Asia/Almaty", "LC_ALL": "C"}, 0o077),
    # A locale in which Python itself could not write the name of every file.
    ({"TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, 0o002),
)


def test_the_bytes_are_the_same_everywhere(tmp_path: Path) -> None:
    """Time zone, locale, umask and the order of files on the disk leave no trace, not even in modes."""
    for name in ("b", "a", "Z", "10", "9"):
        bags.put(tmp_path, f"source/{name}", name)
    made = []
    for number, (environment, umask) in enumerate(SETTINGS):
        target = tmp_path / str(number) / "one"
        command = [sys.executable, "-c", RUN, str(tmp_path / "source"), str(target)]
        subprocess.run(command, env={**os.environ, **environment}, umask=umask, check=True)
        made.append(snapshot(target))
        inside = [each.stat().st_mode for each in (target, *target.rglob("*"))]
        assert {(stat.S_ISDIR(mode), stat.S_IMODE(mode)) for mode in inside} == {(True, 0o755), (False, 0o644)}
    assert made[0] == made[1] == made[2]


def test_a_killed_run_leaves_no_half_bag(tmp_path: Path, recordings: Path) -> None:
    """Kill a run at random moments: the bag is whole or absent, the source untouched, and the next run sweeps up."""
    before = snapshot(recordings)
    moments = random.Random(8493)  # noqa: S311 -- the same moments in every run
    for number in range(8):
        target = tmp_path / "bags" / f"run-{number}"
        with subprocess.Popen(
            [sys.executable, "-c", RUN, recordings, target], stdout=subprocess.PIPE, start_new_session=True
        ) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(moments.uniform(0, 0.25))
            os.kill(run.pid, signal.SIGKILL)
        assert not target.exists() or bag.verify(target) == ()
        again = subprocess.run(
            [sys.executable, "-c", RUN, recordings, target], capture_output=True, text=True, check=True
        )
        assert again.stdout in {"begun\nwritten\n", "begun\nalready there\n"}
        assert bag.verify(target) == ()
    assert {each.name for each in (tmp_path / "bags").iterdir()} == {f"run-{number}" for number in range(8)}
    assert snapshot(recordings) == before


def test_runs_for_one_target_do_not_disturb_each_other(tmp_path: Path, recordings: Path) -> None:
    """Of four runs at the same time one writes the bag; the others say that it does, or find the bag there."""
    command = [sys.executable, "-c", RUN, str(recordings), str(tmp_path / "bags/one")]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [run.communicate() for run in runs]
    written = [out for out, _ in told if out == "begun\nwritten\n"]
    refused = [err for out, err in told if not out and "is at work on this bag" in err]
    found = [out for out, _ in told if out == "begun\nalready there\n"]
    assert len(written) == 1
    assert len(refused) + len(found) == 3
    assert bag.verify(tmp_path / "bags/one") == ()
    assert [each.name for each in (tmp_path / "bags").iterdir()] == ["one"]


def test_a_live_staging_folder_is_left_alone(tmp_path: Path) -> None:
    """A run does not begin what another one is at work on, says who that is, and leaves its folder as it is."""
    (tmp_path / ".one.staging-x").mkdir()
    (tmp_path / ".one.staging-0123abcd").touch()
    with bag.stage(tmp_path / "one") as outer:
        outer.add(b"x", "data/x")
        with pytest.raises(SurroundingsError, match=f"process {os.getpid()} on .* is at work on this bag") as caught:
            make(tmp_path / "one")
        assert (caught.value.code, caught.value.exit_code) == ("BAG-049", 3)
        assert caught.value.location == Location(file=str(tmp_path / "one"))
        assert outer.seal(()).status == "written"
    assert {each.name for each in tmp_path.iterdir()} == {"one", ".one.staging-x", ".one.staging-0123abcd"}


def test_a_staging_folder_of_another_run_is_not_removed(tmp_path: Path) -> None:
    """Whoever took our folder away made room for another run, whose folder lies at the same place now."""
    with contextlib.ExitStack() as theirs:
        with bag.stage(tmp_path / "one"):
            (tmp_path / ".one.staging").rename(tmp_path / "taken away")
            staged = theirs.enter_context(bag.stage(tmp_path / "one"))
            staged.add(b"x", "data/x")
        assert staged.seal(()).status == "written"
    assert {each.name for each in tmp_path.iterdir()} == {"one", "taken away"}


@pytest.mark.parametrize("name", ["lock", "holder", "journal", "bag", "earlier-1", "earlier-letters"])
def test_a_bag_may_be_called_like_what_is_in_a_staging_folder(name: str, tmp_path: Path) -> None:
    """It is made and, after a run that was killed, taken up again."""
    with killed(tmp_path / name) as staged:
        staged.add(b"words", "data/words.txt")
    assert make(tmp_path / name).status == "written"
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_run_that_cannot_be_named_is_told(tmp_path: Path) -> None:
    """Where the file that says who is at work is not there yet, it is said that somebody is."""
    with bag.stage(tmp_path / "one"):
        (tmp_path / ".one.staging/holder").unlink()
        with pytest.raises(SurroundingsError, match="another run is at work"):
            make(tmp_path / "one")


def test_what_is_stale_is_swept(tmp_path: Path) -> None:
    """What a killed run left, with or without its lock, is gone after the next run for the same target only."""
    bags.put(tmp_path, ".one.staging/lock", "")
    bags.put(tmp_path, ".one.staging/bag/data/x", "half")
    bags.put(tmp_path, ".one.staging-0123abcd/one/data/x", "half gone")
    bags.put(tmp_path, ".other.staging/lock", "")
    make(tmp_path / "one")
    assert {each.name for each in tmp_path.iterdir()} == {"one", ".other.staging"}


def test_a_staging_folder_that_is_removed_too_early_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run may remove its folder in the moment before ours holds the lock; then another folder is made."""
    really_lock = shelter._lock  # noqa: SLF001 -- the moment cannot be hit from outside
    removed: list[Path] = []

    def remove_first(place: Path) -> object:
        """Remove the first folder before it is locked."""
        if not removed:
            removed.append(place)
            place.rmdir()
        return really_lock(place)

    monkeypatch.setattr(shelter, "_lock", remove_first)
    assert make(tmp_path / "one").status == "written"
    assert [each.name for each in tmp_path.iterdir()] == ["one"]


@pytest.mark.parametrize("is_made_anew", [False, True])
def test_a_lock_in_a_folder_that_has_gone_is_none(
    is_made_anew: bool,  # noqa: FBT001 (a parameter)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the system says of a lock in a folder that has gone does not count, also where another one was made."""
    really_lock = fcntl.flock
    gone: list[Path] = []

    def lose(descriptor: int, operation: int) -> None:
        """Lose the first folder while it is locked."""
        if not gone:
            gone.append(tmp_path / ".one.staging")
            gone[0].rename(tmp_path / "gone")
            if not is_made_anew:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
            gone[0].mkdir()
        really_lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", lose)
    assert make(tmp_path / "one").status == "written"
    assert {each.name for each in tmp_path.iterdir()} == {"one", "gone"}


def test_a_lock_that_goes_away_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is held, but whose folder is removed in this moment, is one that can be had the next time."""
    really_acquire = filelock.FileLock.acquire
    tried: list[bool] = []

    def lose(lock: filelock.FileLock, timeout: float) -> object:
        """Find the first lock held by a run that is just removing it."""
        tried.append(True)
        if len(tried) == 1:
            raise filelock.Timeout("lock")
        return really_acquire(lock, timeout=timeout)

    monkeypatch.setattr(filelock.FileLock, "acquire", lose)
    assert make(tmp_path / "one").status == "written"
    assert len(tried) == 2


def test_folders_that_always_go_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every staging folder has gone before it is held, ours gives up and leaves none."""
    monkeypatch.setattr(shelter, "_lock", lambda place: place.rmdir())
    with pytest.raises(SurroundingsError, match="could not make a folder for the bag"):
        make(tmp_path / "new/one")
    assert list(tmp_path.iterdir()) == []


def test_no_lock_to_be_had_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system on which no lock can be held ends the run with its own reason, and nothing is left."""

    def refuse(*_: object) -> None:
        """Refuse as a server of files does that keeps no locks."""
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(SurroundingsError, match="no locks available") as caught:
        make(tmp_path / "new/one")
    assert caught.value.location is not None
    assert caught.value.location.file == str(tmp_path / "new/one")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_another_users_staging_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What we may not enter may be a run that is alive, so it is named and left as it is."""
    stale = tmp_path / ".one.staging"
    stale.mkdir()
    really = os.access
    # Root, who runs tests in containers, is refused nothing.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != stale and really(path, mode))
    with pytest.raises(SurroundingsError, match="not yours to write to") as caught:
        make(tmp_path / "one")
    assert caught.value.location == Location(file=str(stale))
    assert [each.name for each in tmp_path.iterdir()] == [".one.staging"]


def test_a_link_in_the_place_of_the_staging_folder_is_not_followed(tmp_path: Path) -> None:
    """Nothing is written into, or removed from, wherever it leads."""
    bags.put(tmp_path, "elsewhere/precious", "words")
    (tmp_path / ".one.staging").symlink_to("elsewhere")
    with pytest.raises(SurroundingsError, match="its place is taken"):
        make(tmp_path / "one")
    assert [each.name for each in (tmp_path / "elsewhere").iterdir()] == ["precious"]


def test_what_a_killed_run_copied_is_not_copied_again(
    tmp_path: Path, recordings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is whole in what was left is taken over, and told as read; bytes at hand are written anew."""
    with killed(tmp_path / "one") as staged:
        first = staged.add(recordings / "7.wav", "data/7.wav")
        staged.add(b"words", "data/words.txt")
    really, read, told = fixity.copy, list[object](), list[int]()

    def spy(source: Path, *arguments: Any, **named: Any) -> fixity.Fixity:  # noqa: ANN401 (whatever it takes)
        """Note what is read."""
        read.append(source)
        return really(source, *arguments, **named)

    monkeypatch.setattr(fixity, "copy", spy)
    with bag.stage(tmp_path / "one", progress=told.append) as staged:
        assert staged.add(recordings / "7.wav", "data/7.wav") == first
        assert (read, told) == ([], [100_000])
        staged.add(recordings / "8.wav", "data/8.wav")
        staged.add(b"other", "data/words.txt")
        staged.seal(())
    assert read == [recordings / "8.wav"]
    assert (tmp_path / "one/data/words.txt").read_bytes() == b"other"
    assert bag.verify(tmp_path / "one") == ()


def test_half_a_copy_makes_room_for_the_whole_one(tmp_path: Path, recordings: Path) -> None:
    """What a killed run had half copied is gone when the file is copied again, since both may not find room."""
    with killed(tmp_path / "one") as staged:
        staged.add(recordings / "7.wav", "data/7.wav")
        bags.put(staged.folder, "data/8.wav", "half")
    half = tmp_path / ".one.staging/earlier-1/data/8.wav"
    with bag.stage(tmp_path / "one", progress=lambda _: found.append(half.exists())) as staged:
        found: list[bool] = []
        assert half.exists()
        staged.add(recordings / "8.wav", "data/8.wav")
        assert found
        assert not any(found)


@pytest.mark.parametrize("place", ["one", "data/one", "a/b/one"])
def test_no_bag_is_made_inside_another(place: str, tmp_path: Path) -> None:
    """Wherever in a bag the target lies, also by way of a link, nothing is written there."""
    outer = bags.plain(tmp_path / "outer")
    (tmp_path / "link").symlink_to(outer)
    before = snapshot(outer)
    for folder in (outer, tmp_path / "link"):
        with pytest.raises(BagError, match="inside another one") as caught:
            make(folder / place)
        assert caught.value.code == "BAG-046"
    assert snapshot(outer) == before


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the disk be full after 300,000 bytes."""
    really_write, left = os.write, [300_000]

    def write(descriptor: int, block: bytes) -> int:
        """Write as long as there is space."""
        left[0] -= len(block)
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return really_write(descriptor, block)

    monkeypatch.setattr(os, "write", write)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_nothing(tmp_path: Path, recordings: Path) -> None:
    """When the disk is full the run ends with the reason, and nothing is left."""
    with pytest.raises(SurroundingsError, match="no space left") as caught:
        add_all(tmp_path / "new/one", recordings)
    assert (caught.value.code, caught.value.exit_code) == ("ENV-002", 3)
    assert [each.name for each in tmp_path.iterdir()] == ["recordings"]


@pytest.mark.parametrize("limit", ["size=1m", "nr_inodes=2", "nr_inodes=3", "nr_inodes=5"])
def test_a_small_disk_leaves_nothing(limit: str, tmp_path: Path, recordings: Path) -> None:
    """On a real file system of 1 MB, or of a few files, the run ends in the same way."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", limit, "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with pytest.raises(SurroundingsError) as caught:
            add_all(disk / "new/er/one", recordings)
        assert caught.value.code == "ENV-002"
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_place_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    """Where the folder of the target is a file, the run ends with a reason."""
    (tmp_path / "bags").write_text("no folder")
    with pytest.raises(SurroundingsError) as caught:
        make(tmp_path / "bags/one")
    assert caught.value.exit_code == 3
    assert (tmp_path / "bags").read_text() == "no folder"


def test_a_name_too_long_for_a_staging_folder_is_told(tmp_path: Path) -> None:
    """The error names the target, not a folder that nobody knows of."""
    with pytest.raises(SurroundingsError, match="too long") as caught:
        make(tmp_path / ("n" * 250))
    assert caught.value.location is not None
    assert caught.value.location.file == str(tmp_path / ("n" * 250))
    assert list(tmp_path.iterdir()) == []


def test_a_rename_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails there is no bag, and nothing else either."""

    def refuse(*_: object) -> None:
        """Refuse as a locked folder would."""
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SurroundingsError, match="could not put the bag in its place"):
        make(tmp_path / "one")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
