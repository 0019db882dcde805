"""Where schemas and stylesheets lie: beside the package in a checkout, inside it in a wheel.

Saxon wants real paths, so the files are found as such and never unpacked.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

from preserve.errors import refuse_devices, surroundings

_BUNDLED: Final = Path(__file__).parent / "_data"

ROOT: Final = _BUNDLED if _BUNDLED.is_dir() else Path(__file__).parent.parent
SCHEMAS: Final = ROOT / "schemas"
XSLT: Final = ROOT / "xslt"

SCHEMA: Final = SCHEMAS / "interview.rng"
ODD: Final = SCHEMAS / "interview.odd"
RULES: Final = SCHEMAS / "interview.sch"
CODES: Final = SCHEMAS / "codes.toml"
PROFILES: Final = SCHEMAS / "profiles"
SCHEMATRON: Final = XSLT / "schematron.xsl"


@functools.cache
def version() -> str:
    """Return the version of the installed distribution, such as ``0.1.0``."""
    from importlib.metadata import version as installed

    return installed("tei-preserve")


def is_copy(path: Path, ours: Path) -> bool:
    """Return whether a file is one that we ship, wherever the copy lies.

    Raises:
        SurroundingsError: It cannot be read.
    """
    refuse_devices("read", path)
    with surroundings("read", path):
        return path.read_bytes() == ours.read_bytes()


def are_our_stylesheets(files: tuple[Path, ...]) -> bool:
    """Return whether the files of a stylesheet, the entry first, are what we ship, and lie to each other as ours do.

    Raises:
        SurroundingsError: A file cannot be read.
    """
    folder = files[0].parent
    ours = {path: XSLT / path.relative_to(folder) for path in files if path.is_relative_to(folder)}
    return len(ours) == len(files) and all(mine.is_file() and is_copy(path, mine) for path, mine in ours.items())


def license_text() -> bytes:
    """Return the licence of schemas and stylesheets: in a checkout beside them, in a wheel among its metadata."""
    beside = ROOT / "LICENSE"
    if beside.is_file():
        return beside.read_bytes()
    from importlib.metadata import distribution

    return (distribution("tei-preserve").read_text("licenses/LICENSE") or "").encode("utf-8")
