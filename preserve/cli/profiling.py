"""The profile that a call names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from preserve.cli.options import WORD
from preserve.errors import MaterialError
from preserve.report import Judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.bag.profiles import Profile, Reading
    from preserve.cli.options import P
    from preserve.console import Console


def profiled(words: str) -> Callable[[Callable[P, int]], Callable[P, int]]:
    """Return what adds the option for a profile.

    Args:
        words: What is done with it.
    """
    return click.option(
        "--profile",
        "wanted",
        type=WORD,
        metavar="FILE|NAME",
        help=f"{words} a BagIt profile: a JSON file, or aptrust, btr, metaarchive or preserve.",
    )


def reading_of(wanted: str | None) -> Reading | None:
    """Return the profile that a call names, or None where it names none."""
    from preserve.bag import profiles

    return profiles.find(wanted) if wanted else None


def judged(reading: Reading) -> Judged:
    """Return what is to be said of a profile."""
    return Judged(file=reading.file, findings=reading.findings, sources=((reading.file, reading.text),))


def usable(console: Console, reading: Reading | None) -> Profile | None:
    """Say what is the matter with a profile, and return it.

    Raises:
        MaterialError: Nothing can be held against it.
    """
    if reading is None:
        return None
    console.talk(judged(reading))
    if reading.profile is None:
        raise MaterialError("nothing was done, because of the profile", code="BAG-060")
    return reading.profile
