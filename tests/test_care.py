"""Care for the people of the flagship: private persons who are named there stand in its words and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from preserve import xmlio
from preserve.describe import CROSSWALKS, Crosswalks
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


def test_no_record_tells_of_them(named: re.Pattern[bytes]) -> None:
    """Nor of topics, and of no place but what title and abstract say, while the words are not free."""
    document = xmlio.read(FLAGSHIP)
    records = Crosswalks(crosswalks=CROSSWALKS).records(document)
    assert len(records) == len(CROSSWALKS)
    terms = [str(each.text) for each in document.root.iter(f"{TEI}term") if each.text]
    coordinates = [number for each in document.root.iter(f"{TEI}geo") for number in str(each.text).split()]
    assert len(terms) > 1
    assert len(coordinates) > 1
    for record in records:
        assert not named.search(record.data), record.name
        assert b"third-party" not in record.data
        assert not [number for number in coordinates if number in record.data.decode()]
        fields = xmlio.parse(record.data, record.name).root.iter() if record.name.endswith(".xml") else ()
        assert not [each for each in fields if each.text in terms]
        assert b"LGBT" not in record.data
