"""What is the matter with a profile whose parts are each well-formed: it contradicts itself, or asks in vain.

Source: BagIt Profiles Specification 1.4.0
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag import declaration, info, manifest, names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preserve.bag.profiles.model import Profile
    from preserve.bag.profiles.source import Node

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_SERIALIZATION: Final = "Serialization"


def check(profile: Profile, root: Node) -> None:
    """Tell of contradictions, and of what has no effect.

    Args:
        profile: As far as it could be understood.
        root: The profile as JSON, which is told.
    """
    _check_identifier(profile, root)
    _check_elements(root)
    _check_algorithms(profile, root)
    _check_fetch(profile, root)
    _check_serialization(profile, root)
    _check_tag_paths(profile, root)
    _check_payload_paths(profile, root)


def _check_identifier(profile: Profile, root: Node) -> None:
    """Tell of an identifier that is no URI."""
    node = root.member("BagIt-Profile-Info")
    stated = node.member(info.PROFILE) if node else None
    if stated and profile.identifier and not _ABSOLUTE.fullmatch(profile.identifier):
        stated.doubt(f"{info.PROFILE} is no URI, so it may mean another profile elsewhere")


def _check_elements(root: Node) -> None:
    """Tell of an element that every profile asks for anyway."""
    node = root.member("Bag-Info")
    for member in node.members() if node and isinstance(node.value, dict) else ():
        if member.pointer[-1].lower() == info.PROFILE.lower():
            member.doubt(f"{member.name} need not be listed: every profile requires it", hint="Remove it here.")


def _check_algorithms(profile: Profile, root: Node) -> None:
    """Tell of algorithms that are required but not allowed, and of required ones that we cannot compute."""
    for kind, choice in (("Manifests", profile.manifests), ("Tag-Manifests", profile.tag_manifests)):
        key = f"{kind}-Required"
        _tell_barred(root, kind, (each for each in choice.required if not choice.allows(each)))
        if unknown := [each for each in choice.required if not fixity.is_known(each)]:
            _doubt(root, key, f"nobody here can compute {names.few(unknown)}, so no bag can be made by this profile")


def _check_fetch(profile: Profile, root: Node) -> None:
    """Tell of a fetch.txt that is required but not allowed."""
    if profile.must_fetch and not profile.may_fetch:
        _tell(root, "Fetch.txt-Required", "a fetch.txt is required here, but Allow-Fetch.txt is false")


def _check_serialization(profile: Profile, root: Node) -> None:
    """Tell of archives that are asked for or accepted without a word on their form, or named for nothing."""
    stated = root.member(_SERIALIZATION)
    if profile.serialization == "required" and not profile.media_types:
        message = "an archive is required, but Accept-Serialization names no form of it"
        _tell(root, _SERIALIZATION, message)
    elif stated and stated.value == "optional" and not profile.media_types:
        stated.doubt("Accept-Serialization names no form of archive, so only folders conform")
    elif profile.serialization == "forbidden" and profile.media_types:
        _doubt(root, "Accept-Serialization", "no form of archive is accepted, because Serialization is forbidden")


def _check_tag_paths(profile: Profile, root: Node) -> None:
    """Tell of tag files that are required but not allowed, astray, or required by every bag anyway."""
    choice, kind = profile.tag_paths, "Tag-Files"
    _tell_barred(root, kind, (path for path in choice.required if not choice.covers(path)))
    _tell_astray(root, kind, choice.required)
    for path in choice.required:
        if path in {declaration.NAME, info.NAME} or manifest.is_name(path):
            _doubt(root, f"{kind}-Required", f"{names.shown(path)} need not be listed: other keys say so")
        elif names.is_payload(path):
            _tell(root, f"{kind}-Required", f"{names.shown(path)} is no tag file; it is in data/")


def _check_payload_paths(profile: Profile, root: Node) -> None:
    """Tell of payload files that are required but not allowed, or astray, or are to be there though nothing may be."""
    choice, kind = profile.payload_paths, "Payload-Files"
    _tell_barred(root, kind, (path for path in choice.required if not choice.covers(path)))
    _tell_astray(root, kind, choice.required)
    for path in choice.required:
        if not names.is_payload(path):
            _tell(root, f"{kind}-Required", f"{names.shown(path)} is no payload file; those begin with data/")
    for path in choice.allowed or ():
        if path.endswith("/"):
            _tell(root, f"{kind}-Allowed", f"{names.shown(path)} allows no file; write {names.shown(path)}*")
    if profile.is_empty and len(choice.required) > 1:
        _tell(root, f"{kind}-Required", "several payload files are required, but Data-Empty is true")


def _tell_barred(root: Node, kind: str, barred: Iterable[str]) -> None:
    """Tell of what is required but not allowed."""
    for each in barred:
        _tell(root, f"{kind}-Required", f"{names.shown(each)} is required, but {kind}-Allowed does not allow it")


def _tell_astray(root: Node, kind: str, paths: tuple[str, ...]) -> None:
    """Tell of paths that no file in a bag can have."""
    for path in paths:
        if reason := names.astray(path):
            _tell(root, f"{kind}-Required", f"{names.shown(path)} cannot be in a bag: {reason}")


def _tell(root: Node, key: str, message: str) -> None:
    """Note a contradiction where it stands."""
    (root.member(key) or root).tell(message)


def _doubt(root: Node, key: str, message: str) -> None:
    """Note what has no effect, where it stands; nothing where the profile is silent on it."""
    if member := root.member(key):
        member.doubt(message)
