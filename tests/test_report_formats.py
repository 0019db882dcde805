"""Findings for the programs of others: JUnit, GitHub and SVRL, each by the grammar that its readers hold to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import elementpath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from preserve import report
from preserve.errors import Location
from preserve.findings import Finding, Severity
from preserve.report import Judged
from preserve.report.svrl import xpath
from tests.strategies import findings

if TYPE_CHECKING:
    from collections.abc import Callable

SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
ERROR: Final = Finding(
    code="REF-002",
    severity=Severity.ERROR,
    location=Location(file="a.xml", line=3, column=7, path="/TEI/text[2]/@who"),
    message="who=“#x” points to <nothing> & 100%",
    hint="Did you mean #y?",
    source="TEI P5 1.3.1.1.2",
)
WARNING: Final = Finding(
    code="own rule", severity=Severity.WARNING, location=Location(file="b, c:d.xml", line=1), message="none"
)
INFO: Final = Finding(code="COL-005", severity=Severity.INFO, location=Location(file="a.xml"), message="no transcript")
JUDGED: Final = (
    Judged(file="a.xml", findings=(ERROR, WARNING, INFO, ERROR)),
    Judged(file="good.xml", findings=()),
)
many_judged = st.lists(
    st.builds(
        Judged,
        file=st.sampled_from(["a.xml", "b/é.xml", "a\x1b\udce9\ufffe\n.xml"]),
        findings=st.lists(findings, max_size=3).map(tuple),
        limit=st.none() | st.integers(0, 2),
    ),
    min_size=1,
    max_size=3,
).map(tuple)

# What junit-10.xsd of Jenkins's xUnit plugin allows, as far as we use it.
JUNIT_GRAMMAR: Final = """
<element name="testsuites" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <optional><attribute name="name"/></optional>
  <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
  <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
  <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
  <zeroOrMore>
    <element name="testsuite">
      <attribute name="name"/>
      <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
      <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
      <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
      <attribute name="skipped"><value>0</value></attribute>
      <oneOrMore>
        <element name="testcase">
          <attribute name="name"/>
          <attribute name="classname"/>
          <optional>
            <choice>
              <element><choice><name>failure</name><name>error</name></choice>
                <attribute name="type"/><attribute name="message"/><text/></element>
              <element name="system-out"><text/></element>
            </choice>
          </optional>
        </element>
      </oneOrMore>
    </element>
  </zeroOrMore>
</element>"""

# ISO/IEC 19757-3:2020, annex D, without what we never write: reports, prefixes and markup within text.
SVRL_GRAMMAR: Final = """
<grammar ns="http://purl.oclc.org/dsdl/svrl" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="schematron-output">
      <optional><attribute name="title"/></optional>
      <optional><attribute name="phase"><data type="NMTOKEN"/></attribute></optional>
      <zeroOrMore><ref name="human-text"/></zeroOrMore>
      <oneOrMore>
        <element name="active-pattern">
          <optional><attribute name="id"><data type="NCName"/></attribute></optional>
          <optional><attribute name="documents"><data type="anyURI"/></attribute></optional>
        </element>
        <zeroOrMore>
          <element name="fired-rule"><attribute name="context"/></element>
          <zeroOrMore><ref name="failed-assert"/></zeroOrMore>
        </zeroOrMore>
      </oneOrMore>
    </element>
  </start>
  <define name="failed-assert">
    <element name="failed-assert">
      <optional><attribute name="id"><data type="NCName"/></attribute></optional>
      <attribute name="location"/>
      <attribute name="test"/>
      <optional><attribute name="role"/></optional>
      <zeroOrMore>
        <element name="diagnostic-reference">
          <attribute name="diagnostic"><data type="NMTOKEN"/></attribute>
          <ref name="human-text"/>
        </element>
      </zeroOrMore>
      <zeroOrMore>
        <element name="property-reference">
          <attribute name="property"><data type="NMTOKEN"/></attribute>
          <ref name="human-text"/>
        </element>
      </zeroOrMore>
      <ref name="human-text"/>
    </element>
  </define>
  <define name="human-text"><element name="text"><text/></element></define>
</grammar>"""


def checked(written: str, grammar: str) -> etree._Element:
    """Return a report as a tree that is valid."""
    root = etree.fromstring(written.encode())
    schema = etree.RelaxNG(etree.fromstring(grammar))
    assert schema.validate(root), schema.error_log
    return root


def test_junit_tells_what_could_not_be_judged_at_all() -> None:
    """A file that is not there is no failure of a test."""
    absent = Finding(code="ENV-001", severity=Severity.ERROR, location=Location(file="a.xml"), message="no such file")
    root = checked(report.as_junit((Judged(file="a.xml", findings=(absent,)),)), JUNIT_GRAMMAR)
    assert (root.get("failures"), root.get("errors")) == ("0", "1")
    assert [str(child.tag) for child in root.iter("failure", "error")] == ["error"]


def test_junit_fails_for_errors_only() -> None:
    """A suite for each file, a test for each finding; a file without findings is one test that passes."""
    root = checked(report.as_junit(JUDGED), JUNIT_GRAMMAR)
    assert dict(root.attrib) == {"name": "preserve", "tests": "5", "failures": "2", "errors": "0"}
    suites = [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root]
    assert suites == [("a.xml", "4", "2"), ("good.xml", "1", "0")]
    cases = [
        (case.get("name"), case.get("classname"), [str(child.tag) for child in case]) for case in root.iter("testcase")
    ]
    assert cases == [
        ("REF-002 3:7 who=“#x” points to <nothing> & 100%", "a.xml", ["failure"]),
        ("own rule b, c:d.xml:1 none", "a.xml", ["system-out"]),
        ("COL-005 no transcript", "a.xml", ["system-out"]),
        ("REF-002 3:7 who=“#x” points to <nothing> & 100% (2)", "a.xml", ["failure"]),
        ("valid", "good.xml", []),
    ]
    (first, _) = root.iter("failure")
    assert (first.get("type"), first.get("message")) == ("REF-002", "who=“#x” points to <nothing> & 100%")
    assert first.text == (
        "a.xml:3:7: error REF-002: who=“#x” points to <nothing> & 100%\n"
        "hint: Did you mean #y?\nsee: TEI P5 1.3.1.1.2\nat: /TEI/text[2]/@who"
    )


def test_github_shows_each_finding_at_its_line() -> None:
    """Commands with all that would end a value written otherwise."""
    assert report.as_commands(JUDGED) == (
        "::error file=a.xml,line=3,col=7,title=REF-002"
        "::who=“#x” points to <nothing> & 100%25%0ADid you mean #y?\n"
        "::warning file=b%2C c%3Ad.xml,line=1,title=own rule::none\n"
        "::notice file=a.xml,title=COL-005::no transcript\n"
        "::error file=a.xml,line=3,col=7,title=REF-002"
        "::who=“#x” points to <nothing> & 100%25%0ADid you mean #y?\n"
    )


def test_svrl_has_a_failed_assertion_for_each_finding() -> None:
    """A pattern for each file; codes are ids, where they can be, and severities roles."""
    root = checked(report.as_svrl(JUDGED), SVRL_GRAMMAR)
    assert [pattern.get("documents") for pattern in root.iter(SVRL + "active-pattern")] == ["a.xml", "good.xml"]
    failed = [(each.get("id"), each.get("role"), each.get("location")) for each in root.iter(SVRL + "failed-assert")]
    reference = ("REF-002", "error", "/*:TEI[1]/*:text[2]/@*:who")
    assert failed == [reference, (None, "warning", "/"), ("COL-005", "info", "/"), reference]
    first = root.find(SVRL + "failed-assert")
    assert first is not None
    assert first.get("test") == "A pointer to nothing"
    assert first.findtext(SVRL + "text") == ERROR.message
    assert first.findtext(f"{SVRL}diagnostic-reference[@diagnostic='hint']/{SVRL}text") == "Did you mean #y?"
    properties = {
        str(each.get("property")): each.findtext(SVRL + "text") for each in first.iter(SVRL + "property-reference")
    }
    assert properties == {"file": "a.xml", "line": "3", "column": "7", "see": "TEI P5 1.3.1.1.2"}


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (None, "/"),
        ("/TEI", "/*:TEI[1]"),
        ("/TEI/text/body/div[2]/sp[3]", "/*:TEI[1]/*:text[1]/*:body[1]/*:div[2]/*:sp[3]"),
        ("/TEI/text/@xml:id", "/*:TEI[1]/*:text[1]/@*:id"),
        ("/TEI/été-1.x_y", "/*:TEI[1]/*:été-1.x_y[1]"),
        ("/TEI/text()", "/"),
        ("/TEI/1a", "/"),
        ("/TEI/a²", "/"),
        ("/TEI/a[²]", "/"),
        ('/TEI["', "/"),
        ("data/a.txt 1", "/"),
        ("data/a.txt", "/"),
        ("", "/"),
    ],
)
def test_readable_paths_become_xpath(path: str | None, wanted: str) -> None:
    """Without prefixes, and always one that can be parsed."""
    assert xpath(Location(file="a.xml", path=path)) == wanted
    assert elementpath.XPath2Parser().parse(wanted) is not None


def test_an_xpath_leads_to_its_node() -> None:
    """As a reader of SVRL follows it."""
    root = ET.fromstring('<TEI xmlns="urn:x"><text/><text who="#x"/></TEI>')  # noqa: S314 (our own)
    assert elementpath.select(root, xpath(ERROR.location)) == ["#x"]
    (found,) = elementpath.select(root, xpath(Location(file="a.xml", path="/TEI/text[2]")))
    assert found is root[1]


@given(many_judged)
def test_junit_is_always_valid(judged: tuple[Judged, ...]) -> None:
    """Whatever names and messages hold; a suite fails exactly when its file is not valid, shown or not."""
    root = checked(report.as_junit(judged), JUNIT_GRAMMAR)
    assert [suite.get("failures") == suite.get("errors") == "0" for suite in root] == [each.valid for each in judged]
    for suite in root:
        names = [case.get("name") for case in suite]
        assert len(names) == len(set(names)) == int(str(suite.get("tests")))
    for kind in ("failure", "error"):
        assert root.get(f"{kind}s") == str(sum(1 for _ in root.iter(kind)))


@given(many_judged)
def test_svrl_is_always_valid(judged: tuple[Judged, ...]) -> None:
    """And every location is an XPath; an error is in it exactly when a file is not valid."""
    root = checked(report.as_svrl(judged), SVRL_GRAMMAR)
    for failed in root.iter(SVRL + "failed-assert"):
        location = str(failed.get("location"))
        # Elementpath knows fewer letters than XML does.
        assert elementpath.XPath2Parser().parse(re.sub(r"[^\x00-\x7f]", "e", location)) is not None
    roles = {failed.get("role") for failed in root.iter(SVRL + "failed-assert")}
    assert ("error" not in roles) == all(each.valid for each in judged)


@given(many_judged)
def test_github_gets_one_command_a_line(judged: tuple[Judged, ...]) -> None:
    """No message begins a command of its own."""
    written = report.as_commands(judged)
    lines = written.split("\n")[:-1]
    assert len(lines) == sum(len(each.shown) + bool(each.left_out) for each in judged)
    assert all(re.fullmatch(r"::(error|warning|notice) file=[^,:]*(,\w+=[^,:]*)*::[^\r\n]*", line) for line in lines)
    assert any(line.startswith("::error") for line in lines) == any(not each.valid for each in judged)


@pytest.mark.parametrize("write", [report.as_junit, report.as_commands, report.as_svrl, report.text])
def test_nothing_steers_in_any_format(write: Callable[[tuple[Judged, ...]], str]) -> None:
    """Neither a terminal that shows a log, nor its reader's eye."""
    strange = "a\x1b[2J\r\u202e\x07\u2066b"
    place = Location(file=strange, line=1, column=2, path=strange)
    finding = Finding(
        code=strange, severity=Severity.ERROR, location=place, message=strange, hint=strange, source=strange
    )
    written = write((Judged(file=strange, findings=(finding,), sources=((strange, strange),)),))
    assert not set(written) & set("\x1b\r\u202e\x07\u2066")
    assert "\\x1b" in written
    assert "\\u202e" in written


@pytest.mark.parametrize("form", report.FORMATS)
def test_every_format_can_be_written(form: str) -> None:
    """By its name."""
    assert "REF-002" in report.written(JUDGED, form)
