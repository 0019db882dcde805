"""One interview on its way into a verified bag: validated, rendered, staged, sealed.

The payload holds no clock: the same input and the same tool give the same payload manifest, always. The dates of the
act come from SOURCE_DATE_EPOCH where that is set.

Source: RFC 8493; reproducible-builds.org, SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import functools
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import bag, describe, readme, report, resources, validate
from preserve.errors import BagError, Location, SurroundingsError, UsageError, surroundings
from preserve.findings import has_error, relocated
from preserve.package import demands, records
from preserve.render import remarks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from preserve.bag.profiles import Profile
    from preserve.config import Config
    from preserve.findings import Finding
    from preserve.interview import Interview
    from preserve.render import Edition, Parameters, Renderer
    from preserve.validate import Judge, Validation, Validator
    from preserve.xmlio import Document

_COMPARED_BYTES: Final = 10_000_000
_SCHEMAS: Final = "data/schemas"
_XSLT: Final = "data/xslt"
# From the folder of the page in a bag to that of the TEI.
_MEDIA_BASE: Final = ("media-base", "../tei/")
_NO_OPINION: Final = "TEI-015"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """What became of one interview.

    Attributes:
        file: The TEI file as named in the call.
        findings: Of validation, rendering and describing.
        sealed: The bag, or None where errors forbade to make one.
        payload: What the bag holds; nothing where there is none.
    """

    file: str
    findings: tuple[Finding, ...]
    sealed: bag.Sealed | None = None
    payload: tuple[bag.Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A file of the bag to be.

    Attributes:
        place: Its path in the bag.
        source: A file, or the bytes themselves.
    """

    place: str
    source: Path | bytes

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def content(self) -> Path | bytes:
        """Return something to compare files by: the bytes of a small one, the path of a recording."""
        if isinstance(self.source, bytes) or self.source.stat().st_size > _COMPARED_BYTES:
            return self.source
        return self.source.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """An interview that is fit to be bagged, with all that was made of it.

    Attributes:
        folder: Where the TEI lies.
        document: The TEI.
        interview: Its record.
        editions: Made of it.
        records: For catalogues, made of it by stylesheets.
        findings: Of validation, rendering and these records.
        judge: What it was validated by.
        stylesheets: The files of the stylesheets, each with its path among them, those that compile rules included.
        own: Which of these paths are of the institution's own stylesheets.
    """

    folder: Path
    document: Document
    interview: Interview
    editions: tuple[Edition, ...]
    records: tuple[describe.Record, ...]
    findings: tuple[Finding, ...]
    judge: Judge
    stylesheets: tuple[tuple[str, Path], ...]
    own: tuple[str, ...]

    @property
    def source(self) -> str:
        """Where the TEI lies in the bag."""
        return f"data/tei/{self.interview.identifier}.xml"

    def place(self, name: str) -> str:
        """Return where the TEI, or the part of it that findings call so, lies in the bag."""
        paths = (part.path for part in self.document.parts if part.name == name)
        return next((f"data/tei/{path}" for path in paths), self.source)


def targets(files: tuple[Path, ...], folder: Path) -> tuple[Path, ...]:
    """Return where the bags of some interviews are to lie, or what is made of bags that are there.

    Raises:
        UsageError: Two of them would lie in one place.
    """
    first: dict[str, Path] = {}
    for file in files:
        name = _name(file)
        if name in first:
            message = f"{first[name]} and {file} are both called {name}, and so would be what is made of them"
            raise UsageError(message, hint="Rename one of them and its xml:id, or make them into two folders.")
        first[name] = file
    return tuple(folder / name for name in first)


def _name(file: Path) -> str:
    """Return after what things are named that are made of a file, or of the folder of a bag."""
    whole = os.path.abspath(file)  # noqa: PTH100 (resolve() would follow links)
    return Path(whole).name if os.path.isdir(whole) else file.stem  # noqa: PTH112 (Path raises for a closed one)


def package(  # noqa: PLR0913 (one interview, where to, and what is made once for all)
    file: Path,
    target: Path,
    *,
    validator: Validator,
    renderer: Renderer,
    config: Config,
    moment: dt.datetime,
    given: Parameters = (),
    crosswalks: describe.Crosswalks | None = None,
    documentation: Path | None = None,
    profile: Profile | None = None,
    form: str | None = None,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Packaged:
    """Carry one interview into a bag.

    Args:
        file: The TEI file.
        target: The bag to be; where it exists already with the same content, it is left as it is.
        validator: The standards.
        renderer: The stylesheets.
        config: What the archive says of all its bags.
        moment: Of the act; see `preserve.bag.now`.
        given: Stylesheet parameters, such as the language of the editions.
        crosswalks: The stylesheets of the records for catalogues; without them the bag has none.
        documentation: A folder of deeds, consent forms and the like that travel beside the payload, if there is one.
        profile: What the archive that is to take the bag asks of it; where that cannot be met, nothing is written.
        form: Of the archive that the bag will be packed into, such as ``tar``, for the profile; None for none.
        replace: Whether another bag that is there makes way; it is kept beside the new one.
        progress: Told the number of bytes, again and again, as they are written.

    Raises:
        BagError: Another bag is there already, or a file cannot be bagged.
        SurroundingsError: The machine refuses; nothing is left half-done.
    """
    _refuse_folder(file)
    judged = validator.validate(file)
    material = _material(file.parent, judged, renderer, (*given, _MEDIA_BASE), crosswalks)
    if material is None:
        return Packaged(file=str(file), findings=judged.findings)
    catalogued = material.records
    kept, beside = _record(material), tuple(records.documents(documentation))
    with surroundings("look at the files of the bag", material.folder):
        files = _unique(_payload(material, kept))
        sizes = tuple((placed.place, placed.size) for placed in files)
    told = functools.partial(records.bag_info, material.document, material.interview, config, moment)
    tags = demands.tag_files(profile, config, material.interview)
    foretold, places = told(sum(size for _, size in sizes)), records.places(catalogued, beside)
    unmet = demands.unmet(profile, foretold, tags, sizes=sizes, places=places, form=form)
    if has_error(unmet):
        return Packaged(file=str(file), findings=(*material.findings, *unmet))
    bag.require_no_other(target, (*sizes, (describe.CRATE_PLACE, None)), replace=replace)
    bag.require_room(target, sizes)
    of_payload, of_tags = demands.algorithms(profile)
    with bag.stage(
        target, algorithms=of_payload, tag_algorithms=of_tags, replace=replace, progress=progress
    ) as staging:
        payload = tuple(staging.add(placed.source, placed.place) for placed in files)
        _require_unchanged(material.interview, payload)
        stock = describe.take_stock(
            staging.folder, records.staged(payload), material.document, material.interview, kept
        )
        crate = staging.add(describe.ro_crate(stock), describe.CRATE_PLACE)
        held = describe.completed(stock, staging.folder, records.staged((crate,))[0], moment)
        for place, content in (*records.records(held, catalogued), *beside, *records.tag_files(tags)):
            staging.add(content, place)
        whole = tuple(entry.size for entry in (*payload, crate))
        sealed = staging.seal(demands.info(profile, told(sum(whole)), whole), (describe.PREMIS_PLACE,))
    doubts = describe.doubts(held, material.document.location(material.document.root))
    findings = (*material.findings, *unmet, *doubts)
    return Packaged(file=str(file), findings=findings, sealed=sealed, payload=(*payload, crate))


def _material(
    folder: Path, judged: Validation, renderer: Renderer, given: Parameters, crosswalks: describe.Crosswalks | None
) -> _Material | None:
    """Return an interview with its editions and its records for catalogues, or None for one that is not fit.

    Raises:
        BagError: BAG-071, when it calls itself otherwise than its file.
    """
    if not judged.valid or judged.document is None or judged.interview is None or judged.judge is None:
        return None
    _require_own_name(judged.findings)
    editions = renderer.render(judged.document, given)
    catalogued = crosswalks.records(judged.document) if crosswalks else ()
    return _Material(
        folder=folder,
        document=judged.document,
        interview=judged.interview,
        editions=editions,
        records=catalogued,
        findings=(*judged.findings, *remarks(editions), *describe.remarks(catalogued)),
        judge=judged.judge,
        stylesheets=(
            *_from(renderer.folder, renderer.files_of(editions)),
            *_from(resources.XSLT, judged.judge.stylesheets),
            *_from(resources.XSLT, crosswalks.files if crosswalks else ()),
        ),
        own=renderer.own_of(editions),
    )


def _refuse_folder(file: Path) -> None:
    """Raise for a folder, and say what can be done with it.

    Raises:
        SurroundingsError: ENV-003.
    """
    if not os.path.isdir(file):  # noqa: PTH112 (Path raises for a closed one)
        return
    is_bag = bag.is_declared(file)
    raise SurroundingsError(
        f"could not package it: {'the folder of a bag' if is_bag else 'a folder'} is no interview",
        location=Location(file=str(file)),
        hint="Pack the bag with: preserve package --archive tar FOLDER"
        if is_bag
        else "Name the TEI file, or make a bag of whatever is in the folder with: preserve bag FOLDER",
    )


def _from(folder: Path, files: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    """Yield files with their paths from a folder."""
    return ((path.relative_to(folder).as_posix(), path) for path in files)


def _require_own_name(findings: tuple[Finding, ...]) -> None:
    """Raise where an interview calls itself otherwise than its file, after which the bag and all in it are named.

    Raises:
        BagError: BAG-071.
    """
    for finding in findings:
        if finding.code == "REF-003":
            raise BagError(f"{finding.message}; a bag needs one name", code="BAG-071", location=finding.location)


def _require_unchanged(interview: Interview, payload: tuple[bag.Entry, ...]) -> None:
    """Raise where a file is not any more what the TEI says, as it was when it was validated.

    Raises:
        BagError: BAG-024.
    """
    staged = {entry.path: dict(entry.digests)["sha256"] for entry in payload}
    for file in interview.files:
        if file.digest and staged[file.place] != file.digest:
            message = f"{file.target} changed while the interview was packaged"
            raise BagError(message, code="BAG-024", location=file.location)


def _unique(files: Iterator[_Placed]) -> tuple[_Placed, ...]:
    """Return the files of a payload, each once.

    Raises:
        BagError: BAG-070 where two different files would lie in one place.
    """
    places: dict[str, _Placed] = {}
    for placed in files:
        earlier = places.setdefault(placed.place, placed)
        if earlier is not placed and earlier.content() != placed.content():
            message = f"two different files would both be {placed.place} in the bag{_named(earlier, placed)}"
            raise BagError(message, code="BAG-070")
    return tuple(places.values())


def _named(*files: _Placed) -> str:
    """Return where files come from, in words, as far as they come from somewhere."""
    sources = [str(placed.source) for placed in files if not isinstance(placed.source, bytes)]
    return f": {' and '.join(sources)}" if sources else ""


def _payload(material: _Material, kept: report.Record) -> Iterator[_Placed]:
    """Yield the files of the payload, some perhaps twice."""
    digests = tuple(hashlib.sha256(edition.data).hexdigest() for edition in material.editions)
    yield _Placed(place=readme.PLACE, source=readme.readme(material.interview, kept, digests))
    yield _Placed(place=material.source, source=material.document.data)
    for file in material.interview.files:
        yield _Placed(place=file.place, source=file.path(material.folder))
    yield from _standards(material)
    for edition in material.editions:
        yield _Placed(place=_edition_place(material, edition), source=edition.data)


def _standards(material: _Material) -> Iterator[_Placed]:
    """Yield the schema, the rules and the stylesheets that were used, with the licence of what is ours."""
    for files in (material.judge.grammar.files, *material.judge.rules_files):
        for path in files:
            yield _Placed(place=_schema_place(path, files[0].parent), source=path)
    described = (resources.ODD,) if material.judge.schema == resources.SCHEMA else ()
    for path in (resources.CODES, *described):
        yield _Placed(place=_schema_place(path, path.parent), source=path)
    for name, path in material.stylesheets:
        yield _Placed(place=f"{_XSLT}/{name}", source=path)
    for place in (_SCHEMAS, _XSLT):
        yield _Placed(place=f"{place}/LICENSE", source=resources.license_text())


def _schema_place(path: Path, folder: Path) -> str:
    """Return where a file of a schema or of rules lies in the bag, given the folder of the first of them."""
    return f"{_SCHEMAS}/{path.relative_to(folder).as_posix()}"


def _edition_place(material: _Material, edition: Edition) -> str:
    """Return where an edition lies in the bag."""
    return f"data/{edition.view.name}/{material.interview.identifier}{edition.view.suffix}"


def _record(material: _Material) -> report.Record:
    """Return how the bag is made, for those who make it again.

    That an interview names a schema which was not followed is said of where it lay, and not kept; nor is it kept that
    libxml2 gave no second opinion, which may be so on this machine alone.
    """
    judge = material.judge
    kept = (finding for finding in material.findings if finding.code not in {"TEI-014", _NO_OPINION})
    return report.Record(
        source=material.source,
        schema=f"{_SCHEMAS}/{judge.schema.name}",
        rules=tuple(f"{_SCHEMAS}/{path.name}" for path in judge.rules),
        phase=judge.standards.phase,
        schematron=f"{_XSLT}/{judge.standards.schematron.name}" if judge.stylesheets else None,
        engines=validate.engines(),
        grammar=_engines(material),
        editions=tuple(
            report.Edition(
                path=_edition_place(material, edition),
                stylesheet=f"{_XSLT}/{edition.view.stylesheet}",
                parameters=edition.parameters,
            )
            for edition in material.editions
        ),
        own_stylesheets=tuple(f"{_XSLT}/{name}" for name in material.own),
        findings=tuple(relocated(finding, material.place(finding.location.file)) for finding in kept),
    )


def _engines(material: _Material) -> tuple[str, ...]:
    """Return who judged by the grammar; libxml2 did not where it gave no second opinion."""
    silent = any(finding.code == _NO_OPINION for finding in material.findings)
    return tuple(name for name in material.judge.grammar.engines if not (silent and name == "libxml2"))
