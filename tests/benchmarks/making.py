"""What it costs to make a bag of a folder: beside a plain loop that copies, hashes and syncs, and beside bagit-python.

``uv run python tests/benchmarks/making.py [FILES BYTES]`` takes some minutes with 10,000 files of 8,192 bytes, which is
the default. Each is measured in a process of its own: seconds, seconds of the processor, and memory at the peak. The
plain loop reads each file once, hashes it by both algorithms, writes it and syncs it, in one thread, and proves
nothing; what is made here is also surveyed, journalled and read back. bagit-python works in place, so it gets a copy;
it syncs nothing. Who comes first changes from round to round, since memory that was not used for a while costs more.
Many files are removed only at the end: for some time after that, ext4 looks long for a place for new ones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

FILES: Final = 10_000
BYTES: Final = 8192
LARGE: Final = (4, 256 << 20)

PLAIN: Final = """
import hashlib, os, sys
source, target = sys.argv[1:]
for folder, _, names in os.walk(source):
    there = folder.replace(source, target, 1)
    os.makedirs(there, exist_ok=True)
    for name in names:
        hashes = hashlib.sha256(), hashlib.sha512()
        with open(f"{folder}/{name}", "rb", buffering=0) as stream, open(f"{there}/{name}", "xb", buffering=0) as sink:
            while block := stream.read(1 << 20):
                for each in hashes:
                    each.update(block)
                sink.write(block)
            [each.hexdigest() for each in hashes]
            os.fsync(sink.fileno())
"""
OURS: Final = """
import datetime, sys
from pathlib import Path
from preserve import bag
assert bag.make(Path(sys.argv[1]), Path(sys.argv[2]), date=datetime.date(2024, 2, 29)).sealed
"""
COPIED: Final = """
import datetime, sys
from pathlib import Path
from preserve import bag
from preserve.bag.staging import Staging
Staging._prove = lambda self: None
assert bag.make(Path(sys.argv[1]), Path(sys.argv[2]), date=datetime.date(2024, 2, 29)).sealed
"""
BAGIT: Final = """
import bagit, shutil, sys
bagit.make_bag(shutil.copytree(sys.argv[1], sys.argv[2]), checksums=["sha256", "sha512"])
"""
PEERS: Final = {"plain loop": PLAIN, "ours": OURS, "ours, unproven": COPIED, "copy + bagit-python": BAGIT}


def measured(program: str, source: Path, target: Path) -> tuple[float, float, float]:
    """Run a program and return its seconds, its seconds of the processor, and its peak of memory in megabytes."""
    os.sync()
    watch = (
        "import resource, runpy, sys, time, atexit\n"
        "since = time.perf_counter()\n"
        "def tell():\n"
        "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    print(time.perf_counter() - since, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
        "atexit.register(tell)\n"
    )
    call = [sys.executable, "-c", watch + program, str(source), str(target)]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout.split()
    seconds, worked, peak = map(float, told[-3:])
    return seconds, worked, peak


def filled(folder: Path, count: int, size: int) -> Path:
    """Make a folder of files, 250 in each folder of it."""
    for number in range(count):
        file = folder / f"{number // 250:04}" / f"{number}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            for _ in range(max(1, size >> 24)):
                stream.write(os.urandom(min(size, 1 << 24)))
    return folder


def compare(place: Path, count: int, size: int) -> None:
    """Measure all on one folder, and print the best of each and its ratio to the plain loop."""
    source = filled(place / "source", count, size)
    best: dict[str, tuple[float, ...]] = {}
    for number in range(len(PEERS)):
        for name in (*tuple(PEERS)[number:], *tuple(PEERS)[:number]):
            made = place / f"{number}-{name.replace(' ', '-')}"
            got = measured(PEERS[name], source, made / "bag")
            best[name] = tuple(map(min, got, best.get(name, got)))
            if size > BYTES:
                shutil.rmtree(made)
    print(f"{count:,} files of {size:,} bytes, the best of {len(PEERS)}")
    seconds, worked, _ = best["plain loop"]
    for name, each in best.items():
        ratios = f"{each[0] / seconds:5.2f} and {each[1] / worked:5.2f} of the loop's"
        print(f"  {name:20} {each[0]:7.2f} s {each[1]:7.2f} CPU-s, {ratios}, {each[2]:4.0f} MB")


def main() -> None:
    """Compare on many small files, and on a few large ones."""
    for count, size in [tuple(map(int, sys.argv[1:]))] if len(sys.argv) > 1 else [(FILES, BYTES), LARGE]:
        with tempfile.TemporaryDirectory() as place:
            compare(Path(place), count, size)


if __name__ == "__main__":
    main()
