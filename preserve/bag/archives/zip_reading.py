"""Reading a zip: each member as both of its headers tell of it, and no byte of the archive that belongs to nothing."""

from __future__ import annotations

import stat
import zlib
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag.archives import bounds, streams, zip_records
from preserve.bag.archives.members import Member
from preserve.bag.archives.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.bag.archives.streams import Plain, Stream
    from preserve.bag.archives.zip_records import Directory, Record

STORED: Final = 0
DEFLATED: Final = 8
_ENCRYPTED: Final = 0x2041  # in one of three ways
_PATCHED: Final = 0x0020
_LATEST_VERSION: Final = 46  # in tenths; Info-ZIP's unzip passes over what needs a later one, and Python's does not
_RAW: Final = -15  # deflate without a wrapping of its own
_MODE_SHIFT: Final = 16


def members(stream: Plain) -> Iterator[Member]:
    """Yield each member of a zip.

    Args:
        stream: The archive.

    Raises:
        BagError: When the archive is damaged, contradicts itself, or holds what cannot be read or meant.
    """
    told = zip_records.directory(stream)
    parts = []
    for record in zip_records.central(stream, told):
        _require_readable(record)
        before = zip_records.local(stream, record.offset)
        _require_agreement(record, before)
        _require_version(max(record.needed, before.needed), record.name)
        end = before.offset + record.packed
        parts.append((record.offset, end, record if record.flags & zip_records.DESCRIBED else None))
        yield _member(record, before.offset)
    _require_seamless(stream, told, parts)


def content(stream: Stream, member: Member) -> Iterator[bytes]:
    """Yield the content of a member in blocks.

    Raises:
        BagError: BAG-081, behind the last block at the latest, when it is not what the archive says of it.
    """
    stream.to(member.offset)
    packed = streams.blocks(stream, member.packed)
    size = checksum = 0
    for block in _inflated(packed, member) if member.is_deflated else packed:
        size, checksum = size + len(block), zlib.crc32(block, checksum)
        if size > member.size:
            break
        yield block
    if size != member.size:
        raise refused("BAG-081", f"the content has not the {member.size:,} bytes that the archive says", member.name)
    if checksum != member.checksum:
        raise refused("BAG-081", "the content has not the checksum that the archive says", member.name)


def _inflated(packed: Iterator[bytes], member: Member) -> Iterator[bytes]:
    """Yield what packed bytes come to."""
    inflater = zlib.decompressobj(_RAW)
    try:
        for block in packed:
            while part := inflater.decompress(inflater.unconsumed_tail or block, streams.BLOCK):
                yield part
                if not inflater.unconsumed_tail:
                    break
            if inflater.unused_data:
                raise refused("BAG-093", "bytes that belong to nothing stand behind the content", member.name)
        yield inflater.flush()
    except zlib.error as error:
        raise refused("BAG-081", "the content cannot be unpacked", member.name) from error
    if not inflater.eof:
        raise refused("BAG-081", "the content ends too early", member.name)


def _require_readable(record: Record) -> None:
    """Raise for a member that is encrypted or packed in a way that is not read, and for one that is a bomb."""
    if record.flags & _ENCRYPTED:
        raise refused("BAG-089", "the member is encrypted", record.name)
    if record.flags & _PATCHED:
        raise refused("BAG-090", "the member is a patch to another file", record.name)
    if record.method not in {STORED, DEFLATED}:
        raise refused("BAG-090", f"the member is packed by method {record.method}; 0 and 8 are read", record.name)
    if record.method == STORED and record.packed != record.size:
        raise refused("BAG-091", "the member is said to be stored as it is, and to have two sizes", record.name)
    if record.size > bounds.RATIO_FROM and record.size > bounds.HIGHEST_RATIO * record.packed:
        message = f"the member unpacks to more than {bounds.HIGHEST_RATIO:,} times its size"
        raise refused("BAG-088", message, record.name)


def _require_agreement(record: Record, before: Record) -> None:
    """Raise when the header before the content does not say the same as the central directory."""
    figures = zip(*((each.checksum, each.packed, each.size) for each in (record, before)), strict=True)
    # What was not known yet before the content stands behind it.
    unknown = {0} if record.flags & zip_records.DESCRIBED else set()
    differing = (
        ("name", record.name != before.name),
        ("flags", record.flags != before.flags),
        ("method", record.method != before.method),
        ("time", record.moment != before.moment),
        ("size or checksum", any(then not in {told, *unknown} for told, then in figures)),
    )
    for what, differs in differing:
        if differs:
            message = f"the central directory and the header of the member do not agree on its {what}"
            raise refused("BAG-091", message, record.name)


def _require_version(needed: int, name: bytes) -> None:
    """Raise when a member is said to need a program that not everybody has; 4.5 is enough for all that is read.

    The two headers need not say the same: Info-ZIP's zip and Python give the version of ZIP64 in one of them only.

    Source: PKWARE APPNOTE 6.3.10 §4.4.3
    """
    if needed > _LATEST_VERSION:
        raise refused("BAG-090", f"the member needs a program of version {needed / 10} of the format", name)


def _member(record: Record, offset: int) -> Member:
    """Return a member as its records tell of it."""
    is_folder = record.name.endswith(b"/")
    if is_folder and record.size:
        raise refused("BAG-091", f"a folder is said to have {record.size:,} bytes of content", record.name)
    mode = record.attributes >> _MODE_SHIFT
    special = None if stat.S_IFMT(mode) == 0 or stat.S_ISDIR(mode) else fixity.kind(mode)
    if not special and stat.S_IFMT(mode) and stat.S_ISDIR(mode) != is_folder:
        raise refused(
            "BAG-091", "the member is a folder by its name or by its attributes, but not by both", record.name
        )
    return Member(
        name=record.name,
        is_told=record.is_told,
        offset=offset,
        size=record.size,
        is_folder=is_folder,
        special=special,
        packed=record.packed,
        is_deflated=record.method == DEFLATED,
        checksum=record.checksum,
    )


def _require_seamless(stream: Plain, told: Directory, parts: list[tuple[int, int, Record | None]]) -> None:
    """Raise when members share bytes, or when bytes belong to no member.

    Source: D. Fifield, A better zip bomb, 2019, for the first; what unpackers overlook hides in the second
    """
    position, last = 0, None
    for start, end, described in (*sorted(parts, key=lambda part: part[:2]), (told.offset, told.offset, None)):
        if start < position:
            raise refused("BAG-092", "two members of the archive share bytes")
        if start > position:
            stream.to(position)
            rest = stream.read(min(start - position, zip_records.LONGEST_DESCRIPTOR + 1))
            if last is None or not zip_records.is_descriptor(rest, last):
                raise refused("BAG-093", "bytes that belong to no member stand before or between the members")
        elif last is not None:
            raise refused("BAG-091", "what is to stand behind the content is not there", last.name)
        position, last = end, described
