"""Fixity: the digests of files, taken in one read, and copies that are proven while they are made.

Only regular files are read: a link is refused because it points outside what is kept, a pipe or a device because
reading it may never end. A file that changes while it is read has no digest, and that is an error which names it.

What the machine refuses (no such file, a full disk) leaves this module as the system's own OSError; the caller knows
what was being done and says so with `preserve.errors.surroundings`.
"""

from __future__ import annotations

from preserve.fixity.batches import batched, over_threads
from preserve.fixity.digests import BIG, DEFAULT_ALGORITHMS, Fixity, Progress, hex_length, is_known, normalised
from preserve.fixity.many import of_files
from preserve.fixity.reading import Name, kind, of_file, opened
from preserve.fixity.saving import save
from preserve.fixity.syncing import sync_files, sync_folder
from preserve.fixity.writing import copy, write

__all__ = [
    "BIG",
    "DEFAULT_ALGORITHMS",
    "Fixity",
    "Name",
    "Progress",
    "batched",
    "copy",
    "hex_length",
    "is_known",
    "kind",
    "normalised",
    "of_file",
    "of_files",
    "opened",
    "over_threads",
    "save",
    "sync_files",
    "sync_folder",
    "write",
]
