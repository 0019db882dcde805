"""Whatever interview.rng accepts, TEI accepts: proved element by element, not sampled.

In both grammars an element of one name has one definition. So the documents of one are documents of the other when,
for every element, the attributes and the sequences of children that the one allows are allowed by the other. That is
an inclusion of regular languages over the names of elements, which derivatives decide.

Source: J. Clark, "An algorithm for RELAX NG validation"; J. Brzozowski, "Derivatives of regular expressions" (1964).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree

from preserve.resources import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.enduring

RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
WORDS: Final = "#text"

# Datatypes of ours that TEI's contain though they are written differently; (ours, TEI's).
PROVEN: Final = frozenset(
    {
        ("decimal", "float"),
        ("duration pattern=P.+", r"token pattern=[0-9.,DHMPRSTWYZ/:+\-]+"),
        ("token pattern=P[0-9]+([.,][0-9]+)?W", r"token pattern=[0-9.,DHMPRSTWYZ/:+\-]+"),
        ("token pattern=P([0-9]+[YMD])*[0-9]+[.,][0-9]+[YMD]", r"token pattern=[0-9.,DHMPRSTWYZ/:+\-]+"),
        ("token pattern=P([0-9]+[YMD])*T([0-9]+[HM])*[0-9]+[.,][0-9]+[HMS]", r"token pattern=[0-9.,DHMPRSTWYZ/:+\-]+"),
        (
            r"token pattern=[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*",
            r"token pattern=[^\p{C}\p{Z}]+",
        ),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A pattern of RELAX NG; equal ones are one object, made by `make`."""

    kind: str
    name: str = ""
    parts: tuple[Pattern, ...] = ()


@cache
def make(kind: str, name: str = "", parts: tuple[Pattern, ...] = ()) -> Pattern:
    """Return the one pattern of this kind, name and parts."""
    return Pattern(kind, name, parts)


NONE: Final = make("notAllowed")
EMPTY: Final = make("empty")
TEXT: Final = make("text")


def choice(*parts: Pattern) -> Pattern:
    """Return a choice without doubles, nested choices or parts that nothing matches."""
    flat: dict[Pattern, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if part.kind == "choice" else (part,)))
    flat.pop(NONE, None)
    ordered = sorted(flat, key=id)
    return make("choice", "", tuple(ordered)) if len(ordered) > 1 else (ordered or [NONE])[0]


def group(*parts: Pattern) -> Pattern:
    """Return a sequence as nested pairs, so that its tails are shared."""
    if not parts:
        return EMPTY
    head, tail = parts[0], group(*parts[1:])
    if NONE in (head, tail):
        return NONE
    if head is EMPTY or tail is EMPTY:
        return tail if head is EMPTY else head
    if head.kind == "group":
        return group(*head.parts, tail)
    return make("group", "", (head, tail))


def repeat(part: Pattern) -> Pattern:
    """Return one or more of a pattern."""
    return part if part in (NONE, EMPTY, TEXT) or part.kind == "oneOrMore" else make("oneOrMore", "", (part,))


@cache
def nullable(pattern: Pattern) -> bool:
    """Return whether nothing at all matches the pattern."""
    if pattern.kind == "choice":
        return any(map(nullable, pattern.parts))
    if pattern.kind in {"group", "oneOrMore"}:
        return all(map(nullable, pattern.parts))
    return pattern.kind in {"empty", "text"}


@cache
def first(pattern: Pattern) -> frozenset[str]:
    """Return the names of the children that can come first."""
    if pattern.kind == "element":
        return frozenset({pattern.name})
    if pattern.kind in {"text", "data", "value", "list"}:
        return frozenset({WORDS})
    parts = pattern.parts
    if pattern.kind == "attribute":
        return frozenset()
    if pattern.kind == "group" and not nullable(parts[0]):
        parts = parts[:1]
    return frozenset().union(*map(first, parts))


@cache
def after(pattern: Pattern, child: str) -> Pattern:
    """Return what may follow once a child has been read."""
    if child not in first(pattern):
        return NONE
    if pattern.kind == "text":
        return TEXT
    if pattern.kind == "choice":
        return choice(*(after(part, child) for part in pattern.parts if child in first(part)))
    if pattern.kind == "oneOrMore":
        return group(after(pattern.parts[0], child), choice(pattern, EMPTY))
    if pattern.kind == "group":
        head, tail = pattern.parts
        later = after(tail, child) if nullable(head) else NONE
        return choice(group(after(head, child), tail), later)
    return EMPTY


@cache
def attributes(pattern: Pattern) -> frozenset[Pattern]:
    """Return the attributes in a pattern, those of its children left out."""
    if pattern.kind == "attribute":
        return frozenset({pattern})
    return frozenset().union(*map(attributes, pattern.parts))


def named(pattern: Pattern, name: str) -> tuple[Pattern, ...]:
    """Return the attributes of one name in a pattern."""
    return tuple(attribute for attribute in attributes(pattern) if attribute.name == name)


@cache
def given(pattern: Pattern, name: str) -> Pattern:
    """Return what remains where the attribute is given."""
    if not named(pattern, name):
        return NONE
    if pattern.kind == "choice":
        return choice(*(given(part, name) for part in pattern.parts))
    if pattern.kind == "group":
        head, tail = pattern.parts
        return choice(group(given(head, name), tail), group(head, given(tail, name)))
    return EMPTY


@cache
def missing(pattern: Pattern, name: str) -> Pattern:
    """Return what remains where the attribute is not given."""
    if not named(pattern, name):
        return pattern
    if pattern.kind == "choice":
        return choice(*(missing(part, name) for part in pattern.parts))
    if pattern.kind == "group":
        return group(*(missing(part, name) for part in pattern.parts))
    return NONE


class Grammar:
    """A grammar in which every element has one definition, as both of ours are."""

    def __init__(self, path: Path) -> None:
        """Read the definitions of a RELAX NG file."""
        root = etree.parse(path).getroot()
        self.defines = {str(define.get("name")): define for define in root.iter(RNG + "define")}
        self.elements = {str(node.get("name")): node for node in root.iter(RNG + "element") if node.get("name")}
        self.expanded: dict[str, Pattern] = {}

    def element(self, name: str) -> Pattern:
        """Return the attributes and content of an element."""
        return self.sequence(self.elements[name])

    def sequence(self, node: etree._Element) -> Pattern:
        """Return the children of a node as a sequence."""
        return group(*self.children(node))

    def children(self, node: etree._Element) -> Iterator[Pattern]:
        """Yield the patterns in a node; annotations and embedded rules are passed over."""
        for child in node:
            if isinstance(child.tag, str) and child.tag.startswith(RNG) and child.tag != RNG + "param":
                yield self.pattern(child)

    def reference(self, name: str) -> Pattern:
        """Return the pattern behind a name, read once."""
        if name not in self.expanded:
            self.expanded[name] = self.sequence(self.defines[name])
        return self.expanded[name]

    def pattern(self, node: etree._Element) -> Pattern:
        """Return the pattern that a node of the grammar stands for."""
        kind, name = str(node.tag).removeprefix(RNG), node.get("name", "")
        if kind == "ref":
            return self.reference(name)
        if kind == "element":
            return make("element", name or "*")
        if kind == "attribute":
            return make("attribute", name, (self.sequence(node) if len(node) else TEXT,))
        if kind in {"data", "value"}:
            return make(kind, datatype(node))
        if kind == "list":
            return make("list", "", (self.sequence(node),))
        return self.compound(kind, node)

    def compound(self, kind: str, node: etree._Element) -> Pattern:
        """Return a pattern that is made of others."""
        inner = self.sequence(node) if kind != "choice" else choice(*self.children(node))
        if kind in {"optional", "zeroOrMore"}:
            return choice(repeat(inner) if kind == "zeroOrMore" else inner, EMPTY)
        if kind == "oneOrMore":
            return repeat(inner)
        assert kind in {"choice", "group", "empty", "text", "notAllowed"}, kind
        return {"text": TEXT, "notAllowed": NONE}.get(kind, inner)


def datatype(node: etree._Element) -> str:
    """Return a datatype with its parameters, or a value, as one string."""
    if node.tag == RNG + "value":
        return node.text or ""
    parameters = sorted(f"{param.get('name')}={param.text}" for param in node.iter(RNG + "param"))
    return " ".join([node.get("type", ""), *parameters])


def within(ours: Pattern, theirs: Pattern) -> bool:
    """Return whether every value of our attribute is a value of TEI's."""
    if theirs is TEXT or theirs.name == "string" or ours is theirs:
        return True
    if ours.kind == "choice":
        return all(within(part, theirs) for part in ours.parts)
    if theirs.kind == "choice":
        return any(within(ours, part) for part in theirs.parts)
    if theirs.kind in {"list", "oneOrMore"}:
        return within(ours.parts[0] if ours.kind == theirs.kind else ours, theirs.parts[0])
    if ours.kind == "value" and theirs.kind == "data":
        return legal(ours.name, theirs.name)
    return ours.kind == theirs.kind == "data" and narrower(ours.name, theirs.name)


def legal(value: str, wanted: str) -> bool:
    """Return whether a value from one of our lists is a word, which is all that TEI asks of open lists."""
    return wanted == r"token pattern=[^\p{C}\p{Z}]+" and bool(value) and not any(map(str.isspace, value))


def narrower(ours: str, theirs: str) -> bool:
    """Return whether our datatype is TEI's with more restrictions, or proven to lie in it."""
    (kind, *more), (wanted, *restrictions) = ours.split(" "), theirs.split(" ")
    return (kind == wanted and set(restrictions) <= set(more)) or (ours, theirs) in PROVEN


def attribute_faults(ours: Pattern, theirs: Pattern) -> Iterator[str | tuple[Pattern, Pattern]]:
    """Yield what our attributes break; and the two content models, for each way to give attributes."""
    states = {(ours, theirs)}
    for name in sorted({attribute.name for side in (ours, theirs) for attribute in attributes(side)}):
        following: set[tuple[Pattern, Pattern]] = set()
        for mine, tei in states:
            if any(not within(a.parts[0], choice(*(b.parts[0] for b in named(tei, name)))) for a in named(mine, name)):
                yield f"@{name} takes values that TEI refuses"
            following |= {(given(mine, name), given(tei, name)), (missing(mine, name), missing(tei, name))}
        states = {pair for pair in following if pair[0] is not NONE}
        if any(tei is NONE for _, tei in states):
            yield f"@{name} is required or refused by TEI"
            return
    yield from states


def content_faults(ours: Pattern, theirs: Pattern) -> Iterator[str]:
    """Yield the shortest sequence of children that we allow and TEI does not."""
    seen, queue = {(ours, theirs)}, [(ours, theirs, "")]
    for mine, tei, path in queue:
        if nullable(mine) and not nullable(tei):
            yield f"may end after [{path}]"
            return
        for child in sorted(first(mine)):
            pair = after(mine, child), after(tei, child)
            if pair[1] is NONE:
                yield f"allows {child} after [{path}]"
                return
            if pair not in seen:
                seen.add(pair)
                queue.append((*pair, f"{path} {child}".strip()))


def faults(ours: Pattern, theirs: Pattern) -> Iterator[str]:
    """Yield every way in which our element is wider than TEI's."""
    for fault in attribute_faults(ours, theirs):
        if isinstance(fault, str):
            yield fault
        else:
            yield from content_faults(*fault)


@pytest.fixture(scope="session")
def ours() -> Grammar:
    """Return our grammar."""
    return Grammar(SCHEMAS / "interview.rng")


@pytest.fixture(scope="session")
def theirs(conformance: Path) -> Grammar:
    """Return the grammar of all TEI."""
    return Grammar(conformance / "tei" / "tei_all.rng")


def test_every_element_lies_within_tei(ours: Grammar, theirs: Grammar) -> None:
    """No attribute, value or sequence of children is allowed that TEI refuses."""
    wider = {name: set(faults(ours.element(name), theirs.element(name))) for name in ours.elements}
    assert not {name: found for name, found in wider.items() if found}


@pytest.mark.parametrize(
    ("wide", "narrow"), [("p", "l"), ("person", "personGrp"), ("div", "body"), ("media", "graphic")]
)
def test_the_proof_sees_what_is_wider(theirs: Grammar, wide: str, narrow: str) -> None:
    """An element of TEI that allows more than another is told from it, and lies within itself."""
    assert list(faults(theirs.element(wide), theirs.element(narrow)))
    assert not list(faults(theirs.element(wide), theirs.element(wide)))


def test_each_element_is_defined_once(ours: Grammar) -> None:
    """The proof rests on it: the definition of an element is found by its name."""
    nodes = [node.get("name") for define in ours.defines.values() for node in define.iter(RNG + "element")]
    assert len(nodes) == len(set(nodes)) == len(ours.elements)
