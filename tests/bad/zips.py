"""Zips that are wrong or made to deceive: a function for each, named after the codes that it must give."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.bad.archiving import TOP, changed, deflate, part, parts, put, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bad.archiving import Part

FIRST: Final = b"first\n"


def made(folder: Path, found: list[Part]) -> Path:
    """Write a zip of some members."""
    return put(folder, f"{TOP}.zip", zipped(found))


def more(folder: Path, *added: Part) -> Path:
    """Write a zip of a plain bag with more members."""
    return made(folder, [*parts(folder), *added])


def altered(folder: Path, **changes: object) -> Path:
    """Write a zip of a plain bag in which one member of the payload is another."""
    return made(folder, changed(parts(folder), "data/a.txt", **changes))


def first(folder: Path) -> Part:
    """Return that member as it should be."""
    return next(each for each in parts(folder) if each.name.endswith(b"/data/a.txt"))


def bag_022_holds_a_link_in_a_zip(folder: Path) -> Path:
    """Add a symbolic link."""
    return more(folder, replace(part(f"{TOP}/data/link", b"/etc/passwd"), attributes=0o120777 << 16))


def bag_022_holds_a_device_in_a_zip(folder: Path) -> Path:
    """Add a device."""
    return more(folder, replace(part(f"{TOP}/data/null"), attributes=0o020666 << 16))


def bag_080_is_a_cut_zip(folder: Path) -> Path:
    """Cut a zip short by one byte."""
    return put(folder, f"{TOP}.zip", zipped(parts(folder))[:-1])


def bag_080_is_half_a_zip(folder: Path) -> Path:
    """Cut a zip in two."""
    whole = zipped(parts(folder))
    return put(folder, f"{TOP}.zip", whole[: len(whole) // 2])


def bag_081_lies_about_a_checksum(folder: Path) -> Path:
    """Give a checksum that is not that of the content, in both places."""
    return altered(folder, checksum=1)


def bag_030_081_lies_about_what_nobody_lists(folder: Path) -> Path:
    """Give another checksum to a file that no manifest lists."""
    return more(folder, replace(part(f"{TOP}/notes.txt", b"z"), checksum=1))


def bag_081_unpacks_to_more(folder: Path) -> Path:
    """Give a size that is less than that of the content."""
    return altered(folder, size=3)


def bag_081_unpacks_to_less(folder: Path) -> Path:
    """Give a size that is more than that of the content."""
    return altered(folder, size=3000)


def bag_081_cannot_be_unpacked(folder: Path) -> Path:
    """Put into a member what is not packed."""
    return altered(folder, data=b"\xff" * 20)


def bag_081_ends_too_early(folder: Path) -> Path:
    """Cut the content of a member short."""
    return altered(folder, data=deflate(FIRST)[:-2])


def bag_082_climbs_out_of_a_zip(folder: Path) -> Path:
    """Add a file above the archive."""
    return more(folder, part("../../evil.txt", b"evil"))


def bag_082_is_absolute_in_a_zip(folder: Path) -> Path:
    """Add a file in the root of the system."""
    return more(folder, part("/etc/cron.d/evil", b"evil"))


def bag_082_names_a_drive(folder: Path) -> Path:
    """Add a file on a drive."""
    return more(folder, part("C:/evil.exe", b"evil"))


def bag_082_climbs_out_on_windows(folder: Path) -> Path:
    """Add a file that is above the archive on Windows only."""
    return more(folder, part(f"{TOP}\\..\\..\\evil.exe", b"evil"))


def bag_083_has_backslashes_in_a_zip(folder: Path) -> Path:
    """Add a file as old programs for Windows did."""
    return more(folder, part(f"{TOP}\\data\\z.txt", b"z"))


def bag_083_has_a_null_in_a_zip(folder: Path) -> Path:
    """Let a name go on behind its end."""
    return more(folder, part(f"{TOP}/data/z.txt\0.exe", b"z"))


def bag_083_is_not_the_utf_8_that_it_says(folder: Path) -> Path:
    """Say of a name that it is UTF-8, which it is not."""
    return more(folder, part(f"{TOP}/data/Zoë.txt".encode("latin-1"), b"z"))


def bag_083_is_of_an_old_pc(folder: Path) -> Path:
    """Add a name of which nobody knows the encoding."""
    return more(folder, replace(part(f"{TOP}/data/Zo\udc89.txt".encode("utf-8", "surrogateescape")), flags=0, made=20))


def bag_084_is_one_of_several_zips(folder: Path) -> Path:
    """Call the archive the third part of something."""
    return put(folder, f"{TOP}.zip", zipped(parts(folder), disk=2))


def bag_085_has_a_file_twice_in_a_zip(folder: Path) -> Path:
    """Add a file that is there already, with other content."""
    return more(folder, part(f"{TOP}/data/a.txt", b"First\n"))


def bag_086_holds_nothing_in_a_zip(folder: Path) -> Path:
    """Write nothing but the end."""
    return made(folder, [])


def bag_086_is_zipped_from_inside(folder: Path) -> Path:
    """Pack the files of the bag without its folder."""
    return made(folder, [replace(each, name=each.name.removeprefix(f"{TOP}/".encode())) for each in parts(folder)])


def bag_088_is_a_zip_bomb(folder: Path) -> Path:
    """Add a file of sixteen megabytes of zeros."""
    return more(folder, part(f"{TOP}/data/a.bin", bytes(16 << 20), deflated=True))


def bag_088_claims_very_many_members(folder: Path) -> Path:
    """Claim twenty million members."""
    body = zipped([])[:-22]
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 20_000_000, 20_000_000, 0, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return put(folder, f"{TOP}.zip", body, large, locator, end)


def bag_089_is_encrypted(folder: Path) -> Path:
    """Say of a member that it is encrypted."""
    return altered(folder, flags=0x801)


def bag_089_is_strongly_encrypted(folder: Path) -> Path:
    """Say so in another way."""
    return altered(folder, flags=0x840)


def bag_090_is_packed_by_bzip2(folder: Path) -> Path:
    """Give another method of compression."""
    return altered(folder, method=12)


def bag_090_is_a_patch(folder: Path) -> Path:
    """Say of a member that it is a patch."""
    return altered(folder, flags=0x820)


def bag_090_needs_a_program_of_few(folder: Path) -> Path:
    """Ask for version 4.7 of the format, so that some programs pass over a member and some do not."""
    return altered(folder, needed=47, local=first(folder))


def bag_090_needs_a_program_of_nobody(folder: Path) -> Path:
    """Ask for version 20.0 of the format, before the content only."""
    return altered(folder, local=replace(first(folder), needed=200))


def bag_091_has_two_names(folder: Path) -> Path:
    """Give a member another name before its content."""
    return altered(folder, local=replace(first(folder), name=f"{TOP}/data/b.txt".encode()))


def bag_091_has_two_lengths(folder: Path) -> Path:
    """Give a member another size before its content."""
    return altered(folder, local=replace(first(folder), size=7))


def bag_091_has_two_methods(folder: Path) -> Path:
    """Say before the content that it is stored as it is."""
    return altered(folder, local=replace(first(folder), method=0))


def bag_091_has_two_encodings(folder: Path) -> Path:
    """Say before the content only that the name is UTF-8."""
    return altered(folder, local=replace(first(folder), flags=0))


def bag_091_is_stored_with_two_sizes(folder: Path) -> Path:
    """Say of what is stored as it is that it unpacks to more."""
    return altered(folder, method=0, data=FIRST, size=60)


def bag_091_has_a_folder_with_content_in_a_zip(folder: Path) -> Path:
    """Give a folder content."""
    return more(folder, replace(part(f"{TOP}/data/later/", b"z"), attributes=0o040755 << 16))


def bag_091_is_a_folder_by_half(folder: Path) -> Path:
    """Say by its attributes only that a member is a folder."""
    return more(folder, replace(part(f"{TOP}/data/later"), attributes=0o040755 << 16))


def bag_091_counts_too_few(folder: Path) -> Path:
    """Tell of one member less than there are."""
    found = parts(folder)
    return put(folder, f"{TOP}.zip", zipped(found, count=len(found) - 1))


def bag_091_counts_too_many(folder: Path) -> Path:
    """Tell of more members than can be."""
    return put(folder, f"{TOP}.zip", zipped(parts(folder), count=1000))


def bag_091_points_to_nothing(folder: Path) -> Path:
    """Name a place where no member begins."""
    return altered(folder, offset=7)


def bag_091_has_half_an_extra_field(folder: Path) -> Path:
    """Cut an extra field short."""
    return altered(folder, extra=b"\x01\x00\x08\x00")


def bag_091_keeps_a_size_elsewhere(folder: Path) -> Path:
    """Refer for a size to an extra field that is not there."""
    return altered(folder, size=0xFFFFFFFF)


def bag_091_has_a_second_name(folder: Path) -> Path:
    """Give another name in an extra field."""
    name = f"{TOP}/data/a.txt".encode()
    return altered(folder, extra=_second(name, f"{TOP}/data/evil.txt".encode()))


def bag_091_has_a_second_name_for_another(folder: Path) -> Path:
    """Give a name in an extra field that is for another one."""
    return altered(folder, extra=_second(b"another", f"{TOP}/data/a.txt".encode()))


def bag_091_lacks_what_should_follow(folder: Path) -> Path:
    """Announce a record behind the content, and write none."""
    return altered(folder, flags=0x808)


def bag_085_092_names_one_member_twice(folder: Path) -> Path:
    """Let two records of the directory name one member."""
    found = parts(folder)
    return made(folder, [*found, replace(found[0], offset=0, is_written=False)])


def bag_092_nests_its_members(folder: Path) -> Path:
    """Let the content of a member hold the next one, as Fifield's bomb does."""
    found, inner = parts(folder), part(f"{TOP}/data/z.txt", b"z" * 50)
    outer = part(f"{TOP}/data/y.txt", zipped([inner]).partition(b"PK\x01\x02")[0])
    start = len(zipped(found).partition(b"PK\x01\x02")[0]) + 30 + len(outer.name)
    return made(folder, [*found, outer, replace(inner, offset=start, is_written=False)])


def bag_093_begins_with_something_else(folder: Path) -> Path:
    """Put a program before the archive."""
    return put(folder, f"{TOP}.zip", zipped(parts(folder), before=b"#!/bin/sh\n"))


def bag_093_begins_with_something_that_is_not_counted(folder: Path) -> Path:
    """Put a program before the archive, and let all places be those without it."""
    return put(folder, f"{TOP}.zip", b"#!/bin/sh\n", zipped(parts(folder)))


def bag_093_ends_with_something_else(folder: Path) -> Path:
    """Let something follow the archive."""
    return put(folder, f"{TOP}.zip", zipped(parts(folder)), b"evil")


def bag_093_hides_something_between_members(folder: Path) -> Path:
    """Put something behind the content of a member."""
    return altered(folder, behind=b"evil" * 20)


def bag_093_says_something_else_behind(folder: Path) -> Path:
    """Announce a record behind the content, and let that say something else."""
    return altered(folder, flags=0x808, behind=struct.pack("<3L", 1, 2, 3))


def bag_093_hides_something_in_a_member(folder: Path) -> Path:
    """Put something behind the packed content, and count it in."""
    return altered(folder, data=deflate(FIRST) + b"evil")


def bag_035_099_is_made_on_a_mac(folder: Path) -> Path:
    """Do not tell that names are UTF-8."""
    return made(folder, [*parts(folder), replace(part(f"{TOP}/Zoë/".encode()), flags=0, attributes=0o040755 << 16)])


def _second(name: bytes, other: bytes) -> bytes:
    """Return an extra field that gives a name once more."""
    content = b"\1" + struct.pack("<L", zlib.crc32(name)) + other
    return struct.pack("<2H", 0x7075, len(content)) + content


BUILDERS: Final = tuple(value for name, value in globals().items() if re.match(r"bag_\d{3}_", name))
