"""What somebody may have meant who wrote a name that is not there."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from preserve.relaxng import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# So many names are compared with all others; a document that has more wrong ones is of another kind.
_COMPARED: Final = 300
_SHORTEST: Final = 2
_LONGEST: Final = 60
_NEAR: Final = 0.75
# What could not stand there anyway must be very like it.
_VERY_NEAR: Final = 0.88

# What people write who know HTML or an older TEI, and what TEI has instead, the likelier first.
_ELEMENTS: Final = {
    "a": "ref", "b": "hi", "bold": "hi", "strong": "hi", "i": "hi", "italic": "hi", "span": "seg", "em": "emph hi",
    "br": "lb", "hr": "milestone", "li": "item", "ul": "list", "ol": "list", "dl": "list", "h1": "head", "h2": "head",
    "h3": "head", "h4": "head", "h5": "head", "h6": "head", "img": "graphic", "blockquote": "quote", "section": "div",
    "article": "div", "div0": "div", "div1": "div", "div2": "div", "div3": "div", "tr": "row", "td": "cell",
    "th": "cell", "header": "teiHeader", "footer": "back", "para": "p", "audio": "media", "video": "media",
    "xref": "ref", "xptr": "ptr", "turn": "u", "speech": "sp", "person_name": "persName", "people": "listPerson",
    "places": "listPlace",
}  # fmt: skip
_ATTRIBUTES: Final = {
    "target": "ref url", "href": "target url ref", "url": "target ref", "src": "url target", "ref": "target",
    "key": "ref", "speaker": "who", "date": "when", "value": "when", "lang": "ident", "language": "ident",
    "class": "rend type", "style": "rend", "align": "rend", "reg": "ref", "mime": "mimeType", "duration": "dur-iso dur",
    "begin": "start from", "until": "to end", "since": "from", "sex": "gender", "sha256": "n",
}  # fmt: skip
XML: Final = "{http://www.w3.org/XML/1998/namespace}"


class Speller:
    """Finds the name that is nearest to another; no more often than is worth the time."""

    def __init__(self) -> None:
        """Begin with nothing compared."""
        self._left = _COMPARED
        self._known: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def element(self, name: str, among: Iterable[str], *, is_expected: bool = True) -> str | None:
        """Return the element of those given that was probably meant, or None.

        Args:
            name: The one that was written.
            among: Those that could be meant.
            is_expected: Whether those can stand where it stands, so that it need not be as like as otherwise.
        """
        return self._nearest(name, tuple(among), _ELEMENTS, _NEAR if is_expected else _VERY_NEAR)

    def attribute(self, name: str, among: Iterable[str], *, is_real: bool) -> str | None:
        """Return the attribute of those given that was probably meant, or None.

        Args:
            name: The one that was written.
            among: Those that could be meant.
            is_real: Whether other elements have an attribute of this name, so that it is not merely misspelt.
        """
        known = {names.local(each): each for each in among}
        part = names.local(name)
        if part in known:
            return known[part]
        usual = next((known[each] for each in _ATTRIBUTES.get(part, "").split() if each in known), None)
        return usual or (None if is_real else self._nearest(name, tuple(known.values()), {}))

    def word(self, word: str, among: Iterable[str]) -> str | None:
        """Return the value of those given that was probably meant, or None."""
        return self._nearest(word, tuple(among), {})

    def usual(self, name: str, among: Mapping[str, str]) -> str | None:
        """Return the name of those given, by local part, that stands for a word of HTML, or None."""
        usual = _ELEMENTS.get(names.local(name).lower(), "").split()
        return next((among[each] for each in usual if each in among), None)

    def _nearest(self, name: str, among: tuple[str, ...], habits: dict[str, str], cutoff: float = _NEAR) -> str | None:
        """Return the nearest name, comparing local parts."""
        key = (name, among)
        if key in self._known:
            return self._known[key]
        if self._left <= 0:
            return None
        self._left -= 1
        by_local: dict[str, str] = {}
        for each in among:
            by_local.setdefault(names.local(each), each)
        found = _near(names.local(name), by_local, habits, cutoff)
        self._known[key] = None if found is None else by_local[found]
        return self._known[key]


def is_another_word(word: str, meant: str) -> bool:
    """Return whether somebody wrote another word for what was meant, and not the same one wrongly."""
    habits = (*_ELEMENTS.get(word.lower(), "").split(), *_ATTRIBUTES.get(word.lower(), "").split())
    return meant in habits and _plain(word) != _plain(meant)


def _near(word: str, among: dict[str, str], habits: dict[str, str], cutoff: float) -> str | None:
    """Return the word of those given that was probably meant, or None."""
    if word in among:
        return word
    plain = _plain(word)
    same = next((each for each in among if _plain(each) == plain), None)
    usual = next((each for each in habits.get(word.lower(), "").split() if each in among), None)
    if same or usual or not _SHORTEST < len(word) <= _LONGEST:
        return same or usual
    letters = sorted(plain)
    swapped = next((each for each in among if len(each) == len(word) and sorted(_plain(each)) == letters), None)
    if swapped:
        return swapped
    close = difflib.get_close_matches(word, among, n=1, cutoff=cutoff)
    return close[0] if close else None


def _plain(word: str) -> str:
    """Return a word without what is easily confused: capitals, hyphens, underscores, a plural."""
    return word.casefold().replace("-", "").replace("_", "").replace(".", "").rstrip("s") or word
