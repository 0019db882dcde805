"""Characters that steer: written out, so that no stranger's text moves the cursor, forges a line or turns it round."""

from __future__ import annotations

import re
from typing import Final

# C0, C1, the ends of line of Unicode, what turns the direction of writing round for all that follows, what takes no
# room and so looks like nothing, and halves of characters, as Python makes them of names that are not UTF-8. The two
# joiners stay, because some scripts cannot be read without.
_CONTROL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# XML 1.0 §2.2 leaves these out too.
_NO_XML: Final = re.compile("[\ufffe\uffff]")


def visible(line: str) -> str:
    """Return a line with its control characters written out, so that nothing in it steers a terminal."""
    return _CONTROL.sub(_written_out, line)


def _written_out(match: re.Match[str]) -> str:
    """Return an escape for a character."""
    return match.group().encode("unicode-escape").decode("ascii")


def markup(text: str) -> str:
    """Return text as it can stand in XML, between tags and between double quotes alike, with nothing that steers."""
    safe = _NO_XML.sub(_written_out, visible(text))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
