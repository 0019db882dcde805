"""Who made an interview: names and roles, and of third parties nothing."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from preserve.interview import TEI, WITHHELD, XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.interview import Withholding
    from preserve.xmlio import Element

_TITLE: Final = f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt"
_PARTICIPANTS: Final = f"{TEI}teiHeader/{TEI}profileDesc/{TEI}particDesc"
_ENTRIES: Final = (f"{TEI}person", f"{TEI}personGrp", f"{TEI}org")
_NAMES: Final = (f"{TEI}persName", f"{TEI}orgName", f"{TEI}name")
_KINDS: Final = {
    f"{TEI}persName": "person",
    f"{TEI}person": "person",
    f"{TEI}orgName": "organisation",
    f"{TEI}org": "organisation",
    f"{TEI}personGrp": "organisation",
}
_NOBODY: Final = frozenset({"", "not named", "unnamed", "unknown", "anonymous", "имя не названо"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person or an organisation that had a part in the making of an interview.

    Attributes:
        name: As the header writes it first.
        kind: ``person`` or ``organisation``; empty where the header does not tell.
        roles: In the words of the header, each once.
    """

    name: str
    kind: str
    roles: tuple[str, ...]


def agents_of(root: Element, withholding: Withholding) -> tuple[Agent, ...]:
    """Return who made an interview, each once, in the order of the header: authors, participants, others.

    Args:
        root: The outermost element of the interview.
        withholding: Knows the third parties.
    """
    found: dict[str, Agent] = {}
    for element, roles in itertools.chain(_authors(root), _participants(root), _others(root)):
        key, agent = _agent(root, element, roles, withholding)
        if agent.name.lower() not in _NOBODY and WITHHELD not in agent.name:
            found[key] = _joined(found.get(key), agent)
    return _once(found.values())


def _once(agents: Iterable[Agent]) -> tuple[Agent, ...]:
    """Return agents with those joined that have one name."""
    found: dict[str, Agent] = {}
    for agent in agents:
        found[agent.name] = _joined(found.get(agent.name), agent)
    return tuple(found.values())


def _joined(earlier: Agent | None, agent: Agent) -> Agent:
    """Return an agent with the roles that it had before."""
    return replace(earlier, roles=tuple(dict.fromkeys((*earlier.roles, *agent.roles)))) if earlier else agent


def _authors(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield who is called an author."""
    for each in root.iterfind(f"{_TITLE}/{TEI}author"):
        yield _named(each), ("author",)


def _participants(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield who took part, with roles; somebody without one did nothing that a record could tell."""
    for description in root.iterfind(_PARTICIPANTS):
        for each in description.iter(*_ENTRIES):
            roles = tuple(role for role in each.get("role", "").split() if role != "third-party")
            if roles:
                yield each, roles


def _others(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield who edited or is responsible for something."""
    for each in root.iterfind(f"{_TITLE}/{TEI}editor"):
        yield _named(each), (each.get("role", "editor"),)
    for statement in root.iterfind(f"{_TITLE}/{TEI}respStmt"):
        roles = tuple(" ".join("".join(map(str, each.itertext())).split()) for each in statement.iterfind(f"{TEI}resp"))
        for name in statement.iterchildren(*_NAMES):
            yield name, tuple(filter(None, roles))


def _named(element: Element) -> Element:
    """Return the name within an element, where there is one, or itself."""
    return next(element.iterchildren(*_NAMES), element)


def _agent(root: Element, element: Element, roles: tuple[str, ...], withholding: Withholding) -> tuple[str, Agent]:
    """Return what tells an agent from others, and the agent; one that is a third party has no name."""
    entry = element if element.tag in _ENTRIES else _entry(root, element)
    name = element if entry is not element else next(element.iterchildren(*_NAMES), element)
    is_withheld = withholding.concerns(element) or (entry is not None and withholding.concerns(entry))
    words = "" if is_withheld else withholding.words(name)
    key = words if entry is None else f"#{entry.get(f'{XML}id')}"
    roles = tuple(map(withholding.text, roles))
    return key, Agent(name=words, kind=_kind(name, entry), roles=roles)


def _kind(name: Element, entry: Element | None) -> str:
    """Return whose name it is, as far as the element that holds it or the entry tells."""
    of_entry = "" if entry is None else _KINDS.get(str(entry.tag), "")
    return of_entry or _KINDS.get(str(name.tag), "")


def _entry(root: Element, element: Element) -> Element | None:
    """Return the participant that a name points to, or None."""
    pointers = {pointer.removeprefix("#") for pointer in element.get("ref", "").split() if pointer.startswith("#")}
    entries = (each for found in root.iterfind(_PARTICIPANTS) for each in found.iter(*_ENTRIES))
    return next((each for each in entries if each.get(f"{XML}id") in pointers), None)
