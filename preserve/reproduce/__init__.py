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
from preserve.errors import Location, MaterialError, shortened, surroundings
from preserve.render import Renderer, View, remarks
from preserve.reproduce.comparing import Again, compared
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.render import Edition
    from preserve.report import Record
    from preserve.xmlio import Document

_NO_OPINION: Final = "TEI-015"
_LONGEST: Final = 90  # of a list of versions in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What came of rebuilding a bag.

    Attributes:
        findings: What differs; nothing where every byte is the same.
        files: How many files were made again and found the same.
        compared: How many were made again.
    """

    findings: tuple[Finding, ...]
    files: int = 0
    compared: int = 0


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
        return _rebuilt(folder, _record(folder), say)
    except MaterialError as error:
        return Reproduction(findings=(_inside(folder, found.from_error(error, report.RECORD_PLACE)),))


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


def _rebuilt(folder: Path, kept: Record, say: Callable[[str], None]) -> Reproduction:
    """Make a bag again and return what came of it."""
    judged = Validator(_standards(folder, kept), say=say).validate(folder / kept.source, kept.source)
    if judged.document is None or judged.interview is None or judged.judge is None:
        return Reproduction(findings=(*_changes(kept, judged.findings), _unreadable(kept, judged.findings)))
    renderer = Renderer(folder, tuple(_view(edition) for edition in kept.editions))
    made = _made_again(renderer, kept, judged.document)
    judge = judged.judge
    rules_files = itertools.chain.from_iterable(judge.rules_files)
    crosswalks = _crosswalks(folder)
    sources = (*judge.grammar.files, *rules_files, *judge.stylesheets, *renderer.files, *crosswalks.files)
    accounted = _accounted(folder, kept, judged.interview, sources)
    held = describe.take_stock(folder, _stock(folder, accounted), judged.document, judged.interview, kept)
    catalogued = crosswalks.records(judged.document)
    said = (*_comparable(kept, judged.findings), *remarks(made), *describe.remarks(catalogued))
    changes = tuple(_changes(kept, said))
    again = (
        *_editions(kept, made),
        *_texts(held, kept, made),
        *_catalogued(folder, catalogued),
        *(() if changes else (Again(place=report.RECORD_PLACE, data=report.record(replace(kept, findings=said))),)),
    )
    engines = (*validate.engines(), *held.identified.engines)
    by_others = kept.engines != engines
    differences = (*changes, *(each for one in again for each in compared(folder, one, by_others=by_others)))
    made_again = {report.RECORD_PLACE, *(each.place for each in again)}
    same = len(made_again - {finding.location.file for finding in differences})
    findings = (
        *(finding for finding in judged.findings if finding.code == _NO_OPINION),
        *differences,
        *((_versions(kept, engines, same, len(made_again)),) if by_others else ()),
        *_unaccounted(folder, accounted),
    )
    return Reproduction(findings=findings, files=same, compared=len(made_again))


def _standards(folder: Path, kept: Record) -> Standards:
    """Return what the interview of a bag was judged by: the schema and the rules inside it."""
    return Standards(
        schema=folder / kept.schema,
        rules=tuple(folder / name for name in kept.rules),
        phase=kept.phase,
        schematron=folder / (kept.schematron or ""),
        second_opinion="libxml2" in kept.grammar,
    )


def _unreadable(kept: Record, findings: tuple[Finding, ...]) -> Finding:
    """Make the finding for a bag whose interview is none, so that nothing can be made of it."""
    reason = shortened(findings[0].message, _LONGEST)
    message = f"nothing can be made again, because {kept.source} is no interview: {reason}"
    return found.finding("BAG-050", message, Location(file=report.RECORD_PLACE))


def _versions(kept: Record, engines: tuple[tuple[str, str], ...], same: int, of: int) -> Finding:
    """Make the finding for a bag that other versions made, and say whether all came out the same."""
    was, now = (_listed(each) for each in (kept.engines, engines))
    agreement = "with the same result" if same == of else f"with {same} of {of} files the same"
    message = f"made with {was}; made again, {agreement}, with {now}"
    return found.finding("BAG-053", message, Location(file=report.RECORD_PLACE))


def _listed(engines: tuple[tuple[str, str], ...]) -> str:
    """Return names and versions in words."""
    return shortened(", ".join(f"{name} {version}" for name, version in engines), _LONGEST)


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


def _editions(kept: Record, made: tuple[Edition, ...]) -> Iterator[Again]:
    """Yield the editions, made again."""
    for before, edition in zip(kept.editions, made, strict=True):
        yield Again(place=before.path, data=edition.data, is_ours=False)


def _catalogued(folder: Path, catalogued: tuple[describe.Record, ...]) -> Iterator[Again]:
    """Yield the records for catalogues that the stylesheets make, and those that are there though they make none."""
    made = {describe.place(record.name): record.data for record in catalogued}
    for place in (describe.place(each.file) for each in describe.BAGGED):
        if place in made or (folder / place).is_file():
            yield Again(place=place, data=made.get(place, b""), is_ours=False)


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


def _texts(held: describe.Holdings, kept: Record, made: tuple[Edition, ...]) -> Iterator[Again]:
    """Yield what no stylesheet makes and what holds no clock: README.txt, the crate and the tables."""
    digests = tuple(hashlib.sha256(edition.data).hexdigest() for edition in made)
    yield Again(place=readme.PLACE, data=readme.readme(held.interview, kept, digests))
    yield Again(place=describe.CRATE_PLACE, data=describe.ro_crate(held))
    for place, data in describe.tables(held):
        yield Again(place=place, data=data)


def _changes(kept: Record, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield what validation says now and did not say then, or the other way round; codes and places decide."""
    then, now = (tuple(_gist(finding) for finding in each) for each in (kept.findings, findings))
    if then != now:
        one = next(pair for pair in itertools.zip_longest(then, now, fillvalue="nothing") if pair[0] != pair[1])
        message = f"validation found {one[0]} then and finds {one[1]} now"
        yield found.finding("BAG-052", message, Location(file=report.RECORD_PLACE))


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
