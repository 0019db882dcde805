"""Bags made under disturbance: a process that is killed, or refused by the system, at the step that a test asks for.

Nothing in the product knows of this. A server process, which has loaded the program once, forks a child for each job;
in the child the functions of `os` by which files are written count their calls, and at the chosen one do what the test
asks for. ``python tests/disturbing.py`` is the server; `Server` talks to it.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from preserve import bag
from preserve.errors import PreserveError

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS: Final = ("open", "write", "fsync", "mkdir", "rename", "utime", "chmod", "lstat", "scandir", "unlink", "rmdir")
"""The functions that count where a job names none."""

_BY_NAME: Final = frozenset({"open", "mkdir", "rename", "utime", "chmod", "lstat", "scandir", "unlink", "rmdir"})

DATE: Final = dt.date(2024, 2, 29)
KILLED: Final = -signal.SIGKILL


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A folder to be bagged, and how that is disturbed.

    Attributes:
        folder: What is to be bagged.
        target: The bag to be.
        replace: Whether another bag makes way.
        step: At which call; 0 for none. Counted over all of the functions.
        functions: Whose calls count; a name such as ``open:a.txt`` counts only those on files so called.
        act: ``kill``, ``term``, ``int``, the name of an error such as ``ENOSPC``, or code that is run with
            `folder` and `target`.
        again: Whether it is done at every later call, too.
        first: Code that is run before all, with `folder` and `target`.
    """

    folder: str
    target: str
    replace: bool = False
    step: int = 0
    functions: tuple[str, ...] = STEPS
    act: str = "kill"
    again: bool = False
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job.

    Attributes:
        code: The exit code of the child; negative where a signal ended it.
        said: What it said: the status of the bag, or the code and message of an error.
        steps: How many steps it did.
    """

    code: int
    said: str
    steps: int


class Server:
    """The server, seen from a test; a context manager."""

    def __enter__(self) -> Self:
        """Start it."""
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.communicate()

    def run(self, job: Job) -> Outcome:
        """Have a job done and return what became of it."""
        self.begin(job)
        return self.end()

    def begin(self, job: Job) -> None:
        """Have a job begun."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(asdict(job))}\n")
        self._process.stdin.flush()

    def end(self) -> Outcome:
        """Wait for the job that was begun, and return what became of it."""
        assert self._process.stdout
        return Outcome(**json.loads(self._process.stdout.readline()))


class _Disturbance:
    """Counts calls in the child, and acts at the chosen one."""

    def __init__(self, job: Job) -> None:
        """Wrap the functions."""
        self.job = job
        self.steps = 0
        for each in job.functions:
            name, _, of = each.partition(":")
            setattr(os, name, self._wrapped(getattr(os, name), name, of))

    def _wrapped(self, really: Callable[..., Any], name: str, of: str) -> Callable[..., Any]:
        """Return a function that counts its calls."""

        def counted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (whatever it takes and gives)
            """Count, act, and do what is asked for."""
            if of and not os.fsdecode(arguments[0]).endswith(of):
                return really(*arguments, **named)
            self.steps += 1
            if self.steps == self.job.step or (self.job.again and 0 < self.job.step < self.steps):
                self._act(name, arguments)
            return really(*arguments, **named)

        return counted

    def _act(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Do what was asked for."""
        act = self.job.act
        signals = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "int": signal.SIGINT}
        if act in signals:
            os.kill(os.getpid(), signals[act])
            time.sleep(0.1)  # the main thread takes a signal that can be caught
        elif number := getattr(errno, act, None):
            # The system names a file only where it was asked for one by its name.
            raise OSError(number, os.strerror(number), *(arguments[:1] if name in _BY_NAME else ()))
        else:
            exec(act, {"os": os, "folder": Path(self.job.folder), "target": Path(self.job.target)})  # noqa: S102


def _child(job: Job, report: int) -> int:
    """Do a job, write what became of it, and return the exit code."""
    disturbance = _Disturbance(job)
    if job.first:
        exec(job.first, {"os": os, "folder": Path(job.folder), "target": Path(job.target)})  # noqa: S102
    try:
        made = bag.make(Path(job.folder), Path(job.target), date=DATE, replace=job.replace)
        code = 0 if made.sealed else 1
        said = made.sealed.status if made.sealed else " ".join(found.code for found in made.findings if found.is_error)
    except PreserveError as error:
        code, said = error.exit_code, f"{error.code} {error.location}: {error.message}"
    except KeyboardInterrupt:
        code, said = 130, "interrupted"
    os.pwrite(report, json.dumps({"said": said, "steps": disturbance.steps}).encode(), 0)
    return code


def _serve(job: Job) -> Outcome:
    """Fork a child for a job and return what became of it."""
    report = os.memfd_create("report")
    child = os.fork()
    if not child:
        code = 70
        try:
            code = _child(job, report)
        except BaseException:  # noqa: BLE001 (a child must never come out of here)
            traceback.print_exc()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    told = json.loads(os.pread(report, 1 << 20, 0) or '{"said": "", "steps": 0}')
    os.close(report)
    return Outcome(code=os.waitstatus_to_exitcode(status), **told)


def _main() -> None:
    """Do jobs as they come, having made a bag to load once what children may not find, or would load each."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "box").mkdir()
        for number in range(20):
            (Path(place) / "box" / str(number)).write_bytes(b"x")
        bag.make(Path(place) / "box", Path(place) / "bags" / "box", date=DATE)
    for line in sys.stdin:
        table = json.loads(line)
        outcome = _serve(Job(**{**table, "functions": tuple(table["functions"])}))
        sys.stdout.write(f"{json.dumps(asdict(outcome))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
