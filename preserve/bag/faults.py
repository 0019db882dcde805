"""The place where the faults of a bag are gathered, so that one read tells them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from preserve import findings
from preserve.bag import names
from preserve.errors import Location

if TYPE_CHECKING:
    from preserve.errors import BagError
    from preserve.findings import Finding

MOST: Final = 10_000
"""How many findings of one code are told one by one: a list of millions helps nobody and fills the memory."""


class Faults:
    """The findings on one bag."""

    def __init__(self) -> None:
        """Begin with none."""
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._broken_off: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, code: str, message: str, file: str, *, line: int | None = None, hint: str | None = None) -> None:
        """Note a fault.

        Args:
            code: An entry of codes.toml.
            message: What is the matter, in one sentence.
            file: Relative to the bag.
            line: Counted from 1; None where the fault is not in a line.
            hint: How to mend it, where the code's own hint does not say.
        """
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            place = Location(file=names.printable(file), line=line)
            self._findings.append(findings.finding(code, names.printable(message), place, hint=hint))

    def only_counts(self, code: str) -> bool:
        """Return whether enough faults of a code were told; if so, count one more, for which no words need be found.

        Args:
            code: An entry of codes.toml.
        """
        if self._counts[code] < MOST:
            return False
        self._counts[code] += 1
        return True

    def break_off(self, error: BagError | OSError, file: str) -> None:
        """Note a fault that ended the reading of one file or folder; once, also when the file is read again.

        Args:
            error: What happened.
            file: Where, relative to the bag; empty for the bag itself.
        """
        code = "BAG-023" if isinstance(error, OSError) else error.code
        if code in self._broken_off[file]:
            return
        self._broken_off[file].add(code)
        if isinstance(error, OSError):
            self.add(code, f"this cannot be read: {(error.strerror or str(error)).lower()}", file or ".")
        else:
            line = error.location.line if error.location else None
            self.add(code, error.message, file, line=line, hint=error.hint)

    def has_broken_off(self, file: str) -> bool:
        """Return whether a file could not be read to its end."""
        return file in self._broken_off

    def found(self) -> tuple[Finding, ...]:
        """Return all findings by place, and for a code with too many how many more there are."""
        return findings.in_order((*self._findings, *map(self._rest, self._crowded())))

    def _crowded(self) -> list[str]:
        """Return the codes of which there are more than are told."""
        return [code for code, count in self._counts.items() if count > MOST]

    def _rest(self, code: str) -> Finding:
        """Return the finding that stands for all that were not told."""
        return findings.finding(code, f"and {self._counts[code] - MOST:,} more of this kind", Location(file="."))
