"""The kinds of editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

Parameters: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values of stylesheet parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A kind of edition.

    Attributes:
        name: As the command line calls it, and as its folder in a bag is called.
        stylesheet: The file name of its entry.
        suffix: Of the edition's file.
        parameters: The names of the stylesheet parameters that it takes.
    """

    name: str
    stylesheet: str
    suffix: str
    parameters: tuple[str, ...] = ()


DIGEST: Final = "source-sha256"
HTML: Final = View(name="html", stylesheet="html.xsl", suffix=".html", parameters=(DIGEST, "lang", "media-base"))
TEXT: Final = View(name="text", stylesheet="text.xsl", suffix=".txt", parameters=("wrap", "locators", "lang"))
CAPTIONS: Final = View(name="vtt", stylesheet="vtt.xsl", suffix=".vtt", parameters=("lang",))

VIEWS: Final = (HTML, TEXT, CAPTIONS)
