"""A profile as data, whatever it was written in.

Source: BagIt Profiles Specification 1.4.0
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from preserve import fixity
from preserve.bag.profiles.patterns import matches

Serialization: TypeAlias = Literal["forbidden", "required", "optional"]

# Many names are about for few formats; RFC 6838 has registered some of them.
_FORMS: Final = (
    ("tar", ("application/tar", "application/x-tar", "application/x-gtar")),
    (
        "tar.gz",
        (
            "application/gzip",
            "application/x-gzip",
            "application/tar+gzip",
            "application/x-tar+gzip",
            "application/x-compressed-tar",
            "application/x-gtar-compressed",
        ),
    ),
    ("zip", ("application/zip", "application/x-zip", "application/x-zip-compressed")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What a profile asks of one element of a tag file.

    Attributes:
        label: As the profile writes it; case does not matter in a bag.
        is_required: Whether it must be there.
        is_recommended: Whether it should be there.
        is_repeatable: Whether it may be there more than once.
        values: What it may say; anything where none is given.
        description: What the profile tells of it.
    """

    label: str
    is_required: bool = False
    is_recommended: bool = False
    is_repeatable: bool = True
    values: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFile:
    """What a profile asks of a tag file other than bag-info.txt; the specification has no word for this.

    A required element must say something, and case does not matter in its values, as archives that ask for such files
    have it.

    Attributes:
        path: Relative to the bag.
        elements: In the order of the profile.
    """

    path: str
    elements: tuple[Element, ...]

    @property
    def required(self) -> tuple[Element, ...]:
        """The elements that must be there."""
        return tuple(element for element in self.elements if element.is_required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What must be there of some kind of thing, and what may.

    Attributes:
        required: Each of them must be there.
        allowed: Nothing else may be there; None where everything may.
    """

    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] | None = None

    def allows(self, name: str) -> bool:
        """Return whether something of this very name may be there."""
        return self.allowed is None or name in self.allowed

    def covers(self, path: str) -> bool:
        """Return whether a file may be there, what is allowed being patterns."""
        return self.allowed is None or any(matches(path, pattern) for pattern in self.allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The form of a bag that is one file and no folder.

    Attributes:
        form: Such as ``tar``, ``tar.gz`` or ``zip``.
    """

    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an archive asks of a bag.

    Attributes:
        name: As messages call it.
        identifier: An address as a rule; what bags say that conform to it.
        version: Of the profile itself.
        description: What it is for.
        aliases: Other identifiers of the same profile, such as addresses that it had before.
        elements: What is asked of bag-info.txt.
        tag_files: What is asked of the elements of other tag files.
        manifests: By which algorithms, normalised.
        tag_manifests: The same for tag manifests.
        may_fetch: Whether a fetch.txt may be there.
        must_fetch: Whether a fetch.txt must be there.
        is_empty: Whether there must be no payload, or a single file without content.
        serialization: Whether the bag may or must be an archive.
        media_types: Of archives that are accepted.
        versions: Of BagIt that are accepted.
        tag_paths: Which tag files, those apart that the standard lays down.
        payload_paths: Which payload files; a required path that ends in a slash is that of a folder.
    """

    name: str
    identifier: str
    version: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    tag_files: tuple[TagFile, ...] = ()
    manifests: Choice = Choice()
    tag_manifests: Choice = Choice()
    may_fetch: bool = True
    must_fetch: bool = False
    is_empty: bool = False
    serialization: Serialization = "optional"
    media_types: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    tag_paths: Choice = Choice()
    payload_paths: Choice = Choice()

    @property
    def identifiers(self) -> tuple[str, ...]:
        """All that bags may say which conform to it."""
        return self.identifier, *self.aliases

    @property
    def algorithms(self) -> tuple[str, ...]:
        """By which algorithms a new bag should have its payload manifests."""
        return _chosen(self.manifests, self.tag_manifests)

    @property
    def tag_algorithms(self) -> tuple[str, ...]:
        """By which algorithms a new bag should have its tag manifests: those of the payload, where that may be.

        Source: RFC 8493 §2.2.1
        """
        return _chosen(self.tag_manifests, self.manifests)

    @property
    def serializations(self) -> tuple[str, ...]:
        """The forms of archive that are accepted, as far as they are known: ``tar``, ``tar.gz``, ``zip``."""
        if self.serialization == "forbidden":
            return ()
        return tuple(form for form, types in _FORMS if any(each.lower() in types for each in self.media_types))


def _chosen(own: Choice, other: Choice) -> tuple[str, ...]:
    """Return what a profile requires here, and there where it may be, and what we write anyway where it may be."""
    wished = (*own.required, *(each for each in (*other.required, *fixity.DEFAULT_ALGORITHMS) if own.allows(each)))
    known = tuple(dict.fromkeys(filter(fixity.is_known, wished)))
    # Without any, the check tells that these are not allowed.
    return known or fixity.DEFAULT_ALGORITHMS
