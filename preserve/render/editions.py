"""What is made of an interview, and how it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from preserve import fixity
from preserve.errors import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.render.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition.

    Attributes:
        view: What kind it is.
        data: The bytes: UTF-8, normal form C.
        parameters: The stylesheet parameters that it was made with.
        findings: What the stylesheet had to say, such as an element that it does not know.
    """

    view: View
    data: bytes
    parameters: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def remarks(editions: Iterable[Edition]) -> tuple[Finding, ...]:
    """Return what the stylesheets had to say of some editions; what several of them say, once."""
    return tuple(dict.fromkeys(finding for edition in editions for finding in edition.findings))


def save(edition: Edition, folder: Path, stem: str) -> Path:
    """Write an edition to a folder, whole or not at all, and return its path.

    Args:
        edition: What to write.
        folder: Is made where it is absent.
        stem: The file's name without the suffix.

    Raises:
        SurroundingsError: The system refuses.
    """
    path = folder / (stem + edition.view.suffix)
    with surroundings("write the edition", path):
        fixity.save(edition.data, path)
    return path
