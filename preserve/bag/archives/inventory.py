"""The inventory of an archive: its members as they would lie in a folder, and what forbids to look at them so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.bag import names
from preserve.bag.archives import naming
from preserve.bag.archives.refusal import legible

if TYPE_CHECKING:
    from preserve.bag.archives.members import Member
    from preserve.bag.faults import Faults

_HERE: Final = b"./"
_MOST_TOPS: Final = 3  # named in a message, and kept for it


class Inventory:
    """The members that an archive has so far.

    Attributes:
        files: The members that are regular files, by their paths in the one folder of the archive.
        folders: The paths of the folders in it.
        special: In words what else stands at a path.
        is_sound: Whether nothing forbids to look at the members as files in a folder.
    """

    def __init__(self, archive: str, faults: Faults) -> None:
        """Begin with none.

        Args:
            archive: The name of the archive, for messages.
            faults: Is told what is the matter with members.
        """
        self.files: dict[str, Member] = {}
        self.folders: set[str] = set()
        self.special: dict[str, str] = {}
        self.is_sound = True
        self._archive = archive
        self._faults = faults
        self._tops: dict[str, bool] = {}
        self._is_doubted = False

    def enter(self, member: Member) -> str | None:
        """Enter a member.

        Returns:
            Its path in the one folder of the archive, where it is a regular file that can be looked at.
        """
        name = member.name.removeprefix(_HERE)
        name = name.removesuffix(b"/") if member.is_folder else name
        if member.is_folder and name in {b"", b"."}:
            return None  # the folder that was packed, from which all names begin
        if fault := naming.unfit(name):
            self._refuse(*fault, names.shown(legible(member.name)) or self._archive)
            return None
        if not member.is_told:
            self._doubt(member)
        top, _, path = name.decode().partition("/")
        if not self._is_in_one_folder(top, is_file=not path and not member.is_folder) or not path:
            return None
        return self._put(path, member)

    def close(self) -> str:
        """Return the name of the one folder; tell when there is none, or not one only."""
        stray = [name for name, is_file in self._tops.items() if is_file]
        if not self._tops:
            self._refuse("BAG-086", "the archive holds nothing", self._archive)
        elif stray:
            self._refuse(
                "BAG-086", f"{names.shown(stray[0])} lies in no folder; a bag in an archive does", self._archive
            )
        elif len(self._tops) > 1:
            self._refuse("BAG-086", f"the archive holds several folders: {names.few(self._tops)}", self._archive)
        for path in self.files.keys() & self.folders:
            self._refuse("BAG-085", "this is a file and a folder at once", path)
        return next(iter(self._tops), "")

    def _refuse(self, code: str, message: str, place: str) -> None:
        """Note what forbids to look at the members as files in a folder."""
        self.is_sound = False
        self._faults.add(code, message, place)

    def _doubt(self, member: Member) -> None:
        """Tell, once for an archive, that the encoding of names had to be guessed."""
        if not self._is_doubted:
            message = "the archive does not tell in which encoding its names are; this and others were read as UTF-8"
            self._faults.add("BAG-099", message, names.shown(legible(member.name)))
        self._is_doubted = True

    def _is_in_one_folder(self, top: str, *, is_file: bool) -> bool:
        """Return whether a member lies where all those before it do."""
        if len(self._tops) < _MOST_TOPS or top in self._tops:
            self._tops[top] = self._tops.get(top, False) or is_file
        return not is_file and top == next(iter(self._tops))

    def _put(self, path: str, member: Member) -> str | None:
        """Note what stands at a path, and the folders above it."""
        self._enter_folders(path)
        if member.is_folder:
            self.folders.add(path)
        elif path in self.files or path in self.special:
            self._refuse("BAG-085", "the archive has two members of this name", path)
        elif member.special:
            self.special[path] = member.special
        else:
            self.files[path] = member
            return path
        return None

    def _enter_folders(self, path: str) -> None:
        """Note the folders above a path."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self.folders:
            self.folders.add(folder)
            folder = folder.rpartition("/")[0]
