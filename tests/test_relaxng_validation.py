"""Validation by derivatives: what is valid, what is not, and that the way there is short whatever the document."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final, Protocol

import pytest

from preserve import xmlio
from preserve.errors import DocumentError
from preserve.relaxng import Fault, Kind, Schema
from preserve.resources import SCHEMA
from tests.conftest import GOOD

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.enduring

_HEAD: Final = (
    '<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
)
INTERVIEWS: Final = sorted(GOOD.glob("*.xml"))


class Maker(Protocol):
    """Makes a schema."""

    def __call__(self, start: str, definitions: str = "") -> Schema:
        """Return the schema of a start and of some definitions."""


@pytest.fixture
def schema(tmp_path: Path) -> Maker:
    """Return a function that makes a schema of the inside of a start element."""

    def made(start: str, definitions: str = "") -> Schema:
        """Write a schema and read it."""
        path = tmp_path / "schema.rng"
        path.write_text(f"{_HEAD}<start>{start}</start>{definitions}</grammar>", encoding="utf-8")
        return Schema(path)

    return made


def faults(schema: Schema, text: str) -> tuple[Fault, ...]:
    """Return what a schema has against a document."""
    return schema.faults(xmlio.parse(text.encode(), "document.xml"))


def is_valid(schema: Schema, text: str) -> bool:
    """Return whether a schema accepts a document."""
    return not faults(schema, text)


@pytest.fixture(scope="module")
def ours() -> Schema:
    """Return our own schema."""
    return Schema(SCHEMA)


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda path: path.stem)
def test_good_interviews_are_valid(ours: Schema, path: Path) -> None:
    """Our schema accepts every good interview, and says so again of the same one."""
    document = xmlio.read(path)
    assert ours.faults(document) == ours.faults(document) == ()


def test_good_interviews_are_valid_tei(conformance: Path) -> None:
    """The schema of all TEI accepts them too."""
    tei = Schema(conformance / "tei" / "tei_all.rng")
    assert not [fault for path in INTERVIEWS for fault in tei.faults(xmlio.read(path))]


def test_the_flagship_is_valid(ours: Schema, flagship: Path) -> None:
    """So is the interview that is deposited."""
    assert ours.faults(xmlio.read(flagship)) == ()


def test_files_are_told(ours: Schema) -> None:
    """A schema names the files that it is made of."""
    assert [path.name for path in ours.files] == ["interview.rng"]


GROUPS: Final = """
<element name="a">
  <optional><element name="b"><empty/></element></optional>
  <oneOrMore><choice><element name="c"><text/></element><element name="d"><empty/></element></choice></oneOrMore>
  <zeroOrMore><element name="e"><empty/></element></zeroOrMore>
</element>
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<c/>", True),
        ("<b/><c>x</c><d/><e/><e/>", True),
        ("<!-- x --><c/><?x y?>", True),
        (" \n\t<c/> ", True),
        ("", False),
        ("<b/>", False),
        ("<c/><b/>", False),
        ("<b/><b/><c/>", False),
        ("<c/><e/><c/>", False),
        ("<c/>\N{NO-BREAK SPACE}", False),
        ("<c/>x", False),
        ("<d>x</d>", False),
        ("<d><c/></d>", False),
    ],
)
def test_sequences(schema: Maker, content: str, *, expected: bool) -> None:
    """Groups, choices, options and repetitions are followed; only XML's own white space is none."""
    assert is_valid(schema(GROUPS), f"<a>{content}</a>") is expected


INTERLEAVED: Final = """
<element name="a">
  <interleave>
    <attribute name="x"/>
    <element name="b"><empty/></element>
    <optional><element name="c"><empty/></element></optional>
    <group><element name="d"><empty/></element><element name="e"><empty/></element></group>
  </interleave>
</element>
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<b/><d/><e/>", True),
        ("<d/><c/><b/><e/>", True),
        ("<d/><e/><b/>", True),
        ("<e/><d/><b/>", False),
        ("<d/><e/>", False),
        ("<b/><b/><d/><e/>", False),
    ],
)
def test_interleave(schema: Maker, content: str, *, expected: bool) -> None:
    """What is interleaved may come in any mixture, but each part in its own order."""
    assert is_valid(schema(INTERLEAVED), f'<a x="">{content}</a>') is expected


def test_mixed_content(schema: Maker) -> None:
    """In mixed content words may stand anywhere, elements where the pattern wants them."""
    mixed = schema('<element name="a"><mixed><element name="b"><empty/></element></mixed></element>')
    assert is_valid(mixed, "<a>x<b/>y</a>")
    assert is_valid(mixed, "<a><b/></a>")
    assert not is_valid(mixed, "<a>x</a>")


AMBIGUOUS: Final = """
<element name="a">
  <choice>
    <group>
      <element name="b"><element name="c"><text/></element></element>
      <element name="x"><empty/></element>
    </group>
    <group>
      <element name="b"><element name="c"><text/></element><element name="d"><empty/></element></element>
      <element name="y"><empty/></element>
    </group>
    <group>
      <element name="b"><data type="integer"/></element>
      <element name="z"><empty/></element>
    </group>
  </choice>
</element>
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<b><c/></b><x/>", True),
        ("<b><c/><d/></b><y/>", True),
        ("<b>12</b><z/>", True),
        ("<b><c/></b><y/>", False),
        ("<b><c/><d/></b><x/>", False),
        ("<b>12</b><x/>", False),
        ("<b>twelve</b><z/>", False),
    ],
)
def test_definitions_of_one_name_run_side_by_side(schema: Maker, content: str, *, expected: bool) -> None:
    """Where a child may be one of several, its end tells which, and its parent goes on from there."""
    assert is_valid(schema(AMBIGUOUS), f"<a>{content}</a>") is expected


def test_attributes_choose_between_definitions(schema: Maker) -> None:
    """The value of an attribute may decide what comes next, and the order of attributes means nothing."""
    chosen = schema(
        '<element name="a"><choice>'
        '<group><attribute name="t"><value>1</value></attribute><attribute name="u"/>'
        '<element name="b"><empty/></element></group><group><attribute name="t"><value>2</value></attribute>'
        '<element name="c"><empty/></element></group>'
        "</choice></element>"
    )
    assert is_valid(chosen, '<a t="1" u=""><b/></a>')
    assert is_valid(chosen, '<a u="" t="1"><b/></a>')
    assert is_valid(chosen, '<a t=" 2 "><c/></a>')
    assert not is_valid(chosen, '<a t="2"><b/></a>')
    assert not is_valid(chosen, '<a t="2" u=""><c/></a>')
    assert not is_valid(chosen, "<a/>")


def test_attributes_of_any_name(schema: Maker) -> None:
    """A wildcard takes in any number of attributes, but those that it leaves out."""
    wild = schema(
        '<element name="a"><oneOrMore><attribute><anyName><except><name>no</name></except></anyName></attribute>'
        "</oneOrMore></element>"
    )
    assert is_valid(wild, '<a x="1" y="2" xml:id="z"/>')
    assert not is_valid(wild, "<a/>")
    assert not is_valid(wild, '<a x="1" no="2"/>')


TEXTS: Final = """
<element name="a"><choice>
  <element name="number"><data type="integer"><except><value type="integer">7</value></except></data></element>
  <element name="place"><list><data type="decimal"/><data type="decimal"/></list></element>
  <element name="words"><list><oneOrMore><choice><value>x</value><value>y</value></choice></oneOrMore></list></element>
  <element name="name"><value type="QName" xmlns:q="urn:q">q:n</value></element>
  <element name="maybe"><optional><data type="integer"/></optional></element>
  <element name="string"><data type="string"/></element>
</choice></element>
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<number>12</number>", True),
        ("<number> 1<!-- a comment does not part a text -->2 </number>", True),
        ("<number>07</number>", False),
        ("<number>1 2</number>", False),
        ("<number/>", False),
        ("<number><b/>12</number>", False),
        ("<place> 1.5\n-2 </place>", True),
        ("<place>1.5</place>", False),
        ("<place>1.5 2 3</place>", False),
        ("<words>x y y</words>", True),
        ("<words>x z</words>", False),
        ("<words> </words>", False),
        ('<name xmlns:p="urn:q">p:n</name>', True),
        ('<name xmlns:q="urn:p">q:n</name>', False),
        ("<maybe/>", True),
        ("<maybe> </maybe>", True),
        ("<maybe>x</maybe>", False),
        ("<string/>", True),
        ("<string> </string>", True),
        ("<string><b/></string>", False),
    ],
)
def test_texts_of_a_datatype(schema: Maker, content: str, *, expected: bool) -> None:
    """Data, exceptions, lists and values decide on the whole text of an element."""
    assert is_valid(schema(TEXTS), f"<a>{content}</a>") is expected


def test_a_qualified_name_is_judged_anew_where_its_prefix_means_something_else(schema: Maker) -> None:
    """What was found out about a value in one scope is not believed in another."""
    named = schema(
        '<element name="a"><oneOrMore><element name="b">'
        '<attribute name="n"><value type="QName" xmlns:q="urn:q">q:n</value></attribute>'
        "</element></oneOrMore></element>"
    )
    found = faults(named, '<a><b xmlns:q="urn:q" n="q:n"/><b xmlns:q="urn:p" n="q:n"/></a>')
    assert [(fault.kind, fault.location.path) for fault in found] == [(Kind.VALUE, "/a/b[2]/@n")]


IDENTIFIED: Final = """
<element name="a"><zeroOrMore><choice>
  <element name="b"><attribute name="id"><data type="ID"/></attribute></element>
  <element name="id"><data type="ID"/></element>
  <element name="c"><attribute name="to"><data type="IDREF"/></attribute></element>
  <element name="d"><attribute name="to"><data type="IDREFS"/></attribute></element>
  <element name="ref"><data type="IDREF"/></element>
</choice></zeroOrMore></element>
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<b id="x"/><c to="x"/><d to="x x"/>', []),
        ('<c to="x"/><b id="x"/>', []),
        ("<id> x </id><ref>x</ref>", []),
        ('<b id="x"/>\n<b id=" x "/>', ["the id “x” stands here again; it was first given on line 1"]),
        ('<b id="x"/><id>x</id>', ["the id “x” stands here again; it was first given on line 1"]),
        ('<c to="x"/>', ["to=“x” refers to an id that no element has"]),
        ('<b id="x"/><d to="x y z"/>', [f"to=“{each}” refers to an id that no element has" for each in "yz"]),
        ("<ref>x</ref>", ["“x” refers to an id that no element has"]),
    ],
)
def test_identities(schema: Maker, content: str, expected: list[str]) -> None:
    """An id stands once, and a reference leads to one."""
    found = faults(schema(IDENTIFIED), f"<a>{content}</a>")
    assert [fault.message for fault in found] == expected
    assert {fault.kind for fault in found} <= {Kind.IDENTITY}


def test_elements_of_any_name(schema: Maker) -> None:
    """Wildcards take in elements of other namespaces, as deep as they go."""
    wild = schema(
        '<ref name="any"/>',
        '<define name="any"><element><anyName><except><nsName ns="urn:no"/></except></anyName>'
        '<zeroOrMore><choice><text/><ref name="any"/></choice></zeroOrMore></element></define>',
    )
    assert is_valid(wild, '<x>a<y xmlns="urn:y">b<z/></y></x>')
    assert [fault.location.path for fault in faults(wild, '<x><y><no xmlns="urn:no"><y/></no></y></x>')] == ["/x/y/no"]


def test_deep_documents(ours: Schema) -> None:
    """Nesting costs no recursion; the parser's own limit is met first."""
    deep = "<div>" * 240 + "<p>x</p>" + "</div>" * 240
    assert ours.faults(xmlio.parse(interview(deep), "deep.xml")) == ()


def test_a_definition_nested_too_deeply_is_told(schema: Maker) -> None:
    """A schema whose patterns lie thousands deep in each other is refused with a sentence, not with a traceback."""
    depth = 2_000
    chain = "".join(
        f'<define name="d{number}"><optional><element name="e{number}"><empty/></element>'
        f'<ref name="d{number + 1}"/></optional></define>'
        for number in range(depth)
    )
    nested = schema(
        '<element name="a"><ref name="d0"/></element>',
        f'{chain}<define name="d{depth}"><element name="z"><empty/></element></define>',
    )
    with pytest.raises(DocumentError, match="nested too deeply"):
        faults(nested, "<a><z/></a>")


def interview(body: str) -> bytes:
    """Return a whole interview around what stands in its body."""
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt>'
        "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
        f"<text><body>{body}</body></text></TEI>"
    ).encode()


MANY: Final = 100_000
SOME: Final = 10_000


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<div>" + '<u who="#a"><seg>Yes</seg></u>' * MANY + "</div>", 0),
        ("<div>" + "<foo/>" * MANY + "</div>", MANY),
        ("<div>" + "".join(f"<foo{number}/>" for number in range(SOME)) + "</div>", SOME),
        ("<div><p>x</p>" + "<head/>" * SOME + "</div>", SOME),
        ("<list>" + "<label/>" * SOME + "<item/></list>", SOME - 1),
        (("<p " + " ".join(f"a{number}=''" for number in range(200)) + "/>") * (MANY // 200), MANY),
    ],
    ids=["valid", "unknown", "unknown, each another one", "too late", "something missing", "attributes"],
)
def test_width_and_numbers_of_faults_cost_in_proportion(ours: Schema, body: str, count: int) -> None:
    """A hundred thousand siblings or faults are read and told in seconds."""
    document = xmlio.parse(interview(body), "wide.xml")
    begun = time.process_time()
    assert len(ours.faults(document)) == count
    assert time.process_time() - begun < 60


def test_attributes_in_any_combination_do_not_multiply(schema: Maker) -> None:
    """Fifty optional attributes, given in ever other combinations, cost no more than what was given."""
    optional = "".join(f'<optional><attribute name="a{number}"/></optional>' for number in range(50))
    many = schema(f'<element name="r"><zeroOrMore><element name="e">{optional}</element></zeroOrMore></element>')
    elements = "".join(
        "<e " + " ".join(f'a{place}=""' for place in range(50) if (number * 2_654_435_761 >> place) & 1) + "/>"
        for number in range(1, 300)
    )
    begun = time.process_time()
    assert is_valid(many, f"<r>{elements}</r>")
    assert time.process_time() - begun < 30


DETERMINED: Final = """
import sys
from pathlib import Path
from preserve import xmlio
from preserve.relaxng import Schema
schema = Schema(Path(sys.argv[1]))
for name in sys.argv[2:]:
    for fault in schema.faults(xmlio.read(Path(name))):
        print(fault)
"""


def test_messages_depend_on_nothing_but_schema_and_document(tmp_path: Path) -> None:
    """Neither Python's hash seed nor what was validated before changes a word."""
    broken = tmp_path / "broken.xml"
    broken.write_bytes(interview("<foo/><div><p><choice><sic/></choice>x<sp/><u/></p><head/></div>"))
    other = GOOD / "recorded.xml"
    told = []
    for seed, names in (("1", [broken]), ("2", [other, broken]), ("3", [GOOD / "group.xml", other, broken])):
        command = [sys.executable, "-c", DETERMINED, str(SCHEMA), *map(str, names)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        told.append(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)
    assert told[0] == told[1] == told[2]
    assert told[0].count(b"\n") == 8
