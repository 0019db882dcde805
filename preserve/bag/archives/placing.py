"""Giving a proven archive its name: where nothing is, where the same bytes are, and where others are to make way.

What makes way is kept beside the new one, as ``<id>.superseded-<digest>.<suffix>``; nothing is ever deleted. A run that
is killed in between leaves the old archive under its new name, and the next run makes the new one again.
"""

from __future__ import annotations

import filecmp
import os
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.bag.archives import kinds
from preserve.bag.placing import superseded
from preserve.errors import BagError, Location

if TYPE_CHECKING:
    from pathlib import Path


def take_name(written: Path, target: Path) -> bool:
    """Give an archive its name, and return whether nothing had that.

    Args:
        written: On the file system of the target.
        target: Is never overwritten.

    Raises:
        OSError: When the system refuses.
    """
    if os.path.lexists(target):
        return False
    try:
        # A rename would overwrite what another run has put there in this moment.
        os.link(written, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without such links
        os.rename(written, target)  # noqa: PTH104 -- beside the link
    fixity.sync_folder(target.parent)
    return True


def is_same(written: Path, target: Path) -> bool:
    """Return whether the file at the target has the very bytes of an archive."""
    return is_file(target) and filecmp.cmp(written, target, shallow=False)


def is_file(target: Path) -> bool:
    """Return whether what is at the target is a file, and not a link to one."""
    return fixity.kind(os.lstat(target).st_mode) is None


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
