"""The moment at which a bag is made; the only clock that shows in it.

Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import datetime as dt
import os

from preserve.errors import UsageError


def now() -> dt.datetime:
    """Return the moment of the act in UTC.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    return stated() or dt.datetime.now(dt.UTC)


def stated() -> dt.datetime | None:
    """Return the moment that SOURCE_DATE_EPOCH names, or None where it is not set.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return None if epoch is None else dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds since 1970"
        raise UsageError(message, hint="Set it to a whole number, or unset it.") from None
