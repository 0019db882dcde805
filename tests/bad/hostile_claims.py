"""Hostile bags by what their manifests, counts and fetch.txt claim.

Each function makes a bag that must give exactly the codes in its name, or none where it has no code in it.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from tests.bad import bags
from tests.bad.hostile_lists import EMPTY, counted, manifest_of, remade

if TYPE_CHECKING:
    from pathlib import Path

_MANIFEST: Final = "manifest-sha256.txt"
_TAG_MANIFEST: Final = "tagmanifest-sha256.txt"


def relied(folder: Path, *algorithms: str) -> Path:
    """Make a plain bag whose payload manifests are by some algorithms only."""
    bags.plain(folder)
    (folder / _MANIFEST).unlink()
    return bags.seal(folder, *algorithms)


def tagged(folder: Path, more: str) -> Path:
    """Make a plain bag whose tag manifest has more lines."""
    bags.plain(folder)
    with (folder / _TAG_MANIFEST).open("a") as stream:
        stream.write(more)
    return folder


# --- manifests -------------------------------------------------------------------------------------------------------


def bag_012_lists_itself(folder: Path) -> Path:
    """List the manifest in the manifest."""
    return bags.relisted(folder, f"{EMPTY}  {_MANIFEST}\n")


def bag_012_lists_its_tag_manifest_in_itself(folder: Path) -> Path:
    """List the tag manifest in the tag manifest."""
    return tagged(folder, f"{EMPTY}  {_TAG_MANIFEST}\n")


def bag_012_vouches_twice_for_the_payload(folder: Path) -> Path:
    """List a payload file in the tag manifest, rightly."""
    bags.plain(folder)
    return tagged(folder, bags.lines(folder, ["data/a.txt"]))


def bag_013_lists_a_file_twice_alike(folder: Path) -> Path:
    """List a file twice with the same checksum."""
    return remade(folder, manifest_of(folder) * 2)


def bag_013_lists_a_file_twice_otherwise(folder: Path) -> Path:
    """List a file a second time with another checksum."""
    return bags.relisted(folder, f"{EMPTY}  data/a.txt\n")


def bag_013_lists_a_file_twice_in_two_spellings(folder: Path) -> Path:
    """List a file a second time with its checksum in capitals."""
    first = manifest_of(folder).splitlines()[0]
    return bags.relisted(folder, f"{first.partition(' ')[0].upper()}  data/a.txt\n")


def bag_033_lists_a_file_twice_in_an_old_bag(folder: Path) -> Path:
    """List a file twice with the same checksum where it was allowed."""
    first = manifest_of(folder).splitlines(keepends=True)[0]
    return bags.relisted(folder, first, version="0.96")


def bag_with_capital_digits(folder: Path) -> Path:
    """Write all checksums in capitals."""
    rows = (row.split("  ") for row in manifest_of(folder).splitlines())
    return remade(folder, "".join(f"{checksum.upper()}  {path}\n" for checksum, path in rows))


def bag_with_checksums_set_apart_by_tabs(folder: Path) -> Path:
    """Part checksum and path by several kinds of white space, as the standard allows."""
    return remade(folder, manifest_of(folder).replace("  ", " \t \t"))


def bag_009_has_checksums_of_another_length(folder: Path) -> Path:
    """Write checksums by MD5 into the manifest of SHA-256."""
    return remade(folder, manifest_of(folder, "md5"))


def bag_009_has_a_checksum_in_base64(folder: Path) -> Path:
    """Write checksums as some other programs do."""
    rows = (row.split("  ") for row in manifest_of(folder).splitlines())
    return remade(folder, "".join(f"{b64encode(bytes.fromhex(each)).decode()}  {path}\n" for each, path in rows))


def bag_009_015_parts_by_another_space(folder: Path) -> Path:
    """Part checksum and path by a space that is none for the standard."""
    return remade(folder, manifest_of(folder).replace("  ", "\u00a0"))


def bag_009_012_has_remarks(folder: Path) -> Path:
    """Write a remark into the manifest, as some readers skip it."""
    return bags.relisted(folder, "# made by hand\n")


def bag_015_lists_nothing(folder: Path) -> Path:
    """Leave the manifest empty though there is a payload."""
    return remade(folder, "")


def bag_015_has_a_file_in_one_of_three_manifests(folder: Path) -> Path:
    """List a file in one payload manifest only."""
    bags.seal(bags.plain(folder), "md5", "sha1", "sha256")
    for algorithm in ("md5", "sha1"):
        bags.put(folder, f"manifest-{algorithm}.txt", bags.lines(folder, ["data/a.txt"], algorithm))
    return bags.seal_tags(folder)


def bag_with_a_file_in_one_of_two_old_manifests(folder: Path) -> Path:
    """List a file in one payload manifest only, where it was allowed."""
    bags.plain(folder, "0.97")
    bags.put(folder, "manifest-md5.txt", bags.lines(folder, ["data/a.txt"], "md5"))
    return bags.seal_tags(folder)


def bag_039_relies_on_a_weak_checksum(folder: Path) -> Path:
    """Vouch for the payload by MD5 only."""
    return relied(folder, "md5")


def bag_with_a_weak_checksum_beside_a_strong_one(folder: Path) -> Path:
    """Vouch for the payload by MD5 and SHA-512."""
    return relied(folder, "md5", "sha512")


def bag_010_relies_on_what_nobody_knows(folder: Path) -> Path:
    """Vouch for the payload by an algorithm that does not exist, and nothing else."""
    bags.plain(folder)
    (folder / _MANIFEST).rename(folder / "manifest-whirlpoo.txt")
    return bags.seal_tags(folder)


def bag_010_has_two_spellings_of_one_algorithm(folder: Path) -> Path:
    """Add a second manifest of the same algorithm in capitals."""
    content = manifest_of(folder)
    return bags.retagged(folder, "manifest-SHA-256.txt", content)


def bag_010_017_has_two_spellings_that_disagree(folder: Path) -> Path:
    """Add a second manifest of the same algorithm that gives another checksum for each file."""
    content = manifest_of(folder)
    return bags.retagged(folder, "manifest-SHA-256.txt", content.translate(str.maketrans("01", "10")))


def bag_008_014_030_032_shouts_the_end_of_its_name(folder: Path) -> Path:
    """Write the suffix of the manifest in capitals, so that it is none."""
    bags.plain(folder)
    (folder / _MANIFEST).rename(folder / "manifest-sha256.TXT")
    return folder


def bag_014_vouches_for_metadata_that_are_not_there(folder: Path) -> Path:
    """List a tag file that is not there."""
    return tagged(folder, f"{EMPTY}  metadata/mets.xml\n")


def bag_016_has_swapped_its_files(folder: Path) -> Path:
    """Exchange the content of two payload files, so that no count changes."""
    bags.plain(folder)
    first, second = folder / "data/a.txt", folder / "data/sub/b.txt"
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    return folder


# --- counts ----------------------------------------------------------------------------------------------------------


def bag_020_counts_more_than_there_is_in_the_world(folder: Path) -> Path:
    """Give a count of forty digits."""
    return counted(folder, f"{'9' * 40}.2")


def bag_019_counts_in_thousands_of_digits(folder: Path) -> Path:
    """Give a count that Python makes no number of."""
    return counted(folder, f"{'9' * 9_000}.2")


def bag_019_counts_below_zero(folder: Path) -> Path:
    """Give a negative count."""
    return counted(folder, "-13.2")


def bag_019_counts_in_sixteens(folder: Path) -> Path:
    """Give a count in hexadecimal digits."""
    return counted(folder, "0xd.0x2")


def bag_019_counts_in_other_digits(folder: Path) -> Path:
    """Give a right count in Arabic digits."""
    return counted(folder, "\u0661\u0663.\u0662")


def bag_019_counts_in_raised_digits(folder: Path) -> Path:
    """Give a count in digits that Python calls so and makes no number of."""
    return counted(folder, "\u00b9\u00b3.\u00b2")


def bag_019_counts_bytes_only(folder: Path) -> Path:
    """Give the number of bytes and not that of files."""
    return counted(folder, "13")


def bag_019_counts_in_powers(folder: Path) -> Path:
    """Give a count as a number with an exponent."""
    return counted(folder, "1.3e1")


# --- what is to be fetched -------------------------------------------------------------------------------------------


def fetched(folder: Path, row: str) -> Path:
    """Make a plain bag that lists a file which is to be fetched as a row says."""
    bags.plain(folder)
    bags.put(folder, "fetch.txt", f"{row}\n")
    return bags.relist(folder, f"{EMPTY}  data/c.txt\n")


def bag_026_fetches_its_declaration(folder: Path) -> Path:
    """Have bagit.txt fetched."""
    return bags.fetching(folder, "https://example.org/bagit.txt - bagit.txt")


def bag_026_fetches_its_own_manifest(folder: Path) -> Path:
    """Have the manifest fetched, so that who answers vouches for himself."""
    return bags.fetching(folder, f"https://example.org/m.txt - {_MANIFEST}")


def bag_025_027_fetches_from_the_reader_s_disk(folder: Path) -> Path:
    """Have a file fetched from the disk of whoever reads the bag."""
    return fetched(folder, "file:///etc/passwd - data/c.txt")


def bag_025_027_fetches_in_no_order(folder: Path) -> Path:
    """Write a length that is none, beside a line that is right."""
    return fetched(folder, "https://example.org/c -1 data/c.txt\nhttps://example.org/c 0 data/c.txt")


def bag_011_014_fetches_to_the_system(folder: Path) -> Path:
    """Have a file fetched to a place of the system."""
    return fetched(folder, "https://example.org/c - /etc/cron.d/c")


def bag_027_fetches_from_the_reader_s_network(folder: Path) -> Path:
    """Have a file fetched from an address within a network; nothing is fetched here, so it is a hole like any other."""
    return fetched(folder, "http://169.254.169.254/latest/meta-data - data/c.txt")


def bag_015_026_fetches_what_one_manifest_lists(folder: Path) -> Path:
    """Have a file fetched that is there and in one of two manifests only."""
    bags.plain(folder)
    bags.put(folder, "fetch.txt", "https://example.org/a - data/a.txt\n")
    bags.put(folder, "manifest-md5.txt", bags.lines(folder, ["data/sub/b.txt"], "md5"))
    return bags.seal_tags(folder)


def bag_with_an_unkept_digest_of_nothing(folder: Path) -> Path:
    """Keep an empty file under the checksum of nothing, which is what it is."""
    bags.plain(folder)
    bags.put(folder, "data/void", "")
    return bags.relist(folder, f"{hashlib.sha256().hexdigest()}  data/void\n")
