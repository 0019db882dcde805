"""Archives written byte by byte, so that each byte can be made wrong: what `tests.bad.archives` is made of."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tests.bad import bags

if TYPE_CHECKING:
    from pathlib import Path

TOP: Final = "mill-1"
BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)


def members(folder: Path) -> dict[str, bytes]:
    """Return the content of a plain bag by the names that its files have in an archive."""
    made = bags.plain(folder / "made" / TOP)
    files = (file for file in sorted(made.rglob("*")) if file.is_file())
    return {f"{TOP}/{file.relative_to(made).as_posix()}": file.read_bytes() for file in files}


def put(folder: Path, name: str, *parts: bytes) -> Path:
    """Write an archive."""
    return bags.put(folder, name, b"".join(parts))


def entry(name: bytes | str, content: bytes = b"", kind: bytes = b"0", size: int | None = None) -> bytes:
    """Return one member of a tar: its header, its content, and zeros.

    Args:
        name: At most 100 bytes, and any bytes.
        content: As it is to stand there.
        kind: One byte.
        size: That the header tells, if it is not that of the content.
    """
    written = name.encode() if isinstance(name, str) else name
    told = len(content) if size is None else size
    head = bytearray(
        struct.pack(
            "100s8s8s8s12s12s8s1s100s8s32s32s8s8s155s12x",
            written,
            b"0000644\0",
            b"0000000\0",
            b"0000000\0",
            b"%011o\0" % told,
            b"14570000000\0",
            b" " * 8,
            kind,
            b"elsewhere" if kind in {b"1", b"2"} else b"",
            b"ustar\x0000",
            b"",
            b"",
            b"0000000\0",
            b"0000000\0",
            b"",
        )
    )
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + content + bytes(-len(content) % BLOCK)


def tarred(folder: Path, *more: bytes, first: bool = False) -> bytes:
    """Return a tar of a plain bag with more members, without its end."""
    plain = b"".join(entry(name, content) for name, content in members(folder).items())
    return b"".join(more) + plain if first else plain + b"".join(more)


def extended(**records: str | bytes) -> bytes:
    """Return an extended header with some records; two underscores in a keyword stand for a full stop."""
    return entry("PaxHeader", b"".join(record(key.replace("__", "."), value) for key, value in records.items()), b"x")


def record(key: str, value: str | bytes) -> bytes:
    """Return one record of an extended header, which begins with its own length."""
    body = b" " + key.encode() + b"=" + (value.encode() if isinstance(value, str) else value) + b"\n"
    length = len(body) + 1
    while len(body) + len(str(length)) != length:
        length += 1
    return str(length).encode() + body


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One member of a zip, as it is to be written.

    Attributes:
        name: Raw.
        data: As it stands in the archive.
        size: That it is said to unpack to.
        checksum: That it is said to have.
        packed: How long it is said to be; None for as long as it is.
        method: Of compression.
        needed: The version of the format that it is said to need, in tenths.
        flags: As they are.
        made: By what, and on which system.
        attributes: As they are.
        extra: Extra fields, in both headers.
        local: The same member as the header before its content tells of it; None for no other.
        behind: What follows the content.
        offset: That it is said to have; None for where it is.
        is_written: Whether it has bytes of its own, and not only a record in the directory.
    """

    name: bytes
    data: bytes
    size: int
    checksum: int
    packed: int | None = None
    method: int = 0
    needed: int = 20
    flags: int = 0x800
    made: int = 3 << 8 | 20
    attributes: int = 0o100644 << 16
    extra: bytes = b""
    local: Part | None = None
    behind: bytes = b""
    offset: int | None = None
    is_written: bool = True


def part(name: bytes | str, content: bytes = b"", *, deflated: bool = False) -> Part:
    """Return a member of a zip that is as it should be."""
    return Part(
        name=name.encode() if isinstance(name, str) else name,
        data=deflate(content) if deflated else content,
        size=len(content),
        checksum=zlib.crc32(content),
        method=8 if deflated else 0,
    )


def deflate(content: bytes) -> bytes:
    """Return content as it is packed in a zip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def parts(folder: Path) -> list[Part]:
    """Return the members of a zip of a plain bag."""
    return [part(name, content, deflated=True) for name, content in members(folder).items()]


def changed(found: list[Part], name: str, **changes: object) -> list[Part]:
    """Return members of which one is another."""
    return [replace(each, **changes) if each.name.decode() == f"{TOP}/{name}" else each for each in found]  # type: ignore[arg-type]


def zipped(found: list[Part], *, before: bytes = b"", count: int | None = None, disk: int = 0) -> bytes:
    """Return a zip.

    Args:
        found: Its members.
        before: What stands before the first of them.
        count: Of the members, as told; None for their real number.
        disk: The number of the part of several that this is said to be.
    """
    body, directory = before, b""
    for each in found:
        offset = len(body) if each.offset is None else each.offset
        directory += _central(each, offset)
        body += _local(each.local or each) + each.data + each.behind if each.is_written else b""
    told = len(found) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", disk, disk, told, told, len(directory), len(body), 0)
    return body + directory + end


def _local(each: Part) -> bytes:
    """Return the header before a member's content."""
    packed = len(each.data) if each.packed is None else each.packed
    figures = (each.flags, each.method, 0, 0x21, each.checksum, packed, each.size, len(each.name), len(each.extra))
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", each.needed, *figures) + each.name + each.extra


def _central(each: Part, offset: int) -> bytes:
    """Return the record of a member in the central directory."""
    packed = len(each.data) if each.packed is None else each.packed
    figures = (each.flags, each.method, 0, 0x21, each.checksum, packed, each.size, len(each.name), len(each.extra))
    fixed = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", each.made, each.needed, *figures, 0, 0, 0, each.attributes, offset
    )
    return fixed + each.name + each.extra
