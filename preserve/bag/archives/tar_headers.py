"""Headers of a tar: the block of 512 bytes before each member, and the extended headers before it.

Source: POSIX.1-2017 pax, ustar Interchange Format and pax Extended Header; GNU tar manual, Basic Tar Format
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from preserve.bag.archives import bounds
from preserve.bag.archives.members import Member
from preserve.bag.archives.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK: Final = 512
ZEROS: Final = bytes(BLOCK)
EXTENDED: Final = b"x"
_GLOBAL: Final = b"g"
_LONG_NAME: Final = b"L"
_LONG_LINK: Final = b"K"
EXTENSIONS: Final = (EXTENDED, _GLOBAL, _LONG_NAME, _LONG_LINK)
_FILES: Final = (b"0", b"\0", b"7")
_FOLDER: Final = b"5"
_SPECIAL: Final = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a device",
    b"4": "a device",
    b"6": "a named pipe",
}
_UNREAD: Final = {
    b"D": "a list of a folder, as GNU tar makes them for increments",
    b"M": "the rest of a file from another volume",
    b"S": "a sparse file",
    b"V": "the label of a volume",
}
_USTAR: Final = b"ustar\0"
# Leading zeros are the standard's; before it, there were spaces.
_CHECKSUM: Final = re.compile(rb"([0-7]{6})(?:\0 | \0)|([0-7]{7})[\0 ]")
_OLD_CHECKSUM: Final = re.compile(rb" *([0-7]+)[\0 ]*")
_OCTAL: Final = re.compile(rb" *([0-7]*)[\0 ]*")
_BINARY: Final = 0x80
_RECORD: Final = re.compile(rb"([1-9][0-9]{0,7}) ")
_SIZE: Final = re.compile(rb"[0-9]{1,19}")
_SPARSE: Final = b"GNU.sparse."
_LARGEST_OCTAL: Final = 0o77777777777


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What one block says.

    Attributes:
        name: Raw, of the member that follows.
        kind: One byte.
        size: Of what follows, in bytes.
        is_standard: Whether it is of POSIX's form, or GNU's, and not from before both.
    """

    name: bytes
    kind: bytes
    size: int
    is_standard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What extended headers say of the member behind them.

    Attributes:
        kinds: Of the headers.
        path: That stands for the name, or None.
        size: That stands for the size, or None.
    """

    kinds: tuple[bytes, ...] = ()
    path: bytes | None = None
    size: int | None = None


def parsed(block: bytes) -> Header:
    """Return what a block says.

    Raises:
        BagError: BAG-080 when its checksum is wrong, or it is none at all.
    """
    size = _number(block[124:136])
    is_standard = block[257:262] == _USTAR[:5]
    if not holds(block) or size is None:
        raise refused("BAG-080", "the archive is damaged: where a member should begin is no header of a tar")
    # What stands behind a zero byte is kept, so that such a name can be told.
    name, prefix = block[:100].rstrip(b"\0"), block[345:500].rstrip(b"\0")
    if prefix and block[257:263] == _USTAR:
        name = prefix + b"/" + name
    return Header(name=name, kind=block[156:157], size=size, is_standard=is_standard)


def holds(block: bytes) -> bool:
    """Return whether a block is a header with the right checksum."""
    if len(block) < BLOCK:
        return False
    is_standard = block[257:262] == _USTAR[:5]
    match = (_CHECKSUM if is_standard else _OLD_CHECKSUM).fullmatch(block, 148, 156)
    written = next(filter(None, match.groups()), None) if match else None
    return written is not None and int(written, 8) == sum(block[:148]) + sum(block[156:]) + 8 * ord(" ")


def require_extension(header: Header) -> None:
    """Return when an extended header may be read.

    Raises:
        BagError: BAG-094 when it is too large to be meant.
    """
    if header.size > bounds.LARGEST_EXTENSION:
        raise refused("BAG-094", f"an extended header claims {header.size:,} bytes; it holds names and figures only")


def extended(before: Extension, header: Header, content: bytes) -> Extension:
    """Return what is said of the member to come when one more extended header is counted in.

    Args:
        before: What those before it say.
        header: Of the extension.
        content: Of the extension.

    Raises:
        BagError: BAG-094 when it says what cannot be meant, or contradicts another; BAG-084 for a sparse file.
    """
    if header.kind == _GLOBAL:
        _require_harmless(content)
        return before
    if header.kind in before.kinds:
        raise refused("BAG-094", "a member has two extended headers of one kind")
    after = replace(before, kinds=(*before.kinds, header.kind))
    if header.kind == EXTENDED:
        return _with_records(after, content)
    return _with_path(after, content.removesuffix(b"\0")) if header.kind == _LONG_NAME else after


def member(header: Header, extension: Extension, offset: int) -> Member:
    """Return the member that a header and the extended headers before it announce.

    Args:
        header: Of the member itself.
        extension: What the extended headers say.
        offset: Where its content begins.

    Raises:
        BagError: BAG-084 for a kind that is not read, BAG-091 and BAG-094 for what contradicts itself.
    """
    name = header.name if extension.path is None else extension.path
    size = _size(header, extension, name)
    is_folder = header.kind == _FOLDER or (
        header.kind in _FILES and not header.is_standard and name.endswith(b"/")  # as before the standard
    )
    if not is_folder and header.kind not in (*_FILES, *_SPECIAL):
        words = _UNREAD.get(header.kind, f"of the unknown kind {header.kind!r}")
        raise refused("BAG-084", f"this entry of the archive is {words}", name)
    special = _SPECIAL.get(header.kind)
    if size and (is_folder or special):
        raise refused("BAG-091", f"{special or 'a folder'} is said to have {size:,} bytes of content", name)
    return Member(name=name, offset=offset, size=size, packed=size, is_folder=is_folder, special=special)


def _size(header: Header, extension: Extension, name: bytes) -> int:
    """Return the size of a member; a second size may stand only where the header has no room for it.

    Programs that disagree on which of two sizes counts take one file's content for the header of the next.
    """
    if extension.size is None:
        return header.size
    if extension.size <= _LARGEST_OCTAL and extension.size != header.size:
        message = f"the extended header says {extension.size:,} bytes and the header {header.size:,}"
        raise refused("BAG-094", message, name)
    return extension.size


def _with_records(extension: Extension, content: bytes) -> Extension:
    """Return an extension with what a POSIX extended header says."""
    for key, value in _records(content):
        if key.startswith(_SPARSE):
            raise refused("BAG-084", "an entry of the archive is a sparse file", extension.path)
        if key == b"path":
            extension = _with_path(extension, value)
        elif key == b"size":
            extension = _with_size(extension, value)
    return extension


def _with_path(extension: Extension, path: bytes) -> Extension:
    """Return an extension with a path, of which there may be one."""
    if extension.path is not None:
        raise refused("BAG-094", "the extended headers of a member give two names")
    return replace(extension, path=path)


def _with_size(extension: Extension, value: bytes) -> Extension:
    """Return an extension with a size, of which there may be one."""
    if extension.size is not None or not _SIZE.fullmatch(value):
        raise refused("BAG-094", "the size in an extended header is no number, or stands there twice")
    return replace(extension, size=int(value))


def _require_harmless(content: bytes) -> None:
    """Raise for a header for all members that gives them all one name or one size."""
    for key, _ in _records(content):
        if key in {b"path", b"linkpath", b"size"} or key.startswith(_SPARSE):
            raise refused("BAG-094", "an extended header gives one name or one size to all members that follow")


def _records(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keywords and values of a POSIX extended header."""
    position = 0
    while position < len(content):
        match = _RECORD.match(content, position)
        end = position + int(match[1]) if match else 0
        record = content[match.end() : end] if match else b""
        key, equals, value = record[:-1].partition(b"=")
        if end > len(content) or not record.endswith(b"\n") or not equals:
            raise refused("BAG-094", "an extended header is malformed")
        yield key, value
        position = end


def _number(field: bytes) -> int | None:
    """Return what a field of a header says, or None where it is no number that can be meant."""
    if field[:1] == bytes([_BINARY]):
        return int.from_bytes(field[1:], "big")
    match = _OCTAL.fullmatch(field)
    return int(match[1] or b"0", 8) if match else None
