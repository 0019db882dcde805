"""Whatever is judged, and by whatever: findings or an error with a code, never a traceback, never a hang."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve import resources, xmlio
from preserve.errors import MaterialError
from preserve.relaxng import Schema
from preserve.schematron import Rules
from preserve.validate import Standards, Validator
from tests import strategies

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.relaxng import Fault

pytestmark = pytest.mark.enduring

GOOD: Final = Path(__file__).parent / "good"
SOUND: Final = (GOOD / "recorded.xml").read_text("utf-8")
GRAMMAR: Final = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="a"><ref name="content"/></element></start>
  <define name="content"><interleave>
    <zeroOrMore><element name="b"><attribute name="when"><data type="date"><param name="pattern">2.*</param></data>
      </attribute><text/></element></zeroOrMore>
    <optional><element><anyName><except><name>b</name><nsName ns="urn:x"/></except></anyName><empty/></element>
    </optional>
    <optional><attribute name="n"><list><oneOrMore><choice><value>1</value><data type="integer"/></choice></oneOrMore>
      </list></attribute></optional>
  </interleave></define></grammar>"""
RULES: Final = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><let name="n" value="1"/>
  <pattern id="p" abstract="true"><rule context="$c"><assert test="b[$n]" role="warning" diagnostics="d">no
  <value-of select="name()"/></assert></rule></pattern>
  <pattern is-a="p"><param name="c" value="a"/></pattern>
  <diagnostics><diagnostic id="d">add it</diagnostic></diagnostics></schema>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder; what is judged is written there again and again."""
    return tmp_path_factory.mktemp("any")


@pytest.fixture(scope="module")
def ours() -> Validator:
    """Return our own standards."""
    return Validator(Standards(schema=resources.SCHEMA, rules=(resources.RULES,)))


def written(path: Path, text: str) -> Path:
    """Write a file, its lone surrogates included, and return its path."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def refusal(act: Callable[[], object]) -> MaterialError | None:
    """Do something and return why it is refused, or None."""
    try:
        act()
    except MaterialError as error:
        return error
    return None


@settings(max_examples=150)
@given(text=strategies.damaged(SOUND))
def test_any_interview(ours: Validator, folder: Path, text: str) -> None:
    """Each finding is short enough, and has a place in the file."""
    path = written(folder / "recorded.xml", text)
    lines = text.count("\n") + text.count("\r") + 1
    for finding in ours.validate(path).findings:
        assert len(finding.message) <= 240
        assert finding.location.file == str(path)
        assert 1 <= (finding.location.line or 1) <= lines


@settings(max_examples=50)
@given(data=st.binary(max_size=200))
def test_any_bytes(ours: Validator, folder: Path, data: bytes) -> None:
    """What is no text at all is told of."""
    (folder / "any.xml").write_bytes(data)
    assert not ours.validate(folder / "any.xml").valid


@settings(max_examples=200)
@given(schema=strategies.damaged(GRAMMAR), text=strategies.damaged('<a n="1 2"><b when="2020-01-01">x</b><c/></a>'))
def test_any_schema(folder: Path, schema: str, text: str) -> None:
    """A schema can be used, or is refused with a code; what it judges is judged."""
    path = written(folder / "schema.rng", schema)
    faults: list[Fault] = []

    def act() -> None:
        """Judge a document."""
        document = xmlio.parse(text.encode("utf-8", "surrogatepass"), "document.xml")
        faults.extend(Schema(path).faults(document))

    error = refusal(act)
    assert error is None or (error.code and error.location)
    assert all(len(fault.message) <= 240 for fault in faults)


@settings(max_examples=60)
@given(rules=strategies.damaged(RULES))
def test_any_rules(folder: Path, rules: str) -> None:
    """Rules can be used, or are refused with a code."""
    path = written(folder / "rules.sch", rules)
    error = refusal(lambda: Rules(path).failures(xmlio.parse(b"<a><b/></a>", "document.xml")))
    assert error is None or (error.code and error.location)
