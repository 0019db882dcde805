"""Findings: the table of codes, and findings made of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import preserve
from preserve import findings
from preserve.errors import DocumentError, Location, SurroundingsError
from preserve.findings import Finding, Severity, finding, from_error, in_order, relocated
from tests.strategies import findings as any_findings

if TYPE_CHECKING:
    import random

    from preserve.findings import Code

SOURCES: Final = sorted(Path(preserve.__file__).parent.rglob("*.py"))
CODE: Final = re.compile(r"[A-Z]{3}-\d{3}")
QUOTED: Final = re.compile(r"""["']([A-Z]{3}-\d{3})["']""")
PLACE: Final = Location(file="a.xml", line=2, column=3)


@pytest.mark.parametrize("code", findings.codes(), ids=lambda code: code.code)
def test_every_code_explains_itself(code: Code) -> None:
    """A code has a form, a severity, a title of a few words and an explanation in sentences."""
    assert CODE.fullmatch(code.code)
    assert code.severity in Severity
    assert 3 <= len(code.title) <= 80
    assert not code.title.endswith(".")
    assert code.explanation.endswith(".")
    assert code.hint is None or code.hint.endswith((".", "?", "…"))
    assert code.source != ""


def test_titles_are_not_used_twice() -> None:
    """Two codes that mean the same would be one."""
    titles = [code.title for code in findings.codes()]
    assert len(set(titles)) == len(titles)


def test_codes_used_in_the_source_are_in_the_table() -> None:
    """A code that stands in the program as a literal can be looked up."""
    known = {code.code for code in findings.codes()}
    prefixes = {code[:3] for code in known}
    used = {code for path in SOURCES for code in QUOTED.findall(path.read_text("utf-8")) if code[:3] in prefixes}
    assert used
    assert used <= known


def test_codes_are_found() -> None:
    """By their name, and nothing by another."""
    code = findings.find_code("XML-002")
    assert code
    assert code.title == "A DOCTYPE"
    assert findings.find_code("XYZ-999") is None


def test_a_finding_takes_what_the_table_says() -> None:
    """Severity, source and hint; a hint of one's own wins."""
    made = finding("XML-007", "none there", PLACE)
    code = findings.find_code("XML-007")
    assert code
    assert made == Finding(
        code="XML-007",
        severity=Severity.WARNING,
        location=PLACE,
        message="none there",
        hint=code.hint,
        source=code.source,
    )
    assert finding("XML-007", "none there", PLACE, hint="Do.").hint == "Do."
    assert not made.is_error
    assert finding("XML-001", "broken", PLACE).is_error


def test_an_unknown_code_is_a_fault_of_the_program() -> None:
    """It is not told as a finding of the material."""
    with pytest.raises(KeyError):
        finding("XYZ-999", "what?", PLACE)


def test_errors_become_findings() -> None:
    """With the place of the error, or else the file that was at work."""
    error = DocumentError("cut off", location=PLACE, hint="Look.")
    assert from_error(error, "b.xml") == finding("XML-001", "cut off", PLACE, hint="Look.")
    assert from_error(SurroundingsError("gone"), "b.xml").location == Location(file="b.xml")


def test_findings_can_be_told_of_another_name() -> None:
    """In a bag the file has another path; everything else stays."""
    made = finding("XML-001", "cut off", PLACE)
    there = relocated(made, "data/tei/a.xml")
    assert there.location == Location(file="data/tei/a.xml", line=2, column=3)
    assert relocated(there, "a.xml") == made


def test_order_is_by_place_then_code() -> None:
    """What has no line comes first."""
    places = [Location(file="a"), Location(file="a", line=2), Location(file="a", line=10, column=1), Location(file="b")]
    expected = [finding(code, "m", place) for place in places for code in ("REF-001", "XML-001")]
    assert in_order(reversed(expected)) == tuple(expected)


@given(st.lists(any_findings, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_what_came_first(found: list[Finding], chance: random.Random) -> None:
    """Shuffled findings are told in the same order, and none is lost."""
    shuffled = list(found)
    chance.shuffle(shuffled)
    same = [(each.location, each.code, each.message) for each in in_order(found)]
    assert [(each.location, each.code, each.message) for each in in_order(shuffled)] == same
    assert sorted(map(repr, in_order(found))) == sorted(map(repr, found))
