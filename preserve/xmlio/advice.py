"""libxml2's opinion by a stranger's schema, asked for in a process of its own.

With some schemas libxml2 never comes to an end, with others it takes half a minute; meanwhile it hears nothing, and
where it fails it may take the process along. There it can be ended, and whoever asked goes on without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from preserve.processes import Loss, Process
from preserve.xmlio.closure import schema_files
from preserve.xmlio.grammar import cleaned, objection_at

if TYPE_CHECKING:
    from preserve.xmlio.document import Document
    from preserve.xmlio.grammar import Objection

_WORKER: Final = Path(__file__).with_name("advisor.py")


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
        self._process: Process | None = None
        self._refusal = self._begin()

    def _begin(self) -> Silence | None:
        """Let libxml2 read the schema; return why it gives no opinion by it, or None."""
        try:
            self._process = Process(_WORKER, str(self._entry))
        except OSError as error:
            return Silence(reason=f"it could not be started: {(error.strerror or str(error)).lower()}")
        answer = _asked(self._process, None, self._limits.schema, "read the schema")
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
        answer = _asked(self._process, data, seconds, "judge the document")
        if isinstance(answer, list):
            node, words = answer
            return objection_at(document, node, words)
        return answer if isinstance(answer, Silence) else None


def _asked(process: Process, question: bytes | None, seconds: float, doing: str) -> Any:  # noqa: ANN401 (see there)
    """Return what libxml2 answers to a question, or its silence.

    Args:
        process: Where it works.
        question: See `Process.answer`.
        seconds: See there.
        doing: What takes its time, as an infinitive.
    """
    answer = process.answer(question, seconds)
    if not isinstance(answer, Loss):
        return answer
    return Silence(reason=f"it {answer} {'and did not' if answer.seconds is None else 'to'} {doing}")
