"""Interviews with one known fault each: the first error has the right place and cause, by our schema and by TEI's.

The faults are of the kinds that are met in the field: what editors mistype, paste, forget and misunderstand.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import xmlio
from preserve.findings import Severity
from preserve.relaxng import Schema
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from preserve.errors import Location

GOOD: Final = Path(__file__).parent / "good"
# Stands before the character that the finding must name.
HERE: Final = "▸"


def _cut(interview: str, first: str, last: str) -> str:
    """Return what stands in a good interview from one string to before another."""
    text = (GOOD / f"{interview}.xml").read_text("utf-8")
    start = text.index(first)
    return text[start : text.index(last, start)]


FILE: Final = _cut("minimal", "<fileDesc>", "</fileDesc>")
PUBLICATION: Final = _cut("minimal", "<publicationStmt>", "<sourceDesc>")
ORGANISATION: Final = _cut("open", "<listOrg>", "</listOrg>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A fault, made in a good interview.

    Attributes:
        name: What it is, in a few words.
        interview: The good interview.
        old: A string of it, which stands there once.
        new: What it becomes; the place to be named is behind the mark.
        code: Of the finding.
        cause: Words of its message, all of them.
        by_tei: Whether TEI's own grammar forbids it, too.
    """

    name: str
    interview: str
    old: str
    new: str
    code: str
    cause: tuple[str, ...]
    by_tei: bool = True


def _known(name: str, change: tuple[str, str, str], code: str, *cause: str, by_tei: bool = True) -> Known:
    """Return a fault of the grammar or of anything else."""
    interview, old, new = change
    return Known(name=name, interview=interview, old=old, new=new, code=code, cause=cause, by_tei=by_tei)


FAULTS: Final = (
    # Elements that the schema does not know.
    _known(
        "name in lower case",
        ("open", "<persName>Xenia X</persName>", "▸<persname>Xenia X</persname>"),
        "TEI-004",
        "persname",
        "persName",
    ),
    _known(
        "letters transposed",
        ("open", "<figDesc>A white square, which stands for a clock.</figDesc>", "▸<figDecs>A clock.</figDecs>"),
        "TEI-004",
        "figDecs",
        "figDesc",
    ),
    _known("element of HTML", ("open", "<emph>never</emph>", "▸<em>never</em>"), "TEI-004", "em"),
    _known(
        "element of TEI P4",
        ("open", '<p xml:id="source-p1">', '▸<xref>here</xref><p xml:id="source-p1">'),
        "TEI-004",
        "xref",
    ),
    # Namespaces.
    _known(
        "pasted without namespace",
        ("open", '<p xml:id="t1-p1">', '▸<p xmlns="" xml:id="t1-p1">'),
        "TEI-006",
        "no namespace",
    ),
    _known(
        "pasted from HTML",
        ("open", '<p xml:id="t1-p1">', '▸<p xmlns="http://www.w3.org/1999/xhtml" xml:id="t1-p1">'),
        "TEI-006",
        "http://www.w3.org/1999/xhtml",
    ),
    # Elements in the wrong place.
    _known(
        "heading after speech",
        (
            "open",
            '<head>A film</head>\n        <sp who="#oo" xml:id="t5">',
            '<sp who="#oo"><p>Yes.</p></sp>\n        ▸<head>A film</head>\n        <sp who="#oo" xml:id="t5">',
        ),
        "TEI-005",
        "head",
        "div",
    ),
    _known(
        "paragraph in a paragraph",
        ("open", "You used to sing a song.", "▸<p>You used to sing a song.</p>"),
        "TEI-005",
        "<p>",
    ),
    _known(
        "turn in a paragraph",
        ("open", "You used to sing a song.", '▸<sp who="#xx"><p>You used to sing a song.</p></sp>'),
        "TEI-005",
        "<sp>",
        "<p>",
    ),
    _known(
        "publication before title",
        (
            "group",
            "<titleStmt>\n        <title>The bakers",
            "<publicationStmt><p>No.</p></publicationStmt>\n      ▸<titleStmt>\n        <title>The bakers",
        ),
        "TEI-005",
        "publicationStmt",
        "titleStmt",
    ),
    _known(
        "second title statement",
        ("minimal", "<publicationStmt>", "▸<titleStmt><title>Again</title></titleStmt>\n      <publicationStmt>"),
        "TEI-005",
        "titleStmt",
    ),
    _known(
        "second body",
        ("minimal", "</body>", "</body>\n    ▸<body><p>Again</p></body>"),
        "TEI-005",
        "body",
        "text",
    ),
    _known(
        "person in a paragraph",
        ("open", "You used to sing a song.", '▸<person xml:id="b"><persName>B</persName></person>'),
        "TEI-005",
        "person",
        "<p>",
    ),
    _known("item outside a list", ("open", "<trailer>The end.</trailer>", "▸<item>The end.</item>"), "TEI-005", "item"),
    _known(
        "division beside paragraphs",
        (
            "open",
            '<ab xml:id="places-ab1">* * *</ab>',
            '<div type="topic"><p>Inner</p></div>\n▸<ab xml:id="places-ab1">* * *</ab>',
        ),
        "TEI-005",
        "ab",
        "div",
    ),
    # Elements that are missing.
    _known(
        "no publication statement",
        ("minimal", PUBLICATION + "<sourceDesc>", "▸<sourceDesc>"),
        "TEI-007",
        "publicationStmt",
    ),
    _known(
        "no source description",
        ("minimal", FILE, "▸" + FILE.partition("<sourceDesc>")[0]),
        "TEI-007",
        "fileDesc",
        "sourceDesc",
    ),
    _known(
        "turn without paragraph",
        (
            "open",
            (
                '<sp who="#xx" xml:id="t1">\n          <p xml:id="t1-p1">When did you come to '
                '<placeName ref="#town">Exampleton</placeName>?</p>'
            ),
            '▸<sp who="#xx" xml:id="t1">',
        ),
        "TEI-007",
        "sp",
        "p",
        by_tei=False,
    ),
    _known(
        "no header at all",
        ("minimal", "<teiHeader>", "<text><body><p>Early</p></body></text>\n  ▸<teiHeader>"),
        "TEI-005",
        "teiHeader",
    ),
    _known(
        "empty list",
        (
            "open",
            '<list type="simple">\n      <item>A list that belongs to the edition, not to the text.</item>',
            '▸<list type="simple">',
        ),
        "TEI-007",
        "list",
        "item",
    ),
    _known(
        "empty list of organisations",
        ("open", ORGANISATION, "▸<listOrg>\n    "),
        "TEI-007",
        "listOrg",
        "org",
    ),
    # Attributes.
    _known(
        "attribute misspelt",
        ("open", '<sp who="#oo" xml:id="t5">', '<sp who="#oo" ▸whom="#xx" xml:id="t5">'),
        "TEI-008",
        "whom",
        "sp",
    ),
    _known("id without xml:", ("open", '<p xml:id="t5-p1">', '<p ▸id="t5-p1">'), "TEI-008", "id", "xml:id"),
    _known(
        "lang without xml:",
        ("open", "<emph>never</emph>", '<emph ▸lang="la">nunquam</emph>'),
        "TEI-008",
        "lang",
        "xml:lang",
    ),
    _known(
        "key in capitals",
        ("open", '<date when="1995">1995</date>', '<date ▸When="1995">1995</date>'),
        "TEI-008",
        "When",
        "when",
    ),
    _known(
        "attribute on a later line",
        ("open", '<time when="12:00:00">', '<time\n   type="hour"\n   ▸hour="12">'),
        "TEI-008",
        "hour",
        "time",
    ),
    _known(
        "turn of nobody",
        ("recorded", '<u xml:id="u4" who="#bs" start', '▸<u xml:id="u4" start'),
        "TEI-009",
        "who",
        "<u>",
        by_tei=False,
    ),
    _known(
        "graphic without address",
        ("open", '<graphic url="open.png" mimeType="image/png"/>', '▸<graphic mimeType="image/png"/>'),
        "TEI-009",
        "url",
        "graphic",
    ),
    _known(
        "relation without name",
        ("group", '<relation name="sibling" mutual="#anna #boris"/>', '▸<relation mutual="#anna #boris"/>'),
        "TEI-009",
        "name",
        "relation",
        by_tei=False,
    ),
    # Values.
    _known(
        "day that is not",
        ("open", '<date when="1990-02-28">the last', '<date ▸when="1990-02-30">the last'),
        "TEI-010",
        "1990-02-30",
    ),
    _known(
        "date as it is spoken",
        ("open", '<date when="1995">1995</date>', '<date ▸when="May 1995">May 1995</date>'),
        "TEI-010",
        "May 1995",
    ),
    _known(
        "month thirteen", ("open", '<death when="1910-02-28"/>', '<death ▸when="1910-13-28"/>'), "TEI-010", "1910-13-28"
    ),
    _known(
        "blank in a word",
        ("open", '<div type="topic" xml:id="film">', '<div ▸type="topic of the film" xml:id="film">'),
        "TEI-010",
        "topic of the film",
    ),
    _known(
        "value out of a list", ("open", 'cert="low" evidence', '▸cert="lowish" evidence'), "TEI-010", "lowish", "low"
    ),
    _known(
        "number in words",
        ("open", 'quantity="12.5"', '▸quantity="twelve"'),
        "TEI-010",
        "twelve",
    ),
    _known("decimal comma", ("recorded", 'interval="0.9"', '▸interval="0,9"'), "TEI-010", "0,9"),
    _known(
        "id with a blank",
        ("open", '<p xml:id="t5-p1">', '<p ▸xml:id="t5 p1">'),
        "TEI-010",
        "t5 p1",
    ),
    _known("id that begins with a figure", ("open", '<p xml:id="t5-p1">', '<p ▸xml:id="5-p1">'), "TEI-010", "5-p1"),
    _known(
        "duration as it is written by hand",
        ("recorded", 'dur="PT2S"', '▸dur="2 seconds"'),
        "TEI-010",
        "2 seconds",
    ),
    _known(
        "time without minutes", ("open", '<time when="12:00:00">', '<time ▸when="12">'), "TEI-010", "12", by_tei=False
    ),
    _known(
        "language by its name",
        ("open", '<language ident="en">', '<language ▸ident="the English">'),
        "TEI-010",
        "the English",
    ),
    # Words.
    _known(
        "words in a list of persons",
        ("minimal", "<listPerson>\n", "<listPerson>▸our friends\n"),
        "TEI-011",
        "listPerson",
    ),
    _known(
        "words between divisions",
        (
            "open",
            '</div>\n      <div type="topic" xml:id="film">',
            '</div>\n      ▸Now to the film.\n      <div type="topic" xml:id="film">',
        ),
        "TEI-011",
        "body",
    ),
    _known(
        "words in a turn",
        ("open", '<sp who="#oo" xml:id="t5">', '<sp who="#oo" xml:id="t5">▸Well,'),
        "TEI-011",
        "sp",
    ),
    # Pointers and ids.
    _known(
        "pointer with a letter too many",
        ("open", '<persName ref="#emperor">', '<persName ref="▸#emperorr">'),
        "REF-002",
        "#emperorr",
        by_tei=False,
    ),
    _known(
        "name in place of a pointer",
        ("recorded", '<u xml:id="u4" who="#bs"', '<u xml:id="u4" who="▸SAMPLE"'),
        "REF-004",
        "SAMPLE",
        by_tei=False,
    ),
    _known(
        "id given twice",
        ("open", '<p xml:id="t5-p1">', '▸<p xml:id="t4-p1">'),
        "REF-001",
        "t4-p1",
        by_tei=False,
    ),
    _known(
        "transcript that is not there",
        ("prose", '<ref type="transcript" target="prose.source.txt">', '▸<ref type="transcript" target="prose.txt">'),
        "REF-005",
        "prose.txt",
        by_tei=False,
    ),
    # Rules.
    _known(
        "end before beginning",
        ("open", '<date from="1989-11-02" to="1990-02-28">', '▸<date from="1990-11-02" to="1990-02-28">'),
        "INT-034",
        "1990",
        by_tei=False,
    ),
    _known(
        "place that speaks",
        ("open", '<sp who="#oo" xml:id="t5">', '▸<sp who="#town" xml:id="t5">'),
        "INT-005",
        "#town",
        by_tei=False,
    ),
    # Words.
    _known(
        "word that was lost",
        ("prose", "called me “Lantern”.", "called ▸“Lantern”."),
        "COL-001",
        "me",
        by_tei=False,
    ),
    # XML.
    _known(
        "tag that is not closed",
        ("open", "<emph>never</emph>", "<emph>never"),
        "XML-001",
        "</emph>, opened",
        by_tei=False,
    ),
    _known("bare ampersand", ("open", "Tick, tock,", "Tick ▸& tock,"), "XML-001", "a bare &", by_tei=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An interview with a fault.

    Attributes:
        text: Of the interview.
        line: Of the place that must be named, or None where none is marked.
        column: Of the same.
    """

    text: str
    line: int | None
    column: int | None


def made(known: Known) -> Made:
    """Make the fault."""
    good = (GOOD / f"{known.interview}.xml").read_text("utf-8")
    assert good.count(known.old) == 1, f"{known.old!r} stands there {good.count(known.old)} times"
    before, mark, after = good.replace(known.old, known.new).partition(HERE)
    line = before.count("\n") + 1 if mark else None
    return Made(text=before + after, line=line, column=len(before) - before.rfind("\n") if mark else None)


def check(known: Known, wanted: Made, message: str, location: Location | None) -> None:
    """Compare the place and the cause."""
    assert location
    assert [word for word in known.cause if word not in message] == [], message
    assert len(message) <= 240
    if wanted.line:
        assert (location.line, location.column) == (wanted.line, wanted.column), message


@pytest.fixture(scope="module")
def ours() -> Validator:
    """Return our own standards."""
    return Validator(Standards())


@pytest.fixture(scope="module")
def tei(conformance: Path) -> Schema:
    """Return TEI's own grammar."""
    return Schema(conformance / "tei" / "tei_all.rng")


@pytest.mark.parametrize("known", FAULTS, ids=lambda known: known.name)
def test_the_first_error_is_the_fault(ours: Validator, known: Known, tmp_path: Path) -> None:
    """By our schema, our rules, and everything else that is checked."""
    folder = tmp_path / "tei"
    shutil.copytree(GOOD, folder)
    path, wanted = folder / f"{known.interview}.xml", made(known)
    path.write_text(wanted.text, "utf-8")
    errors = [finding for finding in ours.validate(path).findings if finding.severity is Severity.ERROR]
    assert errors[0].code == known.code, [str(each) for each in errors]
    check(known, wanted, errors[0].message, errors[0].location)


@pytest.mark.parametrize("known", [each for each in FAULTS if each.by_tei], ids=lambda known: known.name)
def test_the_first_fault_is_the_fault_by_tei_too(tei: Schema, known: Known) -> None:
    """Whose grammar has three times as many elements to take for what was meant."""
    wanted = made(known)
    document = xmlio.parse(wanted.text.encode(), f"{known.interview}.xml")
    first = tei.faults(document)[0]
    check(known, wanted, first.message, first.location)


def test_there_are_enough_of_them() -> None:
    """Of all kinds, each under a name of its own."""
    assert len({known.name for known in FAULTS}) == len(FAULTS) >= 50
    assert {code for known in FAULTS for code in (known.code[:3],)} == {"XML", "TEI", "REF", "INT", "COL"}
