"""The RELAX NG test suite by James Clark: every verdict on a schema and on its instances."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from preserve import xmlio
from preserve.errors import DocumentError
from preserve.relaxng import Schema
from tests.benchmarks import relaxng_suite
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.relaxng_suite import Case

pytestmark = pytest.mark.enduring

CASES: Final = 385
_BASE: Final = (
    "xml:base is refused where files are included, because not all readers heed it: what is read must be plain"
)
# The cases whose verdict is not what the suite says, by their line in it, each with the reason and with what is said.
EXCEPTIONS: Final = {
    1201: (_BASE, "xml:base would move what is included"),
    1221: (_BASE, "xml:base would move what is included"),
}


@pytest.fixture(scope="module")
def suite(conformance: Path) -> tuple[Case, ...]:
    """Return the cases of the suite."""
    return tuple(relaxng_suite.cases(conformance / relaxng_suite.SUITE))


def test_the_suite_is_complete(suite: tuple[Case, ...]) -> None:
    """No case of the suite is left out, and each exception is one of its cases."""
    assert len(suite) == CASES
    assert set(EXCEPTIONS) <= {case.line for case in suite}
    assert sum(case.correct for case in suite) == 172
    assert sum(len(case.instances) for case in suite) == 580


@pytest.mark.parametrize("number", range(CASES))
def test_case(number: int, suite: tuple[Case, ...], tmp_path: Path) -> None:
    """A faulty schema is refused with a place and a sentence; a correct one tells valid instances from others."""
    case = suite[number]
    path = case.write(tmp_path)
    if not case.correct or case.line in EXCEPTIONS:
        with pytest.raises(DocumentError) as raised:
            Schema(path)
        assert_told(raised.value, tmp_path)
        assert not case.correct or raised.value.message == EXCEPTIONS[case.line][1]
        return
    schema = Schema(path)
    for text, valid in case.instances:
        faults = schema.faults(xmlio.parse(text, "instance.xml"))
        assert (not faults) == valid, text


def assert_told(error: DocumentError, folder: Path) -> None:
    """Assert that an error has a code, a place within one of the files, and a sentence of a length that is read."""
    assert error.code in {"TEI-002", "TEI-003"}
    assert 10 < len(error.message) <= 240
    assert error.location is not None
    assert error.location.file.startswith(f"{folder}/")
    assert error.location.line
    assert error.location.column


def test_the_count_for_people(conformance: Path) -> None:
    """The figures that README shows come from one run over all cases, with libxml2 beside."""
    told = relaxng_suite.told(conformance / relaxng_suite.SUITE)
    assert re.fullmatch(rf"{CASES - len(EXCEPTIONS)} of {CASES} cases; libxml2 3\d\d", told)
    # libxml2's own count is that of the version at hand.
    assert told.partition(";")[0] in " ".join((PROJECT / "README.md").read_text("utf-8").split())
