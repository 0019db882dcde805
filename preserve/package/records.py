"""What lies in a bag beside its payload: records of what it holds, documents of consent, bag-info.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve import describe, report
from preserve.errors import UsageError, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve import bag
    from preserve.config import Config

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


def bag_info(held: describe.Holdings, config: Config) -> Iterator[tuple[str, str]]:
    """Yield labels and values of bag-info.txt; what the archive says itself goes before what the interview says.

    Source: RFC 8493 §2.2.2.
    """
    yield from config.bag_info
    stated = {label.lower() for label, _ in config.bag_info}
    yield from ((label, value) for label, value in describe.bag_info(held) if label.lower() not in stated)
