"""Whether the bag that is already there says the same as the one that was just made, but for the date of the act.

What a bag is made of is in its payload; the clock shows only in its tag files: as Bagging-Date, and as the date and the
time of events. The tag manifests follow from those and are not compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag import contents, info, manifest, names
from preserve.bag.verification import verify
from preserve.errors import BagError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.bag.contents import Bag

_DATE_LABEL: Final = info.DATE.lower().encode() + b":"
_MOMENT: Final = re.compile(
    rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def require_same(staged: Path, existing: Path) -> None:
    """Return when both bags say the same.

    Args:
        staged: A bag that verifies.
        existing: What is at its target; it is read whole and left as it is.

    Raises:
        BagError: When it is broken or no bag at all (BAG-042), or another one (BAG-041), naming the first file that
            differs.
    """
    _require_sound(existing)
    ours, theirs = contents.read(staged), contents.read(existing)
    if difference := next(_differences(ours, theirs), None):
        raise BagError(
            f"{names.shown(existing.name)} exists and differs: {difference}",
            code="BAG-041",
            location=Location(file=str(existing)),
        )


def _require_sound(existing: Path) -> None:
    """Raise for something that is no bag, or a broken one."""
    if existing.is_symlink() or not existing.is_dir():
        reason = "it is not a folder"
    elif wrong := [found for found in verify(existing) if found.is_error]:
        # A wrong count says less than the name of the file behind it.
        reason = min(wrong, key=lambda found: found.code == "BAG-020").message
    else:
        return
    raise BagError(
        f"{names.shown(existing.name)} exists but is no sound bag: {reason}",
        code="BAG-042",
        location=Location(file=str(existing)),
    )


def _differences(ours: Bag, theirs: Bag) -> Iterator[str]:
    """Yield in words how two bags differ that both verify, the payload first."""
    mine, other = ours.tree.files, theirs.tree.files
    for path in sorted(mine.keys() ^ other.keys(), key=lambda path: (not names.is_payload(path), path)):
        yield f"{names.shown(path)} is in one of them only"
    payload = _payload(theirs)
    for path, digest in _payload(ours).items():
        if payload.get(path) != digest:
            yield f"{names.shown(path)} is not the same"
    # Both dates are blanked in both bags: one of them may also be the date of the interview, which is in both.
    dates = {date.encode() for each in (ours, theirs) for date in info.values(each.info, info.DATE)}
    for path in sorted(path for path in mine if not names.is_payload(path) and not manifest.is_tag_name(path)):
        if _timeless(ours, path, dates) != _timeless(theirs, path, dates):
            yield f"{names.shown(path)} is not the same"


def _payload(bag: Bag) -> dict[str, str]:
    """Return the digest of each payload file by its path, after the first manifest."""
    return {line.path: line.digest for line in bag.manifests[0].lines}


def _timeless(bag: Bag, path: str, dates: set[bytes]) -> bytes:
    """Return a tag file without the traces of the clock.

    Args:
        bag: Holds the file.
        path: Of the file.
        dates: The days on which the bags were made.
    """
    with fixity.opened(bag.tree.native(path)) as stream:
        content = stream.readall()
    if path == info.NAME:
        return b"".join(row for row in content.splitlines(keepends=True) if not row.lower().startswith(_DATE_LABEL))
    content = _MOMENT.sub(b"MOMENT", content)
    for date in filter(None, dates):
        content = content.replace(date, b"DATE")
    return content
