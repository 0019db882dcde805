"""BagIt profiles: what an archive asks of the bags that it takes, beyond what makes a bag valid.

    reading = profiles.find("aptrust")
    if reading.profile:
        findings = bag.verify(folder, profile=reading.profile)

A profile is a JSON file. Some that archives have published travel with us and are found by their names; others are
files that the user has. None is ever fetched, although the identifier of most is an address.

Source: BagIt Profiles Specification 1.4.0
"""

from __future__ import annotations

from preserve.bag.profiles.checking import CODES, check, preview, unasked
from preserve.bag.profiles.model import Archive, Choice, Element, Profile, TagFile
from preserve.bag.profiles.reading import Reading, parsed, read
from preserve.bag.profiles.shipped import find, named, names
from preserve.bag.profiles.telling import titled, told

__all__ = [
    "CODES",
    "Archive",
    "Choice",
    "Element",
    "Profile",
    "Reading",
    "TagFile",
    "check",
    "find",
    "named",
    "names",
    "parsed",
    "preview",
    "read",
    "titled",
    "told",
    "unasked",
]
