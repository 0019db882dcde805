"""Interviews of which the header matters, each with what a test puts in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve import xmlio

if TYPE_CHECKING:
    from preserve.xmlio import Document

TITLE: Final = "<title>Made</title>"
PUBLISHER: Final = "<publisher>A Press</publisher>"
DATE: Final = '<date when="2001"/>'
FREE: Final = '<availability status="free"><p/></availability>'
PERSON: Final = '<person xml:id="a" role="interviewee"><persName>Ana Able</persName></person>'


def interview(  # noqa: PLR0913 (the parts of a header)
    *,
    title: str = TITLE,
    edition: str = "",
    publisher: str = PUBLISHER,
    date: str = DATE,
    publication: str = "",
    availability: str = FREE,
    series: str = "",
    source: str = "<p/>",
    encoding: str = "",
    profile: str = "",
    people: str = PERSON,
    setting: str = "",
    revision: str = "",
    apart: str = "",
    body: str = '<u xml:id="u1" who="#a">x</u>',
) -> Document:
    """Write an interview in which nothing is stated but what is given, and what every record needs."""
    source = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="made" xml:lang="en"><teiHeader><fileDesc>
    <titleStmt>{title}</titleStmt>{edition}<publicationStmt>{publisher}{date}{publication}{availability}</publicationStmt>
    {series}<sourceDesc>{source}</sourceDesc></fileDesc>{encoding}<profileDesc>{profile}<particDesc><listPerson>{people}
    </listPerson></particDesc>{setting}</profileDesc>{revision}</teiHeader><standOff>{apart}</standOff><text><body>{body}
    </body></text></TEI>"""
    return xmlio.parse(source.encode(), "made.xml")
