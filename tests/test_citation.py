"""How an interview is cited: in words, by machines, and how far it can be trusted that nothing is guessed."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import TYPE_CHECKING, Any, Final

import pytest

from preserve import xmlio
from tests.conftest import GOOD
from tests.test_editions import TEI, editions, every_interview, having, make, page, tei

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from preserve.xmlio import Document, Element


def interview(
    *, titles: str = "<title>Made</title>", publication: str = "<p/>", people: str = "", header: str = ""
) -> Document:
    """Write a small interview of which the header matters."""
    source = tei('<sp who="#a"><p>x</p><p>y</p></sp>', people=people, header=header).data.decode()
    source = source.replace("<title>Made</title>", titles, 1)
    return xmlio.parse(
        source.replace("<p/></publicationStmt>", f"{publication}</publicationStmt>", 1).encode(), "m.xml"
    )


def made(document: Document, **parameters: str) -> Element:
    """Return the page of an interview."""
    return page(make("html", document, **parameters).data.decode())


def saved(root: Element, suffix: str) -> str:
    """Return what the link to save a citation holds."""
    (address,) = (each.get("href") for each in root.iter("a") if each.get("download", "").endswith(f".{suffix}"))
    head, _, data = str(address).partition(",")
    assert re.fullmatch(r"data:[\w/.+-]+;charset=utf-8", head)
    assert re.fullmatch(r"([A-Za-z0-9._~-]|%[0-9A-F]{2})*", data)
    return urllib.parse.unquote(data, errors="strict")


def shown(root: Element) -> list[str]:
    """Return the citations for programs as the page shows them."""
    return ["".join(each.itertext()) for each in having(root, "citation")[0].iter("pre")]


def csl(root: Element) -> dict[str, Any]:
    """Return the CSL-JSON item of a page."""
    (item,) = json.loads(saved(root, "json"))
    return dict(item)


def linked_data(root: Element) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    return dict(json.loads(saved(root, "jsonld")))


def microdata(item: Element) -> dict[str, Any]:
    """Return an item that a page holds as microdata, as JSON-LD has it but for lists of one."""
    found: dict[str, list[Any]] = {}
    for each in item:
        value = each.get("content") if each.tag == "meta" else microdata(each)
        found.setdefault(each.get("itemprop", ""), []).append(value)
    told = {name: values if len(values) > 1 else values[0] for name, values in found.items()}
    return {"@type": item.get("itemtype", "").removeprefix("https://schema.org/"), **told}


def tags(root: Element) -> list[tuple[str, str]]:
    """Return the citation_ tags of a page, in order."""
    found = root.xpath("//head/meta[starts-with(@name, 'citation_')]")
    return [(str(each.get("name"))[len("citation_") :], str(each.get("content"))) for each in found]


def words(root: Element) -> str:
    """Return the citation in words."""
    (whole,) = having(root, "whole")
    return "".join(whole.itertext())


# What CSL-JSON 1.0.2 allows, as far as an interview needs it.

TEXTS: Final = frozenset(
    "id type title title-short publisher publisher-place edition version call-number medium language DOI URL".split()
)
NAMES: Final = frozenset("author interviewer editor translator contributor".split())
DATES: Final = frozenset({"issued", "event-date"})
NAME_PARTS: Final = frozenset({"family", "given", "non-dropping-particle", "suffix", "literal"})


def check_date(date: dict[str, Any]) -> None:
    """Fail unless a date is one or two lists of one to three numbers, or words."""
    assert set(date) in ({"date-parts"}, {"literal"})
    for parts in date.get("date-parts", []):
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
    assert 1 <= len(date.get("date-parts", [[]])) <= 2


def check_item(item: dict[str, Any]) -> None:
    """Fail unless an item is valid by the schema of CSL-JSON."""
    assert item["type"] == "interview"
    assert set(item) <= TEXTS | NAMES | DATES
    assert all(isinstance(item[key], str) and item[key] for key in TEXTS & set(item))
    for name in (name for key in NAMES & set(item) for name in item[key]):
        assert set(name) <= NAME_PARTS
        assert ("literal" in name) != ("family" in name)
    for key in DATES & set(item):
        check_date(item[key])


TYPES: Final = frozenset({"CreativeWork", "Person", "Organization", "Role", "PropertyValue", "MediaObject"})
PROPERTIES: Final = frozenset(
    "@context @type genre name alternativeHeadline inLanguage author contributor roleName dateCreated datePublished "
    "publisher version identifier propertyID value url license conditionsOfAccess keywords encoding encodingFormat "
    "sha256".split()
)


def check_linked(value: object) -> None:
    """Fail unless all types and properties are those of schema.org that we mean to use."""
    if isinstance(value, dict):
        assert set(value) <= PROPERTIES
        assert value["@type"] in TYPES
        for each in value.values():
            check_linked(each)
    elif isinstance(value, list):
        for each in value:
            check_linked(each)


@every_interview
def test_what_machines_read_is_valid(path: Path) -> None:
    """CSL-JSON and JSON-LD parse and hold nothing but what their vocabularies know."""
    root = page(editions(path).html)
    check_item(csl(root))
    data = linked_data(root)
    check_linked(data)
    assert (data["@context"], data["@type"], data["genre"]) == ("https://schema.org", "CreativeWork", "interview")
    assert data["encoding"]["encodingFormat"] == "application/tei+xml"


@every_interview
def test_the_page_holds_what_its_json_ld_says(path: Path) -> None:
    """Who gathers pages finds the same there, as one item of schema.org's."""
    root = page(editions(path).html)
    (item,) = root.xpath("//*[@itemscope][not(@itemprop)]")
    told = {name: value for name, value in linked_data(root).items() if name != "@context"}
    assert microdata(item) == {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in told.items()
    }


@every_interview
def test_what_is_saved_is_what_is_shown(path: Path) -> None:
    """The files behind the links are the blocks to copy, and end their lines."""
    root = page(editions(path).html)
    assert shown(root) == [saved(root, "json"), saved(root, "bib"), saved(root, "jsonld")]
    assert all(each.endswith("\n") for each in shown(root))


@every_interview
def test_all_ways_to_cite_agree(path: Path) -> None:
    """Title, year and publisher are the same in words, tags, CSL-JSON, BibTeX and JSON-LD."""
    root = page(editions(path).html)
    item, data, told = csl(root), linked_data(root), dict(tags(root))
    assert item["title"] == told["title"]
    assert item["title"] in words(root)
    assert item.get("publisher") == told.get("publisher") == data.get("publisher", {}).get("name")
    year = item["issued"]["date-parts"][0][0] if "issued" in item else ""
    assert told.get("publication_date", "")[:4] == data.get("datePublished", "")[:4] == str(year)
    assert "".join(re.findall("year = {(.*)}", saved(root, "bib"))) == str(year)


@every_interview
def test_third_parties_are_in_no_citation(path: Path) -> None:
    """Neither their names nor their ids are in anything that is to be cited."""
    document = xmlio.read(path)
    third = {
        f"#{each.get('{http://www.w3.org/XML/1998/namespace}id')}"
        for each in document.root.iter(f"{TEI}person")
        if "third-party" in each.get("role", "").split()
    }
    names = {
        word
        for each in document.root.iter(f"{TEI}persName")
        if third & set(each.get("ref", "").split())
        for word in "".join(each.itertext()).split()
    }
    root = page(editions(path).html)
    cited = " ".join(
        [saved(root, "json"), saved(root, "bib"), json.dumps(linked_data(root), ensure_ascii=False), str(tags(root)),
         str(root.xpath("string(//meta[@name='description']/@content)")), words(root)]
    )  # fmt: skip
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", cited)] == []
    assert "third-party" not in cited


def test_the_third_parties_of_a_title_are_withheld() -> None:
    """A title or an author that names one loses the name, wherever it is cited."""
    document = interview(
        titles='<title>On Zora Quill</title><author><persName ref="#t">Zora Quill</persName></author>',
        people='<person xml:id="a" role="interviewee"><persName>Ana Able</persName></person>'
        '<person xml:id="t" role="third-party"><persName>Zora Quill</persName></person>',
    )
    html = make("html", document).data.decode()
    assert "Zora" not in html
    assert "Quill" not in html
    assert csl(page(html))["author"] == [{"literal": "Ana Able"}]


def test_who() -> None:
    """Parts of names are told apart where the source does; organisations and plain names stay whole."""
    root = made(
        interview(
            titles='<title>Made</title><author><persName ref="#a"><forename>Ana</forename> <nameLink>van</nameLink> '
            "<surname>Able</surname></persName></author><author><orgName>Bread and Sons</orgName></author>"
            "<author>C. D. Early, Jr</author>",
            people='<person xml:id="a" role="interviewee"><persName>Ana van Able</persName></person>'
            '<person xml:id="b" role="interviewer"><persName>Bo Byte</persName></person>'
            '<person xml:id="c" role="bystander"><persName>Cy Silent</persName></person>',
        )
    )
    assert csl(root)["author"] == [
        {"family": "Able", "given": "Ana", "non-dropping-particle": "van"},
        {"literal": "Bread and Sons"},
        {"literal": "C. D. Early, Jr"},
    ]
    assert csl(root)["interviewer"] == [{"literal": "Bo Byte"}]
    assert "author = {van Able, Ana and {Bread and Sons} and {C. D. Early, Jr}}" in saved(root, "bib")
    assert next(content for name, content in tags(root) if name == "author") == "van Able, Ana"
    assert [each if isinstance(each, str) else each["@type"] for each in linked_data(root)["author"]] == [
        "Person",
        "Organization",
        "C. D. Early, Jr",
    ]
    assert "Interviewer: Bo Byte." in words(root)
    assert "Interviewee" not in words(root)
    assert "Silent" not in saved(root, "json") + saved(root, "bib") + json.dumps(linked_data(root))


def test_the_entry_tells_the_parts_of_a_name() -> None:
    """Where it has the very same name; another form of the name stays whole."""
    people = (
        '<person xml:id="a" role="interviewee"><persName><forename>Ana</forename> <surname>Able</surname></persName>'
        '</person><person xml:id="b"><persName><forename>Bo</forename> <surname>Byte</surname></persName></person>'
    )
    authors = '<author><persName ref="#a">Ana Able</persName></author><author ref="#b">BYTE Bo</author>'
    root = made(interview(titles=f"<title>Made</title>{authors}", people=people))
    assert csl(root)["author"] == [{"family": "Able", "given": "Ana"}, {"literal": "BYTE Bo"}]


def test_nobody_and_nothing_is_made_up() -> None:
    """Without authors, dates, publisher and number there are none."""
    root = made(interview(people='<person xml:id="a"><persName>Ana Able</persName></person>'))
    assert csl(root) == {"id": "made", "type": "interview", "title": "Made", "language": "en"}
    assert saved(root, "bib") == "@misc{made,\n  title = {{Made}},\n  note = {Interview}\n}\n"
    assert set(linked_data(root)) == {
        "@context", "@type", "genre", "name", "inLanguage", "conditionsOfAccess", "encoding"
    }  # fmt: skip
    assert linked_data(root)["encoding"] == {"@type": "MediaObject", "encodingFormat": "application/tei+xml"}
    assert tags(root) == [("title", "Made"), ("language", "en")]
    assert words(root) == "Made. Interview."


def test_who_is_not_named_is_not_cited() -> None:
    """The words “not named” are nobody's name."""
    titles = "<title>Made</title><respStmt><resp>translator</resp><name>not named</name></respStmt>"
    root = made(interview(titles=titles))
    assert "translator" not in csl(root)
    assert "not named" not in words(root) + json.dumps(linked_data(root))


@pytest.mark.parametrize(
    ("date", "parts", "created", "event"),
    [
        ('<date when="2023"/>', [[2023]], ["2023"], "2023"),
        ('<date when="2023-04"/>', [[2023, 4]], ["2023-04"], "2023-04"),
        ('<date when="2023-04-05T10:00:00Z"/>', [[2023, 4, 5]], ["2023-04-05"], "2023-04-05"),
        (
            '<date notBefore="2023-03-19" notAfter="2023-04-22"/>',
            [[2023, 3, 19], [2023, 4, 22]],
            ["2023-03-19/2023-04-22"],
            "2023-03-19/2023-04-22",
        ),
        ('<date from="2022" to="2023-01"/>', [[2022], [2023, 1]], ["2022/2023-01"], "2022/2023-01"),
        ('<date notAfter="2023"/>', "not after 2023", None, None),
        ('<date when="2023-02-30"/>', "2023-02-30", None, None),
        ("<date>one winter</date>", "one winter", None, None),
        ('<date when="2023-01-01"/> and <date when="2023-02-01"/>', "1 January 2023; 1 February 2023",
         ["2023-01-01", "2023-02-01"], None),
    ],
)  # fmt: skip
def test_when(date: str, parts: object, created: object, event: str | None) -> None:
    """A point is a point, an interval an interval; what is neither stays words, and several dates stay several."""
    root = made(interview(header=f"<creation>{date}</creation>"))
    stated = csl(root)["event-date"]
    assert stated.get("date-parts", stated.get("literal")) == parts
    assert linked_data(root).get("dateCreated") == created
    found = re.search(r"eventdate = {(.*)}", saved(root, "bib"))
    assert (found[1] if found else None) == event


@pytest.mark.parametrize(
    ("date", "tag", "year"),
    [
        ('<date when="2023"/>', "2023", "year = {2023},\n  note"),
        ("<date>2023</date>", "2023", "year = {2023},\n  note"),
        ('<date when="2023-04-05"/>', "2023/04/05", "year = {2023},\n  month = apr,"),
        ('<date from="2022" to="2023"/>', None, "year = {2022/2023},\n  note"),
        ("<date>a winter</date>", None, "year = {a winter},\n  note"),
    ],
)
def test_when_published(date: str, tag: str | None, year: str) -> None:
    """Only a point in time is told to search engines as a date; BibTeX has what is stated."""
    root = made(interview(publication=f"<authority>Us</authority>{date}"))
    assert dict(tags(root)).get("publication_date") == tag
    assert year in saved(root, "bib")


@pytest.mark.parametrize("doi", ["10.5555/a_b%c", "https://doi.org/10.5555/a_b%c", "doi:10.5555/a_b%c"])
def test_where(doi: str) -> None:
    """A DOI is one, however it is written; a handle and a local number stand beside it."""
    identifiers = f'<idno type="DOI">{doi}</idno><idno type="handle">123/4</idno><idno type="local">L 1</idno>'
    root = made(interview(publication=f"<authority>Us</authority>{identifiers}"))
    item = csl(root)
    assert (item["DOI"], item["URL"], item["call-number"]) == ("10.5555/a_b%c", "https://hdl.handle.net/123/4", "L 1")
    address = "https://doi.org/10.5555/a_b%25c"
    assert linked_data(root)["url"] == dict(tags(root))["public_url"] == address
    assert dict(tags(root))["doi"] == "10.5555/a_b%c"
    assert having(root, "whole")[0].xpath(".//a/@href") == [address]
    assert f"url = {{{address}}}" in saved(root, "bib")


def test_no_address_that_could_act() -> None:
    """A script is no address, and a wrong DOI is none."""
    identifiers = '<idno type="URL">javascript:alert(1)</idno><idno type="DOI">11.1/x</idno>'
    root = made(interview(publication=f"<authority>Us</authority>{identifiers}"))
    assert "URL" not in csl(root)
    assert "DOI" not in csl(root)
    assert having(root, "whole")[0].xpath(".//a") == []


HARD: Final = 'A "quoted" \\ back/slash </script><!-- & 100% $5 #1 a_b {c} ~d ^e \U0001f30a \u200fע\u200f \u0338x é'


def test_hard_characters() -> None:
    """Nothing in a title ends a script, a string or a field, and each character comes back as it was."""
    escaped = HARD.replace("&", "&amp;").replace("<", "&lt;")
    html = make("html", interview(titles=f"<title>{escaped}</title>")).data.decode()
    root = page(html)
    assert csl(root)["title"] == linked_data(root)["name"] == dict(tags(root))["title"] == HARD
    assert root.xpath("//meta[@itemprop='name']/@content")[0] == HARD
    assert not re.search("[<>&]", saved(root, "json") + saved(root, "jsonld"))
    assert shown(root) == [saved(root, "json"), saved(root, "bib"), saved(root, "jsonld")]


def test_bibtex_is_escaped() -> None:
    """Each character that means something to TeX is a command, and braces are balanced."""
    escaped = HARD.replace("&", "&amp;").replace("<", "&lt;")
    bib = saved(made(interview(titles=f"<title>{escaped}</title>")), "bib")
    (title,) = re.findall(r"title = {{(.*)}}", bib)
    assert r"\textbackslash{} back/slash" in title
    assert r"\& 100\% \$5 \#1 a\_b \textbraceleft{}c\textbraceright{} \textasciitilde{}d \textasciicircum{}e" in title
    assert not re.search(r"(?<!\\)[&%$#_~^]", title)
    assert "\U0001f30a" in title
    assert bib.count("{") == bib.count("}")


@pytest.mark.parametrize(
    ("name", "key"), [("été_1", "ete_1"), ("Интервью", "interview"), ("a.b-c", "a.b-c"), ("_x", "x")]
)
def test_keys_are_ascii(name: str, key: str) -> None:
    """Keys and file names are made of letters that every system knows."""
    source = interview().data.decode().replace('xml:id="made"', f'xml:id="{name}"')
    root = made(xmlio.parse(source.encode(), "m.xml"))
    assert csl(root)["id"] == key
    assert saved(root, "bib").startswith(f"@misc{{{key},\n")
    assert root.xpath("//a/@download") == [f"{key}.json", f"{key}.bib", f"{key}.jsonld"]


def test_a_paragraph_is_cited() -> None:
    """The example is the first paragraph of a turn, with its number, id, and time where there is one."""
    root = page(editions(GOOD / "recorded.xml").html)
    (example,) = having(root, "example")
    assert "".join(example.itertext()).endswith(", paragraph 1.1 (#u1-s1; 0:00)")
    assert example.xpath(".//a/@href") == ["#u1-s1"]
    (untimed,) = having(page(editions(GOOD / "minimal.xml").html), "example")
    assert re.search(r"paragraph 1\.1 \(#[^;]+\)$", "".join(untimed.itertext()))


def test_the_section_is_in_the_contents() -> None:
    """The contents lead to it, by its heading."""
    root = page(editions(GOOD / "minimal.xml").html)
    assert root.xpath("//nav//a[@href = '#citation']/text()") == root.xpath("//h2[@id = 'citation']/text()")
    assert root.xpath("//h2[@id = 'citation']/text()") == ["How to cite"]


def test_the_citation_speaks_the_language_of_the_page() -> None:
    """Words are Russian in a Russian page; a title in another language says so."""
    root = made(interview(header='<creation><date when="2023-04-05"/></creation>'), lang="ru")
    assert words(root) == "Ana Able (собеседник). Made. Интервью, 5 апреля 2023."
    assert having(root, "whole")[0].xpath("cite/@lang") == ["en"]


@pytest.mark.parametrize("status", ["free", "restricted", "unknown"])
def test_care_with_what_is_not_free(status: str) -> None:
    """Search engines are kept away and no topic is told to machines, unless the rights are free."""
    root = made(
        interview(
            publication=f'<authority>Us</authority><availability status="{status}"><p>x</p></availability>',
            header="<textClass><keywords><term>clocks</term></keywords></textClass>",
        )
    )
    assert linked_data(root).get("keywords") == (["clocks"] if status == "free" else None)
    assert root.xpath("//meta[@name = 'robots']/@content") == ([] if status == "free" else ["noindex"])


def test_the_digest_of_the_source() -> None:
    """It stands in the section and in the linked data."""
    root = made(interview(), **{"source-sha256": "ab" * 32})
    assert linked_data(root)["encoding"]["sha256"] == "ab" * 32
    assert ("ab" * 32) in "".join(having(root, "digest")[0].itertext())


def test_the_description_ends_with_a_word() -> None:
    """What is cut off is told of by a sign, and no word is cut; short abstracts stay whole."""
    header = "<abstract><p>{}</p></abstract>"
    long = made(interview(header=header.format("lengthy, " * 60))).xpath("string(//meta[@name='description']/@content)")
    assert re.fullmatch(r"(lengthy, )+lengthy…", str(long))
    assert 250 < len(str(long)) <= 300
    short = made(interview(header=header.format("On clocks."))).xpath("string(//meta[@name='description']/@content)")
    assert str(short) == "On clocks."
    unbroken = made(interview(header=header.format("語" * 400)))
    assert len(str(unbroken.xpath("string(//meta[@name='description']/@content)"))) == 300


def test_facts_tell_the_languages() -> None:
    """As the header names them; one that is in the header alone is left out."""
    languages = '<langUsage><language ident="en">English, from Russian</language><language usage="0" ident="la">Latin'
    root = made(interview(header=f"{languages}</language></langUsage>"))
    told = " ".join(root.xpath("string(//header)").split())
    assert re.search(r"Language\W*English, from Russian", told)
    assert "Latin" not in told


@every_interview
def test_the_same_bytes_twice(path: Path) -> None:
    """Members and names stand in one order."""
    document = xmlio.read(path)
    assert make("html", document).data == make("html", document).data


@pytest.mark.browser
def test_citations_are_saved_without_scripts(browser_page: tuple[Page, Path]) -> None:
    """From a page on disk, under its own policy, a click gives the very file that is shown."""
    tab, folder = browser_page
    file = folder / "cited.html"
    escaped = HARD.replace("&", "&amp;").replace("<", "&lt;")
    html = make("html", interview(titles=f"<title>{escaped}</title>")).data.decode()
    file.write_text(html, encoding="utf-8")
    assert tab.context.browser is not None
    quiet = tab.context.browser.new_context(java_script_enabled=False, accept_downloads=True).new_page()
    quiet.goto(file.as_uri())
    for index, (suffix, data) in enumerate(zip(("json", "bib", "jsonld"), shown(page(html)), strict=True)):
        quiet.locator(".citation summary").nth(index).click()
        with quiet.expect_download() as waiting:
            quiet.locator(f"a[download$='.{suffix}']").click()
        assert waiting.value.suggested_filename == f"made.{suffix}"
        assert waiting.value.path().read_bytes().decode() == data
    quiet.context.close()
