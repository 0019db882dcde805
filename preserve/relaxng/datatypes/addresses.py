"""Addresses: xs:anyURI.

XML Schema allows nearly everything, since what a URI may not hold is escaped later. What cannot be mended by escaping
is refused, as libxml2 does: a percent sign without two figures, a second ``#``, a colon after what is no scheme,
brackets that are no address of the internet protocol, and a port that is no number.

Source: XML Schema part 2, §3.2.17; RFC 3986 §3; RFC 3987.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes.base import LENGTHS, PATTERN, Space, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

# Simple ones, decided at once: no scheme but a usual one, none of the characters that need a closer look.
_PLAIN: Final = re.compile(r"(?:https?://[\w.-]+(?=[/?#]|\Z))?[^\[\]%:#]*(?:#[^%#]*)?")
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PARTS: Final = re.compile(r"(?:([^:/?#]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_HOST: Final = re.compile(r"(?:[^@\[\]]*@)?(?:\[[0-9A-Fa-fvV:.]+\]|[^:@\[\]]*)(?::[0-9]*)?")


class Address(Space):
    """Addresses, absolute or relative."""

    facets = PATTERN | LENGTHS

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text could be made an address by escaping."""
        del namespaces
        return _PLAIN.fullmatch(text) is not None or _fault(text) is None

    def why(self, text: str) -> str:
        """Say what no escaping mends."""
        return f"is no address: {_fault(text)}"


def _fault(text: str) -> str | None:
    """Return what is wrong with an address: a clause, or None."""
    percent = _BAD_PERCENT.search(text)
    if percent:
        return f"the % at character {percent.start() + 1} has no two figures after it; a plain % is written %25"
    scheme, host, path, query, fragment = _parts(text)
    if fragment is not None and "#" in fragment:
        return "it has more than one #"
    if scheme == "":
        return "nothing stands before its first colon"
    if scheme is not None and not _SCHEME.fullmatch(scheme):
        return f"before the colon {shown(scheme)} is no scheme such as https"
    if host is not None and not _HOST.fullmatch(host):
        return f"{shown(host)} is no name of a server, with a port or without"
    bracket = re.search(r"[\[\]]", path + (query or ""))
    return f"a {bracket.group()} is written {'%5B' if bracket.group() == '[' else '%5D'}" if bracket else None


def _parts(text: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    """Split an address at its marks; each part is None where its mark is missing, but for the path.

    Source: RFC 3986, appendix B.
    """
    found = _PARTS.fullmatch(text)
    if found is None:  # no text is without a path
        return None, None, text, None, None
    return found[1], found[2], found[3], found[4], found[5]
