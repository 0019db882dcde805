"""Archives that must be refused, when they are read or before they are written.

`BUILDERS` write an archive on which `preserve.bag.verify` gives exactly the codes in their names; `REFUSALS` ask for an
archive that `preserve.bag.archive` must refuse with that code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve import bag
from tests.bad import bags, tars, zips
from tests.bad.archiving import TOP, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def bag_046_is_put_into_a_bag(folder: Path) -> None:
    """Write an archive of a bag into the bag."""
    made = bags.plain(folder / TOP)
    bag.archive(made, made / f"{TOP}.tar")


def bag_095_has_lost_a_file(folder: Path) -> None:
    """Archive a bag that is not valid."""
    made = bags.plain(folder / TOP)
    (made / "data/a.txt").unlink()
    bag.archive(made, folder / f"{TOP}.tar")


def bag_096_is_another(folder: Path) -> None:
    """Write an archive where another is."""
    bag.archive(bags.plain(folder / TOP), put(folder, f"{TOP}.zip", b"last year's"))


def bag_096_is_a_folder(folder: Path) -> None:
    """Write an archive where a folder is, and let that make way."""
    (folder / f"{TOP}.zip").mkdir()
    bag.archive(bags.plain(folder / TOP), folder / f"{TOP}.zip", replace=True)


def bag_097_changes_while_it_is_packed(folder: Path) -> None:
    """Alter a file between its verification and its packing."""
    made = bags.plain(folder / TOP)
    left = sum(path.stat().st_size for path in made.rglob("*") if path.is_file() and "tagmanifest" not in path.name)

    def alter(count: int) -> None:
        """Alter a file when all have been read for the first time."""
        nonlocal left
        left -= count
        if not left:
            bags.put(made, "data/a.txt", "First\n")

    bag.archive(made, folder / f"{TOP}.tar", progress=alter)


def bag_098_has_a_backslash(folder: Path) -> None:
    """Archive a bag with a name that is two on Windows."""
    bags.put(folder / TOP, "data/tapes\\side-a.wav", "sound")
    bag.archive(bags.plain(folder / TOP), folder / f"{TOP}.tar")


def bag_098_is_too_deep(folder: Path) -> None:
    """Archive a bag with a file below three hundred folders."""
    bags.put(folder / TOP, f"data/{'d/' * 300}z.txt", "z")
    bag.archive(bags.plain(folder / TOP), folder / f"{TOP}.zip")


BUILDERS: Final[tuple[Callable[[Path], Path], ...]] = (*tars.BUILDERS, *zips.BUILDERS)
REFUSALS: Final = tuple(value for name, value in globals().items() if re.match(r"bag_\d{3}_", name))
