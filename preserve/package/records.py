"""What lies in a bag beside its payload: records of what it holds, documents of consent, bag-info.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from preserve import bag, describe, report
from preserve.errors import UsageError, surroundings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.config import Config
    from preserve.interview import Interview
    from preserve.xmlio import Document

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Labels and values."""

TagFiles: TypeAlias = tuple[tuple[str, Pairs], ...]
"""Paths of tag files, and the labels and values that they are made of."""

# Where Archivematica looks for it. What lies there is for the archive alone: it may name people, so no record names it.
_DOCUMENTATION: Final = "metadata/submissionDocumentation"


def staged(entries: tuple[bag.Entry, ...]) -> tuple[describe.Staged, ...]:
    """Return files of the staged bag, as they are described."""
    return tuple(
        describe.Staged(path=entry.path, size=entry.size, sha256=dict(entry.digests)["sha256"]) for entry in entries
    )


def records(held: describe.Holdings, catalogued: tuple[describe.Record, ...]) -> Iterator[tuple[str, Path | bytes]]:
    """Yield the records that are tag files, each with its place.

    Args:
        held: What the bag holds.
        catalogued: The records for catalogues.
    """
    yield report.RECORD_PLACE, report.record(held.kept)
    yield describe.PREMIS_PLACE, describe.premis(held)
    yield from describe.tables(held)
    yield from ((describe.place(record.name), record.data) for record in catalogued)


def documents(folder: Path | None) -> Iterator[tuple[str, Path | bytes]]:
    """Yield what documents the consent to all this, each file with its place in the bag.

    Args:
        folder: Where it lies, or None for nothing.

    Raises:
        UsageError: There is nothing.
        SurroundingsError: A folder cannot be read.
    """
    if folder is None:
        return
    with surroundings("read the documentation", folder):
        found = sorted(_files(folder))
    if not found:
        raise UsageError(f"{folder} has no file, so it documents nothing", hint="Name the folder that has the files.")
    for path in found:
        yield f"{_DOCUMENTATION}/{path.relative_to(folder).as_posix()}", path


def _files(folder: Path) -> Iterator[Path]:
    """Yield whatever is no folder in a folder; links too, so that they are refused and not left out."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def places(catalogued: tuple[describe.Record, ...], beside: tuple[tuple[str, Path | bytes], ...]) -> tuple[str, ...]:
    """Return where the records that are tag files will lie, and the documents.

    Args:
        catalogued: The records for catalogues.
        beside: The documents.
    """
    fixed = (report.RECORD_PLACE, describe.PREMIS_PLACE, *describe.TABLES)
    return (*fixed, *(describe.place(record.name) for record in catalogued), *(place for place, _ in beside))


def tag_files(tags: TagFiles) -> Iterator[tuple[str, bytes]]:
    """Yield the tag files that are made of labels and values, each with its place."""
    yield from ((path, bag.written(pairs)) for path, pairs in tags)


def bag_info(document: Document, interview: Interview, config: Config, moment: dt.datetime, size: int) -> Pairs:
    """Return labels and values of bag-info.txt; what the archive says itself goes before what the interview says.

    Args:
        document: The interview.
        interview: Its record.
        config: What the archive says of all its bags.
        moment: Of the act.
        size: Of the payload, in bytes.

    Source: RFC 8493 §2.2.2.
    """
    stated = {label.lower() for label, _ in config.bag_info}
    said = describe.bag_info(document, interview, moment=moment, size=size)
    return (*config.bag_info, *((label, value) for label, value in said if label.lower() not in stated))
