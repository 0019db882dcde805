"""What is said of faults: the cause in plain words, the place of the very thing, and what to do."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import pytest

from preserve import xmlio
from preserve.relaxng import Fault, Kind, Schema
from preserve.relaxng.spelling import Speller
from preserve.relaxng.vocabulary import listing, sentence
from preserve.resources import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.enduring

# What is told of a fault: its kind, the path of its place, the message and the hint.
Told = tuple[Kind, str, str, str | None]

_TEI: Final = "http://www.tei-c.org/ns/1.0"
_TITLE: Final = "<titleStmt><title>x</title></titleStmt>"
_PUBLICATION: Final = "<publicationStmt><p>x</p></publicationStmt>"
_SOURCE: Final = "<sourceDesc><p>x</p></sourceDesc>"
_HEADER: Final = _TITLE + _PUBLICATION + _SOURCE


@pytest.fixture(scope="module")
def ours() -> Schema:
    """Return our own schema."""
    return Schema(SCHEMA)


@pytest.fixture(scope="module")
def tei(conformance: Path) -> Schema:
    """Return the schema of all TEI."""
    return Schema(conformance / "tei" / "tei_all.rng")


def interview(*, description: str = _HEADER, profile: str = "", body: str = "<p/>") -> str:
    """Return an interview in which one part is other than it should be."""
    about = f"<profileDesc>{profile}</profileDesc>" if profile else ""
    return (
        f'<TEI xmlns="{_TEI}"><teiHeader><fileDesc>{description}</fileDesc>{about}</teiHeader>'
        f"<text><body>{body}</body></text></TEI>"
    )


def faults(schema: Schema, text: str) -> tuple[Fault, ...]:
    """Return what a schema has against a document."""
    return schema.faults(xmlio.parse(text.encode(), "document.xml"))


def told(schema: Schema, text: str) -> list[Told]:
    """Return what is told of a document."""
    found = faults(schema, text)
    return [(fault.kind, fault.location.path or "", fault.message, fault.hint) for fault in found]


_PERSONS: Final = "/TEI/teiHeader/profileDesc/particDesc/listPerson"
_GEO: Final = "/TEI/teiHeader/profileDesc/settingDesc/place/location/geo"
_DESCRIPTION: Final = "/TEI/teiHeader/fileDesc"

_DATES: Final = "a date (2023-04-19), a year (2023), a month (--04) … or 5 others"

BODY: Final[dict[str, tuple[str, list[Told]]]] = {
    "an element that cannot stand in its parent": (
        '<div><p>a <u who="#a">b</u></p></div>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/div/p/u",
                "<u> cannot stand directly in <p>",
                "It may stand in <div>: close <p> first.",
            ),
        ],
    ),
    "a paragraph in a paragraph": (
        "<div><p>a <p>b</p> c</p></div>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/div/p/p",
                "<p> cannot stand directly in <p>",
                "It may stand in <div>: close <p> first.",
            ),
        ],
    ),
    "an item without its list": (
        "<div><p>a <item>b</item></p></div>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/div/p/item",
                "<item> cannot stand directly in <p>",
                "Put it in <list>, which may stand here.",
            ),
        ],
    ),
    "a heading after speech": (
        '<div><sp who="#a"><p>b</p></sp><head>x</head></div>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/div/head",
                "<head> must come before <sp> in <div>",
                "Move it before <sp>.",
            ),
        ],
    ),
    "a paragraph after a division": (
        "<div><p/></div><p>a</p>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/p",
                "<p> must come before <div> in <body>",
                "Move it before <div>.",
            ),
        ],
    ),
    "two bodies": (
        "<p/></body><body><p/>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body[2]",
                "<body> can stand only once in <text>",
                "Join the two, or remove one of them.",
            ),
        ],
    ),
    "a child of an empty element": (
        "<p><lb><hi>x</hi></lb></p>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/p/lb/hi",
                "<lb> must be empty: <hi> cannot stand in it",
                "It may stand in <p>: close <lb> first.",
            ),
        ],
    ),
    "words in an empty element": (
        "<p><lb>x</lb></p>",
        [
            (Kind.TEXT, "/TEI/text/body/p/lb", "<lb> must be empty, but words stand in it", None),
        ],
    ),
    "an empty body": (
        "",
        [
            (
                Kind.ELEMENT_MISSING,
                "/TEI/text/body",
                "<body> is empty, but needs <p>, <div>, <u>, <sp>, <ab>, <quote> … or 11 others",
                None,
            ),
        ],
    ),
    "an alternative with one half": (
        "<p><choice><sic>a</sic></choice></p>",
        [
            (
                Kind.ELEMENT_MISSING,
                "/TEI/text/body/p/choice",
                "<choice> must not end yet: it still needs <corr>, <seg>, <reg>, <orig>, <expan>, <abbr> … or 4 others",
                None,
            ),
        ],
    ),
    "an alternative with one half and bare words": (
        "<p><choice><sic>mastre</sic>master</choice></p>",
        [
            (
                Kind.TEXT,
                "/TEI/text/body/p/choice",
                "words cannot stand directly in <choice>",
                "Put them in <corr>.",
            ),
        ],
    ),
    "a span of HTML with its look": (
        '<p>a <span style="font-weight:bold" lang="en">b</span> c</p>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/p/span",
                "<span> cannot stand directly in <p>; HTML’s <span> is <hi> here",
                "Write <hi>, with rend in place of style and xml:lang in place of lang.",
            ),
        ],
    ),
    "a span of HTML without anything": (
        "<p>a <span>b <foo/></span> c</p>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/p/span",
                "<span> cannot stand directly in <p>; HTML’s <span> is <seg> here",
                "Write <seg>.",
            ),
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/p/span/foo",
                "“foo”, here in <seg>, is not an element of this schema",
                "Here may stand <note>, <persName>, <placeName>, <orgName>, <date>, <name> … or 63 others.",
            ),
        ],
    ),
    "a span of TEI": (
        '<p>a <span from="#b">c</span></p>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/p/span",
                "<span> cannot stand directly in <p>",
                "It may stand in <text> or <spanGrp>.",
            ),
        ],
    ),
    "a word of the same root": (
        "<div><p/><closing>a</closing></div>",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/div/closing",
                "“closing” is not an element of this schema; it is written closer",
                "<closer>: The greeting, the date and the signatures at the end of a division.",
            ),
        ],
    ),
    "a sort of more than one word": (
        '<p><name type="a b">c</name></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/name/@type",
                "type=“a b” holds a space; one word is wanted",
                "type: The sort of thing, in the project's own words.",
            ),
        ],
    ),
    "an item without a label": (
        "<list><label>x</label><label>y</label><item>z</item></list>",
        [
            (
                Kind.ELEMENT_MISSING,
                "/TEI/text/body/list/label[2]",
                "<list> lacks <item> before <label>",
                "<item>: One item of a list.",
            ),
        ],
    ),
    "a label after its item": (
        "<list><item>a</item><label>b</label></list>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/list/label",
                "<label> must come before <item> in <list>",
                "Move it before <item>.",
            ),
        ],
    ),
    "a name in lower case": (
        "<p><persname>x</persname></p>",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/p/persname",
                "“persname” is not an element of this schema; it is written persName",
                "<persName>: A person's name, whole or in parts.",
            ),
        ],
    ),
    "two letters swapped": (
        "<p>a <hcoice><sic>a</sic><corr>b</corr></hcoice></p>",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/p/hcoice",
                "“hcoice” is not an element of this schema; it is written choice",
                "<choice>: Two readings of the same words.",
            ),
        ],
    ),
    "an element of HTML": (
        "<p>a <b>b</b></p>",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/p/b",
                "“b” is not an element of this schema; the like is written hi",
                "<hi>: Words that look different, where nobody says why.",
            ),
        ],
    ),
    "an element that nobody knows": (
        "<p>a <foobar>b <nothing/></foobar></p>",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/p/foobar",
                "“foobar”, here in <p>, is not an element of this schema",
                "Here may stand <seg>, <note>, <persName>, <placeName>, <orgName>, <date> … or 63 others.",
            ),
        ],
    ),
    "an element of HTML’s namespace": (
        '<p><b xmlns="http://www.w3.org/1999/xhtml">b</b></p>',
        [
            (
                Kind.NAMESPACE,
                "/TEI/text/body/p/b",
                "<b> is in the namespace http://www.w3.org/1999/xhtml; those of this schema are in http://www.tei-c.org/ns/1.0",
                "Write <hi>.",
            ),
        ],
    ),
    "a paragraph in no namespace": (
        '<div><p xmlns="">a <hi>b</hi></p></div>',
        [
            (
                Kind.NAMESPACE,
                "/TEI/text/body/div/p",
                "<p> is in no namespace; those of this schema are in http://www.tei-c.org/ns/1.0",
                'Remove xmlns="" where it stands.',
            ),
        ],
    ),
    "an attribute without its prefix": (
        '<div><p lang="en" id="x">a</p></div>',
        [
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "/TEI/text/body/div/p/@lang",
                "“lang” is not an attribute of <p>; it is written xml:lang",
                "xml:lang: The language of the content, inherited until another is named.",
            ),
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "/TEI/text/body/div/p/@id",
                "“id” is not an attribute of <p>; it is written xml:id",
                "xml:id: The name by which everything else points here.",
            ),
        ],
    ),
    "an attribute of another element": (
        '<p><persName target="#x">a</persName><ref ref="#y">a</ref></p>',
        [
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "/TEI/text/body/p/persName/@target",
                "“target” is not an attribute of <persName>; the like is written ref",
                "ref: The entry that this name or description stands for.",
            ),
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "/TEI/text/body/p/ref/@ref",
                "“ref” is not an attribute of <ref>; the like is written target",
                "target: Where it points.",
            ),
        ],
    ),
    "an attribute that nobody knows": (
        '<p mood="sad">a</p>',
        [
            (Kind.ATTRIBUTE_NOT_ALLOWED, "/TEI/text/body/p/@mood", "“mood” is not an attribute of <p>", None),
        ],
    ),
    "an attribute of a namespace": (
        '<p xmlns:x="urn:x" x:mood="sad">a</p>',
        [
            (Kind.ATTRIBUTE_NOT_ALLOWED, "/TEI/text/body/p/@x:mood", "“x:mood” is not an attribute of <p>", None),
        ],
    ),
    "an attribute in capitals": (
        '<u Who="#a">a</u>',
        [
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "/TEI/text/body/u/@Who",
                "“Who” is not an attribute of <u>; it is written who",
                None,
            ),
        ],
    ),
    "an attribute that is missing": (
        "<u>a</u>",
        [
            (Kind.ATTRIBUTE_MISSING, "/TEI/text/body/u", "<u> lacks the attribute who", None),
        ],
    ),
    "a day that is not": (
        '<p><date when="2023-02-30">a</date></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/date/@when",
                "when=“2023-02-30” is no date: February 2023 has 28 days",
                None,
            ),
        ],
    ),
    "a date in words": (
        '<p><date when="November 1989">a</date></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/date/@when",
                "when=“November 1989” is no year and month: write it as 1989-11",
                None,
            ),
        ],
    ),
    "no date at all": (
        '<p><date when="soon">a</date></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/date/@when",
                f"when=“soon” is in none of the forms allowed here: {_DATES}",
                None,
            ),
        ],
    ),
    "a value that is not on the list": (
        '<p><date cert="maybe">a</date></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/date/@cert",
                "cert=“maybe” is not one of high, medium, low or unknown",
                None,
            ),
        ],
    ),
    "a value that is nearly on the list": (
        '<p><date cert="hihg">a</date></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/date/@cert",
                "cert=“hihg” is not one of high, medium, low or unknown",
                "Did you mean “high”?",
            ),
        ],
    ),
    "an empty value of a list": (
        '<p><date cert="">a</date></p>',
        [
            (
                Kind.VALUE,
                "/TEI/text/body/p/date/@cert",
                "cert=“” is empty; it must be high, medium, low or unknown",
                None,
            ),
        ],
    ),
    "an id given twice": (
        '<p xml:id="a"/><p xml:id="a"/>',
        [
            (
                Kind.IDENTITY,
                "/TEI/text/body/p[2]/@xml:id",
                "the id “a” stands here again; it was first given on line 1",
                None,
            ),
        ],
    ),
    "four faults": (
        '<div><head>x</head><p when="x">a</p><u who="#a"><p>x</p></u><foo/></div><p>a</p>',
        [
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "/TEI/text/body/div/p/@when",
                "“when” is not an attribute of <p>",
                "when may stand on <persName>, <placeName>, <orgName>, <date> … or 39 others.",
            ),
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/div/u/p",
                "<p> cannot stand directly in <u>",
                "It may stand in <div>: close <u> first.",
            ),
            (
                Kind.ELEMENT_UNKNOWN,
                "/TEI/text/body/div/foo",
                "“foo”, here in <div>, is not an element of this schema",
                "Here may stand <p>, <u>, <sp>, <ab>, <note>, <quote> … or 37 others.",
            ),
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/text/body/p",
                "<p> must come before <div> in <body>",
                "Move it before <div>.",
            ),
        ],
    ),
}

PROFILE: Final[dict[str, tuple[str, list[Told]]]] = {
    "two things that exclude each other": (
        '<langUsage><p/><language ident="en">x</language></langUsage>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/TEI/teiHeader/profileDesc/langUsage/language",
                "<language> cannot stand beside <p> in <langUsage>",
                "Keep either <p> or <language>.",
            ),
        ],
    ),
    "words in a list": (
        '<particDesc><listPerson>hello<person xml:id="a"><persName>x</persName></person></listPerson></particDesc>',
        [
            (Kind.TEXT, _PERSONS, "words cannot stand directly in <listPerson>", "Put them in <head> or <desc>."),
        ],
    ),
    "attributes that are missing": (
        "<settingDesc><p><milestone/><ptr/></p></settingDesc>",
        [
            (
                Kind.ATTRIBUTE_MISSING,
                "/TEI/teiHeader/profileDesc/settingDesc/p/milestone",
                "<milestone> lacks the attribute unit",
                None,
            ),
            (
                Kind.ATTRIBUTE_MISSING,
                "/TEI/teiHeader/profileDesc/settingDesc/p/ptr",
                "<ptr> lacks the attribute target",
                None,
            ),
        ],
    ),
    "attributes that exclude each other": (
        '<particDesc><listPerson><person/><relation name="x" mutual="#a" active="#a"/></listPerson></particDesc>',
        [
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                f"{_PERSONS}/relation/@active",
                "active cannot stand beside mutual on <relation>",
                None,
            ),
        ],
    ),
    "a latitude beyond the pole": (
        "<settingDesc><place><location><geo>-95 170</geo></location></place></settingDesc>",
        [
            (Kind.TEXT, _GEO, "<geo> holds “-95 170”, where “-95” is less than -90", None),
        ],
    ),
    "a latitude without a longitude": (
        "<settingDesc><place><location><geo>-45</geo></location></place></settingDesc>",
        [
            (
                Kind.TEXT,
                _GEO,
                "<geo> holds “-45”, which is too short: it needs at least 2 words, each a number, such as 1.5",
                None,
            ),
        ],
    ),
    "three coordinates": (
        "<settingDesc><place><location><geo>1 2 3</geo></location></place></settingDesc>",
        [
            (Kind.TEXT, _GEO, "<geo> holds “1 2 3”, where “3” is one word too many", None),
        ],
    ),
    "no coordinates": (
        "<settingDesc><place><location><geo/></location></place></settingDesc>",
        [
            (Kind.TEXT, _GEO, "<geo> is empty; a number is wanted, such as 1.5", None),
        ],
    ),
    "an element among coordinates": (
        "<settingDesc><place><location><geo>1 <hi>2</hi></geo></location></place></settingDesc>",
        [
            (
                Kind.ELEMENT_MISPLACED,
                f"{_GEO}/hi",
                "<hi> cannot stand directly in <geo>",
                "It may stand in <p>, <title>, <hi>, <u> … or 108 others.",
            ),
        ],
    ),
}

DESCRIPTION: Final[dict[str, tuple[str, list[Told]]]] = {
    "no title statement": (
        f"{_PUBLICATION}{_SOURCE}",
        [
            (
                Kind.ELEMENT_MISSING,
                f"{_DESCRIPTION}/publicationStmt",
                "<fileDesc> lacks <titleStmt> before <publicationStmt>",
                "<titleStmt>: Title of the interview and those who answer for it.",
            ),
        ],
    ),
    "no source": (
        f"{_TITLE}{_PUBLICATION}",
        [
            (
                Kind.ELEMENT_MISSING,
                _DESCRIPTION,
                "<fileDesc> lacks <sourceDesc> at its end",
                "<sourceDesc>: What the encoded text was made from.",
            ),
        ],
    ),
    "nothing": (
        "",
        [
            (
                Kind.ELEMENT_MISSING,
                _DESCRIPTION,
                "<fileDesc> is empty, but needs <titleStmt>, <publicationStmt> and <sourceDesc>",
                None,
            ),
        ],
    ),
    "only the source": (
        _SOURCE,
        [
            (
                Kind.ELEMENT_MISSING,
                f"{_DESCRIPTION}/sourceDesc",
                "<fileDesc> lacks <titleStmt> and <publicationStmt> before <sourceDesc>",
                None,
            ),
        ],
    ),
    "a title statement twice": (
        f"{_TITLE}{_HEADER}",
        [
            (
                Kind.ELEMENT_MISPLACED,
                f"{_DESCRIPTION}/titleStmt[2]",
                "<titleStmt> can stand only once in <fileDesc>",
                "Join the two, or remove one of them.",
            ),
        ],
    ),
    "a title statement too late": (
        f"{_PUBLICATION}{_TITLE}{_SOURCE}",
        [
            (
                Kind.ELEMENT_MISPLACED,
                f"{_DESCRIPTION}/titleStmt",
                "<titleStmt> must come before <publicationStmt> in <fileDesc>",
                "Move it before <publicationStmt>.",
            ),
        ],
    ),
    "a statement misspelt": (
        f"<titelStmt><title>x</title></titelStmt>{_PUBLICATION}{_SOURCE}",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                f"{_DESCRIPTION}/titelStmt",
                "“titelStmt” is not an element of this schema; it is written titleStmt",
                "<titleStmt>: Title of the interview and those who answer for it.",
            ),
        ],
    ),
    "a statement that nobody knows": (
        f"<foo/>{_PUBLICATION}{_SOURCE}",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                f"{_DESCRIPTION}/foo",
                "“foo”, here in <fileDesc>, is not an element of this schema",
                "Here may stand <titleStmt>.",
            ),
        ],
    ),
    "no title": (
        f"<titleStmt></titleStmt>{_PUBLICATION}{_SOURCE}",
        [
            (
                Kind.ELEMENT_MISSING,
                f"{_DESCRIPTION}/titleStmt",
                "<titleStmt> is empty, but needs <title>",
                "<title>: The title of a work, of this file or one mentioned in the text.",
            ),
        ],
    ),
}

WHOLE: Final[dict[str, tuple[str, list[Told]]]] = {
    "no namespace": (
        "<TEI><text/></TEI>",
        [
            (
                Kind.NAMESPACE,
                "/TEI",
                "<TEI> is in no namespace; those of this schema are in http://www.tei-c.org/ns/1.0",
                'Write <TEI xmlns="http://www.tei-c.org/ns/1.0">.',
            ),
            (
                Kind.ELEMENT_MISSING,
                "/TEI/text",
                "<TEI> lacks <teiHeader> before <text>",
                "<teiHeader>: All that is known about the interview and its encoding, before the text itself.",
            ),
            (Kind.ELEMENT_MISSING, "/TEI/text", "<text> is empty, but needs <body>", "<body>: The interview itself."),
        ],
    ),
    "nearly TEI’s namespace": (
        f'<TEI xmlns="{_TEI}/"/>',
        [
            (
                Kind.NAMESPACE,
                "/TEI",
                "<TEI> is in the namespace http://www.tei-c.org/ns/1.0/; those of this schema are in http://www.tei-c.org/ns/1.0",
                'Write <TEI xmlns="http://www.tei-c.org/ns/1.0">.',
            ),
            (Kind.ELEMENT_MISSING, "/TEI", "<TEI> is empty, but needs <teiHeader> and <text>", None),
        ],
    ),
    "TEI P4": (
        "<TEI.2><teiHeader/></TEI.2>",
        [
            (
                Kind.NAMESPACE,
                "/TEI.2",
                "<TEI.2> is the outermost element of TEI P4; the schema is for another edition of TEI",
                "Convert the document to TEI P5 first; TEI’s stylesheets do it.",
            ),
        ],
    ),
    "a page": (
        "<html><body/></html>",
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/html",
                "<html> cannot be the outermost element: that must be <TEI> or <teiCorpus>",
                None,
            ),
        ],
    ),
    "the root in lower case": (
        f'<tei xmlns="{_TEI}"/>',
        [
            (
                Kind.ELEMENT_UNKNOWN,
                "/tei",
                "“tei” is not an element of this schema; it is written TEI",
                "<TEI>: One interview.",
            ),
            (Kind.ELEMENT_MISSING, "/tei", "<TEI> is empty, but needs <teiHeader> and <text>", None),
        ],
    ),
    "a text alone": (
        f'<text xmlns="{_TEI}"><body><p/></body></text>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "/text",
                "<text> cannot be the outermost element: that must be <TEI> or <teiCorpus>",
                None,
            ),
        ],
    ),
    "another vocabulary": (
        '<mods xmlns="http://www.loc.gov/mods/v3"/>',
        [
            (
                Kind.NAMESPACE,
                "/mods",
                "<mods> is in the namespace http://www.loc.gov/mods/v3; those of this schema are in http://www.tei-c.org/ns/1.0",
                "This is a document of another kind, for which another schema is wanted.",
            ),
        ],
    ),
    "words around the text": (
        f'<TEI xmlns="{_TEI}"><teiHeader><fileDesc>{_HEADER}</fileDesc></teiHeader>a<text><body/></text>b</TEI>',
        [
            (Kind.TEXT, "/TEI", "words cannot stand directly in <TEI>", None),
            (
                Kind.ELEMENT_MISSING,
                "/TEI/text/body",
                "<body> is empty, but needs <p>, <div>, <u>, <sp>, <ab>, <quote> … or 11 others",
                None,
            ),
            (Kind.TEXT, "/TEI", "words cannot stand directly in <TEI>", None),
        ],
    ),
}


@pytest.mark.parametrize("case", BODY)
def test_faults_of_the_text(ours: Schema, case: str) -> None:
    """What is wrong in the text is told where it is, once, and nothing else."""
    body, expected = BODY[case]
    assert told(ours, interview(body=body)) == expected


@pytest.mark.parametrize("case", PROFILE)
def test_faults_of_the_profile(ours: Schema, case: str) -> None:
    """So is what is wrong in the description of the people and places."""
    profile, expected = PROFILE[case]
    assert told(ours, interview(profile=profile)) == expected


@pytest.mark.parametrize("case", DESCRIPTION)
def test_faults_of_the_description(ours: Schema, case: str) -> None:
    """What is missing, doubled or in the wrong order among children of which each has its place is told once."""
    description, expected = DESCRIPTION[case]
    assert told(ours, interview(description=description)) == expected


@pytest.mark.parametrize("case", WHOLE)
def test_faults_of_the_whole(ours: Schema, case: str) -> None:
    """A document of another kind is called what it is."""
    document, expected = WHOLE[case]
    assert told(ours, document) == expected


@pytest.mark.parametrize("name", ["ours", "tei"])
def test_all_of_tei_is_explained_alike(request: pytest.FixtureRequest, name: str) -> None:
    """The messages do not need our schema: with that of all TEI the same is told of the same faults."""
    schema: Schema = request.getfixturevalue(name)
    body = '<div><p>a <u who="#a">b</u> <date when="2023-02-30"/></p><head/></div>'
    assert [message for _, _, message, _ in told(schema, interview(body=body))] == [
        "<u> cannot stand directly in <p>",
        "when=“2023-02-30” is no date: February 2023 has 28 days",
        "<head> must come before <p> in <div>",
    ]


_POINTS: Final = (
    "points: identifies a two or three dimensional area by means of a series of pairs of numbers, each of which gives "
    "the x,y, or z coordinates of a point on a line enclosing the area."
)
_QUANTITY: Final = r"a number (1.5) or a text of the form “(\-?[\d]+/\-?[\d]+)”"
_CIT: Final = "Put it in <cit>, which may stand here."

# What is told by TEI's own grammar: a body, and of each fault its kind, the message and the hint.
TEI: Final[dict[str, tuple[str, list[tuple[Kind, str, str | None]]]]] = {
    "an example in the namespace of TEI": (
        "<p><egXML><p>a</p><foo/></egXML></p>",
        [
            (
                Kind.NAMESPACE,
                "<egXML> is in the namespace http://www.tei-c.org/ns/1.0; it belongs in http://www.tei-c.org/ns/Examples",
                'Write <egXML xmlns="http://www.tei-c.org/ns/Examples">.',
            ),
        ],
    ),
    "a quotation in a sense": (
        "<entry><form><orth>a</orth></form><sense><quote>b</quote></sense></entry>",
        [(Kind.ELEMENT_MISPLACED, "<quote> cannot stand directly in <sense>", _CIT)],
    ),
    "a turn in a turn": (
        '<div><sp who="#a"><p>a<sp who="#a"><p>b</p></sp></p></sp></div>',
        [
            (
                Kind.ELEMENT_MISPLACED,
                "<sp> cannot stand directly in <p>",
                "It may stand in <div>: close <sp> first.",
            ),
        ],
    ),
    "a span with a class": (
        '<p><span class="a">b</span></p>',
        [
            (
                Kind.ATTRIBUTE_NOT_ALLOWED,
                "“class” is not an attribute of <span>; the like is written rend",
                "If it is HTML’s <span>: write <hi>, with rend in place of class.",
            ),
        ],
    ),
    "a numbered division in one without a number": (
        "<div><div2><p/></div2></div>",
        [(Kind.ELEMENT_MISPLACED, "<div2> cannot stand directly in <div>", "It may stand in <div1>.")],
    ),
    "a number in words": (
        '<p><measure quantity="two"/></p>',
        [
            (
                Kind.VALUE,
                f"quantity=“two” is in none of the forms allowed here: {_QUANTITY}",
                "quantity: specifies the number of the specified units that comprise the measurement.",
            ),
        ],
    ),
    "no unit": (
        '<p><gap reason="a" unit=""/></p>',
        [
            (
                Kind.VALUE,
                "unit=“” is empty; it must be cm, mm, in, line or char",
                "unit: names the unit used for the measurement.",
            ),
        ],
    ),
    "a language that is none": (
        '<p xml:lang="english_">a</p>',
        [
            (
                Kind.VALUE,
                "xml:lang=“english_” is no language: its parts are joined by hyphens: “english-”",
                "xml:lang: indicates the language of the element content using a tag generated according to BCP 47.",
            ),
        ],
    ),
}


@pytest.mark.parametrize("case", TEI)
def test_faults_by_all_of_tei(tei: Schema, case: str) -> None:
    """What is wrong by the grammar of all TEI is told once, with a hint that can be followed."""
    body, expected = TEI[case]
    assert [(kind, message, hint) for kind, _, message, hint in told(tei, interview(body=body))] == expected


def test_a_list_of_words_of_one_form(tei: Schema) -> None:
    """Where a list is too short, it is said how many words it needs, and of which form."""
    surface = '<surface><zone points="0,0 1,1"/><zone points=""/></surface>'
    text = interview().replace("<text>", f"<facsimile>{surface}</facsimile><text>")
    form = r"“(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)"
    assert [(message, hint) for _, _, message, hint in told(tei, text)] == [
        (f"points=“0,0 1,1” is too short: it needs at least 3 words, each a text of the form {form}…”", _POINTS),
        (f"points=“” is empty; it must match the pattern {form}?(,-?[0-9]+(\\.[0-9]+…”", _POINTS),
    ]


DOCUMENTATIONS: Final = {
    "names the unit used Suggested values include: 1] cm; 2] mm": "names the unit used.",
    "names the unit. Sample values include: 1] cm": "names the unit.",
    "the sort. The allowed values are: a, b": "the sort.",
    "contains a kind of place, for example: a room, a park.": "contains a kind of place, for example: a room, a park.",
    "tells the class (e.g. for German: STTS). More.": "tells the class (e.g. for German: STTS).",
    "(feature description (in FSD)) describes it.": "describes it.",
    "One person: his name": "One person.",
    "(" * 500 + "a. " * 100_000: None,
}


@pytest.mark.parametrize(("text", "expected"), DOCUMENTATIONS.items(), ids=range(len(DOCUMENTATIONS)))
def test_sentences(text: str, expected: str | None) -> None:
    """Of a documentation the first whole sentence is taken, without the lists of values that TEI adds to it."""
    assert sentence(text) == expected


def test_names_that_are_near(ours: Schema) -> None:
    """A word of the same root is suggested where it can stand, but no word that is merely like it elsewhere."""
    speller = Speller()
    assert speller.element("closing", ("opener", "closer")) == "closer"
    assert Speller().element("closing", ("opener", "closer"), is_expected=False) is None
    assert Speller().element("bolt", ("body",), is_expected=False) is None
    assert Speller().element("biblStruct", ("biblScope",)) is None
    body = "<div><bolt>a</bolt></div>"
    assert [message for _, _, message, _ in told(ours, interview(body=body))] == [
        "“bolt”, here in <div>, is not an element of this schema"
    ]


def test_others_stand_behind_enough_names() -> None:
    """A row that is cut leaves out two things at least."""
    for count, limit in itertools.product(range(20), (3, 4, 6, 8, 12)):
        row = listing(map(str, range(count)), limit=limit)
        assert row.endswith(f"or {count - limit} others") == (count > limit + 1)


@pytest.fixture
def small(tmp_path: Path) -> Schema:
    """Return a small schema whose elements come in several orders."""
    path = tmp_path / "small.rng"
    path.write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="a">'
        '<choice><group><ref name="m"/><ref name="n"/><optional><ref name="o"/><ref name="m"/></optional></group>'
        '<group><ref name="p"/><optional><group><choice><ref name="q"/><ref name="r"/><ref name="s"/><ref name="t"/>'
        '</choice><ref name="n"/></group></optional></group></choice></element></start>'
        + "".join(f'<define name="{name}"><element name="{name}"><empty/></element></define>' for name in "mnopqrst")
        + "</grammar>",
        encoding="utf-8",
    )
    return Schema(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<n/>", ["<a> lacks <m> before <n>"]),
        ("<n/><m/>", ["<m> must come before <n> in <a>"]),
        ("<n/><o/><m/>", ["<m> must come before <n> in <a>"]),
        ("<m/><n/><o/>", ["<a> lacks <m> at its end"]),
        ("<o/>", ["<o> cannot be the first in <a>"]),
        ("<p/><n/>", ["<n> cannot follow <p> in <a>"]),
        ("<p/><q/><r/><n/>", ["<r> cannot stand beside <q> in <a>"]),
        ("<p/><p/>", ["<p> can stand only once in <a>"]),
        ("<m/><p/>", ["<p> cannot stand beside <m> in <a>"]),
        ("<m/><x/>", ["“x”, here in <a>, is not an element of this schema"]),
        ('<m z=""/><n/>', ["“z” is not an attribute of <m>"]),
        ('<x:m xmlns:x="urn:x"/><n/>', ["<m> is in the namespace urn:x; those of this schema are in none"]),
    ],
)
def test_orders(small: Schema, content: str, expected: list[str]) -> None:
    """Whatever is missing, doubled or out of its order is told once, and then it is gone on as if it were right."""
    assert [fault.message for fault in faults(small, f"<a>{content}</a>")] == expected


def test_a_prefix_that_should_not_be_is_named(small: Schema) -> None:
    """An element that only its prefix moves to another namespace is to be written without it."""
    (fault,) = faults(small, '<a><x:m xmlns:x="urn:x"/><n/></a>')
    assert fault.hint == "Write <m> without the prefix x."


def test_places_are_those_of_the_very_thing(ours: Schema) -> None:
    """Line and column are those of the tag, of the attribute's name, of a word in its value, or of the text."""
    text = interview(body='\n<div>\n  <p n="1"\n     mood="sad">\n<foo/> </p>\n<p ana="#a\n  b| c%"/>\n\n words</div>')
    places = [(fault.kind, fault.location.line, fault.location.column) for fault in faults(ours, text)]
    assert places == [
        (Kind.ATTRIBUTE_NOT_ALLOWED, 4, 6),
        (Kind.ELEMENT_UNKNOWN, 5, 1),
        (Kind.VALUE, 7, 6),
        (Kind.TEXT, 9, 2),
    ]


def test_messages_and_hints_are_short(ours: Schema) -> None:
    """However long names and values are, no message or hint is longer than 240 characters."""
    long = "x" * 900
    body = (
        f'<{long}/><p {long}="">a</p><p xml:id="{long} {long}" n=""/><p xmlns="urn:{long}"/><date when="{long}"/>{long}'
    )
    found = faults(ours, interview(body=f"<div>{body}</div>"))
    assert len(found) == 7
    assert max(len(text) for fault in found for text in (fault.message, fault.hint or "")) <= 240
