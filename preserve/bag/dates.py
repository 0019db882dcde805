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
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return dt.datetime.now(dt.UTC) if epoch is None else _moment(epoch)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds since 1970"
        raise UsageError(message, hint="Set it to a whole number, or unset it.") from None


def _moment(epoch: str) -> dt.datetime:
    """Return the moment that is so many seconds after the beginning of 1970."""
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
