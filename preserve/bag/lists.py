"""What the manifests of a bag list, held against what is there: missing, unlisted, listed twice.

Source: RFC 8493 §3
"""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.bag import fetch, names
from preserve.bag.manifest import is_tag_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.bag.contents import Bag
    from preserve.bag.faults import Faults
    from preserve.bag.manifest import Manifest
    from preserve.bag.places import Places
    from preserve.fixity import Fixity


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one line of a manifest says of a file.

    Attributes:
        algorithm: Normalised, and one that is known.
        digest: That the file must have, in lower case.
        manifest: The name of the manifest.
        number: Of the line, counted from 1.
    """

    algorithm: str
    digest: str
    manifest: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one manifest says of the files at their places.

    Attributes:
        manifest: The manifest.
        rows: For each place the line that lists it, counted from 1 among those that can be looked for; 0 for none;
            negative for a line that means a file whose name is written otherwise.
    """

    manifest: Manifest
    rows: array[int]

    def claim(self, row: int) -> Claim | None:
        """Return what a line says of a file, or None where that cannot be held against the file."""
        line = self.manifest.line(row - 1)
        if not line.digest or not fixity.is_known(self.manifest.algorithm):
            return None
        return Claim(
            algorithm=self.manifest.algorithm, digest=line.digest, manifest=self.manifest.name, number=line.number
        )


@dataclass(slots=True, kw_only=True)
class Lists:
    """What the manifests list, by what is there.

    Attributes:
        places: Of all paths that are there or listed.
        columns: One for each manifest, the payload manifests first.
        odd: For the path of what is there, the columns and rows that mean it though they write its name otherwise.
        missing: The paths of listed files that are not there, as listed; not of those that nobody can tell of.
        unlisted: The paths of payload files that no payload manifest lists.
    """

    places: Places
    columns: list[Column] = field(default_factory=list)
    odd: dict[str, list[tuple[Column, int]]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    _comparable: list[Column] = field(default_factory=list)

    def enter(self, column: Column) -> None:
        """Enter what one more manifest says; payload manifests come first."""
        self.columns.append(column)
        if fixity.is_known(column.manifest.algorithm):
            self._comparable.append(column)

    def holders(self, path: str) -> set[str]:
        """Return the names of the manifests that list a path, there or not."""
        return {column.manifest.name for column, _ in self._rows(path)}

    def claims(self, path: str) -> list[Claim]:
        """Return all that the manifests say of a file that is there."""
        return [claim for column, row in self._rows(path) if (claim := column.claim(row))]

    def agree(self, path: str, actual: Fixity) -> bool:
        """Return whether it is plain that all that the manifests say of a file that is there is so."""
        place, digests = self.places.of(path), dict(actual.digests)
        for column in self._comparable:
            row = column.rows[place]
            if row and column.manifest.digest(row - 1) != digests.get(column.manifest.algorithm):
                return False
        return path not in self.odd

    def wanted(self, files: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the path of each listed file and the algorithms by which something is said of it.

        Args:
            files: Those that are there, in the order of their places.
        """
        every = _known(column.manifest.algorithm for column in self._payload_columns())
        for path, is_in_every in self.vouched_for(files):
            if is_in_every:
                yield path, every
            elif algorithms := _known(column.manifest.algorithm for column, _ in self._rows(path)):
                yield path, algorithms

    def vouched_for(self, files: Iterable[str]) -> Iterator[tuple[str, bool]]:
        """Return the path of each file and whether it is in every payload manifest; False where there is none.

        Args:
            files: Those that are there, in the order of their places.
        """
        rows = [column.rows for column in self._payload_columns()]
        # Without manifests, each file is in none.
        return zip(files, map(all, zip(*rows, strict=True) if rows else itertools.repeat((0,))), strict=False)

    def _payload_columns(self) -> list[Column]:
        """Return what the payload manifests say."""
        return [each for each in self.columns if not each.manifest.is_of_tags]

    def _rows(self, path: str) -> list[tuple[Column, int]]:
        """Return the columns that have something on a path, and their rows of it."""
        odd = self.odd.get(path, [])
        if path not in self.places:
            return odd
        place = self.places.of(path)
        return [(each, row) for each in self.columns if (row := each.rows[place]) > 0] + odd


def _known(algorithms: Iterable[str]) -> tuple[str, ...]:
    """Return those algorithms that are known, each once."""
    return tuple(dict.fromkeys(filter(fixity.is_known, algorithms)))


def check(bag: Bag, faults: Faults) -> Lists:
    """Return what the manifests list, and tell what is missing, unlisted or listed twice.

    Args:
        bag: As read.
        faults: Is told.
    """
    listed = Lists(places=bag.places)
    for each in (*bag.manifests, *bag.tag_manifests):
        _enter(bag, each, listed, faults)
    awaited = _check_fetch(bag, listed, faults)
    _tell_missing(bag, listed, awaited, faults)
    _check_payload(bag, listed, faults)
    _check_tags(bag, listed, faults)
    return listed


def _enter(bag: Bag, manifest: Manifest, listed: Lists, faults: Faults) -> None:
    """Enter the lines of one manifest."""
    column = Column(manifest=manifest, rows=array("i", itertools.repeat(0, len(bag.places))))
    for row, place in enumerate(manifest.places, 1):
        if column.rows[place]:
            _tell_twice(bag, manifest, column.rows[place], row, faults)
        elif place < bag.places.there or not (meant := _meant(bag, manifest, row, faults)):
            column.rows[place] = row
        else:
            column.rows[place] = -row
            listed.odd.setdefault(meant, []).append((column, row))
    listed.enter(column)


def _tell_twice(bag: Bag, manifest: Manifest, first_row: int, second_row: int, faults: Faults) -> None:
    """Tell of a file that a manifest lists twice; before 1.0 it might, as long as it said the same.

    Source: RFC 8493 §2.1.3
    """
    is_same = manifest.digest(abs(first_row) - 1) == manifest.digest(second_row - 1)
    code = "BAG-033" if is_same and not bag.declaration.is_strict else "BAG-013"
    if faults.only_counts(code):
        return
    first, second = manifest.line(abs(first_row) - 1), manifest.line(second_row - 1)
    message = f"{names.shown(second.path)} is listed in line {first.number} already"
    faults.add(code, message + " with another checksum" * (not is_same), manifest.name, line=second.number)


def _meant(bag: Bag, manifest: Manifest, row: int, faults: Faults) -> str | None:
    """Return the path of what a line means though it writes it otherwise, or None; tell of another composition."""
    path, literal = bag.places.paths[manifest.places[row - 1]], manifest.literal(row - 1)
    if bag.tree.holds(path):
        return None
    if literal is not None and bag.tree.holds(literal):
        return literal
    alike = bag.tree.alike(path)
    if alike:
        message = f"{names.shown(path)} is there, but its name is composed of other characters"
        faults.add("BAG-032", message, manifest.name, line=manifest.line(row - 1).number)
    return alike


def _check_fetch(bag: Bag, listed: Lists, faults: Faults) -> set[str]:
    """Return which listed paths fetch.txt names, and tell of those that the payload manifests do not vouch for.

    As for files that are there, one manifest was enough before 1.0.

    Source: RFC 8493 §2.2.3
    """
    every, places = {each.name for each in bag.manifests if each.is_whole}, bag.places
    awaited = set()
    for number, path in fetch.read(bag.tree, bag.declaration, faults):
        if path in places or path in listed.odd:
            awaited.add(path)
        elif every and faults.only_counts("BAG-026"):
            continue
        holders = listed.holders(path) & every
        lacking = every - holders
        if lacking and (bag.declaration.is_strict or not holders):
            message = f"{names.shown(path)} is not in {names.few(lacking)}"
            faults.add("BAG-026", message, fetch.NAME, line=number)
    return awaited


def _tell_missing(bag: Bag, listed: Lists, awaited: set[str], faults: Faults) -> None:
    """Tell of each listed file that is not there."""
    found = bag.tree
    listed.missing.extend(
        path
        for path in itertools.islice(bag.places.paths, bag.places.there, None)
        if not found.holds(path) and not found.hides(path) and (not listed.odd or listed.holders(path))
    )
    near = {names.folded(path): path for path in found.files} if listed.missing else {}
    for path in listed.missing:
        if path in found.folders:
            faults.add("BAG-012", "this is a folder, and manifests list files only", path)
        elif path in awaited:
            faults.add("BAG-027", "the file is still to be fetched; fetch.txt says from where", path)
        elif not faults.only_counts("BAG-014"):
            by, twin = names.few(listed.holders(path)), near.get(names.folded(path))
            hint = f"{names.shown(twin)} is there; is that the file?" if twin else None
            faults.add("BAG-014", f"the file is listed in {by} but is not there", path, hint=hint)


def _check_payload(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Tell of each payload file that is not in every payload manifest; before 1.0, one was enough.

    Source: RFC 8493 §3
    """
    every = {each.name for each in bag.manifests}
    whole = {each.name for each in bag.manifests if each.is_whole}
    for path, is_in_every in listed.vouched_for(bag.tree.files):
        if is_in_every or not names.is_payload(path):
            continue
        holders = listed.holders(path) & every
        if not holders and whole == every:
            listed.unlisted.append(path)
        lacking = whole - holders
        wanted = lacking and (bag.declaration.is_strict or not holders)
        if wanted and not faults.only_counts("BAG-015"):
            faults.add("BAG-015", f"the file is not listed in {names.few(lacking)}", path)


def _check_tags(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Tell of payload manifests and other tag files that a tag manifest leaves out.

    Source: RFC 8493 §2.2.1
    """
    every = {each.name for each in bag.tag_manifests if each.is_whole}
    payload_manifests = {each.name for each in bag.manifests}
    for path in bag.tree.files if bag.declaration.is_strict else ():
        if names.is_payload(path) or is_tag_name(path):
            continue
        if lacking := every - listed.holders(path):
            code = "BAG-018" if path in payload_manifests else "BAG-030"
            if not faults.only_counts(code):
                faults.add(code, f"the file is not listed in {names.few(lacking)}", path)
