"""Care for the people of the flagship: private persons who are named there stand in its words and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from preserve import xmlio
from preserve.interview import TEI, XML
from tests.conftest import FLAGSHIP, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Command

OURS = (
    "preserve",
    "schemas",
    "xslt",
    "tests",
    "bags/README.md",
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
)
IN_WORDS = ("data/tei/", "data/html/", "data/text/")


@pytest.fixture(scope="module")
def named() -> re.Pattern[bytes]:
    """Return a pattern of the names by which third parties are mentioned, corrected or not; skip without the words."""
    if not FLAGSHIP.is_file():
        pytest.skip("tei/ is left out of the sdist")
    root = xmlio.read(FLAGSHIP).root
    people = {f"#{each.get(f'{XML}id')}" for each in root.iter(f"{TEI}person") if each.get("role") == "third-party"}
    mentions = [each for each in root.iter(f"{TEI}persName") if each.get("ref") in people]
    names = {str(word) for each in mentions for text in each.itertext() for word in str(text).split()}
    assert len(names) > 1
    return re.compile("|".join(map(re.escape, sorted(names))).encode(), re.IGNORECASE)


def files(*roots: Path) -> Iterator[Path]:
    """Yield the files in some folders, and the files among the roots, without caches."""
    for root in roots:
        found = [root] if root.is_file() else sorted(root.rglob("*"))
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def test_no_file_of_the_project_names_them(named: re.Pattern[bytes]) -> None:
    """Neither code nor tests nor pages of the project hold their names."""
    assert [path.name for path in files(*(PROJECT / name for name in OURS)) if named.search(path.read_bytes())] == []


def test_in_a_bag_only_the_words_name_them(
    named: re.Pattern[bytes], flagship: Path, tmp_path: Path, preserve: Command
) -> None:
    """Records, tag files, logs and the names of files do not; nor does the page outside of the text."""
    outcome = preserve("package", flagship, "--to", tmp_path / "bags")
    assert not named.search((outcome.out + outcome.err).encode())
    bag = tmp_path / "bags" / flagship.stem
    paths = [path.relative_to(bag).as_posix() for path in files(bag)]
    assert not [path for path in paths if named.search(path.encode())]
    assert [path for path in paths if not path.startswith(IN_WORDS) and named.search((bag / path).read_bytes())] == []
    page = (bag / "data" / "html" / f"{flagship.stem}.html").read_bytes()
    words = page[page.index(b"<article") : page.index(b"</article>")]
    assert len(named.findall(page)) == len(named.findall(words)) > 0
