"""``preserve describe``."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from preserve import config
from preserve.cli.options import EXIT_CODES, FILES, PATH, common, judged_by, spoken, standards
from preserve.cli.rendering import talk
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.describe import Crosswalks, Record
    from preserve.package import Packaged
    from preserve.render import Parameters
    from preserve.validate import Validator


_CATALOGUED: Final = ("dublin-core", "dcterms", "mods", "datacite", "schema-org", "csl", "bibtex")
# They tell of all that a bag holds.
_HELD: Final = ("premis", "ro-crate")


@click.command(short_help="Make records for catalogues: Dublin Core, MODS, DataCite …", epilog=EXIT_CODES["describe"])
@FILES
@click.option(
    "--as",
    "standard",
    type=click.Choice([*_CATALOGUED, *_HELD]),
    required=True,
    help="Which record.",
)
@click.option("--to", type=PATH, metavar="DIR", help="Write here; without it, one record goes to stdout.")
@spoken
@judged_by
@common
def describe(
    files: tuple[Path, ...],
    standard: str,
    to: Path | None,
    lang: str | None,
    schema: Path | None,
    rules: tuple[str, ...],
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Make records of interviews from their headers. Interviews with errors are not described.

    \b
    preserve describe tei/sekerbayeva-2023.xml --as datacite
    preserve describe tei/sekerbayeva-2023.xml --as bibtex >> library.bib
    preserve describe --as mods --to records tei/*.xml
    preserve describe bags/sekerbayeva-2023 --as premis

    dublin-core (oai_dc) and dcterms are for repositories such as DSpace, EPrints and Dataverse, mods is for libraries,
    datacite for those who give DOIs, schema-org (JSON-LD) for search engines, csl and bibtex for reference managers.
    premis and ro-crate tell of every file in the bag: of the folder of a bag it is printed what that holds, of an
    interview what its bag would hold, which is made for that and thrown away.
    What the header does not state is left out. Third parties are in no record, and topics only in those of interviews
    that are free to use.
    """
    from preserve import package
    from preserve.describe import CROSSWALKS, Crosswalks
    from preserve.validate import Validator

    config.load(config_file)
    if to is None and len(files) > 1:
        raise UsageError("several records cannot all go to stdout", hint="Name a folder with --to.")
    package.targets(files, to or Path())
    given = (("lang", lang),) if lang else ()
    with Console(quiet=quiet) as console:
        validator = Validator(standards(schema, rules), say=console.slow)
        console.expect(len(files))
        if standard in _HELD:
            act = functools.partial(_held, console, _packaging(validator, given), standard, to)
        else:
            crosswalks = Crosswalks(crosswalks=tuple(each for each in CROSSWALKS if each.name == standard))
            act = functools.partial(_described, console, validator, crosswalks, given, to)
        return worst([attempt(console, functools.partial(act, file)) for file in files])


def _packaging(validator: Validator, given: Parameters) -> Callable[[Path, Path], Packaged]:
    """Return what carries a file into a bag."""
    from preserve import bag, package
    from preserve.config import Config
    from preserve.describe import Crosswalks
    from preserve.render import Renderer

    return functools.partial(
        package.package,
        validator=validator,
        renderer=Renderer(),
        crosswalks=Crosswalks(),
        config=Config(),
        moment=bag.now(),
        given=given,
    )


def _held(console: Console, act: Callable[[Path, Path], Packaged], standard: str, to: Path | None, file: Path) -> int:
    """Tell what a bag holds, or the bag of an interview would, and return the exit code."""
    from preserve.package import described

    console.begin("describing", file)
    if os.path.isdir(file):  # noqa: PTH112 -- is_dir() raises where one is closed
        return _given(console, described.of_bag(file, standard), to, file.name)
    made, record = described.of_interview(file, standard, act)
    talk(console, file, made.findings)
    return _given(console, record, to, file.stem) if record else MaterialError.exit_code


def _given(console: Console, record: Record, to: Path | None, stem: str) -> int:
    """Print a record, or save it and print its path; return the exit code."""
    from preserve.describe import save

    if to is None:
        console.data(record.data)
    else:
        console.result(str(save(record, to, stem)))
    return 0


def _described(
    console: Console,
    validator: Validator,
    crosswalks: Crosswalks,
    given: tuple[tuple[str, str], ...],
    to: Path | None,
    file: Path,
) -> int:
    """Describe one file and return its exit code."""
    console.begin("describing", file)
    judged = validator.validate(file)
    if not judged.valid or judged.document is None:
        talk(console, file, judged.findings)
        return MaterialError.exit_code
    record = crosswalks.only(judged.document, given)
    talk(console, file, (*judged.findings, *record.findings))
    return _given(console, record, to, file.stem)
