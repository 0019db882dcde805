"""``preserve render``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config, findings
from preserve.cli.options import EXIT_CODES, FILES, PATH, common, judged_by, standards
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, UsageError
from preserve.report import Judged

if TYPE_CHECKING:
    from preserve.findings import Finding
    from preserve.render import Renderer
    from preserve.validate import Validator


@click.command(short_help="Make reading editions: HTML or text.", epilog=EXIT_CODES["render"])
@FILES
@click.option("--view", type=click.Choice(["html", "text"]), default="html", show_default=True, help="Which edition.")
@click.option("--to", type=PATH, metavar="DIR", help="Write here; without it, one edition goes to stdout.")
@judged_by
@common
def render(
    files: tuple[Path, ...],
    view: str,
    to: Path | None,
    schema: Path | None,
    rules: tuple[str, ...],
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Make reading editions. Interviews with errors are not rendered.

    \b
    preserve render tei/sekerbayeva-2023.xml > edition.html
    preserve render --view text --to editions tei/*.xml
    """
    from preserve import package
    from preserve.render import VIEWS, Renderer
    from preserve.validate import Validator

    config.load(config_file)
    if to is None and len(files) > 1:
        raise UsageError("several editions cannot all go to stdout", hint="Name a folder with --to.")
    package.targets(files, to or Path())
    with Console(quiet=quiet) as console:
        validator = Validator(standards(schema, rules), say=console.slow)
        renderer = Renderer(views=tuple(each for each in VIEWS if each.name == view))
        console.expect(len(files))
        act = functools.partial(_rendered, console, validator, renderer, to)
        return worst([attempt(console, functools.partial(act, file)) for file in files])


def _rendered(console: Console, validator: Validator, renderer: Renderer, to: Path | None, file: Path) -> int:
    """Render one file and return its exit code."""
    from preserve.render import save

    console.begin("rendering", file)
    judged = validator.validate(file)
    if not judged.valid or judged.document is None:
        talk(console, file, judged.findings)
        return MaterialError.exit_code
    (edition,) = renderer.render(judged.document)
    talk(console, file, (*judged.findings, *edition.findings))
    if to is None:
        console.data(edition.data)
    else:
        console.result(str(save(edition, to, file.stem)))
    return 0


def talk(console: Console, file: Path, found: tuple[Finding, ...]) -> None:
    """Print findings where the result is another, if any of them is more than an info."""
    if any(each.severity is not findings.Severity.INFO for each in found):
        console.talk(Judged(file=str(file), findings=found))
