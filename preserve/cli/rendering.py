"""``preserve render``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preserve import config, findings
from preserve.cli.options import EXIT_CODES, FILES, PATH, common, judged_by, looked, standards
from preserve.cli.running import attempt, worst
from preserve.console import Console
from preserve.errors import MaterialError, UsageError
from preserve.report import Judged

if TYPE_CHECKING:
    from preserve.findings import Finding
    from preserve.render import Parameters, Renderer, View
    from preserve.validate import Validator


@click.command(short_help="Make reading editions: HTML, text or captions.", epilog=EXIT_CODES["render"])
@FILES
@click.option(
    "--view", type=click.Choice(["html", "text", "vtt"]), default="html", show_default=True, help="Which edition."
)
@click.option("--to", type=PATH, metavar="DIR", help="Write here; without it, one edition goes to stdout.")
@looked
@click.option(
    "--wrap", type=click.IntRange(min=0), metavar="N", help="Columns of a line of text; 0 for a paragraph a line."
)
@click.option("--locators", is_flag=True, help="Set the number, turn.paragraph, before each paragraph of text.")
@judged_by
@common
def render(
    files: tuple[Path, ...],
    view: str,
    to: Path | None,
    lang: str | None,
    css: Path | None,
    stylesheet: Path | None,
    wrap: int | None,
    locators: bool,
    schema: Path | None,
    rules: tuple[str, ...],
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Make reading editions. Interviews with errors are not rendered.

    \b
    preserve render tei/sekerbayeva-2023.xml > edition.html
    preserve render --view text --wrap 0 --locators --to editions tei/*.xml
    preserve render --view vtt --to media tei/recorded.xml
    preserve render --lang ru --css house.css --stylesheet house.xsl --to editions tei/*.xml

    Captions (vtt) need turns that are timed by a timeline. What you bring yourself with --css and --stylesheet is run
    under the same lock as ours, with limits of time and memory. CSS that would ask for anything is refused; what your
    stylesheet writes into the page, scripts and links to other servers too, is your own answer for.
    """
    from preserve import package
    from preserve.render import VIEWS, Renderer, staged
    from preserve.validate import Validator

    config.load(config_file)
    given = _given(lang=lang, wrap=None if wrap is None else str(wrap), locators="true" if locators else None)
    (wanted,) = (each for each in VIEWS if each.name == view)
    _require_fit(wanted, given, {"--css": css, "--stylesheet": stylesheet})
    if to is None and len(files) > 1:
        raise UsageError("several editions cannot all go to stdout", hint="Name a folder with --to.")
    package.targets(files, to or Path())
    with Console(quiet=quiet) as console, staged(css, stylesheet, (wanted,)) as look:
        validator = Validator(standards(schema, rules), say=console.slow)
        renderer = Renderer(look.folder, look.views, names=look.names)
        console.expect(len(files))
        act = functools.partial(_rendered, console, validator, renderer, given, to)
        return worst([attempt(console, functools.partial(act, file)) for file in files])


def _given(**values: str | None) -> Parameters:
    """Return the stylesheet parameters that a call gives."""
    return tuple((name, value) for name, value in values.items() if value is not None)


def _require_fit(view: View, given: Parameters, looks: dict[str, Path | None]) -> None:
    """Raise for options that the view has no use for.

    Raises:
        UsageError: The first of them.
    """
    from preserve.render import VIEWS

    for name, _ in given:
        if name not in view.parameters:
            fitting = " and ".join(f"--view {each.name}" for each in VIEWS if name in each.parameters)
            raise UsageError(f"--{name} says nothing to --view {view.name}", hint=f"It is for {fitting}.")
    for name, file in looks.items():
        if file is not None and view.name != "html":
            raise UsageError(f"{name} says nothing to --view {view.name}", hint="It is for --view html.")


def _rendered(
    console: Console, validator: Validator, renderer: Renderer, given: Parameters, to: Path | None, file: Path
) -> int:
    """Render one file and return its exit code."""
    from preserve.render import media_base, save

    console.begin("rendering", file)
    judged = validator.validate(file)
    if not judged.valid or judged.document is None:
        talk(console, file, judged.findings)
        return MaterialError.exit_code
    base = media_base(to or Path(), file.parent)
    edition = renderer.only(judged.document, (*given, *((("media-base", base),) if base else ())))
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
