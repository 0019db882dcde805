"""Excerpts: the line that is meant, cut to the terminal, with the caret under the very character."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from preserve.report.excerpt import Source

AWKWARD = "ab \t<é\u0301日\u200d\x1b\u202eя"


def drawn(text: str, line: int, column: int | None, width: int = 60) -> str:
    """Return an excerpt as two lines."""
    excerpt = Source(text).excerpt(line, column, width)
    if excerpt is None:
        return "nothing"
    return excerpt.text if excerpt.caret is None else f"{excerpt.text}\n{' ' * excerpt.caret}^"


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("<u who=”x”>", 4, "<u who=”x”>\n   ^"),
        ("  <u/>", 3, "  <u/>\n  ^"),
        ("\t<u/>", 2, "    <u/>\n    ^"),
        ("a\tb<u/>", 4, "a    b<u/>\n      ^"),
        ("日本語<u/>", 4, "日本語<u/>\n      ^"),
        ("e\u0301e\u0301<u/>", 5, "e\u0301e\u0301<u/>\n  ^"),
        ("a\u200db<u/>", 4, "a\u200db<u/>\n  ^"),
        ("a\u00adb<u/>", 4, "a\\xadb<u/>\n      ^"),
        ("𝄞<u/>", 2, "𝄞<u/>\n ^"),
        ("\x1b[2J<u/>", 5, "\\x1b[2J<u/>\n       ^"),
        ("\u202e<u/>", 2, "\\u202e<u/>\n      ^"),
        ("<u/>", 1, "<u/>\n^"),
        ("<u/>", 5, "<u/>\n    ^"),
        ("<u/>", 500, "<u/>\n    ^"),
        ("<u/>", None, "<u/>"),
    ],
)
def test_the_caret_stands_under_the_character(text: str, column: int | None, shown: str) -> None:
    """Tabs, wide letters, accents, joiners and what is written out take the columns that they take."""
    assert drawn(text, 1, column) == shown


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_xml(end: str) -> None:
    """They end with a line feed, a carriage return, or both, and with nothing else that Unicode has."""
    text = end.join(("<a>", "b\u2028c\u0085d", "", "</a>"))
    assert drawn(text, 1, 1) == "<a>\n^"
    assert drawn(text, 2, 3) == "b\\u2028c\\x85d\n       ^"
    assert drawn(text, 3, 1) == "nothing"
    assert drawn(text, 4, 2) == "</a>\n ^"
    assert drawn(text, 5, 1) == "nothing"
    assert drawn(text, 0, 1) == "nothing"


def test_a_text_of_nothing_has_no_lines_to_show() -> None:
    """As a file that is gone by now."""
    assert drawn("", 1, 1) == "nothing"


LONG = "".join(f"{number:04}" for number in range(100))


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (1, "000000010002000300…\n^"),
        (8, "000000010002000300…\n       ^"),
        (200, "…470048004900500051…\n          ^"),
        (399, "…950096009700980099\n                 ^"),
        (400, "…950096009700980099\n                  ^"),
    ],
)
def test_long_lines_are_cut_around_the_column(column: int, shown: str) -> None:
    """An ellipsis stands where something was, and nowhere else."""
    assert drawn(LONG, 1, column, width=20) == shown


def test_indentation_is_what_is_cut_first() -> None:
    """It needs no ellipsis."""
    assert drawn(" " * 15 + "<u>words</u>", 1, 19, width=20) == "<u>words</u>\n   ^"


def test_without_a_column_a_long_line_is_shown_from_its_beginning() -> None:
    """As much of it as there is room for."""
    assert drawn(" " * 15 + LONG, 1, None, width=20) == "000000010002000300…"


@given(st.text(st.sampled_from(AWKWARD), min_size=1, max_size=200), st.integers(1, 220), st.integers(20, 80))
def test_every_excerpt_fits_and_points(text: str, column: int, width: int) -> None:
    """No wider than asked for; what stands at the caret is the character that is meant."""
    excerpt = Source(text).excerpt(1, column, width)
    assert excerpt is not None
    assert excerpt.caret is not None
    assert not set(excerpt.text) & set("\t\x1b\u202e")
    widths = [_columns(excerpt.text[:end]) for end in range(len(excerpt.text) + 1)]
    assert widths[-1] <= width
    meant = text[column - 1 : column]
    if meant.strip() and meant.isascii() and meant.isprintable():
        assert meant in {excerpt.text[end] for end, w in enumerate(widths[:-1]) if w == excerpt.caret}


def _columns(text: str) -> int:
    """Return what another library makes of the width of a text."""
    return cell_len(text.replace("\u200d", "").replace("\u0301", ""))


def test_a_text_is_split_once() -> None:
    """A hundred thousand excerpts of twenty megabytes, on one line or on many, take no more than seconds."""
    for text in ("<u>words</u>" * 1_700_000, "<u>some words</u>\n" * 1_100_000):
        source = Source(text)
        lines = text.count("\n") + 1
        started = time.process_time()
        for number in range(100_000):
            assert source.excerpt(number % lines + 1, number % 17 + 1 if lines > 1 else number * 200 + 1, 90)
        assert time.process_time() - started < 20


def test_characters_without_width_are_not_counted_for_ever() -> None:
    """A line of a million accents is cut as well."""
    excerpt = Source("a" + "\u0301" * 1_000_000 + "b").excerpt(1, 500_000, 40)
    assert excerpt is not None
    assert len(excerpt.text) < 500
