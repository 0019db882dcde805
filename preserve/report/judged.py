"""What is to be said of a file or a bag, how much of it is shown, and the count of all of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from preserve.findings import Severity, find_code, has_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Finding

# With no more findings than these everybody sees for themselves which are most frequent.
_MANY: Final = 10
_MOST_OFTEN: Final = 3
_GRAVITY: Final = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A file, or a bag, and what is to be said of it.

    Attributes:
        file: As its user named it.
        findings: In order.
        sources: Names and texts of what the findings speak of, so that their lines can be shown; may be empty.
        limit: How many of the findings are shown, the gravest of them; None for all. It changes no verdict.
    """

    file: str
    findings: tuple[Finding, ...]
    sources: tuple[tuple[str, str], ...] = ()
    limit: int | None = None

    @property
    def valid(self) -> bool:
        """Whether nothing of it is an error."""
        return not has_error(self.findings)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that are shown, in order."""
        return self._split()[0]

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """The findings that are counted, but not shown."""
        return self._split()[1]

    def _split(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Return the findings that are shown, and the others."""
        if self.limit is None or len(self.findings) <= self.limit:
            return self.findings, ()
        numbers = range(len(self.findings))
        gravest = sorted(numbers, key=lambda number: _GRAVITY.index(self.findings[number].severity))
        kept = set(gravest[: self.limit])
        shown = tuple(finding for number, finding in enumerate(self.findings) if number in kept)
        return shown, tuple(finding for number, finding in enumerate(self.findings) if number not in kept)


class Tally:
    """Files and findings, counted as they come, so that none of them need be kept for the summary."""

    def __init__(self, most: int | None = None) -> None:
        """Begin with nothing.

        Args:
            most: How many findings are shown of all files together; None for all of them.
        """
        self._most = most
        self._files = 0
        self._valid = 0
        self._hidden: Counter[Severity] = Counter()
        self._severities: Counter[Severity] = Counter()
        self._codes: Counter[str] = Counter()

    def add(self, judged: Judged) -> Judged:
        """Count a file and all its findings, and return it with so many of them shown as may still be shown."""
        if self._most is not None:
            judged = replace(judged, limit=self._most)
            self._most -= len(judged.shown)
        self._files += 1
        self._valid += judged.valid
        self._severities.update(finding.severity for finding in judged.findings)
        self._hidden.update(finding.severity for finding in judged.left_out)
        self._codes.update(finding.code for finding in judged.findings)
        return judged

    def hidden(self) -> str | None:
        """Return a sentence on what is not shown, or None where everything is."""
        return _hidden(self._hidden)

    def lines(self) -> Iterator[str]:
        """Yield the summary: a line that counts, and one on the most frequent codes where there are many findings."""
        found = [counted(self._severities[each], each.value) for each in Severity if self._severities[each]]
        yield f"{counted(self._files, 'file')}, {self._valid} valid: {', '.join(found) or 'nothing found'}"
        if self._codes.total() > _MANY:
            yield self._most_often()

    def _most_often(self) -> str:
        """Return a line on the most frequent codes."""
        often = self._codes.most_common(_MOST_OFTEN)
        explained = next((code for code, _ in often if find_code(code)), None)
        named = ", ".join(f"{code} ({number:,})" for code, number in often)
        return f"most often {named}{f'; preserve explain {explained}' if explained else ''}"


def left_out(judged: Judged) -> str | None:
    """Return a sentence on the findings of a file that are not shown, or None where all are."""
    return _hidden(Counter(finding.severity for finding in judged.left_out))


def _hidden(severities: Counter[Severity]) -> str | None:
    """Return a sentence on findings that are not shown; errors among them are never hidden."""
    number, errors = severities.total(), severities[Severity.ERROR]
    if not number:
        return None
    are = "is" if number == 1 else "are"
    among = f", {errors:,} of them {'an error' if errors == 1 else 'errors'}" if errors and number > 1 else ""
    kind = "error" if errors == number == 1 else "finding"
    return f"{counted(number, f'more {kind}')} {are} not shown{among}"


def summary(judged: tuple[Judged, ...]) -> str:
    """Return one line that counts files and findings."""
    tally = Tally()
    for each in judged:
        tally.add(each)
    return next(tally.lines())


def counted(number: int, name: str) -> str:
    """Return a number and a noun."""
    return f"{number:,} {name}" if number == 1 or name == "info" else f"{number:,} {name}s"
