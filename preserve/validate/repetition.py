"""What was said already: one fault is told once, though a rule, the grammar and the pointers may all speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from preserve.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Same:
    """How the grammar says what a rule says, too.

    Attributes:
        codes: The grammar's codes for it, at the element that the rule speaks of or directly inside.
        word: What its message then speaks of.
    """

    codes: frozenset[str]
    word: re.Pattern[str]


def _same(word: str, *codes: str) -> _Same:
    """Make an entry of the table."""
    return _Same(codes=frozenset(codes), word=re.compile(rf"\b(?:{word})\b", re.IGNORECASE))


# What the grammar says already, by rule.
_SAME: Final = {
    "INT-011": _same(r"\w*name|title|head|label", "TEI-004"),
    "INT-044": _same("who", "TEI-008", "TEI-009", "TEI-010"),
    "INT-056": _same("geo", "TEI-011"),
    "INT-058": _same("dur-iso", "TEI-010"),
    "INT-073": _same("publisher|authority|distributor", "TEI-007"),
    "INT-076": _same("ident", "TEI-010"),
    "INT-077": _same(r"resp|\w*name", "TEI-007"),
}
# A name that is only misspelt is mended by what the grammar says of it.
_MISSPELT: Final = frozenset({"TEI-004", "TEI-008"})
# That an entry is mentioned nowhere, or a participant never speaks, follows from a pointer that misses them.
_FOLLOWING: Final = frozenset({"INT-004", "INT-012"})


def without_repetitions(
    findings: Iterable[Finding], repeated: Container[str], unusable: Container[str], missed: Container[str]
) -> Iterator[Finding]:
    """Yield what the schema and the rules found, without what is said elsewhere.

    Args:
        findings: All that they found.
        repeated: The paths of elements whose id stands twice.
        unusable: The paths of attributes that hold no pointer.
        missed: The paths of elements that some wrong pointer is likely to mean.
    """
    found = list(findings)
    said = list(_said(found))
    told = {id(rule) for rule, _ in said}
    hints = {id(grammar): rule.hint for rule, grammar in said if grammar.code not in _MISSPELT}
    for each in found:
        path = element_path(each)
        is_told = (
            id(each) in told
            or (each.code == "TEI-012" and path in repeated)
            or (each.code == "TEI-010" and each.location.path in unusable)
            or (each.code in _FOLLOWING and path in missed)
        )
        if not is_told:
            yield replace(each, hint=hints.get(id(each)) or each.hint)


def _said(found: list[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Yield what a rule says, and what the grammar says of the same."""
    around: dict[str, list[Finding]] = {}
    for each in found:
        if each.code.startswith("TEI-"):
            path = element_path(each)
            around.setdefault(path, []).append(each)
            around.setdefault(path.rpartition("/")[0], []).append(each)
    for rule in found:
        if rule.code in _SAME:
            same = _SAME[rule.code]
            for grammar in around.get(element_path(rule), ()):
                if grammar.code in same.codes and same.word.search(grammar.message):
                    yield rule, grammar


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, each of several that say the same of the same place once: what is included may come twice."""
    seen = set()
    for each in findings:
        place = each.location.file, each.location.line, each.location.column
        if each.location.column is None or (place, each.code, each.message) not in seen:
            seen.add((place, each.code, each.message))
            yield each


def element_path(finding: Finding) -> str:
    """Return the path of the element that a finding speaks of."""
    return (finding.location.path or "").partition("/@")[0]
