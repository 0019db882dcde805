"""What a bag holds, for the records that tell of it: every file of the payload with its part in the whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

    from preserve.describe.formats import Format, Identified
    from preserve.describe.header import Header
    from preserve.interview import Interview
    from preserve.report import Record

CRATE: Final = "data/ro-crate-metadata.json"
README: Final = "data/README.txt"
_ENVIRONMENT: Final = ("data/schemas/", "data/xslt/")

_KINDS: Final = {
    "transcript": "the transcript as received",
    "media": "a recording or a picture that the interview names",
    "part": "a part of the interview, which its file includes",
}
_EDITIONS: Final = {"html": "the edition for reading", "text": "the edition in plain text", "vtt": "the captions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the payload.

    Attributes:
        path: In the bag.
        size: In bytes.
        sha256: Its digest, in lower case.
        format: What is said of its format.
    """

    path: str
    size: int
    sha256: str
    format: Format

    @property
    def inside(self) -> str:
        """The path as seen from the payload's folder."""
        return self.path.removeprefix("data/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a bag holds, and how it was made.

    Attributes:
        header: Of the interview.
        interview: Its record.
        kept: How the bag is made.
        files: The payload, in the order of its paths.
        identified: What told the formats.
        moment: Of the act; None for records that hold no clock.
    """

    header: Header
    interview: Interview
    kept: Record
    files: tuple[File, ...]
    identified: Identified
    moment: dt.datetime | None = None

    @property
    def source(self) -> File:
        """The file of the interview."""
        return next(each for each in self.files if each.path == self.kept.source)

    @property
    def companions(self) -> tuple[File, ...]:
        """What was received or made beside the interview: transcript, recordings, parts."""
        places = {file.place for file in self.interview.files if file.relative is not None}
        return tuple(each for each in self.files if each.path in places)

    @property
    def editions(self) -> tuple[File, ...]:
        """What was made of the interview for reading."""
        places = {edition.path for edition in self.kept.editions}
        return tuple(each for each in self.files if each.path in places)

    @property
    def standards(self) -> tuple[File, ...]:
        """The schema and the rules that judged it."""
        return tuple(each for each in self.files if each.path in (self.kept.schema, *self.kept.rules))

    @property
    def environment(self) -> tuple[File, ...]:
        """What the interview was judged and rendered with, but for the schema and the rules themselves."""
        apart = frozenset(self.standards)
        return tuple(each for each in self.files if each.path.startswith(_ENVIRONMENT) and each not in apart)

    @property
    def objects(self) -> tuple[File, ...]:
        """All files but those of the environment."""
        environment = frozenset(self.environment)
        return tuple(each for each in self.files if each not in environment)

    def of_kind(self, kind: str) -> tuple[File, ...]:
        """Return the files that the interview names as ``transcript`` or ``media``."""
        places = {file.place for file in self.interview.files if file.kind == kind and file.relative is not None}
        return tuple(each for each in self.files if each.path in places)

    def role(self, path: str) -> str:
        """Return what a file of the payload is there for, in words."""
        return self._special(path) or self._companion(path) or self._edition(path) or _standard(path)

    def _special(self, path: str) -> str | None:
        """Return the part of a file that is alone in it."""
        parts = {
            self.kept.source: "the interview, encoded in TEI",
            self.kept.schema: "the schema by which the interview was validated",
            README: "what the bag holds, whose it is and how to rebuild it",
            CRATE: "what each file of the payload is",
            **dict.fromkeys(self.kept.rules, "rules by which the interview was validated"),
        }
        return parts.get(path)

    def _companion(self, path: str) -> str | None:
        """Return the part of a file that the interview names."""
        kinds = (file.kind for file in self.interview.files if file.relative is not None and file.place == path)
        return next((_KINDS.get(kind, "a file to which the interview links") for kind in kinds), None)

    def _edition(self, path: str) -> str | None:
        """Return the part of an edition."""
        names = (PurePosixPath(path).parts[1] for edition in self.kept.editions if edition.path == path)
        return next((_EDITIONS.get(name, "an edition") for name in names), None)


def _standard(path: str) -> str:
    """Return the part of what the interview was made and judged with."""
    if path.endswith("/LICENSE"):
        return "the licence of what is ours in this folder"
    if path.startswith("data/xslt/"):
        return "a stylesheet, or a part of one"
    return "a part of the schema or the rules, or what explains them"
