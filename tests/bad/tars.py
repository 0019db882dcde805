"""Tars that are wrong or made to deceive, gzipped or not: a function for each, named after the codes it must give."""

from __future__ import annotations

import gzip
import random
import re
import zlib
from typing import TYPE_CHECKING, Final

from tests.bad.archiving import BLOCK, END, TOP, entry, extended, members, put, record, tarred

if TYPE_CHECKING:
    from pathlib import Path


def tar(folder: Path, *more: bytes, first: bool = False) -> Path:
    """Write a tar of a plain bag with more members."""
    return put(folder, f"{TOP}.tar", tarred(folder, *more, first=first), END)


def packed(folder: Path, content: bytes) -> Path:
    """Write a gzipped tar, given how it is packed."""
    return put(folder, f"{TOP}.tar.gz", content)


def sound(folder: Path) -> bytes:
    """Return a tar of a plain bag, gzipped."""
    return gzip.compress(tarred(folder) + END, mtime=0)


def bag_016_was_altered_in_the_archive(folder: Path) -> Path:
    """Change a letter of the payload."""
    return put(folder, f"{TOP}.tar", tarred(folder).replace(b"first\n", b"First\n"), END)


def bag_014_lacks_a_file(folder: Path) -> Path:
    """Leave out a file of the payload."""
    found = members(folder)
    del found[f"{TOP}/data/a.txt"]
    return put(folder, f"{TOP}.tar", *(entry(*each) for each in found.items()), END)


def bag_001_has_no_declaration_in_the_archive(folder: Path) -> Path:
    """Leave out bagit.txt."""
    found = members(folder)
    del found[f"{TOP}/bagit.txt"]
    return put(folder, f"{TOP}.tar", *(entry(*each) for each in found.items()), END)


def bag_022_holds_a_link(folder: Path) -> Path:
    """Add a symbolic link."""
    return tar(folder, entry(f"{TOP}/data/link", kind=b"2"))


def bag_022_holds_a_hard_link(folder: Path) -> Path:
    """Add a hard link."""
    return tar(folder, entry(f"{TOP}/data/link", kind=b"1"))


def bag_022_holds_a_device(folder: Path) -> Path:
    """Add a device."""
    return tar(folder, entry(f"{TOP}/data/null", kind=b"3"))


def bag_022_holds_a_pipe(folder: Path) -> Path:
    """Add a named pipe."""
    return tar(folder, entry(f"{TOP}/data/pipe", kind=b"6"))


def bag_014_022_has_a_link_for_a_folder(folder: Path) -> Path:
    """Put a link where a folder of the payload should be, so that whoever follows it writes elsewhere."""
    found = members(folder)
    del found[f"{TOP}/data/sub/b.txt"]
    rest = (entry(*each) for each in found.items())
    return put(folder, f"{TOP}.tar", *rest, entry(f"{TOP}/data/sub", kind=b"2"), END)


def bag_015_032_has_case_twins(folder: Path) -> Path:
    """Add a file whose name differs from another's in case only."""
    return tar(folder, entry(f"{TOP}/data/A.txt", b"First\n"))


def bag_035_holds_an_empty_folder(folder: Path) -> Path:
    """Add a folder with nothing in it."""
    return tar(folder, entry(f"{TOP}/data/later/", kind=b"5"))


def bag_080_is_cut_in_a_file(folder: Path) -> Path:
    """End within the content of a member."""
    return put(folder, f"{TOP}.tar", tarred(folder, entry(f"{TOP}/data/z.txt", b"z" * 4000))[:-2000])


def bag_080_is_cut_in_a_header(folder: Path) -> Path:
    """End within a header."""
    return put(folder, f"{TOP}.tar", tarred(folder), entry(f"{TOP}/data/z.txt")[:300])


def bag_080_is_cut_before_its_end(folder: Path) -> Path:
    """End behind the last member."""
    return put(folder, f"{TOP}.tar", tarred(folder))


def bag_080_is_cut_in_its_end(folder: Path) -> Path:
    """End with one block of zeros where there should be two."""
    return put(folder, f"{TOP}.tar", tarred(folder), bytes(BLOCK))


def bag_080_has_a_wrong_checksum(folder: Path) -> Path:
    """Change a byte in a header."""
    return put(folder, f"{TOP}.tar", tarred(folder).replace(b"0000644", b"0000755", 1), END)


def bag_080_has_no_size(folder: Path) -> Path:
    """Write a size that is no number, with the checksum of that."""
    head = bytearray(entry(f"{TOP}/data/z.txt"))
    head[124:136] = b"much" + bytes(8)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return tar(folder, bytes(head))


def bag_080_claims_what_is_not_there(folder: Path) -> Path:
    """Give the last member eight gigabytes, of which there are none."""
    return tar(folder, entry(f"{TOP}/data/z.txt", b"", size=0o77777777777))


def bag_080_is_a_text(folder: Path) -> Path:
    """Write something else, and name it like an archive."""
    return put(folder, f"{TOP}.tar", b"Not found\n")


def bag_080_is_cut_while_packed(folder: Path) -> Path:
    """Cut a gzipped tar short."""
    return packed(folder, sound(folder)[:-100])


def bag_080_is_cut_in_its_trailer(folder: Path) -> Path:
    """Cut a gzipped tar short by one byte."""
    return packed(folder, sound(folder)[:-1])


def bag_080_has_another_checksum_in_its_trailer(folder: Path) -> Path:
    """Change the checksum that gzip puts at the end."""
    whole = sound(folder)
    return packed(folder, whole[:-8] + bytes([whole[-8] ^ 1]) + whole[-7:])


def bag_080_has_another_length_in_its_trailer(folder: Path) -> Path:
    """Change the length that gzip puts at the end."""
    whole = sound(folder)
    return packed(folder, whole[:-1] + b"\1")


def bag_080_cannot_be_unpacked(folder: Path) -> Path:
    """Overwrite the middle of a gzipped tar."""
    whole = sound(folder)
    return packed(folder, whole[:100] + b"\xff" * 50 + whole[150:])


def bag_080_is_no_tar_within(folder: Path) -> Path:
    """Gzip something else."""
    return packed(folder, gzip.compress(b"a" * 10_000, mtime=0))


def bag_082_climbs_out(folder: Path) -> Path:
    """Add a file above the archive."""
    return tar(folder, entry(f"{TOP}/../../evil.txt", b"evil"))


def bag_082_is_absolute(folder: Path) -> Path:
    """Add a file in the root of the system."""
    return tar(folder, entry("/etc/cron.d/evil", b"evil"))


def bag_082_is_in_a_home(folder: Path) -> Path:
    """Add a file in somebody's home."""
    return tar(folder, entry("~root/.profile", b"evil"))


def bag_082_climbs_out_by_extension(folder: Path) -> Path:
    """Let an extended header name a file above the archive."""
    return tar(folder, extended(path=f"{TOP}/../evil.txt"), entry(f"{TOP}/data/z.txt", b"evil"))


def bag_082_climbs_out_by_a_long_name(folder: Path) -> Path:
    """Let GNU's long name do the same."""
    return tar(folder, entry("././@LongLink", b"../evil.txt\0", b"L"), entry(f"{TOP}/data/z.txt", b"evil"))


def bag_082_climbs_out_as_a_folder(folder: Path) -> Path:
    """Add a folder above the archive."""
    return tar(folder, entry("../", kind=b"5"))


def bag_083_has_a_backslash(folder: Path) -> Path:
    """Add a file that is in a folder on Windows only."""
    return tar(folder, entry(f"{TOP}/data\\z.txt", b"z"))


def bag_083_has_a_null_in_a_name(folder: Path) -> Path:
    """Let a name go on behind its end."""
    return tar(folder, entry(f"{TOP}/data/z.txt\0.exe", b"z"))


def bag_083_has_a_null_in_an_extended_name(folder: Path) -> Path:
    """Do the same in an extended header."""
    return tar(folder, extended(path=f"{TOP}/data/z.txt\0.exe"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_083_is_in_latin_1(folder: Path) -> Path:
    """Add a file with a name that is not UTF-8."""
    return tar(folder, entry(f"{TOP}/data/Zoë.txt".encode("latin-1"), b"z"))


def bag_083_has_an_empty_part(folder: Path) -> Path:
    """Add a file with two slashes in its name."""
    return tar(folder, entry(f"{TOP}/data//z.txt", b"z"))


def bag_083_has_a_dot_for_a_part(folder: Path) -> Path:
    """Add a file whose name goes by way of the folder that it is in."""
    return tar(folder, entry(f"{TOP}/data/./z.txt", b"z"))


def bag_083_has_a_file_that_ends_in_a_slash(folder: Path) -> Path:
    """Add a file that old programs take for a folder."""
    return tar(folder, entry(f"{TOP}/data/z/", b"z"))


def bag_083_has_no_name(folder: Path) -> Path:
    """Add a file without a name."""
    return tar(folder, entry("", b"z"))


def bag_084_has_holes(folder: Path) -> Path:
    """Add a sparse file, as GNU tar wrote them."""
    return tar(folder, entry(f"{TOP}/data/z.img", b"", b"S"))


def bag_084_has_holes_by_extension(folder: Path) -> Path:
    """Add a sparse file, as GNU tar writes them."""
    more = (extended(GNU__sparse__major="1", GNU__sparse__name="z.img"), entry(f"{TOP}/data/z.img", b"z"))
    return tar(folder, *more)


def bag_084_is_the_second_volume(folder: Path) -> Path:
    """Begin with the rest of a file from another volume."""
    return tar(folder, entry(f"{TOP}/data/z.txt", b"z", b"M"), first=True)


def bag_084_has_an_unknown_kind(folder: Path) -> Path:
    """Add a member of a kind that nobody knows."""
    return tar(folder, entry(f"{TOP}/data/z.txt", b"z", b"Q"))


def bag_084_has_a_label(folder: Path) -> Path:
    """Begin with the label of a volume."""
    return tar(folder, entry("Tape 7", b"", b"V"), first=True)


def bag_085_has_a_file_twice(folder: Path) -> Path:
    """Add a file that is there already, with other content."""
    return tar(folder, entry(f"{TOP}/data/a.txt", b"First\n"))


def bag_085_has_a_file_and_a_link(folder: Path) -> Path:
    """Put a link in the place of a file."""
    return tar(folder, entry(f"{TOP}/data/a.txt", kind=b"2"))


def bag_085_has_a_file_for_a_folder(folder: Path) -> Path:
    """Add a file where the payload folder is."""
    return tar(folder, entry(f"{TOP}/data", b"z"))


def bag_086_holds_two_folders(folder: Path) -> Path:
    """Add the folder that a Mac adds."""
    return tar(folder, entry("__MACOSX/._a.txt", b"z"))


def bag_086_has_a_file_beside(folder: Path) -> Path:
    """Add a file beside the folder."""
    return tar(folder, entry("README.txt", b"z"))


def bag_086_is_packed_from_inside(folder: Path) -> Path:
    """Pack the files of the bag without its folder."""
    found = members(folder)
    return put(folder, f"{TOP}.tar", *(entry(name.removeprefix(f"{TOP}/"), each) for name, each in found.items()), END)


def bag_086_holds_nothing(folder: Path) -> Path:
    """Write nothing but the end."""
    return put(folder, f"{TOP}.tar", END)


def bag_087_has_another_name(folder: Path) -> Path:
    """Name the archive otherwise than the folder in it."""
    return put(folder, "mill-2.tar", tarred(folder), END)


def bag_088_is_a_bomb_of_zeros(folder: Path) -> Path:
    """Gzip sixteen megabytes of zeros."""
    content = entry(f"{TOP}/data/a.bin", bytes(16 << 20))
    return packed(folder, gzip.compress(content + tarred(folder) + END, 9, mtime=0))


def bag_088_is_a_bomb_behind_its_end(folder: Path) -> Path:
    """Let zeros without end follow a gzipped tar."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    content = packer.compress(tarred(folder)) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(32))
    return packed(folder, content + packer.flush())


def bag_010_015_018_030_hides_manifests_far_apart(folder: Path) -> Path:
    """Put 60 manifests between a hundred megabytes that take half of one, behind 70 notes, the last by name first."""
    chance, listed = random.Random(0), b"0" * 32 + b"  data/a.txt\n"  # noqa: S311 (the same every time)
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    content = packer.compress(tarred(folder))
    for number in range(70):
        content += packer.compress(entry(f"{TOP}/note-{number}.txt", b"words\n"))
    for number in range(60, 0, -1):
        content += packer.compress(entry(f"{TOP}/data/{number}.bin", chance.randbytes(1250) + bytes(1_750_000)))
        content += packer.compress(entry(f"{TOP}/manifest-x{number:03}.txt", listed))
    return packed(folder, content + packer.compress(END) + packer.flush())


def bag_088_is_too_deep(folder: Path) -> Path:
    """Add a file below three hundred folders."""
    return tar(folder, extended(path=f"{TOP}/data/{'d/' * 300}z.txt"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_088_has_a_long_name(folder: Path) -> Path:
    """Add a file with a name of five thousand bytes."""
    return tar(folder, entry("././@LongLink", b"z" * 5000 + b"\0", b"L"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_090_is_packed_by_xz(folder: Path) -> Path:
    """Begin as xz does."""
    return put(folder, f"{TOP}.tar.xz", b"\xfd7zXZ\0", bytes(100))


def bag_090_is_packed_by_7_zip(folder: Path) -> Path:
    """Begin as 7-Zip does."""
    return put(folder, f"{TOP}.7z", b"7z\xbc\xaf\x27\x1c", bytes(100))


def bag_091_has_a_folder_with_content(folder: Path) -> Path:
    """Give a folder a size, which some programs pass over and some do not."""
    return tar(folder, entry(f"{TOP}/data/later/", entry(f"{TOP}/data/z.txt"), b"5"))


def bag_091_has_a_link_with_content(folder: Path) -> Path:
    """Give a hard link a size."""
    return tar(folder, entry(f"{TOP}/data/link", entry(f"{TOP}/data/z.txt"), b"1"))


def bag_093_goes_on_behind_its_end(folder: Path) -> Path:
    """Let a member follow the end."""
    return put(folder, f"{TOP}.tar", tarred(folder), END, entry(f"{TOP}/data/z.txt", b"z"), END)


def bag_093_hides_something_behind_a_file(folder: Path) -> Path:
    """Fill a block with something else than zeros."""
    return put(folder, f"{TOP}.tar", tarred(folder).replace(b"first\n\0\0\0\0", b"first\nevil"), END)


def bag_093_ends_in_too_many_zeros(folder: Path) -> Path:
    """Let a hundred megabytes of zeros follow the end."""
    archive = put(folder, f"{TOP}.tar", tarred(folder), END)
    with archive.open("r+b") as stream:
        stream.truncate(100 << 20)
    return archive


def bag_093_is_two(folder: Path) -> Path:
    """Join two gzipped tars."""
    return packed(folder, sound(folder) * 2)


def bag_093_goes_on_behind_its_trailer(folder: Path) -> Path:
    """Let a byte follow the trailer."""
    return packed(folder, sound(folder) + b"\0")


def bag_094_has_two_sizes(folder: Path) -> Path:
    """Let an extended header say that a file is empty whose content is another member."""
    return tar(folder, extended(size="0"), entry(f"{TOP}/data/z.txt", entry(f"{TOP}/data/hidden.txt", b"z")))


def bag_094_has_a_size_that_is_none(folder: Path) -> Path:
    """Give a size in words."""
    return tar(folder, extended(size="one"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_094_has_a_vast_extension(folder: Path) -> Path:
    """Claim an extended header of eight gigabytes."""
    return tar(folder, entry("PaxHeader", b"", b"x", size=0o77777777777))


def bag_094_has_a_vast_name(folder: Path) -> Path:
    """Give a name of five megabytes."""
    return tar(folder, entry("././@LongLink", b"z" * (5 << 20), b"L"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_094_is_malformed(folder: Path) -> Path:
    """Give a record another length than it has."""
    return tar(folder, entry("PaxHeader", b"99 path=x\n", b"x"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_094_has_two_names(folder: Path) -> Path:
    """Give a name in both kinds of extended headers."""
    more = (entry("././@LongLink", b"a\0", b"L"), extended(path="b"), entry(f"{TOP}/data/z.txt", b"z"))
    return tar(folder, *more)


def bag_094_says_it_twice(folder: Path) -> Path:
    """Write two extended headers of one kind."""
    return tar(folder, extended(path="a"), extended(mtime="0"), entry(f"{TOP}/data/z.txt", b"z"))


def bag_094_gives_all_one_name(folder: Path) -> Path:
    """Give a name in the header for all members."""
    return tar(folder, entry("GlobalHead", record("path", f"{TOP}/data/a.txt"), b"g"), first=True)


def bag_094_ends_behind_an_extension(folder: Path) -> Path:
    """Announce a member, and end."""
    return tar(folder, extended(path=f"{TOP}/data/z.txt"))


BUILDERS: Final = tuple(value for name, value in globals().items() if re.match(r"bag_\d{3}_", name))
