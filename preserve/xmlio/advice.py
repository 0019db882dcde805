"""libxml2's opinion by a stranger's schema, asked for in a process of its own.

With some schemas libxml2 never comes to an end, with others it takes half a minute; meanwhile it hears nothing, and
where it fails it may take the process along. There it can be ended, and whoever asked goes on without it.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from preserve.xmlio.closure import schema_files
from preserve.xmlio.grammar import cleaned, objection_at

if TYPE_CHECKING:
    from subprocess import Popen

    from preserve.xmlio.document import Document
    from preserve.xmlio.grammar import Objection

_PROGRAM: Final = Path(__file__).with_name("advisor.py")
# After its input has ended.
_GRACE_SECONDS: Final = 2.0
# Of interviews that all name schemas of their own.
_MOST_PROCESSES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many seconds libxml2 is given.

    Attributes:
        schema: To read a schema; it needs 25 for all of TEI.
        document: To judge a document, however small.
        megabyte: To judge each megabyte of it, in addition.
    """

    schema: float = 120
    document: float = 30
    megabyte: float = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """That libxml2 gives no opinion.

    Attributes:
        reason: Why, in a clause: ``it took longer than 120 seconds to read the schema``.
    """

    reason: str


_LIMITS: Final = Limits()


class Advisor:
    """libxml2 in a process of its own, where it has read one schema."""

    def __init__(self, path: Path, limits: Limits = _LIMITS) -> None:
        """Let libxml2 read a schema in XML syntax, and wait for it.

        Args:
            path: The schema.
            limits: How long it may take.

        Raises:
            SurroundingsError: A file of the schema cannot be read.
            DocumentError: XML-001 and so on where the schema is not well-formed; TEI-003 where it reaches out.
        """
        self._entry = schema_files(path)[0]
        self._limits = limits
        self._process: _Process | None = None
        self._refusal = self._begin()

    def _begin(self) -> Silence | None:
        """Let libxml2 read the schema; return why it gives no opinion by it, or None."""
        try:
            self._process = _Process(self._entry)
        except OSError as error:
            return Silence(reason=f"it could not be started: {(error.strerror or str(error)).lower()}")
        answer = self._process.answer(b"", self._limits.schema, "read the schema")
        if isinstance(answer, str):
            return Silence(reason=f"it cannot use the schema: {cleaned(answer)}")
        return answer if isinstance(answer, Silence) else None

    def objection(self, document: Document) -> Objection | Silence | None:
        """Return the first thing that libxml2 has against a document, None for a valid one, or that it is silent.

        A process that ended, as with a document or because there were too many, is replaced; a schema of no use is not
        tried again.
        """
        if self._refusal is None and self._process is not None and self._process.has_ended:
            self._refusal = self._begin()
        if self._refusal or self._process is None:
            return self._refusal
        data = document.text.encode()
        seconds = self._limits.document + self._limits.megabyte * len(data) / 1e6
        answer = self._process.answer(b"%d\n%b" % (len(data), data), seconds, "judge the document")
        if isinstance(answer, list):
            node, words = answer
            return objection_at(document, node, words)
        return answer if isinstance(answer, Silence) else None


class _Process:
    """The program, running; it ends when nobody holds this any more."""

    def __init__(self, schema: Path) -> None:
        """Start it.

        Raises:
            OSError: The system refuses.
        """
        import subprocess

        # With -P nothing that lies beside the program, or where the user is, can pass for a module.
        call = [sys.executable or "", "-P", str(_PROGRAM), str(schema)]
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

    def answer(self, question: bytes, seconds: float, doing: str) -> Any:  # noqa: ANN401 (whatever JSON can say)
        """Return what the program answers to a question, or its silence, with which it has ended.

        Args:
            question: To be written.
            seconds: How long it may take, from the writing on.
            doing: What takes its time, as an infinitive.
        """
        import json

        begun = time.monotonic()
        try:
            return json.loads(self._ask(question, seconds))
        except (OSError, ValueError):
            # It is the only end that a process comes to without an answer.
            late = time.monotonic() - begun >= seconds
            self.end()
            if late:
                return Silence(reason=f"it took longer than {round(seconds, 1):g} seconds to {doing}")
            return Silence(reason=f"it ended unexpectedly{self._signal()} and did not {doing}")
        except BaseException:
            self._process.kill()
            self.end()
            raise

    def _ask(self, question: bytes, seconds: float) -> bytes:
        """Return the line that answers a question; nothing where the program ends, as it is made to when it is late.

        Raises:
            OSError: It has ended already.
        """
        import threading

        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            incoming, outgoing = _pipes(self._process)
            incoming.write(question)
            incoming.flush()
            return outgoing.readline()
        finally:
            timer.cancel()

    def _signal(self) -> str:
        """Return by which signal it was ended, in brackets, or nothing where it was by none."""
        code = self._process.returncode
        return f" ({signal.Signals(-code).name})" if -code in set(signal.Signals) else ""


# In the order in which they were started; when nobody holds one any more it goes.
_started: Final[weakref.WeakValueDictionary[int, _Process]] = weakref.WeakValueDictionary()


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
