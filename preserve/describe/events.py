"""What happened to an interview on its way into a bag: at most nine events, whatever the number of its files.

An event that nobody has dated is left out, because PREMIS wants a date of each.

Source: PREMIS 3.0, 2 (Event); id.loc.gov/vocabulary/preservation/eventType.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve import resources
from preserve.describe import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.describe.holdings import File, Holdings

_ENCODERS: Final = ("encoder", "editor")
_KINDS: Final = {"person": "person", "organisation": "organization"}
_SOFTWARE: Final = "software"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who or what acted.

    Attributes:
        name: Of a person, an organisation or a program.
        kind: ``person``, ``organization`` or ``software``; empty where nobody tells.
        version: Of a program.
    """

    name: str
    kind: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened once.

    Attributes:
        key: Tells it from the other events of the bag.
        kind: By the vocabulary of the Library of Congress.
        moment: A day, or a moment in UTC; ISO 8601.
        detail: What was done.
        outcome: What came of it; empty where that goes without saying.
        note: More of that.
        actors: Who did it, at least one.
        sources: Files that it was done to, or done with.
        outcomes: Files that came of it.
    """

    key: str
    kind: str
    moment: str
    detail: str
    outcome: str = ""
    note: str = ""
    actors: tuple[Actor, ...]
    sources: tuple[File, ...] = ()
    outcomes: tuple[File, ...] = ()


def events_of(held: Holdings) -> tuple[Event, ...]:
    """Return what happened, in its order.

    Args:
        held: What the bag holds; with the moment of the act.
    """
    moment = "" if held.moment is None else held.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (*_before(held), *_judged(held, moment), *_made(held, moment))


def _before(held: Holdings) -> Iterator[Event]:
    """Yield what happened before the interview came here, as far as the header dates it by the day."""
    header = held.header
    if dates.is_day(header.created) and (actors := _people(held, "interviewer", "recordist", "interviewee")):
        recordings = held.of_kind("media") or held.of_kind("transcript") or (held.source,)
        detail = "The interview was held; a recording of it or what was made of that is here."
        yield Event(
            key="capture", kind="capture", moment=str(header.created), detail=detail, actors=actors, sources=recordings
        )
    encoded = header.encoded if dates.is_day(header.encoded) else header.published
    if dates.is_day(encoded) and (actors := _people(held, *_ENCODERS) or _publisher(held)):
        yield Event(
            key="encoding",
            kind="creation",
            moment=str(encoded),
            detail="The interview was encoded in TEI, as its header tells.",
            actors=actors,
            sources=held.of_kind("transcript"),
            outcomes=(held.source,),
        )


def _people(held: Holdings, *roles: str) -> tuple[Actor, ...]:
    """Return who had the first of some roles that anybody had."""
    by_role = ([each for each in held.header.agents if role in each.roles] for role in roles)
    found = next((agents for agents in by_role if agents), [])
    return tuple(Actor(name=each.name, kind=_KINDS.get(each.kind, "")) for each in found)


def _publisher(held: Holdings) -> tuple[Actor, ...]:
    """Return who makes the file available, where that is said."""
    return (Actor(name=held.header.publisher, kind="organization"),) if held.header.publisher else ()


def _judged(held: Holdings, moment: str) -> Iterator[Event]:
    """Yield the validations: by the grammar, by the rules where there were any."""
    counts = Counter(str(finding.severity) for finding in held.kept.findings)
    note = "; ".join(f"{severity}: {number}" for severity, number in sorted(counts.items())) or "nothing found"
    schema = tuple(each for each in held.standards if each.path == held.kept.schema)
    rules = tuple(each for each in held.standards if each.path != held.kept.schema)
    yield Event(
        key="grammar",
        kind="validation",
        moment=moment,
        detail="Validated by the schema, and word by word against the transcript where there is one.",
        outcome="valid",
        note=f"Findings of all checks: {note}. See metadata/validation.json.",
        actors=tuple(_program(held, name) for name in held.kept.grammar),
        sources=(held.source, *schema),
    )
    if rules:
        yield Event(
            key="rules",
            kind="validation",
            moment=moment,
            detail="Validated by Schematron rules.",
            outcome="valid",
            actors=(_program(held, "saxonche"),),
            sources=(held.source, *rules),
        )


def _made(held: Holdings, moment: str) -> Iterator[Event]:
    """Yield what was made of the interview, and the making of the bag."""
    ours = _program(held, "preserve")
    if held.editions:
        made = "; ".join(f"{each.stylesheet} made {each.path}" for each in held.kept.editions)
        yield Event(
            key="editions",
            kind="creation",
            moment=moment,
            detail=f"Editions were made by XSLT: {made}.",
            actors=(_program(held, "saxonche"),),
            sources=(held.source,),
            outcomes=held.editions,
        )
    yield Event(
        key="digests",
        kind="message digest calculation",
        moment=moment,
        detail="SHA-256 and the digests that the manifests list were calculated of every file while it was copied.",
        actors=(ours,),
        sources=held.objects,
    )
    yield _identification(held, moment)
    yield Event(
        key="package",
        kind="information package creation",
        moment=moment,
        detail="A bag was made after RFC 8493 (BagIt 1.0), read back and verified.",
        actors=(ours,),
        sources=(held.source, *held.companions),
        outcomes=tuple(each for each in held.files if each.path.count("/") == 1),
    )


def _identification(held: Holdings, moment: str) -> Event:
    """Return the identification of formats, which may have failed."""
    told = held.identified
    return Event(
        key="formats",
        kind="format identification",
        moment=moment,
        detail=f"The format of every file of the payload was looked for by the signatures of PRONOM. {told.signatures}",
        outcome="not identified" if told.reason else "identified",
        note=told.reason or "",
        actors=(_program(held, "preserve" if told.reason else "siegfried"),),
        sources=(held.source, *held.companions, *held.editions),
    )


def _program(held: Holdings, name: str) -> Actor:
    """Return a program with its version."""
    engines = {"preserve": resources.version(), **dict((*held.kept.engines, *held.identified.engines))}
    return Actor(name=name, kind=_SOFTWARE, version=engines.get(name, ""))
