"""Looking through an archive: what the folder in it holds, or why nothing in it is looked at."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag import names
from preserve.bag.archives import kinds, packed, streams, tar_reading, zip_reading
from preserve.bag.archives.inventory import Inventory
from preserve.bag.archives.kinds import Kind
from preserve.bag.archives.packed import Access, PackedTree
from preserve.errors import BagError, surroundings

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from preserve.bag.archives.packed import Opening
    from preserve.bag.archives.streams import Mark, Stream
    from preserve.bag.faults import Faults

_MOST_MARKS: Final = 64
_FORMS: Final = {
    Kind.TAR: (tar_reading.members, tar_reading.content),
    Kind.ZIP: (zip_reading.members, zip_reading.content),
}


def look_through(archive: Path, faults: Faults) -> PackedTree | None:
    """Return what the folder in an archive holds.

    Args:
        archive: A file.
        faults: Is told why it is no archive, or what is the matter with it, with links and devices in it.

    Returns:
        None when the archive is not one that can be looked at as a folder.

    Raises:
        SurroundingsError: When the system refuses to read it.
    """
    inventory = Inventory(archive.name, faults)
    try:
        with surroundings("read the archive", archive), fixity.opened(packed.real(archive)) as file:
            kind = kinds.of_file(file, archive.name)
            if kind is None:
                faults.add("BAG-001", "this is a file, and neither a tar nor a zip archive of a bag", archive.name)
                return None
            access = _entered(kind, file, inventory)
    except BagError as error:
        place = error.location.file if error.location else archive.name
        faults.add(error.code, error.message, place, hint=error.hint)
        return None
    top = inventory.close()
    if not inventory.is_sound:
        return None
    if top != kinds.stem(archive):
        message = f"the folder in the archive is named {names.shown(top)}, not as the archive"
        faults.add("BAG-087", message, archive.name)
    for path, words in inventory.special.items():
        faults.add("BAG-022", f"this is {words}; a bag holds files and folders only", path)
    return _tree(archive, kind, inventory, access)


def _entered(kind: Kind, file: io.FileIO, inventory: Inventory) -> Access:
    """Enter the members of an archive, and return how its content is read afterwards."""
    state = packed.state(file)
    if kind is Kind.TAR_GZ:
        return Access(state=state, stream=_marked(file, inventory), content=tar_reading.content)
    members, content = _FORMS[kind]
    for member in members(streams.Plain(file)):
        inventory.enter(member)
    return Access(state=state, stream=_plain, content=content)


def _plain(file: io.FileIO, _offset: int) -> Stream:
    """Open an archive of which each place can be gone to."""
    return streams.Plain(file)


def _marked(file: io.FileIO, inventory: Inventory) -> Opening:
    """Enter the members of a gzipped tar, and return what opens it near to a place.

    Marks are made at the tag files that lie beside the payload, because these are read first, one by one.
    """
    stream = streams.Gunzipped(file)
    marks: list[Mark] = []
    for member in tar_reading.members(stream):
        path = inventory.enter(member)
        if path and "/" not in path and len(marks) < _MOST_MARKS:
            marks.append(stream.mark())
    return _Opening(marks).at


class _Opening:
    """Opens a gzipped tar near to a place: at a mark, or where it was left the last time.

    So files that are read one by one, in the order in which they lie there, cost no more than to read all once.
    """

    def __init__(self, marks: list[Mark]) -> None:
        """Take the marks, in their order."""
        self._marks = marks
        self._last: streams.Gunzipped | None = None

    def at(self, file: io.FileIO, offset: int) -> Stream:
        """Open the archive at the last place before an offset that is known."""
        found = bisect.bisect_right(self._marks, offset, key=lambda mark: mark.position)
        mark = self._marks[found - 1] if found else None
        if self._last and (mark.position if mark else 0) < self._last.position <= offset:
            mark = self._last.mark()
        self._last = streams.Gunzipped(file, mark)
        return self._last


def _tree(archive: Path, kind: Kind, inventory: Inventory, access: Access) -> PackedTree:
    """Return the members as they would lie in a folder."""
    parents = {path.rpartition("/")[0] for path in (*inventory.files, *inventory.special, *inventory.folders)}
    return PackedTree(
        folder=archive,
        files={path: member.size for path, member in inventory.files.items()},
        special=inventory.special,
        folders=inventory.folders,
        empty=sorted(inventory.folders - parents),
        members=inventory.files,
        form=kind.value,
        access=access,
    )
