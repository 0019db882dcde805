"""Errors: the tree, the exit codes, and what the machine's refusals become."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from preserve import errors, findings
from preserve.errors import (
    Location,
    MaterialError,
    PreserveError,
    SurroundingsError,
    refuse_devices,
    surroundings,
)


def kinds(kind: type[PreserveError]) -> list[type[PreserveError]]:
    """Return a kind of error and all below it."""
    return [kind, *(below for child in kind.__subclasses__() for below in kinds(child))]


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (Location(file="a.xml"), "a.xml"),
        (Location(file="a.xml", line=3), "a.xml:3"),
        (Location(file="a.xml", line=3, column=7, path="/TEI"), "a.xml:3:7"),
    ],
)
def test_a_location_is_told_as_far_as_it_is_known(location: Location, told: str) -> None:
    """As editors and terminals understand it."""
    assert str(location) == told


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Every kind stands there with its exit code."""
    drawn = (errors.__doc__ or "").splitlines()
    for kind in kinds(PreserveError):
        (line,) = [line for line in drawn if kind.__name__ in line.split()]
        assert f" {kind.exit_code}  " in line


@pytest.mark.parametrize("kind", kinds(PreserveError))
def test_what_material_or_machine_are_at_fault_for_can_be_told_as_a_finding(kind: type[PreserveError]) -> None:
    """An error without a code of its own has one that the table knows; a wrong call needs none."""
    error = kind("It went wrong.")
    if isinstance(error, MaterialError | SurroundingsError):
        assert findings.from_error(error, "a.xml").message == "It went wrong."
    else:
        assert error.code is None
    assert (str(error), error.message, error.location, error.hint) == ("It went wrong.",) * 2 + (None, None)


def test_an_error_keeps_what_it_was_told() -> None:
    """Code, place and hint."""
    place = Location(file="a.xml", line=1)
    error = PreserveError("No.", code="XML-004", location=place, hint="Yes.")
    assert (error.code, error.location, error.hint) == ("XML-004", place, "Yes.")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, "ENV-001"),
        (errno.ENOSPC, "ENV-002"),
        (errno.EDQUOT, "ENV-002"),
        (errno.EACCES, "ENV-003"),
        (errno.EISDIR, "ENV-003"),
        (errno.ELOOP, "ENV-003"),
    ],
)
def test_refusals_of_the_machine_get_a_code_and_a_hint(number: int, code: str) -> None:
    """The file that the system names wins over the one that was meant."""
    with (
        pytest.raises(SurroundingsError, match="could not open the door") as caught,
        surroundings("open the door", Path("a")),
    ):
        raise OSError(number, "In A Word", "b")
    assert (caught.value.code, caught.value.location) == (code, Location(file="b"))
    assert caught.value.message == "could not open the door: in a word"
    assert caught.value.hint
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EISDIR, "not a folder"),
        (errno.EEXIST, "there already"),
        (errno.ENOTDIR, "is a file, not a folder"),
        (errno.ENAMETOOLONG, "shorter name"),
        (errno.ELOOP, "circle"),
        (errno.EACCES, "permissions"),
    ],
)
def test_hints_fit_the_refusal(number: int, words: str) -> None:
    """Permissions are not to blame for everything."""
    with pytest.raises(SurroundingsError) as caught, surroundings("read", Path("a")):
        raise OSError(number, "no")
    assert words in str(caught.value.hint)


def test_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    """Before they are opened; files and folders pass, and what is absent is told as ever."""
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "file"):
        refuse_devices("read", path)
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SurroundingsError, match="not an ordinary file") as caught:
            refuse_devices("read", path)
        assert (caught.value.code, caught.value.location) == ("ENV-003", Location(file=str(path)))
        assert caught.value.hint
    with pytest.raises(SurroundingsError) as caught:
        refuse_devices("read", tmp_path / "absent")
    assert caught.value.code == "ENV-001"


def test_a_refusal_without_words_or_file_names_what_was_meant() -> None:
    """Some errors of the system carry neither."""
    with pytest.raises(SurroundingsError) as caught, surroundings("read", Path("a")):
        raise OSError("Timed out")
    assert (caught.value.message, caught.value.location) == ("could not read: timed out", Location(file="a"))


def test_what_goes_well_goes_on(tmp_path: Path) -> None:
    """Nothing is raised where nothing is wrong, and other errors pass."""
    with surroundings("read", tmp_path):
        tmp_path.stat()
    with pytest.raises(ValueError, match="other"), surroundings("read", tmp_path):
        raise ValueError("other")
