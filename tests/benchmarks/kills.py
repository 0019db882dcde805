"""Runs that are killed: at random steps, several times in a row, with and without another bag in the way.

``PYTHONPATH=. uv run python tests/benchmarks/kills.py [ROUNDS]`` makes 200 rounds by default and prints what it saw;
the exit code is 1 when one of them broke a promise: the source stays as it is; at the target is a whole bag or none,
and the one that was there before is never lost; nothing is left but what is marked as staging; the next run
makes the very bag that an undisturbed one makes.
"""

from __future__ import annotations

import collections
import os
import random
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias

from preserve import bag
from tests.bad.bags import plain
from tests.disturbing import KILLED, Job, Server

ROUNDS: Final = 200

Damage: TypeAlias = Callable[[bytes], bytes]
"""What is done to a journal."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a campaign saw.

    Attributes:
        rounds: How many bags were made.
        kills: How many runs were killed.
        states: How often a kill left what behind.
        violations: Each promise that was broken, in words.
    """

    rounds: int = 0
    kills: int = 0
    states: collections.Counter[str] = field(default_factory=collections.Counter)
    violations: list[str] = field(default_factory=list)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int] | None]:
    """Return content and time of each file below a folder, and None for each folder; tag files have no time."""
    return {
        each.relative_to(folder).as_posix(): (each.read_bytes(), _time(each, folder)) if each.is_file() else None
        for each in sorted(folder.rglob("*"))
    }


def sealed(content: bytes) -> bytes:
    """Return a line of a journal that says what it should not."""
    return b"%08x %b\n" % (zlib.crc32(content), content)


def _time(file: Path, folder: Path) -> int:
    """Return when a file was modified; 0 for a tag file, which is made with its bag."""
    is_tag = (folder / "bagit.txt").exists() and not file.is_relative_to(folder / "data")
    return 0 if is_tag else file.stat().st_mtime_ns


def campaign(server: Server, place: Path, *, rounds: int, seed: int) -> Tally:
    """Kill runs and return what was seen.

    Args:
        server: Does the runs.
        place: An empty folder to do it in.
        rounds: How many bags are made in the end.
        seed: The same one gives the same steps.
    """
    dice, tally = random.Random(seed), Tally()  # noqa: S311 -- the same moments in every run
    for number in range(rounds):
        room = place / str(number)
        _round(server, room, dice, tally)
        shutil.rmtree(room)
    return tally


def _round(server: Server, room: Path, dice: random.Random, tally: Tally) -> None:
    """Make one bag in spite of kills."""
    folder, target = _filled(room / "box", dice), room / "bags" / "box"
    before = snapshot(folder)
    server.run(Job(folder=str(folder), target=str(room / "undisturbed" / "box")))
    job = Job(folder=str(folder), target=str(target), replace=dice.random() < 0.5)
    old = snapshot(plain(target)) if job.replace else None
    steps = server.run(replace(job, target=str(room / "counted" / "box"))).steps
    for _ in range(dice.randint(1, 4)):
        outcome = server.run(replace(job, step=dice.randint(1, steps)))
        tally.kills += outcome.code == KILLED
        tally.states[_state(target)] += 1
        _judge(tally, before == snapshot(folder), "the source has changed")
        _judge(tally, not target.exists() or not bag.verify(target), "what is at the target is no whole bag")
        _judge(tally, not old or old in _bags(target), "the bag that was there is lost")
        _judge(tally, all(_is_known(each.name) for each in _beside(target)), "something unmarked is left")
    last = server.run(job)
    tally.rounds += 1
    _judge(tally, last.code == 0, f"the next run failed: {last.said}")
    _judge(tally, snapshot(target) == snapshot(room / "undisturbed" / "box"), "the bag is another one")
    _judge(tally, len(_beside(target)) == 1 + job.replace, "more than the bag is left in the end")


def _judge(tally: Tally, holds: bool, promise: str) -> None:  # noqa: FBT001 (what holds is all that is asked)
    """Note a promise that was broken."""
    if not holds:
        tally.violations.append(f"round {tally.rounds}: {promise}")


def _filled(folder: Path, dice: random.Random) -> Path:
    """Make a folder of a few files of various sizes."""
    for number in range(dice.randint(1, 12)):
        file = folder / "abc"[number % 3] / f"{number}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(dice.randbytes(dice.choice([0, 10, 5_000, 200_000])))
        os.utime(file, ns=(10**18, dice.randint(10**17, 10**18)))
    return folder


def _beside(target: Path) -> list[Path]:
    """Return all that lies where the bag is to be."""
    return list(target.parent.iterdir()) if target.parent.exists() else []


def _is_known(name: str) -> bool:
    """Return whether something has the name of the bag, of one that made way, or of a staging folder."""
    return name == "box" or name.startswith(("box.superseded-", ".box.staging"))


def _bags(target: Path) -> list[dict[str, tuple[bytes, int] | None]]:
    """Return the content of all bags, those that made way included."""
    return [snapshot(each) for each in _beside(target) if not each.name.startswith(".")]


def _state(target: Path) -> str:
    """Return in words what is there."""
    kinds = {each.name.partition("-")[0] for each in _beside(target)}
    return " + ".join(sorted(kinds)) or "nothing"


def main() -> int:
    """Make a campaign, print what it saw, and return 1 when a promise was broken."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as place, Server() as server:
        tally = campaign(server, Path(place), rounds=rounds, seed=random.SystemRandom().randrange(10**6))
    print(f"{tally.kills} kills in {tally.rounds} rounds")
    for state, count in tally.states.most_common():
        print(f"  {count:4}  left: {state}")
    print(f"{len(tally.violations)} promises broken", *tally.violations, sep="\n  ")
    return int(bool(tally.violations))


if __name__ == "__main__":
    sys.exit(main())
