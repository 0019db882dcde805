"""What bagit says of bags: a worker, which `preserve.bag.opinion` starts and asks.

A question is a list in JSON: how many bytes of memory may be taken, and the folder of a bag. The answer is null for a
valid bag, or a list: whether bagit has judged at all, and its words. It imports little of preserve, so that it starts
fast.
"""

from __future__ import annotations

import json
import sys

import bagit

from preserve.processes.answering import answer, mortal, questions


def main() -> None:
    """Judge bags until there are no more."""
    for question in questions():
        memory, folder = json.loads(question)
        _limit(memory)
        with mortal():
            said = _said(folder)
        answer(said)


def _limit(memory: int) -> None:
    """Take at most so many bytes from now on."""
    if sys.platform == "linux":
        import resource

        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (memory if most < 0 else min(memory, most), most))


def _said(folder: str) -> tuple[bool, str] | None:
    """Return what bagit has against a bag, or how it failed over it, or None."""
    try:
        bagit.Bag(folder).validate(processes=1)
    except bagit.BagError as error:
        return True, str(error)
    except Exception as error:  # noqa: BLE001 (many escape from it, and each is its own)
        return False, f"{type(error).__name__}: {error}"
    return None


if __name__ == "__main__":
    main()
