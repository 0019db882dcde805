"""Why a text is not one that the schema allows."""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.relaxng.derivatives import SPACE, heads
from preserve.relaxng.patterns import Choice, Data, Group, List, Value
from preserve.relaxng.vocabulary import listing, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from preserve.relaxng.datatypes import Datatype
    from preserve.relaxng.derivatives import Derivatives, Namespaces
    from preserve.relaxng.patterns import Pattern
    from preserve.relaxng.spelling import Speller

_WORD: Final = re.compile(f"[^{SPACE}]+")
_DESCRIPTION: Final = re.compile(r"(.+), such as (.+)")
_EXAMPLE: Final = re.compile(r"such as (\S+)$")
_FIGURE: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"[^\W\d_]")
# Values of a list that are told, and how alike the forms of a text and of a datatype must be to speak of that one.
_LISTED: Final = 8
_ALIKE: Final = 0.75
_COMPARED: Final = 40
# So many forms are told of those that a text may have; so many words of a list are counted that it may lack.
_FORMS: Final = 3
_COUNTED: Final = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a text is refused.

    Attributes:
        clause: Goes on after the text: "is no date: February 2023 has 28 days".
        word: The word of a list that is wrong, or None for the whole text.
        index: Where that word begins.
        hint: What to write instead, or None.
    """

    clause: str
    word: str | None = None
    index: int = 0
    hint: str | None = None


class Reasons:
    """Finds out why texts are refused."""

    def __init__(self, derivatives: Derivatives, speller: Speller) -> None:
        """Keep what derives patterns and finds similar words."""
        self._derivatives = derivatives
        self._speller = speller

    def reason(self, contents: Sequence[Pattern], text: str, namespaces: Namespaces) -> Reason:
        """Return why a text matches none of several contents."""
        parts = [
            part for content in contents for part in (content.parts if isinstance(content, Choice) else (content,))
        ]
        lists = [part for part in parts if isinstance(part, List)]
        leaves = [part for part in parts if isinstance(part, Data | Value)]
        if lists:
            return self._of_list(lists[0], text, namespaces)
        if not leaves:
            return Reason("must be empty" if text.strip(SPACE) else "must not be empty")
        return self._of_leaves(leaves, text)

    def _of_list(self, pattern: List, text: str, namespaces: Namespaces) -> Reason:
        """Return why a text is no list."""
        rest, word, number = pattern.parts[0], "", 0
        for found in _WORD.finditer(text):
            word, number = found.group(), number + 1
            after = self._derivatives.after_text(rest, word, namespaces)
            if after is self._derivatives.patterns.not_allowed:
                if rest is self._derivatives.patterns.empty:
                    return Reason("is one word too many", word, found.start())
                reason = self._of_leaves(_next_leaves(rest), word)
                return Reason(reason.clause, word, found.start(), reason.hint)
            rest = after
        if not number:
            return self._of_leaves(_next_leaves(rest), "")
        lacking = self._lacking(rest, word, namespaces)
        if lacking:
            each = _described(_next_leaves(rest))
            return Reason(f"is too short: it needs at least {number + lacking} words, each {each}")
        return Reason(f"is too short: it still needs {_described(_next_leaves(rest))}")

    def _lacking(self, rest: Pattern, word: str, namespaces: Namespaces) -> int:
        """Return how many more words like the last one make a list long enough; 0 where such words do not help."""
        for number in range(_COUNTED):
            if rest.nullable:
                return number
            rest = self._derivatives.after_text(rest, word, namespaces)
        return 0

    def _of_leaves(self, leaves: Sequence[Data | Value], text: str) -> Reason:
        """Return why a text is none of some datatypes and values."""
        values = tuple(dict.fromkeys(leaf.value for leaf in leaves if isinstance(leaf, Value)))
        datatypes = tuple(leaf for leaf in leaves if isinstance(leaf, Data))
        if datatypes and text.strip(SPACE):
            # Where a text may also be empty, to say so would help nobody who wrote one.
            values = tuple(filter(None, values))
        near = self._speller.word(text.strip(SPACE), values) if values and text.strip(SPACE) else None
        hint = f"Did you mean “{near}”?" if near else None
        clauses = [_not_listed(values, near, text)] if values else []
        if datatypes:
            clauses.append(_not_of(datatypes, text))
        return Reason(", and ".join(clauses) if text.strip(SPACE) else clauses[0], hint=hint)


def _next_leaves(pattern: Pattern) -> list[Data | Value]:
    """Return the datatypes and values of which the next word of a list may be."""
    if isinstance(pattern, Data | Value):
        return [pattern]
    parts = heads(pattern) if isinstance(pattern, Group) else pattern.parts
    return [leaf for part in parts for leaf in _next_leaves(part)]


def _not_listed(values: Sequence[str], near: str | None, text: str) -> str:
    """Return the clause for a text that is none of some values; the near one comes first where not all can be told."""
    ordered = sorted(values, key=lambda value: value != near) if len(values) > _LISTED else values
    told = [short(value) or "nothing" for value in ordered]
    if not text.strip(SPACE):
        return f"is empty; it must be {listing(told, limit=_LISTED)}"
    return f"is not {'one of ' if len(told) > 1 else ''}{listing(told, limit=_LISTED)}"


def _not_of(leaves: Sequence[Data], text: str) -> str:
    """Return the clause for a text that is of none of some datatypes."""
    ruled_out = any(leaf.excepted is not None and leaf.datatype.allows(text, {}) for leaf in leaves)
    if ruled_out:
        return "is a value that is ruled out here"
    form = _form(text.strip(SPACE)[:_COMPARED])
    likely = sorted(leaves, key=lambda leaf: -_likeness(leaf.datatype.description, form))
    reasons = [leaf.datatype.reason(text) for leaf in likely]
    mending = next((reason for reason in reasons if "write it as" in reason), None)
    if (
        mending
        or len(leaves) == 1
        or _likeness(likely[0].datatype.description, form) >= _ALIKE
        or not text.strip(SPACE)
    ):
        return mending or reasons[0]
    forms = dict.fromkeys(_form_told(leaf.datatype) for leaf in leaves)
    return f"is in none of the forms allowed here: {listing(forms, limit=_FORMS)}" if len(forms) > 1 else reasons[0]


def _form_told(datatype: Datatype) -> str:
    """Return what a text of a datatype is, with an example in brackets."""
    return _DESCRIPTION.sub(r"\1 (\2)", datatype.description)


def _described(leaves: Iterable[Data | Value]) -> str:
    """Return what words of a list are."""
    told = dict.fromkeys(leaf.datatype.description if isinstance(leaf, Data) else f"“{leaf.value}”" for leaf in leaves)
    return listing(told, limit=_LISTED) or "nothing"


@functools.lru_cache(maxsize=1000)
def _likeness(description: str, form: str) -> float:
    """Return how much the form of a text is that of the example of a datatype; the likeliest is what was meant."""
    example = _EXAMPLE.search(description)
    if example is None:
        return 0.0
    return difflib.SequenceMatcher(None, form, _form(example.group(1)), autojunk=False).ratio()


def _form(text: str) -> str:
    """Return a text with all figures and all letters made alike."""
    return _LETTER.sub("a", _FIGURE.sub("9", text))
