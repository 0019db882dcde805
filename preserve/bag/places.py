"""The places of paths: a number for each, so that what is said of millions of files can lie in columns.

An object for each line of each manifest would fill the memory, and to look up a path takes as long as all else that is
done with its line; so each line is looked up once, and only numbers are handed on.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Places:
    """The paths of a bag in a fixed order: first those of the files that are there, then those that are only listed."""

    def __init__(self, files: Iterable[str]) -> None:
        """Begin with the paths of the files that are there."""
        self.paths = list(files)
        self.there = len(self.paths)
        self._numbers = dict(zip(self.paths, itertools.count(), strict=False))

    def __len__(self) -> int:
        """Return how many paths have a place."""
        return len(self.paths)

    def __contains__(self, path: str) -> bool:
        """Return whether a path has a place."""
        return path in self._numbers

    def of(self, path: str) -> int:
        """Return the place of a path that has one, counted from 0."""
        return self._numbers[path]

    def give(self, paths: list[str]) -> Sequence[int]:
        """Return the places of paths, of which there is at least one; those that have none are given the next ones."""
        start = self._numbers.get(paths[0], 0)
        # Manifests are mostly sorted, as a folder is when it is walked; to compare costs less than to look up each.
        if self.paths[start : start + len(paths)] == paths:
            return range(start, start + len(paths))
        try:
            return list(map(self._numbers.__getitem__, paths))
        except KeyError:
            self._add(paths)
            return list(map(self._numbers.__getitem__, paths))

    def _add(self, paths: list[str]) -> None:
        """Give places to those paths that have none."""
        for path in paths:
            if path not in self._numbers:
                self._numbers[path] = len(self.paths)
                self.paths.append(path)
