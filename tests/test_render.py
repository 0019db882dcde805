"""Editions as files and bytes: made alike each time, told what is unknown, and saved whole or not at all."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Final

import pytest

from preserve import resources, xmlio
from preserve.errors import DocumentError, StylesheetError, SurroundingsError
from preserve.fixity import saving
from preserve.render import VIEWS, Edition, Renderer, View, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.xmlio import Document

SHEET: Final = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>'
    '<xsl:param name="source-sha256" select="\'none\'"/><xsl:template match="/">{}</xsl:template></xsl:stylesheet>'
)
PLAIN: Final = View(name="text", stylesheet="text.xsl", suffix=".txt")
SIGNED: Final = View(name="html", stylesheet="html.xsl", suffix=".html", parameters=("source-sha256",))


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """Return our stylesheets."""
    return Renderer()


def document(text: str = "<x>\n  <y/>\n  <y/>\n</x>") -> Document:
    """Return a document."""
    return xmlio.parse(text.encode(), "talk.xml")


def made(folder: Path, body: str, view: View = PLAIN) -> Edition:
    """Return the edition that a stylesheet gives which has something in its template."""
    (folder / view.stylesheet).write_text(SHEET.format(body), "utf-8")
    (edition,) = Renderer(folder, (view,)).render(document())
    return edition


def test_each_view_is_an_edition(renderer: Renderer, interview: Callable[[str], Path]) -> None:
    """HTML that states the digest of its source, and text; in UTF-8 and form C, and nothing is unknown."""
    source = xmlio.read(interview("prose"))
    html, text = renderer.render(source)
    assert (html.view, text.view) == VIEWS[:2]
    assert html.findings == text.findings == ()
    digest = hashlib.sha256(source.data).hexdigest()
    assert html.parameters == (("source-sha256", digest),)
    assert digest.encode() in html.data
    assert text.parameters == ()
    for edition in (html, text):
        assert unicodedata.is_normalized("NFC", edition.data.decode("utf-8"))


def test_the_same_source_gives_the_same_bytes(renderer: Renderer, interview: Callable[[str], Path]) -> None:
    """Whichever renderer, and whatever it rendered before."""
    source, other = xmlio.read(interview("recorded")), xmlio.read(interview("bilingual"))
    first = renderer.render(source)
    renderer.render(other)
    assert renderer.render(source) == first == Renderer().render(source)


@pytest.mark.parametrize("name", ["minimal", "right-to-left", "recorded"])
def test_the_encoding_of_the_source_does_not_matter(
    renderer: Renderer, interview: Callable[[str], Path], name: str
) -> None:
    """A UTF-16 source gives the same words."""
    plain = xmlio.read(interview(name))
    wide = xmlio.parse(plain.text.replace("UTF-8", "UTF-16").encode("utf-16"), plain.name)
    assert renderer.render(wide)[1].data == renderer.render(plain)[1].data


def test_a_view_alone_is_made_alone(interview: Callable[[str], Path]) -> None:
    """The command line asks for one."""
    (edition,) = Renderer(views=VIEWS[1:2]).render(xmlio.read(interview("minimal")))
    assert edition.view.name == "text"


def test_a_renderer_says_what_it_is_made_of(renderer: Renderer) -> None:
    """Every file once, so that it can travel in a bag."""
    assert len(set(renderer.files)) == len(renderer.files)
    assert {resources.XSLT / view.stylesheet for view in VIEWS} <= set(renderer.files)
    assert all(path.is_relative_to(resources.XSLT) for path in renderer.files)


def test_an_unknown_element_is_told_with_its_place(renderer: Renderer, interview: Callable[[str], Path]) -> None:
    """Its words are shown all the same."""
    source = xmlio.read(interview("minimal"))
    strange = xmlio.parse(source.data.replace(b"all I have", b"<app>all I have</app>"), "talk.xml")
    for edition in renderer.render(strange):
        assert [finding.code for finding in edition.findings] == ["XSL-004"]
        location = edition.findings[0].location
        assert (location.file, location.path) == ("talk.xml", "/TEI/text/body/u/app")
        assert location.line == strange.text[: strange.text.index("<app>")].count("\n") + 1
        assert "all I have" in " ".join(edition.data.decode().split())


@pytest.mark.parametrize(
    ("message", "code", "line"),
    [
        ('<warning code="XSL-004" path="/x/y[2]">w</warning>', "XSL-004", 3),
        ('<warning code="own-code" path="/x/y[1]">w</warning>', "XSL-004", 2),
        ('<warning code="XSL-004" path="/nowhere/at[1]/all">w</warning>', "XSL-004", 1),
        ("w", "XSL-004", 1),
    ],
)
def test_what_a_stylesheet_says_is_a_finding(tmp_path: Path, message: str, code: str, line: int) -> None:
    """Of its own code where the table knows it; where it leads nowhere, of the document."""
    (finding,) = made(tmp_path, f"x<xsl:message>{message}</xsl:message>").findings
    assert (finding.code, finding.message, finding.location.line) == (code, "w", line)


def test_text_is_composed(tmp_path: Path) -> None:
    """Whatever the stylesheet writes."""
    assert made(tmp_path, "e&#x301;").data == "\u00e9".encode()


def test_parameters_can_be_given_again(tmp_path: Path) -> None:
    """A bag is rebuilt with the parameters that it records."""
    edition = made(tmp_path, '<xsl:value-of select="$source-sha256"/>', SIGNED)
    assert edition.data == hashlib.sha256(document().data).hexdigest().encode()
    renderer = Renderer(tmp_path, (SIGNED,))
    assert renderer.make(SIGNED, document(), (("source-sha256", "given"),)).data == b"given"


def test_stylesheets_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """Absent, malformed, unsafe, senseless or failing."""
    for body, code in (
        ("<xsl:call-template name='absent'/>", "XSL-001"),
        ("<xsl:value-of select='error()'/>", "XSL-002"),
        ("<x xml:base='y'/>", "XSL-003"),
    ):
        with pytest.raises(StylesheetError) as caught:
            made(tmp_path, body)
        assert caught.value.code == code
    with pytest.raises(DocumentError):
        made(tmp_path, "<x>")
    with pytest.raises(SurroundingsError):
        Renderer(tmp_path / "absent", (PLAIN,))


EDITION: Final = Edition(view=SIGNED, data="Жанар\n".encode(), parameters=(), findings=())


def test_an_edition_is_saved(tmp_path: Path) -> None:
    """In a folder that is made, under the name of its source, and in place of an older one."""
    path = save(EDITION, tmp_path / "new" / "folder", "talk")
    assert path == tmp_path / "new" / "folder" / "talk.html"
    assert path.read_bytes() == EDITION.data
    path.write_text("older", "utf-8")
    save(EDITION, path.parent, "talk")
    assert path.read_bytes() == EDITION.data
    assert [each.name for each in path.parent.iterdir()] == ["talk.html"]


@pytest.mark.parametrize("older", [None, b"older"])
def test_an_edition_is_saved_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: bytes | None
) -> None:
    """A full disk leaves what was there, and nothing half-done."""
    path = tmp_path / "talk.html"
    if older is not None:
        path.write_bytes(older)

    def fill(data: bytes, to: Path) -> None:
        """Write half of it, and stop like a full disk."""
        to.write_bytes(data[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "write", fill)
    with pytest.raises(SurroundingsError) as caught:
        save(EDITION, tmp_path, "talk")
    assert caught.value.code == "ENV-002"
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == ([("talk.html", older)] if older else [])


def test_an_edition_does_not_replace_a_folder(tmp_path: Path) -> None:
    """Nor does it write where a file stands in the way."""
    (tmp_path / "talk.html").mkdir()
    with pytest.raises(SurroundingsError):
        save(EDITION, tmp_path, "talk")
    assert [each.name for each in tmp_path.iterdir()] == ["talk.html"]
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SurroundingsError):
        save(EDITION, tmp_path / "file", "talk")
