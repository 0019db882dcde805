"""The command line: help, exit codes, and nothing on stdout but results."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Command

COMMANDS = ("validate", "render", "package", "verify")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str, preserve: Command) -> None:
    """Help says what a command does and shows how it is called."""
    outcome = preserve(name, "--help")
    assert outcome.code == 0
    assert f"preserve {name} " in outcome.out.split("Options:")[0].split("\n", 1)[1]
    for option in ("--config", "--quiet", "--help"):
        assert option in outcome.out


@pytest.mark.parametrize(
    "call",
    [
        ("nonsense",),
        ("validate",),
        ("validate", "--format", "xml", "x.xml"),
        ("render", "a.xml", "b.xml"),
        ("render", "--to", "x", "a/i.xml", "b/i.xml"),
        ("validate", "--rules", "none", "--rules", "a.sch", "x.xml"),
    ],
)
def test_a_call_that_cannot_be_meant_exits_2(call: tuple[str, ...], preserve: Command) -> None:
    """Usage errors are told on stderr."""
    outcome = preserve(*call)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err


@pytest.mark.parametrize("name", COMMANDS)
def test_a_missing_file_exits_3(name: str, tmp_path: Path, preserve: Command) -> None:
    """A file that is not there is named, with a hint."""
    outcome = preserve(name, tmp_path / "absent.xml")
    assert outcome.code == 3
    assert "absent.xml" in outcome.out + outcome.err
    assert "hint" in outcome.out + outcome.err


@pytest.mark.parametrize("option", ["--schema", "--rules", "--config"])
def test_a_missing_option_file_exits_3(option: str, interview: Callable[[str], Path], preserve: Command) -> None:
    """So is one that an option names."""
    outcome = preserve("validate", option, "absent.file", interview("minimal"))
    assert outcome.code == 3
    assert "absent.file" in outcome.err


def test_validate_prints_findings_and_a_summary(interview: Callable[[str], Path], preserve: Command) -> None:
    """Findings are the result, so they go to stdout."""
    source = interview("minimal")
    source.write_text(source.read_text(encoding="utf-8").replace("who=", "whom=", 1), encoding="utf-8")
    outcome = preserve("validate", source, interview("prose"))
    assert outcome.code == 1
    assert "TEI-001" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("2 files, 1 valid: ")


def test_validate_as_json(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """JSON has every file, a missing one too."""
    good, absent = interview("prose"), tmp_path / "absent.xml"
    outcome = preserve("validate", "--format", "json", good, absent)
    files = json.loads(outcome.out)["files"]
    assert outcome.code == 3
    assert [(each["file"], each["valid"]) for each in files] == [(str(good), True), (str(absent), False)]
    assert files[1]["findings"][0]["code"] == "ENV-001"


def test_validate_by_no_rules(interview: Callable[[str], Path], preserve: Command) -> None:
    """With --rules none no rule is asked."""
    outcome = preserve("validate", "--rules", "none", interview("minimal"))
    assert outcome.code == 0
    assert "INT-" not in outcome.out


def test_render_writes_to_stdout(interview: Callable[[str], Path], preserve: Command) -> None:
    """One file without --to: the edition and nothing else."""
    outcome = preserve("render", interview("prose"))
    assert outcome.code == 0
    assert outcome.out.startswith("<!DOCTYPE")
    assert preserve("render", "--view", "text", interview("prose")).out.endswith("\n")


def test_render_writes_into_a_folder(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """With --to the paths are the result; a second run replaces the files."""
    folder = tmp_path / "editions"
    for _ in range(2):
        outcome = preserve("render", "--view", "text", "--to", folder, interview("prose"), interview("minimal"))
        assert outcome.code == 0
        assert outcome.out.splitlines() == [str(folder / "prose.txt"), str(folder / "minimal.txt")]
    assert sorted(path.name for path in folder.iterdir()) == ["minimal.txt", "prose.txt"]


def test_render_refuses_a_faulty_interview(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """An interview with errors has no edition; the others have."""
    bad, good = interview("minimal"), interview("prose")
    bad.write_text(bad.read_text(encoding="utf-8").replace("who=", "whom=", 1), encoding="utf-8")
    outcome = preserve("render", "--to", tmp_path / "editions", bad, good)
    assert outcome.code == 1
    assert "TEI-001" in outcome.err
    assert [path.name for path in (tmp_path / "editions").iterdir()] == ["prose.html"]


def test_verify_as_json(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """Bags are told as files are."""
    preserve("package", interview("minimal"), "--to", tmp_path)
    outcome = preserve("verify", "--format", "json", "--reproduce", tmp_path / "minimal", tmp_path / "absent")
    good, absent = json.loads(outcome.out)["files"]
    assert outcome.code == 3
    assert (good["valid"], absent["valid"]) == (True, False)


def test_the_configuration_is_in_the_bag(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """What preserve.toml says of all bags stands first in bag-info.txt."""
    config = tmp_path / "archive.toml"
    config.write_text('[bag-info]\nSource-Organization = "Archive of the Example"\n', encoding="utf-8")
    outcome = preserve("package", "--config", config, interview("minimal"), "--to", tmp_path / "bags")
    assert outcome.code == 0
    info = (tmp_path / "bags" / "minimal" / "bag-info.txt").read_text(encoding="utf-8")
    assert info.startswith("Source-Organization: Archive of the Example\n")


def test_a_fault_of_the_program_exits_70(
    interview: Callable[[str], Path], preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw is shown whole, with an exit code of its own."""
    monkeypatch.setattr("preserve.xmlio.read", lambda *_: 1 / 0)
    outcome = preserve("validate", interview("minimal"))
    assert outcome.code == 70
    assert "ZeroDivisionError" in outcome.err
    assert "fault of the program" in outcome.err


def test_an_interrupt_exits_130(
    interview: Callable[[str], Path], preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is told in a line."""

    def interrupt(*_: object) -> None:
        """Do what Ctrl-C does."""
        raise KeyboardInterrupt

    monkeypatch.setattr("preserve.xmlio.read", interrupt)
    outcome = preserve("validate", interview("minimal"))
    assert outcome.code == 130
    assert "interrupted" in outcome.err


def test_a_real_interrupt_leaves_nothing(interview: Callable[[str], Path], tmp_path: Path) -> None:
    """SIGINT during package: no bag, no staging folder, exit code 130."""
    call = [sys.executable, "-c", _SLOW, "package", str(interview("minimal")), "--to", str(tmp_path / "bags")]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    assert not (tmp_path / "bags").exists()


_SLOW = """
import time
from preserve import cli, fixity
written = fixity.write
def write(*arguments, **named):
    print("writing", flush=True)
    time.sleep(20)
    return written(*arguments, **named)
fixity.write = write
cli.main()
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("name", ["validate", "render"])
def test_a_full_disk_at_stdout_is_told(name: str, interview: Callable[[str], Path]) -> None:
    """What cannot be written is no success, and no fault of the program either."""
    call = [sys.executable, "-m", "preserve", name, str(interview("prose"))]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 3
    assert "no space left" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_fault(closed: str, interview: Callable[[str], Path]) -> None:
    """Whoever closes stdout or stderr does not want to read it."""
    call = f'"{sys.executable}" -m preserve validate "{interview("prose")}" {closed}'
    assert subprocess.run(["sh", "-c", call], capture_output=True, check=False).returncode == 0


def test_results_go_to_stdout_while_something_moves(
    interview: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, preserve: Command
) -> None:
    """The spinner on stderr does not take the results with it."""
    monkeypatch.setattr("preserve.console._PATIENCE_SECONDS", -1.0)
    monkeypatch.setattr("sys.stderr", _Terminal())
    outcome = preserve("package", interview("minimal"), "--to", tmp_path / "bags")
    assert outcome.out.startswith(f"{tmp_path / 'bags' / 'minimal'}: written and verified")


class _Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_exits_3(interview: Callable[[str], Path], preserve: Command) -> None:
    """It is told like one that is not there, and the others are done."""
    closed = interview("minimal")
    closed.chmod(0)
    outcome = preserve("validate", closed, interview("prose"))
    assert outcome.code == 3
    assert "2 files, 1 valid" in outcome.out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_name_that_is_too_long_exits_3(name: str, preserve: Command) -> None:
    """No traceback for it."""
    outcome = preserve(name, "x" * 300 + ".xml")
    assert outcome.code == 3
    assert "Traceback" not in outcome.err


def test_a_reader_that_leaves_is_no_fault(interview: Callable[[str], Path]) -> None:
    """`preserve render … | head -1` shows no traceback."""
    call = [sys.executable, "-m", "preserve", "render", str(interview("open"))]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_help_imports_nothing_heavy() -> None:
    """`preserve --help` starts fast because it loads no library but click."""
    call = [sys.executable, "-X", "importtime", "-m", "preserve", "--help"]
    ended = subprocess.run(call, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in ended.stderr.splitlines()}
    assert "click" in imported
    assert not imported & {"lxml", "saxonche", "rich", "filelock", "bagit"}
