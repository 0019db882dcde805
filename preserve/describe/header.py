"""What the header of an interview says that records tell, with the names of third parties withheld.

A field that the header does not have is None or empty; nothing is invented.

Source: TEI P5, 2 (The TEI Header).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from preserve.describe import dates
from preserve.describe.agents import Agent, agents_of
from preserve.describe.rights import Rights, rights_of
from preserve.interview import TEI, Withholding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio import Document, Element

_FILE: Final = f"{TEI}teiHeader/{TEI}fileDesc"
_PROFILE: Final = f"{TEI}teiHeader/{TEI}profileDesc"
_TITLE: Final = f"{_FILE}/{TEI}titleStmt/{TEI}title"
_PUBLICATION: Final = f"{_FILE}/{TEI}publicationStmt"
_MAIL: Final = re.compile(r"[\s,;(]*[^\s,;(]+@[^\s,;)]+\)?")
_SERIES: Final = f"{_FILE}/{TEI}seriesStmt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an interview says of itself.

    Attributes:
        title: The main title.
        subtitle: Empty where there is none.
        agents: Who made it, in whatever roles, each once.
        publisher: Who makes this file available; empty where nobody is named.
        identifiers: Pairs of type and value; a type may be empty.
        series: The title of the series or collection that it belongs to.
        series_identifier: Of that series.
        published: When this file was published: a day, month or year.
        changed: When it was last changed.
        encoded: When it was first encoded.
        created: When the interview took place: a day, month or year, or an interval.
        languages: Tags, in the order of the header.
        abstract: Empty where there is none.
        keywords: Each once; none of an interview that is not free to use, because a topic can tell on those who speak
            of it, and catalogues are read by everybody.
        rights: Whose it is and who may use it.
    """

    title: str
    subtitle: str
    agents: tuple[Agent, ...]
    publisher: str
    identifiers: tuple[tuple[str, str], ...]
    series: str
    series_identifier: str
    published: str | None
    changed: str | None
    encoded: str | None
    created: str | None
    languages: tuple[str, ...]
    abstract: str
    keywords: tuple[str, ...]
    rights: Rights

    @property
    def creators(self) -> tuple[Agent, ...]:
        """Those under whose name the interview is cited: its authors, or else those who were interviewed."""
        authors = tuple(each for each in self.agents if "author" in each.roles)
        return authors or tuple(each for each in self.agents if "interviewee" in each.roles)

    @property
    def dated(self) -> str | None:
        """When this file was published, or else last changed."""
        return self.published or self.changed


def read(document: Document) -> Header:
    """Read the header of an interview."""
    root = document.root
    withholding = Withholding(root)
    titles = root.findall(_TITLE)
    main = next((each for each in titles if each.get("type") == "main"), next(iter(titles), None))
    changes = sorted(filter(dates.is_day, map(dates.iso, root.iter(f"{TEI}change"))), key=str)
    publication = root.find(_PUBLICATION)
    rights = rights_of(None if publication is None else publication.find(f"{TEI}availability"), withholding)
    return Header(
        title=withholding.words(main),
        subtitle=" ".join(withholding.words(each) for each in titles if each.get("type") == "sub"),
        agents=agents_of(root, withholding),
        publisher=_publisher(publication, withholding),
        identifiers=tuple(_identifiers(publication, withholding)),
        series=withholding.words(root.find(f"{_SERIES}/{TEI}title")),
        series_identifier=withholding.words(root.find(f"{_SERIES}/{TEI}idno")),
        published=_first_date(publication, "date"),
        changed=changes[-1] if changes else None,
        encoded=changes[0] if changes else None,
        created=_created(root),
        languages=tuple(_languages(root)),
        abstract=" ".join(filter(None, map(withholding.words, root.findall(f"{_PROFILE}/{TEI}abstract/*")))),
        keywords=tuple(_keywords(root, withholding)) if rights.status == "free" else (),
        rights=rights,
    )


def _publisher(publication: Element | None, withholding: Withholding) -> str:
    """Return who makes the file available, without an address; an authority or a distributor is enough."""
    kinds = ("publisher", "authority", "distributor")
    found = (() if publication is None else publication.findall(TEI + kind) for kind in kinds)
    names = (_MAIL.sub("", withholding.words(each)) for elements in found for each in elements)
    return next(filter(None, names), "")


def _identifiers(publication: Element | None, withholding: Withholding) -> Iterator[tuple[str, str]]:
    """Yield the identifiers of the file; a number within a number is part of that."""
    for each in () if publication is None else publication.iterfind(f"{TEI}idno"):
        if value := withholding.text(each.text or ""):
            yield each.get("type", ""), value


def _first_date(parent: Element | None, name: str) -> str | None:
    """Return the first usable date among some children."""
    found = () if parent is None else map(dates.iso, parent.iterfind(f".//{TEI}{name}"))
    return next((date.partition("/")[0] for date in found if date), None)


def _created(root: Element) -> str | None:
    """Return when the interview took place: by its setting, its recording, or the making of the text."""
    header = root.find(f"{TEI}teiHeader")
    paths = (f".//{TEI}setting/{TEI}date", f".//{TEI}recording/{TEI}date", f".//{TEI}creation/{TEI}date")
    found = (dates.iso(each) for path in paths for each in (() if header is None else header.iterfind(path)))
    return next(filter(None, found), None)


def _languages(root: Element) -> Iterator[str]:
    """Yield the tags of the languages that are declared, each once."""
    tags = (each.get("ident", "") for each in root.iterfind(f"{_PROFILE}/{TEI}langUsage/{TEI}language"))
    yield from dict.fromkeys(filter(None, tags))


def _keywords(root: Element, withholding: Withholding) -> Iterator[str]:
    """Yield what the interview is about, as it is classed; a word of which a part is withheld is none."""
    words = (withholding.words(each) for each in root.iterfind(f"{_PROFILE}/{TEI}textClass/{TEI}keywords//{TEI}term"))
    yield from dict.fromkeys(word for word in words if word and "[" not in word)
