"""``preserve package``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config
from preserve.cli.options import EXIT_CODES, FILES, PATH, REPLACE, common, judged_by, looked, standards
from preserve.cli.profiling import profiled, reading_of, usable
from preserve.cli.rendering import talk
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.bag import Sealed
    from preserve.package import Packaged


@click.command(short_help="Carry interviews into verified bags.", epilog=EXIT_CODES["package"])
@FILES
@click.option("--to", type=PATH, default=Path("bags"), show_default=True, metavar="DIR", help="Where the bags go.")
@REPLACE
@looked
@judged_by
@profiled("Make bags that conform to")
@common
def package(
    files: tuple[Path, ...],
    to: Path,
    replace: bool,
    lang: str | None,
    css: Path | None,
    stylesheet: Path | None,
    schema: Path | None,
    rules: tuple[str, ...],
    wanted: str | None,
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Carry interviews into verified bags: validate, render, bag, verify. One line a bag goes to stdout.

    An interview with errors is not bagged. A bag that is there already with the same content is left as it is;
    another one in its place is not touched, or with --replace makes way and is kept beside the new one, as
    NAME.superseded-DIGEST. Set SOURCE_DATE_EPOCH for bags that are the same byte for byte.

    \b
    preserve package tei/sekerbayeva-2023.xml
    preserve package --to /mnt/deposit tei/*.xml
    preserve package --profile aptrust tei/sekerbayeva-2023.xml
    preserve package --replace tei/sekerbayeva-2023.xml
    preserve package --lang ru --css house.css --stylesheet house.xsl tei/sekerbayeva-2023.xml

    Your own CSS and stylesheet travel in the bag, beside ours. What they make must depend on the interview alone, so
    one that asks for the day or the time is refused; see with verify --reproduce that the bag rebuilds itself.

    With --profile a bag is made as the archive of that profile asks: with its algorithms and the elements that can be
    computed. What only you know is said in preserve.toml, below [bag-info] and [tag-files."NAME.txt"]; where it is
    missing there, that is told and nothing is written.
    """
    from preserve import bag
    from preserve import package as packaging
    from preserve.render import Renderer, staged
    from preserve.validate import Validator

    settings = config.load(config_file)
    targets = packaging.targets(files, to)
    reading = reading_of(wanted)
    with Console(quiet=quiet) as console, staged(css, stylesheet) as look:
        console.expect(len(files))
        act = functools.partial(
            packaging.package,
            validator=Validator(standards(schema, rules), say=console.slow),
            renderer=Renderer(look.folder, look.views, names=look.names),
            given=(("lang", lang),) if lang else (),
            config=settings,
            profile=usable(console, reading),
            date=bag.today(),
            replace=replace,
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
    console.result(f"{target}: {fate(made.sealed)}, {len(made.payload)} files, {size:,} bytes{kept(made.sealed)}")
    return 0


def fate(sealed: Sealed) -> str:
    """Return in words what became of a bag that is in its place."""
    return sealed.status if sealed.status == "already there" else "written and verified"


def kept(sealed: Sealed) -> str:
    """Return in words where the bag is that made way; nothing where none did."""
    return f"; the one before is {sealed.superseded.name} now" if sealed.superseded else ""
