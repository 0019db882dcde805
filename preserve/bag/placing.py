"""Giving a proven bag its name: where nothing is, where the same bag is, and where another one is to make way.

A bag that makes way is kept beside the new one, as ``<name>.superseded-<digest>``; nothing is ever deleted. It is
renamed first, and then the new one. A run that is killed between the two leaves the old bag under its new name and the
new one in its staging folder, from where the next run for the same target takes it up.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from preserve import fixity
from preserve.bag import comparison, declaration, manifest
from preserve.errors import BagError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a rename answers when another run was faster.
_TAKEN: Final = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR})
_DIGITS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A bag that is in its place.

    Attributes:
        path: Of the bag.
        status: Whether it was written now, in the place of another, or one that says the same was there.
        superseded: Where the bag is now that made way; None where none did.
    """

    path: Path
    status: Literal["written", "replaced", "already there"]
    superseded: Path | None = None


def place(staged: Path, target: Path, *, replace: bool) -> Sealed:
    """Rename a bag to its target unless one which says the same is there.

    Args:
        staged: A bag that verifies, on the file system of the target.
        target: What is there is read whole.
        replace: Whether another bag makes way, broken or not.

    Raises:
        BagError: When another bag is there (BAG-041) and is not to make way, or something broken (BAG-042); what is no
            bag at all never makes way, because nobody can tell what would be superseded.
        OSError: When the system refuses.
    """
    if _take_name(staged, target):
        return Sealed(path=target, status="written")
    try:
        comparison.require_same(staged, target)
    except BagError:
        if not replace or not is_bag(target):
            raise
        return Sealed(path=target, status="replaced", superseded=_supersede(staged, target))
    return Sealed(path=target, status="already there")


def is_bag(folder: Path) -> bool:
    """Return whether a folder calls itself a bag."""
    return not folder.is_symlink() and os.path.isfile(folder / declaration.NAME)  # noqa: PTH113 -- is_file() may raise


def _take_name(staged: Path, target: Path) -> bool:
    """Rename a bag to its target, and return whether nothing was there."""
    if os.path.lexists(target):
        return False
    try:
        staged.rename(target)
    except OSError as error:
        if error.errno in _TAKEN and os.path.lexists(target):
            return False
        raise
    fixity.sync_folder(target.parent)
    return True


def _supersede(staged: Path, target: Path) -> Path:
    """Rename the bag at the target out of the way and the new one to the target; return where the old one is."""
    kept = next(path for path in _names(target) if not os.path.lexists(path))
    target.rename(kept)
    try:
        staged.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            kept.rename(target)
        raise
    fixity.sync_folder(target.parent)
    return kept


def _names(target: Path) -> Iterator[Path]:
    """Yield names for a bag that makes way: after what it holds, and with a number where that is taken."""
    name = f"{target.name}.superseded-{_digest(target)}"
    yield target.with_name(name)
    for number in itertools.count(2):
        yield target.with_name(f"{name}-{number}")


def _digest(folder: Path) -> str:
    """Return the first digits of the SHA-256 of what vouches for a bag: its first tag manifest, or else what it has."""
    found = sorted(path.name for path in folder.iterdir() if manifest.is_name(path.name) and path.is_file())
    name = min(found, key=lambda each: not manifest.is_tag_name(each), default=declaration.NAME)
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:_DIGITS]
