"""Relative links: whether what they lead to lies beside the interview, and holds what they name in it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from preserve import xmlio
from preserve.errors import DocumentError, SurroundingsError, shortened
from preserve.interview import XML, LocalFile
from preserve.validate.files import is_at_hand, is_regular
from preserve.validate.identifiers import Identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preserve.errors import Location

_MISSING: Final = "REF-011"
_OUTSIDE: Final = "REF-012"
_UNREADABLE: Final = "REF-014"
# All files that are looked into together; no list of persons is larger.
_MOST_BYTES: Final = 50_000_000
_MOST_NAMES: Final = 2_000
_LONGEST: Final = 80
_XML: Final = frozenset({".xml", ".tei", ".odd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong with a link.

    Attributes:
        code: An entry of codes.toml.
        message: A clause that completes "target=“…” points to …".
        hint: How to mend it, or None.
    """

    code: str
    message: str
    hint: str | None = None


class Links:
    """The files around one interview, each looked at once.

    Attributes:
        linked: Those that links lead to, which are to travel with the interview.
    """

    def __init__(self, path: Path, belonging: Iterable[LocalFile]) -> None:
        """Begin with what is looked at elsewhere.

        Args:
            path: The interview's own file.
            belonging: Its transcript, recordings, pictures and parts.
        """
        self._folder = path.parent
        self._own = frozenset((path.name, *(str(file.relative) for file in belonging if file.kind == "part")))
        self._belonging = frozenset(str(file.relative) for file in belonging)
        self.linked: dict[str, LocalFile] = {}
        self._troubles: dict[str, Trouble | None] = {}
        self._names: dict[str, Identifiers] = {}
        self._identifiers: dict[str, Identifiers | Trouble] = {}
        self._left = _MOST_BYTES

    def trouble(self, target: str, base: str, location: Location) -> Trouble | None:
        """Return what is wrong with the file that a link leads to, or None.

        Args:
            target: The link, a relative path with or without a fragment.
            base: What it is relative to: a path from the interview's folder.
            location: Where it is written.
        """
        written = target.partition("#")[0].partition("?")[0]
        path = posixpath.normpath(posixpath.join(base, unquote(written)))
        if path in self._belonging:
            return None
        if path not in self._troubles:
            self._troubles[path] = self._looked_at(path, target, location)
        return self._troubles[path] or self._within(path, target.partition("#")[2])

    def is_own(self, written: str, base: str) -> bool:
        """Return whether a path leads to the interview's own file, or to a part of it."""
        return posixpath.normpath(posixpath.join(base, unquote(written))) in self._own

    def is_there(self, name: str) -> bool:
        """Return whether a name, which may hold blanks, is that of a file in the interview's folder."""
        return "/" not in name and is_regular(self._folder / name)

    def _looked_at(self, path: str, target: str, location: Location) -> Trouble | None:
        """Return what is wrong with a file, and note it as linked where nothing is."""
        if f"{path}/".startswith(("/", "../")) and not path.startswith("../media/"):
            return Trouble(code=_OUTSIDE, message="a file outside the interview's folder, which was not looked for")
        file = LocalFile(kind="linked", target=target, location=location, relative=PurePosixPath(path))
        if is_at_hand(file, self._folder):
            self.linked[path] = file
            return None
        if is_regular(file.path(self._folder)):
            return Trouble(code=_OUTSIDE, message="a file behind a link that leads out of the interview's folder")
        there = PurePosixPath(path).name in self._around(path).names
        message = "what is no ordinary file" if there else "a file that does not exist"
        return Trouble(code=_MISSING, message=message, hint=self._suggestion(path))

    def _suggestion(self, path: str) -> str | None:
        """Return a hint that names the file that is likeliest meant."""
        near = self._around(path).nearest(PurePosixPath(path.replace("\\", "/")).name)
        if near is None or near == PurePosixPath(path).name:
            return None
        return f"Did you mean {posixpath.join(posixpath.dirname(path), near)}?"

    def _around(self, path: str) -> Identifiers:
        """Return the names in the folder where a file should be; those of no other folder are told."""
        folder = posixpath.dirname(path)
        if folder not in self._names:
            self._names[folder] = Identifiers(self._listed(folder))
        return self._names[folder]

    def _listed(self, folder: str) -> list[str]:
        """Return the names in a folder beside the interview, at most so many; none where it leads elsewhere."""
        try:
            real, here = (self._folder / folder).resolve(), self._folder.resolve()
            if real.is_relative_to(here) or folder == "../media":
                return sorted(each.name for each in real.iterdir())[:_MOST_NAMES]
        except (OSError, RuntimeError, ValueError):
            pass
        return []

    def _within(self, path: str, fragment: str) -> Trouble | None:
        """Return what is wrong with the place in a file that a link names, or None."""
        # A fragment with a parenthesis follows a scheme and names no id.
        if not fragment or "(" in fragment or PurePosixPath(path).suffix.lower() not in _XML:
            return None
        if path not in self._identifiers:
            self._identifiers[path] = self._read(path)
        known = self._identifiers[path]
        if isinstance(known, Trouble):
            return known
        identifier = unquote(fragment)
        if identifier in known.names:
            return None
        near = known.nearest(identifier)
        hint = f"Did you mean #{near}?" if near else None
        return Trouble(code="REF-002", message="an id that does not exist in that file", hint=hint)

    def _read(self, path: str) -> Identifiers | Trouble:
        """Return the ids of a file, or why it cannot be read."""
        file = self._folder / path
        self._left -= file.stat().st_size
        if self._left < 0:
            return Trouble(code=_UNREADABLE, message="a file that was not looked into: linked files are too large")
        try:
            document = xmlio.read(file, path)
        except (DocumentError, SurroundingsError) as error:
            place = f" (line {error.location.line})" if error.location and error.location.line else ""
            reason = shortened(error.message, _LONGEST)
            return Trouble(code=_UNREADABLE, message=f"a file that cannot be read as XML: {reason}{place}")
        return Identifiers(str(value) for each in document.root.iter("*") if (value := each.get(XML + "id")))
