"""The cost of verifying bags beside bagit-python's and a plain loop's, measured in one run.

``uv run python tests/benchmarks/bags.py [FOLDER]`` takes some minutes and, for as long, 1 GB below FOLDER. Each peer is
a process of its own, so that its start counts as well; of three runs the cheapest counts. The loop does what any
verifier must: it finds the files, reads each once and hashes it by both algorithms. Big files are sparse.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ALGORITHMS: Final = ("sha256", "sha512")
# What a process has at most in memory; what the system tells of its children counts their parent's memory as well.
PEAK: Final = """
print(next(row.split()[1] for row in open("/proc/self/status") if row.startswith("VmHWM:")))
"""
DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BARE: Final = "from preserve import bag"
OURS: Final = """
import sys
from pathlib import Path
from preserve import bag
assert bag.verify(Path(sys.argv[1])) == ()
"""
THEIRS: Final = """
import logging, sys
import bagit
logging.disable()
bagit.Bag(sys.argv[1]).validate(processes=1)
"""
LOOP: Final = """
import hashlib, os, sys
for folder, _, names in os.walk(os.path.join(sys.argv[1], "data")):
    for name in names:
        hashes = hashlib.sha256(), hashlib.sha512()
        with open(os.path.join(folder, name), "rb") as stream:
            while block := stream.read(1 << 20):
                for each in hashes:
                    each.update(block)
        assert [each.hexdigest() for each in hashes]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took.

    Attributes:
        wall: Seconds until it ended.
        processor: Seconds of processor time, its own and the system's.
        megabytes: At most at one time.
    """

    wall: float
    processor: float
    megabytes: float


def process(script: str, *arguments: Path) -> Cost:
    """Run a script and return what it took."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", script + PEAK, *map(str, arguments)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    with started.stdout as stream:
        peak = int(stream.read() or 0)
    _, status, used = os.wait4(started.pid, 0)
    wall = time.perf_counter() - begun
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"a peer ended with {started.returncode}")
    return Cost(wall=wall, processor=used.ru_utime + used.ru_stime, megabytes=peak / 1024)


def cheapest(costs: list[Cost]) -> Cost:
    """Return the least of each that some runs took."""
    return Cost(
        wall=min(cost.wall for cost in costs),
        processor=min(cost.processor for cost in costs),
        megabytes=max(cost.megabytes for cost in costs),
    )


def told(name: str, cost: Cost, ours: Cost | None = None) -> None:
    """Print what a peer took, and our ratio to it."""
    ratio = f"   ours: {ours.processor / cost.processor:.2f} CPU, {ours.wall / cost.wall:.2f} wall" if ours else ""
    print(f"  {name:24} {cost.processor:6.2f} CPU-s {cost.wall:6.2f} s {cost.megabytes:6.1f} MB{ratio}", flush=True)


def bag_of(folder: Path, count: int, size: int) -> Path:
    """Write a bag of so many files of so many bytes, by hand, and return its folder."""
    rows: dict[str, list[str]] = {algorithm: [] for algorithm in ALGORITHMS}
    for number in range(count):
        path = f"data/part-{number // 1000:04}/file-{number:06}.bin"
        digests = _put(folder / path, number, size)
        for algorithm in ALGORITHMS:
            rows[algorithm].append(f"{digests[algorithm]}  {path}\n")
    (folder / "bagit.txt").write_text(DECLARATION)
    (folder / "bag-info.txt").write_text(f"Payload-Oxum: {count * size}.{count}\n")
    for algorithm in ALGORITHMS:
        (folder / f"manifest-{algorithm}.txt").write_text("".join(rows[algorithm]))
    return folder


def _put(file: Path, number: int, size: int) -> dict[str, str]:
    """Write a file that is sparse when it is big, and return its digests."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if size < 1 << 20:
        content = (b"%d " % number * size)[:size]
        file.write_bytes(content)
        return {algorithm: hashlib.new(algorithm, content).hexdigest() for algorithm in ALGORITHMS}
    with file.open("xb") as stream:
        stream.truncate(size)
    return {algorithm: _of_nothing(algorithm, size) for algorithm in ALGORITHMS}


def _of_nothing(algorithm: str, size: int) -> str:
    """Return the digest of so many zeros."""
    digest = hashlib.new(algorithm)
    for _ in range(size >> 20):
        digest.update(bytes(1 << 20))
    return digest.hexdigest()


def verifying(what: str, folder: Path, times: int = 3) -> None:
    """Tell what it costs to verify a bag."""
    print(f"verify {what}")
    scripts = {"ours": OURS, "plain loop": LOOP, "bagit-python": THEIRS}
    # One after the other and then again, so that what else the machine does falls on all.
    runs = [{name: process(script, folder) for name, script in scripts.items()} for _ in range(times)]
    costs = {name: cheapest([run[name] for run in runs]) for name in scripts}
    told("ours", costs["ours"])
    told("plain loop", costs["plain loop"], costs["ours"])
    told("bagit-python", costs["bagit-python"], costs["ours"])


def main(below: str | None = None) -> None:
    """Measure all and print it."""
    told("import alone", process(BARE))
    for what, count, size in (
        ("10,000 files of 8 kB", 10_000, 8_000),
        ("100,000 files of 1 kB", 100_000, 1_000),
        ("4 files of 512 MB", 4, 512 << 20),
        ("1 file of 2 GB", 1, 2 << 30),
    ):
        with tempfile.TemporaryDirectory(dir=below) as name:
            folder = bag_of(Path(name, "bag"), count, size)
            verifying(what, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
