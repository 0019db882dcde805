"""Reading RELAX NG schemas: what is said of faulty ones and where, what is read when, and that nothing exhausts it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from preserve.errors import DocumentError, SurroundingsError
from preserve.relaxng import names
from preserve.relaxng.datatypes import Datatype, find
from preserve.relaxng.grammar import Grammar, read_grammar
from preserve.relaxng.names import OTHER, AnyName, Name, NameChoice, NamespaceName
from preserve.relaxng.patterns import Attribute, Choice, Element, Group, Interleave, NotAllowed, Text, Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.relaxng.names import NameClass
    from preserve.relaxng.patterns import Pattern

pytestmark = pytest.mark.enduring

NAMESPACE: Final = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD: Final = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
GRAMMAR: Final = f'<grammar {NAMESPACE} {XSD} xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">'
LONG: Final = 10_000


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Grammar]:
    """Return a function that reads a grammar from its components, and the files that it is to include."""

    def reading(text: str, **files: str) -> Grammar:
        """Write the files and read the first."""
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.with_suffix(".rng").write_text(f"{GRAMMAR}\n{content}\n</grammar>", "utf-8")
        whole = text if text.startswith(f"<grammar {NAMESPACE}") else f"{GRAMMAR}\n{text}\n</grammar>"
        (tmp_path / "schema.rng").write_text(whole, "utf-8")
        return read_grammar(tmp_path / "schema.rng", "schema.rng")

    return reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """A faulty schema.

    Attributes:
        text: Its components, from the second line on.
        place: Where the fault is.
        message: What is said of it.
        hint: What to do.
    """

    text: str
    place: str
    message: str
    hint: str | None = None


START: Final = '<start><element name="a"><empty/></element></start>\n'
FAULTY: Final = {
    "a reference to nothing": Faulty(
        text='<start><ref name="para"/></start>\n<define name="paras"><element name="p"><text/></element></define>',
        place="schema.rng:2:8",
        message="the schema refers to “para”, which is not defined",
        hint="Did you mean “paras”?",
    ),
    "a reference to nothing where nothing leads": Faulty(
        text=f'{START}<define name="b">\n  <optional><ref name="c"/></optional></define>',
        place="schema.rng:4:13",
        message="the schema refers to “c”, which is not defined",
        hint='Add <define name="c">, or include the file that has it.',
    ),
    "a reference that should leave the grammar": Faulty(
        text=f'<start>{GRAMMAR}\n<start><ref name="b"/></start></grammar></start>\n<define name="b"><empty/></define>',
        place="schema.rng:3:8",
        message="the grammar refers to “b”, which is not defined in it",
        hint='It is defined in the grammar around this one: <parentRef name="b"/>.',
    ),
    "a parent that there is not": Faulty(
        text='<start><parentRef name="b"/></start>',
        place="schema.rng:2:8",
        message="<parentRef> can stand only in a grammar within a grammar",
        hint="Only a <grammar> can define anything.",
    ),
    "a definition of itself": Faulty(
        text='<start><ref name="a"/></start>\n<define name="a"><ref name="b"/></define>\n'
        '<define name="b"><optional><ref name="a"/></optional></define>',
        place="schema.rng:4:28",
        message="“a” is defined by itself, without an element between",
        hint="Break the circle of references.",
    ),
    "two definitions": Faulty(
        text=f'{START}<define name="b"><empty/></define>\n<define name="b"><text/></define>',
        place="schema.rng:4:1",
        message="“b” is defined twice, first on line 3",
        hint='Remove one, or say combine="choice" or combine="interleave".',
    ),
    "two ways to combine": Faulty(
        text='<start combine="choice"><ref name="a"/></start>\n<start combine="interleave"><ref name="a"/></start>',
        place="schema.rng:3:1",
        message="<start> is combined by interleave here, but by choice on line 2",
        hint="Write the same combine on both.",
    ),
    "an unknown way to combine": Faulty(
        text='<start combine="merge"><ref name="a"/></start>',
        place="schema.rng:2:1",
        message="combine is “merge”",
        hint='It can be "choice" or "interleave".',
    ),
    "no start": Faulty(
        text='<define name="a"><empty/></define>',
        place="schema.rng:1:1",
        message="the grammar has no <start>",
        hint="Say by <start> what a document begins with.",
    ),
    "a misspelled element": Faulty(
        text='<start><elment name="a"><empty/></elment></start>',
        place="schema.rng:2:8",
        message="RELAX NG has no element <elment>",
        hint="Did you mean “element”?",
    ),
    "a misspelled attribute": Faulty(
        text='<start><element nam="a"><empty/></element></start>',
        place="schema.rng:2:8",
        message="<element> cannot have the attribute nam",
        hint="Did you mean “name”?",
    ),
    "an element out of place": Faulty(
        text='<element name="a"><empty/></element>',
        place="schema.rng:2:1",
        message="<element> cannot stand in <grammar>",
        hint="Put it into <start> or <define>.",
    ),
    "no content": Faulty(
        text='<start><element name="a"/></start>',
        place="schema.rng:2:8",
        message="<element> holds no pattern",
        hint="Write <empty/> for no content, or <text/> for text.",
    ),
    "text": Faulty(
        text='<start><element name="a">\n  words<empty/></element></start>',
        place="schema.rng:3:3",
        message="text stands directly in <element>",
        hint="Put text for people into a comment.",
    ),
    "an unbound prefix": Faulty(
        text='<start><element name="tei:p"><empty/></element></start>',
        place="schema.rng:2:8",
        message="the prefix “tei” of “tei:p” is not declared",
        hint='Declare it in the schema: xmlns:tei="…".',
    ),
    "no name": Faulty(
        text='<start><element name="a b"><empty/></element></start>',
        place="schema.rng:2:8",
        message="“a b” is no name that an element or attribute can have",
        hint="A name begins with a letter or _, and has no spaces in it.",
    ),
    "two names": Faulty(
        text='<start><element name="a"><name>b</name><empty/></element></start>',
        place="schema.rng:2:26",
        message="<element> is named twice: by its attribute name and by <name>",
        hint="Keep one of the two.",
    ),
    "an unknown datatype": Faulty(
        text='<start><element name="a"><data type="dates"/></element></start>',
        place="schema.rng:2:26",
        message="there is no datatype “dates”",
        hint="Did you mean “date”?",
    ),
    "a library that was forgotten": Faulty(
        text=f'<grammar {NAMESPACE}>\n<start><element name="a"><data type="date"/></element></start></grammar>',
        place="schema.rng:2:26",
        message="there is no datatype “date” (XML Schema's library is not named here)",
        hint='Say datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" here or on the outermost element.',
    ),
    "an attribute twice": Faulty(
        text='<start><element name="a"><ref name="n"/>\n<attribute name="n"/></element></start>\n'
        '<define name="n"><optional><attribute name="n"/></optional></define>',
        place="schema.rng:3:1",
        message="an attribute “n” can be here twice: it is also in what stands before this",
        hint="Remove one of the two, or put them into a <choice>.",
    ),
    "any attribute and one": Faulty(
        text='<start><element name="a"><attribute name="n"/>\n<zeroOrMore><attribute><anyName/></attribute>'
        "</zeroOrMore></element></start>",
        place="schema.rng:3:1",
        message="an attribute “n” can be here twice: it is also in what stands before this",
        hint="Remove one of the two, or put them into a <choice>.",
    ),
    "any attribute, once": Faulty(
        text='<start><element name="a">\n<optional><attribute><anyName/></attribute></optional></element></start>',
        place="schema.rng:3:11",
        message="an attribute with any of many names can stand only within a repetition",
        hint="Put it into <zeroOrMore> or <oneOrMore>.",
    ),
    "an attribute called xmlns": Faulty(
        text='<start><element name="a"><attribute name="xmlns"/></element></start>',
        place="schema.rng:2:26",
        message="an attribute cannot be called xmlns: declarations of namespaces are no attributes",
        hint="Remove it; the namespace of an element is said by ns.",
    ),
    "text in a list": Faulty(
        text='<start><element name="a"><list>\n<ref name="b"/></list></element></start>\n'
        '<define name="b"><text/></define>',
        place="schema.rng:3:1",
        message="“b” brings text into a list, where it cannot stand",
        hint="A <list> holds words alone: <data>, <value>, and <choice>, <group> or repetitions of these.",
    ),
    "text at the start": Faulty(
        text='<start><choice>\n<text/><element name="a"><empty/></element></choice></start>',
        place="schema.rng:3:1",
        message="text cannot stand in the start of a schema",
        hint="A document is one element: let <start> lead to elements alone.",
    ),
    "values beside elements": Faulty(
        text='<start><element name="a"><ref name="b"/></element></start>\n<define name="b">\n<group><data type="date"/>'
        '<element name="c"><empty/></element></group></define>',
        place="schema.rng:4:1",
        message="<group> brings a datatype, value or list together with text, elements or another of these",
        hint="Put several values into a <list>, or write <text/> in place of the datatype.",
    ),
    "an interleave that cannot tell": Faulty(
        text='<start><element name="a"><interleave><element name="b"><empty/></element>\n<zeroOrMore><element>'
        "<choice><name>c</name><name>b</name></choice><empty/></element></zeroOrMore></interleave></element></start>",
        place="schema.rng:3:1",
        message="an element “b” is in two parts of an interleave",
        hint="Leave it in one part, or make a <group> or <choice> of the parts.",
    ),
    "everything left out of nothing": Faulty(
        text="<start><element><anyName><except>\n<anyName/></except></anyName><empty/></element></start>",
        place="schema.rng:3:1",
        message="<anyName> cannot stand in the exception of <anyName>",
        hint="Except names, or write a <choice>.",
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_fault(faulty: Faulty, read: Callable[..., Grammar]) -> None:
    """A faulty schema is refused with the place of the fault, a sentence and a hint, whether or not it is in use."""
    with pytest.raises(DocumentError) as raised:
        read(faulty.text)
    error = raised.value
    assert error.code == "TEI-002"
    assert (str(error.location), error.message, error.hint) == (faulty.place, faulty.message, faulty.hint)


def test_what_is_not_allowed_cannot_offend(read: Callable[..., Grammar]) -> None:
    """What stands beside notAllowed is void, so that it may break the restrictions."""
    broken = '<list><text/></list><attribute name="n"/><attribute name="n"/>'
    grammar = read(
        f'<start><choice><element name="a"><empty/></element><group><notAllowed/>{broken}</group></choice></start>'
    )
    assert isinstance(grammar.start, Element)


def test_not_xml_syntax(tmp_path: Path) -> None:
    """A schema in the compact syntax is refused with the command that converts it, by its suffix or its words."""
    hints = {
        "house.rnc": "convert it: trang house.rnc house.rng",
        "house.rng": "rename it to house.rnc, and: trang house.rnc house.rng",
        "house.txt": "convert it: trang house.txt house.rng",
    }
    for name, hint in hints.items():
        path = tmp_path / name
        path.write_text("start = element a { empty }", "utf-8")
        with pytest.raises(DocumentError) as raised:
            read_grammar(path, name)
        error = raised.value
        assert (error.code, str(error.location)) == ("TEI-002", f"{name}:1:1")
        assert error.message == "the schema is not in the XML syntax of RELAX NG"
        assert error.hint == f"If it is in the compact syntax, {hint}"


def test_an_empty_file(tmp_path: Path) -> None:
    """A file in which nothing stands is told so, and nobody is sent to a converter."""
    path = tmp_path / "empty.rng"
    for text in ("", " \n"):
        path.write_text(text, "utf-8")
        with pytest.raises(DocumentError) as raised:
            read_grammar(path, "empty.rng")
        error = raised.value
        assert (error.code, str(error.location), error.message) == ("TEI-002", "empty.rng:1:1", "the schema is empty")
        assert error.hint == f"A schema begins with <grammar {NAMESPACE}>; get the file anew."


def test_an_included_file_that_is_absent(tmp_path: Path) -> None:
    """What is not there is told where it is included, in the file that includes it, not by a path of the machine."""
    (tmp_path / "in").mkdir()
    (tmp_path / "schema.rng").write_text(f'{GRAMMAR}<include href="in/part.rng"/></grammar>', "utf-8")
    (tmp_path / "in" / "part.rng").write_text(f'{GRAMMAR}\n  <include href="absent.rng"/></grammar>', "utf-8")
    with pytest.raises(DocumentError) as raised:
        read_grammar(tmp_path / "schema.rng", "schema.rng")
    error = raised.value
    assert (error.code, str(error.location)) == ("TEI-002", "in/part.rng:2:3")
    assert error.message == "“absent.rng” cannot be included: no such file or directory"
    assert error.hint == "Check the spelling of href and whether the file is there; it is sought beside this one."


PATTERNS: Final = {
    "[": "Mend the pattern; it is a regular expression as XML Schema defines them (part 2, appendix F).",
    "((a{1,1000}){1,1000}){1,1000}b": "Repeat less often, or without a limit: a* in place of a{0,1000}.",
}


@pytest.mark.parametrize(("pattern", "hint"), PATTERNS.items())
def test_hints_for_patterns(pattern: str, hint: str, read: Callable[..., Grammar]) -> None:
    """What is wrong with a pattern has a hint of its own."""
    data = f'<data type="token"><param name="pattern">{pattern}</param></data>'
    with pytest.raises(DocumentError) as raised:
        read(f'<start><element name="a">{data}</element></start>')
    assert (raised.value.code, raised.value.hint) == ("TEI-002", hint)


def test_documentation_of_a_definition_for_one_attribute(read: Callable[..., Grammar]) -> None:
    """What stands on the definition is said of its attribute, however deep, if it is the only one; else of none."""
    grammar = read(
        '<start><element name="e"><ref name="one"/><ref name="two"/></element></start>'
        '<define name="one"><a:documentation>Of one.</a:documentation>'
        '<optional><choice><attribute name="b"><ref name="v"/></attribute><empty/></choice></optional></define>'
        '<define name="two"><a:documentation>Of two.</a:documentation>'
        '<optional><attribute name="c"/></optional><optional><attribute name="d"/></optional></define>'
        '<define name="v"><value>x</value></define>'
    )
    element = grammar.elements("e")[0]
    attributes = _attributes(element.content)
    assert {name: grammar.documentation(each) for name, each in attributes.items()} == {
        "b": "Of one.",
        "c": None,
        "d": None,
    }


def _attributes(pattern: Pattern) -> dict[str, Attribute]:
    """Return the attributes in a pattern, by their names."""
    if isinstance(pattern, Attribute):
        return dict.fromkeys(names.listed(pattern.names), pattern)
    return {name: each for part in pattern.parts for name, each in _attributes(part).items()}


def test_broken_xml_stays_what_it_is(tmp_path: Path) -> None:
    """A schema that is XML, but not well-formed, is told so; one that is absent as well."""
    path = tmp_path / "schema.rng"
    path.write_text(f"{GRAMMAR}<start>", "utf-8")
    with pytest.raises(DocumentError) as raised:
        read_grammar(path)
    assert raised.value.code == "XML-001"
    with pytest.raises(SurroundingsError) as absent:
        read_grammar(tmp_path / "absent.rng")
    assert absent.value.code == "ENV-001"


def test_another_language(tmp_path: Path) -> None:
    """A document in another language is no schema."""
    path = tmp_path / "schema.rng"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    with pytest.raises(DocumentError) as raised:
        read_grammar(path)
    assert raised.value.message == "the outermost element, <TEI>, is not one of RELAX NG"


def test_inclusion(read: Callable[..., Grammar], tmp_path: Path) -> None:
    """Included files are read relative to the including one, in the order in which they are met, and overridden."""
    grammar = read(
        '<include href="parts/first.rng"><div><define name="b"><element name="mine"><empty/></element></define></div>'
        "</include>",
        parts__first='<include href="second.rng"/><start><ref name="b"/></start>',
        parts__second='<define name="b"><ref name="gone"/></define>',
    )
    assert grammar.files == tuple(tmp_path / name for name in ("schema.rng", "parts/first.rng", "parts/second.rng"))
    assert grammar.names == ("mine",)


def test_inherited_namespace(read: Callable[..., Grammar]) -> None:
    """The attribute ns reaches into included files, but not to attributes that are named by an attribute."""
    grammar = read(
        '<include href="part.rng" ns="urn:x"/>',
        part='<start><element name="a"><attribute name="b"/><attribute><name>c</name></attribute></element></start>',
    )
    (element,) = grammar.elements("{urn:x}a")
    found = [part.names for part in element.content.parts if isinstance(part, Attribute)]
    assert [name in names for name, names in zip(("b", "{urn:x}c"), found, strict=True)] == [True, True]


def test_fault_in_an_included_file(read: Callable[..., Grammar]) -> None:
    """A fault is told in the file in which it is, named as the schema was named."""
    with pytest.raises(DocumentError) as raised:
        read('<include href="parts/first.rng"/>', parts__first="<start><empty/></start>")
    assert str(raised.value.location) == "parts/first.rng:2:8"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ('<include href="../out.rng"/>', "TEI-003", "“../out.rng” lies outside the folder of "),
        ('<include href="http://example.org/a.rng"/>', "TEI-003", "“http://example.org/a.rng” is not a local file"),
        ('<include xml:base="b/" href="part.rng"/>', "TEI-003", "xml:base would move what is included"),
        ('<include href="schema.rng"/>', "TEI-002", "“schema.rng” includes itself"),
        (
            '<include href="part.rng"><define name="c"><empty/></define></include>',
            "TEI-002",
            "the included grammar has no “c” that this could replace",
        ),
    ],
)
def test_inclusion_that_is_refused(text: str, code: str, message: str, read: Callable[..., Grammar]) -> None:
    """Nothing is read that lies outside, and nothing forever; an override must replace something."""
    with pytest.raises(DocumentError) as raised:
        read(text, part='<start><ref name="b"/></start><define name="b"><element name="b"><empty/></element></define>')
    assert raised.value.code == code
    assert raised.value.message.startswith(message)
    assert raised.value.location is not None
    assert raised.value.location.line == 2


def test_inclusions_that_double(read: Callable[..., Grammar]) -> None:
    """Files that each refer twice to the next are given up before they would fill the machine."""
    files = {f"f{number}": f'<include href="f{number + 1}.rng"/>' * 2 for number in range(12)}
    with pytest.raises(DocumentError) as raised:
        read('<include href="f0.rng"/>', **files, f12=START)
    assert raised.value.message == "the schema includes files more than 1,000 times"


def test_reading_is_lazy(read: Callable[..., Grammar], monkeypatch: pytest.MonkeyPatch) -> None:
    """The content of an element is made when it is first asked for, and once."""
    looked_up: list[str] = []

    def counted(library: str, name: str, parameters: tuple[tuple[str, str], ...] = ()) -> Datatype:
        """Note that a datatype is needed."""
        looked_up.append(name)
        return find(library, name, parameters)

    monkeypatch.setattr("preserve.relaxng.simplification.find", counted)
    grammar = read('<start><element name="a"><attribute name="n"><data type="date"/></attribute></element></start>')
    assert isinstance(grammar.start, Element)
    assert grammar.elements("a") == (grammar.start,)
    assert looked_up == []
    assert isinstance(grammar.start.content, Attribute)
    assert grammar.start.content is grammar.start.content
    assert looked_up == ["date"]


def test_the_whole_of_tei(conformance: Path) -> None:
    """All of TEI is read and found in order, and every element that it has can be looked up by its name."""
    grammar = read_grammar(conformance / "tei" / "tei_all.rng")
    assert len(grammar.names) == 588
    (paragraph,) = grammar.elements("{http://www.tei-c.org/ns/1.0}p")
    assert str(grammar.documentation(paragraph)).startswith("(paragraph) marks paragraphs in prose.")


def test_documentation(read: Callable[..., Grammar]) -> None:
    """Elements, attributes and values are documented by what stands in them, around them or after them."""
    grammar = read(
        '<start><ref name="a"/></start><define name="a"><a:documentation>An\n  a.</a:documentation>'
        '<element name="a"><attribute name="n"><a:documentation> An n. </a:documentation>'
        "<choice><value>x</value><a:documentation>An x.</a:documentation><value>y</value></choice></attribute>"
        '<element name="b"><empty/></element></element></define>'
    )
    assert isinstance(grammar.start, Element)
    attribute, inner = grammar.start.content.parts
    assert isinstance(attribute, Attribute)
    values = {part.value: grammar.documentation(part) for part in attribute.content.parts if isinstance(part, Value)}
    assert grammar.documentation(grammar.start) == "An a."
    assert grammar.documentation(attribute) == "An n."
    assert grammar.documentation(inner) is None
    assert values == {"x": "An x.", "y": None}


def chain(body: str, last: str = "<empty/>", number: int = LONG) -> str:
    """Return the components of a grammar in which each of many definitions holds the next."""
    links = "".join(f'<define name="d{here}">{body.format(here, here + 1)}</define>\n' for here in range(number))
    start = '<start><element name="r"><ref name="d0"/></element></start>'
    return f'{start}{links}<define name="d{number}">{last}</define>'


ELEMENT: Final = '<element name="e{0}"><empty/></element>'
NEXT: Final = '<ref name="d{1}"/>'


@pytest.mark.parametrize(
    ("body", "kind", "number"),
    [
        (NEXT, Text, LONG),
        (f"<choice>{ELEMENT}{NEXT}</choice>", Choice, LONG),
        (f"<group>{ELEMENT}{NEXT}</group>", Group, LONG),
        (f"<group>{NEXT}{ELEMENT}</group>", Group, LONG),
        (f"<interleave>{ELEMENT}{NEXT}</interleave>", Interleave, LONG),
        (f"{NEXT}<attribute name='a{{0}}'/>", Group, LONG),
        (f"<optional>{NEXT}</optional>{NEXT}", Choice, 60),
        (f"<choice>{NEXT}<group>{NEXT}</group></choice>", Text, 60),
    ],
)
def test_long_chains(body: str, kind: type[Pattern], number: int, read: Callable[..., Grammar]) -> None:
    """Neither definitions that hold each other in a long chain nor those that double at each step are too much."""
    grammar = read(chain(body, "<text/>", number))
    assert isinstance(grammar.start, Element)
    if number != LONG and kind is Choice:
        assert grammar.start.content.nullable
    else:
        assert isinstance(grammar.start.content, kind)


def test_a_long_circle(read: Callable[..., Grammar]) -> None:
    """A circle of ten thousand definitions is found."""
    with pytest.raises(DocumentError, match="“d0” is defined by itself, without an element between"):
        read(chain(NEXT, '<ref name="d0"/>'))


def test_deep_nesting(read: Callable[..., Grammar]) -> None:
    """Patterns and names as deep as the parser of XML allows are read."""
    choices = "<choice>" * 240 + "<name>a</name>" + "</choice>" * 240
    groups = "<group>" * 240 + "<notAllowed/>" + "</group>" * 240
    grammar = read(f"<start><element>{choices}<empty/></element></start>")
    assert grammar.names == ("a",)
    assert isinstance(read(f"<start>{groups}</start>").start, NotAllowed)


class Scribe:
    """Writes random schemas, most of them faulty in one way or another."""

    def __init__(self, seed: int) -> None:
        """Begin."""
        self._random = random.Random(seed)  # noqa: S311 (nothing is to be kept secret)

    def grammar(self, depth: int) -> str:
        """Return a grammar."""
        defines = "".join(f'<define name="{name}">{self._pattern(depth - 1)}</define>' for name in "xyz")
        return f"<start>{self._pattern(depth)}</start>{defines}"

    def _pattern(self, depth: int) -> str:
        """Return a pattern."""
        kind = self._random.choice(HOLDING if depth > 0 else LEAVES)
        if not kind[0].isalpha():
            return kind
        inner = "".join(self._pattern(depth - 1) for _ in range(self._random.choice([1, 1, 2, 3])))
        if kind == "grammar":
            return f"<grammar>{self.grammar(depth - 1)}</grammar>"
        name = self._names(2) if kind in {"element", "attribute"} else ""
        return f"<{kind}>{name}{inner}</{kind}>"

    def _names(self, depth: int) -> str:
        """Return a set of names."""
        kind = self._random.choice(["name", "anyName", "nsName", "choice"] if depth else ["name"])
        if kind == "name":
            return f"<name>{self._random.choice('abc')}</name>"
        if kind == "choice":
            return f"<choice>{self._names(depth - 1)}{self._names(depth - 1)}</choice>"
        excepted = f"<except>{self._names(depth - 1)}</except>" if self._random.random() < 0.5 else ""
        return f"<{kind}>{excepted}</{kind}>"


LEAVES: Final = (
    *('<ref name="x"/>', '<ref name="y"/>', '<ref name="z"/>', '<parentRef name="x"/>'),
    *("<empty/>", "<text/>", "<notAllowed/>", "<value>v</value>", '<data type="token"/>', '<attribute name="a"/>'),
    *('<element name="b"><empty/></element>', '<data type="token"><except><value>v</value></except></data>'),
)
HOLDING: Final = (
    *"element element attribute group interleave choice optional zeroOrMore oneOrMore list mixed grammar".split(),
    *LEAVES,
)


@pytest.mark.parametrize("seed", range(4))
def test_any_schema(seed: int, read: Callable[..., Grammar]) -> None:
    """A schema is either faulty at a place, or whatever it leads to can be made."""
    scribe = Scribe(seed)
    faulty = 0
    for _ in range(100):
        try:
            grammar = read(scribe.grammar(3))
        except DocumentError as error:
            faulty += 1
            assert (error.code, error.location is not None, len(error.message) <= 240) == ("TEI-002", True, True)  # noqa: PT017
            continue
        assert grammar.start.nullable is False
        for name in grammar.names:
            assert all(element.content.serial for element in grammar.elements(name))
    assert 0 < faulty < 100


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        (Name("a"), Name("a"), "a"),
        (Name("a"), Name("b"), None),
        (NamespaceName("u"), Name("{u}a"), "{u}a"),
        (NamespaceName("u", Name("{u}a")), Name("{u}a"), None),
        (NamespaceName("u"), NamespaceName("v"), None),
        (AnyName(NamespaceName("u")), NamespaceName("u"), None),
        (AnyName(NamespaceName("u", Name("{u}a"))), NamespaceName("u", Name("{u}b")), "{u}a"),
        (NameChoice((Name("a"), NamespaceName("u"))), NameChoice((Name("b"), Name("{u}c"))), "{u}c"),
        (AnyName(), AnyName(Name("a")), f"{{{OTHER}}}{OTHER}"),
    ],
)
def test_common_names(first: NameClass, second: NameClass, common: str | None) -> None:
    """Two sets of names share a name or not, whichever is asked first."""
    assert names.common(first, second) == common
    assert names.common(second, first) == common
