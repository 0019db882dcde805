"""What bag-info.txt says of the interview; who transfers the bag is known to the archive alone.

Source: RFC 8493 §2.2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.describe.holdings import Holdings

_STEP: Final = 1000


def bag_info(held: Holdings) -> Iterator[tuple[str, str]]:
    """Yield labels and values, in the order in which they are written; what is unknown is left out.

    Args:
        held: What the bag holds, with the moment of the act.
    """
    header, interview = held.header, held.interview
    yield "External-Description", ": ".join(filter(None, (header.title, header.abstract)))
    for _, value in header.identifiers or (("", interview.identifier),):
        yield "External-Identifier", value
    digest = f"sha256:{held.source.sha256}"
    yield "Internal-Sender-Identifier", "; ".join(filter(None, (interview.edition, digest)))
    yield "Internal-Sender-Description", _described(held)
    if group := header.series_identifier or header.series:
        yield "Bag-Group-Identifier", group
    if held.moment is not None:
        yield "Bagging-Date", held.moment.date().isoformat()
    yield "Bag-Size", size(sum(each.size for each in held.files))
    yield "Bag-Software-Agent", f"preserve {resources.version()}"


def _described(held: Holdings) -> str:
    """Return what is in the bag, in words, and what whoever takes it must know first."""
    passages = held.interview.sensitive_passages
    marked = f" Passages marked as sensitive: {passages}." if passages else ""
    return (
        "An interview in TEI with its transcript and recordings as far as there are any, the schema, rules and "
        f"stylesheets by which it was judged and rendered, and its editions. {held.header.rights.conditions}{marked}"
    )


def size(count: int) -> str:
    """Return a number of bytes as people read it, such as ``1.2 MB``."""
    if count < _STEP:
        return f"{count} B"
    value, unit = float(count), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if value < _STEP:
            break
        value, unit = value / _STEP, larger
    return f"{value:.1f} {unit}"
