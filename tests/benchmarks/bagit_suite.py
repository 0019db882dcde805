"""The BagIt suite of the Library of Congress: how many of its bags get the verdict that it gives them, and from whom.

``uv run python tests/benchmarks/bagit_suite.py [FOLDER OF THE STANDARDS' SUITES]``

Each bag is read by this reader and by bagit, in a process of its own with a time limit. A verdict is right where it is
the suite's to the letter: what is for Windows only must be refused on every system, and what is to be warned of must be
valid with a warning. A second figure says how many verdicts are right where no warning is asked for.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: Final = Path(__file__).parent.parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))

from tests.trial import tried  # noqa: E402 (found only now when this is run as a program)

SUITE: Final = Path("bagit") / "conformance"
READERS: Final = ("preserve", "bagit")
EXCEPTIONS: Final = {
    "v0.97/warning/duplicate-file-with-different-case": "the disk must take hello.txt and HELLO.txt for one; Linux "
    "does not, so that a listed file is missing",
    "v0.97/warning/special-system-files": "its .DS_Store was never checked in, so that a listed file is missing",
}
"""What the suite asks and no reader can give on Linux, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A bag of the suite.

    Attributes:
        name: Its path in the suite.
        expected: The verdict that it is to get.
    """

    name: str
    expected: str

    def is_met(self, verdict: str, *, strictly: bool = True) -> bool:
        """Return whether a verdict is the one expected; of a valid bag one may be warned unasked."""
        unwarned = verdict.partition("+")[0]
        return self.expected in {verdict, unwarned} or (not strictly and self.expected.partition("+")[0] == unwarned)


def cases(suite: Path) -> tuple[Case, ...]:
    """Return the bags of the suite, beside which its expectations lie."""
    with suite.with_suffix(".tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return tuple(Case(name=row["case"], expected=row["expected"].partition("(")[0]) for row in rows)


def told(suite: Path) -> Iterator[str]:
    """Yield the lines of a table: each bag that a reader got wrong, why this one may, and the scores."""
    every = cases(suite)
    got = {(case, reader): tried(reader, suite / case.name).verdict for case in every for reader in READERS}
    width = max(len(case.name) for case in every)
    yield f"{'':{width}}  {'expected':13}  " + "  ".join(f"{reader:13}" for reader in READERS)
    for case in every:
        verdicts = [got[case, reader] for reader in READERS]
        if not all(map(case.is_met, verdicts)):
            columns = "  ".join(f"{verdict:13}" for verdict in (case.expected, *verdicts))
            yield f"{case.name:{width}}  {columns}  {EXCEPTIONS.get(case.name, '')}".rstrip()
    for reader in READERS:
        strict, loose = (sum(case.is_met(got[case, reader], strictly=each) for case in every) for each in (True, False))
        yield f"{reader}: {strict} of {len(every)} ({loose} where no warning is asked for)"


if __name__ == "__main__":
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared"
    for line in told(shared / SUITE):
        print(line, flush=True)
