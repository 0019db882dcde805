"""The schema and the rules that an interview names by ``<?xml-model?>``, as far as they are local files.

Nothing is fetched: what is not followed is told of. A copy of our own schema or rules is ours, wherever it lies, and so
is one that is named like ours and is not there, as in a file that was sent without its project.

Source: W3C, Associating Schemas with XML documents 1.0; ISO/IEC 19757-11.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from preserve import resources, xmlio
from preserve.errors import shortened
from preserve.findings import finding
from preserve.validate.files import is_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Finding
    from preserve.validate.judge import Standards
    from preserve.xmlio import Association, Document

_OURS: Final = (resources.SCHEMA, resources.RULES)
_COMPACT: Final = ".rnc"
_LONGEST: Final = 80
_ELSEWHERE: Final = (
    "is no relative path to a file; nothing is fetched",
    "Save it beside the file and name it by a relative path, or give it with --schema or --rules.",
)
_ABSENT: Final = ("does not exist", "Correct the path, or give the schema with --schema and the rules with --rules.")
_SECOND: Final = ("is a second grammar; the first decides", "Name one grammar, or give the other with --schema.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an interview is to be judged by, as it says itself.

    Attributes:
        standards: Those of the call, with the schema and the rules that the interview names.
        findings: What it names and is not followed.
    """

    standards: Standards
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """An association and the file that it leads to.

    Attributes:
        association: As written.
        path: The file; ours for a copy of ours.
        refusal: Why it is not followed, and what to do, or None.
    """

    association: Association
    path: Path
    refusal: tuple[str, str] | None


def chosen_by(document: Document, folder: Path, standards: Standards) -> Choice:
    """Return what an interview is to be judged by where the call does not say it.

    Args:
        document: The interview.
        folder: Where its TEI lies.
        standards: What the call says.
    """
    followed = [_follow(each, folder) for each in xmlio.associations(document)]
    good = [each for each in followed if each.refusal is None]
    schemas = [each.path for each in good if each.association.kind == "relaxng"]
    rules = [each for each in good if each.association.kind == "schematron" and each.path not in schemas]
    phases = [each.association.phase for each in rules if each.association.phase]
    chosen = replace(
        standards,
        schema=schemas[0] if schemas and schemas[0] != resources.SCHEMA else None,
        rules=tuple(dict.fromkeys(each.path for each in rules)) or None,
        phase=phases[0] if phases else standards.phase,
    )
    return Choice(standards=chosen, findings=tuple(_remarks(followed, schemas[1:])))


def _remarks(followed: list[_Followed], further: list[Path]) -> Iterator[Finding]:
    """Yield a finding for each association that is not followed."""
    for each in followed:
        reason, hint = each.refusal or (_SECOND if each.path in further else ("", ""))
        if reason:
            instead = "; it was judged by ours instead" if each.refusal else ""
            message = f"the file wants to be judged by {_short(each.association.href)}, which {reason}{instead}"
            yield finding("TEI-014", message, each.association.location, hint=hint)


def _short(href: str) -> str:
    """Return an address as it is told."""
    return shortened(href, _LONGEST)


def _follow(association: Association, folder: Path) -> _Followed:
    """Return where an association leads."""
    target = _local(association.href)
    path = folder / (target or "")
    ours = next((each for each in _OURS if each.name == PurePosixPath(target or "").name), None)
    if target is None:
        return _Followed(association=association, path=path, refusal=_ELSEWHERE)
    if ours and (not is_regular(path) or resources.is_copy(path, ours)):
        return _Followed(association=association, path=ours, refusal=None)
    return _Followed(association=association, path=path, refusal=_refusal(association, path))


def _refusal(association: Association, path: Path) -> tuple[str, str] | None:
    """Return why a local file cannot be judged by, and what to do, or None."""
    if path.suffix == _COMPACT:
        there = path.with_suffix(".rng").name
        return "is in the compact syntax of RELAX NG", f"Convert it: trang {path.name} {there}, and name {there}."
    if association.kind == "other":
        return "is neither RELAX NG nor Schematron", "Name a RELAX NG schema (.rng), or give one with --schema."
    return None if is_regular(path) else _ABSENT


def _local(href: str) -> str | None:
    """Return the relative path that an address means, or None for any other address."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    path = unquote(parts.path)
    return path if path and path == unquote(href) and not path.startswith("/") else None
