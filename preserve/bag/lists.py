"""What the manifests of a bag list, held against what is there: missing, unlisted, listed twice.

Source: RFC 8493 §3
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.bag import fetch, names
from preserve.bag.manifest import is_tag_name

if TYPE_CHECKING:
    from preserve.bag.contents import Bag
    from preserve.bag.faults import Faults
    from preserve.bag.manifest import Line, Manifest


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


@dataclass(slots=True, kw_only=True)
class Lists:
    """What the manifests list, by what is there.

    Attributes:
        claims: For the path of each listed file that is there, what the manifests say of it.
        holders: For the path of each listed file, there or not, the names of the manifests that list it.
        missing: The paths of listed files that are not there, as listed; not of those that nobody can tell of.
        unlisted: The paths of payload files that no payload manifest lists.
    """

    claims: dict[str, list[Claim]] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


def check(bag: Bag, faults: Faults) -> Lists:
    """Return what the manifests list, and tell what is missing, unlisted or listed twice.

    Args:
        bag: As read.
        faults: Is told.
    """
    listed = Lists()
    for each in (*bag.manifests, *bag.tag_manifests):
        _enter(bag, each, listed, faults)
    awaited = _check_fetch(bag, listed, faults)
    _tell_missing(bag, listed, awaited, faults)
    _check_payload(bag, listed, faults)
    _check_tags(bag, listed, faults)
    return listed


def _enter(bag: Bag, manifest: Manifest, listed: Lists, faults: Faults) -> None:
    """Enter the lines of one manifest."""
    seen: dict[str, Line] = {}
    for line in manifest.lines:
        first = seen.setdefault(line.path, line)
        if first is not line:
            _tell_twice(bag, manifest, first, line, faults)
            continue
        there = _there(bag, manifest, line, faults)
        listed.holders.setdefault(there or line.path, set()).add(manifest.name)
        if there in bag.tree.files and line.digest and fixity.is_known(manifest.algorithm):
            claim = Claim(algorithm=manifest.algorithm, digest=line.digest, manifest=manifest.name, number=line.number)
            listed.claims.setdefault(there, []).append(claim)


def _tell_twice(bag: Bag, manifest: Manifest, first: Line, second: Line, faults: Faults) -> None:
    """Tell of a file that a manifest lists twice; before 1.0 it might, as long as it said the same.

    Source: RFC 8493 §2.1.3
    """
    code = "BAG-013" if bag.declaration.is_strict or first.digest != second.digest else "BAG-033"
    otherwise = " with another checksum" if first.digest != second.digest else ""
    message = f"{names.shown(second.path)} is listed in line {first.number} already{otherwise}"
    faults.add(code, message, manifest.name, line=second.number)


def _there(bag: Bag, manifest: Manifest, line: Line, faults: Faults) -> str | None:
    """Return the path of what is there for a line, or None; tell when its name is composed otherwise."""
    for path in (line.path, line.literal):
        if bag.tree.holds(path):
            return path
    alike = bag.tree.alike(line.path)
    if alike:
        message = f"{names.shown(line.path)} is there, but its name is composed of other characters"
        faults.add("BAG-032", message, manifest.name, line=line.number)
    return alike


def _check_fetch(bag: Bag, listed: Lists, faults: Faults) -> set[str]:
    """Return the paths that fetch.txt names, and tell of those that the payload manifests do not vouch for.

    Source: RFC 8493 §2.2.3
    """
    every = {each.name for each in bag.manifests if each.is_whole}
    awaited = set()
    for remote in fetch.read(bag.tree, bag.declaration, faults):
        awaited.add(remote.path)
        if lacking := every - listed.holders.get(remote.path, set()):
            message = f"{names.shown(remote.path)} is not in {names.few(lacking)}"
            faults.add("BAG-026", message, fetch.NAME, line=remote.number)
    return awaited


def _tell_missing(bag: Bag, listed: Lists, awaited: set[str], faults: Faults) -> None:
    """Tell of each listed file that is not there."""
    listed.missing.extend(path for path in listed.holders if not bag.tree.holds(path) and not bag.tree.hides(path))
    near = {names.folded(path): path for path in bag.tree.files} if listed.missing else {}
    for path in listed.missing:
        if path in bag.tree.folders:
            faults.add("BAG-012", "this is a folder, and manifests list files only", path)
        elif path in awaited:
            faults.add("BAG-027", "the file is still to be fetched; fetch.txt says from where", path)
        else:
            by, twin = names.few(listed.holders[path]), near.get(names.folded(path))
            hint = f"{names.shown(twin)} is there; is that the file?" if twin else None
            faults.add("BAG-014", f"the file is listed in {by} but is not there", path, hint=hint)


def _check_payload(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Tell of each payload file that is not in every payload manifest; before 1.0, one was enough.

    Source: RFC 8493 §3
    """
    every = {each.name for each in bag.manifests}
    whole = {each.name for each in bag.manifests if each.is_whole}
    for path in filter(names.is_payload, bag.tree.files):
        holders = listed.holders.get(path, set()) & every
        if not holders and whole == every:
            listed.unlisted.append(path)
        lacking = whole - holders
        if lacking and (bag.declaration.is_strict or not holders):
            faults.add("BAG-015", f"the file is not listed in {names.few(lacking)}", path)


def _check_tags(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Tell of payload manifests and other tag files that a tag manifest leaves out.

    Source: RFC 8493 §2.2.1
    """
    every = {each.name for each in bag.tag_manifests if each.is_whole}
    payload_manifests = {each.name for each in bag.manifests}
    for path in bag.tree.files if bag.declaration.is_strict else ():
        lacking = every - listed.holders.get(path, set())
        if lacking and not names.is_payload(path) and not is_tag_name(path):
            code = "BAG-018" if path in payload_manifests else "BAG-030"
            faults.add(code, f"the file is not listed in {names.few(lacking)}", path)
