"""Bags on which bagit, the Library of Congress's reader, thinks otherwise or nothing: named as in `tests.bad.bags`.

Each function makes a bag on which `preserve.bag.second_opinion` gives exactly the code in its name.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tests.bad import bags
from tests.bad.hostile_claims import bag_015_has_a_file_in_one_of_three_manifests
from tests.bad.hostile_names import EMPTY, holding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def bag_036_has_a_file_in_one_manifest_only(folder: Path) -> Path:
    """Leave a file out of one of several payload manifests, which bagit does not see."""
    return bag_015_has_a_file_in_one_of_three_manifests(folder)


def bag_036_has_a_third_line_in_its_declaration(folder: Path) -> Path:
    """Add a line to bagit.txt, which bagit does not see."""
    return bags.bag_002_has_three_lines(folder)


def bag_036_lists_a_name_in_two_compositions(folder: Path) -> Path:
    """List one file by both compositions of its name in an old bag, which is tolerated, and a loss for bagit."""
    bags.plain(folder, "0.97")
    bags.put(folder, "data/Zo\u00eb", "")
    return bags.relist(folder, f"{EMPTY}  data/Zo\u00eb\n{EMPTY}  data/Zoe\u0308\n")


def bag_037_has_a_percent_sign(folder: Path) -> Path:
    """Put a percent sign into a name, which a manifest encodes and bagit does not decode."""
    return holding(folder, "100%")


def bag_037_has_a_space_at_its_end(folder: Path) -> Path:
    """Put a space at the end of a name, which bagit drops."""
    return holding(folder, "a ")


def bag_037_relies_on_sha_3(folder: Path) -> Path:
    """Vouch for the payload by an algorithm that bagit spells otherwise."""
    bags.plain(folder)
    rows = bags.lines(folder, bags.files(folder, payload=True), "sha3_256")
    (folder / "manifest-sha256.txt").unlink()
    bags.put(folder, "manifest-sha3256.txt", rows)
    return bags.seal_tags(folder)


def bag_037_has_a_pipe(folder: Path) -> Path:
    """Put a pipe into the payload, at which bagit would wait for ever."""
    os.mkfifo(bags.plain(folder) / "data/pipe")
    return folder


def bag_037_is_an_archive(folder: Path) -> Path:
    """Put a file where bagit looks for a folder."""
    return bags.put(folder.parent, folder.name, "PK")


def bag_037_lets_bagit_fail(folder: Path) -> Path:
    """Write a count over which bagit fails."""
    return bags.retagged(folder, "bag-info.txt", "Payload-Oxum: 13\n")


BUILDERS: Final[tuple[Callable[[Path], Path], ...]] = tuple(
    value for name, value in list(globals().items()) if name.startswith(("bag_036", "bag_037"))
)
"""All builders, in the order in which they stand here."""
