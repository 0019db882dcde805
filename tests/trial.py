"""Readers of bags on trial: each bag in a process of its own, with a deadline and a bound on memory, and measured.

As a program it is that process: its arguments are the reader, and a bag in the present folder.
"""

from __future__ import annotations

import codecs
import dataclasses
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS_SPACE: Final = 2 << 30
"""In bytes: no bound that a reader should come near to, but one that keeps the machine alive."""

_NOBODY: Final = 65534
# Python itself may lie where nobody may read, so what it would load later is loaded before.
_ENCODINGS: Final = ("ascii", "utf-8-sig", "unicode_escape")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a reader made of a bag.

    Attributes:
        verdict: ``valid``, ``valid+warning`` or ``invalid``; without one ``hang``, ``traceback`` or ``death``.
        codes: Of our own findings.
        words: What else it said: the first error, or how it failed.
        seconds: Of a processor, for the bag alone, without the start of Python.
        memory: At its highest, of the whole process, in bytes.
    """

    verdict: str
    codes: tuple[str, ...] = ()
    words: str = ""
    seconds: float = 0
    memory: int = 0


def tried(reader: str, folder: Path, *, as_nobody: bool = False, patience: float = 20) -> Trial:
    """Let a reader judge a bag.

    Args:
        reader: ``preserve`` or ``bagit``.
        folder: The bag.
        as_nobody: Whether root, who may read what is closed to all others, is to be like anybody for this once.
        patience: How many seconds it may take.
    """
    call = [sys.executable, "-P", __file__, reader, folder.name, *(("nobody",) if as_nobody else ())]
    try:
        done = subprocess.run(call, cwd=folder.parent, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return Trial(verdict="hang", seconds=patience)
    if done.returncode:
        return Trial(verdict="death", words=f"{done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    told = json.loads(done.stdout)
    return Trial(**{**told, "codes": tuple(told["codes"])})


def main() -> None:
    """Judge a bag and print what came of it."""
    reader = {"preserve": _preserve, "bagit": _bagit}[sys.argv[1]]
    judge = reader()
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    if "nobody" in sys.argv and not os.geteuid():
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    begun = time.process_time()
    try:
        trial = judge(sys.argv[2])
    except Exception as error:  # noqa: BLE001 -- whatever escapes is what is looked for
        trial = Trial(verdict="traceback", words=f"{type(error).__name__}: {error}"[:500])
    seconds = time.process_time() - begun
    print(json.dumps(dataclasses.asdict(dataclasses.replace(trial, seconds=seconds, memory=_memory()))))  # noqa: T201


def _memory() -> int:
    """Return the most memory that this process has had, in bytes.

    What getrusage tells begins with what the process had that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text("utf-8").splitlines() if "VmHWM" in line) * 1024


def _preserve() -> Callable[[str], Trial]:
    """Return what judges a bag as we do."""
    from preserve import bag, findings  # noqa: PLC0415 (each process loads one reader only)

    # Whatever it reads of its own it reads before it is nobody.
    findings.codes()

    def judge(folder: str) -> Trial:
        """Verify a bag."""
        found = bag.verify(Path(folder))
        assert all(each.message.isprintable() and len(each.message) <= 240 for each in found)
        worst = {str(each.severity) for each in found}
        verdict = "invalid" if "error" in worst else "valid+warning" if "warning" in worst else "valid"
        words = next((each.message for each in found if each.is_error), "")
        return Trial(verdict=verdict, codes=tuple(sorted({each.code for each in found})), words=words)

    return judge


def _bagit() -> Callable[[str], Trial]:
    """Return what judges a bag as the Library of Congress's reader does."""
    import logging  # noqa: PLC0415 (see above)

    import bagit  # noqa: PLC0415 (see above)

    warned: list[str] = []

    class Handler(logging.Handler):
        """Keeps warnings."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep one."""
            warned.append(record.getMessage()[:200])

    bagit.LOGGER.addHandler(Handler())
    bagit.LOGGER.propagate = False

    def judge(folder: str) -> Trial:
        """Validate a bag."""
        try:
            bagit.Bag(folder).validate(processes=1)
        except bagit.BagError as error:
            return Trial(verdict="invalid", words=str(error)[:500])
        return Trial(verdict="valid+warning" if warned else "valid")

    return judge


if __name__ == "__main__":
    main()
