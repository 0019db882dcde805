r"""Names that every system keeps: what some cannot is written as ``=`` and two digits for each byte, as ``=3A``.

The rule, for each name of a file or folder by itself:

* a character that some system cannot keep, or some program misreads, is escaped: control characters, separators of
  lines, ``< > : " | ? * \ %``, bytes that are no UTF-8, white space at either end, a full stop at the end;
* an equals sign is escaped where two hexadecimal digits follow it, so that an escape is never in doubt;
* of a name that some system reserves, changes unasked or drops (``AUX``, ``.DS_Store``, ``._x``), the first character;
* of names that some system takes for one, all but the first are escaped whole.

So whoever replaces each escape by its byte has the name as it was, and no two names become one.

Source: RFC 2045 §6.7 for the form of an escape; RFC 8493 §6.1 for what goes wrong without.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve.bag import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME: Final = "portable-names.tsv"
_HEAD: Final = "in the bag\tas it was (%XX: a control character, a percent sign, or a byte that is no UTF-8)\n"
_UNSAFE: Final = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff<>:"|?*\\%]|=(?=[0-9A-Fa-f]{2})|\A\s+|\s+\Z|\.\Z'
)
_ESCAPE: Final = re.compile(rb"=([0-9A-F]{2})")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff%]")


def renamed(siblings: Iterable[str]) -> dict[str, str]:
    """Return for each name in a folder one that every system keeps.

    Args:
        siblings: The names of all that lies in one folder.
    """
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    # Names that can stay as they are come first, so that none of them makes way for one that cannot.
    for name in sorted(siblings, key=lambda each: (_escaped(each) != each, each)):
        escaped = _escaped(name)
        if names.folded(escaped) in taken:
            escaped = _bytes_escaped(name)
        taken.add(names.folded(escaped))
        chosen[name] = escaped
    return chosen


def original(name: str) -> str:
    """Return the name from which a portable one was made."""
    raw = _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), name.encode())
    return raw.decode("utf-8", "surrogateescape")


def table(pairs: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield the content of the tag file that lists which paths were rewritten.

    Args:
        pairs: For each file its path in the bag and the one that it had.
    """
    yield _HEAD.encode()
    for path, was in pairs:
        yield f"{path}\t{_UNPRINTABLE.sub(_percent, was)}\n".encode()


def _escaped(name: str) -> str:
    """Return a name without what some system cannot keep."""
    escaped = _UNSAFE.sub(lambda match: _bytes_escaped(match[0]), name)
    return _bytes_escaped(name[0]) + escaped[1:] if names.travels_badly(escaped) else escaped


def _bytes_escaped(text: str) -> str:
    """Return some text with an escape in place of each byte."""
    return "".join(f"={byte:02X}" for byte in text.encode("utf-8", "surrogateescape"))


def _percent(match: re.Match[str]) -> str:
    """Return a character with a percent sign and two digits in place of each byte."""
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape"))
