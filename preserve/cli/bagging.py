"""``preserve package``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config
from preserve.cli.options import EXIT_CODES, FILES, PATH, common, judged_by, looked, standards
from preserve.cli.rendering import talk
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.package import Packaged


@click.command(short_help="Carry interviews into verified bags.", epilog=EXIT_CODES["package"])
@FILES
@click.option("--to", type=PATH, default=Path("bags"), show_default=True, metavar="DIR", help="Where the bags go.")
@click.option(
    "--documentation",
    type=PATH,
    metavar="FOLDER",
    help="Deed of gift, consent forms, correspondence: for the archive, beside the payload, named in no record.",
)
@looked
@judged_by
@common
def package(
    files: tuple[Path, ...],
    to: Path,
    documentation: Path | None,
    lang: str | None,
    css: Path | None,
    stylesheet: Path | None,
    schema: Path | None,
    rules: tuple[str, ...],
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Carry interviews into verified bags: validate, render, bag, verify. One line a bag goes to stdout.

    An interview with errors is not bagged. A bag that is there already with the same content is left as it is;
    another one in its place is never touched. Set SOURCE_DATE_EPOCH for bags that are the same byte for byte.

    \b
    preserve package tei/sekerbayeva-2023.xml
    preserve package --to /mnt/deposit tei/*.xml
    preserve package --documentation consent/ tei/sekerbayeva-2023.xml
    preserve package --lang ru --css house.css --stylesheet house.xsl tei/sekerbayeva-2023.xml

    Your own CSS and stylesheet travel in the bag, beside ours. What they make must depend on the interview alone, so
    one that asks for the day or the time is refused; see with verify --reproduce that the bag rebuilds itself.
    """
    from preserve import package as packaging
    from preserve.describe import Crosswalks
    from preserve.render import Renderer, staged
    from preserve.validate import Validator

    settings = config.load(config_file)
    if documentation is not None and len(files) > 1:
        message = "--documentation is of one interview, because what one person signed is not for the bags of others"
        raise UsageError(message, hint="Package the interviews one by one.")
    targets = packaging.targets(files, to)
    with Console(quiet=quiet) as console, staged(css, stylesheet) as look:
        console.expect(len(files))
        act = functools.partial(
            packaging.package,
            validator=Validator(standards(schema, rules), say=console.slow),
            renderer=Renderer(look.folder, look.views, names=look.names),
            given=(("lang", lang),) if lang else (),
            config=settings,
            moment=packaging.now(),
            crosswalks=Crosswalks(),
            documentation=documentation,
            progress=console.advance,
        )
        pairs = zip(files, targets, strict=True)
        return worst([attempt(console, functools.partial(_packaged, console, act, *pair)) for pair in pairs])


def _packaged(console: Console, act: Callable[[Path, Path], Packaged], file: Path, target: Path) -> int:
    """Package one file, print the line of its bag and return its exit code."""
    console.begin("packaging", file)
    made = act(file, target)
    talk(console, file, made.findings)
    if made.sealed is None:
        return MaterialError.exit_code
    size = sum(entry.size for entry in made.payload)
    how = "written and verified" if made.sealed.status == "written" else made.sealed.status
    console.result(f"{target}: {how}, {len(made.payload)} files, {size:,} bytes")
    return 0
