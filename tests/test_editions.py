"""The editions: what a reader gets of an interview, and what nobody gets.

Golden files lie in tests/golden/, one pair for each interview in tests/good/; ``pytest --regild`` rewrites them.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree

from preserve import render, resources, xmlio
from tests.conftest import FLAGSHIP, GOOD, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from preserve.findings import Finding
    from preserve.xmlio import Document, Element

GOLDEN: Final = PROJECT / "tests" / "golden"
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

INTERVIEWS: Final = sorted(GOOD.glob("*.xml"))
ALL: Final = [*INTERVIEWS, *([FLAGSHIP] if FLAGSHIP.is_file() else [])]

every_interview = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
good_interviews = pytest.mark.parametrize("path", INTERVIEWS, ids=lambda path: path.stem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Both editions of one interview.

    Attributes:
        html: The page.
        text: The plain text.
        findings: What the stylesheets had to say.
    """

    html: str
    text: str
    findings: tuple[Finding, ...]


@functools.cache
def renderer() -> render.Renderer:
    """Return our stylesheets, compiled."""
    return render.Renderer()


def make(view: str, document: Document, **parameters: str) -> render.Edition:
    """Make one edition with the parameters given."""
    wanted = next(each for each in render.VIEWS if each.name == view)
    return renderer().make(wanted, document, tuple(parameters.items()))


def both(document: Document, **parameters: str) -> Editions:
    """Make both editions; the parameters are those of the text edition."""
    html, text = make("html", document), make("text", document, **parameters)
    return Editions(html=html.data.decode(), text=text.data.decode(), findings=html.findings + text.findings)


@functools.cache
def editions(path: Path) -> Editions:
    """Return both editions of an interview, made once."""
    return both(xmlio.read(path))


def tei(body: str, *, people: str = "", apart: str = "", header: str = "") -> Document:
    """Write a small interview.

    Args:
        body: The content of ``body``.
        people: Persons in ``particDesc``.
        apart: The content of ``standOff``.
        header: The content of ``profileDesc`` besides.
    """
    people = people or '<person xml:id="a" role="interviewee"><persName>Ana Able</persName></person>'
    source = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="made" xml:lang="en"><teiHeader><fileDesc><titleStmt>
    <title>Made</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
    <profileDesc>{header}<particDesc><listPerson>{people}</listPerson></particDesc></profileDesc></teiHeader>
    <standOff>{apart}</standOff><text><body><div>{body}</div></body></text></TEI>"""
    return xmlio.parse(source.encode(), "made.xml")


def page(html: str) -> Element:
    """Parse a page."""
    return etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8"))


def having(root: Element, name: str) -> list[Element]:
    """Return the elements of a class."""
    return [element for element in root.iter(etree.Element) if name in element.get("class", "").split()]


def ids(root: Element) -> list[str]:
    """Return all ids of a page, in order."""
    return [str(value) for value in root.xpath("//@id")]


# The reading text of the page as words, to be compared with those of the text edition.

BLOCKS: Final = frozenset(
    "p div section h3 h4 h5 h6 li dt dd td th caption figcaption figure blockquote br ol ul dl table tr".split()
)
NOT_READ: Final = frozenset({"locator", "noteref", "clock"})


def pieces(element: Element) -> Iterator[str]:
    """Yield the words of an element of the page, blocks kept apart."""
    if NOT_READ.isdisjoint(element.get("class", "").split()):
        yield " " if element.tag in BLOCKS else ""
        yield element.text or ""
        for child in element:
            yield from pieces(child)
        yield " " if element.tag in BLOCKS else ""
    yield element.tail or ""


def comparable(text: str) -> list[str]:
    """Return words without what only the text edition has: numbers of notes and items, colons after speakers."""
    words = re.sub(r"\[\d+\]", "", text).split()
    kept = [word.rstrip(":") for word in words if not re.fullmatch(r"-+|\||\d+\.", word)]
    return [word for word in kept if word]


def reading_of_page(html: str) -> list[str]:
    """Return the words that are read in the page."""
    (reading,) = having(page(html), "reading")
    return comparable("".join(pieces(reading)))


def reading_of_text(text: str) -> list[str]:
    """Return the words that are read in the text edition: from its second heading of the first rank to its third."""
    parts = re.split(r"\n\n\n.+\n=+\n", text)
    return comparable(parts[1])


def without_style(html: str) -> str:
    """Return a page without the look and the script, which are the same in every page."""
    return re.sub(r"(?s)(<(style|script)[^>]*>).*?(</\2>)", r"\1…\3", html)


@good_interviews
def test_golden(path: Path, *, regild: bool) -> None:
    """The editions are those that were looked at and kept; `pytest --regild` keeps new ones."""
    made = editions(path)
    for suffix, edition in ((".html", without_style(made.html)), (".txt", made.text)):
        golden = GOLDEN / (path.stem + suffix)
        if regild:
            golden.write_text(edition, encoding="utf-8", newline="")
        assert golden.read_text(encoding="utf-8") == edition, f"{golden} differs: look, then run pytest --regild"


@every_interview
def test_no_element_of_a_good_interview_is_unknown(path: Path) -> None:
    """The stylesheets have a template for whatever our profile allows."""
    assert editions(path).findings == ()


def test_every_element_of_our_profile_has_a_template() -> None:
    """Each element that the schema allows is named in a template's pattern, or is looked into from above."""
    schema = etree.parse(str(resources.SCHEMA))
    allowed = {str(each.get("name")) for each in schema.iter("{http://relaxng.org/ns/structure/1.0}element")} - {"None"}
    sheets = [etree.parse(str(path)) for path in renderer().files]
    matched = " ".join(str(each.get("match")) for sheet in sheets for each in sheet.iter(f"{XSL}template"))
    looked_into = set(
        "TEI teiHeader fileDesc editionStmt seriesStmt notesStmt sourceDesc encodingDesc projectDesc samplingDecl "
        "editorialDecl classDecl catDesc profileDesc textClass particDesc personGrp org standOff".split()
    )
    never_told = {"listRelation", "relation"}  # who is what to whom
    refused = {"teiCorpus"}  # its interviews are rendered one by one
    assert allowed - set(re.findall(r"\w+", matched)) - looked_into - never_told - refused == set()


def sensitive_edges(root: xmlio.Element) -> set[str]:
    """Return the ids of segments and anchors that only say where a sensitive passage begins or ends."""
    edges = root.iterfind(f".//{TEI}spanGrp[@type='sensitivity']/{TEI}span")
    named = {edge.get(name, "")[1:] for edge in edges for name in ("from", "to")}
    marks = {each.get(ID, "") for each in root.iter(f"{TEI}anchor", f"{TEI}seg") if not _is_paragraph(each)}
    return named & marks


def _is_paragraph(element: xmlio.Element) -> bool:
    """Return whether an element is a segment of a turn, which is cited like a paragraph."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{TEI}u"


@every_interview
def test_every_id_of_the_text_is_a_target(path: Path) -> None:
    """Each xml:id in the text is an id of the page; judgements on passages, and their edges, have none."""
    root = xmlio.read(path).root
    apart = {f"{TEI}{name}" for name in ("span", "spanGrp", "interp", "interpGrp")}
    texts = root.iter(f"{TEI}text")
    wanted = {each.get(ID, "") for text in texts for each in text.iter(etree.Element) if each.tag not in apart} - {""}
    edges = sensitive_edges(root)
    shown = set(ids(page(editions(path).html)))
    assert wanted - edges <= shown
    assert not edges & shown


@every_interview
def test_ids_are_unique_and_links_resolve(path: Path) -> None:
    """No id occurs twice, and each link within the page leads somewhere."""
    root = page(editions(path).html)
    found = ids(root)
    assert len(found) == len(set(found))
    assert {str(link)[1:] for link in root.xpath("//@href[starts-with(., '#')]")} <= set(found)


@every_interview
def test_the_page_asks_for_nothing(path: Path) -> None:
    """Nothing is loaded by itself, nothing is run but the page's own script."""
    html = editions(path).html
    root = page(html)
    loading = (
        "//link|//script[not(@data-tools)]|//img|//iframe|//object|//embed|//base|//form"
        "|(//audio|//video)[not(@preload='none')]|//@src[not(parent::source or parent::audio or parent::video)]"
        "|//@style"
    )
    assert root.xpath(loading) == []
    assert [name for name in root.xpath("//@*/..") if any(str(key).startswith("on") for key in name.attrib)] == []
    assert not re.search(r"@import|url\(|@font-face|javascript:", html)


@every_interview
def test_headings_descend_one_by_one(path: Path) -> None:
    """There is one h1, and no level is skipped on the way down."""
    levels = [int(str(each.tag)[1]) for each in page(editions(path).html).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every_interview
def test_both_editions_read_the_same(path: Path) -> None:
    """Word by word, in the same order."""
    unwrapped = make("text", xmlio.read(path), wrap="0").data.decode()
    assert reading_of_page(editions(path).html) == reading_of_text(unwrapped)


@every_interview
def test_lines_of_the_text(path: Path) -> None:
    """Lines have at most 80 columns unless one word is longer; they end with LF, the last with one."""
    text = editions(path).text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert all(len(line) <= 80 or len(line.split()) == 1 for line in text.splitlines())
    assert all(line == line.rstrip() for line in text.splitlines())


@every_interview
def test_wrapping_changes_no_word(path: Path) -> None:
    """Lines of 40 columns, of 80, and unbroken ones hold the same words."""
    document = xmlio.read(path)
    narrow, wide = (make("text", document, wrap=columns).data.decode() for columns in ("40", "0"))
    rules = re.compile(r"^[-=]+$", re.MULTILINE)
    assert rules.sub("", narrow).split() == rules.sub("", editions(path).text).split() == rules.sub("", wide).split()


@every_interview
def test_third_parties_are_told_of_nowhere_else(path: Path) -> None:
    """The names of third parties, and their entries, occur only where the text itself has them."""
    root = xmlio.read(path).root
    pointers = {f"#{each.get(ID)}" for each in root.iter(f"{TEI}person") if "third-party" in each.get("role", "")}
    mentions = [each for each in root.iter(f"{TEI}persName") if set(each.get("ref", "").split()) & pointers]
    names = {" ".join("".join(each.itertext()).split()) for each in mentions}
    tree = page(editions(path).html)
    for reading in having(tree, "reading"):
        etree.strip_elements(reading, etree.Element)
        reading.text = None
    outside = etree.tostring(tree, encoding="unicode")
    assert [name for name in names if name in outside] == []
    assert [pointer for pointer in pointers if pointer[1:] in editions(path).html] == []


def test_a_third_party_is_words_and_nothing_more() -> None:
    """No link, no class, no attribute tells whom the words mean; editors' notes and headers lose the name."""
    document = tei(
        '<sp who="#a"><p>With <persName ref="#third-party-1">Zora Quill</persName>.<note resp="#e">Zora Quill was 20,'
        ' as <persName ref="#third-party-1">Zora</persName> said.</note></p></sp>'
        '<p><rs ref="#third-party-1">She</rs></p>',
        apart='<listPerson><person xml:id="third-party-1" role="third-party"><persName>Z. Quill</persName><note>Secret'
        "</note></person></listPerson>",
        header="<abstract><p>On Zora Quill\u2019s mill.</p></abstract>",
    )
    made = both(document)
    assert ">1.1</a>With Zora Quill.<a" in made.html
    assert made.html.count("Zora") == 1
    assert "Quill" not in made.html.replace("With Zora Quill", "")
    assert "On [name withheld]\u2019s mill." in made.html
    assert "Editors\u2019 note: [name withheld] was 20, as [name withheld] said." in made.text
    assert "Secret" not in made.html + made.text


def test_shared_names_are_not_withheld() -> None:
    """A participant keeps a name that a third party bears too."""
    document = tei(
        '<sp who="#a"><p><persName ref="#third-party-1">Ana Quill</persName></p></sp>',
        apart='<listPerson><person xml:id="third-party-1" role="third-party"><persName>Nobody</persName></person>'
        "</listPerson>",
        header="<abstract><p>Ana Able on Quill.</p></abstract>",
    )
    assert "Ana Able on [name withheld]." in both(document).html


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("Zora Quill", "ZORA QUILL; Quill, Zora; zora quill!", "[name withheld]; [name withheld]; [name withheld]!"),
        ("Zora Quill", 'A talk of <persName ref="#t">Zo</persName>', "A talk of [name withheld]"),
        ("Zora Quill", "Friends of Zora Quill, Zora", "Friends of [name withheld], [name withheld]"),
        ("Zora Mill", "Zora Mill of Mill Lane", "[name withheld] of Mill Lane"),
        ("May Quill", "In May, May Quill", "In May, [name withheld]"),
        ("<roleName>Mr</roleName> La Rose", "Mr Roe at La Scala", "Mr Roe at La Scala"),
        ("Мария Сидорова", "Рассказ Марии Сидоровой, Иванов", "Рассказ [name withheld], Иванов"),
        ("May Quill", '<date when="2023-05">Quill 2023</date>', "Quill 2023"),
    ],
)
def test_names_are_withheld_as_a_reader_would_tell_them(name: str, words: str, told: str) -> None:
    """Whole, in any letters and order, by a word alone, declined; not what only looks like them."""
    document = tei(
        "<p>x</p>",
        apart=f'<listPerson><person xml:id="t" role="third-party"><persName>{name}</persName></person></listPerson>'
        "<listOrg><org xml:id='o'><orgName>Friends of Zora Quill</orgName></org>"
        "<org xml:id='l'><orgName>Mill Lane</orgName></org></listOrg>",
        header=f"<abstract><p>{words}</p></abstract>",
    )
    (summary,) = page(both(document).html).xpath('//meta[@name="description"]/@content')
    assert summary == told


def test_an_unknown_element_is_told_of_and_its_words_stay() -> None:
    """XSL-004 names its first place; both editions show what it holds."""
    made = both(tei("<p>One <zork>two <hi>three</hi></zork> <zork>four</zork>.</p>"))
    assert {found.code for found in made.findings} == {"XSL-004"}
    assert {found.location.path for found in made.findings} == {"/TEI/text/body/div/p/zork[1]"}
    assert "zork" in made.findings[0].message
    assert "(2 times)" in made.findings[0].message
    assert "One two three four." in made.text
    assert '<span class="unhandled">two <i>three</i></span>' in made.html


@pytest.mark.parametrize(
    ("body", "locators"),
    [
        ("<p>x</p><p>x</p>", ["0.1", "0.2"]),
        ('<sp who="#a"><p>x</p><p>x</p></sp><sp who="#a"><p>x</p></sp>', ["1.1", "1.2", "2.1"]),
        ('<p>x</p><sp who="#a"><p>x</p></sp><p>x</p>', ["0.1", "1.1", "0.2"]),
        ('<u who="#a">x</u><u who="#a"><seg>x</seg><pause/><seg>x</seg></u>', ["1.1", "2.1", "2.2"]),
        ('<sp who="#a"><p>x<note><p>no</p></note></p><p>x</p></sp>', ["1.1", "1.2"]),
        ('<sp who="#a"><p>x <list><item><p>x</p></item></list></p><p>x</p></sp>', ["1.1", "1.2", "1.3"]),
        ('<sp who="#a"><p>x</p><quote><sp who="#a"><p>x</p></sp></quote><p>x</p></sp>', ["1.1", "2.1", "1.2"]),
        ('<sp who="#a"><p>x <seg>no</seg></p><ab>no</ab></sp>', ["1.1"]),
    ],
)
def test_locators(body: str, locators: list[str]) -> None:
    """Turns are counted through the text, paragraphs in their turn; turn 0 is what stands outside of turns."""
    document = tei(body)
    links = having(page(both(document).html), "locator")
    assert [link.text for link in links if link.tag == "a"] == locators
    shown = make("text", document, locators="true").data.decode()
    assert re.findall(r"\[(\d+\.\d+)\]", shown) == locators


def test_ids_are_made_where_there_are_none() -> None:
    """They are made of locators, and give way to ids of the source."""
    root = page(both(tei('<sp who="#a"><p>x</p><p xml:id="p-1.1">x</p></sp>')).html)
    assert [link.get("href") for link in having(root, "locator") if link.tag == "a"] == ["#p-1.1_", "#p-1.1"]


@pytest.mark.parametrize(
    ("inline", "reading"),
    [
        ("a <choice><sic>grate</sic><corr>great</corr></choice>, b", "a grate [i.e. great], b"),
        ("<choice><orig>gonna</orig><reg>going to</reg></choice>", "gonna [= going to]"),
        ("<choice><abbr>Dr</abbr><expan>Doctor</expan></choice> X", "Dr [= Doctor] X"),
        ("<choice><unclear>on</unclear><unclear>off</unclear></choice>", "on [?] [or off]"),
        ("<supplied>in</supplied> it", "[in] it"),
        ("<unclear>word</unclear>.", "word [?]."),
        ('a <gap reason="inaudible" quantity="3" unit="words"/> b', "a [gap: inaudible, 3 words] b"),
        ("a <gap/> b", "a [gap] b"),
        ('so<pause dur="PT2S"/>then', "so [pause, 2 s] then"),
        ("<vocal><desc>laughs</desc></vocal> ha", "[laughs] ha"),
        ('<kinesic who="#b"><desc>nods</desc></kinesic> ha', "[Bo Bee: nods] ha"),
        ("<incident/> x", "[incident] x"),
        ('x <shift feature="tempo" new="ll"/>', "x [tempo: very slow]"),
        ('x <shift feature="loud"/>', "x [loudness: normal]"),
        ("<writing>EXIT</writing>", "[in writing: EXIT]"),
        ("<del>no</del> yes", "[deleted: no] yes"),
        ("he said <q>yes</q>, “<q>no</q>”", "he said “yes”, “no”"),
        ("one<lb/>two", "one two"),
        ('hyph<lb break="no"/>en', "hyphen"),
        ("a<pb n='3'/> b", "a b"),
        ("<ptr target='#t1'/>", "→ 1.1"),
        ("<ref target='https://example.org/'/>", "https://example.org/"),
        ('<graphic url="a.png"><desc>mill</desc></graphic>', "[file: a.png, mill]"),
        ("x <date when='2020'/>y", "x y"),
    ],
)
def test_signs(inline: str, reading: str) -> None:
    """What is no word is told in brackets, in both editions alike."""
    people = (
        '<person xml:id="a" role="interviewee"><persName>Ana</persName></person>'
        '<person xml:id="b" role="interviewer"><persName>Bo Bee</persName></person>'
    )
    document = tei(f'<u who="#a" xml:id="t1">{inline}</u>', people=people)
    assert f"\nAna: {reading}\n" in both(document, wrap="0").text
    assert reading_of_page(both(document).html) == comparable(f"Ana {reading}")


def test_dates_are_marked_where_html_can_hold_them() -> None:
    """A calendar-true value becomes a time element; anything else stays words; the index sorts by value."""
    values = ("2020-02-29", "2021-02-29", "0999", "-0044-03-15", "1999-05", "--05-01", "2000-01-01T10:00:00Z")
    root = page(both(tei("<p>" + " ".join(f'<date when="{each}">d</date>' for each in values) + "</p>")).html)
    assert [each.get("datetime") for each in having(root, "reading")[0].iter("time")] == [
        "2020-02-29",
        "0999",
        "1999-05",
        "2000-01-01T10:00:00Z",
    ]
    shown = ["".join(each.itertext()) for dates in having(root, "dates") for each in having(dates, "name")]
    assert shown == [
        "15 March \u22120044",
        "0999",
        "May 1999",
        "1 January 2000 10:00",
        "29 February 2020",
        "2021-02-29",
        "1 May",
    ]


def test_index_entries_lead_to_their_mentions() -> None:
    """An entry is listed with links by locator; one that is never mentioned only where somebody took part."""
    document = tei(
        '<head>On <placeName ref="#x">X</placeName></head><sp who="#a"><p><placeName ref="#x">X</placeName> and'
        ' <placeName ref="#x">X</placeName></p></sp>',
        apart='<listPlace><place xml:id="x"><placeName>Xanadu</placeName><idno type="GeoNames">12</idno><location><geo>'
        '1.5 2.5</geo></location></place><place xml:id="y"><placeName>Yonder</placeName></place></listPlace>',
    )
    html = both(document).html
    (entry,) = page(html).xpath('//li[@id="x"]')
    assert ["".join(link.itertext()) for link in entry.iter("a")] == ["GeoNames 12", "“On X”", "1.1"]
    assert 'href="https://www.geonames.org/12"' in html
    assert "Coordinates: 1.5, 2.5" in html
    assert "Yonder" not in html
    assert 'id="a"' in html


def test_links_that_could_act_are_none() -> None:
    """Only web addresses and what is in the page are linked to."""
    targets = ("javascript:alert(1)", "data:text/html,x", "source.txt", "#nowhere", "#a")
    html = both(tei("<p>" + "".join(f'<ref target="{each}">{each}</ref>' for each in targets) + "</p>")).html
    links = having(page(html), "reading")[0].iter("a")
    assert [link.get("href") for link in links] == ["#p-0.1", "#a"]


def test_names_in_names_give_no_link_in_a_link() -> None:
    """The outer mention is the link."""
    apart = '<listOrg><org xml:id="o"><orgName>O</orgName></org></listOrg>'
    html = both(tei('<p><orgName ref="#o">O of <persName ref="#a">Ana</persName></orgName></p>', apart=apart)).html
    assert '<a class="mention" href="#o">O of Ana</a>' in html


def test_notes_have_links_both_ways() -> None:
    """The number leads to the note, the note back to the number; the editors' own say so."""
    root = page(both(tei('<p>x<note>own</note> y<note resp="#e" xml:id="n">theirs</note></p>')).html)
    (notes,) = having(root, "notes")
    own, theirs = notes.iter("li")
    assert [link.get("href") for link in having(root, "noteref")] == [f"#{own.get('id')}", "#n"]
    assert [link.get("href") for link in having(notes, "return")] == ["#r-1", "#r-2"]
    assert "".join(theirs.itertext()).startswith("Editors\u2019 note: theirs")


def test_turns_tell_when_they_begin() -> None:
    """Times come from the timeline, along its chain."""
    timeline = (
        '<timeline unit="s" origin="#T0"><when xml:id="T0"/><when xml:id="T1" interval="75.5" since="#T0"/>'
        '<when xml:id="T2" interval="1" unit="h" since="#T1"/></timeline>'
    )
    html = both(tei('<u who="#a" start="#T1">x</u><u who="#a"><anchor synch="#T2"/>y</u>', apart=timeline)).html
    (reading,) = having(page(html), "reading")
    assert [each.text for each in having(reading, "clock")] == ["1:15", "1:01:15"]


@pytest.mark.parametrize(("status", "hidden"), [("free", False), ("restricted", True), ("unknown", True)])
def test_only_free_pages_may_be_indexed(status: str, *, hidden: bool) -> None:
    """Search engines are told to stay away until the rights are clear."""
    data = (GOOD / "open.xml").read_text(encoding="utf-8").replace('status="free"', f'status="{status}"')
    assert ('name="robots" content="noindex"' in both(xmlio.parse(data.encode(), "open.xml")).html) is hidden


def test_the_digest_of_the_source_is_shown_where_it_is_given() -> None:
    """The page can be traced to the file that it was made of."""
    document = tei("<p>x</p>")
    assert "SHA-256 of the TEI source" not in make("html", document).data.decode()
    (about,) = having(page(make("html", document, **{"source-sha256": "abc123"}).data.decode()), "about")
    assert "SHA-256 of the TEI sourceabc123" in re.sub(r"\s+(?=abc)", "", "".join(about.itertext()))


def test_the_source_may_name_the_speaker() -> None:
    """A speaker element takes the place of the label made of @who."""
    made = both(tei('<sp who="#a"><speaker>Q:</speaker><p>x</p></sp>'))
    assert "\nQ: x\n" in made.text
    assert having(page(made.html), "speaker")[0].xpath("string()") == "Q:"


def test_blocks_of_the_text_edition() -> None:
    """Lists, verse, tables and quotations are set as lines."""
    body = (
        '<sp who="#a"><p>L: <list rend="numbered"><item>one <list><item>inner</item></list></item>'
        "<item>two</item></list> end</p><lg><l>a</l><l>b</l></lg><quote><p>said</p></quote>"
        "<table><row><cell>c</cell><cell>d</cell></row></table><list><label>k</label><item>v</item></list></sp>"
    )
    text = both(tei(body)).text
    expected = """
Ana Able:

L:

1. one
   - inner
2. two

end

    a
    b

    said

    c | d

k
    v
"""
    assert text.endswith(expected)


def test_a_picture_in_a_cell_is_told_in_its_line() -> None:
    """Its file, what it shows, then its title, kept apart from the words around them, as a page has them."""
    figure = '<figure><head>A door</head><graphic url="a.png"/><figDesc>It is blue.</figDesc></figure>'
    made = both(tei(f"<table><row><cell>One{figure}two</cell></row></table>"))
    assert made.text.endswith("\n    One [file: a.png] It is blue. A door two\n")
    assert reading_of_page(made.html) == reading_of_text(made.text)


def test_titles_of_a_picture_are_kept_apart() -> None:
    """Two stand in one caption, with a space between them."""
    figure = '<figure><head>A door</head><head>in the harbour</head><graphic url="a.png"/></figure>'
    (caption,) = page(both(tei(figure)).html).iter("figcaption")
    assert "".join(caption.itertext()) == "A door in the harbour"


def test_long_words_and_deep_lists_are_set_too() -> None:
    """A word longer than a line has its own; a list as deep as the page is wide still holds words."""
    long = "x" * 90
    deep = "<list><item>" * 40 + "one two three" + "</item></list>" * 40
    text = both(tei(f"<p>a {long} b</p>{deep}")).text
    assert f"\na\n{long}\nb\n" in text
    assert "- one two three\n" in text


def test_a_mark_in_a_paragraph_is_no_word() -> None:
    """A join of blocks shows in the page only."""
    made = both(tei('<p>one <milestone unit="block" edRef="#r"/>two</p>'))
    assert '<span class="join" role="img" aria-label="The text as received breaks the paragraph here"' in made.html
    assert "\none two\n" in made.text


def test_the_interface_speaks_the_language_of_the_text() -> None:
    """Russian where the text is Russian; English else, marked as such inside of other languages."""
    russian = both(xmlio.parse(tei("<p>x</p>").data.replace(b'xml:lang="en"', b'xml:lang="ru"'), "ru.xml"))
    assert '<html lang="ru" dir="ltr">' in russian.html
    assert "Содержание" in russian.html
    hebrew = both(xmlio.parse(tei("<p>x <pause/></p>").data.replace(b'xml:lang="en"', b'xml:lang="he"'), "he.xml"))
    assert '<div class="reading" lang="he" dir="rtl">' in hebrew.html
    (sign,) = having(having(page(hebrew.html), "reading")[0], "sign")
    assert "".join(sign.itertext()) == "[pause]"
    assert {(each.get("lang"), each.get("dir")) for each in sign.iter() if each.get("lang")} == {("en", "ltr")}


def test_what_stands_in_a_sign_is_still_there() -> None:
    """An id in what is told in brackets is a target, and a note keeps its number."""
    body = (
        '<u who="#a"><vocal><desc xml:id="d">laughs<note>At me.</note></desc></vocal> as <ref target="#d">he</ref></u>'
    )
    made = both(tei(body))
    (sign,) = having(having(page(made.html), "reading")[0], "sign")
    assert sign.xpath(".//@id") == ["d", "r-1"]
    assert "".join(sign.itertext()) == "[laughs][1]"
    assert '<a href="#d">he</a>' in made.html
    assert "\nAna Able: [laughs][1] as he\n" in made.text
    assert "\n[1] At me.\n" in made.text


def test_labels_and_judgements_in_a_line() -> None:
    """A label outside of lists is set apart; a judgement on a passage is shown nowhere, nor told of as unknown."""
    made = both(
        tei('<p><label>Q.</label> a<spanGrp><span from="#q">Judged</span></spanGrp> b<interp>Judged</interp></p>')
    )
    (paragraph,) = having(page(made.html), "paragraph")
    assert [each.text for each in having(paragraph, "label")] == ["Q."]
    assert made.text.endswith("\nQ. a b\n")
    assert "Judged" not in made.html
    assert made.findings == ()


def test_headings_in_the_contents_are_one_line() -> None:
    """Lines of a heading are kept apart, but not where a word is broken; divisions stand in those around them."""
    inner = "<div><p>x</p></div><div><div><head>In<lb/>ner</head><p>x</p></div></div>"
    document = tei(f'<div><head>One<lb/>two hyph<lb break="no"/>en</head>{inner}</div>')
    source = document.data.replace(b"<body>", b"<front><div><head>Before</head><p>x</p></div></front><body>")
    html = both(xmlio.parse(source, "made.xml")).html
    (entry,) = page(html).xpath("//nav/ol/li[a[@href='#text']]")
    assert entry.xpath("ol/li/a/text()") == ["Before", "One two hyphen"]
    assert entry.xpath("ol/li/ol/li/a/text()") == ["In ner"]


def test_statements_of_the_header() -> None:
    """Parts of a bibliographic statement stand one after the other; a date without words is told by its value."""
    statement = (
        "<biblStruct><analytic><author>A. Able</author><title level='a'>On mills</title></analytic><monogr><title "
        "level='j'>Mill</title><imprint><publisher>Press</publisher><date when='2001'/></imprint></monogr></biblStruct>"
    )
    responsible = "<respStmt><resp>Encoding</resp><name>B. Bee</name><note><p>one</p><p>two</p></note></respStmt>"
    source = tei("<p>x</p>", header="<creation><date when='2020-01-02'/></creation>").data.decode()
    source = source.replace("<sourceDesc><p/>", f"<sourceDesc>{statement}")
    source = source.replace("</title></titleStmt>", f"</title>{responsible}</titleStmt>")
    (about,) = having(page(both(xmlio.parse(source.encode(), "made.xml")).html), "about")
    told = {each.xpath("string(h3)"): each.xpath("string(div)") for each in having(about, "statement")}
    assert told["Source"] == "A. Able. On mills. Mill. Press. 2001"
    assert told["Responsibility"] == "Encoding: B. Bee (one two)"
    assert told["Origin of the text"] == "2 January 2020"


def test_ids_in_a_line_are_targets() -> None:
    """Where a segment or a line begins there is its id; lines are kept in a heading, and are spaces in a paragraph."""
    paragraph = (
        '<p><seg xml:id="s">a</seg><lb xml:id="b"/>c <seg xml:id="t" xml:lang="fr">d</seg> hyph<lb break="no"/>en</p>'
    )
    root = page(both(tei(f'<head>On<lb xml:id="h"/>ce</head>{paragraph}')).html)
    (heading,) = having(root, "reading")[0].iter("h3")
    assert [(each.tag, each.get("id"), each.tail) for each in heading] == [("br", "h", " ce")]
    (line,) = having(root, "paragraph")
    assert [each.get("id") for each in line if each.tag == "span"] == ["s", "b", "t", None]
    assert "".join(line.itertext()) == "0.1a c d hyphen"


def test_blocks_in_headings_items_and_cells() -> None:
    """What holds lists or paragraphs holds loose lines as paragraphs of their own; a heading stays one all the same."""
    inner = "<list><item>in</item></list>"
    table = "<table><row><cell>c<p>d</p></cell></row></table>"
    body = f"<head>On {inner}</head><list><item>one {inner} end</item></list>{table}"
    (reading,) = having(page(both(tei(body)).html), "reading")
    (heading,) = reading.xpath(".//*[@role='heading']")
    assert (heading.tag, heading.get("aria-level"), "".join(heading.itertext())) == ("div", "3", "On in")
    (item,) = reading.xpath(".//*[@class='division']/div[@class='list']/ul/li")
    assert [(each.tag, each.get("class"), each.xpath("string()")) for each in item] == [
        ("p", "loose", "one "),
        ("div", "list", "in"),
        ("p", "loose", " end"),
    ]
    assert reading.xpath(".//td/p/@class") == ["loose", "paragraph"]


def test_blocks_in_a_note() -> None:
    """They stand in it as in an item; names are withheld in them, too."""
    note = '<note resp="#e">Zora: <list><item>Zora</item></list></note> <persName ref="#third-party-1">Zora</persName>'
    person = '<person xml:id="third-party-1" role="third-party"><persName>Zora</persName></person>'
    made = both(tei(f"<p>x{note}</p>", apart=f"<listPerson>{person}</listPerson>"))
    (line,) = having(page(made.html), "notes")[0].iterfind("ol/li")
    assert [each.xpath("string()") for each in line] == [
        "Editors\u2019 note: ",
        "[name withheld]: ",
        "[name withheld]",
        "↩",
    ]
    assert [each.get("class") for each in line] == ["whose", "loose", "list", "return"]


def test_blocks_in_a_note_of_the_text_edition() -> None:
    """They stand below the number of the note, set in."""
    text = both(tei("<p>See<note><p>One.</p><p>Two.</p></note></p>")).text
    assert text.endswith("\n[1]\n\n    One.\n\n    Two.\n")


def test_a_name_in_pieces_is_withheld_whole() -> None:
    """A third party's name that is marked in an editors' note is withheld, whatever breaks it."""
    note = '<note resp="#e"><persName ref="#third-party-1">Zo<lb break="no"/>ra Q<hi>ui</hi>ll</persName> came.</note>'
    person = '<person xml:id="third-party-1" role="third-party"><persName>Zora Quill</persName></person>'
    made = both(tei(f"<p>x{note}</p>", apart=f"<listPerson>{person}</listPerson>"))
    assert "Editors\u2019 note: [name withheld] came." in made.text
    (line,) = having(page(made.html), "notes")[0].iter("li")
    assert "".join(line.itertext()).startswith("Editors\u2019 note: [name withheld] came.")


def test_a_name_may_lead_to_a_page_on_the_web() -> None:
    """What is known elsewhere only is linked to there; other pointers are no links."""
    body = '<p><placeName ref="https://example.org/x">X</placeName> <placeName ref="gnd:1">Y</placeName></p>'
    (line,) = having(page(both(tei(body)).html), "paragraph")
    assert [(each.get("href"), each.text) for each in having(line, "mention")] == [("https://example.org/x", "X")]


# The look of the page.


@pytest.mark.browser
@every_interview
def test_the_page_in_a_browser(path: Path, browser_page: tuple[Page, Path]) -> None:
    """Nothing is asked for, nothing is too wide for the smallest screen, nothing to be hit is smaller than 24 px."""
    tab, folder = browser_page
    file = folder / f"{path.stem}.html"
    file.write_text(editions(path).html, encoding="utf-8")
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for width in (320, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(SMALL_TARGETS) == []
    assert set(asked) == {file.as_uri()}


# Links that stand in a sentence are exempt (WCAG 2.2, 2.5.8).
SMALL_TARGETS: Final = """[...document.querySelectorAll('.locator[href], .mentions a, .return, .contents a, .ids a')]
  .map(each => [each.textContent, each.getBoundingClientRect()])
  .filter(([_, box]) => box.width < 24 || box.height < 24).map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
