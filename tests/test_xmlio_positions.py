"""Places: the line and the column of every tag, attribute, character of a value, text and end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import xmlio
from preserve.errors import DocumentError, Location
from tests.strategies import trees

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.xmlio import Document, Element

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
# What a machine that is busy may need; quadratic time would be hours.
PATIENCE: Final = 30


def read(text: str) -> Document:
    """Read a document from characters."""
    return xmlio.parse(text.encode("utf-8"), "d.xml")


def first(document: Document, name: str) -> Element:
    """Return the first element of a name."""
    return next(document.root.iter(f"{{*}}{name}"))


def put(location: Location) -> tuple[int | None, int | None, str | None]:
    """Return line, column and path of a place."""
    return location.line, location.column, location.path


def written(document: Document, location: Location) -> str:
    """Return what stands at a place, to the end of the document."""
    assert location.file == "d.xml"
    assert location.line
    assert location.column
    lines = document.text.splitlines(keepends=True)
    return "".join((lines[location.line - 1][location.column - 1 :], *lines[location.line :]))


# --- attributes ------------------------------------------------------------------------------------------------------

ATTRIBUTES: Final = """<x xmlns:t="urn:t" xmlns:u='urn:t'>
  <y a = "&gt;&#x1D11E;>'/" t:b='"'
     c="" 	xml:id="i" u:d="𝄞"/></x>"""


@pytest.mark.parametrize(
    ("name", "line", "column", "path"),
    [
        ("a", 2, 6, "/x/y/@a"),
        ("{urn:t}b", 2, 29, "/x/y/@t:b"),
        ("c", 3, 6, "/x/y/@c"),
        (f"{XML}id", 3, 12, "/x/y/@xml:id"),
        ("{urn:t}d", 3, 23, "/x/y/@u:d"),
        ("absent", 2, 3, "/x/y/@absent"),
        ("{urn:t}absent", 2, 3, "/x/y/@absent"),
    ],
)
def test_an_attribute_is_placed_at_its_name(name: str, line: int, column: int, path: str) -> None:
    """Whatever stands in values, however it is quoted; an absent one at the tag that lacks it."""
    document = read(ATTRIBUTES)
    assert put(document.attribute_location(first(document, "y"), name)) == (line, column, path)


def test_attributes_that_share_a_local_name_are_told_apart() -> None:
    """By their namespaces, which the element itself may declare behind them."""
    document = read('<x n="1" a:n="2" b:n="3" xmlns:a="urn:a" xmlns:b="urn:b"/>')
    names = ("n", "{urn:a}n", "{urn:b}n")
    assert [document.attribute_location(document.root, name).column for name in names] == [4, 10, 18]


@pytest.mark.parametrize(
    ("index", "line", "column"),
    [(0, 1, 7), (1, 1, 8), (2, 1, 13), (3, 1, 14), (4, 2, 1), (5, 2, 2), (6, 2, 11), (7, 2, 12), (99, 2, 12)],
)
def test_a_character_of_a_value_is_placed(index: int, line: int, column: int) -> None:
    """References and line ends count as one character, as they do in the value; what is behind, at the quote."""
    document = read('<x n="a&amp;b\r\nc&#x1D11E;d"/>')
    assert document.root.get("n") == "a&b c𝄞d"
    assert put(document.value_location(document.root, "n", index)) == (line, column, "/x/@n")


def test_a_character_of_an_absent_value_is_placed_at_the_tag() -> None:
    """There is nothing else to point to."""
    document = read("<x>\n<y/></x>")
    assert put(document.value_location(first(document, "y"), "n", 3)) == (2, 1, "/x/y/@n")


@given(st.lists(st.sampled_from(["a", " ", "\n", "é", "𝄞", "&amp;", "&#x1D11E;", "&quot;", ">", "'"]), max_size=12))
def test_every_character_of_every_value_is_placed(pieces: list[str]) -> None:
    """At the place of the piece that it was written as."""
    document = read(f'<x>\n<y m="{"".join(pieces)}" n="{"".join(pieces)}"/></x>')
    element = first(document, "y")
    assert len(str(element.get("n"))) == len(pieces)
    for index, piece in enumerate(pieces):
        assert written(document, document.value_location(element, "n", index)).startswith(piece)


# --- ends ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("<x><y></y></x>", 1, 7),
        ("<x>\n <y>a<z/></y ></x>", 2, 10),
        ("<x><y><z/></y></x>", 1, 11),
        ("<x><y/></x>", 1, 4),
        ("<x>\r\n<y a='/>'/></x>", 2, 1),
        ("<x><y a='>'\n></y></x>", 2, 2),
        ("<x><!-- <y> --><y><![CDATA[</y>]]><?a </y>?></y></x>", 1, 45),
        ("<x>𝄞é<y>𝄞</y></x>", 1, 10),
    ],
)
def test_an_end_is_placed_at_the_end_tag(text: str, line: int, column: int) -> None:
    """Or at the only tag of an element that is written as one."""
    document = read(text)
    assert put(document.end_location(first(document, "y"))) == (line, column, "/x/y")


@given(trees)
def test_every_end_is_placed(text: str) -> None:
    """At an end tag of that name, or at the empty tag itself."""
    document = read(text)
    for element in document.root.iter("*"):
        here = written(document, document.end_location(element))
        assert here.startswith((f"</{element.tag!s}", f"<{element.tag!s}"))
        assert here.startswith("</") or element.text is None


# --- texts -----------------------------------------------------------------------------------------------------------

TEXTS: Final = """<x>
  <y> <z>no</z> one <!-- no --> <z/>
  two<z>no</z></y>
  <y><!-- no --> &#32;&#x20; <?no?> &amp; <z/><![CDATA[ ]]><![CDATA[<b]]></y>
  <y> <z>no</z> </y><y/></x>"""


@pytest.mark.parametrize(
    ("number", "child", "line", "column"),
    [
        (0, None, 2, 17),
        (0, 0, 2, 17),
        (0, 1, 2, 17),
        (0, 2, 3, 3),
        (0, 3, 3, 15),
        (1, None, 4, 37),
        (1, 2, 4, 69),
        (2, None, 5, 17),
        (2, 0, 5, 17),
        (3, None, 5, 21),
    ],
)
def test_a_text_is_placed_where_it_begins(number: int, child: int | None, line: int, column: int) -> None:
    """Behind white space, comments and instructions; where there is none, at the end of its element."""
    document = read(TEXTS)
    element = document.root[number]
    after = None if child is None else list(element)[child]
    assert put(document.text_location(element, after)) == (line, column, f"/x/y[{number + 1}]")


# --- many ------------------------------------------------------------------------------------------------------------

MANY: Final = 100_000
ALIKE: Final = "<x>" + '<y n="1 2"> a</y>' * MANY + "</x>"
DIFFERENT: Final = "<x>" + "".join(f"<y{number}/>" for number in range(MANY)) + "</x>"
VALUE: Final = f'<x n="{"&amp; " * MANY}"/>'
ASKED: Final[dict[str, tuple[str, Callable[[Document, Element], Location], Location]]] = {
    "elements": (
        ALIKE,
        lambda d, e: d.location(e),
        Location(file="d.xml", line=1, column=1699987, path="/x/y[100000]"),
    ),
    "attributes": (
        ALIKE,
        lambda d, e: d.attribute_location(e, "n"),
        Location(file="d.xml", line=1, column=1699990, path="/x/y[100000]/@n"),
    ),
    "values": (
        ALIKE,
        lambda d, e: d.value_location(e, "n", 2),
        Location(file="d.xml", line=1, column=1699995, path="/x/y[100000]/@n"),
    ),
    "texts": (
        ALIKE,
        lambda d, e: d.text_location(e),
        Location(file="d.xml", line=1, column=1699999, path="/x/y[100000]"),
    ),
    "texts behind": (
        ALIKE,
        lambda d, e: d.text_location(d.root, e),
        Location(file="d.xml", line=1, column=1700004, path="/x"),
    ),
    "ends": (
        ALIKE,
        lambda d, e: d.end_location(e),
        Location(file="d.xml", line=1, column=1700000, path="/x/y[100000]"),
    ),
    "names": (
        DIFFERENT,
        lambda d, e: d.location(e),
        Location(file="d.xml", line=1, column=888885, path="/x/y99999"),
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_hundred_thousand_places_take_no_longer_than_they_must(name: str) -> None:
    """All children of one parent, on one line."""
    text, ask, expected = ASKED[name]
    document = read(text)
    started = time.perf_counter()
    places = [ask(document, element) for element in document.root]
    assert time.perf_counter() - started < PATIENCE
    assert places[-1] == expected


def test_a_hundred_thousand_characters_of_a_value_are_placed() -> None:
    """The value is looked through once."""
    document = read(VALUE)
    started = time.perf_counter()
    places = [document.value_location(document.root, "n", 2 * number) for number in range(MANY)]
    assert time.perf_counter() - started < PATIENCE
    assert places[-1] == Location(file="d.xml", line=1, column=7 + 6 * (MANY - 1), path="/x/@n")


def test_a_hundred_thousand_paths_are_read() -> None:
    """Those of Schematron and those of libxml2."""
    document = read(ALIKE)
    started = time.perf_counter()
    for number in range(1, MANY + 1):
        assert document.find(f"/Q{{}}x[1]/Q{{}}y[{number}]") is document.find_node(f"/x/y[{number}]")
    assert time.perf_counter() - started < PATIENCE
    assert document.find("/x/y[100001]") is None
    assert document.find("/x/y[0]") is None


def test_a_hundred_thousand_attributes_are_placed() -> None:
    """Of as few elements as the parsers allow, all on one line."""
    names = [f"a{number}" for number in range(200)]
    document = read("<x>" + ("<y " + " ".join(f'{name}="1"' for name in names) + "/>") * (MANY // 200) + "</x>")
    started = time.perf_counter()
    places = [document.attribute_location(element, name) for element in document.root for name in names]
    assert time.perf_counter() - started < PATIENCE
    assert put(places[-1]) == (1, document.text.rindex("a199") + 1, f"/x/y[{MANY // 200}]/@a199")


def test_a_namespace_that_is_no_uri_is_told_as_such() -> None:
    """Expat does not mind; libxml2 does."""
    with pytest.raises(DocumentError) as caught:
        read('<x>\n<y xmlns:a="urn:é"/></x>')
    assert (caught.value.code, caught.value.message) == ("XML-001", "a namespace that is declared here is no valid URI")
    assert caught.value.location
    assert (caught.value.location.file, caught.value.location.line) == ("d.xml", 2)
