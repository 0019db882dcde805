"""Verifying a bag: whether it is complete and valid, to the letter of RFC 8493, and every fault by name.

Source: RFC 8493 §3
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.bag import info, lists, names
from preserve.bag.contents import load
from preserve.bag.faults import MOST, Faults
from preserve.findings import in_order
from preserve.fixity import Fixity

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from preserve.bag.contents import Bag
    from preserve.bag.lists import Claim, Lists
    from preserve.bag.profiles import Profile
    from preserve.findings import Finding
    from preserve.fixity import Progress

_OXUM: Final = re.compile(r"([0-9]{1,40})\.([0-9]{1,40})")  # Python refuses numbers of thousands of digits

_FORGEABLE: Final = ("md5", "sha1")  # an altered file can be made to have the digest of the right one


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much some files are.

    Attributes:
        size: Of all together, in bytes.
        count: Of the files.
    """

    size: int
    count: int


def verify(path: Path, *, profile: Profile | None = None, progress: Progress | None = None) -> tuple[Finding, ...]:
    """Return everything that is the matter with a bag; it is valid when no finding is an error.

    Each file of the payload is read once, whatever the number of its digests. Nothing is fetched, changed, followed or
    unpacked.

    Args:
        path: The base directory of the bag, or an archive of it.
        profile: What an archive asks of it as well; a bag that names a profile is not judged by it for that.
        progress: Is told the bytes as they are read.

    Raises:
        SurroundingsError: When nothing is there, or an archive cannot be read.
    """
    faults = Faults()
    bag = load(path, faults)
    if bag is None:
        return faults.found()
    listed = lists.check(bag, faults)
    _check_names(bag, listed, faults)
    _check_looks(bag, faults)
    _check_strength(bag, faults)
    payload = _check_digests(bag, listed, faults, progress)
    _check_oxum(bag, listed, payload, faults)
    return in_order((*faults.found(), *_conformance(profile, bag, bag.tree.form)))


def conformance(path: Path, profile: Profile, form: str) -> tuple[Finding, ...]:
    """Return everything in which a bag that is about to be packed would not conform to a profile; digests apart.

    Args:
        path: The base directory of the bag.
        profile: What an archive asks of it.
        form: Of the archive to be, such as ``tar``.

    Raises:
        SurroundingsError: When nothing is there, or an archive cannot be read.
    """
    faults = Faults()
    bag = load(path, faults)
    return in_order((*faults.found(), *(_conformance(profile, bag, form) if bag else ())))


def _conformance(profile: Profile | None, bag: Bag, form: str | None) -> tuple[Finding, ...]:
    """Return how a bag conforms to a profile, or without one which profiles it names."""
    if not profile and not info.values(bag.info, info.PROFILE):
        return ()
    from preserve.bag import profiles

    archive = profiles.Archive(form=form) if form else None
    return profiles.check(profile, bag, archive) if profile else profiles.unasked(bag)


def _check_digests(bag: Bag, listed: Lists, faults: Faults, progress: Progress | None) -> Extent:
    """Read every listed file once, compare all digests that the manifests have of it, and return what was read."""
    size = count = 0
    for path, actual in bag.tree.fixities(listed.wanted(bag.tree.files), progress):
        if not isinstance(actual, Fixity):
            faults.break_off(actual, path)
            continue
        if names.is_payload(path):
            size += actual.size
            count += 1
        if not listed.agree(path, actual):
            _tell_difference(path, listed.claims(path), actual, faults)
    return Extent(size=size, count=count)


def _tell_difference(path: str, claims: list[Claim], actual: Fixity, faults: Faults) -> None:
    """Tell of the claims on a file that are not so."""
    wrong = [claim for claim in claims if actual.digest(claim.algorithm) != claim.digest]
    if wrong and _is_vouched_for([claim for claim in claims if claim not in wrong]):
        _tell_wrong_claims(path, wrong, faults)
    elif wrong:
        _tell_mismatch(path, wrong, faults)


def _is_vouched_for(claims: list[Claim]) -> bool:
    """Return whether claims that hold prove that the file is the one that was bagged."""
    return any(claim.algorithm not in _FORGEABLE for claim in claims)


def _tell_wrong_claims(path: str, wrong: list[Claim], faults: Faults) -> None:
    """Tell of manifests that say what is not so of a file that another one vouches for: they were altered, not it."""
    for claim in wrong:
        message = f"the checksum of {names.shown(path)} was altered here; the file itself is as it was bagged"
        faults.add("BAG-017", message, claim.manifest, line=claim.number)


def _tell_mismatch(path: str, wrong: list[Claim], faults: Faults) -> None:
    """Tell of a file that is not what the manifests vouch for."""
    code = "BAG-016" if names.is_payload(path) else "BAG-017"
    by = names.few(claim.manifest for claim in wrong)
    faults.add(code, f"this is not the file that was bagged: its checksum is not that in {by}", path)


def _check_oxum(bag: Bag, listed: Lists, read: Extent, faults: Faults) -> None:
    """Compare what Payload-Oxum says with the payload, and name the files behind a difference.

    Source: RFC 8493 §2.2.2
    """
    name = info.name_in(bag.tree, bag.declaration)
    is_seen = not any(map(names.is_payload, bag.tree.closed))
    values = info.values(bag.info, info.OXUM)
    if not values:
        return
    payload, suspects = _extent(bag, read), _suspects(listed)
    for value in values:
        match = _OXUM.fullmatch(value)
        if not match:
            faults.add("BAG-019", f"{info.OXUM} is not two numbers with a full stop between them", name)
            continue
        if is_seen and (int(match[1]), int(match[2])) != (payload.size, payload.count):
            told = f"{info.OXUM} says {value[:30]}, but bytes and files come to"
            faults.add("BAG-020", f"{told} {info.oxum(payload.size, payload.count)}{suspects}", name)


def _extent(bag: Bag, read: Extent) -> Extent:
    """Return the extent of the payload; where all of it was read, nobody need be asked for sizes."""
    paths = [path for path in bag.tree.files if names.is_payload(path)]
    return read if len(paths) == read.count else Extent(size=sum(map(bag.tree.size, paths)), count=len(paths))


def _suspects(listed: Lists) -> str:
    """Return in words which files may be behind a wrong count."""
    parts = (("not listed", listed.unlisted), ("missing", listed.missing))
    return "".join(f"; {what}: {names.few(paths, most=1)}" for what, paths in parts if paths)


def _check_names(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Tell of names that other systems take for one, and of names that other systems cannot keep.

    Source: RFC 8493 §6.1
    """
    for group in _twins(bag.tree.files, bag.tree.folders, set(listed.missing[:MOST])):
        faults.add("BAG-032", f"these names differ in case or composition only: {names.few(group)}", min(group))
    for path in bag.tree.files:
        if reason := names.travels_badly(path):
            faults.add("BAG-034", reason, path)
    for path in bag.tree.empty:
        if path != "data":
            faults.add("BAG-035", "this is an empty folder, which no manifest can list", path)


def _twins(*paths: Collection[str]) -> list[set[str]]:
    """Return the groups of paths that some systems take for one."""
    seen, clashing = set[str](), dict[str, set[str]]()
    for path in itertools.chain(*paths):
        # Most paths are as they would be folded; of two such, none is the other's twin.
        if (key := names.folded(path)) != path:
            if key in seen or any(key in some for some in paths):
                clashing[key] = set()
            seen.add(key)
    for path in itertools.chain(*paths) if clashing else ():
        if (key := names.folded(path)) in clashing:
            clashing[key].add(path)
    return [group for group in clashing.values() if len(group) > 1]


def _check_looks(bag: Bag, faults: Faults) -> None:
    """Tell of names that are not what they look like."""
    for path in bag.tree.files:
        if reason := names.deceives(path):
            faults.add("BAG-038", reason, path)


def _check_strength(bag: Bag, faults: Faults) -> None:
    """Tell of a payload that no checksum vouches for but those that can be forged.

    Source: RFC 8493 §2.4
    """
    algorithms = {each.algorithm for each in bag.manifests}
    if algorithms and algorithms <= set(_FORGEABLE):
        faults.add("BAG-039", f"the payload is vouched for by {' and '.join(sorted(algorithms))} only", ".")
