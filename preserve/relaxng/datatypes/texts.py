"""Strings, names, binary data and what else is text.

Names are those of XML 1.0, fifth edition, as parsers read them. Whether an entity is declared is not asked, because
nothing outside of a document is read.

Source: XML Schema part 2, §3.2.1, 3.2.15, 3.2.16, 3.2.18, 3.2.19, 3.3.1 to 3.3.12.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from preserve.relaxng.datatypes.base import (
    LENGTHS,
    PATTERN,
    Identity,
    Space,
    character_shown,
    collapsed,
    preserved,
    replaced,
    shown,
)
from preserve.relaxng.datatypes.expressions import NAME_CHARACTER, NAME_START

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_NORMALISATIONS: Final = {"preserve": preserved, "replace": replaced, "collapse": collapsed}


class String(Space):
    """Any text."""

    facets = PATTERN | LENGTHS

    def __init__(self, noun: str, example: str, white_space: str) -> None:
        """Keep what becomes of white space."""
        super().__init__(noun, example)
        self._normalised = _NORMALISATIONS[white_space]

    def normalised(self, text: str) -> str:
        """Return a text with its white space treated as the type wants."""
        return self._normalised(text)

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell that a text is a text."""
        del text, namespaces
        return True


_ASCII_FORMS: Final = {
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+",
    "NMTOKEN": r"[:A-Z_a-z0-9.-]+",
    "Name": r"[:A-Z_a-z][:A-Z_a-z0-9.-]*",
    "NCName": r"[A-Z_a-z][A-Z_a-z0-9.-]*",
}
_FORMS: Final = {
    "language": _ASCII_FORMS["language"],
    "NMTOKEN": f"[:{NAME_CHARACTER}]+",
    "Name": f"[:{NAME_START}][:{NAME_CHARACTER}]*",
    "NCName": f"[{NAME_START}][{NAME_CHARACTER}]*",
}
_NAMES: Final = frozenset({"Name", "NCName"})
_SUBTAG: Final = 8


@functools.cache
def _compiled(form: str) -> re.Pattern[str]:
    """Return a form, compiled once."""
    return re.compile(form)


class Word(Space):
    """Texts of a form: names, tokens and the codes of languages."""

    facets = PATTERN | LENGTHS

    def __init__(self, noun: str, example: str, form: str, identity: Identity = Identity.NONE) -> None:
        """Prepare the form."""
        super().__init__(noun, example, identity)
        self._ascii = re.compile(_ASCII_FORMS[form])
        self._kind = form

    def form_of_list(self, text: str) -> str:
        """Return the form of a list of such words that serves for a text; it never goes back over a word."""
        form = (_ASCII_FORMS if text.isascii() else _FORMS)[self._kind]
        return f"(?>{form})(?: (?>{form}))*+"

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text has the form."""
        del namespaces
        # The full form takes milliseconds to compile, and most texts do without.
        if text.isascii():
            return self._ascii.fullmatch(text) is not None
        return _compiled(_FORMS[self._kind]).fullmatch(text) is not None

    def why(self, text: str) -> str:
        """Say which character stands in the way."""
        if self._kind == "language":
            return _why_no_language(text) or self.plain_why(text)
        stray = _compiled(f"[^{':' if self._kind != 'NCName' else ''}{NAME_CHARACTER}]").search(text)
        if stray:
            return f"is not {self.noun}: character {stray.start() + 1} is {character_shown(stray.group())}"
        if text and self._kind in _NAMES:
            return f"is not {self.noun}: it begins with {character_shown(text[0])}, not with a letter or _"
        return self.plain_why(text)


def _why_no_language(text: str) -> str | None:
    """Say what is wrong with the code of a language: a clause, or None."""
    if "_" in text:
        return f"is no language: its parts are joined by hyphens: {shown(text.replace('_', '-'))}"
    if text.endswith("-"):
        return "is no language: nothing follows the last hyphen"
    long = next((part for part in text.split("-") if len(part) > _SUBTAG), None)
    if long:
        return f"is no language: {shown(long)} has more than {_SUBTAG} characters; write a code such as en"
    stray = re.search(r"[^A-Za-z0-9-]", text)
    return f"is no language: character {stray.start() + 1} is {character_shown(stray.group())}" if stray else None


class Words(Space):
    """Lists of words, parted by white space; never empty."""

    facets = PATTERN | LENGTHS
    unit = "word"

    def __init__(self, word: Word, noun: str, example: str, identity: Identity = Identity.NONE) -> None:
        """Keep what the words are."""
        super().__init__(noun, example, identity)
        self._word = word

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether all words have the form."""
        del namespaces
        return _compiled(self._word.form_of_list(text)).fullmatch(text) is not None

    def length(self, text: str) -> int:
        """Count the words."""
        return text.count(" ") + 1

    def why(self, text: str) -> str:
        """Say what is wrong with the first wrong word."""
        wrong = next((word for word in text.split(" ") if word and not self._word.holds(word, {})), None)
        return f"holds {shown(wrong, 20)}, which {self._word.why(wrong)}" if wrong else self.plain_why(text)


_PREFIXED: Final = f"(?:([{NAME_START}][{NAME_CHARACTER}]*):)?([{NAME_START}][{NAME_CHARACTER}]*)"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


class QualifiedName(Space):
    """Names with a prefix that is declared, or with none.

    Their length is not limited by facets (an erratum of XML Schema's second edition says so).
    """

    facets = PATTERN | LENGTHS

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is a name, and its prefix is declared."""
        found = _compiled(_PREFIXED).fullmatch(text)
        return found is not None and (found[1] is None or found[1] == "xml" or bool(namespaces.get(found[1])))

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return namespace and name."""
        prefix, _, name = text.rpartition(":")
        return (_XML if prefix == "xml" else namespaces.get(prefix or None, ""), name)

    def why(self, text: str) -> str:
        """Say what is wrong with the name, or else with its prefix."""
        found = _compiled(_PREFIXED).fullmatch(text)
        if found and found[1]:
            return f"has the prefix {shown(found[1])}, which is not declared"
        if text.count(":") > 1:
            return f"is not {self.noun}: it has more than one colon"
        return self.plain_why(text)


class Hexadecimal(Space):
    """Binary data, two figures an octet."""

    facets = PATTERN | LENGTHS
    unit = "byte"
    _FORM = re.compile(r"[0-9A-Fa-f]*")

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is pairs of figures."""
        del namespaces
        return len(text) % 2 == 0 and self._FORM.fullmatch(text) is not None

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return the figures in capitals."""
        del namespaces
        return text.upper()

    def length(self, text: str) -> int:
        """Count the octets."""
        return len(text) // 2

    def why(self, text: str) -> str:
        """Say whether a figure is wrong or missing."""
        stray = re.search(r"[^0-9A-Fa-f]", text)
        if stray:
            return f"is not {self.noun}: character {stray.start() + 1} is {character_shown(stray.group())}"
        return f"is not {self.noun}: the figures must come in pairs"


class Base64(Space):
    """Binary data, four characters for three octets; spaces may stand between any."""

    facets = PATTERN | LENGTHS
    unit = "byte"
    _FORM = re.compile(r"[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?")

    def holds(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is groups of four, the bits that are left over being zero."""
        del namespaces
        dense = text.replace(" ", "")
        return len(dense) % 4 == 0 and self._FORM.fullmatch(dense) is not None

    def value(self, text: str, namespaces: Mapping[str | None, str]) -> Hashable:
        """Return the characters without spaces."""
        del namespaces
        return text.replace(" ", "")

    def length(self, text: str) -> int:
        """Count the octets."""
        dense = text.replace(" ", "")
        return len(dense) // 4 * 3 - dense.count("=")

    def why(self, text: str) -> str:
        """Say whether a character is wrong or some are missing."""
        stray = re.search(r"[^A-Za-z0-9+/= ]", text)
        if stray:
            return f"is not {self.noun}: character {stray.start() + 1} is {character_shown(stray.group())}"
        return f"is not {self.noun}: its length or its end is wrong; was it cut off?"
