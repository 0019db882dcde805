"""XInclude and corpora: what is put together, where everything in it stands, and what is refused."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import xmlio
from preserve.errors import DocumentError, Location, SurroundingsError
from preserve.validate import Standards, Validator
from tests.conftest import GOOD
from tests.strategies import trees

if TYPE_CHECKING:
    from preserve.findings import Finding
    from preserve.xmlio import Document
    from tests.conftest import Command

CORPORA: Final = GOOD.parent / "corpora"

XI: Final = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
# What a machine that is busy may need; quadratic time would be hours.
PATIENCE: Final = 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in, in which the process stands."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def put(name: str, content: str | bytes) -> Path:
    """Write a file of the folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def main(body: str, attributes: str = "") -> Path:
    """Write the main file around some content and return its path."""
    return put("m.xml", f"<m {XI}{attributes}>{body}</m>")


def include(href: str, attributes: str = "", content: str = "") -> str:
    """Return an element that includes."""
    return f'<xi:include href="{href}" {attributes}>{content}</xi:include>'


def whole(path: Path) -> str:
    """Return what the root of a document holds, without the declaration of XInclude's prefix."""
    return xmlio.read(path).text.replace(f" {XI}", "")


def refused(path: Path) -> DocumentError:
    """Return the error that a document gives."""
    with pytest.raises(DocumentError) as caught:
        xmlio.read(path)
    assert len(caught.value.message) <= 240
    return caught.value


def place(document: Document, name: str) -> tuple[str, int | None, int | None, str | None]:
    """Return the place of the first element of a name."""
    location = document.location(next(document.root.iter(f"{{*}}{name}")))
    return location.file, location.line, location.column, location.path


# --- what is put together --------------------------------------------------------------------------------------------


def test_a_file_is_put_where_it_is_included(folder: Path) -> None:
    """Its root, without its declaration and what stands around it."""
    put("p.xml", '<?xml version="1.0"?><!-- no --><p>é<q/></p><?no?>')
    document = xmlio.read(main(f"a{include('p.xml')}b"))
    assert document.text == f"<m {XI}>a<p>é<q/></p>b</m>"
    assert [element.tag for element in document.root.iter()] == ["m", "p", "q"]
    assert document.data == (folder / "m.xml").read_bytes()
    assert document.source == f"<m {XI}>a{include('p.xml')}b</m>"
    (part,) = document.parts
    assert (str(part.path), part.name, part.data) == ("p.xml", "p.xml", (folder / "p.xml").read_bytes())
    assert part.location == Location(file="m.xml", line=1, column=len(f"<m {XI}>a") + 1, path="/m/include")


def test_a_document_that_includes_nothing_is_as_it_was(folder: Path) -> None:
    """With the same text, and no parts."""
    document = xmlio.read(main("words"))
    assert (document.text, document.parts) == (f"<m {XI}>words</m>", ())
    assert (folder / "m.xml").read_text("utf-8") == document.source


def test_parts_include_parts(folder: Path) -> None:
    """Each relative to its own file, but never beyond the folder of the first; each part is named once."""
    put("sub/a.xml", f"<a {XI}>{include('deep/b.xml')}{include('../c.xml')}</a>")
    put("sub/deep/b.xml", "<b/>")
    put("c.xml", "<c/>")
    path = main(include("sub/a.xml") + include("c.xml"))
    assert whole(path) == "<m><a><b/><c/></a><c/></m>"
    document = xmlio.read(folder / "m.xml", "in/bag/m.xml")
    assert [str(part.path) for part in document.parts] == ["sub/a.xml", "sub/deep/b.xml", "c.xml"]
    assert [part.name for part in document.parts] == ["in/bag/sub/a.xml", "in/bag/sub/deep/b.xml", "in/bag/c.xml"]
    assert document.parts[1].location.file == "in/bag/sub/a.xml"
    element = next(document.root.iter("b"))
    assert (document.location(element).file, str(document.folder(element))) == ("in/bag/sub/deep/b.xml", "sub/deep")
    assert str(document.folder(document.root)) == "."


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("i", "<q xml:id='i'>1<r/><r xml:id='j'>2</r></q>"),
        ("element(i)", "<q xml:id='i'>1<r/><r xml:id='j'>2</r></q>"),
        ("element(i/2)", "<r xml:id='j'>2</r>"),
        ("element(/1)", "<p><q>0</q><!-- c --><q xml:id='i'>1<r/><r xml:id='j'>2</r></q></p>"),
        ("element(/1/1)", "<q>0</q>"),
        ("element(/1/2/2)", "<r xml:id='j'>2</r>"),
    ],
)
def test_a_pointer_picks_an_element(folder: Path, pointer: str, expected: str) -> None:
    """By its id or by numbers."""
    assert folder.is_dir()
    put("p.xml", "<p><q>0</q><!-- c --><q xml:id='i'>1<r/><r xml:id='j'>2</r></q></p>")
    assert whole(main(include("p.xml", f'xpointer="{pointer}"'))) == f"<m>{expected}</m>"


def test_a_document_may_include_an_element_of_itself(folder: Path) -> None:
    """As long as that does not hold the include."""
    assert folder.is_dir()
    path = main('<a xml:id="i">1</a><xi:include xpointer="i"/><xi:include href="" xpointer="element(/1/1)"/>')
    assert whole(path) == '<m><a xml:id="i">1</a><a xml:id="i">1</a><a xml:id="i">1</a></m>'
    assert xmlio.read(path).parts == ()


def test_a_text_is_put_as_text(folder: Path) -> None:
    """Whatever it holds; in UTF-8, or in what the include says."""
    assert folder.is_dir()
    put("t.txt", "\ufeffa < b & c ]]> é\r\nd")
    put("l.txt", "é".encode("latin-1"))
    document = xmlio.read(main(include("t.txt", 'parse="text"') + include("l.txt", 'parse="text" encoding="latin-1"')))
    assert document.root.text == "a < b & c ]]> é\ndé"
    assert [part.name for part in document.parts] == ["t.txt", "l.txt"]


def test_what_is_missing_falls_back(folder: Path) -> None:
    """Where the include has something else; a folder, a pipe and a closed file are missing too."""
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()
    put("p.xml", "<p/>")
    fallback = f"<xi:fallback>a<q/>{include('p.xml')}b</xi:fallback>"
    for name in ("absent.xml", "pipe", "sub", "p.xml/x", "x" * 300):
        assert whole(main(include(name, content=fallback))) == "<m>a<q/><p/>b</m>"
    assert whole(main(include("absent", content="<xi:fallback/>"))) == "<m></m>"
    assert whole(main(include("p.xml", content=fallback))) == "<m><p/></m>"
    nested = include("absent", content=f"<xi:fallback>{include('gone', content=fallback)}</xi:fallback>")
    document = xmlio.read(main(nested))
    assert document.text == f"<m {XI}>a<q/><p/>b</m>"
    assert [part.name for part in document.parts] == ["p.xml"]


def test_the_root_may_be_included(folder: Path) -> None:
    """What stands around it stays."""
    assert folder.is_dir()
    put("p.xml", "<p/>")
    path = put("m.xml", f'<?xml version="1.0"?>\n<!-- c -->\n<xi:include {XI} href="p.xml"/>\n')
    document = xmlio.read(path)
    assert document.text == '<?xml version="1.0"?>\n<!-- c -->\n<p/>\n'
    assert place(document, "p") == ("p.xml", 1, 1, "/p")


def test_names_keep_their_namespaces(folder: Path) -> None:
    """Those of the part are declared where they are lacking; those of the whole do not flow in."""
    assert folder.is_dir()
    put("none.xml", "<p><q/></p>")
    put("same.xml", '<p xmlns="urn:m"><q/></p>')
    put("deep.xml", '<a xmlns="urn:a" xmlns:b="urn:b?c=1&amp;d"><p xml:id="i" b:n="1"><q/></p></a>')
    put("nested.xml", f'<a {XI}><b xmlns="urn:b">{include("none.xml")}{include("same.xml")}</b></a>')
    read = xmlio.read(
        main(
            include("none.xml") + include("same.xml") + include("deep.xml", 'xpointer="i"') + include("nested.xml"),
            ' xmlns="urn:m"',
        )
    )
    assert [element.tag for element in read.root.iter("{*}p", "{*}q", "{*}b")] == [
        *("p", "q", "{urn:m}p", "{urn:m}q", "{urn:a}p", "{urn:a}q"),
        *("{urn:b}b", "p", "q", "{urn:m}p", "{urn:m}q"),
    ]
    third = next(read.root.iter("{urn:a}p"))
    assert dict(third.attrib) == {"{http://www.w3.org/XML/1998/namespace}id": "i", "{urn:b?c=1&d}n": "1"}
    assert read.text.count('xmlns=""') == 3  # the two of none.xml, and the root of nested.xml


def test_a_fallback_keeps_its_namespaces(folder: Path) -> None:
    """What the include and the fallback declare is declared on what comes out of them."""
    assert folder.is_dir()
    path = put(
        "m.xml",
        '<m xmlns="urn:m"><include xmlns="http://www.w3.org/2001/XInclude" href="x" xmlns:a="urn:a"><fallback>'
        '<p xmlns="urn:p" a:n="1"/><a:q/></fallback></include></m>',
    )
    root = xmlio.read(path).root
    assert [element.tag for element in root.iter()] == ["{urn:m}m", "{urn:p}p", "{urn:a}q"]
    assert root[0].get("{urn:a}n") == "1"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_parts_may_be_in_other_encodings(folder: Path, encoding: str) -> None:
    """Each says what it is in."""
    assert folder.is_dir()
    declared = encoding.removesuffix("-sig")
    put("p.xml", f'<?xml version="1.0" encoding="{declared}"?>\n<p>é<q/></p>'.encode(encoding))
    document = xmlio.read(main(f"ü{include('p.xml')}"))
    assert "".join(document.root.itertext()) == "üé"
    assert place(document, "q") == ("p.xml", 2, 5, "/m/p/q")


# --- places ----------------------------------------------------------------------------------------------------------


def test_everything_is_placed_in_its_own_file(folder: Path) -> None:
    """Tags, attributes, values, texts and ends, before, in and behind what is included."""
    assert folder.is_dir()
    put("p.xml", "<?xml version='1.0'?>\r\n<a><p n='1\r\n2'>\r\n  word<q/></p\r\n></a>")
    put("t.txt", "one\ntwo &\n  three")
    picked, text = include("p.xml", 'xpointer="element(/1/1)"'), include("t.txt", 'parse="text"')
    document = xmlio.read(main(f"\n<b/>{picked}<c/>{text}\n <d/>", ' xmlns="urn:m"'))
    before = len(f"<b/>{picked}")
    assert place(document, "b") == ("m.xml", 2, 1, "/m/b")
    assert place(document, "c") == ("m.xml", 2, before + 1, "/m/c")
    assert place(document, "d") == ("m.xml", 3, 2, "/m/d")
    part = next(document.root.iter("{*}p"))
    assert document.location(part) == Location(file="p.xml", line=2, column=4, path="/m/p")
    assert document.attribute_location(part, "n") == Location(file="p.xml", line=2, column=7, path="/m/p/@n")
    assert document.value_location(part, "n", 2) == Location(file="p.xml", line=3, column=1, path="/m/p/@n")
    assert document.text_location(part) == Location(file="p.xml", line=4, column=3, path="/m/p")
    assert document.end_location(part) == Location(file="p.xml", line=4, column=11, path="/m/p")
    assert place(document, "q") == ("p.xml", 4, 7, "/m/p/q")
    runs = list(xmlio.text_runs(document, "m", lambda *_: False, lambda *_: False))
    words = {run.text.strip(): document.place(run.line, run.column) for run in runs if run.text.strip()}
    assert {word: (each.file, each.line, each.column) for word, each in words.items()} == {
        "word": ("p.xml", 4, 1),
        "one": ("t.txt", 1, 1),
        "two": ("t.txt", 2, 1),
        "&": ("t.txt", 2, 5),
        "three": ("t.txt", 3, 1),
    }
    assert document.find("/m/p/q") is next(document.root.iter("q"))


def test_a_part_that_is_not_well_formed_is_told_with_its_own_place(folder: Path) -> None:
    """And so is a DOCTYPE, a wrong byte, and a text that XML cannot hold."""
    assert folder.is_dir()
    faults: dict[str, tuple[str | bytes, str, int, int]] = {
        "a.xml": ("<p>\n <q></p>", "XML-001", 2, 5),
        "b.xml": ('<?xml version="1.0"?>\n<!DOCTYPE p [<!ENTITY e "&e;">]><p/>', "XML-002", 2, 1),
        "c.xml": (b"<p>\n\xe9</p>", "XML-003", 2, 1),
        "d.xml": ("<p>" * 3000 + "</p>" * 3000, "XML-004", 1, 765),
        "e.xml": ("", "XML-001", 1, 1),
    }
    for name, (content, code, line, column) in faults.items():
        put(name, content)
        error = refused(main("\n" + include(name)))
        assert error.code == code
        assert error.location
        assert (error.location.file, error.location.line) == (name, line)
        assert error.location.column == column or code == "XML-004"
    for content, code, encoding in ((b"a\nb\xe9", "XML-003", "utf-8"), (b"a\nb\x01", "XML-001", "latin-1")):
        put("t.txt", content)
        error = refused(main(include("t.txt", f'parse="text" encoding="{encoding}"')))
        assert (error.code, error.location) == (code, Location(file="t.txt", line=2, column=2))


def test_what_is_too_deep_together_is_told_in_its_part(folder: Path) -> None:
    """Each alone would be read."""
    assert folder.is_dir()
    depth = 200
    put("b.xml", "<b>" * depth + "</b>" * depth)
    put("a.xml", f"<a {XI}>" + "<a>" * depth + include("b.xml") + "</a>" * depth + "</a>")
    error = refused(main(include("a.xml")))
    assert error.code == "XML-004"
    assert error.location
    assert error.location.file in {"a.xml", "b.xml"}


# --- what is refused -------------------------------------------------------------------------------------------------

OUTSIDE: Final = {
    "an http address": "http://127.0.0.1/p.xml",
    "a file address": "file:///etc/passwd",
    "an address without a scheme": "//127.0.0.1/p.xml",
    "an absolute path": "/etc/passwd",
    "a parent": "../outside.xml",
    "a parent by a detour": "sub/../../outside.xml",
    "a parent, encoded": "%2e%2e/outside.xml",
    "a parent with backslashes": "..\\outside.xml",
    "white space at the end": "p.xml ",
    "a query": "p.xml?x=1",
    "a zero": "p%00.xml",
    "a link to a file outside": "link.xml",
    "a path through a link": "linked/outside.xml",
    "a link in a circle": "circle.xml",
    "an address that is far too long": "http://127.0.0.1/" + "x" * 9999,
}


@pytest.mark.parametrize("parse", ["xml", "text"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_what_lies_outside_is_refused(folder: Path, name: str, parse: str) -> None:
    """And does not fall back: it is not missing. The place is that of the include."""
    (folder.parent / "outside.xml").write_text("<secret/>", "utf-8")
    (folder / "link.xml").symlink_to("../outside.xml")
    (folder / "linked").symlink_to("..")
    (folder / "circle.xml").symlink_to("circle.xml")
    put("p.xml", "<p/>")
    error = refused(main("\n" + include(OUTSIDE[name], f'parse="{parse}"', "<xi:fallback/>")))
    assert (error.code, error.location) == ("XML-009", Location(file="m.xml", line=2, column=1, path="/m/include"))


def test_a_part_cannot_leave_the_folder_of_the_first_file(folder: Path) -> None:
    """Though it could go up from its own."""
    (folder.parent / "outside.xml").write_text("<secret/>", "utf-8")
    put("sub/a.xml", f"<a {XI}>{include('../../outside.xml')}</a>")
    error = refused(main(include("sub/a.xml")))
    assert (error.code, error.location and error.location.file) == ("XML-009", "sub/a.xml")


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    """It does not lead out."""
    put("sub/p.xml", "<p/>")
    (folder / "link.xml").symlink_to("sub/p.xml")
    assert whole(main(include("link.xml"))) == "<m><p/></m>"


def test_links_in_a_circle_come_to_an_end(folder: Path) -> None:
    """Of a file, and of a folder in which each way is a new name for the same file."""
    (folder / "link.xml").symlink_to("p.xml")
    put("p.xml", f"<p {XI}>{include('link.xml')}</p>")
    assert refused(main(include("p.xml"))).code == "XML-011"
    (folder / "sub").symlink_to(".")
    put("p.xml", f"<p {XI}>{include('sub/p.xml')}</p>")
    # Systems follow 32 or 40 links, we follow 50 inclusions.
    assert refused(main(include("p.xml"))).code in {"XML-004", "XML-010"}


def test_what_is_missing_is_told(folder: Path) -> None:
    """A folder, a pipe, a device and what is not there, each with the reason."""
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()
    for name, reason in {
        "absent.xml": "no such file or directory",
        "pipe": "it is not an ordinary file",
        "sub": "is a directory",
        "x" * 300: "file name too long",
    }.items():
        error = refused(main(include(name)))
        assert (error.code, error.location and error.location.line) == ("XML-010", 1)
        assert error.message.endswith(f"cannot be included: read: {reason}")


def test_the_main_file_that_is_missing_is_the_fault_of_the_surroundings(folder: Path) -> None:
    """As ever."""
    with pytest.raises(SurroundingsError):
        xmlio.read(folder / "absent.xml")


@pytest.mark.parametrize("way", ["itself", "another", "a fragment", "the main file"])
def test_what_includes_itself_is_refused(folder: Path, way: str) -> None:
    """By whatever way."""
    assert folder.is_dir()
    put("another.xml", f"<a {XI}>{include('p.xml')}</a>")
    inner = {
        "itself": include("p.xml"),
        "another": include("another.xml"),
        "a fragment": '<f xml:id="i"><xi:include xpointer="i"/></f>',
        "the main file": include("m.xml"),
    }
    put("p.xml", f"<p {XI}>{inner[way]}</p>")
    error = refused(main(include("p.xml")))
    assert (error.code, error.location and error.location.file) == (
        "XML-011",
        "another.xml" if way == "another" else "p.xml",
    )
    assert "would be included in itself" in error.message


FORM: Final = {
    '<xi:include href="p.xml" parse="html"/>': "parse=“html” is not known",
    '<xi:include href="p.xml" parse="text" xpointer="i"/>': "a text has none",
    "<xi:include/>": "neither href= nor xpointer=",
    '<xi:include href="p.xml#i"/>': "has a #",
    '<xi:include href="p.xml" xpointer="xpointer(//p)"/>': "is not understood",
    '<xi:include href="p.xml" xpointer="element(/0)"/>': "is not understood",
    '<xi:include href="p.xml" xpointer="element()"/>': "is not understood",
    '<xi:include href="p.xml" xpointer="absent"/>': "leads to nothing in p.xml",
    '<xi:include href="p.xml" xpointer="element(/1/9/1)"/>': "leads to nothing in p.xml",
    '<xi:include href="p.xml" xpointer="element(/2)"/>': "leads to nothing in p.xml",
    '<xi:include href="p.xml" fragid="i"/>': "later XInclude",
    '<xi:include href="p.xml" set-xml-id="i"/>': "later XInclude",
    "<xi:fallback/>": "outside an include",
    "<xi:includes/>": "has no element includes",
    '<xi:include href="p.xml"><xi:fallback/><xi:fallback/></xi:include>': "more than one fallback",
    '<xi:include href="p.xml"><xi:include href="p.xml"/></xi:include>': "directly in another",
    f'<xi:include href="p.xml" parse="{"x" * 999}"/>': "is not known",
}


@pytest.mark.parametrize("element", FORM)
def test_what_is_not_understood_is_refused(folder: Path, element: str) -> None:
    """With the reason."""
    assert folder.is_dir()
    put("p.xml", "<p/>")
    error = refused(main("\n " + element))
    column = 27 if "directly" in FORM[element] else 2
    assert (error.code, error.location and (error.location.line, error.location.column)) == ("XML-012", (2, column))
    assert FORM[element] in error.message


def test_a_text_is_no_document(folder: Path) -> None:
    """Nor is a fallback of two elements, or of none."""
    assert folder.is_dir()
    put("t.txt", "words")
    error = refused(put("m.xml", f'<xi:include {XI} href="t.txt" parse="text"/>'))
    assert (error.code, error.location and error.location.file) == ("XML-012", "m.xml")
    for fallback in ("<a/><b/>", "", "words"):
        path = put("m.xml", f'\n<xi:include {XI} href="x"><xi:fallback>{fallback}</xi:fallback></xi:include>')
        error = refused(path)
        assert (error.code, error.location and error.location.file) == ("XML-001", "m.xml")
        assert (error.location and error.location.line) == 2


def test_xml_base_would_move_what_is_included(folder: Path) -> None:
    """So it is refused around an include."""
    put("p.xml", "<p/>")
    assert folder.is_dir()
    error = refused(main(include("p.xml"), ' xml:base="sub/"'))
    assert (error.code, error.message) == ("XML-009", "xml:base would move what is included")


@given(trees, st.data())
def test_what_is_cut_out_and_included_is_the_same(text: str, data: st.DataObject) -> None:
    """Any element of any document, with every place of what is in it and around it."""
    alone = xmlio.parse(text.encode(), "m.xml")
    elements = list(alone.root.iter("*"))
    cut = data.draw(st.sampled_from(elements))
    start, end = alone.places.start(cut), alone.places.behind(cut)
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "p.xml").write_text(f"\n  {text[start:end]}", "utf-8", newline="")
        call = f'<xi:include {XI} href="p.xml"/>'
        (Path(name) / "m.xml").write_text(text[:start] + call + text[end:], "utf-8", newline="")
        together = xmlio.read(Path(name) / "m.xml", "m.xml")
    assert together.text == text
    moved = [together.location(element) for element in together.root.iter("*")]
    inside = set(cut.iter("*"))
    for before, element, after in zip((alone.location(each) for each in elements), elements, moved, strict=True):
        assert before.path == after.path
        assert after.file == ("p.xml" if element in inside else "m.xml")
        assert element in inside or start < alone.places.start(element) or after == before
    lines = f"\n  {text[start:end]}".split("\n")
    for after in (each for each in moved if each.file == "p.xml"):
        assert after.line
        assert after.column
        assert lines[after.line - 1][after.column - 1] == "<"


# --- many ------------------------------------------------------------------------------------------------------------


def test_a_bomb_of_includes_is_refused(folder: Path) -> None:
    """A few small files that would be a terabyte."""
    assert folder.is_dir()
    put("p9.xml", "<p>words</p>")
    for number in range(9):
        put(f"p{number}.xml", f"<p {XI}>{include(f'p{number + 1}.xml') * 20}</p>")
    started = time.perf_counter()
    error = refused(main(include("p0.xml")))
    assert time.perf_counter() - started < PATIENCE
    assert error.code == "XML-004"
    assert "again and again" in error.message


def test_a_bomb_of_nothing_is_refused(folder: Path) -> None:
    """Texts that are empty and files that are missing cost time as well."""
    assert folder.is_dir()
    put("t.txt", "")
    for last in (include("t.txt", 'parse="text"'), include("absent", content="<xi:fallback/>")):
        put("p9.xml", f"<p {XI}>{last * 20}</p>")
        for number in range(9):
            put(f"p{number}.xml", f"<p {XI}>{include(f'p{number + 1}.xml') * 20}</p>")
        started = time.perf_counter()
        assert refused(main(include("p0.xml"))).code == "XML-004"
        assert time.perf_counter() - started < PATIENCE


def test_a_long_chain_is_refused(folder: Path) -> None:
    """Forty deep is enough for everybody."""
    assert folder.is_dir()
    for number in range(1000):
        put(f"p{number}.xml", f"<p {XI}>{include(f'p{number + 1}.xml')}</p>")
    error = refused(main(include("p0.xml")))
    assert (error.code, "more than 50 deep" in error.message) == ("XML-004", True)
    put("p40.xml", "<p/>")
    assert whole(main(include("p0.xml"))) == f"<m>{'<p>' * 40}<p/>{'</p>' * 40}</m>"


def test_fallbacks_in_fallbacks_are_refused_in_the_end(folder: Path) -> None:
    """They count as deep as inclusions, and add to them."""
    assert folder.is_dir()
    nested = "<p/>"
    for _ in range(60):
        nested = include("absent", content=f"<xi:fallback>{nested}</xi:fallback>")
    error = refused(main(nested))
    assert (error.code, "more than 50 deep" in error.message) == ("XML-004", True)
    for _ in range(12):
        nested = nested.removeprefix(include("absent", content="<xi:fallback>|").partition("|")[0])
        nested = nested.removesuffix("</xi:fallback></xi:include>")
    assert whole(main(nested)) == "<m><p/></m>"


def test_a_thousand_parts_are_read(folder: Path) -> None:
    """In a moment, and each place is in its part."""
    assert folder.is_dir()
    for number in range(1000):
        put(f"parts/p{number}.xml", f"<p n='{number}'>\n<q/></p>")
    path = main("".join(include(f"parts/p{number}.xml") for number in range(1000)))
    started = time.perf_counter()
    document = xmlio.read(path)
    places = [document.location(element) for element in document.root.iter("q")]
    assert time.perf_counter() - started < PATIENCE
    assert len(document.parts) == 1000
    assert places[-1] == Location(file="parts/p999.xml", line=2, column=1, path="/m/p[1000]/q")


def test_ten_thousand_elements_of_one_part_are_picked(folder: Path) -> None:
    """The part is looked through once."""
    assert folder.is_dir()
    put("p.xml", "<p>" + "".join(f'<q xml:id="q{number}"/>' for number in range(10_000)) + "</p>")
    pointers = (f"q{number}" if number % 2 else f"element(/1/{number + 1})" for number in range(10_000))
    path = main("".join(include("p.xml", f'xpointer="{pointer}"') for pointer in pointers))
    started = time.perf_counter()
    assert len(xmlio.read(path).root) == 10_000
    assert time.perf_counter() - started < PATIENCE


# --- interviews in parts ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> Validator:
    """Return our own standards."""
    return Validator(Standards())


def split(folder: Path) -> Path:
    """Write the smallest interview in three files, the header and the participants apart, and return the main one."""
    text = (GOOD / "minimal.xml").read_text("utf-8")
    start, end = text.index("<teiHeader>"), text.index("</teiHeader>") + len("</teiHeader>")
    header = text[start:end]
    people = header[header.index("<listPerson>") : header.index("</particDesc>")]
    tei = 'xmlns="http://www.tei-c.org/ns/1.0"'
    put(f"{folder}/minimal.xml", text[:start] + f'<xi:include {XI} href="parts/header.xml"/>' + text[end:])
    inner = header.replace(people, f'<xi:include {XI} href="people.xml" xpointer="element(/1/1)"/>')
    put(f"{folder}/parts/header.xml", inner.replace("<teiHeader>", f"<teiHeader {tei}>"))
    put(f"{folder}/parts/people.xml", f"<standOff {tei}>{people}</standOff>")
    return folder / "minimal.xml"


def codes(found: tuple[Finding, ...]) -> list[tuple[str, str, int | None]]:
    """Return code, file and line of findings."""
    return [(each.code, Path(each.location.file).name, each.location.line) for each in found]


def test_an_interview_in_parts_is_judged_as_a_whole(folder: Path, validator: Validator) -> None:
    """With the findings of the same interview in one file, each at its place in its part."""
    judged = validator.validate(split(folder))
    alone = validator.validate(GOOD / "minimal.xml")
    assert judged.valid
    assert sorted(each.code for each in judged.findings) == sorted(each.code for each in alone.findings)
    assert {file for code, file, _ in codes(judged.findings) if code.startswith("INT-02")} == {"header.xml"}
    assert judged.interview
    assert [(each.kind, str(each.relative), each.place) for each in judged.interview.files] == [
        ("part", "parts/header.xml", "data/tei/parts/header.xml"),
        ("part", "parts/people.xml", "data/tei/parts/people.xml"),
    ]


def test_faults_in_parts_are_told_there(folder: Path, validator: Validator) -> None:
    """Of the grammar, of ids and of pointers; an id that two files give names the other."""
    path = split(folder)
    header = folder / "parts" / "header.xml"
    header.write_text(
        header.read_text("utf-8").replace("<sourceDesc>", '<sourceDesc>\n<p xml:id="u1"/><p corresp="#nobody"/><pp/>'),
        "utf-8",
    )
    found = [each for each in validator.validate(path).findings if each.is_error]
    assert {(each.code, Path(each.location.file).name) for each in found} >= {
        ("REF-001", "minimal.xml"),
        ("REF-002", "header.xml"),
        ("TEI-004", "header.xml"),
    }
    (twice,) = (each for each in found if each.code == "REF-001")
    assert f"on line 10 of {header}" in twice.message


def test_an_interview_in_parts_is_bagged_with_them(folder: Path, preserve: Command) -> None:
    """And the bag rebuilds itself from its own copy of them; one that is altered there is noticed."""
    path, bag = split(folder / "tei"), folder / "bags" / "minimal"
    assert preserve("package", path, "--to", folder / "bags").code == 0
    for name in ("minimal.xml", "parts/header.xml", "parts/people.xml"):
        assert (bag / "data" / "tei" / name).read_bytes() == (folder / "tei" / name).read_bytes()
    record = (bag / "metadata" / "validation.json").read_text("utf-8")
    assert '"data/tei/parts/header.xml"' in record
    assert str(folder) not in record
    assert "-xi:on" in (bag / "data" / "README.txt").read_text("utf-8")
    assert "Ann Onymous" in (bag / "data" / "html" / "minimal.html").read_text("utf-8")
    path.unlink()
    (folder / "tei" / "parts").rename(folder / "away")
    outcome = preserve("verify", "--reproduce", bag)
    assert (outcome.code, "rebuilt byte for byte" in outcome.out) == (0, True)
    part = bag / "data" / "tei" / "parts" / "people.xml"
    part.write_bytes(part.read_bytes().replace(b"Ann", b"Eve"))
    assert preserve("verify", "--reproduce", bag).code == 1


def test_a_part_that_is_a_link_is_read_but_not_bagged(folder: Path, preserve: Command) -> None:
    """A bag holds no links; as ever, the file itself is to be put there."""
    path = split(folder / "tei")
    people = folder / "tei" / "parts" / "people.xml"
    people.rename(folder / "tei" / "list.xml")
    people.symlink_to("../list.xml")
    assert preserve("validate", path).code == 0
    outcome = preserve("package", path, "--to", folder / "bags")
    assert (outcome.code, "BAG-022" in outcome.err) == (1, True)
    assert not (folder / "bags" / "minimal").exists()


# --- corpora ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def corpus(folder: Path) -> Path:
    """Return a copy of the corpus."""
    shutil.copytree(CORPORA, folder / "tei")
    return folder / "tei" / "corpus.xml"


def changed(path: Path, old: str, new: str) -> None:
    """Change some words of a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_corpus_is_valid(corpus: Path, validator: Validator) -> None:
    """And each interview in it alone; each is compared with its own transcript."""
    judged = validator.validate(corpus)
    assert judged.valid
    assert not [each for each in judged.findings if each.code.startswith("COL-")]
    assert judged.interview
    assert (judged.interview.identifier, judged.interview.title) == ("corpus", "Two interviews about a mill")
    assert [(each.kind, str(each.relative)) for each in judged.interview.files] == [
        ("transcript", "corpus/miller.source.txt"),
        ("transcript", "corpus/baker.source.txt"),
        ("part", "corpus/miller.xml"),
        ("part", "corpus/people/miller.xml"),
        ("part", "corpus/baker.xml"),
    ]
    for name in ("miller", "baker"):
        assert validator.validate(corpus.parent / "corpus" / f"{name}.xml").valid


def test_a_corpus_may_hold_its_interviews_itself(corpus: Path, validator: Validator) -> None:
    """Together with included ones; pointers are then relative to the corpus."""
    baker = (corpus.parent / "corpus" / "baker.xml").read_text("utf-8")
    inner = baker[baker.index("<TEI") :].replace('target="baker', 'target="corpus/baker')
    changed(corpus, '<xi:include href="corpus/baker.xml"/>', inner)
    judged = validator.validate(corpus)
    assert judged.valid
    assert not [each for each in judged.findings if each.code.startswith("COL-")]


def test_words_of_each_interview_of_a_corpus_are_compared(corpus: Path, validator: Validator) -> None:
    """A word that was lost in one is told there; one that was moved into the other is lost and added."""
    changed(corpus.parent / "corpus" / "miller.xml", "turned all night", "turned night")
    changed(corpus.parent / "corpus" / "baker.xml", "at dawn.", "all at dawn.")
    found = [each for each in validator.validate(corpus).findings if each.code.startswith("COL-")]
    assert codes(tuple(found)) == [("COL-002", "baker.xml", 30), ("COL-001", "miller.xml", 26)]
    assert [each.location.column for each in found] == [60, 57]


def test_files_of_a_corpus_are_looked_for_beside_its_parts(corpus: Path, validator: Validator) -> None:
    """A transcript, and a link."""
    (corpus.parent / "corpus" / "baker.source.txt").unlink()
    changed(
        corpus.parent / "corpus" / "miller.xml",
        "<title>The miller</title>",
        '<title>The miller <ref target="baker.xml">and</ref> <ref target="../corpus/nobody.xml">nobody</ref></title>',
    )
    found = [each for each in validator.validate(corpus).findings if each.is_error or each.code == "REF-011"]
    assert codes(tuple(found)) == [("REF-005", "baker.xml", 13), ("REF-011", "miller.xml", 6)]


def test_a_corpus_is_neither_rendered_nor_bagged(corpus: Path, preserve: Command) -> None:
    """The hint names the files of its interviews."""
    for arguments in (("render", corpus), ("package", corpus, "--to", corpus.parent / "bags")):
        outcome = preserve(*arguments)
        assert (outcome.code, outcome.out) == (1, "")
        assert "a corpus is validated whole" in outcome.err
        assert f"{corpus.parent}/corpus/miller.xml, {corpus.parent}/corpus/baker.xml." in outcome.err
    assert not (corpus.parent / "bags").exists()


def test_a_corpus_of_five_hundred_interviews_is_judged(folder: Path, validator: Validator) -> None:
    """In time that grows with it."""
    baker = (CORPORA / "corpus" / "baker.xml").read_text("utf-8")
    shutil.copy(CORPORA / "corpus" / "baker.source.txt", folder)
    for number in range(500):
        one = baker.replace("bob", f"bob{number}").replace('"baker', f'"baker{number}')
        put(f"p{number}.xml", one.replace(f"baker{number}.source", "baker.source"))
    corpus = (CORPORA / "corpus.xml").read_text("utf-8")
    includes = "".join(f'<xi:include href="p{number}.xml"/>' for number in range(500))
    start, end = corpus.index("<xi:include"), corpus.index("</teiCorpus>")
    path = put("corpus.xml", corpus[:start] + includes + corpus[end:])
    started = time.perf_counter()
    judged = validator.validate(path)
    assert time.perf_counter() - started < PATIENCE
    assert judged.valid
    assert not [each for each in judged.findings if each.code.startswith("COL-")]
