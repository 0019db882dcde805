"""The speed of judging by a grammar beside libxml2's and jing's, measured in one run and told as ratios.

``uv run python tests/benchmarks/grammar.py [FOLDER OF THE STANDARDS' SUITES]`` takes some minutes, most of them
spent by libxml2 on the whole of TEI. jing is left out where it is not installed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve import resources, xmlio
from preserve.relaxng import Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROJECT: Final = Path(__file__).parent.parent.parent
ELEMENTS: Final = 180
HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>A long interview</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="ada" role="interviewee"><persName>Ada</persName></person>
</listPerson></particDesc></profileDesc></teiHeader><text><body>
"""
TURN: Final = """<u xml:id="u{0}" who="#ada">
<seg xml:id="u{0}-s1">In <date when="1990-02-28">February</date> I came to the <placeName>harbour</placeName>,
and <pause dur="PT1S"/> stayed.</seg> <seg xml:id="u{0}-s2">It was <emph>cold</emph>.</seg></u>
"""
TAIL: Final = "</body></text></TEI>\n"
OURS: Final = """
import sys
from pathlib import Path
from preserve import xmlio
from preserve.relaxng import Schema
assert not Schema(Path(sys.argv[1])).faults(xmlio.read(Path(sys.argv[2])))
"""
THEIRS: Final = """
import sys
from lxml import etree
assert etree.RelaxNG(file=sys.argv[1]).validate(etree.parse(sys.argv[2]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took.

    Attributes:
        seconds: Of processor time, its own and the system's.
        megabytes: At most at one time.
    """

    seconds: float
    megabytes: float


def interview(path: Path, size: int) -> Path:
    """Write an interview of about so many bytes, and return its path."""
    parts = [HEAD.format(name=path.stem)]
    length = len(parts[0])
    while length < size:
        parts.append(TURN.format(len(parts)))
        length += len(parts[-1])
    path.write_text("".join((*parts, TAIL)), "utf-8")
    return path


def process(*command: str | Path) -> Cost:
    """Run a process and return what it took."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = subprocess.Popen([str(each) for each in command], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"{command[0]} ended with {started.returncode}")
    return Cost(seconds=used.ru_utime + used.ru_stime, megabytes=used.ru_maxrss / 1024)


def typical(act: Callable[[], object], times: int = 15) -> float:
    """Return the median of the seconds that something takes."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        act()
        taken.append(time.perf_counter() - before)
    return statistics.median(taken)


def told(what: str, cost: float, unit: str, **peers: float) -> None:
    """Print a figure and its ratio to those of peers."""
    ratios = ", ".join(f"{cost / peer:.2f} of {name}'s {peer:.3g}" for name, peer in peers.items())
    print(f"{what}: {cost:.3g} {unit}{f' ({ratios})' if ratios else ''}")


def cold(tei: Path, document: Path) -> None:
    """Tell what a whole process takes that judges one document by TEI's grammar."""
    peers = {"libxml2": process(sys.executable, "-c", THEIRS, tei, document).seconds}
    if jing := shutil.which("jing"):
        peers["jing"] = min(process(jing, tei, document).seconds for _ in range(3))
    process(sys.executable, "-c", OURS, tei, document)
    ours = min(process(sys.executable, "-c", OURS, tei, document).seconds for _ in range(3))
    told(f"cold, by all of TEI, {ELEMENTS} elements", ours, "CPU-s", **peers)


def warm(what: str, schema: Path, path: Path) -> None:
    """Tell what an element of a document takes once the schema is known."""
    document, ours = xmlio.read(path), Schema(schema)
    theirs = etree.RelaxNG(file=str(schema))
    assert not ours.faults(document), path
    assert theirs.validate(document.tree), path
    count = sum(1 for _ in document.root.iter("*")) / 1e6
    libxml2 = typical(lambda: theirs.validate(document.tree)) / count
    own = typical(lambda: ours.faults(document)) / count
    told(f"warm, by {what}, {path.name}", own, "µs an element", libxml2=libxml2)


def growth(folder: Path) -> None:
    """Tell how time and memory grow with the document, for the grammar alone and for the whole of validation."""
    sizes = (2_000_000, 20_000_000)
    small, large = (interview(folder / f"interview-{size}.xml", size) for size in sizes)
    whole = (sys.executable, "-m", "preserve", "validate", "--quiet")
    for what, command in (
        ("the grammar", (sys.executable, "-c", OURS, resources.SCHEMA)),
        ("preserve validate", whole),
    ):
        one, ten = process(*command, small), process(*command, large)
        print(
            f"{what}: 20 MB takes {ten.seconds:.1f} CPU-s and {ten.megabytes:.0f} MB, "
            f"{ten.seconds / one.seconds:.1f} and {ten.megabytes / one.megabytes:.1f} times as much as 2 MB"
        )


def main(arguments: Sequence[str]) -> None:
    """Measure everything."""
    suites = Path(arguments[0]) if arguments else PROJECT.parent / "shared"
    tei = suites / "tei" / "tei_all.rng"
    flagship = PROJECT / "tei" / "sekerbayeva-2023.xml"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = interview(folder / "short.xml", len(TURN) * (ELEMENTS // 7))
        warm("our schema", resources.SCHEMA, flagship)
        warm("our schema", resources.SCHEMA, document)
        growth(folder)
        if tei.is_file():
            cold(tei, document)
            warm("all of TEI", tei, document)
            warm("all of TEI", tei, flagship)


if __name__ == "__main__":
    main(sys.argv[1:])
