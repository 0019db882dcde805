"""What a profile asks of the files of a bag.

Source: BagIt Profiles Specification 1.4.0, Tag-Files-Required and those below it, Data-Empty
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.bag import names
from preserve.bag.profiles.subject import is_standard

if TYPE_CHECKING:
    from preserve.bag.faults import Faults
    from preserve.bag.profiles.model import Choice, Profile
    from preserve.bag.profiles.subject import Subject

_LONGEST: Final = 60


def check(profile: Profile, judged: Subject, faults: Faults) -> None:
    """Tell of files that are missing, and of those that should not be there.

    Args:
        profile: What is asked.
        judged: What is there.
        faults: Is told.
    """
    name = names.shown(profile.name, _LONGEST)
    payload = [path for path in judged.files if names.is_payload(path)]
    tags = [path for path in judged.files if not names.is_payload(path) and not is_standard(path)]
    # A file with required elements was told already, with what it has to say.
    told = {file.path for file in profile.tag_files if file.required}
    _check_required(name, judged, [each for each in profile.tag_paths.required if each not in told], faults)
    _check_allowed(name, profile.tag_paths, tags, faults)
    _check_required(name, judged, [*profile.payload_paths.required], faults)
    _check_allowed(name, profile.payload_paths, payload, faults)
    if profile.is_empty:
        _check_empty(name, judged, payload, faults)


def _check_required(name: str, judged: Subject, required: list[str], faults: Faults) -> None:
    """Tell of required files and folders that are not there."""
    for path in required:
        if path.endswith("/"):
            if not _holds_something(judged, path):
                faults.add("BAG-064", f"{name} requires something in this folder, and there is nothing", path)
        elif path not in judged.files and not (judged.is_planned and is_standard(path)):
            faults.add("BAG-064", f"{name} requires this file, and it is not there", path)


def _holds_something(judged: Subject, folder: str) -> bool:
    """Return whether a file or a folder is in a folder."""
    return any(path.startswith(folder) for paths in (judged.files, judged.folders) for path in paths)


def _check_allowed(name: str, choice: Choice, there: list[str], faults: Faults) -> None:
    """Tell of files that are not allowed."""
    allowed = names.few(choice.allowed, most=4) if choice.allowed else "no such file"
    for path in there:
        if not choice.covers(path):
            faults.add("BAG-064", f"{name} does not allow this file, only {allowed}", path)


def _check_empty(name: str, judged: Subject, payload: list[str], faults: Faults) -> None:
    """Tell of a payload where none should be, but for a single file without content."""
    size = sum(judged.files[path] for path in payload)
    if len(payload) > 1 or size:
        many = f"{len(payload):,} file{'s' * (len(payload) != 1)} of {size:,} bytes"
        message = f"{name} wants no payload, or one file without content; there are {many}"
        faults.add("BAG-064", message, "data")
