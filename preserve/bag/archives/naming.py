"""Names of members: which are refused, because they lead astray or because programs read them differently."""

from __future__ import annotations

from preserve.bag import names
from preserve.bag.archives import bounds


def unfit(name: bytes) -> tuple[str, str] | None:
    """Return the code and in words why no archive of a bag has such a name, or None.

    Args:
        name: Raw, without the slash at the end of a folder's.
    """
    text = name.decode("utf-8", "surrogateescape")
    if b"\0" in name:
        return "BAG-083", "the name holds a null character, at which some programs end it"
    if reason := names.astray(text):
        return "BAG-082", f"the name leads out of the archive: {reason}"
    if reason := _ambiguity(text):
        return "BAG-083", f"programs read the name in different ways: {reason}"
    if len(name) > bounds.LONGEST_NAME:
        return "BAG-088", f"the name has {len(name):,} bytes, and most systems open none of more than 4,096"
    if name.count(b"/") > bounds.DEEPEST:
        return "BAG-088", f"the member lies {name.count(b'/'):,} folders deep"
    return None


def _ambiguity(name: str) -> str | None:
    """Return in words what about a name programs do not agree on, or None."""
    if "\\" in name:
        return "a backslash parts folders on Windows"
    if any("\udc80" <= character <= "\udcff" for character in name):
        return "it is not UTF-8"
    return "a part of it is empty or a single dot" if {"", "."} & set(name.split("/")) else None
