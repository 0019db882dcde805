"""``preserve bag``: any folder becomes a bag, nothing in it is changed, and what stands in the way is told at once."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import bagit
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from preserve import bag, fixity
from preserve.bag import names, portable, preflight
from preserve.errors import BagError
from tests import strategies
from tests.bad import bags, folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Command

DATE = dt.date(2024, 2, 29)
LONG_AGO = 10**18


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two files from long ago, with the day of the act set, as seen from beside it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709164800")
    monkeypatch.chdir(tmp_path)
    folders.filled(tmp_path / "box")
    for number, file in enumerate(sorted((tmp_path / "box").rglob("*.txt"))):
        os.utime(file, ns=(LONG_AGO, LONG_AGO + number))
    return Path("box")


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    """Return path, mode, time and content of all that a folder holds, itself included."""
    return [
        (str(each), each.stat().st_mode, each.stat().st_mtime_ns, each.read_bytes() if each.is_file() else b"")
        for each in sorted([folder, *folder.rglob("*")])
    ]


@pytest.mark.parametrize("build", folders.FOLDERS, ids=lambda build: build.__name__)
def test_a_folder_gives_the_codes_of_its_name(build: Callable[[Path], tuple[str, ...]], tmp_path: Path) -> None:
    """All of them at once, and no others."""
    assert build(tmp_path) == bags.codes_of(build)


def test_a_folder_becomes_a_bag(box: Path, preserve: Command) -> None:
    """Its content lies in data/, and nothing in the folder is changed."""
    before = state(box)
    outcome = preserve("bag", box, "--to", "bags")
    assert (outcome.code, outcome.out, outcome.err) == (
        0,
        "bags/box: written and verified, 2 files, 14 bytes\n",
        "",
    )
    assert state(box) == before
    made = Path("bags/box")
    assert bags.files(made, payload=True) == ["data/letters/1911.txt", "data/list.txt"]
    assert (made / "data/list.txt").read_bytes() == (box / "list.txt").read_bytes()
    assert (made / "bag-info.txt").read_text().startswith("Bagging-Date: 2024-02-29\nBag-Software-Agent: preserve ")
    assert bag.verify(made) == ()
    assert bagit.Bag(str(made)).validate()


def test_times_are_kept(box: Path, preserve: Command) -> None:
    """Each file of the payload was modified when its source was."""
    preserve("bag", box, "--to", "bags")
    for file in box.rglob("*.txt"):
        assert (Path("bags/box/data") / file.relative_to(box)).stat().st_mtime_ns == file.stat().st_mtime_ns


def test_times_leave_no_trace_in_the_bytes(box: Path, preserve: Command) -> None:
    """Files of another time make the same bag."""
    preserve("bag", box, "--to", "bags")
    for file in box.rglob("*.txt"):
        os.utime(file)
    outcome = preserve("bag", box, "--to", "bags")
    assert outcome.out == "bags/box: already there, 2 files, 14 bytes\n"


@pytest.mark.parametrize("named", ["box/", "./box", "x/../box"])
def test_a_bag_is_named_after_its_folder(named: str, box: Path, preserve: Command) -> None:
    """However the folder is named in the call."""
    (box.parent / "x").mkdir()
    assert preserve("bag", named, "--to", "bags").code == 0
    assert [each.name for each in Path("bags").iterdir()] == ["box"]


def test_a_folder_may_be_named_by_a_link(box: Path, preserve: Command) -> None:
    """Whoever names a link means the folder; inside of a folder a link is refused."""
    Path("link").symlink_to(box)
    assert preserve("bag", "link", "--to", "bags").out.startswith("bags/link: written")


def test_the_current_folder_can_be_bagged(box: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """To somewhere else."""
    monkeypatch.chdir(box)
    assert preserve("bag", ".", "--to", "../bags").out == "../bags/box: written and verified, 2 files, 14 bytes\n"


def test_folders_of_one_name_are_refused(box: Path, preserve: Command) -> None:
    """Before anything is written."""
    shutil.copytree(box, "other/box")
    outcome = preserve("bag", box, "other/box", "--to", "bags")
    assert outcome.code == 2
    assert "box and other/box are both called box" in outcome.err
    assert not Path("bags").exists()


def test_the_root_has_no_name(preserve: Command, tmp_path: Path) -> None:
    """After which a bag could be named."""
    outcome = preserve("bag", "/", "--to", tmp_path)
    assert (outcome.code, "/ has no name" in outcome.err) == (2, True)


@pytest.mark.parametrize(("named", "code", "words"), [("nowhere", 3, "ENV-001"), ("box/list.txt", 3, "not a folder")])
def test_what_is_no_folder_is_told(named: str, code: int, words: str, box: Path, preserve: Command) -> None:
    """And the others are bagged."""
    outcome = preserve("bag", named, box, "--to", "bags")
    assert outcome.code == code
    assert words in outcome.err
    assert outcome.out.startswith("bags/box: written")


def test_all_that_is_wrong_is_told_at_once(box: Path, preserve: Command) -> None:
    """A link, a pipe, a name, an empty folder, in one run; nothing is written."""
    (box / "link").symlink_to("list.txt")
    os.mkfifo(box / "pipe")
    (box / "a\\b").touch()
    (box / "empty").mkdir()
    outcome = preserve("bag", box, "--to", "bags")
    assert (outcome.code, outcome.out) == (1, "")
    assert [code for code in ("BAG-022", "BAG-040", "BAG-047") if code in outcome.err] == [
        "BAG-022",
        "BAG-040",
        "BAG-047",
    ]
    assert outcome.err.count("BAG-022") == 2
    assert not Path("bags").exists()


def test_what_cannot_be_read_is_told(box: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a byte is copied."""
    really = os.access
    # Root, who runs tests in containers, is refused nothing.
    monkeypatch.setattr(os, "access", lambda path, mode: path != b"box/list.txt" and really(path, mode))
    outcome = preserve("bag", box, "--to", "bags")
    assert (outcome.code, "box/list.txt" in outcome.err, "BAG-023" in outcome.err) == (1, True, True)


def test_a_place_that_cannot_be_written_to_is_told(
    box: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the exit code for the machine."""
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    outcome = preserve("bag", box, "--to", "bags")
    assert (outcome.code, "ENV-003" in outcome.err) == (3, True)


@pytest.mark.parametrize(("bytes_free", "files_free"), [(10_000, 1000), (10**9, 1)])
def test_a_disk_that_is_too_small_is_told(
    bytes_free: int, files_free: int, box: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of bytes or of files; before anything is written."""
    usage = shutil.disk_usage(box)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=bytes_free))
    status = os.statvfs(box)
    values = [*status]
    values[5:8] = [10**6, files_free, files_free]
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(values))
    outcome = preserve("bag", box, "--to", "bags")
    assert (outcome.code, "ENV-002" in outcome.err) == (3, True)
    assert not Path("bags").exists()


def test_what_a_killed_run_has_ready_needs_no_room_again(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full of the first half has room for the other."""
    bags.put(Path("bags"), ".box.staging/bag/data/list.txt", b"x" * 2_000_000)
    usage = shutil.disk_usage(box)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    assert preflight.survey(box, Path("bags/box")).findings == ()


def test_dust_is_kept_and_told(box: Path, preserve: Command) -> None:
    """What an operating system made unasked is not thrown away; what to do is said."""
    (box / ".DS_Store").write_bytes(b"where the windows were")
    outcome = preserve("bag", box, "--to", "bags")
    assert outcome.out == "bags/box: written and verified, 3 files, 36 bytes\n"
    assert "BAG-034" in outcome.err
    assert "--portable-names" in outcome.err


def test_case_twins_are_kept_and_told(box: Path, preserve: Command) -> None:
    """They are names like any other here, and lost elsewhere."""
    (box / "LIST.txt").write_bytes(b"other")
    outcome = preserve("bag", box, "--to", "bags")
    assert outcome.out == "bags/box: written and verified, 3 files, 19 bytes\n"
    assert "BAG-032" in outcome.err


# --- bag-info.txt ----------------------------------------------------------------------------------------------------


def test_what_is_said_of_one_bag_counts_more(box: Path, preserve: Command) -> None:
    """What the archive says of all its bags comes first, but for what --info says otherwise, in any case."""
    Path("preserve.toml").write_text('[bag-info]\nSource-Organization = "Library"\nContact-Name = ["Ann", "Bo"]\n')
    Path("donor.txt").write_text("CONTACT-NAME: Cy\nExternal-Description: Letters\n  of a miller\nDonor: Ada\n")
    assert preserve("bag", box, "--to", "bags", "--info", "donor.txt").code == 0
    assert Path("bags/box/bag-info.txt").read_text().splitlines()[:5] == [
        "Source-Organization: Library",
        "CONTACT-NAME: Cy",
        "External-Description: Letters of a miller",
        "Donor: Ada",
        "Bagging-Date: 2024-02-29",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("no label\n", "BAG-021"),
        ("Bag-Count: 1\nBag-Count: 2\n", "BAG-031"),
        ("Bagging-Date: 2024-02-29\n", "BAG-073"),
        ("payload-oxum: 1.1\n", "BAG-073"),
        (b"Contact-Name: Zo\xeb\n", "BAG-005"),
        ("Contact-Name: Zo\x1b[31m\n", "BAG-021"),
        ("x" * 2_000_000, "BAG-006"),
    ],
)
def test_what_cannot_be_said_is_told(content: str | bytes, code: str, box: Path, preserve: Command) -> None:
    """With its code, as a fault of the call, before anything is written; a warning does not stop the work."""
    bags.put(Path(), "donor.txt", content)
    outcome = preserve("bag", box, "--to", "bags", "--info", "donor.txt")
    assert code in outcome.err
    assert outcome.code == (0 if code == "BAG-031" else 2), outcome
    assert Path("bags").exists() == (code == "BAG-031")


def test_an_info_that_is_not_there_is_told(box: Path, preserve: Command) -> None:
    """As a fault of the surroundings."""
    assert preserve("bag", box, "--to", "bags", "--info", "nothing.txt").code == 3


def test_a_label_that_cannot_be_written_is_told_before_a_byte_is_copied(box: Path) -> None:
    """A control character would not be read again; nor does a value hold one."""
    for element in (("A\x00", "x"), ("A", "x\x00"), ("A", "\x1b[2J")):
        with pytest.raises(BagError) as caught:
            bag.make(box, Path("bags/box"), info=(element,), date=DATE)
        assert caught.value.code == "BAG-044"
    assert not Path("bags").exists()


# --- another bag in the way ------------------------------------------------------------------------------------------


def test_another_bag_makes_way(box: Path, preserve: Command) -> None:
    """It is kept beside the new one, whole, under a name after what it holds."""
    preserve("bag", box, "--to", "bags")
    old = state(Path("bags/box"))
    vouched = fixity.of_file(Path("bags/box/tagmanifest-sha256.txt")).digest("sha256")[:8]
    (box / "list.txt").write_bytes(b"1911, 1912\n")
    refused = preserve("bag", box, "--to", "bags")
    assert (refused.code, "BAG-041" in refused.err) == (1, True)
    assert state(Path("bags/box")) == old
    outcome = preserve("bag", box, "--to", "bags", "--replace")
    kept = f"box.superseded-{vouched}"
    assert outcome.out == f"bags/box: written and verified, 2 files, 20 bytes; the one before is {kept} now\n"
    assert {each.name for each in Path("bags").iterdir()} == {"box", kept}
    assert bag.verify(Path("bags") / kept) == ()
    assert [each[1:] for each in state(Path("bags") / kept)] == [each[1:] for each in old]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda box: (box / "list.txt").write_bytes(b"of other length"), "data/list.txt is not the same"),
        (lambda box: shutil.rmtree(box / "letters"), r"data/letters/00\.txt is in one of them only"),
        (lambda box: (box / "more.txt").touch(), "data/more.txt is in one of them only"),
    ],
)
def test_another_bag_is_told_before_anything_is_copied(
    change: Callable[[Path], object], named: str, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names and sizes tell that much, a recording of many gigabytes is not copied in vain, and the first is named."""
    for number in range(30):
        bags.put(box, f"letters/{number:02}.txt", "x")
    bag.make(box, Path("bags/box"), date=DATE)
    change(box)
    with monkeypatch.context() as patch:
        patch.setattr("preserve.bag.making.stage", None)
        with pytest.raises(BagError, match=f"differs: {named}") as caught:
            bag.make(box, Path("bags/box"), date=DATE)
    assert caught.value.code == "BAG-041"
    assert bag.make(box, Path("bags/box"), date=DATE, replace=True).sealed


def test_the_same_bag_is_recognised_on_a_disk_without_room(
    box: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is copied to find out, and another bag is told by what differs, not by the room that it would take."""
    preserve("bag", box, "--to", "bags")
    before = state(Path("bags"))[1:]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))  # noqa: SLF001
    monkeypatch.setattr("preserve.bag.making.stage", None)
    assert preserve("bag", box, "--to", "bags").out == "bags/box: already there, 2 files, 14 bytes\n"
    bags.put(Path(), "donor.txt", "Contact-Name: Nobody\n")
    assert "bag-info.txt is not the same" in preserve("bag", box, "--to", "bags", "--info", "donor.txt").err
    (box / "list.txt").write_bytes((box / "list.txt").read_bytes().upper()[::-1])
    assert "data/list.txt is not the same" in preserve("bag", box, "--to", "bags").err
    assert state(Path("bags"))[1:] == before
    assert "ENV-002" in preserve("bag", box, "--to", "bags", "--replace").err


def test_a_bag_with_other_tag_files_is_another(box: Path, preserve: Command) -> None:
    """Also where its payload is the same: somebody has added something, or it has other manifests."""
    preserve("bag", box, "--to", "bags")
    bags.put(Path("bags/box"), "note.txt", "added")
    assert "note.txt is in one of them only" in preserve("bag", box, "--to", "bags").err
    Path("bags/box/note.txt").unlink()
    for file in Path("bags/box").glob("*manifest-*.txt"):
        file.unlink()
    bags.seal(Path("bags/box"), "md5")
    assert "manifest-md5.txt is in one of them only" in preserve("bag", box, "--to", "bags").err


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda file: os.truncate(file, 2), lambda file: file.write_bytes(file.read_bytes() + b"x")]
)
def test_damage_to_the_bag_that_is_there_is_told_as_such(
    damage: Callable[[Path], object], box: Path, preserve: Command
) -> None:
    """Whoever still has the folder learns that what was bagged of it has suffered."""
    bag.make(box, Path("bags/box"), date=DATE)
    damage(Path("bags/box/data/list.txt"))
    assert "BAG-042" in preserve("bag", box, "--to", "bags").err


def test_one_file_of_one_byte_is_told_as_such(tmp_path: Path, preserve: Command) -> None:
    """In the singular."""
    bags.put(tmp_path, "one/a", "1")
    outcome = preserve("bag", tmp_path / "one", "--to", tmp_path / "bags")
    assert outcome.out == f"{tmp_path}/bags/one: written and verified, 1 file, 1 byte\n"


def test_the_same_bag_does_not_make_way(box: Path, preserve: Command) -> None:
    """There is nothing to replace."""
    preserve("bag", box, "--to", "bags")
    assert preserve("bag", box, "--to", "bags", "--replace").out == "bags/box: already there, 2 files, 14 bytes\n"


def test_names_of_bags_that_made_way_are_not_taken_twice(box: Path, preserve: Command) -> None:
    """The same bag may make way more than once."""
    for content in (b"1", b"2", b"1", b"2", b"1"):
        (box / "list.txt").write_bytes(content)
        assert preserve("bag", box, "--to", "bags", "--replace").code == 0
    kept = sorted(each.name.partition("superseded-")[2] for each in Path("bags").iterdir() if each.name != "box")
    assert [len(each) for each in kept] == [8, 10, 8, 10]
    assert kept[1] == f"{kept[0]}-2"


def test_a_broken_bag_makes_way(box: Path, preserve: Command) -> None:
    """It is kept as it is; what is left of it may be precious."""
    preserve("bag", box, "--to", "bags")
    for name in os.listdir("bags/box"):  # noqa: PTH208 (names alone)
        if "manifest" in name:
            (Path("bags/box") / name).unlink()
    assert "BAG-042" in preserve("bag", box, "--to", "bags").err
    assert preserve("bag", box, "--to", "bags", "--replace").code == 0
    assert len(list(Path("bags").iterdir())) == 2


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_what_is_no_bag_does_not_make_way(what: str, box: Path, preserve: Command) -> None:
    """Nobody can tell what would be superseded."""
    bags.plain(Path("elsewhere"))
    Path("bags").mkdir()
    place = Path("bags/box")
    if what == "folder":
        place.mkdir()
    elif what == "file":
        place.touch()
    else:
        place.symlink_to("../elsewhere")
    outcome = preserve("bag", box, "--to", "bags", "--replace")
    assert (outcome.code, "BAG-042" in outcome.err) == (1, True)
    assert [each.name for each in Path("bags").iterdir()] == ["box"]
    with bag.stage(place, replace=True) as staged:
        staged.add(b"x", "data/x")
        with pytest.raises(BagError, match="no sound bag"):
            staged.seal(())


def test_an_interview_makes_way(interview: Callable[[str], Path], preserve: Command, tmp_path: Path) -> None:
    """So does `preserve package` replace a bag."""
    file = interview("minimal")
    preserve("package", file, "--to", tmp_path)
    file.write_text(file.read_text("utf-8").replace("That is all", "That was all"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bag, "stage", None)  # that it differs is seen by its size, before anything is copied
        assert "BAG-041" in preserve("package", file, "--to", tmp_path).err
    file.write_text(file.read_text("utf-8").replace("That was all", "This was all"), "utf-8")
    assert "BAG-041" in preserve("package", file, "--to", tmp_path).err
    outcome = preserve("package", file, "--to", tmp_path, "--replace")
    assert outcome.code == 0
    assert "; the one before is minimal.superseded-" in outcome.out
    assert len(list(tmp_path.glob("minimal*"))) == 2


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("list.txt", "list.txt"),
        ("12:30?.txt", "12=3A30=3F.txt"),
        ("100%.txt", "100=25.txt"),
        ("a=3A", "a=3D3A"),
        ("a=b", "a=b"),
        (" x ", "=20x=20"),
        ("etc.", "etc=2E"),
        ("a\nb", "a=0Ab"),
        ("aux.txt", "=61ux.txt"),
        (".DS_Store", "=2EDS_Store"),
        ("._list.txt", "=2E_list.txt"),
        ("a\u2028b", "a=E2=80=A8b"),
        ("Zo\udceb", "Zo=EB"),
        ("жук", "жук"),
    ],
)
def test_portable_names(name: str, kept: str) -> None:
    """Only what some system cannot keep is escaped, and whoever undoes it has the name as it was."""
    assert portable.renamed([name]) == {name: kept}
    assert portable.original(kept) == name


def test_twins_get_portable_names() -> None:
    """The first keeps its name; one that needs none of ours comes before all."""
    assert portable.renamed(["readme", "README"]) == {"README": "README", "readme": "=72=65=61=64=6D=65"}
    assert portable.renamed(["A:", "a:", "a=3a"])["a=3a"] == "a=3D3a"


def _any_names() -> st.SearchStrategy[list[str]]:
    """Return lists of names that can lie in one folder of Linux."""
    awkward = st.sampled_from([*"aAbB=3aA:?. %\n\r\t\\~", "\u00e9", "e\u0301", "\u2028", "\udcff", "aux", ".DS_Store"])
    letters = st.one_of(awkward, st.characters(codec="utf-8", exclude_characters="/\0"))
    name = st.lists(letters, min_size=1, max_size=8).map("".join).filter(lambda each: each not in {".", ".."})
    return st.lists(name, min_size=1, max_size=8, unique=True)


@given(siblings=_any_names())
@example(siblings=["abc", "aBc", "ABC", "=61Bc"])
@example(siblings=["=6A", "=6a", "j", "J"])
@settings(max_examples=300)
def test_portable_names_are_safe_reversible_and_different(siblings: list[str]) -> None:
    """Whatever lies in a folder: no system refuses, changes or confuses the names, and each can be undone."""
    chosen = portable.renamed(siblings)
    assert set(chosen) == set(siblings)
    assert len({names.folded(each) for each in chosen.values()}) == len(siblings)
    for name, kept in chosen.items():
        assert portable.original(kept) == name
        assert names.travels_badly(kept) is None
        assert "%" not in kept
        assert len(kept) > 200 or names.unusable(f"data/{kept}") is None


def test_names_are_rewritten_and_listed(box: Path, preserve: Command) -> None:
    """What another tool could not keep is in the bag under another name, and a tag file says which."""
    (box / "12:30").mkdir()
    (box / "12:30" / "100%\tsure.txt").write_bytes(b"yes")
    (box / "LIST.txt").write_bytes(b"no")
    with open(b"box/Zo\xeb", "wb"):  # noqa: PTH123 -- a name of bytes
        pass
    outcome = preserve("bag", box, "--to", "bags", "--portable-names")
    assert outcome.err == ""
    assert outcome.out == "bags/box: written and verified, 5 files, 3 of them under other names, 19 bytes\n"
    lines = Path("bags/box/portable-names.tsv").read_text("utf-8").splitlines()
    assert lines[0].startswith("in the bag\tas it was")
    assert lines[1:] == [
        "data/12=3A30/100=25=09sure.txt\tdata/12:30/100%25%09sure.txt",
        "data/=6C=69=73=74=2E=74=78=74\tdata/list.txt",
        "data/Zo=EB\tdata/Zo%EB",
    ]
    assert bag.verify(Path("bags/box")) == ()
    assert bagit.Bag("bags/box").validate()


def test_names_that_need_no_rewriting_are_left(box: Path, preserve: Command) -> None:
    """There is no list of nothing."""
    preserve("bag", box, "--to", "bags", "--portable-names")
    assert not Path("bags/box/portable-names.tsv").exists()


def _written(folder: Path, payload: list[tuple[str, bytes]]) -> Iterator[str]:
    """Write what is to be a payload into a folder, as far as the disk takes it, and yield the paths."""
    for path, content in payload:
        try:
            bags.put(folder, path.removeprefix("data/"), content)
        except OSError:
            continue
        yield path


@given(payload=strategies.payloads)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_folder_makes_a_bag_that_bagit_takes(
    payload: list[tuple[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With the names that there are where bagit can read them, and with portable ones always."""
    place = tmp_path_factory.mktemp("any")
    paths = list(_written(place / "box", payload))
    assert {unicodedata.normalize("NFC", path) for path in paths}
    for number, portable_names in enumerate((False, True)):
        target = place / str(number) / "box"
        made = bag.make(place / "box", target, date=DATE, portable_names=portable_names)
        assert made.sealed, made.findings
        assert made.count == len(paths)
        beyond = any("%" in path or max(path.count("\n"), path.count("\r")) > 2 for path in paths)
        assert (beyond and not portable_names) or bagit.Bag(str(target)).validate()
    assert not any("%" in path for path in bags.files(target, payload=True))


# --- many and large --------------------------------------------------------------------------------------------------


def test_many_files_are_copied_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By count and by size; big ones by themselves; each is read once, and each byte is told twice, as announced."""
    for number in range(600):
        bags.put(tmp_path, f"box/{number % 7}/{number}", bytes([number % 256]) * number)
    for module in ("preserve.fixity.batches._BYTES", "preserve.fixity.BIG"):
        monkeypatch.setattr(module, 590)
    told: list[int] = []
    expected: list[int] = []
    made = bag.make(tmp_path / "box", tmp_path / "bags/box", date=DATE, progress=told.append, expect=expected.append)
    assert (made.count, made.size) == (600, sum(range(600)))
    assert bag.verify(tmp_path / "bags/box") == ()
    assert sum(told) >= expected[0] == 2 * made.size
    assert sum(told) - expected[0] < 1_000_000  # tag files


def test_the_first_of_several_faults_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the files, whatever thread is faster; the other batches are not begun."""
    for number in range(2000):
        bags.put(tmp_path, f"box/{number:04}", b"x")
    really = os.lstat
    gone = {os.fsencode(tmp_path / "box" / name) for name in ("0300", "0301", "1999")}

    def lose(path: Path | bytes, *, dir_fd: int | None = None) -> os.stat_result:
        """Have some files lost between the survey and the copy."""
        if path in gone:
            raise FileNotFoundError(2, "gone", path)
        return really(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "lstat", lose)
    with pytest.raises(BagError) as caught:
        bag.make(tmp_path / "box", tmp_path / "bags/box", date=DATE)
    assert caught.value.code == "BAG-024"
    assert caught.value.location
    assert caught.value.location.file == str(tmp_path / "box/0300")
    assert [*tmp_path.rglob("bags/*")] == []


def test_deep_folders_are_bagged(tmp_path: Path) -> None:
    """As deep as the system takes their path in the bag."""
    deep = tmp_path / "box"
    for _ in range(900):
        deep /= "d"
    bags.put(deep, "f", b"deep")
    made = bag.make(tmp_path / "box", tmp_path / "bags/box", date=DATE)
    assert made.sealed
    assert made.count == 1
