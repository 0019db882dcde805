"""Processes, watched."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CAN_WATCH: Final = Path("/proc/self/stat").exists()

# Seconds until something that does happen is taken not to: never a measure of speed.
PATIENCE: Final = 50

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
    return "".join(_status(process)[:1])


def wait_for_end(process: int) -> None:
    """Wait until a process has ended; a busy machine may take its time over it."""
    deadline = time.monotonic() + PATIENCE
    while state(process) not in {"Z", ""}:
        assert time.monotonic() < deadline, f"process {process} is still there"
        time.sleep(0.01)


def wait_for_work(process: int, seconds: float) -> None:
    """Wait until a process has worked for so many seconds, which is longer than it takes to get to its task."""
    deadline = time.monotonic() + PATIENCE
    while worked(process) < seconds:
        assert time.monotonic() < deadline, f"process {process} is in state {state(process)}"
        time.sleep(0.01)


def worked(process: int) -> float:
    """Return for how many seconds a process has had a processor."""
    ticks = _status(process)[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _status(process: int) -> list[str]:
    """Return what the system tells of a process from its state on; nothing where there is none.

    Source: proc_pid_stat(5), fields 3 and later.
    """
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def end_at_work(
    call: list[Any], number: signal.Signals, *, seconds: float, environment: Mapping[str, str] | None = None
) -> None:
    """Run a program that starts a process and prints its number; end it while that works: both must end.

    Args:
        call: Of the program, such as one with `COUNTED`.
        number: The signal.
        seconds: For how long the process is to have worked.
        environment: Of the program; None for ours.
    """
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        wait_for_work(child, seconds)
        process.send_signal(number)
        assert process.wait(PATIENCE) == (130 if number is signal.SIGINT else -number)
    wait_for_end(child)
