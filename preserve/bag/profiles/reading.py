"""Reading a profile: every fault of it at once, each with its place in the JSON.

Source: BagIt Profiles Specification 1.4.0
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from preserve import findings, fixity
from preserve.bag.profiles import consistency
from preserve.bag.profiles.model import Choice, Element, Profile, TagFile
from preserve.bag.profiles.source import Source
from preserve.errors import Location, refuse_devices, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.bag.profiles.model import Serialization
    from preserve.bag.profiles.source import Node
    from preserve.findings import Finding

_LONGEST: Final = 4 << 20  # bytes; those that are about have a few thousand
_CURRENT: Final = (1, 4, 0)
_VERSION: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
_INFO: Final = "BagIt-Profile-Info"
_IDENTIFIER: Final = "BagIt-Profile-Identifier"
_REQUIRED_INFO: Final = ("Source-Organization", "External-Description", "Version", _IDENTIFIER)
_ALIASES: Final = "Identifier-Aliases"
_OTHER: Final = "Other-Info"
_KEYS: Final = (
    _INFO,
    "Bag-Info",
    "Manifests-Required",
    "Manifests-Allowed",
    "Tag-Manifests-Required",
    "Tag-Manifests-Allowed",
    "Allow-Fetch.txt",
    "Fetch.txt-Required",
    "Data-Empty",
    "Serialization",
    "Accept-Serialization",
    "Accept-BagIt-Version",
    "Tag-Files-Required",
    "Tag-Files-Allowed",
    "Payload-Files-Required",
    "Payload-Files-Allowed",
    _OTHER,
)
_PARAMETERS: Final = ("required", "recommended", "repeatable", "values", "description")
_FOREIGN: Final = (("bagItProfileInfo", "DART"), ("ordered", "Bagger"))
_SERIALIZATIONS: Final = ("forbidden", "required", "optional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a profile.

    Attributes:
        file: As its user named it.
        text: Of the file, so that the lines of findings can be shown; empty where it is none.
        profile: None where it is too faulty to judge by.
        findings: On the profile itself.
    """

    file: str
    text: str
    profile: Profile | None
    findings: tuple[Finding, ...]


def read(path: Path, name: str | None = None) -> Reading:
    """Return what a profile says.

    Args:
        path: A JSON file.
        name: By which messages call the profile; the path itself where there is none.

    Raises:
        SurroundingsError: The file cannot be read.
    """
    refuse_devices("read the profile", path)
    with surroundings("read the profile", path), path.open("rb") as stream:
        data = stream.read(_LONGEST + 1)
    return parsed(data, str(path), name or str(path))


def parsed(data: bytes, file: str, name: str) -> Reading:
    """Return what the bytes of a profile say.

    Args:
        data: JSON.
        file: As its user named it.
        name: By which messages call the profile.
    """
    if len(data) > _LONGEST:
        return _unreadable(file, "", f"this is longer than {_LONGEST:,} bytes, so it is no profile")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(file, "", f"this is not UTF-8, which JSON is written in: byte {error.start + 1:,}")
    try:
        source = Source(text, file)
        root = source.root
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return _unreadable(file, text, message, line=error.lineno, column=error.colno)
    except (ValueError, RecursionError):
        return _unreadable(file, text, "this is JSON that nobody can mean: nested too deeply, or of endless numbers")
    if program := _foreign(root):
        hint = "Ask for the profile as the standard has it, or write it anew."
        root.tell(f"this is a profile in the format of {program}", hint=hint)
        return Reading(file=file, text=text, profile=None, findings=source.found())
    return _judged(source, _profile(root, name), file, text)


def _foreign(root: Node) -> str | None:
    """Return which program a profile is for that follows no specification, or None."""
    if root.member(_INFO):
        return None
    return next((name for key, name in _FOREIGN if root.member(key)), None)


def _unreadable(file: str, text: str, message: str, *, line: int | None = None, column: int | None = None) -> Reading:
    """Return the reading of what is no JSON."""
    place = Location(file=file, line=line, column=column)
    return Reading(file=file, text=text, profile=None, findings=(findings.finding("BAG-060", message, place),))


def _judged(source: Source, profile: Profile, file: str, text: str) -> Reading:
    """Return the reading of JSON; with an error, the profile asks for something that nobody can know."""
    found = source.found()
    return Reading(file=file, text=text, profile=None if findings.has_error(found) else profile, findings=found)


def _profile(root: Node, name: str) -> Profile:
    """Return what a profile says, as far as it can be understood."""
    root.require_known(_KEYS)
    info = _info(root)
    profile = Profile(
        name=name,
        identifier=_text(info, _IDENTIFIER),
        version=_text(info, "Version"),
        description=_text(info, "External-Description"),
        aliases=_texts(info, _ALIASES) or (),
        elements=_elements(root.member("Bag-Info")),
        tag_files=_tag_files(root.member(_OTHER)),
        manifests=_algorithms(root, "Manifests"),
        tag_manifests=_algorithms(root, "Tag-Manifests"),
        may_fetch=_flag(root, "Allow-Fetch.txt", otherwise=True),
        must_fetch=_flag(root, "Fetch.txt-Required"),
        is_empty=_flag(root, "Data-Empty"),
        serialization=_serialization(root.member("Serialization")),
        media_types=_texts(root, "Accept-Serialization") or (),
        versions=_versions(root),
        tag_paths=_choice(root, "Tag-Files"),
        payload_paths=_choice(root, "Payload-Files"),
    )
    consistency.check(profile, root)
    return profile


def _info(root: Node) -> Node | None:
    """Return what a profile says of itself; tell what is missing."""
    info = root.member(_INFO)
    if info is None:
        root.tell(f"{_INFO} is missing, which says what the profile is and what it is called")
        return None
    if info.members():
        for key in _REQUIRED_INFO:
            if info.member(key) is None:
                info.tell(f"{key} is missing in {_INFO}")
    _check_specification(info.member("BagIt-Profile-Version"))
    return info


def _check_specification(node: Node | None) -> None:
    """Tell of a profile that follows a specification which we do not know; without a word on it, it is 1.1.0."""
    stated = node.text() if node else ""
    if node and stated and not _VERSION.fullmatch(stated):
        node.tell(f"{node.name} should be a version of the specification such as 1.4.0")
    elif node and stated and tuple(map(int, stated.split("."))) > _CURRENT:
        node.doubt(f"the profile follows the specification {stated}; known are those up to 1.4.0")


def _text(node: Node | None, key: str) -> str:
    """Return the text of a key, or an empty one."""
    member = node.member(key) if node else None
    return member.text() if member else ""


def _texts(node: Node | None, key: str) -> tuple[str, ...] | None:
    """Return the texts of a key, or None where there is no such key."""
    member = node.member(key) if node else None
    return member.texts() if member else None


def _flag(node: Node, key: str, *, otherwise: bool = False) -> bool:
    """Return whether a key says true."""
    member = node.member(key)
    return member.flag() if member else otherwise


def _choice(root: Node, kind: str, normalised: Callable[[str], str] = str) -> Choice:
    """Return what a profile requires and allows of some kind of thing."""
    required, allowed = _texts(root, f"{kind}-Required"), _texts(root, f"{kind}-Allowed")
    return Choice(
        required=tuple(dict.fromkeys(map(normalised, required or ()))),
        allowed=None if allowed is None else tuple(dict.fromkeys(map(normalised, allowed))),
    )


def _algorithms(root: Node, kind: str) -> Choice:
    """Return by which algorithms there must and may be manifests."""
    return _choice(root, kind, fixity.normalised)


def _versions(root: Node) -> tuple[str, ...]:
    """Return the versions of BagIt that are accepted; at least one must be."""
    versions = root.member("Accept-BagIt-Version")
    if versions is None:
        root.tell("Accept-BagIt-Version is missing, which says at least one version of BagIt that is accepted")
        return ()
    if versions.value == []:
        versions.tell("Accept-BagIt-Version names no version of BagIt, so no bag can conform")
    return versions.texts()


def _serialization(node: Node | None) -> Serialization:
    """Return whether bags may or must be archives."""
    stated = node.text() if node else "optional"
    if node and stated and stated not in _SERIALIZATIONS:
        node.tell(f"{node.name} should be one of {', '.join(_SERIALIZATIONS)}")
    return cast("Serialization", stated) if stated in _SERIALIZATIONS else "optional"


def _elements(node: Node | None) -> tuple[Element, ...]:
    """Return what is asked of the elements of a tag file."""
    if node is None:
        return ()
    seen: dict[str, str] = {}
    members = node.members()
    for member in members:
        first = seen.setdefault(member.pointer[-1].lower(), member.pointer[-1])
        if first != member.pointer[-1]:
            member.tell(f"{first} and {member.name} are the same element, because case does not matter in labels")
    return tuple(_element(member) for member in members)


def _element(node: Node) -> Element:
    """Return what is asked of one element."""
    node.require_known(_PARAMETERS)
    return Element(
        label=node.pointer[-1].strip(),
        is_required=_flag(node, "required"),
        is_recommended=_flag(node, "recommended"),
        is_repeatable=_flag(node, "repeatable", otherwise=True),
        values=_texts(node, "values") or (),
        description=_description(node.member("description")),
    )


def _description(node: Node | None) -> str:
    """Return what is told of an element, which may be nothing."""
    return node.text() if node and node.value != "" else ""


def _tag_files(node: Node | None) -> tuple[TagFile, ...]:
    """Return what is asked of other tag files: a list of objects, whose keys are names of files, with or without .txt.

    Source: the BagIt Support library of DuraSpace, whose profiles have this key
    """
    files = [file for item in (node.items() if node else ()) for file in item.members()]
    return tuple(TagFile(path=_path(file.pointer[-1]), elements=_elements(file)) for file in files)


def _path(key: str) -> str:
    """Return the path of the tag file that a key means: ``APTrust-Info`` is ``aptrust-info.txt``."""
    return key if key.endswith(".txt") else f"{key.lower()}.txt"
