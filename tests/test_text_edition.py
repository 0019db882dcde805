"""The text edition: for reading, and for programs that read it; its lines, whatever the letters."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import xmlio
from tests.test_editions import every_interview, make, tei

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio import Document

# A line of the text edition for programs: turn, paragraph, the rest.
LINE: Final = re.compile(r"\[(\d+)\.(\d+)\](?: (.*))?")

TURNS: Final = (
    '<p>Before.</p><sp who="#a"><p>One.</p><p>Two: still <hi>Ana</hi>.</p></sp><u who="#a">Three.</u>'
    '<u>Four.</u><sp who="#a"><p>Five: <list><item>x</item></list></p><lg><l>v</l></lg><p>Six.</p></sp>'
)


def text(document: Document, **parameters: str) -> str:
    """Return the text edition."""
    return make("text", document, **parameters).data.decode()


def read(document: Document, **parameters: str) -> str:
    """Return what is read in the text edition: what follows the heading of the interview."""
    return re.split(r"\n\n\nThe interview\n=+\n", text(document, **parameters))[1]


def columns(words: str) -> int:
    """Return how many columns words take: none for marks, two for wide letters."""
    widths = (
        0
        if unicodedata.category(each) in {"Mn", "Me", "Mc", "Cf"}
        else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in words
    )
    return sum(widths)


def test_lines_for_programs() -> None:
    """With wrap=0 and locators, each paragraph is a line with its locator and its speaker."""
    lines = [
        found.groups()
        for found in map(LINE.fullmatch, read(tei(TURNS), wrap="0", locators="true").splitlines())
        if found
    ]
    assert lines == [
        ("0", "1", "Before."),
        ("1", "1", "Ana Able: One."),
        ("1", "2", "Ana Able: Two: still Ana."),
        ("2", "1", "Ana Able: Three."),
        ("3", "1", "Four."),
        ("4", "1", "Ana Able:"),
        ("4", "2", "Ana Able: Six."),
    ]


def test_speakers_are_named_once_in_a_turn_for_readers() -> None:
    """The first paragraph of a turn has the name, whether or not locators are shown."""
    assert re.findall(r"^.*Ana Able:.*$", read(tei(TURNS), locators="true"), re.MULTILINE) == [
        "[1.1] Ana Able: One.",
        "[2.1] Ana Able: Three.",
        "[4.1] Ana Able:",
    ]
    assert read(tei('<u who="#a">Look: <list><item>x</item></list></u>')) == "\nAna Able:\n\nLook:\n\n- x\n"


@every_interview
def test_every_paragraph_is_a_line(path: Path) -> None:
    """Each locator once, in order; the words of its line are the paragraph's, and none is lost to the breaking."""
    document = xmlio.read(path)
    whole = text(document, wrap="0", locators="true")
    lines = [line.lstrip() for line in whole.split("\n")]
    found = [tuple(map(int, each.groups()[:2])) for each in map(LINE.match, lines) if each]
    assert len(found) == len(set(found))
    for columns_wanted in ("24", "80", "0"):
        assert sorted(found) == sorted(
            (int(a), int(b))
            for a, b in re.findall(r"\[(\d+)\.(\d+)\]", text(document, wrap=columns_wanted, locators="true"))
        )
    assert unicodedata.is_normalized("NFC", whole)
    assert "\r" not in whole


WORDS: Final = {
    "latin": "the quick brown fox jumps over the lazy dog",
    "combining": "q̣̇ q̣q̣q̣ x̂ŷ ẑ q̃q̃ q̣̇q̣̇ q̣ x̂x̂x̂x̂x̂",
    "arabic": "بدأتُ الدِّراسةَ في المدرسةِ وكُنَّا نقولُ صباحَ الخيرِ كلَّ يومٍ",
    "korean": "저는 그때 학교에 다녔고 우리는 매일 아침 인사를 했습니다",
    "devanagari": "मैं तब स्कूल जाती थी और हम हर सुबह नमस्ते कहते थे",
    "emoji": "👩‍👩‍👧 and 👍🏽 and 🌈 all the way",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("width", [24, 40])
def test_lines_fill_their_columns(words: str, width: int) -> None:
    """No line is wider than it may be, none so short that its neighbour's first word would fit; no word is changed."""
    told = read(tei(f"<p>{' '.join([words] * 9)}</p>"), wrap=str(width)).strip("\n")
    lines = told.split("\n")
    assert " ".join(lines) == unicodedata.normalize("NFC", " ".join([words] * 9))
    assert max(map(columns, lines)) <= width
    assert all(columns(f"{line} {after.split(maxsplit=1)[0]}") > width for line, after in itertools.pairwise(lines))


def test_a_mark_keeps_the_letter_or_space_that_bears_it() -> None:
    """No line begins with a combining character."""
    told = read(tei("<p>" + "ab \u0301cd " * 40 + "</p>"), wrap="24")
    assert not re.search(r"\n[\u0300-\u036f]", told)


def test_very_long_words_have_lines_of_their_own() -> None:
    """An address is not cut, nor is Chinese, which has no spaces."""
    address, chinese = "https://example.org/" + "x" * 90, "我那时候在上学" * 20
    assert read(tei(f"<p>a {address} b {chinese} c</p>"), wrap="40") == f"\na\n{address}\nb\n{chinese}\nc\n"


@pytest.mark.parametrize("marker", ["-", "1.", "12.", "[4.7]", "[1]", "===", "- -"])
def test_no_wrapped_line_begins_like_an_item_or_a_locator(marker: str) -> None:
    """What looks like a marker stays behind the word before it."""
    for length in range(1, 30):
        told = read(tei(f"<p>{'x' * length} word {marker} more of it and more</p>"), wrap="24")
        assert not re.search(rf"\n{re.escape(marker.split(maxsplit=1)[0])}(\s|$)", told)


def test_the_ends_of_lines_are_ours() -> None:
    """Line separators of Unicode and carriage returns in the source are spaces; each line ends with LF."""
    told = read(tei("<p>a\u2028b\u2029c\x85d&#13;e\u00a0f</p>"), wrap="0")
    assert told == "\na b c d e\u00a0f\n"


def test_private_characters_stay() -> None:
    """Letters of the private use area, as medievalists use them, are neither taken for our own signs nor lost."""
    words = "\ue000 \ue001 \uf8ff " * 20
    assert " ".join(read(tei(f"<p>{words}</p>"), wrap="24").split()) == words.strip()


def test_items_are_numbered_in_order() -> None:
    """Whatever marks stand between them."""
    body = '<list rend="numbered"><head>h</head><item>a</item><pb/><item>b</item><item>c</item></list>'
    assert read(tei(body)).endswith("1. a\n2. b\n3. c\n")


def test_many_items_take_time_as_they_are_many() -> None:
    """Twenty thousand numbered items are set at all: counting those before each would take minutes."""
    items = "<item>x</item>" * 20_000
    assert read(tei(f'<list rend="numbered">{items}</list>')).endswith("20000. x\n")


@given(st.lists(st.text(st.characters(categories=("L", "M", "N", "P", "S"))), min_size=1), st.integers(24, 90))
def test_no_word_is_lost_in_lines(words: list[str], width: int) -> None:
    """Whatever the words are, their lines hold them, in order."""
    plain = " ".join(" ".join(words).split())
    document = xmlio.parse(
        tei("<p>@</p>").data.replace(b"@", plain.replace("&", "&amp;").replace("<", "&lt;").encode()), "a.xml"
    )
    told = read(document, wrap=str(width))
    assert " ".join(told.split(" ")).replace("\n", " ").split() == unicodedata.normalize("NFC", plain).split()


def test_blocks_in_a_cell_are_kept_apart() -> None:
    """Lists and paragraphs in a cell stand in its line, with spaces between their words."""
    cell = "<cell>a<list><item>b</item><item>c</item></list><p>d</p><p>e</p>f</cell>"
    assert read(tei(f"<table><row>{cell}<cell>g</cell></row></table>")) == "\n    a b c d e f | g\n"
