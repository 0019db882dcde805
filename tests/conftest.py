"""What all tests share: where the standards' own suites lie, interviews to work on, and the command itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

from preserve.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PROJECT = Path(__file__).parent.parent
GOOD = PROJECT / "tests" / "good"
FLAGSHIP = PROJECT / "tei" / "sekerbayeva-2023.xml"

# A busy machine is no fault of what is tested.
_PATIENT = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("ci", _PATIENT, derandomize=True)
hypothesis.settings.register_profile("here", _PATIENT)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--regild``, which rewrites the golden files instead of comparing with them."""
    parser.addoption("--regild", action="store_true", help="rewrite tests/golden/ from what the stylesheets give now")


@pytest.fixture(scope="session")
def regild(request: pytest.FixtureRequest) -> bool:
    """Return whether golden files are to be rewritten."""
    return bool(request.config.getoption("--regild"))


@pytest.fixture(scope="session")
def conformance() -> Path:
    """Return the folder of standards' schemas and suites, which the project does not carry; skip where it is absent."""
    named = os.environ.get("PRESERVE_CONFORMANCE")
    folder = Path(named) if named is not None else PROJECT.parent / "shared"
    if (folder / "tei" / "tei_all.rng").is_file():
        return folder
    if named is not None:
        pytest.fail(f"PRESERVE_CONFORMANCE is {named!r}, where no conformance suites are")
    pytest.skip("no conformance suites at ../shared and PRESERVE_CONFORMANCE is not set")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the system's Chromium, which plays recordings without being clicked; skip where it is absent."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Path]]:
    """Yield a page of the system's Chromium and the folder where editions may be put."""
    tab = browser.new_page()
    yield tab, tmp_path_factory.mktemp("pages")
    tab.close()


@pytest.fixture
def interview(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies a good interview, with all that lies beside it, and returns the copy's path."""

    def copied(name: str) -> Path:
        """Copy the folder of good interviews and return one of them."""
        folder = tmp_path / "interviews" / "tei"
        if not folder.exists():
            shutil.copytree(GOOD, folder)
        return folder / f"{name}.xml"

    return copied


@pytest.fixture
def flagship(tmp_path: Path) -> Path:
    """Return a copy of the flagship, with its transcript; skip where the words do not travel, as in an sdist."""
    if not FLAGSHIP.is_file():
        pytest.skip("tei/ is left out of the sdist")
    folder = tmp_path / "flagship" / "tei"
    shutil.copytree(FLAGSHIP.parent, folder)
    return folder / FLAGSHIP.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command did.

    Attributes:
        code: Its exit code.
        out: What it wrote to stdout.
        err: What it wrote to stderr.
    """

    code: int
    out: str
    err: str


class Command(Protocol):
    """The command, called with its arguments."""

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run it and return what it did."""


@pytest.fixture
def preserve(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return the command, run in this process."""

    def run(*arguments: str | Path) -> Outcome:
        """Run the command."""
        monkeypatch.setattr(sys, "argv", ["preserve", *map(str, arguments)])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfdbinary.readouterr()
        return Outcome(code=int(ended.value.code or 0), out=out.decode(), err=err.decode())

    return run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return a list to which processes are added when they are started."""
    processes = []
    begin = subprocess.Popen

    def start(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 (whatever it takes)
        """Start one."""
        processes.append(begin(*arguments, **named))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return processes
