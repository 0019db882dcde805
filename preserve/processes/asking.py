"""The side that asks: a process with pipes and a time limit, which ends when nobody needs it any more."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from subprocess import Popen

_PROGRAM: Final = Path(__file__).with_name("program.py")
# After its input has ended.
_GRACE_SECONDS: Final = 2.0
# Of interviews that all name schemas and rules of their own.
_MOST_PROCESSES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """That a process has ended without an answer.

    Attributes:
        seconds: How long it was given, where it took longer; None where it ended by itself.
        status: Its exit status; below zero the signal that ended it.
    """

    seconds: float | None
    status: int

    def __str__(self) -> str:
        """Return what it did, to be completed: ``took longer than 60 seconds``."""
        if self.seconds is not None:
            return f"took longer than {round(self.seconds, 1):g} seconds"
        name = f" ({signal.Signals(-self.status).name})" if -self.status in set(signal.Signals) else ""
        return f"ended unexpectedly{name}"


class Process:
    """A worker, running; it ends when nobody holds this any more."""

    def __init__(self, worker: Path, *arguments: str) -> None:
        """Start it.

        Args:
            worker: A file of Python, which is run as a program; it may import from preserve.
            arguments: For the worker.

        Raises:
            OSError: The system refuses.
        """
        import subprocess

        # With -P nothing that lies beside the program, or where the user is, can pass for a module.
        call = [sys.executable or "", "-P", str(_PROGRAM), str(worker), *arguments]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=nothing)  # noqa: S603 (our own program)
        self.end = weakref.finalize(self, _end, self._process)
        _started[id(self)] = self
        for process in list(_started.values())[:-_MOST_PROCESSES]:
            process.end()

    @property
    def has_ended(self) -> bool:
        """Whether it can be asked no more."""
        return self._process.poll() is not None

    def answer(self, question: bytes | None, seconds: float) -> Any:  # noqa: ANN401 (whatever JSON can say)
        """Return what the worker answers to a question, or its loss: then it has ended.

        Args:
            question: What it is asked; None where it speaks first.
            seconds: How long it may take, from the writing on.
        """
        import json

        begun = time.monotonic()
        try:
            return json.loads(self._ask(question, seconds))
        except (OSError, ValueError):
            # It is the only end that a process comes to without an answer.
            late = time.monotonic() - begun >= seconds
            self.end()
            return Loss(seconds=seconds if late else None, status=self._process.returncode)
        except BaseException:
            self._process.kill()
            self.end()
            raise

    def _ask(self, question: bytes | None, seconds: float) -> bytes:
        """Return the line that answers a question; nothing where the worker ends, as it is made to when it is late.

        Raises:
            OSError: It has ended already.
        """
        import threading

        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            incoming, outgoing = _pipes(self._process)
            if question is not None:
                incoming.write(b"%d\n%b" % (len(question), question))
                incoming.flush()
            return outgoing.readline()
        finally:
            timer.cancel()


# In the order in which they were started; when nobody holds one any more it goes.
_started: Final[weakref.WeakValueDictionary[int, Process]] = weakref.WeakValueDictionary()


def _pipes(process: Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Return a program's input and output."""
    if process.stdin is None or process.stdout is None:
        raise OSError
    return process.stdin, process.stdout


def _end(process: Popen[bytes]) -> None:
    """End a program: it does so by itself when its input ends."""
    from subprocess import TimeoutExpired

    incoming, outgoing = _pipes(process)
    with contextlib.suppress(OSError):
        incoming.close()
    try:
        process.wait(_GRACE_SECONDS)
    except TimeoutExpired:
        process.kill()
        process.wait()
    outgoing.close()
