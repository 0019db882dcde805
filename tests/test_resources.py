"""Schemas and stylesheets lie where the package says, in a checkout and in a wheel alike."""

from __future__ import annotations

import os
from pathlib import Path

import preserve
from preserve import resources
from tests.conftest import PROJECT


def test_they_are_there() -> None:
    """Every file that the package names exists."""
    for path in (resources.SCHEMA, resources.RULES, resources.CODES, resources.SCHEMATRON):
        assert path.is_file()


def test_the_licence_is_the_projects() -> None:
    """What lies in every bag is the licence of the repository, byte for byte."""
    assert resources.license_text() == (PROJECT / "LICENSE").read_bytes()


def test_the_version_is_that_of_pyproject() -> None:
    """The version that bags are signed with is the one that is released."""
    assert f'version = "{resources.version()}"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_wheel_is_what_is_tested() -> None:
    """When the suite is run on the wheel, it is not the checkout that answers."""
    installed = "site-packages" in Path(preserve.__file__).parts
    assert installed == bool(os.environ.get("PRESERVE_WHEEL"))
