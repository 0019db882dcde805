"""What is known of the place where XML stops being well-formed, and words for what stands there."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Near enough to a name of XML: what is taken for none is still told, only less well.
NAME: Final = r"[^\W\d][\w.:\u00b7-]*+"
_LONGEST: Final = 40
_WORD_END: Final = re.compile(r"[\s<>\"'&;\u201c\u201d\u00ab\u00bb]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong.

    Attributes:
        message: In one sentence.
        hint: What to do.
        offset: Of the character to look at, in the text.
    """

    message: str
    hint: str | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An element that is still open.

    Attributes:
        name: As written.
        line: Of its start tag, counted from 1.
        offset: Of its start tag in the text.
    """

    name: str
    line: int
    offset: int

    def __str__(self) -> str:
        """Return its start tag without attributes."""
        return f"<{shown(self.name)}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Where expat gave a document up.

    Attributes:
        text: The document.
        reason: Expat's own.
        at: Offset of the character at which expat stood.
        token: Offset of the tag, comment, reference or piece of text that could not be read.
        opened: The innermost elements that were open, from the inside, at most three.
        depth: How many were open.
        names: The names of all that were open.
        begun: Whether the root had begun.
        bound: The prefixes that were declared.
    """

    text: str
    reason: str
    at: int
    token: int
    opened: tuple[Opened, ...]
    depth: int
    names: frozenset[str]
    begun: bool
    bound: frozenset[str]

    def line(self, offset: int) -> int:
        """Return the line of a character, counted from 1."""
        return place(self.text, offset)[0]

    def begins(self, *beginnings: str) -> bool:
        """Return whether the piece that could not be read begins so."""
        return self.text.startswith(beginnings, self.token)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of a character, counted from 1."""
    before = text[:offset]
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    return line, offset - max(before.rfind("\n"), before.rfind("\r"))


def shown(words: str) -> str:
    """Return a few words of a document so that they can stand in a message."""
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return "".join(each if each.isprintable() else "\ufffd" for each in " ".join(cut.split()))


def character(each: str) -> str:
    """Return how a character is told: by itself where it can be seen, otherwise by its number."""
    if each.isprintable() and each != " ":
        return f"“{each}”"
    name = unicodedata.name(each, "")
    return f"U+{ord(each):04X}" + (f" ({name})" if name else "")


def around(text: str, offset: int) -> str:
    """Return the word that a character stands in."""
    before = _WORD_END.split(text[max(0, offset - 20) : offset])[-1]
    behind = _WORD_END.split(text[offset + 1 : offset + 21])[0]
    return shown(before + text[offset : offset + 1] + behind)
