"""data/ro-crate-metadata.json: the payload as a Research Object Crate, of which data/ is the root.

It lies in the payload, so it holds no clock, and no version that differs from machine to machine: the same interview
and the same program give the same bytes. When things were done stands in metadata/premis.xml, and by which programs in
metadata/validation.json.

Source: RO-Crate 1.2, www.researchobject.org/ro-crate/specification/1.2.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

from preserve import resources
from preserve.describe.holdings import CRATE as PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.describe.agents import Agent
    from preserve.describe.holdings import File, Holdings

__all__ = ["PLACE", "ro_crate"]

_VERSION: Final = "https://w3id.org/ro/crate/1.2"
_PRONOM: Final = "https://www.nationalarchives.gov.uk/PRONOM/"
_ROOT: Final = "./"
_VALIDATION: Final = "#validation-record"
# What may stand in the path of an address as it is; letters of all languages may (RFC 3987).
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9/._~!$&'()*+,;=@\x80-\U0010ffff-]")
_SAXON: Final = "https://www.saxonica.com/"

_Entity: TypeAlias = dict[str, object]


def ro_crate(held: Holdings) -> bytes:
    """Return the record: the same bytes for the same payload.

    Args:
        held: What the bag holds; of its files this one is left out.
    """
    context = f"{_VERSION}/context"
    written = {"@context": context, "@graph": [_filled(entity) for entity in _graph(held)]}
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _filled(entity: _Entity) -> _Entity:
    """Return an entity without what is empty; what stands alone in a list stands alone."""
    single = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in entity.items()}
    return {key: value for key, value in single.items() if value not in (None, "", [])}


def _graph(held: Holdings) -> Iterator[_Entity]:
    """Yield everything that is described, what the crate is first."""
    files = tuple(each for each in held.files if each.path != PLACE)
    # A crate without a date does not conform, and does not claim to.
    standard = _to(_VERSION) if held.header.dated else None
    yield {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": _to(_ROOT),
        "conformsTo": standard,
        "description": f"Written by preserve {resources.version()}.",
    }
    yield _root(held, files)
    yield from (_file(held, each) for each in files)
    yield from _formats(files)
    yield from (_agent(number, each) for number, each in enumerate(held.header.agents, 1))
    yield from _context(held)
    yield _saxon(held)
    yield from _actions(held)


def _root(held: Holdings, files: tuple[File, ...]) -> _Entity:
    """Return the payload as a whole."""
    header = held.header
    title = ": ".join(filter(None, (header.title, header.subtitle))) or held.interview.identifier
    return {
        "@id": _ROOT,
        "@type": "Dataset",
        "name": title,
        "description": header.abstract or f"An interview, encoded in TEI, with its editions: {title}",
        "datePublished": header.dated,
        "dateCreated": header.created,
        "license": _to(header.rights.licence) if header.rights.licence else _terms(held),
        "conditionsOfAccess": header.rights.conditions,
        "author": _those(held, header.creators),
        "contributor": _those(held, (each for each in header.agents if each not in header.creators)),
        "publisher": _to("#publisher") if header.publisher else None,
        "identifier": [_to(f"#identifier-{number}") for number in range(1, len(header.identifiers) + 1)],
        "isPartOf": _to("#series") if header.series else None,
        "inLanguage": list(header.languages),
        "keywords": list(header.keywords),
        "version": held.interview.edition,
        "mainEntity": _to(_address(held.source)),
        "hasPart": [_to(_address(each)) for each in files],
        "mentions": [_to(str(each["@id"])) for each in _actions(held)],
    }


def _terms(held: Holdings) -> str:
    """Return on what terms the interview may be used, where no licence is named."""
    return held.header.rights.statement or held.header.rights.conditions


def _to(identifier: str) -> _Entity:
    """Return a reference."""
    return {"@id": identifier}


def _address(file: File) -> str:
    """Return the address of a file from the root of the crate."""
    return _UNSAFE.sub(lambda match: quote(match[0]), file.inside)


def _those(held: Holdings, agents: Iterable[Agent]) -> list[_Entity]:
    """Return references to some who made the interview."""
    return [_to(f"#agent-{held.header.agents.index(each) + 1}") for each in agents]


def _file(held: Holdings, file: File) -> _Entity:
    """Return a file of the payload."""
    known = file.format
    registered = _to(_PRONOM + known.identifier) if known.identifier else None
    return {
        "@id": _address(file),
        "@type": "File",
        "name": PurePosixPath(file.path).name,
        "description": held.role(file.path),
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "encodingFormat": [each for each in (known.media_type, registered) if each] or known.name,
    }


def _formats(files: tuple[File, ...]) -> Iterator[_Entity]:
    """Yield the formats of files, as PRONOM has them, each once."""
    for known in dict.fromkeys((each.format.identifier, each.format.name, each.format.version) for each in files):
        identifier, name, version = known
        if identifier:
            yield {"@id": _PRONOM + identifier, "@type": "WebPage", "name": f"{name} {version}".strip()}


def _agent(number: int, agent: Agent) -> _Entity:
    """Return somebody who made the interview: a name and roles, and nothing more."""
    kind = "Organization" if agent.kind == "organisation" else "Person"
    return {"@id": f"#agent-{number}", "@type": kind, "name": agent.name, "description": ", ".join(agent.roles)}


def _context(held: Holdings) -> Iterator[_Entity]:
    """Yield what else the payload as a whole refers to."""
    header = held.header
    if header.rights.licence:
        terms = header.rights.licence_terms
        yield {"@id": header.rights.licence, "@type": "CreativeWork", "name": terms or header.rights.licence}
    if header.publisher:
        yield {"@id": "#publisher", "@type": "Organization", "name": header.publisher}
    for number, (kind, value) in enumerate(header.identifiers, 1):
        yield {"@id": f"#identifier-{number}", "@type": "PropertyValue", "propertyID": kind, "value": value}
    if header.series:
        yield {
            "@id": "#series",
            "@type": "CreativeWorkSeries",
            "name": header.series,
            "identifier": header.series_identifier,
        }
    name = "metadata/validation.json of the bag: what was found, by which programs, with which parameters"
    yield {"@id": _VALIDATION, "@type": "CreativeWork", "name": name, "encodingFormat": "application/json"}


def _saxon(held: Holdings) -> _Entity:
    """Return what made the editions, with as much of its version as decides on their bytes."""
    version = dict(held.kept.engines).get("saxonche", "").partition(".")[0]
    return {"@id": _SAXON, "@type": "SoftwareApplication", "name": "Saxon-HE", "url": _SAXON, "version": version}


def _actions(held: Holdings) -> Iterator[_Entity]:
    """Yield what was done: the validation, and a transformation for each edition."""
    by_path = {each.path: _address(each) for each in held.files}
    yield {
        "@id": "#validation",
        "@type": "CreateAction",
        "name": "Validation of the interview by schema and rules",
        "object": _to(_address(held.source)),
        "instrument": [_to(_address(each)) for each in held.standards],
        "result": _to(_VALIDATION),
    }
    for number, edition in enumerate(held.kept.editions, 1):
        yield {
            "@id": f"#transformation-{number}",
            "@type": "CreateAction",
            "name": f"Transformation into {held.role(edition.path)}",
            "description": "; ".join(f"{name}={value}" for name, value in edition.parameters),
            "object": _to(_address(held.source)),
            "instrument": [_to(_SAXON), _to(by_path[edition.stylesheet])],
            "result": _to(by_path[edition.path]),
        }
