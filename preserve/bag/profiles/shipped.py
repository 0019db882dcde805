"""The profiles that travel with us, by their names and by what bags call them."""

from __future__ import annotations

import difflib
import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import resources
from preserve.bag.profiles.reading import read
from preserve.errors import UsageError

if TYPE_CHECKING:
    from preserve.bag.profiles.model import Profile
    from preserve.bag.profiles.reading import Reading

_SHORT: Final = (("beyond-the-repository", "btr"),)


@functools.cache
def _files() -> tuple[tuple[str, Path], ...]:
    """Return the names of all profiles with their versions, and their files; of several versions the newest first."""
    files = sorted(resources.PROFILES.glob("*.json"), key=lambda path: _version(path.stem), reverse=True)
    return tuple((_short(path.stem), path) for path in files)


def _short(stem: str) -> str:
    """Return the name that people type."""
    name, _, version = stem.rpartition("-")
    return f"{dict(_SHORT).get(name, name)}-{version}"


def _version(stem: str) -> tuple[int, ...]:
    """Return the version in the name of a profile."""
    return tuple(map(int, stem.rpartition("-")[2].split(".")))


def names() -> tuple[str, ...]:
    """Return the names of the profiles, with their versions."""
    return tuple(sorted(name for name, _ in _files()))


def find(wanted: str) -> Reading:
    """Return the profile that a user means.

    Args:
        wanted: The name of one that travels with us, with its version or without for the newest; or the path of a
            JSON file.

    Raises:
        UsageError: It is neither.
        SurroundingsError: The file cannot be read.
    """
    if found := _file(wanted.lower()):
        return read(found[1], found[0])
    if "://" in wanted:
        hint = "Save the profile, and name the file."
        raise UsageError(f"{wanted} is an address, and profiles are never fetched", hint=hint)
    if not wanted.endswith(".json") and not os.path.lexists(wanted):
        raise UsageError(f"there is no profile called {wanted}", hint=_advice(wanted))
    return read(Path(wanted))


def named(identifier: str) -> Profile | None:
    """Return the profile that travels with us and is called so by bags, under whatever address it was, or None."""
    profiles = [profile for name, path in _files() if (profile := read(path, name).profile)]
    exact = [profile for profile in profiles if profile.identifier == identifier]
    return next(iter((*exact, *(each for each in profiles if identifier in each.aliases))), None)


def _file(wanted: str) -> tuple[str, Path] | None:
    """Return name and file of the profile of this name, or None."""
    for name, path in _files():
        long, short = path.stem, name
        if wanted in {long, short, long.rpartition("-")[0], short.rpartition("-")[0]}:
            return name, path
    return None


def _advice(wanted: str) -> str:
    """Return what else could be meant."""
    near = difflib.get_close_matches(wanted.lower(), {name.rpartition("-")[0] for name in names()}, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Name a JSON file, or one of {', '.join(names())}."
