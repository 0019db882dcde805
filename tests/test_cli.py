"""The command line: help, exit codes, and nothing on stdout but results."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preserve.errors import UsageError
from preserve.validate import Standards
from tests.bad import bags

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Command

COMMANDS = ("validate", "render", "describe", "package", "bag", "verify")
NEEDED = {"describe": ("--as", "mods")}


def faulty(interview: Callable[[str], Path], good: str = 'who="#a"', bad: str = 'who="#nobody"') -> Path:
    """Make the smallest interview faulty and return it; by default its speaker is nobody."""
    source = interview("minimal")
    text = source.read_text(encoding="utf-8")
    assert good in text
    source.write_text(text.replace(good, bad, 1), encoding="utf-8")
    return source


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str, preserve: Command) -> None:
    """Help says what a command does and shows how it is called."""
    outcome = preserve(name, "--help")
    assert outcome.code == 0
    assert f"preserve {name} " in outcome.out.split("Options:")[0].split("\n", 1)[1]
    for option in ("--config", "--quiet", "--help"):
        assert option in outcome.out
    assert "Exit codes: 0 " in outcome.out


def test_help_of_explain(preserve: Command) -> None:
    """It needs no configuration, so it has no option for one."""
    outcome = preserve("explain", "--help")
    assert "preserve explain REF-002\n" in outcome.out
    assert "--config" not in outcome.out
    assert "Exit codes: 0 every code is known, 2 one is not." in outcome.out


def test_help_names_every_command(preserve: Command) -> None:
    """With what it does, in a few words."""
    listed = re.findall(r"(?m)^  (\w+)  +[A-Z]", preserve("--help").out.split("Commands:")[1])
    assert sorted(listed) == sorted((*COMMANDS, "explain"))


@pytest.mark.parametrize(
    "call",
    [
        ("nonsense",),
        ("validate",),
        ("validate", "--format", "xml", "x.xml"),
        ("validate", "--max", "-1", "x.xml"),
        ("validate", "--max", "all", "x.xml"),
        ("verify", "--format", "svrl", "x"),
        ("explain", "--format", "junit", "REF-002"),
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
def test_an_empty_path_is_not_the_current_folder(
    name: str, interview: Callable[[str], Path], preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a script gives one whose variable is not set: neither for an argument nor for any option."""
    source = interview("minimal")
    monkeypatch.chdir(source.parent.parent)
    before = sorted(source.parent.parent.rglob("*"))
    needed = NEEDED.get(name, ())
    options = re.findall(r"(?m)^  .*?(--[a-z]+) (?:DIR|FILE|FOLDER|RNG|SCH)\b", preserve(name, "--help").out)
    assert "--config" in options
    for place, call in (("one of the arguments", (source, "")), *((each, (each, "", source)) for each in options)):
        outcome = preserve(name, *needed, *call)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"preserve: {place} is empty, where a path should be\n      hint  Write the path")
    assert sorted(source.parent.parent.rglob("*")) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_missing_file_exits_3(name: str, tmp_path: Path, preserve: Command) -> None:
    """A file that is not there is named, with a hint."""
    outcome = preserve(name, tmp_path / "absent.xml", *NEEDED.get(name, ()))
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
    source = faulty(interview)
    outcome = preserve("validate", source, interview("prose"))
    assert (outcome.code, outcome.err) == (1, "")
    assert f"{source}\n  " in outcome.out
    assert outcome.out.splitlines()[-1].startswith("2 files, 1 valid: 1 error")


def test_validate_shows_the_line(interview: Callable[[str], Path], preserve: Command) -> None:
    """With a caret under the place, and how to mend it below."""
    outcome = preserve("validate", faulty(interview))
    lines = outcome.out.splitlines()
    (number,) = (number for number, line in enumerate(lines) if "  error  REF-002  " in line)
    assert lines[number + 1] == '    27 |       <u xml:id="u1" who="#nobody">That is all I have to say.</u>'
    assert re.fullmatch(r"       \| +\^", lines[number + 2])
    assert re.match("      (hint|see |at  )  ", lines[number + 3])


def test_validate_shows_a_line_that_cannot_be_parsed(interview: Callable[[str], Path], preserve: Command) -> None:
    """As far as its bytes can be read."""
    source = faulty(interview, "</u>", "")
    told, line, caret = preserve("validate", source).out.splitlines()[1:4]
    assert told.startswith("  28:5  error  XML-001  </body> is found where </u>, opened on line 27, should be")
    assert (line, caret) == ("    28 |     </body>", "       |     ^")
    source.write_bytes(source.read_text(encoding="utf-8").replace("all I", "é").encode("latin-1"))
    assert '    27 |       <u xml:id="u1" who="#a">That is \ufffd have to say.' in preserve("validate", source).out
    source.write_bytes(codecs.BOM_UTF16_LE + "<TEI>".encode("utf-16-le"))
    assert "     1 | <TEI>\n" in preserve("validate", source).out


def test_validate_shows_lines_of_included_files(interview: Callable[[str], Path], preserve: Command) -> None:
    """Each from its own file."""
    source = faulty(
        interview,
        '<u xml:id="u1" who="#a">That is all I have to say.</u>',
        '<include xmlns="http://www.w3.org/2001/XInclude" href="turns.xml"/>',
    )
    source.with_name("turns.xml").write_text(
        '<u xmlns="http://www.tei-c.org/ns/1.0"\n xml:id="u1" who="#nobody">Words.</u>', encoding="utf-8"
    )
    outcome = preserve("validate", source)
    assert "turns.xml" in outcome.out
    assert re.search(r'     [12] \| (<u xmlns=|  ?xml:id="u1" who="#nobody")', outcome.out)


def test_validate_shows_no_more_than_asked(interview: Callable[[str], Path], preserve: Command) -> None:
    """All are counted, and the exit code is that of all."""
    source = faulty(interview)
    outcome = preserve("validate", "--max", "0", source, interview("prose"))
    assert outcome.code == 1
    first, second = outcome.out.splitlines()
    assert re.fullmatch(r"\d+ more findings are not shown, 1 of them an error", first)
    assert second.startswith("2 files, 1 valid: 1 error")
    assert len(re.findall(r"  (?:error|warning|info)  ", preserve("validate", "--max", "2", source).out)) == 2


def test_what_is_not_shown_to_programs_is_told_beside(interview: Callable[[str], Path], preserve: Command) -> None:
    """JSON has no place for it; the file is not valid all the same."""
    source = faulty(interview)
    outcome = preserve("validate", "--format", "json", "--max", "0", source)
    (read,) = json.loads(outcome.out)["files"]
    assert (outcome.code, read["valid"], read["findings"]) == (1, False, [])
    assert re.fullmatch(r"preserve: \d+ more findings are not shown, 1 of them an error \(--max\)\n", outcome.err)
    quiet = preserve("validate", "--quiet", "--format", "json", "--max", "0", source)
    assert quiet.err == ""


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("junit", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites '),
        ("svrl", '<?xml version="1.0" encoding="UTF-8"?>\n<svrl:schematron-output '),
        ("github", "::"),
    ],
)
def test_validate_writes_for_other_programs(
    form: str, begins: str, interview: Callable[[str], Path], preserve: Command
) -> None:
    """Nothing else goes to stdout; the exit code is the same."""
    outcome = preserve("validate", "--format", form, faulty(interview), interview("prose"))
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith(begins)
    assert "REF-002" in outcome.out


def test_validate_passes_on_how_to_judge(
    interview: Callable[[str], Path], preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not said is left to the file, or to us."""
    asked: list[Standards] = []

    def remember(standards: Standards, **_: object) -> None:
        """Note what is asked for, and go no further."""
        asked.append(standards)
        raise UsageError("enough")

    monkeypatch.setattr("preserve.validate.Validator", remember)
    preserve("validate", interview("minimal"))
    preserve("validate", "--phase", "late", "--second-opinion", "--rules", "none", interview("minimal"))
    preserve("validate", "--schema", "a.rng", "--rules", "b.sch", "--rules", "c.sch", interview("minimal"))
    assert asked == [
        Standards(schema=None, rules=None, phase="#DEFAULT", second_opinion=False),
        Standards(schema=None, rules=(), phase="late", second_opinion=True),
        Standards(schema=Path("a.rng"), rules=(Path("b.sch"), Path("c.sch"))),
    ]


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
    bad, good = faulty(interview), interview("prose")
    outcome = preserve("render", "--to", tmp_path / "editions", bad, good)
    assert outcome.code == 1
    assert "REF-002" in outcome.err
    assert [path.name for path in (tmp_path / "editions").iterdir()] == ["prose.html"]


def test_verify_as_json(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """Bags are told as files are."""
    preserve("package", interview("minimal"), "--to", tmp_path)
    outcome = preserve("verify", "--format", "json", "--reproduce", tmp_path / "minimal", tmp_path / "absent")
    good, absent = json.loads(outcome.out)["files"]
    assert outcome.code == 3
    assert (good["valid"], absent["valid"]) == (True, False)


def test_verify_shows_as_many_findings_as_wanted(tmp_path: Path, preserve: Command) -> None:
    """Of a bag that lost a thousand files a few say enough, and how many more there are is told."""
    folder = bags.plain(tmp_path / "bag")
    bags.put(folder, "manifest-md5.txt", "".join(f"{'0' * 32}  data/{number}\n" for number in range(1000)))
    outcome = preserve("verify", "--max", "2", folder)
    assert (outcome.code, outcome.out) == (1, f"{folder}: not valid\n")
    assert outcome.err.count("BAG-0") == 2
    assert "1,001 more findings are not shown" in outcome.err.splitlines()[-1]


def test_verify_as_junit(interview: Callable[[str], Path], tmp_path: Path, preserve: Command) -> None:
    """A bag is a suite."""
    preserve("package", interview("minimal"), "--to", tmp_path)
    bag = tmp_path / "minimal"
    assert f'<testcase name="valid" classname="{bag}"/>' in preserve("verify", "--format", "junit", bag).out
    (bag / "data" / "text" / "minimal.txt").unlink()
    outcome = preserve("verify", "--format", "junit", bag)
    assert (outcome.code, outcome.err) == (1, "")
    assert '<failure type="BAG-014" message="' in outcome.out


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
        assert process.wait(60) == 130
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
    outcome = preserve(name, "x" * 300 + ".xml", *NEEDED.get(name, ()))
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


def test_a_reader_that_has_seen_enough_is_no_fault(interview: Callable[[str], Path]) -> None:
    """`preserve validate … | head -1` ends quietly, with the exit code of a reader that went away."""
    source = interview("minimal")
    text = source.read_text(encoding="utf-8")
    turns = "".join(f'<u xml:id="v{number}" who="#nobody">Words.</u>\n' for number in range(5000))
    source.write_text(text.replace("</body>", f"{turns}</body>"), encoding="utf-8")
    call = f'"{sys.executable}" -m preserve validate "{source}" | head -1; exit "${{PIPESTATUS[0]}}"'
    ended = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, f"{source}\n", "")


def test_help_imports_nothing_heavy() -> None:
    """`preserve --help` starts fast because it loads no library but click."""
    call = [sys.executable, "-X", "importtime", "-m", "preserve", "--help"]
    ended = subprocess.run(call, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in ended.stderr.splitlines()}
    assert "click" in imported
    assert not imported & {"lxml", "saxonche", "rich", "filelock", "bagit"}
