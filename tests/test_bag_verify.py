"""Reading and verifying bags: every fault by its code, the conformance suite, and what hostile bags try."""

from __future__ import annotations

import errno
import hashlib
import io
import itertools
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve import bag, findings
from preserve.bag import info, manifest, names, text, tree
from preserve.bag.declaration import Declaration
from preserve.bag.faults import Faults
from preserve.bag.places import Places
from preserve.errors import BagError, SurroundingsError
from preserve.findings import Finding, Severity
from tests import strategies
from tests.bad import bags, folders, opinions
from tests.benchmarks import bagit_suite

if TYPE_CHECKING:
    from collections.abc import Callable


def codes(found: tuple[Finding, ...]) -> set[str]:
    """Return the codes of some findings."""
    return {each.code for each in found}


@pytest.mark.parametrize("build", bags.BUILDERS, ids=lambda build: build.__name__)
def test_each_fault_gives_exactly_its_code(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """A bag with one fault gives the code that it is named after and no other, in one short sentence."""
    found = bag.verify(build(tmp_path / "bag"))
    assert codes(found) == set(bags.codes_of(build)), found
    assert all(len(each.message) <= 240 for each in found)


@pytest.mark.parametrize("refused", bags.REFUSALS, ids=lambda refused: refused.__name__)
def test_each_refusal_gives_exactly_its_code(refused: Callable[[Path], None], tmp_path: Path) -> None:
    """What must be refused is refused with the code that it is named after."""
    with pytest.raises(BagError) as caught:
        refused(tmp_path)
    assert (caught.value.code,) == bags.codes_of(refused)


def test_each_code_has_its_fault() -> None:
    """The codes of bags in the table, but for those of packaging and rebuilding, are those that are raised here."""
    ours = {each.code for each in findings.codes() if "BAG-001" <= each.code < "BAG-050"}
    builders = (*bags.BUILDERS, *bags.REFUSALS, *folders.FOLDERS, *opinions.BUILDERS)
    raised = {code for each in builders for code in bags.codes_of(each)}
    assert ours == {code for code in raised if code < "BAG-050"}


def test_a_sound_bag_gives_no_finding(tmp_path: Path) -> None:
    """The bag that all builders begin with is without fault."""
    assert bag.verify(bags.plain(tmp_path / "bag")) == ()


@pytest.mark.parametrize("version", ["0.93", "0.94", "0.95", "0.96", "0.97"])
def test_a_sound_bag_of_an_older_version_gives_no_finding(version: str, tmp_path: Path) -> None:
    """The drafts before RFC 8493 are known."""
    assert bag.verify(bags.plain(tmp_path / "bag", version)) == ()


def test_an_empty_payload_is_a_payload(tmp_path: Path) -> None:
    """A bag that keeps nothing is odd but sound, also without bag-info.txt and tag manifests."""
    (tmp_path / "data").mkdir()
    bags.put(tmp_path, "bagit.txt", bags.DECLARATION.format("1.0", "UTF-8"))
    bags.put(tmp_path, "manifest-sha512.txt", "")
    assert bag.verify(tmp_path) == ()


def test_several_names_may_be_composed_otherwise(tmp_path: Path) -> None:
    """A disk that decomposes all names, as Apple's did, makes no bag invalid."""
    folder = bags.plain(tmp_path / "bag")
    composed = ["data/\u00e9", "data/\u00fc"]
    for path in composed:
        bags.put(folder, unicodedata.normalize("NFD", path), "")
    (folder / "tagmanifest-sha256.txt").unlink()
    rows = "".join(f"{hashlib.sha256().hexdigest()}  {path}\n" for path in composed)
    bags.put(folder, "manifest-sha256.txt", (folder / "manifest-sha256.txt").read_text() + rows)
    found = bag.verify(folder)
    assert [(each.code, each.location.line) for each in found] == [("BAG-032", 3), ("BAG-032", 4)]


def _verdict(found: tuple[Finding, ...]) -> str:
    """Return what findings come to, in the words of the suite."""
    severities = {each.severity for each in found}
    if Severity.ERROR in severities:
        return "invalid"
    return "valid+warning" if Severity.WARNING in severities else "valid"


def test_the_conformance_suite_is_met(conformance: Path) -> None:
    """Of the 60 bags of the Library of Congress, all but those that no reader can get right do.

    Windows-only cases are refused on every system; what is to be warned of is warned of.
    """
    suite = conformance / bagit_suite.SUITE
    cases = bagit_suite.cases(suite)
    unmet = {case.name for case in cases if not case.is_met(_verdict(bag.verify(suite / case.name)))}
    assert len(cases) == 60
    assert len(unmet) <= 2
    assert unmet == set(bagit_suite.EXCEPTIONS)


def test_valid_bags_of_the_suite_get_hardly_a_warning(conformance: Path) -> None:
    """Of the valid bags only the two that write ``./`` before a path get a warning."""
    folder = conformance / "bagit/conformance"
    warned = [case for case in sorted(folder.glob("v*/valid/*/")) if _verdict(bag.verify(case)) != "valid"]
    assert {case.name for case in warned} == {"bag-with-leading-dot-slash-in-manifest"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "bagit.txt has no lines where there should be two"),
        ("BagIt-Version: 1.0", "bagit.txt has 1 line where there should be two"),
        ("\n\n\n\n", "bagit.txt has more than two lines"),
    ],
)
def test_a_malformed_declaration_is_explained(content: str, message: str, tmp_path: Path) -> None:
    """The finding says what is the matter with bagit.txt."""
    (found,) = bag.verify(bags.retagged(tmp_path / "bag", "bagit.txt", content))
    assert found.message == message


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_end_in_three_ways(end: str, tmp_path: Path) -> None:
    """LF, CR and CRLF end a line, also when the last line has none."""
    folder = bags.plain(tmp_path / "bag")
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt"):
        content = (folder / name).read_text().rstrip("\n")
        bags.put(folder, name, content.replace("\n", end))
    assert bag.verify(bags.seal_tags(folder)) == ()


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_nothing_else_ends_a_line(character: str, tmp_path: Path) -> None:
    """Characters that Python takes for ends of line are characters of a name."""
    bags.put(tmp_path / "bag", f"data/a{character}b.txt", "")
    assert codes(bag.verify(bags.plain(tmp_path / "bag"))) == {"BAG-034"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a\nb", "a%0Ab"),
        ("a\rb", "a%0Db"),
        ("a\r\nb", "a%0D%0ab"),
        ("100%", "100%25"),
        ("%0A", "%250A"),
        ("%25", "%2525"),
    ],
)
def test_three_characters_are_decoded(name: str, written: str, tmp_path: Path) -> None:
    """Line breaks and percent signs are written encoded; hexadecimal digits are of either case."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, f"data/{name}", "")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    rows = (folder / "manifest-sha256.txt").read_text() + f"{empty}\tdata/{written}\n"
    bags.put(folder, "manifest-sha256.txt", rows)
    assert codes(bag.verify(bags.seal_tags(folder))) <= {"BAG-034"}


@pytest.mark.parametrize("name", ["a%25b", "a%b", "a%0Ab", "%7Eb"])
def test_before_1_0_a_percent_sign_stands_for_itself(name: str, tmp_path: Path) -> None:
    """An old bag lists a name with a percent sign as it is."""
    bags.put(tmp_path / "bag", f"data/{name}", "")
    assert bag.verify(bags.plain(tmp_path / "bag", "0.97")) == ()


def test_before_1_0_line_breaks_were_encoded(tmp_path: Path) -> None:
    """An old bag encodes a line break in a name."""
    folder = bags.plain(tmp_path / "bag", "0.97")
    bags.put(folder, "data/a\nb", "")
    rows = (folder / "manifest-sha256.txt").read_text() + bags.lines(folder, ["data/a\nb"]).replace("a\nb", "a%0Ab")
    bags.put(folder, "manifest-sha256.txt", rows)
    assert codes(bag.verify(bags.seal_tags(folder))) == {"BAG-034"}


def test_capital_digits_are_digits(tmp_path: Path) -> None:
    """The checksum is the same in upper case."""
    folder = bags.plain(tmp_path / "bag")
    rows = (folder / "manifest-sha256.txt").read_text().splitlines()
    capitals = [f"{checksum.upper()}\t {path}" for checksum, path in (row.split("  ") for row in rows)]
    bags.put(folder, "manifest-sha256.txt", "\n".join(capitals))
    assert bag.verify(bags.seal_tags(folder)) == ()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha384", "sha512", "sha3256", "blake2b"])
def test_many_algorithms_are_known(algorithm: str, tmp_path: Path) -> None:
    """A bag may vouch for its payload by any algorithm that Python has; a change is found by it."""
    folder = bags.plain(tmp_path / "bag")
    (folder / "manifest-sha256.txt").unlink()
    python_name = "sha3_256" if algorithm == "sha3256" else algorithm
    rows = bags.lines(folder, bags.files(folder, payload=True), python_name)
    bags.put(folder, f"manifest-{algorithm}.txt", rows)
    weak = {"BAG-039"} if algorithm in {"md5", "sha1"} else set()
    assert codes(bag.verify(bags.seal_tags(folder))) == weak
    bags.put(folder, "data/a.txt", "FIRST\n")
    assert [each.location.file for each in bag.verify(folder) if each.is_error] == ["data/a.txt"]


def test_old_bags_are_read_loosely(tmp_path: Path) -> None:
    """Before 1.0, blanks around colons and empty lines were allowed, and the metadata had another name."""
    folder = bags.plain(tmp_path / "bag", "0.95")
    (folder / "bag-info.txt").unlink()
    bags.put(folder, "bagit.txt", "BagIt-Version : 0.95\nTag-File-Character-Encoding:  UTF-8 \n")
    bags.put(folder, "package-info.txt", "Package-Size  :  1 KB\n\nContact-Name:\n  Nobody\n")
    bags.put(folder, "manifest-sha256.txt", (folder / "manifest-sha256.txt").read_text() + "\n")
    bags.put(folder, "fetch.txt", "\n")
    assert bag.verify(bags.seal_tags(folder)) == ()
    assert bag.read(folder).info == (("Package-Size", "1 KB"), ("Contact-Name", "Nobody"))


def test_tag_files_may_be_in_another_encoding(tmp_path: Path) -> None:
    """The declared encoding is that of all tag files but bagit.txt."""
    folder = bags.plain(tmp_path / "bag", encoding="UTF-16")
    bags.put(folder, "bag-info.txt", "Contact-Name: Zoë\n".encode("utf-16"))
    bags.put(folder, "data/ж.txt", "")
    manifest = bags.lines(folder, bags.files(folder, payload=True))
    bags.put(folder, "manifest-sha256.txt", manifest.encode("utf-16"))
    (folder / "tagmanifest-sha256.txt").unlink()
    assert bag.verify(folder) == ()
    assert bag.read(folder).info == (("Contact-Name", "Zoë"),)


def test_a_missing_mark_of_utf_16_is_told(tmp_path: Path) -> None:
    """UTF-16 without a byte order mark can be read in two ways, so it is not read."""
    folder = bags.plain(tmp_path / "bag", encoding="UTF-16")
    assert "BAG-005" in codes(bag.verify(folder))


def test_a_mismatch_names_file_and_algorithms(tmp_path: Path) -> None:
    """A changed file is told once, with all algorithms that tell."""
    folder = bags.plain(tmp_path / "bag")
    bags.seal(folder, "sha256", "sha512", "md5")
    bags.put(folder, "data/a.txt", "First\n")
    (found,) = bag.verify(folder)
    assert found.location.file == "data/a.txt"
    assert found.message == (
        "this is not the file that was bagged: its checksum is not that in "
        "manifest-md5.txt, manifest-sha256.txt and 1 more"
    )
    assert found.source == "RFC 8493 §3"


def _alter(folder: Path, name: str) -> None:
    """Alter one digit of the first checksum in a manifest."""
    content = (folder / name).read_text()
    bags.put(folder, name, ("1" if content[0] == "0" else "0") + content[1:])


def test_an_altered_checksum_accuses_the_manifest(tmp_path: Path) -> None:
    """When another strong digest proves that the file is right, the manifest was altered, and is named."""
    folder = bags.seal(bags.plain(tmp_path / "bag"), "sha256", "sha512")
    _alter(folder, "manifest-sha512.txt")
    (found,) = bag.verify(bags.seal_tags(folder))
    assert (found.code, found.location.file, found.location.line) == ("BAG-017", "manifest-sha512.txt", 1)
    assert found.message == "the checksum of data/a.txt was altered here; the file itself is as it was bagged"


def test_a_weak_digest_proves_nothing(tmp_path: Path) -> None:
    """A file that has the right MD5 but not the right SHA-256 may be a forgery, so the file is accused."""
    folder = bags.seal(bags.plain(tmp_path / "bag"), "sha256", "md5")
    _alter(folder, "manifest-sha256.txt")
    (found,) = bag.verify(bags.seal_tags(folder))
    assert (found.code, found.location.file) == ("BAG-016", "data/a.txt")


def test_every_altered_byte_is_found(tmp_path: Path) -> None:
    """Whichever file of a bag is altered, and wherever, it is not valid any more, and the file is named."""
    folder = tmp_path / "bag"
    with bag.stage(folder) as staging:
        staging.add(b"words\n", "data/tei/interview.xml")
        staging.seal((("Bagging-Date", "2024-02-29"),))
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        before = file.read_bytes()
        for place in range(0, len(before), 1 + len(before) // 12):
            file.write_bytes(before[:place] + bytes([before[place] ^ 1]) + before[place + 1 :])
            told = [f"{each.location.file} {each.message}" for each in bag.verify(folder) if each.is_error]
            assert any(file.relative_to(folder).as_posix() in each for each in told), (file, place, told)
        file.write_bytes(before)
    assert bag.verify(folder) == ()


def test_each_file_is_read_once(tmp_path: Path) -> None:
    """However many manifests there are, a file is read once for all of them."""
    folder = bags.seal(bags.plain(tmp_path / "bag"), "sha256", "sha512", "md5")
    read: list[int] = []
    assert bag.verify(folder, progress=read.append) == ()
    listed = [*bags.files(folder, payload=True), *bags.files(folder, payload=False)]
    assert sum(read) == sum((folder / path).stat().st_size for path in listed)


@pytest.mark.parametrize(
    "build",
    [each for each in bags.BUILDERS if set(bags.codes_of(each)) & {"BAG-011", "BAG-022"}],
    ids=lambda b: b.__name__,
)
def test_nothing_outside_the_bag_is_opened(
    build: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a bag lists or links to, only files in it are opened."""
    folder = build(tmp_path / "bag")
    asked: list[Path] = []
    really_open = os.open

    def spy(file: str | bytes | Path, *arguments: int) -> int:
        """Note what is opened."""
        asked.append(Path(os.fsdecode(file)))
        return really_open(file, *arguments)

    monkeypatch.setattr(os, "open", spy)
    bag.verify(folder)
    assert all(folder in each.parents and ".." not in each.parts and not each.is_symlink() for each in asked)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system refuses to open is a fault of its own, and the others are still checked."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "data/sub/b.txt", "2nd\n")
    really_open = os.open

    def refuse(file: str | bytes | Path, *arguments: int) -> int:
        """Refuse one file as a failing disk would."""
        if os.fsdecode(file).endswith("a.txt"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return really_open(file, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    found = {each.location.file: each for each in bag.verify(folder)}
    assert {path: each.code for path, each in found.items()} == {"data/a.txt": "BAG-023", "data/sub/b.txt": "BAG-016"}
    assert found["data/a.txt"].message == "this cannot be read: input/output error"


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "data/a.txt"])
def test_a_file_that_cannot_be_read_is_told_once(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag file is read for what it says and for its checksum, but a refusal is one fault."""
    folder = bags.plain(tmp_path / "bag")
    really_open = os.open

    def refuse(file: str | bytes | Path, *arguments: int) -> int:
        """Refuse one file."""
        if os.fsdecode(file).endswith(f"/{name}"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really_open(file, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    assert [(each.code, each.location.file) for each in bag.verify(folder)] == [("BAG-023", name)]


@pytest.mark.parametrize(("closed", "told"), [("data/sub", "data/sub"), ("data", "data"), ("", "."), ("meta", "meta")])
def test_what_lies_in_a_closed_folder_is_not_called_missing(
    closed: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a folder that cannot be read nobody knows what it holds: that it cannot be read is the only fault."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "meta/a.txt", "tags\n")
    bags.put(folder, "bag-info.txt", "Payload-Oxum: 13.2\n")
    bags.seal_tags(folder)
    really_scan = os.scandir

    def refuse(path: bytes) -> object:
        """Refuse one folder."""
        if os.path.normpath(os.fsdecode(path)) == str(folder / closed):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really_scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (found,) = bag.verify(folder)
    assert (found.code, found.location.file, found.message) == (
        "BAG-023",
        told,
        "this cannot be read: permission denied",
    )


@pytest.mark.parametrize("refused", [errno.EACCES, errno.ENAMETOOLONG, errno.EIO])
def test_a_folder_that_may_not_be_entered_is_told(
    refused: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder whose names can be listed but whose files cannot be looked at is closed as well."""
    folder = bags.plain(tmp_path / "bag")
    really_visit = tree._visit  # noqa: SLF001 -- root, who runs tests in containers, may enter any folder

    def visit(found: tree.Tree, path: str) -> list[str]:
        """Refuse one folder."""
        if path == "data/sub":
            raise OSError(refused, os.strerror(refused))
        return really_visit(found, path)

    monkeypatch.setattr(tree, "_visit", visit)
    assert [(each.code, each.location.file) for each in bag.verify(folder)] == [("BAG-023", "data/sub")]


def test_names_that_no_system_takes_are_no_traceback(tmp_path: Path) -> None:
    """A listed name of over 255 bytes is missing like any other; a bag of such a name is not there."""
    folder = bags.relisted(tmp_path / "bag", f"{'0' * 64}  data/{'n' * 300}\n")
    assert codes(bag.verify(folder)) == {"BAG-014"}
    with pytest.raises(SurroundingsError, match="too long"):
        bag.verify(tmp_path / ("n" * 300))


def test_a_count_of_thousands_of_digits_is_no_traceback(tmp_path: Path) -> None:
    """Python does not turn such a number into one."""
    folder = bags.retagged(tmp_path / "bag", "bag-info.txt", f"Payload-Oxum: {'9' * 5000}.2\n")
    assert codes(bag.verify(folder)) == {"BAG-019"}


def test_a_file_that_changes_while_it_is_verified_is_told(tmp_path: Path) -> None:
    """A file that somebody writes to during the verification is named by its place in the bag."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "bag-info.txt", "")

    def write_on(_: int) -> None:
        """Append to the payload whenever a block was read."""
        with (folder / "data/sub/b.txt").open("a") as stream:
            stream.write("more")

    (found,) = (each for each in bag.verify(folder, progress=write_on) if each.code == "BAG-024")
    assert found.location.file == "data/sub/b.txt"
    assert found.message == "the file changed while it was read"


def test_a_manifest_that_cannot_be_read_accuses_no_file(tmp_path: Path) -> None:
    """When the reading of a manifest breaks off, the files that it may list are not called unlisted."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "manifest-sha256.txt", b"\xff" + (folder / "manifest-sha256.txt").read_bytes())
    assert codes(bag.verify(bags.seal_tags(folder))) == {"BAG-005"}


def test_a_missing_file_has_a_hint_when_its_twin_is_there(tmp_path: Path) -> None:
    """A file that was renamed by a system that ignores case is found."""
    folder = bags.plain(tmp_path / "bag")
    (folder / "data/a.txt").rename(folder / "data/A.TXT")
    missing = next(each for each in bag.verify(folder) if each.code == "BAG-014")
    assert missing.hint == "data/A.TXT is there; is that the file?"


def test_a_wrong_count_names_the_files_behind_it(tmp_path: Path) -> None:
    """The finding on Payload-Oxum says which files are not listed and which are missing."""
    folder = bags.retagged(tmp_path / "bag", "bag-info.txt", "Payload-Oxum: 13.2\n")
    (folder / "data/a.txt").unlink()
    bags.put(folder, "data/new.txt", "")
    counted = next(each for each in bag.verify(folder) if each.code == "BAG-020")
    assert counted.message == (
        "Payload-Oxum says 13.2, but bytes and files come to 7.2; not listed: data/new.txt; missing: data/a.txt"
    )


def test_a_control_character_in_metadata_is_told(tmp_path: Path) -> None:
    """It may steer the terminal of whoever reads bag-info.txt."""
    folder = bags.retagged(tmp_path / "bag", "bag-info.txt", "Contact-Name: Ann\x1b[2J\n")
    (found,) = bag.verify(folder)
    assert (found.code, found.severity) == ("BAG-031", Severity.WARNING)
    assert "the value of Contact-Name holds a control character" in found.message


@pytest.mark.parametrize(("version", "expected"), [("0.97", set()), ("1.0", {"BAG-015", "BAG-026"})])
def test_one_manifest_was_enough_before_1_0(version: str, expected: set[str], tmp_path: Path) -> None:
    """For a file that is there, and for one that fetch.txt names."""
    folder = bags.plain(tmp_path / "bag", version)
    bags.put(folder, "manifest-md5.txt", bags.lines(folder, ["data/a.txt"], "md5"))
    bags.put(folder, "fetch.txt", "https://example.org/b - data/sub/b.txt\n")
    bags.seal_tags(folder)
    assert {each.code for each in bag.verify(folder) if each.is_error} == expected


def test_a_checksum_of_an_unknown_kind_is_hexadecimal_at_least(tmp_path: Path) -> None:
    """How long it is to be, nobody knows."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "manifest-unheard-of.txt", "xyz  data/a.txt\n")
    assert "the checksum is not hexadecimal" in {each.message for each in bag.verify(folder)}


def test_millions_of_faults_are_told_in_part(tmp_path: Path) -> None:
    """A fetch.txt of 150,000 lines gives 10,000 findings and one that counts the rest."""
    rows = "".join(f"https://example.org/{number} - data/{number}\n" for number in range(100_000)) + "?\n" * 50_000
    folder = bags.retagged(tmp_path / "bag", "fetch.txt", rows)
    found = bag.verify(folder)
    assert Counter(each.code for each in found) == {"BAG-026": 10_001, "BAG-025": 10_001}
    assert [each.message for each in found[:2]] == ["and 40,000 more of this kind", "and 90,000 more of this kind"]


def test_reading_gives_what_a_bag_says(tmp_path: Path) -> None:
    """What a bag says is read in its own order."""
    content = "Source-Organization: An Archive\nExternal-Description: one\n two\n\tthree\nBagging-Date: 2024-02-29\n"
    got = bag.read(bags.retagged(tmp_path / "bag", "bag-info.txt", content))
    assert (got.declaration.version, got.declaration.encoding) == ("1.0", "UTF-8")
    assert sorted(got.tree.files) == ["bag-info.txt", "bagit.txt", "data/a.txt", "data/sub/b.txt", *bags.MANIFESTS]
    assert got.info == (
        ("Source-Organization", "An Archive"),
        ("External-Description", "one two three"),
        ("Bagging-Date", "2024-02-29"),
    )
    assert [(each.name, each.algorithm, each.is_of_tags) for each in (*got.manifests, *got.tag_manifests)] == [
        ("manifest-sha256.txt", "sha256", False),
        ("tagmanifest-sha256.txt", "sha256", True),
    ]
    assert [line.path for line in got.manifests[0].lines] == ["data/a.txt", "data/sub/b.txt"]


@pytest.mark.parametrize(
    "build", [bags.bag_001_has_no_declaration, bags.bag_009_has_an_empty_line, bags.bag_004_is_in_klingon]
)
def test_reading_what_is_no_bag_is_an_error(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """Whoever needs what a bag says gets the first fault instead."""
    with pytest.raises(BagError) as caught:
        bag.read(build(tmp_path / "bag"))
    assert (caught.value.code,) == bags.codes_of(build)


def test_a_folder_that_is_not_there_is_no_fault_of_a_bag(tmp_path: Path) -> None:
    """A misspelt folder is told as such."""
    with pytest.raises(SurroundingsError, match="could not open the bag"):
        bag.verify(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt"]
)
@given(content=strategies.noise)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_of_a_tag_file_ends_in_an_exception(name: str, content: bytes, tmp_path: Path) -> None:
    """Whatever bytes a tag file holds, the verdict is a list of findings."""
    folder = bags.plain(tmp_path / "bag")
    (folder / "fetch.txt").unlink(missing_ok=True)
    bags.put(folder, name, content)
    assert all(each.message.isprintable() and len(each.message) <= 240 for each in bag.verify(folder))


@given(lines=st.dictionaries(strategies.payload_paths, strategies.digests, min_size=1, max_size=5))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_manifest_is_read_as_it_was_written(lines: dict[str, str], tmp_path: Path) -> None:
    """What is written into a manifest comes out of it again, in the order of the paths."""
    folder = bags.plain(tmp_path / "bag")
    name, content = manifest.name_for("sha256"), b"".join(manifest.content(sorted(lines.items())))
    bags.put(folder, name, content)
    (folder / "tagmanifest-sha256.txt").unlink()
    read = bag.read(folder).manifests[0].lines
    assert [(line.path, line.digest) for line in read] == sorted(lines.items())


_listed = st.sampled_from(["data/a.txt", "data/sub/b.txt", "data/.a", "data/a%25", "bag-info.txt", "meta/a", "data/a/"])
_rows = st.one_of(
    st.builds("{}  {}".format, strategies.digests, st.one_of(_listed, strategies.payload_paths, strategies.paths)),
    st.builds("{}{}{}".format, strategies.digests, st.sampled_from(["   ", " ", " *", "\t ", "\t"]), _listed),
    st.builds(
        "{}  data/{}".format, strategies.digests.map(str.upper), st.sampled_from(["a.txt", "b", "%41", "x/../y"])
    ),
    st.sampled_from(["", "x", f"{'0' * 64}  data/a.txt", f"{'0' * 64}  data/sub//b.txt", f"{'0' * 63}  data/a.txt"]),
)


@pytest.mark.parametrize("version", ["0.97", "1.0"])
@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt", "manifest-unheard-of.txt"])
@given(rows=st.lists(_rows, max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_read_at_once_say_what_they_say_one_by_one(
    version: str, name: str, rows: list[str], tmp_path: Path
) -> None:
    """The quick way to read a manifest gives the same lines and findings as the one that looks at each line."""
    content = "".join(f"{row}\n" for row in rows if not set(row) & {"\n", "\r"})
    folder = bags.plain(tmp_path / "bag", version)
    bags.put(folder, name, content)

    def read() -> tuple[list[manifest.Line], tuple[Finding, ...]]:
        """Read the manifest and return what was found."""
        faults = Faults()
        found = tree.walk(folder, faults)
        declared = Declaration(version=version)
        lines = list(manifest.read(found, name, declared, Places(found.files), faults).lines)
        return lines, faults.found()

    at_once = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest._Reader, "_take_plain", lambda *_: False)  # noqa: SLF001 -- the quick way
        assert read() == at_once


@given(
    content=st.lists(st.sampled_from(["a", "é", "\r", "\n", "\r\n", "\u2028", "\x85", "\x0b", "\U0001f399"])).map(
        "".join
    ),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-le"]),
    block=st.integers(1, 9),
)
def test_lines_do_not_depend_on_where_blocks_end(content: str, encoding: str, block: int) -> None:
    """Wherever a block ends, in a character or in an end of line, the lines are those of Python's own reader."""
    expected = [line.removesuffix("\n") for line in io.StringIO(content, newline=None)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_BLOCK", block)
        batches = list(text.batches(io.BytesIO(content.encode(encoding)), encoding))
    assert [line for rows in batches for line in rows] == expected
    assert all(batches)


@pytest.mark.parametrize("block", [1, 8, 20])
@pytest.mark.parametrize("end", ["", "\n", "\nmore\n"])
def test_a_line_may_be_long_but_not_endless(block: int, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest line is read, a longer one is refused by its number, and the rest is not read."""
    monkeypatch.setattr(text, "_BLOCK", block)
    monkeypatch.setattr(text, "LONGEST_LINE", 20)
    longest = io.BytesIO(f"one\n{'x' * 20}{end}".encode())
    assert [*itertools.chain.from_iterable(text.batches(longest, "utf-8"))][:2] == ["one", "x" * 20]
    with pytest.raises(BagError, match="line 2 is longer than 20 characters") as caught:
        list(text.batches(io.BytesIO(f"one\n{'x' * 21}{end}".encode()), "utf-8"))
    assert caught.value.code == "BAG-006"


def test_bytes_that_are_no_text_are_told_by_their_line() -> None:
    """The finding names the line in which the bytes stand, also when it is one of many of a block."""
    with pytest.raises(BagError, match="from about line 4 the file is no text in utf-8"):
        list(text.batches(io.BytesIO(b"1\n2\n3\n\xff\n5\n"), "utf-8"))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("data/aux.tar.gz", "Windows reserves its name"),
        ("data/Com1/a", "Windows reserves its name"),
        ("data/com10/auxiliary", None),
        ("data/end./a", "Windows drops the end of its name"),
        ("data/a:b", "Windows cannot store its name"),
        ("data/a\udcff", "its name is not UTF-8"),
        ("data/sub/Thumbs.db", "operating systems change or drop such files unasked"),
    ],
)
def test_names_that_travel_badly_are_known(path: str, reason: str | None) -> None:
    """A name is judged in each of its parts, folder or file."""
    assert names.travels_badly(path) == reason


_told_names = [
    "con",
    "nul.x",
    "lpt9",
    "com1.tar.gz",
    "thumbs.db",
    "desktop.ini",
    ".DS_Store",
    "._file",
    "ending.",
    "end ",
]
_other_names = [
    "thumbs",
    "desktop.in",
    "recording-1.wav",
    "Auxiliary",
    "IMG_0001.JPG",
    "a",
    "a.b",
    "..part",
    "a:b",
    "part",
]


@given(
    parts=st.lists(
        st.tuples(st.sampled_from([*_told_names, *_other_names]), st.sampled_from([str, str.upper, str.title])),
        min_size=1,
        max_size=4,
    )
)
def test_a_look_at_the_whole_path_passes_no_name_over(parts: list[tuple[str, Callable[[str], str]]]) -> None:
    """That a path is seen at one look to travel well is never said of one with a name that does not."""
    segments = [change(name) for name, change in parts]
    is_fine = not any(map(names.travels_badly, segments))
    assert is_fine == (names.travels_badly("/".join(("data", *segments))) is None)


@given(st.data())
def test_paths_have_the_same_places_in_a_row_or_not(data: st.DataObject) -> None:
    """Whatever the order in which paths are listed, there or not, each has one place of its own, as it was."""
    there = data.draw(st.lists(strategies.paths, unique=True, max_size=20))
    places = Places(there)
    for some in data.draw(
        st.lists(st.lists(strategies.paths | st.sampled_from([*there, "a"]), min_size=1), max_size=4)
    ):
        assert [places.paths[place] for place in places.give(some)] == some
    first = data.draw(st.integers(0, len(there)))
    if run := there[first:]:
        assert list(places.give(run)) == list(range(first, len(there)))
    assert len(set(places.paths)) == len(places)
    assert places.paths[: places.there] == there


@given(elements=strategies.elements)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_metadata_are_read_as_they_were_written(elements: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    """What is written into bag-info.txt comes out of it again, in its own order."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "bag-info.txt", info.written(elements))
    (folder / "tagmanifest-sha256.txt").unlink()
    assert bag.read(folder).info == elements


@given(path=strategies.paths)
def test_encoding_a_path_can_be_undone(path: str) -> None:
    """Encoding leaves no line break and loses nothing."""
    written = names.encoded(path)
    assert "\n" not in written
    assert "\r" not in written
    assert not names.has_stray_percent(written)
    assert names.decoded(written) == path


@given(path=strategies.paths)
def test_a_path_is_shown_in_one_short_line(path: str) -> None:
    """Whatever a path holds, it can be shown."""
    shown = names.shown(path * 20)
    assert shown.isprintable()
    assert len(shown) <= 91
