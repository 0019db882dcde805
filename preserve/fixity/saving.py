"""Saving results: a file in the place of an older one, whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from preserve.fixity.writing import write

if TYPE_CHECKING:
    from pathlib import Path


def save(content: bytes, path: Path) -> None:
    """Write a file, in a folder that is made where it is absent; what was there stays where that fails.

    Raises:
        OSError: When the system refuses.
    """
    passing = path.with_name(f".{path.name}.{os.getpid()}.partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write(content, passing)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
