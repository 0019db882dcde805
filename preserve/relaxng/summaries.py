"""Summaries of patterns: what is to be known of one for the restrictions of RELAX NG, and of two put together.

Source: RELAX NG §4.20, §4.21, §7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from preserve.relaxng.names import NameClass
    from preserve.relaxng.syntax import Node

# The kinds of patterns that are in one, as bits. In an element only itself counts, and so in an attribute.
ATTRIBUTE: Final = 1
ELEMENT: Final = 2
TEXT: Final = 4
LIST: Final = 8
DATA: Final = 16
GROUP: Final = 32
INTERLEAVE: Final = 64
REPETITION: Final = 128
EMPTY: Final = 256
# An attribute within a group or interleave; one that allows names without listing them, outside of any repetition.
GROUPED_ATTRIBUTE: Final = 512
OPEN_ATTRIBUTE: Final = 1024

# How content can be told apart (§7.2); what is confused cannot.
NO_CONTENT: Final = 0
COMPLEX: Final = 1
SIMPLE: Final = 2
CONFUSED: Final = 3


class Names(NamedTuple):
    """A set of names.

    Attributes:
        listed: A bit for each name that is listed.
        open: What takes in names without listing them.
    """

    listed: int
    open: frozenset[NameClass]


class Summary(NamedTuple):
    """What is to be known of a pattern for the restrictions.

    Attributes:
        content: How it can be told apart.
        has: The kinds of patterns in it.
        attributes: The names that its attributes can have.
        elements: The names that its elements can have.
    """

    content: int
    has: int
    attributes: Names
    elements: Names


NO_NAMES: Final = Names(0, frozenset())
EMPTY_ONE: Final = Summary(NO_CONTENT, EMPTY, NO_NAMES, NO_NAMES)
TEXT_ONE: Final = Summary(COMPLEX, TEXT, NO_NAMES, NO_NAMES)
DATA_ONE: Final = Summary(SIMPLE, DATA, NO_NAMES, NO_NAMES)
LIST_ONE: Final = Summary(SIMPLE, LIST, NO_NAMES, NO_NAMES)
NOT_ALLOWED: Final = Summary(NO_CONTENT, 0, NO_NAMES, NO_NAMES)
# Stands on a node as long as what it depends on is looked at.
BEGUN: Final = Summary(CONFUSED, 0, NO_NAMES, NO_NAMES)


def summary_of(node: Node) -> Summary:
    """Return the summary of a node that has one."""
    assert node.summary is not None  # noqa: S101 (parts are looked at first)
    return node.summary


def of_both(first: Summary, second: Summary, kind: int) -> Summary:
    """Return the summary of two parts of a group or interleave, neither of which is dropped."""
    has = first.has | second.has | kind
    # What is simple can be grouped only with attributes.
    apart = not first.content or not second.content or first.content == second.content == COMPLEX
    return Summary(
        max(first.content, second.content) if apart else CONFUSED,
        has | GROUPED_ATTRIBUTE if has & ATTRIBUTE else has,
        _united(first.attributes, second.attributes),
        _united(first.elements, second.elements),
    )


def _united(first: Names, second: Names) -> Names:
    """Return the union of two sets of names."""
    if second is NO_NAMES:
        return first
    if first is NO_NAMES:
        return second
    return Names(first.listed | second.listed, first.open | second.open)


def _of_either(first: Summary, second: Summary) -> Summary:
    """Return the summary of a choice of two."""
    if first is second or second is NOT_ALLOWED:
        return first
    if first is NOT_ALLOWED:
        return second
    return Summary(
        max(first.content, second.content),
        first.has | second.has,
        _united(first.attributes, second.attributes),
        _united(first.elements, second.elements),
    )


def of_choice(nodes: Sequence[Node]) -> Summary:
    """Return the summary of a choice."""
    result = NOT_ALLOWED
    for node in nodes:
        result = _of_either(result, summary_of(node))
    return result


def of_optional(summary: Summary) -> Summary:
    """Return the summary of the choice of something and nothing."""
    return _of_either(summary, EMPTY_ONE)
