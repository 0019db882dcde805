"""data/README.txt, followed to the letter: what it tells a stranger to do gives what it says."""

from __future__ import annotations

import hashlib
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from saxonche import PySaxonProcessor

from preserve import xmlio

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Command

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
INDENT = " " * 4


def commands(readme: str, program: str) -> list[list[str]]:
    """Return the words of the commands that call a program."""
    lines = (line.removeprefix(INDENT) for line in readme.splitlines() if line.startswith(f"{INDENT}{program} "))
    return [shlex.split(line) for line in lines]


def transform(words: list[str], folder: Path) -> None:
    """Do what a command line of Saxon says, with Saxon-HE as a library."""
    options = dict(word[1:].split(":", 1) for word in words if word.startswith("-") and ":" in word)
    with PySaxonProcessor(license=False) as saxon:
        processor = saxon.new_xslt30_processor()
        executable = processor.compile_stylesheet(stylesheet_file=str(folder / options["xsl"]))
        for name, value in (word.split("=", 1) for word in words if not word.startswith("-")):
            executable.set_parameter(name, saxon.make_string_value(value))
        source = saxon.parse_xml(xml_file_name=str(folder / options["s"]))
        executable.set_global_context_item(xdm_item=source)
        executable.set_initial_match_selection(xdm_value=source)
        executable.apply_templates_returning_file(output_file=str(folder / options["o"]))


def followed(bag: Path) -> str:
    """Do all that README.txt says of making editions and reports, and return it."""
    folder = bag / "data"
    readme = (folder / "README.txt").read_text("utf-8")
    for words in commands(readme, "mkdir"):
        for name in words[2:]:
            (folder / name).resolve().mkdir(parents=True, exist_ok=True)
    for words in commands(readme, "java"):
        assert words[:3] == ["java", "-jar", "saxon-he-13.jar"]
        transform(words[3:], folder)
    return readme


def packaged(source: Path, to: Path, preserve: Command, *options: str) -> Path:
    """Return the bag of an interview."""
    assert preserve("package", source, "--to", to, *options).code == 0
    return to / source.stem


@pytest.mark.parametrize("name", ["prose", "recorded"])
def test_what_it_says_makes_the_same_bytes(
    name: str, interview: Callable[[str], Path], tmp_path: Path, preserve: Command
) -> None:
    """Saxon-HE, called as it says, makes what its checksums are of; the bag stays as it is."""
    bag = packaged(interview(name), tmp_path / "bags", preserve)
    readme = followed(bag)
    told = re.findall(rf"(?m)^{INDENT}([0-9a-f]{{64}})  (\S+)$", readme)
    editions = sorted(path.relative_to(bag / "data").as_posix() for path in bag.glob(f"data/*/{name}.*"))
    named = [path.removeprefix("../../rebuilt/") for _, path in told]
    assert sorted(named) == [path for path in editions if not path.startswith("tei/")]
    for digest, path in told:
        made = (bag / "data" / path).read_bytes()
        assert hashlib.sha256(made).hexdigest() == digest
        assert made == (bag / "data" / path.removeprefix("../../rebuilt/")).read_bytes()
    assert preserve("verify", bag).code == 0


def test_what_it_says_validates(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """The report of the rules holds no failure for a good interview, and does for one that breaks a rule."""
    source = interview("prose")
    bag = packaged(source, tmp_path / "bags", preserve)
    followed(bag)
    report = tmp_path / "bags/rebuilt/schemas/interview.svrl"
    assert failures(report) == []
    inside = bag / "data" / "tei" / "prose.xml"
    text = inside.read_text("utf-8")
    inside.write_text(re.sub(r"<revisionDesc.*</revisionDesc>", "", text, flags=re.DOTALL), "utf-8")
    followed(bag)
    assert "INT-026" in failures(report)


def failures(report: Path) -> list[str | None]:
    """Return the ids of what a report says is not kept."""
    root = xmlio.read(report).root
    return [each.get("id") for each in root.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")]


def test_without_rules_it_speaks_of_none(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """An interview that was judged by none cannot be held against them again."""
    bag = packaged(interview("minimal"), tmp_path / "bags", preserve, "--rules", "none")
    assert "Schematron (ISO" not in followed(bag)


def test_its_checksums_can_be_compared(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """By the program that it names, which finds its own lines in it."""
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum here")
    bag = packaged(interview("minimal"), tmp_path / "bags", preserve)
    (call,) = commands(followed(bag), "sha256sum")[1:]
    assert call == ["sha256sum", "--check", "README.txt"]
    assert subprocess.run(call, cwd=bag / "data", capture_output=True, check=False).returncode == 0
    (tmp_path / "bags/rebuilt/text/minimal.txt").write_text("other words", "utf-8")
    assert subprocess.run(call, cwd=bag / "data", capture_output=True, check=False).returncode == 1
    (call,) = commands((bag / "data" / "README.txt").read_text("utf-8"), "sha256sum")[:1]
    assert subprocess.run(call, cwd=bag, capture_output=True, check=False).returncode == 0


def test_no_line_is_too_long_but_commands(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """It is read in a window of any width."""
    readme = (packaged(interview("prose"), tmp_path, preserve) / "data" / "README.txt").read_text("utf-8")
    assert all(len(line) <= 120 for line in readme.splitlines() if not line.startswith(INDENT))
