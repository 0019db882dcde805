"""The fetch file, fetch.txt: what is still to be fetched from where. It is read and checked; nothing is ever fetched.

Source: RFC 8493 §2.2.3
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve.bag import names, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.bag.declaration import Declaration
    from preserve.bag.faults import Faults
    from preserve.bag.tree import Tree

NAME: Final = "fetch.txt"
_LINE: Final = re.compile(r"([^ \t]+)[ \t]+([0-9]+|-)[ \t]+(.+)", re.DOTALL)
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+")
# Most lines are like this, and then there is nothing to say or to change.
_PLAIN: Final = re.compile(
    rf"https?://[A-Za-z0-9][A-Za-z0-9._~:/-]*+[ \t]++(?:[0-9]++|-)[ \t]++({names.PLAIN_PAYLOAD})"
)

_WITH_HOST: Final = ("http", "https", "ftp", "ftps", "sftp")
_HOST: Final = re.compile(r"//[^/?]")


def read(found: Tree, declaration: Declaration, faults: Faults) -> Iterator[tuple[int, str]]:
    """Yield the number of each line and the path of the payload file that it names, where one can be meant.

    Args:
        found: What the bag holds.
        declaration: Says how the file is encoded and how strict to be.
        faults: Is told what is the matter with lines.
    """
    if NAME not in found.files:
        return
    for number, row in tree.tag_lines(found, NAME, declaration.encoding, faults):
        if plain := _PLAIN.fullmatch(row):
            yield number, plain[1]
        elif match := _LINE.fullmatch(row):
            yield from _remote(number, match[1], match[3], declaration, faults)
        elif (row.strip() or declaration.is_strict) and not faults.only_counts("BAG-025"):
            faults.add("BAG-025", "the line is not an address, a length and a path", NAME, line=number)


def _remote(number: int, url: str, written: str, declaration: Declaration, faults: Faults) -> Iterator[tuple[int, str]]:
    """Yield what a line means, unless its address or its path leads where it must not."""
    path = names.decoded(written) if declaration.is_strict else names.legacy_decoded(written)
    if reason := _unfit(url):
        faults.add("BAG-025", f"{names.shown(url)} {reason}", NAME, line=number)
    if reason := names.astray(path):
        faults.add("BAG-011", f"{names.shown(written)} leads out of the bag: {reason}", NAME, line=number)
    elif not names.is_payload(names.tidied(path)):
        faults.add("BAG-026", f"{names.shown(path)} is no payload file, so it cannot be fetched", NAME, line=number)
    else:
        yield number, names.tidied(path)


def _unfit(url: str) -> str | None:
    """Return in words why an address is none to fetch from, or None.

    Source: RFC 3986 §4.3, RFC 8493 §5.2
    """
    if not _ABSOLUTE.fullmatch(url):
        return "is not an absolute address"
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "file":
        return "points into the machine that reads it"
    return "names no host" if scheme.lower() in _WITH_HOST and not _HOST.match(rest) else None
