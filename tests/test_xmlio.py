"""The door to lxml: what is read, where everything stands, what is refused, and what includes may reach."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import xmlio
from preserve.errors import DocumentError, Location, StylesheetError, SurroundingsError
from preserve.xmlio import closure, tags
from tests.strategies import trees

if TYPE_CHECKING:
    from preserve.xmlio import Document, Element

TEI: Final = "http://www.tei-c.org/ns/1.0"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'


def read(text: str) -> Document:
    """Read a document from characters."""
    return xmlio.parse(text.encode("utf-8"), "d.xml")


def refused(data: bytes | str) -> DocumentError:
    """Return the error that a document gives."""
    with pytest.raises(DocumentError) as caught:
        xmlio.parse(data.encode("utf-8") if isinstance(data, str) else data, "d.xml")
    return caught.value


def first(document: Document, name: str) -> Element:
    """Return the first element of a name."""
    return next(document.root.iter(f"{{*}}{name}"))


def everything(document: Document) -> list[tuple[str, int, int]]:
    """Return all text of a document with its places."""
    runs = xmlio.text_runs(document, "x", lambda *_: False, lambda *_: False)
    return [(run.text, run.line, run.column) for run in runs]


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_file_is_read(tmp_path: Path) -> None:
    """A document keeps its bytes, its name and its tree."""
    path = tmp_path / "d.xml"
    path.write_bytes(b"<x>words</x>")
    document = xmlio.read(path)
    assert (document.name, document.data, document.text) == (str(path), b"<x>words</x>", "<x>words</x>")
    assert document.root.text == "words"
    assert xmlio.read(path, "another name").name == "another name"


def test_an_absent_file_is_the_fault_of_the_surroundings(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(SurroundingsError) as caught:
        xmlio.read(tmp_path / "absent.xml")
    assert caught.value.code == "ENV-001"
    assert caught.value.location == Location(file=str(tmp_path / "absent.xml"))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (DECLARATION.encode() + "<x>é€𝄞</x>".encode(), "UTF-8"),
        ("<x>é€𝄞</x>".encode(), "utf-8"),
        (codecs.BOM_UTF8 + DECLARATION.encode() + "<x>é€𝄞</x>".encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + '<?xml version="1.0" encoding="UTF-16"?><x>é€𝄞</x>'.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + '<?xml version="1.0" encoding="UTF-16"?><x>é€𝄞</x>'.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF16_BE + "<x>é€𝄞</x>".encode("utf-16-be"), "utf-16"),
        ('<?xml version="1.0" encoding="UTF-16LE"?><x>é€𝄞</x>'.encode("utf-16-le"), "utf-16-le"),
        ("<x>é€𝄞</x>".encode("utf-16-be"), "utf-16-be"),
        ("<?xml version='1.0' encoding = 'gb18030' ?><x>é€𝄞</x>".encode("gb18030"), "gb18030"),
    ],
)
def test_encodings_are_understood(data: bytes, encoding: str) -> None:
    """Tree, text and runs agree, whatever the file is in."""
    document = xmlio.parse(data, "d.xml")
    assert document.encoding == encoding
    assert document.root.text == "é€𝄞"
    assert "".join(text for text, _, _ in everything(document)) == "é€𝄞"
    assert document.text.endswith("<x>é€𝄞</x>")
    assert not document.text.startswith("\ufeff")


@pytest.mark.parametrize(
    "encoding", ["iso-8859-1", "windows-1252", "iso-8859-5", "koi8-r", "shift_jis", "big5", "euc-kr"]
)
def test_other_encodings_are_understood(encoding: str) -> None:
    """Every encoding that Python knows will do."""
    letters = bytes(range(0xC0, 0xD0)).decode(encoding, "ignore")
    data = f'<?xml version="1.0" encoding="{encoding}"?><x>{letters}</x>'.encode(encoding)
    document = xmlio.parse(data, "d.xml")
    assert document.root.text == letters == "".join(text for text, _, _ in everything(document))


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"<x>\nab\xe9</x>", 2, 3, "byte 0xe9 cannot stand in UTF-8"),
        ("<x>é".encode() + b"\xff</x>", 1, 5, "byte 0xff cannot stand in UTF-8"),
        (b'<?xml version="1.0" encoding="ascii"?><x>\xe9</x>', 1, 42, "ASCII"),
        (b'<?xml version="1.0" encoding="klingon"?><x/>', 1, 1, "the encoding klingon is not known"),
        (b'<?xml version="1.0" encoding="rot13"?><x/>', 1, 1, "not known"),
        (b'<?xml version="1.0" encoding="unicode_escape"?><x>\\x3c</x>', 1, 1, "not known"),
        (b'<?xml version="1.0" encoding="utf-7"?><x>+ADw-</x>', 1, 1, "not known"),
        (b'<?xml version="1.0" encoding="undefined"?><x/>', 1, 1, "not known"),
        (b'<?xml version="1.0" encoding="UTF-16"?><x/>', 1, 1, "says that it is in UTF-16, and is not"),
        (codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="latin1"?><x/>', 1, 1, "says that it is in LATIN1"),
        (codecs.BOM_UTF16_LE + '<?xml version="1.0" encoding="UTF-8"?><x/>'.encode("utf-16-le"), 1, 1, "UTF-8"),
        (b"<x>\xed\xa0\x80</x>", 1, 4, "0xed"),
    ],
)
def test_wrong_encodings_are_refused(data: bytes, line: int, column: int, words: str) -> None:
    """The error names the byte, its place and the encoding."""
    error = refused(data)
    assert (error.code, error.location) == ("XML-003", Location(file="d.xml", line=line, column=column))
    assert words in error.message
    assert error.hint


@pytest.mark.parametrize(
    ("text", "line", "column", "words", "hint"),
    [
        ("<x>\n<y></x>", 2, 4, "</x> is found where </y>, opened on line 2, should be", "</y>"),
        ("<x>a & b</x>", 1, 6, "a bare &", "&amp;"),
        ("<x>&nbsp;</x>", 1, 4, "no entity &nbsp;", "&#xA0;"),
        ("<x>", 1, 4, "<x> of line 1 is still open", "cut off"),
        ("<x", 1, 1, "ends within the tag", "cut off"),
        ("<t:x/>", 1, 1, "the prefix t: is not declared", "xmlns:t"),
        ('<x a="1" a="2"/>', 1, 10, "the attribute a stands twice", "Remove"),
        ("<x/><y/>", 1, 5, "<y> stands behind the end of the outermost element", "outermost"),
        ("", 1, 1, "the file is empty", "cut off"),
        (" <?xml version='1.0'?><x/>", 1, 2, "a blank stands before the XML declaration", "before <?xml"),
        ("<x>\x01</x>", 1, 4, "the control character U+0001", "Remove"),
        ("<x>&#0;</x>", 1, 4, "&#0; is no character", "Remove"),
        ('<x xmlns:t="u"><t:y></x>', 1, 21, "</x> is found where </t:y>, opened on line 1", "</t:y>"),
    ],
)
def test_malformed_documents_are_explained(text: str, line: int, column: int, words: str, hint: str) -> None:
    """The error says where, why, what is still open, and how to mend it."""
    error = refused(text)
    assert (error.code, error.location) == ("XML-001", Location(file="d.xml", line=line, column=column))
    assert words in error.message
    assert hint in str(error.hint)


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE x>",
        '<!DOCTYPE x SYSTEM "{secret}">',
        '<!DOCTYPE x PUBLIC "-//P//DTD//EN" "{secret}">',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]>',
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "{secret}"> %e;]>',
        '<!DOCTYPE x [<!ENTITY e "words">]>',
        '<!DOCTYPE x [<!ENTITY a "{ten}"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ATTLIST x a CDATA "given">]>',
    ],
)
def test_a_doctype_is_refused(declaration: str, tmp_path: Path) -> None:
    """Whatever it declares, nothing is opened and nothing is expanded: a pipe that nobody writes to would block."""
    secret = tmp_path / "secret"
    os.mkfifo(secret)
    text = "\n" + declaration.replace("{secret}", secret.as_uri()).replace("{ten}", "x" * 10) + "<x>&e;</x>"
    error = refused(text)
    assert error.code == "XML-002"
    assert error.location
    assert error.location.line == 2
    assert "nothing was fetched" in error.message


def test_a_doctype_names_what_it_points_to() -> None:
    """The address is told, so that the editor knows what was meant."""
    assert "that points to tei.dtd" in refused('<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI/>').message
    assert "points" not in refused("<!DOCTYPE TEI><TEI/>").message


def test_what_is_too_deep_is_refused() -> None:
    """The depth that libxml2 allows is enough for every interview."""
    error = refused("<x>" * 3000 + "</x>" * 3000)
    assert error.code == "XML-004"
    assert error.location
    assert error.location.line == 1


def test_what_is_too_long_is_refused() -> None:
    """In a sentence of our own, with a place and a hint that fits."""
    error = refused(f"<x>\n<y a='{'a' * 10_000_001}'/></x>")
    assert (error.code, error.message) == ("XML-004", "a text or an attribute is longer here than the parser accepts")
    assert "own file" in str(error.hint)
    assert "HUGE" not in refused("<x>" * 3000 + "</x>" * 3000).message


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """Nobody may ever write to it; a device may never end."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SurroundingsError, match="not an ordinary file"):
            xmlio.read(path)
        with pytest.raises(SurroundingsError, match="not an ordinary file"):
            xmlio.Grammar(path)


def test_what_is_deep_enough_for_any_interview_is_read() -> None:
    """A hundred elements in each other are no problem."""
    document = read("<x>" * 200 + "</x>" * 200)
    assert sum(1 for _ in document.root.iter("x")) == 200


def test_nothing_is_included_by_reading() -> None:
    """XInclude and instructions are data."""
    document = read(
        '<?xml-stylesheet href="x.xsl"?><x xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="y"/></x>'
    )
    assert first(document, "include").get("href") == "y"


def test_an_id_given_twice_does_not_keep_from_reading() -> None:
    """Ids are looked at by name and line, elsewhere."""
    assert len(read('<x><y xml:id="a"/><y xml:id="a"/></x>').root) == 2


# --- places ----------------------------------------------------------------------------------------------------------


def test_columns_count_characters() -> None:
    """Neither bytes nor surrogates: a column is what an editor shows."""
    document = read(f"<x>é€𝄞<y/></x>\n<!-- {'𝄞' * 3} -->")
    assert document.location(first(document, "y")) == Location(file="d.xml", line=1, column=7, path="/x/y")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_columns_are_the_same_in_every_encoding(encoding: str) -> None:
    """A byte order mark is no character."""
    data = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><x>é€𝄞<y/></x>'.encode(encoding)
    document = xmlio.parse(data, "d.xml")
    plain = document.text.index("<y/>") + 1
    assert document.location(first(document, "y")).column == plain


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_past_what_libxml2_can(end: str) -> None:
    """Past line 65,535, and whatever ends a line."""
    document = read("<x>" + end * 70_000 + "  <y/></x>")
    assert document.location(first(document, "y")) == Location(file="d.xml", line=70_001, column=3, path="/x/y")
    assert everything(read("<x>" + end * 70_000 + "word</x>"))[-1] == ("word", 70_001, 1)


def test_paths_number_only_what_needs_a_number() -> None:
    """A step is numbered among siblings of the same name."""
    document = read(f'<TEI xmlns="{TEI}"><text><body><div/><p/><div><sp/></div></body></text></TEI>')
    assert document.location(first(document, "sp")).path == "/TEI/text/body/div[2]/sp"
    assert document.location(first(document, "div")).path == "/TEI/text/body/div[1]"
    assert document.location(first(document, "p")).path == "/TEI/text/body/p"
    assert document.location(document.root).path == "/TEI"


@given(trees)
def test_every_element_is_placed_where_its_tag_stands(text: str) -> None:
    """At line and column of every location stands the start tag of that element, and its path leads back to it."""
    document = read(text)
    lines = text.split("\n")
    for element in document.root.iter("*"):
        location = document.location(element)
        assert location.line
        assert location.column
        assert location.path
        assert lines[location.line - 1][location.column - 1 :].startswith(f"<{element.tag!s}")
        assert document.find(location.path) is element
        assert document.find(document.tree.getpath(element)) is element


@given(trees)
def test_every_run_is_placed_where_it_stands(text: str) -> None:
    """Characters are found at their place, and none is lost."""
    lines = text.split("\n")
    runs = everything(read(text))
    for found, line, column in runs:
        written = lines[line - 1][column - 1 :] + "\n"
        assert written.startswith(found.replace("&", "&amp;").replace("<", "&lt;"))
    root = read(text).root
    assert "".join(found for found, _, _ in runs) == (
        root.xpath("string(/)")
        if root.tag == "x"
        else "".join(
            "".join(str(each) for each in element.itertext()) for element in root.iter("x") if not _inside_x(element)
        )
    )


def _inside_x(element: Element) -> bool:
    """Return whether an element lies in one called x."""
    return any(ancestor.tag == "x" for ancestor in element.iterancestors())


def test_paths_of_fn_path_are_found() -> None:
    """What Schematron reports leads to the element; an attribute leads to the element that has it."""
    document = read(f'<TEI xmlns="{TEI}"><text n="1"/><text xmlns="" n="2"><p/></text><text n="3"/></TEI>')
    q = f"Q{{{TEI}}}"
    assert document.find(f"/{q}TEI[1]") is document.root
    assert document.find(f"/{q}TEI[1]/{q}text[2]") is document.root[2]
    assert document.find(f"/{q}TEI[1]/{q}text[2]/@n") is document.root[2]
    assert document.find("/TEI/text[2]/p") is document.root[1][0]
    assert document.find("/") is document.root


@pytest.mark.parametrize("path", ["/TEI/absent", "/TEI/text[9]/p", f"/Q{{{TEI}}}TEI[1]/Q{{}}absent[1]/Q{{}}p[1]"])
def test_paths_that_lead_nowhere_give_nothing(path: str) -> None:
    """A report on another document is no reason to stumble."""
    assert read(f'<TEI xmlns="{TEI}"><text/></TEI>').find(path) is None


TWO_NAMESPACES: Final = (
    '<x xmlns:t="urn:t" a="1"><y/>\n<t:t/><v:w xmlns:v="urn:v"/>\n<v:w xmlns:v="urn:v2"><b xmlns="urn:b"/>\n'
    '   <b xmlns="urn:b"/></v:w></x>'
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/*/*[2]", Location(file="d.xml", line=2, column=1, path="/x/t")),
        ("/x/t:t", Location(file="d.xml", line=2, column=1, path="/x/t")),
        ("/x/v:w[2]/*[2]", Location(file="d.xml", line=4, column=4, path="/x/w/b[2]")),
        ("/x/y", Location(file="d.xml", line=1, column=26, path="/x/y")),
        ("/x/u:t", None),
        ("/*/*[7]", None),
        ("/*/@a", None),
        ("count(/*)", None),
        ("///", None),
        ("", None),
    ],
)
def test_paths_of_libxml2_are_found(path: str, expected: Location | None) -> None:
    """Whatever prefixes stand in them, and wherever those were declared."""
    document = read(TWO_NAMESPACES)
    element = document.find_node(path)
    assert (None if element is None else document.location(element)) == expected


# --- runs of text ----------------------------------------------------------------------------------------------------


def test_runs_leave_out_and_break_as_they_are_told() -> None:
    """Only the elements asked for are heard; what is left out is silent with all that it holds."""
    document = read("<d>no<x>a<b>b<c>c</c></b><i>d</i><!-- e --><?f?><![CDATA[<g>]]>&amp;<x>h</x></x>no</d>")
    runs = xmlio.text_runs(document, "x", lambda name, _: name == "b", lambda name, _: name == "i")
    assert "".join(run.text for run in runs) == "a\nd\n<g>&h"


def test_runs_see_attributes_as_written() -> None:
    """The judgement may rest on an attribute."""
    document = read('<x><n resp="#e">no</n><n>yes</n></x>')
    runs = xmlio.text_runs(document, "x", lambda _, attributes: "resp" in attributes, lambda *_: False)
    assert [run.text for run in runs] == ["yes"]


# --- includes --------------------------------------------------------------------------------------------------------

GRAMMAR: Final = '<grammar xmlns="http://relaxng.org/ns/structure/1.0">{}</grammar>'

SHEET: Final = '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"{}>{}</xsl:stylesheet>'


def write(folder: Path, name: str, *includes: str, kind: str = "xsl", attributes: str = "") -> Path:
    """Write a stylesheet or a schema that includes others."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "xsl":
        path.write_text(
            SHEET.format(attributes, "".join(f'<xsl:include href="{each}"/>' for each in includes)), "utf-8"
        )
    else:
        path.write_text(GRAMMAR.format("".join(f'<include href="{each}"/>' for each in includes)), "utf-8")
    return path


def names(folder: Path, files: tuple[Path, ...]) -> list[str]:
    """Return the names of files, relative to a folder."""
    return [path.relative_to(folder).as_posix() for path in files]


def test_includes_are_followed_in_order(tmp_path: Path) -> None:
    """The entry comes first, and each file once, even where files include each other."""
    entry = write(tmp_path, "main.xsl", "modules/a.xsl", "modules/b.xsl")
    write(tmp_path, "modules/a.xsl", "c.xsl", "../modules/./c.xsl")
    write(tmp_path, "modules/b.xsl", "../main.xsl")
    (tmp_path / "modules" / "c.xsl").write_text(SHEET.format("", '<xsl:import href="d%20%C3%A9.xsl"/>'), "utf-8")
    write(tmp_path, "modules/d é.xsl")
    expected = ["main.xsl", "modules/a.xsl", "modules/c.xsl", "modules/d é.xsl", "modules/b.xsl"]
    assert names(tmp_path, xmlio.stylesheet_files(entry)) == expected


def test_includes_of_schemas_are_followed(tmp_path: Path) -> None:
    """RELAX NG has two elements that include."""
    entry = tmp_path / "g.rng"
    body = '<start><externalRef href="sub/a.rng"/></start><include href="b.rng"><start/></include>'
    entry.write_text(GRAMMAR.format(body), "utf-8")
    write(tmp_path, "sub/a.rng", "../b.rng", kind="rng")
    write(tmp_path, "b.rng", kind="rng")
    assert names(tmp_path, xmlio.schema_files(entry)) == ["g.rng", "sub/a.rng", "b.rng"]


REACHING: Final = {
    "an http address": "http://127.0.0.1/x.{k}",
    "an https address": "https://example.org/x.{k}",
    "a file address": "file:///etc/passwd",
    "a file address without a path": "file:part.{k}",
    "an address without a scheme": "//127.0.0.1/x.{k}",
    "an address with brackets": "//[x.{k}",
    "another scheme": "jar:file:x.jar!/x.{k}",
    "an absolute path": "/etc/passwd",
    "a parent": "../outside.{k}",
    "a parent by a detour": "sub/../../outside.{k}",
    "a parent, encoded": "%2e%2e/outside.{k}",
    "a parent, the slash encoded": "..%2foutside.{k}",
    "a parent, encoded in upper case": "%2E%2E%2Foutside.{k}",
    "a parent behind white space": " ../outside.{k}",
    "a parent with a tabulator": ".&#9;./outside.{k}",
    "a parent with backslashes": "..\\outside.{k}",
    "white space at the end": "part.{k} ",
    "a zero": "part%00.{k}",
    "bytes that are no text": "part%ff.{k}",
    "a fragment": "part.{k}#id",
    "an empty fragment": "part.{k}#",
    "a query": "part.{k}?x=1",
    "nothing": "",
    "a fragment alone": "#id",
    "a link to a file outside": "link.{k}",
    "a path through a link": "linked/outside.{k}",
    "a link in a circle": "circle.{k}",
}


@pytest.mark.parametrize("kind", ["xsl", "rng"])
@pytest.mark.parametrize("name", REACHING)
def test_what_reaches_out_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    """By letters, by links and by addresses."""
    folder = tmp_path / "in"
    write(tmp_path, f"outside.{kind}", kind=kind)
    write(folder, f"part.{kind}", kind=kind)
    (folder / f"link.{kind}").symlink_to(f"../outside.{kind}")
    (folder / "linked").symlink_to("..")
    (folder / f"circle.{kind}").symlink_to(f"circle.{kind}")
    entry = write(folder, f"main.{kind}", REACHING[name].replace("{k}", kind), kind=kind)
    files, code = (xmlio.stylesheet_files, "XSL-003") if kind == "xsl" else (xmlio.schema_files, "TEI-003")
    with pytest.raises((DocumentError, StylesheetError)) as caught:
        files(entry)
    assert caught.value.code == code
    assert caught.value.location
    assert caught.value.location.file == str(entry)
    assert caught.value.location.column


def test_a_link_within_the_folder_may_be_included(tmp_path: Path) -> None:
    """What stays in the folder may be a link."""
    entry = write(tmp_path, "main.xsl", "link.xsl")
    write(tmp_path, "sub/part.xsl")
    (tmp_path / "link.xsl").symlink_to("sub/part.xsl")
    assert names(tmp_path, xmlio.stylesheet_files(entry)) == ["main.xsl", "link.xsl"]


def test_xml_base_would_move_an_include(tmp_path: Path) -> None:
    """It is refused wherever it stands around an include, and anywhere in a stylesheet."""
    write(tmp_path, "part.rng", kind="rng")
    schema = tmp_path / "g.rng"
    for text in ('<include xml:base="sub/" href="part.rng"/>', '<div xml:base="sub/"><include href="part.rng"/></div>'):
        schema.write_text(GRAMMAR.format(text), "utf-8")
        with pytest.raises(DocumentError, match="xml:base"):
            xmlio.schema_files(schema)
    with pytest.raises(StylesheetError, match="base"):
        xmlio.stylesheet_files(write(tmp_path, "main.xsl", attributes=' xml:base="sub/"'))


def test_an_absent_or_malformed_include_is_told(tmp_path: Path) -> None:
    """The error is of the file that is at fault."""
    entry = write(tmp_path, "main.xsl", "absent.xsl")
    with pytest.raises(SurroundingsError) as absent:
        xmlio.stylesheet_files(entry)
    assert absent.value.location == Location(file=str(tmp_path / "absent.xsl"))
    (tmp_path / "absent.xsl").write_text("<!DOCTYPE x><x/>", "utf-8")
    with pytest.raises(DocumentError) as malformed:
        xmlio.stylesheet_files(entry)
    assert malformed.value.code == "XML-002"


# --- expressions -----------------------------------------------------------------------------------------------------

XSL: Final = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
F: Final = 'xmlns:f="http://www.w3.org/2005/xpath-functions"'
REFUSED: Final = {
    "import-schema": f"<xsl:import-schema {XSL}/>",
    "use-package": f"<xsl:use-package {XSL} name='n'/>",
    "Saxon's namespace": '<x xmlns:s="http://saxon.sf.net/"/>',
    "another of Saxon's namespaces": '<x xmlns:s="http://saxon.sf.net/java-type"/>',
    "Saxon's namespace in an EQName": f"<xsl:if {XSL} test=\"Q{{http://saxon.sf.net/}}doc('x')\"/>",
    "Saxon's namespace in a literal's attribute": '<x y="{Q{http://saxon.sf.net/}doc(1)}"/>',
    "Saxon's namespace in a text": "<x>{Q{http://saxon<!-- -->.sf.net/}doc(1)}</x>",
    "parameter-document": f"<xsl:output {XSL} parameter-document='x'/>",
    "parameter-document on a literal": f"<x {XSL} xsl:parameter-document='x'/>",
    "xml:base": "<x xml:base='y'/>",
    "a shadow attribute": f"<xsl:value-of {XSL} _select='x'/>",
    "a lookup": f"<xsl:if {XSL} test=\"function-lookup(xs:QName('x'), 1)\"/>",
    "a lookup by its prefix": f'<xsl:if {XSL} {F} test="f:function-lookup(x, 1)"/>',
    "a lookup by a prefix that is not declared": f'<xsl:if {XSL} test="g:function-lookup(x, 1)"/>',
    "a lookup by EQName": f'<xsl:if {XSL} test="Q{{http://www.w3.org/2005/xpath-functions}}function-lookup(x, 1)"/>',
    "a lookup as a value": f'<xsl:if {XSL} test="function-lookup #2"/>',
    "a lookup behind a comment": f'<xsl:if {XSL} test="function-lookup (: (: :) :) (x, 1)"/>',
    "a transformation": f'<xsl:if {XSL} test="transform(map{{}})"/>',
    "a module of XQuery": f"<xsl:if {XSL} test=\"load-xquery-module('x')\"/>",
}
STATIC: Final = {
    "unparsed-text": "unparsed-text('x')",
    "a space before the parenthesis": "doc  ('x')",
    "a line end before the parenthesis": "doc&#10;('x')",
    "a comment before the parenthesis": "doc(: x :)('x')",
    "nested comments before the parenthesis": "doc (: (: x :) :) ('x')",
    "a quotation mark in a comment": "(: ' :) doc('x') (: ' :)",
    "an EQName": "Q{http://www.w3.org/2005/xpath-functions}doc('x')",
    "a prefix": "fn:doc('x')",
    "any prefix": "g:doc('x')",
    "function-lookup": "function-lookup(xs:QName('fn:doc'), 1)('x')",
    "a named function": "doc#1",
    "a named function, called": "unparsed-text#1('x')",
    "an arrow": "'x' => doc()",
    "a function of one's own": "function($x) { $x }",
    "after a doubled quotation mark": "'it''s' || doc('x')",
    "between literals": "\"'\" || doc('x') || \"'\"",
    "a string template": "`'{doc('x')}'`",
    "an environment variable": "environment-variable('x')",
    "in a predicate": "(1)[doc('x')]",
}
ALLOWED: Final = {
    "nothing": "",
    "literals": "'doc(1)' || \"doc(2)\"",
    "a doubled quotation mark": "'it''s doc(''x'')'",
    "system-property": "system-property('xsl:version') = '3.0'",
    "the usual functions by prefix": "fn:not(fn:true()) or not (function-available('doc', 1))",
    "and, or": "true() and (false() or (true()))",
    "a variable": "$debug = 'yes'",
    "element-available": "element-available('xsl:try') and type-available('xs:date')",
}
STATIC_PLACES: Final = {
    "use-when": "<xsl:if {xsl} test='1' use-when=\"{e}\"/>",
    "use-when on a literal": '<x {xsl} xsl:use-when="{e}"/>',
    "a static parameter": "<xsl:param {xsl} name='p' static='yes' select=\"{e}\"/>",
    "a static variable": "<xsl:variable {xsl} name='p' static=' true ' select=\"{e}\"/>",
    "a static variable by a number": "<xsl:variable {xsl} name='p' static='1' select=\"{e}\"/>",
}


def placed(place: str, expression: str) -> Document:
    """Return a document with a static expression in some place."""
    escaped = expression.replace('"', "&quot;").replace("<", "&lt;").replace("&#10;", "\n").replace(">", "&gt;")
    return read(STATIC_PLACES[place].replace("{xsl}", XSL).replace("{e}", escaped))


@pytest.mark.parametrize("name", REFUSED)
def test_ways_out_of_a_stylesheet_are_refused(name: str) -> None:
    """What the lock of Saxon would not hold is refused with its place."""
    with pytest.raises(StylesheetError) as caught:
        xmlio.check_stylesheet(read(f"<r>\n  {REFUSED[name]}</r>"))
    assert caught.value.code == "XSL-003"
    assert caught.value.location
    assert (caught.value.location.line, caught.value.location.column) == (2, 3)


@pytest.mark.parametrize("place", STATIC_PLACES)
@pytest.mark.parametrize("name", STATIC)
def test_static_expressions_may_call_nothing(name: str, place: str) -> None:
    """However the call is written."""
    with pytest.raises(StylesheetError, match=r"\(\) is not allowed"):
        xmlio.check_stylesheet(placed(place, STATIC[name]))


@pytest.mark.parametrize("place", STATIC_PLACES)
@pytest.mark.parametrize("name", ALLOWED)
def test_harmless_static_expressions_are_allowed(name: str, place: str) -> None:
    """What stylesheets in the field use."""
    xmlio.check_stylesheet(placed(place, ALLOWED[name]))


@pytest.mark.parametrize(
    "text",
    [
        f'<xsl:variable {XSL} name="v" select="unparsed-text(\'x\')"/>',
        f'<xsl:variable {XSL} name="v" static="no" select="doc(\'x\')"/>',
        "<p>transform (a text) and function-lookup(s)</p>",
        '<p title="transform (a text)" _other="x"/>',
        f'<xsl:if {XSL} xmlns:n="urn:n" test="n:transform(1) or Q{{urn:n}}transform(1) or Q{{}}transform(1)"/>',
        f'<xsl:if {XSL} test="my-transform(1) or transformed(2) or transform/x"/>',
        "<p>http://saxon.sf.net/</p>",
    ],
)
def test_what_only_looks_like_a_way_out_is_allowed(text: str) -> None:
    """What runs later is held by the lock, and words are words."""
    xmlio.check_stylesheet(read(text))


@given(st.text(alphabet=" '\"(:)`#{}doc", max_size=30))
def test_a_call_of_doc_is_never_overlooked(noise: str) -> None:
    """Whatever stands around it, a call that Saxon could see is seen; what is within a literal may be passed over."""
    expression = f"{noise} doc('x')"
    overlooked = closure._reaching(expression) is None  # noqa: SLF001 (the door to it is only worth a whole document)
    assert not overlooked or any(mark in noise for mark in "'\"")


# --- writing ---------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("<>&\"'\n\t")))
def test_what_is_written_is_read_as_it_was(text: str) -> None:
    """In an element and in an attribute."""
    characters = "".join(each for each in text if each not in "\ufffe\uffff")
    root = read(f"<x a={tags.quoted(characters)}>{tags.escaped(characters)}</x>").root
    assert (root.get("a"), root.text or "") == (characters, characters)


def test_nothing_is_imported_that_is_for_the_network() -> None:
    """Nor what starts processes, before one is started."""
    call = [sys.executable, "-X", "importtime", "-c", "import preserve.xmlio"]
    # What measures coverage imports much itself.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    ended = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "preserve.xmlio" in imported
    assert not imported & {"urllib.request", "http.client", "email.parser", "socket", "ssl", "subprocess", "tempfile"}
