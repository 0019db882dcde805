"""The pages in the hands of checkers and browsers: valid HTML, accessible, whole without scripts, the same anywhere.

The Nu HTML Checker and axe-core lie in a folder named by PRESERVE_CHECKERS; ``npm install vnu-jar axe-core`` makes it.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from lxml import etree

from preserve import resources, xmlio
from preserve.relaxng.grammar import read_grammar
from tests.conftest import GOOD
from tests.generation import Generator
from tests.test_editions import (
    ALL,
    ID,
    TEI,
    both,
    comparable,
    editions,
    every_interview,
    having,
    ids,
    make,
    page,
    pieces,
    reading_of_page,
    reading_of_text,
    sensitive_edges,
    tei,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from preserve.xmlio import Document, Element
    from tests.test_editions import Editions

SEED: Final = 2024
RANDOM_TEXTS: Final = 150
RANDOM_DOCUMENTS: Final = 60

# What of an axe run is asked for: all of WCAG 2.2 AA, and what axe's makers know to be good.
AXE_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# What it says of values made by chance, which are as encoded.
AS_ENCODED: Final = ("attribute “lang”", "Year may be mistyped")

# Interviews around texts made by chance; both are referred to by their ids.
FRAME: Final = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="made" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Made</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="ana" role="interviewee"><persName>Ana Able</persName></person>
</listPerson></particDesc></profileDesc></teiHeader><standOff><listPerson><person xml:id="third-party-1"
role="third-party"><persName>Zora Quill</persName></person></listPerson></standOff>{}</TEI>"""


# --- random interviews ------------------------------------------------------------------------------------------------


def random_documents() -> Iterator[Document]:
    """Yield interviews made by chance over all of the schema, corpora left out."""
    generator = Generator(read_grammar(resources.SCHEMA), SEED)
    for number in range(RANDOM_DOCUMENTS):
        document = xmlio.parse(generator.document(), f"random-{number}.xml")
        if document.root.tag == f"{TEI}TEI":
            yield document


def random_texts() -> Iterator[Document]:
    """Yield interviews whose texts are made by chance, which are longer than those of whole documents."""
    grammar = read_grammar(resources.SCHEMA)
    (text,) = grammar.elements(f"{TEI}text")
    vars(grammar)["start"] = text
    generator = Generator(grammar, SEED)
    for number in range(RANDOM_TEXTS):
        made = generator.document().decode().split("?>", 1)[1]
        yield xmlio.parse(FRAME.format(made).encode(), f"random-text-{number}.xml")


@pytest.fixture(scope="session")
def random_interviews() -> tuple[tuple[Document, Editions], ...]:
    """Return interviews made by chance, with their editions."""
    documents = (*random_documents(), *random_texts())
    return tuple((document, both(document, wrap="0")) for document in documents)


def test_random_interviews_hold_no_unknown_element(random_interviews: tuple[tuple[Document, Editions], ...]) -> None:
    """Whatever the schema allows, wherever it allows it, has a template."""
    assert [found.message for _, made in random_interviews for found in made.findings if found.code == "XSL-004"] == []


def test_ids_of_random_interviews(random_interviews: tuple[tuple[Document, Editions], ...]) -> None:
    """No id occurs twice, each link leads somewhere, each id of the text is in the page."""
    for document, made in random_interviews:
        root = page(made.html)
        found = ids(root)
        assert [name for name, times in Counter(found).items() if times > 1] == [], document.text
        assert {str(link)[1:] for link in root.xpath("//@href[starts-with(., '#')]")} - set(found) == set(), (
            document.text
        )
        assert _wanted_ids(document.root) - set(found) == set(), document.text


def _wanted_ids(root: Element) -> set[str]:
    """Return the ids of a text, but for those in judgements on passages, at sensitive edges, and in names withheld."""
    judged = {f"{TEI}{name}" for name in ("span", "spanGrp", "interp", "interpGrp")}
    wanted = set()
    for element in root.iterfind(f"{TEI}text//*[@{ID}]"):
        around = [element, *element.iterancestors()]
        withheld = any(each.get("resp") for each in around if each.tag == f"{TEI}note") and any(
            "#third-party-1" in each.get("ref", "") for each in around
        )
        if not withheld and judged.isdisjoint(each.tag for each in around):
            wanted.add(element.get(ID, ""))
    return wanted - sensitive_edges(root)


def test_random_interviews_read_the_same(random_interviews: tuple[tuple[Document, Editions], ...]) -> None:
    """Word by word, in the same order, in both editions."""
    for document, made in random_interviews:
        assert reading_of_page(made.html) == reading_of_text(made.text), document.text


# --- the kinds of interviews ------------------------------------------------------------------------------------------


def test_one_interview_uses_every_element() -> None:
    """Every element that our schema allows stands in it, but for the corpus, which is no interview."""
    schema = etree.parse(str(resources.SCHEMA))
    allowed = {str(each.get("name")) for each in schema.iter("{http://relaxng.org/ns/structure/1.0}element")} - {"None"}
    used = {str(each.tag).removeprefix(TEI) for each in xmlio.read(GOOD / "everything.xml").root.iter(etree.Element)}
    assert used == allowed - {"teiCorpus"}


def test_rows_are_equally_wide() -> None:
    """What cells claim is cut to what is there, and short rows are filled; so each column and row has its cells."""
    rows = (
        '<row role="label"><cell>a</cell><cell cols="2">b</cell></row>'
        '<row><cell rows="9" role="label">c</cell><cell cols="1000000000000">d</cell></row><row><cell>e</cell></row>'
    )
    root = page(both(tei(f"<table>{rows}</table>")).html)
    cells = [
        [(str(cell.tag), cell.get("colspan"), cell.get("rowspan"), cell.get("scope")) for cell in row]
        for row in root.iter("tr")
    ]
    assert cells == [
        [("th", None, None, "col"), ("th", None, None, "col")],
        [("th", None, "2", "row"), ("td", None, None, None)],
        [("td", None, None, None)],
    ]


def test_a_list_of_terms_begins_with_one_and_ends_with_what_is_said_of_one() -> None:
    """Otherwise it is a list like others."""
    good, bad = (
        page(both(tei(f"<list>{content}</list>")).html)
        for content in ("<label>a</label><item>b</item>", "<item>b</item><label>a</label>")
    )
    (reading,) = having(good, "reading")
    assert [str(each.tag) for each in reading.iter("dt", "dd", "li")] == ["dt", "dd"]
    (reading,) = having(bad, "reading")
    assert [str(each.tag) for each in reading.iter("dt", "dd", "li")] == ["li", "li"]


def test_a_heading_without_words_is_none() -> None:
    """A note alone makes no heading; a heading that holds a quotation in verse is still one."""
    root = page(both(tei("<div><head><note>x</note></head><p>y</p></div>")).html)
    assert having(root, "reading")[0].xpath("count(.//h3 | .//h4)") == 0
    body = "<div><head>On <q><lg><l>a</l><l>b</l></lg></q></head><p>y</p></div>"
    (heading,) = page(both(tei(body)).html).xpath("//*[@role='heading']")
    assert heading.get("aria-level") == "3"
    assert "".join(heading.itertext()).split() == ["On", "ab"]


# --- the checkers -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def checkers() -> Path:
    """Return the folder of the Nu HTML Checker and axe-core; skip where none is named."""
    named = os.environ.get("PRESERVE_CHECKERS")
    if named is None:
        pytest.skip("PRESERVE_CHECKERS names no folder with vnu-jar and axe-core")
    folder = Path(named)
    missing = [name for name in ("vnu-jar", "axe-core") if not (folder / name).is_dir()]
    if missing:
        pytest.fail(f"PRESERVE_CHECKERS is {named!r}, where no {' and no '.join(missing)} is")
    return folder


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of all interviews."""
    folder = tmp_path_factory.mktemp("pages")
    for path in ALL:
        (folder / f"{path.stem}.html").write_text(editions(path).html, encoding="utf-8", newline="")
    return folder


def objections(checkers: Path, files: list[Path]) -> list[str]:
    """Return what the Nu HTML Checker has to say of pages, in one run of it."""
    jar = checkers / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    assert java is not None, "PRESERVE_CHECKERS is set, but there is no java"
    call = [java, "-Xss8m", "-jar", str(jar), "--stdout", "--exit-zero-always", "--format", "json", *map(str, files)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=600)
    said = json.loads(done.stdout)["messages"]
    return [f"{Path(each.get('url', '')).name}: {each['message']} {each.get('extract', '')}" for each in said]


def test_the_checker_sees_faults(checkers: Path, tmp_path: Path) -> None:
    """It is the checker indeed that is silent below."""
    faulty = tmp_path / "faulty.html"
    faulty.write_text("<!DOCTYPE html><html lang=en><title>x</title><p id=a><span id=a><div></div></span>", "utf-8")
    assert any("Duplicate ID" in each for each in objections(checkers, [faulty]))


def test_the_html_checker_has_nothing_to_say(checkers: Path, pages: Path) -> None:
    """No error and no warning, on any page."""
    assert objections(checkers, sorted(pages.glob("*.html"))) == []


def test_the_html_checker_has_nothing_to_say_of_random_texts(
    checkers: Path, random_interviews: tuple[tuple[Document, Editions], ...], tmp_path: Path
) -> None:
    """Nor of pages of whatever the schema allows, but for languages and years, which are as encoded."""
    for document, made in random_interviews:
        (tmp_path / f"{Path(document.name).stem}.html").write_text(made.html, encoding="utf-8", newline="")
    said = objections(checkers, sorted(tmp_path.glob("*.html")))
    assert [each for each in said if not any(part in each for part in AS_ENCODED)] == []


def violations(browser: Browser, checkers: Path, file: Path, **how: Any) -> list[str]:  # noqa: ANN401 (playwright's own)
    """Return what axe finds in a page, and where, at two widths."""
    axe = (checkers / "axe-core" / "axe.min.js").read_text("utf-8")
    context = browser.new_context(bypass_csp=True, **how)
    tab, found = context.new_page(), []
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(file.as_uri())
        tab.evaluate(axe)
        run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
        result = tab.evaluate(run, list(AXE_TAGS))
        found += [
            f"{width} {each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in result["violations"]
        ]
    context.close()
    return found


@pytest.mark.browser
@every_interview
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, checkers: Path, pages: Path, path: Path, scheme: str) -> None:
    """No violation of WCAG 2.2 AA or of good practice, on a phone and on a desk."""
    assert violations(browser, checkers, pages / f"{path.stem}.html", color_scheme=scheme) == []


@pytest.mark.browser
def test_axe_finds_nothing_without_scripts(browser: Browser, checkers: Path, pages: Path, tmp_path: Path) -> None:
    """The page whose scripts are taken out is what a reader without scripts has; axe itself needs them."""
    bare = tmp_path / "bare.html"
    source = (pages / "everything.html").read_text("utf-8")
    bare.write_text(re.sub(r"(?s)<script.*?</script>", "", source), encoding="utf-8")
    assert violations(browser, checkers, bare) == []


# --- with scripts and without -----------------------------------------------------------------------------------------


def seen(browser: Browser, file: Path, *, scripts: bool) -> tuple[str, list[str], list[str]]:
    """Return the page as a browser has it, what it asked for besides, and what it complained of."""
    context = browser.new_context(java_script_enabled=scripts)
    tab = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.goto(file.as_uri(), wait_until="load")
    content = tab.content()
    context.close()
    return content, [url for url in asked if url != file.as_uri()], told


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
@every_interview
def test_everything_is_there_and_nothing_is_asked_for(
    browser: Browser, pages: Path, path: Path, *, scripts: bool
) -> None:
    """Every turn, note and entry of an index; no request, and no objection of the browser's."""
    content, asked, told = seen(browser, pages / f"{path.stem}.html", scripts=scripts)
    is_recording = re.compile(r"\.(wav|mp3|ogg|webm|mp4)(#.*)?$")
    assert [url for url in asked if not is_recording.search(url)] == []
    assert [each for each in told if "Content Security Policy" in each or "Error" in each] == []
    made, shown = page(editions(path).html), page(content)
    assert set(ids(made)) <= set(ids(shown))
    for part in ("turn", "paragraph", "notes", "entries", "contents", "participants"):
        assert len(having(shown, part)) >= len(having(made, part)), part
    if not scripts:
        assert words(shown) == words(made)


def words(root: Element) -> list[str]:
    """Return the words of a page's reading text."""
    (reading,) = having(root, "reading")
    return comparable(html.unescape("".join(pieces(reading))))


# --- the same anywhere, and in time -----------------------------------------------------------------------------------

MAKE: Final = """
import hashlib, sys
from pathlib import Path
from preserve import xmlio
from preserve.render import Renderer
renderer = Renderer()
for name in sys.argv[1:]:
    for edition in renderer.render(xmlio.read(Path(name))):
        print(Path(name).name, edition.view.name, hashlib.sha256(edition.data).hexdigest())
"""


def made_elsewhere(files: list[Path], **environment: str) -> list[str]:
    """Return the digests of editions made in a process with another environment, sorted."""
    call = [sys.executable, "-c", MAKE, *map(str, files)]
    done = subprocess.run(
        call, env={**os.environ, **environment}, capture_output=True, text=True, check=True, timeout=600
    )
    return sorted(done.stdout.splitlines())


def test_the_same_bytes_anywhere() -> None:
    """Over runs, order, time zone, locale, and Python's own chance."""
    files = sorted(GOOD.glob("*.xml"))
    here = made_elsewhere(files, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    assert len(here) >= 2 * len(files)
    assert made_elsewhere(files[::-1], TZ="Asia/Almaty", LC_ALL="C.UTF-8", PYTHONHASHSEED="1") == here
    assert made_elsewhere(files, TZ="America/St_Johns", LANG="ru_RU.UTF-8", PYTHONHASHSEED="2") == here


def long_interview(turns: int) -> Document:
    """Return an interview of so many turns with mentions, notes, dates, a list, and a timeline."""
    body = "".join(
        f'<u xml:id="u{number}" who="#a" start="#T{number}"><seg>In <date when="{1900 + number % 100}">a year</date> '
        f'I saw <placeName ref="#x{number % 50}">X</placeName>.<note resp="#a">So it is.</note> <pause/></seg></u>'
        for number in range(turns)
    )
    body += f'<list rend="numbered">{"<item>one</item>" * turns}</list>'
    whens = "".join(f'<when xml:id="T{n}" interval="1" since="#T{max(n - 1, 0)}"/>' for n in range(turns))
    places = "".join(f'<place xml:id="x{n}"><placeName>X {n}</placeName></place>' for n in range(50))
    return tei(body, apart=f'<timeline unit="s" origin="#T0">{whens}</timeline><listPlace>{places}</listPlace>')


@pytest.mark.parametrize("view", ["html", "text", "vtt"])
def test_time_grows_with_length(view: str) -> None:
    """Ten times the turns take about ten times the time; were anything counted again and again, a hundred times."""
    short, long = long_interview(300), long_interview(3000)
    make(view, short)
    assert _seconds(view, long) <= 25 * max(_seconds(view, short), 0.02)


def test_no_pattern_has_a_variable_alone_for_a_predicate() -> None:
    """It might be a number, so Saxon counts the siblings of every element, and a long interview takes minutes."""
    patterns = {
        f"{path.name}: {each.get('match')}"
        for path in resources.XSLT.rglob("*.xsl")
        for each in etree.parse(path).iter(etree.Element)
        if re.search(r"\[\s*\$[\w-]+\s*\]", each.get("match", ""))
    }
    assert patterns == set()


def _seconds(view: str, document: Document) -> float:
    """Return the least processor time of three runs."""
    taken = []
    for _ in range(3):
        before = time.process_time()
        make(view, document)
        taken.append(time.process_time() - before)
    return min(taken)
