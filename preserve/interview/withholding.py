"""The names of third parties, kept out of titles and records: what is marked, and the same words elsewhere.

A name as a whole, forwards or backwards and in letters of any size, always goes. A word of a name goes where it stands
alone, unless it is a title or a particle, or a word of somebody else's name. In Cyrillic a word goes with its endings,
too: what is withheld too much does less harm than what is told. Editions do the same (xslt/modules/withholding.xsl).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio import Element

TEI: Final = "{http://www.tei-c.org/ns/1.0}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
WITHHELD: Final = "[name withheld]"

_WORD: Final = re.compile(r"[^\W_]+")
_NAMES: Final = (f"{TEI}persName", f"{TEI}name")
_OTHERS: Final = (f"{TEI}person", f"{TEI}personGrp", f"{TEI}org", f"{TEI}place", f"{TEI}event")
_RUN: Final = re.compile(rf"{re.escape(WITHHELD)}(?:\s+{re.escape(WITHHELD)})+")
_BETWEEN: Final = r"\W{1,3}"
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]{4,}")
_ENDINGS: Final = "аеёийоуыьэюяіїєәөұү"
# What names nobody where it stands alone, in small letters.
_NO_NAMES: Final = frozenset(
    "third party person private unnamed anonymous mr mrs ms miss dr prof sir lady madame monsieur herr frau señor "
    "señora don doña la le les el los de del della di da do dos du des von van der den zu al bin ibn bint the of and "
    "und et господин госпожа доктор профессор january february march april may june july august september october "
    "november december января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)


class Withholding:
    """What is to be withheld of one interview."""

    def __init__(self, root: Element) -> None:
        """Look for the names of third parties.

        Args:
            root: The outermost element of the interview.
        """
        self._root = root
        self._pointers = _third_parties(root)

    def concerns(self, element: Element) -> bool:
        """Return whether an element is a third party's entry, or points to one."""
        identifier = f"#{element.get(f'{XML}id')}"
        return identifier in self._pointers or not self._pointers.isdisjoint(element.get("ref", "").split())

    def words(self, element: Element | None) -> str:
        """Return the text of an element, white space folded, without names of third parties; nothing for none."""
        return "" if element is None else self.text("".join(_told(element, self._pointers)))

    def text(self, text: str) -> str:
        """Return a text in normal form C, white space folded, without names of third parties."""
        folded = " ".join(unicodedata.normalize("NFC", text).split())
        return _RUN.sub(WITHHELD, self._telling.sub(WITHHELD, folded)) if self._telling else folded

    @functools.cached_property
    def _telling(self) -> re.Pattern[str] | None:
        """What tells of a third party, the longest first; None where there is nothing."""
        if not self._pointers:
            return None
        names = {_words(name) for name in self._names()} - {()}
        whole = {way for name in names if len(name) > 1 for way in (name, name[::-1])}
        others = self._words_of_others(whole)
        single = {word for name in names for word in name if _is_telling(word, others)}
        patterns = [f"(?i:{_BETWEEN.join(map(re.escape, each))})" for each in sorted(whole, key=_length)]
        patterns.extend(_forms(word) for word in sorted(single, key=lambda word: (-len(word), word)))
        return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None

    def _names(self) -> Iterator[Element]:
        """Yield the elements that hold the name of a third party, in its entry or in the text."""
        for name in self._root.iter(*_NAMES):
            entry = next(name.iterancestors(f"{TEI}person"), None)
            if self.concerns(name) or (entry is not None and self.concerns(entry)):
                yield name

    def _words_of_others(self, whole: set[tuple[str, ...]]) -> frozenset[str]:
        """Return the words of the names of those who are no third parties, whole names of these left out."""
        entries = (each for each in self._root.iter(*_OTHERS) if not self.concerns(each))
        names = (
            _words(name)
            for each in entries
            for name in each
            if isinstance(name.tag, str) and name.tag.endswith(("Name", "}name"))
        )
        return frozenset(word for name in names if name not in whole for word in name)


def _third_parties(root: Element) -> frozenset[str]:
    """Return pointers to the entries of private persons who are named but did not take part (13.3.2)."""
    persons = root.iter(TEI + "person")
    return frozenset(f"#{each.get(XML + 'id')}" for each in persons if "third-party" in each.get("role", "").split())


def _told(element: Element, withheld: frozenset[str]) -> Iterator[str]:
    """Yield the text of an element, with a label for what is marked as the name of somebody withheld."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):  # no comment
            is_withheld = not withheld.isdisjoint(child.get("ref", "").split())
            yield from (WITHHELD,) if is_withheld else _told(child, withheld)
        yield child.tail or ""


def _words(name: Element) -> tuple[str, ...]:
    """Return the words of a name, without titles such as Mrs."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", "".join(_texts(name)))))


def _texts(element: Element) -> Iterator[str]:
    """Yield the text of a name, but for titles."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag != f"{TEI}roleName":
            yield from _texts(child)
        yield child.tail or ""


def _is_telling(word: str, others: frozenset[str]) -> bool:
    """Return whether a word of a name tells of its bearer where it stands alone."""
    begins_like_a_name = len(word) > 1 and word[0].isalpha() and not word[0].islower()
    return begins_like_a_name and word.lower() not in _NO_NAMES and word not in others


def _length(name: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return what sorts long names before short ones."""
    return -len(name), name


def _forms(word: str) -> str:
    """Return a pattern of the forms of a word: in capital letters, and in Cyrillic with other endings."""
    if _CYRILLIC.fullmatch(word):
        stem = word[:-1] if word[-1] in _ENDINGS else word
        return rf"{re.escape(stem)}\w{{0,5}}|{re.escape(word.upper())}"
    return "|".join(re.escape(form) for form in dict.fromkeys((word, word.upper())))
