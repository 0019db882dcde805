"""What a schema in the full syntax can say but must not mean.

Every node that can be met from the start is looked at once, and a summary of it is kept: the kinds of patterns in it,
how its content could be told apart, and the names of its attributes and elements, as bits of whole numbers. So the time
grows with the schema alone, however its definitions refer to each other, and nothing here calls itself.

The summaries follow §4.20 and §4.21, because what is dropped there cannot offend.

Source: RELAX NG §4.19–4.21, §7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng import names
from preserve.relaxng.simplification import parts
from preserve.relaxng.summaries import (
    ATTRIBUTE,
    BEGUN,
    COMPLEX,
    CONFUSED,
    DATA,
    DATA_ONE,
    ELEMENT,
    EMPTY,
    EMPTY_ONE,
    GROUP,
    GROUPED_ATTRIBUTE,
    INTERLEAVE,
    LIST,
    LIST_ONE,
    NO_CONTENT,
    NO_NAMES,
    NOT_ALLOWED,
    OPEN_ATTRIBUTE,
    REPETITION,
    SIMPLE,
    TEXT,
    TEXT_ONE,
    Names,
    Summary,
    of_both,
    of_choice,
    of_optional,
    summary_of,
)
from preserve.relaxng.syntax import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from preserve.errors import DocumentError
    from preserve.relaxng.names import NameClass
    from preserve.relaxng.syntax import Node

_TOLD: Final = {
    ATTRIBUTE: "an attribute",
    ELEMENT: "an element",
    TEXT: "text",
    LIST: "a list",
    DATA: "a datatype or value",
    GROUP: "a group",
    INTERLEAVE: "an interleave",
    REPETITION: "a repetition",
    EMPTY: "empty content",
}
_NOT_IN_LIST: Final = LIST | ELEMENT | ATTRIBUTE | TEXT | INTERLEAVE
_NOT_IN_START: Final = ATTRIBUTE | TEXT | LIST | DATA | GROUP | INTERLEAVE | REPETITION | EMPTY
_NOT_IN_EXCEPTION: Final = ATTRIBUTE | ELEMENT | TEXT | LIST | GROUP | INTERLEAVE | REPETITION | EMPTY
_PARTS_HINT: Final = "Leave it in one part, or make a <group> or <choice> of the parts."
_PLACE_HINTS: Final = {
    "a list": "A <list> holds words alone: <data>, <value>, and <choice>, <group> or repetitions of these.",
    "the exception of a datatype": "Only <data>, <value> and a <choice> of these can be excepted.",
    "an attribute": "An attribute holds text alone: <text/>, <data>, <value> or <list>.",
}
_START_HINT: Final = "A document is one element: let <start> lead to elements alone."


def check(start: Node) -> tuple[Node, ...]:
    """Check all that can be met from the start of a schema.

    Args:
        start: What a document must match.

    Returns:
        Its elements, in the order in which they were met.

    Raises:
        DocumentError: TEI-002 where a definition means itself, or a restriction does not hold.
    """
    checker = _Checker()
    has = checker.summary(start).has & _NOT_IN_START
    if has:
        raise _offence(start, has, "the start of a schema", _START_HINT)
    met: set[Node] = set()
    elements = list(checker.living([start], met))
    for node in elements:  # it grows meanwhile
        checker.check_content(node)
        elements.extend(checker.living(node.children, met))
    return tuple(elements)


class _Checker:
    """Makes the summaries of a schema's nodes.

    What offends is only noted at first, because it may stand where notAllowed makes it void.
    """

    def __init__(self) -> None:
        """Begin without names."""
        self._faults: dict[Node, DocumentError] = {}
        self._bits: dict[str, int] = {}
        self._spellings: list[str] = []
        self._makers: dict[str, Callable[[Node], Summary]] = {
            "empty": lambda _node: EMPTY_ONE,
            "text": lambda _node: TEXT_ONE,
            "value": lambda _node: DATA_ONE,
            "notAllowed": lambda _node: NOT_ALLOWED,
            "data": self._data,
            "list": self._list,
            "element": self._element,
            "attribute": self._attribute,
            "choice": lambda node: of_choice(node.children),
            "except": lambda node: of_choice(node.children),
            "optional": lambda node: of_optional(self._group(node)),
            "zeroOrMore": lambda node: of_optional(self._one_or_more(node)),
            "oneOrMore": self._one_or_more,
            "interleave": lambda node: self._joined(node.children, INTERLEAVE),
            "mixed": self._mixed,
        }

    def summary(self, root: Node) -> Summary:
        """Return the summary of a node."""
        waiting = [root]
        while waiting:
            node = waiting[-1]
            if node.summary is None:
                node.summary = BEGUN
                waiting.extend(each for each in reversed(parts(node)) if _is_new(each, node))
            elif waiting.pop().summary is BEGUN:
                node.summary = self._makers.get(node.kind, self._group)(node)
        return summary_of(root)

    def living(self, nodes: Sequence[Node], met: set[Node]) -> Iterator[Node]:
        """Yield the elements in some nodes, without what notAllowed makes void and without what was met before.

        Raises:
            DocumentError: Something else there offends.
        """
        waiting = list(reversed(nodes))
        while waiting:
            node = waiting.pop()
            if node.summary is NOT_ALLOWED or node in met:
                continue
            met.add(node)
            if node in self._faults:
                raise self._faults[node]
            if node.kind == "element":
                yield node
            else:
                waiting.extend(reversed(parts(node)))

    def check_content(self, element: Node) -> None:
        """Raise for the content of an element that no element can have."""
        for child in element.children:
            self.summary(child)
        summary = self._joined(element.children, GROUP)
        if summary.content == CONFUSED:
            raise _confusion(element)
        if summary.has & OPEN_ATTRIBUTE:
            raise _culprit(element, OPEN_ATTRIBUTE).fault(
                "an attribute with any of many names can stand only within a repetition",
                "Put it into <zeroOrMore> or <oneOrMore>.",
            )

    def _group(self, node: Node) -> Summary:
        """Return the summary of whatever stands for its parts one after the other."""
        return self._joined(parts(node), GROUP)

    def _joined(self, nodes: Sequence[Node], kind: int) -> Summary:
        """Return the summary of a group or interleave."""
        if any(node.summary is NOT_ALLOWED for node in nodes):
            return NOT_ALLOWED
        result = EMPTY_ONE
        for node in nodes:
            each = summary_of(node)
            if result is EMPTY_ONE:
                result = each
            elif each is not EMPTY_ONE:
                self._check_pair(result, each, node, kind)
                result = of_both(result, each, kind)
        return result

    def _check_pair(self, before: Summary, each: Summary, node: Node, kind: int) -> None:
        """Note where two parts of a group or interleave must not stand together.

        Source: RELAX NG §7.3, §7.4.
        """
        name = self._common(before.attributes, each.attributes)
        if name is not None:
            self._faults[node] = node.fault(
                f"an attribute {_told(name)} can be here twice: it is also in what stands before this",
                "Remove one of the two, or put them into a <choice>.",
            )
        if kind == INTERLEAVE:
            name = self._common(before.elements, each.elements)
            if name is not None:
                self._faults[node] = node.fault(
                    f"an element {_told(name)} is in two parts of an interleave", _PARTS_HINT
                )
            if before.has & each.has & TEXT:
                self._faults[node] = node.fault("text is in two parts of an interleave", _PARTS_HINT)

    def _mixed(self, node: Node) -> Summary:
        """Return the summary of a mixed."""
        summary = self._group(node)
        if summary is NOT_ALLOWED:
            return summary
        if summary.has & TEXT:
            self._faults[node] = _culprit(node, TEXT).fault(
                "text stands within <mixed>, which allows text by itself", "Remove it."
            )
        return TEXT_ONE if summary is EMPTY_ONE else of_both(summary, TEXT_ONE, INTERLEAVE)

    def _one_or_more(self, node: Node) -> Summary:
        """Return the summary of a repetition.

        Source: RELAX NG §7.1.2.
        """
        summary = self._group(node)
        if summary is NOT_ALLOWED or summary is EMPTY_ONE:
            return summary
        if summary.has & GROUPED_ATTRIBUTE:
            self._faults[node] = _culprit(node, GROUPED_ATTRIBUTE).fault(
                f"an attribute stands in a group within {written(node.kind)}; it cannot be repeated with others",
                f"Put it before {written(node.kind)}.",
            )
        content = CONFUSED if summary.content == SIMPLE else summary.content
        return summary._replace(content=content, has=summary.has & ~OPEN_ATTRIBUTE | REPETITION)

    def _list(self, node: Node) -> Summary:
        """Return the summary of a list.

        Source: RELAX NG §7.1.3.
        """
        summary = self._group(node)
        if summary.has & _NOT_IN_LIST:
            self._faults[node] = _offence(node, summary.has & _NOT_IN_LIST, "a list")
        return summary if summary is NOT_ALLOWED else LIST_ONE

    def _data(self, node: Node) -> Summary:
        """Return the summary of a data.

        Source: RELAX NG §7.1.4.
        """
        has = of_choice(node.children).has & _NOT_IN_EXCEPTION
        if has:
            self._faults[node] = _offence(node, has, "the exception of a datatype")
        return DATA_ONE

    def _attribute(self, node: Node) -> Summary:
        """Return the summary of an attribute.

        Source: RELAX NG §7.1.1, §7.2.
        """
        summary = self._group(node)
        if summary is NOT_ALLOWED:
            return summary
        if summary.has & (ATTRIBUTE | ELEMENT):
            self._faults[node] = _offence(node, summary.has & (ATTRIBUTE | ELEMENT), "an attribute")
        elif summary.content == CONFUSED:
            self._faults[node] = _confusion(node)
        taken = self._names(node)
        has = ATTRIBUTE | (OPEN_ATTRIBUTE if taken.open else 0)
        return Summary(NO_CONTENT, has, taken, NO_NAMES)

    def _element(self, node: Node) -> Summary:
        """Return the summary of an element, whose content is checked later."""
        return Summary(COMPLEX, ELEMENT, NO_NAMES, self._names(node))

    def _names(self, node: Node) -> Names:
        """Return the names of an element or attribute."""
        listed, unlisted = 0, []
        for each in names.alternatives(node.names):
            if isinstance(each, names.Name):
                if each.name not in self._bits:
                    self._bits[each.name] = 1 << len(self._bits)
                    self._spellings.append(each.name)
                listed |= self._bits[each.name]
            else:
                unlisted.append(each)
        return Names(listed, frozenset(unlisted)) if unlisted else Names(listed, NO_NAMES.open)

    def _common(self, first: Names, second: Names) -> str | None:
        """Return a name that two sets share, or None."""
        both = first.listed & second.listed
        if both:
            return next(self._spelled(both))
        if not first.open and not second.open:
            return None
        found = {names.common(one, other) for one in first.open for other in second.open if _may_meet(one, other)}
        for unlisted, listed in ((first.open, second.listed), (second.open, first.listed)):
            if unlisted:
                found.update(name for name in self._spelled(listed) if any(name in each for each in unlisted))
        return min((name for name in found if name is not None), default=None)

    def _spelled(self, listed: int) -> Iterator[str]:
        """Yield the names that some bits mean."""
        while listed:
            bit = listed & -listed
            yield self._spellings[bit.bit_length() - 1]
            listed ^= bit


def _may_meet(first: NameClass, second: NameClass) -> bool:
    """Return whether two sets of unlisted names are not those of two namespaces."""
    if isinstance(first, names.NamespaceName) and isinstance(second, names.NamespaceName):
        return first.uri == second.uri
    return True


def _is_new(node: Node, referring: Node) -> bool:
    """Return whether a node was never looked at; raise where it depends on itself.

    Source: RELAX NG §4.19.
    """
    if node.summary is BEGUN:
        raise referring.fault(
            f"“{referring.label}” is defined by itself, without an element between", "Break the circle of references."
        )
    return node.summary is None


def _offence(outer: Node, has: int, where: str, hint: str | None = None) -> DocumentError:
    """Make the error for a pattern that must not be in another.

    Args:
        outer: The other.
        has: The kinds that are in it and must not be.
        where: The other in words.
        hint: What to do.
    """
    kind = has & -has
    hint = hint or _PLACE_HINTS.get(where)
    node = _culprit(outer, kind)
    if node.target is not None:
        return node.fault(f"“{node.label}” brings {_TOLD[kind]} into {where}, where it cannot stand", hint)
    return node.fault(f"{_TOLD[kind]} cannot stand in {where}", hint)


def _culprit(node: Node, kind: int) -> Node:
    """Return the innermost node within another that has a kind of pattern, or the reference that leads to one."""
    while node.kind not in {"ref", "parentRef"}:
        inner = next((child for child in parts(node) or node.children if summary_of(child).has & kind), None)
        if inner is None:
            break
        node = inner
        if node.kind in {"element", "attribute"}:
            break
    return node


def _confusion(node: Node) -> DocumentError:
    """Make the error for content that is both a value and something else.

    Source: RELAX NG §7.2.
    """
    inner: Node | None = node
    while inner is not None:
        node = inner
        inner = next((child for child in parts(node) or node.children if summary_of(child).content == CONFUSED), None)
    return node.fault(
        f"{written(node.kind)} brings a datatype, value or list together with text, elements or another of these",
        "Put several values into a <list>, or write <text/> in place of the datatype.",
    )


def _told(name: str) -> str:
    """Return a name in words."""
    uri, part = names.namespace(name), names.local(name)
    if part != names.OTHER:
        return f"“{part}”"
    return "of any name" if uri == names.OTHER else f"of any name in the namespace “{uri}”"
