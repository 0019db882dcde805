"""The README's commands do what it shows; ``pytest --regild`` writes what they do."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import FLAGSHIP, PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

README = PROJECT / "README.md"
BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
SET_UP = "pip install uv && uv run "


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has of the project what the README's commands read."""
    if not FLAGSHIP.is_file():
        pytest.skip("tei/ is left out of the sdist")
    for name in ("tei", "tests/bad", "tests/good"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands(clone: Path, preserve: Command, regild: bool) -> None:  # noqa: FBT001 (a fixture)
    """Every command of the README runs and prints what the README shows."""
    shown = README.read_text(encoding="utf-8")
    actual = BLOCK.sub(lambda block: f"```console\n{_run(block.group(1), preserve)}```", shown)
    if regild:
        README.write_text(actual, encoding="utf-8")
    assert (clone / "bags" / "sekerbayeva-2023").is_dir()
    assert actual == shown, "the README shows something else; if the change is meant: pytest --regild"


def _run(block: str, preserve: Command) -> str:
    """Return a block of commands with the output that they have now; that of the tests is left as it is."""
    if f"$ {SET_UP}pytest" in block:
        return block
    return "".join(_output(line, preserve) for line in block.splitlines() if line.startswith("$ "))


def _output(line: str, preserve: Command) -> str:
    """Return a command and its output."""
    words = shlex.split(line.removeprefix("$ ").removeprefix(SET_UP))
    outcome = preserve(*words[1:])
    return f"{line}\n{outcome.out}"


def test_it_shows_the_two_commands_first() -> None:
    """The first two blocks are the main job and the tests."""
    first, second, *_ = BLOCK.findall(README.read_text(encoding="utf-8"))
    assert first.startswith(f"$ {SET_UP}preserve package tei/sekerbayeva-2023.xml\n")
    assert second.startswith(f"$ {SET_UP}pytest\n")


@pytest.mark.parametrize("name", ["README.md", "tei/README.md", "bags/README.md", "CHANGELOG.md"])
def test_links_lead_to_files(name: str) -> None:
    """Every relative link of a page leads to a file of the project."""
    page = PROJECT / name
    if not page.is_file():
        pytest.skip(f"{name} is left out of the sdist")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing
