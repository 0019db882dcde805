"""Hostile bags by what lies in them: what is no file, what never ends, what is closed, what is there in other places.

Each function makes a bag that must give exactly the codes in its name, or none where it has no code in it.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
from pathlib import Path
from typing import Final

from tests.bad import bags

TERABYTE: Final = 10**12
_MANIFEST: Final = "manifest-sha256.txt"


def swapped(folder: Path, path: str, target: str) -> Path:
    """Make a plain bag in which a link stands in the place of a file."""
    bags.plain(folder)
    (folder / path).unlink()
    (folder / path).symlink_to(target)
    return folder


def piped(folder: Path, path: str) -> Path:
    """Make a plain bag in which a pipe that nobody writes to stands in the place of a file."""
    bags.plain(folder)
    (folder / path).unlink(missing_ok=True)
    os.mkfifo(folder / path)
    return folder


def devised(folder: Path, kind: int, number: tuple[int, int]) -> Path:
    """Make a plain bag in which a device stands in the place of a payload file; only root may do that."""
    bags.plain(folder)
    (folder / "data/a.txt").unlink()
    os.mknod(folder / "data/a.txt", kind | 0o666, os.makedev(*number))
    return folder


# --- what never ends -------------------------------------------------------------------------------------------------


def bag_022_has_an_endless_payload_file(folder: Path) -> Path:
    """Link a payload file to a device that never ends."""
    return swapped(folder, "data/a.txt", "/dev/zero")


def bag_022_has_an_endless_declaration(folder: Path) -> Path:
    """Link bagit.txt to a device that never ends."""
    return swapped(folder, "bagit.txt", "/dev/zero")


def bag_008_022_has_an_endless_manifest(folder: Path) -> Path:
    """Link the manifest to a device that never ends."""
    return swapped(folder, _MANIFEST, "/dev/zero")


def bag_022_has_endless_metadata(folder: Path) -> Path:
    """Link bag-info.txt to a device that never ends."""
    return swapped(folder, "bag-info.txt", "/dev/zero")


def bag_022_has_a_full_disk_for_a_file(folder: Path) -> Path:
    """Link a payload file to the device that is always full."""
    return swapped(folder, "data/a.txt", "/dev/full")


def bag_022_waits_for_a_terminal(folder: Path) -> Path:
    """Link a payload file to the terminal of whoever reads the bag."""
    return swapped(folder, "data/a.txt", "/dev/tty")


def bag_022_has_a_pipe_for_a_file(folder: Path) -> Path:
    """Put a pipe in the place of a payload file."""
    return piped(folder, "data/a.txt")


def bag_008_022_has_a_pipe_for_a_manifest(folder: Path) -> Path:
    """Put a pipe in the place of the manifest."""
    return piped(folder, _MANIFEST)


def bag_022_has_a_pipe_for_a_tag_manifest(folder: Path) -> Path:
    """Put a pipe in the place of the tag manifest."""
    return piped(folder, "tagmanifest-sha256.txt")


def bag_022_has_a_pipe_for_a_declaration(folder: Path) -> Path:
    """Put a pipe in the place of bagit.txt."""
    return piped(folder, "bagit.txt")


def bag_022_has_a_pipe_for_metadata(folder: Path) -> Path:
    """Put a pipe in the place of bag-info.txt."""
    return piped(folder, "bag-info.txt")


def bag_022_has_a_pipe_to_fetch_from(folder: Path) -> Path:
    """Put a pipe in the place of fetch.txt."""
    return piped(folder, "fetch.txt")


def bag_022_has_a_socket_for_a_file(folder: Path) -> Path:
    """Put a socket in the place of a payload file; its name must be short, so it is bound from within."""
    bags.plain(folder)
    (folder / "data/a.txt").unlink()
    here = Path.cwd()
    os.chdir(folder / "data")
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("a.txt")
    finally:
        os.chdir(here)
    return folder


def bag_022_has_a_device_of_zeros(folder: Path) -> Path:
    """Put the device that never ends itself into the payload."""
    return devised(folder, stat.S_IFCHR, (1, 5))


def bag_022_has_a_disk_in_it(folder: Path) -> Path:
    """Put a disk into the payload."""
    return devised(folder, stat.S_IFBLK, (7, 0))


def bag_015_holds_terabytes_of_nothing(folder: Path) -> Path:
    """Put ten terabytes of nothing into the payload, which take no room; nobody lists them, so nobody reads them."""
    with bags.put(bags.plain(folder), "data/abyss", "").open("r+b") as stream:
        stream.truncate(10 * TERABYTE)
    return folder


# --- links -----------------------------------------------------------------------------------------------------------


def bag_022_links_to_itself(folder: Path) -> Path:
    """Link a folder to the bag that it is in, so that there is no end of folders."""
    (bags.plain(folder) / "data/again").symlink_to("..")
    return folder


def bag_022_links_in_a_circle(folder: Path) -> Path:
    """Link two names to one another."""
    bags.plain(folder)
    (folder / "data/one").symlink_to("two")
    (folder / "data/two").symlink_to("one")
    return folder


def bag_022_links_to_its_own_file(folder: Path) -> Path:
    """Link a payload file to another of the same bag."""
    return swapped(folder, "data/a.txt", "sub/b.txt")


def bag_022_links_to_nothing(folder: Path) -> Path:
    """Link a payload file to a name that is not there."""
    return swapped(folder, "data/a.txt", "nowhere")


def bag_022_has_its_payload_elsewhere(folder: Path) -> Path:
    """Link data/ to a folder beside the bag that holds the payload."""
    bags.plain(folder)
    (folder / "data").rename(folder.with_name("elsewhere"))
    (folder / "data").symlink_to("../elsewhere")
    return folder


def bag_with_hard_links(folder: Path) -> Path:
    """Give one file two names, in the bag and beside it, which is fine."""
    bags.put(folder.parent, "outside", "shared\n")
    (folder / "data").mkdir(parents=True)
    for name in ("c.txt", "d.txt"):
        (folder / "data" / name).hardlink_to(folder.parent / "outside")
    return bags.plain(folder)


# --- what is closed, for all but root --------------------------------------------------------------------------------


def bag_023_has_a_closed_file(folder: Path) -> Path:
    """Close a payload file."""
    (bags.plain(folder) / "data/a.txt").chmod(0)
    return folder


def bag_023_has_a_closed_manifest(folder: Path) -> Path:
    """Close the manifest."""
    (bags.plain(folder) / _MANIFEST).chmod(0)
    return folder


def bag_023_has_a_closed_folder(folder: Path) -> Path:
    """Close a folder of the payload."""
    (bags.plain(folder) / "data/sub").chmod(0)
    return folder


def bag_023_has_a_folder_that_may_not_be_entered(folder: Path) -> Path:
    """Let the names in a folder be read, and nothing else."""
    (bags.plain(folder) / "data/sub").chmod(0o444)
    return folder


# --- the wrong thing in the place of another -------------------------------------------------------------------------


def bag_007_014_030_has_a_file_for_its_payload(folder: Path) -> Path:
    """Put a file in the place of data/."""
    shutil.rmtree(bags.plain(folder) / "data")
    bags.put(folder, "data", "")
    return folder


def bag_001_has_a_folder_for_a_declaration(folder: Path) -> Path:
    """Put a folder in the place of bagit.txt."""
    bags.plain(folder)
    (folder / "bagit.txt").unlink()
    (folder / "bagit.txt").mkdir()
    return folder


def bag_008_012_035_has_a_folder_for_a_manifest(folder: Path) -> Path:
    """Put a folder in the place of the manifest."""
    bags.plain(folder)
    (folder / _MANIFEST).unlink()
    (folder / _MANIFEST).mkdir()
    return folder


def bag_012_035_has_a_folder_for_metadata(folder: Path) -> Path:
    """Put a folder in the place of bag-info.txt."""
    bags.plain(folder)
    (folder / "bag-info.txt").unlink()
    (folder / "bag-info.txt").mkdir()
    return folder


def bag_012_has_a_folder_for_a_file(folder: Path) -> Path:
    """Put a folder in the place of a payload file, with an unlisted file in it."""
    bags.plain(folder)
    (folder / "data/a.txt").unlink()
    bags.put(folder, "data/a.txt/sub", "")
    return bags.relist(folder, bags.lines(folder, ["data/a.txt/sub"]))


def bag_with_a_bag_in_it(folder: Path) -> Path:
    """Put a whole bag into the payload, which is fine."""
    bags.plain(folder / "data/inner")
    return bags.plain(folder)


def bag_with_a_broken_bag_in_it(folder: Path) -> Path:
    """Put a bag into the payload that lacks a file, which is as it was bagged."""
    (bags.plain(folder / "data/inner") / "data/a.txt").unlink()
    return bags.plain(folder)


def bag_001_is_an_empty_folder(folder: Path) -> Path:
    """Make a folder and nothing in it."""
    folder.mkdir()
    return folder


def bag_035_has_folders_by_the_thousand(folder: Path) -> Path:
    """Put empty folders into the payload by the thousand."""
    bags.plain(folder)
    for number in range(2_000):
        (folder / f"data/{number}").mkdir()
    return folder
