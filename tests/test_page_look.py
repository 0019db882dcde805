"""The look and the structure of the page: what a reader sees of it, on small screens and large, in the dark, on paper.

What can be told from the page alone is told from it; the rest is asked of the system's Chromium.
"""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest
from lxml import etree

from preserve import xmlio
from tests.conftest import GOOD
from tests.test_editions import editions, every_interview, good_interviews, having, make, page, tei

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FloatRect, Page

    from preserve.xmlio import Document, Element

    Opened = Callable[..., contextlib.AbstractContextManager[Page]]

TWO: Final = (
    '<person xml:id="a" role="interviewee"><persName>Ana Able</persName></person>'
    '<person xml:id="b" role="interviewer"><persName>Bo Bee</persName></person>'
)


def html_of(document: Document) -> str:
    """Return the page of an interview."""
    return make("html", document).data.decode()


def root_of(document: Document) -> Element:
    """Return the page of an interview, parsed."""
    return page(html_of(document))


def in_language(document: Document, language: str) -> Document:
    """Return an interview with its text declared to be in another language."""
    return xmlio.parse(document.data.replace(b'xml:lang="en"', f'xml:lang="{language}"'.encode()), "other.xml")


def words(element: Element) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


# The title block.


def facts(root: Element) -> dict[str, str]:
    """Return what the title block says of who, when, where and how long."""
    (block,) = having(root, "particulars")
    return {words(each[0]): words(each[1]) for each in block}


def test_the_title_block_tells_who_when_and_where() -> None:
    """Each fact stands behind its label; the authors stand below the titles."""
    shown = facts(page(editions(GOOD / "group.xml").html))
    assert shown["Interview"] == "31 December 1999"
    assert shown["Place"] == "Nowhere"
    prose = page(editions(GOOD / "prose.xml").html)
    assert list(facts(prose)) == ["Interviewee", "Interviewer", "Interview", "Language"]
    assert [words(each) for each in having(prose, "authors")] == ["By Ada Example, The Listening Room"]


def test_the_place_may_stand_in_a_list() -> None:
    """Both editions name it."""
    made = editions(GOOD / "open.xml")
    assert facts(page(made.html))["Place"] == "the studio of The Open Magazine"
    assert "\nPlace: the studio of The Open Magazine\n" in made.text


@good_interviews
def test_no_place_is_invented(path: Path) -> None:
    """Where the header names no place, none is shown: not that of publication, not one of prose."""
    stated = xmlio.read(path).root.find(".//{*}settingDesc//{*}placeName") is not None
    assert ("Place" in facts(page(editions(path).html))) is stated


def test_that_no_place_is_stated_is_no_place() -> None:
    """What the header says in prose of where it was, even that it does not know, is told at the end alone."""
    made = tei("<p>x</p>", header="<settingDesc><setting><locale>not stated</locale></setting></settingDesc>")
    root = root_of(made)
    assert "Place" not in facts(root)
    assert "Place: not stated" in words(having(root, "page")[-1])
    assert "not stated" not in make("text", made).data.decode()


def test_every_title_is_shown() -> None:
    """A translated title stands below the title, in its own language."""
    (title,) = having(page(editions(GOOD / "right-to-left.xml").html), "subtitle")
    assert words(title) == "Interview with Salma Mithal"
    assert title.get("dir") in {None, "ltr"}
    heading = page(editions(GOOD / "right-to-left.xml").html).find(".//h1")
    assert heading is not None
    assert (heading.get("lang"), heading.get("dir")) == ("ar", "rtl")


# The participants.


@every_interview
def test_lists_of_terms_are_valid(path: Path) -> None:
    """Each group of a dl has terms and then what is said of them, neither without the other."""
    for listed in page(editions(path).html).iter("dl"):
        groups = [each for each in listed if each.tag == "div"] or [listed]
        for group in groups:
            tags = [str(each.tag) for each in group]
            assert set(tags) == {"dt", "dd"}
            assert tags[0] == "dt"
            assert tags[-1] == "dd"


def test_who_has_neither_role_nor_story_took_part() -> None:
    """A participant of whom the header knows the name alone is listed rightly, too."""
    people = '<person xml:id="a"><persName>Ana</persName></person><person xml:id="b"><p>Bo’s life.</p></person>'
    (section,) = having(root_of(tei("<p>x</p>", people=people)), "participants")
    assert [[words(each) for each in group] for group in section.iter("div")] == [
        ["Ana", "took part"],
        ["b", "Bo’s life."],
    ]


def test_what_is_said_of_all_participants_is_shown() -> None:
    """The head and description of their list stand before the legend."""
    (section,) = having(page(editions(GOOD / "group.xml").html), "participants")
    assert [words(each) for each in section.iterchildren("p")] == [
        "Who was there",
        "Three bakers, their apprentices, and the guild’s own history workshop.",
    ]


def test_a_story_keeps_its_language() -> None:
    """A note in another language than the page says so."""
    people = '<person xml:id="a"><persName>Ana</persName><note xml:lang="ru">Рыбачка.</note></person>'
    (section,) = having(root_of(tei("<p>x</p>", people=people)), "participants")
    assert [each.get("lang") for each in section.iter("dd") if words(each) == "Рыбачка."] == ["ru"]


# Turns.


def test_turns_say_whose_they_are() -> None:
    """The roles of the speakers are classes, for our look and for others'; those of third parties are not."""
    people = TWO + '<person xml:id="c" role="third-party"><persName>Zora Quill</persName></person>'
    body = '<u who="#a">x</u><u who="#b">x</u><u who="#b #a">x</u><u who="#c">x</u><u>x</u>'
    html = html_of(tei(body, people=people))
    assert [each.get("class") for each in having(page(html), "turn")] == [
        "turn role-interviewee",
        "turn role-interviewer",
        "turn role-interviewee role-interviewer",
        "turn",
        "turn",
    ]
    assert "third-party" not in html.split("</style>")[1]


@pytest.mark.parametrize(
    ("body", "again"),
    [
        ('<sp who="#a"><p>x</p></sp><sp who="#a"><p>x</p></sp>', [False, True]),
        ('<sp who="#a"><p>x</p></sp><p>x</p><sp who="#a"><p>x</p></sp>', [False, True]),
        ('<sp who="#a"><p>x</p></sp><sp who="#b"><p>x</p></sp><sp who="#a"><p>x</p></sp>', [False, False, False]),
        ('<sp who="#b"><p>x</p></sp><sp who="#a"><p>x</p></sp><sp who="#a"><p>x</p></sp>', [False, False, True]),
        ('<sp who="#a"><p>x</p></sp><sp who="#a"><speaker>A.</speaker><p>x</p></sp>', [False, False]),
        ('<u who="#a">x</u><u who="#a">x</u>', [False, False]),
    ],
)
def test_a_label_is_not_seen_twice(body: str, again: list[bool]) -> None:
    """Prose in which one voice goes on names it once; labels of the source and transcribed speech stay."""
    speakers = having(root_of(tei(body, people=TWO)), "speaker")
    assert ["again" in each.get("class", "").split() for each in speakers] == again
    assert all(words(each) in {"Ana Able", "Bo Bee", "A."} for each in speakers)


# Contents.


def test_nothing_empty_is_in_the_contents() -> None:
    """A division without heading has no entry, and no empty list stands for it."""
    (contents,) = having(root_of(tei("<p>x</p>")), "contents")
    assert [words(each) for each in contents.iter("a")][:3] == [
        "Participants",
        "Signs used in the text",
        "The interview",
    ]
    assert [each for each in contents.iter("ol") if len(each) == 0] == []
    assert [each for each in contents.iter("ol") if each.getparent().findtext("a") == "The interview"] == []  # type: ignore[union-attr]


@every_interview
def test_the_contents_follow_the_page(path: Path) -> None:
    """Every entry has words and leads to what stands after the one before; every section with a heading is there."""
    root = page(editions(path).html)
    (contents,) = having(root, "contents")
    order = {str(each.get("id")): number for number, each in enumerate(root.iter(etree.Element)) if each.get("id")}
    places = [order[str(each.get("href"))[1:]] for each in contents.iter("a")]
    assert all(words(each) for each in contents.iter("a"))
    assert places == sorted(places)
    headed = {words(each) for each in root.iterfind(".//main/section/h2")}
    assert headed <= {words(each) for each in contents.iter("a")}


def test_addresses_that_are_read_are_marked() -> None:
    """A link whose words are its address is not to be printed twice."""
    body = '<p><ref target="https://example.org/">https://example.org/</ref> <ref target="https://example.org/">x</ref></p>'
    (reading,) = having(root_of(tei(body)), "reading")
    links = [each for each in reading.iter("a") if each.get("href", "").startswith("http")]
    assert [each.get("class") for each in links] == ["address", None]


# In a browser.


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    """Return a function that opens a page in a window of its own, scripts off, and gives the tab."""

    @contextlib.contextmanager
    def show(html: str, width: int = 1280, **wanted: Any) -> Iterator[Page]:  # noqa: ANN401 (whatever a window takes)
        """Open a page."""
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False, **wanted)
        tab = context.new_page()
        tab.goto(file.as_uri())
        yield tab
        context.close()

    return show


def style(tab: Page, selector: str, name: str, pseudo: str = "") -> str:
    """Return a computed property of the first element that is selected."""
    script = "([selector, pseudo, name]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"
    return str(tab.evaluate(script, [selector, pseudo, name]))


def box(tab: Page, selector: str) -> FloatRect:
    """Return where the first element that is selected stands."""
    found = tab.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


PERMALINK: Final = "#t1-p1 > .locator"


@pytest.mark.browser
def test_permalinks_are_visible_on_hover_and_focus(opened: Opened) -> None:
    """The number is always to be read; its sign comes with pointer and keyboard."""
    with opened(editions(GOOD / "prose.xml").html, reduced_motion="reduce") as tab:
        assert tab.is_visible(PERMALINK)
        assert style(tab, PERMALINK, "opacity") == "1"
        assert style(tab, PERMALINK, "opacity", "::before") == "0"
        tab.hover("#t1-p1")
        assert style(tab, PERMALINK, "opacity", "::before") == "1"
        tab.hover("h1")
        assert style(tab, PERMALINK, "opacity", "::before") == "0"
        tab.focus(PERMALINK)
        assert style(tab, PERMALINK, "opacity", "::before") == "1"
        tab.focus(".contents a")
        tab.goto(tab.url + "#t1-p1")
        assert style(tab, PERMALINK, "opacity", "::before") == "1"


@pytest.mark.browser
def test_permalinks_are_always_visible_where_nothing_hovers(opened: Opened) -> None:
    """On a telephone every locator shows its sign."""
    with opened(editions(GOOD / "prose.xml").html, 360, has_touch=True, is_mobile=True) as tab:
        script = "[...document.querySelectorAll('a.locator')].map(each => getComputedStyle(each, '::before').opacity)"
        assert set(tab.evaluate(script)) == {"1"}


@pytest.mark.browser
@every_interview
def test_nothing_is_too_wide_for_double_letters(path: Path, opened: Opened) -> None:
    """At 320 px and with letters of twice the size nothing scrolls sideways."""
    with opened(editions(path).html, 320) as tab:
        tab.evaluate("document.documentElement.style.fontSize = '212.5%'")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


# Words whose contrast with the ground behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3).
FAINT: Final = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map(each => each / 255)
    .map(each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4)
    .reduce((sum, each, index) => sum + each * [.2126, .7152, .0722][index], 0);
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  const faint = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some(each => each.nodeType === 3 && each.data.trim());
    if (!own || element.closest('script, option, svg')) continue;
    const ratio = contrast(channels(getComputedStyle(element).color), ground(element));
    if (ratio < 4.5) faint.push(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""

SCHEMES: Final = [("light", ""), ("dark", ""), ("dark", "light"), ("light", "dark")]


@pytest.mark.browser
@pytest.mark.parametrize(("system", "wanted"), SCHEMES)
@pytest.mark.parametrize("name", ["prose", "recorded", "rich-header"])
def test_contrast(name: str, system: Literal["light", "dark"], wanted: str, opened: Opened) -> None:
    """Every word stands out from its ground by 4.5 to 1, in the system's colours and in those asked for."""
    with opened(editions(GOOD / f"{name}.xml").html, color_scheme=system) as tab:
        tab.evaluate("wanted => { if (wanted) document.documentElement.dataset.theme = wanted; }", wanted)
        assert tab.evaluate(FAINT) == []


@pytest.mark.browser
@pytest.mark.parametrize(("system", "wanted"), SCHEMES)
def test_the_colours_asked_for_win(system: Literal["light", "dark"], wanted: str, opened: Opened) -> None:
    """data-theme on the root turns the page, and what the browser itself draws, light or dark."""
    with opened(editions(GOOD / "minimal.xml").html, color_scheme=system) as tab:
        tab.evaluate("wanted => { if (wanted) document.documentElement.dataset.theme = wanted; }", wanted)
        light = (wanted or system) == "light"
        assert style(tab, "body", "backgroundColor") == ("rgb(253, 252, 249)" if light else "rgb(23, 22, 20)")
        assert style(tab, "html", "colorScheme") == (wanted or "light dark")


@pytest.mark.browser
def test_contrast_may_be_raised(opened: Opened) -> None:
    """Who asks the system for more contrast gets quiet words in full ink."""
    html = editions(GOOD / "prose.xml").html
    with opened(html) as usual, opened(html, contrast="more") as more:
        assert style(usual, ".subtitle", "color") != style(usual, "body", "color")
        assert style(more, ".subtitle", "color") == style(more, "body", "color")


@pytest.mark.browser
def test_grounds_become_lines_where_the_system_picks_the_colours(opened: Opened) -> None:
    """In forced colours what a tint sets apart is set apart by lines."""
    with opened(editions(GOOD / "prose.xml").html, forced_colors="active") as tab:
        tab.goto(tab.url + "#t1-p1")
        assert style(tab, ".rights", "borderTopStyle") == "solid"
        assert style(tab, ".reading .echoed", "borderLeftStyle") == "solid"
        assert style(tab, "#t1-p1", "outlineStyle") == "solid"


@pytest.mark.browser
def test_on_paper(opened: Opened) -> None:
    """Nothing to press is printed; locators are, beside their words, and so are the addresses of links."""
    html = editions(GOOD / "prose.xml").html
    with opened(html, color_scheme="dark") as tab:
        tab.emulate_media(media="print")
        for furniture in (".skip", ".contents", ".return"):
            assert not tab.is_visible(furniture), furniture
        assert style(tab, PERMALINK, "display", "::before") == "none"
        assert box(tab, PERMALINK)["x"] + box(tab, PERMALINK)["width"] <= box(tab, "#t1-p1")["x"]
        assert "https://example.org/today" in style(tab, "#t2-p1 > a[href*=today]", "content", "::after")
        assert style(tab, "a.address", "content", "::after") == "none"
        assert style(tab, "body", "backgroundColor") == "rgb(255, 255, 255)"
        assert [style(tab, each, "breakAfter") for each in ("h2", "h3", ".speaker")] == ["avoid"] * 3
        assert tab.evaluate(FAINT) == []


@pytest.mark.browser
def test_pages_are_numbered(opened: Opened) -> None:
    """The style has a number at the foot of each page, as the browser understands it."""
    script = """[...document.styleSheets[0].cssRules].flatMap(each => [...(each.cssRules || [])])
      .filter(each => each instanceof CSSPageRule).map(each => each.cssText).join()"""
    with opened(editions(GOOD / "minimal.xml").html) as tab:
        assert "@bottom-center" in tab.evaluate(script)
        assert "counter(page)" in tab.evaluate(script)


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
def test_locators_stand_where_lines_begin(media: Literal["screen", "print"], opened: Opened) -> None:
    """In the margin before the words: on the left, and on the right where the writing runs to the left."""
    with opened(editions(GOOD / "prose.xml").html) as tab:
        tab.emulate_media(media=media)
        assert box(tab, PERMALINK)["x"] + box(tab, PERMALINK)["width"] <= box(tab, "#t1-p1")["x"]
        assert box(tab, PERMALINK)["x"] >= 0
    with opened(editions(GOOD / "right-to-left.xml").html) as tab:
        tab.emulate_media(media=media)
        paragraph = box(tab, "#t1-p1")
        assert box(tab, PERMALINK)["x"] >= paragraph["x"] + paragraph["width"]
        assert tab.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.browser
def test_locators_stand_at_the_end_of_narrow_lines(opened: Opened) -> None:
    """On a telephone there is no margin: on the right, and on the left where the writing runs to the left."""
    with opened(editions(GOOD / "prose.xml").html, 320) as tab:
        assert box(tab, PERMALINK)["x"] > 160
    with opened(editions(GOOD / "right-to-left.xml").html, 320) as tab:
        assert box(tab, PERMALINK)["x"] < 160


@pytest.mark.browser
def test_all_locators_stand_below_each_other(opened: Opened) -> None:
    """Those of questions, which are inset, and those of answers end at the same line."""
    with opened(editions(GOOD / "recorded.xml").html) as tab:
        script = (
            "[...document.querySelectorAll('a.locator')].map(each => Math.round(each.getBoundingClientRect().right))"
        )
        assert len(set(tab.evaluate(script))) == 1


@pytest.mark.browser
def test_locators_are_not_copied_with_the_words(opened: Opened) -> None:
    """A quotation is selected without the number of its paragraph."""
    with opened(editions(GOOD / "prose.xml").html) as tab:
        tab.evaluate("getSelection().selectAllChildren(document.getElementById('t1-p1'))")
        assert tab.evaluate("getSelection().toString()").startswith("I kept the lamp")


@pytest.mark.browser
def test_voices_differ_without_colour(opened: Opened) -> None:
    """What an interviewer says is set in another face, and inset behind a line."""
    with opened(editions(GOOD / "recorded.xml").html) as tab:
        asks, answers = "#u1-s1", "#u2-s1"
        assert style(tab, asks, "fontFamily") != style(tab, answers, "fontFamily")
        assert box(tab, asks)["x"] > box(tab, answers)["x"]
        assert style(tab, ".role-interviewer", "borderLeftStyle") == "solid"
    both = '<u who="#a #b" xml:id="u1">x</u>'
    with opened(html_of(tei(both, people=TWO))) as tab:
        assert style(tab, "#u1", "borderLeftStyle") == "none"


@pytest.mark.browser
def test_repeated_labels_are_heard_and_not_seen(opened: Opened) -> None:
    """The name of a voice that goes on takes no room, and is still in the page."""
    body = '<sp who="#a"><p>x</p></sp><sp who="#a"><p>x</p></sp>'
    with opened(html_of(tei(body))) as tab:
        first, second = tab.locator(".speaker").all()
        assert box(tab, ".again")["height"] <= 1
        assert (first.bounding_box() or {"height": 0})["height"] > 10
        assert "Ana Able" in second.aria_snapshot()


@pytest.mark.browser
def test_echoed_questions_are_set_apart(opened: Opened) -> None:
    """By ground and stroke, not by slanted letters alone; in the legend as in the text."""
    with opened(editions(GOOD / "prose.xml").html) as tab:
        for selector in (".reading .echoed", ".signs .echoed"):
            assert style(tab, selector, "backgroundColor") != style(tab, "body", "backgroundColor")
            assert style(tab, selector, "borderLeftWidth") == "2px"
            assert style(tab, selector, "fontStyle") == "italic"
    (legend,) = having(page(editions(GOOD / "prose.xml").html), "signs")
    assert "answered at once" in words(legend)


@pytest.mark.browser
@pytest.mark.parametrize(("language", "slant", "weight"), [("en", "italic", "400"), ("ar", "normal", "600")])
def test_emphasis_suits_the_script(language: str, slant: str, weight: str, opened: Opened) -> None:
    """What slants in Latin letters is bold in Arabic ones; a Latin word among them slants again."""
    body = '<p xml:id="p">x <hi>y</hi> <foreign xml:lang="fr">z</foreign></p>'
    with opened(html_of(in_language(tei(body), language))) as tab:
        assert style(tab, "#p > i", "fontStyle") == slant
        assert style(tab, "#p > i", "fontWeight") == weight
        assert style(tab, "#p > .foreign", "fontStyle") == "italic"
        assert style(tab, "#p > .foreign", "fontWeight") == "400"


@pytest.mark.browser
def test_titles_in_the_other_direction_begin_with_the_page(opened: Opened) -> None:
    """In a page that speaks English an Arabic title, entry or name begins on the left, as the rest does."""
    with opened(editions(GOOD / "right-to-left.xml").html) as tab:
        for selector in ("h1", ".participants dt", ".contents a[dir=rtl]"):
            assert style(tab, selector, "textAlign") == "left", selector
        assert style(tab, ".reading h3", "textAlign") in {"start", "right"}


@pytest.mark.browser
def test_lines_are_hyphenated_by_language(opened: Opened) -> None:
    """Words of paragraphs may be divided, addresses and headings may not."""
    with opened(editions(GOOD / "prose.xml").html) as tab:
        assert style(tab, "#t1-p1", "hyphens") == "auto"
        assert style(tab, "a.address", "hyphens") == "none"
        assert style(tab, "h1", "hyphens") == "manual"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "beside"), [(320, False), (768, False), (1280, True)])
def test_the_contents_stand_where_there_is_room(width: int, *, beside: bool, opened: Opened) -> None:
    """Before the text on small screens; beside it, and staying there, on large ones."""
    with opened(editions(GOOD / "prose.xml").html, width) as tab:
        contents, main = box(tab, ".contents"), box(tab, "main")
        assert (contents["x"] + contents["width"] <= main["x"]) is beside
        assert (contents["y"] + contents["height"] <= main["y"]) is not beside
        tab.evaluate("document.getElementById('notes').scrollIntoView({behavior: 'instant'})")
        assert (box(tab, ".contents")["y"] >= 0) is beside


@pytest.mark.browser
@pytest.mark.parametrize("width", [768, 1280])
def test_lines_are_of_a_length_to_read(width: int, opened: Opened) -> None:
    """A line holds some 60 to 90 letters."""
    body = f'<p xml:id="p">{"The quick brown fox jumps over a lazy dog. " * 20}</p>'
    with opened(html_of(tei(body)), width) as tab:
        height = float(style(tab, "#p", "lineHeight").removesuffix("px"))
        lines = round(box(tab, "#p")["height"] / height)
        assert 60 <= 20 * 43 / lines <= 90


@every_interview
def test_headings_are_of_the_page_first(path: Path) -> None:
    """Parts of the page are h2; headings of the text stand below theirs, one level down at a time."""
    root = page(editions(path).html)
    assert {str(each.tag) for each in root.iterfind(".//main/section/*[@id]") if each.tag in {"h1", "h2", "h3"}} <= {
        "h2"
    }
    (reading,) = having(root, "reading")
    levels = [int(str(each.tag)[1]) for each in reading.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(level >= 3 for level in levels)
    assert all(after <= before + 1 for before, after in itertools.pairwise([2, *levels]))


def test_a_note_between_paragraphs_says_what_it_is() -> None:
    """Its number alone would be a riddle there; in a line it is a number as ever."""
    root = root_of(tei("<p>x<note>one</note></p><note>two</note>"))
    assert [words(each) for each in having(root, "noteref")] == ["[1]", "Note [2]"]


# The contrast of the faint marks of the timeline with the ground (WCAG 2.2, 1.4.11).
MARKED: Final = """() => {
  const luminance = channels => channels.map(each => each / 255)
    .map(each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4)
    .reduce((sum, each, index) => sum + each * [.2126, .7152, .0722][index], 0);
  const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const mark = getComputedStyle(document.querySelector('.timeline .bound'));
  const ground = channels(getComputedStyle(document.body).backgroundColor);
  const share = Number(mark.strokeOpacity);
  const drawn = channels(mark.stroke).map((each, at) => share * each + (1 - share) * ground[at]);
  const [low, high] = [luminance(drawn), luminance(ground)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_faint_marks_are_seen(scheme: Literal["light", "dark"], forced: Any, opened: Opened) -> None:  # noqa: ANN401
    """A date of which only a bound is known is fainter, and yet stands out by 3 to 1; on paper, too."""
    body = "<p><date when='1905'>x</date> <date notBefore='1950'>y</date> <date when='1990'>z</date></p>"
    with opened(html_of(tei(body)), color_scheme=scheme, forced_colors=forced) as tab:
        for media in ("screen", "print"):
            tab.emulate_media(media=media)
            assert tab.evaluate(MARKED) >= 3


@pytest.mark.browser
def test_locators_of_quotations_stand_in_the_margin(opened: Opened) -> None:
    """Those of paragraphs in a quotation or a list stand below those of the others."""
    body = '<p xml:id="t1-p1">x</p><quote><p>y</p></quote><list><item><p>z</p></item></list>'
    with opened(html_of(tei(body))) as tab:
        places = "[...document.querySelectorAll('a.locator')].map(each => each.getBoundingClientRect().right)"
        assert len({round(each) for each in tab.evaluate(places)}) == 1
