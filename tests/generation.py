"""Random documents that a RELAX NG schema accepts, and what becomes of them by accident.

A document is made by walking through the patterns of the schema: of alternatives one is taken, of repetitions some.
Each document goes straight to one element that none has had yet. Otherwise it is left to chance, and where an element
has become large or deep enough, the shortest way out is taken. The same seed gives the same documents.

Source: RELAX NG §6.2 (what each pattern matches).
"""

from __future__ import annotations

import copy
import functools
import itertools
import math
import random
from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

from preserve.relaxng import patterns
from preserve.relaxng.names import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.relaxng.grammar import Grammar
    from preserve.relaxng.patterns import Pattern
    from preserve.xmlio import Element as Node

_TEI: Final = "http://www.tei-c.org/ns/1.0"

# About so many elements has a document, and none deeper than this but those that must be there.
_ELEMENTS: Final = 300
_DEEPEST: Final = 20
# How often, of a hundred times, an element and a word come again, and what may be left out of the attributes is given.
_REPEATED: Final = 75
_AGAIN: Final = 30
_GIVEN: Final = 25

Part: TypeAlias = "str | Node | tuple[str, str]"
"""What a pattern is made into: text, an element, or an attribute with its value."""

_WORDS: Final = (
    *("Where", "did you", "work?", " ", "\n  ", "At the harbour, ", "нине", "Жанар", "متى", "日本", "e\u0301", "👩‍🌾"),
    *("& <no tag>", "]]>", '"quoted"', "—", "\u00a0", "\u200f", "[laughs]", "1989"),
)
_POINTERS: Final = (
    *("#id1", "#third-party-1", "https://example.org/a?b=c&d#e", "../media/a.wav", "a%20b.xml", "ex:1"),
    *("urn:isbn:978-0-00-000000-2", "mailto:a@example.org", "doc.xml#xpath(//p[1])", "Жанар.xml"),
)
_KEYWORDS: Final = ("topic", "third-party", "a.b", "ключ", "x/y", "1", "#", "émigré", "–")
_ZONES: Final = ("", "Z", "+06:00", "-11:30")
_DAYS: Final = ("2024-02-29", "0001-01-01", "-0044-03-15", "12023-12-31", "1999-04-30")
_TIMES: Final = ("23:59:59", "00:00:00.001", "12:30:00")
_LENGTHS: Final = ("P0D", "PT1H5M", "P3M", "P1Y2M3DT4H5M6.789S", "PT0.5S", "P100Y")

# Texts of each datatype that our schema uses, written as a name and its parameters. What engines differ about is not
# here: jing refuses the hour 24 and the zone -14:00.
_TEXTS: Final[dict[str, tuple[str, ...]]] = {
    r"anyURI pattern=\S+": _POINTERS,
    "boolean": ("true", "false", "1", "0"),
    "date": tuple(day + zone for day in _DAYS for zone in _ZONES),
    "dateTime": tuple(f"{day}T{time}{zone}" for day in _DAYS for time in _TIMES for zone in _ZONES),
    "decimal": ("0", "-1", "+3.50", ".5", "007", "12345678901234567890.5"),
    "double maxInclusive=180 minInclusive=-180": ("180", "-180.0", "76.9115", "1e2", "-0"),
    "double maxInclusive=90 minInclusive=-90": ("90", "-90", "43.25249", "0", "4.5E1"),
    "duration pattern=P.+": _LENGTHS,
    "gDay": tuple("---31" + zone for zone in _ZONES),
    "gMonth": tuple("--02" + zone for zone in _ZONES),
    "gMonthDay": tuple(day + zone for day in ("--02-29", "--12-31") for zone in _ZONES),
    "gYear": tuple(year + zone for year in ("2023", "-0044", "12023") for zone in _ZONES),
    "gYearMonth": tuple(month + zone for month in ("2023-04", "-0044-03") for zone in _ZONES),
    "language": ("en", "kk-Cyrl", "sr-Latn-RS", "ar", "x-private", "de-1996"),
    "Name": ("u", "HIAT", "a:b", "_x", "Éa.1-2"),
    "NCName": ("interview", "_x", "Жанар", "a.1-2"),
    "nonNegativeInteger": ("0", "7", "+1", "0012", "123456789012345678901234567890"),
    "nonNegativeInteger maxInclusive=100": ("0", "100", "+60", "007"),
    "string": ("", " ", "a  b", "//p[@n = '1']", "\t", "–"),
    "string pattern=.+": (".", " ", "–"),
    "time": tuple(time + zone for time in _TIMES for zone in _ZONES),
    "token": ("", "(.+)", "a b", "  x "),
    r"token pattern=P([0-9]+[YMD])*[0-9]+[.,][0-9]+[YMD]": ("P1Y2,5M", "P0.5D"),
    r"token pattern=P([0-9]+[YMD])*T([0-9]+[HM])*[0-9]+[.,][0-9]+[HMS]": ("PT1,5H", "P1DT1H0.5M"),
    r"token pattern=P[0-9]+([.,][0-9]+)?W": ("P2W", "P1,5W", "P1.5W"),
    r"token pattern=[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*": ("audio/x-wav", "a/b+c.d"),
    r"token pattern=[\d]+(\.[\d]+){0,2}": ("4", "4.12", "4.12.0"),
    r"token pattern=[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}": ("1", "1.0rc1", "2a.3.4.5b6"),
    r"token pattern=[^\p{C}\p{Z}]+": _KEYWORDS,
    r"token pattern=[a-z][a-z0-9\+\.\-]*": ("ex", "a+b.c-1"),
}
# White space around these means something: to all, or to libxml2, which holds it against patterns.
_EXACT: Final = ("string", "pattern=")


class _Room:
    """How many more elements an element may hold.

    Attributes:
        left: So many.
        depth: How deep the element lies.
        distance: How far it is from the element that is sought; 0 where that is sought elsewhere.
    """

    def __init__(self, left: float, depth: int, distance: float) -> None:
        """Keep the measures."""
        self.left = left
        self.depth = depth
        self.distance = distance

    @property
    def is_left(self) -> bool:
        """Whether more may come than must."""
        return self.left >= 1 and self.depth < _DEEPEST

    def share(self, part: float, distance: float) -> _Room:
        """Take out room for a child, its own place included, and return it."""
        share = _Room(self.left * part, self.depth + 1, distance if distance < self.distance else 0)
        self.left -= share.left + 1
        return share


class Generator:
    """Makes documents of one schema.

    Attributes:
        used: How often each element was made, by its name.
    """

    def __init__(self, grammar: Grammar, seed: int) -> None:
        """Look for the way out of every element.

        Args:
            grammar: A schema all of whose names are listed and whose datatypes are those of our own.
            seed: Where chance begins.
        """
        self.used: Counter[str] = Counter()
        self._grammar = grammar
        self._random = random.Random(seed)  # noqa: S311 (nothing is to be kept secret)
        self._elements = [each for name in grammar.names for each in grammar.elements(name)]
        self._costs: dict[Pattern, float] = {}
        self._direct: dict[Pattern, frozenset[patterns.Element]] = {}
        self._distances: dict[Pattern, int] = {}
        self._ids = itertools.count(1)
        self._find_ways_out()

    def document(self) -> bytes:
        """Return a document."""
        self._ids = itertools.count(1)
        self._seek()
        (root,) = self._made(self._grammar.start, _Room(_ELEMENTS, 0, math.inf))
        assert not isinstance(root, str | tuple)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    # --- what is known of the schema ---------------------------------------------------------------------------------

    def _find_ways_out(self) -> None:
        """Find the least number of elements that each one must hold: again, until nothing becomes less."""
        found: dict[Pattern, float] = dict.fromkeys(self._elements, math.inf)
        known: dict[Pattern, float] = {}
        while found != known:
            known = found
            self._costs = {**found}
            found = {each: 1 + self._cost(each.content) for each in self._elements}

    def _cost(self, pattern: Pattern) -> float:
        """Return the least number of elements that match a pattern; infinite where none do."""
        if pattern not in self._costs:
            self._costs[pattern] = self._reckoned(pattern)
        return self._costs[pattern]

    def _reckoned(self, pattern: Pattern) -> float:
        """Return the cost of a pattern that is no element."""
        if isinstance(pattern, patterns.NotAllowed):
            return math.inf
        if isinstance(pattern, patterns.Attribute):
            return self._cost(pattern.content)
        costs = [self._cost(part) for part in pattern.parts]
        return min(costs) if isinstance(pattern, patterns.Choice) else sum(costs)

    def _children(self, pattern: Pattern) -> frozenset[patterns.Element]:
        """Return the elements that can match directly in a pattern."""
        if pattern not in self._direct:
            parts = (self._children(part) for part in pattern.parts)
            own = frozenset({pattern} if isinstance(pattern, patterns.Element) else ())
            self._direct[pattern] = own.union(*parts)
        return self._direct[pattern]

    @functools.cached_property
    def _parents(self) -> dict[Pattern, list[patterns.Element]]:
        """The elements in which each can stand."""
        parents: dict[Pattern, list[patterns.Element]] = {each: [] for each in self._elements}
        for parent in self._elements:
            for child in self._children(parent.content):
                parents[child].append(parent)
        return parents

    def _seek(self) -> None:
        """Choose an element that was never made, and find how far all others are from it."""
        self._distances = {}
        unused = [each for each in self._elements if not self.used[_name(each)]]
        if unused:
            self._distances[self._random.choice(unused)] = 0
        waiting = list(self._distances)
        for element in waiting:
            for parent in self._parents[element]:
                if parent not in self._distances:
                    self._distances[parent] = self._distances[element] + 1
                    waiting.append(parent)

    def _leads(self, pattern: Pattern, room: _Room) -> bool:
        """Return whether a pattern brings a document nearer to the element that is sought."""
        return any(self._distances.get(each, math.inf) < room.distance for each in self._children(pattern))

    # --- making ------------------------------------------------------------------------------------------------------

    def _happens(self, percent: int) -> bool:
        """Return true so often of a hundred times."""
        return self._random.randrange(100) < percent

    def _made(self, pattern: Pattern, room: _Room) -> Iterator[Part]:
        """Yield what matches a pattern, in order."""
        if isinstance(pattern, patterns.Element):
            yield self._element(pattern, room)
        elif isinstance(pattern, patterns.Attribute):
            yield _name(pattern), self._value(pattern.content)
        elif isinstance(pattern, patterns.Choice):
            yield from self._made(self._chosen(pattern, room), room)
        elif isinstance(pattern, patterns.OneOrMore):
            yield from self._repeated(pattern.parts[0], room)
        elif isinstance(pattern, patterns.Text | patterns.Data | patterns.Value | patterns.List):
            yield self._value(pattern)
        else:
            for part in _flat(pattern):
                yield from self._made(part, room)

    def _repeated(self, part: Pattern, room: _Room) -> Iterator[Part]:
        """Yield what matches a pattern once, or again while chance and the room allow."""
        yield from self._made(part, room)
        while room.is_left and self._happens(_REPEATED):
            yield from self._made(part, room)

    def _chosen(self, pattern: Pattern, room: _Room) -> Pattern:
        """Return one of the alternatives of a choice."""
        possible = [part for part in pattern.parts if self._cost(part) < math.inf]
        leading = [part for part in possible if self._leads(part, room)]
        if leading:
            return self._random.choice(leading)
        if not self._children(pattern):
            return self._given(possible)
        if not room.is_left:
            least = min(map(self._cost, possible))
            possible = [part for part in possible if self._cost(part) == least]
        return self._random.choice(possible)

    def _given(self, possible: list[Pattern]) -> Pattern:
        """Return an alternative of those without elements: attributes that can be left out mostly are."""
        absent = [part for part in possible if isinstance(part, patterns.Empty)]
        if absent and not self._happens(_GIVEN):
            return absent[0]
        return self._random.choice([part for part in possible if part not in absent])

    def _element(self, pattern: patterns.Element, room: _Room) -> Node:
        """Return an element with its attributes and content."""
        self.used[_name(pattern)] += 1
        distance = self._distances.get(pattern, math.inf)
        if not distance:
            self._distances = {}
        inside = room.share(self._random.uniform(0.1, 0.7), distance)
        element = etree.Element(_name(pattern), nsmap={None: _TEI})
        for part in self._made(pattern.content, inside):
            if isinstance(part, tuple):
                element.set(*part)
            elif isinstance(part, str):
                _append(element, part)
            else:
                element.append(part)
        return element

    def _value(self, pattern: Pattern) -> str:
        """Return a text that matches the pattern of a value."""
        if isinstance(pattern, patterns.Choice):
            return self._value(self._random.choice(pattern.parts))
        if isinstance(pattern, patterns.Value):
            return pattern.value
        if isinstance(pattern, patterns.Data):
            return self._text(pattern)
        if isinstance(pattern, patterns.List):
            return self._random.choice((" ", "  ", "\n")).join(self._words(pattern.parts[0]))
        assert isinstance(pattern, patterns.Text), pattern
        return self._random.choice(_WORDS)

    def _words(self, pattern: Pattern) -> Iterator[str]:
        """Yield the words of a list."""
        if isinstance(pattern, patterns.OneOrMore):
            yield from self._words(pattern.parts[0])
            while self._happens(_AGAIN):
                yield from self._words(pattern.parts[0])
        elif isinstance(pattern, patterns.Group):
            for part in pattern.parts:
                yield from self._words(part)
        else:
            yield self._value(pattern)

    def _text(self, pattern: patterns.Data) -> str:
        """Return a text of a datatype, sometimes with white space around it where that means nothing."""
        datatype = pattern.datatype
        if datatype.name == "ID":
            return f"id{next(self._ids)}"
        facets = sorted(f"{name}={value}" for name, value in datatype.parameters)
        kind = " ".join([datatype.name, *facets])
        text = self._random.choice(_TEXTS[kind])
        return text if any(mark in kind for mark in _EXACT) or not self._happens(10) else f" {text} "


def _flat(pattern: Pattern) -> Iterable[Pattern]:
    """Yield the parts of a sequence, however long, without recursion."""
    while isinstance(pattern, patterns.Group | patterns.Interleave):
        yield pattern.parts[0]
        pattern = pattern.parts[1]
    if not isinstance(pattern, patterns.Empty):
        yield pattern


def _name(pattern: patterns.Element | patterns.Attribute) -> str:
    """Return the one name of an element or attribute.

    Raises:
        AssertionError: The schema allows several, between which nobody chose.
    """
    assert isinstance(pattern.names, Name), pattern.names
    return pattern.names.name


def _append(element: Node, text: str) -> None:
    """Add text behind what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a document in which one element or attribute was lost, doubled, moved, renamed or emptied.

    Args:
        data: The document; its root must hold elements.
        chance: What chooses.
    """
    root = etree.fromstring(data, etree.XMLParser(collect_ids=False))
    elements = list(root.iterdescendants("*"))
    chance.choice(_DAMAGES)(chance.choice(elements), chance.choice(elements), chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _lose(element: Node, other: Node, chance: random.Random) -> None:
    """Remove an element with all that it holds."""
    del other, chance
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _double(element: Node, other: Node, chance: random.Random) -> None:
    """Put a copy of an element behind it."""
    del other, chance
    element.addnext(copy.deepcopy(element))


def _move(element: Node, other: Node, chance: random.Random) -> None:
    """Put a copy of an element somewhere into another."""
    other.insert(chance.randint(0, len(other)), copy.deepcopy(element))


def _rename(element: Node, other: Node, chance: random.Random) -> None:
    """Give an element the name of another."""
    del chance
    element.tag = other.tag


def _exchange(element: Node, other: Node, chance: random.Random) -> None:
    """Give an element the attributes of another instead of its own."""
    del chance
    element.attrib.clear()
    element.attrib.update(other.attrib)


def _empty(element: Node, other: Node, chance: random.Random) -> None:
    """Take what an element holds."""
    del other, chance
    element[:] = []
    element.text = None


def _write(element: Node, other: Node, chance: random.Random) -> None:
    """Add a word to what an element holds."""
    del other
    _append(element, chance.choice(("x", " ", "\n  ")))


_DAMAGES: Final = (_lose, _double, _move, _rename, _exchange, _empty, _write)
