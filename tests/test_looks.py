"""Own looks: an institution's CSS and stylesheet, beside ours, under the same lock, and in the bag."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import saxon, xmlio
from preserve.errors import StylesheetError, SurroundingsError, UsageError
from preserve.render import Renderer, media_base, staged
from preserve.render.css import MOST_BYTES, read_css
from preserve.saxon import Limits
from tests.conftest import GOOD
from tests.test_package import contents
from tests.test_reproduce import found_codes, reseal
from tests.watching import CAN_WATCH, COUNTED, end_at_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.render import Edition
    from tests.conftest import Command

COLOURS: Final = ":root { --paper: #fffff0; --accent: #123456; }\np::before { content: '<&>' }\n"
SHEET: Final = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions" exclude-result-prefixes="#all">'
    '<xsl:import href="html.xsl"/>{}</xsl:stylesheet>'
)
HOUSE: Final = SHEET.format("""
  <xsl:include href="house/footer.xsl"/>
  <xsl:template name="title-block" as="element()*">
    <p><img alt="The house" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="/></p>
    <h1><xsl:value-of select="$main-title"/></h1>
  </xsl:template>
  <xsl:function name="f:summary" as="xs:string">
    <xsl:sequence select="'An interview of the house'"/>
  </xsl:function>""")
FOOTER: Final = SHEET.replace('<xsl:import href="html.xsl"/>', "").format(
    '<xsl:template name="about" as="element()"><p class="house">Kept by the house</p></xsl:template>'
)


@pytest.fixture
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which passing folders are made, which is to be empty in the end."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return the folder of an institution's look."""
    folder = tmp_path / "looks"
    (folder / "house").mkdir(parents=True)
    (folder / "house.css").write_text(COLOURS, "utf-8")
    (folder / "house.xsl").write_text(HOUSE, "utf-8")
    (folder / "house" / "footer.xsl").write_text(FOOTER, "utf-8")
    return folder


def worn(css: Path | None, stylesheet: Path | None, limits: Limits | None = None) -> Edition:
    """Return the page of a good interview in a look."""
    with staged(css, stylesheet) as look:
        views = tuple(view for view in look.views if view.name == "html")
        renderer = Renderer(look.folder, views, limits=limits or Limits(), names=look.names)
        return renderer.only(xmlio.read(GOOD / "minimal.xml"))


def own(tmp_path: Path, body: str) -> Path:
    """Write a stylesheet that imports ours and says something besides."""
    path = tmp_path / "own.xsl"
    path.write_text(SHEET.format(body), "utf-8")
    return path


def test_css_stands_behind_ours(house: Path, passing: Path) -> None:
    """As it was written, whatever it holds; and nothing of the passing folder is left."""
    page = worn(house / "house.css", None).data.decode()
    (style,) = re.findall(r"(?s)<style>(.*?)</style>", page)
    assert style.endswith(COLOURS)
    assert ":root" in style.removesuffix(COLOURS)
    assert not list(passing.iterdir())


def test_a_stylesheet_overrides_a_template_and_a_function(house: Path, passing: Path) -> None:
    """And what it includes from its own folder does so, too; the rest of the page is ours."""
    page = worn(house / "house.css", house / "house.xsl").data.decode()
    for words in ('alt="The house"', 'content="An interview of the house"', "Kept by the house", "all I have", COLOURS):
        assert words in page
    assert page == worn(house / "house.css", house / "house.xsl").data.decode()
    assert not list(passing.iterdir())


def test_a_bag_with_a_look_rebuilds_itself(
    house: Path, passing: Path, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """It says whose the stylesheets are, holds no place of this machine, and shows what was tampered with."""
    look = ("--lang", "ru", "--css", house / "house.css", "--stylesheet", house / "house.xsl")
    for to in ("one", "two"):
        outcome = preserve("package", interview("prose"), "--to", tmp_path / to, *look)
        assert outcome.code == 0, outcome.err
    bag = tmp_path / "one" / "prose"
    assert contents(bag / "data") == contents(tmp_path / "two" / "prose" / "data")
    record = json.loads((bag / "metadata" / "validation.json").read_bytes())
    html = next(each for each in record["editions"] if each["path"].endswith(".html"))
    assert html["stylesheet"] == "data/xslt/custom-css.xsl"
    assert (html["parameters"]["lang"], html["parameters"]["media-base"]) == ("ru", "../tei/")
    files = ["data/xslt/custom-css.xsl", "data/xslt/custom.xsl", "data/xslt/house/footer.xsl"]
    assert record["own_stylesheets"] == files
    readme = (bag / "data" / "README.txt").read_text("utf-8")
    assert "-xsl:xslt/custom-css.xsl" in readme
    assert "lang=ru media-base=../tei/" in readme
    assert all(f"    {file.removeprefix('data/')}\n" in readme for file in files)
    for path in bag.rglob("*"):
        assert path.is_dir() or str(tmp_path).encode() not in path.read_bytes()
    assert preserve("verify", "--reproduce", bag).code == 0
    assert not list(passing.iterdir())
    tampered = bag / "data" / "xslt" / "house" / "footer.xsl"
    tampered.write_text(FOOTER.replace("Kept by", "Lost by"), "utf-8")
    reseal(bag)
    # The page, and what tells the checksums of the page and of the stylesheet: README.txt and the crate.
    assert found_codes(bag, preserve) == ["BAG-051"] * 3


HOSTILE: Final = {
    "reading": ('<xsl:template name="about"><xsl:copy-of select="doc(\'{secret}\')"/></xsl:template>', "XSL-002"),
    "compiling": ('<xsl:variable name="v" static="yes" select="unparsed-text(\'{secret}\')"/>', "XSL-003"),
    "writing": (
        '<xsl:template name="about"><xsl:result-document href="{written}">x</xsl:result-document></xsl:template>',
        "XSL-001",
    ),
    "leaving": ('<xsl:include href="../out.xsl"/>', "XSL-003"),
    "fetching": ('<xsl:include href="https://example.org/x.xsl"/>', "XSL-003"),
    "endless": (
        '<xsl:template name="about"><xsl:call-template name="about"/></xsl:template>',
        "XSL-005",
    ),
    "empty": ('<xsl:template match="/"/>', "XSL-009"),
    "placed": ('<xsl:template name="about"><xsl:value-of select="static-base-uri()"/></xsl:template>', "XSL-010"),
    "clock": ('<xsl:template name="about"><p>{{current-dateTime()}}</p></xsl:template>', "XSL-010"),
    "clock by its name": ('<xsl:variable name="day" select="fn:current-date#0"/>', "XSL-010"),
    "senseless": ('<xsl:template name="about"><xsl:call-template name="absent"/></xsl:template>', "XSL-001"),
    "ending": ('<xsl:template name="about"><xsl:message terminate="yes">x</xsl:message></xsl:template>', "XSL-002"),
    "encoded": ('<xsl:output encoding="UTF-16"/>', "XSL-002"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_stylesheet_that_is_refused_is_told_by_its_name(kind: str, tmp_path: Path, passing: Path) -> None:
    """Whatever it tries, and no place of the passing folder is told."""
    secret, written = tmp_path / "secret.xml", tmp_path / "written.txt"
    secret.write_text("<x>a secret</x>", "utf-8")
    (tmp_path / "looks").mkdir()
    (tmp_path / "out.xsl").write_text(FOOTER, "utf-8")
    body, code = HOSTILE[kind]
    path = own(tmp_path / "looks", body.format(secret=secret.as_uri(), written=written.as_uri()))
    with pytest.raises(StylesheetError) as caught:
        worn(None, path, Limits(document=5, megabyte=0))
    assert (caught.value.code, caught.value.location and caught.value.location.file) == (code, str(path))
    assert "preserve-stylesheets" not in caught.value.message + str(caught.value.hint)
    assert not written.exists()
    assert not list(passing.iterdir())


def test_a_stylesheet_that_ends_itself_is_heard(tmp_path: Path) -> None:
    """What it said last is told, in the line where it said so; not that Saxon was told to stop."""
    said = '<xsl:message>Looking.</xsl:message>\n<xsl:message terminate="yes">No shelf  mark.</xsl:message>'
    path = own(tmp_path, f'<xsl:template name="about">{said}</xsl:template>')
    with pytest.raises(StylesheetError) as caught:
        worn(None, path)
    assert caught.value.message == "the stylesheet ends itself: No shelf mark."
    assert str(caught.value.location) == f"{path}:2"


def test_a_typing_error_is_told_where_it_stands(house: Path, passing: Path) -> None:
    """In the institution's own file, which it may include, with line and column; and once."""
    footer = house / "house" / "footer.xsl"
    footer.write_text(FOOTER.replace("Kept", '\n<xsl:value-of select="$absent"/>'), "utf-8")
    with pytest.raises(StylesheetError) as caught:
        worn(house / "house.css", house / "house.xsl")
    place = caught.value.location
    assert place
    assert (place.file, place.line, bool(place.column)) == (str(footer), 2, True)
    (house / "house.xsl").write_text("<html/>", "utf-8")
    with pytest.raises(StylesheetError) as caught:
        worn(None, house / "house.xsl")
    assert caught.value.message.count("XTSE0150") == 1
    assert not list(passing.iterdir())


def test_one_look_is_compiled_once_for_all(
    house: Path, tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it lies, and however many interviews there are."""
    folder = house.rename(tmp_path / "наш дом")
    compiled: list[Path] = []
    compile_ = saxon.Engine.compile

    def counted(engine: saxon.Engine, path: Path) -> saxon.Stylesheet:
        """Compile, and remember what."""
        compiled.append(path)
        return compile_(engine, path)

    monkeypatch.setattr(saxon.Engine, "compile", counted)
    look = ("--css", folder / "house.css", "--stylesheet", folder / "house.xsl", "--to", tmp_path / "на полке")
    outcome = preserve("render", *look, GOOD / "minimal.xml", GOOD / "prose.xml")
    assert outcome.code == 0, outcome.err
    assert [path.name for path in compiled].count("custom-css.xsl") == 1
    for stem in ("minimal", "prose"):
        assert "Kept by the house" in (tmp_path / "на полке" / f"{stem}.html").read_text("utf-8")


@pytest.mark.skipif(not CAN_WATCH, reason="the system has no /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_nothing_half_done(number: signal.Signals, passing: Path, tmp_path: Path) -> None:
    """After Ctrl-C nothing at all; a killed run leaves its passing folder, and no edition and no process."""
    endless = '<xsl:value-of select="count((1 to 2000000000)[. mod 7 = 3][. mod 11 = 0])"/>'
    path = own(tmp_path, f'<xsl:template name="about">{endless}</xsl:template>')
    to = tmp_path / "editions"
    call = [sys.executable, "-c", COUNTED, "render", "--stylesheet", str(path), "--to", str(to)]
    call.append(str(GOOD / "minimal.xml"))
    environment = os.environ | {"TMPDIR": str(passing)}
    end_at_work(call, number, seconds=1, environment=environment)
    left = [re.sub("-[^-]*$", "", path.name) for path in passing.iterdir()]
    assert left == ([] if number is signal.SIGINT else ["preserve-stylesheets"])
    assert not to.exists()


def test_what_a_stylesheet_says_is_a_finding(tmp_path: Path, passing: Path) -> None:
    """Without the passing folder."""
    said = "<xsl:message select=\"'at ' || static-base-uri()\"/><p>x</p>"
    (finding,) = worn(None, own(tmp_path, f'<xsl:template name="about">{said}</xsl:template>')).findings
    assert finding.message == "at custom.xsl"
    assert not list(passing.iterdir())


def test_a_name_that_is_taken_is_refused(tmp_path: Path, passing: Path) -> None:
    """Unless it is the same file; in large or small letters, and for what is generated."""
    for name in ("modules/labels.xsl", "Modules/Labels.xsl", "custom-css.xsl"):
        folder = tmp_path / name.replace("/", "-")
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(FOOTER, "utf-8")
        with pytest.raises(StylesheetError) as caught:
            worn(None, own(folder, f'<xsl:include href="{name}"/>'))
        assert caught.value.code == "XSL-007"
    assert not list(passing.iterdir())


def test_css_without_effect_is_a_usage_error(tmp_path: Path, house: Path, passing: Path) -> None:
    """Because the stylesheet does not make our page."""
    path = tmp_path / "alone.xsl"
    path.write_text(FOOTER, "utf-8")
    with pytest.raises(UsageError):
        worn(house / "house.css", path)
    assert not list(passing.iterdir())


ASKING: Final = (
    "@import 'x.css';",
    r"@\69mport 'x.css';",
    "@IMPORT url(data:text/css,x);",
    "a{b:url(x.png)}",
    "a{b:URL( 'http://example.org' )}",
    r"a{b:\75\000072 l(x)}",
    'a{b:url(/**/"data:")}',
    "a{b:src('x')}",
    "a{b:-webkit-image-set('x' 1x)}",
    "a{b:-web\u212ait-image-set('x' 1x)}",
    "a{b:url(data:/*)} c{d:url(x)}",
    "a{b:url(data:')} c{d:url(x)}",
    '"open\na{b:url(x)}',
    "\u00d7url(x)",
    "-->url(x)",
    "/* closed */url(x)",
)


@pytest.mark.parametrize("text", ASKING)
def test_css_that_asks_is_refused(text: str, tmp_path: Path) -> None:
    """However it is written."""
    path = tmp_path / "house.css"
    path.write_text(text, "utf-8")
    with pytest.raises(StylesheetError) as caught:
        read_css(path)
    assert caught.value.code == "XSL-008"
    assert caught.value.location
    assert caught.value.location.file == str(path)


@pytest.mark.parametrize(
    "text",
    [
        "a{b:url(data:image/png;base64,AA)}",
        'a{b:url( "data:x" )}',
        r"a{b:url(da\74 a:x)}",
        "a{b:url(#f)}",
        "/* url(x) @import */",
        "a::before{content:'url(x) @import'}",
        "@media print{a{b:c}}",
        "a{b:curl(x)}",
        '"\\\nurl(x)"',
    ],
)
def test_css_that_asks_for_nothing_is_taken(text: str, tmp_path: Path) -> None:
    """As it is, without a byte order mark, and with lines that end with LF."""
    path = tmp_path / "house.css"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\nx\fy\r")
    assert read_css(path) == f"{text}\nx\ny\n"


@pytest.mark.parametrize("data", [b"/* </sTyle */", b"\xe9", b"a\x00", b"a\x0b", b" " * (MOST_BYTES + 1)])
def test_css_that_a_page_cannot_hold_is_refused(data: bytes, tmp_path: Path) -> None:
    """It is told where."""
    path = tmp_path / "house.css"
    path.write_bytes(data)
    with pytest.raises(StylesheetError) as caught:
        read_css(path)
    assert caught.value.code == "XSL-011"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """Absent, a folder, or a device that never ends."""
    for path in (tmp_path / "absent.css", tmp_path, Path("/dev/zero")):
        with pytest.raises(SurroundingsError):
            read_css(path)


@pytest.mark.parametrize(
    "options",
    [
        ("--wrap", "0"),
        ("--locators",),
        ("--view", "text", "--css", "x.css"),
        ("--view", "vtt", "--stylesheet", "x.xsl"),
        ("--view", "vtt", "--wrap", "60"),
        ("--view", "text", "--wrap", "-1"),
        ("--lang", "no such"),
    ],
)
def test_options_that_do_not_fit_exit_2(options: tuple[str, ...], preserve: Command) -> None:
    """With a word on what they are for."""
    outcome = preserve("render", *options, GOOD / "minimal.xml")
    assert (outcome.code, outcome.out) == (2, "")


def test_a_language_without_words_is_told(preserve: Command) -> None:
    """The edition is made nevertheless, and speaks English."""
    outcome = preserve("render", "--lang", "xx", GOOD / "minimal.xml")
    assert outcome.code == 0
    assert '<html lang="en"' in outcome.out
    assert "XSL-012" in outcome.err


def test_an_edition_does_not_take_the_place_of_a_file(tmp_path: Path, preserve: Command) -> None:
    """Where --to is no folder, the system refuses, and the file stays."""
    (tmp_path / "editions").write_text("mine", "utf-8")
    outcome = preserve("render", "--to", tmp_path / "editions", GOOD / "minimal.xml")
    assert (outcome.code, outcome.out) == (3, "")
    assert (tmp_path / "editions").read_text("utf-8") == "mine"


def test_text_is_made_as_asked(preserve: Command) -> None:
    """With numbers, and a paragraph a line."""
    plain = preserve("render", "--view", "text", GOOD / "prose.xml").out
    asked = preserve("render", "--view", "text", "--wrap", "0", "--locators", GOOD / "prose.xml").out
    assert "1.1" in asked
    assert max(map(len, asked.splitlines())) > 80 >= max(map(len, plain.splitlines()))


def test_captions_need_a_timeline(preserve: Command) -> None:
    """An interview without one is told what it lacks."""
    outcome = preserve("render", "--view", "vtt", GOOD / "minimal.xml")
    assert (outcome.code, outcome.out) == (1, "")
    assert "XSL-006" in outcome.err
    assert "timeline" in outcome.err


def test_recordings_are_found_from_where_the_page_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a relative address, percent-encoded; by a whole one from drive to drive."""
    source = tmp_path / "an archive" / "50%: тей"
    assert media_base(tmp_path / "pages", source) == "../an%20archive/50%25%3A%20%D1%82%D0%B5%D0%B9/"
    assert media_base(source, source) == ""
    assert media_base(source / "pages", source) == "../"

    def apart(*_: object) -> str:
        """Find no way from one drive to the other."""
        raise ValueError

    monkeypatch.setattr("os.path.relpath", apart)
    assert media_base(tmp_path, source) == f"{source.as_uri()}/"
