"""Patterns of RELAX NG in the simple form, each equal one a single object.

`Patterns` makes them. Its methods simplify as they build (§4.21 and what the algebra of patterns allows), so that the
patterns met while validating stay few and small, and what was once derived from one is remembered with it.

Source: RELAX NG §4.22, §6.2; J. Clark, "An algorithm for RELAX NG validation".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from preserve.relaxng.datatypes import Datatype
    from preserve.relaxng.names import NameClass
    from preserve.xmlio import Element as Node


class Pattern:
    """A pattern; equal ones of one `Patterns` are one object, so that ``is`` compares them.

    Attributes:
        serial: The place in the order of making, by which choices are ordered: the same schema, the same order.
        nullable: Whether the empty sequence matches.
        parts: The patterns that it is made of; lazy ones of elements and attributes left out.
    """

    __slots__ = ("nullable", "parts", "serial")

    def __init__(self, serial: int, *, nullable: bool, parts: tuple[Pattern, ...] = ()) -> None:
        """Keep the parts; see `Patterns`."""
        self.serial = serial
        self.nullable = nullable
        self.parts = parts


class NotAllowed(Pattern):
    """Matches nothing."""

    __slots__ = ()


class Empty(Pattern):
    """Matches no content and no attributes."""

    __slots__ = ()


class Text(Pattern):
    """Matches any text."""

    __slots__ = ()


class Choice(Pattern):
    """Matches what one of two or more parts matches; flat, ordered by serial, without doubles."""

    __slots__ = ()


class Group(Pattern):
    """Matches one part and then the other; always two, the second holding the rest."""

    __slots__ = ()


class Interleave(Pattern):
    """Matches both parts in any mixture; always two, the second holding the rest."""

    __slots__ = ()


class OneOrMore(Pattern):
    """Matches its part, once or again and again."""

    __slots__ = ()


class List(Pattern):
    """Matches a text whose words, parted by white space, match its part."""

    __slots__ = ()


class Data(Pattern):
    """Matches a text of a datatype, but not what the exception matches.

    Attributes:
        datatype: With its parameters.
        excepted: A pattern, or None.
    """

    __slots__ = ("datatype", "excepted")

    def __init__(self, serial: int, datatype: Datatype, excepted: Pattern | None) -> None:
        """Keep the parts; see `Patterns`."""
        super().__init__(serial, nullable=False)
        self.datatype = datatype
        self.excepted = excepted


class Value(Pattern):
    """Matches a text that is equal to a value, as its datatype understands equality.

    Attributes:
        datatype: Without parameters.
        value: As the schema writes it.
        namespaces: The prefixes that are in scope there, for values that are qualified names, None that of the default
            namespace; sorted pairs.
    """

    __slots__ = ("datatype", "namespaces", "value")

    def __init__(
        self, serial: int, datatype: Datatype, value: str, namespaces: tuple[tuple[str | None, str], ...]
    ) -> None:
        """Keep the parts; see `Patterns`."""
        super().__init__(serial, nullable=False)
        self.datatype = datatype
        self.value = value
        self.namespaces = namespaces


class _Named(Pattern):
    """What elements and attributes share: names, and a content that is read only when it is needed.

    Attributes:
        names: The names that are allowed.
        source: The node of the schema that it was read from, for its documentation; None where there is none.
    """

    __slots__ = ("_content", "names", "source")

    def __init__(
        self, serial: int, names: NameClass, content: Pattern | Callable[[], Pattern], source: Node | None
    ) -> None:
        """Keep the parts; see `Patterns`."""
        super().__init__(serial, nullable=False)
        self.names = names
        self.source = source
        self._content = content

    @property
    def content(self) -> Pattern:
        """The pattern of the content; of an element, attributes included."""
        if not isinstance(self._content, Pattern):
            self._content = self._content()
        return self._content


class Attribute(_Named):
    """Matches one attribute."""

    __slots__ = ()


class Element(_Named):
    """Matches one element."""

    __slots__ = ()


class Patterns:
    """Makes patterns, each equal one once.

    Attributes:
        not_allowed: Matches nothing.
        empty: Matches no content.
        text: Matches any text.
    """

    def __init__(self) -> None:
        """Make the three patterns that need no parts."""
        self._made: dict[Hashable, Any] = {}
        self._count = 0
        self.not_allowed: Final = NotAllowed(self._next(), nullable=False)
        self.empty: Final = Empty(self._next(), nullable=True)
        self.text: Final = Text(self._next(), nullable=True)

    def _next(self) -> int:
        """Return a new serial number."""
        self._count += 1
        return self._count

    def choice(self, *parts: Pattern) -> Pattern:
        """Return a pattern for what one of the parts matches; for no parts, the one that matches nothing."""
        flat: set[Pattern] = set()
        for part in parts:
            flat.update(part.parts if isinstance(part, Choice) else (part,))
        flat.discard(self.not_allowed)
        if self.empty in flat and any(part.nullable for part in flat if part is not self.empty):
            flat.discard(self.empty)
        ordered = tuple(sorted(flat, key=_serial))
        if not ordered:
            return self.not_allowed
        if ordered[0] is ordered[-1]:
            return ordered[0]
        return self._intern(Choice, ordered, nullable=any(part.nullable for part in ordered))

    def group(self, *parts: Pattern) -> Pattern:
        """Return a pattern for the parts one after the other; for no parts, the one that matches no content."""
        return self._sequence(Group, parts)

    def interleave(self, *parts: Pattern) -> Pattern:
        """Return a pattern for the parts in any mixture; for no parts, the one that matches no content."""
        return self._sequence(Interleave, parts)

    def _sequence(self, kind: type[Group | Interleave], parts: tuple[Pattern, ...]) -> Pattern:
        """Return nested pairs, leaning to the right, so that tails are shared.

        A part that is such a row itself is taken in, unless it is long: rows of rows of rows would else be written out.
        """
        if self.not_allowed in parts:
            return self.not_allowed
        result: Pattern = self.empty
        for part in reversed(parts):
            if part is self.empty:
                continue
            if result is self.empty:
                result = part
                continue
            for head in reversed(_members(part, kind)):
                result = self._pair(kind, head, result)
        return result

    def _pair(self, kind: type[Group | Interleave], head: Pattern, tail: Pattern) -> Pattern:
        """Return the pattern of two parts."""
        return self._intern(kind, (head, tail), nullable=head.nullable and tail.nullable)

    def one_or_more(self, part: Pattern) -> Pattern:
        """Return a pattern for the part, once or again and again."""
        if part in (self.not_allowed, self.empty, self.text) or isinstance(part, OneOrMore):
            return part
        return self._intern(OneOrMore, (part,), nullable=part.nullable)

    def optional(self, part: Pattern) -> Pattern:
        """Return a pattern for the part or nothing."""
        return self.choice(part, self.empty)

    def list(self, part: Pattern) -> Pattern:
        """Return a pattern for a text of words."""
        return part if part is self.not_allowed else self._intern(List, (part,), nullable=False)

    def _intern(self, kind: type[Pattern], parts: tuple[Pattern, ...], *, nullable: bool) -> Pattern:
        """Return the one pattern of a kind that has these parts."""
        key = (kind, *parts)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = kind(self._next(), nullable=nullable, parts=parts)
        return made

    def data(self, datatype: Datatype, excepted: Pattern | None = None) -> Pattern:
        """Return a pattern for the texts of a datatype."""
        key = (Data, datatype, excepted)
        if key not in self._made:
            self._made[key] = Data(self._next(), datatype, excepted)
        return self._made[key]  # type: ignore[no-any-return]

    def value(self, datatype: Datatype, value: str, namespaces: tuple[tuple[str | None, str], ...] = ()) -> Pattern:
        """Return a pattern for the texts that are equal to a value."""
        key = (Value, datatype, value, namespaces)
        if key not in self._made:
            self._made[key] = Value(self._next(), datatype, value, namespaces)
        return self._made[key]  # type: ignore[no-any-return]

    def attribute(
        self, names: NameClass, content: Pattern | Callable[[], Pattern], source: Node | None = None
    ) -> Attribute:
        """Return a pattern for an attribute; attributes of the same names, content and source are the same pattern.

        The source tells them apart, so that what is said of one does not depend on which was met first.
        """
        key = (Attribute, names, content, source)
        if key not in self._made:
            self._made[key] = Attribute(self._next(), names, content, source)
        return self._made[key]  # type: ignore[no-any-return]

    def element(
        self, names: NameClass, content: Pattern | Callable[[], Pattern], source: Node | None = None
    ) -> Element:
        """Return a new pattern for an element; each definition is one of its own."""
        return Element(self._next(), names, content, source)


# Rows that are longer stay a part of their own within another.
_LONGEST_ROW: Final = 32


def _members(part: Pattern, kind: type[Group | Interleave]) -> list[Pattern]:
    """Return the parts of a row; of a long one, or of anything else, itself."""
    members: list[Pattern] = []
    here = part
    while isinstance(here, kind) and len(members) < _LONGEST_ROW:
        members.append(here.parts[0])
        here = here.parts[1]
    return [part] if isinstance(here, kind) else [*members, here]


def _serial(pattern: Pattern) -> int:
    """Return the place of a pattern in the order of making."""
    return pattern.serial
