"""The register of names in a bag that is being made: none unusable, none taken, none that looks like another.

Source: RFC 8493 §6.1.1.3
"""

from __future__ import annotations

from preserve.bag import names
from preserve.errors import BagError, Location


class Register:
    """The paths of files and folders that a bag has so far."""

    def __init__(self) -> None:
        """Begin with the payload folder."""
        self._folders = {"data": "data"}
        self._files: dict[str, str] = {}

    def check(self, path: str) -> None:
        """Return when a file of this name may be added.

        Args:
            path: Relative to the bag.

        Raises:
            BagError: When no bag should hold a file of this name, or not beside those that it has.
        """
        if reason := names.unusable(path) or self._clash(path) or _reserved(path):
            raise BagError(
                f"a bag cannot take this name: {reason}",
                code="BAG-040",
                location=Location(file=names.printable(path)),
            )

    def enter(self, path: str) -> None:
        """Enter the path of a file that was added."""
        self._files[names.folded(path)] = path
        self._folders.update((names.folded(folder), folder) for folder in _above(path))

    def _clash(self, path: str) -> str | None:
        """Return in words which name is in the way, or None."""
        key = names.folded(path)
        if other := self._files.get(key) or self._folders.get(key):
            return self._taken(path, other)
        for folder in _above(path):
            key = names.folded(folder)
            other = self._files.get(key) or self._folders.get(key, folder)
            if other != folder or key in self._files:
                return self._taken(folder, other)
        return None

    def _taken(self, path: str, other: str) -> str:
        """Return in words how a name is taken."""
        if path == other:
            return f"{names.shown(path)} is there already"
        return f"some systems take {names.shown(path)} and {names.shown(other)} for the same"


def _reserved(path: str) -> str | None:
    """Return in words that a name is not free, or None."""
    return "the bag writes this file itself" if names.is_reserved(path) else None


def _above(path: str) -> list[str]:
    """Return the paths of the folders above a path, the deepest last."""
    segments = path.split("/")[:-1]
    return ["/".join(segments[: depth + 1]) for depth in range(len(segments))]
