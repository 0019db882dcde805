"""Giving a proven archive its name: where nothing is, where the same bytes are, and where others are to make way.

What makes way is kept beside the new one, as ``<id>.superseded-<digest>.<suffix>``; nothing is ever deleted. Where the
new one cannot take the name, the old one gets it back. A run that is killed in between leaves the old archive under its
new name, and the next run makes the new one again.
"""

from __future__ import annotations

import errno
import filecmp
import os
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag.archives import kinds
from preserve.bag.placing import given_back, superseded
from preserve.errors import BagError, Location

if TYPE_CHECKING:
    from pathlib import Path

# What a link answers on a file system that has none; the last is said by Windows.
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})


def take_name(written: Path, target: Path) -> bool:
    """Give an archive its name, and return whether nothing had that.

    Args:
        written: On the file system of the target.
        target: Is never overwritten, unless there are no links and another run comes between looking and renaming.

    Raises:
        OSError: When the system refuses.
    """
    if os.path.lexists(target):
        return False
    try:
        _link(written, target)
    except FileExistsError:
        return False
    fixity.sync_folder(target.parent)
    return True


def _link(written: Path, target: Path) -> None:
    """Give a file a name that nothing has; a rename would overwrite what another run has put there in this moment."""
    try:
        os.link(written, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        written.rename(target)


def is_same(written: Path, target: Path) -> bool:
    """Return whether the file at the target has the very bytes of an archive."""
    return is_file(target) and filecmp.cmp(written, target, shallow=False)


def is_file(target: Path) -> bool:
    """Return whether what is at the target is a file, and not a link to one."""
    return fixity.kind(os.lstat(target).st_mode) is None


def supersede(written: Path, target: Path) -> Path | None:
    """Let the archive that is there make way for another, and return its new name, or None where a third was faster.

    Args:
        written: On the file system of the target.
        target: Keeps the archive that is there when the system refuses.

    Raises:
        BagError: When the archive that is there changes meanwhile.
        OSError: When the system refuses.
    """
    kept = make_way(target)
    with given_back(kept, target):
        has_name = take_name(written, target)
    return kept if has_name else None


def make_way(target: Path) -> Path:
    """Rename the archive that is there, and return its new name.

    Raises:
        BagError: When it changes meanwhile.
        OSError: When the system refuses.
    """
    stem = kinds.stem(target)
    digest = fixity.of_file(target, ("sha256",)).digest("sha256")
    kept = superseded(target, stem, digest, target.name.removeprefix(stem))
    target.rename(kept)
    return kept


def taken(target: Path) -> BagError:
    """Return the error for a target where something else is."""
    words = "another archive is there already" if is_file(target) else "what is there already is no file"
    return BagError(words, code="BAG-096", location=Location(file=str(target)))
