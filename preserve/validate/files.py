"""The files that belong to an interview: there, in their place, and what the TEI says they are."""

from __future__ import annotations

import hashlib
import stat
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.errors import surroundings
from preserve.findings import finding
from preserve.interview import TEI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.errors import Location
    from preserve.findings import Finding
    from preserve.interview import Interview, LocalFile
    from preserve.xmlio import Document

# A larger transcript is no text, and is not looked into.
_MOST_BYTES: Final = 10_000_000
_BYTES: Final = "Restore the file as received: an editor, or git without “*.txt -text” in .gitattributes, changed it."
_BOM: Final = b"\xef\xbb\xbf"
# Of two checksums of different files, four digits in sixty-four are the same.
_MISTYPED: Final = 8


def check_files(document: Document, interview: Interview, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the local files that an interview points to; those that it includes were read before.

    Args:
        document: The TEI document.
        interview: The interview's record.
        folder: Where its TEI lies.
    """
    for file in interview.files:
        if file.kind != "part":
            yield from _check(document, file, folder)


def _check(document: Document, file: LocalFile, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with one file."""
    path = file.path(folder)
    if file.relative is None:
        message = f"the {file.kind} file {file.target} lies outside the interview's folder and could not travel with it"
        yield finding("REF-006", message, file.location)
    elif not is_regular(path):
        there = "is not an ordinary file" if _exists(path) else "does not exist"
        yield finding("REF-005", f"the {file.kind} file {file.target} {there}", file.location)
    elif not _stays(path, folder):
        message = f"the {file.kind} file {file.target} lies behind a link that leads out of the interview's folder"
        yield finding("REF-006", message, file.location)
    elif file.digest and (actual := _sha256(path)) != file.digest:
        yield _altered(file, path, actual, _stated_at(document, file))


def _altered(file: LocalFile, path: Path, actual: str, location: Location) -> Finding:
    """Make the finding of a transcript that is not the one whose checksum is stated."""
    stated = file.digest or ""
    if len(stated) == len(actual) and (wrong := sum(map(str.__ne__, stated, actual))) <= _MISTYPED:
        message = f"the SHA-256 of {file.target} is mistyped: in {wrong} of its 64 digits it is not the file’s"
        return finding("REF-007", message, location, hint=f"Write {actual}.")
    if difference := _slight_difference(path, stated):
        message = f"{file.target} differs from what was encoded, but only in {difference}"
        return finding("REF-007", message, location, hint=_BYTES)
    begins = f"its SHA-256 begins {actual[:12]}, the TEI says {stated[:12]}"
    return finding("REF-007", f"{file.target} is not what was encoded: {begins}", location)


def _slight_difference(path: Path, stated: str) -> str | None:
    """Return how a file differs from the one that was encoded, where it does in what no reader sees."""
    with surroundings("read", path):
        if path.stat().st_size > _MOST_BYTES:
            return None
        data = path.read_bytes()
    text = data.removeprefix(_BOM)
    unix = text.replace(b"\r\n", b"\n")
    for ends, other in (("LF", unix), ("CRLF", unix.replace(b"\n", b"\r\n"))):
        for mark in (b"", _BOM):
            if hashlib.sha256(mark + other).hexdigest() == stated:
                line_ends = f"its line ends, which were {ends}" if other != text else ""
                had = "had" if mark else "had not"
                order = f"a byte order mark, which it {had}" if mark + text != data else ""
                return ", and in ".join(part for part in (line_ends, order) if part)
    return None


def _stated_at(document: Document, file: LocalFile) -> Location:
    """Return where the TEI states the checksum of a transcript."""
    for reference in document.root.iter(f"{TEI}ref"):
        bibl = next(reference.iterancestors(f"{TEI}bibl"), None)
        if bibl is not None and document.location(reference) == file.location:
            stated = bibl.find(f"{TEI}idno[@type='SHA-256']")
            return file.location if stated is None else document.location(stated)
    return file.location


def _exists(path: Path) -> bool:
    """Return whether there is something; a name that no system could store, or a closed folder, shows nothing."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_at_hand(file: LocalFile, folder: Path) -> bool:
    """Return whether a file that the TEI points to is there, and where it may be."""
    path = file.path(folder)
    return file.relative is not None and is_regular(path) and _stays(path, folder)


def _stays(path: Path, folder: Path) -> bool:
    """Return whether no folder on the way to a file is a link out, or a circle; media/ itself may be a link."""
    try:
        real = path.resolve()
        return any(real.is_relative_to(place.resolve()) for place in (folder, folder.parent / "media"))
    except (OSError, RuntimeError):
        return False


def is_regular(path: Path) -> bool:
    """Return whether a path is an ordinary file and no link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hexadecimal."""
    with surroundings("read", path):
        return fixity.of_file(path, ("sha256",)).digest("sha256")
