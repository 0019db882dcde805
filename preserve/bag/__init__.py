"""Bags after RFC 8493: staged, sealed, read and verified.

    with bag.stage(target) as staging:
        staging.add(source, "data/tei/interview.xml")
        staging.seal(info)
    findings = bag.verify(target)
    bag.archive(target, target.with_name("interview.zip"))

A bag is made beside its target and takes its name only when it is whole and proven, so that there is never half a bag.
What comes from elsewhere is read with suspicion: nothing in it is followed, fetched or believed.
"""

from __future__ import annotations

from preserve.bag import profiles
from preserve.bag.archives.unpacking import unpacked
from preserve.bag.archives.writing import Archived, archive
from preserve.bag.contents import Bag, read
from preserve.bag.info import written
from preserve.bag.staging import Entry, Sealed, Staging, stage
from preserve.bag.verification import verify

__all__ = [
    "Archived",
    "Bag",
    "Entry",
    "Sealed",
    "Staging",
    "archive",
    "profiles",
    "read",
    "stage",
    "unpacked",
    "verify",
    "written",
]
