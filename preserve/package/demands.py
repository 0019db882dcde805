"""What a profile asks of a bag, if there is one: algorithms, elements, tag files; and what of it is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preserve import bag, describe
from preserve.fixity import DEFAULT_ALGORITHMS

if TYPE_CHECKING:
    from preserve.bag.profiles import Profile
    from preserve.config import Config
    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.package.records import Pairs, TagFiles


def algorithms(profile: Profile | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the algorithms of the manifests, and those of the tag manifests."""
    return (profile.algorithms, profile.tag_algorithms) if profile else (DEFAULT_ALGORITHMS, DEFAULT_ALGORITHMS)


def tag_files(profile: Profile | None, config: Config, interview: Interview) -> TagFiles:
    """Return the tag files that the archive has asked for, with the title where the profile requires one.

    Args:
        profile: What is asked.
        config: What the archive says of all its bags.
        interview: What is bagged.
    """
    return bag.profiles.titled(profile, config.tag_files, interview.title) if profile else config.tag_files


def info(profile: Profile | None, pairs: Pairs, sizes: tuple[int, ...]) -> Pairs:
    """Return the elements of bag-info.txt with those that a profile asks for and that can be computed.

    Args:
        profile: What is asked.
        pairs: Labels and values.
        sizes: Of all payload files, in bytes.
    """
    return bag.profiles.told(profile, pairs, sizes) if profile else pairs


def unmet(  # noqa: PLR0913 (all that a bag is to be)
    profile: Profile | None,
    pairs: Pairs,
    tags: TagFiles,
    *,
    sizes: tuple[tuple[str, int], ...],
    places: tuple[str, ...],
    form: str | None,
) -> tuple[Finding, ...]:
    """Return everything in which a bag that is about to be made would not conform.

    Args:
        profile: What is asked.
        pairs: Labels and values for bag-info.txt.
        tags: Tag files that are made of labels and values.
        sizes: Path and size of each payload file but the one that describes the others.
        places: Of all other tag files.
        form: Of the archive that the bag is to be packed into; None for a folder.
    """
    if profile is None:
        return ()
    told = info(profile, pairs, tuple(size for _, size in sizes))
    later = ((place, 0) for place in (describe.CRATE_PLACE, *places, *(path for path, _ in tags)))
    archive = bag.profiles.Archive(form=form) if form else None
    return bag.profiles.preview(profile, (*sizes, *later), told, tags, archive)
