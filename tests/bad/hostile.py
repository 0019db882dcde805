"""The corpus of hostile and broken bags: everything that was tried on readers of bags, by kind.

Some take long to make or are wrong on some systems, so they are made one at a time, each in a folder of its own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tests.bad import hostile_claims, hostile_files, hostile_lists, hostile_names
from tests.bad.hostile_names import LEAF, NEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUILDERS: Final[tuple[Callable[[Path], Path], ...]] = tuple(
    value
    for module in (hostile_names, hostile_files, hostile_lists, hostile_claims)
    for name, value in vars(module).items()
    if name.startswith("bag_")
)
"""All builders, in the order in which they stand there."""

CLOSED: Final = tuple(each for each in BUILDERS if "closed" in each.__name__ or "may_not" in each.__name__)
"""Those whose bags hold what root could read."""


def remove_depth(folder: Path) -> None:
    """Remove folders nested in one another by the thousand, which Python does by one call in another for each."""
    below = folder / "data" / NEST
    if not (below / NEST).is_dir():
        return
    descriptor, depth = os.open(below, os.O_RDONLY), 0
    while NEST in os.listdir(descriptor):  # noqa: PTH208 (the path is too long for Path)
        descriptor, depth = _entered(descriptor, NEST), depth + 1
    os.unlink(LEAF, dir_fd=descriptor)
    for _ in range(depth):
        descriptor = _entered(descriptor, "..")
        os.rmdir(NEST, dir_fd=descriptor)
    os.close(descriptor)


def _entered(descriptor: int, name: str) -> int:
    """Return a descriptor of a folder within or above another, whose own is closed."""
    inner = os.open(name, os.O_RDONLY, dir_fd=descriptor)
    os.close(descriptor)
    return inner
