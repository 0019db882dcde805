"""What bagit thinks of bags: asked for in a process of its own, told where it is another, and never waited for."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from preserve import bag
from preserve.bag import opinion
from preserve.bag.opinion import Limits
from preserve.processes import Process
from tests.bad import bags, hostile_lists, opinions

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from preserve.findings import Finding
    from tests.conftest import Command


def asked(folder: Path, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Return what a second opinion adds."""
    return bag.second_opinion(folder, bag.verify(folder), limits or Limits())


@pytest.mark.parametrize("build", opinions.BUILDERS, ids=lambda build: build.__name__)
def test_each_bag_gives_the_code_of_its_name(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """In one short line of bagit's own words."""
    (found,) = asked(build(tmp_path / "bag"))
    assert (found.code,) == bags.codes_of(build)
    assert len(found.message) <= 240
    assert found.message.isprintable()


@pytest.mark.parametrize(
    "build",
    [bags.plain, bags.bag_014_has_lost_a_payload_file, bags.bag_016_has_a_changed_file, bags.bag_030_has_a_loose_leaf],
    ids=lambda build: build.__name__,
)
def test_agreement_is_silent(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """On what is valid and on what is not."""
    assert asked(build(tmp_path / "bag")) == ()


def test_it_says_what_the_other_says(tmp_path: Path) -> None:
    """Which of our codes bagit does not see, or its own words."""
    (unseen,) = asked(opinions.bag_036_has_a_file_in_one_manifest_only(tmp_path / "one"))
    assert unseen.message == "bagit finds the bag valid, and does not see BAG-015"
    (refused,) = asked(opinions.bag_036_lists_a_name_in_two_compositions(tmp_path / "two"))
    assert refused.message.startswith("bagit refuses it: Bag validation failed: data/Zo")


def test_a_name_that_it_cannot_read_is_no_disagreement(tmp_path: Path) -> None:
    """That it misreads %25 is known."""
    (found,) = asked(opinions.bag_037_has_a_percent_sign(tmp_path / "bag"))
    assert "it takes %25 in a manifest for three characters: Bag is incomplete" in found.message


def test_it_is_ended_when_it_takes_too_long(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Over a line without end, which it reads for minutes."""
    folder = hostile_lists.stretched(tmp_path / "bag", "manifest-sha256.txt", b"a/" * 500_000, 20)
    (found,) = asked(folder, Limits(bag=0.5, file=0, gigabyte=0))
    assert (found.code, found.message) == (
        "BAG-037",
        "bagit gives no second opinion: it took longer than 0.5 seconds",
    )
    (process,) = started
    assert process.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_it_takes_no_more_memory_than_it_is_given(tmp_path: Path) -> None:
    """What it cannot hold it fails over."""
    folder = hostile_lists.bag_014_lists_files_by_the_hundred_thousand(tmp_path / "bag")
    (found,) = bag.second_opinion(folder, (), Limits(memory=40_000_000))
    assert (found.code, found.message) == ("BAG-037", "bagit gives no second opinion: it failed: MemoryError:")


def test_it_may_be_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that ends unasked is an opinion less and nothing more; nor is one that does not begin."""
    worker = tmp_path / "worker.py"
    worker.write_text("", "utf-8")
    folder = bags.plain(tmp_path / "bag")
    with monkeypatch.context() as patched:
        patched.setattr(opinion, "_WORKER", worker)
        (lost,) = asked(folder)
    assert lost.message == "bagit gives no second opinion: it ended unexpectedly"

    def refuse(_self: Process, _worker: Path) -> None:
        """Refuse to start."""
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Process, "__init__", refuse)
    (absent,) = asked(folder)
    assert absent.message == "bagit gives no second opinion: it failed: permission denied"


def test_the_command_asks(tmp_path: Path, preserve: Command) -> None:
    """A disagreement is told with the rest and decides nothing."""
    folder = opinions.bag_036_lists_a_name_in_two_compositions(tmp_path / "bag")
    assert "BAG-036" not in preserve("verify", folder).err
    outcome = preserve("verify", "--second-opinion", folder)
    assert (outcome.code, outcome.out) == (0, f"{folder}: valid\n")
    assert "BAG-036" in outcome.err


def test_programs_are_told_too(tmp_path: Path, preserve: Command) -> None:
    """In JSON and JUnit, beside what was found before."""
    folders = [opinions.bag_036_has_a_file_in_one_manifest_only(tmp_path / "bad"), bags.plain(tmp_path / "good")]
    outcome = preserve("verify", "--second-opinion", "--format", "json", *folders)
    bad, good = json.loads(outcome.out)["files"]
    assert (outcome.code, bad["valid"], good["valid"], good["findings"]) == (1, False, True, [])
    assert [each["code"] for each in bad["findings"] if each["severity"] == "warning"] == ["BAG-036"]
    assert {each["source"] for each in bad["findings"] if each["code"] == "BAG-036"} == {"RFC 8493 §3"}
    outcome = preserve("verify", "--second-opinion", "--format", "junit", *folders)
    suites = ET.fromstring(outcome.out).findall("testsuite")  # noqa: S314 (our own)
    assert [suite.get("tests") for suite in suites] == [str(len(bad["findings"])), "1"]
    assert "BAG-036" in outcome.out


def test_a_path_of_any_letters_reaches_it(tmp_path: Path) -> None:
    """Also one that is no UTF-8."""
    folder = tmp_path / "Zo\udceb ж\n"
    assert asked(bags.plain(folder)) == ()


def test_without_being_asked_it_does_not_start(
    tmp_path: Path, preserve: Command, started: list[subprocess.Popen[bytes]]
) -> None:
    """A second opinion costs time."""
    assert preserve("verify", bags.plain(tmp_path / "bag")).code == 0
    assert started == []
