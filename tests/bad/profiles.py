"""Profiles with one fault each, and bags that do not conform: a function for each code, named after it.

Each builder prepares a folder, does what goes wrong, and returns the codes that it was told, each once, in order.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from preserve import bag
from preserve.bag import profiles
from tests.bad import bags

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.bag.profiles import Profile, Reading
    from preserve.findings import Finding

IDENTIFIER: Final = "https://example.org/profiles/mill-1.0.json"


def asking(**keys: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON)
    """Return a profile that asks for nothing, but for what is given: ``Data_Empty`` is the key ``Data-Empty``."""
    info = {
        "BagIt-Profile-Identifier": IDENTIFIER,
        "BagIt-Profile-Version": "1.4.0",
        "Source-Organization": "An Archive",
        "External-Description": "What we ask of bags",
        "Version": "1.0",
    }
    asked = {key.replace("_txt", ".txt").replace("_", "-"): value for key, value in keys.items()}
    return {"BagIt-Profile-Info": info, "Accept-BagIt-Version": ["1.0"], **asked}


def reading(written: object) -> Reading:
    """Return what comes of reading a profile."""
    return profiles.parsed(json.dumps(written, indent=2).encode(), "mill.json", "mill")


def profile(**keys: Any) -> Profile:  # noqa: ANN401 (JSON)
    """Return a profile that asks for something."""
    read = reading(asking(**keys))
    assert read.profile, read.findings
    return read.profile


def conforming(folder: Path) -> Path:
    """Make a bag that names the profile."""
    return bags.retagged(folder, "bag-info.txt", f"Contact-Name: Ada\nBagIt-Profile-Identifier: {IDENTIFIER}\n")


def codes(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the codes of findings, each once."""
    return tuple(dict.fromkeys(each.code for each in found))


def held(folder: Path, **keys: Any) -> tuple[str, ...]:  # noqa: ANN401 (JSON)
    """Return what is told of a bag that is held against a profile."""
    return codes(bag.verify(conforming(folder / "bag"), profile=profile(**keys)))


def bag_060_is_no_json(_folder: Path) -> tuple[str, ...]:
    """Read a profile that ends in the middle."""
    return codes(profiles.parsed(b'{"BagIt-Profile-Info": {', "mill.json", "mill").findings)


def bag_060_contradicts_itself(_folder: Path) -> tuple[str, ...]:
    """Read a profile that requires what it does not allow."""
    return codes(reading(asking(Manifests_Required=["md5"], Manifests_Allowed=["sha256"])).findings)


def bag_061_misspells_a_key(_folder: Path) -> tuple[str, ...]:
    """Read a profile with a key that nobody knows."""
    return codes(reading(asking(Manifest_Required=["md5"])).findings)


def bag_062_lacks_an_element(folder: Path) -> tuple[str, ...]:
    """Hold a bag against a profile that requires an element."""
    return held(folder, Bag_Info={"Contact-Email": {"required": True}})


def bag_063_lacks_a_manifest(folder: Path) -> tuple[str, ...]:
    """Hold a bag against a profile that requires another algorithm."""
    return held(folder, Manifests_Required=["md5"])


def bag_064_lacks_a_tag_file(folder: Path) -> tuple[str, ...]:
    """Hold a bag against a profile that requires a tag file."""
    return held(folder, Tag_Files_Required=["aptrust-info.txt"])


def bag_065_is_to_be_a_folder(_folder: Path) -> tuple[str, ...]:
    """Ask what a bag to be would lack where an archive is wanted."""
    asked = profile(Serialization="required", Accept_Serialization=["application/tar"])
    return codes(profiles.preview(asked, (("data/a", 1),), (("BagIt-Profile-Identifier", IDENTIFIER),), ()))


def bag_066_is_a_folder(folder: Path) -> tuple[str, ...]:
    """Hold a folder against a profile that requires an archive."""
    return held(folder, Serialization="required", Accept_Serialization=["application/tar"])


def bag_067_names_no_profile(folder: Path) -> tuple[str, ...]:
    """Hold a bag against a profile that it does not name."""
    return codes(bag.verify(bags.plain(folder / "bag"), profile=profile()))


def bag_068_lacks_what_is_recommended(folder: Path) -> tuple[str, ...]:
    """Hold a bag against a profile that recommends an element."""
    return held(folder, Bag_Info={"Contact-Email": {"recommended": True}})


def bag_069_names_a_known_profile(folder: Path) -> tuple[str, ...]:
    """Verify a bag that names a profile, which nobody asked for."""
    identifier = "https://wiki.aptrust.org/APTrust_BagIt_Profile-2.2"
    named = bags.retagged(folder / "bag", "bag-info.txt", f"BagIt-Profile-Identifier: {identifier}\n")
    return codes(bag.verify(named))


BUILDERS: Final[tuple[Callable[[Path], tuple[str, ...]], ...]] = tuple(
    value for name, value in list(globals().items()) if re.match(r"bag_\d{3}_", name)
)
"""All builders, in the order in which they stand here."""
