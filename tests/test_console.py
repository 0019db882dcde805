"""Talk to people: where it goes, when it is coloured, and when it is silent. A real terminal stands by."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import pytest

from preserve.console import Console
from preserve.errors import Location, PreserveError
from preserve.findings import Finding, Severity
from preserve.report import Judged, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ESCAPE: Final = "\x1b["
FOUND: Final = tuple(
    Finding(
        code="REF-002",
        severity=severity,
        location=Location(file="a.xml", line=1, column=7, path="/TEI"),
        message="an error in [brackets] :smile: that is told",
        hint="Look.",
        source="TEI",
    )
    for severity in Severity
)
JUDGED: Final = Judged(file="a.xml", findings=FOUND, sources=(("a.xml", "<TEI [red]> :smile:\n"),))


class Terminal:
    """A terminal that remembers what was written to it."""

    def __init__(self) -> None:
        """Open both ends."""
        self._reading, self._writing = pty.openpty()
        self.stream: TextIO = os.fdopen(self._writing, "w", encoding="utf-8")

    def text(self) -> str:
        """Close it, and return all that was written."""
        self.stream.close()
        found = b""
        try:
            while block := os.read(self._reading, 65_536):
                found += block
        except OSError:
            pass  # Linux says so where the other end is closed.
        os.close(self._reading)
        return found.decode().replace("\r\n", "\n")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the tests' own surroundings say of colour."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLORTERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Return a terminal."""
    opened = Terminal()
    yield opened
    if not opened.stream.closed:
        opened.text()


@contextlib.contextmanager
def talking_to(terminal: Terminal, *, quiet: bool = False) -> Iterator[Console]:
    """Talk with a terminal as stderr."""
    with contextlib.redirect_stderr(terminal.stream), Console(quiet=quiet) as talking:
        yield talking


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that lets seconds pass."""
    now = time.monotonic()
    clock = [now]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    def wait(seconds: float) -> None:
        """Let them pass."""
        clock[0] += seconds

    return wait


def without_colours(text: str) -> str:
    """Return text without escape sequences."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


def test_findings_are_plain_where_no_terminal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a pipe gets the report as it is."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    Console().findings(JUDGED)
    assert ESCAPE not in stream.getvalue()
    assert stream.getvalue().startswith("a.xml\n")


def test_findings_are_coloured_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words; file, severities and notes stand out, and brackets are no markup."""
    opened, plain = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stdout", opened.stream)
    Console().findings(JUDGED)
    monkeypatch.setattr("sys.stdout", plain)
    Console().findings(JUDGED)
    text = opened.text()
    assert without_colours(text) == plain.getvalue()
    for style in ("1ma.xml", "1;31merror", "33mwarning", "36minfo", "2m      hint  Look."):
        assert f"{ESCAPE}{style}" in text
    assert f"      {ESCAPE}1;31m^{ESCAPE}0m" in text
    assert "     1 |\x1b[0m <TEI [red]> :smile:" in text


def test_talk_is_coloured_findings_without_a_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a result of another kind, findings go to stderr."""
    opened = Terminal()
    monkeypatch.setattr("sys.stderr", opened.stream)
    Console().talk(JUDGED)
    text = opened.text()
    assert f"{ESCAPE}1ma.xml" in text
    assert "valid:" not in text


def test_the_summary_is_the_same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """It tells what was not shown, and counts."""
    tally = Tally(1)
    tally.add(JUDGED)
    opened, plain = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stdout", opened.stream)
    Console().closing(tally)
    monkeypatch.setattr("sys.stdout", plain)
    Console().closing(tally)
    told = "2 more findings are not shown\n1 file, 0 valid: 1 error, 1 warning, 1 info\n"
    assert (plain.getvalue(), without_colours(opened.text())) == (told, told)


def test_lines_of_the_source_are_cut_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said is not, so that it can be copied."""
    monkeypatch.setenv("COLUMNS", "40")
    judged = replace(JUDGED, sources=(("a.xml", f"<TEI>{'words ' * 20}"),))
    opened = Terminal()
    monkeypatch.setattr("sys.stdout", opened.stream)
    Console().findings(judged)
    lines = without_colours(opened.text()).splitlines()
    assert lines[2] == "     1 | <TEI>words words words words …"
    assert len(lines[2]) <= 40


def test_a_remark_stands_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, but where it is to be quiet."""
    Console().remark("3 more \x1b[2J")
    Console(quiet=True).remark("3 more")
    assert capsys.readouterr() == ("", "preserve: 3 more \\x1b[2J\n")


def test_a_document_is_written_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """What programs read."""
    Console().document('{"a": 1}\n')
    assert capsys.readouterr() == ('{"a": 1}\n', "")


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    """See no-color.org."""
    monkeypatch.setenv("NO_COLOR", "1")
    opened = Terminal()
    monkeypatch.setattr("sys.stdout", opened.stream)
    Console().findings(JUDGED)
    assert not re.search(r"\x1b\[(3|9)[0-9]", opened.text())


def test_a_stranger_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control characters in names and words are written out; a line end forges no finding."""
    found = (
        replace(FOUND[0], message="\x1b[2Jgone\r\n  1  error  FAKE \u202e \x9b2J", hint="\x07", source="\x1b]0;x"),
    )
    stream = Terminal()
    monkeypatch.setattr("sys.stdout", stream.stream)
    Console().findings(Judged(file="a\x1b[1m.xml", findings=found, sources=(("a.xml", "\x1b[3J\x9b"),)))
    text = stream.text()
    for sequence in ("\x1b[2J", "\x1b[3J", "\x07", "\x1b]0", "\x9b", "\u202e"):
        assert sequence not in text
    assert "\\x1b[2Jgone\\r\\n  1  error  FAKE \\u202e" in without_colours(text)


def test_errors_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor do they."""
    Console().error(PreserveError("\x1b[2J", location=Location(file="a\nb"), hint="\x07"))
    assert capsys.readouterr().err == "preserve: a\\nb: \\x1b[2J\n      hint  \\x07\n"


def test_long_lines_are_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal wraps them itself, so that they can be copied."""
    monkeypatch.setenv("COLUMNS", "20")
    opened = Terminal()
    monkeypatch.setattr("sys.stdout", opened.stream)
    Console().findings(JUDGED)
    assert "an error in [brackets] :smile: that is told" in without_colours(opened.text())


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (PreserveError("It broke."), "preserve: It broke.\n"),
        (PreserveError("It broke.", location=Location(file="a.xml", line=2)), "preserve: a.xml:2: It broke.\n"),
        (PreserveError("It broke.", hint="Mend it."), "preserve: It broke.\n      hint  Mend it.\n"),
    ],
)
def test_errors_are_one_line_and_a_hint(capsys: pytest.CaptureFixture[str], error: PreserveError, line: str) -> None:
    """On stderr, even where nothing else is said."""
    Console(quiet=True).error(error)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", line)


def test_steps_are_silent_where_no_terminal_is(
    capsys: pytest.CaptureFixture[str], later: Callable[[float], None]
) -> None:
    """A log needs no signs of life."""
    with Console() as talking:
        later(60)
        talking.step("judging")
        talking.advance(1)
    assert capsys.readouterr() == ("", "")


def test_what_takes_long_is_told_in_a_log_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Once, in a line; not where it is to be quiet."""
    with Console() as talking:
        talking.slow("libxml2 reads a large schema")
    with Console(quiet=True) as talking:
        talking.slow("libxml2 reads a large schema")
    assert capsys.readouterr() == ("", "preserve: libxml2 reads a large schema …\n")


@pytest.mark.parametrize(("size", "told"), [(10, ""), (3_000_000, "preserve: judging {} …\n")])
def test_large_files_are_told_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path, size: int, told: str) -> None:
    """Small ones are done before anybody asks."""
    path = tmp_path / "talk.xml"
    path.write_bytes(b"x" * size)
    with Console() as talking:
        talking.begin("judging", path)
        talking.begin("verifying", tmp_path)
    assert capsys.readouterr() == ("", told.format(path))


def test_steps_are_silent_for_two_seconds(terminal: Terminal, later: Callable[[float], None]) -> None:
    """What is quick needs no talk."""
    with talking_to(terminal) as talking:
        later(2)
        talking.step("judging")
    assert not terminal.text()


def test_steps_are_told_after_two_seconds(terminal: Terminal, later: Callable[[float], None]) -> None:
    """With a spinner that is gone in the end, cursor and all."""
    with talking_to(terminal) as talking:
        later(2.1)
        talking.step("judging a.xml")
        time.sleep(0.3)  # the spinner turns twelve times a second
        talking.step("judging [/b].xml")
    text = terminal.text()
    assert "judging a.xml" in text
    assert "judging [/b].xml" in text
    assert "\x1b[?25l" in text
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")


def test_progress_over_many_files_is_counted(
    terminal: Terminal, later: Callable[[float], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """How many are done, of how many, and for how long it will go on; results interrupt it, and it goes on."""
    with talking_to(terminal) as talking:
        talking.expect(3)
        talking.begin("judging", Path("a.xml"))
        later(2.1)
        talking.begin("judging", Path("b.xml"))
        talking.findings(JUDGED)
        later(2.1)
        talking.begin("judging", Path("c" * 100))
    text = without_colours(terminal.text())
    assert "a.xml" not in text
    assert "judging b.xml" in text
    assert "cccc…" in text
    assert "1/3" in text
    assert "2/3" in text
    assert re.search(r"0:00:0\d", text)
    assert capsys.readouterr().out.startswith("a.xml\n")


def test_one_file_is_not_counted(terminal: Terminal, later: Callable[[float], None], tmp_path: Path) -> None:
    """There is nothing to count."""
    with talking_to(terminal) as talking:
        later(2.1)
        talking.begin("judging", tmp_path / "a.xml")
    assert "0/1" not in without_colours(terminal.text())


def test_a_dumb_terminal_is_left_alone(
    terminal: Terminal, later: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can move on it."""
    monkeypatch.setenv("TERM", "dumb")
    with talking_to(terminal) as talking:
        later(3)
        talking.step("judging")
    assert "\x1b" not in terminal.text()


def test_what_takes_long_is_told_at_once_on_a_terminal(terminal: Terminal) -> None:
    """Without waiting."""
    with talking_to(terminal) as talking:
        talking.slow("libxml2 reads [a large] schema")
    assert "libxml2 reads [a large] schema" in without_colours(terminal.text())


def test_quiet_is_quiet_on_a_terminal(terminal: Terminal, later: Callable[[float], None]) -> None:
    """No step, no sign of life."""
    with talking_to(terminal, quiet=True) as talking:
        later(60)
        talking.step("judging")
        talking.slow("reading")
        talking.advance(10**9)
    assert not terminal.text()


def test_bytes_are_counted(terminal: Terminal, later: Callable[[float], None]) -> None:
    """In millions, all that came so far."""
    with talking_to(terminal) as talking:
        talking.advance(1_500_000_000)
        later(3)
        talking.advance(34_000_000)
    assert "1,534 MB done" in without_colours(terminal.text())


def test_bytes_are_counted_down(terminal: Terminal, later: Callable[[float], None]) -> None:
    """Where it is known how many there will be, it is shown for how long it will go on; for each folder anew."""
    with talking_to(terminal) as talking:
        for total in (2_000_000_000, 5_000_000_000):
            talking.expect_bytes(total)
            later(3)
            talking.advance(500_000_000)
            later(3)
            talking.advance(500_000_000)
    text = without_colours(terminal.text())
    assert "1,000 of 2,000 MB done" in text
    assert "500 of 5,000 MB done" in text
    assert "━" in text
    assert re.search(r"0:00:\d\d|-:--:--", text)
    assert "/" not in text


def interrupted(terminal: Terminal, later: Callable[[float], None]) -> None:
    """Be interrupted while something is shown."""
    with talking_to(terminal) as talking:
        later(3)
        talking.step("judging")
        raise KeyboardInterrupt


def test_the_terminal_is_left_clean_after_a_fault(terminal: Terminal, later: Callable[[float], None]) -> None:
    """An error passes, and the spinner is gone."""
    with pytest.raises(KeyboardInterrupt):
        interrupted(terminal, later)
    assert terminal.text().rstrip().endswith(("\x1b[?25h", "\x1b[2K"))
