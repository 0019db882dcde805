"""How to go on where a document departs from its schema, so that each fault is told once and the next is found too."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from preserve.relaxng import names
from preserve.relaxng.expectation import Expectation
from preserve.relaxng.explanation import Explanation
from preserve.relaxng.frames import Meaning, Story
from preserve.relaxng.vocabulary import Vocabulary

if TYPE_CHECKING:
    from preserve.relaxng.faults import Remark
    from preserve.relaxng.frames import Frame, Tag
    from preserve.relaxng.grammar import Grammar
    from preserve.relaxng.states import Machine, State, Step
    from preserve.xmlio import Document, Element

# So many siblings are looked at for one that came too late, and so often in one parent.
_LOOKED_AHEAD: Final = 200
_LOOKS: Final = 100
# For so many names, the siblings before a child of one parent are gone through once more.
_STORIES: Final = 20


class Recovery:
    """Judges what is wrong in one document."""

    def __init__(self, grammar: Grammar, machine: Machine, document: Document) -> None:
        """Stand ready.

        Args:
            grammar: The schema.
            machine: What is remembered of the schema.
            document: The document.
        """
        self._machine = machine
        self._vocabulary = Vocabulary(grammar, machine, document)
        self._expectation = Expectation(machine, grammar.names)
        self._explain = Explanation(self._vocabulary, self._expectation, machine)

    def unexpected(self, frames: list[Frame], node: Element, name: str) -> Meaning:
        """Return how to take a child that cannot stand where it stands; its parent's state may be mended.

        Args:
            frames: The open elements, the parent last.
            node: The child.
            name: Its name.
        """
        frame = frames[-1]
        uri = names.namespace(name)
        if frame.foreign == uri and (meant := self._vocabulary.namesake(name)):
            return self._foreign(frames, node, meant, uri, None)
        if self._vocabulary.has(name):
            return self._from_html(frame, node, name) or self._known(frames, node, name)
        if self._vocabulary.is_foreign(uri) and frame.foreign != uri:
            meant = self._vocabulary.namesake(name)
            if meant is not None:
                return self._foreign(frames, node, meant, uri, self._explain.namespace(frame.name, name, node))
            return self._skipped(frame, name, self._explain.foreign(frame, name, node))
        if self._vocabulary.namesake(name) is not None:
            return self._skipped(frame, name, self._explain.namespace(frame.name, name, node))
        return self._unknown(frames, node, name)

    def _from_html(self, frame: Frame, node: Element, name: str) -> Meaning | None:
        """Return how to take an element that cannot stand here, but HTML’s of the same name could; None for others."""
        if self._machine.child(frame.state, name) is not None:
            return None
        for meant in self._vocabulary.from_html(node, name):
            step = self._machine.child(frame.state, meant)
            if step is not None:
                remark = self._explain.from_html(frame, node, name, meant)
                return Meaning(name=meant, begin=step.begin, step=step, remark=remark, is_bare=True)
        return None

    def _foreign(self, frames: list[Frame], node: Element, meant: str, uri: str, remark: Remark | None) -> Meaning:
        """Return how to take a child as its namesake in the right namespace."""
        found = self._known(frames, node, meant)
        return Meaning(name=meant, begin=found.begin, step=found.step, remark=remark or found.remark, foreign=uri)

    def _skipped(self, frame: Frame, name: str, remark: Remark) -> Meaning:
        """Return that a child is skipped with all that is in it."""
        frame.owed += 1
        return Meaning(name=name, begin=None, step=None, remark=remark)

    def _unknown(self, frames: list[Frame], node: Element, name: str) -> Meaning:
        """Return how to take a child that the schema does not have."""
        frame = frames[-1]
        meant = self._vocabulary.meant(name, self._expectation.expected(frame.state).names)
        remark = self._explain.unknown(frame, name, meant)
        if meant is None:
            return self._skipped(frame, name, remark)
        found = self._known(frames, node, meant)
        return Meaning(name=meant, begin=found.begin, step=found.step, remark=remark)

    def _known(self, frames: list[Frame], node: Element, name: str) -> Meaning:
        """Return how to take a child that the schema has."""
        frame = frames[-1]
        step = self._machine.child(frame.state, name)
        if step is not None:
            return Meaning(name=name, begin=step.begin, step=step, remark=None)
        if name in frame.late:
            return self._aside(name, frame.late.pop(name))
        return self._after_a_gap(frame, node, name) or self._aside(name, self._out_of_place(frames, node, name))

    def _aside(self, name: str, remark: Remark) -> Meaning:
        """Return that a child is held against its own definition while its parent goes on as if it were not there."""
        return Meaning(name=name, begin=self._vocabulary.begin(name), step=None, remark=remark)

    def _after_a_gap(self, frame: Frame, node: Element, name: str) -> Meaning | None:
        """Return how to take a child before which another is missing, or None where no other one would help."""
        missing = self._expectation.missing_before(frame.state, name)
        later = self._later(frame, node, missing) if missing else None
        chain = (later,) if later else missing[:1] or self._expectation.chain_before(frame.state, name)
        state = self._expectation.after_all(frame.state, chain)
        step = self._machine.child(state, name) if chain else None
        if step is None:
            return None
        remark = self._gap(frame, name, missing or chain, later, step)
        frame.state = state
        return Meaning(name=name, begin=step.begin, step=step, remark=remark)

    def _gap(self, frame: Frame, name: str, missing: tuple[str, ...], later: str | None, step: Step) -> Remark | None:
        """Return what is to be said of missing children; nothing yet where one of them comes later."""
        if frame.owed:
            frame.owed -= 1
            return None
        after = self._machine.result(step, step.everything)
        if later is not None and self._machine.child(after, later) is None:
            frame.late[later] = self._explain.order(frame.name, later, name)
            return None
        chained = not self._expectation.missing_before(frame.state, name)
        return self._explain.missing_before(frame.name, missing, name, chained=chained)

    def _later(self, frame: Frame, node: Element, wanted: tuple[str, ...]) -> str | None:
        """Return the name of the first of the next siblings of a child that is one of those wanted, or None."""
        frame.looked += 1
        near = itertools.islice(node.itersiblings(), _LOOKED_AHEAD if frame.looked <= _LOOKS else 0)
        return next((str(sibling.tag) for sibling in near if sibling.tag in wanted), None)

    def _out_of_place(self, frames: list[Frame], node: Element, name: str) -> Remark:
        """Return what is to be said of a child that nothing would make possible where it stands."""
        frame = frames[-1]
        story = self._story(frame, node, name)
        if story is not None and story.closer == name:
            return self._explain.once(frame.name, name)
        if story is not None and story.together:
            return self._explain.order(frame.name, name, story.closer)
        frame.owed += 1
        if story is not None:
            return self._explain.beside(frame.name, name, story.closer)
        if name in self._expectation.mentioned(frame.first.patterns):
            return self._explain.not_here(frame, name, _name_before(node))
        return self._explain.misplaced(frames, name)

    def _story(self, frame: Frame, node: Element, name: str) -> Story | None:
        """Return how a child came too late, or None where it never could have come."""
        if name not in frame.stories and len(frame.stories) < _STORIES and frame.name:
            frame.stories[name] = self._told(frame, node, name)
        return frame.stories.get(name)

    def _told(self, frame: Frame, node: Element, name: str) -> Story | None:
        """Return what `_story` does, by going through the siblings before a child once more."""
        state, found = frame.first, None
        child_of, after_of = self._machine.child, self._expectation.after
        for sibling in frame.element:
            if sibling is node:
                break
            closer = str(sibling.tag)
            after = after_of(state, closer) if isinstance(sibling.tag, str) else None
            if after is None:
                continue
            if child_of(state, name) is not None and child_of(after, name) is None:
                before = after_of(state, name)
                found = Story(closer=closer, together=before is not None and child_of(before, closer) is not None)
            state = after
        return found

    def unfinished(self, frame: Frame) -> Remark | None:
        """Return what is to be said at the end of an element that lacks something; nothing where that was told."""
        if frame.owed or frame.late:
            return None
        return self._explain.unfinished(frame)

    def incomplete(self, state: State, name: str) -> Remark:
        """Return what is to be said of an element that lacks attributes."""
        return self._explain.lacking(state, name)

    def words(self, frame: Frame) -> Remark | None:
        """Return what is to be said of words that cannot stand in an element.

        Where it holds words only, and these are parted by elements, what is wrong are the elements.
        """
        if frame.state.reading and not self._expectation.expected(frame.state).names:
            return None
        frame.owed += 1
        return self._explain.words(frame)

    def wrong_text(self, frame: Frame, text: str) -> Remark:
        """Return what is to be said of the text of an element that wants another."""
        return self._explain.wrong_text(frame, text)

    def strange_attribute(self, tag: Tag, state: State, key: str) -> tuple[Remark, str | None]:
        """Return what is to be said of an attribute that an element cannot have, and which one was meant."""
        return self._explain.strange_attribute(tag, state, key)

    def wrong_value(self, node: Element, key: str, value: str, step: Step) -> tuple[Remark, int]:
        """Return what is to be said of the value of an attribute, and at which character of it."""
        return self._explain.wrong_value(node, key, value, step)


def _name_before(node: Element) -> str | None:
    """Return the name of the sibling before a child, or None for the first."""
    before = next(node.itersiblings("*", preceding=True), None)
    return None if before is None else str(before.tag)
