"""metadata/premis.xml: objects, events, agents and rights of a bag, as Archivematica imports them.

The interview is an intellectual entity, and every file of it an object, as are the schema and the rules that judged it,
a line each. The other files of schemas and stylesheets, of which there are many, are one entity more, an environment:
their digests and formats stand in the manifests and in the RO-Crate, and a record several times as long would say no
more of the interview. Events are of the bag, not of its files, for the same reason.

Archivematica wants of it: ``xsi:type`` is the letters ``premis:file``; a file's originalName is its path in the bag;
every file and every agent belongs to an event, every event has both; no identifier leads to nothing, and an event is
linked to nothing but files.

Source: PREMIS 3.0; Archivematica, Import metadata (PREMIS events).
"""

from __future__ import annotations

import uuid
from html import escape
from typing import TYPE_CHECKING, Final

from preserve.describe.events import events_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.describe.events import Actor, Event
    from preserve.describe.formats import Format
    from preserve.describe.holdings import File, Holdings

PLACE: Final = "metadata/premis.xml"

_ROOT: Final = (
    '<premis xmlns="http://www.loc.gov/premis/v3" xmlns:premis="http://www.loc.gov/premis/v3" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">'
)
_LOCAL: Final = "local"
_ENVIRONMENT: Final = "environment"


def premis(held: Holdings) -> bytes:
    """Return the record: the same bytes for the same bag and moment.

    Args:
        held: What the bag holds; with the moment of the act.
    """
    return "".join(f"{line}\n" for line in _lines(held)).encode("utf-8")


def _lines(held: Holdings) -> Iterator[str]:
    """Yield the lines of the record."""
    events = events_of(held)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _ROOT
    yield _entity(held)
    yield _environment(held)
    yield from map(_object, held.objects)
    yield from (_event(held, event) for event in events)
    for actor in dict.fromkeys(actor for event in events for actor in event.actors):
        yield _agent(held, actor, (event for event in events if actor in event.actors))
    yield _rights(held)
    yield "</premis>"


def _element(name: str, *content: str, attributes: str = "") -> str:
    """Return an element with elements in it; nothing for one with nothing in it."""
    inner = "".join(content)
    return f"<{name}{attributes}>{inner}</{name}>" if inner else ""


def _text(name: str, value: str) -> str:
    """Return an element with a text in it; nothing for no text."""
    return _element(name, escape(value, quote=False))


def _identifier(name: str, value: str, kind: str = _LOCAL, *more: str) -> str:
    """Return an identifier, or a link to one, of which PREMIS has many that differ in their names alone."""
    return _element(name, _text(f"{name}Type", kind), _text(f"{name}Value", value), *more)


def _named(held: Holdings, key: str) -> str:
    """Return a UUID that is the same whenever the same interview is bagged."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{held.source.sha256}")
    return str(uuid.uuid5(space, key))


def _entity(held: Holdings) -> str:
    """Return the interview as such, of which the files are made."""
    related = "".join(_identifier("relatedObjectIdentifier", each.inside) for each in (held.source, *held.editions))
    stated = ((kind or "unknown", value) for kind, value in held.header.identifiers)
    identifiers = dict.fromkeys(((_LOCAL, held.interview.identifier), *stated))
    represented = (_text("relationshipType", "structural"), _text("relationshipSubType", "is represented by"), related)
    return _element(
        "object",
        "".join(_identifier("objectIdentifier", value, kind) for kind, value in identifiers),
        _text("originalName", held.header.title),
        _element("relationship", *represented),
        _element("relationship", *_requires()),
        _identifier("linkingRightsStatementIdentifier", _named(held, "rights"), "UUID"),
        attributes=' xsi:type="premis:intellectualEntity"',
    )


def _requires() -> tuple[str, ...]:
    """Return what the interview needs to be judged and rendered again."""
    kind = _text("relationshipType", "dependency"), _text("relationshipSubType", "requires")
    return (*kind, _identifier("relatedObjectIdentifier", _ENVIRONMENT), _text("relatedEnvironmentPurpose", "render"))


def _environment(held: Holdings) -> str:
    """Return the files with which the interview was judged and rendered, as one."""
    note = (
        f"{len(held.environment)} files in data/schemas/ and data/xslt/ beside the schema and the rules. Their digests "
        "stand in the manifests of the bag, digests and formats in data/ro-crate-metadata.json."
    )
    name = _text("environmentName", "stylesheets and explanations of schema and rules, as they were used")
    function = _text("environmentFunctionType", "software"), _text("environmentFunctionLevel", "1")
    return _element(
        "object",
        _identifier("objectIdentifier", _ENVIRONMENT),
        _element("environmentFunction", *function),
        _element("environmentDesignation", name, _text("environmentDesignationNote", note)),
        attributes=' xsi:type="premis:intellectualEntity"',
    )


def _object(file: File) -> str:
    """Return a file of the interview."""
    fixity = _element("fixity", _text("messageDigestAlgorithm", "SHA-256"), _text("messageDigest", file.sha256))
    return _element(
        "object",
        _identifier("objectIdentifier", file.inside),
        _element("objectCharacteristics", fixity, _text("size", str(file.size)), _format(file.format)),
        _text("originalName", file.path),
        attributes=' xsi:type="premis:file"',
    )


def _format(found: Format) -> str:
    """Return what is said of a format: what it is by PRONOM, and what makes that doubtful."""
    registry = (_text("formatRegistryName", "PRONOM"), _text("formatRegistryKey", found.identifier or ""))
    return _element(
        "format",
        _element("formatDesignation", _text("formatName", found.name), _text("formatVersion", found.version)),
        _element("formatRegistry", *registry) if found.identifier else "",
        _text("formatNote", found.warning and "; ".join(filter(None, (found.basis, found.warning)))),
    )


def _event(held: Holdings, event: Event) -> str:
    """Return an event with its agents and files."""
    detail = _element("eventOutcomeDetail", _text("eventOutcomeDetailNote", event.note))
    roles = ((each, "source") for each in event.sources), ((each, "outcome") for each in event.outcomes)
    # Where nothing came of it, that a file was the source goes without saying.
    telling = bool(event.outcomes)
    return _element(
        "event",
        _identifier("eventIdentifier", _named(held, event.key), "UUID"),
        _text("eventType", event.kind),
        _text("eventDateTime", event.moment),
        _element("eventDetailInformation", _text("eventDetail", event.detail.strip())),
        _element("eventOutcomeInformation", _text("eventOutcome", event.outcome), detail),
        "".join(_identifier("linkingAgentIdentifier", _name(actor)) for actor in event.actors),
        "".join(_linked(file, role if telling else "") for pairs in roles for file, role in pairs),
    )


def _linked(file: File, role: str) -> str:
    """Return the link of an event to a file."""
    return _identifier("linkingObjectIdentifier", file.inside, _LOCAL, _text("linkingObjectRole", role))


def _name(actor: Actor) -> str:
    """Return what an agent is told by."""
    return f"{actor.name} {actor.version}".strip()


def _agent(held: Holdings, actor: Actor, events: Iterable[Event]) -> str:
    """Return an agent with its events."""
    return _element(
        "agent",
        _identifier("agentIdentifier", _name(actor)),
        _text("agentName", actor.name),
        _text("agentType", actor.kind),
        _text("agentVersion", actor.version),
        "".join(_identifier("linkingEventIdentifier", _named(held, event.key), "UUID") for event in events),
    )


def _rights(held: Holdings) -> str:
    """Return whose the interview is, and whether it may be given to others."""
    rights = held.header.rights
    statement = _element(
        "rightsStatement",
        _identifier("rightsStatementIdentifier", _named(held, "rights"), "UUID"),
        _text("rightsBasis", "license" if rights.licence else "other"),
        _licence(held) if rights.licence else _other(held),
        _granted(held),
        "".join(_linked(each, "") for each in (held.source, *held.companions, *held.editions)),
    )
    return _element("rights", statement)


def _licence(held: Holdings) -> str:
    """Return the licence under which the interview stands."""
    rights = held.header.rights
    address = rights.licence or ""
    return _element(
        "licenseInformation",
        _identifier("licenseDocumentationIdentifier", address, "URI"),
        _text("licenseTerms", rights.licence_terms),
        _text("licenseNote", rights.statement if rights.statement != rights.licence_terms else ""),
    )


def _other(held: Holdings) -> str:
    """Return what the header says of the use of the interview, where no licence is named."""
    rights = held.header.rights
    return _element(
        "otherRightsInformation",
        _text("otherRightsBasis", f"availability as stated in the TEI header: {rights.status}"),
        _text("otherRightsNote", rights.statement),
    )


def _granted(held: Holdings) -> str:
    """Return whether the interview may be disseminated; a date of review is a note, because it ends nothing."""
    rights, start = held.header.rights, held.header.dated or held.header.created
    term = _text("startDate", start or ""), _text("endDate", rights.embargo or "")
    return _element(
        "rightsGranted",
        _text("act", "disseminate"),
        _text("restriction", rights.restriction),
        _element("termOfRestriction", *term) if rights.embargo and start else "",
        _text("rightsGrantedNote", rights.conditions),
    )
