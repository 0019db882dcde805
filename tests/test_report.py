"""Reports: findings for people and for programs, and the record that travels in a bag."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import report
from preserve.errors import Location
from preserve.findings import Finding, Severity
from preserve.report import Edition, Judged, Record, Tally
from tests.strategies import findings, records

ERROR: Final = Finding(
    code="REF-002",
    severity=Severity.ERROR,
    location=Location(file="a.xml", line=3, column=7, path="/TEI/text"),
    message="who=“#x” points to an id that does not exist",
    hint="Did you mean #y?",
    source="TEI P5 1.3.1.1.2",
)
INFO: Final = Finding(code="COL-005", severity=Severity.INFO, location=Location(file="a.xml"), message="no transcript")
WARNING: Final = Finding(
    code="XML-007", severity=Severity.WARNING, location=Location(file="other.sch", line=1), message="none ’"
)
KEPT: Final = Record(
    source="data/tei/a.xml",
    schema="data/schemas/interview.rng",
    rules=("data/schemas/interview.sch",),
    phase="#DEFAULT",
    schematron="data/xslt/schematron.xsl",
    engines=(("preserve", "0.1.0"), ("saxonche", "13.1.1")),
    grammar=("libxml2", "preserve"),
    editions=(
        Edition(path="data/html/a.html", stylesheet="data/xslt/html.xsl", parameters=(("source-sha256", "ab"),)),
    ),
    own_stylesheets=(),
    findings=(ERROR, INFO),
)


def test_people_read_findings_by_file() -> None:
    """Place, severity, code and message on a line; hint, source and path below; a summary at the end."""
    judged = (
        Judged(file="a.xml", findings=(INFO, ERROR, WARNING)),
        Judged(file="b.xml", findings=()),
        Judged(file="c.xml", findings=(WARNING,)),
    )
    assert (
        report.text(judged)
        == """a.xml
  -  info  COL-005  no transcript
  3:7  error  REF-002  who=“#x” points to an id that does not exist
      hint  Did you mean #y?
      see   TEI P5 1.3.1.1.2
      at    /TEI/text
  other.sch 1  warning  XML-007  none ’

c.xml
  other.sch 1  warning  XML-007  none ’

3 files, 2 valid: 1 error, 2 warnings, 1 info
"""
    )


@pytest.mark.parametrize(
    ("judged", "line"),
    [
        ((), "0 files, 0 valid: nothing found"),
        ((Judged(file="a", findings=()),), "1 file, 1 valid: nothing found"),
        ((Judged(file="a", findings=(ERROR, ERROR)),), "1 file, 0 valid: 2 errors"),
        ((Judged(file="a", findings=(WARNING, INFO, INFO)),), "1 file, 1 valid: 1 warning, 2 info"),
    ],
)
def test_the_summary_counts(judged: tuple[Judged, ...], line: str) -> None:
    """Files and findings, one and many."""
    assert report.summary(judged) == line


SOURCE: Final = "<TEI>\n\n  <u who='#x'/>\n</TEI>\n"


def test_people_see_the_line_and_where_in_it() -> None:
    """Under what is said of it; once, where several findings speak of the same place; never of another file."""
    elsewhere = replace(ERROR, location=replace(ERROR.location, column=3), hint=None, source=None)
    judged = Judged(
        file="a.xml",
        findings=(elsewhere, ERROR, replace(ERROR, code="INT-005", hint=None), WARNING, INFO),
        sources=(("a.xml", SOURCE),),
    )
    assert list(report.block(judged)) == [
        "a.xml",
        "  3:3  error  REF-002  who=“#x” points to an id that does not exist",
        "     3 |   <u who='#x'/>",
        "       |   ^",
        "      at    /TEI/text",
        "  3:7  error  REF-002  who=“#x” points to an id that does not exist",
        "     3 |   <u who='#x'/>",
        "       |       ^",
        "      hint  Did you mean #y?",
        "      see   TEI P5 1.3.1.1.2",
        "      at    /TEI/text",
        "  3:7  error  INT-005  who=“#x” points to an id that does not exist",
        "      see   TEI P5 1.3.1.1.2",
        "      at    /TEI/text",
        "  other.sch 1  warning  XML-007  none ’",
        "  -  info  COL-005  no transcript",
        "",
    ]


def test_the_gutter_is_as_wide_as_the_number() -> None:
    """So that the caret is right on line ten million, too; without a column there is none."""
    place = Location(file="a.xml", line=10_000_000, column=2)
    far = replace(WARNING, location=place), replace(WARNING, location=replace(place, column=None))
    judged = Judged(file="a.xml", findings=far, sources=(("a.xml", "\n" * 9_999_999 + "<u/>"),))
    assert list(report.block(judged))[2:] == [
        "10000000 | <u/>",
        "         |  ^",
        "  10000000  warning  XML-007  none ’",
        "10000000 | <u/>",
        "",
    ]


def test_only_so_many_findings_are_shown() -> None:
    """The gravest of each file, in order; the summary counts all."""
    tally = Tally(3)
    files = (
        tally.add(Judged(file="a.xml", findings=(INFO,))),
        tally.add(Judged(file="b.xml", findings=(WARNING, ERROR, INFO, ERROR))),
        tally.add(Judged(file="c.xml", findings=(INFO,))),
    )
    assert [(each.shown, each.left_out, each.valid) for each in files] == [
        ((INFO,), (), True),
        ((ERROR, ERROR), (WARNING, INFO), False),
        ((), (INFO,), True),
    ]
    assert report.text(files).endswith(
        "\n\n3 more findings are not shown\n3 files, 2 valid: 2 errors, 1 warning, 3 info\n"
    )


def test_errors_that_are_not_shown_are_told() -> None:
    """Of one file, and of all."""
    judged = Tally(1).add(Judged(file="a.xml", findings=(ERROR,) * 3))
    assert report.text((judged,)).endswith(
        "\n2 more findings are not shown, 2 of them errors\n1 file, 0 valid: 3 errors\n"
    )


@pytest.mark.parametrize(
    ("most", "found", "told"),
    [
        (None, (ERROR,) * 3, None),
        (3, (ERROR,) * 3, None),
        (2, (INFO,) * 3, "1 more finding is not shown"),
        (2, (ERROR,) * 3, "1 more error is not shown"),
        (0, (INFO, ERROR), "2 more findings are not shown, 1 of them an error"),
        (0, (INFO,) * 1234, "1,234 more findings are not shown"),
    ],
)
def test_what_is_not_shown_is_told(most: int | None, found: tuple[Finding, ...], told: str | None) -> None:
    """In one sentence."""
    tally = Tally(most)
    tally.add(Judged(file="a.xml", findings=found))
    assert tally.hidden() == told


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ((ERROR,) * 10, None),
        ((ERROR,) * 11, "most often REF-002 (11); preserve explain REF-002"),
        (
            (*(INFO,) * 6, *(WARNING,) * 5, *(ERROR,) * 1500, replace(INFO, code="INT-001")),
            "most often REF-002 (1,500), COL-005 (6), XML-007 (5); preserve explain REF-002",
        ),
        (
            (*(replace(ERROR, code="own"),) * 9, *(INFO,) * 2),
            "most often own (9), COL-005 (2); preserve explain COL-005",
        ),
        ((replace(ERROR, code="own"),) * 11, "most often own (11)"),
    ],
)
def test_many_findings_are_summed_up(found: tuple[Finding, ...], line: str | None) -> None:
    """By their most frequent codes, of which one that can be explained is named."""
    tally = Tally()
    tally.add(Judged(file="a.xml", findings=found))
    assert list(tally.lines())[1:] == ([] if line is None else [line])


def test_a_hundred_thousand_findings_take_seconds() -> None:
    """In every format."""
    place = Location(file="a.xml", line=1, column=1, path="/TEI/text/body/u")
    found = tuple(
        replace(ERROR, location=replace(place, line=number, column=number % 30 + 1)) for number in range(1, 100_001)
    )
    judged = (Judged(file="a.xml", findings=found, sources=(("a.xml", "<u>words and words</u>\n" * 100_000),)),)
    for form in report.FORMATS:
        started = time.process_time()
        assert report.written(judged, form).count("REF-002") >= 100_000
        assert time.process_time() - started < 30


def test_programs_read_findings_as_json() -> None:
    """Every key is always there; what is unknown is null."""
    read = json.loads(report.as_json((Judged(file="a.xml", findings=(ERROR, INFO)), Judged(file="b.xml", findings=()))))
    assert read == {
        "files": [
            {
                "file": "a.xml",
                "valid": False,
                "findings": [
                    {
                        "code": "REF-002",
                        "severity": "error",
                        "file": "a.xml",
                        "line": 3,
                        "column": 7,
                        "path": "/TEI/text",
                        "message": "who=“#x” points to an id that does not exist",
                        "hint": "Did you mean #y?",
                        "source": "TEI P5 1.3.1.1.2",
                    },
                    {
                        "code": "COL-005",
                        "severity": "info",
                        "file": "a.xml",
                        "line": None,
                        "column": None,
                        "path": None,
                        "message": "no transcript",
                        "hint": None,
                        "source": None,
                    },
                ],
            },
            {"file": "b.xml", "valid": True, "findings": []},
        ]
    }


def test_json_is_for_eyes_too() -> None:
    """Letters are letters, and the text ends with a line feed."""
    written = report.as_json((Judged(file="Жанар.xml", findings=(WARNING,)),))
    assert "Жанар.xml" in written
    assert "’" in written
    assert written.endswith("}\n")


@given(st.lists(findings, max_size=4).map(tuple))
def test_validity_is_the_absence_of_errors(found: tuple[Finding, ...]) -> None:
    """In the object and in JSON alike."""
    judged = Judged(file="a", findings=found)
    assert judged.valid == all(each.severity is not Severity.ERROR for each in found)
    assert json.loads(report.as_json((judged,)))["files"][0]["valid"] == judged.valid


@given(records)
def test_a_record_is_read_as_it_was_written(kept: Record) -> None:
    """And written again it is the same, byte for byte."""
    data = report.record(kept)
    assert report.read_record(data) == kept
    assert report.record(report.read_record(data)) == data


def test_a_record_states_what_is_needed() -> None:
    """Keys in a fixed order, and no clock."""
    read = json.loads(report.record(KEPT))
    assert list(read) == [
        "source",
        "schema",
        "rules",
        "phase",
        "schematron",
        "engines",
        "grammar",
        "editions",
        "own_stylesheets",
        "valid",
        "findings",
    ]
    assert read["valid"] is False
    assert read["engines"] == {"preserve": "0.1.0", "saxonche": "13.1.1"}
    assert report.read_record(report.record(KEPT)) == KEPT


WRONG: Final[dict[str, Any]] = {
    "source": 1,
    "schema": None,
    "rules": 1,
    "schematron": 1,
    "phase": None,
    "engines": [["a", "b"]],
    "grammar": ["a", 1],
    "editions": [{"path": "a", "stylesheet": "b"}],
    "findings": [{"code": "a"}],
}


@pytest.mark.parametrize("key", WRONG)
def test_a_record_with_a_wrong_value_is_refused(key: str) -> None:
    """A stranger's record may hold anything."""
    read = json.loads(report.record(KEPT))
    with pytest.raises(ValueError, match=r".+"):
        report.read_record(json.dumps(read | {key: WRONG[key]}).encode())
    del read[key]
    with pytest.raises(ValueError, match=key):
        report.read_record(json.dumps(read).encode())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("findings", 0, "severity"), "grave"),
        (("findings", 0, "code"), 7),
        (("findings", 0, "line"), "x"),
        (("findings", 0, "column"), [1]),
        (("findings", 0, "line"), True),
        (("findings", 0, "path"), 1),
        (("findings", 0, "hint"), {}),
        (("findings", 0, "source"), 1),
        (("editions", 0, "parameters"), {"a": 1}),
        (("editions", 0, "parameters"), None),
        (("rules",), "abc"),
        (("rules", 0), None),
        (("findings",), {"a": 1}),
        (("findings",), "a"),
        (("editions",), {}),
    ],
)
def test_a_record_with_a_wrong_value_within_is_refused(place: tuple[str | int, ...], value: object) -> None:
    """However deep it stands."""
    read: Any = json.loads(report.record(KEPT))
    *way, last = place
    inner = read
    for step in way:
        inner = inner[step]
    inner[last] = value
    with pytest.raises(ValueError, match=r".+"):
        report.read_record(json.dumps(read).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff", b"{}", b"[" * 100_000, b'{"source": NaN}']
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Malformed JSON is a ValueError like any other."""
    with pytest.raises(ValueError, match=r".+"):
        report.read_record(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*WRONG, "x"]), inner, max_size=4),
    )
)
def test_no_json_is_too_strange(read: object) -> None:
    """A record or a ValueError, and nothing else."""
    with pytest.raises(ValueError, match=r".+"):
        report.read_record(json.dumps(read).encode())
