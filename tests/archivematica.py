"""What Archivematica wants of metadata/premis.xml before it imports the events, told anew for the tests.

Source: Archivematica's job “Load PREMIS events from metadata/premis.xml”.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

PREMIS: Final = "{http://www.loc.gov/premis/v3}"
TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"


def faults(data: bytes, payload: AbstractSet[str]) -> list[str]:
    """Return in words what keeps a record from being imported.

    Args:
        data: The record.
        payload: The paths in the bag of the files that are imported with it.
    """
    root = etree.fromstring(data)
    files = {_own(each, "object"): each for each in root.iter(f"{PREMIS}object") if each.get(TYPE) == "premis:file"}
    events = {_own(each, "event"): each for each in root.iter(f"{PREMIS}event")}
    agents = {_own(each, "agent"): each for each in root.iter(f"{PREMIS}agent")}
    return [*_of_files(files, events, payload), *_of_agents(agents, events), *_of_events(files, events, agents)]


def _own(element: etree._Element, name: str) -> tuple[str, str]:
    """Return the identifier of an object, event or agent."""
    return _pair(element.find(f"{PREMIS}{name}Identifier"))


def _pair(element: etree._Element | None) -> tuple[str, str]:
    """Return type and value of an identifier, or of a link to one."""
    assert element is not None
    return str(element[0].text), str(element[1].text)


def _links(element: etree._Element, name: str) -> set[tuple[str, str]]:
    """Return what an element is linked to."""
    return {_pair(each) for each in element.iterfind(f"{PREMIS}linking{name}Identifier")}


def _of_files(
    files: dict[tuple[str, str], etree._Element],
    events: dict[tuple[str, str], etree._Element],
    payload: AbstractSet[str],
) -> Iterator[str]:
    """Yield what is the matter with files."""
    linked = {link for event in events.values() for link in _links(event, "Object")}
    for identifier, file in files.items():
        name = (file.findtext(f"{PREMIS}originalName") or "").strip()
        if name not in payload:
            yield f"{identifier} has the name {name!r}, which no file has"
        if identifier not in linked and not _links(file, "Event"):
            yield f"{identifier} belongs to no event"
        if dangling := _links(file, "Event") - events.keys():
            yield f"{identifier} is linked to {dangling}, which are no events"


def _of_agents(
    agents: dict[tuple[str, str], etree._Element], events: dict[tuple[str, str], etree._Element]
) -> Iterator[str]:
    """Yield what is the matter with agents."""
    linked = {link for event in events.values() for link in _links(event, "Agent")}
    for identifier, agent in agents.items():
        if identifier not in linked and not _links(agent, "Event"):
            yield f"{identifier} belongs to no event"
        if dangling := _links(agent, "Event") - events.keys():
            yield f"{identifier} is linked to {dangling}, which are no events"


def _of_events(
    files: dict[tuple[str, str], etree._Element],
    events: dict[tuple[str, str], etree._Element],
    agents: dict[tuple[str, str], etree._Element],
) -> Iterator[str]:
    """Yield what is the matter with events."""
    for identifier, event in events.items():
        if not _links(event, "Object") & files.keys():
            yield f"{identifier} has no file"
        if not _links(event, "Agent") & agents.keys():
            yield f"{identifier} has no agent"
        if dangling := (_links(event, "Object") - files.keys()) | (_links(event, "Agent") - agents.keys()):
            yield f"{identifier} is linked to {dangling}, which are not there"
        yield from _of_values(identifier, event)


def _of_values(identifier: tuple[str, str], event: etree._Element) -> Iterator[str]:
    """Yield what is the matter with the identifier and the moment of an event."""
    try:
        uuid.UUID(identifier[1])
        dt.datetime.fromisoformat(event.findtext(f"{PREMIS}eventDateTime") or "")
    except ValueError as error:
        yield f"{identifier}: {error}"
