"""What is too much: no honest archive of a bag comes near to these bounds, and an attack can be told by them."""

from __future__ import annotations

from typing import Final

MOST_MEMBERS: Final = 10_000_000
"""Entries in one archive, of whatever kind."""

HIGHEST_RATIO: Final = 1000
"""Bytes that come of one packed byte. Deflate can do no more than 1032, and does so with nothing but zeros."""

RATIO_FROM: Final = 1 << 20
"""Bytes below which the ratio does not matter."""

LONGEST_NAME: Final = 4096
"""Bytes in the name of a member; most systems open no longer path."""

DEEPEST: Final = 256
"""Folders above a file."""

LARGEST_EXTENSION: Final = 1 << 20
"""Bytes in an extended header of a tar, which holds names and a few figures."""

LONGEST_PADDING: Final = 64 << 20
"""Zeros behind the end of a tar; programs fill up a block, which on tapes may have some megabytes."""
