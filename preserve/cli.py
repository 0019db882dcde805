"""The commands: parse, call, print, exit code.

Source: the exit codes are those of `preserve.errors`, with 0 for fine, 1 for faulty material and 130 for an interrupt.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec

import click

from preserve import config, findings, report, resources
from preserve.console import Console
from preserve.errors import MaterialError, PreserveError, SurroundingsError, UsageError, surroundings
from preserve.report import Judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.findings import Finding
    from preserve.package import Packaged
    from preserve.render import Renderer
    from preserve.validate import Standards, Validator

_FAULT: Final = 70
_INTERRUPTED: Final = 130

P = ParamSpec("P")


class _Commands(click.Group):
    """A group that turns whatever goes wrong into a line and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 (click's own signature)
        """Run a command; never show a traceback for a fault that is not ours."""
        extra["standalone_mode"] = False
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                # Closed by whoever called us, so nobody wants to read it.
                setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (for the whole run)
        sys.exit(_guarded(functools.partial(super().main, *args, **extra)))


def _guarded(act: Callable[[], object]) -> int:
    """Run a command and return the exit code, whatever happens."""
    try:
        code = act()
        sys.stdout.flush()
    except PreserveError as error:
        Console().error(error)
        return error.exit_code
    except click.exceptions.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):
        print("preserve: interrupted; nothing was left half-done", file=sys.stderr)
        return _INTERRUPTED
    except OSError as error:
        return _refused(error)
    except Exception:  # noqa: BLE001 (a fault of the program is shown whole, with an exit code of its own)
        import traceback

        traceback.print_exc()
        print("preserve: this is a fault of the program; please report it with the lines above", file=sys.stderr)
        return _FAULT
    return code if isinstance(code, int) else 0


def _refused(error: OSError) -> int:
    """Tell that the system refuses, most often to take our output, and return the exit code."""
    # What is still in the buffer cannot be written; Python would try once more at its end and change the exit code.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # A reader that has gone, as `head` does, needs no message.
    if not isinstance(error, BrokenPipeError):
        try:
            with surroundings("go on", Path(str(error.filename or "stdout"))):
                raise error
        except SurroundingsError as told:
            Console().error(told)
    return SurroundingsError.exit_code


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 faulty material, 2 usage, 3 environment, 70 fault of the program, 130 interrupted.",
)
@click.version_option(package_name="tei-preserve", prog_name="preserve")
def main() -> None:
    """Validate, render and bag TEI-encoded interviews for archival deposit.

    \b
    preserve validate tei/sekerbayeva-2023.xml
    preserve render   tei/sekerbayeva-2023.xml > edition.html
    preserve package  tei/sekerbayeva-2023.xml
    preserve verify   bags/sekerbayeva-2023 --reproduce
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _common(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that every command has."""
    quiet = click.option("--quiet", "-q", is_flag=True, help="Say nothing but results and faults.")
    where = click.option(
        "--config", "config_file", type=_PATH, metavar="FILE", help="Configuration; ./preserve.toml by default."
    )
    return where(quiet(command))


def _judged_by(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that say by what interviews are judged."""
    schema = click.option(
        "--schema", type=_PATH, metavar="RNG", help="Judge by this RELAX NG schema (.rng) instead of ours."
    )
    rules = click.option(
        "--rules",
        multiple=True,
        metavar="SCH|none",
        help="Judge by these Schematron rules instead of ours; may be repeated; “none” for no rules.",
    )
    return schema(rules(command))


_PATH: Final = click.Path(path_type=Path, readable=False)
_FILES: Final = click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE...")
_FORMAT: Final = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For whom to write.",
)


def _standards(schema: Path | None, rules: tuple[str, ...]) -> Standards:
    """Return what interviews are to be judged by."""
    from preserve.validate import Standards

    if "none" in rules and len(rules) > 1:
        raise UsageError("--rules none contradicts the other --rules", hint="Name rules, or none.")
    chosen = tuple(Path(name) for name in rules if name != "none") if rules else (resources.RULES,)
    return Standards(schema=schema or resources.SCHEMA, rules=chosen)


def _worst(codes: list[int]) -> int:
    """Return the exit code of a command that did several things: 3 counts more than 1."""
    return max(codes, default=0)


def _attempt(console: Console, act: Callable[[], int]) -> int:
    """Do one of several things; what goes wrong with it does not stop the others."""
    try:
        return act()
    except (MaterialError, SurroundingsError) as error:
        console.error(error)
        return error.exit_code


@main.command(short_help="Judge interviews by grammar, rules, pointers and transcript.")
@_FILES
@_judged_by
@_FORMAT
@_common
def validate(
    files: tuple[Path, ...],
    schema: Path | None,
    rules: tuple[str, ...],
    form: str,
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Judge interviews: grammar, rules, ids, pointers, files, and every word against the transcript.

    Findings are printed to stdout. The exit code is 1 if one of them is an error.

    \b
    preserve validate tei/sekerbayeva-2023.xml
    preserve validate --format json tei/*.xml > findings.json
    preserve validate --schema tei_all.rng --rules none letter.xml
    """
    from preserve.validate import Validator

    config.load(config_file)
    with Console(quiet=quiet) as console:
        validator = Validator(_standards(schema, rules), say=console.slow)
        results = [_validated(console, validator, file) for file in files]
    judged = tuple(each for each, _ in results)
    if form == "json":
        sys.stdout.write(report.as_json(judged))
    else:
        console.findings(judged)
    return _worst([code for _, code in results])


def _validated(console: Console, validator: Validator, file: Path) -> tuple[Judged, int]:
    """Return what is to be said of one file, and its exit code."""
    console.begin("judging", file)
    try:
        found = validator.validate(file).findings
        code = int(findings.has_error(found))
    except (MaterialError, SurroundingsError) as error:
        found, code = (findings.from_error(error, str(file)),), error.exit_code
    return Judged(file=str(file), findings=found), code


@main.command(short_help="Make reading editions: HTML or text.")
@_FILES
@click.option("--view", type=click.Choice(["html", "text"]), default="html", show_default=True, help="Which edition.")
@click.option("--to", type=_PATH, metavar="DIR", help="Write here; without it, one edition goes to stdout.")
@_judged_by
@_common
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
        validator = Validator(_standards(schema, rules), say=console.slow)
        renderer = Renderer(views=tuple(each for each in VIEWS if each.name == view))
        act = functools.partial(_rendered, console, validator, renderer, to)
        return _worst([_attempt(console, functools.partial(act, file)) for file in files])


def _rendered(console: Console, validator: Validator, renderer: Renderer, to: Path | None, file: Path) -> int:
    """Render one file and return its exit code."""
    from preserve.render import save

    console.begin("rendering", file)
    judged = validator.validate(file)
    if not judged.valid or judged.document is None:
        _talk(console, file, judged.findings)
        return MaterialError.exit_code
    (edition,) = renderer.render(judged.document)
    _talk(console, file, (*judged.findings, *edition.findings))
    if to is None:
        console.data(edition.data)
    else:
        console.result(str(save(edition, to, file.stem)))
    return 0


def _talk(console: Console, file: Path, found: tuple[Finding, ...]) -> None:
    """Print findings where the result is another, if any of them is more than an info."""
    if any(each.severity is not findings.Severity.INFO for each in found):
        console.talk(Judged(file=str(file), findings=found))


@main.command(short_help="Carry interviews into verified bags.")
@_FILES
@click.option("--to", type=_PATH, default=Path("bags"), show_default=True, metavar="DIR", help="Where the bags go.")
@_judged_by
@_common
def package(
    files: tuple[Path, ...],
    to: Path,
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
    """
    from preserve import package as packaging
    from preserve.render import Renderer
    from preserve.validate import Validator

    settings = config.load(config_file)
    targets = packaging.targets(files, to)
    with Console(quiet=quiet) as console:
        act = functools.partial(
            packaging.package,
            validator=Validator(_standards(schema, rules), say=console.slow),
            renderer=Renderer(),
            config=settings,
            date=packaging.today(),
            progress=console.advance,
        )
        pairs = zip(files, targets, strict=True)
        return _worst([_attempt(console, functools.partial(_packaged, console, act, *pair)) for pair in pairs])


def _packaged(console: Console, act: Callable[[Path, Path], Packaged], file: Path, target: Path) -> int:
    """Package one file, print the line of its bag and return its exit code."""
    console.begin("packaging", file)
    made = act(file, target)
    _talk(console, file, made.findings)
    if made.sealed is None:
        return MaterialError.exit_code
    size = sum(entry.size for entry in made.payload)
    how = "written and verified" if made.sealed.status == "written" else made.sealed.status
    console.result(f"{target}: {how}, {len(made.payload)} files, {size:,} bytes")
    return 0


@main.command(short_help="Verify bags, and rebuild them from themselves.")
@click.argument("bags", nargs=-1, required=True, type=_PATH, metavar="BAG...")
@click.option("--reproduce", is_flag=True, help="Rebuild the bag from its own files and compare bytes.")
@_FORMAT
@_common
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
        for folder in bags:
            judged, words, code = _verified(console, folder, reproduce=reproduce)
            results.append((judged, code))
            if form == "text":
                _tell(console, judged, words)
    if form == "json":
        sys.stdout.write(report.as_json(tuple(judged for judged, _ in results)))
    return _worst([code for _, code in results])


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
