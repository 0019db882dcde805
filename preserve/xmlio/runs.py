"""The text of a document as runs of characters, each with its line and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from preserve.xmlio.wellformed import SEPARATOR, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio.document import Document

Judgement: TypeAlias = Callable[[str, Mapping[str, str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters that stand together on one line of a document.

    Attributes:
        text: The characters; a single line feed where a block begins or ends.
        line: Of the first character, counted from 1.
        column: Of the first character, counted from 1.
    """

    text: str
    line: int
    column: int


def text_runs(
    document: Document,
    within: str,
    left_out: Judgement,
    breaks: Judgement,
) -> Iterator[Run]:
    """Yield the text of all elements of one name, in document order.

    Args:
        document: A document that was read, and is therefore well-formed.
        within: The local name of the elements whose text is wanted.
        left_out: Told a local name and its attributes (as written), whether the element's text is to be left out.
        breaks: Told the same, whether words end where the element begins and where it ends.
    """
    reader = _TextReader(within, left_out, breaks)
    reader.parse(document.text)
    yield from reader.runs


class _TextReader:
    """Collects runs of text while expat reads."""

    def __init__(self, within: str, left_out: Judgement, breaks: Judgement) -> None:
        """Prepare a parser; see `text_runs`."""
        self.runs: list[Run] = []
        self._within = within
        self._left_out = left_out
        self._breaks = breaks
        self._inside = 0
        self._silent = 0
        self._breaking: list[bool] = []
        self._parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def parse(self, text: str) -> None:
        """Read the whole document."""
        self._parser.Parse(text, True)  # noqa: FBT003 (expat's own signature)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        name = local(tag)
        self._inside += bool(self._inside) or name == self._within
        self._silent += bool(self._silent) or self._left_out(name, attributes)
        self._breaking.append(self._breaks(name, attributes))
        self._break()

    def _end(self, _tag: str) -> None:
        """Leave an element."""
        self._break()
        self._breaking.pop()
        self._inside -= bool(self._inside)
        self._silent -= bool(self._silent)

    def _break(self) -> None:
        """Part the words before and after the edge of a block."""
        if self._breaking[-1]:
            self._characters("\n")

    def _characters(self, text: str) -> None:
        """Take in some text of one line."""
        if self._inside and not self._silent:
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            self.runs.append(Run(text=text, line=line, column=column))
