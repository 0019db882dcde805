"""The table of codes: every code is raised by a fixture that is named after it, and every fixture by a code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import findings, resources, xmlio
from preserve.errors import PreserveError
from preserve.validate import Standards, Validator
from tests.bad import archives, bags, folders, holdings, opinions, profiles, records, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

BAD: Final = Path(__file__).parent / "bad"
GOOD: Final = Path(__file__).parent / "good" / "minimal.xml"
INTERVIEWS: Final = sorted(BAD.glob("*.xml"))
SCHEMAS: Final = sorted(BAD.glob("*.sch"))
# What no file can raise.
BUILDERS: Final = (*surroundings.BUILDERS, *profiles.BUILDERS, *records.BUILDERS, *holdings.BUILDERS)
SCHEMATRON: Final = "{http://purl.oclc.org/dsdl/schematron}"
# Given by every interview without a transcript, and so by most fixtures.
USUAL: Final = {"COL-005"}


def codes_of(path: Path) -> set[str]:
    """Return the codes that a file is named after: ``INT-031+REF-007_….xml`` has two."""
    return set(path.name.partition("_")[0].split("+"))


@pytest.fixture(scope="module")
def validator() -> Validator:
    """Return our own standards."""
    return Validator(Standards())


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda path: path.stem)
def test_an_interview_gives_the_codes_of_its_name(validator: Validator, path: Path) -> None:
    """And no others."""
    found = validator.validate(path).findings
    wanted = codes_of(path)
    assert {finding.code for finding in found} - (USUAL - wanted) == wanted, [str(each) for each in found]
    for finding in found:
        assert finding.location.file == str(path)
        assert len(finding.message) <= 240


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_schema_gives_the_codes_of_its_name(path: Path) -> None:
    """Rules that cannot be used are told at once, others when they are applied to a good interview."""
    assert codes_by(path) - USUAL == codes_of(path)


def codes_by(rules: Path) -> set[str]:
    """Return the codes that rules give."""
    try:
        found = Validator(Standards(rules=(rules,))).validate(GOOD).findings
    except PreserveError as error:
        return {error.code or ""}
    return {finding.code for finding in found}


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_a_builder_gives_the_code_of_its_name(build: Callable[[Path], tuple[str, ...]], tmp_path: Path) -> None:
    """What no file can raise is done."""
    assert build(tmp_path) == surroundings.codes_of(build)


def raised() -> set[str]:
    """Return the codes that all fixtures are named after; that they give them is tested where they are used."""
    files = {code for path in (*INTERVIEWS, *SCHEMAS) for code in codes_of(path)}
    built = {code for build in BUILDERS for code in surroundings.codes_of(build)}
    builders = (*bags.BUILDERS, *bags.REFUSALS, *folders.FOLDERS, *opinions.BUILDERS)
    bagged = {code for build in builders for code in bags.codes_of(build)}
    packed = {code for build in (*archives.BUILDERS, *archives.REFUSALS) for code in bags.codes_of(build)}
    return files | built | bagged | packed


def test_the_table_is_what_fixtures_raise() -> None:
    """No code without a fixture, no fixture without a code."""
    assert {code.code for code in findings.codes()} == raised()


def test_the_rules_are_in_the_table() -> None:
    """Every assertion of our rules has an id, once, that can be looked up, with the same severity."""
    root = xmlio.read(resources.RULES).root
    asserted = [*root.iter(SCHEMATRON + "assert", SCHEMATRON + "report")]
    identifiers = [str(element.get("id")) for element in asserted]
    assert all(re.fullmatch(r"[A-Z]{3}-\d{3}", each) for each in identifiers), identifiers
    assert set(identifiers) <= raised()
    assert set(identifiers) <= {code.code for code in findings.codes()}


def test_what_lies_in_the_folder_is_a_fixture() -> None:
    """Nothing is left over: each file is a fixture, or lies beside one whose name it begins with."""
    stems = {path.stem for path in (*INTERVIEWS, *SCHEMAS)}
    others = [path for path in BAD.iterdir() if path.is_file() and path.suffix not in {".xml", ".sch", ".py"}]
    assert {path.name.partition(".")[0] for path in others} <= stems
