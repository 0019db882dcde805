"""Records of an interview and of what its bag holds: who made it, what each file is, what was done, on what terms.

    describe.Crosswalks().records(document)    for catalogues, by stylesheets that can reach nothing else

    held = describe.take_stock(folder, staged, document, interview, kept)
    describe.ro_crate(held)        data/ro-crate-metadata.json, of the payload and without a clock
    held = describe.completed(held, folder, crate, moment)
    describe.premis(held)          metadata/premis.xml
    describe.tables(held)          metadata/metadata.csv and rights.csv, for Archivematica
    describe.bag_info(document, interview, moment=moment, size=size)   what bag-info.txt says of the interview

Third parties are named in none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.describe import archivematica
from preserve.describe.bag_info import bag_info, readable
from preserve.describe.crosswalks import BAGGED, CROSSWALKS, Crosswalk, Crosswalks, Record, place, remarks, save
from preserve.describe.doubts import doubts
from preserve.describe.holdings import Holdings
from preserve.describe.premis import PLACE as PREMIS_PLACE
from preserve.describe.premis import premis
from preserve.describe.ro_crate import PLACE as CRATE_PLACE
from preserve.describe.ro_crate import ro_crate
from preserve.describe.stock import Staged, completed, take_stock

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BAGGED",
    "CRATE_PLACE",
    "CROSSWALKS",
    "PREMIS_PLACE",
    "TABLES",
    "Crosswalk",
    "Crosswalks",
    "Holdings",
    "Record",
    "Staged",
    "bag_info",
    "completed",
    "doubts",
    "place",
    "premis",
    "readable",
    "remarks",
    "ro_crate",
    "save",
    "tables",
    "take_stock",
]

TABLES: Final = (archivematica.METADATA_PLACE, archivematica.RIGHTS_PLACE)
"""The places of the tables for Archivematica."""


def tables(held: Holdings) -> Iterator[tuple[str, bytes]]:
    """Yield the tables for Archivematica, each with its place in the bag; they hold no clock."""
    yield archivematica.METADATA_PLACE, archivematica.metadata_csv(held)
    yield archivematica.RIGHTS_PLACE, archivematica.rights_csv(held)
