"""Verifying a bag: whether it is complete and valid, to the letter of RFC 8493, and every fault by name.

Source: RFC 8493 §3
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve.bag import info, lists, names, profiles
from preserve.bag.contents import load
from preserve.bag.faults import Faults
from preserve.findings import in_order
from preserve.fixity import Fixity

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.bag.contents import Bag
    from preserve.bag.lists import Claim, Lists
    from preserve.bag.profiles import Profile
    from preserve.findings import Finding
    from preserve.fixity import Progress

_OXUM: Final = re.compile(r"([0-9]{1,40})\.([0-9]{1,40})")  # Python refuses numbers of thousands of digits

_FORGEABLE: Final = ("md5", "sha1")  # an altered file can be made to have the digest of the right one


def verify(folder: Path, *, profile: Profile | None = None, progress: Progress | None = None) -> tuple[Finding, ...]:
    """Return everything that is the matter with a bag; it is valid when no finding is an error.

    Each file is read once, whatever the number of its digests. Nothing is fetched, changed or followed.

    Args:
        folder: The base directory of the bag.
        profile: What an archive asks of it as well; a bag that names a profile is not judged by it for that.
        progress: Is told the bytes as they are read.

    Raises:
        SurroundingsError: When the folder is not there.
    """
    faults = Faults()
    bag = load(folder, faults)
    if bag is None:
        return faults.found()
    listed = lists.check(bag, faults)
    _check_digests(bag, listed, faults, progress)
    _check_oxum(bag, listed, faults)
    _check_names(bag, listed, faults)
    _check_looks(bag, faults)
    _check_strength(bag, faults)
    asked = profiles.check(profile, bag) if profile else profiles.unasked(bag)
    return in_order((*faults.found(), *asked))


def _check_digests(bag: Bag, listed: Lists, faults: Faults, progress: Progress | None) -> None:
    """Read every listed file once and compare all digests that the manifests have of it."""
    wanted = ((path, _algorithms(listed.claims[path])) for path in sorted(listed.claims))
    for path, actual in bag.tree.fixities(wanted, progress):
        if not isinstance(actual, Fixity):
            faults.break_off(actual, path)
            continue
        claims = listed.claims[path]
        wrong = [claim for claim in claims if actual.digest(claim.algorithm) != claim.digest]
        if wrong and _is_vouched_for([claim for claim in claims if claim not in wrong]):
            _tell_wrong_claims(path, wrong, faults)
        elif wrong:
            _tell_mismatch(path, wrong, faults)


def _algorithms(claims: list[Claim]) -> tuple[str, ...]:
    """Return the algorithms of some claims, each once."""
    return tuple(dict.fromkeys(claim.algorithm for claim in claims))


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


def _check_oxum(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Compare what Payload-Oxum says with the payload, and name the files behind a difference.

    Source: RFC 8493 §2.2.2
    """
    name = info.name_in(bag.tree, bag.declaration)
    sizes = [size for path, size in bag.tree.files.items() if names.is_payload(path)]
    is_seen = not any(map(names.is_payload, bag.tree.closed))
    for value in info.values(bag.info, info.OXUM):
        match = _OXUM.fullmatch(value)
        if not match:
            faults.add("BAG-019", f"{info.OXUM} is not two numbers with a full stop between them", name)
        elif not is_seen:
            continue
        elif (int(match[1]), int(match[2])) != (sum(sizes), len(sizes)):
            told = f"{info.OXUM} says {value[:30]}, but bytes and files come to"
            faults.add("BAG-020", f"{told} {info.oxum(sum(sizes), len(sizes))}{_suspects(listed)}", name)


def _suspects(listed: Lists) -> str:
    """Return in words which files may be behind a wrong count."""
    parts = (("not listed", listed.unlisted), ("missing", listed.missing))
    return "".join(f"; {what}: {names.few(paths, most=1)}" for what, paths in parts if paths)


def _check_names(bag: Bag, listed: Lists, faults: Faults) -> None:
    """Tell of names that other systems take for one, and of names that other systems cannot keep.

    Source: RFC 8493 §6.1
    """
    alike: dict[str, list[str]] = {}
    for path in {*bag.tree.files, *bag.tree.folders, *listed.missing}:
        alike.setdefault(names.folded(path), []).append(path)
    for group in alike.values():
        if len(group) > 1:
            faults.add("BAG-032", f"these names differ in case or composition only: {names.few(group)}", min(group))
    for path in bag.tree.files:
        if reason := names.travels_badly(path):
            faults.add("BAG-034", reason, path)
    for path in bag.tree.empty:
        if path != "data":
            faults.add("BAG-035", "this is an empty folder, which no manifest can list", path)


def _check_looks(bag: Bag, faults: Faults) -> None:
    """Tell of names that are not what they look like."""
    for path in filter(names.deceives, bag.tree.files):
        faults.add("BAG-038", "characters in this name are not seen and make it look like another", path)


def _check_strength(bag: Bag, faults: Faults) -> None:
    """Tell of a payload that no checksum vouches for but those that can be forged.

    Source: RFC 8493 §2.4
    """
    algorithms = {each.algorithm for each in bag.manifests}
    if algorithms and algorithms <= set(_FORGEABLE):
        faults.add("BAG-039", f"the payload is vouched for by {' and '.join(sorted(algorithms))} only", ".")
