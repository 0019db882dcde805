"""An end tag that closes another element than the one opened last."""

from __future__ import annotations

import re
from typing import Final

from preserve.xmlio.flaws import NAME, Flaw, Opened, Trouble, shown

_END_TAG: Final = re.compile(r"</([^\s>/<]*)")
_NEAR: Final = 300


def explained(trouble: Trouble) -> Flaw:
    """Name both the end tag that is found and the one that should be."""
    written = _END_TAG.match(trouble.text, trouble.token)
    found, last = written.group(1) if written else "", trouble.opened[0]
    return Flaw(
        message=f"</{shown(found)}> is found where </{shown(last.name)}>, opened on line {last.line}, should be",
        hint=_hint(trouble, found),
        offset=trouble.token,
    )


def _hint(trouble: Trouble, found: str) -> str:
    """Return what was probably meant."""
    last, name = trouble.opened[0], shown(trouble.opened[0].name)
    if found.casefold() == last.name.casefold():
        return f"Capitals matter: write </{name}>, as in the start tag."
    doubled = _doubled(trouble, last)
    if doubled:
        tag, line = doubled
        return f"Did you mean </{name}> where {tag} stands on line {line}?"
    if found not in trouble.names:
        return f"No <{shown(found)}> is open here: write </{name}>, or remove </{shown(found)}>."
    if _overlap(trouble, found):
        return f"Elements may not overlap: write </{name}> before </{shown(found)}>."
    return f"Write </{name}> where {last} ends, at the latest before </{shown(found)}>."


def _doubled(trouble: Trouble, last: Opened) -> tuple[str, int] | None:
    """Return the tag, and its line, that stands where an end tag was meant, if it looks so."""
    name = re.escape(last.name)
    empty = re.compile(rf"<{name}(?=[\s>])[^<>]*>[^<]*(<{name}\s*/>)").match(trouble.text, last.offset)
    if empty:
        return f"<{shown(last.name)}/>", trouble.line(empty.start(1))
    outer = trouble.opened[1] if len(trouble.opened) > 1 else None
    if outer is None or outer.name != last.name:
        return None
    between = re.compile(rf"<{name}(?=[\s>])[^<>]*>([^<]*[^<\s][^<]*+)").match(trouble.text, outer.offset)
    return (str(last), last.line) if between and between.end() == last.offset else None


def _overlap(trouble: Trouble, found: str) -> bool:
    """Return whether the end tag that should stand here follows soon, as if elements could overlap."""
    if len(trouble.opened) < 2 or trouble.opened[1].name != found:  # noqa: PLR2004 (it and its parent)
        return False
    behind = trouble.text[trouble.token + 2 : trouble.token + 2 + _NEAR]
    tags = re.findall(rf"</?{NAME}", behind)
    return bool(tags) and tags[0] == f"</{trouble.opened[0].name}"
