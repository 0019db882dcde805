"""The files that belong to an interview: there, in their place, and what the TEI says they are."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.errors import surroundings
from preserve.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.interview import Interview, LocalFile


def check_files(interview: Interview, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the local files that an interview points to; those that it includes were read before.

    Args:
        interview: The interview's record.
        folder: Where its TEI lies.
    """
    for file in interview.files:
        if file.kind != "part":
            yield from _check(file, folder)


def _check(file: LocalFile, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with one file."""
    path = file.path(folder)
    if file.relative is None:
        message = f"the {file.kind} file {file.target} lies outside the interview's folder and could not travel with it"
        yield finding("REF-006", message, file.location)
    elif not is_regular(path):
        there = "is not an ordinary file" if _exists(path) else "does not exist"
        yield finding("REF-005", f"the {file.kind} file {file.target} {there}", file.location)
    elif not _stays(path, folder):
        message = f"the {file.kind} file {file.target} lies behind a link that leads out of the interview's folder"
        yield finding("REF-006", message, file.location)
    elif file.digest and (actual := _sha256(path)) != file.digest:
        stated = file.digest[:12]
        message = f"{file.target} is not what was encoded: its SHA-256 begins {actual[:12]}, the TEI says {stated}"
        yield finding("REF-007", message, file.location)


def _exists(path: Path) -> bool:
    """Return whether there is something; a name that no system could store, or a closed folder, shows nothing."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_at_hand(file: LocalFile, folder: Path) -> bool:
    """Return whether a file that the TEI points to is there, and where it may be."""
    path = file.path(folder)
    return file.relative is not None and is_regular(path) and _stays(path, folder)


def _stays(path: Path, folder: Path) -> bool:
    """Return whether no folder on the way to a file is a link out, or a circle; media/ itself may be a link."""
    try:
        real = path.resolve()
        return any(real.is_relative_to(place.resolve()) for place in (folder, folder.parent / "media"))
    except (OSError, RuntimeError):
        return False


def is_regular(path: Path) -> bool:
    """Return whether a path is an ordinary file and no link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hexadecimal."""
    with surroundings("read", path):
        return fixity.of_file(path, ("sha256",)).digest("sha256")
