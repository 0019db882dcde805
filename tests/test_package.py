"""One interview on its way into a bag: whole or absent, the same every time, and nothing else touched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import bagit
import pytest

from preserve.render import Renderer
from tests.conftest import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.render import Edition, Parameters
    from preserve.xmlio import Document
    from tests.conftest import Command

EPOCH = "1767225600"


def contents(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder, by its relative path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def names(folder: Path) -> list[str]:
    """Return the names of what lies in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    call = [sys.executable, "-m", "preserve", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


@pytest.mark.parametrize("name", sorted(path.stem for path in GOOD.glob("*.xml")))
def test_every_good_interview_becomes_a_bag(
    name: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Every good interview is bagged, the Library of Congress's reader agrees, and the bag rebuilds itself."""
    outcome = preserve("package", interview(name), "--to", tmp_path / "bags")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith(f"{tmp_path / 'bags' / name}: written and verified, ")
    assert bagit.Bag(str(tmp_path / "bags" / name)).is_valid()
    outcome = preserve("verify", "--reproduce", tmp_path / "bags" / name)
    # README.txt, the RO-Crate, the page, the text, captions where turns are timed; records but for that with a clock.
    records = {path.name for path in (tmp_path / "bags" / name / "metadata").iterdir()} - {"premis.xml"}
    made = 4 + len(records) + (tmp_path / "bags" / name / "data" / "vtt").is_dir()
    assert outcome.out == f"{tmp_path / 'bags' / name}: valid, and {made} files rebuilt byte for byte\n"
    assert outcome.code == 0


def test_the_bag_holds_what_made_it(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """Source, transcript, media, schema, rules, stylesheets, editions and records are in the bag."""
    source = interview("recorded")
    preserve("package", source, "--to", tmp_path / "bags")
    bag = tmp_path / "bags" / "recorded"
    held = contents(bag)
    assert held["data/tei/recorded.xml"] == hashlib.sha256(source.read_bytes()).hexdigest()
    expected = {
        "bag-info.txt",
        "bagit.txt",
        "data/README.txt",
        "data/html/recorded.html",
        "data/ro-crate-metadata.json",
        "data/schemas/LICENSE",
        "data/schemas/codes.toml",
        "data/schemas/interview.odd",
        "data/schemas/interview.rng",
        "data/schemas/interview.sch",
        "data/text/recorded.txt",
        "data/xslt/LICENSE",
        "data/xslt/html.xsl",
        "data/xslt/schematron.xsl",
        "data/xslt/text.xsl",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "metadata/metadata.csv",
        "metadata/premis.xml",
        "metadata/rights.csv",
        "metadata/validation.json",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha512.txt",
    }
    assert expected <= held.keys()
    assert any(path.endswith(".wav") for path in held)
    record = json.loads((bag / "metadata" / "validation.json").read_bytes())
    assert record["grammar"] == ["libxml2", "preserve"]
    assert record["phase"] == "#DEFAULT"


def test_the_readme_counts_marked_passages_and_names_nobody(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """The bag's README says how many passages are marked, and holds no name of a third party."""
    preserve("package", interview("third-parties"), "--to", tmp_path / "bags")
    readme = (tmp_path / "bags" / "third-parties" / "data" / "README.txt").read_text(encoding="utf-8")
    assert "marked as sensitive" in readme
    assert "restricted" in readme


def test_the_same_input_gives_the_same_payload(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Two bags of one interview have one payload manifest, whatever the day."""
    source = interview("prose")
    for folder in ("one", "two"):
        preserve("package", source, "--to", tmp_path / folder)
    one, two = (tmp_path / folder / "prose" / "manifest-sha512.txt" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_the_same_moment_gives_the_same_bytes_anywhere(interview: Callable[[str], Path], tmp_path: Path) -> None:
    """With SOURCE_DATE_EPOCH a bag is the same in another zone, locale, umask and folder."""
    source = interview("bilingual")
    elsewhere = tmp_path / "auf deutsch – и по-русски"
    shutil.copytree(source.parent, elsewhere)
    command("package", source, "--to", tmp_path / "one", SOURCE_DATE_EPOCH=EPOCH, TZ="UTC")
    before = os.umask(0o077)
    try:
        other = command(
            "package",
            elsewhere / source.name,
            "--to",
            elsewhere / "bags",
            SOURCE_DATE_EPOCH=EPOCH,
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
            PYTHONHASHSEED="7",
        )
    finally:
        os.umask(before)
    assert other.returncode == 0, other.stderr
    assert contents(tmp_path / "one" / "bilingual") == contents(elsewhere / "bags" / "bilingual")


@pytest.mark.parametrize("epoch", ["yesterday", "99999999999999999999", "-1e9"])
def test_a_moment_that_is_none_is_refused(
    epoch: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH must be a number of seconds; otherwise nothing is written."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    outcome = preserve("package", interview("minimal"), "--to", tmp_path / "bags")
    assert outcome.code == 2
    assert "SOURCE_DATE_EPOCH" in outcome.err
    assert not (tmp_path / "bags").exists()


def test_a_bag_that_is_there_already_stays(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run on another day finds the bag and leaves it as it is."""
    source = interview("minimal")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    preserve("package", source, "--to", tmp_path / "bags")
    before = contents(tmp_path / "bags")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    outcome = preserve("package", source, "--to", tmp_path / "bags")
    assert outcome.code == 0
    assert "already there" in outcome.out
    assert contents(tmp_path / "bags") == before


def test_another_bag_in_its_place_stays(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """A bag with other content is never touched, and what differs is named."""
    source = interview("minimal")
    preserve("package", source, "--to", tmp_path / "bags")
    before = contents(tmp_path / "bags")
    source.write_text(source.read_text(encoding="utf-8").replace("</p>", " </p>", 1), encoding="utf-8")
    outcome = preserve("package", source, "--to", tmp_path / "bags")
    assert (outcome.code, outcome.out) == (1, "")
    assert "differs" in outcome.err
    assert contents(tmp_path / "bags") == before
    assert names(tmp_path / "bags") == ["minimal"]


def test_an_interview_with_errors_is_not_bagged(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Errors are told on stderr, and no folder is made."""
    source = interview("minimal")
    source.write_text(source.read_text(encoding="utf-8").replace("who=", "whom=", 1), encoding="utf-8")
    outcome = preserve("package", source, "--to", tmp_path / "bags")
    assert (outcome.code, outcome.out) == (1, "")
    assert "TEI-008" in outcome.err
    assert not (tmp_path / "bags").exists()


@pytest.mark.parametrize(("name", "suffix"), [("prose", "*.source.txt"), ("recorded", "*.wav")])
def test_a_missing_file_is_an_error(
    name: str, suffix: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """A transcript or a recording that the TEI names must be there."""
    source = interview(name)
    for companion in source.parent.parent.rglob(suffix):
        companion.unlink()
    outcome = preserve("package", source, "--to", tmp_path / "bags")
    assert outcome.code == 1
    assert "REF-005" in outcome.err
    assert not (tmp_path / "bags").exists()


def test_a_transcript_that_changes_on_the_way_is_told(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was compared with the encoding is what is bagged, or nothing is."""
    source = interview("prose")
    transcript = source.with_name("prose.source.txt")
    really_render = Renderer.render

    def render(self: Renderer, document: Document, given: Parameters) -> tuple[Edition, ...]:
        """Render, while somebody edits the transcript."""
        transcript.write_text("other words", encoding="utf-8")
        return really_render(self, document, given)

    monkeypatch.setattr(Renderer, "render", render)
    outcome = preserve("package", source, "--to", tmp_path / "bags")
    assert (outcome.code, outcome.out) == (1, "")
    assert "prose.source.txt changed" in outcome.err
    assert not (tmp_path / "bags").exists()


def test_one_bad_interview_does_not_stop_the_others(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """All are done; the worst exit code counts."""
    good, bad = interview("minimal"), interview("prose")
    bad.write_text("<TEI>", encoding="utf-8")
    outcome = preserve("package", bad, good, "--to", tmp_path / "bags")
    assert outcome.code == 1
    assert "XML-001" in outcome.err
    assert (tmp_path / "bags" / "minimal" / "bagit.txt").is_file()
    outcome = preserve("package", bad, tmp_path / "absent.xml", good, "--to", tmp_path / "bags")
    assert outcome.code == 3
    assert "already there" in outcome.out


def test_two_interviews_of_one_name_are_refused(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Two inputs with one id would be one bag: nothing is written."""
    source = interview("minimal")
    twin = tmp_path / "twin" / source.name
    twin.parent.mkdir()
    shutil.copy(source, twin)
    outcome = preserve("package", source, twin, "--to", tmp_path / "bags")
    assert outcome.code == 2
    assert not (tmp_path / "bags").exists()


def test_a_target_that_cannot_be_written_is_told(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """A file where the folder should be: exit code 3, and the file is untouched."""
    (tmp_path / "bags").write_text("a file", encoding="utf-8")
    outcome = preserve("package", interview("minimal"), "--to", tmp_path / "bags")
    assert (outcome.code, outcome.out) == (3, "")
    assert (tmp_path / "bags").read_text(encoding="utf-8") == "a file"


@pytest.mark.skipif(not Path("/proc/version").is_file() or os.geteuid() != 0, reason="needs root to mount a folder")
@pytest.mark.parametrize("options", ["ro", "size=64k"])
def test_a_full_or_read_only_disk_is_told(
    options: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """A disk without space or that cannot be written: exit code 3, a hint, and nothing half-done."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no folder can be mounted here: {mounted.stderr.strip()}")
    try:
        outcome = preserve("package", interview("minimal"), "--to", disk)
        assert (outcome.code, outcome.out) == (3, "")
        assert "hint" in outcome.err
        assert names(disk) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_disk_without_room_is_told_before_anything_is_written(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much the bag takes and how much is free; not even a folder for it is made."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100_000))
    outcome = preserve("package", interview("minimal"), "--to", tmp_path / "bags")
    assert (outcome.code, outcome.out) == (3, "")
    assert "ENV-002" in outcome.err
    assert "100,000 are free" in outcome.err
    assert not (tmp_path / "bags").exists()


def test_names_that_would_be_one_place_are_told(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Rules that have the name of the schema's licence cannot lie beside it."""
    rules = tmp_path / "codes.toml"
    shutil.copy(GOOD.parent.parent / "schemas" / "interview.sch", rules)
    outcome = preserve("package", "--rules", rules, interview("minimal"), "--to", tmp_path / "bags")
    assert outcome.code == 1
    assert "data/schemas/codes.toml" in outcome.err
    assert not (tmp_path / "bags").exists()


def test_own_schema_and_rules_travel(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """What was used is in the bag and is named in its record; the bag rebuilds itself by it."""
    schema, rules = tmp_path / "any.rng", tmp_path / "own.sch"
    schema.write_text(ANY_SCHEMA, encoding="utf-8")
    rules.write_text(OWN_RULES, encoding="utf-8")
    outcome = preserve("package", "--schema", schema, "--rules", rules, interview("minimal"), "--to", tmp_path / "bags")
    assert outcome.code == 0, outcome.err
    assert "OWN-1" in outcome.err
    bag = tmp_path / "bags" / "minimal"
    assert (bag / "data" / "schemas" / "any.rng").read_bytes() == schema.read_bytes()
    assert (bag / "data" / "schemas" / "own.sch").read_bytes() == rules.read_bytes()
    assert not (bag / "data" / "schemas" / "interview.rng").exists()
    assert not (bag / "data" / "schemas" / "interview.odd").exists()
    assert preserve("verify", "--reproduce", bag).code == 0


def test_what_an_interview_names_travels_whole(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Its own schema, the rules with all that they include, and their phase; nothing of it is lost in rebuilding."""
    source = interview("minimal")
    schemas = source.parent.parent / "schemas"
    (schemas / "parts").mkdir(parents=True)
    (schemas / "any.rng").write_text(ANY_SCHEMA, encoding="utf-8")
    start, pattern, end = OWN_RULES.partition("<pattern")[0], "pattern", "</schema>"
    inner = OWN_RULES[OWN_RULES.index("<pattern") : OWN_RULES.index(end)]
    included = inner.replace(f"<{pattern}", f'<{pattern} xmlns="http://purl.oclc.org/dsdl/schematron" id="own"', 1)
    (schemas / "parts" / "own.sch").write_text(included, encoding="utf-8")
    whole = f'{start}<phase id="review"><active pattern="own"/></phase><include href="parts/own.sch"/>{end}'
    (schemas / "house.sch").write_text(whole, encoding="utf-8")
    named = (
        '<?xml-model href="../schemas/any.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>'
        '<?xml-model href="../schemas/house.sch" schematypens="http://purl.oclc.org/dsdl/schematron" phase="review"?>'
    )
    source.write_text(source.read_text(encoding="utf-8").replace("<TEI", f"{named}<TEI", 1), encoding="utf-8")
    outcome = preserve("package", source, "--to", tmp_path / "bags")
    assert (outcome.code, "OWN-1" in outcome.err) == (0, True), outcome.err
    bag = tmp_path / "bags" / "minimal"
    record = json.loads((bag / "metadata" / "validation.json").read_bytes())
    assert (record["schema"], record["rules"], record["phase"], record["grammar"]) == (
        "data/schemas/any.rng",
        ["data/schemas/house.sch"],
        "review",
        ["preserve"],
    )
    assert (bag / "data" / "schemas" / "parts" / "own.sch").is_file()
    outcome = preserve("verify", "--reproduce", bag)
    assert outcome.code == 0, outcome.err


ANY_SCHEMA = """\
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <start><ref name="any"/></start>
  <define name="any">
    <element><anyName/><zeroOrMore><choice>
      <text/><attribute><anyName/></attribute><ref name="any"/>
    </choice></zeroOrMore></element>
  </define>
</grammar>
"""
OWN_RULES = """\
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
  <ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
  <pattern><rule context="tei:body"><report id="OWN-1" role="warning" test="true()">a body</report></rule></pattern>
</schema>
"""


def test_a_killed_run_leaves_the_source_and_no_half_bag(interview: Callable[[str], Path], tmp_path: Path) -> None:
    """Killed at moments all over its run, the command leaves a whole bag or none; the next run succeeds."""
    source, bags = interview("recorded"), tmp_path / "bags"
    untouched = contents(source.parent)
    call = [sys.executable, "-m", "preserve", "package", str(source), "--to", str(bags)]
    began = time.monotonic()
    subprocess.run(call, capture_output=True, check=True)
    whole, expected = time.monotonic() - began, contents(bags / "recorded")
    for step in range(12):
        shutil.rmtree(bags, ignore_errors=True)
        # Most of a run is the start of the interpreter; the bag is written in its last part.
        _killed_after(call, whole * (0.4 + 0.05 * step))
        target = bags / "recorded"
        assert not target.exists() or contents(target).keys() == expected.keys()
        assert contents(source.parent) == untouched
    subprocess.run(call, capture_output=True, check=True)
    assert names(bags) == ["recorded"]
    assert bagit.Bag(str(bags / "recorded")).is_valid()


def _killed_after(call: list[str], seconds: float) -> None:
    """Run a command and kill it, if it still runs after some time."""
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("size", [20_000_000])
def test_a_large_interview_is_bagged(size: int, interview: Callable[[str], Path], tmp_path: Path) -> None:
    """Twenty megabytes of TEI, some twenty thousand turns, go the whole way."""
    source = interview("minimal")
    text = source.read_text(encoding="utf-8")
    before, turn, after = _parted(text)
    source.write_text(before + "".join(_turns(turn, size)) + after, encoding="utf-8")
    assert source.stat().st_size > size
    made = command("package", source, "--to", tmp_path / "bags")
    assert made.returncode == 0, made.stderr[-2000:]
    assert bagit.Bag(str(tmp_path / "bags" / "minimal")).is_valid()


def _parted(text: str) -> tuple[str, str, str]:
    """Return what stands before the first turn of an interview, who speaks in it, and what stands behind the last."""
    tag = "u" if "<u " in text else "sp"
    start, end = text.index(f"<{tag} "), text.rindex(f"</{tag}>") + len(f"</{tag}>")
    who = text[start:].split('who="', 1)[1].split('"', 1)[0]
    return text[:start], who, text[end:]


def _turns(who: str, size: int) -> list[str]:
    """Return turns that come to a number of bytes."""
    words = "These are words that somebody might have said, and they are as long as such words are. " * 10
    one = len(words) + 60
    return [
        f'<u who="{who}" xml:id="u{number}"><seg xml:id="u{number}s1">{words}</seg></u>\n'
        for number in range(size // one + 1)
    ]
