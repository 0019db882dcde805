"""Processes, watched."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

CAN_WATCH: Final = Path("/proc/self/stat").exists()

# A program that runs the command and prints the number of each process that it starts.
COUNTED: Final = """
import subprocess
class Popen(subprocess.Popen):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        print(self.pid, flush=True)
subprocess.Popen = Popen
from preserve.cli import main
main()
"""


def state(process: int) -> str:
    """Return the letter by which the system tells what a process does: R where it works, Z where it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def wait_for_end(process: int) -> None:
    """Wait until a process has ended, which it must soon."""
    deadline = time.monotonic() + 5
    while state(process) not in {"Z", ""}:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def wait_for_work(process: int) -> None:
    """Wait until a process has been busy for half a second without a pause."""
    deadline = time.monotonic() + 30
    seen = 0
    while seen < 50:
        assert time.monotonic() < deadline
        seen = seen + 1 if state(process) == "R" else 0
        time.sleep(0.01)
