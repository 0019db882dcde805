"""Members: what an archive says that it holds, one by one, as a format tells it and before it is judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of an archive.

    Attributes:
        name: Raw, as it stands there; a folder's may end in a slash.
        offset: Where its content begins: in a zip that of the packed bytes, in a tar that in the unpacked stream.
        size: Of its content, in bytes.
        is_folder: Whether it is a folder.
        special: In words what it is that is neither a file nor a folder, or None.
        packed: How many bytes its content takes in the archive.
        is_deflated: Whether these are to be unpacked.
        is_told: Whether the archive tells that the name is UTF-8, or its format does.
        checksum: CRC-32 of its content, or None where the format has none.
    """

    name: bytes
    offset: int
    size: int
    is_folder: bool = False
    special: str | None = None
    packed: int = 0
    is_deflated: bool = False
    is_told: bool = True
    checksum: int | None = None
