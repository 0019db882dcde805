"""Reading a bag: what it declares, lists and tells of itself. Digests are for `preserve.bag.verification`."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from preserve.bag import declaration, info, manifest, tree
from preserve.bag.faults import Faults
from preserve.bag.places import Places
from preserve.errors import BagError, surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.bag.declaration import Declaration
    from preserve.bag.manifest import Manifest
    from preserve.bag.tree import Tree

_MOST_MANIFESTS: Final = 64  # twice as many as there are known algorithms
_NAME: Final = attrgetter("name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """What a bag says, without proof that it is so.

    Attributes:
        declaration: Its version and the encoding of its tag files.
        info: Pairs of label and value of bag-info.txt, in their own order.
        manifests: The payload manifests, by name.
        tag_manifests: The tag manifests, by name.
        places: Of all paths that are there or listed; for this package only.
        tree: What the folder, or that in the archive, holds; for this package only.
    """

    declaration: Declaration
    info: tuple[tuple[str, str], ...]
    manifests: tuple[Manifest, ...]
    tag_manifests: tuple[Manifest, ...]
    places: Places
    tree: Tree


def read(path: Path) -> Bag:
    """Return what a bag says.

    Args:
        path: The base directory of the bag, or an archive of it.

    Raises:
        BagError: When there is no bag, or one of its tag files is faulty, with the first such fault.
        SurroundingsError: When nothing is there, or an archive cannot be read.
    """
    faults = Faults()
    bag = load(path, faults)
    errors = [found for found in faults.found() if found.is_error]
    if errors or bag is None:
        first = errors[0]
        raise BagError(first.message, code=first.code, location=first.location, hint=first.hint)
    return bag


def load(path: Path, faults: Faults) -> Bag | None:
    """Return what a bag says, as far as it can be read.

    Args:
        path: The base directory of the bag, or an archive of it.
        faults: Is told what is the matter with it.

    Returns:
        None when so little of a bag is there that nothing more can be said.

    Raises:
        SurroundingsError: When nothing is there, or an archive cannot be read.
    """
    with surroundings("open the bag", path):
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    found = tree.walk(path, faults) if is_folder else _packed(path, faults)
    return _read(found, faults) if found else None


def _packed(path: Path, faults: Faults) -> Tree | None:
    """Return what the folder in an archive holds, or None where it is no archive that can be looked at."""
    from preserve.bag.archives import reading

    return reading.look_through(path, faults)


def _read(found: Tree, faults: Faults) -> Bag | None:
    """Return what a bag says that holds these files, or None where that cannot be told."""
    if found.hides(declaration.NAME):
        return None
    if not found.holds(declaration.NAME):
        faults.add("BAG-001", "there is no bagit.txt, which makes a folder a bag", declaration.NAME)
        return None
    declared = declaration.read(found, faults)
    return _described(found, declared, faults) if declared else None


def _described(found: Tree, declared: Declaration, faults: Faults) -> Bag:
    """Return the bag with what its manifests and its bag-info.txt say."""
    places = Places(found.files)
    listing = sorted(filter(manifest.is_name, found.files))
    if len(listing) > _MOST_MANIFESTS:
        message = f"there are {len(listing):,} manifests; those from here on were not read"
        faults.add("BAG-010", message, listing[_MOST_MANIFESTS])
    near = found.in_order(listing[:_MOST_MANIFESTS])
    everything = sorted((manifest.read(found, name, declared, places, faults) for name in near), key=_NAME)
    _require(found, everything, faults)
    return Bag(
        declaration=declared,
        info=info.read(found, declared, faults),
        manifests=tuple(each for each in everything if not each.is_of_tags),
        tag_manifests=tuple(each for each in everything if each.is_of_tags),
        places=places,
        tree=found,
    )


def _require(found: Tree, everything: list[Manifest], faults: Faults) -> None:
    """Tell of a bag without payload folder or payload manifest.

    Source: RFC 8493 §2.1.2, §2.1.3
    """
    if "data" not in found.folders and "data" not in found.special:
        faults.add("BAG-007", "there is no folder named data, which holds the payload", "data")
    if all(each.is_of_tags for each in everything):
        faults.add("BAG-008", "there is no payload manifest, so no file of the payload is vouched for", ".")
