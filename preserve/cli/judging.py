"""``preserve validate``."""

from __future__ import annotations

import codecs
import functools
from typing import TYPE_CHECKING

import click

from preserve import config, findings, report
from preserve.cli.options import EXIT_CODES, FILES, MOST, common, formats, judged_by, standards
from preserve.cli.running import worst
from preserve.console import Console
from preserve.errors import MaterialError, SurroundingsError, refuse_devices, surroundings
from preserve.report import Judged, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from preserve.validate import Validation, Validator

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@click.command(short_help="Judge interviews by grammar, rules, pointers and transcript.", epilog=EXIT_CODES["validate"])
@FILES
@judged_by
@click.option("--phase", metavar="NAME", help="Ask the rules of this phase only; #ALL for all.")
@click.option("--second-opinion", is_flag=True, help="Ask libxml2 about a schema that is not ours, too.")
@formats(*report.FORMATS)
@MOST
@common
def validate(
    files: tuple[Path, ...],
    schema: Path | None,
    rules: tuple[str, ...],
    phase: str | None,
    second_opinion: bool,
    form: str,
    most: int | None,
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Judge interviews: grammar, rules, ids, pointers, files, and every word against the transcript.

    Findings are printed to stdout; only those of severity “error” make a file invalid. What a code means, and how to
    mend it, is told by “preserve explain CODE”.

    \b
    preserve validate tei/sekerbayeva-2023.xml
    preserve validate --max 20 tei/*.xml
    preserve validate --format json tei/*.xml > findings.json
    preserve validate --format junit tei/*.xml > junit.xml
    preserve validate --schema tei_all.rng --rules none letter.xml
    """
    from preserve.validate import Validator

    config.load(config_file)
    chosen = standards(schema, rules, phase=phase, second_opinion=second_opinion)
    with Console(quiet=quiet) as console:
        validator = Validator(chosen, say=console.slow)
        console.expect(len(files))
        judge = functools.partial(_judged, console, validator, sources=form == "text")
        tell = _printed if form == "text" else functools.partial(_written, form=form)
        return tell(console, map(judge, files), Tally(most))


def _printed(console: Console, outcomes: Iterable[tuple[Judged, int]], tally: Tally) -> int:
    """Print what is to be said of each file when it has been judged, and the summary; return the exit code."""
    codes = []
    for judged, code in outcomes:
        console.findings(tally.add(judged))
        codes.append(code)
    console.closing(tally)
    return worst(codes)


def _written(console: Console, outcomes: Iterable[tuple[Judged, int]], tally: Tally, *, form: str) -> int:
    """Write what is to be said of all files for programs, and return the exit code."""
    results = [(tally.add(judged), code) for judged, code in outcomes]
    console.document(report.written(tuple(judged for judged, _ in results), form))
    if hidden := tally.hidden():
        console.remark(f"{hidden} (--max)")
    return worst([code for _, code in results])


def _judged(console: Console, validator: Validator, file: Path, *, sources: bool) -> tuple[Judged, int]:
    """Return what is to be said of one file, and its exit code."""
    console.begin("judging", file)
    try:
        made = validator.validate(file)
    except (MaterialError, SurroundingsError) as error:
        return Judged(file=str(file), findings=(findings.from_error(error, str(file)),)), error.exit_code
    lines = tuple(_sources(file, made)) if sources and made.findings else ()
    return Judged(file=str(file), findings=made.findings, sources=lines), int(not made.valid)


def _sources(file: Path, made: Validation) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of what a file consists of; of one that is no XML, as far as it can be read."""
    if made.document is not None:
        yield made.document.name, made.document.source
        for part in made.document.parts:
            yield part.name, _decoded(part.data)
    else:
        yield str(file), _unread(file)


def _unread(file: Path) -> str:
    """Return the text of a file that is no XML, or nothing where it is gone by now."""
    try:
        refuse_devices("read", file)
        with surroundings("read", file):
            return _decoded(file.read_bytes())
    except SurroundingsError:
        return ""


def _decoded(data: bytes) -> str:
    """Return text that is there to be looked at."""
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig", "replace")
