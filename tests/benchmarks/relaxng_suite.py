"""The RELAX NG test suite: how many of its cases this engine gets right, and how many libxml2 does, in one run.

``uv run python tests/benchmarks/relaxng_suite.py [FOLDER OF THE STANDARDS' SUITES]``

A case is right where its schema is accepted or refused as it should be, and every instance as well.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve import xmlio
from preserve.errors import DocumentError
from preserve.relaxng import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: Final = Path(__file__).parent.parent.parent
SUITE: Final = Path("relaxng") / "spectest.xml"
SCHEMA: Final = "schema.rng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A schema of the suite and what is to be said of it.

    Attributes:
        line: Of the case in the suite.
        correct: Whether the schema is to be accepted.
        files: The schema and what lies beside it, each a relative path and its text.
        instances: Each a document and whether it is valid.
    """

    line: int
    correct: bool
    files: tuple[tuple[str, bytes], ...]
    instances: tuple[tuple[bytes, bool], ...]

    def write(self, folder: Path) -> Path:
        """Write all files into a folder, and return the path of the schema."""
        for name, text in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        return folder / SCHEMA


def cases(suite: Path) -> Iterator[Case]:
    """Yield the cases of the suite."""
    # Its one entity stands for an element whose name not all parsers knew.
    for case in etree.parse(suite, etree.XMLParser(no_network=True)).iter("testCase"):
        schema = next(child for child in case if child.tag in {"correct", "incorrect"})
        yield Case(
            line=case.sourceline or 0,
            correct=schema.tag == "correct",
            files=((SCHEMA, _inner(schema)), *_resources(case, "")),
            instances=tuple((_inner(child), child.tag == "valid") for child in case.iterchildren("valid", "invalid")),
        )


def _resources(holder: xmlio.Element, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a case, or of a folder in it."""
    for child in holder.iterchildren("resource", "dir"):
        name = folder + child.get("name", "")
        if child.tag == "dir":
            yield from _resources(child, name + "/")
        else:
            yield name, _inner(child)


def _inner(holder: xmlio.Element) -> bytes:
    """Return the one element within another, as a document."""
    (element,) = holder.iterchildren("*")
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def is_right(case: Case, folder: Path) -> bool:
    """Return whether this engine says of a case what is to be said."""
    try:
        schema = Schema(case.write(folder))
    except DocumentError:
        return not case.correct
    return case.correct and all(
        (not schema.faults(xmlio.parse(text, "instance.xml"))) == valid for text, valid in case.instances
    )


def is_right_for_libxml2(case: Case, folder: Path) -> bool:
    """Return whether libxml2 says of a case what is to be said."""
    try:
        schema = etree.RelaxNG(file=str(case.write(folder)))
    except etree.RelaxNGError:
        return not case.correct
    return case.correct and all(schema.validate(etree.fromstring(text)) == valid for text, valid in case.instances)


def told(suite: Path) -> str:
    """Return in words how many cases this engine gets right, and how many libxml2 does."""
    all_cases = tuple(cases(suite))
    counts = []
    for judge in (is_right, is_right_for_libxml2):
        right = 0
        for case in all_cases:
            with tempfile.TemporaryDirectory() as folder:
                right += judge(case, Path(folder))
        counts.append(right)
    return f"{counts[0]} of {len(all_cases)} cases; libxml2 {counts[1]}"


if __name__ == "__main__":
    print(told((Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared") / SUITE))
