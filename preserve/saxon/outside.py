"""Saxon in a process of its own, for stylesheets that are not ours; it is ended when it takes too much."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from preserve.errors import Location, StylesheetError, surroundings
from preserve.processes import Loss, Process
from preserve.saxon.results import Message, Transformation

_WORKER: Final = Path(__file__).with_name("worker.py")
# By which Saxon's own machine, and the worker, tell that there is no more memory.
_NO_MEMORY: Final = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a stranger's stylesheets are given.

    Attributes:
        compilation: Seconds to compile a stylesheet.
        document: Seconds to transform a document, however small.
        megabyte: Seconds for each megabyte of it, in addition.
        memory: Bytes of memory, where the system can hold a process to them: Linux can, others leave it to the time.
        growth: Bytes of memory for each byte of a document, where that is more.
    """

    compilation: float = 60
    document: float = 60
    megabyte: float = 30
    memory: int = 2_000_000_000
    growth: int = 200


class Outside:
    """A Saxon processor in a process of its own, which is replaced when it has ended."""

    def __init__(self, limits: Limits) -> None:
        """Prepare; the process is started when there is something to compile.

        Args:
            limits: What it is given.
        """
        self._limits = limits
        self._process: Process | None = None
        # What a process has to do before it is as far as the one before, and how much of it this one has done.
        self._steps: list[bytes] = []
        self._done = 0
        self._names: list[str] = []

    def lock(self) -> None:
        """Forbid all reading, before anything else is done; see `Engine.lock`."""
        self._steps.append(self._step("lock"))

    def compile(self, path: str, name: str) -> int:
        """Compile a file, and return the number of the stylesheet; see `Engine.compile`."""
        return self._compile(name, self._step("compile", path, name))

    def compile_text(self, text: str, name: str) -> int:
        """Compile a text, and return the number of the stylesheet; see `Engine.compile_text`."""
        return self._compile(name, self._step("compile_text", text, name))

    def _step(self, *request: str) -> bytes:
        """Return what a process is asked to do before it transforms anything."""
        return json.dumps([self._limits.memory, *request]).encode("ascii")

    def _compile(self, name: str, step: bytes) -> int:
        """Compile something, and return the number of the stylesheet."""
        self._prepare(self._running(name), step, name)
        self._steps.append(step)
        self._done += 1
        self._names.append(name)
        return len(self._names) - 1

    def _running(self, name: str) -> Process:
        """Return a process that has done all steps.

        Args:
            name: The stylesheet that it is needed for.

        Raises:
            SurroundingsError: It cannot be started.
            StylesheetError: What compiled once does so no more.
        """
        if self._process is None or self._process.has_ended:
            with surroundings("start a process for Saxon", Path(sys.executable or "python")):
                self._process = Process(_WORKER)
            self._done = 0
        for step in self._steps[self._done :]:
            self._prepare(self._process, step, name)
            self._done += 1
        return self._process

    def _prepare(self, process: Process, step: bytes, name: str) -> None:
        """Let a process do a step."""
        _content(process.answer(step, self._limits.compilation), name, "compilation", self._limits.memory)

    def transform(self, number: int, text: str, parameters: tuple[tuple[str, str], ...]) -> Transformation:
        """Apply a stylesheet to a document; see `Stylesheet.transform`."""
        size = len(text.encode())
        memory = max(self._limits.memory, self._limits.growth * size)
        question = json.dumps([memory, "transform", number, text, parameters]).encode("ascii")
        seconds = self._limits.document + self._limits.megabyte * size / 1e6
        name = self._names[number]
        made, messages = _content(self._running(name).answer(question, seconds), name, "the run", memory)
        said = (Message(code=code, path=path, text=words) for code, path, words in messages)
        return Transformation(text=made, messages=tuple(said))


def _content(answer: Any, name: str, doing: str, memory: int) -> Any:  # noqa: ANN401 (whatever JSON can say)
    """Return what an answer holds.

    Args:
        answer: What the worker said, or its loss.
        name: The stylesheet, as its user would name it.
        doing: What was to be done.
        memory: Bytes of memory that it was given.

    Raises:
        StylesheetError: XSL-005 for a loss, or what the worker tells.
    """
    if isinstance(answer, Loss):
        reason = f"took more than {memory / 1e9:.2g} GB of memory" if answer.status == _NO_MEMORY else str(answer)
        raise StylesheetError(f"{doing} {reason}", code="XSL-005", location=Location(file=name))
    if "error" in answer:
        message, code, file, line, column = answer["error"]
        raise StylesheetError(message, code=code, location=Location(file=file, line=line, column=column))
    return answer["content"]
