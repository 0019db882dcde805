"""The way of a document through a schema: every element, attribute and text once, without recursion.

As long as nothing is wrong, it looks up one step after the other. Where something is, `preserve.relaxng.recovery`
tells how to go on, and `preserve.relaxng.explanation` what to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes import Identity
from preserve.relaxng.derivatives import SPACE
from preserve.relaxng.faults import Fault
from preserve.relaxng.frames import Frame, Tag
from preserve.relaxng.identity import Identities
from preserve.relaxng.recovery import Recovery

if TYPE_CHECKING:
    from preserve.errors import Location
    from preserve.relaxng.faults import Remark
    from preserve.relaxng.grammar import Grammar
    from preserve.relaxng.states import Machine, State, Step
    from preserve.xmlio import Document, Element

# Faults are sorted by the number of their element, and those of one element by these.
_OF_TAG: Final = 0
_OF_CONTENT: Final = 1


class Validation:
    """One document held against one schema."""

    def __init__(self, grammar: Grammar, machine: Machine, document: Document) -> None:
        """Stand before the document.

        Args:
            grammar: The schema.
            machine: What is remembered of the schema.
            document: The document.
        """
        self._machine = machine
        self._document = document
        self._start = machine.state((grammar.start,))
        self._recovery = Recovery(grammar, machine, document)
        self._identities = Identities(document)
        self._found: list[tuple[int, int, Fault]] = []
        self._count = 0

    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong with the document, in the order of the document."""
        frames = [Frame(self._document.root, "", self._start, 0, None)]
        while frames:
            child = self._advance(frames)
            if child is not None:
                frames.append(child)
            elif len(frames) > 1:
                done = frames.pop()
                self._end(frames[-1], done)
                self._tail(frames[-1], done.element)
            else:
                frames.pop()
        self._check_references()
        self._found.sort(key=lambda each: each[:2])
        return tuple(fault for _, _, fault in self._found)

    def _advance(self, frames: list[Frame]) -> Frame | None:
        """Read on in an element, and return the first child that has children of its own, or None at its end."""
        frame = frames[-1]
        child_of = self._machine.child
        for node in frame.children:
            name = node.tag
            if isinstance(name, str):
                self._count += 1
                step = frame.state.children.get(name) or child_of(frame.state, name)
                if step is None:
                    entered = self._recover(frames, node, name)
                else:
                    entered = self._enter(frame, node, name, step.begin, step)
                if entered is not None:
                    return entered
            self._tail(frame, node)
        return None

    def _enter(self, parent: Frame, node: Element, name: str, state: State, step: Step | None) -> Frame | None:
        """Read the start tag of a child, and the whole child unless it has children of its own."""
        attributes = node.items()
        if attributes:
            state = self._attributes(node, name, state, attributes)
        content = state.closed or self._machine.closed(state)
        if not content.alive:
            self._say_of_tag(node, self._recovery.incomplete(state, name), self._count)
            content = self._machine.forgiven(state)
        if len(node) and not (content.reading and _has_no_elements(node)):
            child = Frame(node, name, content, self._count, step)
            self._text(child, node.text, None)
            return child
        self._leaf(parent, node, name, content, step)
        return None

    def _leaf(self, parent: Frame, node: Element, name: str, content: State, step: Step | None) -> None:
        """Read the text of a child that has no children, and its end."""
        if content.reading:
            child = Frame(node, name, content, self._count, step)
            self._value(child)
        elif content.accepted and step is not None and (content.text is content or not node.text):
            accepted = content.accepted
            parent.state = step.results.get(accepted) or self._machine.result(step, accepted)
            return
        else:
            child = Frame(node, name, content, self._count, step)
            self._text(child, node.text, None)
        self._end(parent, child)

    def _recover(self, frames: list[Frame], node: Element, name: str) -> Frame | None:
        """Read a child that cannot stand where it stands."""
        meaning = self._recovery.unexpected(frames, node, name)
        self._say_of_tag(node, meaning.remark, self._count)
        if meaning.begin is None:
            self._count += sum(1 for _ in node.iterdescendants("*"))
            return None
        if meaning.is_bare:
            return self._bare(node, meaning.name, self._machine.forgiven(meaning.begin), meaning.step)
        child = self._enter(frames[-1], node, meaning.name, meaning.begin, meaning.step)
        if child is not None:
            child.foreign = meaning.foreign
        return child

    def _bare(self, node: Element, name: str, content: State, step: Step | None) -> Frame:
        """Read a child but for its attributes."""
        child = Frame(node, name, content, self._count, step)
        self._text(child, node.text, None)
        return child

    def _end(self, parent: Frame, child: Frame) -> None:
        """Close a child."""
        accepted = child.state.accepted
        if not accepted:
            self._say_of_tag(child.element, self._recovery.unfinished(child), child.number)
        for remark in child.late.values():
            self._say_of_tag(child.element, remark, child.number)
        if child.step is not None:
            parent.state = self._machine.result(child.step, accepted or child.step.everything)

    def _tail(self, frame: Frame, node: Element) -> None:
        """Read the text after a child."""
        if frame.state.text is not frame.state:
            self._text(frame, node.tail, node)

    def _text(self, frame: Frame, text: str | None, after: Element | None) -> None:
        """Read a text in an element that may have children; white space means nothing there."""
        state = frame.state
        if state.text is state or not text or not text.strip(SPACE):
            return
        following = self._machine.after_text(state, text, frame.element.nsmap if state.reading else {})
        if following.alive:
            frame.state = following
        elif (remark := self._recovery.words(frame)) is not None:
            self._say(_OF_CONTENT, self._document.text_location(frame.element, after), remark)

    def _value(self, child: Frame) -> None:
        """Read the whole text of an element without children, where it matters which text it is."""
        node, state = child.element, child.state
        text = _whole_text(node)
        if text.strip(SPACE):
            following = self._machine.after_text(state, text, node.nsmap)
        else:
            following = self._machine.after_space(state, text, node.nsmap)
        if following.accepted:
            child.state = following
            if state.identity is not Identity.NONE:
                remark = self._identities.take(state.identity, self._count, node, None, text)
                self._say(_OF_CONTENT, self._text_place(node) if remark else None, remark)
        else:
            self._say(_OF_CONTENT, self._text_place(node), self._recovery.wrong_text(child, text))
            child.state = self._machine.anything(state)

    def _attributes(self, node: Element, name: str, first: State, attributes: list[tuple[str, str]]) -> State:
        """Return the state after the attributes of an element."""
        state, machine = first, self._machine
        tag: Tag | None = None
        for key, value in attributes:
            step = state.attributes.get(key) or machine.attribute(state, key)
            if step is None:
                tag = tag or Tag(node, name, first, tuple(key for key, _ in attributes))
                state = self._strange_attribute(tag, state, key)
                continue
            after = step.values.get(value) or machine.value(step, value, node)
            if after is None:
                self._wrong_value(node, key, value, step)
                after = machine.result(step, step.everything)
            elif step.identity is not Identity.NONE:
                remark = self._identities.take(step.identity, self._count, node, key, value)
                if remark is not None:
                    self._say(_OF_TAG, self._document.attribute_location(node, key), remark)
            state = after
        return state

    def _strange_attribute(self, tag: Tag, state: State, key: str) -> State:
        """Say that an element cannot have an attribute, and return the state with the one that was meant."""
        remark, meant = self._recovery.strange_attribute(tag, state, key)
        self._say(_OF_TAG, self._document.attribute_location(tag.element, key), remark)
        step = self._machine.attribute(state, meant) if meant is not None else None
        return state if step is None else self._machine.result(step, step.everything)

    def _wrong_value(self, node: Element, key: str, value: str, step: Step) -> None:
        """Say that the value of an attribute is wrong."""
        remark, index = self._recovery.wrong_value(node, key, value, step)
        place = self._document.value_location(node, key, index) if index else None
        self._say(_OF_TAG, place or self._document.attribute_location(node, key), remark)

    def _check_references(self) -> None:
        """Say which references lead to no id."""
        for number, node, key, remark in self._identities.dangling():
            place = self._text_place(node) if key is None else self._document.attribute_location(node, key)
            self._say(_OF_TAG, place, remark, number)

    def _text_place(self, node: Element) -> Location:
        """Return the place of the text of an element without children, or of its tag where there is none."""
        has_words = bool(_whole_text(node).strip(SPACE))
        return self._document.text_location(node, None) if has_words else self._document.location(node)

    def _say_of_tag(self, node: Element, remark: Remark | None, number: int) -> None:
        """Note a fault of a tag, unless there is nothing to say."""
        if remark is not None:
            self._say(_OF_TAG, self._document.location(node), remark, number)

    def _say(self, rank: int, place: Location | None, remark: Remark | None, number: int | None = None) -> None:
        """Note a fault, unless there is nothing to say."""
        if remark is not None and place is not None:
            fault = Fault(kind=remark.kind, location=place, message=remark.message, hint=remark.hint)
            self._found.append((self._count if number is None else number, rank, fault))


def _has_no_elements(node: Element) -> bool:
    """Return whether an element has no children but comments and processing instructions."""
    return next(node.iterchildren("*"), None) is None


def _whole_text(node: Element) -> str:
    """Return the text of an element without children; comments do not part it."""
    return "".join([node.text or "", *(child.tail or "" for child in node)])
