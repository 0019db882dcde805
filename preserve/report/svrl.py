"""Findings in Schematron's own language for reports, whatever found them.

A file is an active pattern with one fired rule. The code of a finding is the id of its failed assertion, the severity
its role; line and column, where known, are properties.

Source: ISO/IEC 19757-3:2020, annex D.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from preserve.findings import find_code, has_error
from preserve.report.judged import left_out
from preserve.report.visible import markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.errors import Location
    from preserve.findings import Finding
    from preserve.report.judged import Judged

# Namespaces in XML 1.0 §3.
_BEGIN: Final = (
    r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = rf"[{_BEGIN}][{_BEGIN}.0-9\xb7\u0300-\u036f\u203f\u2040-]*"
_NCNAME: Final = re.compile(_NAME)
_STEP: Final = re.compile(rf"(@?)(?:{_NAME}:)?({_NAME})(?:\[(\d+)\])?", re.ASCII)
# Halves of characters stand in names that are not UTF-8.
_SAFE: Final = "/:"


def as_svrl(judged: tuple[Judged, ...]) -> str:
    """Return the findings of some files as one report."""
    return "".join(f"{line}\n" for line in _lines(judged))


def _lines(judged: tuple[Judged, ...]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl" title="preserve validate">'
    for each in judged:
        yield f'  <svrl:active-pattern documents="{quote(each.file, safe=_SAFE, errors="surrogateescape")}"/>'
        yield '  <svrl:fired-rule context="/"/>'
        for finding in each.shown:
            yield from _failed(finding)
        yield from _rest(each)
    yield "</svrl:schematron-output>"


def _failed(finding: Finding) -> Iterator[str]:
    """Yield the lines of one failed assertion."""
    known = find_code(finding.code)
    identifier = f' id="{markup(finding.code)}"' if _NCNAME.fullmatch(finding.code) else ""
    yield (
        f'  <svrl:failed-assert{identifier} location="{xpath(finding.location)}" '
        f'test="{markup(known.title if known else finding.code)}" role="{finding.severity}">'
    )
    if finding.hint:
        yield f'    <svrl:diagnostic-reference diagnostic="hint">{_text(finding.hint)}</svrl:diagnostic-reference>'
    for name, value in _properties(finding):
        yield f'    <svrl:property-reference property="{name}">{_text(value)}</svrl:property-reference>'
    yield f"    {_text(finding.message)}"
    yield "  </svrl:failed-assert>"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what SVRL has no attribute for."""
    place = finding.location
    properties = (("file", place.file), ("line", place.line), ("column", place.column), ("see", finding.source))
    return ((name, str(value)) for name, value in properties if value)


def _rest(judged: Judged) -> Iterator[str]:
    """Yield the lines that tell what is not shown, so that no report looks sound because it was cut."""
    if hidden := left_out(judged):
        role = "error" if has_error(judged.left_out) else "info"
        yield f'  <svrl:failed-assert location="/" test="--max" role="{role}">{_text(hidden)}</svrl:failed-assert>'


def _text(words: str) -> str:
    """Return words in their element."""
    return f"<svrl:text>{markup(words)}</svrl:text>"


def xpath(place: Location) -> str:
    """Return an XPath, 2.0 or later, for a readable path: one that needs no prefix and leads to one node at most."""
    root, *steps = (place.path or "").split("/")
    matches = [_STEP.fullmatch(step) for step in steps]
    if root or not matches or not all(matches):
        return "/"
    return "".join(f"/{_xpath_step(*match.groups())}" for match in matches if match)


def _xpath_step(attribute: str, name: str, number: str | None) -> str:
    """Return one step."""
    return f"@*:{name}" if attribute else f"*:{name}[{number or 1}]"
