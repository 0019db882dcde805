"""``preserve verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from preserve import config, findings, report
from preserve.cli.options import EXIT_CODES, PATH, common, formats
from preserve.cli.running import worst
from preserve.console import Console
from preserve.errors import MaterialError, SurroundingsError
from preserve.report import Judged

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.findings import Finding


@click.command(short_help="Verify bags, and rebuild them from themselves.", epilog=EXIT_CODES["verify"])
@click.argument("bags", nargs=-1, required=True, type=PATH, metavar="BAG...")
@click.option("--reproduce", is_flag=True, help="Rebuild the bag from its own files and compare bytes.")
@formats("text", "json", "junit")
@common
def verify(
    bags: tuple[Path, ...],
    reproduce: bool,
    form: str,
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Verify bags: structure, every manifest, every digest. One line a bag goes to stdout.

    With --reproduce each valid bag is rebuilt from itself: its interview is validated and rendered again with the
    schema, rules and stylesheets inside it, under lock, and compared byte for byte.

    \b
    preserve verify bags/sekerbayeva-2023
    preserve verify --reproduce --format json bags/* > report.json
    """
    config.load(config_file)
    results = []
    with Console(quiet=quiet) as console:
        console.expect(len(bags))
        for folder in bags:
            judged, words, code = _verified(console, folder, reproduce=reproduce)
            results.append((judged, code))
            if form == "text":
                _tell(console, judged, words)
        if form != "text":
            console.document(report.written(tuple(judged for judged, _ in results), form))
    return worst([code for _, code in results])


def _tell(console: Console, judged: Judged, words: str) -> None:
    """Print what is to be said of a bag, and its line."""
    if judged.findings:
        console.talk(judged)
    console.result(f"{judged.file}: {words}")


def _verified(console: Console, folder: Path, *, reproduce: bool) -> tuple[Judged, str, int]:
    """Return what is to be said of a bag, its line, and its exit code."""
    from preserve import bag

    console.begin("verifying", folder)
    try:
        found, words = bag.verify(folder, progress=console.advance), "valid"
        if reproduce and not findings.has_error(found):
            found, words = _reproduced(console, folder, found)
        code = int(findings.has_error(found))
    except (MaterialError, SurroundingsError) as error:
        found, code = (findings.from_error(error, str(folder)),), error.exit_code
    return Judged(file=str(folder), findings=found), words if not code else "not valid", code


def _reproduced(console: Console, folder: Path, found: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], str]:
    """Rebuild a valid bag and return all findings with the bag's line."""
    from preserve.reproduce import reproduce

    rebuilt = reproduce(folder, say=console.slow)
    return (*found, *rebuilt.findings), f"valid, and {rebuilt.files} files rebuilt byte for byte"
