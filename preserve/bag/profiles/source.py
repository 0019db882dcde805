"""The JSON of a profile: values that know where they stand, and tell what is the matter with them.

Source: RFC 8259; RFC 6901 (pointers into JSON)
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from preserve import findings
from preserve.bag import names
from preserve.bag.profiles.places import places
from preserve.errors import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preserve.bag.profiles.places import Pointer
    from preserve.findings import Finding

Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | None"

_KINDS: Final = ((bool, "true or false"), (str, "a text"), (dict, "an object"), (list, "a list"))
_LONGEST_NAME: Final = 60


class Source:
    """The text of a profile, and the findings on it."""

    def __init__(self, text: str, file: str) -> None:
        """Begin with no finding.

        Args:
            text: Of the file.
            file: As its user named it.
        """
        self._file = file
        self._text = text
        self._places = places(text)
        self._findings: list[Finding] = []

    @property
    def root(self) -> Node:
        """The value that the text is.

        Raises:
            ValueError: It is no JSON.
            RecursionError: It is nested too deeply.
        """
        root = Node(source=self, pointer=(), value=json.loads(self._text))
        for pointer in self._places.repeated:
            self.tell(pointer, f"the key “{names.shown(pointer[-1], _LONGEST_NAME)}” stands here a second time")
        return root

    def tell(self, pointer: Pointer, message: str, *, code: str = "BAG-060", hint: str | None = None) -> None:
        """Note what is the matter with a value.

        Args:
            pointer: To the value.
            message: In one sentence.
            code: An entry of codes.toml.
            hint: How to mend it, where the code's own hint does not say.
        """
        place = Location(
            file=self._file,
            line=self._places.line(pointer),
            column=self._places.column(pointer),
            path=names.shown("/" + "/".join(each.replace("~", "~0").replace("/", "~1") for each in pointer)),
        )
        self._findings.append(findings.finding(code, names.printable(message), place, hint=hint))

    def found(self) -> tuple[Finding, ...]:
        """Return all findings by place."""
        return findings.in_order(self._findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value within a profile.

    Attributes:
        source: Is told what is the matter.
        pointer: The keys that lead to it.
        value: As JSON has it.
    """

    source: Source
    pointer: Pointer
    value: Value

    @property
    def name(self) -> str:
        """The last key that leads here, as a message can carry it."""
        return names.shown(self.pointer[-1], _LONGEST_NAME) if self.pointer else "the profile"

    def tell(self, message: str, *, code: str = "BAG-060", hint: str | None = None) -> None:
        """Note what is the matter with this value."""
        self.source.tell(self.pointer, message, code=code, hint=hint)

    def doubt(self, message: str, *, hint: str | None = None) -> None:
        """Note what may be the matter with this value."""
        self.tell(message, code="BAG-061", hint=hint)

    def member(self, key: str) -> Node | None:
        """Return the value of a key, or None where there is none, or where this is no object."""
        if isinstance(self.value, dict) and key in self.value:
            return self._below(key, self.value[key])
        return None

    def members(self) -> tuple[Node, ...]:
        """Return the values of all keys; tell where this is no object."""
        if isinstance(self.value, dict):
            return tuple(self._below(key, value) for key, value in self.value.items())
        self._misfit(dict)
        return ()

    def items(self) -> tuple[Node, ...]:
        """Return what a list holds; tell where this is no list."""
        if isinstance(self.value, list):
            return tuple(self._below(str(number), value) for number, value in enumerate(self.value))
        self._misfit(list)
        return ()

    def text(self) -> str:
        """Return a text; tell where this is none, or an empty one."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        self._misfit(str)
        return ""

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; tell of each item that is none."""
        return tuple(filter(None, (item.text() for item in self.items())))

    def flag(self) -> bool:
        """Return true or false; tell where this is neither."""
        if isinstance(self.value, bool):
            return self.value
        self._misfit(bool)
        return False

    def require_known(self, known: Iterable[str]) -> None:
        """Tell of keys that nobody knows, and which one may be meant."""
        by_case = {key.lower(): key for key in known}
        for node in self.members():
            key = node.pointer[-1]
            if key not in by_case.values():
                near = difflib.get_close_matches(key.lower(), by_case, n=1)
                hint = f"Did you mean {by_case[near[0]]}?" if near else None
                node.doubt(f"the key “{node.name}” is not known, so nothing is asked by it", hint=hint)

    def _below(self, key: str, value: Value) -> Self:
        """Return a value within this one."""
        return type(self)(source=self.source, pointer=(*self.pointer, key), value=value)

    def _misfit(self, wanted: type) -> None:
        """Tell of a value of another kind than is wanted."""
        words = dict(_KINDS)[wanted]
        empty = " that says something" if wanted is str and isinstance(self.value, str) else ""
        self.tell(f"{self.name} should be {words}{empty}, not {_shown(self.value)}")


def _shown(value: Value) -> str:
    """Return a value as a message can carry it."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return names.shown(json.dumps(value, ensure_ascii=False), _LONGEST_NAME)
