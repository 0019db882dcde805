"""Each claim of the README's crosswalk table, made true by an interview that has the one thing more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from lxml import etree

from preserve.describe import CROSSWALKS, Crosswalks
from tests.conftest import PROJECT
from tests.making_headers import FREE, PERSON, TITLE, interview
from tests.test_describe import crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio import Document

COLUMNS: Final = ("dublin-core", "dcterms", "mods", "datacite", "schema-org")

IVR: Final = '<person xml:id="b" role="interviewer"><persName>MARK</persName></person>'
PLACE: Final = '<place xml:id="p"><placeName>MARK</placeName>{}</place>'
RECORDING: Final = "<recordingStmt><recording {}>{}</recording></recordingStmt>"
EMBARGO: Final = '<availability status="restricted"><p><date type="embargo" when="2042"/></p></availability>'
LICENCE: Final = '<availability status="free"><licence target="https://example.org/MARK"/></availability>'
RELATED: Final = '<bibl><relatedItem type="{}"><bibl><title>MARK</title></bibl></relatedItem></bibl>'
CHANGES: Final = '<revisionDesc><change when="2042-01-02"/><change when="2041"/></revisionDesc>'

# What is put into the header for each row, and the word that then stands where the row says, and did not stand before.
ROWS: Final[dict[str, tuple[dict[str, str], str]]] = {
    "`title`": ({"title": "<title>MARK</title>"}, "MARK"),
    "`title` in another language": ({"title": TITLE + '<title xml:lang="ru">MARK</title>'}, "MARK"),
    "`editionStmt`": ({"edition": "<editionStmt><edition>MARK</edition></editionStmt>"}, "MARK"),
    "`publisher`, `authority` or `distributor`": ({"publisher": "<authority>MARK</authority>"}, "MARK"),
    "`publicationStmt/date`": ({"date": '<date when="2042"/>'}, "2042"),
    "`publicationStmt/idno`": ({"publication": '<idno type="local">MARK</idno>'}, "MARK"),
    "`idno` of type DOI": ({"publication": '<idno type="DOI">10.5555/MARK</idno>'}, "10.5555/MARK"),
    "`person` who is interviewee": ({"people": PERSON.replace("Ana Able", "MARK")}, "MARK"),
    "`person` who is interviewer": ({"people": PERSON + IVR}, "MARK"),
    "`respStmt`, `editor`": ({"title": TITLE + "<editor>MARK</editor>"}, "MARK"),
    "`funder`": ({"title": TITLE + "<funder>MARK</funder>"}, "MARK"),
    "`availability/@status`": ({"availability": FREE.replace("free", "restricted")}, "[Rr]estricted"),
    "`availability/p`": ({"availability": FREE.replace("<p/>", "<p>MARK</p>")}, "MARK"),
    "`licence`": ({"availability": LICENCE}, "MARK"),
    "`date` of type embargo": ({"availability": EMBARGO}, "2042"),
    "`creation/date`, or of setting or recording": ({"profile": '<creation><date when="2042"/></creation>'}, "2042"),
    "`change/@when`, the latest": ({"revision": CHANGES}, "2042-01-02"),
    "`language`": ({"profile": '<langUsage><language ident="fr-BE"/></langUsage>'}, "fr-BE"),
    "`abstract`": ({"profile": "<abstract><p>MARK</p></abstract>"}, "MARK"),
    "`keywords`, `classCode`, `catRef` *": ({"profile": "<textClass><classCode>MARK</classCode></textClass>"}, "MARK"),
    "`keywords/term` *": ({"profile": "<textClass><keywords><term>MARK</term></keywords></textClass>"}, "MARK"),
    "`place` of the setting": ({"setting": f"<settingDesc>{PLACE.format('')}</settingDesc>"}, "MARK"),
    "`place` with coordinates, mentioned *": (
        {
            "apart": f"<listPlace>{PLACE.format('<location><geo>42.5 7</geo></location>')}</listPlace>",
            "body": '<u xml:id="u1" who="#a">In <placeName ref="#p">x</placeName></u>',
        },
        "MARK|42.5",
    ),
    "`recording` with its length": ({"source": RECORDING.format('type="audio" dur="PT42S"', "")}, "42 s|PT42S"),
    "`media/@mimeType`": ({"source": RECORDING.format("", '<media mimeType="audio/mark" url="x"/>')}, "audio/mark"),
    "`sourceDesc/bibl`": ({"source": "<bibl><title>MARK</title></bibl>"}, "MARK"),
    "`relatedItem` of type original": ({"source": RELATED.format("original")}, "MARK"),
    "`relatedItem` of type translated-from": ({"source": RELATED.format("translated-from")}, "MARK"),
    "`seriesStmt`": ({"series": "<seriesStmt><title>MARK</title></seriesStmt>"}, "MARK"),
}


def table() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the rows of the README's table: what stands in TEI, and where it goes."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    for line in re.findall(r"(?m)^\| (`.*) \|$", text.partition("## Describe")[2].partition("\n## ")[0]):
        source, *targets = line.split(" | ")
        yield source, tuple(targets)


TABLE: Final = dict(table()) if (PROJECT / "README.md").is_file() else {}
CLAIMS: Final = [
    pytest.param(row, name, target, id=f"{row}-{name}")
    for row, targets in TABLE.items()
    for name, target in zip(COLUMNS, targets, strict=True)
]


def values(name: str, document: Document, target: str) -> list[str]:
    """Return what stands in a record at a place of the table."""
    (record,) = crosswalk(name).records(document)
    path = target.strip("`")
    if name == "schema-org":
        data: dict[str, Any] = json.loads(record.data)
        return [json.dumps(data[path])] if path in data else []
    steps = (
        f"@*[local-name()='{step[1:]}']" if step[0] == "@" else f"*[local-name()='{step}']" for step in path.split("/")
    )
    found = etree.fromstring(record.data).xpath(f"//{'/'.join(steps)}")
    return [each if isinstance(each, str) else "".join(each.itertext()) for each in found]


def test_every_row_is_tested() -> None:
    """And the table has every row that is."""
    if not TABLE:
        pytest.skip("the README is left out of the sdist")
    assert set(TABLE) == set(ROWS)


@pytest.mark.parametrize(("row", "name", "target"), CLAIMS)
def test_a_claim_of_the_table(row: str, name: str, target: str) -> None:
    """What is put into the header stands where the row says, and did not stand there before; a dash is nowhere."""
    header, word = ROWS[row]
    if target == "–":
        (record,) = crosswalk(name).records(interview(**header))
        assert not re.search(word, record.data.decode())
    else:
        assert any(re.search(word, value) for value in values(name, interview(**header), target))
        assert not any(re.search(word, value) for value in values(name, interview(), target))


# --- care ------------------------------------------------------------------------------------------------------------


def everything() -> Crosswalks:
    """Return all crosswalks, compiled together."""
    return Crosswalks(crosswalks=CROSSWALKS)


THIRD: Final = '<person xml:id="t" role="third-party"><persName>Zora Quill</persName></person>'
NAMED: Final = '<persName ref="#t">Zora Quill</persName>'
MARKED_PLACE: Final = PLACE.format("<location><geo>42.5 7.25</geo></location>")


@pytest.fixture(scope="module")
def crosswalks() -> Crosswalks:
    """Return all crosswalks."""
    return everything()


def test_third_parties_are_in_no_record(crosswalks: Crosswalks) -> None:
    """Wherever the header names one: with a mark, without one, or in an address."""
    document = interview(
        title=f"<title>On {NAMED} and others</title><title type='sub'>With Quill</title><author>{NAMED}</author>"
        f"<editor>{NAMED}</editor><funder>{NAMED}</funder><respStmt><resp>encoder</resp>"
        "<name ref='#t'>ZQ</name></respStmt>",
        edition="<editionStmt><edition>For Zora Quill</edition></editionStmt>",
        publication='<idno type="local">talk-with-Quill</idno><idno type="DOI">10.5555/made</idno>'
        '<ptr target="https://example.org/Quill"/>',
        availability='<availability status="free"><licence target="https://example.org/zora">As Quill allows</licence>'
        "<p>Zora Quill was not asked.</p></availability>",
        series=f"<seriesStmt><title>Talks with {NAMED}</title></seriesStmt>",
        source=f"<recordingStmt><recording type='audio'><respStmt><resp>recordist</resp>{NAMED}</respStmt>"
        "<media url='https://example.org/Quill.wav' mimeType='audio/wav'/></recording></recordingStmt>"
        f"<bibl><author>{NAMED}</author><title>Zora Quill speaks</title><publisher>Quill Press</publisher>"
        "<ref target='https://example.org/Zora'>x</ref></bibl>",
        profile=f"<abstract><p>On {NAMED} and Quill.</p></abstract>"
        "<creation><date>when Zora Quill came</date></creation>"
        f"<textClass><keywords><term>{NAMED}</term><term>Zora Quill</term><term>clocks</term></keywords></textClass>",
        people=PERSON + THIRD,
        setting="<settingDesc><setting><placeName>the house of Zora Quill</placeName></setting></settingDesc>",
    )
    for record in crosswalks.records(document):
        text = record.data.decode()
        assert not re.search("zora|quill|ZQ", text, re.IGNORECASE), (record.name, text)
        assert "third" not in text
        assert "clocks" in text or record.name in {"csl.json", "bibtex.bib"}


@pytest.mark.parametrize("status", ["restricted", "unknown"])
def test_topics_and_coordinates_of_what_is_not_free(crosswalks: Crosswalks, status: str) -> None:
    """Are in no record, and it is told that they are not; where it took place is told by name."""
    document = interview(
        availability=f'<availability status="{status}"><p/></availability>',
        profile="<textClass><keywords><term>strikes</term></keywords><classCode>331.8</classCode></textClass>",
        setting=f"<settingDesc>{MARKED_PLACE}</settingDesc>",
        apart="<listPlace>" + MARKED_PLACE.replace("MARK", "Elsewhere").replace('"p"', '"q"') + "</listPlace>",
        body='<u xml:id="u1" who="#a">In <placeName ref="#q">x</placeName></u>',
    )
    records = crosswalks.records(document)
    text = "".join(record.data.decode() for record in records)
    assert not re.search("strikes|331|Elsewhere|42.5|7.25", text)
    assert "MARK" in text
    assert all("MET-006" in {each.code for each in record.findings} for record in records[:5])


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ('from="#u2" to="#u2"', False),
        ('from="#u2"', False),
        ('from="#u1" to="#u3"', False),
        ('from="#s1" to="#s1"', False),
        ('from="#u3" to="#u1"', False),
        ('from="#u1" to="#u1"', True),
        ('from="#u3" to="#u3"', True),
    ],
)
def test_a_place_in_a_sensitive_passage(crosswalks: Crosswalks, edges: str, told: bool) -> None:  # noqa: FBT001
    """Is in no record, however the passage is marked, even where the setting names it."""
    body = (
        '<u xml:id="u1" who="#a">x</u><u xml:id="u2" who="#a">y <seg xml:id="s1">in '
        '<placeName ref="#p">z</placeName></seg></u><u xml:id="u3" who="#a">x</u>'
    )
    marks = f'<spanGrp type="sensitivity"><span {edges} ana="#x"/></spanGrp>'
    places = f"<listPlace>{MARKED_PLACE}</listPlace>"
    setting = '<settingDesc><setting><placeName ref="#p">MARK</placeName></setting></settingDesc>'
    for document in (
        interview(body=body, apart=places + marks),
        interview(body=body, apart=places + marks, setting=setting),
    ):
        for record in crosswalks.records(document)[:5]:
            assert ("MARK" in record.data.decode()) == told, record.name


def test_places_that_are_only_mentioned_need_coordinates(crosswalks: Crosswalks) -> None:
    """And those that nobody mentions are told of in no case; impossible coordinates are none."""
    mention = '<u xml:id="u1" who="#a">In <placeName ref="#p">x</placeName></u>'
    geo = "<location><geo>{}</geo></location>"
    for apart, body in (
        (PLACE.format(""), mention),
        (MARKED_PLACE, '<u xml:id="u1" who="#a">x</u>'),
        (PLACE.format(geo.format("91 7")), mention),
        (PLACE.format(geo.format("42 181")), mention),
        (PLACE.format(geo.format("42")), mention),
        (PLACE.format(geo.format("north south")), mention),
    ):
        records = crosswalks.records(interview(apart=f"<listPlace>{apart}</listPlace>", body=body))
        assert not any("MARK" in record.data.decode() for record in records), apart
    document = interview(
        encoding='<encodingDesc><geoDecl datum="OSGB36"/></encodingDesc>',
        apart=f"<listPlace>{MARKED_PLACE}</listPlace>",
        body=mention,
    )
    assert not any("42.5" in record.data.decode() for record in crosswalks.records(document))


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "edtf", "collected"),
    [
        ('<date when="2023-04"/>', "2023-04", ["2023-04"]),
        ('<date when="2023-04-05T10:00:00"/>', "2023-04-05", ["2023-04-05"]),
        ('<date when="2023" cert="low"/>', "2023?", ["2023"]),
        ('<date from="2022" to="2023-01"/>', "2022/2023-01", ["2022/2023-01"]),
        ('<date notBefore="2022-12-30" notAfter="2023-01-02"/>', "2022-12-30/2023-01-02", ["2022-12-30/2023-01-02"]),
        ('<date from="2022"/>', "2022/..", []),
        ('<date notAfter="2022" cert="medium"/>', "../2022?", []),
        ('<date when="2023-02-30">a day that is not</date>', "2023-02-30", []),
        ("<date>one winter</date>", "one winter", []),
    ],
)
def test_when_it_took_place(date: str, edtf: str, collected: list[str]) -> None:
    """In EDTF for MODS, as points and closed intervals for DataCite, true to the calendar; in words where not."""
    document = interview(profile=f"<creation>{date}</creation>")
    (mods,) = crosswalk("mods").records(document)
    (element,) = etree.fromstring(mods.data).iter("{*}dateCreated")
    assert element.text == edtf
    assert element.get("encoding") == (None if edtf in {"one winter", "2023-02-30"} else "edtf")
    (datacite,) = crosswalk("datacite").records(document)
    dates = [each for each in etree.fromstring(datacite.data).iter("{*}date") if each.get("dateType") == "Collected"]
    assert [each.text for each in dates] == collected
    vague = re.search("notBefore|notAfter|cert", date)
    assert all(bool(each.get("dateInformation")) == bool(vague) for each in dates)


@pytest.mark.parametrize(
    ("tag", "code"), [("de", "ger"), ("zh-Hant", "chi"), ("KK-Latn", "kaz"), ("haw", None), ("tlh", None)]
)
def test_codes_of_languages(tag: str, code: str | None) -> None:
    """Libraries' own for tags of two letters, and the tag itself."""
    (mods,) = crosswalk("mods").records(interview(profile=f'<langUsage><language ident="{tag}"/></langUsage>'))
    terms = [(each.get("authority"), each.text) for each in etree.fromstring(mods.data).iter("{*}languageTerm")]
    assert terms[2:] == [*([("iso639-2b", code)] if code else []), ("rfc5646", tag)]


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/deed.en", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0-1.0"),
        ("https://creativecommons.org/licenses/by/4.0/and/more", None),
        ("https://example.org/licenses/by/4.0/", None),
        ("https://creativecommons.org/licenses/by/2.5/", "CC-BY-2.5"),
        ("https://creativecommons.org/licenses/by/5.0/", None),
        ("https://creativecommons.org/publicdomain/zero/2.0/", None),
    ],
)
def test_licences_that_spdx_knows(address: str, identifier: str | None) -> None:
    """By their identifiers."""
    rights = f'<availability status="free"><licence target="{address}">x</licence></availability>'
    (datacite,) = crosswalk("datacite").records(interview(availability=rights))
    (licence,) = [
        each for each in etree.fromstring(datacite.data).iter("{*}rights") if each.get("rightsURI") == address
    ]
    assert licence.get("rightsIdentifier") == identifier
    assert licence.get("rightsIdentifierScheme") == (identifier and "SPDX")


@pytest.mark.parametrize(
    ("status", "embargo", "access", "year"),
    [
        ("free", "", "open access", "2001"),
        ("restricted", "", "restricted access", "2001"),
        ("restricted", '<date type="embargo" when="2042-05"/>', "embargoed access", "2042"),
        ("restricted", '<date type="embargo" notAfter="2042"/>', "embargoed access", "2042"),
        ("restricted", '<date when="2042"/>', "restricted access", "2001"),
        ("unknown", "", None, "2001"),
    ],
)
def test_who_may_see_it(status: str, embargo: str, access: str | None, year: str) -> None:
    """In COAR's words; under an embargo the year of publication is that of its end."""
    rights = f'<availability status="{status}"><p>{embargo}</p></availability>'
    (datacite,) = crosswalk("datacite").records(interview(availability=rights))
    root = etree.fromstring(datacite.data)
    assert [each.text for each in root.iter("{*}rights") if "coar" in str(each.get("rightsURI"))] == [access] * bool(
        access
    )
    assert root.findtext("{*}publicationYear") == year


def test_nothing_is_made_up(crosswalks: Crosswalks) -> None:
    """Of a header that says next to nothing, records say no more."""
    bare = interview(title="<title/>", publisher="<p/>", date="", availability="", people="", body="<p>x</p>")
    records = {record.name: record.data for record in crosswalks.records(bare)}
    assert "datacite.xml" not in records
    elements = [etree.QName(each).localname for each in etree.fromstring(records["dublin-core.xml"]).iter()]
    assert elements == ["dc", "type", "type", "format", "language"]
    root = etree.fromstring(records["mods.xml"])
    assert [etree.QName(each).localname for each in root] == [
        "typeOfResource", "genre", "language", "physicalDescription", "recordInfo"
    ]  # fmt: skip
