"""What editions cost: many interviews, one from a cold start beside peers, and one that is very long.

``uv run python tests/benchmarks/editions.py [FOLDER OF TEI'S STYLESHEETS]`` takes some minutes. Peers on this machine:
a generic transform on the same engine, in which every element of TEI becomes a custom element, as CETEIcean does in the
browser; xsltproc with the same in XSLT 1.0, where it is installed; and TEI's own Stylesheets, where their folder is
given. None of them makes locators, indexes, notes or a legend; the ratios say what those cost.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERVIEWS: Final = 500
# So many turns make about 40 kB, 2 MB and 20 MB.
SMALL: Final = 50
LONG: Final = 2500
WORDS: Final = "We had a small room above the bakery, and in the mornings the whole stair smelled of bread. " * 5

HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>A long interview</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="ada" role="interviewee"><persName>Ada</persName></person>
</listPerson></particDesc></profileDesc></teiHeader><standOff><listPlace><place xml:id="harbour"><placeName>Harbour
</placeName></place></listPlace></standOff><text><body>
"""
TURN: Final = """<u xml:id="u{0}" who="#ada">
<seg xml:id="u{0}-s1">In <date when="1990-02-28">February</date> I came to the <placeName ref="#harbour">harbour
</placeName>, and <pause dur="PT1S"/> stayed. {1}</seg>
<seg xml:id="u{0}-s2">It was <emph>cold</emph>.<note>So she said.</note></seg></u>
"""
TAIL: Final = "</body></text></TEI>\n"

GENERIC: Final = """<xsl:stylesheet version="{}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:t="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="t"><xsl:output method="html"/>
<xsl:template match="/"><html><head><title>Made</title><style>tei-p, tei-u {{display: block}}</style></head>
<body><xsl:apply-templates/></body></html></xsl:template>
<xsl:template match="t:*"><xsl:element name="tei-{{local-name()}}"><xsl:copy-of select="@*[not(name() = 'xml:id')]"/>
<xsl:if test="@xml:id"><xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:if>
<xsl:apply-templates/></xsl:element></xsl:template></xsl:stylesheet>
"""
OURS: Final = """
import sys
from pathlib import Path
from preserve import xmlio
from preserve.render import Renderer, VIEWS
renderer = Renderer(views=tuple(view for view in VIEWS if view.name == "html"))
for name in sys.argv[1:]:
    (edition,) = renderer.render(xmlio.read(Path(name)))
"""
# What a process has taken before there is any stylesheet.
BARE: Final = """
from preserve import render, saxon
saxon.Engine()
"""
SAXON: Final = """
import sys
from saxonche import PySaxonProcessor
processor = PySaxonProcessor(license=False)
sheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=sys.argv[1])
sheet.transform_to_string(source_file=sys.argv[2])
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


def interview(path: Path, turns: int) -> Path:
    """Write an interview of so many turns, and return its path."""
    body = "".join(TURN.format(number, WORDS) for number in range(turns))
    path.write_text(HEAD.format(name=path.stem) + body + TAIL, "utf-8")
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


def best(*command: str | Path) -> float:
    """Return the least seconds of four runs, the first of which warms the caches."""
    return min(process(*command).seconds for _ in range(4))


def many(folder: Path) -> None:
    """Tell what each of many interviews takes in one process, and where its memory goes."""
    files = [interview(folder / f"interview-{number}.xml", SMALL) for number in range(INTERVIEWS)]
    bare = process(sys.executable, "-c", BARE)
    none, one, every = (process(sys.executable, "-c", OURS, *given) for given in ([], files[:1], files))
    each = (every.seconds - one.seconds) / (len(files) - 1)
    size = files[0].stat().st_size / 1000
    print(
        f"{len(files)} interviews of {size:.0f} kB: {each * 1000:.0f} CPU-ms each; "
        f"the first with the start of the process {one.seconds:.2f} CPU-s"
    )
    print(
        f"memory at most: {bare.megabytes:.0f} MB before any stylesheet, {none.megabytes:.0f} with html.xsl compiled, "
        f"{one.megabytes:.0f} after one interview, {every.megabytes:.0f} after {len(files)}"
    )


def cold(folder: Path, stylesheets: Path | None) -> None:
    """Tell what one interview takes from a cold start, beside peers."""
    document = interview(folder / "short.xml", SMALL)
    third, first = folder / "generic-3.xsl", folder / "generic-1.xsl"
    third.write_text(GENERIC.format("3.0"), "utf-8")
    first.write_text(GENERIC.format("1.0"), "utf-8")
    peers = {"a generic transform": best(sys.executable, "-c", SAXON, third, document)}
    if xsltproc := shutil.which("xsltproc"):
        peers["xsltproc"] = best(xsltproc, first, document)
    if stylesheets is not None:
        theirs = stylesheets / "html" / "html.xsl"
        peers["TEI's Stylesheets"] = best(sys.executable, "-c", SAXON, theirs, document)
    ours = best(sys.executable, "-c", OURS, document)
    ratios = ", ".join(f"{ours / cost:.2f} of {name}'s {cost:.2f}" for name, cost in peers.items())
    print(f"cold, one interview: {ours:.2f} CPU-s ({ratios})")


def growth(folder: Path) -> None:
    """Tell how time and memory grow with the interview."""
    small, large = interview(folder / "a.xml", LONG), interview(folder / "b.xml", 10 * LONG)
    one, ten = process(sys.executable, "-c", OURS, small), process(sys.executable, "-c", OURS, large)
    print(
        f"{large.stat().st_size / 1e6:.0f} MB takes {ten.seconds:.1f} CPU-s and {ten.megabytes:.0f} MB, "
        f"{ten.seconds / one.seconds:.1f} and {ten.megabytes / one.megabytes:.1f} times as much as a tenth of it"
    )


def main(arguments: Sequence[str]) -> None:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as name:
        cold(Path(name), Path(arguments[0]) if arguments else None)
        growth(Path(name))
        many(Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
