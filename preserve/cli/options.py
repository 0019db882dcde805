"""The arguments and options that commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec

import click

from preserve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.validate import Standards

P = ParamSpec("P")


class _Path(click.Path):
    """A path, which must not be empty."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (click's own signature)
        """Return the path."""
        return super().convert(_named(value, param), param, ctx)


class _Word(click.types.StringParamType):
    """The path or the name of something, which must not be empty."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (click's own signature)
        """Return what was written."""
        return super().convert(_named(value, param), param, ctx)


def _named(value: Any, param: click.Parameter | None) -> Any:  # noqa: ANN401 (click's own signature)
    """Return what was written, or refuse an empty path, which would stand for the current folder."""
    if value == "":
        where = param.opts[0] if isinstance(param, click.Option) else "one of the arguments"
        hint = "Write the path, or a full stop for the current folder; in a script, see whether the variable is set."
        raise UsageError(f"{where} is empty, where a path should be", hint=hint)
    return value


PATH: Final = _Path(path_type=Path, readable=False)
WORD: Final = _Word()
FILES: Final = click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
REPLACE: Final = click.option(
    "--replace", is_flag=True, help="Let another bag that is there make way; it is kept beside the new one."
)
MOST: Final = click.option(
    "--max",
    "most",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show N findings at most, the gravest of each first; all are counted.",
)
EXIT_CODES: Final = {
    "validate": "Exit codes: 0 no error was found (warnings may be), 1 errors were, 2 the call cannot be meant, 3 the "
    "surroundings refuse. With several files all are judged, and the worst code counts.",
    "render": "Exit codes: 0 all were rendered, 1 an interview has errors or nothing to show, 2 the call cannot be "
    "meant, 3 the surroundings refuse. With several files all are tried, and the worst code counts.",
    "describe": "Exit codes: 0 all were described, 1 an interview has errors or lacks what the record cannot be "
    "without, 2 the call cannot be meant, 3 the surroundings refuse. With several files all are tried, and the worst "
    "code counts.",
    "package": "Exit codes: 0 every bag is there and verified, 1 an interview has errors or its place holds something "
    "else, 2 the call cannot be meant, 3 the surroundings refuse. With several files all are tried, and the worst code "
    "counts.",
    "bag": "Exit codes: 0 every bag is there and verified, 1 something in a folder cannot be bagged or the place of "
    "its bag holds something else, 2 the call cannot be meant, 3 the surroundings refuse. With several folders all are "
    "tried, and the worst code counts.",
    "verify": "Exit codes: 0 every bag is valid (and rebuilds itself, with --reproduce), 1 one is not, 2 the call "
    "cannot be meant, 3 the surroundings refuse. With several bags all are verified, and the worst code counts.",
    "explain": "Exit codes: 0 every code is known, 2 one is not.",
}


def common(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that every command has that works on files."""
    quiet = click.option("--quiet", "-q", is_flag=True, help="Say nothing but results and faults.")
    where = click.option(
        "--config", "config_file", type=PATH, metavar="FILE", help="Configuration; ./preserve.toml by default."
    )
    return where(quiet(command))


def judged_by(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that say by what interviews are judged."""
    schema = click.option(
        "--schema",
        type=PATH,
        metavar="RNG",
        help="Judge by this RELAX NG schema (.rng) instead of the one that a file names, or ours.",
    )
    rules = click.option(
        "--rules",
        type=WORD,
        multiple=True,
        metavar="SCH|none",
        help="Judge by these Schematron rules instead of those that a file names, or ours; may be repeated; “none” for "
        "those only that the schema embeds.",
    )
    return schema(rules(command))


def spoken(command: Callable[P, int]) -> Callable[P, int]:
    """Add the option that says in what language the words speak that are ours."""
    return click.option(
        "--lang",
        metavar="TAG",
        callback=_language,
        help="The language in which editions and records speak of the interview, such as ru; by default the "
        "interview's own.",
    )(command)


def looked(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that say in what language and with what look editions are made."""
    css = click.option("--css", type=PATH, metavar="FILE", help="Your own CSS, put into the HTML edition after ours.")
    stylesheet = click.option(
        "--stylesheet",
        type=PATH,
        metavar="FILE",
        help='Your own XSLT for the HTML edition; with <xsl:import href="html.xsl"/> it need say only what differs.',
    )
    return spoken(css(stylesheet(command)))


def _language(_context: click.Context, _option: click.Parameter, tag: str | None) -> str | None:
    """Refuse what cannot be the tag of a language.

    Source: RFC 5646 §2.1.
    """
    if tag is not None and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag):
        raise UsageError(f"--lang {tag!r} is no tag of a language", hint="Write it as in xml:lang, such as en or ru.")
    return tag


def formats(*names: str) -> Callable[[Callable[P, int]], Callable[P, int]]:
    """Return what adds the option for the format of a result."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="For whom to write.",
    )


def standards(
    schema: Path | None, rules: tuple[str, ...], *, phase: str | None = None, second_opinion: bool = False
) -> Standards:
    """Return what interviews are to be judged by.

    Args:
        schema: As called; None for the one that a file names, or ours.
        rules: As called.
        phase: Of the rules; None for the one that they name themselves.
        second_opinion: Whether libxml2 is asked about a schema that is not ours.
    """
    from preserve.validate import Standards

    if "none" in rules and len(rules) > 1:
        raise UsageError("--rules none contradicts the other --rules", hint="Name rules, or none.")
    chosen = tuple(Path(name) for name in rules if name != "none") if rules else None
    return Standards(schema=schema, rules=chosen, phase=phase or "#DEFAULT", second_opinion=second_opinion)
