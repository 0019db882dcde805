"""The collation: words, the Markdown around them, and what became of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve import collation
from preserve.collation import Change, Word, compare, markdown_words, plain_words, words
from tests.strategies import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preserve.collation import Difference


def plain(text: str) -> tuple[Word, ...]:
    """Return words that were separated by spaces, each in its own column."""
    return tuple(Word(text=word, line=1, column=number) for number, word in enumerate(text.split(), 1))


def texts(found: Sequence[Word]) -> str:
    """Return words as they read."""
    return " ".join(word.text for word in found)


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    """Return the differences between two texts in short."""
    return [(each.change.value, texts(each.before), texts(each.after)) for each in compare(plain(before), plain(after))]


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_cross_runs() -> None:
    """A word begins where its first letter stands, in whichever run it ends."""
    runs = [("one tw", 1, 5), ("o", 1, 20), (" three ", 2, 1), ("\n", 2, 8), ("fo", 3, 4), ("ur", 9, 9)]
    assert [(word.text, word.line, word.column) for word in words(runs)] == [
        ("one", 1, 5),
        ("two", 1, 9),
        ("three", 2, 2),
        ("four", 3, 4),
    ]


def test_quotes_and_dashes_count_and_white_space_does_not() -> None:
    """Whatever Unicode calls a space parts words; a narrow one too."""
    assert texts(words([("“a” \u2014 b\u00a0c\u202fd\u2003e\tf", 1, 1)])) == "“a” — b c d e f"


def test_words_are_composed() -> None:
    """The same letter in two compositions is the same letter."""
    assert words([("e\u0301", 1, 1)])[0].text == "\u00e9"
    assert words([("e", 1, 1), ("\u0301", 1, 2)])[0].text == "\u00e9"


def test_no_text_has_no_words() -> None:
    """Nor have spaces."""
    assert words([]) == words([(" \n", 1, 1)]) == ()


@given(st.lists(st.text(st.sampled_from("ab \n"), max_size=5), max_size=8))
def test_it_does_not_matter_how_a_text_is_cut(pieces: list[str]) -> None:
    """Words are those of the whole."""
    assert [word.text for word in words((piece, 1, 1) for piece in pieces)] == "".join(pieces).split()


MARKDOWN: Final = {
    "plain words": ("plain words", "plain words"),
    "emphasis": ("*a* _b_ **c** __d__ ***e*** ___f___", "a b c d e f"),
    "emphasis over several words": ("*a b* **c\nd**", "a b c d"),
    "emphasis within a word": ("un*frigging*believable", "unfriggingbelievable"),
    "nested emphasis": ("**_a_ b** *c __d__ e* _**f** g_", "a b c d e f g"),
    "emphasis around punctuation": ("“*a*,” (_b_).", "“a,” (b)."),
    "underscores in words": ("snake_case a_b_c __init__ _a_b_", "snake_case a_b_c init a_b"),
    "an asterisk alone": ("5 * 3 * 2 and a* b", "5 * 3 * 2 and a* b"),
    "asterisks around spaces": ("* a * ** b **", "* a * ** b **"),
    "an underscore alone": ("_ a _b c_ d", "_ a b c d"),
    "emphasis does not cross paragraphs": ("*a\n\nb*", "*a b*"),
    "a link": ("[the words](https://example.org/a_b_c)", "the words"),
    "a link with a title": ('[a](http://example.org "the title") b', "a b"),
    "a link without a target": ("[a]() b", "a b"),
    "a link with brackets in its target": ("[a](http://example.org/x_(y)) b", "a b"),
    "a link with emphasis": ("[*a* **b**](c) d", "a b d"),
    "emphasis with a link": ("*a [b](c) d*", "a b d"),
    "an image": ("![a picture](x.png) b", "a picture b"),
    "two links in a word": ("[a](b)[c](d)", "ac"),
    "brackets that are no link": ("[laughs] and [a] (b)", "[laughs] and [a] (b)"),
    "a link over two lines": ("[a\nb](c)", "a b"),
    "escapes": (r"\*a\* \_b\_ \[c\] 1\. \\ \# \a", r"*a* _b_ [c] 1. \ # \a"),
    "an escape within emphasis": (r"*a\*b*", "a*b"),
    "an escape within a link": (r"[a\]b](c)", "a]b"),
    "autolinks": ("<https://example.org/a_b> <mailto:a@b.org>", "https://example.org/a_b mailto:a@b.org"),
    "angle brackets that are no link": ("<b> a < b > c", "<b> a < b > c"),
    "an escape at the end": ("a\\", "a\\"),
    "a byte order mark": ("\ufeffa b", "a b"),
    "headings": ("# A b\n### C # d\n####### e\n#f\na # b", "A b C # d ####### e #f a # b"),
    "quotations": ("> a\n>\n> > b > c\n>d\n> ## e", "a b > c >d e"),
    "marks of lists may be dashes": ("- Yes.\n* No.\n1. One", "- Yes. * No. 1. One"),
    "letters of other scripts": ("*Жанар* _Әлия_ слово_слово", "Жанар Әлия слово_слово"),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_is_no_part_of_words(name: str) -> None:
    """Emphasis, links, escapes and autolinks leave their words only."""
    written, read = MARKDOWN[name]
    assert texts(markdown_words(written)) == read


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_words_of_markdown_know_where_they_stand(end: str) -> None:
    """Line and column count what is taken away, too."""
    found = markdown_words(f"a *b*{end}{end}[c](d) **e _f_**{end}g")
    assert [(word.text, word.line, word.column) for word in found] == [
        ("a", 1, 1),
        ("b", 1, 4),
        ("c", 3, 2),
        ("e", 3, 10),
        ("f", 3, 13),
        ("g", 4, 1),
    ]


@given(st.text(st.sampled_from("ab*_[]()\\<>! \n"), max_size=30))
def test_no_text_is_too_strange(text: str) -> None:
    """Whatever stands there, words are found in their order, each letter where it is said to be."""
    lines = text.split("\n")
    for word in markdown_words(text):
        assert word.text[0] == lines[word.line - 1][word.column - 1]
    kept = "".join(word.text for word in markdown_words(text))
    letters = iter(text)
    assert all(letter in letters for letter in kept)


@given(st.text(st.characters(codec="utf-8", exclude_characters="*_[]()\\<>!#\ufeff"), max_size=40))
def test_text_without_markdown_is_left_as_it_is(text: str) -> None:
    """Every word is there."""
    assert [word.text for word in markdown_words(text)] == [unicodedata.normalize("NFC", word) for word in text.split()]


@pytest.mark.parametrize(
    "text",
    [
        "*" * 4000,
        "_" * 4000,
        "[" * 4000,
        "*a " * 4000,
        "[a](" * 2000,
        "_a" * 4000,
        "**a*" * 2000,
        "> " * 4000 + "a",
        ">" * 4000,
        " # " * 4000,
    ],
)
def test_hostile_markdown_takes_no_time_at_all(text: str) -> None:
    """A transcript that is nothing but signs is read all the same."""
    assert markdown_words(text)


# --- differences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("a b c", "a b c", []),
        ("a b c", "a c", [("lost", "b", "")]),
        ("a c", "a b c", [("added", "", "b")]),
        ("a b c", "a x c", [("changed", "b", "x")]),
        ("a b c d", "c d", [("lost", "a b", "")]),
        ("c d", "a b c d", [("added", "", "a b")]),
        ("a b", "", [("lost", "a b", "")]),
        ("", "a b", [("added", "", "a b")]),
        ("a b", "x y", [("changed", "a b", "x y")]),
        ("m n a b c d", "a b c m n d", [("moved", "m n", "m n")]),
        ("a b c m n d", "m n a b c d", [("moved", "m n", "m n")]),
        ("m n a b c d m n", "a b c d m n m n", [("moved", "m n", "m n")]),
        ("a b a b", "a b", [("lost", "a b", "")]),
        ("the the", "the the the", [("added", "", "the")]),
        ("x a a b y", "x a b b y", [("changed", "a", "b")]),
    ],
)
def test_differences_are_told(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    """What was lost, added, changed and moved."""
    assert told(before, after) == expected


def as_encoded(transcript: str, encoding: str) -> list[tuple[str, str, str]]:
    """Return the differences between a transcript and an encoding, in short."""
    found = compare(markdown_words(transcript), plain(encoding), plain_words(transcript))
    return [(each.change.value, texts(each.before), texts(each.after)) for each in found]


@pytest.mark.parametrize(
    ("transcript", "encoding", "expected"),
    [
        ("we [inaudible](00:12:30) went", "we [inaudible](00:12:30) went", []),
        ("we [inaudible](00:12:30) went", "we inaudible went", []),
        ("is 2*3*4 much", "is 2*3*4 much", []),
        ("*laughs*", "*laughs*", []),
        ("*laughs out loud* yes", "*laughs out loud* yes", []),
        ("# one\n> two\nthree", "# one > two three", []),
        ("# one\n> two\nthree", "one two three", []),
        ('a [b](c "d e") f', 'a [b](c "d e") f', []),
        (r"a \* b", r"a \* b", []),
        ("a *b* c", "a c", [("lost", "b", "")]),
        ("a *b* c", "a *x* c", [("changed", "b", "*x*")]),
        ("a *b* c", "a *b* d c", [("changed", "b", "*b* d")]),
        ("a b", "# a b", [("added", "", "#")]),
        ("a b c", "a c", [("lost", "b", "")]),
        ("a b c", "", [("lost", "a b c", "")]),
    ],
)
def test_what_looks_like_markdown_may_be_encoded_as_it_stands(
    transcript: str, encoding: str, expected: list[tuple[str, str, str]]
) -> None:
    """In a plain transcript it is no Markdown; nothing else is let through."""
    assert as_encoded(transcript, encoding) == expected


@given(st.text(st.sampled_from("ab*_[]()\\<>!# \n"), max_size=40))
def test_a_text_encoded_as_written_or_as_read_does_not_differ(text: str) -> None:
    """Either is faithful."""
    for encoded in (plain_words(text), markdown_words(text)):
        assert compare(markdown_words(text), encoded, plain_words(text)) == ()


@given(drafts)
def test_words_as_written_hide_no_difference(texts_of_both: tuple[list[str], list[str]]) -> None:
    """Where nothing looks like Markdown they change nothing."""
    before, after = (plain(" ".join(each)) for each in texts_of_both)
    assert compare(before, after, before) == compare(before, after)


def test_differences_know_both_places() -> None:
    """The word before which it happened, or the last one at the end."""
    before, after = plain("a b c d"), plain("a x c")
    changed, lost = compare(before, after)
    assert (changed.before_place, changed.after_place) == (before[1], after[1])
    assert (lost.change, lost.before_place, lost.after_place) == (Change.LOST, before[3], after[2])
    (added,) = compare((), after)
    assert (added.before_place, added.after_place) == (None, after[0])
    (all_lost,) = compare(before, ())
    assert (all_lost.before_place, all_lost.after_place) == (before[0], None)


def test_differences_count_their_words() -> None:
    """The longer side counts."""
    assert [each.count for each in compare(plain("a b c d"), plain("x d y z"))] == [3, 2]


def test_moved_words_are_told_where_they_arrived() -> None:
    """Both places are of the moved words themselves."""
    before, after = plain("m n a b c d"), plain("a b c d m n")
    (moved,) = compare(before, after)
    assert (moved.before_place, moved.after_place) == (before[0], after[4])


def applied(before: Sequence[Word], after: Sequence[Word], found: Sequence[Difference]) -> Iterator[str]:
    """Yield the words of the first text with all differences applied.

    Words are known by their column here, which is their index from 1.
    """
    gone = {word.column for each in found for word in each.before}
    come = {word.column: word.text for each in found for word in each.after}
    kept = iter([word.text for word in before if word.column not in gone])
    for word in after:
        yield come[word.column] if word.column in come else next(kept)
    yield from kept


@given(drafts)
def test_differences_turn_one_text_into_the_other(texts_of_both: tuple[list[str], list[str]]) -> None:
    """Applied to the first text they give the second; nothing is told twice."""
    before, after = (plain(" ".join(each)) for each in texts_of_both)
    found = compare(before, after)
    assert list(applied(before, after, found)) == texts_of_both[1]
    for side in ("before", "after"):
        columns = [word.column for each in found for word in getattr(each, side)]
        assert len(set(columns)) == len(columns)


@given(drafts)
def test_identical_texts_do_not_differ(texts_of_both: tuple[list[str], list[str]]) -> None:
    """And texts that do not differ are identical."""
    before, after = (plain(" ".join(each)) for each in texts_of_both)
    assert compare(before, before) == ()
    assert (compare(before, after) == ()) == (texts_of_both[0] == texts_of_both[1])


@given(drafts)
def test_kinds_of_difference_are_what_they_say(texts_of_both: tuple[list[str], list[str]]) -> None:
    """Lost words have no second side, added ones no first, moved ones the same twice; order is that of the first."""
    before, after = (plain(" ".join(each)) for each in texts_of_both)
    found = compare(before, after)
    for each in found:
        assert bool(each.before) == (each.change is not Change.ADDED)
        assert bool(each.after) == (each.change is not Change.LOST)
        if each.change is Change.MOVED:
            assert sorted(word.text for word in each.before) == sorted(word.text for word in each.after)
    starts = [each.before[0].column for each in found if each.before]
    assert starts == sorted(starts)


class Counted(str):
    """A word that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        """Count, and compare."""
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def long_text(length: int) -> list[str]:
    """Return a text with common words and rare ones, as prose has."""
    return [f"rare{number}" if number % 7 == 0 else f"common{number * number % 50}" for number in range(length)]


def comparisons(before: list[str], after: list[str]) -> int:
    """Return how many comparisons of words it takes to compare two texts."""
    Counted.compared = 0
    sides = (tuple(Word(text=Counted(word), line=1, column=1) for word in side) for side in (before, after))
    compare(*sides)
    return Counted.compared


@pytest.mark.parametrize("slips", [0, 20, 500])
def test_long_texts_are_compared_in_nearly_linear_time(slips: int) -> None:
    """A hundred thousand words take a few comparisons a word, counted and not timed."""
    before = long_text(100_000)
    after = list(before)
    for slip in range(slips):
        after[slip * 199] = f"slip{slip}"
    assert comparisons(before, after) < 8 * len(before)


def test_a_long_text_that_moved_is_compared_in_nearly_linear_time() -> None:
    """The first half behind the second."""
    before = long_text(100_000)
    assert comparisons(before, before[50_000:] + before[:50_000]) < 20 * len(before)


def test_long_stretches_without_anchors_are_told_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A detailed comparison of them would be quadratic."""
    monkeypatch.setattr(collation, "_DETAILED_PAIRS", 10)
    assert told("s a b a b t", "s b a c b a c t") == [("changed", "a b a b", "b a c b a c")]
    assert comparisons(["a", "b"] * 5_000, ["b", "c", "a"] * 5_000) < 200_000
