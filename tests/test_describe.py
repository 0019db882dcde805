"""Records: valid by their standards for every interview, made alike each time, and the command that makes them."""

from __future__ import annotations

import functools
import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import pytest
from lxml import etree

from preserve import resources, saxon, xmlio
from preserve.describe import BAGGED, CROSSWALKS, Crosswalk, Crosswalks, Record, save
from preserve.errors import DocumentError, StylesheetError, SurroundingsError
from tests.conftest import FLAGSHIP, GOOD, PROJECT
from tests.making_headers import interview as header
from tests.test_citation import check_item, linked_data, saved
from tests.test_editions import editions, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.xmlio import Element
    from tests.conftest import Command

HEADERS: Final = sorted((PROJECT / "tests" / "headers").glob("*.xml"))
ALL: Final = [*sorted(GOOD.glob("*.xml")), *HEADERS, *([FLAGSHIP] if FLAGSHIP.is_file() else [])]
GOLDEN: Final = PROJECT / "tests" / "golden"
NAMES: Final = tuple(crosswalk.name for crosswalk in CROSSWALKS)

every_interview = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)

OAI_DC: Final = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dc="http://purl.org/dc/elements/1.1/"
  targetNamespace="http://www.openarchives.org/OAI/2.0/oai_dc/">
  <xs:import namespace="http://purl.org/dc/elements/1.1/" schemaLocation="dc.xsd"/>
  <xs:element name="dc"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
    <xs:element ref="dc:any"/></xs:choice></xs:complexType></xs:element>
</xs:schema>"""
SCHEMAS: Final = {
    "dcterms": "dc-2008/qualifieddc.xsd",
    "mods": "mods-3-8.xsd",
    "datacite": "datacite-4.7/metadata.xsd",
}


class _AtHand(etree.Resolver):
    """Finds the schemas that others import over the network beside them."""

    def __init__(self, folder: Path) -> None:
        """Take over the folder."""
        super().__init__()
        self._folder = folder

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ANN401, ARG002
        """Return the schema of the same name."""
        if system_url and system_url.startswith("http"):
            return self.resolve_filename(str(self._folder / system_url.rpartition("/")[2]), context)
        return None


@functools.cache
def schema_of(name: str, folder: Path) -> etree.XMLSchema:
    """Return the schema of a record."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_AtHand(folder))
    if name == "dublin-core":
        base = (folder / "dc-2008" / "oai_dc.xsd").as_uri()
        return etree.XMLSchema(etree.fromstring(OAI_DC, parser, base_url=base))
    return etree.XMLSchema(etree.parse(folder / SCHEMAS[name], parser))


@functools.cache
def crosswalk(name: str) -> Crosswalks:
    """Return the stylesheet of a record, compiled."""
    return Crosswalks(crosswalks=tuple(each for each in CROSSWALKS if each.name == name))


@functools.cache
def described(name: str, path: Path) -> Record | None:
    """Return a record of an interview, or None where there can be none."""
    return next(iter(crosswalk(name).records(xmlio.read(path))), None)


def parsed(record: Record) -> Element:
    """Return the outermost element of a record."""
    return etree.fromstring(record.data)


@every_interview
@pytest.mark.parametrize("name", ["dublin-core", *SCHEMAS])
def test_records_are_valid(conformance: Path, name: str, path: Path) -> None:
    """By the schemas of their standards; DataCite's alone may be absent, and then it is told why."""
    record = described(name, path)
    if record is None:
        other = described("mods", path)
        assert name == "datacite"
        assert other is not None
        assert {finding.code for finding in other.findings} & {"MET-001", "MET-002", "MET-003"}
        return
    schema = schema_of(name, conformance / "xsd")
    assert schema.validate(parsed(record)), [str(each) for each in schema.error_log]


def test_the_schemas_can_fail(conformance: Path) -> None:
    """What is not of the standard is refused, so that being valid says something."""
    for name in ("dublin-core", *SCHEMAS):
        record = described(name, GOOD / "open.xml")
        assert record is not None
        root = parsed(record)
        root.insert(0, etree.Element("{urn:x}strange"))
        assert not schema_of(name, conformance / "xsd").validate(root)


@every_interview
def test_reference_managers_get_what_the_page_has(path: Path) -> None:
    """CSL-JSON and BibTeX are the same bytes as in the page; JSON-LD has all that is there, and more."""
    root = page(editions(path).html)
    csl, bibtex, linked = (described(name, path) for name in ("csl", "bibtex", "schema-org"))
    assert csl
    assert bibtex
    assert linked
    assert csl.data.decode() == saved(root, "json")
    check_item(json.loads(csl.data)[0])
    assert bibtex.data.decode() == saved(root, "bib")
    data = json.loads(linked.data)
    assert linked_data(root) == {key: data[key] for key in linked_data(root)} | {
        "encoding": linked_data(root)["encoding"]
    }
    assert data["encoding"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


TYPES: Final = {
    "CreativeWork": "name genre author contributor publisher about funder sponsor abstract identifier url license "
    "conditionsOfAccess dateCreated datePublished inLanguage keywords encoding isBasedOn isPartOf translationOfWork "
    "spatialCoverage version alternativeHeadline",
    "CreativeWorkSeries": "name",
    "AudioObject": "name dateCreated duration encodingFormat url",
    "VideoObject": "name dateCreated duration encodingFormat url",
    "MediaObject": "encodingFormat sha256",
    "Person": "name",
    "Organization": "name",
    "Role": "roleName contributor",
    "PropertyValue": "propertyID value",
    "Place": "name sameAs geo",
    "GeoCoordinates": "latitude longitude",
}


def check_thing(value: object) -> None:
    """Fail unless each thing has a type of schema.org, and only properties of it."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            assert set(each) <= {"@type", "@context", *TYPES[each["@type"]].split()}
            for inner in each.values():
                check_thing(inner)


@every_interview
def test_linked_data_is_of_schema_org(path: Path) -> None:
    """Types and properties are its own; what is in numbers is a number."""
    record = described("schema-org", path)
    assert record
    data = json.loads(record.data)
    check_thing(data)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "CreativeWork")
    assert data["name"]
    for place in data.get("spatialCoverage", []):
        assert -90 <= place.get("geo", {"latitude": 0})["latitude"] <= 90


@every_interview
@pytest.mark.parametrize("name", NAMES)
def test_records_are_plain_text(name: str, path: Path) -> None:
    """Composed, with lines that end with LF, and without the prefixes of other vocabularies."""
    record = described(name, path)
    if record is not None:
        text = record.data.decode("utf-8")
        assert unicodedata.is_normalized("NFC", text)
        assert "\r" not in text
        assert text.endswith("\n") or name not in {"csl", "bibtex", "schema-org"}
        assert "urn:x-preserve" not in text


@pytest.mark.parametrize("path", [GOOD / "everything.xml", *HEADERS], ids=lambda path: path.stem)
@pytest.mark.parametrize("name", NAMES)
def test_records_are_golden(path: Path, name: str, regild: bool) -> None:  # noqa: FBT001 (a fixture)
    """Every byte of the records of rich headers is known."""
    record = described(name, path)
    golden = GOLDEN / f"{path.stem}.{next(each.file for each in CROSSWALKS if each.name == name)}"
    if regild and record is not None:
        golden.write_bytes(record.data)
    assert golden.is_file() == (record is not None)
    if record is not None:
        assert record.data == golden.read_bytes(), "if the change is meant: pytest --regild"


def test_records_are_made_alike() -> None:
    """Whichever crosswalks, and whatever they described before."""
    first = crosswalk("mods").records(xmlio.read(GOOD / "everything.xml"))
    crosswalk("mods").records(xmlio.read(GOOD / "minimal.xml"))
    assert crosswalk("mods").records(xmlio.read(GOOD / "everything.xml")) == first
    assert Crosswalks().records(xmlio.read(GOOD / "everything.xml"))[1] == first[0]


@pytest.mark.parametrize("name", [each.name for each in BAGGED])
def test_a_record_is_the_same_alone_and_with_the_others(name: str) -> None:
    """What catalogue.xsl makes for a bag is what the stylesheet of the standard makes by itself, and says the same."""
    together = Crosswalks()
    for file in sorted(GOOD.glob("*.xml")):
        document = xmlio.read(file)
        alone = crosswalk(name).records(document)
        assert alone == tuple(record for record in together.records(document) if record in alone), file.name
        assert alone or len(together.records(document)) < len(BAGGED), file.name


def test_what_a_bag_holds() -> None:
    """Three records, and every file of the stylesheets that make them, once."""
    crosswalks = Crosswalks()
    records = crosswalks.records(xmlio.read(GOOD / "open.xml"))
    assert [record.name for record in records] == ["dublin-core.xml", "mods.xml", "datacite.xml"]
    assert len(set(crosswalks.files)) == len(crosswalks.files)
    assert {resources.XSLT / each.stylesheet for each in BAGGED} <= set(crosswalks.files)


def test_a_record_that_would_not_be_valid_is_left_out() -> None:
    """The others are made, and say what is missing, once each."""
    records = crosswalk("datacite").records(header(publisher="", date=""))
    assert records == ()
    (dublin_core, mods) = Crosswalks().records(header(publisher="", date=""))
    codes = [finding.code for finding in mods.findings]
    assert codes == [finding.code for finding in dublin_core.findings] == ["MET-002", "MET-003"]
    with pytest.raises(DocumentError) as caught:
        crosswalk("datacite").only(header(publisher="", date=""))
    assert caught.value.code == "MET-010"
    assert "no publisher, and the header states no year" in caught.value.message
    assert caught.value.location
    assert caught.value.location.path == "/TEI/teiHeader/fileDesc/publicationStmt"


def test_a_title_that_is_missing_is_told_where_it_belongs() -> None:
    """DataCite cannot be without one; the other records can, and say so."""
    records = Crosswalks().records(header(title="<title> </title>"))
    assert [record.name for record in records] == ["dublin-core.xml", "mods.xml"]
    for record in records:
        (found,) = record.findings
        assert (found.code, found.location.path) == ("MET-001", "/TEI/teiHeader/fileDesc/titleStmt")


def test_a_corpus_is_not_described() -> None:
    """Its interviews are, one by one."""
    with pytest.raises(DocumentError) as caught:
        crosswalk("mods").records(xmlio.read(PROJECT / "tests" / "corpora" / "corpus.xml"))
    assert caught.value.code == "XML-013"


SHEET: Final = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
    '<xsl:template match="/">{}</xsl:template></xsl:stylesheet>'
)
OTHER: Final = Crosswalk(name="other", file="other.xml", stylesheet="other.xsl")


def test_stylesheets_of_a_stranger_are_locked(tmp_path: Path) -> None:
    """Those of a bag may be others than ours: they can reach nothing, and are given only so much."""
    sheet = tmp_path / "other.xsl"
    sheet.write_text(SHEET.format("<x>a&#x301;<xsl:message>known to nobody</xsl:message></x>"), "utf-8")
    (record,) = Crosswalks(tmp_path, (OTHER,)).records(header())
    assert "\u00e1" in record.data.decode()
    assert [(finding.code, finding.message) for finding in record.findings] == [("XSL-004", "known to nobody")]
    sheet.write_text(SHEET.format("<xsl:copy-of select=\"doc('file:///etc/passwd')\"/>"), "utf-8")
    with pytest.raises(StylesheetError):
        Crosswalks(tmp_path, (OTHER,)).records(header())
    endless = '<xsl:value-of select="count(for $a in 1 to 1000000, $b in 1 to 1000000 return $a + $b)"/>'
    sheet.write_text(SHEET.format(endless), "utf-8")
    with pytest.raises(StylesheetError) as caught:
        Crosswalks(tmp_path, (OTHER,), limits=saxon.Limits(document=1, megabyte=1)).records(header())
    assert caught.value.code == "XSL-005"


def test_a_record_is_saved(tmp_path: Path) -> None:
    """Behind the name of the interview; a folder in its way stays."""
    record = Record(name="mods.xml", data=b"<x/>", findings=())
    path = save(record, tmp_path / "new", "talk")
    assert path == tmp_path / "new" / "talk.mods.xml"
    assert path.read_bytes() == b"<x/>"
    (tmp_path / "talk.mods.xml").mkdir()
    with pytest.raises(SurroundingsError):
        save(record, tmp_path, "talk")


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_record_goes_to_stdout(preserve: Command, interview: Callable[[str], Path], name: str) -> None:
    """And nothing else does."""
    outcome = preserve("describe", interview("open"), "--as", name)
    record = described(name, GOOD / "open.xml")
    assert record
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.encode() == record.data


def test_records_go_to_a_folder(preserve: Command, interview: Callable[[str], Path], tmp_path: Path) -> None:
    """One for each interview; the worst code counts, and the others are made all the same."""
    files = [interview(name) for name in ("open", "minimal", "prose")]
    outcome = preserve("describe", *files, "--as", "datacite", "--to", tmp_path / "records")
    assert outcome.code == 1
    names = [f"{tmp_path / 'records' / name}.datacite.xml" for name in ("open", "prose")]
    assert outcome.out.splitlines() == names
    assert "MET-010" in outcome.err
    assert sorted(path.name for path in (tmp_path / "records").iterdir()) == ["open.datacite.xml", "prose.datacite.xml"]


def test_what_the_header_lacks_is_told(preserve: Command, interview: Callable[[str], Path]) -> None:
    """To stderr, with the record on stdout."""
    outcome = preserve("describe", interview("minimal"), "--as", "mods")
    assert outcome.code == 0
    assert "MET-002" in outcome.err
    assert "publicationStmt" in outcome.err
    assert outcome.out.startswith("<?xml")


def test_the_language_is_chosen(preserve: Command, interview: Callable[[str], Path]) -> None:
    """For the words that are ours."""
    outcome = preserve("describe", interview("open"), "--as", "bibtex", "--lang", "ru")
    assert "5 октября 2024" in outcome.out


def test_interviews_with_errors_are_not_described(preserve: Command) -> None:
    """Nor is anything written."""
    outcome = preserve("describe", PROJECT / "tests/bad/REF-002_dangling_pointer.xml", "--as", "mods")
    assert (outcome.code, outcome.out) == (1, "")
    assert "REF-002" in outcome.err


def test_calls_that_cannot_be_meant(preserve: Command, interview: Callable[[str], Path]) -> None:
    """Two records on stdout, an unknown standard, none at all."""
    minimal, prose = interview("minimal"), interview("prose")
    assert preserve("describe", minimal, prose, "--as", "mods").code == 2
    assert preserve("describe", minimal, "--as", "marc").code == 2
    assert preserve("describe", minimal).code == 2
    assert preserve("describe", minimal.with_name("absent.xml"), "--as", "mods").code == 3
