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
    from collections.abc import Iterable, Iterator
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


def place(staged: Path, target: Path, *, dated: tuple[str, ...] = (), replace: bool) -> Sealed:
    """Rename a bag to its target unless one which says the same is there.

    Args:
        staged: A bag that verifies, on the file system of the target.
        target: What is there is read whole.
        dated: The paths of tag files that tell of the act of bagging, which may be another one.
        replace: Whether another bag makes way, broken or not.

    Raises:
        BagError: When another bag is there (BAG-041) and is not to make way, or something broken (BAG-042); what is no
            bag at all never makes way, because nobody can tell what would be superseded.
        OSError: When the system refuses.
    """
    if _take_name(staged, target):
        return Sealed(path=target, status="written")
    try:
        comparison.require_same(staged, target, dated)
    except BagError:
        if not replace or not is_bag(target):
            raise
        return Sealed(path=target, status="replaced", superseded=_supersede(staged, target))
    return Sealed(path=target, status="already there")


def require_no_other(target: Path, files: Iterable[tuple[str, int | None]], *, replace: bool) -> None:
    """Return unless it can be seen before anything is copied that another bag is there, which is not to make way.

    Args:
        target: The bag to be; what is there is looked at.
        files: Of its payload: path in the bag, and bytes, or None where that is not known yet.
        replace: Whether another bag makes way.

    Raises:
        BagError: BAG-041.
    """
    if not replace and is_bag(target):
        comparison.require_alike(files, target)


def is_bag(folder: Path) -> bool:
    """Return whether a folder calls itself a bag, and is no link to one."""
    return not folder.is_symlink() and declaration.is_declared(folder)


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
    kept = superseded(target, target.name, _digest(target))
    target.rename(kept)
    with given_back(kept, target):
        staged.rename(target)
    fixity.sync_folder(target.parent)
    return kept


@contextlib.contextmanager
def given_back(kept: Path, target: Path) -> Iterator[None]:
    """Give what made way its name back when the system refuses that to what comes after, unless something has it."""
    try:
        yield
    except OSError:
        if not os.path.lexists(target):
            with contextlib.suppress(OSError):
                kept.rename(target)
        raise


def superseded(target: Path, name: str, digest: str, suffix: str = "") -> Path:
    """Return a free name, beside a target, for what makes way there: after what it holds, numbered where that is taken.

    Args:
        target: What makes way.
        name: Its name, without the suffix.
        digest: Of what it holds.
        suffix: That the name keeps.
    """
    stem = f"{name}.superseded-{digest[:_DIGITS]}"
    numbered = (f"{stem}-{number}{suffix}" for number in itertools.count(2))
    names = map(target.with_name, itertools.chain([f"{stem}{suffix}"], numbered))
    return next(path for path in names if not os.path.lexists(path))


def _digest(folder: Path) -> str:
    """Return the SHA-256 of what vouches for a bag: its first tag manifest, or else what it has."""
    found = sorted(path.name for path in folder.iterdir() if manifest.is_name(path.name) and path.is_file())
    name = min(found, key=lambda each: not manifest.is_tag_name(each), default=declaration.NAME)
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()
