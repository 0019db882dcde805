"""The door to pygfried: what format a file is of, by the signatures of PRONOM, as archives themselves tell it.

What PRONOM says is recorded and not corrected: it takes an XSLT stylesheet that speaks of TEI for TEI, and that it said
so is a fact of the day. Nothing here stops the work: where nothing can be told, the reason is.

Source: PRONOM, www.nationalarchives.gov.uk/PRONOM; siegfried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pygfried import DetailedIdentifyResult, Match

_UNKNOWN: Final = "UNKNOWN"
_SIGNATURE: Final = re.compile(r"DROID_SignatureFile_V(\d+)")
MISMATCH: Final = "extension mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What is said of the format of a file.

    Attributes:
        identifier: PRONOM's, such as ``fmt/1476``; None where the format is unknown or cannot be told.
        name: Of the format, or why there is none.
        version: Of the format; empty where it has none.
        media_type: Of the Internet, such as ``audio/x-wav``; empty where PRONOM knows none.
        basis: What it is told by.
        warning: What makes it doubtful; empty where nothing does.
    """

    identifier: str | None
    name: str
    version: str = ""
    media_type: str = ""
    basis: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What is said of the formats of some files.

    Attributes:
        formats: One for each file, in the order asked for.
        engines: Names and versions of what told them; nothing where nothing could.
        signatures: The signature files by their names.
        reason: Why no format was told, in words; None where they were.
    """

    formats: tuple[Format, ...]
    engines: tuple[tuple[str, str], ...] = ()
    signatures: str = ""
    reason: str | None = None


def identify(paths: Sequence[Path]) -> Identified:
    """Tell the formats of some files, by their content before their names.

    Args:
        paths: Regular files.
    """
    try:
        import pygfried

        result = pygfried.identify_many([str(path) for path in paths])
        found = {file["filename"]: _format(file["matches"], file["errors"]) for file in result["files"]}
        formats = tuple(found[str(path)] for path in paths)
    except Exception as error:  # noqa: BLE001 (whatever fails there, a bag is made without)
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _nothing(paths, reason)
    signatures = _signatures(result)
    return Identified(formats=formats, engines=_engines(result["siegfried"], signatures), signatures=signatures)


def _nothing(paths: Sequence[Path], reason: str) -> Identified:
    """Return that no format could be told, and why; where the machine's paths stand in the reason, it is kept short."""
    plain = " ".join(reason.split()).partition(" /")[0]
    return Identified(formats=(Format(identifier=None, name="not identified"),) * len(paths), reason=plain)


def _signatures(result: DetailedIdentifyResult) -> str:
    """Return what PRONOM's signature files are called that were used."""
    return next((each["details"] for each in result["identifiers"] if each["name"] == "pronom"), "")


def _engines(version: str, signatures: str) -> tuple[tuple[str, str], ...]:
    """Return the versions of siegfried and of PRONOM's signatures."""
    number = _SIGNATURE.search(signatures)
    return (("siegfried", version), ("PRONOM", number[1] if number else signatures))


def _format(matches: Iterable[Match], errors: str) -> Format:
    """Return what is said of one file."""
    known = [match for match in matches if match["ns"] == "pronom" and match["id"] != _UNKNOWN]
    if len(known) == 1:
        return _one(known[0])
    if known:
        return Format(identifier=None, name="ambiguous", warning=f"one of {', '.join(each['id'] for each in known)}")
    return Format(identifier=None, name="unknown", warning=errors or next((each["warning"] for each in matches), ""))


def _one(match: Match) -> Format:
    """Return the only format that a file can be of."""
    return Format(
        identifier=match["id"],
        name=match["format"],
        version=match["version"],
        media_type=match["mime"].partition(",")[0],
        basis=match["basis"],
        warning=match["warning"],
    )
