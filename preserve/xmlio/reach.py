"""What a reference to another file may mean: a file, by a plain relative path, in or below a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from preserve.xmlio.paths import Element

_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


def trouble(href: str, element: Element, target: Path | None, folder: Path) -> str | None:
    """Return in words why a reference cannot be followed, or None.

    Args:
        href: The reference as written.
        element: Where it is written.
        target: What `meant` makes of it.
        folder: The folder that must not be left, as of `lexical`.
    """
    if target is None:
        return f"“{_shortened(href)}” is not a local file"
    if not target.is_relative_to(folder) or not _stays(target, folder):
        return f"“{_shortened(href)}” lies outside the folder of {_shortened(folder.name)}"
    if any(each.get(_XML_BASE) is not None for each in (element, *element.iterancestors())):
        return "xml:base would move what is included"
    return None


def meant(href: str, here: Path) -> Path | None:
    """Return the file that a relative reference means, or None for any other reference.

    Args:
        href: The reference as written.
        here: The folder of the file in which it is written.
    """
    name = _local_name(href)
    return None if name is None else lexical(here / name)


def _local_name(href: str) -> str | None:
    """Return the path that a relative reference to a file means, or None for any other reference.

    What readers of URIs may understand in different ways (white space at the ends, backslashes, bytes that are no
    UTF-8) is no plain file name either.
    """
    try:
        path = urlsplit(href).path
        name = unquote(path, errors="strict")
    except ValueError:
        return None
    plain = name and name == name.strip() and name.isprintable() and "\\" not in name
    return name if plain and path == href else None


def _stays(target: Path, folder: Path) -> bool:
    """Return whether a path lies in a folder when links are followed; one that runs in a circle lies nowhere."""
    try:
        return target.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def lexical(path: Path) -> Path:
    """Return a path as absolute, without ``.`` and ``..``, judged by its letters alone, as readers of URIs do."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)


def _shortened(href: str) -> str:
    """Return a reference that fits into a message."""
    return href if len(href) <= _LONGEST else f"{href[:_LONGEST]}…"


_LONGEST: Final = 80
