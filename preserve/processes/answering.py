"""The side that answers: for workers, which read questions and write lines of JSON.

A question comes as a line that says how many bytes follow. When the input ends, so does the worker.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def questions() -> Iterator[bytes]:
    """Yield what is asked, until there is no more."""
    while line := sys.stdin.buffer.readline():
        yield sys.stdin.buffer.read(int(line))


def answer(content: Any) -> None:  # noqa: ANN401 (whatever JSON can say)
    """Write one line."""
    sys.stdout.buffer.write(json.dumps(content).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def mortal() -> Iterator[None]:
    """End the program if its input ends while a foreign library works, which Python would not hear of.

    Nothing is sent before an answer was given; so whatever happens to the input meanwhile is its end, and the system
    sends SIGIO for it.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    flags = fcntl.fcntl(sys.stdin, fcntl.F_GETFL)
    fcntl.fcntl(sys.stdin, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sys.stdin, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([sys.stdin], [], [], 0)[0]:
        sys.exit()
    try:
        yield
    finally:
        fcntl.fcntl(sys.stdin, fcntl.F_SETFL, flags)
