"""Taking stock of a payload that lies on the disk: what each file is, for all records at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from preserve.describe import formats, header
from preserve.describe.holdings import File, Holdings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from preserve.interview import Interview
    from preserve.report import Record
    from preserve.xmlio import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file of the payload that lies in its place, and was hashed on the way there.

    Attributes:
        path: In the bag.
        size: In bytes.
        sha256: Its digest, in lower case.
    """

    path: str
    size: int
    sha256: str


def take_stock(
    folder: Path, staged: Iterable[Staged], document: Document, interview: Interview, kept: Record
) -> Holdings:
    """Return what a bag holds, the formats of its files told from their content.

    Args:
        folder: The bag, or what is to be one.
        staged: The payload.
        document: The interview.
        interview: Its record.
        kept: How the bag is made; what tells the formats is added to its engines where it is not among them.
    """
    ordered = sorted(staged, key=lambda each: each.path)
    identified = formats.identify([folder / each.path for each in ordered])
    return Holdings(
        header=header.read(document),
        interview=interview,
        kept=replace(kept, engines=tuple(dict.fromkeys((*kept.engines, *identified.engines)))),
        files=tuple(map(_file, ordered, identified.formats)),
        identified=identified,
    )


def completed(held: Holdings, folder: Path, last: Staged, moment: dt.datetime) -> Holdings:
    """Return what a bag holds when the file is added that describes the others.

    Args:
        held: Without that file.
        folder: The bag to be.
        last: The file.
        moment: Of the act.
    """
    (told,) = formats.identify([folder / last.path]).formats
    files = sorted((*held.files, _file(last, told)), key=lambda each: each.path)
    return replace(held, files=tuple(files), moment=moment)


def _file(staged: Staged, told: formats.Format) -> File:
    """Return a file with its format."""
    return File(path=staged.path, size=staged.size, sha256=staged.sha256, format=told)
