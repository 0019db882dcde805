"""How a staged stylesheet is spoken of: as its user named it, and never by the passing folder in which it lies."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from preserve.errors import MaterialError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of staged files.

    Attributes:
        folder: Where they lie for now.
        given: Of each file that is not ours, its path in the folder, with “/”, and its name as its user has it.
    """

    folder: Path
    given: tuple[tuple[str, str], ...]

    def file(self, name: str) -> str:
        """Return the name of a file as its user has it.

        Args:
            name: Its path, or the last part of it, which is all that Saxon tells.
        """
        inside = name.removeprefix(f"{self.folder}{os.sep}").replace(os.sep, "/")
        if inside in dict(self.given):
            return dict(self.given)[inside]
        alike = [path for path in self.folder.rglob("*.*") if path.name == inside]
        theirs = [own for place, own in self.given if PurePath(place).name == inside]
        return theirs[0] if len(theirs) == len(alike) == 1 else inside

    def own(self, files: tuple[Path, ...]) -> tuple[str, ...]:
        """Return which of some stylesheets are not ours, as paths in the folder, in order."""
        places = (path.relative_to(self.folder).as_posix() for path in files)
        return tuple(sorted(place for place in places if place in dict(self.given)))

    def words(self, text: str) -> str:
        """Return a text without the passing folder."""
        path = self.folder.as_posix()
        for spelling in (self.folder.as_uri(), f"file://{path}", f"file:{path}", path, str(self.folder)):
            text = text.replace(f"{spelling}/", "").replace(f"{spelling}{os.sep}", "")
        return text.replace(self.folder.name, "…")

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Let what goes wrong within the block be told of the files as their user named them."""
        try:
            yield
        except MaterialError as error:
            place = error.location and replace(error.location, file=self.file(error.location.file))
            message = self.words(error.message)
            raise type(error)(message, code=error.code, location=place, hint=error.hint) from None
