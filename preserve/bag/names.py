"""Names of files in a bag: how they are written, which lead astray, which look alike.

A path is always relative to the bag and parted by slashes. Paths are judged as text, never by asking the disk: two
calls of realpath for each line of a manifest are most of what other tools do with their time, and a path that is only
compared with what the folder holds can lead nowhere.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN_PAYLOAD: Final = r"data(?:/[^./%\\\0\n][^/%\\\0\n]*+)++"
"""A pattern of paths of the payload that are tidy, lead nowhere and mean what is written, as most do."""

_ENCODED: Final = re.compile(r"%(0A|0D|25)", re.IGNORECASE)
_STRAY_PERCENT: Final = re.compile(r"%(?!0A|0D|25)", re.IGNORECASE)
_LEGACY_ENCODED: Final = re.compile(r"%(0A|0D)", re.IGNORECASE)
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_RESERVED_FILES: Final = re.compile(r"(bagit|bag-info|fetch|(tag)?manifest-.*)\.txt", re.IGNORECASE | re.DOTALL)
_WINDOWS_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{device}{number}" for device in ("COM", "LPT") for number in range(1, 10))}
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_UNSTORABLE: Final = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
# Payload paths of which `travels_badly` has nothing to say, as most are: no device has a name that long.
_TRAVELS_WELL: Final = re.compile(r"data(?:/(?![tT][hH]|[dD][eE])[0-9A-Za-z_-]{5,}+(?:\.[0-9A-Za-z_-]++)*+)++")
# What turns the direction of writing round, and what takes no room; not the joiners, which some scripts need.
_DECEPTIVE: Final = re.compile("[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SYSTEM_FILES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_LONGEST_SHOWN: Final = 90
_LONGEST_SEGMENT: Final = 255  # bytes, on nearly all file systems


def shown(path: str, longest: int = _LONGEST_SHOWN) -> str:
    """Return a path as a message can carry it: one line, no control characters, the middle of a long one left out.

    Args:
        path: Of whatever length and content.
        longest: In characters.
    """
    half = longest // 2
    head = printable(path[: longest + 1])
    if len(head) <= longest:
        return head
    return f"{head[:half]}…{printable(path[-half:])[-half:]}"


def few(paths: Iterable[str], most: int = 2) -> str:
    """Return the first of some paths in their order, and how many more there are.

    Args:
        paths: At least one.
        most: How many are named.
    """
    ordered = sorted(paths)
    more = f" and {len(ordered) - most} more" if len(ordered) > most else ""
    return ", ".join(shown(path, _LONGEST_SHOWN // most) for path in ordered[:most]) + more


def printable(path: str) -> str:
    """Return a path whole, with a backslash escape for each character that cannot be shown."""
    if path.isprintable():
        return path
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in path
    )


def encoded(path: str) -> str:
    """Return a path as a manifest carries it, which encodes three characters and no others.

    Source: RFC 8493 §2.1.3
    """
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def decoded(written: str) -> str:
    """Return the path that a manifest of BagIt 1.0 means.

    Source: RFC 8493 §2.1.3
    """
    return _ENCODED.sub(_character, written) if "%" in written else written


def legacy_decoded(written: str) -> str:
    """Return the path that a manifest from before BagIt 1.0 means: there a percent sign stood for itself."""
    return _LEGACY_ENCODED.sub(_character, written) if "%" in written else written


def has_stray_percent(written: str) -> bool:
    """Return whether a path as written has a percent sign that encodes nothing that may be encoded."""
    return "%" in written and _STRAY_PERCENT.search(written) is not None


def tidied(path: str) -> str:
    """Return a path without empty segments and segments that are a single dot."""
    if not path.startswith(".") and "//" not in path and "/." not in path and not path.endswith("/"):
        return path
    return "/".join(segment for segment in path.split("/") if segment not in {"", "."})


def astray(path: str) -> str | None:
    """Return in words why a path may lead out of the bag on some system, or None.

    Source: RFC 8493 §5.1
    """
    if path.startswith(("/", "\\")) or _DRIVE.match(path):
        return "it is absolute"
    if path.startswith("~"):
        return "a leading tilde stands for a home folder"
    if ".." in path and ".." in re.split(r"[/\\]", path):
        return "it climbs to a parent folder"
    return "it holds a null character" if "\0" in path else None


def folded(path: str) -> str:
    """Return what is the same for all paths that a file system may take for one: case and composition are dropped.

    Source: RFC 8493 §6.1.1
    """
    if path.isascii():
        # Most names are in lower case; to return the same object saves as much memory again as the names take.
        return path if (lower := path.lower()) == path else lower
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def composed(path: str) -> str:
    """Return a path in Unicode's composed form, NFC."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def is_payload(path: str) -> bool:
    """Return whether a path is that of a payload file; all others are tag files.

    Source: RFC 8493 §2.1.2
    """
    return path.startswith("data/")


def is_reserved(path: str) -> bool:
    """Return whether a path is that of a tag file whose content the standard lays down.

    Source: RFC 8493 §2
    """
    return "/" not in path and _RESERVED_FILES.fullmatch(path) is not None


def unusable(path: str) -> str | None:
    """Return in words why we write no file of this name into a bag, or None.

    Stricter than the standard, because a name that only some tools can read is a fault that shows up too late.
    """
    if reason := astray(path):
        return reason
    if _SURROGATE.search(path):
        return "it cannot be written in UTF-8"
    if "\\" in path:
        return "a backslash parts folders on Windows"
    if _CONTROL.search(path.replace("\n", "").replace("\r", "")):
        return "it holds a control character"
    return _unusable_segment(path)


def travels_badly(path: str) -> str | None:
    """Return in words what may happen to a file of this name on another system, or None.

    Source: RFC 8493 §6.1.2
    """
    if _TRAVELS_WELL.fullmatch(path):
        return None
    if _UNSTORABLE.search(path):
        return "its name is not UTF-8" if _SURROGATE.search(path) else "Windows cannot store its name"
    folder, _, name = path.rpartition("/")
    return _folder_travels_badly(folder) or _segment_travels_badly(name)


def deceives(path: str) -> str | None:
    """Return in words that a path holds characters which nobody sees and which make it look like another, or None.

    Source: UTR 36 §2.6
    """
    if path.isascii() or not _DECEPTIVE.search(path):
        return None
    return "characters in this name are not seen and make it look like another"


def _unusable_segment(path: str) -> str | None:
    """Return in words what is wrong with one of the names in a path, or None."""
    for segment in path.split("/"):
        if segment in {"", "."}:
            return "a part of it is empty"
        if segment != segment.strip():
            return "a part of it begins or ends with white space"
        if len(segment.encode("utf-8", "surrogateescape")) > _LONGEST_SEGMENT:
            return f"a part of it is longer than {_LONGEST_SEGMENT} bytes, and most systems have no longer names"
    return None


@functools.lru_cache(maxsize=256)
def _folder_travels_badly(path: str) -> str | None:
    """Return in words what may happen to a folder on another system, or to one above it, or None."""
    return next((reason for reason in map(_segment_travels_badly, path.split("/")) if reason), None)


def _segment_travels_badly(segment: str) -> str | None:
    """Return in words what may happen to a file or folder of this name on another system, or None."""
    if segment.lower() in _SYSTEM_FILES or segment.startswith("._"):
        return "operating systems change or drop such files unasked"
    if segment.endswith((" ", ".")):
        return "Windows drops the end of its name"
    return "Windows reserves its name" if segment.partition(".")[0].upper() in _WINDOWS_DEVICES else None


def _character(match: re.Match[str]) -> str:
    """Return the character that a percent sign and two digits stand for."""
    return chr(int(match[1], 16))
