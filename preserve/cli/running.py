"""How commands are run: whatever goes wrong becomes a line and an exit code."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from preserve.console import Console
from preserve.errors import MaterialError, PreserveError, SurroundingsError, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

_FAULT: Final = 70
_INTERRUPTED: Final = 130


class Commands(click.Group):
    """A group that turns whatever goes wrong into a line and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 (click's own signature)
        """Run a command; never show a traceback for a fault that is not ours."""
        extra["standalone_mode"] = False
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                # Closed by whoever called us, so nobody wants to read it.
                setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (for the whole run)
        sys.exit(_guarded(functools.partial(super().main, *args, **extra)))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own signature)
        """Run a command; tell what the system refuses before click does, which has an exit code of its own for it."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            return _refused(error)


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


def attempt(console: Console, act: Callable[[], int]) -> int:
    """Do one of several things and return its exit code; what goes wrong with it does not stop the others."""
    try:
        return act()
    except (MaterialError, SurroundingsError) as error:
        console.error(error)
        return error.exit_code


def worst(codes: list[int]) -> int:
    """Return the exit code of a command that did several things: 3 counts more than 1."""
    return max(codes, default=0)
