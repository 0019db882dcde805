"""Why a text is not well-formed, in words that say what stands there and what to write instead.

Expat tells where it stopped and a reason of two or three words, one for many faults; the rest is to be seen in the
text at that place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import errors

from preserve.xmlio import attributes, brackets, foreign, mismatch
from preserve.xmlio.flaws import NAME, Flaw, Trouble, around, character, shown

if TYPE_CHECKING:
    from collections.abc import Callable

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_KNOWN: Final = ("amp", "lt", "gt", "quot", "apos")
_SIGNS: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_UNDEFINED: Final = re.compile(rf"&(?!(?:{'|'.join(_KNOWN)});)({NAME});")
_REFERENCE: Final = re.compile(rf"&(?:#\w*|({NAME}))?")
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The shortest name of an entity that is hardly ever a word behind an & by chance.
_LIKELY: Final = 4
_HINTS: Final = {
    errors.XML_ERROR_UNDECLARING_PREFIX: "Give the prefix a namespace, or remove its declaration.",
    errors.XML_ERROR_RESERVED_PREFIX_XML: "Remove the declaration: the prefix xml needs none.",
    errors.XML_ERROR_RESERVED_PREFIX_XMLNS: "Choose another prefix than xmlns.",
    errors.XML_ERROR_RESERVED_NAMESPACE_URI: "Remove the declaration: this namespace is bound by XML itself.",
}
_OUTERMOST: Final = "A document has one outermost element; move what follows it inside, or remove it."


def explained(trouble: Trouble) -> Flaw:
    """Return what is wrong with a text that expat gave up."""
    stranger = foreign.html(trouble.text) if trouble.begun else foreign.of_text(trouble.text)
    if stranger:
        return Flaw(message=stranger.message, hint=stranger.hint, offset=foreign.beginning(trouble.text))
    if trouble.reason == errors.XML_ERROR_INVALID_TOKEN and _FORBIDDEN.match(trouble.text, trouble.at):
        return _forbidden(trouble)
    return _BY_REASON.get(trouble.reason, _other)(trouble)


def _other(trouble: Trouble) -> Flaw:
    """Say what expat says."""
    last = f"; the last element still open is {trouble.opened[0]}" if trouble.opened else ""
    message = f"the document is not well-formed XML: {trouble.reason}{last}"
    return Flaw(message=message, hint=_HINTS.get(trouble.reason), offset=trouble.at)


def _forbidden(trouble: Trouble) -> Flaw:
    """Name a character that no document may hold."""
    code = ord(trouble.text[trouble.at])
    kind = "the control character" if code < ord(" ") else "the character"
    return Flaw(
        message=f"{kind} U+{code:04X} cannot stand in XML",
        hint="Remove it; an editor may not show it, but stands still on it when the cursor passes.",
        offset=trouble.at,
    )


def _token(trouble: Trouble) -> Flaw:
    """Say what is wrong with a piece by how it begins."""
    outside = not trouble.opened and not trouble.begins("<")
    if outside:
        return _behind(trouble) if trouble.begun else _before(trouble)
    if trouble.begins("&"):
        return _reference(trouble, trouble.token)
    if trouble.begins("<"):
        return _in_brackets(trouble)
    return _in_text(trouble)


def _in_brackets(trouble: Trouble) -> Flaw:
    """Say what is wrong with a tag, comment, instruction or declaration, or with a value in a tag."""
    value = attributes.value_at(trouble)
    ampersand = trouble.text.rfind("&", value, trouble.at + 1) if value is not None else -1
    return _reference(trouble, ampersand) if ampersand >= 0 else brackets.explained(trouble)


def _reference(trouble: Trouble, start: int) -> Flaw:
    """Say what is wrong with an ampersand that begins no reference."""
    found = _REFERENCE.match(trouble.text, start)
    written, name = (found.group(), found.group(1)) if found else ("&", None)
    sign = _sign(name or "")
    if written.startswith("&#"):
        hint = "Write it as &#233; or &#xE9;, with a ; at its end; or &amp; where an & is meant."
        return Flaw(message=f"“{shown(written)}” is no reference to a character", hint=hint, offset=start)
    if name and sign and (name in _KNOWN or len(name) >= _LIKELY):
        right = f"&{name};" if name in _KNOWN else _told(sign)
        return Flaw(
            message=f"“&{shown(name)}” has no ; behind it",
            hint=f"Write {right}; or &amp;{shown(name)} where an & is meant.",
            offset=start,
        )
    word = around(trouble.text, start)
    message = "a bare & stands here" if word == "&" else f"a bare & stands in “{word}”"
    return Flaw(message=message, hint=f"Write {word.replace('&', '&amp;')} instead.", offset=start)


def _sign(name: str) -> str:
    """Return the characters that HTML calls so, if any."""
    from html.entities import html5

    return _SIGNS.get(name) or html5.get(f"{name};", "")


def _told(sign: str) -> str:
    """Return how the characters are written for which an entity stands."""
    numbers = "".join(f"&#x{ord(each):X};" for each in sign)
    if sign.isprintable() and not sign.isspace():
        return f"the character itself, “{sign}”, or {numbers}"
    return f"{numbers}, which is {character(sign[0])}"


def _undefined(trouble: Trouble) -> Flaw:
    """Name the character for which an entity was written."""
    found = _UNDEFINED.search(trouble.text, trouble.token)
    if not found:
        return _other(trouble)
    name = shown(found.group(1))
    sign = _sign(found.group(1))
    unknown = f"Write &amp;{name}; if an & is meant; of names XML knows only amp, lt, gt, quot and apos."
    hint = f"Write {_told(sign)}." if sign else unknown
    return Flaw(message=f"XML knows no entity &{name};", hint=hint, offset=found.start())


def _number(trouble: Trouble) -> Flaw:
    """Name a character reference to what is no character."""
    end = trouble.text.find(";", trouble.at, trouble.at + 20) + 1
    written = shown(trouble.text[trouble.at : end or trouble.at + 20])
    hint = "Remove it, or write the number of the character that is meant."
    return Flaw(message=f"{written} is no character that XML allows", hint=hint, offset=trouble.at)


def _in_text(trouble: Trouble) -> Flaw:
    """Say what cannot stand in text: the end of a CDATA section, or whatever expat stopped at."""
    start = trouble.text.rfind("]]>", trouble.token, trouble.at + 3)
    if start >= 0:
        hint = "Write ]]&gt; for ]]> in text."
        return Flaw(message="]]> stands in text, where no CDATA section is open", hint=hint, offset=start)
    return _other(trouble)


def _before(trouble: Trouble) -> Flaw:
    """Tell of what stands before the root."""
    start = trouble.token
    while trouble.text[start : start + 1].isspace():
        start += 1
    if trouble.text.startswith("<", start):
        return brackets.explained(trouble)
    word = re.match(r"[^\s<]{0,60}", trouble.text[start : start + 60])
    what = (
        character(trouble.text[start])
        if word and len(word.group()) == 1
        else f"“{shown(word.group() if word else '')}”"
    )
    hint = "Remove it: before the root only the XML declaration, comments and processing instructions may stand."
    return Flaw(message=f"{what} stands before the outermost element", hint=hint, offset=start)


def _behind(trouble: Trouble) -> Flaw:
    """Tell of what stands behind the root."""
    name = re.compile(rf"<{NAME}").match(trouble.text, trouble.at)
    text = re.split(r"[<\n]", trouble.text[trouble.at : trouble.at + 60].lstrip())[0]
    what = f"{shown(name.group())}>" if name else f"“{shown(text)}”" if text else "something"
    message = f"{what} stands behind the end of the outermost element"
    return Flaw(message=message, hint=_OUTERMOST, offset=trouble.at)


def _ended(trouble: Trouble) -> Flaw:
    """Tell of a file that ends too soon: what is still open."""
    if not trouble.text.strip():
        what = "holds nothing but white space" if trouble.text else "is empty"
        hint = "Look whether it was cut off or never saved."
        return Flaw(message=f"the file {what}", hint=hint, offset=trouble.at)
    if not trouble.opened:
        hint = "It may have been cut off; a document has one outermost element."
        return Flaw(message="the file has no element at all", hint=hint, offset=trouble.at)
    inner = trouble.opened[0]
    return Flaw(
        message=f"the file ends, but {_still_open(trouble)}",
        hint=f"It may have been cut off; or write </{shown(inner.name)}> where {inner} ends.",
        offset=trouble.at,
    )


def _still_open(trouble: Trouble) -> str:
    """Tell the innermost elements that are open."""
    told = [f"{each} of line {each.line}" for each in trouble.opened]
    more = trouble.depth - len(told)
    told += [f"{more} more"] * (more > 0)
    listed = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return f"{listed} {'is' if len(told) == 1 else 'are'} still open"


def _section(trouble: Trouble) -> Flaw:
    """Tell of a CDATA section within which the file ends."""
    start = max(trouble.text.rfind("<![CDATA["), 0)
    return Flaw(message="the CDATA section that begins here has no end", hint="Write ]]> at its end.", offset=start)


def _declaration(trouble: Trouble) -> Flaw:
    """Tell of an XML declaration that does not stand first."""
    before = trouble.text[: trouble.token]
    if trouble.begun or before.lstrip().startswith("<?xml "):
        hint = "Remove it; if two files were joined, give them one declaration and one outermost element."
        message = "a second XML declaration stands here" if before.lstrip().startswith("<?xml ") else None
        message = message or "an XML declaration stands within the document"
        return Flaw(message=message, hint=hint, offset=trouble.token)
    lines = len(re.findall(r"\r\n?|\n", before))
    what = (before.strip() and "a comment or an instruction") or ("a blank line" if lines else "a blank")
    message = f"{what} stands before the XML declaration, which must be the very first characters, on line 1"
    return Flaw(message=message, hint="Remove or move what stands before <?xml.", offset=trouble.token)


def _declared(trouble: Trouble) -> Flaw:
    """Tell of an XML declaration that is written wrongly."""
    end = trouble.text.find("?>", trouble.token, trouble.token + 100)
    written = shown(trouble.text[trouble.token : end + 2 if end > 0 else trouble.token + 41])
    message = f"the XML declaration “{written}” is not written as it must be"
    return Flaw(message=message, hint=f"Write {_DECLARATION} with straight quotes.", offset=trouble.at)


_BY_REASON: Final[dict[str, Callable[[Trouble], Flaw]]] = {
    errors.XML_ERROR_INVALID_TOKEN: _token,
    errors.XML_ERROR_SYNTAX: _before,
    errors.XML_ERROR_TAG_MISMATCH: mismatch.explained,
    errors.XML_ERROR_UNDEFINED_ENTITY: _undefined,
    errors.XML_ERROR_BAD_CHAR_REF: _number,
    errors.XML_ERROR_NO_ELEMENTS: _ended,
    errors.XML_ERROR_UNCLOSED_TOKEN: brackets.unclosed,
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _section,
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _behind,
    errors.XML_ERROR_MISPLACED_XML_PI: _declaration,
    errors.XML_ERROR_XML_DECL: _declared,
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: attributes.twice,
    errors.XML_ERROR_UNBOUND_PREFIX: attributes.unbound,
}
