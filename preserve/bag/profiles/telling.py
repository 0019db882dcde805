"""What a bag says in its tag files because a profile asks for it, as far as that is known without asking anybody.

Source: RFC 8493 §2.2.2; BagIt Profiles Specification 1.4.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.bag import info

if TYPE_CHECKING:
    from preserve.bag.profiles.model import Profile

_TITLE: Final = "title"


def told(profile: Profile, pairs: tuple[tuple[str, str], ...], sizes: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Return the elements of bag-info.txt with those that a profile asks for and that can be computed.

    Args:
        profile: What is asked.
        pairs: Labels and values that are known already.
        sizes: Of all payload files, in bytes.
    """
    said = list(pairs)
    if not set(info.values(pairs, info.PROFILE)) & set(profile.identifiers):
        said.append((info.PROFILE, profile.identifier))
    said.append((info.OXUM, info.oxum(sum(sizes), len(sizes))))
    return tuple(said)


def titled(
    profile: Profile, files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], title: str
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return tag files with the title where a profile requires one and they have none.

    Args:
        profile: What is asked.
        files: The path of each tag file, and its labels and values.
        title: Of what is bagged, which no configuration can say for all bags.
    """
    said = dict(files)
    for file in profile.tag_files:
        label = next((each.label for each in file.required if each.label.lower() == _TITLE), None)
        pairs = said.get(file.path, ())
        if label and not info.values(pairs, label):
            said[file.path] = ((label, title), *pairs)
    return tuple(said.items())
