"""``preserve package``."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config, findings, report
from preserve.cli.options import EXIT_CODES, FILES, PATH, REPLACE, common, judged_by, looked, standards
from preserve.cli.profiling import profiled, reading_of, usable
from preserve.cli.rendering import talk
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from preserve.bag import Archived, Sealed
    from preserve.bag.profiles import Profile
    from preserve.package import Packaged


@click.command(short_help="Carry interviews into verified bags.", epilog=EXIT_CODES["package"])
@FILES
@click.option("--to", type=PATH, default=Path("bags"), show_default=True, metavar="DIR", help="Where the bags go.")
@REPLACE
@click.option(
    "--archive",
    "form",
    type=click.Choice(["tar", "tar.gz", "zip"]),
    help="Pack each bag, too; FILE may be the folder of a bag then, which is packed only.",
)
@click.option(
    "--documentation",
    type=PATH,
    metavar="FOLDER",
    help="Deed of gift, consent forms, correspondence: for the archive, beside the payload, named in no record.",
)
@looked
@judged_by
@profiled("Make bags that conform to")
@common
def package(
    files: tuple[Path, ...],
    to: Path,
    replace: bool,
    form: str | None,
    documentation: Path | None,
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
    preserve package --archive zip tei/sekerbayeva-2023.xml
    preserve package --archive tar.gz --to /mnt/deposit bags/*
    preserve package --documentation consent/ tei/sekerbayeva-2023.xml
    preserve package --lang ru --css house.css --stylesheet house.xsl tei/sekerbayeva-2023.xml

    With --archive the bag is packed beside itself, as NAME.tar, NAME.tar.gz or NAME.zip, and that is verified again. An
    archive depends on the bag alone: its members bear the day of SOURCE_DATE_EPOCH, or else the bag's Bagging-Date. A
    bag that is there is held against --profile first; nothing else can be asked of it.

    Your own CSS and stylesheet travel in the bag, beside ours. What they make must depend on the interview alone, so
    one that asks for the day or the time is refused; see with verify --reproduce that the bag rebuilds itself.

    With --profile a bag is made as the archive of that profile asks: with its algorithms and the elements that can be
    computed. What only you know is said in preserve.toml, below [bag-info] and [tag-files."NAME.txt"]; where it is
    missing there, that is told and nothing is written. Where the profile wants an archive, add --archive.
    """
    from preserve import bag
    from preserve import package as packaging
    from preserve.describe import Crosswalks
    from preserve.render import Renderer, staged
    from preserve.validate import Validator

    settings = config.load(config_file)
    if documentation is not None and len(files) > 1:
        message = "--documentation is of one interview, because what one person signed is not for the bags of others"
        raise UsageError(message, hint="Package the interviews one by one.")
    targets = packaging.targets(files, to)
    shaping = {"--documentation": documentation, "--lang": lang, "--css": css, "--stylesheet": stylesheet}
    _require_interviews(files, form, {**shaping, "--schema": schema, "--rules": rules})
    reading = reading_of(wanted)
    with Console(quiet=quiet) as console, staged(css, stylesheet) as look:
        console.expect(len(files))
        profile = usable(console, reading)
        act = functools.partial(
            packaging.package,
            validator=Validator(standards(schema, rules), say=console.slow),
            renderer=Renderer(look.folder, look.views, names=look.names),
            given=(("lang", lang),) if lang else (),
            config=settings,
            profile=profile,
            form=form,
            moment=bag.now(),
            replace=replace,
            crosswalks=Crosswalks(),
            documentation=documentation,
            progress=console.advance,
        )
        pack = functools.partial(_archived, console, form, replace=replace) if form else None
        fits = functools.partial(_fits, console, profile, form)
        pairs = zip(files, targets, strict=True)
        return worst([attempt(console, functools.partial(_made, console, act, pack, fits, *pair)) for pair in pairs])


def _require_interviews(files: tuple[Path, ...], form: str | None, shaping: Mapping[str, object]) -> None:
    """Raise where a bag that is there is to be packed, and options say how it should be made.

    Raises:
        UsageError: The first of them.
    """
    for folder in filter(os.path.isdir, files if form else ()):
        for name in (name for name, value in shaping.items() if value):
            message = f"a bag that is there is only packed, so {name} would change nothing in {folder}"
            raise UsageError(message, hint=f"Leave {name} out, or package the interview again with it.")


def _made(
    console: Console,
    act: Callable[[Path, Path], Packaged],
    pack: Callable[[Path, Path], int] | None,
    fits: Callable[[Path], bool],
    file: Path,
    target: Path,
) -> int:
    """Package one file, pack its bag if that is wanted, and return the exit code; of a folder, pack the bag in it."""
    if pack and os.path.isdir(file):  # noqa: PTH112 -- is_dir() raises where one is closed
        return pack(file, target) if fits(file) else MaterialError.exit_code
    code = _packaged(console, act, file, target)
    return pack(target, target) if pack and not code else code


def _packaged(console: Console, act: Callable[[Path, Path], Packaged], file: Path, target: Path) -> int:
    """Package one file, print the line of its bag and return its exit code."""
    console.begin("packaging", file)
    made = act(file, target)
    talk(console, file, made.findings)
    if made.sealed is None:
        return MaterialError.exit_code
    size = sum(entry.size for entry in made.payload)
    extent = f"{report.counted(len(made.payload), 'file')}, {report.counted(size, 'byte')}"
    console.result(f"{target}: {fate(made.sealed)}, {extent}{kept(made.sealed)}")
    return 0


def fate(sealed: Sealed | Archived) -> str:
    """Return in words what became of a bag, or of an archive of one, that is in its place."""
    return sealed.status if sealed.status == "already there" else "written and verified"


def kept(sealed: Sealed | Archived) -> str:
    """Return in words where what made way is now; nothing where nothing did."""
    return f"; the one before is {sealed.superseded.name} now" if sealed.superseded else ""


def _fits(console: Console, profile: Profile | None, form: str | None, folder: Path) -> bool:
    """Return whether a bag that is there may be packed, having told what a profile has against it."""
    from preserve import bag

    found = bag.conformance(folder, profile, form) if profile and form else ()
    talk(console, folder, found)
    return not findings.has_error(found)


def _archived(console: Console, form: str, folder: Path, target: Path, *, replace: bool) -> int:
    """Pack one bag beside a target, print the line of its archive and return its exit code."""
    from preserve import bag

    console.step(f"packing {folder}")
    place = target.with_name(f"{target.name}.{form}")
    made = bag.archive(folder, place, replace=replace, progress=console.advance)
    extent = f"{report.counted(made.files, 'file')}, {report.counted(made.size, 'byte')}"
    console.result(f"{place}: {fate(made)}, {extent}{kept(made)}")
    return 0
