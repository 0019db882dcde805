"""How a page finds the recordings that the TEI names by relative addresses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path


def media_base(page: Path, source: Path) -> str:
    """Return what stands before the relative addresses of a TEI, in a page that lies elsewhere.

    Args:
        page: The folder of the page.
        source: The folder of the TEI.

    Returns:
        A relative address that ends with “/”; nothing where both folders are the same; the whole address where no
        relative one leads from one to the other, as from drive to drive.
    """
    folder = source.absolute()
    try:
        way = os.path.relpath(folder, page.absolute())
    except ValueError:
        return f"{folder.as_uri()}/"
    # As bytes, because a name need not be text.
    return "" if way == os.curdir else quote(os.fsencode(way.replace(os.sep, "/")), safe="/") + "/"
