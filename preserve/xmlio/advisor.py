"""What libxml2 says of documents by one schema: a program of its own, which `preserve.xmlio.advice` starts and asks.

Its argument is the schema. It answers in lines of JSON: first what is wrong with the schema, or null; then, for each
document, the node and the words of its first objection, or null. A document comes as a line that says how many bytes
follow, in UTF-8. When the input ends, so does the program. It imports nothing of preserve, so that it starts fast.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    """Read the schema, then judge documents until there are no more."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        # While libxml2 works, Python would not hear of Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with _mortal():
            schema = etree.RelaxNG(file=sys.argv[1])
    except etree.RelaxNGParseError as error:
        _answer(str(error))
        return
    _answer(None)
    while line := sys.stdin.buffer.readline():
        data = sys.stdin.buffer.read(int(line))
        with _mortal():
            objection = _objection(schema, data)
        _answer(objection)


def _objection(schema: etree.RelaxNG, data: bytes) -> tuple[str, str] | None:
    """Return the node and the words of the first objection to a document, or None for a valid one."""
    # The limits are those by which `preserve.xmlio.document` has read it before.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False, huge_tree=False
    )
    if schema.validate(etree.fromstring(data, parser)):
        return None
    entry = next(iter(schema.error_log), None)
    return (entry.path or "", entry.message) if entry else ("", "")


def _answer(content: Any) -> None:  # noqa: ANN401 (whatever JSON can say)
    """Write one line."""
    sys.stdout.buffer.write(json.dumps(content).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def _mortal() -> Iterator[None]:
    """End the program if its input ends while libxml2 works, which Python would not hear of.

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


if __name__ == "__main__":
    main()
