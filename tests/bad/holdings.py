"""Interviews whose records have something to say: a function for each code, named after it.

Each prepares a folder, packages an interview in it, and returns the codes of the records, each once, in order.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve.config import Config
from preserve.package import package
from preserve.render import VIEWS, Renderer
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD: Final = Path(__file__).parent.parent / "good"
RECORDED: Final = "recorded"
SOUND: Final = "recorded.wav"


def described(folder: Path, name: str, *changes: tuple[str, str]) -> tuple[str, ...]:
    """Return what the records of a good interview say, in whose text something was changed; what it links to is there.

    Args:
        folder: To work in.
        name: Of the interview.
        changes: What stands there, and what is to stand there.
    """
    text = (GOOD / f"{name}.xml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    source = folder / f"{name}.xml"
    source.write_text(text, "utf-8")
    made = package(
        source,
        folder / "bags" / name,
        validator=Validator(Standards(rules=())),
        renderer=Renderer(views=tuple(view for view in VIEWS if view.name == "text")),
        config=Config(),
        moment=dt.datetime(2020, 5, 4, tzinfo=dt.UTC),
    )
    assert made.sealed
    return tuple(dict.fromkeys(finding.code for finding in made.findings if finding.code.startswith("MET")))


def met_030_no_pygfried(folder: Path) -> tuple[str, ...]:
    """Package where nothing tells formats."""
    (folder / SOUND).write_bytes((GOOD / SOUND).read_bytes())
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "pygfried", None)
        return described(folder, RECORDED)


def met_031_sound_of_no_format(folder: Path) -> tuple[str, ...]:
    """Package a recording that no archive could name."""
    (folder / "recorded.sound").write_bytes(bytes(range(1, 256)) * 20)
    return described(folder, RECORDED, (SOUND, "recorded.sound"))


def met_032_wave_called_mp3(folder: Path) -> tuple[str, ...]:
    """Package a recording in WAV that is called MP3."""
    (folder / "recorded.mp3").write_bytes((GOOD / SOUND).read_bytes())
    return described(folder, RECORDED, (SOUND, "recorded.mp3"))


def met_033_never_dated(folder: Path) -> tuple[str, ...]:
    """Package an interview whose header has no date."""
    return described(folder, "minimal")


BUILDERS: Final[tuple[Callable[[Path], tuple[str, ...]], ...]] = tuple(
    value for name, value in list(globals().items()) if re.match(r"met_\d{3}_", name)
)
"""All builders, in the order in which they stand here."""
