"""One record of a bag, or of the bag that an interview would be carried into."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import describe
from preserve.errors import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.package import Packaged

PLACES: Final = (("premis", describe.PREMIS_PLACE), ("ro-crate", describe.CRATE_PLACE))
"""What can be asked for by name, with the place of each in a bag."""


def of_bag(folder: Path, name: str) -> describe.Record:
    """Return a record as a bag holds it.

    Args:
        folder: The bag.
        name: One of `PLACES`.

    Raises:
        SurroundingsError: The bag has none, or it cannot be read.
    """
    path = folder / dict(PLACES)[name]
    with surroundings("read the record", path):
        return describe.Record(name=path.name, data=path.read_bytes(), findings=())


def of_interview(
    file: Path, name: str, act: Callable[[Path, Path], Packaged]
) -> tuple[Packaged, describe.Record | None]:
    """Return what would become of an interview, and a record of its bag, which is made for that and thrown away.

    Args:
        file: The TEI file.
        name: One of `PLACES`.
        act: Packages a file into a target.

    Raises:
        BagError: See `preserve.package.package`.
        SurroundingsError: The machine refuses.
    """
    with tempfile.TemporaryDirectory(prefix="preserve-") as folder:
        made = act(file, Path(folder) / file.stem)
        return made, of_bag(made.sealed.path, name) if made.sealed else None
