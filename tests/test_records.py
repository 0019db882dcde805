"""Records of what a bag holds: valid by their standards, the same every time, and of no third party."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from lxml import etree
from rocrate.rocrate import ROCrate

from preserve import describe, report, xmlio
from preserve.config import Config
from preserve.describe import dates, formats
from preserve.interview import Withholding
from preserve.package import described, package
from preserve.render import Renderer
from preserve.reproduce import reproduce
from preserve.validate import Validator
from tests import archivematica
from tests.archivematica import PREMIS, TYPE
from tests.conftest import FLAGSHIP, GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.package import Packaged
    from tests.conftest import Command

MOMENT: Final = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
NAMES: Final = sorted(path.stem for path in GOOD.glob("*.xml"))
BIGGEST: Final = 30_000  # bytes of PREMIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A bag and what can be asked of it.

    Attributes:
        folder: Where it lies.
    """

    folder: Path

    @property
    def payload(self) -> set[str]:
        """The paths of the payload."""
        lines = (self.folder / "manifest-sha256.txt").read_text("utf-8").splitlines()
        return {line.partition("  ")[2] for line in lines}

    @property
    def premis(self) -> bytes:
        """The PREMIS record."""
        return (self.folder / "metadata" / "premis.xml").read_bytes()

    @property
    def crate(self) -> dict[str, dict[str, Any]]:
        """The entities of the RO-Crate by their identifiers."""
        read = json.loads((self.folder / "data" / "ro-crate-metadata.json").read_bytes())
        return {each["@id"]: each for each in read["@graph"]}

    @property
    def info(self) -> list[tuple[str, str]]:
        """The labels and values of bag-info.txt."""
        lines = (self.folder / "bag-info.txt").read_text("utf-8").splitlines()
        return [(label, value) for label, _, value in (line.partition(": ") for line in lines)]

    def table(self, name: str) -> list[list[str]]:
        """Return the rows of a table."""
        text = (self.folder / "metadata" / f"{name}.csv").read_text("utf-8")
        return list(csv.reader(io.StringIO(text)))

    def rights(self) -> dict[str, str]:
        """Return what the table of rights says of the first file."""
        names, values, *_ = self.table("rights")
        return dict(zip(names, values, strict=True))


class Packager:
    """Makes bags, with standards and stylesheets compiled once."""

    def __init__(self, folder: Path) -> None:
        """Begin without bags."""
        self._folder = folder
        self._validator = Validator()
        self._renderer = Renderer()
        self._crosswalks = describe.Crosswalks()
        self._made: dict[str, Made] = {}

    def of(self, name: str) -> Made:
        """Return the bag of a good interview, or of the flagship."""
        if name not in self._made:
            source = FLAGSHIP if name == FLAGSHIP.stem else GOOD / f"{name}.xml"
            self._made[name] = self.package(source, self._folder / name / "bag")
        return self._made[name]

    def package(self, source: Path, target: Path, **more: Any) -> Made:  # noqa: ANN401 (whatever package takes)
        """Return the bag of an interview."""
        given = {"config": Config(), "moment": MOMENT, "crosswalks": self._crosswalks, **more}
        made = package(source, target, validator=self._validator, renderer=self._renderer, **given)
        assert made.sealed, made.findings
        return Made(folder=made.sealed.path)


@pytest.fixture(scope="module")
def bags(tmp_path_factory: pytest.TempPathFactory) -> Packager:
    """Return what makes bags."""
    return Packager(tmp_path_factory.mktemp("records"))


@pytest.fixture(scope="module")
def flagship_bag(bags: Packager) -> Made:
    """Return the bag of the flagship; skip where the words do not travel, as in an sdist."""
    if not FLAGSHIP.is_file():
        pytest.skip("tei/ is left out of the sdist")
    return bags.of(FLAGSHIP.stem)


@pytest.fixture
def changed(bags: Packager, tmp_path: Path) -> Callable[..., Made]:
    """Return what makes the bag of a good interview in whose text something was changed."""

    def make(name: str, *changes: tuple[str, str], renamed: str | None = None, **more: Any) -> Made:  # noqa: ANN401 (whatever package takes)
        """Change the text, and the name of the recording, and package the interview."""
        folder = tmp_path / "tei"
        shutil.copytree(GOOD, folder)
        if renamed:
            (folder / "recorded.wav").rename(folder / renamed)
        source = folder / f"{name}.xml"
        text = source.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        source.write_text(text, "utf-8")
        return bags.package(source, tmp_path / "bags" / name, **more)

    return make


# --- PREMIS ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_premis_is_valid_and_importable(name: str, bags: Packager, conformance: Path) -> None:
    """By its schema, and by what Archivematica wants; one object a file of the interview, few events."""
    made = bags.of(name)
    check_premis(made, conformance)


def test_the_flagships_premis_is_valid_and_importable(flagship_bag: Made, conformance: Path) -> None:
    """And not large."""
    check_premis(flagship_bag, conformance)
    assert len(flagship_bag.premis) < BIGGEST


def check_premis(made: Made, conformance: Path) -> None:
    """Judge a record."""
    schema = etree.XMLSchema(etree.parse(conformance / "xsd" / "premis-v3-0.xsd"))
    root = etree.fromstring(made.premis)
    schema.assertValid(root)
    assert archivematica.faults(made.premis, made.payload) == []
    kinds = [str(each.get(TYPE)) for each in root.iter(f"{PREMIS}object")]
    # The interview, and the environment.
    assert kinds.count("premis:intellectualEntity") == 2
    assert 4 <= len(root.findall(f"{PREMIS}event")) <= 10
    apart = ("data/schemas/", "data/xslt/")
    told, listed = _digests(root), _manifest(made.folder)
    assert told.items() <= listed.items()
    assert {path for path in listed if not path.startswith(apart)} == {
        path for path in told if not path.startswith(apart)
    }
    assert {"data/schemas/interview.rng", "data/schemas/interview.sch"} <= told.keys()


def _digests(root: etree._Element) -> dict[str, str]:
    """Return the digests that a record has, by path."""
    files = (each for each in root.iter(f"{PREMIS}object") if each.get(TYPE) == "premis:file")
    return {
        str(file.findtext(f"{PREMIS}originalName")): str(file.findtext(f".//{PREMIS}messageDigest")) for file in files
    }


def _manifest(folder: Path) -> dict[str, str]:
    """Return the digests that the manifest has, by path."""
    lines = (folder / "manifest-sha256.txt").read_text("utf-8").splitlines()
    return {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}


BREAKS: Final = (
    (b'xsi:type="premis:file"', b'xsi:type="file"', "which are not there"),
    (b"<originalName>data/tei/", b"<originalName>objects/tei/", "which no file has"),
    (b"T03:04:05Z</eventDateTime>", b" at noon</eventDateTime>", "Invalid isoformat"),
    (b"<eventIdentifierValue>", b"<eventIdentifierValue>x", "badly formed"),
    (b"<agentIdentifierValue>", b"<agentIdentifierValue>x", "has no agent"),
    (b"<linkingEventIdentifierValue>", b"<linkingEventIdentifierValue>x", "which are no events"),
)


@pytest.mark.parametrize(("old", "new", "words"), BREAKS, ids=[words for _, _, words in BREAKS])
def test_the_rules_of_archivematica_see_what_is_wrong(old: bytes, new: bytes, words: str, bags: Packager) -> None:
    """What is broken in a record is told; so that it is told of ours that nothing is."""
    made = bags.of("recorded")
    assert old in made.premis
    assert any(words in fault for fault in archivematica.faults(made.premis.replace(old, new), made.payload))


def events(made: Made) -> dict[tuple[str, str], etree._Element]:
    """Return the events of a bag by type and moment."""
    found = etree.fromstring(made.premis).findall(f"{PREMIS}event")
    return {
        (str(each.findtext(f"{PREMIS}eventType")), str(each.findtext(f"{PREMIS}eventDateTime"))): each for each in found
    }


def linked(event: etree._Element, kind: str, role: str | None = None) -> set[str]:
    """Return what an event is linked to, in some role."""
    links = event.iterfind(f"{PREMIS}linking{kind}Identifier")
    fitting = (each for each in links if role is None or each.findtext(f"{PREMIS}linkingObjectRole") == role)
    return {str(each.findtext(f"{PREMIS}linking{kind}IdentifierValue")) for each in fitting}


def test_events_tell_what_was_done(bags: Packager) -> None:
    """The recording, the encoding, and the making of the bag; by whom, of what, with what result."""
    found = events(bags.of("recorded"))
    act = "2026-01-02T03:04:05Z"
    capture = found["capture", "2025-05-30"]
    assert linked(capture, "Object") == {"tei/recorded.wav"}
    assert linked(capture, "Agent") == {"Ines Sample"}
    assert linked(found["creation", "2025-06-02"], "Object", "outcome") == {"tei/recorded.xml"}
    made = found["creation", act]
    assert linked(made, "Object", "source") == {"tei/recorded.xml"}
    assert linked(made, "Object", "outcome") == {"html/recorded.html", "text/recorded.txt", "vtt/recorded.vtt"}
    assert found["validation", act].findtext(f".//{PREMIS}eventOutcome") == "valid"
    digests = linked(found["message digest calculation", act], "Object")
    assert {f"data/{each}" for each in digests} == set(_digests(etree.fromstring(bags.of("recorded").premis)))
    formats = found["format identification", act]
    assert re.search(r"DROID_SignatureFile_V\d+", str(formats.findtext(f".//{PREMIS}eventDetail")))
    assert "tei/recorded.wav" in linked(formats, "Object")
    assert ("information package creation", act) in found


def test_an_event_that_nobody_dated_by_the_day_is_left_out(bags: Packager) -> None:
    """An interval is no moment, and a header without dates has no history."""
    assert not [kind for kind, _ in events(bags.of("prose")) if kind == "capture"]
    assert {moment for _, moment in events(bags.of("minimal"))} == {"2026-01-02T03:04:05Z"}


def test_a_second_act_has_the_same_identifiers(bags: Packager, tmp_path: Path) -> None:
    """Only the moments of two records of one interview differ."""
    later = bags.package(GOOD / "open.xml", tmp_path / "bag", moment=MOMENT + dt.timedelta(days=400))
    assert later.premis != bags.of("open").premis
    assert later.premis.replace(b"2027-02-06T", b"2026-01-02T") == bags.of("open").premis


def test_doubtful_formats_are_noted(bags: Packager) -> None:
    """What PRONOM says is recorded, and what makes it doubtful; also where it is plainly wrong."""
    root = etree.fromstring(bags.of("open").premis)
    files = {str(each.findtext(f"{PREMIS}originalName")): each for each in root.iter(f"{PREMIS}object")}
    picture = files["data/tei/open.png"]
    assert picture.findtext(f".//{PREMIS}formatRegistryKey") == "fmt/11"
    assert picture.find(f".//{PREMIS}formatNote") is None
    rules = files["data/schemas/interview.sch"]
    assert rules.findtext(f".//{PREMIS}formatRegistryKey") == "x-fmt/280"
    assert "extension mismatch" in str(rules.findtext(f".//{PREMIS}formatNote"))


def answer(*identifiers: str) -> dict[str, Any]:
    """Return what pygfried answers for one file."""
    told = {"ns": "pronom", "format": "A format", "version": "", "mime": "a/b, c/d", "basis": "letters", "warning": ""}
    matches = [{**told, "id": identifier} for identifier in identifiers]
    named = {"name": "pronom", "details": "signatures of the day"}
    return {
        "siegfried": "9",
        "identifiers": [named],
        "files": [{"filename": "a.bin", "errors": "", "matches": matches}],
    }


@pytest.mark.parametrize(
    ("identifiers", "identifier", "name", "warning"),
    [
        (("fmt/1",), "fmt/1", "A format", ""),
        (("fmt/1", "fmt/2"), None, "ambiguous", "one of fmt/1, fmt/2"),
        (("UNKNOWN",), None, "unknown", ""),
        ((), None, "unknown", ""),
    ],
)
def test_a_format_is_one_or_none(
    identifiers: tuple[str, ...], identifier: str | None, name: str, warning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several nobody chooses; what is unknown is called so."""
    monkeypatch.setattr("pygfried.identify_many", lambda _: answer(*identifiers))
    told = formats.identify([Path("a.bin")])
    (found,) = told.formats
    assert (found.identifier, found.name, found.warning) == (identifier, name, warning)
    assert told.engines == (("siegfried", "9"), ("PRONOM", "signatures of the day"))


def test_what_fails_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that breaks breaks no bag; what it says of this machine is left out."""

    def fail(_: list[str]) -> None:
        """Fail as it does for a file that is gone."""
        raise OSError("cannot open /somewhere/secret")

    monkeypatch.setattr("pygfried.identify_many", fail)
    told = formats.identify([Path("a"), Path("b")])
    assert told.reason == "OSError: cannot open"
    assert [each.name for each in told.formats] == ["not identified", "not identified"]
    assert told.engines == ()


def test_a_bag_without_formats_is_whole(
    changed: Callable[..., Made], conformance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its records are valid and say why; another machine that can tell formats describes its files otherwise."""
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "pygfried", None)
        made = changed("open")
    check_premis(made, conformance)
    assert b"ModuleNotFoundError" in made.premis
    assert made.crate["tei/open.xml"]["encodingFormat"] == "not identified"
    again = reproduce(made.folder)
    crate = ("BAG-055", "data/ro-crate-metadata.json")
    assert [(each.code, each.location.file) for each in again.findings] == [crate, ("BAG-053", report.RECORD_PLACE)]
    # Nothing else tells formats but what has a clock.
    assert (again.files, again.compared) == (9, 10)


# --- RO-Crate --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_an_ro_crate_is_read_by_others(name: str, bags: Packager) -> None:
    """The reader that others use finds every file of the payload, and every file where the crate says it is."""
    made = bags.of(name)
    crate = ROCrate(made.folder / "data")
    assert {f"data/{each.id}" for each in crate.data_entities} == made.payload - {describe.CRATE_PLACE}
    assert crate.name
    assert crate.description
    assert crate.license
    for each in made.crate.values():
        for reference in _references(each):
            assert reference in made.crate or reference.startswith("https://w3id.org/ro/crate/"), reference


def _references(value: object) -> Iterator[str]:
    """Yield what an entity refers to."""
    if isinstance(value, dict):
        if value.keys() == {"@id"}:
            yield value["@id"]
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def test_the_flagships_files_have_formats(flagship_bag: Made) -> None:
    """Every file has a PRONOM id, a size, a digest and a part in the whole."""
    digests = _manifest(flagship_bag.folder)
    files = [each for each in flagship_bag.crate.values() if each["@type"] == "File"]
    assert len(files) == len(flagship_bag.payload) - 1
    for each in files:
        path = f"data/{each['@id']}"
        assert re.search(r"PRONOM/x?-?fmt/\d+", json.dumps(each["encodingFormat"])), path
        assert each["sha256"] == digests[path]
        assert int(each["contentSize"]) == (flagship_bag.folder / path).stat().st_size
        assert each["description"]


def test_the_crate_tells_who_and_how(bags: Packager) -> None:
    """Authors with their roles, dates, languages, licence, series; the transformation into each edition."""
    crate = bags.of("rich-header").crate
    root = crate["./"]
    assert root["name"] == "Everything about almost nothing: A short interview with a long header"
    assert root["description"] == "A question is asked and answered."
    assert (root["datePublished"], root["dateCreated"], root["inLanguage"]) == ("2025-06-05", "2025-05-01", "en")
    assert crate[root["author"]["@id"]] == {
        "@id": "#agent-1",
        "@type": "Person",
        "name": "Fidelity Fixture",
        "description": "author, interviewee",
    }
    assert crate[root["license"]["@id"]]["name"] == "No rights reserved."
    assert crate[root["isPartOf"]["@id"]]["name"] == "Interviews that never took place"
    assert [crate[each["@id"]]["value"] for each in root["identifier"]] == ["rich-header", "10.5555/12345678"]
    html = next(each for each in crate.values() if each.get("result") == {"@id": "html/rich-header.html"})
    assert html["object"] == {"@id": "tei/rich-header.xml"}
    assert {"@id": "xslt/html.xsl"} in html["instrument"]
    assert "endTime" not in html


def test_the_payload_holds_no_clock(bags: Packager, tmp_path: Path) -> None:
    """The crate is the same on every day, and so is the payload."""
    later = bags.package(GOOD / "open.xml", tmp_path / "bag", moment=MOMENT + dt.timedelta(days=400))
    assert later.crate == bags.of("open").crate
    assert _manifest(later.folder) == _manifest(bags.of("open").folder)


def test_a_crate_without_a_date_does_not_claim_to_conform(bags: Packager) -> None:
    """Nothing is invented: where the header has no date, the crate has none and says so by silence."""
    crate = bags.of("minimal").crate
    assert "datePublished" not in crate["./"]
    assert "conformsTo" not in crate["ro-crate-metadata.json"]
    assert "conformsTo" in bags.of("open").crate["ro-crate-metadata.json"]


def test_names_of_files_are_addresses(changed: Callable[..., Made]) -> None:
    """A blank and a percent sign in a name are written as an address has them; letters of all languages stay."""
    made = changed("recorded", ('url="recorded.wav"', 'url="a%20100%25%20ключ.wav"'), renamed="a 100% ключ.wav")
    assert "data/tei/a 100%25 ключ.wav" in made.payload
    assert made.crate["tei/a%20100%25%20ключ.wav"]["name"] == "a 100% ключ.wav"
    assert {each.id for each in ROCrate(made.folder / "data").data_entities} >= {"tei/a%20100%25%20ключ.wav"}


# --- tables and bag-info.txt -----------------------------------------------------------------------------------------


def test_the_table_of_metadata_is_archivematicas(bags: Packager) -> None:
    """A row for all objects; its fields are Dublin Core's, those with several values stand several times."""
    names, values = bags.of("prose").table("metadata")
    assert (names[0], values[0]) == ("filename", "objects/")
    assert all(re.fullmatch(r"dc\.[a-z]+", name) for name in names[1:])
    found = list(zip(names, values, strict=True))
    assert [value for name, value in found if name == "dc.creator"] == ["Ada Example", "The Listening Room"]
    assert ("dc.date", "2025-02-01/2025-03-03") in found
    assert "dc.subject" not in names, "a restricted interview has no topics in catalogues"
    assert all(values)
    names, values = bags.of("open").table("metadata")
    assert [value for name, value in zip(names, values, strict=True) if name == "dc.subject"] == ["clocks", "travel"]


COLUMNS: Final = (
    "file,basis,status,determination_date,jurisdiction,start_date,end_date,terms,citation,note,grant_act,"
    "grant_restriction,grant_start_date,grant_end_date,grant_note,doc_id_type,doc_id_value,doc_id_role"
)
BASES: Final = {"copyright", "license", "statute", "donor", "policy", "other"}


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_rights_is_archivematicas(name: str, bags: Packager) -> None:
    """The columns that are known there, values that are taken, and files that are there under these paths."""
    made = bags.of(name)
    names, *rows = made.table("rights")
    assert names == COLUMNS.split(",")
    assert {row[0] for row in rows} <= made.payload
    assert f"data/tei/{name}.xml" in {row[0] for row in rows}
    for row in rows:
        stated = dict(zip(names, row, strict=True))
        assert stated["basis"] in BASES
        assert stated["grant_restriction"] in {"allow", "disallow", "conditional"}


def test_rights_are_those_of_the_header(bags: Packager) -> None:
    """A licence is one; where there is none, the words of the header stand; a review ends nothing."""
    free = bags.of("rich-header").rights()
    assert (free["basis"], free["grant_restriction"]) == ("license", "allow")
    assert free["doc_id_value"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    closed = bags.of("prose").rights()
    assert (closed["basis"], closed["grant_restriction"], closed["grant_end_date"]) == ("other", "disallow", "open")
    assert "2035-06-01" in closed["grant_note"]
    unsaid = bags.of("minimal").rights()
    assert (unsaid["basis"], unsaid["note"], unsaid["grant_restriction"]) == ("other", "", "conditional")


EMBARGO: Final = (
    "<p>Invented for a test.</p>",
    '<p>Closed until <date type="embargo" when="2050-01-01">2050</date>, see <date when="2030">2030</date>.</p>',
)


def test_an_embargo_is_told_with_its_end(changed: Callable[..., Made], conformance: Path) -> None:
    """In PREMIS as the term of the restriction, in the crate and the table as the day on which it ends."""
    made = changed("recorded", EMBARGO, ('status="unknown"', 'status="restricted"'))
    check_premis(made, conformance)
    root = etree.fromstring(made.premis)
    term = root.find(f".//{PREMIS}termOfRestriction")
    assert term is not None
    assert [str(each.text) for each in term] == ["2025-06-02", "2050-01-01"]
    conditions = "The interview may not be used freely. Until 2050-01-01. To be reviewed by 2030."
    assert made.crate["./"]["conditionsOfAccess"] == conditions
    assert made.rights()["grant_end_date"] == "2050-01-01"


def test_somebody_anonymous_has_no_name(changed: Callable[..., Made]) -> None:
    """A name that is none makes nobody an author; the roles of others stay."""
    made = changed("recorded", ("<persName>Bruno Sample</persName>", "<persName>anonymous</persName>"))
    assert "author" not in made.crate["./"]
    names = {each["name"] for each in made.crate.values() if each["@type"] == "Person"}
    assert names == {"Ines Sample", "preserve contributors"}


def test_impossible_dates_are_none(changed: Callable[..., Made]) -> None:
    """A day that the calendar does not have is not told; a month is."""
    made = changed(
        "recorded",
        ('<date when="2025-05-30T10:15:00">', '<date when="2025-05">'),
        ('<date when="2025-06-02">', "<date>"),
        ('<change when="2025-06-02">', "<change>"),
    )
    root = made.crate["./"]
    assert root["dateCreated"] == "2025-05"
    assert "datePublished" not in root


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ('when="2025-02-28"', "2025-02-28"),
        ('when="2025-02-30"', None),
        ('when="2025-13"', None),
        ('when="--05-01"', None),
        ('when="2025-05-01T23:59:00+06:00"', "2025-05-01"),
        ('notBefore="2025" to="2025-06"', "2025/2025-06"),
        ('notBefore="2025"', None),
        ('from="2025-01-01" to="2025-02-30"', None),
        ("", None),
    ],
)
def test_dates_are_those_of_the_calendar(attributes: str, told: str | None) -> None:
    """A point, or both ends of an interval; of half of one nothing is told."""
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><date {attributes}/></TEI>'
    assert dates.iso(xmlio.parse(text.encode(), "t.xml").root[0]) == told


def test_bag_info_tells_of_the_interview(bags: Packager) -> None:
    """Description, identifiers, edition and digest, series, size; in an order that is always the same."""
    info = bags.of("rich-header").info
    labels = [label for label, _ in info]
    assert labels == [
        "External-Description",
        "External-Identifier",
        "External-Identifier",
        "Internal-Sender-Identifier",
        "Internal-Sender-Description",
        "Bag-Group-Identifier",
        "Bagging-Date",
        "Bag-Size",
        "Bag-Software-Agent",
        "Payload-Oxum",
    ]
    stated = dict(info)
    assert stated["External-Description"] == "Everything about almost nothing: A question is asked and answered."
    assert stated["Bag-Group-Identifier"] == "0000-0000"
    assert stated["Bagging-Date"] == "2026-01-02"
    assert re.fullmatch(r"Second, corrected edition; sha256:[0-9a-f]{64}", stated["Internal-Sender-Identifier"])
    assert re.fullmatch(r"\d+(\.\d)? [KM]B", stated["Bag-Size"])


def test_what_the_archive_says_goes_before(bags: Packager, tmp_path: Path) -> None:
    """Labels of preserve.toml stand first, and what they say is not said again."""
    config = Config(bag_info=(("Source-Organization", "An archive"), ("Bag-Group-Identifier", "our shelf 7")))
    made = bags.package(GOOD / "rich-header.xml", tmp_path / "bag", config=config)
    assert made.info[:2] == list(config.bag_info)
    assert [value for label, value in made.info if label == "Bag-Group-Identifier"] == ["our shelf 7"]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (1_234_567, "1.2 MB"), (10**13, "10.0 TB")]
)
def test_sizes_are_for_people(count: int, words: str) -> None:
    """A number of bytes in the unit that fits it."""
    assert describe.readable(count) == words


# --- care ------------------------------------------------------------------------------------------------------------

HIDDEN: Final = ("Zyx", "Wvu", "Aunt Abc")
TOLD: Final = (
    ("<title>The printer’s secret", '<title>How Zyx Wvu and <persName ref="#third-party-2">Aunt Abc</persName> hid'),
    ("<p>Invented. None of these", "<p>Wvu, Zyx. None of these"),
    ("<p>Invented for a test, but", "<p>Zyx knew. Wvu did not sign. But"),
    ("<authority>The tests of preserve", "<authority>The friends of Zyx"),
    (
        "<profileDesc>",
        """<profileDesc><abstract><p>Of Zyx Wvu, Wvu’s press, and Aunt Abc.</p></abstract><textClass><keywords>
        <term>Zyx Wvu</term><term>printing</term></keywords></textClass>""",
    ),
    (
        "<name>preserve contributors</name>",
        """<name>preserve contributors</name></respStmt><respStmt><resp>helper</resp>
        <persName ref="#third-party-1">Zyx Wvu</persName>""",
    ),
    ('<idno type="local">third-parties', '<idno type="local">wvu-Wvu-third-parties'),
)


def test_third_parties_are_in_no_record(changed: Callable[..., Made]) -> None:
    """Wherever in the header somebody wrote their names, marked or not; what else stands there is told."""
    made = changed("third-parties", *TOLD)
    pattern = re.compile(r"(?i:zyx)|\bWvu|(?i:aunt abc)")
    beside = [path for path in made.folder.rglob("*") if path.is_file() and "data" not in path.parts]
    for path in (*beside, made.folder / describe.CRATE_PLACE, made.folder / "data" / "README.txt"):
        assert not pattern.search(path.read_text("utf-8")), path.name
    root = made.crate["./"]
    assert root["name"].startswith("How [name withheld] and [name withheld] hid")
    assert root["description"] == "Of [name withheld], [name withheld]’s press, and [name withheld]."
    assert "keywords" not in root
    assert {each["name"] for each in made.crate.values() if each["@type"] == "Person"} == {
        "Peregrine Pica",
        "Quentin Query",
        "preserve contributors",
    }


def test_a_keyword_that_names_a_third_party_is_none(changed: Callable[..., Made]) -> None:
    """Of an interview that is free to use, the others stand."""
    made = changed("third-parties", *TOLD, ('status="restricted"', 'status="free"'))
    assert made.crate["./"]["keywords"] == "printing"


WITHHELD: Final = (
    ("Zyx Wvu came", "[name withheld] came"),
    ("WVU, ZYX", "[name withheld]"),
    ("Zyxes are animals", "Zyxes are animals"),
    ("a mill of Wvu’s", "a mill of [name withheld]’s"),
    ("the old mill of Mayor Mno", "the old mill of Mayor Mno"),
    ("Aunt Abc and Zyx", "[name withheld] and [name withheld]"),
    ("abc", "abc"),
)


@pytest.mark.parametrize(("text", "told"), WITHHELD)
def test_names_that_nobody_marked_are_withheld(text: str, told: str) -> None:
    """As whole names in any order and size of letters, and word by word."""
    withholding = Withholding(xmlio.read(GOOD / "third-parties.xml").root)
    assert withholding.text(text) == told


def test_cyrillic_names_go_with_their_endings() -> None:
    """Cases of a name tell as much as the name."""
    text = (GOOD / "third-parties.xml").read_text("utf-8").replace("Zyx Wvu", "Гульзада Ахметова")
    withholding = Withholding(xmlio.parse(text.encode(), "t.xml").root)
    assert withholding.text("Дом Гульзады и Ахметовой") == "Дом [name withheld] и [name withheld]"
    assert withholding.text("Гуль") == "Гуль"


# --- records for catalogues ------------------------------------------------------------------------------------------


def test_catalogues_find_their_records_in_the_bag(bags: Packager, tmp_path: Path) -> None:
    """Those that the stylesheets make, and these with them; DataCite's only where the header has what it demands."""
    whole, poor = (
        {path.name for path in (bags.of(name).folder / "metadata").glob("*.xml")} for name in ("open", "minimal")
    )
    assert whole >= {"dublin-core.xml", "mods.xml"}
    assert "datacite.xml" in {path.name for path in (bags.of("rich-header").folder / "metadata").iterdir()}
    assert "datacite.xml" not in poor
    assert "data/xslt/mods.xsl" in bags.of("open").payload
    bag = shutil.copytree(bags.of("open").folder, tmp_path / "open")
    assert reproduce(bag).findings == ()
    record = bag / "metadata" / "mods.xml"
    record.write_text(record.read_text("utf-8").replace("Olga", "Olha"), "utf-8")
    (bag / "metadata" / "datacite.xml").unlink(missing_ok=True)
    assert "metadata/mods.xml" in {finding.location.file for finding in reproduce(bag).findings}


def test_a_record_that_no_stylesheet_makes_is_found(bags: Packager, tmp_path: Path) -> None:
    """What was slipped in beside the payload, under the name of a record."""
    bag = shutil.copytree(bags.of("minimal").folder, tmp_path / "minimal")
    (bag / "metadata" / "datacite.xml").write_text("<resource/>", "utf-8")
    assert [finding.location.file for finding in reproduce(bag).findings] == ["metadata/datacite.xml"]


# --- documents of consent --------------------------------------------------------------------------------------------


@pytest.fixture
def consent(tmp_path: Path) -> Path:
    """Return a folder of documents that name somebody."""
    folder = tmp_path / "consent"
    (folder / "mail").mkdir(parents=True)
    (folder / "deed of Q. Secretname.txt").write_text("I, Q. Secretname, give this.", "utf-8")
    (folder / "mail" / "first.eml").write_text("Dear Q. Secretname", "utf-8")
    return folder


def test_documentation_travels_and_no_record_names_it(consent: Path, bags: Packager, tmp_path: Path) -> None:
    """It lies where archives look for it, has digests, and only these name it."""
    made = bags.package(GOOD / "open.xml", tmp_path / "bags" / "open", documentation=consent)
    lying = made.folder / "metadata" / "submissionDocumentation"
    assert (lying / "deed of Q. Secretname.txt").read_bytes() == (consent / "deed of Q. Secretname.txt").read_bytes()
    listed = (made.folder / "tagmanifest-sha512.txt").read_text("utf-8")
    assert "metadata/submissionDocumentation/mail/first.eml" in listed
    naming = [
        path.name
        for path in made.folder.rglob("*")
        if path.is_file() and lying not in path.parents and "Secretname" in path.read_text("utf-8", "replace")
    ]
    assert sorted(naming) == ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
    assert made.payload == bags.of("open").payload


def test_documentation_is_an_option(consent: Path, interview: Callable[[str], Path], preserve: Command) -> None:
    """Of one interview only; what the command says does not name it."""
    source = interview("open")
    outcome = preserve("package", source, "--documentation", consent, "--to", source.parent / "bags")
    assert outcome.code == 0, outcome.err
    assert "Secretname" not in outcome.out + outcome.err
    assert (source.parent / "bags" / "open" / "metadata" / "submissionDocumentation" / "mail").is_dir()
    both = preserve("package", source, interview("prose"), "--documentation", consent)
    assert both.code == 2
    assert "one interview" in both.err


@pytest.mark.parametrize(
    ("make", "code", "words"), [("nothing", 3, "ENV-001"), ("empty", 2, "has no file"), ("link", 1, "BAG-022")]
)
def test_documentation_that_is_none_is_refused(
    make: str, code: int, words: str, interview: Callable[[str], Path], preserve: Command
) -> None:
    """A folder that is not there or empty, and a link that would carry along what nobody named."""
    source = interview("open")
    folder, bags = source.parent / "documents", source.parent / "bags"
    if make != "nothing":
        folder.mkdir()
    if make == "link":
        (folder / "deed.txt").symlink_to(GOOD / "open.xml")
    outcome = preserve("package", source, "--documentation", folder, "--to", bags)
    assert outcome.code == code
    assert words in outcome.err
    assert not bags.exists()


# --- one record alone ------------------------------------------------------------------------------------------------


def test_a_record_of_a_bag_is_that_in_it(bags: Packager) -> None:
    """Byte for byte."""
    made = bags.of("open")
    assert described.of_bag(made.folder, "premis").data == made.premis
    assert json.loads(described.of_bag(made.folder, "ro-crate").data)["@graph"]


def test_a_record_of_an_interview_is_that_of_its_bag(bags: Packager, tmp_path: Path) -> None:
    """The bag is made for that and thrown away."""
    targets = []

    def act(file: Path, target: Path) -> Packaged:
        """Package, and remember where."""
        targets.append(target)
        given: dict[str, Any] = {"config": Config(), "moment": MOMENT, "crosswalks": describe.Crosswalks()}
        return package(file, target, validator=Validator(), renderer=Renderer(), **given)

    made, record = described.of_interview(GOOD / "open.xml", "premis", act)
    assert made.sealed
    assert record
    assert record.data == bags.of("open").premis
    assert not targets[0].parent.exists()
    (tmp_path / "broken.xml").write_text("<TEI>", "utf-8")
    assert described.of_interview(tmp_path / "broken.xml", "premis", act)[1] is None


def test_what_a_bag_holds_is_printed(
    bags: Packager, interview: Callable[[str], Path], preserve: Command, tmp_path: Path
) -> None:
    """Of the folder of a bag what it holds, of an interview what its bag would; a faulty interview has none."""
    made = bags.of("open")
    assert preserve("describe", "--as", "premis", made.folder).out == made.premis.decode()
    outcome = preserve("describe", "--as", "ro-crate", interview("open"), "--to", tmp_path / "records")
    path = tmp_path / "records" / "open.ro-crate-metadata.json"
    assert (outcome.code, outcome.out) == (0, f"{path}\n")
    assert json.loads(path.read_bytes())["@graph"]
    faulty = tmp_path / "faulty.xml"
    faulty.write_text("<TEI/>", "utf-8")
    outcome = preserve("describe", "--as", "premis", faulty)
    assert (outcome.code, outcome.out) == (1, "")
    assert preserve("describe", "--as", "premis", tmp_path).code == 3


def test_the_place_and_the_day_change_nothing(tmp_path: Path) -> None:
    """In another zone, locale and order of hashes, records are the same byte for byte."""
    call = [sys.executable, "-m", "preserve", "package", str(GOOD / "open.xml"), "--to"]
    environments = (
        {"TZ": "UTC", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
    )
    made = []
    for number, environment in enumerate(environments):
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", **environment}
        subprocess.run([*call, str(tmp_path / str(number))], env=env, check=True, capture_output=True)
        folder = tmp_path / str(number) / "open"
        places = (*describe.TABLES, describe.PREMIS_PLACE, describe.CRATE_PLACE, "bag-info.txt")
        made.append([(folder / place).read_bytes() for place in places])
    assert made[0] == made[1]
