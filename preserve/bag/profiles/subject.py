"""What a profile is held against: a bag that is there, or one that is about to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from preserve.bag import declaration, manifest
from preserve.bag import info as bag_info

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from preserve.bag.contents import Bag
    from preserve.bag.faults import Faults
    from preserve.bag.profiles.model import Archive, Element, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A bag as far as a profile can ask for something.

    Attributes:
        version: Of BagIt.
        files: The size in bytes of each file by its path; of a bag to be, those apart that the standard lays down.
        folders: The paths of all folders; nothing for a bag to be.
        info: Pairs of label and value; None where there is no bag-info.txt.
        info_name: Of the file that these stand in.
        algorithms: Of the payload manifests.
        tag_algorithms: Of the tag manifests.
        tags: For the path of each other tag file that the profile asks for and that is there, its pairs.
        archive: What the bag lies in; None for a folder.
        is_planned: Whether it is about to be made, so that what is missing can still be said in preserve.toml.
    """

    version: str
    files: Mapping[str, int]
    folders: Collection[str] = ()
    info: tuple[tuple[str, str], ...] | None
    info_name: str = bag_info.NAME
    algorithms: tuple[str, ...]
    tag_algorithms: tuple[str, ...]
    tags: Mapping[str, tuple[tuple[str, str], ...]]
    archive: Archive | None = None
    is_planned: bool = False

    def remedy(self, path: str, element: Element) -> str | None:
        """Return how an element comes into a tag file, where that differs from what is said of the code."""
        if not self.is_planned:
            return None
        table = "[bag-info]" if path == self.info_name else f'[tag-files."{path}"]'
        value = element.values[0] if len(element.values) == 1 else "…"
        return f'Write into preserve.toml, below {table}: {element.label} = "{value}"'


def of_bag(bag: Bag, profile: Profile, archive: Archive | None, faults: Faults) -> Subject:
    """Return a bag that is there as something to hold a profile against.

    Args:
        bag: As read.
        profile: Says which tag files are looked into.
        archive: What the bag lies in; None for a folder.
        faults: Is told of tag files that cannot be read.
    """
    name = bag_info.name_in(bag.tree, bag.declaration)
    paths = [file.path for file in profile.tag_files if file.path in bag.tree.files]
    return Subject(
        version=bag.declaration.version,
        files={path: bag.tree.size(path) for path in bag.tree.files},
        folders=bag.tree.folders,
        info=bag.info if name in bag.tree.files else None,
        info_name=name,
        algorithms=tuple(each.algorithm for each in bag.manifests),
        tag_algorithms=tuple(each.algorithm for each in bag.tag_manifests),
        tags={path: bag_info.elements(bag.tree, path, bag.declaration, faults) for path in paths},
        archive=archive,
    )


def of_plan(
    profile: Profile,
    files: tuple[tuple[str, int], ...],
    info: tuple[tuple[str, str], ...],
    tags: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    archive: Archive | None,
) -> Subject:
    """Return a bag that is about to be made as something to hold a profile against.

    Args:
        profile: Says by which algorithms the manifests will be.
        files: Path and size of each, those apart that the standard lays down.
        info: Pairs of label and value for bag-info.txt.
        tags: The path of each tag file that is made of labels and values, and these.
        archive: What the bag is to be packed into; None for a folder.
    """
    return Subject(
        version=declaration.CURRENT,
        files=dict(files),
        info=info,
        algorithms=profile.algorithms,
        tag_algorithms=profile.tag_algorithms,
        tags=dict(tags),
        archive=archive,
        is_planned=True,
    )


def is_standard(path: str) -> bool:
    """Return whether a tag file is one that the standard lays down, so that no list of allowed ones need name it."""
    return path in {declaration.NAME, bag_info.NAME, bag_info.OLD_NAME, "fetch.txt"} or manifest.is_name(path)
