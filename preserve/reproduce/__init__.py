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

from preserve import bag, describe, fixity, readme, report, resources, validate
from preserve import findings as found
from preserve.errors import Location, MaterialError, surroundings
from preserve.render import Renderer, View, remarks
from preserve.reproduce.comparing import compared
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.render import Edition
    from preserve.report import Record
    from preserve.xmlio import Document

_NO_OPINION: Final = "TEI-015"
_RECORDS: Final = (describe.CRATE_PLACE, *describe.TABLES)


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
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 (resolve() would follow links)
    try:
        kept = _record(folder)
        findings = tuple(_differences(folder, kept, say))
    except MaterialError as error:
        return Reproduction(findings=(_inside(folder, found.from_error(error, report.RECORD_PLACE)),), files=0)
    differing = {finding.location.file for finding in findings}
    made = {*(edition.path for edition in kept.editions), *_catalogued(folder)}
    # What other versions say in other words is not compared.
    if all(finding.code != "BAG-053" for finding in findings):
        made |= {report.RECORD_PLACE, readme.PLACE, *_RECORDS}
    return Reproduction(findings=findings, files=len(made - differing))


def _catalogued(folder: Path) -> Iterator[str]:
    """Yield the places of the records for catalogues that a bag has."""
    places = (describe.place(each.file) for each in describe.BAGGED)
    return (place for place in places if (folder / place).is_file())


def _inside(folder: Path, finding: Finding) -> Finding:
    """Return a finding with its place told from the bag, as others are; what is told so already is left as it is."""
    return found.relocated(finding, finding.location.file.removeprefix(f"{folder}{os.sep}"))


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
        yield from _record_differences(folder, kept, judged.findings, validate.engines())
        return
    renderer = Renderer(folder, tuple(_view(edition) for edition in kept.editions))
    made = _made_again(renderer, kept, judged.document)
    for before, edition in zip(kept.editions, made, strict=True):
        yield from compared(folder, before.path, edition.data, maker="its stylesheet")
    judge = judged.judge
    rules_files = itertools.chain.from_iterable(judge.rules_files)
    crosswalks = _crosswalks(folder)
    sources = (*judge.grammar.files, *rules_files, *judge.stylesheets, *renderer.files, *crosswalks.files)
    accounted = _accounted(folder, kept, judged.interview, sources)
    held = describe.take_stock(folder, _stock(folder, accounted), judged.document, judged.interview, kept)
    engines = (*validate.engines(), *held.identified.engines)
    if kept.engines == engines:
        yield from _text_differences(folder, held, kept, made)
    catalogued = crosswalks.records(judged.document)
    yield from _catalogue_differences(folder, catalogued)
    yield from (finding for finding in judged.findings if finding.code == _NO_OPINION)
    said = (*_comparable(kept, judged.findings), *remarks(made), *describe.remarks(catalogued))
    yield from _record_differences(folder, kept, said, engines)
    yield from _unaccounted(folder, accounted)


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


def _crosswalks(folder: Path) -> describe.Crosswalks:
    """Return the stylesheets of the bag that make records for catalogues; there may be none."""
    place = folder / "data" / "xslt"
    return describe.Crosswalks(place, tuple(each for each in describe.BAGGED if (place / each.stylesheet).is_file()))


def _catalogue_differences(folder: Path, catalogued: tuple[describe.Record, ...]) -> Iterator[Finding]:
    """Yield findings where a record for catalogues is not what the stylesheets make, or is there and they make none."""
    made = {describe.place(record.name): record.data for record in catalogued}
    for place in (describe.place(each.file) for each in describe.BAGGED):
        yield from compared(folder, place, made.get(place, b""), maker="its stylesheet")


def _stock(folder: Path, accounted: frozenset[str]) -> Iterator[describe.Staged]:
    """Yield the files of the payload that are accounted for, with the digests that verification has proven."""
    digests = dict(_digests(folder))
    for name in accounted - {describe.CRATE_PLACE}:
        path = folder / name
        if path.is_file():
            digest = digests.get(name) or fixity.of_file(path, ("sha256",)).digest("sha256")
            yield describe.Staged(path=name, size=path.stat().st_size, sha256=digest)


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the paths of a bag's payload with their SHA-256."""
    for manifest in bag.read(folder).manifests:
        if manifest.algorithm == "sha256":
            yield from ((line.path, line.digest) for line in manifest.lines)


def _text_differences(
    folder: Path, held: describe.Holdings, kept: Record, made: tuple[Edition, ...]
) -> Iterator[Finding]:
    """Yield findings where README.txt or a record without a clock is not what this version writes, which wrote it."""
    digests = tuple(hashlib.sha256(edition.data).hexdigest() for edition in made)
    yield from compared(folder, readme.PLACE, readme.readme(held.interview, kept, digests))
    yield from compared(folder, describe.CRATE_PLACE, describe.ro_crate(held))
    for place, data in describe.tables(held):
        yield from compared(folder, place, data)


def _record_differences(
    folder: Path, kept: Record, findings: tuple[Finding, ...], engines: tuple[tuple[str, str], ...]
) -> Iterator[Finding]:
    """Yield what validation says now and did not say then, or the other way round.

    Other versions may say the same thing in other words, so codes and places decide; the same version must give the
    same bytes.
    """
    place = Location(file=report.RECORD_PLACE)
    then, now = (tuple(_gist(finding) for finding in each) for each in (kept.findings, findings))
    if then != now:
        one = next(pair for pair in itertools.zip_longest(then, now, fillvalue="nothing") if pair[0] != pair[1])
        yield found.finding("BAG-052", f"validation found {one[0]} then and finds {one[1]} now", place)
    elif kept.engines == engines:
        yield from compared(folder, report.RECORD_PLACE, report.record(replace(kept, findings=findings)))
    else:
        was, are = (", ".join(f"{name} {version}" for name, version in each) for each in (kept.engines, engines))
        yield found.finding("BAG-053", f"made with {was}; made again, with the same result, with {are}", place)


def _gist(finding: Finding) -> str:
    """Return what a finding says in whatever words: its code, gravity and place."""
    return f"{finding.severity} {finding.code} at {finding.location}"


def _accounted(folder: Path, kept: Record, interview: Interview, sources: tuple[Path, ...]) -> frozenset[str]:
    """Return the files of the payload that went into the editions or came out, and what tells of them.

    Args:
        folder: The bag.
        kept: How it was made.
        interview: Its record.
        sources: The files of the schema, the rules and all stylesheets, as they were reached.
    """
    base = Path(os.path.abspath(folder))  # noqa: PTH100 (resolve() would follow links)
    return frozenset(
        {
            *(Path(os.path.abspath(path)).relative_to(base).as_posix() for path in sources),  # noqa: PTH100
            *(file.place for file in interview.files if file.relative is not None),
            *(edition.path for edition in kept.editions),
            *(kept.source, readme.PLACE, describe.CRATE_PLACE),
            *(f"data/{name}" for name in ("schemas/codes.toml", "schemas/LICENSE", "xslt/LICENSE")),
            *(
                (f"data/schemas/{resources.ODD.name}",)
                if PurePosixPath(kept.schema).name == resources.SCHEMA.name
                else ()
            ),
        }
    )


def _unaccounted(folder: Path, accounted: frozenset[str]) -> Iterator[Finding]:
    """Yield the files of the payload that nothing accounts for."""
    held = sorted(path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if path.is_file())
    for name in (name for name in held if name not in accounted):
        message = f"{name} is neither a source of the editions nor one of them, so nothing proves it"
        yield found.finding("BAG-054", message, Location(file=name))
