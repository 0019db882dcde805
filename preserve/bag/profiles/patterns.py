"""Patterns of paths in a profile: an asterisk stands for any characters, slashes among them, and nothing else does.

The specification points to glob(7), where an asterisk stops at a slash; but it also says that a single one allows all
files, at whatever depth, and so do its other readers.

Source: BagIt Profiles Specification 1.4.0, Tag-Files-Allowed
"""

from __future__ import annotations


def matches(path: str, pattern: str) -> bool:
    """Return whether a path is one that a pattern stands for; in time that grows with their lengths only."""
    first, *rest = pattern.split("*")
    if not rest or path == pattern:
        return path == pattern
    *middle, last = rest
    if not path.startswith(first):
        return False
    reached = len(first)
    for part in middle:
        found = path.find(part, reached)
        if found < 0:
            return False
        reached = found + len(part)
    return len(path) - reached >= len(last) and path.endswith(last)
