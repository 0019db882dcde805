"""Any folder made into a bag: surveyed, copied, and proven to have stayed as it was; nothing in it is changed."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from preserve import findings, resources
from preserve.bag import comparison, declaration, placing, portable, preflight, shelter
from preserve.bag import info as bag_info
from preserve.bag.faults import Faults
from preserve.bag.placing import Sealed
from preserve.bag.staging import stage
from preserve.errors import BagError, Location, SurroundingsError, UsageError, refuse_devices, surroundings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from preserve.bag.preflight import Survey
    from preserve.findings import Finding
    from preserve.fixity import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a folder.

    Attributes:
        findings: Of the survey.
        sealed: The bag, or None where something stood in the way.
        count: Of the files of the payload.
        size: Of the payload, in bytes.
        rewritten: How many files have another path in the bag, as names were rewritten.
    """

    findings: tuple[Finding, ...]
    sealed: Sealed | None = None
    count: int = 0
    size: int = 0
    rewritten: int = 0


def targets(folders: tuple[Path, ...], to: Path) -> tuple[Path, ...]:
    """Return where the bags of some folders are to lie.

    Args:
        folders: What is to be bagged.
        to: The folder for all bags.

    Raises:
        UsageError: Two of them would lie in one place, or one has no name.
    """
    first: dict[str, Path] = {}
    for folder in folders:
        name = os.path.basename(os.path.abspath(folder))  # noqa: PTH100, PTH119 -- resolve() would follow a link
        if not name:
            raise UsageError(f"{folder} has no name, after which a bag could be named", hint="Name a folder in it.")
        if name in first:
            message = f"{first[name]} and {folder} are both called {name}, and so would be their bags"
            raise UsageError(message, hint="Rename one of them, or bag them into two folders.")
        first[name] = folder
    return tuple(to / name for name in first)


def make(  # noqa: PLR0913 (what, where to, and how)
    folder: Path,
    target: Path,
    *,
    info: tuple[tuple[str, str], ...] = (),
    date: dt.date,
    portable_names: bool = False,
    replace: bool = False,
    progress: Progress | None = None,
    expect: Callable[[int], None] | None = None,
) -> Made:
    """Make a bag of a folder: what lies in it lies in the bag's ``data/``, with the times at which it was modified.

    Args:
        folder: Nothing in it is changed.
        target: The bag to be.
        info: Pairs of label and value for bag-info.txt; the date and the program follow.
        date: The day of the act.
        portable_names: Whether names that some systems cannot keep are rewritten; see `preserve.bag.portable`.
        replace: Whether another bag at the target makes way; it is kept beside the new one.
        progress: Is told the bytes as they are read: of each file once when it is copied and once when it is proven, or
            when it is compared with what is there.
        expect: Is told before the first byte how many bytes `progress` will be told of.

    Raises:
        BagError: When a file changes meanwhile, or another bag is there already.
        SurroundingsError: When the machine refuses, or another run is at work on the same bag.
    """
    _require_folder(folder)
    info = (*info, (bag_info.DATE, date.isoformat()), (bag_info.AGENT, f"preserve {resources.version()}"))
    bag_info.written(info)
    survey = preflight.survey(folder, target, portable_names=portable_names, replace=replace)
    if findings.has_error(survey.findings):
        return Made(findings=survey.findings)
    rewritten = survey.files.rewritten()
    made = Made(findings=survey.findings, count=len(survey.files), size=survey.files.size, rewritten=len(rewritten))
    if expect:
        expect(2 * made.size)
    tables = {portable.NAME: b"".join(portable.table(rewritten))} if rewritten else {}
    if placing.is_bag(target) and not replace:
        sealed = _recognised(survey, target, info, tables, progress)
        _require_unchanged(survey, target, portable_names=portable_names)
        return dataclasses.replace(made, sealed=sealed)
    with stage(target, replace=replace, progress=progress) as staging:
        staging.add_all(survey.files)
        for path, content in tables.items():
            staging.add(content, path)
        _require_unchanged(survey, target, portable_names=portable_names)
        del survey, rewritten  # what the seal needs of the memory is no less than they take
        return dataclasses.replace(made, sealed=staging.seal(info))


def elements(file: Path) -> tuple[tuple[tuple[str, str], ...], tuple[Finding, ...]]:
    """Return what a file that is written like bag-info.txt says, and what is the matter with it.

    Args:
        file: In UTF-8.

    Raises:
        SurroundingsError: When it is not there.
    """
    refuse_devices("read what to say in bag-info.txt", file)
    faults = Faults()
    return bag_info.of_file(file, faults), faults.found()


def merged(house: tuple[tuple[str, str], ...], own: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return what an archive says of all its bags, but for the labels of which something is said of this one.

    Args:
        house: Pairs of label and value for all bags.
        own: The same for one, which count more.
    """
    return (*(pair for pair in house if not bag_info.values(own, pair[0])), *own)


def _recognised(
    survey: Survey,
    target: Path,
    info: tuple[tuple[str, str], ...],
    tables: dict[str, bytes],
    progress: Progress | None,
) -> Sealed:
    """Return the bag that is there when it is the one that would be made; to find out takes no room on the disk.

    Raises:
        BagError: When it is another one, or broken.
        SurroundingsError: When the machine refuses, or another run is at work on the same bag.
    """
    files = survey.files
    total = ((bag_info.OXUM, bag_info.oxum(files.size, len(files))),)
    written = {declaration.NAME: declaration.CONTENT, bag_info.NAME: bag_info.written((*info, *total))}
    with surroundings("compare the folder with the bag that is there", target), shelter.held(target):
        comparison.require_made_of(files, written | tables, target, progress)
    return Sealed(path=target, status="already there")


def _require_folder(folder: Path) -> None:
    """Raise for what is no folder."""
    with surroundings("bag the folder", folder):
        folder.stat()
    if not folder.is_dir():
        raise SurroundingsError(
            "could not bag this: it is not a folder",
            location=Location(file=str(folder)),
            hint="Name the folder that it lies in.",
        )


def _require_unchanged(before: Survey, target: Path, *, portable_names: bool) -> None:
    """Raise when a folder does not hold any more what it held.

    Raises:
        BagError: BAG-024, naming the first file that came, went or changed.
    """
    if path := preflight.changed(before, target, portable_names=portable_names):
        raise BagError(
            "this came, went or changed while the folder was bagged", code="BAG-024", location=Location(file=path)
        )
