"""Hostile bags by what they call things: paths that lead out, names that deceive, names that no system is used to.

Each function makes a bag that must give exactly the codes in its name, or none where it has no code in it.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from typing import TYPE_CHECKING, Final

from tests.bad import bags

if TYPE_CHECKING:
    from pathlib import Path

EMPTY: Final = hashlib.sha256().hexdigest()
NEST: Final = "d"
LEAF: Final = "x"
_DEPTH: Final = 10_000


def listing(folder: Path, path: str) -> Path:
    """Make a plain bag whose manifest lists one more path, with the checksum of an empty file."""
    return bags.relisted(folder, f"{EMPTY}  {path}\n")


def holding(folder: Path, *names: str) -> Path:
    """Make a plain bag with more payload files, listed as the standard has it."""
    bags.plain(folder)
    encoded = {name: name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D") for name in names}
    for name in names:
        bags.put(folder, f"data/{name}", "")
    return bags.relist(folder, "".join(f"{EMPTY}  data/{encoded[name]}\n" for name in names))


# --- paths that lead out ---------------------------------------------------------------------------------------------


def bag_011_begins_like_its_neighbour(folder: Path) -> Path:
    """List a file that is there, in a folder beside the bag whose name begins like the bag's."""
    bags.put(folder.parent, f"{folder.name}-evil/x", "")
    return listing(folder, f"../{folder.name}-evil/x")


def bag_011_climbs_from_the_payload(folder: Path) -> Path:
    """List a file beside the bag by way of data/."""
    bags.put(folder.parent, "x", "")
    return listing(folder, "data/../../x")


def bag_011_climbs_and_returns(folder: Path) -> Path:
    """List a payload file by a way that leaves the bag and comes back."""
    return listing(folder, f"data/../../{folder.name}/data/a.txt")


def bag_011_is_the_payload_s_parent(folder: Path) -> Path:
    """List the bag itself."""
    return listing(folder, "data/..")


def bag_011_is_a_path_of_the_system(folder: Path) -> Path:
    """List a file of every Unix."""
    return listing(folder, "/dev/null")


def bag_011_is_the_bag_s_own_absolute_path(folder: Path) -> Path:
    """List a payload file by its absolute path."""
    return listing(folder, f"{folder.absolute()}/data/a.txt")


def bag_011_is_a_home_folder(folder: Path) -> Path:
    """List a file of whoever reads the bag."""
    return listing(folder, "~/.ssh/id_ed25519")


def bag_011_is_on_a_server(folder: Path) -> Path:
    """List a file by the name of a server of Windows."""
    return listing(folder, "\\\\server\\share\\x")


def bag_011_is_on_a_disk(folder: Path) -> Path:
    """List a file on a drive of Windows, with slashes."""
    return listing(folder, "C:/Users/x")


def bag_011_is_relative_to_a_disk(folder: Path) -> Path:
    """List a file in the present folder of a drive of Windows."""
    return listing(folder, "c:x")


def bag_011_climbs_in_the_tag_manifest(folder: Path) -> Path:
    """List a file beside the bag in the tag manifest."""
    bags.plain(folder)
    with (folder / "tagmanifest-sha256.txt").open("a") as stream:
        stream.write(f"{EMPTY}  ../x\n")
    return folder


def bag_011_climbs_in_utf_7(folder: Path) -> Path:
    """Hide two full stops in UTF-7, which is declared."""
    bags.plain(folder, encoding="UTF-7")
    return bags.relist(folder, f"{EMPTY}  data/+AC4ALg-/+AC4ALg-/x\n")


def bag_011_holds_a_null_character(folder: Path) -> Path:
    """End a path for the system before its suffix."""
    return listing(folder, "data/a.txt\0.png")


def bag_009_014_is_encoded_like_an_address(folder: Path) -> Path:
    """Encode full stops, which no reader of bags decodes."""
    return listing(folder, "data/%2e%2e/%2e%2e/x")


def bag_012_032_is_outside_of_data(folder: Path) -> Path:
    """List a file in a folder that is not quite the payload's."""
    bags.put(folder, "DATA/x", "")
    bags.plain(folder)
    return bags.relist(folder, f"{EMPTY}  DATA/x\n")


def bag_012_is_parted_by_a_backslash(folder: Path) -> Path:
    """List a payload file as Windows writes its path."""
    return listing(folder, "data\\a.txt")


def bag_012_is_the_payload_folder(folder: Path) -> Path:
    """List the payload folder."""
    return listing(folder, "data/")


def bag_012_is_a_full_stop(folder: Path) -> Path:
    """List the folder that one is in."""
    return listing(folder, "data/.")


def bag_033_has_two_slashes(folder: Path) -> Path:
    """Write two slashes where one would do."""
    bags.plain(folder)
    manifest = (folder / "manifest-sha256.txt").read_text("utf-8")
    bags.put(folder, "manifest-sha256.txt", manifest.replace("data/", "data//"))
    return bags.seal_tags(folder)


# --- names that deceive ----------------------------------------------------------------------------------------------


def bag_038_is_read_from_the_right(folder: Path) -> Path:
    """Turn the direction of writing round, so that a program looks like a picture."""
    return holding(folder, "\u202egnp.exe")


def bag_038_has_an_invisible_name(folder: Path) -> Path:
    """Put a space of no width into the name of a file that is there a second time without."""
    return holding(folder, "a\u200b.txt")


def bag_034_steers_the_terminal(folder: Path) -> Path:
    """Clear the screen of whoever reads the name."""
    return holding(folder, "\x1b[2J\x1b]0;owned\x07")


def bag_034_has_ends_of_line_that_are_none(folder: Path) -> Path:
    """Put characters into names that some programs take for ends of line."""
    return holding(folder, *(f"a{character}b" for character in "\u2028\u2029\x85\x0b\x0c\x1c"))


def bag_034_has_ends_of_line(folder: Path) -> Path:
    """Put real ends of line into names, which manifests encode."""
    return holding(folder, "a\nb", "a\rb", "a\r\nb")


def bag_034_forges_a_line(folder: Path) -> Path:
    """Put a line of a manifest into a name."""
    return holding(folder, f"a\n{EMPTY}  data")


def bag_034_ends_in_a_space(folder: Path) -> Path:
    """Put spaces at the end of a name."""
    return holding(folder, "a.txt ", "a.txt  ")


def bag_034_is_three_full_stops(folder: Path) -> Path:
    """Name a folder by one full stop more than its parent."""
    return holding(folder, ".../x")


def bag_034_is_reserved_by_windows(folder: Path) -> Path:
    """Name a file by a device of Windows, with suffixes."""
    return holding(folder, "nul.tar.gz")


def bag_with_a_space_before(folder: Path) -> Path:
    """Put a space at the beginning of a name, which is odd and nothing else."""
    return holding(folder, " a.txt")


def bag_with_names_like_options(folder: Path) -> Path:
    """Name files as a shell would misunderstand them."""
    return holding(folder, "-rf", "--version", "$(reboot)", "`id`", "a;b", "a'b", "&")


def bag_with_percent_signs(folder: Path) -> Path:
    """Put percent signs into names, which the standard encodes and some readers do not decode."""
    return holding(folder, "100%", "%25", "%0A", "a%20b")


def bag_with_stars(folder: Path) -> Path:
    """Name files in many scripts, and by a character beyond sixteen bits."""
    return holding(folder, "Жанар.txt", "面談.txt", "\U0001f31f.txt", "\uff0e\uff0e")


def bag_032_has_twins_by_case_in_folders(folder: Path) -> Path:
    """Put files of one name into two folders that Windows takes for one."""
    return holding(folder, "Box/a.txt", "box/a.txt")


def bag_032_has_a_file_like_a_folder(folder: Path) -> Path:
    """Name a file like a folder but for the case."""
    return holding(folder, "SUB")


def bag_032_has_a_sharp_twin(folder: Path) -> Path:
    """Name two files by spellings that fold into one."""
    return holding(folder, "stra\u00dfe", "STRASSE")


def bag_032_has_decomposed_twins(folder: Path) -> Path:
    """Name two files by one word, composed and decomposed."""
    return holding(folder, *(unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD")))


def bag_032_is_listed_decomposed(folder: Path) -> Path:
    """List a name in the form that the disk does not have."""
    bags.plain(folder)
    bags.put(folder, "data/Zo\u00eb", "")
    return bags.relist(folder, f"{EMPTY}  data/Zoe\u0308\n")


def bag_005_034_is_in_latin_1(folder: Path) -> Path:
    """Name a file in Latin-1, on the disk and in the manifest."""
    bags.plain(folder)
    with open(os.fsencode(folder / "data") + b"/Zo\xeb", "wb"):  # noqa: PTH123 -- a name of bytes
        pass
    return bags.relist(folder, EMPTY.encode() + b"  data/Zo\xeb\n")


# --- names without measure -------------------------------------------------------------------------------------------


def bag_with_the_longest_name(folder: Path) -> Path:
    """Name a file by as many bytes as most systems take."""
    return holding(folder, "n" * 255, "ж" * 127)


def bag_with_a_path_of_thousands_of_bytes(folder: Path) -> Path:
    """Nest folders until their path is nearly as long as the system takes."""
    bags.plain(folder)
    nested(folder, "d" * 240, 15)
    path = "/".join(["data", *["d" * 240] * 15, "x"])
    return bags.relist(folder, f"{EMPTY}  {path}\n")


def bag_023_is_deeper_than_any_path(folder: Path) -> Path:
    """Nest folders by the thousand."""
    nested(bags.plain(folder), NEST, _DEPTH)
    return folder


def bag_014_lists_names_of_megabytes(folder: Path) -> Path:
    """List paths that no system takes."""
    return bags.relisted(folder, "".join(f"{EMPTY}  data/{letter * 1_000_000}\n" for letter in "abcdef"))


def nested(folder: Path, name: str, depth: int) -> None:
    """Nest folders of one name in the payload, an empty file in the last, however long their path gets."""
    descriptor = os.open(folder / "data", os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=descriptor)
        deeper = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(os.open(LEAF, os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
    os.close(descriptor)
