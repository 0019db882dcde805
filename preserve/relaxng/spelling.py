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
# Words that begin with so many same letters, “closing” and “closer”, are likelier of one root than their rest tells.
_STEM: Final = 4
_PER_LETTER: Final = 0.1

# What people write who know HTML or an older TEI, and what TEI has instead, the likelier first.
_ELEMENTS: Final = {
    "a": "ref", "b": "hi", "bold": "hi", "strong": "hi", "i": "hi", "italic": "hi", "span": "seg hi", "em": "emph hi",
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
# Of these the elements of HTML, and what it writes on any; whoever writes that on one of TEI may mean HTML’s.
_HTML_ELEMENTS: Final = frozenset(
    "a article audio b blockquote br dl em footer header hr i img li ol section span strong td th tr ul video".split()
)
_HTML: Final = frozenset("style class id href title dir lang align width color".split())
_LOOKS: Final = frozenset({"style", "class", "color"})
# What stands beside what in one parent, one of each pair; and in what a child is put that stands nowhere else.
_COMPANIONS: Final = {
    one: other
    for pair in ("sic corr", "orig reg", "abbr expan", "am ex", "add del", "quote bibl")
    for one, other in (pair.split(), reversed(pair.split()))
}
_HOMES: Final = {
    "quote": "cit", "item": "list", "row": "table", "cell": "row", "lem": "app", "rdg": "app", "figDesc": "figure",
    "forename": "persName", "surname": "persName", "sic": "choice", "corr": "choice", "speaker": "sp", "l": "lg",
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


def from_html(name: str, attributes: Iterable[str]) -> tuple[str, ...]:
    """Return what TEI has for an element of HTML, the likelier first; nothing where its attributes are not HTML’s.

    Args:
        name: What both call so, and only one of them means, such as ``span``.
        attributes: Their names.
    """
    given = frozenset(attributes)
    part = names.local(name)
    found = _ELEMENTS[part].split() if part in _HTML_ELEMENTS and given <= _HTML else []
    return tuple(sorted(found, key=lambda each: each != "hi") if given & _LOOKS else found)


def goes_with(name: str, present: Iterable[str]) -> bool:
    """Return whether an element that is not there yet makes a pair with one that is."""
    there = {names.local(each) for each in present}
    return names.local(name) not in there and _COMPANIONS.get(names.local(name)) in there


def is_half_of(name: str, present: Iterable[str]) -> bool:
    """Return whether an element is there that makes a pair with another."""
    return names.local(name) in _COMPANIONS and name in present


def is_home_of(parent: str, child: str) -> bool:
    """Return whether an element is the one that a child is usually put in."""
    return names.local(parent) == _HOMES.get(names.local(child))


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
    return close[0] if close else _of_one_root(word, among) if cutoff < _VERY_NEAR else None


def _of_one_root(word: str, among: Iterable[str]) -> str | None:
    """Return the word of those given that begins like another and is near enough therefore, or None.

    What is put together of several words, such as biblScope, begins like much that means something else.

    Source: W. E. Winkler, “String comparator metrics and enhanced decision rules” (1990).
    """
    begun = [each for each in among if each[:_STEM] == word[:_STEM] and each.islower() and word.islower()]
    matcher = difflib.SequenceMatcher(None, "", word)
    rated = [(_likeness(matcher, each), each) for each in begun]
    best = max(rated, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] >= _NEAR else None


def _likeness(matcher: difflib.SequenceMatcher[str], word: str) -> float:
    """Return how like a word is to another with which it shares its stem."""
    matcher.set_seq1(word)
    ratio = matcher.ratio()
    return ratio + _STEM * _PER_LETTER * (1 - ratio)


def _plain(word: str) -> str:
    """Return a word without what is easily confused: capitals, hyphens, underscores, a plural."""
    return word.casefold().replace("-", "").replace("_", "").replace(".", "").rstrip("s") or word
