"""Talk to people: findings in colour on a terminal, and signs of life for whatever takes long.

Results go to stdout, talk to stderr. Without a terminal, with NO_COLOR or with --quiet there is less of it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

from preserve import report
from preserve.findings import find_code

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from preserve.errors import PreserveError
    from preserve.report import Judged

# Nothing is shown of work that is done by then.
_PATIENCE_SECONDS: Final = 2.0
# Saxon works on such a document for more than a second, and nothing moves meanwhile.
_LARGE_BYTES: Final = 2_000_000
_STYLES: Final = (
    (r"(?m)^(?=\S)(?!\d+ files?, ).+$", "bold"),
    (r"(?<=  )error(?=  )", "bold red"),
    (r"(?<=  )warning(?=  )", "yellow"),
    (r"(?<=  )info(?=  )", "cyan"),
    (r"(?m)^      (at|hint|see) .*$", "dim"),
)


class Console:
    """Where a command talks; a context manager that leaves the terminal clean."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Prepare to talk.

        Args:
            quiet: Say nothing but results and faults.
        """
        self._quiet = quiet
        self._since = time.monotonic()
        self._live: Any = None
        self._spinner: Any = None
        self._bytes = 0

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
        if self._live is not None:
            self._live.stop()
            self._live = None

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
        self.step(f"{self._bytes / 1e6:,.0f} MB done")

    def _show(self, text: str) -> None:
        """Show some text with a spinner."""
        from rich.console import Console as Terminal
        from rich.live import Live
        from rich.spinner import Spinner
        from rich.text import Text

        # As Text, because brackets in a file's name would be taken for markup.
        shown = Text(report.visible(text))
        if self._live is None:
            self._spinner = Spinner("dots", shown)
            # Redirection would send results to stderr for as long as something moves there.
            self._live = Live(
                self._spinner,
                console=Terminal(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        else:
            self._spinner.update(text=shown)

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

    def findings(self, judged: tuple[Judged, ...]) -> None:
        """Print findings that are the result, with a summary.

        Args:
            judged: Files and their findings.
        """
        self._rest()
        _print(report.text(judged), sys.stdout)

    def talk(self, judged: Judged) -> None:
        """Print findings beside a result of another kind, to stderr.

        Args:
            judged: A file or bag and its findings.
        """
        self._rest()
        _print(report.block(judged), sys.stderr)

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


def _print(text: str, to: TextIO) -> None:
    """Print text, in colour on a terminal."""
    if not to.isatty():
        to.write(text)
        return
    from rich.console import Console as Terminal
    from rich.text import Text

    painted = Text(text, end="")
    for pattern, style in _STYLES:
        for match in re.finditer(pattern, text):
            painted.stylize(style, *match.span())
    Terminal(file=to).print(painted, soft_wrap=True, end="")
