"""What kind of archive a file is, by its content: names lie, or are lost.

Source: POSIX.1-2017 pax; PKWARE APPNOTE 6.3.10; RFC 1952 §2.3.1
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from preserve.bag.archives import tar_headers, zip_records
from preserve.bag.archives.refusal import refused

if TYPE_CHECKING:
    import io
    from pathlib import Path

SUFFIXES: Final = (".tar.gz", ".tgz", ".tar", ".zip")
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (zip_records.LOCAL, zip_records.END)
_OTHERS: Final = (
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
)
_MAGIC: Final = slice(257, 262)
_TAIL: Final = 1 << 16


class Kind(enum.Enum):
    """How an archive is made."""

    TAR = "tar"
    TAR_GZ = "tar.gz"
    ZIP = "zip"


def stem(archive: Path) -> str:
    """Return the name of an archive without what says its kind: that which its folder should have."""
    lower = archive.name.lower()
    suffix = next((suffix for suffix in SUFFIXES if lower.endswith(suffix)), "")
    return archive.name[: len(archive.name) - len(suffix)]


def of_name(archive: Path) -> Kind:
    """Return what kind of archive a name asks for.

    Raises:
        ValueError: When it asks for none.
    """
    suffix = archive.name.removeprefix(stem(archive)).removeprefix(".").lower()
    return Kind.TAR_GZ if suffix == "tgz" else Kind(suffix)


def of_file(file: io.FileIO, name: str) -> Kind | None:
    """Return what kind of archive an open file is, or None for none.

    Args:
        file: Is read, and left at its start.
        name: Of the file, which may tell what a damaged archive was.

    Raises:
        BagError: BAG-090 for one of a kind that is not read, BAG-080 for what is an archive by its name only.
    """
    head = file.read(tar_headers.BLOCK)
    for magic, words in _OTHERS:
        if head.startswith(magic):
            raise refused("BAG-090", f"the archive is made by {words}; tar, gzipped tar and zip are read")
    kind = _by_head(head) or (Kind.ZIP if zip_records.END in _tail(file) else None)
    file.seek(0)
    if kind is None and name.lower().endswith(SUFFIXES):
        raise refused("BAG-080", "the file is named like an archive, but its content is none")
    return kind


def _by_head(head: bytes) -> Kind | None:
    """Return what begins so."""
    if head.startswith(_GZIP):
        return Kind.TAR_GZ
    if head.startswith(_ZIP):
        return Kind.ZIP
    is_tar = head[_MAGIC] == b"ustar" or tar_headers.holds(head) or head == tar_headers.ZEROS
    return Kind.TAR if is_tar else None


def _tail(file: io.FileIO) -> bytes:
    """Return the last bytes of a file."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    return file.read(_TAIL)
