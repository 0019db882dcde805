"""A bag rebuilt from itself: its interview validated and rendered again with the schemas and stylesheets inside it.

Nothing of the bag is trusted: paths are judged by their letters, stylesheets run under the lock of `preserve.saxon`
after `preserve.xmlio.stylesheet_files` has looked at them, and those that are not ours in a process of their own, which
is ended when they take too much time or memory.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from preserve import findings as found
from preserve import readme, report, resources, validate
from preserve.errors import Location, MaterialError, shortened, surroundings
from preserve.render import Renderer, View, remarks
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.render import Edition
    from preserve.report import Record
    from preserve.xmlio import Document

_NO_OPINION: Final = "TEI-015"
# Characters of a line that are shown before and after the first that differs, and of what is shown, once all is written
# out that cannot be seen.
_BEFORE: Final = 10
_AFTER: Final = 30
_LONGEST: Final = 50
_LONGEST_NAME: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What came of rebuilding a bag.

    Attributes:
        findings: What differs; nothing where every byte is the same.
        files: How many files were made again and found the same.
    """

    findings: tuple[Finding, ...]
    files: int


def reproduce(folder: Path, *, say: Callable[[str], None] = lambda _: None) -> Reproduction:
    """Validate and render a bag's interview again and compare with what the bag holds.

    Args:
        folder: A bag that has been verified.
        say: Told what is being done, for progress.

    Raises:
        SurroundingsError: The bag cannot be read.
    """
    try:
        kept = _record(folder)
        findings = tuple(_differences(folder, kept, say))
    except MaterialError as error:
        return Reproduction(findings=(_inside(folder, found.from_error(error, report.RECORD_PLACE)),), files=0)
    differing = {finding.location.file for finding in findings}
    made = {report.RECORD_PLACE, readme.PLACE, *(edition.path for edition in kept.editions)}
    return Reproduction(findings=findings, files=len(made - differing))


def _inside(folder: Path, finding: Finding) -> Finding:
    """Return a finding with its place told from the bag, as others are."""
    prefix = f"{os.path.abspath(folder)}{os.sep}"  # noqa: PTH100 (resolve() would follow links)
    return found.relocated(finding, os.path.abspath(finding.location.file).removeprefix(prefix))  # noqa: PTH100


def _record(folder: Path) -> Record:
    """Return what the bag says of its own making.

    Raises:
        MaterialError: BAG-050 where it says nothing, or nothing that can be followed.
    """
    path = folder / report.RECORD_PLACE
    if not path.is_file():
        raise _not_rebuildable("the bag has no metadata/validation.json, so it does not say how it was made")
    with surroundings("read", path):
        data = path.read_bytes()
    try:
        kept = report.read_record(data)
    except ValueError as error:
        raise _not_rebuildable(f"metadata/validation.json cannot be followed: {error}") from None
    named = (kept.source, kept.schema, *kept.rules, *kept.own_stylesheets, *filter(None, (kept.schematron,)))
    made = (name for edition in kept.editions for name in (edition.path, edition.stylesheet))
    for name in (*named, *made):
        _check_path(folder, name)
    if kept.rules and kept.schematron is None:
        raise _not_rebuildable("metadata/validation.json names rules, but not the stylesheet that compiled them")
    return kept


def _not_rebuildable(message: str) -> MaterialError:
    """Make the error for a bag that cannot be rebuilt."""
    return MaterialError(message, code="BAG-050", location=Location(file=report.RECORD_PLACE))


def _check_path(folder: Path, name: str) -> None:
    """Refuse a path that does not name a file of the payload."""
    path = PurePosixPath(name)
    inside = path.parts[:1] == ("data",) and ".." not in path.parts and "\\" not in name
    if not inside or not os.path.isfile(folder / name):  # noqa: PTH113 (Path raises for a name too long)
        raise _not_rebuildable(f"metadata/validation.json names {name}, which is no file of the payload")


def _differences(folder: Path, kept: Record, say: Callable[[str], None]) -> Iterator[Finding]:
    """Yield what differs between a bag and what is made of it now."""
    schema, *rules = (folder / name for name in (kept.schema, *kept.rules))
    standards = Standards(
        schema=schema,
        rules=tuple(rules),
        phase=kept.phase,
        schematron=folder / (kept.schematron or ""),
        second_opinion="libxml2" in kept.grammar,
    )
    validator = Validator(standards, say=say)
    judged = validator.validate(folder / kept.source, kept.source)
    if judged.document is None or judged.interview is None or judged.judge is None:
        yield from _record_differences(folder, kept, judged.findings)
        return
    renderer = Renderer(folder, tuple(_view(edition) for edition in kept.editions))
    made = _made_again(renderer, kept, judged.document)
    for before, edition in zip(kept.editions, made, strict=True):
        yield from _compared(folder, before.path, edition.data, maker="its stylesheet")
    yield from _readme_differences(folder, kept, judged.interview, made)
    yield from (finding for finding in judged.findings if finding.code == _NO_OPINION)
    yield from _record_differences(folder, kept, (*_comparable(kept, judged.findings), *remarks(made)))
    judge = judged.judge
    rules_files = itertools.chain.from_iterable(judge.rules_files)
    sources = (*judge.grammar.files, *rules_files, *judge.stylesheets, *renderer.files)
    yield from _unaccounted(folder, kept, judged.interview, sources)


def _comparable(kept: Record, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what validation says now; where libxml2 gives no second opinion any more, what it said then stands."""
    if all(finding.code != _NO_OPINION for finding in findings):
        return findings
    said = (finding for finding in kept.findings if finding.code == "TEI-013")
    return found.in_order((*(finding for finding in findings if finding.code != _NO_OPINION), *said))


def _made_again(renderer: Renderer, kept: Record, document: Document) -> tuple[Edition, ...]:
    """Return every edition of a bag, made again in the same order."""
    return tuple(renderer.make(_view(edition), document, edition.parameters) for edition in kept.editions)


def _view(edition: report.Edition) -> View:
    """Return the view that made an edition."""
    path = PurePosixPath(edition.path)
    return View(name=path.parts[1], stylesheet=edition.stylesheet, suffix=path.suffix)


def _compared(folder: Path, name: str, again: bytes, maker: str = "preserve") -> Iterator[Finding]:
    """Yield a finding where a file of the bag is not what was made again.

    Args:
        folder: The bag.
        name: Of the file.
        again: What was made.
        maker: Of the file, in words.
    """
    path = folder / name
    with surroundings("read", path):
        before = path.read_bytes()
    if before != again:
        place, was, now = _first_difference(name, before, again)
        message = f"{shortened(name, _LONGEST_NAME)} is not what {maker} makes: it has {was}, made again it has {now}"
        yield found.finding("BAG-051", message, place)


def _first_difference(name: str, before: bytes, after: bytes) -> tuple[Location, str, str]:
    """Return where two files first differ, and what each has there: in text by line and column, or by the byte."""
    try:
        old, new = before.decode("utf-8"), after.decode("utf-8")
    except UnicodeDecodeError:
        offset = _common(before, after)
        return Location(file=name), _byte(before, offset), _byte(after, offset)
    offset = _common(old, new)
    start = old.rfind("\n", 0, offset) + 1
    place = Location(file=name, line=old.count("\n", 0, offset) + 1, column=offset - start + 1)
    return place, _excerpt(old, start, offset), _excerpt(new, start, offset)


def _common(one: str | bytes, other: str | bytes) -> int:
    """Return how many characters or bytes two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _excerpt(text: str, start: int, offset: int) -> str:
    """Return in quotes what stands in a line about a place, with all characters to be seen.

    Args:
        text: The file.
        start: Of the line.
        offset: Of the place.
    """
    if offset == len(text):
        return "its end there"
    begin = max(start, offset - _BEFORE)
    rest, end, _ = text[offset : offset + _AFTER].partition("\n")
    cut = "…" if not end and offset + _AFTER < len(text) else ""
    return f"“{'…' * (begin > start)}{shortened(report.visible(text[begin:offset] + rest + end), _LONGEST)}{cut}”"


def _byte(data: bytes, offset: int) -> str:
    """Return in words which byte stands at a place, counted from 0, and how many there are."""
    value = f"0x{data[offset]:02X}" if offset < len(data) else "its end"
    return f"{value} at byte {offset:,} (of {len(data):,})"


def _readme_differences(
    folder: Path, kept: Record, interview: Interview, made: tuple[Edition, ...]
) -> Iterator[Finding]:
    """Yield a finding where README.txt is not what this version writes, if this version wrote it."""
    if kept.engines == validate.engines():
        digests = tuple(hashlib.sha256(edition.data).hexdigest() for edition in made)
        yield from _compared(folder, readme.PLACE, readme.readme(interview, kept, digests))


def _record_differences(folder: Path, kept: Record, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield what validation says now and did not say then, or the other way round.

    Other versions may say the same thing in other words, so codes and places decide; the same version must give the
    same bytes.
    """
    place = Location(file=report.RECORD_PLACE)
    engines = validate.engines()
    then, now = (tuple(_gist(finding) for finding in each) for each in (kept.findings, findings))
    if then != now:
        one = next(pair for pair in itertools.zip_longest(then, now, fillvalue="nothing") if pair[0] != pair[1])
        yield found.finding("BAG-052", f"validation found {one[0]} then and finds {one[1]} now", place)
    elif kept.engines == engines:
        yield from _compared(folder, report.RECORD_PLACE, report.record(replace(kept, findings=findings)))
    else:
        was, are = (", ".join(f"{name} {version}" for name, version in each) for each in (kept.engines, engines))
        yield found.finding("BAG-053", f"made with {was}; made again, with the same result, with {are}", place)


def _gist(finding: Finding) -> str:
    """Return what a finding says in whatever words: its code, gravity and place."""
    return f"{finding.severity} {finding.code} at {finding.location}"


def _unaccounted(folder: Path, kept: Record, interview: Interview, sources: tuple[Path, ...]) -> Iterator[Finding]:
    """Yield the files of the payload that neither went into the editions nor came out.

    Args:
        folder: The bag.
        kept: How it was made.
        interview: Its record.
        sources: The files of the schema, the rules and all stylesheets, as they were reached.
    """
    base = Path(os.path.abspath(folder))  # noqa: PTH100 (resolve() would follow links)
    accounted = {
        *(Path(os.path.abspath(path)).relative_to(base).as_posix() for path in sources),  # noqa: PTH100
        *(file.place for file in interview.files if file.relative is not None),
        *(edition.path for edition in kept.editions),
        *(kept.source, readme.PLACE),
        *(f"data/{name}" for name in ("schemas/codes.toml", "schemas/LICENSE", "xslt/LICENSE")),
        *((f"data/schemas/{resources.ODD.name}",) if PurePosixPath(kept.schema).name == resources.SCHEMA.name else ()),
    }
    held = sorted(path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if path.is_file())
    for name in (name for name in held if name not in accounted):
        message = f"{name} is neither a source of the editions nor one of them, so nothing proves it"
        yield found.finding("BAG-054", message, Location(file=name))
