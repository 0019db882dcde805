"""Name classes: the sets of names that an element or attribute pattern allows.

Names are written as lxml writes them: ``{namespace}local``, or ``local`` alone in no namespace.

Source: RELAX NG §4.20 (simple syntax); §4.16, §4.17.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


def namespace(name: str) -> str:
    """Return the namespace of a name; the empty string for none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def local(name: str) -> str:
    """Return the local part of a name."""
    return name.rpartition("}")[2]


def qualified(uri: str, part: str) -> str:
    """Return the name of a namespace and a local part."""
    return f"{{{uri}}}{part}" if uri else part


@dataclass(frozen=True, slots=True)
class Name:
    """One name.

    Attributes:
        name: As lxml writes it.
    """

    name: str

    def __contains__(self, name: str) -> bool:
        """Return whether the name is this one."""
        return name == self.name


@dataclass(frozen=True, slots=True)
class AnyName:
    """Every name but some.

    Attributes:
        excepted: What is left out, or None.
    """

    excepted: NameClass | None = None

    def __contains__(self, name: str) -> bool:
        """Return whether the name is not left out."""
        return self.excepted is None or name not in self.excepted


@dataclass(frozen=True, slots=True)
class NamespaceName:
    """Every name of a namespace but some.

    Attributes:
        uri: The namespace; the empty string for none.
        excepted: What is left out, or None.
    """

    uri: str
    excepted: NameClass | None = None

    def __contains__(self, name: str) -> bool:
        """Return whether the name is of the namespace and not left out."""
        return namespace(name) == self.uri and (self.excepted is None or name not in self.excepted)


@dataclass(frozen=True, slots=True)
class NameChoice:
    """The names of several classes.

    Attributes:
        classes: At least two.
    """

    classes: tuple[NameClass, ...]

    def __contains__(self, name: str) -> bool:
        """Return whether one of the classes has the name."""
        return any(name in each for each in self.classes)


NameClass: TypeAlias = Name | AnyName | NamespaceName | NameChoice


# Neither a name nor a namespace can be called so; it stands for all that a set of names does not mention.
OTHER: Final = "\0"


def alternatives(names: NameClass | None) -> Iterator[Name | AnyName | NamespaceName]:
    """Yield the classes that a class is a choice of, or itself; nothing for None."""
    if isinstance(names, NameChoice):
        for each in names.classes:
            yield from alternatives(each)
    elif names is not None:
        yield names


def listed(names: NameClass) -> Iterator[str]:
    """Yield the names that a class lists one by one; those that it takes in by the namespace are not."""
    return (each.name for each in alternatives(names) if isinstance(each, Name))


def common(first: NameClass, second: NameClass) -> str | None:
    """Return a name that two classes share, or None.

    What a class does not mention it treats alike; so it is enough to try what either mentions, and one more.

    Source: J. Clark, "An algorithm for RELAX NG validation" (overlap of name classes).
    """
    candidates = (*_witnesses(first), *_witnesses(second))
    return next((name for name in candidates if name in first and name in second), None)


def _witnesses(names: NameClass | None) -> Iterator[str]:
    """Yield a name of each kind that a class may treat in a way of its own."""
    for each in alternatives(names):
        if isinstance(each, Name):
            yield each.name
        else:
            yield qualified(each.uri if isinstance(each, NamespaceName) else OTHER, OTHER)
            yield from _witnesses(each.excepted)
