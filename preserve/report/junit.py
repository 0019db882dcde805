"""Findings as JUnit's XML, which Jenkins, GitLab and others show as tests.

A file is a suite; an error is a test that fails, or that could not be made where the surroundings refused; a warning or
an info is a test that passes and has something to say, and a file without findings one that passes. Only elements and
attributes are written that the schema of Jenkins's xUnit plugin (junit-10.xsd) knows, and names are unique within a
suite, because GitLab takes tests of one name for one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from preserve.findings import has_error
from preserve.report.judged import left_out
from preserve.report.visible import markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Finding
    from preserve.report.judged import Judged

_OF_SURROUNDINGS: Final = "ENV-"


def as_junit(judged: tuple[Judged, ...]) -> str:
    """Return the findings of some files as one JUnit document."""
    return "".join(f"{line}\n" for line in _lines(judged))


def _lines(judged: tuple[Judged, ...]) -> Iterator[str]:
    """Yield the lines of the document."""
    suites = [tuple(_cases(each)) for each in judged]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="preserve" {_counts([case for cases in suites for case in cases])}>'
    for each, cases in zip(judged, suites, strict=True):
        yield f'  <testsuite name="{markup(each.file)}" {_counts(cases)} skipped="0">'
        yield from cases
        yield "  </testsuite>"
    yield "</testsuites>"


def _counts(cases: list[str] | tuple[str, ...]) -> str:
    """Return the attributes that count tests."""
    failures, errors = (sum(f"<{kind} " in case for case in cases) for kind in ("failure", "error"))
    return f'tests="{len(cases)}" failures="{failures}" errors="{errors}"'


def _cases(judged: Judged) -> Iterator[str]:
    """Yield the tests of one file."""
    names: Counter[str] = Counter()
    for finding in judged.shown:
        name = _name(finding, judged.file)
        names[name] += 1
        again = f" ({names[name]})" if names[name] > 1 else ""
        yield _case(judged.file, name + again, _failed(finding) if finding.is_error else _passed(_words(finding)))
    if hidden := left_out(judged):
        # A suite must not look green because its failures were cut off.
        yield _case(
            judged.file, hidden, _failure("--max", hidden, hidden) if has_error(judged.left_out) else _passed(hidden)
        )
    if not judged.findings:
        yield f'    <testcase name="valid" classname="{markup(judged.file)}"/>'


def _case(file: str, name: str, inner: str) -> str:
    """Return one test."""
    return f'    <testcase name="{markup(name)}" classname="{markup(file)}">{inner}</testcase>'


def _name(finding: Finding, file: str) -> str:
    """Return the name of a test: its code, place and message."""
    place = finding.location
    numbers = (str(number) for number in (place.line, place.column) if number is not None)
    where = ":".join((*(() if place.file == file else (place.file,)), *numbers))
    return f"{finding.code}{f' {where}' if where else ''} {finding.message}"


def _failed(finding: Finding) -> str:
    """Return what is said of an error."""
    kind = "error" if finding.code.startswith(_OF_SURROUNDINGS) else "failure"
    return _failure(finding.code, finding.message, _words(finding), kind)


def _failure(code: str, message: str, words: str, kind: str = "failure") -> str:
    """Return a failure, or what could not be done at all."""
    return f'<{kind} type="{markup(code)}" message="{markup(message)}">{_lines_of(words)}</{kind}>'


def _passed(words: str) -> str:
    """Return what a test says that passes."""
    return f"<system-out>{_lines_of(words)}</system-out>"


def _words(finding: Finding) -> str:
    """Return all that is said of a finding, one thing a line."""
    head = f"{finding.location}: {finding.severity} {finding.code}: {finding.message}"
    notes = (("hint", finding.hint), ("see", finding.source), ("at", finding.location.path))
    return "\n".join((head, *(f"{label}: {said}" for label, said in notes if said)))


def _lines_of(words: str) -> str:
    """Return lines as they can stand in XML."""
    return "\n".join(markup(line) for line in words.split("\n"))
