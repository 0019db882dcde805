"""Engines and stylesheets, wherever Saxon works."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Protocol

from preserve.saxon.inside import Inside
from preserve.saxon.outside import Outside

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.saxon.outside import Limits
    from preserve.saxon.results import Transformation


@functools.cache
def version() -> str:
    """Return the version of saxonche as installed, such as ``13.1.1``."""
    from importlib.metadata import version as installed

    return installed("saxonche")


class _Saxon(Protocol):
    """A Saxon processor, here or in a process of its own; it counts its stylesheets."""

    def lock(self) -> None:
        """Forbid all reading."""

    def compile(self, path: str, name: str) -> int:
        """Compile a file, and return the number of the stylesheet."""

    def compile_text(self, text: str, name: str) -> int:
        """Compile a text, and return the number of the stylesheet."""

    def transform(self, number: int, text: str, parameters: tuple[tuple[str, str], ...]) -> Transformation:
        """Apply a stylesheet to a document."""


class Engine:
    """One Saxon processor for one set of stylesheets: compile, lock, transform.

    Attributes:
        limits: How much time and memory the stylesheets may take; None where Saxon works in this process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Close what can be closed before anything is compiled.

        Args:
            limits: For a stranger's stylesheets, which then run in a process of their own.
        """
        self.limits = limits
        self._saxon: _Saxon = Inside() if limits is None else Outside(limits)

    def lock(self) -> None:
        """Forbid all reading from now on, for good."""
        self._saxon.lock()

    def compile(self, entry: Path) -> Stylesheet:
        """Compile a stylesheet from its file, before the lock.

        Args:
            entry: The stylesheet; what it includes has been looked at by the caller.

        Raises:
            StylesheetError: XSL-001 with the first place that Saxon names; XSL-005 where limits were passed.
        """
        path = os.path.abspath(entry)  # noqa: PTH100 (a link is not followed)
        return Stylesheet(self._saxon, self._saxon.compile(path, str(entry)))

    def compile_text(self, text: str, name: str) -> Stylesheet:
        """Compile a generated stylesheet from its text, after the lock.

        Args:
            text: The stylesheet.
            name: What it was generated from, for messages.

        Raises:
            StylesheetError: XSL-001; XSL-005 where limits were passed.
        """
        return Stylesheet(self._saxon, self._saxon.compile_text(text, name))


class Stylesheet:
    """A compiled stylesheet."""

    def __init__(self, saxon: _Saxon, number: int) -> None:
        """Take over what was compiled.

        Args:
            saxon: Where it was compiled.
            number: Its number there.
        """
        self._saxon = saxon
        self._number = number

    def transform(self, text: str, *, parameters: tuple[tuple[str, str], ...] = ()) -> Transformation:
        """Transform a document.

        Args:
            text: The XML document, decoded.
            parameters: Names and values of stylesheet parameters; values are untyped and are cast to what is declared.

        Raises:
            StylesheetError: XSL-002 with Saxon's own words; XSL-005 where limits were passed.
        """
        return self._saxon.transform(self._number, text, parameters)
