"""Bags after RFC 8493: staged, sealed, read and verified.

    with bag.stage(target) as staging:
        staging.add(source, "data/tei/interview.xml")
        staging.seal(info)
    findings = bag.verify(target)
    bag.archive(target, target.with_name("interview.zip"))

and of any folder in one step::

    bag.make(folder, target, date=date)

A bag is made beside its target and takes its name only when it is whole and proven, so that there is never half a bag.
What comes from elsewhere is read with suspicion: nothing in it is followed, fetched or believed.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from preserve.bag.contents import Bag, read
from preserve.bag.dates import now
from preserve.bag.declaration import is_declared
from preserve.bag.info import written
from preserve.bag.verification import conformance, verify

if TYPE_CHECKING:
    from preserve.bag import profiles
    from preserve.bag.archives.unpacking import unpacked
    from preserve.bag.archives.writing import Archived, archive
    from preserve.bag.making import Made, elements, make, merged, targets
    from preserve.bag.opinion import second_opinion
    from preserve.bag.placing import Sealed, require_no_other
    from preserve.bag.preflight import require_room
    from preserve.bag.staging import Entry, Staging, stage

# Whoever verifies a bag of a hundred small files would otherwise wait longer for what makes bags than for the files.
_ON_DEMAND: Final = {
    "archives.unpacking": ("unpacked",),
    "archives.writing": ("Archived", "archive"),
    "making": ("Made", "elements", "make", "merged", "targets"),
    "opinion": ("second_opinion",),
    "placing": ("Sealed", "require_no_other"),
    "preflight": ("require_room",),
    "staging": ("Entry", "Staging", "stage"),
}

__all__ = [
    "Archived",
    "Bag",
    "Entry",
    "Made",
    "Sealed",
    "Staging",
    "archive",
    "conformance",
    "elements",
    "is_declared",
    "make",
    "merged",
    "now",
    "profiles",
    "read",
    "require_no_other",
    "require_room",
    "second_opinion",
    "stage",
    "targets",
    "unpacked",
    "verify",
    "written",
]


def __getattr__(name: str) -> object:
    """Return what is imported only when it is used.

    Raises:
        AttributeError: There is no such name.

    Source: PEP 562
    """
    if name == "profiles":
        return importlib.import_module(f"{__name__}.{name}")
    for module, those in _ON_DEMAND.items():
        if name in those:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
