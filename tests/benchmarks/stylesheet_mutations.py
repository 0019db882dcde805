"""Which templates of the stylesheets nobody would miss: each is deleted from a copy, and the tests have their say.

``uv run python tests/benchmarks/stylesheet_mutations.py [--branches] [NAME...]`` takes many minutes; names are those of
stylesheets in xslt/modules, without the suffix, or with the number of a line, as in inline:154; with --branches each
xsl:when, xsl:otherwise and xsl:if goes, too. First the stylesheets are compiled, the good interviews rendered and their
records made: whatever no longer compiles, or gives other bytes than those that golden files hold, fails in the tests.
For what survives that, the tests of editions and records are run on a copy of the project from which it was deleted;
tests that fail anyway do not count, nor do those that only measure or draw at random. What survives these, too, nobody
misses: it is printed, and the exit code is 1.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve import render, saxon, xmlio
from preserve.describe import CROSSWALKS
from preserve.errors import StylesheetError

PROJECT: Final = Path(__file__).parent.parent.parent
XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
BRANCHES: Final = (f"{XSL}when", f"{XSL}otherwise", f"{XSL}if")

# What there are golden files of: the interviews, and the stylesheet that makes something of them, with its parameters.
GOOD: Final = ("good/*.xml",)
RICH: Final = ("good/everything.xml", "headers/*.xml")
MAKERS: Final = {
    "html": (GOOD, "html.xsl", ()),
    "text": (GOOD, "text.xsl", ()),
    **{each.name: (RICH, each.stylesheet, each.parameters) for each in CROSSWALKS},
}
# What golden files of editions leave out.
LEFT_OUT: Final = re.compile(r"(<(style|script)[^>]*>).*?(</\2>)", re.DOTALL)

# Tests that may fail, or take minutes, whatever is deleted.
NOT_ASKED: Final = (
    "not take_time and not time_grows and not random and not same_bytes and not long_chain and not no_word_is_lost"
)

# What of the project the tests need, and the tests that look at editions and records, those first that tell most.
NEEDED: Final = ("preserve", "schemas", "tests", "xslt", "pyproject.toml", "README.md", "LICENSE")
TESTS: Final = (
    "test_editions",
    "test_text_edition",
    "test_recordings",
    "test_indexes",
    "test_citation",
    "test_page_look",
    "test_languages",
    "test_pages",
    "test_page_script",
    "test_render",
    "test_stylesheet_functions",
    "test_describe",
    "test_crosswalks",
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A part of a stylesheet that is deleted.

    Attributes:
        module: The stylesheet's name in the folder of modules.
        number: The part's number among all elements of the stylesheet.
        line: Where it begins.
        name: What it is, in short.
    """

    module: str
    number: int
    line: int
    name: str

    def __str__(self) -> str:
        """Return where the part is and what it is."""
        return f"{self.module}:{self.line}  {self.name}"

    def is_wanted(self, names: frozenset[str]) -> bool:
        """Return whether the part, or its stylesheet, is among what was asked for; without names everything is."""
        stem = self.module.removesuffix(".xsl")
        return not names or not names.isdisjoint((stem, f"{stem}:{self.line}"))


def mutations(folder: Path, modules: Sequence[str], *, branches: bool) -> Iterator[Mutation]:
    """Yield what can be deleted from some modules."""
    for module in modules:
        for number, element in enumerate(etree.parse(folder / module).iter(etree.Element)):
            if element.tag == f"{XSL}template" or (branches and element.tag in BRANCHES):
                yield Mutation(module=module, number=number, line=element.sourceline or 0, name=named(element))


def named(element: Element) -> str:
    """Return what a part of a stylesheet is, in short."""
    told = [
        f'{key}="{" ".join(value.split())}"'
        for key, value in element.items()
        if key in {"name", "match", "mode", "test"}
    ]
    return f"{etree.QName(element).localname} {' '.join(told)}"[:100]


def delete(source: Path, target: Path, number: int) -> None:
    """Write a stylesheet without one of its elements; a choice that has no branch left goes with it."""
    tree = etree.parse(source)
    element = list(tree.iter(etree.Element))[number]
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    if parent.tag == f"{XSL}choose" and parent.find(f"{XSL}when") is None:
        for kept in reversed(parent.findall(f"{XSL}otherwise/*")):
            parent.addnext(kept)
        parent.getparent().remove(parent)  # type: ignore[union-attr]
    tree.write(target, encoding="utf-8")


def rendered(project: Path, maker: str) -> Iterator[str]:
    """Yield the edition or the record of each interview, and what was said of it."""
    interviews, stylesheet, parameters = MAKERS[maker]
    sheet = saxon.Engine().compile(project / "xslt" / stylesheet)
    files = [path for each in interviews for path in (project / "tests").glob(each)]
    # Those first that hold most, so that a difference is seen soon.
    for path in sorted(files, key=lambda file: (-file.stat().st_size, file)):
        made = sheet.transform(xmlio.read(path).text, parameters=parameters)
        yield LEFT_OUT.sub(r"\1\3", made.text) + repr(made.messages)


def is_seen(project: Path, expected: dict[str, list[str]]) -> bool:
    """Return whether any edition or record is another than expected, or none can be made.

    Args:
        project: A copy of the project.
        expected: Editions and records, by what makes those that may differ.
    """
    try:
        return any(
            one != other
            for maker, made in expected.items()
            for one, other in zip(rendered(project, maker), made, strict=True)
        )
    except StylesheetError:
        return True


def failures(project: Path, *options: str) -> tuple[str, ...]:
    """Run the tests of editions and records in a copy of the project, and return the ids of those that fail."""
    files = [f"tests/{name}.py" for name in TESTS if (project / "tests" / f"{name}.py").is_file()]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rfE",
        "-p",
        "no:cacheprovider",
        "-m",
        "not browser",
        "-k",
        NOT_ASKED,
        *options,
        *files,
    ]
    told = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False).stdout
    return tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", told, re.MULTILINE))


def survivors(project: Path, found: Sequence[Mutation]) -> Iterator[tuple[Mutation, bool]]:
    """Yield the parts that the good interviews do not miss, and whether a test does."""
    folder, kept = project / "xslt", project / "kept.xml"
    expected = {maker: list(rendered(project, maker)) for maker in MAKERS}
    reached = {maker: {path.name for path in xmlio.stylesheet_files(folder / MAKERS[maker][1])} for maker in MAKERS}
    failing = [f"--deselect={each}" for each in failures(project)]
    for mutation in found:
        source = folder / "modules" / mutation.module
        shutil.copyfile(source, kept)
        delete(kept, source, mutation.number)
        if not is_seen(project, {name: expected[name] for name in MAKERS if mutation.module in reached[name]}):
            failed = failures(project, "-x", *failing)
            print(f"{f'by {failed[0]} alone' if failed else 'BY NOBODY'}: {mutation}", flush=True)
            yield mutation, bool(failed)
        shutil.copyfile(kept, source)


def copied(target: Path) -> None:
    """Copy the project, as far as the tests need it."""
    for name in NEEDED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target / name)


def main(*arguments: str) -> int:
    """Delete each part, print a table and what nobody missed, and return the exit code."""
    names = frozenset(each for each in arguments if not each.startswith("--"))
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        copied(project)
        makers = (*render.VIEWS, *CROSSWALKS)
        entries = list(dict.fromkeys(project / "xslt" / maker.stylesheet for maker in makers))
        reached = {path.name for entry in entries for path in xmlio.stylesheet_files(entry) if path not in entries}
        parts = mutations(project / "xslt" / "modules", sorted(reached), branches="--branches" in arguments)
        found = [each for each in parts if each.is_wanted(names)]
        alive = dict(survivors(project, found))
    everything = Counter(each.module for each in found)
    unseen, unmissed = (
        Counter(each.module for each, tested in alive.items() if not tested or only) for only in (True, False)
    )
    for module, count in everything.items():
        print(
            f"{module:26} {count:4} parts, seen in golden files {count - unseen[module]:4}, by tests alone "
            f"{unseen[module] - unmissed[module]:4}, by nobody {unmissed[module]:4}"
        )
    print(
        f"{len(found)} parts: by golden files {len(found) - len(alive)}, by tests alone {sum(alive.values())}, "
        f"by nobody {len(alive) - sum(alive.values())}"
    )
    return 0 if all(alive.values()) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
