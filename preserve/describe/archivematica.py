"""metadata/metadata.csv and metadata/rights.csv, the tables from which Archivematica takes description and rights.

The description is of the transfer as a whole, the folder ``objects/``, into which Archivematica puts what lies in
data/; rights are of single files, under the paths that they have in the bag. Both hold no clock.

Source: Archivematica, Import metadata (metadata.csv, rights.csv).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.describe.header import Header
    from preserve.describe.holdings import Holdings

METADATA_PLACE: Final = "metadata/metadata.csv"
RIGHTS_PLACE: Final = "metadata/rights.csv"

_OBJECTS: Final = "objects/"
_RIGHTS: Final = (
    "file basis status determination_date jurisdiction start_date end_date terms citation note grant_act "
    "grant_restriction grant_start_date grant_end_date grant_note doc_id_type doc_id_value doc_id_role"
).split()
_OPEN: Final = "open"


def metadata_csv(held: Holdings) -> bytes:
    """Return the description in Dublin Core: a column for each value, so that a field may have several."""
    columns = tuple(_columns(held.header))
    names, values = zip(("filename", _OBJECTS), *columns, strict=True)
    return _table((names, values))


def _columns(header: Header) -> Iterator[tuple[str, str]]:
    """Yield the fields and values of the description, without those that the header does not have."""
    creators = header.creators
    fields = (
        ("dc.title", (header.title,)),
        ("dc.creator", (each.name for each in creators)),
        ("dc.contributor", (each.name for each in header.agents if each not in creators)),
        ("dc.publisher", (header.publisher,)),
        ("dc.date", (header.created or header.published or "",)),
        ("dc.identifier", (value for _, value in header.identifiers)),
        ("dc.language", header.languages),
        ("dc.subject", header.keywords),
        ("dc.description", (header.abstract,)),
        ("dc.relation", (header.series,)),
        ("dc.type", ("Text",)),
        ("dc.rights", (header.rights.licence or "", header.rights.conditions)),
    )
    return ((name, value) for name, values in fields for value in values if value)


def rights_csv(held: Holdings) -> bytes:
    """Return the rights in the words of the interview: of its file, what was received with it, and its editions."""
    files = (held.source, *held.companions, *held.editions)
    values = _values(held.header)
    return _table((_RIGHTS, *([file.path, *values] for file in dict.fromkeys(files))))


def _values(header: Header) -> list[str]:
    """Return what is said of every file, in the order of the columns.

    The date of a review ends nothing, so it stands in the note.
    """
    rights = header.rights
    stated = {
        "basis": "license" if rights.licence else "other",
        "end_date": _OPEN,
        "terms": rights.licence_terms,
        "note": rights.statement,
        "grant_act": "disseminate",
        "grant_restriction": rights.restriction.lower(),
        "grant_end_date": rights.embargo or _OPEN,
        "grant_note": rights.conditions,
        "doc_id_type": "URI" if rights.licence else "",
        "doc_id_value": rights.licence or "",
        "doc_id_role": "licence" if rights.licence else "",
    }
    return [stated.get(name, "") for name in _RIGHTS[1:]]


def _table(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table as CSV, a line feed behind each row."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8")
