"""All strategies of Hypothesis that the tests draw from, so that it can be read in one place what they try."""

from __future__ import annotations

import contextlib

from hypothesis import strategies as st

from preserve.bag import names
from preserve.bag.register import Register
from preserve.errors import BagError, Location
from preserve.findings import Finding, Severity
from preserve.report import Edition, Record

# --- bags ------------------------------------------------------------------------------------------------------------

# What has gone wrong in other tools: ends of line that are none, percent signs, both compositions, spaces, high planes.
_AWKWARD = "\n\r%\u00e9e\u0301 \u2028\u0085\u000b~*\\:\u0436\U0001f399."

_segments = st.text(
    st.one_of(st.sampled_from(_AWKWARD), st.characters(codec="utf-8", exclude_characters="/\0")),
    min_size=1,
    max_size=12,
)

paths = st.lists(_segments, min_size=1, max_size=3).map("/".join)
"""Paths relative to a bag, wild ones among them."""

# Made so that few must be thrown away: where three in four were, Hypothesis gave up now and then.
_usable_segments = (
    st.text(
        st.one_of(
            st.sampled_from([character for character in _AWKWARD if names.unusable(f"data/a{character}a") is None]),
            st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"), exclude_characters="/\\"),
        ),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(lambda segment: segment not in {"", ".", ".."})
)

payload_paths = st.lists(_usable_segments, min_size=1, max_size=3).map(lambda parts: "/".join(("data", *parts)))
"""Paths of payload files that we write."""


def _without_clashes(payload: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the files of a payload that can lie beside each other: no twins, no file where a folder is."""
    register, kept = Register(), []
    for path, content in payload:
        with contextlib.suppress(BagError):
            register.check(path)
            register.enter(path)
            kept.append((path, content))
    return kept


payloads = st.lists(st.tuples(payload_paths, st.binary(max_size=64)), min_size=1, max_size=6).map(_without_clashes)
"""Payloads of a few small files, none of whose names looks like another's."""

digests = st.text("0123456789abcdef", min_size=64, max_size=64)
"""SHA-256 digests of nothing in particular."""

labels = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P"), exclude_characters=":"), min_size=1, max_size=20
)
"""Labels of bag-info.txt."""

values = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "), max_size=40).map(
    lambda value: " ".join(value.split())
)
"""Values of bag-info.txt as they are read again."""

elements = st.lists(st.tuples(labels, values), max_size=8).map(tuple)
"""The elements of a bag-info.txt."""

noise = st.one_of(
    st.binary(max_size=200),
    st.text(st.sampled_from(_AWKWARD + "abcdef0123456789 \t:./-BagIt"), max_size=200).map(
        lambda text: text.encode("utf-8", "replace")
    ),
)
"""Bytes that a tag file may turn out to hold, half of them nearly meaningful."""

# --- documents -------------------------------------------------------------------------------------------------------

_characters = st.text(
    st.sampled_from("ab \n\té€𝄞<&\u0301"),
    max_size=8,
).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements with a name, an attribute, and children."""
    return st.builds(
        lambda name, space, inner: f'<{name}{space}n="é">{"".join(inner)}</{name}>',
        st.sampled_from(["x", "y", "long-name"]),
        st.sampled_from([" ", "\n  "]),
        st.lists(children, max_size=4),
    )


trees = st.recursive(_characters, _element, max_leaves=12).flatmap(lambda inner: _element(st.just(inner)))
"""Well-formed documents with letters of one to four bytes and tags on any column."""

# --- findings --------------------------------------------------------------------------------------------------------

_lines_of_text = st.text(st.characters(codec="utf-8"), max_size=20)
_positions = st.none() | st.integers(1, 100_000)

findings = st.builds(
    Finding,
    code=st.sampled_from(["XML-001", "REF-002", "own-rule"]),
    severity=st.sampled_from(Severity),
    location=st.builds(
        Location,
        file=st.sampled_from(["a.xml", "b/é.xml"]) | _lines_of_text,
        line=_positions,
        column=_positions,
        path=st.none() | _lines_of_text,
    ),
    message=_lines_of_text,
    hint=st.none() | _lines_of_text,
    source=st.none() | _lines_of_text,
)
"""Findings of any kind."""

_pairs = st.dictionaries(_lines_of_text, _lines_of_text, max_size=3).map(lambda pairs: tuple(pairs.items()))

records = st.builds(
    Record,
    source=_lines_of_text,
    schema=_lines_of_text,
    rules=st.lists(_lines_of_text, max_size=3).map(tuple),
    phase=_lines_of_text,
    schematron=st.none() | _lines_of_text,
    engines=_pairs,
    grammar=st.lists(_lines_of_text, max_size=2).map(tuple),
    editions=st.lists(
        st.builds(Edition, path=_lines_of_text, stylesheet=_lines_of_text, parameters=_pairs), max_size=3
    ).map(tuple),
    findings=st.lists(findings, max_size=3).map(tuple),
)
"""Records of validations of any kind."""

# --- texts -----------------------------------------------------------------------------------------------------------

_words = st.lists(st.sampled_from(["a", "b", "c", "the", "of", "Жанар", "—", "one", "two", "three"]), max_size=12)


@st.composite
def _drafts(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return a text and another that was made of it by losing, adding, moving or changing some words."""
    before = draw(_words)
    after = list(before)
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(st.integers(0, len(after))), draw(st.integers(0, len(after)))))
        taken, after[start:end] = after[start:end], draw(_words)[:3]
        if draw(st.booleans()):
            place = draw(st.integers(0, len(after)))
            after[place:place] = taken
    return before, after


drafts = _drafts()
"""Pairs of texts, the second made of the first."""

# --- documents, schemas and rules ------------------------------------------------------------------------------------

# Markup, its halves, names of the languages, and letters that some readers stumble over.
_PIECES = st.one_of(
    st.sampled_from(
        [
            *"< > & \" ' = /> </ <!-- --> <![CDATA[ ]]> <?x ?> &lt; &#0; &#x10FFFF;".split(" "),
            *("\0", "\ufffe", "\u202e", "{1}", "$n", "[1]", "((("),
            *("<!DOCTYPE a>", 'xmlns=""', 'who="#x"', 'xml:id="a"', "<p> </p>", "<u/>", "<notAllowed/>"),
            *('<ref name="content"/>', "<name>a:b</name>"),
        ]
    ),
    st.text(max_size=5),
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """Return a text with up to four pieces of it cut out, doubled or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        middle = draw(st.one_of(st.just(""), st.just(text[start:end] * 2), _PIECES))
        text = text[:start] + middle + text[end:]
    return text


# --- profiles --------------------------------------------------------------------------------------------------------

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_algorithms = st.lists(st.sampled_from(["md5", "SHA-256", "sha512", "crc32", ""]), max_size=3)
_patterns = st.lists(
    st.sampled_from(["*", "data/*", "data/a.txt", "data/sub/", "notes.txt", "a*b*", "../x"]), max_size=3
)
_tags = st.dictionaries(
    st.sampled_from(["Contact-Name", "contact-name", "Bagging-Date", "BagIt-Profile-Identifier", "\u00e9: \n"]),
    st.fixed_dictionaries(
        {},
        optional={
            "required": st.booleans(),
            "recommended": st.booleans(),
            "repeatable": st.booleans(),
            "values": st.lists(st.sampled_from(["Ada", "2024-02-29", ""]), max_size=2),
        },
    ),
    max_size=3,
)
_keys = {
    "Bag-Info": _tags,
    "Other-Info": st.lists(st.dictionaries(st.sampled_from(["Notes", "notes.txt", "data/a.txt"]), _tags), max_size=2),
    "Manifests-Required": _algorithms,
    "Manifests-Allowed": _algorithms,
    "Tag-Manifests-Required": _algorithms,
    "Tag-Manifests-Allowed": _algorithms,
    "Allow-Fetch.txt": st.booleans(),
    "Fetch.txt-Required": st.booleans(),
    "Data-Empty": st.booleans(),
    "Serialization": st.sampled_from(["forbidden", "required", "optional"]),
    "Accept-Serialization": st.lists(st.sampled_from(["application/zip", "application/tar", "x"]), max_size=2),
    "Accept-BagIt-Version": st.lists(st.sampled_from(["0.97", "1.0", "9"]), min_size=1, max_size=2),
    "Tag-Files-Required": _patterns,
    "Tag-Files-Allowed": _patterns,
    "Payload-Files-Required": _patterns,
    "Payload-Files-Allowed": _patterns,
}
requests = st.fixed_dictionaries({}, optional=dict(_keys))
"""What profiles ask for: often usable, sometimes contradictory."""

wild_requests = st.fixed_dictionaries({}, optional={key: value | _json for key, value in _keys.items()})
"""What profiles ask for, with values of whatever kind."""
