"""Saxon at work on a stranger's stylesheets: a worker, which `preserve.saxon.outside` starts and asks.

A question is a list in JSON: how many bytes of memory may be taken, what to do, and with what. The answer holds what
came of it (``content``), or what is wrong with the stylesheet (``error``).
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final

from preserve.errors import Location, StylesheetError
from preserve.processes.answering import answer, mortal, questions
from preserve.saxon.inside import Inside

# As Saxon's own machine does.
_NO_MEMORY: Final = 99


def main() -> None:
    """Do what is asked until there is no more."""
    saxon = Inside()
    try:
        for question in questions():
            memory, method, *arguments = json.loads(question)
            _limit(memory)
            with mortal():
                content = _told(saxon, method, arguments)
            answer(content)
    except MemoryError:
        os._exit(_NO_MEMORY)


def _limit(memory: int) -> None:
    """Take at most so many bytes from now on.

    Address space, which other limits are for, Saxon's machine takes without measure.
    """
    if sys.platform == "linux":
        import resource

        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (memory if most < 0 else min(memory, most), most))


def _told(saxon: Inside, method: str, arguments: list[Any]) -> dict[str, Any]:
    """Do something, and return what is to be told of it."""
    try:
        if method == "transform":
            made = saxon.transform(*arguments)
            said = [(message.code, message.path, message.text) for message in made.messages]
            return {"content": (made.text, said)}
        getattr(saxon, method)(*arguments)
    except StylesheetError as error:
        place = error.location or Location(file="")
        return {"error": (error.message, error.code, place.file, place.line, place.column)}
    return {"content": None}


if __name__ == "__main__":
    main()
