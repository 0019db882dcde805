"""``preserve bag``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config, findings, report
from preserve.cli.bagging import fate, kept
from preserve.cli.options import EXIT_CODES, PATH, REPLACE, common
from preserve.cli.rendering import talk
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, SurroundingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.bag import Made
    from preserve.findings import Finding


@click.command(short_help="Make any folders into verified bags.", epilog=EXIT_CODES["bag"])
@click.argument("folders", nargs=-1, required=True, type=PATH, metavar="FOLDER...")
@click.option("--to", type=PATH, default=Path("bags"), show_default=True, metavar="DIR", help="Where the bags go.")
@click.option(
    "--info",
    type=PATH,
    metavar="FILE",
    help="What to say in bag-info.txt: lines of a label, a colon, a space and a value; counts more than preserve.toml.",
)
@REPLACE
@click.option(
    "--portable-names",
    is_flag=True,
    help="Write names that some systems cannot keep in a way that all can, and list them in portable-names.tsv.",
)
@common
def bag(
    folders: tuple[Path, ...],
    to: Path,
    info: Path | None,
    replace: bool,
    portable_names: bool,
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Make any folders into verified bags, each named after its folder. One line a bag goes to stdout.

    Nothing in the folders is changed. All that stands in the way of a bag (links, pipes, names that a bag cannot take,
    files that cannot be read, a disk that is too small) is told at once, before anything is written. Files keep their
    times. Nothing is left out but empty folders, which no manifest can list.

    \b
    preserve bag box-12
    preserve bag accessions/2024/* --to /mnt/deposit --info donor.txt
    preserve bag "Ordner von Oma" --portable-names

    A run that was killed is taken up where it ended: give the same command again. With --portable-names a character
    that some system cannot keep is written as = and two digits for each byte, as =3A for a colon.
    """
    from preserve import bag as bagging

    settings = config.load(config_file)
    targets = bagging.targets(folders, to)
    with Console(quiet=quiet) as console:
        act = functools.partial(
            bagging.make,
            info=bagging.merged(settings.bag_info, _info(console, info)),
            date=bagging.now().date(),
            portable_names=portable_names,
            replace=replace,
            progress=console.advance,
            expect=console.expect_bytes,
        )
        pairs = zip(folders, targets, strict=True)
        return worst([attempt(console, functools.partial(_made, console, act, *pair)) for pair in pairs])


def _info(console: Console, file: Path | None) -> tuple[tuple[str, str], ...]:
    """Return what a file says for bag-info.txt, having told what is the matter with it."""
    from preserve import bag as bagging

    if file is None:
        return ()
    elements, found = bagging.elements(file)
    talk(console, file, found)
    if findings.has_error(found):
        raise UsageError(
            f"{file} is not written like bag-info.txt", hint="See the findings above, and RFC 8493 §2.2.2."
        )
    return elements


def _made(console: Console, act: Callable[[Path, Path], Made], folder: Path, target: Path) -> int:
    """Make a bag of one folder, print its line and return its exit code."""
    console.begin("bagging", folder)
    made = act(folder, target)
    talk(console, folder, made.findings)
    if made.sealed is None:
        return _code(made.findings)
    rewritten = f", {made.rewritten:,} of them under other names" if made.rewritten else ""
    extent = f"{report.counted(made.count, 'file')}{rewritten}, {report.counted(made.size, 'byte')}"
    console.result(f"{target}: {fate(made.sealed)}, {extent}{kept(made.sealed)}")
    return 0


def _code(found: tuple[Finding, ...]) -> int:
    """Return the exit code for what keeps a folder from being bagged: that of the machine, where it is among it."""
    of_the_machine = any(each.is_error and each.code.startswith("ENV-") for each in found)
    return SurroundingsError.exit_code if of_the_machine else MaterialError.exit_code
