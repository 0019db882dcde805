"""Hostile bags by what is written in their tag files: lines without end, numbers that lie, encodings that mislead.

Each function makes a bag that must give exactly the codes in its name, or none where it has no code in it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from tests.bad import bags

if TYPE_CHECKING:
    from pathlib import Path

EMPTY: Final = hashlib.sha256().hexdigest()
_MEGABYTE: Final = b"a" * 1_000_000
_INFO: Final = "bag-info.txt"
_MANIFEST: Final = "manifest-sha256.txt"


def unsealed(folder: Path) -> Path:
    """Make a plain bag without a tag manifest, so that its tag files may be anything."""
    (bags.plain(folder) / "tagmanifest-sha256.txt").unlink()
    return folder


def stretched(folder: Path, path: str, block: bytes = _MEGABYTE, times: int = 200) -> Path:
    """Make a bag of which one tag file is a block of bytes again and again."""
    with bags.put(unsealed(folder), path, "").open("wb") as stream:
        for _ in range(times):
            stream.write(block)
    return folder


def remade(folder: Path, content: str | bytes, name: str = _MANIFEST) -> Path:
    """Make a plain bag of which one manifest reads otherwise, and the tag manifest agrees."""
    return bags.retagged(folder, name, content)


def manifest_of(folder: Path, algorithm: str = "sha256") -> str:
    """Make a plain bag and return what its manifest lists."""
    bags.plain(folder)
    return bags.lines(folder, bags.files(folder, payload=True), algorithm)


def counted(folder: Path, count: str) -> Path:
    """Make a plain bag with a count of its payload."""
    return bags.retagged(folder, _INFO, f"Payload-Oxum: {count}\n")


# --- without end -----------------------------------------------------------------------------------------------------


def bag_006_has_an_endless_line_in_its_manifest(folder: Path) -> Path:
    """Write a manifest of one line of 200 megabytes."""
    return stretched(folder, _MANIFEST)


def bag_006_has_an_endless_line_in_its_metadata(folder: Path) -> Path:
    """Write metadata of one line of 200 megabytes."""
    return stretched(folder, _INFO)


def bag_006_has_an_endless_line_in_its_declaration(folder: Path) -> Path:
    """Write a declaration of one line of 200 megabytes."""
    return stretched(folder, "bagit.txt")


def bag_006_has_an_endless_line_to_fetch(folder: Path) -> Path:
    """Write a fetch.txt of one line of 200 megabytes."""
    return stretched(folder, "fetch.txt")


def bag_006_has_a_manifest_of_nulls(folder: Path) -> Path:
    """Write a manifest of ten gigabytes of null characters, which takes no room on the disk."""
    with bags.put(unsealed(folder), _MANIFEST, "").open("r+b") as stream:
        stream.truncate(10**10)
    return folder


def bag_026_fetches_millions(folder: Path) -> Path:
    """Write a fetch.txt of two million lines, of files that no manifest lists."""
    rows = b"".join(b"https://example.org/%d - data/%d\n" % (number, number) for number in range(20_000))
    return stretched(folder, "fetch.txt", rows, 100)


def bag_014_lists_files_by_the_hundred_thousand(folder: Path) -> Path:
    """List 300,000 files that are not there."""
    rows = "".join(f"{EMPTY}  data/{number}\n" for number in range(300_000))
    bags.put(unsealed(folder), _MANIFEST, bags.lines(folder, bags.files(folder, payload=True)) + rows)
    return folder


def bag_010_014_015_has_manifests_by_the_thousand(folder: Path) -> Path:
    """Add a thousand empty manifests of algorithms that nobody knows to one of 100,000 lines."""
    bag_014_lists_files_by_the_hundred_thousand(folder)
    for number in range(1000):
        bags.put(folder, f"manifest-x{number}.txt", "")
    return folder


def bag_019_020_counts_by_the_thousand(folder: Path) -> Path:
    """Say ten thousand times how much it holds, and wrongly, of thousands of files."""
    for number in range(3000):
        bags.put(folder, f"data/{number}", "")
    return bags.retagged(folder, _INFO, "Payload-Oxum: 1.1\n" * 10_000)


def bag_009_lists_nothing_by_the_million(folder: Path) -> Path:
    """End the manifest in a million empty lines."""
    content = manifest_of(folder).encode()
    bags.put(unsealed(folder), _MANIFEST, content + b"\n" * 1_000_000)
    return folder


def bag_021_has_metadata_without_sense_by_the_million(folder: Path) -> Path:
    """Write a million lines into bag-info.txt that are no elements."""
    return stretched(folder, _INFO, b"?\n" * 10_000, 100)


def bag_with_a_value_of_a_hundred_thousand_lines(folder: Path) -> Path:
    """Continue one value in bag-info.txt over many megabytes."""
    return bags.retagged(folder, _INFO, "External-Description: words\n" + f" {'w' * 98}\n" * 200_000)


def bag_with_elements_by_the_hundred_thousand(folder: Path) -> Path:
    """Write many elements into bag-info.txt, which may be repeated."""
    return bags.retagged(folder, _INFO, "Keyword: mill\n" * 300_000)


# --- encodings -------------------------------------------------------------------------------------------------------


def bag_with_utf_16_as_declared(folder: Path) -> Path:
    """Declare UTF-16 and write it."""
    bags.plain(folder, encoding="UTF-16")
    for name in (_INFO, _MANIFEST):
        bags.put(folder, name, (folder / name).read_text("utf-8").encode("utf-16"))
    (folder / "tagmanifest-sha256.txt").unlink()
    return folder


def bag_005_declares_utf_16_and_is_not_in_it(folder: Path) -> Path:
    """Declare UTF-16 and write UTF-8."""
    return bags.plain(folder, encoding="UTF-16")


def bag_005_has_a_mark_in_its_manifest(folder: Path) -> Path:
    """Begin the manifest with a byte order mark."""
    return remade(folder, "\ufeff" + manifest_of(folder))


def bag_005_has_a_mark_in_its_metadata(folder: Path) -> Path:
    """Begin bag-info.txt with a byte order mark."""
    return bags.retagged(folder, _INFO, "\ufeffContact-Name: Nobody\n")


def bag_005_has_half_a_character(folder: Path) -> Path:
    """End bag-info.txt in the middle of a character."""
    return bags.retagged(folder, _INFO, b"Contact-Name: Zo\xc3")


def bag_005_has_half_a_pair(folder: Path) -> Path:
    """Write half of a pair of surrogates into bag-info.txt, as CESU-8 has them."""
    return bags.retagged(folder, _INFO, b"Contact-Name: \xed\xa0\x80\n")


def bag_005_is_declared_in_utf_16(folder: Path) -> Path:
    """Write bagit.txt itself in UTF-16."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0", "UTF-16").encode("utf-16"))


def bag_004_declares_a_cipher(folder: Path) -> Path:
    """Declare what Python can decode but is a joke."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0", "rot13"))


def bag_004_declares_a_compression(folder: Path) -> Path:
    """Declare what would swell a small file."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0", "zlib"))


def bag_004_declares_a_path(folder: Path) -> Path:
    """Declare an encoding that names a file."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0", "../../../etc/passwd"))


# --- ends of line ----------------------------------------------------------------------------------------------------


def ended(folder: Path, end: str) -> Path:
    """Make a plain bag whose lines end so."""
    bags.plain(folder)
    for name in ("bagit.txt", _INFO, _MANIFEST):
        bags.put(folder, name, (folder / name).read_text("utf-8").replace("\n", end))
    return bags.seal_tags(folder)


def bag_with_lines_of_an_old_macintosh(folder: Path) -> Path:
    """End lines in a carriage return."""
    return ended(folder, "\r")


def bag_with_mixed_ends_of_line(folder: Path) -> Path:
    """End each line otherwise, the last not at all."""
    first, second = manifest_of(folder).splitlines()
    bags.put(folder, _INFO, "Contact-Name: Nobody\rContact-Name: Somebody\r\nContact-Name: Everybody")
    return remade(folder, f"{first}\r\n{second}\r")


def bag_002_has_two_carriage_returns(folder: Path) -> Path:
    """End lines of bagit.txt as a program does that translated them twice."""
    declaration = bags.DECLARATION.format("1.0", "UTF-8").replace("\n", "\r\r\n")
    return bags.retagged(folder, "bagit.txt", declaration)


# --- declarations ----------------------------------------------------------------------------------------------------


def bag_002_declares_nothing(folder: Path) -> Path:
    """Leave bagit.txt empty."""
    return bags.retagged(folder, "bagit.txt", "")


def bag_002_declares_in_lower_case(folder: Path) -> Path:
    """Write the labels of bagit.txt in lower case."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0", "UTF-8").lower())


def bag_002_declares_a_third_thing(folder: Path) -> Path:
    """Add an element to bagit.txt."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0", "UTF-8") + "Contact-Name: Nobody\n")


def bag_002_declares_in_other_digits(folder: Path) -> Path:
    """Give the version in Arabic digits."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("\u0661.\u0660", "UTF-8"))


def bag_002_declares_three_numbers(folder: Path) -> Path:
    """Give a version of three parts."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("1.0.0", "UTF-8"))


def bag_003_declares_a_version_of_thousands_of_digits(folder: Path) -> Path:
    """Give a version that Python makes no number of."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format(f"1.{'9' * 9_000}", "UTF-8"))


def bag_003_declares_the_next_version(folder: Path) -> Path:
    """Declare what no standard describes."""
    return bags.retagged(folder, "bagit.txt", bags.DECLARATION.format("2.0", "UTF-8"))


def bag_with_metadata_of_an_old_name(folder: Path) -> Path:
    """Name the metadata as BagIt 0.93 to 0.95 did, with a wrong count beside it in the new name, which says nothing."""
    bags.plain(folder, "0.95")
    bags.put(folder, "package-info.txt", "Payload-Oxum: 13.2\n")
    bags.put(folder, _INFO, "Payload-Oxum: 1.1\n")
    return bags.seal_tags(folder)


def bag_020_has_a_wrong_count_under_the_old_name(folder: Path) -> Path:
    """Name the metadata as BagIt 0.93 to 0.95 did, with a wrong count."""
    bags.plain(folder, "0.93")
    (folder / _INFO).unlink()
    bags.put(folder, "package-info.txt", "Payload-Oxum: 1.1\n")
    return bags.seal_tags(folder)
