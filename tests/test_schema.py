"""The grammar of interviews: what it accepts, what it refuses, and that it explains itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from preserve.resources import SCHEMA

GOOD: Final = Path(__file__).parent / "good"
FLAGSHIP: Final = Path(__file__).parent.parent / "tei"
INTERVIEWS: Final = sorted(GOOD.glob("*.xml"))
CORPORA: Final = sorted((GOOD.parent / "corpora").glob("*.xml"))
DEPOSITED: Final = sorted(FLAGSHIP.glob("*.xml"))
RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
DOCUMENTATION: Final = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
SECTION: Final = r"\(TEI P5 \d+(\.\d+)*(, \d+(\.\d+)*)*\)"

# What the grammar must refuse: a fixture that it accepts, words in it, and what they are changed to.
BROKEN: Final = {
    "a turn of u without a speaker": ("minimal", ' who="#a"', ""),
    "a turn of u with an empty speaker": ("minimal", 'who="#a"', 'who=""'),
    "a turn of sp without a speaker": ("prose", '<sp who="#ae" xml:id="t1">', '<sp xml:id="t1">'),
    "a turn of sp without words": ("right-to-left", '<p xml:id="t1-p1">متى بدأتِ الدراسة؟</p>', ""),
    "30 February": ("open", 'when="1990-02-28"', 'when="1990-02-30"'),
    "29 February in a common year": ("open", 'to="1990-02-28"', 'to="1990-02-29"'),
    "a thirteenth month": ("open", 'when="1989-11"', 'when="1989-13"'),
    "a date written out": ("open", 'when="1989-11"', 'when="November 1989"'),
    "an empty date": ("open", 'when="1989-11"', 'when=""'),
    "the hour 25": ("open", 'when="12:00:00"', 'when="25:00:00"'),
    "a duration without a unit": ("open", 'dur-iso="P4M"', 'dur-iso="4"'),
    "a duration of nothing": ("open", 'dur-iso="P4M"', 'dur-iso="P"'),
    "a duration below nothing": ("recorded", 'dur="PT2S"', 'dur="-PT2S"'),
    "a duration in the notation of a clock": ("recorded", 'dur="PT2S"', 'dur="00:00:02"'),
    "a recording with an empty address": ("recorded", 'url="recorded.wav"', 'url=""'),
    "a recording without an address": ("recorded", ' url="recorded.wav"', ""),
    "a recording without a media type": ("recorded", ' mimeType="audio/x-wav"', ""),
    "a media type that is none": ("recorded", 'mimeType="audio/x-wav"', 'mimeType="wav"'),
    "a recording that is neither sound nor film": ("recorded", 'type="audio"', 'type="tape"'),
    "a transition that TEI does not know": ("recorded", 'trans="overlap"', 'trans="quick"'),
    "a shift to nothing": ("recorded", ' new="piano"', ""),
    "an empty start": ("recorded", 'start="#T4"', 'start=""'),
    "an empty end": ("recorded", 'end="#T5"', 'end=""'),
    "an empty point in time": ("recorded", 'synch="#T2"', 'synch=""'),
    "an empty origin": ("recorded", 'origin="#T0"', 'origin=""'),
    "an empty reference": ("prose", 'ref="#berta"', 'ref=""'),
    "an empty responsibility": ("prose", 'resp="#enc"', 'resp=""'),
    "an empty target": ("prose", 'target="https://example.org/today"', 'target=""'),
    "an empty correspondence": ("bilingual", 'corresp="#u1-s1"', 'corresp=""'),
    "an empty interpretation": ("third-parties", 'ana="#sensitive-identity #action-pseudonymise"', 'ana=""'),
    "a mark that begins nowhere": ("third-parties", 'from="#t4-p2" ', ""),
    "a status outside the list": ("third-parties", 'status="restricted"', 'status="secret"'),
    "a certainty outside the list": ("prose", 'cert="low"', 'cert="maybe"'),
    "evidence outside the list": ("prose", 'evidence="internal"', 'evidence="hearsay"'),
    "an id that begins with a digit": ("minimal", 'xml:id="u1"', 'xml:id="1u"'),
    "an id with a space": ("minimal", 'xml:id="u1"', 'xml:id="u 1"'),
    "a language tag that is none": ("bilingual", 'xml:lang="ru"', 'xml:lang="Russian language"'),
    "more than the whole of a text in one language": ("bilingual", 'usage="60"', 'usage="101"'),
    "a place beyond the pole": ("open", "<geo>-45 170.5</geo>", "<geo>-95 170.5</geo>"),
    "a place with one coordinate": ("open", "<geo>-45 170.5</geo>", "<geo>-45</geo>"),
    "a relation without a name": ("group", 'name="sibling" ', ""),
    "a relation both mutual and not": ("group", 'mutual="#anna #boris"', 'mutual="#anna" active="#boris"'),
    "an attribute that TEI does not have": ("minimal", 'who="#a"', 'who="#a" mood="sad"'),
    "an attribute of another namespace": ("minimal", 'who="#a"', 'who="#a" xmlns:x="urn:x" x:mood="sad"'),
    "an element that TEI does not have": ("minimal", "all I", "<aside>all</aside> I"),
    "an element of TEI outside the profile": ("minimal", "all I", "<w>all</w> I"),
    "an element of another namespace": ("minimal", "all I", '<b xmlns="http://www.w3.org/1999/xhtml">all</b> I'),
    "words outside of any turn": ("minimal", "<body>", "<body>Once upon a time"),
    "an interview without a header": ("minimal", "teiHeader>", "standOff>"),
    "an interview without a title": ("minimal", "<title>The smallest interview</title>", ""),
    "an interview without a source": ("minimal", "<p>Invented. Nobody said this.</p>", ""),
    "two texts in one file": ("minimal", "</text>", "</text><text><body><ab/></body></text>"),
}

# What it must accept: the ways in which TEI writes dates and lengths of time.
DATES: Final = (
    "2024-02-29",
    "2024-02",
    "2024",
    "--02-29",
    "--02",
    "---29",
    "23:59:59",
    "2024-02-29T12:00:00Z",
    "-0044",
)
DURATIONS: Final = ("P2Y3M4DT5H6M7S", "PT1H", "PT0.5S", "PT1,5H", "P2W", "P1,5W", "P1DT1,5H", "P0D")


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    """Return our grammar as libxml2 compiles it."""
    return etree.RelaxNG(etree.parse(SCHEMA))


@pytest.fixture(scope="module")
def elements() -> dict[str, etree._Element]:
    """Return the patterns of elements in our grammar by their names."""
    return {str(node.get("name")): node for node in etree.parse(SCHEMA).iter(RNG + "element")}


@pytest.fixture(scope="session")
def all_tei(conformance: Path) -> etree.RelaxNG:
    """Return the grammar of all TEI; libxml2 takes half a minute to compile it."""
    return etree.RelaxNG(etree.parse(conformance / "tei" / "tei_all.rng"))


def read(text: str) -> etree._Element:
    """Parse a document as the program does: nothing is fetched, and ids are left to the program."""
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False))


def load(path: Path) -> etree._Element:
    """Parse a file."""
    return read(path.read_text(encoding="utf-8"))


def changed(name: str, old: str, new: str) -> etree._Element:
    """Return a good interview with some words changed."""
    text = (GOOD / f"{name}.xml").read_text(encoding="utf-8")
    assert old in text
    return read(text.replace(old, new))


def stem(path: Path) -> str:
    """Name a test after the file."""
    return path.stem


@pytest.mark.parametrize("path", INTERVIEWS + DEPOSITED, ids=stem)
def test_accepts_interviews(grammar: etree.RelaxNG, path: Path) -> None:
    """Each good interview and each deposited one is valid."""
    valid = grammar.validate(load(path))
    assert valid, grammar.error_log


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_refuses(grammar: etree.RelaxNG, change: tuple[str, str, str]) -> None:
    """What is wrong is refused."""
    assert not grammar.validate(changed(*change))


@pytest.mark.parametrize("date", DATES)
def test_accepts_dates(grammar: etree.RelaxNG, date: str) -> None:
    """A date can be given as exactly as it is known, and no more exactly."""
    assert grammar.validate(changed("open", 'when="1989-11"', f'when="{date}"'))


@pytest.mark.parametrize("duration", DURATIONS)
def test_accepts_durations(grammar: etree.RelaxNG, duration: str) -> None:
    """A length of time can be given in every unit of ISO 8601."""
    assert grammar.validate(changed("open", 'dur-iso="P4M"', f'dur-iso="{duration}"'))


def test_every_element_is_explained(elements: dict[str, etree._Element]) -> None:
    """Each element says what it is for, in one or two sentences, and where TEI describes it."""
    texts = {name: " ".join((node.findtext(DOCUMENTATION) or "").split()) for name, node in elements.items()}
    pattern = etree.XPath("re:test($text, $section)", namespaces={"re": "http://exslt.org/regular-expressions"})
    assert not [name for name, text in texts.items() if not pattern(etree.Element("x"), text=text, section=SECTION)]
    assert len(set(texts.values())) == len(texts)


def test_every_definition_is_explained_and_used() -> None:
    """No list of attributes, class, content model or datatype stands there unexplained or for nothing."""
    root = etree.parse(SCHEMA).getroot()
    used = {node.get("name") for node in root.iter(RNG + "ref")}
    defines = list(root.iter(RNG + "define"))
    assert not [node.get("name") for node in defines if next(node.iter(DOCUMENTATION), None) is None]
    assert {node.get("name") for node in defines} == used


def test_every_element_is_used_by_a_good_interview(elements: dict[str, etree._Element]) -> None:
    """What the grammar offers is shown by an example."""
    used = {str(node.tag).removeprefix(TEI) for path in INTERVIEWS + CORPORA for node in load(path).iter(f"{TEI}*")}
    assert set(elements) - used == set()


@pytest.mark.parametrize("path", INTERVIEWS, ids=stem)
def test_good_interviews_hold_together(path: Path) -> None:
    """The id is the name of the file, no id is given twice, and no pointer within the document is void."""
    root = load(path)
    ids = [str(value) for value in root.xpath("//@xml:id")]
    pointers = [word for value in root.xpath("//@*") for word in str(value).split() if word.startswith("#")]
    assert root.get(XML_ID) == path.stem
    assert len(ids) == len(set(ids))
    assert {pointer[1:] for pointer in pointers} <= set(ids)


@pytest.mark.parametrize("path", INTERVIEWS + DEPOSITED, ids=stem)
def test_tei_accepts_interviews(all_tei: etree.RelaxNG, path: Path) -> None:
    """Each interview is valid against all of TEI P5, not only against our part of it."""
    valid = all_tei.validate(load(path))
    assert valid, all_tei.error_log
