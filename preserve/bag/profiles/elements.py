"""What a profile asks of the elements of bag-info.txt and of other tag files.

Source: BagIt Profiles Specification 1.4.0, Bag-Info
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.bag import info, names

if TYPE_CHECKING:
    from preserve.bag.faults import Faults
    from preserve.bag.profiles.model import Element, Profile, TagFile
    from preserve.bag.profiles.subject import Subject

_LONGEST: Final = 50  # of a name or a value in a message
_MOST: Final = 80  # of all allowed values in a message


def check(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of elements that are missing, that stand too often, and that say something else than they may.

    Args:
        profile: What is asked.
        judged: What is there.
        faults: Is told.
    """
    name = names.shown(profile.name, _LONGEST)
    if judged.info is None:
        labels = _labels(profile.elements)
        hint = f"Write it, with {labels}." if labels else None
        faults.add("BAG-064", f"there is no bag-info.txt, which {name} requires", judged.info_name, hint=hint)
    for element in profile.elements if judged.info is not None else ():
        _Check(name, judged, judged.info_name, element, faults).run(info.values(judged.info or (), element.label))
    for file in profile.tag_files:
        _check_file(name, judged, file, faults)


def _check_file(name: str, judged: Subject, file: TagFile, faults: Faults) -> None:
    """Tell of what is the matter with one tag file; one that nothing is required of need not be there."""
    if file.path in judged.tags:
        pairs = judged.tags[file.path]
        for element in file.elements:
            check = _Check(name, judged, file.path, element, faults, is_ours=True)
            check.run(info.values(pairs, element.label))
    elif file.required:
        where = f' below [tag-files."{file.path}"] in preserve.toml' if judged.is_planned else ""
        hint = f"Write{where}: {_labels(file.elements)}."
        faults.add("BAG-064", f"{name} requires this tag file, and it is not there", file.path, hint=hint)


class _Check:
    """Holds one element against what a profile asks of it."""

    def __init__(  # noqa: PLR0913 (what is asked, of what, and who is told)
        self, name: str, judged: Subject, file: str, element: Element, faults: Faults, *, is_ours: bool = False
    ) -> None:
        """Take what is asked; of files that the specification does not know, it is asked as their archives do."""
        self._name = name
        self._judged = judged
        self._file = file
        self._element = element
        self._faults = faults
        self._is_ours = is_ours
        self._label = names.shown(element.label, _LONGEST)

    def run(self, values: tuple[str, ...]) -> None:
        """Tell what is the matter, given the values of the element."""
        if not values:
            self._check_absence()
        if len(values) > 1 and not self._element.is_repeatable:
            self._tell(f"{self._label} stands here {len(values)} times; {self._name} wants it once")
        for value in values:
            self._check_value(value)

    def _check_absence(self) -> None:
        """Tell of an element that is missing."""
        if self._element.is_required:
            self._tell(f"{self._label} is missing, which {self._name} requires{self._choice()}")
        elif self._element.is_recommended:
            self._tell(f"{self._label} is missing, which {self._name} recommends{self._choice()}", code="BAG-068")

    def _check_value(self, value: str) -> None:
        """Tell of an element that says nothing, or something that it may not."""
        if self._is_ours and self._element.is_required and not value:
            self._tell(f"{self._label} says nothing; {self._name} requires a value{self._choice()}")
        elif self._element.values and not self._is_among(value):
            self._tell(f"{self._label} is “{names.shown(value, _LONGEST)}”; {self._name} takes {self._values()}")

    def _is_among(self, value: str) -> bool:
        """Return whether a value is allowed."""
        if self._is_ours:
            return value.casefold() in map(str.casefold, self._element.values)
        return value in self._element.values

    def _choice(self) -> str:
        """Return in words what may be said, where that is not just anything."""
        return f": {self._values()}" if self._element.values else ""

    def _values(self) -> str:
        """Return the allowed values, as far as a message can carry them."""
        return names.shown(" or ".join(self._element.values), _MOST)

    def _tell(self, message: str, *, code: str = "BAG-062") -> None:
        """Note a fault."""
        self._faults.add(code, message, self._file, hint=self._judged.remedy(self._file, self._element))


def _labels(elements: tuple[Element, ...]) -> str:
    """Return the required elements with what they may say, as a hint can carry them."""
    required = (element for element in elements if element.is_required)
    return ", ".join(f"{each.label}{_among(each)}" for each in required)


def _among(element: Element) -> str:
    """Return in brackets what an element may say, where that is not just anything."""
    return f" ({' or '.join(element.values)})" if element.values else ""
