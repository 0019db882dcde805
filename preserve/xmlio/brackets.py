"""What is wrong with a piece that begins with <: a tag, a comment, an instruction, or a sign that is none of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preserve.xmlio import attributes
from preserve.xmlio.flaws import NAME, Flaw, Trouble, character, shown

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMED: Final = re.compile(rf"<{NAME}")
_BLANK: Final = re.compile(rf"<\s+(/?{NAME})(?=\s*/?>|\s+{NAME}\s*=)")
_DIGIT: Final = re.compile(r"<(/?\d[\w.-]*+)\s*/?>")
_END: Final = re.compile(r"</(\s*)([^\s<>]*)")
_OUTER: Final = re.compile(r"[^\s<>&]{0,12}\s?<\s?[^\s<>&]{0,12}")
_REST: Final = 120


def explained(trouble: Trouble) -> Flaw:
    """Return what is wrong."""
    for beginning, tell in _KINDS:
        if trouble.begins(beginning):
            return tell(trouble)
    return attributes.explained(trouble) if _NAMED.match(trouble.text, trouble.token) else _bare(trouble)


def unclosed(trouble: Trouble) -> Flaw:
    """Tell of a tag, comment or instruction within which the file ends."""
    for beginning, what, end in (("<!--", "comment", "-->"), ("<?", "processing instruction", "?>")):
        if trouble.begins(beginning):
            message = f"the {what} that begins here has no end"
            return Flaw(message=message, hint=f"Write {end} at its end.", offset=trouble.token)
    open_value = attributes.unclosed(trouble)
    if open_value:
        return open_value
    written = trouble.text[trouble.token : trouble.token + _REST].split(maxsplit=1)[0]
    message = f"the file ends within the tag “{shown(written)}” that begins here"
    hint = "It may have been cut off; otherwise close the tag with >, or write &lt; for a < in text."
    return Flaw(message=message, hint=hint, offset=trouble.token)


def _comment(trouble: Trouble) -> Flaw:
    """Tell of two hyphens in a comment."""
    start = trouble.text.rfind("--", trouble.token + 4, trouble.at)
    start = start if start >= 0 else trouble.at
    line = trouble.line(trouble.token)
    if trouble.text.startswith("<!--", start - 2):
        message = f"a comment begins within the comment that was begun on line {line}"
        return Flaw(message=message, hint="End the first one with --> before this one.", offset=start - 2)
    if trouble.text.startswith("--->", start):
        hint = "Write --> with two hyphens, or put a blank before it."
        return Flaw(message="a comment cannot end with --->", hint=hint, offset=start)
    message = f"-- stands within the comment that was begun on line {line}"
    return Flaw(message=message, hint="Write a dash – instead; two hyphens may only end a comment: -->.", offset=start)


def _instruction(trouble: Trouble) -> Flaw:
    """Tell of a processing instruction without a proper name."""
    if trouble.text[trouble.token + 2 : trouble.token + 5].lower() == "xml":
        hint = 'Write <?xml version="1.0" encoding="UTF-8"?> in small letters, as the very first characters.'
        return Flaw(message="the XML declaration must begin with <?xml", hint=hint, offset=trouble.token)
    hint = "Write the name of the program that it is for at once behind <?, and ?> at the end; or write &lt; for <."
    return Flaw(message="<? begins no processing instruction here", hint=hint, offset=trouble.token)


def _marked(trouble: Trouble) -> Flaw:
    """Tell of <! that begins nothing."""
    written = trouble.text[trouble.token : trouble.token + 9]
    if written.upper() == "<!DOCTYPE":
        message = "a DOCTYPE stands within the document" if trouble.begun else "a DOCTYPE is not written so"
        return Flaw(message=message, hint="Remove it: TEI P5 needs none.", offset=trouble.token)
    if written.upper() == "<![CDATA[":
        return Flaw(message="a CDATA section must begin with <![CDATA[", hint="Mind capitals.", offset=trouble.token)
    hint = "Write <!-- and --> around a comment, or &lt; for a < in text."
    return Flaw(message="<! begins neither a comment nor a CDATA section", hint=hint, offset=trouble.token)


def _end(trouble: Trouble) -> Flaw:
    """Tell of an end tag that is not written as one, or that closes nothing."""
    found = _END.match(trouble.text, trouble.token)
    blank, name = found.groups() if found else ("", "")
    tag = f"</{shown(name)}>"
    if not trouble.opened and name and not blank:
        closed = "every element is closed already" if trouble.begun else "no element has been opened"
        return Flaw(message=f"{tag} closes nothing: {closed}", hint=f"Remove {tag}.", offset=trouble.token)
    right = f"</{shown(trouble.opened[0].name)}>" if trouble.opened else tag
    if blank and name:
        message = f"a blank stands between </ and the name {shown(name)}"
        return Flaw(message=message, hint=f"Write {tag}.", offset=trouble.token)
    if not name or not name[0].isalpha():
        return Flaw(message="</ is not followed by a name", hint=f"Write {right}.", offset=trouble.token)
    if trouble.text[trouble.at : trouble.at + 1] == "<":
        message = f"the end tag </{shown(name)} that begins here has no >"
        return Flaw(message=message, hint=f"Write {tag}.", offset=trouble.token)
    message = f"an end tag holds nothing but its name, and here stands {character(trouble.text[trouble.at])}"
    return Flaw(message=message, hint=f"Write {right}.", offset=trouble.at)


def _bare(trouble: Trouble) -> Flaw:
    """Tell of a < that begins no tag, or one whose name is none."""
    blank = _BLANK.match(trouble.text, trouble.token)
    if blank:
        message = f"a blank stands between < and the name {shown(blank.group(1))}"
        return Flaw(message=message, hint=f"Write <{shown(blank.group(1))} without it.", offset=trouble.token)
    digit = _DIGIT.match(trouble.text, trouble.token)
    if digit:
        message = f"the name {shown(digit.group(1))} begins with a digit"
        return Flaw(message=message, hint="Begin names with a letter or with _.", offset=trouble.token)
    start = max(0, trouble.token - 13)
    words = next(
        (each.group() for each in _OUTER.finditer(trouble.text, start) if each.end() > trouble.token), "<"
    ).strip()
    where = f"stands in “{shown(words)}”" if len(words) > 1 else "stands here"
    hint = f"Write {shown(words.replace('<', '&lt;'))} instead."
    return Flaw(message=f"a bare < {where}", hint=hint, offset=trouble.token)


_KINDS: Final[tuple[tuple[str, Callable[[Trouble], Flaw]], ...]] = (
    ("<!--", _comment),
    ("<!", _marked),
    ("<?", _instruction),
    ("</", _end),
)
