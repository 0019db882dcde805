"""What the script adds to the page, and the policy that lets it run and nothing else; in real Chromium."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import shutil
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from preserve import interview, xmlio
from tests.conftest import FLAGSHIP, GOOD
from tests.test_editions import ALL, editions, every_interview, make, page, tei

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

SCRIPT: Final = re.compile(r"<script (data-[^>]*)>(.*?)</script>", re.DOTALL)


# The policy.


def policy(html: str) -> dict[str, str]:
    """Return the directives of a page's policy."""
    (content,) = page(html).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return dict(each.strip().partition(" ")[::2] for each in str(content).split(";"))


def script(html: str) -> str:
    """Return the text of the page's script."""
    ((_, text),) = SCRIPT.findall(html)
    return str(text)


@functools.cache
def html_of(body: str, **parameters: str) -> str:
    """Make the page of a small interview, once."""
    return make("html", tei(body), **parameters).data.decode()


@every_interview
def test_the_policy_lets_exactly_our_script_run(path: Path) -> None:
    """The hash beside the script is that of its very bytes."""
    html = editions(path).html
    digest = base64.b64encode(hashlib.sha256(script(html).encode()).digest()).decode()
    assert policy(html)["script-src"] == f"'sha256-{digest}'", f"html-script-text.xsl must say sha256-{digest}"


def test_the_script_is_the_same_in_every_page() -> None:
    """Its words are attributes, so that one hash holds for all; it is plain enough for any encoding."""
    scripts = {script(editions(path).html) for path in ALL} | {script(html_of("<p>x</p>", lang="ru"))}
    assert len(scripts) == 1
    assert scripts.pop().isascii()


def test_the_script_stands_on_one_line() -> None:
    """Checkers reckon its hash without line breaks; so no comment in it may end with a line."""
    text = script(html_of("<p>x</p>"))
    assert "\n" not in text
    assert not re.search(r"\s//\s", text)


def test_the_policy_refuses_all_else() -> None:
    """Without media, nothing may be loaded at all, and nothing be sent."""
    assert {name: value for name, value in policy(html_of("<p>x</p>")).items() if name != "script-src"} == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("a.wav", "'self' file:"),
        ("../media/a.wav", "'self' file:"),
        ("https://example.org/a.wav", "https:"),
        ("HTTP://example.org/a.wav", "http:"),
    ],
)
def test_recordings_may_come_from_where_the_text_says(url: str, allowed: str) -> None:
    """A recording beside the page, or on the web by the protocol that is named."""
    source = (GOOD / "recorded.xml").read_text(encoding="utf-8").replace("recorded.wav", url)
    assert policy(make("html", xmlio.parse(source.encode(), "made.xml")).data.decode())["media-src"] == allowed


# The page in a browser.


@dataclass(slots=True, kw_only=True)
class Opened:
    """A page in the browser, and all that it complained of or asked for.

    Attributes:
        tab: The page.
        complaints: Messages of the console, errors, violations of the policy.
        asked: The addresses that were requested.
    """

    tab: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def search(self, words: str) -> str:
        """Search for words and return what is said of the hits."""
        self.tab.get_by_role("searchbox").evaluate(SEARCH_AT_ONCE, words)
        return self.tab.locator("output").inner_text()

    def marked(self) -> list[str]:
        """Return the words that are marked."""
        return self.tab.locator("mark").all_inner_texts()

    def article(self) -> str:
        """Return the interview as the browser holds it."""
        return str(self.tab.locator("article.interview").evaluate("each => each.outerHTML"))

    def run(self, expression: str) -> Any:  # noqa: ANN401 (whatever the page says)
        """Return what an expression comes to in the page."""
        return self.tab.evaluate(expression)


# Without the time that is waited after typing, in which a busy machine might search already.
SEARCH_AT_ONCE: Final = """(field, words) => { field.focus(); field.value = words;
  field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); }"""
LISTENER: Final = """addEventListener('securitypolicyviolation',
  event => console.error('violation of ' + event.violatedDirective + ' by ' + event.blockedURI));"""
NO_CLIPBOARD: Final = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
NO_STORAGE: Final = """Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused'); }});"""


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Yield a function that opens a page from disk; when all is done, none may have complained."""
    contexts: list[BrowserContext] = []
    shown: list[Opened] = []

    def opened(html: str, *, at: str = "", before: str = "", **options: Any) -> Opened:  # noqa: ANN401
        """Open a page at a fragment, after running a script of the test's own."""
        file = tmp_path / f"page-{len(shown)}.html"
        file.write_text(html, encoding="utf-8")
        contexts.append(browser.new_context(reduced_motion="reduce", **options))
        contexts[-1].grant_permissions(["clipboard-read", "clipboard-write"])
        contexts[-1].add_init_script(LISTENER + before)
        made = Opened(tab=contexts[-1].new_page())
        made.tab.on("console", lambda message: made.complaints.append(message.text))
        made.tab.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.tab.on("request", lambda request: made.asked.append(request.url))
        made.tab.goto(file.as_uri() + at)
        shown.append(made)
        return made

    yield opened
    complaints = [each for page_shown in shown for each in page_shown.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


def size(width: int, height: int = 800) -> ViewportSize:
    """Return the size of a screen."""
    return {"width": width, "height": height}


@pytest.mark.browser
@every_interview
def test_the_page_asks_for_nothing_and_says_nothing(path: Path, show: Callable[..., Opened]) -> None:
    """On load, on search, whatever is switched: no request, no message, no violation; nothing is too wide.

    Nor is it where letters of twice the size meet the smallest screen.
    """
    opened = show(editions(path).html, viewport=size(320))
    opened.search("a")
    for each in opened.tab.locator(".tools button[aria-pressed]").all():
        each.click()
    opened.tab.get_by_role("combobox").select_option("dark")
    for width, letters in ((320, ""), (768, ""), (1280, ""), (320, "212.5%")):
        opened.tab.set_viewport_size(size(width))
        opened.run(f"document.documentElement.style.fontSize = '{letters}'")
        assert opened.run("document.documentElement.scrollWidth") <= width
        assert opened.run(SMALL) == []
    assert len(opened.asked) == 1


# What is to be hit has 24 px (WCAG 2.2, 2.5.8).
SMALL: Final = """[...document.querySelectorAll('.tools :is(button, input, select), .at-hand button')]
  .map(each => [each.outerHTML, each.getBoundingClientRect()])
  .filter(([_, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text]) => text)"""


@pytest.mark.browser
def test_downloads_and_data_blocks_go_on_working(show: Callable[..., Opened]) -> None:
    """The policy lets data be saved and leaves data blocks alone."""
    extra = (
        '<a download="a.json" href="data:application/json,%7B%7D">x</a><script type="application/ld+json">{}</script>'
    )
    opened = show(html_of("<p>x</p>").replace("</main>", f"{extra}</main>"))
    with opened.tab.expect_download() as saved:
        opened.tab.locator("a[download='a.json']").click()
    assert saved.value.path().read_text(encoding="utf-8") == "{}"


@pytest.mark.browser
def test_no_other_script_runs(show: Callable[..., Opened]) -> None:
    """What somebody puts into the page is refused; ours goes on."""
    bad = '<script>window.bad = true</script><p onclick="window.bad = true">x</p>'
    opened = show(html_of("<p>x</p>").replace("</main>", f"{bad}</main>"))
    opened.tab.locator("p[onclick]").click()
    assert opened.run("window.bad") is None
    expect(opened.tab.get_by_role("searchbox")).to_be_visible()
    assert len([each for each in opened.complaints if each.startswith("violation of script-src")]) == 2
    opened.complaints.clear()


@pytest.mark.browser
@every_interview
def test_without_scripts_there_is_no_control(path: Path, show: Callable[..., Opened]) -> None:
    """Nothing dead is in the page, and what is read is the same."""
    opened = show(editions(path).html, java_script_enabled=False)
    assert opened.tab.locator("button, input, select, textarea, dialog, [role=search], .tools").count() == 0
    reading = opened.tab.locator(".reading").inner_text()
    assert show(editions(path).html).tab.locator(".reading").inner_text() == reading


# Search.


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "words", "marked"),
    [
        ("<p>Ana was here. ANA!</p>", "ana", ["Ana", "ANA"]),
        ('<p><persName ref="#a">Ana</persName> <hi>Ab</hi>le</p>', "ana able", ["Ana", " ", "Ab", "le"]),
        ("<p>Café, cafe\u0301s, CAFE</p>", "cafe", ["Café", "café", "CAFE"]),
        ("<p>Straße</p>", "strasse", ["Straße"]),
        ("<p>ёлка, Елка</p>", "ёлка", ["ёлка", "Елка"]),
        ("<p>мой мои</p>", "мои", ["мои"]),
        ("<p>мой мои</p>", "мой", ["мой"]),
        ("<p>Әлия Алия</p>", "әлия", ["Әлия"]),
        ("<p>ΛΟΓΟΣ λόγος</p>", "λογος", ["ΛΟΓΟΣ", "λόγος"]),
        ("<p>بدأتُ</p>", "بدات", ["بدأتُ"]),
        ("<p>syl\u00adla\u00adble</p>", "syllable", ["syl\u00adla\u00adble"]),
        ("<p>don\u2019t, don't</p>", "don't", ["don\u2019t", "don't"]),
        ("<p>don\u2019t, don't</p>", "don\u2019t", ["don\u2019t", "don't"]),
        ("<p>\u201cyes\u201d 1990\u20131995</p>", '"yes" 1990-1995', ["\u201cyes\u201d 1990\u20131995"]),
        ("<p>one\n      two</p>", "one  two", ["one\n      two"]),
        ("<p>a.c abc (x) [y] \\d $& *</p>", "a.c", ["a.c"]),
        ("<p>a.c abc (x) [y] \\d $& *</p>", "(x) [y] \\d $& *", ["(x) [y] \\d $& *"]),
        ("<p>one</p><p>two</p>", "onetwo", []),
        ("<p>camp<note>no</note>aign</p>", "campaign", ["camp", "aign"]),
        ("<p>aaaa</p>", "aa", ["aa", "aa"]),
        ("<p>a …</p>", ".", ["…"]),
        ("<p>\U0001f600 x \U0001f600 y</p>", "y", ["y"]),
        ('<sp who="#a"><p>x</p></sp>', "able", []),
        ('<sp who="#a"><p>x</p></sp>', "1.1", []),
    ],
)
def test_search(body: str, words: str, marked: list[str], show: Callable[..., Opened]) -> None:
    """Case, accents, soft hyphens, forms of signs and elements in the line do not matter; letters do."""
    opened = show(html_of(body.replace("&", "&amp;")))
    said = opened.search(words)
    assert [unicodedata.normalize("NFC", each) for each in opened.tab.locator("mark").all_text_contents()] == marked
    assert bool(marked) is (said != "nothing found")


@pytest.mark.browser
@pytest.mark.parametrize("words", ["", "   ", "\u00ad"])
def test_an_empty_search_finds_nothing_and_says_nothing(words: str, show: Callable[..., Opened]) -> None:
    """No words, no hits, no buttons to go through them."""
    opened = show(html_of("<p>x y</p>"))
    assert opened.search(words) == ""
    assert opened.marked() == []
    expect(opened.tab.get_by_role("button", name="Next hit")).to_be_hidden()


@pytest.mark.browser
def test_search_by_keyboard(show: Callable[..., Opened]) -> None:
    """Typing searches; Enter goes on, with Shift back, from the last to the first; Escape clears; all is said."""
    opened = show(html_of('<sp who="#a"><p>one x</p><p>two x</p><p>three x</p></sp>'))
    field_, said = (
        opened.tab.get_by_role("searchbox", name="Search"),
        opened.tab.get_by_role("search").get_by_role("status"),
    )
    field_.press("x")
    expect(said).to_have_text("1 of 3 · 1.1")
    current = opened.tab.locator(".paragraph:has(mark.current)")
    for key, place in (("Enter", "1.2"), ("Enter", "1.3"), ("Enter", "1.1"), ("Shift+Enter", "1.3")):
        field_.press(key)
        expect(current.locator(".locator")).to_have_text(place)
    expect(said).to_have_text("3 of 3 · 1.3")
    opened.tab.keyboard.press("Tab")
    opened.tab.keyboard.press("Enter")
    expect(said).to_have_text("2 of 3 · 1.2")
    opened.tab.keyboard.press("Escape")
    expect(field_).to_be_focused()
    expect(field_).to_have_value("")
    expect(said).to_have_text("")
    assert opened.marked() == []


@pytest.mark.browser
@every_interview
def test_marks_leave_the_page_as_it_was(path: Path, show: Callable[..., Opened]) -> None:
    """However often one searches, afterwards the elements and the text nodes are the same."""
    opened = show(editions(path).html)
    before, nodes = opened.article(), opened.run(TEXT_NODES)
    for words in ("a", "the", "e", "a", "on", "т", "\u0627", "an an"):
        opened.search(words)
    opened.tab.keyboard.press("Escape")
    assert opened.article() == before
    assert opened.run(TEXT_NODES) == nodes


TEXT_NODES: Final = """(() => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = []; while (walker.nextNode()) if (walker.currentNode.parentElement.closest('article'))
  found.push(walker.currentNode.data); return found; })()"""


@pytest.mark.browser
def test_the_selection_survives(show: Callable[..., Opened]) -> None:
    """What is selected stays selected when marks come and go."""
    opened = show(html_of("<p>one two three <hi>four</hi> two</p>"))
    opened.tab.get_by_role("searchbox").fill("two")
    expect(opened.tab.locator("mark")).to_have_count(2)
    opened.tab.get_by_role("searchbox").blur()
    opened.tab.locator("mark").first.evaluate(
        "mark => getSelection().setBaseAndExtent(mark.firstChild, 1, mark.nextSibling, 3)"
    )
    assert opened.run("String(getSelection())") == "wo th"
    opened.tab.get_by_role("searchbox").evaluate(
        "each => { each.value = 'wo t'; each.dispatchEvent(new Event('input')) }"
    )
    expect(opened.tab.locator("mark")).to_have_text(["wo t"])
    assert opened.run("String(getSelection())") == "wo th"
    opened.tab.get_by_role("searchbox").evaluate("each => { each.value = ''; each.dispatchEvent(new Event('input')) }")
    expect(opened.tab.locator("mark")).to_have_count(0)
    assert opened.run("String(getSelection())") == "wo th"


@pytest.mark.browser
def test_links_and_ids_survive(show: Callable[..., Opened]) -> None:
    """A link whose words are marked leads where it led."""
    opened = show(html_of('<p xml:id="p"><persName ref="#a" xml:id="m">Ana</persName> Able</p>'))
    opened.search("na ab")
    assert opened.run("document.getElementById('m').textContent") == "Ana"
    opened.tab.locator("#m mark").click()
    assert opened.run("location.hash") == "#a"


@pytest.mark.browser
def test_a_long_interview_is_searched(show: Callable[..., Opened]) -> None:
    """All hits of 500 turns are counted and reached; only those around the current one are marked."""
    turn = f'<sp who="#a"><p>{"word " * 20}end</p></sp>'
    opened = show(html_of(turn * 500))
    before = opened.article()
    assert opened.search("word") == "1 of 10000 · 1.1"
    assert len(opened.marked()) <= 1100
    opened.tab.keyboard.press("Shift+Enter")
    expect(opened.tab.locator("output")).to_have_text("10000 of 10000 · 500.1")
    expect(opened.tab.locator("mark.current")).to_be_in_viewport()
    opened.tab.keyboard.press("Escape")
    assert opened.article() == before
    assert opened.search("end") == "1 of 500 · 1.1"


# The text as received.


def words_received(opened: Opened) -> list[str]:
    """Return the words that are shown, without those by which the page only tells where one is."""
    shown = opened.run("""(() => {
      const hiding = new CSSStyleSheet();
      hiding.replaceSync('.reading :is(.locator, .clock, .made, .speaker) { display: none !important }');
      document.adoptedStyleSheets = [hiding];
      const words = document.querySelector('.reading').innerText;
      document.adoptedStyleSheets = [];
      return words; })()""")
    return unicodedata.normalize("NFC", shown).split()


RECEIVED: Final = [path for path in (FLAGSHIP, GOOD / "prose.xml") if path.is_file()]
EDITED: Final = (
    "<p>a <choice><sic>grate</sic><corr>great</corr></choice> <unclear>word</unclear>, <supplied>in</supplied> it:"
    " <q>yes</q> <gap/> <choice><abbr>Dr</abbr><expan>Doctor</expan></choice> <writing>EXIT</writing> <del>no</del>"
    " <vocal><desc>laughs</desc></vocal> <pause/> ha<note resp='#e'>theirs</note> <ptr target='#a'/>"
    " b<note>own <hi>note</hi> <unclear>x</unclear></note> c <seg type='question' subtype='echoed'>Who?</seg></p>"
    "<note>last</note>"
)


@pytest.mark.browser
@pytest.mark.parametrize("path", RECEIVED, ids=lambda path: path.stem)
def test_the_text_as_received(path: Path, show: Callable[..., Opened]) -> None:
    """Word by word it is what is compared with the transcript; switched back, the page is as it was."""
    _check_received(show(editions(path).html), xmlio.read(path))


@pytest.mark.browser
def test_all_that_editors_add_is_hidden(show: Callable[..., Opened]) -> None:
    """Corrections, signs, brackets, quotation marks and editors' notes go; received notes stand in their place."""
    document = tei(EDITED)
    opened = show(make("html", document).data.decode())
    assert "[?]" in opened.tab.locator(".reading").inner_text()
    _check_received(opened, document)


def _check_received(opened: Opened, document: xmlio.Document) -> None:
    """Switch to the text as received and back."""
    wanted = [word.text for word in interview.encoded_words(document)]
    before = opened.article()
    switch = opened.tab.get_by_role("button", name="As received")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert words_received(opened) == wanted
    switch.press("Space")
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert opened.article() == before


@pytest.mark.browser
def test_search_follows_the_text_that_is_shown(show: Callable[..., Opened]) -> None:
    """What is hidden is not found; what stands in its place is."""
    opened = show(html_of(EDITED))
    switch = opened.tab.get_by_role("button", name="As received")
    before = opened.article()
    assert opened.search("great").startswith("1 of 1")
    switch.click()
    expect(opened.tab.locator("output")).to_have_text("nothing found")
    assert opened.search("word, it: yes").startswith("1 of 1")
    assert opened.search("own note").startswith("1 of 1")
    switch.click()
    expect(opened.tab.locator("output")).to_have_text("nothing found")
    opened.search("")
    assert opened.article() == before


@pytest.mark.browser
def test_links_back_from_notes_work_in_the_text_as_received(show: Callable[..., Opened]) -> None:
    """The number of a note is not seen, and yet one gets back to where it stands."""
    opened = show(html_of("<p>x</p>" * 60 + "<p>y<note resp='#e'>z</note></p>" + "<p>x</p>" * 60))
    opened.tab.get_by_role("button", name="As received").click()
    expect(opened.tab.locator(".noteref")).to_be_hidden()
    opened.tab.locator(".return").click()
    expect(opened.tab.locator(".paragraph:has(.noteref)")).to_be_in_viewport()


@pytest.mark.browser
def test_the_switch_is_offered_only_where_it_changes_something(show: Callable[..., Opened]) -> None:
    """A text without anything added has no second state."""
    assert show(html_of("<p>x <hi>y</hi></p>")).tab.get_by_role("button", name="As received").count() == 0


# Colours.


@pytest.mark.browser
def test_the_theme_is_chosen_and_kept(show: Callable[..., Opened]) -> None:
    """Light, dark, or as the system has it; the choice outlasts the page."""
    opened = show(html_of("<p>x</p>"), color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = opened.run(ground)
    opened.tab.get_by_role("combobox", name="Colours").select_option("dark")
    dark = opened.run(ground)
    assert dark != light
    opened.tab.reload()
    assert opened.run(ground) == dark
    expect(opened.tab.get_by_role("combobox")).to_have_value("dark")
    opened.tab.get_by_role("combobox").select_option("")
    opened.tab.reload()
    assert opened.run("document.documentElement.dataset.theme") is None
    assert opened.run(ground) == light


@pytest.mark.browser
def test_a_browser_that_keeps_nothing_is_fine(show: Callable[..., Opened]) -> None:
    """Where storing is refused, the choice holds for the page."""
    opened = show(html_of("<p>x</p>"), before=NO_STORAGE)
    opened.tab.get_by_role("combobox").select_option("dark")
    assert opened.run("document.documentElement.dataset.theme") == "dark"


# Links and citations.

CITED: Final = (
    '<p data-citation="Able. {place}. {link}" data-place="par. {locator} (id {id})" data-place-timed="at {time}">c</p>'
)


def with_citation(html: str) -> str:
    """Return a page whose citation is known."""
    return re.sub(r' data-citation="[^"]*"', "", html).replace("</main>", f"{CITED}</main>")


@pytest.mark.browser
def test_links_are_copied(show: Callable[..., Opened]) -> None:
    """By keyboard: from the locator on to the button; the address is whole, and it is said to be copied."""
    opened = show(with_citation(html_of('<sp who="#a"><p xml:id="é-1">x</p><p>y</p></sp>')))
    opened.tab.locator(".reading .locator").first.focus()
    opened.tab.keyboard.press("Tab")
    expect(opened.tab.get_by_role("button", name="Copy link")).to_be_focused()
    opened.tab.keyboard.press("Enter")
    expect(opened.tab.locator(".told")).to_have_text("Link copied")
    assert opened.run("navigator.clipboard.readText()") == opened.tab.url + "#%C3%A9-1"
    opened.tab.keyboard.press("Tab")
    opened.tab.keyboard.press("Enter")
    expect(opened.tab.locator(".told")).to_have_text("Citation copied")
    assert opened.run("navigator.clipboard.readText()") == "Able. par. 1.1 (id é-1). #%C3%A9-1"


@pytest.mark.browser
def test_one_set_of_buttons_goes_along(show: Callable[..., Opened]) -> None:
    """It is where the pointer or the focus is, goes away with it, and leaves nothing behind."""
    opened = show(with_citation(html_of('<sp who="#a"><p>x</p><p>y</p></sp><p>z</p>')))
    before = opened.article()
    buttons = opened.tab.get_by_role("button", name="Copy")
    expect(buttons).to_have_count(0)
    for paragraph in opened.tab.locator(".paragraph").all():
        paragraph.hover()
        expect(paragraph.get_by_role("button", name="Copy")).to_have_count(2)
        expect(buttons).to_have_count(2)
    opened.tab.get_by_role("searchbox").hover()
    expect(buttons).to_have_count(0)
    opened.tab.locator(".reading .locator").first.focus()
    opened.tab.keyboard.press("Tab")
    opened.tab.locator(".paragraph").last.hover()
    expect(opened.tab.locator(".paragraph").first.get_by_role("button")).to_have_count(2)
    opened.tab.keyboard.press("Escape")
    expect(opened.tab.locator(".reading .locator").first).to_be_focused()
    expect(buttons).to_have_count(0)
    assert opened.article() == before


@pytest.mark.browser
def test_the_time_is_cited_where_there_is_one(show: Callable[..., Opened]) -> None:
    """What is told of a place with a time is said in its own words."""
    opened = show(with_citation(editions(GOOD / "recorded.xml").html))
    clock = opened.tab.locator(".turn .clock").first
    opened.tab.locator(".turn:has(.clock) .paragraph").first.hover()
    opened.tab.get_by_role("button", name="Copy citation").click()
    expect(opened.tab.locator(".told")).to_have_text("Citation copied")
    assert f"Able. at {clock.inner_text().strip()}. #" in opened.run("navigator.clipboard.readText()")


@pytest.mark.browser
def test_without_a_citation_only_links_are_copied(show: Callable[..., Opened]) -> None:
    """A page that does not say how it is cited offers no citation."""
    opened = show(re.sub(r' data-citation="[^"]*"', "", html_of("<p>x</p>")))
    opened.tab.locator(".paragraph").hover()
    assert opened.tab.get_by_role("button", name="Copy").all_inner_texts() == ["Copy link"]


@pytest.mark.browser
def test_without_a_clipboard_the_link_is_shown(show: Callable[..., Opened]) -> None:
    """In a box, selected; Escape closes it, and the focus is where it was."""
    opened = show(html_of('<p xml:id="p">x</p>'), before=NO_CLIPBOARD)
    opened.tab.locator(".reading .locator").focus()
    opened.tab.keyboard.press("Tab")
    opened.tab.keyboard.press("Enter")
    box = opened.tab.get_by_role("dialog").get_by_role("textbox")
    expect(box).to_be_focused()
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == opened.tab.url + "#p"
    opened.tab.keyboard.press("Escape")
    expect(opened.tab.get_by_role("dialog")).to_have_count(0)
    expect(opened.tab.get_by_role("button", name="Copy link")).to_be_focused()


# Recordings.


@pytest.mark.browser
@pytest.mark.parametrize("base", ["", "https://example.org/"])
def test_times_play_in_the_page(base: str, show: Callable[..., Opened], tmp_path: Path) -> None:
    """From disk and from the web: the recording plays under the policy, and the turn that is heard is marked."""
    opened = show("")
    shutil.copy(GOOD / "recorded.wav", tmp_path)
    (tmp_path / "recorded.html").write_text(editions(GOOD / "recorded.xml").html, encoding="utf-8")
    opened.tab.context.route(
        f"{base or 'https://nowhere/'}**", lambda route: route.fulfill(path=tmp_path / route.request.url.split("/")[-1])
    )
    opened.tab.goto(f"{base or tmp_path.as_uri() + '/'}recorded.html")
    link = opened.tab.locator(".turn [data-player][data-time]").first
    link.click()
    turn, time = opened.run(PLAYED)
    assert turn == link.evaluate("link => link.closest('.turn').id")
    assert time > float(link.get_attribute("data-time") or 0)
    assert "#" not in opened.tab.url


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_what_plays_can_be_stopped_from_anywhere(width: int, show: Callable[..., Opened], tmp_path: Path) -> None:
    """A button comes into sight with the sound, stops it, and takes it up again."""
    opened = show("", viewport=size(width))
    shutil.copy(GOOD / "recorded.wav", tmp_path)
    (tmp_path / "recorded.html").write_text(editions(GOOD / "recorded.xml").html, encoding="utf-8")
    opened.tab.goto(f"{tmp_path.as_uri()}/recorded.html")
    opened.run("document.querySelector('audio').loop = true")
    button = opened.tab.locator(".tools > button")
    expect(button).to_be_hidden()
    opened.tab.locator(".turn [data-player][data-time]").last.click()
    expect(button).to_be_in_viewport()
    expect(button).to_have_text("Pause")
    button.click()
    expect(button).to_have_text("Play on")
    assert opened.run("document.querySelector('audio').paused")
    button.click()
    expect(button).to_have_text("Pause")
    assert not opened.run("document.querySelector('audio').paused")


# The turn that is heard, and the time, once the recording has gone on; an error where it cannot be played.
PLAYED: Final = """new Promise((done, failed) => {
  const player = document.querySelector('audio');
  const wanted = Number(document.querySelector('.turn [data-player][data-time]').dataset.time);
  player.addEventListener('error', () => failed(player.error));
  const look = () => {
    const turn = document.querySelector('.turn[aria-current=true]');
    return turn && player.currentTime > wanted ? done([turn.id, player.currentTime]) : setTimeout(look, 10);
  };
  look(); })"""


# Where one is in the page.


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_bar_covers_nothing_that_is_focused(width: int, show: Callable[..., Opened]) -> None:
    """Whatever takes the focus, forwards and backwards, stands below the bar (WCAG 2.2, 2.4.11)."""
    opened = show(editions(GOOD / "prose.xml").html, viewport=size(width))
    assert opened.run(COVERED) == []


COVERED: Final = """(() => {
  const covered = [];
  const all = [...document.querySelectorAll('.sheet :is(a[href], button, [tabindex="0"])')]
    .filter(each => each.checkVisibility());
  for (const each of [...all, ...all.reverse()]) {
    each.focus();
    const bar = document.querySelector('.tools').getBoundingClientRect();
    if (each.getBoundingClientRect().top < bar.bottom - 1) covered.push(each.outerHTML);
  }
  return covered; })()"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_one_arrives_below_the_bar(width: int, show: Callable[..., Opened]) -> None:
    """A link to a paragraph, and one to its words, bring it into sight below the bar."""
    body = "".join(f'<p xml:id="p{number}">Number {number} of many.</p>' for number in range(120))
    for fragment in ("#p60", "#:~:text=Number%2060"):
        opened = show(html_of(body), at=fragment, viewport=size(width))
        expect(opened.tab.locator("#p60")).to_be_in_viewport()
        top, bar = opened.run("""['#p60', '.tools'].map(each => document.querySelector(each).getBoundingClientRect())
          .map((box, index) => index ? box.bottom : box.top)""")
        assert top >= bar


@pytest.mark.browser
def test_the_bar_does_not_stay_where_screens_are_low(show: Callable[..., Opened]) -> None:
    """On a screen as low as one enlarged fourfold, the bar goes with the page."""
    opened = show(html_of("<p>x</p>" * 100), viewport=size(320, 256))
    opened.run("scrollTo(0, 2000)")
    expect(opened.tab.locator(".tools")).not_to_be_in_viewport()


@pytest.mark.browser
def test_nothing_of_it_is_printed(show: Callable[..., Opened]) -> None:
    """Paper has no buttons."""
    opened = show(html_of("<p>x</p>"))
    opened.search("x")
    opened.tab.locator(".paragraph").hover()
    opened.tab.emulate_media(media="print")
    for each in opened.tab.locator(".tools, .at-hand").all():
        expect(each).to_be_hidden()


# Languages.


@pytest.mark.browser
def test_right_to_left(show: Callable[..., Opened]) -> None:
    """In a text from right to left the buttons stand at its end, in the interface's own language."""
    opened = show(editions(GOOD / "right-to-left.xml").html, viewport=size(320))
    assert opened.search("بدات").startswith("1 of 2")
    paragraph = opened.tab.locator(".paragraph").last
    paragraph.hover()
    buttons = paragraph.locator(".at-hand")
    expect(buttons).to_have_attribute("lang", "en")
    places = buttons.bounding_box(), paragraph.bounding_box()
    assert places[0] is not None
    assert places[1] is not None
    assert places[0]["x"] == pytest.approx(places[1]["x"], abs=1)


@pytest.mark.browser
def test_the_script_speaks_the_language_of_the_interface(show: Callable[..., Opened]) -> None:
    """All that is seen and heard of it is in Russian where the page is."""
    opened = show(html_of("<p>слово<note>x</note></p>", lang="ru"), viewport=size(320))
    assert opened.search("слово") == "1 из 1 · 0.1"
    opened.tab.locator(".paragraph").hover()
    words = opened.run("""[...document.querySelectorAll('.tools, .tools *, .at-hand, .at-hand *')].flatMap(each =>
      [each.getAttribute('aria-label'), each.title, each.placeholder, each.children.length ? '' : each.textContent])""")
    assert [each for each in words if re.search(r"[A-Za-z]", each or "")] == []
    assert opened.run("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_without_the_policy_nothing_else_would_run() -> None:
    """The page holds no code but the script: no address that acts, no attribute that does."""
    for path in ALL:
        root = page(editions(path).html)
        assert [
            each for each in root.iter("script") if each.get("type") is None and each.get("data-tools") is None
        ] == []
        assert root.xpath("//script[@src]") == []
