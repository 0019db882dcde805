"""Where an element may stand that cannot stand where it does: the nearest place, by what it costs to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng.spelling import is_home_of
from preserve.relaxng.vocabulary import listing, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from preserve.relaxng.expectation import Expectation
    from preserve.relaxng.frames import Frame
    from preserve.relaxng.states import Machine, State
    from preserve.relaxng.vocabulary import Vocabulary

_PARENTS: Final = 4
# So many open elements are looked at for one in which a misplaced child may stand.
_NEAREST: Final = 12


class Places:
    """Finds better places; what does not depend on the document is remembered."""

    def __init__(self, vocabulary: Vocabulary, expectation: Expectation, machine: Machine) -> None:
        """Keep what knows the schema and the document."""
        self._vocabulary = vocabulary
        self._expectation = expectation
        self._machine = machine
        self._wrappers: dict[tuple[State, str], tuple[str, ...]] = {}
        self._parents: dict[str, tuple[str, ...]] = {}

    def better(self, frames: Sequence[Frame], name: str) -> str | None:
        """Say where a misplaced element may stand.

        To close its parent is the least; then to put it into one more element, if it is clear into which; then to
        close several.
        """
        closing = self._closing(frames, name)
        wrappers = self._wrapping(frames[-1].state, name)
        homes = tuple(each for each in wrappers if is_home_of(each, name))
        is_clear = bool(homes) or (len(wrappers) <= _PARENTS and any(map(self._vocabulary.is_common, wrappers)))
        if closing is not None and (closing[0] is frames[-1] or not wrappers or not is_clear):
            return f"It may stand in {shown(closing[1].name)}: close {shown(closing[0].name)} first."
        if wrappers:
            return f"Put it in {_listed(homes or wrappers)}, which may stand here."
        parents = self._allowing(name)
        return f"It may stand in {_listed(parents)}." if parents else None

    def _closing(self, frames: Sequence[Frame], name: str) -> tuple[Frame, Frame] | None:
        """Return the open element to be closed before an element may stand in that around it; None where none helps."""
        nearest = frames[-_NEAREST:]
        for frame, child in zip(nearest[-2::-1], nearest[:0:-1], strict=True):
            if frame.name and self._goes_on(frame, child, name):
                return child, frame
        return None

    def _goes_on(self, frame: Frame, child: Frame, name: str) -> bool:
        """Return whether an open element could go on with an element once the open child in it is closed."""
        state = frame.state if child.step is None else self._machine.result(child.step, child.step.everything)
        return self._machine.child(state, name) is not None

    def _wrapping(self, state: State, name: str) -> tuple[str, ...]:
        """Return the children that may come next and in which an element may stand."""
        key = (state, name)
        if key not in self._wrappers:
            expected = self._expectation.expected(state)
            found = [each for each in expected.names if each != name and self._holds(each, name)]
            needed = [each for each in found if each in expected.needed]
            self._wrappers[key] = self._vocabulary.parents(needed or found, name)
        return self._wrappers[key]

    def _holds(self, parent: str, name: str) -> bool:
        """Return whether an element may be a child of another."""
        contents = (element.content for element in self._vocabulary.elements(parent))
        return name in self._expectation.mentioned(contents)

    def _allowing(self, name: str) -> tuple[str, ...]:
        """Return all elements in which another may stand."""
        if name not in self._parents:
            found = [each for each in self._vocabulary.all if self._holds(each, name)]
            self._parents[name] = self._vocabulary.parents(found, name)
        return self._parents[name]


def _listed(found: Sequence[str]) -> str:
    """Return elements in a row."""
    return listing(map(shown, found), limit=_PARENTS)
