"""Bags after RFC 8493: staged, sealed, read and verified.

    with bag.stage(target) as staging:
        staging.add(source, "data/tei/interview.xml")
        staging.seal(info)
    findings = bag.verify(target)

A bag is made beside its target and takes its name only when it is whole and proven, so that there is never half a bag.
What comes from elsewhere is read with suspicion: nothing in it is followed, fetched or believed.
"""

from __future__ import annotations

from preserve.bag import profiles
from preserve.bag.contents import Bag, read
from preserve.bag.info import written
from preserve.bag.staging import Entry, Sealed, Staging, stage
from preserve.bag.verification import verify

__all__ = ["Bag", "Entry", "Sealed", "Staging", "profiles", "read", "stage", "verify", "written"]
