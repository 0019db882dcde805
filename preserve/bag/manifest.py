"""Manifests: which files a bag has, and the digest of each.

Source: RFC 8493 §2.1.3 (payload manifests), §2.2.1 (tag manifests)
"""

from __future__ import annotations

import itertools
import re
from array import array
from binascii import unhexlify
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag import names, tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preserve.bag.declaration import Declaration
    from preserve.bag.faults import Faults
    from preserve.bag.places import Places
    from preserve.bag.tree import Tree

_NAME: Final = re.compile(r"(tag)?manifest-(.+)\.txt", re.DOTALL)
_LINE: Final = re.compile(r"([^ \t]+)([ \t]+)(.+)", re.DOTALL)
_ROWS: Final = 1000
_GAP: Final = "  "
_FEW: Final = 8
_HEX: Final = re.compile(r"[0-9A-Fa-f]+")
# Rows of paths on which `_Reader` finds nothing to say or to change.
_PLAIN_PAYLOAD: Final = re.compile(rf"(?:{names.PLAIN_PAYLOAD}\n)*+")
_PLAIN_TAGS: Final = re.compile(
    r"(?:(?!data/|tagmanifest-)[A-Za-z0-9_-][A-Za-z0-9_. -]*+(?:/[A-Za-z0-9_-][A-Za-z0-9_. -]*+)*+\n)*+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One file in a manifest.

    Attributes:
        number: Of the line, counted from 1.
        digest: In lower case; empty where the manifest gives none that can be right.
        path: Of the file, relative to the bag, decoded.
        literal: The path as written, for writers that did not encode a percent sign.
    """

    number: int
    digest: str
    path: str
    literal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One manifest; its lines lie in columns.

    Attributes:
        name: Of the file, such as ``manifest-sha512.txt``.
        algorithm: Normalised; one that is not known was told as a fault.
        places: Of the files that are listed, line for line.
        is_whole: Whether the file could be read to its end.
    """

    name: str
    algorithm: str
    places: array[int]
    is_whole: bool
    _columns: _Columns

    @property
    def is_of_tags(self) -> bool:
        """Whether it lists tag files rather than the payload."""
        return self.name.startswith("tag")

    @property
    def lines(self) -> Iterator[Line]:
        """The lines that can be looked for, in their own order."""
        return map(self.line, range(len(self.places)))

    def line(self, index: int) -> Line:
        """Return one of the lines that can be looked for, counted from 0."""
        path = self._columns.paths.paths[self.places[index]]
        number, literal = self._columns.numbers[index], self.literal(index)
        return Line(number=number, digest=self.digest(index), path=path, literal=path if literal is None else literal)

    def literal(self, index: int) -> str | None:
        """Return the path in a line as it is written, where that is otherwise, and else None."""
        return self._columns.literals.get(index)

    def digest(self, index: int) -> str:
        """Return the digest in a line that can be looked for, counted from 0; empty where there is none."""
        columns = self._columns
        if index in columns.odd:
            return columns.odd[index]
        start = index * columns.width
        return columns.digests[start : start + columns.width].hex()


@dataclass(slots=True, kw_only=True)
class _Columns:
    """What stands beside the places in a manifest.

    Attributes:
        paths: At the places.
        width: Of a digest in bytes, or of the first one where the algorithm is not known; 0 where none was found.
        numbers: Of the lines, counted from 1.
        digests: One after the other, in bytes, also where one is odd.
        odd: By index, digests that are missing or of another length.
        literals: By index, paths as they are written, where that is otherwise.
    """

    paths: Places
    width: int
    numbers: array[int] = field(default_factory=lambda: array("I"))
    digests: bytearray = field(default_factory=bytearray)
    odd: dict[int, str] = field(default_factory=dict)
    literals: dict[int, str] = field(default_factory=dict)


def is_name(path: str) -> bool:
    """Return whether a path is that of a manifest of either kind."""
    return "/" not in path and _NAME.fullmatch(path) is not None


def is_tag_name(path: str) -> bool:
    """Return whether a path is that of a tag manifest."""
    return is_name(path) and path.startswith("tag")


def name_for(algorithm: str, *, of_tags: bool = False) -> str:
    """Return the name of a manifest.

    Args:
        algorithm: Normalised.
        of_tags: Whether it lists tag files.
    """
    return f"{'tag' if of_tags else ''}manifest-{algorithm}.txt"


def content(entries: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield the content of a manifest in blocks, so that one of millions of lines is never in memory whole.

    Args:
        entries: Pairs of path and digest, in the order of their paths.
    """
    remaining = iter(entries)
    while some := list(itertools.islice(remaining, _ROWS)):
        yield "".join(f"{digest}{_GAP}{names.encoded(path)}\n" for path, digest in some).encode()


def read(found: Tree, name: str, declaration: Declaration, places: Places, faults: Faults) -> Manifest:
    """Return what a manifest lists; lines that lead astray or list what does not belong there are left out.

    Args:
        found: What the bag holds.
        name: Of the manifest.
        declaration: Says how the manifest is encoded and how strict to be.
        places: Of the files that are there; those that are only listed are given one.
        faults: Is told what is the matter with lines.
    """
    reader = _Reader(name, declaration, places, faults)
    first = 1
    for rows in tree.tag_batches(found, name, declaration.encoding, faults):
        reader.take(first, rows)
        first += len(rows)
    return reader.manifest(is_whole=not faults.has_broken_off(name))


class _Reader:
    """Judges the lines of one manifest."""

    def __init__(self, name: str, declaration: Declaration, places: Places, faults: Faults) -> None:
        """Take the algorithm from the name of the file."""
        match = _NAME.fullmatch(name)
        stated = match[2] if match else ""
        self._algorithm = fixity.normalised(stated)
        self._name = name
        self._is_strict = declaration.is_strict
        self._faults = faults
        self._is_of_tags = is_tag_name(name)
        self._length = fixity.hex_length(self._algorithm) if fixity.is_known(self._algorithm) else 0
        self._are_plain = (_PLAIN_TAGS if self._is_of_tags else _PLAIN_PAYLOAD).fullmatch
        self._places = array("I")
        self._columns = _Columns(paths=places, width=self._length // 2)
        if not self._length:
            faults.add("BAG-010", "the checksums are of a kind that is not known", name)
        elif self._is_strict and stated != self._algorithm:
            faults.add("BAG-010", f"the manifest should be named after {self._algorithm}", name)

    def manifest(self, *, is_whole: bool) -> Manifest:
        """Return what was taken."""
        return Manifest(
            name=self._name, algorithm=self._algorithm, places=self._places, is_whole=is_whole, _columns=self._columns
        )

    def take(self, first: int, rows: list[str]) -> None:
        """Take lines: all at once where all are as most are; the others are found by halving.

        Args:
            first: The number of the first line.
            rows: The lines.
        """
        half = len(rows) // 2
        if first == 1 and not self._length:
            self._columns.width = _width(rows[0])
        if self._take_plain(first, rows):
            return
        if half > _FEW:
            self.take(first, rows[:half])
            self.take(first + half, rows[half:])
        else:
            for line in filter(None, map(self._line, itertools.count(first), rows)):
                self._keep(line)

    def _take_plain(self, first: int, rows: list[str]) -> bool:
        """Take lines of which `_line` would say nothing, and return whether all were such."""
        length = self._columns.width * 2
        if not length:
            return False
        start = length + len(_GAP)
        paths = [row[start:] for row in rows]
        if not self._are_plain("\n".join([*paths, ""])):
            return False
        if "".join([row[length:start] for row in rows]) != _GAP * len(rows):
            return False
        try:
            self._columns.digests += unhexlify("".join([row[:length] for row in rows]))
        except ValueError:
            return False
        self._columns.numbers.extend(range(first, first + len(rows)))
        self._places.extend(self._columns.paths.give(paths))
        return True

    def _keep(self, line: Line) -> None:
        """Keep a line that is not like most."""
        columns, index = self._columns, len(self._places)
        if len(line.digest) == columns.width * 2 > 0:
            columns.digests += unhexlify(line.digest)
        else:
            columns.digests += bytes(columns.width)
            columns.odd[index] = line.digest
        if line.literal != line.path:
            columns.literals[index] = line.literal
        columns.numbers.append(line.number)
        self._places.extend(columns.paths.give([line.path]))

    def _line(self, number: int, row: str) -> Line | None:
        """Return what a line lists, or None where it lists nothing that can be looked for."""
        match = _LINE.fullmatch(row)
        if not match:
            if row.strip() or self._is_strict:
                self._tell("BAG-009", "the line is not a checksum, white space and a path", number)
            return None
        checksum, gap, path = match.groups()
        if gap == " " and path.startswith("*"):
            self._tell("BAG-033", "the line was written by md5sum or its like, which put an asterisk first", number)
            path = path[1:]
        return self._listed(number, self._digest(checksum, number), path)

    def _digest(self, checksum: str, number: int) -> str:
        """Return the digest in lower case, or an empty string where it is none."""
        if _HEX.fullmatch(checksum) and self._length in {0, len(checksum)}:
            return checksum.lower()
        wanted = f"{self._length} hexadecimal digits long" if self._length else "hexadecimal"
        self._tell("BAG-009", f"the checksum is not {wanted}", number)
        return ""

    def _listed(self, number: int, digest: str, path: str) -> Line | None:
        """Return the line where its path may be looked for."""
        meant = names.decoded(path) if self._is_strict else names.legacy_decoded(path)
        if reason := names.astray(meant):
            self._tell("BAG-011", f"{names.shown(path)} leads out of the bag: {reason}", number)
            return None
        tidy = names.tidied(meant)
        if reason := self._misplaced(meant, tidy):
            self._tell("BAG-012", f"{names.shown(path)} has no place in this manifest: {reason}", number)
            return None
        self._judge_writing(number, path, is_tidy=tidy == meant)
        return Line(number=number, digest=digest, path=tidy, literal=self._literal(path, tidy))

    def _literal(self, path: str, tidy: str) -> str:
        """Return the path as written where a percent sign in it may stand for itself."""
        literal = "%" in path and (not self._is_strict or names.has_stray_percent(path))
        return names.tidied(path) if literal else tidy

    def _misplaced(self, meant: str, tidy: str) -> str | None:
        """Return in words why a manifest of this kind must not list a path, or None."""
        if meant.endswith(("/", "/.")):
            return "it is a folder"
        if not self._is_of_tags:
            return None if names.is_payload(tidy) else "it is not in data/"
        if names.is_payload(tidy):
            return "it is in data/"
        return "it is a tag manifest itself" if is_tag_name(tidy) else None

    def _judge_writing(self, number: int, path: str, *, is_tidy: bool) -> None:
        """Tell of a path that can be understood but is not written as it should be."""
        if self._is_strict and names.has_stray_percent(path):
            self._tell("BAG-009", f"a percent sign in {names.shown(path)} is not written as %25", number)
        if not is_tidy:
            self._tell("BAG-033", f"{names.shown(path)} is written in a roundabout way", number)

    def _tell(self, code: str, message: str, number: int) -> None:
        """Note a fault of a line."""
        self._faults.add(code, message, self._name, line=number)


def _width(row: str) -> int:
    """Return how many bytes the checksum is long that a line begins with; 0 when it is none."""
    match = _HEX.match(row)
    return len(match[0]) // 2 if match else 0
