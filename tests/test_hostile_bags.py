"""The corpus of hostile bags: the right findings on each, in time, in little memory, and nothing that escapes."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.bad import bags, hostile, hostile_files, hostile_names
from tests.trial import tried
from tests.watching import CAN_WATCH, wait_for_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.enduring

MEGABYTE = 1 << 20
# More than is ever needed: what each bag really takes is printed by tests/benchmarks/hostile_bags.py.
PATIENCE = 100
MEMORY = 400 * MEGABYTE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("build", hostile.BUILDERS, ids=lambda build: build.__name__)
def test_a_hostile_bag_gives_exactly_its_codes(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """Read in a process of its own, as it would be on somebody's machine."""
    tmp_path.chmod(0o755)
    try:
        folder = build(tmp_path / "bag")
    except OSError as error:
        pytest.skip(f"such a bag cannot be made here: {error}")
    made = tried("preserve", folder, as_nobody=build in hostile.CLOSED, patience=PATIENCE)
    hostile.remove_depth(folder)
    assert made.codes == tuple(sorted(bags.codes_of(build))), made
    assert made.verdict in {"valid", "valid+warning", "invalid"}, made
    assert made.memory < MEMORY
    shutil.rmtree(folder)


def test_the_corpus_is_large() -> None:
    """And each kind of fault is in it many times."""
    assert len(hostile.BUILDERS) >= 140
    assert len({build.__name__ for build in hostile.BUILDERS}) == len(hostile.BUILDERS)


@pytest.mark.skipif(not CAN_WATCH, reason="the system tells nothing of processes")
def test_a_file_of_terabytes_can_be_given_up(tmp_path: Path) -> None:
    """To read one that a manifest lists takes hours, and whoever waits can end it at any time."""
    folder = hostile_names.listing(tmp_path / "bag", "data/abyss")
    try:
        with (folder / "data/abyss").open("xb") as stream:
            stream.truncate(10 * hostile_files.TERABYTE)
    except OSError as error:
        pytest.skip(f"such a file cannot be made here: {error}")
    call = [sys.executable, "-c", "from preserve.cli import main; main()", "verify", str(folder)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        wait_for_work(process.pid, 2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, b"")
    assert b"interrupted" in err
