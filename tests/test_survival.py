"""What is far too large, too deep or too faulty is survived, in time that grows as the document does."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import pytest

from preserve import report, resources, xmlio
from preserve.relaxng import Schema
from preserve.report import Judged
from preserve.schematron import Rules
from preserve.validate import Standards, Validator

pytestmark = pytest.mark.enduring

SMALLEST: Final = (Path(__file__).parent / "good" / "minimal.xml").read_text("utf-8")
WORDS: Final = "That is all I have to say."


@pytest.fixture(scope="module")
def ours() -> Validator:
    """Return our own standards."""
    return Validator(Standards())


@pytest.fixture(scope="module")
def schema() -> Schema:
    """Return our own schema."""
    return Schema(resources.SCHEMA)


def interview(tmp_path: Path, words: str) -> Path:
    """Write the smallest interview with other words, and return its path."""
    path = tmp_path / "minimal.xml"
    path.write_text(SMALLEST.replace(WORDS, words), "utf-8")
    return path


def errors(validator: Validator, path: Path) -> set[str]:
    """Return the codes of the errors that are found."""
    return {finding.code for finding in validator.validate(path).findings if finding.is_error}


def test_ten_thousand_levels(ours: Validator, tmp_path: Path) -> None:
    """Are refused by name."""
    path = interview(tmp_path, "<seg>" * 10_000 + "</seg>" * 10_000)
    assert errors(ours, path) == {"XML-004"}


def test_as_deep_as_the_parser_goes(ours: Validator, tmp_path: Path) -> None:
    """Nothing that reads the tree gives up before the parser does."""
    levels = 200
    path = interview(tmp_path, "<emph>" * levels + "x" + "</emph>" * levels)
    assert not errors(ours, path)
    path = interview(tmp_path, "<seg><p>" * (levels // 2) + "x" + "</p></seg>" * (levels // 2))
    assert "TEI-005" in errors(ours, path)


def test_a_hundred_thousand_attributes(ours: Validator, tmp_path: Path) -> None:
    """On one element are refused by name; on a thousand elements each is a fault, and all of them are told."""
    attributes = " ".join(f'a{number}="x"' for number in range(100_000))
    assert errors(ours, interview(tmp_path, f"<emph {attributes}>x</emph>")) == {"XML-004"}
    attributes = " ".join(f'a{number}="x"' for number in range(100))
    found = ours.validate(interview(tmp_path, f"<emph {attributes}>x</emph>" * 1000)).findings
    assert sum(finding.code == "TEI-008" for finding in found) == 100_000


def test_a_hundred_thousand_ampersands(ours: Validator, tmp_path: Path) -> None:
    """Are text like any other, in whatever they stand."""
    words = "<!-- &amp; --><![CDATA[&amp;&lt;]]><?x &amp;?>" + "R&amp;B &lt;" * 60_000
    assert not errors(ours, interview(tmp_path, words))


def test_ten_megabytes_of_text(ours: Validator, tmp_path: Path) -> None:
    """As one paragraph: it is long, but not wrong."""
    assert not errors(ours, interview(tmp_path, "word " * 1_900_000))


def test_a_hundred_thousand_findings(ours: Validator, tmp_path: Path) -> None:
    """All are told, each in its place, and can be written in every format."""
    path = interview(tmp_path, "<em>x</em>\n" * 100_000)
    judged = ours.validate(path)
    found = [finding for finding in judged.findings if finding.code == "TEI-004"]
    assert len(found) == 100_000
    assert found[-1].location.line == found[0].location.line + 99_999  # type: ignore[operator]
    written = report.text((Judged(file=str(path), findings=judged.findings),))
    assert written.count("TEI-004") >= 100_000


def test_time_grows_with_the_document(schema: Schema) -> None:
    """Ten times as many turns, valid or faulty, take far less than a hundred times as long."""

    def seconds(turns: int, inside: str) -> float:
        """Return how long it takes to judge so many turns."""
        text = "".join(f'<u xml:id="v{number}" who="#a">{inside}</u>\n' for number in range(turns))
        document = xmlio.parse(SMALLEST.replace("</body>", f"{text}</body>").encode(), "minimal.xml")
        before = time.perf_counter()
        schema.faults(document)
        return time.perf_counter() - before

    for inside in ("said", "<em/>said", '<date when="1990-13-01"/>'):
        seconds(100, inside)
        assert seconds(20_000, inside) < 30 * seconds(2_000, inside) + 1


def test_rules_take_time_as_the_document_grows() -> None:
    """Ten times as many turns beside each other take far less than a hundred times as long."""
    rules = Rules(resources.RULES)

    def seconds(turns: int) -> float:
        """Return how long the rules take for so many turns."""
        text = "".join(f'<u xml:id="v{number}" who="#a">said</u>\n' for number in range(turns))
        document = xmlio.parse(SMALLEST.replace("</body>", f"{text}</body>").encode(), "minimal.xml")
        before = time.process_time()
        rules.failures(document)
        return time.process_time() - before

    seconds(100)
    assert seconds(30_000) < 25 * seconds(3_000) + 1
