"""Records of a zip: the end of it, the central directory, and the header before each member's content.

A zip says everything twice, in the central directory and before each member. Programs that unpack on the way believe
the one, all others the other, so both must say the same.

Source: PKWARE APPNOTE 6.3.10 §4.3–§4.5; Info-ZIP extra field 0x7075
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.bag.archives import bounds
from preserve.bag.archives.refusal import cut_short, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.bag.archives.streams import Plain

LOCAL: Final = b"PK\x03\x04"
CENTRAL: Final = b"PK\x01\x02"
END: Final = b"PK\x05\x06"
END_64: Final = b"PK\x06\x06"
LOCATOR_64: Final = b"PK\x06\x07"
_DESCRIPTOR: Final = b"PK\x07\x08"
LOCAL_FORM: Final = struct.Struct("<4s5H3L2H")
CENTRAL_FORM: Final = struct.Struct("<4s6H3L5H2L")
END_FORM: Final = struct.Struct("<4s4H2LH")
END_64_FORM: Final = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64_FORM: Final = struct.Struct("<4sLQL")
EXTRA_FORM: Final = struct.Struct("<2H")
END_64_LEAD: Final = 12  # bytes that it does not count of itself
ZIP64: Final = 0x0001
_UNICODE_PATH: Final = 0x7075
LARGE: Final = 0xFFFFFFFF
MANY: Final = 0xFFFF
UNIX: Final = 3
DESCRIBED: Final = 0x0008
UTF_8: Final = 0x0800
LONGEST_DESCRIPTOR: Final = 24
_LONGEST_COMMENT: Final = 0xFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Where the central directory lies.

    Attributes:
        offset: Of its first record.
        size: In bytes.
        count: Of its records.
    """

    offset: int
    size: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is said of one member, in the central directory or before its content.

    Attributes:
        name: Raw.
        is_told: Whether it is told in which encoding the name is.
        needed: The version of the format that a program must know, in tenths.
        flags: As they stand.
        method: Of compression.
        moment: Time and date, as they stand.
        checksum: CRC-32 of the content.
        packed: Bytes of the content in the archive.
        size: Bytes of the content.
        attributes: As they stand; 0 before the content, where they are not told.
        offset: Of the header before the content; of what follows it where that is what was read.
    """

    name: bytes
    is_told: bool
    needed: int
    flags: int
    method: int
    moment: tuple[int, int]
    checksum: int
    packed: int
    size: int
    attributes: int
    offset: int


def directory(stream: Plain) -> Directory:
    """Return where the central directory lies.

    Args:
        stream: The archive.

    Raises:
        BagError: BAG-080 when there is none, BAG-093 when bytes stand before or behind what belongs to the archive,
            BAG-091 when what is said of it is not so.
    """
    start = _end(stream)
    stream.to(start)
    record = stream.read(stream.size - start)
    _, disk, first_disk, here, count, size, offset, comment = END_FORM.unpack(record[: END_FORM.size])
    if END_FORM.size + comment != len(record):
        raise refused("BAG-093", "bytes follow behind the end of the archive")
    told = Directory(offset=offset, size=size, count=count)
    large = _large(stream, start)
    if large is not None:
        start, told = large[0], _agreed(told, large[1])
    if (disk, first_disk, here) not in {(0, 0, count), (MANY, MANY, count)}:
        raise refused("BAG-084", "the archive is one part of several")
    _require_place(told, start)
    return told


def central(stream: Plain, told: Directory) -> Iterator[Record]:
    """Yield what the central directory says of each member.

    Args:
        stream: The archive.
        told: Where the directory lies.

    Raises:
        BagError: BAG-091 when it is not what the end of the archive says.
    """
    position = told.offset
    for _ in range(told.count):
        stream.to(position)  # whoever is told may have read elsewhere meanwhile
        head = stream.read(CENTRAL_FORM.size)
        if len(head) < CENTRAL_FORM.size or not head.startswith(CENTRAL):
            raise refused("BAG-091", "the central directory has fewer entries than the end of the archive says")
        fields = CENTRAL_FORM.unpack(head)
        name, extra, _ = (stream.read(length) for length in fields[10:13])
        position = stream.position
        if fields[13]:
            raise refused("BAG-084", "the archive is one part of several", name)
        flags, method, time, date, checksum, packed, size = fields[3:10]
        size, packed, offset = _sizes(extra, name, size, packed, fields[16])
        name, is_told = _name(name, extra, flags)
        if not is_told and fields[1] >> 8 != UNIX:
            raise refused("BAG-083", "the archive does not tell in which encoding the name is", name)
        yield Record(
            name=name,
            is_told=is_told,
            needed=fields[2],
            flags=flags,
            method=method,
            moment=(time, date),
            checksum=checksum,
            packed=packed,
            size=size,
            attributes=fields[15],
            offset=offset,
        )
    if position != told.offset + told.size:
        raise refused("BAG-091", "the central directory is not as long as the end of the archive says")


def local(stream: Plain, offset: int) -> Record:
    """Return what is said of a member before its content.

    Args:
        stream: The archive.
        offset: Where it is said.

    Raises:
        BagError: BAG-091 when nothing is said there.
    """
    stream.to(offset)
    head = stream.read(LOCAL_FORM.size)
    if len(head) < LOCAL_FORM.size or not head.startswith(LOCAL):
        raise refused("BAG-091", "the central directory names a place where no member begins")
    _, needed, flags, method, time, date, checksum, packed, size, name_length, extra_length = LOCAL_FORM.unpack(head)
    name, extra = stream.read(name_length), stream.read(extra_length)
    size, packed, _ = _sizes(extra, name, size, packed, 0)
    name, is_told = _name(name, extra, flags)
    return Record(
        name=name,
        is_told=is_told,
        needed=needed,
        flags=flags,
        method=method,
        moment=(time, date),
        checksum=checksum,
        packed=packed,
        size=size,
        attributes=0,
        offset=stream.position,
    )


def is_descriptor(data: bytes, record: Record) -> bool:
    """Return whether bytes behind a member's content say the same of it as the central directory.

    Args:
        data: All that stands there.
        record: Of the central directory.

    Source: PKWARE APPNOTE 6.3.10 §4.3.9
    """
    told = (record.checksum, record.packed, record.size)
    fitting = (form for form in ("<3L", "<L2Q") if form == "<L2Q" or max(told) <= LARGE)
    written = [struct.pack(form, *told) for form in fitting]
    return data in (*written, *(_DESCRIPTOR + each for each in written))


def _end(stream: Plain) -> int:
    """Return where the last record of the archive begins."""
    length = min(stream.size, END_FORM.size + _LONGEST_COMMENT)
    stream.to(stream.size - length)
    found = stream.read(length).rfind(END)
    start = stream.size - length + found
    if found < 0 or start + END_FORM.size > stream.size:
        raise cut_short()
    return start


def _large(stream: Plain, end: int) -> tuple[int, Directory] | None:
    """Return where the ZIP64 form of the last record begins and what it says, or None where there is none.

    Source: PKWARE APPNOTE 6.3.10 §4.3.14, §4.3.15
    """
    place = end - LOCATOR_64_FORM.size
    if place < END_64_FORM.size:
        return None
    stream.to(place)
    signature, disk, start, disks = LOCATOR_64_FORM.unpack(stream.read(LOCATOR_64_FORM.size))
    if signature != LOCATOR_64:
        return None
    if disk or disks != 1 or start + END_64_FORM.size != place:
        raise refused("BAG-091", "the last records of the archive do not lie where they say")
    stream.to(start)
    fields = END_64_FORM.unpack(stream.read(END_64_FORM.size))
    if fields[:2] != (END_64, END_64_FORM.size - END_64_LEAD) or fields[4:6] != (0, 0) or fields[6] != fields[7]:
        raise refused("BAG-091", "the last records of the archive do not lie where they say")
    return start, Directory(count=fields[7], size=fields[8], offset=fields[9])


def _agreed(short: Directory, large: Directory) -> Directory:
    """Return what both forms of the last record say; where the short one has no room, the large one is believed."""
    pairs = ((short.count, large.count, MANY), (short.size, large.size, LARGE), (short.offset, large.offset, LARGE))
    if any(told not in {full, meant} for told, meant, full in pairs):
        raise refused("BAG-091", "the two last records of the archive do not say the same")
    return large


def _require_place(told: Directory, end: int) -> None:
    """Raise when the central directory cannot be what is said of it, or does not reach to the record behind it."""
    if told.count > bounds.MOST_MEMBERS:
        raise refused("BAG-088", f"the archive has more than {bounds.MOST_MEMBERS:,} members")
    if told.offset + told.size > end or told.count * CENTRAL_FORM.size > told.size:
        raise refused("BAG-091", "the central directory is not as long as the end of the archive says")
    if told.offset + told.size < end:
        raise refused("BAG-093", "bytes that belong to no member stand before or behind the members")


def _extras(extra: bytes, name: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each extra field."""
    position = 0
    while position < len(extra):
        if position + EXTRA_FORM.size > len(extra):
            raise refused("BAG-091", "an extra field is cut short", name)
        kind, length = EXTRA_FORM.unpack_from(extra, position)
        position += EXTRA_FORM.size
        if position + length > len(extra):
            raise refused("BAG-091", "an extra field is cut short", name)
        yield kind, extra[position : position + length]
        position += length


def _sizes(extra: bytes, name: bytes, *told: int) -> tuple[int, int, int]:
    """Return size, packed size and offset; those for which there is no room stand in an extra field, in this order.

    Source: PKWARE APPNOTE 6.3.10 §4.5.3
    """
    if LARGE not in told:
        return told[0], told[1], told[2]
    fields = [content for kind, content in _extras(extra, name) if kind == ZIP64]
    wanted = told.count(LARGE)
    if len(fields) != 1 or len(fields[0]) < 8 * wanted:
        raise refused("BAG-091", "a size is said to stand in an extra field and does not", name)
    large = iter(struct.unpack_from(f"<{wanted}Q", fields[0]))
    size, packed, offset = (next(large) if each == LARGE else each for each in told)
    return size, packed, offset


def _name(name: bytes, extra: bytes, flags: int) -> tuple[bytes, bool]:
    """Return the name, and whether it is told that it is UTF-8; a second one in an extra field must be for the same.

    Source: PKWARE APPNOTE 6.3.10 §4.4.4, §4.6.9
    """
    is_told = name.isascii() or bool(flags & UTF_8)
    second = next((content for kind, content in _extras(extra, name) if kind == _UNICODE_PATH), None)
    if second is None:
        return name, is_told
    if second[:5] != b"\x01" + struct.pack("<L", zlib.crc32(name)):
        raise refused("BAG-091", "a second name stands in an extra field, and it is not for the first", name)
    if is_told and second[5:] != name:
        raise refused("BAG-091", "a second name stands in an extra field", name)
    return second[5:], True
