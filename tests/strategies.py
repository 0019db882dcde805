"""All strategies of Hypothesis that the tests draw from, so that it can be read in one place what they try."""

from __future__ import annotations

from hypothesis import strategies as st

from preserve.bag import names

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

payload_paths = paths.map("data/{}".format).filter(lambda path: names.unusable(path) is None)
"""Paths of payload files that we write."""

payloads = st.lists(
    st.tuples(payload_paths, st.binary(max_size=64)),
    min_size=1,
    max_size=6,
    unique_by=lambda each: names.folded(each[0]),
)
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
