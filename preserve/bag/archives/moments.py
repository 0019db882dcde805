"""The one moment that all members of an archive bear, so that the archive is a function of the bag.

Source: reproducible-builds.org, SOURCE_DATE_EPOCH; RFC 8493 §2.2.2, Bagging-Date
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from preserve.bag import dates, info

if TYPE_CHECKING:
    from preserve.bag.contents import Bag

_EARLIEST: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # a zip knows none before


def of_bag(bag: Bag) -> dt.datetime:
    """Return the moment of a bag's archive: that of SOURCE_DATE_EPOCH, or else the beginning of its Bagging-Date.

    Args:
        bag: Without a date that is one, 1980 is as good as any.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    return dates.stated() or next(filter(None, map(_beginning, info.values(bag.info, info.DATE))), _EARLIEST)


def _beginning(day: str) -> dt.datetime | None:
    """Return the beginning of a day in UTC, or None where it is none."""
    try:
        return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)
    except ValueError:
        return None
