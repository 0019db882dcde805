"""What is wrong within a start tag: its attributes, their quotes and their prefixes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preserve.xmlio.flaws import NAME, Flaw, Trouble, character, shown

# What XML takes for blank; a no-break space is not among it.
_BLANK: Final = "[ \\t\\r\\n]"
_TAG: Final = re.compile(rf"<({NAME})")
_OPENED: Final = re.compile(rf"""{_BLANK}*({NAME}){_BLANK}*={_BLANK}*(["'])""")
_NAMED: Final = re.compile(rf"{NAME}{_BLANK}*=")
_REST: Final = re.compile(rf"({_BLANK}*+)(?:({NAME})({_BLANK}*=)?{_BLANK}*+)?")
_MEANT: Final = re.compile(r"/?>|\n")
_AROUND: Final = " \t\r\n\"'"
_LAST_NAME: Final = re.compile(rf"\s{NAME}$")
_LONGEST_NAME: Final = 60
_CURLY: Final = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2033\u2032"
_BARE: Final = re.compile(rf"""[^\s<>"'{_CURLY}]{{1,60}}""")
_ATTRIBUTE: Final = re.compile(rf"""\s({NAME})\s*=\s*("[^"]*"|'[^']*')""")
_SEEN: Final = 2000
_NAMESPACES: Final = {
    "xi": "http://www.w3.org/2001/XInclude",
    "xlink": "http://www.w3.org/1999/xlink",
    "tei": "http://www.tei-c.org/ns/1.0",
    "svg": "http://www.w3.org/2000/svg",
    "mml": "http://www.w3.org/1998/Math/MathML",
    "m": "http://www.w3.org/1998/Math/MathML",
    "xsl": "http://www.w3.org/1999/XSL/Transform",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "sch": "http://purl.oclc.org/dsdl/schematron",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """A start tag as far as it can be read.

    Attributes:
        name: Of the element.
        rest: Offset of what is behind the last attribute that is whole.
        last: The attribute before, name and value, if any.
        value: Offset of the name and of the value of an attribute whose value is still open, if any.
        open: The name of that attribute.
    """

    name: str
    rest: int
    last: tuple[int, str, str] | None
    value: tuple[int, int] | None
    open: str


def _read(text: str, start: int, at: int) -> _Tag:
    """Read a start tag up to where expat stopped; until there, no value can hold what must not be in it."""
    named = _TAG.match(text, start)
    rest, last = (named.end(), None) if named else (start + 1, None)
    name = named.group(1) if named else ""
    while found := _OPENED.match(text, rest, at + 1):
        close = text.find(found.group(2), found.end(), at)
        if close < 0:
            value = (found.start(1), found.end())
            return _Tag(name=name, rest=rest, last=last, value=value, open=found.group(1))
        last, rest = (found.start(1), found.group(1), text[found.end() : close]), close + 1
        if not text[rest : rest + 1].isspace():
            break
    return _Tag(name=name, rest=rest, last=last, value=None, open="")


def value_at(trouble: Trouble) -> int | None:
    """Return where the value begins within which expat stopped, if it stopped in one."""
    tag = _read(trouble.text, trouble.token, trouble.at)
    return tag.value[1] if tag.value else None


def explained(trouble: Trouble) -> Flaw:
    """Return what is wrong with a start tag."""
    tag = _read(trouble.text, trouble.token, trouble.at)
    if tag.value:
        return _less(trouble, tag) or _open(trouble, tag, trouble.at)
    rest = _REST.match(trouble.text, tag.rest)
    blank, name, equals = rest.groups() if rest else ("", None, None)
    if tag.last and not blank and _run_on(tag.last[2]) is not None:
        start, before, value = tag.last
        return _missing_quote(trouble, start, before, value, tag.rest)
    if name and not blank and tag.last:
        return _no_blank(trouble, tag, name, tag.last[1])
    if not name or not rest or trouble.at < rest.end(2):
        return _stray(trouble, tag)
    sign = trouble.text[rest.end() : rest.end() + 1]
    if not equals or sign in {"", "<", ">", "/"}:
        hint = f'Write {shown(name)}="…", or leave it out; write &lt; for a < in text.'
        message = f"the attribute {shown(name)} of <{shown(tag.name)}> has no value"
        return Flaw(message=message, hint=hint, offset=rest.start(2))
    return _unquoted(trouble, tag, name, rest.end())


def _less(trouble: Trouble, tag: _Tag) -> Flaw | None:
    """Tell of a < in a value, unless it is rather the next tag."""
    start = tag.value[1] if tag.value else trouble.at
    before = trouble.text[start : trouble.at]
    quote = trouble.text[start - 1]
    behind = trouble.text[trouble.at : trouble.at + _SEEN].split("\n", 1)[0]
    ends = re.match(rf"[^{quote}>]*{quote}(?=[\s/>?])", behind)
    if ">" in before or "\n" in before or not ends:
        return None
    message = f"a < stands in the value of {shown(tag.open)}= in <{shown(tag.name)}>"
    return Flaw(message=message, hint="Write &lt; for it.", offset=trouble.at)


def _open(trouble: Trouble, tag: _Tag, end: int) -> Flaw:
    """Tell of a value without a closing quote."""
    start, value = tag.value or (tag.rest, tag.rest)
    return _missing_quote(trouble, start, tag.open, trouble.text[value : min(end, value + _SEEN)], end)


def _missing_quote(trouble: Trouble, start: int, name: str, value: str, end: int) -> Flaw:
    """Tell of a value without a closing quote, with what the value probably is."""
    meant = _run_on(value) or _MEANT.split(value, maxsplit=1)[0]
    first, line = trouble.line(start), trouble.line(end)
    to = "to the end of the file" if end >= len(trouble.text) else "" if line == first else f"to line {line}"
    message = f"the value of {shown(name)}=, begun on line {first}, has no closing quote" + (
        f": it runs on {to}" if to else ""
    )
    return Flaw(message=message, hint=f'Write {shown(name)}="{shown(meant.strip(_AROUND))}".', offset=start)


def _run_on(value: str) -> str | None:
    """Return what a value was meant to be that goes on to the name of the next attribute; None if it does not."""
    before = value.rstrip()
    if not before.endswith("="):
        return None
    name = _LAST_NAME.search(before[:-1].rstrip()[-_LONGEST_NAME:])
    return before[:-1].rstrip()[: -len(name.group())].rstrip(" \t\r\n/>") if name else None


def _no_blank(trouble: Trouble, tag: _Tag, name: str, before: str) -> Flaw:
    """Tell of an attribute that follows another without a blank, or of what is none."""
    if not _NAMED.match(trouble.text, tag.rest):
        return _too_many(tag, before)
    message = f"no blank stands between the attributes {shown(before)} and {shown(name)} of <{shown(tag.name)}>"
    return Flaw(message=message, hint=f"Put a blank before {shown(name)}=.", offset=tag.rest)


def _too_many(tag: _Tag, before: str) -> Flaw:
    """Tell of a quotation mark that ended a value too soon."""
    message = f"the value of {shown(before)}= ends here, and what follows is no attribute"
    hint = "Remove a quotation mark that is one too many; within a value write &quot; for it."
    return Flaw(message=message, hint=hint, offset=tag.rest)


def _stray(trouble: Trouble, tag: _Tag) -> Flaw:
    """Tell of a sign that cannot stand in a tag, or of a tag that has no end."""
    sign = trouble.text[trouble.at : trouble.at + 1]
    if sign == "<":
        message = f"the tag <{shown(tag.name)} that begins here has no > before the next <"
        hint = f"Close it with >, or write &lt;{shown(tag.name)} if it is text."
        return Flaw(message=message, hint=hint, offset=trouble.token)
    if tag.last and sign and sign in "\"'":
        return _too_many(tag, tag.last[1])
    if sign != ">" and trouble.text[trouble.at - 1] == "/":
        message = f"the / in the tag <{shown(tag.name)}> is not followed by >"
        return Flaw(message=message, hint="Write /> without a blank, or remove the /.", offset=trouble.at - 1)
    told = character(sign) if sign else "the end of the file"
    message = f"{told} cannot stand here in the tag <{shown(tag.name)}>"
    return Flaw(message=message, hint='Within a tag stand only attributes, as in rend="italic".', offset=trouble.at)


def _unquoted(trouble: Trouble, tag: _Tag, name: str, start: int) -> Flaw:
    """Tell of a value without quotes, or in those of a word processor."""
    sign = trouble.text[start]
    curly = sign in _CURLY
    found = _BARE.match(trouble.text, start + curly)
    if not found:
        return _stray(trouble, tag)
    value = found.group()
    behind = trouble.text[start + curly + len(value) : start + curly + len(value) + 1]
    value = value[:-1] if value.endswith("/") and behind == ">" else value
    kind = f"stands in curly quotes ({sign})" if curly else "has no quotes"
    message = f"the value of {shown(name)}= in <{shown(tag.name)}> {kind}"
    straight = "; a word processor makes such quotes, an XML editor does not" if curly else ""
    hint = f'Write {shown(name)}="{shown(value)}"{straight}.'
    return Flaw(message=message, hint=hint, offset=start)


def unclosed(trouble: Trouble) -> Flaw | None:
    """Tell of a value that runs on to the end of the file, if one does."""
    tag = _read(trouble.text, trouble.token, len(trouble.text))
    return _open(trouble, tag, len(trouble.text)) if tag.value else None


def twice(trouble: Trouble) -> Flaw:
    """Name the attribute that stands twice."""
    tag = _TAG.match(trouble.text, trouble.token)
    element = shown(tag.group(1)) if tag else ""
    found = re.compile(NAME).match(trouble.text, trouble.at)
    if not found:
        message = f"two attributes of <{element}> are the same: their prefixes mean the same namespace"
        return Flaw(message=message, hint="Remove one of the two.", offset=trouble.token)
    message = f"the attribute {shown(found.group())} stands twice in <{element}>"
    return Flaw(message=message, hint="Remove one of the two, or join their values.", offset=trouble.at)


def unbound(trouble: Trouble) -> Flaw:
    """Name the prefix that is not declared."""
    start, prefix = _unbound(trouble)
    if not prefix:
        hint = "Declare it with xmlns:…, or leave it out."
        return Flaw(message="a prefix is not declared", hint=hint, offset=trouble.token)
    namespace = _NAMESPACES.get(prefix)
    hint = (
        f'Write xmlns:{prefix}="{namespace}" into the start tag of the root.'
        if namespace
        else f'Declare it with xmlns:{shown(prefix)}="…" in the start tag of the root, or leave it out.'
    )
    return Flaw(message=f"the prefix {shown(prefix)}: is not declared", hint=hint, offset=start)


def _unbound(trouble: Trouble) -> tuple[int, str]:
    """Return where the name stands whose prefix is not declared, and the prefix."""
    known = trouble.bound | {"xml", "xmlns"}
    tag = _TAG.match(trouble.text, trouble.token)
    if not tag:
        return trouble.token, ""
    if ":" in tag.group(1) and tag.group(1).partition(":")[0] not in known:
        return trouble.token, tag.group(1).partition(":")[0]
    end = tag.end()
    while found := _ATTRIBUTE.match(trouble.text, end) or re.compile(r"\s").match(trouble.text, end):
        end = found.end()
        name = found.group(1) if found.re is _ATTRIBUTE else ""
        prefix, colon, _ = name.partition(":")
        if colon and prefix not in known:
            return found.start(1), prefix
    return trouble.token, ""
