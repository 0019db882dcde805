"""``preserve explain``."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

from preserve import findings, report
from preserve.cli.options import EXIT_CODES, formats
from preserve.console import Console
from preserve.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.findings import Code
    from preserve.report import Paint

_NEARLY: Final = re.compile(r"([A-Z]{3})[^A-Z0-9]*[0O]*(\d{1,3})")


def _complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the codes that begin as a word does."""
    codes = (code for code in findings.codes() if code.code.startswith(begun.upper()))
    return [CompletionItem(code.code, help=code.title) for code in codes]


@click.command(short_help="Tell what the code of a finding means.", epilog=EXIT_CODES["explain"])
@click.argument("names", nargs=-1, metavar="[CODE]...", shell_complete=_complete)
@formats("text", "json")
def explain(names: tuple[str, ...], form: str) -> int:
    """Tell what a code means: why it matters, how to mend it, with a wrong and a right example.

    Without a code all of them are listed; with a prefix, such as REF, those of its group.

    \b
    preserve explain REF-002
    preserve explain int-004 int-005
    preserve explain
    """
    asked = tuple(dict.fromkeys(code for name in names for code in _meant(name)))
    with Console() as console:
        if form == "json":
            console.document(report.explained_as_json(asked or findings.codes()))
        elif asked and not any(map(_is_group, names)):
            console.painted(lambda paint: _explained(asked, paint))
        else:
            console.painted(lambda paint: report.listed(asked or findings.codes(), paint))
    return 0


def _explained(codes: tuple[Code, ...], paint: Paint) -> Iterator[str]:
    """Yield the lines that explain some codes, an empty one between them."""
    for number, code in enumerate(codes):
        if number:
            yield ""
        yield from report.explained(code, paint)


def _is_group(name: str) -> bool:
    """Return whether a name is the prefix of codes."""
    return any(code.code.startswith(f"{name.strip().upper().rstrip('-')}-") for code in findings.codes())


def _meant(name: str) -> tuple[Code, ...]:
    """Return the code, or the codes of the group, that somebody asks for."""
    wanted = name.strip().upper()
    if code := findings.find_code(wanted):
        return (code,)
    if _is_group(name):
        return tuple(code for code in findings.codes() if code.code.startswith(f"{wanted.rstrip('-')}-"))
    raise UsageError(f"there is no code “{name}”", hint=_suggestion(wanted))


def _suggestion(wanted: str) -> str:
    """Return what somebody may have meant."""
    nearly = _NEARLY.fullmatch(wanted)
    number = f"{nearly[1]}-{int(nearly[2]):03}" if nearly else wanted
    known = [code.code for code in findings.codes()]
    near = [number] if number in known else difflib.get_close_matches(number, known, n=1, cutoff=0.7)
    return f"Did you mean {near[0]}?" if near else "List all codes with: preserve explain"
