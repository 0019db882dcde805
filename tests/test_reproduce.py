"""A bag that proves it can rebuild itself, and what betrays one that was altered."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from preserve import reproduce, resources, xmlio
from preserve.config import Config
from preserve.errors import Location
from preserve.package import package
from preserve.render import Renderer
from preserve.report import structured
from preserve.validate import Standards, Validator
from tests.bad import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Command

ALGORITHMS = ("sha256", "sha512")
# Code and place of what is said where a bag does not say how it was made.
NOT_SAID = ("BAG-050", Location(file="metadata/validation.json"))


@pytest.fixture
def bag(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> Path:
    """Return a bag of a good interview."""
    assert preserve("package", interview("prose"), "--to", tmp_path / "bags").code == 0
    return tmp_path / "bags" / "prose"


def reseal(folder: Path) -> None:
    """Write a bag's manifests anew, as somebody would who altered it with care."""
    for algorithm in ALGORITHMS:
        _write_manifest(folder, f"manifest-{algorithm}.txt", algorithm, "data/")
    payload = [path for path in (folder / "data").rglob("*") if path.is_file()]
    oxum = f"Payload-Oxum: {sum(path.stat().st_size for path in payload)}.{len(payload)}"
    info = (folder / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    kept = [oxum if line.startswith("Payload-Oxum") else line for line in info]
    (folder / "bag-info.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for algorithm in ALGORITHMS:
        _write_manifest(folder, f"tagmanifest-{algorithm}.txt", algorithm, "")


def _write_manifest(folder: Path, name: str, algorithm: str, prefix: str) -> None:
    """Write one manifest."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    listed = [path for path in paths if path.startswith("data/") == bool(prefix) and not path.startswith("tagmanifest")]
    lines = [f"{hashlib.new(algorithm, (folder / path).read_bytes()).hexdigest()}  {path}\n" for path in listed]
    (folder / name).write_text("".join(lines), encoding="utf-8")


def alter(path: Path, old: str, new: str) -> None:
    """Replace some text in a file, where it stands last."""
    before, found, after = path.read_text(encoding="utf-8").rpartition(old)
    assert found
    path.write_text(before + new + after, encoding="utf-8")


def test_every_altered_file_is_named(bag: Path, preserve: Command) -> None:
    """One changed byte in any file of the bag is found, and the file is named."""
    files = sorted(path for path in bag.rglob("*") if path.is_file())
    for path in files:
        before = path.read_bytes()
        middle = len(before) // 2
        path.write_bytes(before[:middle] + bytes([before[middle] ^ 1]) + before[middle + 1 :])
        outcome = preserve("verify", bag)
        assert outcome.code == 1, path
        assert path.relative_to(bag).as_posix() in outcome.err
        path.write_bytes(before)
    assert preserve("verify", bag).code == 0


@pytest.mark.parametrize("edition", ["data/html/prose.html", "data/text/prose.txt"])
def test_an_altered_edition_is_found_though_its_digest_is_right(edition: str, bag: Path, preserve: Command) -> None:
    """Digests cannot tell that an edition was altered before it was bagged; rebuilding can."""
    data = (bag / edition).read_text(encoding="utf-8")
    place = data.rindex("e")
    (bag / edition).write_text(data[:place] + "ë" + data[place + 1 :], encoding="utf-8")
    reseal(bag)
    assert preserve("verify", bag).code == 0
    outcome = preserve("verify", "--reproduce", bag)
    assert (outcome.code, outcome.out) == (1, f"{bag}: not valid\n")
    assert "BAG-051" in outcome.err
    assert f"{edition} is not what its stylesheet makes" in outcome.err


TEXT = "data/text/prose.txt"


def differing(folder: Path, data: bytes, preserve: Command) -> tuple[int | None, int | None, str]:
    """Put other bytes into the text edition, and return line, column and message of what rebuilding says of it."""
    (folder / TEXT).write_bytes(data)
    reseal(folder)
    outcome = preserve("verify", "--reproduce", "--format", "json", folder)
    # Records that tell the size of the edition differ, too.
    (finding,) = (each for each in json.loads(outcome.out)["files"][0]["findings"] if each["file"] == TEXT)
    assert (finding["code"], len(finding["message"]) <= 240) == ("BAG-051", True)
    return finding["line"], finding["column"], finding["message"].removeprefix(f"{TEXT} is not what ")


def test_the_first_difference_is_shown(bag: Path, preserve: Command) -> None:
    """By line and column, with what stands there in either, and no character hidden."""
    lines = (bag / TEXT).read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if len(line) > 60)
    altered = [*lines]
    altered[number] = f"{lines[number][:30]}\x1b[2J\u202e\r{lines[number][31:]}"
    line, column, message = differing(bag, "\n".join(altered).encode(), preserve)
    before, there = lines[number][20:30], lines[number][31:51]
    assert (line, column) == (number + 1, 31)
    assert message.startswith(f"its stylesheet makes: it has “…{before}\\x1b[2J\\u202e\\r{there[:5]}")
    assert f"made again it has “…{lines[number][20:60]}" in message


@pytest.mark.parametrize("more", ["and more\n", "\n", "x" * 10_000])
def test_what_was_added_at_the_end_is_shown(more: str, bag: Path, preserve: Command) -> None:
    """Though what was made again has nothing there."""
    text = (bag / TEXT).read_text(encoding="utf-8")
    line, column, message = differing(bag, f"{text}{more}".encode(), preserve)
    assert (line, column) == (text.count("\n") + 1, 1)
    shown = more.replace("\n", "\\n") if len(more) < 30 else f"{'x' * 30}…"
    assert message == f"its stylesheet makes: it has “{shown}”, made again it has its end there"


def test_what_was_cut_off_is_shown(bag: Path, preserve: Command) -> None:
    """By what comes next in the other."""
    data = (bag / TEXT).read_bytes()
    _, _, message = differing(bag, data[:-1], preserve)
    assert message.startswith("its stylesheet makes: it has its end there, made again it has “")
    assert message.endswith("\\n”")


def test_bytes_that_are_no_text_are_counted(bag: Path, preserve: Command) -> None:
    """Their offset is told, counted from 0, as tools that compare bytes do."""
    data = (bag / TEXT).read_bytes()
    line, column, message = differing(bag, data[:20] + b"\xff" + data[21:], preserve)
    assert (line, column) == (None, None)
    size = f"(of {len(data):,})"
    assert message == (
        f"its stylesheet makes: it has 0xFF at byte 20 {size}, made again it has 0x{data[20]:02X} at byte 20 {size}"
    )
    _, _, message = differing(bag, data + b"\xff", preserve)
    assert f"made again it has its end at byte {len(data):,} {size}" in message


def test_what_no_stylesheet_makes_is_not_laid_to_one(bag: Path, preserve: Command) -> None:
    """README.txt is written by this program."""
    alter(bag / "data" / "README.txt", "No passage", "Every passage")
    reseal(bag)
    outcome = preserve("verify", "--reproduce", bag)
    assert "data/README.txt is not what preserve makes: it has “Every pass" in " ".join(outcome.err.split())


def test_an_altered_source_is_found(bag: Path, preserve: Command) -> None:
    """A word changed in the source shows in the editions and in the comparison with the transcript."""
    alter(bag / "data" / "tei" / "prose.xml", "</p>", " inserted</p>")
    reseal(bag)
    outcome = preserve("verify", "--reproduce", "--format", "json", bag)
    codes = [finding["code"] for finding in json.loads(outcome.out)["files"][0]["findings"]]
    assert outcome.code == 1
    # The page, the text, and what tells their digests: README.txt and the crate.
    assert codes.count("BAG-051") == 4
    assert "BAG-052" in codes


def test_an_altered_record_is_found(bag: Path, preserve: Command) -> None:
    """A record that was tidied by hand is not the one that validation makes."""
    record = bag / "metadata" / "validation.json"
    record.write_text(record.read_text(encoding="utf-8").replace("\n", "\n\n", 1), encoding="utf-8")
    reseal(bag)
    outcome = preserve("verify", "--reproduce", bag)
    assert outcome.code == 1
    assert "BAG-051" in outcome.err
    assert "metadata/validation.json" in outcome.err


def test_other_versions_with_the_same_result_are_told_and_no_fault(bag: Path, preserve: Command) -> None:
    """A bag that was made by another version rebuilds with an info."""
    record = bag / "metadata" / "validation.json"
    read = json.loads(record.read_text(encoding="utf-8"))
    read["engines"]["preserve"] = "0.0.1"
    record.write_text(json.dumps(read, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    reseal(bag)
    outcome = preserve("verify", "--reproduce", bag)
    assert (outcome.code, outcome.out) == (0, f"{bag}: valid, and 10 files rebuilt byte for byte\n")
    assert "BAG-053" in outcome.err
    assert "made again, with the same result, with preserve" in " ".join(outcome.err.split())


def forged(folder: Path, names: tuple[str, ...]) -> None:
    """Add words to files of a bag that is said to be of another version, and seal it anew."""
    alter(folder / "metadata" / "validation.json", f'"preserve": "{resources.version()}"', '"preserve": "0.0.1"')
    for name in names:
        (folder / name).write_text((folder / name).read_text("utf-8") + "FORGED", "utf-8")
    reseal(folder)


@pytest.mark.parametrize("name", ["data/README.txt", "data/ro-crate-metadata.json"])
def test_another_version_hides_no_forgery(name: str, bag: Path, preserve: Command) -> None:
    """What no stylesheet makes is made again all the same, and is named where it is not what is in the bag."""
    forged(bag, (name,))
    outcome = preserve("verify", "--reproduce", bag)
    told = " ".join(outcome.err.split())
    # The crate tells the digest of README.txt.
    same = 8 if "README" in name else 9
    assert (outcome.code, outcome.out) == (0, f"{bag}: valid, and {same} of 10 files rebuilt byte for byte\n")
    assert f"warning BAG-055 {name} is not what preserve makes now: it has “" in told
    assert f"made again, with {same} of 10 files the same, with preserve {resources.version()}" in told


def test_all_that_another_version_may_have_forged_is_named(bag: Path, preserve: Command) -> None:
    """The tables for Archivematica, too; what a stylesheet makes is an error whatever the version."""
    tables = ("metadata/metadata.csv", "metadata/rights.csv")
    forged(bag, tables)
    outcome = preserve("verify", "--reproduce", "--format", "json", bag)
    findings = json.loads(outcome.out)["files"][0]["findings"]
    assert [(each["code"], each["file"]) for each in findings][:2] == [("BAG-055", name) for name in tables]
    (bag / "metadata" / "mods.xml").write_text("FORGED", "utf-8")
    reseal(bag)
    assert sorted(found_codes(bag, preserve)) == ["BAG-051", "BAG-053", "BAG-055", "BAG-055"]


def test_what_is_no_interview_is_not_called_rebuilt(bag: Path, preserve: Command) -> None:
    """Though the bag says itself that it is none, and is of another version."""
    source = bag / "data" / "tei" / "prose.xml"
    source.write_text("<TEI", "utf-8")
    said = [structured.as_object(each) for each in Validator().validate(source, "data/tei/prose.xml").findings]
    rewrite(bag, findings=said)
    assert found_codes(bag, preserve) == ["BAG-050"]
    rewrite(bag, engines={"preserve": "0.0.1"})
    assert found_codes(bag, preserve) == ["BAG-050"]
    rewrite(bag, findings=[])
    assert found_codes(bag, preserve) == ["BAG-052", "BAG-050"]


def rewrite(folder: Path, **change: object) -> None:
    """Change entries of a bag's record, and seal the bag anew."""
    record = folder / "metadata" / "validation.json"
    read = {**json.loads(record.read_text(encoding="utf-8")), **change}
    record.write_text(json.dumps(read, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    reseal(folder)


def found_codes(folder: Path, preserve: Command) -> list[str]:
    """Return the codes that rebuilding a bag gives."""
    outcome = preserve("verify", "--reproduce", "--format", "json", folder)
    return [finding["code"] for finding in json.loads(outcome.out)["files"][0]["findings"]]


def test_an_edition_that_the_record_keeps_silent_about_is_found(bag: Path, preserve: Command) -> None:
    """Who alters an edition cannot hide it by striking it from the record."""
    alter(bag / "data" / "html" / "prose.html", "the", "teh")
    rewrite(bag, editions=[])
    assert found_codes(bag, preserve).count("BAG-054") >= 2


def test_rules_that_the_record_keeps_silent_about_are_found(bag: Path, preserve: Command) -> None:
    """Nor can who strikes the rules hide what they would say."""
    rewrite(bag, rules=[], findings=[], schematron=None)
    assert "BAG-054" in found_codes(bag, preserve)


def test_a_file_that_nothing_accounts_for_is_found(bag: Path, preserve: Command) -> None:
    """A file that was slipped into the payload is named."""
    (bag / "data" / "text" / "other.txt").write_text("other words", encoding="utf-8")
    reseal(bag)
    assert preserve("verify", bag).code == 0
    assert found_codes(bag, preserve) == ["BAG-054"]


def test_an_altered_readme_is_found(bag: Path, preserve: Command) -> None:
    """What the bag says of itself is rebuilt too."""
    alter(bag / "data" / "README.txt", "No passage", "Every passage")
    reseal(bag)
    # It, and what tells its digest.
    assert found_codes(bag, preserve) == ["BAG-051", "BAG-051"]


def test_other_words_of_another_version_are_no_fault(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """A hint that was reworded since makes no old bag faulty, but is told; another place or code does."""
    preserve("package", interview("minimal"), "--to", tmp_path)
    bag = tmp_path / "minimal"
    record = json.loads((bag / "metadata" / "validation.json").read_text(encoding="utf-8"))
    engines = {**record["engines"], "preserve": "0.0.1"}
    findings = [{**finding, "hint": "Said otherwise."} for finding in record["findings"]]
    assert findings
    rewrite(bag, engines=engines, findings=findings)
    assert found_codes(bag, preserve) == ["BAG-055", "BAG-053"]
    assert preserve("verify", "--reproduce", bag).code == 0
    rewrite(bag, engines=engines, findings=[{**finding, "line": 1} for finding in findings])
    assert found_codes(bag, preserve) == ["BAG-052", "BAG-053"]
    assert "with the same result" not in preserve("verify", "--reproduce", bag).err


def padded_bag(folder: Path) -> Path:
    """Return a bag of an interview of which two engines say different things."""
    schema = surroundings.write(folder / "schema.rng", resources.SCHEMA.read_text("utf-8") + "<!-- mine -->")
    text = surroundings.GOOD.read_text("utf-8").replace(*surroundings.PADDED)
    source = surroundings.write(folder / surroundings.GOOD.name, text)
    validator = Validator(Standards(schema=schema, rules=(), second_opinion=True))
    target = folder / "bags" / source.stem
    package(
        source,
        target,
        validator=validator,
        renderer=Renderer(),
        config=Config(),
        moment=dt.datetime(2020, 5, 4, tzinfo=dt.UTC),
    )
    return target


def kept_of(bag: Path) -> tuple[list[str], list[str]]:
    """Return the engines and the codes of the grammar that a bag's record has."""
    read = json.loads((bag / "metadata" / "validation.json").read_text(encoding="utf-8"))
    return read["grammar"], [each["code"] for each in read["findings"] if each["code"].startswith("TEI")]


def silent(_advisor: xmlio.Advisor, _document: xmlio.Document) -> xmlio.Silence:
    """Give no opinion."""
    return xmlio.Silence(reason="it took longer than 1 second to judge the document")


def test_a_second_opinion_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which libxml2 gives none finds no difference, and tells that."""
    bag = padded_bag(tmp_path)
    assert kept_of(bag) == (["preserve", "libxml2"], ["TEI-013"])
    assert reproduce.reproduce(bag).findings == ()
    monkeypatch.setattr(xmlio.Advisor, "objection", silent)
    again = reproduce.reproduce(bag)
    assert [finding.code for finding in again.findings] == ["TEI-015"]
    assert again.files == 7


def test_a_second_opinion_that_was_not_given_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor asked for again, on a machine where it could be given."""
    with monkeypatch.context() as patched:
        patched.setattr(xmlio.Advisor, "objection", silent)
        bag = padded_bag(tmp_path)
    assert kept_of(bag) == (["preserve"], [])
    assert reproduce.reproduce(bag).findings == ()


@pytest.mark.parametrize(
    "change",
    [
        {"schematron": None},
        {"source": "data/" + "x" * 300},
        {"source": "../../../etc/passwd"},
        {"source": "data/../../outside.xml"},
        {"source": "/etc/passwd"},
        {"schema": "metadata/validation.json"},
        {"rules": ["data/tei/absent.sch"]},
        {"editions": [{"path": "data/html/prose.html", "stylesheet": "../x.xsl", "parameters": {}}]},
        {"editions": "none"},
        {"engines": None},
        {"findings": [{"code": 1}]},
    ],
)
def test_a_record_that_leads_elsewhere_is_refused(change: dict[str, object], bag: Path) -> None:
    """Paths out of the payload, and shapes that are none, are one coded finding."""
    record = bag / "metadata" / "validation.json"
    read = {**json.loads(record.read_text(encoding="utf-8")), **change}
    record.write_text(json.dumps(read), encoding="utf-8")
    (finding,) = reproduce.reproduce(bag).findings
    assert (finding.code, finding.location) == NOT_SAID


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{}", b"[" * 100_000])
def test_a_record_that_is_none_is_refused(content: bytes, bag: Path) -> None:
    """What is not our JSON is one coded finding."""
    (bag / "metadata" / "validation.json").write_bytes(content)
    (finding,) = reproduce.reproduce(bag).findings
    assert (finding.code, finding.location) == NOT_SAID


@pytest.mark.parametrize("called", ["prose", "../bags/./prose"])
def test_places_are_told_from_the_bag(
    called: str, bag: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the bag is called, and wherever from: of the record, and of a schema that cannot be used."""
    monkeypatch.chdir(bag.parent)
    alter(bag / "data" / "schemas" / "interview.rng", "</grammar>", "<grammer/></grammar>")
    reseal(bag)
    (found,) = json.loads(preserve("verify", "--reproduce", "--format", "json", called).out)["files"][0]["findings"]
    assert (found["code"], found["file"]) == ("TEI-002", "data/schemas/interview.rng")
    (bag / "metadata" / "validation.json").unlink()
    reseal(bag)
    (found,) = json.loads(preserve("verify", "--reproduce", "--format", "json", called).out)["files"][0]["findings"]
    assert (found["code"], found["file"]) == ("BAG-050", "metadata/validation.json")
    told = preserve("verify", "--reproduce", called).err.splitlines()[1]
    assert told.split()[:4] == ["metadata/validation.json", "-", "error", "BAG-050"]


def test_a_bag_of_something_else_does_not_rebuild(bag: Path, preserve: Command) -> None:
    """A bag without a record is valid, but cannot rebuild itself."""
    (bag / "metadata" / "validation.json").unlink()
    reseal(bag)
    assert preserve("verify", bag).code == 0
    outcome = preserve("verify", "--reproduce", bag)
    assert outcome.code == 1
    assert "BAG-050" in outcome.err


HOSTILE = {
    "runtime": '<xsl:variable name="v" select="unparsed-text(\'{secret}\')"/>',
    "compile time": '<xsl:variable name="v" static="yes" select="unparsed-text(\'{secret}\')"/>',
    "include": '<xsl:include href="{secret}"/>',
    "conditional": '<xsl:variable name="v" use-when="doc-available(\'{secret}\')" select="1"/>',
    "writing": '<xsl:template match="/" priority="99"><xsl:result-document href="{written}">x</xsl:result-document>'
    "</xsl:template>",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("stylesheet", ["html.xsl", "schematron.xsl"])
def test_a_strangers_stylesheet_reaches_nothing(
    kind: str, stylesheet: str, bag: Path, tmp_path: Path, preserve: Command
) -> None:
    """Neither an edition's stylesheet nor the one that compiles rules can read or write, at whatever time."""
    secret, written = tmp_path / "secret.txt", tmp_path / "written.txt"
    secret.write_text("a secret of this machine", encoding="utf-8")
    attack = HOSTILE[kind].format(secret=secret.as_uri(), written=written.as_uri())
    path = bag / "data" / "xslt" / stylesheet
    text = path.read_text(encoding="utf-8")
    end = text.rindex("</xsl:")
    used = (
        '<xsl:template match="/" priority="98"><xsl:value-of select="$v"/></xsl:template>'
        if 'name="v"' in attack
        else ""
    )
    path.write_text(f"{text[:end]}{attack}{used}{text[end:]}", encoding="utf-8")
    reseal(bag)
    outcome = preserve("verify", "--reproduce", bag)
    assert outcome.code == 1
    assert "a secret" not in outcome.out + outcome.err
    assert not written.exists()
