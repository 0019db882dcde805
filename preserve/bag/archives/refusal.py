"""What ends the reading of an archive."""

from __future__ import annotations

from preserve.bag import names
from preserve.errors import BagError, Location


def refused(code: str, message: str, member: bytes | None = None) -> BagError:
    """Return the error for what is not read any further.

    Args:
        code: An entry of codes.toml.
        message: What is the matter, in one sentence.
        member: The raw name of the member; None for the archive itself.
    """
    place = None if member is None else Location(file=names.shown(legible(member)))
    return BagError(message, code=code, location=place)


def cut_short() -> BagError:
    """Return the error for an archive that ends too early."""
    return refused("BAG-080", "the archive is cut short: it ends where there should be more")


def legible(name: bytes) -> str:
    """Return a raw name as text, with a backslash escape for each byte that is none."""
    return name.decode("utf-8", "backslashreplace")
