"""What can go wrong so that work cannot go on, and where.

Faulty material is data (`preserve.findings.Finding`); an exception means that nothing more can be said. The tree::

    PreserveError              70  a fault of the program
    ├── MaterialError           1  the material is faulty beyond reading
    │   ├── DocumentError       1  an XML document cannot be read
    │   ├── StylesheetError     1  a stylesheet is unsafe, or does not compile or run
    │   └── BagError            1  a bag cannot be made or read
    ├── UsageError              2  the call asks for something that cannot be meant
    │   └── ConfigError         2  preserve.toml says something that cannot be meant
    └── SurroundingsError       3  the machine refuses: a missing file, a full disk, a closed door

The figure is the exit code of a command that ends so.
"""

from __future__ import annotations

import contextlib
import errno
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in the material.

    Attributes:
        file: The file as its user would name it; in a bag, relative to the bag.
        line: Counted from 1; None where unknown.
        column: Counted from 1, in characters; None where unknown.
        path: A readable XPath such as ``/TEI/text/body/div[2]/sp[3]``, or None.
    """

    file: str
    line: int | None = None
    column: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        """Return ``file:line:column``, as far as known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class PreserveError(Exception):
    """Work cannot go on.

    Args:
        message: What happened, in one sentence.
        code: The entry of schemas/codes.toml that explains it, such as ``XML-001``; None where the message says all.
        location: Where it happened.
        hint: What to do next.
    """

    exit_code: ClassVar[int] = 70
    default_code: ClassVar[str | None] = None

    def __init__(
        self, message: str, *, code: str | None = None, location: Location | None = None, hint: str | None = None
    ) -> None:
        """Keep the parts, so that a finding can be made of them."""
        super().__init__(message)
        self.message = message
        self.code: str | None = code or self.default_code
        self.location = location
        self.hint = hint


class MaterialError(PreserveError):
    """The material is faulty beyond reading."""

    exit_code = 1
    default_code = "XML-001"
    code: str


class DocumentError(MaterialError):
    """An XML document cannot be read."""


class StylesheetError(MaterialError):
    """A stylesheet is unsafe, or does not compile or run."""

    default_code = "XSL-001"


class BagError(MaterialError):
    """A bag cannot be made or read."""

    default_code = "BAG-001"


class UsageError(PreserveError):
    """The call asks for something that cannot be meant."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration, preserve.toml, says something that cannot be meant."""


class SurroundingsError(PreserveError):
    """The machine refuses: a missing file, a full disk, a closed door."""

    exit_code = 3
    default_code = "ENV-003"
    code: str


@contextlib.contextmanager
def surroundings(doing: str, path: Path) -> Iterator[None]:
    """Turn an OSError within the block into a SurroundingsError that names the file.

    Args:
        doing: What was tried, as an infinitive: ``"read the interview"``.
        path: The file that it was tried on, unless the OSError names another.

    Raises:
        SurroundingsError: With the system's own reason, and a hint for the common ones.
    """
    try:
        yield
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else str(path)
        reason = (error.strerror or str(error)).lower()
        raise SurroundingsError(
            f"could not {doing}: {reason}", code=_code(error), location=Location(file=name), hint=_hint(error)
        ) from error


def refuse_devices(doing: str, path: Path) -> None:
    """Refuse what is there and neither an ordinary file nor a folder: a pipe may never begin, a device never end.

    Args:
        doing: What is to be done, as an infinitive: ``"read the interview"``.
        path: The file that is about to be opened.

    Raises:
        SurroundingsError: ENV-003, or what `surroundings` makes of a path that cannot be looked at.
    """
    with surroundings(doing, path):
        mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise SurroundingsError(
            f"could not {doing}: it is not an ordinary file",
            location=Location(file=str(path)),
            hint="Save what the pipe or device gives to a file, and name that.",
        )


def _code(error: OSError) -> str:
    """Return the code for a system's refusal."""
    if isinstance(error, FileNotFoundError):
        return "ENV-001"
    return "ENV-002" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "ENV-003"


def _hint(error: OSError) -> str:
    """Return what to do about a system's refusal."""
    by_number = {
        errno.EISDIR: "Name a file, not a folder.",
        errno.EEXIST: "Something of that name is there already; move it away or choose another name.",
        errno.ENOTDIR: "A part of the path is a file, not a folder; check the spelling.",
        errno.ENAMETOOLONG: "Choose a shorter name; most systems allow 255 bytes.",
        errno.ELOOP: "The links on the way lead in a circle; name the file itself.",
    }
    if error.errno in by_number:
        return by_number[error.errno]
    hints = {
        "ENV-001": "Check the spelling and the folder that you are in.",
        "ENV-002": "Free some space or choose another folder with --to; nothing was left half-done.",
        "ENV-003": "Check the permissions of the file and of its folder.",
    }
    return hints[_code(error)]


def shortened(text: str, length: int) -> str:
    """Return a text of at most so many characters, as it fits into a message; the last is “…” where it was longer."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
