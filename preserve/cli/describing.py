"""``preserve describe``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config
from preserve.cli.options import EXIT_CODES, FILES, PATH, common, judged_by, spoken, standards
from preserve.cli.rendering import talk
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, UsageError

if TYPE_CHECKING:
    from preserve.describe import Crosswalks
    from preserve.validate import Validator


@click.command(short_help="Make records for catalogues: Dublin Core, MODS, DataCite …", epilog=EXIT_CODES["describe"])
@FILES
@click.option(
    "--as",
    "standard",
    type=click.Choice(["dublin-core", "dcterms", "mods", "datacite", "schema-org", "csl", "bibtex"]),
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

    dublin-core (oai_dc) and dcterms are for repositories such as DSpace, EPrints and Dataverse, mods is for libraries,
    datacite for those who give DOIs, schema-org (JSON-LD) for search engines, csl and bibtex for reference managers.
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
        crosswalks = Crosswalks(crosswalks=tuple(each for each in CROSSWALKS if each.name == standard))
        console.expect(len(files))
        act = functools.partial(_described, console, validator, crosswalks, given, to)
        return worst([attempt(console, functools.partial(act, file)) for file in files])


def _described(
    console: Console,
    validator: Validator,
    crosswalks: Crosswalks,
    given: tuple[tuple[str, str], ...],
    to: Path | None,
    file: Path,
) -> int:
    """Describe one file and return its exit code."""
    from preserve.describe import save

    console.begin("describing", file)
    judged = validator.validate(file)
    if not judged.valid or judged.document is None:
        talk(console, file, judged.findings)
        return MaterialError.exit_code
    record = crosswalks.only(judged.document, given)
    talk(console, file, (*judged.findings, *record.findings))
    if to is None:
        console.data(record.data)
    else:
        console.result(str(save(record, to, file.stem)))
    return 0
