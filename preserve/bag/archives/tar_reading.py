"""Reading a tar in order, gzipped or not: member after member, down to the last zero behind the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.bag.archives import bounds, streams, tar_headers
from preserve.bag.archives.refusal import cut_short, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.bag.archives.members import Member
    from preserve.bag.archives.streams import Stream
    from preserve.bag.archives.tar_headers import Header

_END: Final = 2  # blocks of zeros


def members(stream: Stream) -> Iterator[Member]:
    """Yield each member of a tar; meanwhile the stream stands at its content.

    Args:
        stream: From its start; it is read to its end.

    Raises:
        BagError: When the archive is damaged, cut short, or says what cannot be meant.
    """
    extension, count = tar_headers.Extension(), 0
    while header := _header(stream):
        count += 1
        start = stream.position
        if header.kind in tar_headers.EXTENSIONS:
            tar_headers.require_extension(header)
            extension = tar_headers.extended(extension, header, _whole(stream, header.size))
            end = start + header.size
        else:
            member = tar_headers.member(header, extension, start)
            yield member
            extension, end = tar_headers.Extension(), start + member.size
        if count > bounds.MOST_MEMBERS:
            raise refused("BAG-088", f"the archive has more than {bounds.MOST_MEMBERS:,} members")
        _pass(stream, end)
    if extension.kinds:
        raise refused("BAG-094", "the archive ends behind an extended header, without the member that it is for")
    _require_end(stream)


def content(stream: Stream, member: Member) -> Iterator[bytes]:
    """Yield the content of a member in blocks."""
    stream.to(member.offset)
    yield from streams.blocks(stream, member.size)


def _header(stream: Stream) -> Header | None:
    """Return the next header, or None at the end of the archive."""
    block = _whole(stream, tar_headers.BLOCK)
    return None if block == tar_headers.ZEROS else tar_headers.parsed(block)


def _whole(stream: Stream, count: int) -> bytes:
    """Return so many bytes."""
    block = stream.read(count)
    if len(block) < count:
        raise cut_short()
    return block


def _pass(stream: Stream, end: int) -> None:
    """Go on to the end of a member's content, and to that of its last block, which is filled up with zeros."""
    stream.to(end)
    if any(_whole(stream, -end % tar_headers.BLOCK)):
        raise refused("BAG-093", "bytes that belong to no member stand behind one")


def _require_end(stream: Stream) -> None:
    """Return when nothing but zeros follows, and as many of them as there must be.

    Source: POSIX.1-2017 pax, ustar Interchange Format: two blocks of zeros end an archive
    """
    start = stream.position - tar_headers.BLOCK
    while block := stream.read(streams.BLOCK):
        if block.count(0) < len(block):
            raise refused("BAG-093", "bytes follow behind the end of the archive")
        if stream.position - start > bounds.LONGEST_PADDING:
            raise refused("BAG-093", "more zeros follow behind the end of the archive than fill up a block")
    if stream.position - start < _END * tar_headers.BLOCK or stream.position % tar_headers.BLOCK:
        raise cut_short()
    stream.require_end()
