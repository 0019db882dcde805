"""The corpus of hostile bags: what each costs this reader and bagit, and how many verdicts of each are right.

``uv run python tests/benchmarks/hostile_bags.py [PART OF A NAME]...``

Each bag is read in a process of its own, which has a time limit and is measured: the seconds are those of a processor
for the bag, the megabytes those of the whole process. On a busy machine the time limit may strike the innocent.

A verdict is wrong where a bag is called valid that is not, or the other way round; a reader that lets an exception
escape that is not its own, or never comes back, has none. What is right is what the builder's name says, and so our own
judgement of RFC 8493; look there.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

PROJECT: Final = Path(__file__).parent.parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))

from preserve import findings  # noqa: E402 (found only now when this is run as a program)
from tests.bad import bags, hostile  # noqa: E402
from tests.trial import Trial, tried  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

READERS: Final = ("preserve", "bagit")
PATIENCE: Final = 60


def expected(build: Callable[[Path], Path]) -> str:
    """Return the verdict that a bag is to get, a warning apart."""
    known = map(findings.find_code, bags.codes_of(build))
    errors = any(code.severity is findings.Severity.ERROR for code in known if code)
    return "invalid" if errors else "valid"


def mark(trial: Trial, wanted: str) -> str:
    """Return in a word what a reader did."""
    verdict = trial.verdict.partition("+")[0]
    if verdict in {"valid", "invalid"}:
        return "right" if verdict == wanted else f"calls it {verdict}"
    return verdict


def judged(build: Callable[[Path], Path]) -> tuple[Trial, ...]:
    """Make a bag, and return what each reader makes of it; nothing where it cannot be made here."""
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        base.chmod(0o755)
        try:
            folder = build(base / "bag")
        except OSError:
            return ()
        closed = build in hostile.CLOSED
        trials = tuple(tried(reader, folder, as_nobody=closed, patience=PATIENCE) for reader in READERS)
        hostile.remove_depth(folder)
        return trials


def main() -> None:
    """Print a line a bag, and the scores."""
    chosen = [
        each for each in hostile.BUILDERS if not sys.argv[1:] or any(map(each.__name__.__contains__, sys.argv[1:]))
    ]
    marks = {reader: Counter[str]() for reader in READERS}
    worst = dict.fromkeys(READERS, (0.0, 0))
    for build in chosen:
        trials = judged(build)
        cells = []
        for reader, trial in zip(READERS, trials, strict=False):
            told = mark(trial, expected(build))
            marks[reader][told] += 1
            worst[reader] = (max(worst[reader][0], trial.seconds), max(worst[reader][1], trial.memory))
            cells.append(f"{told:16} {trial.seconds:6.2f} s {trial.memory / 1e6:5.0f} MB")
        print(f"{build.__name__:58} {'  '.join(cells) or 'cannot be made here'}", flush=True)
    for reader in READERS:
        others = ", ".join(f"{word} {count}" for word, count in marks[reader].most_common() if word != "right")
        seconds, memory = worst[reader]
        print(
            f"{reader}: {marks[reader]['right']} of {marks[reader].total()} right{f'; {others}' if others else ''}; "
            f"at most {seconds:.2f} s, {memory / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
