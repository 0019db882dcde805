"""The bag declaration, bagit.txt: which BagIt this is, and how its tag files are encoded.

Source: RFC 8493 §2.1.1
"""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.bag import text, tree

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.bag.faults import Faults
    from preserve.bag.tree import Tree

NAME: Final = "bagit.txt"
CURRENT: Final = "1.0"
CONTENT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_VERSIONS: Final = ("0.93", "0.94", "0.95", "0.96", "0.97", CURRENT)
_LABELS: Final = ("BagIt-Version", "Tag-File-Character-Encoding")
_LINE: Final = re.compile(r"([^:]*?)([ \t]*:[ \t]*)(.*?)([ \t]*)")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a bag says of itself.

    Attributes:
        version: Such as ``1.0``.
        encoding: Of all tag files but bagit.txt.
    """

    version: str = CURRENT
    encoding: str = "UTF-8"

    @property
    def is_strict(self) -> bool:
        """Whether the letter of RFC 8493 holds; the drafts before it were looser, and their bags are still about."""
        return self.version not in _VERSIONS[:-1]

    @property
    def has_package_info(self) -> bool:
        """Whether the bag comes from the time when bag-info.txt was called package-info.txt."""
        return self.version in _VERSIONS[:3]


def is_declared(folder: Path) -> bool:
    """Return whether a folder, or what a link leads to, calls itself a bag."""
    return os.path.isfile(folder / NAME)  # noqa: PTH113 -- is_file() raises where a folder is closed


def read(found: Tree, faults: Faults) -> Declaration | None:
    """Return what bagit.txt says; what it does not say well is taken as a bag of today would have it.

    Args:
        found: What the bag holds.
        faults: Is told what is the matter.

    Returns:
        None when the encoding is unknown, so that no other tag file can be read.
    """
    if NAME not in found.files:
        return Declaration()
    rows = [line for _, line in itertools.islice(tree.tag_lines(found, NAME, "utf-8", faults), len(_LABELS) + 1)]
    if faults.has_broken_off(NAME):
        return Declaration()
    declaration = _parsed(rows)
    if declaration is None or (declaration.is_strict and _is_loose(rows)):
        faults.add("BAG-002", f"bagit.txt {_malformed(rows)}", NAME)
    return _checked(declaration or Declaration(), faults)


def _malformed(rows: list[str]) -> str:
    """Return in words what is the matter with lines that are not as they should be."""
    if len(rows) > len(_LABELS):
        return "has more than two lines"
    if len(rows) < len(_LABELS):
        return f"has {len(rows) or 'no'} line{'s' * (not rows)} where there should be two"
    return f"should give {_LABELS[0]} and {_LABELS[1]}, in this order and with one space after the colon only"


def _parsed(rows: list[str]) -> Declaration | None:
    """Return what two lines declare, or None for lines that declare nothing."""
    matches = [match for match in map(_LINE.fullmatch, rows) if match]
    if tuple(match[1] for match in matches) != _LABELS or len(rows) != len(_LABELS):
        return None
    return Declaration(version=matches[0][3], encoding=matches[1][3])


def _is_loose(rows: list[str]) -> bool:
    """Return whether white space stands where RFC 8493 has none."""
    return any(match[2] != ": " or match[4] for match in map(_LINE.fullmatch, rows) if match)


def _checked(declaration: Declaration, faults: Faults) -> Declaration | None:
    """Return the declaration where version and encoding are known; without a known encoding, None."""
    if not _VERSION.fullmatch(declaration.version):
        faults.add("BAG-002", "bagit.txt does not give a version of the form M.N", NAME, line=1)
    elif declaration.version not in _VERSIONS:
        known = ", ".join(_VERSIONS)
        faults.add("BAG-003", f"there is no BagIt {declaration.version[:20]}; known are {known}", NAME, line=1)
    if text.is_charset(declaration.encoding):
        return declaration
    faults.add("BAG-004", "bagit.txt names no character encoding that is known", NAME, line=2)
    return None
