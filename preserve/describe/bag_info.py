"""What bag-info.txt says of the interview; who transfers the bag is known to the archive alone.

Source: RFC 8493 §2.2.2.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from preserve import resources
from preserve.describe import header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from preserve.describe.header import Header
    from preserve.interview import Interview
    from preserve.xmlio import Document

_STEP: Final = 1000


def bag_info(document: Document, interview: Interview, *, moment: dt.datetime, size: int) -> Iterator[tuple[str, str]]:
    """Yield labels and values, in the order in which they are written; what is unknown is left out.

    Args:
        document: The interview.
        interview: Its record.
        moment: Of the act.
        size: Of the payload, in bytes.
    """
    stated = header.read(document)
    yield "External-Description", ": ".join(filter(None, (stated.title, stated.abstract)))
    for _, value in stated.identifiers or (("", interview.identifier),):
        yield "External-Identifier", value
    digest = f"sha256:{hashlib.sha256(document.data).hexdigest()}"
    yield "Internal-Sender-Identifier", "; ".join(filter(None, (interview.edition, digest)))
    yield "Internal-Sender-Description", _described(stated, interview)
    if group := stated.series_identifier or stated.series:
        yield "Bag-Group-Identifier", group
    yield "Bagging-Date", moment.date().isoformat()
    yield "Bag-Size", readable(size)
    yield "Bag-Software-Agent", f"preserve {resources.version()}"


def _described(stated: Header, interview: Interview) -> str:
    """Return what is in the bag, in words, and what whoever takes it must know first."""
    passages = interview.sensitive_passages
    marked = f" Passages marked as sensitive: {passages}." if passages else ""
    return (
        "An interview in TEI with its transcript and recordings as far as there are any, the schema, rules and "
        f"stylesheets by which it was judged and rendered, and its editions. {stated.rights.conditions}{marked}"
    )


def readable(count: int) -> str:
    """Return a number of bytes as people read it, such as ``1.2 MB``."""
    if count < _STEP:
        return f"{count} B"
    value, unit = float(count), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if value < _STEP:
            break
        value, unit = value / _STEP, larger
    return f"{value:.1f} {unit}"
