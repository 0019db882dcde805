"""Whether a bag is as a profile asks; all that is not, at once, with what is asked, what is there, and how to mend it.

That a bag is valid is for `preserve.bag.verification`; here nothing of the payload is read.

Source: BagIt Profiles Specification 1.4.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.bag import fetch, info, names
from preserve.bag.faults import Faults
from preserve.bag.profiles import elements, paths, subject
from preserve.bag.profiles.shipped import named
from preserve.errors import Location
from preserve.findings import finding

if TYPE_CHECKING:
    from preserve.bag.contents import Bag
    from preserve.bag.profiles.model import Archive, Choice, Profile
    from preserve.bag.profiles.subject import Subject
    from preserve.findings import Finding

CODES: Final = frozenset({"BAG-062", "BAG-063", "BAG-064", "BAG-066", "BAG-067"})
"""What may be said of a valid bag that does not conform."""

_LONGEST: Final = 70  # of a list in a message


def check(profile: Profile, bag: Bag, archive: Archive | None = None) -> tuple[Finding, ...]:
    """Return everything in which a bag does not conform to a profile; it conforms when no finding is an error.

    Args:
        profile: What is asked.
        bag: As read; that it is valid is not looked at.
        archive: The form of the file that the bag lies in; None for a folder.
    """
    faults = Faults()
    _judge(profile, subject.of_bag(bag, profile, archive, faults), faults)
    return faults.found()


def preview(
    profile: Profile,
    files: tuple[tuple[str, int], ...],
    bag_info: tuple[tuple[str, str], ...],
    tags: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    archive: Archive | None = None,
) -> tuple[Finding, ...]:
    """Return everything in which a bag that is about to be made would not conform, and where to say what is missing.

    That the profile wants an archive, where a folder is to be made, is only a warning.

    Args:
        profile: What is asked.
        files: Path and size of each file, those apart that the standard lays down.
        bag_info: Pairs of label and value for bag-info.txt.
        tags: The path of each tag file that is made of labels and values, and these.
        archive: What the bag is to be packed into; None for a folder.
    """
    faults = Faults()
    _judge(profile, subject.of_plan(profile, files, bag_info, tags, archive), faults)
    return faults.found()


def _judge(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of everything in which a bag does not conform."""
    _check_version(profile, judged, faults)
    _check_form(profile, judged, faults)
    _check_identifier(profile, judged, faults)
    elements.check(profile, judged, faults)
    _check_manifests(profile, profile.manifests, judged.algorithms, "manifest", faults)
    _check_manifests(profile, profile.tag_manifests, judged.tag_algorithms, "tagmanifest", faults)
    _check_fetch(profile, judged, faults)
    paths.check(profile, judged, faults)


def _check_version(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of a version of BagIt that is not accepted."""
    if judged.version not in profile.versions:
        accepted = names.few(profile.versions, most=6)
        message = f"the bag is of BagIt {judged.version[:20]}; {_called(profile)} accepts {accepted}"
        faults.add("BAG-066", message, "bagit.txt", line=1)


def _check_form(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of a folder where an archive is asked for, of an archive where none is, and of one in another form."""
    if judged.archive is None:
        if profile.serialization == "required":
            code = "BAG-065" if judged.is_planned else "BAG-066"
            message = f"the bag is a folder; {_called(profile)} requires an archive: {_forms(profile)}"
            faults.add(code, message, ".", hint=_packing(profile))
    elif profile.serialization == "forbidden":
        message = f"the bag is a {judged.archive.form} archive; {_called(profile)} accepts folders only"
        faults.add("BAG-066", message, ".")
    elif judged.archive.form not in profile.serializations:
        message = f"the bag is a {judged.archive.form} archive; {_called(profile)} accepts {_forms(profile)}"
        faults.add("BAG-066", message, ".")


def _check_identifier(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of a bag that does not say that it conforms."""
    stated = info.values(judged.info or (), info.PROFILE)
    if judged.info is None or set(stated) & set(profile.identifiers):
        return
    other = f"; it names {names.few(stated)}" if stated else ""
    hint = f"Add to {judged.info_name}: {info.PROFILE}: {profile.identifier}"
    faults.add("BAG-067", f"the bag does not name {_called(profile)}{other}", judged.info_name, hint=hint)


def _check_manifests(
    profile: Profile, choice: Choice, algorithms: tuple[str, ...], prefix: str, faults: Faults
) -> None:
    """Tell of manifests that are missing, and of those that should not be there."""
    there = names.few(algorithms, most=4) if algorithms else "none"
    for each in choice.required:
        if each not in algorithms:
            name = f"{prefix}-{names.shown(each, 40)}.txt"
            faults.add("BAG-063", f"{_called(profile)} requires {name}; the bag has {there}", name)
    for each in algorithms:
        if not choice.allows(each):
            allowed = names.few(choice.allowed, most=6) if choice.allowed else "none"
            message = f"{_called(profile)} does not allow this manifest, only those by {allowed}"
            faults.add("BAG-063", message, f"{prefix}-{each}.txt")


def _check_fetch(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of a fetch.txt that should not be there, or should."""
    is_there = fetch.NAME in judged.files
    if is_there and not profile.may_fetch:
        hint = "Fetch the files that it lists, and make the bag again without it."
        faults.add("BAG-064", f"{_called(profile)} does not allow a fetch.txt", fetch.NAME, hint=hint)
    elif profile.must_fetch and not is_there:
        faults.add("BAG-064", f"{_called(profile)} requires a fetch.txt, and there is none", fetch.NAME)


def _packing(profile: Profile) -> str:
    """Return in words how a bag becomes an archive that is accepted."""
    if profile.serializations:
        return f"Pack it with preserve package --archive {profile.serializations[0]}."
    return "Put the folder into an archive of the same name before you send it."


def _forms(profile: Profile) -> str:
    """Return in words which archives are accepted."""
    return names.few(profile.serializations or profile.media_types, most=4) if profile.media_types else "none"


def _called(profile: Profile) -> str:
    """Return what a message calls a profile."""
    return names.shown(profile.name, _LONGEST)


def unasked(bag: Bag) -> tuple[Finding, ...]:
    """Return which profiles that travel with us a bag names, where it was not held against any."""
    place = Location(file=info.name_in(bag.tree, bag.declaration))
    found = filter(None, map(named, info.values(bag.info, info.PROFILE)))
    return tuple(
        finding(
            "BAG-069",
            f"the bag says that it conforms to {profile.name}, which was not looked at",
            place,
            hint=f"See whether it does: preserve verify --profile {profile.name} BAG",
        )
        for profile in found
    )
