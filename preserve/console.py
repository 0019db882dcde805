"""Talk to people: findings in colour on a terminal, and signs of life for whatever takes long.

Results go to stdout, talk to stderr. Without a terminal, with NO_COLOR or with --quiet there is less of it.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

from preserve import report
from preserve.findings import find_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import TracebackType

    from preserve.errors import PreserveError
    from preserve.report import Judged, Paint, Style, Tally

# Nothing is shown of work that is done by then.
_PATIENCE_SECONDS: Final = 2.0
# Saxon works on such a document for more than a second, and nothing moves meanwhile.
_LARGE_BYTES: Final = 2_000_000
_STYLES: Final = {
    report.Style.FILE: "bold",
    report.Style.ERROR: "bold red",
    report.Style.WARNING: "yellow",
    report.Style.INFO: "cyan",
    report.Style.NOTE: "dim",
    report.Style.CARET: "bold red",
}


class Console:
    """Where a command talks; a context manager that leaves the terminal clean."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Prepare to talk.

        Args:
            quiet: Say nothing but results and faults.
        """
        self._quiet = quiet
        self._since = time.monotonic()
        self._progress: Any = None
        self._total = 1
        self._begun = 0
        self._bytes = 0
        self._awaited = 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what is in motion from the terminal."""
        self._rest()

    def _rest(self) -> None:
        """Remove what is in motion, before something is printed that stays."""
        if self._progress is not None:
            self._progress.stop()

    def expect(self, total: int) -> None:
        """Tell how many files or bags there are, so that it can be shown how far the work is.

        Args:
            total: How often `begin` will be called.
        """
        self._total = total

    def expect_bytes(self, total: int) -> None:
        """Tell how many bytes there are of what is begun now, so that it can be shown for how long it will go on.

        Args:
            total: What all calls of `advance` will come to, as far as is known.
        """
        self._rest()
        self._progress = None
        self._bytes, self._awaited = 0, total

    def slow(self, text: str) -> None:
        """Tell at once what is about to take long.

        Args:
            text: In a few words.
        """
        if not self._quiet and sys.stderr.isatty():
            self._show(text)
        elif not self._quiet:
            print(report.visible(f"preserve: {text} …"), file=sys.stderr)

    def begin(self, doing: str, path: Path) -> None:
        """Tell what is being done with a file or bag: at once where it is large, or else when time has passed.

        Args:
            doing: Such as ``judging``.
            path: The file.
        """
        self._begun += 1
        # os.path answers for a name that is too long or a folder that is closed; Path raises.
        large = os.path.isfile(path) and os.path.getsize(path) > _LARGE_BYTES  # noqa: PTH113, PTH202
        (self.slow if large else self.step)(f"{doing} {path}")

    def step(self, text: str) -> None:
        """Tell what is being done, if the command has been at work for a while.

        Args:
            text: In a few words.
        """
        if not self._quiet and sys.stderr.isatty() and time.monotonic() - self._since > _PATIENCE_SECONDS:
            self._show(text)

    def advance(self, count: int) -> None:
        """Count bytes that were read or written.

        Args:
            count: How many since the last call.
        """
        self._bytes += count
        of = f" of {self._awaited / 1e6:,.0f}" if self._awaited else ""
        self.step(f"{self._bytes / 1e6:,.0f}{of} MB done")

    def _show(self, text: str) -> None:
        """Show some text with a spinner and, where there are several files, how many are done and when all will be."""
        done, total = max(0, self._begun - 1), self._total
        if self._awaited:
            done, total = min(self._bytes, self._awaited), self._awaited
        if self._progress is None:
            self._progress = _progress(has_bar=total > 1, is_counted=not self._awaited)
            self._progress.add_task("", total=total)
        self._progress.update(self._progress.task_ids[0], description=report.visible(text), completed=done)
        self._progress.start()

    def result(self, line: str) -> None:
        """Print a line of the result to stdout, at once.

        Args:
            line: Without its line feed.
        """
        self._rest()
        print(report.visible(line), flush=True)

    def data(self, data: bytes) -> None:
        """Write a result that is no line to stdout.

        Args:
            data: The bytes as they are.
        """
        self._rest()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def document(self, text: str) -> None:
        """Write a result that is for programs to stdout.

        Args:
            text: All of it, with its last line feed.
        """
        self._rest()
        sys.stdout.write(text)

    def findings(self, judged: Judged) -> None:
        """Print the findings of a file that are the result.

        Args:
            judged: A file and its findings.
        """
        self.painted(lambda paint: report.block(judged, paint, _width(sys.stdout)))

    def closing(self, tally: Tally) -> None:
        """Print the summary of a result.

        Args:
            tally: Of all that was printed.
        """
        self.painted(lambda _: report.closing(tally))

    def painted(self, lines: Callable[[Paint], Iterable[str]]) -> None:
        """Print lines that are the result, in colour on a terminal.

        Args:
            lines: Returns them, given how to paint.
        """
        self._rest()
        _write(lines, sys.stdout)

    def talk(self, judged: Judged) -> None:
        """Print findings beside a result of another kind, to stderr.

        Args:
            judged: A file or bag and its findings.
        """
        self._rest()
        _write(lambda paint: report.block(judged, paint, _width(sys.stderr)), sys.stderr)

    def remark(self, line: str) -> None:
        """Print a line beside a result that has no place for it, to stderr.

        Args:
            line: Without its line feed.
        """
        if not self._quiet:
            self._rest()
            print(report.visible(f"preserve: {line}"), file=sys.stderr)

    def error(self, error: PreserveError) -> None:
        """Print why work cannot go on.

        Args:
            error: What happened.
        """
        self._rest()
        known = find_code(error.code or "")
        place = f"{error.location}: " if error.location else ""
        code = f" ({known.code})" if known else ""
        print(report.visible(f"preserve: {place}{error.message}{code}"), file=sys.stderr)
        if hint := error.hint or (known and known.hint):
            print(report.visible(f"      hint  {hint}"), file=sys.stderr)


def _progress(*, has_bar: bool, is_counted: bool) -> Any:  # noqa: ANN401 (rich is imported only when something is shown)
    """Return what moves on a terminal."""
    from rich import progress
    from rich.console import Console as Terminal
    from rich.table import Column

    # What is done is cut, where the terminal is narrow, and not how much of it.
    room = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    # Without markup, because brackets in a file's name would be taken for it.
    doing = progress.TextColumn("{task.description}", style="", markup=False, table_column=room)
    columns = [progress.SpinnerColumn(), doing]
    if has_bar:
        counted = [progress.MofNCompleteColumn()] if is_counted else []
        columns += [progress.BarColumn(20), *counted, progress.TimeRemainingColumn()]
    # Redirection would send results to stderr for as long as something moves there.
    return progress.Progress(
        *columns,
        console=Terminal(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        expand=True,
    )


def _write(lines: Callable[[Paint], Iterable[str]], to: TextIO) -> None:
    """Write lines one by one, however many there are."""
    to.writelines(f"{line}\n" for line in lines(_paint(to)))


def _paint(to: TextIO) -> Paint:
    """Return how to paint on a stream: not at all where it is no terminal."""
    if not to.isatty():
        return report.plain
    sequences = _sequences(to)

    def paint(style: Style, text: str) -> str:
        """Return text between the sequences that begin and end its style."""
        begin, end = sequences[style]
        return f"{begin}{text}{end}"

    return paint


def _sequences(to: TextIO) -> dict[Style, tuple[str, str]]:
    """Return what begins and ends each style on a terminal, as rich has it, which knows terminals and NO_COLOR."""
    from rich.console import Console as Terminal
    from rich.text import Text

    terminal = Terminal(file=to)
    found = {}
    for style, name in _STYLES.items():
        with terminal.capture() as captured:
            terminal.print(Text("x", name), end="")
        begin, _, end = captured.get().partition("x")
        found[style] = (begin, end)
    return found


def _width(to: TextIO) -> int:
    """Return how many columns there are for a line of the source."""
    if not to.isatty():
        return report.WIDTH
    from rich.console import Console as Terminal

    return Terminal(file=to).width
