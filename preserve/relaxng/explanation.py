"""What is said of a fault: its cause in a sentence that an editor understands, and what to do."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from preserve.errors import shortened
from preserve.relaxng import names
from preserve.relaxng.expectation import is_always_empty, lacking
from preserve.relaxng.faults import Kind, Remark
from preserve.relaxng.patterns import NotAllowed
from preserve.relaxng.places import Places
from preserve.relaxng.spelling import goes_with, is_another_word
from preserve.relaxng.values import Reasons
from preserve.relaxng.vocabulary import attribute, listing, short, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from preserve.relaxng.expectation import Expectation
    from preserve.relaxng.frames import Frame, Tag
    from preserve.relaxng.patterns import Pattern
    from preserve.relaxng.states import Machine, State, Step
    from preserve.relaxng.vocabulary import Vocabulary
    from preserve.xmlio import Element

_LONGEST: Final = 240
_LONGEST_VALUE: Final = 60
_PARENTS: Final = 4
# So many attributes that an element may have are few enough to be told.
_FEW: Final = 12
# An element with more attributes than this is not looked at for what was meant by one of them.
_MANY: Final = 100
_OLD_ROOTS: Final = frozenset({"TEI.2", "teiCorpus.2"})


class Explanation:
    """Makes the sentences; what does not depend on the place alone is remembered."""

    def __init__(self, vocabulary: Vocabulary, expectation: Expectation, machine: Machine) -> None:
        """Keep what knows the schema and the document."""
        self._vocabulary = vocabulary
        self._expectation = expectation
        self._machine = machine
        self._places = Places(vocabulary, expectation, machine)
        self._reasons = Reasons(machine.derivatives, vocabulary.speller)
        self._hints: dict[tuple[State, str], str | None] = {}
        self._words: dict[tuple[State, State, str, frozenset[str]], Remark] = {}

    def namespace(self, parent: str, name: str, node: Element) -> Remark:
        """Say that an element is in a namespace that the schema does not have."""
        uri = names.namespace(name)
        if not uri and names.local(name) in _OLD_ROOTS:
            message = f"{shown(name)} is the outermost element of TEI P4; the schema is for another edition of TEI"
            return Remark(Kind.NAMESPACE, message, "Convert the document to TEI P5 first; TEI’s stylesheets do it.")
        theirs = self._right_namespace(name)
        where = f"the namespace {short(uri, 60)}" if uri else "no namespace"
        message = f"{shown(name)} is in {where}; {theirs}"
        return Remark(Kind.NAMESPACE, message, self._namespace_hint(parent, name, node))

    def _right_namespace(self, name: str) -> str:
        """Say in which namespace an element should be."""
        home, meant = self._vocabulary.home, self._vocabulary.namesake(name)
        if meant is not None and names.namespace(meant) != home:
            return f"it belongs in {short(names.namespace(meant), _LONGEST_VALUE) or 'none'}"
        return f"those of this schema are in {short(home, _LONGEST_VALUE) or 'none'}"

    def foreign(self, frame: Frame, name: str, node: Element) -> Remark:
        """Say that an element is in a namespace that the schema does not have, where it has no such element either."""
        is_old = names.local(name) in _OLD_ROOTS
        if frame.name or is_old or names.namespace(name):
            return self.namespace(frame.name, name, node)
        return self._strange_root(Kind.ELEMENT_UNKNOWN, frame, name)

    def _namespace_hint(self, parent: str, name: str, node: Element) -> str | None:
        """Say how an element gets into the namespace of the schema."""
        namesake = self._vocabulary.namesake(name)
        if namesake is None:
            if not parent:
                return "This is a document of another kind, for which another schema is wanted."
            meant = self._vocabulary.usual(name)
            return f"Write {shown(meant)}." if meant else "Remove it, or keep it in a file of its own."
        home = names.namespace(namesake)
        if node.prefix and home == node.nsmap.get(None, ""):
            return f"Write {shown(name)} without the prefix {short(node.prefix)}."
        if parent and not names.namespace(name) and home == self._vocabulary.home:
            return 'Remove xmlns="" where it stands.'
        return f'Write <{names.local(name)} xmlns="{home}">.' if home else "Remove xmlns=…"

    def unknown(self, frame: Frame, name: str, meant: str | None) -> Remark:
        """Say that the schema has no such element."""
        word = short(names.local(name))
        if meant is not None:
            which = "the like" if is_another_word(word, names.local(meant)) else "it"
            message = f"“{word}” is not an element of this schema; {which} is written {names.local(meant)}"
            return Remark(Kind.ELEMENT_UNKNOWN, message, self._vocabulary.explained(meant))
        if not frame.name:
            return self._strange_root(Kind.ELEMENT_UNKNOWN, frame, name)
        message = f"“{word}”, here in {shown(frame.name)}, is not an element of this schema"
        return Remark(Kind.ELEMENT_UNKNOWN, message, self._allowed_hint(frame))

    def _strange_root(self, kind: Kind, frame: Frame, name: str) -> Remark:
        """Say that an element cannot be the outermost one."""
        roots = self._listed(self._expectation.expected(frame.state).names)
        wanted = f": that must be {roots}" if roots else ""
        return Remark(kind, f"{shown(name)} cannot be the outermost element{wanted}")

    def misplaced(self, frames: Sequence[Frame], name: str) -> Remark:
        """Say that an element cannot stand in its parent at all, and where it may."""
        frame = frames[-1]
        if not frame.name:
            return self._strange_root(Kind.ELEMENT_MISPLACED, frame, name)
        if is_always_empty(frame.first):
            message = f"{shown(frame.name)} must be empty: {shown(name)} cannot stand in it"
        else:
            message = f"{shown(name)} cannot stand directly in {shown(frame.name)}"
        return Remark(Kind.ELEMENT_MISPLACED, message, self._places.better(frames, name))

    def from_html(self, frame: Frame, node: Element, name: str, meant: str) -> Remark:
        """Say that an element of HTML is written otherwise, and with which attribute."""
        message = (
            f"{shown(name)} cannot stand directly in {shown(frame.name)}; HTML’s {shown(name)} is {shown(meant)} here"
        )
        return Remark(Kind.ELEMENT_MISPLACED, _cut(message), f"W{self._html_hint(node, meant)[1:]}")

    def _html_hint(self, node: Element, meant: str) -> str:
        """Say what to write for an element of HTML and for its attributes."""
        allowed = self._attributes_of(self._vocabulary.begin(meant))
        pairs = ((str(key), self._vocabulary.speller.attribute(str(key), allowed, is_real=True)) for key in node.attrib)
        told = [f"{attribute(right)} in place of {key}" for key, right in pairs if right not in {None, key}]
        return f"write {shown(meant)}{', with ' if told else ''}{listing(told, 'and')}."

    def not_here(self, frame: Frame, name: str, before: str | None) -> Remark:
        """Say that an element may stand in its parent, but not at this place."""
        if before is None:
            message = f"{shown(name)} cannot be the first in {shown(frame.name)}"
        else:
            message = f"{shown(name)} cannot follow {shown(before)} in {shown(frame.name)}"
        return Remark(Kind.ELEMENT_MISPLACED, message, self._allowed_hint(frame))

    def order(self, parent: str, first: str, second: str) -> Remark:
        """Say that a child comes too late."""
        message = f"{shown(first)} must come before {shown(second)}{_within(parent)}"
        return Remark(Kind.ELEMENT_MISPLACED, message, f"Move it before {shown(second)}.")

    def once(self, parent: str, name: str) -> Remark:
        """Say that a child stands once too often."""
        message = f"{shown(name)} can stand only once{_within(parent)}"
        return Remark(Kind.ELEMENT_MISPLACED, message, "Join the two, or remove one of them.")

    def beside(self, parent: str, name: str, other: str) -> Remark:
        """Say that two children exclude each other."""
        message = f"{shown(name)} cannot stand beside {shown(other)}{_within(parent)}"
        return Remark(Kind.ELEMENT_MISPLACED, message, f"Keep either {shown(other)} or {shown(name)}.")

    def missing_before(self, parent: str, missing: Sequence[str], name: str, *, chained: bool) -> Remark:
        """Say that a child lacks another before it."""
        found = missing if chained else self._vocabulary.children(missing, parent)
        wanted = self._listed(found, word="and" if chained else "or")
        message = f"{shown(parent)} lacks {wanted} before {shown(name)}"
        return Remark(Kind.ELEMENT_MISSING, message, self._what_is(missing))

    def unfinished(self, frame: Frame) -> Remark:
        """Say that an element ends too early."""
        chain = self._expectation.chain(frame.state)
        needed = self._still_needed(frame)
        wanted = self._listed(chain, word="and") if chain else self._listed(needed) or "something"
        if frame.state is frame.first:
            message = f"{shown(frame.name)} is empty, but needs {wanted}"
        elif chain:
            message = f"{shown(frame.name)} lacks {wanted} at its end"
        else:
            message = f"{shown(frame.name)} must not end yet: it still needs {wanted}"
        return Remark(Kind.ELEMENT_MISSING, _cut(message), self._what_is(chain or needed))

    def _still_needed(self, frame: Frame) -> tuple[str, ...]:
        """Return the children of which one must come, those last that are there already."""
        present = _present(frame)
        found = self._vocabulary.children(self._expectation.expected(frame.state).needed, frame.name, present)
        return tuple(sorted(found, key=present.__contains__))

    def _what_is(self, missing: Sequence[str]) -> str | None:
        """Say what the element is that is missing, where it is a single one."""
        return self._vocabulary.explained(missing[0]) if len(missing) == 1 else None

    def words(self, frame: Frame) -> Remark:
        """Say that words stand where none can."""
        present = _present(frame)
        key = (frame.first, frame.state, frame.name, present)
        if key not in self._words:
            self._words[key] = self._no_words(frame, present)
        return self._words[key]

    def _no_words(self, frame: Frame, present: frozenset[str]) -> Remark:
        """Return what `words` does, not looked up."""
        if is_always_empty(frame.first):
            return Remark(Kind.TEXT, f"{shown(frame.name)} must be empty, but words stand in it")
        here = "here" if self._expectation.allows_text(frame.first) else "directly"
        found = [name for name in self._expectation.expected(frame.state).names if self._takes_words(name)]
        wanted = [name for name in found if goes_with(name, present)]
        told = self._listed(wanted or self._vocabulary.children(found, frame.name), _PARENTS)
        hint = f"Put them in {told}." if told else None
        return Remark(Kind.TEXT, f"words cannot stand {here} in {shown(frame.name)}", hint)

    def _takes_words(self, name: str) -> bool:
        """Return whether words may stand in an element."""
        state = self._machine.forgiven(self._vocabulary.begin(name))
        return self._expectation.allows_text(state)

    def wrong_text(self, frame: Frame, text: str) -> Remark:
        """Say that the text of an element is not one that the schema allows there."""
        reason = self._reasons.reason(frame.state.patterns, text, frame.element.nsmap)
        if not text.strip():
            return Remark(Kind.TEXT, _cut(f"{shown(frame.name)} {reason.clause}"), reason.hint)
        said = short(text.strip(), _LONGEST_VALUE)
        word = f", where “{short(reason.word)}”" if reason.word not in {None, text.strip()} else ""
        message = f"{shown(frame.name)} holds “{said}”{word or ', which'} {reason.clause}"
        return Remark(Kind.TEXT, _cut(message), reason.hint)

    def lacking(self, state: State, name: str) -> Remark:
        """Say that an element lacks attributes."""
        rows = min((lacking(pattern, self._machine) for pattern in _alive(state)), key=len, default=())
        kind = "the attributes" if len(rows) > 1 else "the attribute" if all(rows) else "an attribute"
        wanted = listing((listing(map(attribute, row)) for row in rows), "and")
        single = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else None
        hint = self._said_of_attribute(state, single) if single else None
        return Remark(Kind.ATTRIBUTE_MISSING, _cut(f"{shown(name)} lacks {kind} {wanted}".rstrip()), hint)

    def _said_of_attribute(self, state: State, name: str) -> str | None:
        """Return what the schema says of an attribute."""
        step = self._machine.attribute(state, name)
        return self._said_of(name, step) if step is not None else None

    def _said_of(self, name: str, step: Step) -> str | None:
        """Return what the schema says of the attribute that a step leads into; of several sayings the shortest."""
        said = {self._vocabulary.said(source) or "" for source in step.sources} - {""}
        return f"{attribute(name)}: {min(said, key=lambda text: (len(text), text))}" if said else None

    def strange_attribute(self, tag: Tag, state: State, key: str) -> tuple[Remark, str | None]:
        """Say that an element cannot have an attribute; and which one was meant, if any."""
        if self._machine.attribute(tag.first, key) is not None:
            return self._beside_attribute(tag, key), None
        allowed = self._attributes_of(state)
        meant = self._meant_attribute(tag, key, allowed)
        message = f"{_written(tag.element, key)} is not an attribute of {shown(tag.name)}"
        if meant is None:
            return Remark(
                Kind.ATTRIBUTE_NOT_ALLOWED, _cut(message), self._attributes_hint(tag.name, key, allowed)
            ), None
        which = "the like" if is_another_word(names.local(key), names.local(meant)) else "it"
        message += f"; {which} is written {attribute(meant)}"
        hint = self._as_html(tag) or self._said_of_attribute(state, meant)
        return Remark(Kind.ATTRIBUTE_NOT_ALLOWED, _cut(message), hint), meant

    def _as_html(self, tag: Tag) -> str | None:
        """Say what to write for an element that carries attributes of HTML, where HTML means another one by it."""
        found = self._vocabulary.from_html(tag.element, tag.name) if len(tag.given) <= _MANY else ()
        return f"If it is HTML’s {shown(tag.name)}: {self._html_hint(tag.element, found[0])}" if found else None

    def _meant_attribute(self, tag: Tag, key: str, allowed: Sequence[str]) -> str | None:
        """Return the attribute that was meant by one that cannot be, or None."""
        if len(tag.given) > _MANY:
            return None
        free = [each for each in allowed if each not in tag.given]
        return self._vocabulary.speller.attribute(key, free, is_real=bool(self._vocabulary.carriers(key)))

    def _beside_attribute(self, tag: Tag, key: str) -> Remark:
        """Say that an attribute cannot stand beside another one."""
        others = (each for each in tag.given[:_MANY] if each != key)
        other = next((each for each in others if self._exclude(tag.first, each, key)), None)
        with_it = f"beside {attribute(other)} on" if other else "here on"
        return Remark(Kind.ATTRIBUTE_NOT_ALLOWED, f"{attribute(key)} cannot stand {with_it} {shown(tag.name)}")

    def _exclude(self, first: State, one: str, other: str) -> bool:
        """Return whether two attributes cannot stand together."""
        step = self._machine.attribute(first, one)
        return step is not None and self._machine.attribute(self._machine.result(step, step.everything), other) is None

    def _attributes_of(self, state: State) -> tuple[str, ...]:
        """Return the attributes that may still be given."""
        found = (name for pattern in state.patterns for name in self._machine.derivatives.bearing(pattern)[0])
        return tuple(sorted(set(found)))

    def _attributes_hint(self, name: str, key: str, allowed: Sequence[str]) -> str | None:
        """Say on which elements an attribute may stand, or which attributes an element may have where they are few."""
        carriers = self._vocabulary.carriers(key)
        if carriers:
            return f"{attribute(key)} may stand on {self._listed(carriers, _PARENTS)}."
        if not allowed:
            return f"{shown(name)} has no attributes."
        few = len(allowed) <= _FEW
        return f"{shown(name)} may have {listing(map(attribute, allowed), limit=_FEW)}." if few else None

    def wrong_value(self, node: Element, key: str, value: str, step: Step) -> tuple[Remark, int]:
        """Say why the value of an attribute is refused, and at which of its characters."""
        reason = self._reasons.reason(step.begin.patterns, value, node.nsmap)
        said = f"{attribute(key)}=“{short(value, _LONGEST_VALUE)}”"
        word = f": “{short(reason.word)}”" if reason.word not in {None, value} else ""
        hint = reason.hint or self._said_of(key, step)
        return Remark(Kind.VALUE, _cut(f"{said}{word} {reason.clause}"), hint), reason.index

    def _allowed_hint(self, frame: Frame) -> str | None:
        """Say which children may come next."""
        key = (frame.state, frame.name)
        if key not in self._hints:
            expected = self._expectation.expected(frame.state).names
            told = self._listed(self._vocabulary.children(expected, frame.name))
            self._hints[key] = f"Here may stand {told}." if told else None
        return self._hints[key]

    def _listed(self, found: Iterable[str], limit: int = 6, word: str = "or") -> str:
        """Return elements in a row."""
        return listing(map(shown, found), word, limit)


def _alive(state: State) -> list[Pattern]:
    """Return the patterns of a state that can still hold."""
    return [pattern for pattern in state.patterns if not isinstance(pattern, NotAllowed)]


def _present(frame: Frame) -> frozenset[str]:
    """Return the names of the first children of an element."""
    return frozenset(str(child.tag) for child in itertools.islice(frame.element.iterchildren("*"), _MANY))


def _within(parent: str) -> str:
    """Return the words that name the parent."""
    return f" in {shown(parent)}" if parent else ""


def _written(node: Element, key: str) -> str:
    """Return the name of an attribute as its document writes it."""
    uri = names.namespace(key)
    prefix = next((each for each, bound in node.nsmap.items() if each and bound == uri), None) if uri else None
    return f"“{prefix}:{short(names.local(key))}”" if prefix else f"“{attribute(key)}”"


def _cut(message: str) -> str:
    """Return a message of a bearable length."""
    return shortened(message, _LONGEST)
