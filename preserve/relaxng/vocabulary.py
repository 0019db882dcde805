"""The names of a schema, as they are told to people, and which of them a document uses."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from preserve.errors import shortened
from preserve.relaxng import names
from preserve.relaxng.spelling import XML, Speller, from_html, goes_with, is_half_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from preserve.relaxng.grammar import Grammar
    from preserve.relaxng.patterns import Attribute, Element
    from preserve.relaxng.states import Machine, State
    from preserve.xmlio import Document
    from preserve.xmlio import Element as Source

# A list names so many things, and then says how many it leaves out.
LISTED: Final = 6
_LONGEST_NAME: Final = 40
_LONGEST_SENTENCE: Final = 190
# So much of a documentation is looked at for its first sentence.
_LOOKED_AT: Final = 1000
# What TEI writes before and behind an explanation: the name in full, the sections of its Guidelines.
_GLOSS: Final = re.compile(r"^\((?:[^()]|\([^()]*\))*\)\s*")
_SECTIONS: Final = re.compile(r"\s*\[[^\[\]]*\]\s*$|\s*\(TEI P5[^()]*\)")
_VALUES: Final = re.compile(r"\s*(?:(?:Suggested|Sample) values include|The allowed values are)\b.*$")
_SENTENCE: Final = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.;:](?:\s|$)")
# What ends so goes on behind its colon.
_OPEN: Final = re.compile(r"\b(?:to|example|includ(?:e|es|ing)|such as|following|namely)$")
# What most documents of TEI are made of, so that it is named before the rest.
_COMMON: Final = tuple(
    "p div u sp head seg ab note persName placeName orgName date name rs title hi emph ref quote q term foreign gap "
    "list item lg l person org place bibl desc corr sic reg orig expan abbr figure milestone pb lb".split()
)


class Vocabulary:
    """The names of one schema, with a view to one document.

    Attributes:
        speller: Finds the name that was meant.
    """

    def __init__(self, grammar: Grammar, machine: Machine, document: Document) -> None:
        """Stand ready; nothing is counted before it is needed."""
        self._grammar = grammar
        self._machine = machine
        self._document = document
        self._begins: dict[str, State] = {}
        self.speller = Speller()

    @functools.cached_property
    def all(self) -> tuple[str, ...]:
        """The names of all elements of the schema that are listed one by one."""
        return self._grammar.names

    @functools.cached_property
    def _set(self) -> frozenset[str]:
        """The same, to be looked up."""
        return frozenset(self.all)

    @functools.cached_property
    def _uris(self) -> Counter[str]:
        """The namespaces of the schema, with the number of their elements."""
        return Counter(names.namespace(name) for name in self.all)

    @functools.cached_property
    def home(self) -> str:
        """The namespace that most elements of the schema are in."""
        return max(self._uris, key=lambda uri: self._uris[uri], default="")

    @functools.cached_property
    def _namesakes(self) -> dict[str, str]:
        """A name of the schema for each local part, of its main namespace where there are several."""
        ordered = sorted(self.all, key=lambda name: names.namespace(name) == self.home)
        return {names.local(name): name for name in ordered}

    @functools.cached_property
    def _used(self) -> Counter[str]:
        """How often the document has each of its elements."""
        return Counter(str(element.tag) for element in self._document.root.iter("*"))

    @functools.cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        """How often the document has each of its elements as a child of each other one."""
        parents = ((element.getparent(), element) for element in self._document.root.iter("*"))
        return Counter((str(parent.tag), str(element.tag)) for parent, element in parents if parent is not None)

    @functools.cached_property
    def _attribute_pairs(self) -> Counter[tuple[str, str]]:
        """How often the document has each attribute on each element."""
        elements = self._document.root.iter("*")
        return Counter((str(element.tag), str(key)) for element in elements for key in element.attrib)

    def has(self, name: str) -> bool:
        """Return whether the schema lists an element."""
        return name in self._set

    def is_foreign(self, uri: str) -> bool:
        """Return whether the schema lists no element of a namespace."""
        return uri not in self._uris

    def namesake(self, name: str) -> str | None:
        """Return the element of the schema that is called so in whatever namespace, or None."""
        return self._namesakes.get(names.local(name))

    def meant(self, name: str, expected: Sequence[str]) -> str | None:
        """Return the element that was probably meant, of those expected if possible, or None."""
        return self.speller.element(name, expected) or self.speller.element(name, self.all, is_expected=False)

    def usual(self, name: str) -> str | None:
        """Return the element of the schema that people mean who write a name of HTML, or None."""
        return self.speller.usual(name, self._namesakes)

    def from_html(self, node: Source, name: str) -> tuple[str, ...]:
        """Return the elements of the schema for what HTML calls as TEI calls something else, the likelier first."""
        found = from_html(name, map(str, node.attrib))
        return tuple(self._namesakes[each] for each in found if each in self._namesakes)

    @functools.cached_property
    def _by_attribute(self) -> dict[str, tuple[str, ...]]:
        """The elements that list each attribute, those first that have it most often in the document."""
        found: dict[str, dict[str, None]] = {}
        for name in self.all:
            for element in self.elements(name):
                for key in self._machine.derivatives.bearing(element.content)[0]:
                    found.setdefault(key, {})[name] = None
        pairs = self._attribute_pairs
        return {
            key: tuple(sorted(carriers, key=lambda name, key=key: (-pairs[name, key], _rank(name))))  # type: ignore[misc]
            for key, carriers in found.items()
        }

    def carriers(self, key: str) -> tuple[str, ...]:
        """Return the elements that list an attribute, the likeliest first."""
        return self._by_attribute.get(key, ())

    def elements(self, name: str) -> tuple[Element, ...]:
        """Return the definitions of an element."""
        return self._grammar.elements(name)

    def begin(self, name: str) -> State:
        """Return the state in which an element begins that stands nowhere in particular."""
        if name not in self._begins:
            self._begins[name] = self._machine.contents(self.elements(name))
        return self._begins[name]

    def children(self, found: Sequence[str], parent: str, present: Collection[str] = ()) -> tuple[str, ...]:
        """Return children of an element, the likeliest first where they are many: what the document has there most.

        Args:
            found: The children.
            parent: The element.
            present: Those that it has; what makes a pair with one of them comes first.
        """
        if len(found) <= LISTED:
            ranked = sorted(found, key=lambda name: name == parent)
        else:
            pairs = self._pairs
            ranked = sorted(found, key=lambda name: (-pairs[parent, name], name == parent, _rank(name)))
        if present:
            ranked.sort(key=lambda name: is_half_of(name, present) - goes_with(name, present))
        return tuple(ranked)

    def parents(self, found: Sequence[str], child: str | None = None) -> tuple[str, ...]:
        """Return elements, the likeliest first: those in which the document has a child most, then its most used."""
        pairs, used = self._pairs, self._used
        return tuple(sorted(found, key=lambda name: (-pairs[name, child or ""], -used[name], _rank(name))))

    def is_common(self, name: str) -> bool:
        """Return whether the document, or most documents of TEI, have an element."""
        return name in self._used or _rank(name) < len(_COMMON)

    def explained(self, name: str) -> str | None:
        """Return what the schema says of an element, in a sentence, or None."""
        for element in self.elements(name):
            if said := self.said(element):
                return f"{shown(name)}: {said}"
        return None

    def said(self, pattern: Element | Attribute) -> str | None:
        """Return the documentation of a pattern, in a sentence, or None."""
        text = self._grammar.documentation(pattern)
        return sentence(text) if text else None


def _rank(name: str) -> int:
    """Return the place of a name among the common ones."""
    part = names.local(name)
    return _COMMON.index(part) if part in _COMMON else len(_COMMON)


def sentence(text: str) -> str | None:
    """Return the first sentence of a documentation, or None where it is too long to help."""
    plain = _GLOSS.sub("", _SECTIONS.sub("", _VALUES.sub("", " ".join(text.split())[:_LOOKED_AT])))
    parts = (plain[: end.start()].strip() for end in _SENTENCE.finditer(plain))
    first = next((part for part in parts if _is_whole(part)), plain.strip())
    return f"{first.rstrip('.')}." if first and len(first) <= _LONGEST_SENTENCE else None


def _is_whole(text: str) -> bool:
    """Return whether a text says something without what follows."""
    return text.count("(") <= text.count(")") and not _OPEN.search(text)


def shown(name: str) -> str:
    """Return a name as a tag, without its namespace."""
    return f"<{short(names.local(name))}>"


def attribute(name: str) -> str:
    """Return the name of an attribute as documents write it."""
    prefix = "xml:" if name.startswith(XML) else ""
    return short(prefix + names.local(name))


def short(text: str, limit: int = _LONGEST_NAME) -> str:
    """Return a text as one line of a bearable length."""
    line = " ".join(text.split())
    return shortened(line, limit)


def listing(told: Iterable[str], word: str = "or", limit: int = LISTED) -> str:
    """Return things in a row, at most so many, with a word before the last one."""
    found = list(told)
    if len(found) > limit + 1:
        return f"{', '.join(found[:limit])} … {word} {len(found) - limit} others"
    return f" {word} ".join(filter(None, [", ".join(found[:-1]), found[-1] if found else ""]))
