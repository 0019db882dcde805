"""Folders that cannot be bagged, or not without a word: each function is named after the codes that it must give.

It prepares a folder, bags it, and returns the codes that it was told, each once, in order.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import TYPE_CHECKING, Final

from preserve import bag
from preserve.errors import PreserveError
from tests.bad.bags import plain, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATE: Final = dt.date(2024, 2, 29)


def told(folder: Path, to: Path, *, portable_names: bool = False) -> tuple[str, ...]:
    """Bag a folder and return the codes that are told."""
    try:
        made = bag.make(folder, to / folder.name, date=DATE, portable_names=portable_names)
    except PreserveError as error:
        return (error.code or "",)
    return tuple(sorted({found.code for found in made.findings}))


def filled(folder: Path) -> Path:
    """Make a folder of two files."""
    put(folder, "letters/1911.txt", "Dear Ada\n")
    put(folder, "list.txt", "1911\n")
    return folder


def bag_022_holds_a_link(folder: Path) -> tuple[str, ...]:
    """Bag a folder with a link that leads out of it."""
    (filled(folder / "box") / "link").symlink_to("/etc/passwd")
    return told(folder / "box", folder / "bags")


def bag_022_holds_a_pipe(folder: Path) -> tuple[str, ...]:
    """Bag a folder with a pipe that nobody writes to."""
    os.mkfifo(filled(folder / "box") / "pipe")
    return told(folder / "box", folder / "bags")


def bag_034_is_named_after_a_device(folder: Path) -> tuple[str, ...]:
    """Bag a folder that Windows could not have."""
    return told(filled(folder / "CON"), folder / "bags")


def bag_038_has_a_name_that_nobody_sees_whole(folder: Path) -> tuple[str, ...]:
    """Bag a file whose name reads backwards."""
    put(filled(folder / "box"), "letter\u202etxt.exe", "x")
    return told(folder / "box", folder / "bags")


def bag_072_is_a_bag_behind_a_link(folder: Path) -> tuple[str, ...]:
    """Bag a bag that is named by a link to it."""
    plain(folder / "elsewhere")
    (folder / "box").symlink_to("elsewhere")
    return told(folder / "box", folder / "bags")


def bag_023_040_is_too_deep(folder: Path) -> tuple[str, ...]:
    """Bag a folder whose folders lie deeper than the system takes in one path."""
    descriptor = os.open(filled(folder / "box"), os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=descriptor)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    return told(folder / "box", folder / "bags")


def bag_032_034_has_twins_by_case_and_a_colon(folder: Path) -> tuple[str, ...]:
    """Bag a folder with names that Windows cannot keep."""
    put(filled(folder / "box"), "LIST.txt", "1912\n")
    put(folder / "box", "12:30.txt", "noon\n")
    return told(folder / "box", folder / "bags")


def bag_034_holds_dust(folder: Path) -> tuple[str, ...]:
    """Bag a folder with a file that an operating system makes unasked."""
    put(filled(folder / "box"), "letters/.DS_Store", b"\0")
    return told(folder / "box", folder / "bags")


def bag_040_has_twins_by_composition(folder: Path) -> tuple[str, ...]:
    """Bag a folder with two names that macOS takes for one."""
    put(folder / "box", "Nu\u0301n\u0303ez", "")
    put(folder / "box", "N\u00fa\u00f1ez", "")
    return told(folder / "box", folder / "bags")


def bag_040_has_a_backslash(folder: Path) -> tuple[str, ...]:
    """Bag a folder with a name that is two on Windows."""
    put(filled(folder / "box"), "a\\b", "")
    return told(folder / "box", folder / "bags")


def bag_040_is_too_long_in_the_bag(folder: Path) -> tuple[str, ...]:
    """Bag a folder whose paths are as long as the system takes, so that they are too long below data/."""
    deep = folder / "box"
    while len(os.fsencode(deep)) < 4095 - 251:
        deep /= "d" * 100
    put(deep, "f" * (4094 - len(os.fsencode(deep))), "")
    return told(folder / "box", folder / "bags")


def bag_040_grows_too_long(folder: Path) -> tuple[str, ...]:
    """Bag a folder with a name of 255 bytes under a portable name, which would be longer."""
    put(folder / "box", "f" * 254 + ":", "")
    return told(folder / "box", folder / "bags", portable_names=True)


def bag_042_is_in_the_way(folder: Path) -> tuple[str, ...]:
    """Bag a folder to where a folder is that is no bag."""
    put(folder, "bags/box/precious.txt", "words\n")
    return told(filled(folder / "box"), folder / "bags")


def bag_043_holds_no_file(folder: Path) -> tuple[str, ...]:
    """Bag a folder that holds nothing."""
    (folder / "box").mkdir()
    return told(folder / "box", folder / "bags")


def bag_046_goes_into_a_bag(folder: Path) -> tuple[str, ...]:
    """Bag a folder into the payload of a bag."""
    return told(filled(folder / "box"), plain(folder / "outer") / "data")


def bag_047_has_an_empty_folder(folder: Path) -> tuple[str, ...]:
    """Bag a folder with a folder in it that holds nothing."""
    (filled(folder / "box") / "lost").mkdir()
    return told(folder / "box", folder / "bags")


def bag_048_goes_into_itself(folder: Path) -> tuple[str, ...]:
    """Bag a folder into itself."""
    return told(filled(folder / "box"), folder / "box" / "bags")


def bag_042_048_takes_its_own_place(folder: Path) -> tuple[str, ...]:
    """Bag a folder to where it is."""
    return told(filled(folder / "box"), folder)


def bag_042_048_lies_in_its_place(folder: Path) -> tuple[str, ...]:
    """Bag a folder that lies where its bag would be."""
    return told(filled(folder / "box" / "box"), folder)


def bag_049_is_worked_on(folder: Path) -> tuple[str, ...]:
    """Bag a folder while another run does the same."""
    filled(folder / "box")
    with bag.stage(folder / "bags" / "box"):
        return told(folder / "box", folder / "bags")


def bag_072_is_a_bag(folder: Path) -> tuple[str, ...]:
    """Bag a bag."""
    return told(plain(folder / "box"), folder / "bags")


def bag_021_073_says_what_we_say(folder: Path) -> tuple[str, ...]:
    """Give a count, and a line that is none, in what is to be said in bag-info.txt."""
    file = put(folder, "donor.txt", "Contact-Name: Ann Onymous\npayload-oxum: 13.2\nno label\n")
    return tuple(sorted({found.code for found in bag.elements(file)[1]}))


FOLDERS: Final[tuple[Callable[[Path], tuple[str, ...]], ...]] = tuple(
    value for name, value in globals().items() if re.match(r"bag_\d{3}_", name)
)
