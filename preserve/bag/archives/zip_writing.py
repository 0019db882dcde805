"""Writing a zip, which depends on nothing but what is in it, the moment that it is given, and the version of zlib.

Recordings, films and whatever is packed already are stored as they are, and so is what deflate makes no smaller, or so
small that the archive would look like an attack.

Source: PKWARE APPNOTE 6.3.10 §4.3–§4.5
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Final

from preserve.bag.archives import bounds, zip_records
from preserve.bag.archives.zip_reading import DEFLATED, STORED

if TYPE_CHECKING:
    import datetime as dt

    from preserve.bag.archives.source import Source

_LEVEL: Final = 6
_RAW: Final = -15
_VERSION: Final = 20
_VERSION_64: Final = 45
_UNIX: Final = zip_records.UNIX << 8
_FILE: Final = 0o100644 << 16
_FOLDER: Final = (0o040755 << 16) | 0x10  # and as MS-DOS says it
_ROOM: Final = zip_records.LARGE  # figures from here on stand in the records of ZIP64
_PLACES: Final = zip_records.MANY
_FIRST_YEAR: Final = 1980
_LAST_YEAR: Final = 2107
_PACKED_SUFFIXES: Final = frozenset(
    "7z aac aif aiff avi bz2 docx epub flac gif gz heic jpeg jpg m4a m4v mka mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus "
    "png pptx rar tgz wav webm webp wma wmv xlsx xz zip zst".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A member that was written, or is about to be.

    Attributes:
        name: In UTF-8; a folder's ends in a slash.
        offset: Of its header.
        size: Of its content.
        packed: Bytes that the content takes.
        checksum: CRC-32 of the content.
        method: Of compression.
    """

    name: bytes
    offset: int
    size: int = 0
    packed: int = 0
    checksum: int = 0
    method: int = STORED

    @property
    def is_large(self) -> bool:
        """Whether its size has no room in a plain header."""
        return self.size >= _ROOM


class ZipWriter:
    """A zip in the making."""

    def __init__(self, sink: IO[bytes], moment: dt.datetime) -> None:
        """Begin at the start of an open file that can be written anew from a place on."""
        self._sink = sink
        self._moment = _dos_moment(moment)
        self._written: list[_Written] = []

    def add_folder(self, name: str) -> None:
        """Write a folder."""
        member = _Written(name=f"{name}/".encode(), offset=self._sink.tell())
        self._sink.write(self._local(member))
        self._written.append(member)

    def add_file(self, name: str, source: Source) -> None:
        """Write a file of the size that it has."""
        member = _Written(name=name.encode(), offset=self._sink.tell(), size=source.size)
        if source.size and name.rpartition(".")[2].lower() not in _PACKED_SUFFIXES:
            deflated = self._put(replace(member, method=DEFLATED), source)
            if deflated.packed < deflated.size <= deflated.packed * bounds.HIGHEST_RATIO:
                self._finish(deflated)
                return
            self._sink.seek(member.offset)
            self._sink.truncate()
        self._finish(self._put(member, source))

    def close(self) -> None:
        """Write the central directory and the end."""
        start = self._sink.tell()
        for member in self._written:
            self._sink.write(self._central(member))
        self._sink.write(_end(start, self._sink.tell() - start, len(self._written)))

    def _put(self, member: _Written, source: Source) -> _Written:
        """Write a member behind what is known of it; packing is given up as soon as it is seen to save nothing."""
        self._sink.write(self._local(member))
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW) if member.method == DEFLATED else None
        packed = checksum = 0
        for block in source.blocks():
            checksum = zlib.crc32(block, checksum)
            packed += self._sink.write(packer.compress(block) if packer else block)
            if packer and packed >= member.size:
                break
        packed += self._sink.write(packer.flush() if packer else b"")
        return replace(member, packed=packed, checksum=checksum)

    def _finish(self, member: _Written) -> None:
        """Write the header of a member once more, now that all is known that it tells."""
        end = self._sink.tell()
        self._sink.seek(member.offset)
        self._sink.write(self._local(member))
        self._sink.seek(end)
        self._written.append(member)

    def _local(self, member: _Written) -> bytes:
        """Return the header before a member's content."""
        extra = _extra(member.size, member.packed) if member.is_large else b""
        fixed = zip_records.LOCAL_FORM.pack(
            zip_records.LOCAL, _needed(extra), *self._facts(member), len(member.name), len(extra)
        )
        return fixed + member.name + extra

    def _central(self, member: _Written) -> bytes:
        """Return the record of a member in the central directory."""
        far = (member.offset,) if member.offset >= _ROOM else ()
        extra = _extra(*((member.size, member.packed) if member.is_large else ()), *far)
        fixed = zip_records.CENTRAL_FORM.pack(
            zip_records.CENTRAL,
            _UNIX | _VERSION_64,
            _needed(extra),
            *self._facts(member),
            len(member.name),
            len(extra),
            0,  # no comment
            0,  # on the first disk
            0,
            _FOLDER if member.name.endswith(b"/") else _FILE,
            zip_records.LARGE if far else member.offset,
        )
        return fixed + member.name + extra

    def _facts(self, member: _Written) -> tuple[int, ...]:
        """Return what both headers say, in their order."""
        sizes = (zip_records.LARGE, zip_records.LARGE) if member.is_large else (member.packed, member.size)
        return zip_records.UTF_8, member.method, *self._moment, member.checksum, *sizes


def _needed(extra: bytes) -> int:
    """Return the version that a program must be of to read a member."""
    return _VERSION_64 if extra else _VERSION


def _extra(*figures: int) -> bytes:
    """Return the extra field with figures that have no room elsewhere, empty without any."""
    content = b"".join(figure.to_bytes(8, "little") for figure in figures)
    return zip_records.EXTRA_FORM.pack(zip_records.ZIP64, len(content)) + content if content else b""


def _end(start: int, size: int, count: int) -> bytes:
    """Return the last records of an archive, given where its central directory lies."""
    if count < _PLACES and max(size, start) < _ROOM:
        return zip_records.END_FORM.pack(zip_records.END, 0, 0, count, count, size, start, 0)
    large = zip_records.END_64_FORM.pack(
        zip_records.END_64,
        zip_records.END_64_FORM.size - zip_records.END_64_LEAD,
        _UNIX | _VERSION_64,
        _VERSION_64,
        0,
        0,
        count,
        count,
        size,
        start,
    )
    full = (zip_records.MANY, zip_records.MANY, zip_records.LARGE, zip_records.LARGE)
    plain = zip_records.END_FORM.pack(zip_records.END, 0, 0, *full, 0)
    return large + zip_records.LOCATOR_64_FORM.pack(zip_records.LOCATOR_64, 0, start + size, 1) + plain


def _dos_moment(moment: dt.datetime) -> tuple[int, int]:
    """Return time and date as a zip has them: from 1980 to 2107, every second second.

    Source: PKWARE APPNOTE 6.3.10 §4.4.6
    """
    if moment.year < _FIRST_YEAR:
        return 0, 1 << 5 | 1
    years = min(moment.year, _LAST_YEAR) - _FIRST_YEAR
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, years << 9 | moment.month << 5 | moment.day
