"""The ODD says what the grammar and the rules say: elements, attributes, closed lists, obligations and codes.

The ODD is read as a program that makes schemas of it would: an element has the attributes that TEI gives it, without
the classes that the ODD deletes or that the element leaves, and without the attributes that the ODD deletes from a
class or from the element. TEI's own classes are taken from the schema of all TEI, which keeps them as definitions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree

from preserve import findings, xmlio
from preserve.relaxng import Schema
from preserve.resources import CODES, RULES, SCHEMAS
from preserve.schematron import Rules
from tests.conftest import FLAGSHIP, GOOD
from tests.test_schema_within_tei import NONE, Grammar, attributes, missing, named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.test_schema_within_tei import Pattern

ODD: Final = SCHEMAS / "interview.odd"
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES: Final = "{http://www.tei-c.org/ns/Examples}"
RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
SCHEMATRON: Final = "{http://purl.oclc.org/dsdl/schematron}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"

# How many elements of each of TEI's modules we use.
MODULES: Final = {
    "header": 57,
    "core": 66,
    "textstructure": 22,
    "spoken": 13,
    "namesdates": 41,
    "corpus": 5,
    "linking": 6,
    "analysis": 2,
    "figures": 5,
    "transcr": 2,
}
# Classes of attributes that our elements have in all of TEI, from modules that we do not use.
ELSEWHERE: Final = {
    "att.enjamb": "verse",
    "att.metrical": "verse",
    "att.msExcerpt": "msdescription",
    "att.performed": "drama",
    "att.translatable": "tagdocs",
}


@dataclass(frozen=True, slots=True)
class Given:
    """An attribute of an element of TEI, and the classes through which it comes, the element's own first."""

    name: str
    classes: tuple[str, ...]


class Odd:
    """What the ODD changes in TEI."""

    def __init__(self, root: etree._Element) -> None:
        """Keep the specifications."""
        self.root = root

    def specs(self, kind: str, mode: str) -> dict[str, etree._Element]:
        """Return the specifications of classes or elements with one mode by the names of what they specify."""
        return {str(node.get("ident")): node for node in self.root.iter(f"{TEI}{kind}") if node.get("mode") == mode}

    @cached_property
    def modules(self) -> dict[str, list[str]]:
        """The elements of each module."""
        return {str(node.get("key")): node.get("include", "").split() for node in self.root.iter(f"{TEI}moduleRef")}

    @cached_property
    def elements(self) -> list[str]:
        """All elements."""
        return [name for names in self.modules.values() for name in names]

    @cached_property
    def deleted_classes(self) -> set[str]:
        """The classes of attributes that are not there."""
        return set(self.specs("classSpec", "delete"))

    @cached_property
    def left_classes(self) -> set[tuple[str, str]]:
        """The classes that elements leave; (element, class)."""
        members = self.root.iter(f"{TEI}memberOf")
        return {(owner(node), str(node.get("key"))) for node in members if node.get("mode") == "delete"}

    def definitions(self, mode: str) -> Iterator[tuple[tuple[str, str], etree._Element]]:
        """Yield the definitions of attributes with one mode; (class or element, attribute) and the definition."""
        for node in self.root.iter(f"{TEI}attDef"):
            if node.get("mode") == mode:
                yield (owner(node), str(node.get("ident"))), node

    @cached_property
    def deleted(self) -> set[tuple[str, str]]:
        """The attributes that are deleted from classes or elements."""
        return {key for key, _ in self.definitions("delete")}

    @cached_property
    def required(self) -> set[tuple[str, str]]:
        """The attributes that are obligatory; (element, attribute)."""
        return {key for key, node in self.definitions("change") if node.get("usage") == "req"}

    @cached_property
    def lists(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The closed lists of values; (class or element, attribute) and the values, in order."""
        lists = ((key, node.find(f"{TEI}valList[@type='closed']")) for key, node in self.definitions("change"))
        return {
            key: tuple(sorted(str(item.get("ident")) for item in node.iter(f"{TEI}valItem")))
            for key, node in lists
            if node is not None
        }

    @cached_property
    def rules(self) -> list[etree._Element]:
        """The constraints that stand for our rules."""
        return list(self.root.iter(f"{TEI}constraintSpec"))

    def keeps(self, element: str, given: Given) -> bool:
        """Return whether an element still has an attribute that it has in all of TEI."""
        first, last = (given.classes[0], given.classes[-1]) if given.classes else (element, element)
        return (
            set(given.classes).isdisjoint({*self.deleted_classes, *ELSEWHERE})
            and (element, first) not in self.left_classes
            and self.deleted.isdisjoint({(last, given.name), (element, given.name)})
        )


def owner(node: etree._Element) -> str:
    """Return the class or element in whose specification a node stands."""
    spec = next(node.iterancestors(f"{TEI}classSpec", f"{TEI}elementSpec"))
    return str(spec.get("ident"))


class AllTei:
    """The attributes of TEI's elements, with the classes that give them."""

    def __init__(self, path: Path) -> None:
        """Read the schema of all TEI."""
        root = etree.parse(path).getroot()
        self.defines = {str(node.get("name")): node for node in root.iter(f"{RNG}define")}

    def given(self, element: str) -> set[Given]:
        """Return the attributes of an element."""
        return set(self.within(self.defines[element], ()))

    def within(self, node: etree._Element, classes: tuple[str, ...]) -> Iterator[Given]:
        """Yield the attributes in a node of the schema and in what it refers to; those of children stand elsewhere."""
        for child in node.iterchildren(f"{RNG}*"):
            name = str(child.get("name"))
            if child.tag == f"{RNG}attribute":
                yield Given(name, classes)
            elif child.tag == f"{RNG}ref" and name.startswith("att."):
                given = re.split(r"\.attributes?\b", name)[0]
                yield from self.within(self.defines[name], classes if classes[-1:] == (given,) else (*classes, given))
            elif child.tag != f"{RNG}ref":
                yield from self.within(child, classes)


@pytest.fixture(scope="session")
def odd() -> Odd:
    """Return our ODD."""
    return Odd(etree.parse(ODD).getroot())


@pytest.fixture(scope="session")
def ours() -> Grammar:
    """Return our grammar."""
    return Grammar(SCHEMAS / "interview.rng")


@pytest.fixture(scope="session")
def all_tei(conformance: Path) -> AllTei:
    """Return TEI's attributes."""
    return AllTei(conformance / "tei" / "tei_all.rng")


def names(grammar: Grammar, element: str) -> set[str]:
    """Return the names of the attributes of an element of our grammar."""
    return {attribute.name for attribute in attributes(grammar.element(element))}


def closed(pattern: Pattern) -> tuple[str, ...]:
    """Return the values between which an attribute has the choice; none where it is of a datatype."""
    if pattern.kind == "value":
        return (pattern.name,)
    if any(part.kind in {"data", "text"} for part in pattern.parts):
        return ()
    return tuple(sorted(value for part in pattern.parts for value in closed(part)))


def lists(grammar: Grammar) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return all closed lists of our grammar; (element, attribute) and the values, in order."""
    found = {
        (element, attribute.name): closed(attribute.parts[0])
        for element in grammar.elements
        for attribute in attributes(grammar.element(element))
    }
    return {key: values for key, values in found.items() if values}


def test_the_elements_are_those_of_the_grammar(odd: Odd, ours: Grammar) -> None:
    """Each element is taken once, from one module, and none is missing."""
    assert sorted(odd.elements) == sorted(ours.elements)
    assert {module: len(names) for module, names in odd.modules.items()} == {"tei": 0, **MODULES}
    assert set(odd.modules).isdisjoint(ELSEWHERE.values())


def test_nothing_is_specified_twice_or_for_nothing(odd: Odd) -> None:
    """An element, a class and an attribute in it have one place; what is changed is an element that we have."""
    specified = [str(node.get("ident")) for node in odd.root.iter(f"{TEI}elementSpec", f"{TEI}classSpec")]
    assert len(specified) == len(set(specified))
    assert set(odd.specs("elementSpec", "change")) == {name for name in specified if not name.startswith("att.")}
    assert set(odd.specs("elementSpec", "change")) <= set(odd.elements)
    defined = [(owner(node), node.get("ident")) for node in odd.root.iter(f"{TEI}attDef")]
    assert len(defined) == len(set(defined))


def test_all_specifications_are_part_of_the_schema(odd: Odd) -> None:
    """The schema takes in each group of specifications, once, in the order in which they are explained."""
    groups = [str(node.get(f"{XML}id")) for node in odd.root.iter(f"{TEI}specGrp")]
    assert [node.get("target") for node in odd.root.iter(f"{TEI}specGrpRef")] == [f"#{group}" for group in groups]
    schema = next(odd.root.iter(f"{TEI}schemaSpec"))
    assert (schema.get("ident"), schema.get("start")) == ("interview", "TEI teiCorpus")
    assert schema.get("source") == "tei:4.12.0"


def test_what_is_deleted_is_not_in_the_grammar(odd: Odd, ours: Grammar) -> None:
    """And what is changed is."""
    for element in odd.specs("elementSpec", "change"):
        gone = {attribute for spec, attribute in odd.deleted if spec == element}
        changed = {attribute for (spec, attribute), _ in odd.definitions("change") if spec == element}
        assert gone.isdisjoint(names(ours, element)), element
        assert changed <= names(ours, element), element


def test_obligatory_attributes_are_those_of_the_grammar(odd: Odd, ours: Grammar) -> None:
    """All of them are named, TEI's own as well."""
    patterns = {element: ours.element(element) for element in ours.elements}
    assert odd.required == {
        (element, name)
        for element, pattern in patterns.items()
        for name in names(ours, element)
        if missing(pattern, name) is NONE
    }


def test_closed_lists_are_those_of_the_grammar(odd: Odd, ours: Grammar) -> None:
    """Of elements exactly; of classes wherever an attribute has the name and no list of its own."""
    wanted = lists(ours)
    of_classes = {name: values for (spec, name), values in odd.lists.items() if spec.startswith("att.")}
    of_elements = {key: values for key, values in odd.lists.items() if not key[0].startswith("att.")}
    inherited = {(element, name) for element in ours.elements for name in names(ours, element) & set(of_classes)}
    assert sorted(of_classes) == ["break", "cert", "evidence", "full", "precision"]
    assert {key: of_classes[key[1]] for key in inherited - set(of_elements)} | of_elements == wanted


def test_every_value_is_explained(odd: Odd) -> None:
    """No list is a mere list."""
    for item in odd.root.iter(f"{TEI}valItem"):
        assert " ".join(item.findtext(f"{TEI}desc", "").split()), item.get("ident")


def test_the_attributes_of_every_element_are_those_of_the_grammar(odd: Odd, ours: Grammar, all_tei: AllTei) -> None:
    """What TEI gives, less what the ODD takes away, is what our grammar allows."""
    stated = {
        element: sorted({given.name for given in all_tei.given(element) if odd.keeps(element, given)})
        for element in odd.elements
    }
    assert stated == {element: sorted(names(ours, element)) for element in ours.elements}


def test_everything_that_is_taken_away_was_there(odd: Odd, all_tei: AllTei) -> None:
    """No class and no attribute is deleted that no element of ours would have."""
    given = {(element, each) for element in odd.elements for each in all_tei.given(element)}
    classes = {name for _, each in given for name in each.classes}
    assert odd.deleted_classes <= classes
    assert set(ELSEWHERE) <= classes
    assert odd.left_classes <= {(element, each.classes[0]) for element, each in given if each.classes}
    owned = {(name, each.name) for element, each in given for name in (element, *each.classes[-1:])}
    assert odd.deleted <= owned


def test_lists_of_classes_are_those_of_their_members(odd: Odd, ours: Grammar, all_tei: AllTei) -> None:
    """An attribute whose list a class closes comes from that class in every element that has it."""
    for (spec, name), values in odd.lists.items():
        members = [element for element in odd.elements if name in names(ours, element)]
        if spec.startswith("att."):
            for element in members:
                classes = {each.classes[-1:] for each in all_tei.given(element) if each.name == name}
                assert classes in ({(spec,)}, {()}), (element, name)
                assert closed(named(ours.element(element), name)[0].parts[0]) == values


def test_the_rules_are_those_of_the_table(odd: Odd) -> None:
    """Each rule has its constraint, with the severity and the title that the table gives its code."""
    stated = {str(rule.get("ident")): (rule.get("type"), rule.findtext(f"{TEI}desc")) for rule in odd.rules}
    asserted = {
        str(node.get("id")) for node in xmlio.read(RULES).root.iter(f"{SCHEMATRON}assert", f"{SCHEMATRON}report")
    }
    wanted = {code.code: (code.severity.value, code.title) for code in findings.codes() if code.code in asserted}
    assert {code: (kind, " ".join((title or "").split())) for code, (kind, title) in stated.items()} == wanted
    assert set(wanted) == asserted
    assert len(odd.rules) == len(asserted)


def test_the_rules_are_grouped_as_they_stand(odd: Odd) -> None:
    """By the patterns of the rules, under the same titles; and each points to its place there."""
    groups = {
        str(pattern.get("id")): {
            str(node.get("id")) for node in pattern.iter(f"{SCHEMATRON}assert", f"{SCHEMATRON}report")
        }
        for pattern in xmlio.read(RULES).root.iter(f"{SCHEMATRON}pattern")
    }
    stated: dict[str, set[str]] = {}
    for rule in odd.rules:
        group = str(next(rule.iterancestors(f"{TEI}specGrp")).get(f"{XML}id")).removeprefix("rules-")
        stated.setdefault(group, set()).add(str(rule.get("ident")))
        assert rule.get("corresp") == f"{RULES.name}#{rule.get('ident')}"
        assert rule.get("scheme") == "schematron"
    assert stated == {group: codes for group, codes in groups.items() if codes}


def test_it_is_itself_a_document_of_tei(conformance: Path) -> None:
    """It is valid against all of TEI, with the rules that are embedded there for ODDs among others."""
    schema = conformance / "tei" / "tei_all.rng"
    document = xmlio.read(ODD)
    rules = Rules.embedded(schema)
    assert Schema(schema).faults(document) == ()
    assert rules is not None
    assert rules.failures(document) == ()


def test_the_examples_follow_the_grammar(odd: Odd, ours: Grammar) -> None:
    """They use elements and attributes that we have, with all that are obligatory."""
    examples = [node for example in odd.root.iter(f"{EXAMPLES}egXML") for node in example.iterdescendants("*")]
    assert len(examples) > 20
    for node in examples:
        name = str(node.tag).removeprefix(EXAMPLES)
        given = {str(key).replace(XML, "xml:") for key in node.attrib}
        assert given <= names(ours, name), name
        assert {attribute for element, attribute in odd.required if element == name} <= given, name


def test_the_prose_speaks_of_what_there_is(odd: Odd, ours: Grammar) -> None:
    """Each element named in the prose is ours, and each link leads to a file or a section."""
    assert {node.text for node in odd.root.iter(f"{TEI}gi")} <= set(ours.elements)
    sections = {node.get(f"{XML}id") for node in odd.root.iter()}
    for link in odd.root.iter(f"{TEI}ptr"):
        target = str(link.get("target"))
        assert target[1:] in sections if target.startswith("#") else (ODD.parent / target).is_file()
    assert CODES.name in "".join(odd.root.itertext())


@pytest.mark.parametrize("path", [GOOD / "rich-header.xml", FLAGSHIP], ids=lambda path: path.stem)
def test_interviews_point_to_it(path: Path) -> None:
    """From where they lie in the checkout; the flagship lies in a bag as it lies here, beside the schemas."""
    if not path.is_file():
        pytest.skip("tei/ is left out of the sdist")
    (reference,) = xmlio.read(path).root.iter(f"{TEI}schemaRef")
    assert (reference.get("type"), reference.get("key")) == ("ODD", "interview")
    assert (path.parent / str(reference.get("url"))).read_bytes() == ODD.read_bytes()
    assert path != FLAGSHIP or reference.get("url") == "../schemas/interview.odd"
