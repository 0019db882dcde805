"""What `preserve explain` says, and that its examples are what they are said to be."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from click.shell_completion import ShellComplete
from lxml import etree

from preserve import findings, report
from preserve.cli import main
from preserve.findings import Code, Severity
from preserve.resources import SCHEMA

if TYPE_CHECKING:
    from tests.conftest import Command

RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
WRAPPER: Final = (
    '<x xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude" '
    'xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">{}</x>'
)
XML: Final = ("XML", "TEI", "INT", "REF", "COL", "XSL")
# What is shown of these is no XML, or not meant to be.
NO_XML: Final = {
    ("XML-001", "wrong"): "it is the fault itself",
    ("TEI-013", "wrong"): "it is a call",
    ("TEI-013", "right"): "it is a call",
    ("TEI-015", "wrong"): "it is a call",
    ("TEI-015", "right"): "it is a call",
}
# What is shown as right of these is cut short where nothing of it matters, or is no part of an interview.
CUT: Final = {
    "XML-002": "an interview, of which only the root is shown",
    "XML-005": "an interview, of which only the root is shown",
    "XML-006": "an interview, of which only the root is shown",
    "XML-007": "an interview, of which only the root is shown",
    "XML-008": "an interview, of which only the root is shown",
    "XML-011": "an interview, of which only the root is shown",
    "REF-003": "an interview, of which only the root is shown",
    "TEI-012": "our schema has no attribute of this kind",
}
CODE: Final = Code(
    code="INT-004",
    severity=Severity.WARNING,
    title="An interviewee who never speaks",
    explanation="The text has turns. " * 8,
    hint="Look at the roles.",
    source="TEI P5, particDesc",
    wrong='<u who="#b"/>\n<u/>\n',
    right='<u who="#a"/>',
)


def parsed(example: str) -> etree._Element:
    """Return an example as a tree: a document, or fragments in an element of no meaning."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)
    if example.startswith("<?xml "):
        return etree.fromstring(example.encode(), parser)
    return etree.fromstring(WRAPPER.format(example).encode(), parser)


def fragments(code: Code) -> list[etree._Element]:
    """Return the outermost elements of what is right."""
    root = parsed(code.right)
    outer = [root] if code.right.startswith("<?xml ") else list(root.iterchildren(etree.Element))
    return [element for element in outer if str(element.tag).startswith(TEI)]


SHOWN: Final = [
    pytest.param(code.code, text, id=f"{code.code}-{kind}")
    for code in findings.codes()
    for kind, text in (("wrong", code.wrong), ("right", code.right))
    if code.code.startswith(XML) and (code.code, kind) not in NO_XML
]


@pytest.fixture(scope="module")
def grammar() -> etree._ElementTree[etree._Element]:
    """Return our schema."""
    return etree.parse(SCHEMA)


@pytest.fixture(scope="module")
def schemas() -> dict[str, etree.RelaxNG]:
    """Return where schemas are kept that begin with an element, compiled once."""
    return {}


def beginning_with(name: str, grammar: etree._ElementTree[etree._Element]) -> etree.RelaxNG | None:
    """Return our schema for documents whose outermost element is another; None where it has no such element."""
    copy = etree.fromstring(etree.tostring(grammar))
    defined = {str(define.get("name")) for define in copy.iter(f"{RNG}define") if defines(define, name)}
    if not defined:
        return None
    (start,) = copy.iter(f"{RNG}start")
    for child in list(start):
        start.remove(child)
    choice = etree.SubElement(start, f"{RNG}choice")
    for each in sorted(defined):
        etree.SubElement(choice, f"{RNG}ref", name=each)
    return etree.RelaxNG(copy)


def defines(define: etree._Element, name: str) -> bool:
    """Return whether a definition is that of an element."""
    return any(element.get("name") == name for element in define.iterchildren(f"{RNG}element"))


@pytest.mark.parametrize("code", findings.codes(), ids=lambda code: code.code)
def test_every_code_has_examples(code: Code) -> None:
    """A wrong and a right one, short, that differ."""
    for example in (code.wrong, code.right):
        assert example.strip()
        assert len(example.strip("\n").split("\n")) <= 8
        assert max(map(len, example.split("\n"))) <= 120
    assert code.wrong != code.right


@pytest.mark.parametrize(("code", "example"), SHOWN)
def test_examples_are_xml(code: str, example: str) -> None:
    """Whoever copies one gets no fault that is not spoken of."""
    assert parsed(example) is not None, code


@pytest.mark.parametrize("key", NO_XML, ids="-".join)
def test_what_is_said_to_be_no_xml_is_none(key: tuple[str, str]) -> None:
    """The list of exceptions is no longer than it must be."""
    code = findings.find_code(key[0])
    assert code
    example = code.wrong if key[1] == "wrong" else code.right
    if example.startswith("$ "):
        return
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(example.encode() if example.startswith("<?xml ") else WRAPPER.format(example).encode())


@pytest.mark.parametrize(
    "code",
    [code for code in findings.codes() if code.code.startswith(XML) and (code.code, "right") not in NO_XML],
    ids=lambda code: code.code,
)
def test_what_is_right_is_valid(
    code: Code, grammar: etree._ElementTree[etree._Element], schemas: dict[str, etree.RelaxNG]
) -> None:
    """Each fragment is an element of our schema as the schema wants it."""
    for element in fragments(code):
        name = etree.QName(element).localname
        schema = schemas.get(name) or beginning_with(name, grammar)
        if schema is None or code.code in CUT:
            continue
        schemas[name] = schema
        alone = etree.fromstring(etree.tostring(element, with_tail=False))
        assert schema.validate(alone), f"{etree.tostring(alone).decode()}\n{schema.error_log}"


def test_a_code_is_explained() -> None:
    """Title, severity, why, how to mend it, where it is written, and both examples."""
    assert list(report.explained(CODE)) == [
        "INT-004  warning  An interviewee who never speaks",
        "",
        "  The text has turns. The text has turns. The text has turns. The text has turns. The text has",
        "  turns. The text has turns. The text has turns. The text has turns.",
        "",
        "  hint  Look at the roles.",
        "",
        "  see   TEI P5, particDesc",
        "",
        "  wrong",
        '    <u who="#b"/>',
        "    <u/>",
        "  right",
        '    <u who="#a"/>',
    ]


def test_all_codes_are_listed(preserve: Command) -> None:
    """By group, one a line, in the order of their numbers."""
    outcome = preserve("explain")
    assert (outcome.code, outcome.err) == (0, "")
    listed = re.findall(r"(?m)^  ([A-Z]{3}-\d{3})  (error|warning|info) +\S", outcome.out)
    assert dict(listed) == {code.code: code.severity.value for code in findings.codes()}
    assert len(listed) == len(findings.codes())
    groups = re.findall(r"(?m)^([A-Z]{3})- \S", outcome.out)
    assert groups[:2] == ["XML", "TEI"]
    assert len(groups) == len(set(groups))
    for group in groups:
        numbers = [code for code, _ in listed if code.startswith(group)]
        assert numbers == sorted(numbers)


def test_codes_are_explained_in_the_order_asked(preserve: Command) -> None:
    """Each once, in any case of letters."""
    outcome = preserve("explain", "ref-002", "INT-004", "Ref-002")
    assert outcome.code == 0
    assert re.findall(r"(?m)^([A-Z]{3}-\d{3})  ", outcome.out) == ["REF-002", "INT-004"]
    assert "  wrong\n" in outcome.out
    assert "  right\n" in outcome.out


def test_a_group_is_listed(preserve: Command) -> None:
    """By its prefix, with or without the hyphen."""
    outcome = preserve("explain", "ref")
    assert outcome.out == preserve("explain", "REF-").out
    assert outcome.out.startswith("REF- pointers, ids and files\n  REF-001  error    An id given twice\n")
    assert "INT-" not in outcome.out


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("int-4", "Did you mean INT-004?"),
        ("INT4", "Did you mean INT-004?"),
        ("INT_0004", "Did you mean INT-004?"),
        ("INT-O04", "Did you mean INT-004?"),
        ("RFE-002", "Did you mean REF-002?"),
        ("nonsense", "List all codes with: preserve explain"),
        ("", "List all codes with: preserve explain"),
        ("INT-999", None),
    ],
)
def test_an_unknown_code_is_a_usage_error(name: str, hint: str | None, preserve: Command) -> None:
    """With what may have been meant; nothing is explained then."""
    outcome = preserve("explain", "REF-002", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"preserve: there is no code “{name}”\n" in outcome.err
    assert hint is None or outcome.err.endswith(f"      hint  {hint}\n")


def test_codes_as_json(preserve: Command) -> None:
    """Every field of the table; all codes where none is named."""
    outcome = preserve("explain", "--format", "json", "int-004")
    (read,) = json.loads(outcome.out)["codes"]
    assert list(read) == ["code", "severity", "title", "explanation", "hint", "source", "wrong", "right"]
    assert (read["code"], read["severity"]) == ("INT-004", "warning")
    every = json.loads(preserve("explain", "--format", "json").out)["codes"]
    assert [each["code"] for each in every] == [code.code for code in findings.codes()]


def test_shells_complete_codes() -> None:
    """As click lets them: by what a code begins with."""
    completed = ShellComplete(main, {}, "preserve", "_PRESERVE_COMPLETE").get_completions(["explain"], "xml-00")
    assert [item.value for item in completed] == [
        code.code for code in findings.codes() if code.code.startswith("XML-00")
    ]


def test_examples_name_nobody_real() -> None:
    """Only invented people stand in them."""
    known = {"Ada Miller", "Ben Asker", "Carl Porter", "Ann Onymous", "Ada Lovelace", "Carlo Miglia"}
    named = re.compile(r"<persName[^>]*>([A-Z]\w+ [A-Z]\w+)</persName>")
    found = {name for code in findings.codes() for name in named.findall(code.wrong + code.right)}
    assert found <= known


def test_where_the_table_lies() -> None:
    """Beside the schema, so that it travels in bags."""
    assert Path(SCHEMA).with_name("codes.toml").is_file()
