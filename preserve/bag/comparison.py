"""Whether the bag that is already there says the same as one just made, or to be made, but for the date of the act.

What a bag is made of is in its payload; the clock shows only in its tag files: as Bagging-Date, and in those that tell
of the act itself, as the date and the time of events. The tag manifests follow from those and are not compared. Digests
are compared as the manifests have them; but for files that tell the time, nothing is read again.
"""

from __future__ import annotations

import filecmp
import itertools
import re
from typing import TYPE_CHECKING, Final

from preserve import fixity
from preserve.bag import contents, info, lists, manifest, names
from preserve.bag.faults import Faults
from preserve.bag.verification import verify
from preserve.errors import BagError, Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from preserve.bag.contents import Bag
    from preserve.bag.lists import Lists
    from preserve.bag.preflight import Found
    from preserve.bag.tree import Tree
    from preserve.fixity import Progress

_INTERVIEW: Final = "data/tei/"
_ALONE: Final = "is in one of them only"
_OTHER: Final = "is not the same"
_LONGEST_NAME: Final = 60  # a message within a message
_DATE_LABEL: Final = info.DATE.lower().encode() + b":"
_MOMENT: Final = re.compile(
    rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def require_same(staged: Path, existing: Path, dated: tuple[str, ...] = ()) -> None:
    """Return when both bags say the same.

    Args:
        staged: A bag that verifies.
        existing: What is at its target; it is read whole and left as it is.
        dated: The paths of tag files that tell of the act of bagging; the date and the time of it do not count there.

    Raises:
        BagError: When it is broken or no bag at all (BAG-042), or another one (BAG-041), naming the first file that
            differs.
    """
    _require_sound(existing)
    for path, words in _differences(contents.read(staged), contents.read(existing), dated):
        raise _another(existing, path, words)


def require_alike(files: Iterable[tuple[str, int | None]], existing: Path) -> None:
    """Return when a bag to be may say the same as the one that is there, as far as a look at names and sizes tells.

    Of a bag that is seen not to be whole nothing is said; `require_same` tells that it is broken.

    Args:
        files: Of the payload to be: path in the bag, and bytes, or None where that is not known yet.
        existing: A bag; no file of its payload is read.

    Raises:
        BagError: BAG-041, naming the first file that differs.
    """
    faults = Faults()
    theirs = contents.load(existing, faults)
    if theirs is None or not _looks_whole(theirs, faults):
        return
    _require_none(_seen(files, theirs.tree), existing)


def require_made_of(
    payload: Iterable[Found], tag_files: Mapping[str, bytes], existing: Path, progress: Progress | None = None
) -> None:
    """Return when the bag that is there is the one that would be made of some files; nothing is copied to find out.

    Args:
        payload: The files; each is read once, unless names and sizes tell enough.
        tag_files: The content of all tag files but the manifests, by path.
        existing: Is read whole and left as it is.
        progress: Is told the bytes as they are read.

    Raises:
        BagError: When it is broken or no bag at all (BAG-042), or another one (BAG-041); BAG-024 for a file that
            changes meanwhile.
        OSError: When the system refuses.
    """
    files = list(payload)
    sizes = [(file.path, file.size) for file in files]
    require_alike(sizes, existing)
    _require_sound(existing, progress)
    theirs = contents.read(existing)
    # A bag that does not say how much it holds was not seen to be whole until now.
    _require_none(_seen(sizes, theirs.tree), existing)
    for path, words in itertools.chain(_unlike(files, theirs, progress), _other_tags(tag_files, theirs)):
        raise _another(existing, path, words)


def _unlike(files: list[Found], theirs: Bag, progress: Progress | None) -> Iterator[tuple[str, str]]:
    """Yield path and words for each file that has not the digests which a bag vouches for."""
    listed = lists.check(theirs, Faults())
    algorithms = tuple(each.algorithm for each in theirs.manifests)
    for path, actual in fixity.of_files(((file.path, file.source, algorithms) for file in files), progress=progress):
        if not isinstance(actual, fixity.Fixity):
            raise actual
        if any(actual.digest(claim.algorithm) != claim.digest for claim in listed.claims(path)):
            yield path, _OTHER


def _other_tags(tag_files: Mapping[str, bytes], theirs: Bag) -> Iterator[tuple[str, str]]:
    """Yield path and words for each tag file that a bag lacks, has beside them, or has with another content."""
    kinds = itertools.product(fixity.DEFAULT_ALGORITHMS, (False, True))
    ours = {*tag_files, *(manifest.name_for(algorithm, of_tags=of_tags) for algorithm, of_tags in kinds)}
    for path in sorted(ours ^ set(itertools.filterfalse(names.is_payload, theirs.tree.files))):
        yield path, _ALONE
    for path, content in tag_files.items():
        if _timeless(content, path) != _timeless(_content(theirs, path), path):
            yield path, _OTHER


def _looks_whole(bag: Bag, faults: Faults) -> bool:
    """Return whether a bag has the files that it lists, and as much of them as it says."""
    lists.check(bag, faults)
    sizes = [bag.tree.size(path) for path in bag.tree.files if names.is_payload(path)]
    told = info.values(bag.info, info.OXUM)
    return told == (info.oxum(sum(sizes), len(sizes)),) and not any(found.is_error for found in faults.found())


def _seen(files: Iterable[tuple[str, int | None]], found: Tree) -> Iterator[tuple[str, str]]:
    """Yield path and words for each difference between a payload to be and the one that is there, in any order."""
    rest = set(filter(names.is_payload, found.files))
    for path, size in files:
        if path not in rest:
            yield path, _ALONE
        elif size is not None and size != found.size(path):
            yield path, _OTHER
        rest.discard(path)
    for path in rest:
        yield path, _ALONE


def _require_none(differences: Iterable[tuple[str, str]], existing: Path) -> None:
    """Raise for the difference that says most, whatever their order."""
    if first := min(differences, key=lambda difference: (_rank(difference[0]), difference), default=None):
        raise _another(existing, *first)


def _another(existing: Path, path: str, words: str) -> BagError:
    """Return the error for a bag that differs."""
    return BagError(
        f"the bag that is there differs: {names.shown(path)} {words}",
        code="BAG-041",
        location=Location(file=str(existing)),
    )


def _require_sound(existing: Path, progress: Progress | None = None) -> None:
    """Raise for something that is no bag, or a broken one."""
    if reason := _fault(existing, progress):
        raise BagError(
            f"what is there already is no sound bag: {reason}",
            code="BAG-042",
            location=Location(file=str(existing)),
        )


def _fault(existing: Path, progress: Progress | None) -> str | None:
    """Return in words what keeps something from being a sound bag, or None."""
    if existing.is_symlink():
        return "it is a link"
    if not existing.is_dir():
        return "it is not a folder"
    wrong = [found for found in verify(existing, progress=progress) if found.is_error]
    if not wrong:
        return None
    # A wrong count says less than the name of the file behind it.
    first = min(wrong, key=lambda found: found.code == "BAG-020")
    return f"{names.shown(first.location.file, _LONGEST_NAME)}: {first.message}"


def _differences(ours: Bag, theirs: Bag, dated: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield path and words for each difference between two bags that both verify, what says most first."""
    mine, other = ours.tree.files, theirs.tree.files
    listed = lists.check(ours, Faults()), lists.check(theirs, Faults())
    # Both dates are blanked in both bags: one of them may also be the date of the interview, which is in both.
    dates = {date.encode() for each in (ours, theirs) for date in info.values(each.info, info.DATE)}
    for path in sorted(sorted(mine.keys() | other.keys()), key=_rank):
        if path not in mine or path not in other:
            yield path, _ALONE
        elif path == info.NAME or path in dated:
            if _timeless(_content(ours, path), path, dates) != _timeless(_content(theirs, path), path, dates):
                yield path, _OTHER
        elif not manifest.is_tag_name(path) and not _is_same(path, ours, theirs, listed):
            yield path, _OTHER


def _rank(path: str) -> int:
    """Return what sorts the interview before what was made of it, and the payload before the tag files."""
    return 0 if path.startswith(_INTERVIEW) else 1 if names.is_payload(path) else 2


def _is_same(path: str, ours: Bag, theirs: Bag, listed: tuple[Lists, Lists]) -> bool:
    """Return whether a file is the same in two bags, by the digests that both have of it, or else by its bytes."""
    mine, other = ({claim.algorithm: claim.digest for claim in each.claims(path)} for each in listed)
    if common := mine.keys() & other.keys():
        return all(mine[algorithm] == other[algorithm] for algorithm in common)
    # The names are bytes, which need not be text.
    return filecmp.cmp(ours.tree.native(path), theirs.tree.native(path), shallow=False)


def _content(bag: Bag, path: str) -> bytes:
    """Return the content of a tag file that is small."""
    with bag.tree.opened(path) as stream:
        return stream.read()


def _timeless(content: bytes, path: str, dates: Collection[bytes] = ()) -> bytes:
    """Return the content of a tag file without the traces of the clock.

    Args:
        content: The tag file.
        path: Of the file.
        dates: The days on which bags were made, where the file tells of that.
    """
    if path == info.NAME:
        return b"".join(row for row in content.splitlines(keepends=True) if not row.lower().startswith(_DATE_LABEL))
    if not dates:
        return content
    content = _MOMENT.sub(b"MOMENT", content)
    for date in filter(None, dates):
        content = content.replace(date, b"DATE")
    return content
