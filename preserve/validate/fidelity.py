"""Faithfulness: whether the encoding holds every word of the transcript as received, in order, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve import collation
from preserve.collation import Change
from preserve.errors import Location, surroundings
from preserve.findings import finding
from preserve.interview import TEI, interviews, read, uncompared_transcripts, words_by_interview
from preserve.validate.files import is_at_hand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from preserve.collation import Difference, Word
    from preserve.findings import Finding
    from preserve.interview import Interview, LocalFile
    from preserve.xmlio import Document, Element

_CODES: Final = {
    Change.LOST: "COL-001",
    Change.ADDED: "COL-002",
    Change.CHANGED: "COL-003",
    Change.MOVED: "COL-004",
}
_CITED: Final = 6
_LONGEST: Final = 72
_LONGEST_REASON: Final = 190


def check_fidelity(document: Document, folder: Path) -> Iterator[Finding]:
    """Yield every stretch of words that is in only one of the two, or elsewhere, for each interview of a document.

    Args:
        document: One interview, or a corpus.
        folder: Where its TEI lies.
    """
    encoded: tuple[tuple[Word, ...], ...] | None = None
    for number, root in enumerate(interviews(document)):
        record = read(document, "", root)
        yield from _uncompared(document, record, root)
        if record.transcript and is_at_hand(record.transcript, folder):
            # All words are read at once; of an interview without a transcript they need not be.
            encoded = encoded or words_by_interview(document)
            yield from _collated(document, record.transcript, folder, encoded[number])


def _uncompared(document: Document, interview: Interview, root: Element) -> Iterator[Finding]:
    """Yield why words cannot be compared."""
    uncompared = tuple(uncompared_transcripts(document, interview, root))
    for reason, location in uncompared:
        yield finding("COL-007", f"{_shortened(reason)}, so its words were not compared", location)
    if interview.transcript is None and not uncompared:
        message = "no transcript is named in sourceDesc, so the words were not compared"
        source = next(root.iter(f"{TEI}sourceDesc"), root)
        yield finding("COL-005", message, document.location(source))


def _collated(document: Document, transcript: LocalFile, folder: Path, encoded: tuple[Word, ...]) -> Iterator[Finding]:
    """Yield what differs from a transcript that is there."""
    path = transcript.path(folder)
    with surroundings("read the transcript", path):
        data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the transcript {transcript.target} is not UTF-8: see its line {line}"
        yield finding("COL-006", message, transcript.location)
        return
    received = collation.markdown_words(text)
    for difference in collation.compare(received, encoded, collation.plain_words(text)):
        yield _told(document, difference)


def _told(document: Document, difference: Difference) -> Finding:
    """Make the finding of a difference, with both places."""
    before, after = _quoted(difference.before), _quoted(difference.after)
    message = {
        Change.LOST: f"lost: the transcript has {before}{_place(difference.before_place)}, the encoding has not",
        Change.ADDED: f"added: the encoding has {after}, which the transcript has not{_place(difference.before_place)}",
        Change.CHANGED: f"changed: the transcript has {before}{_place(difference.before_place)}, the encoding {after}",
        Change.MOVED: f"moved: {before} stands elsewhere in the transcript{_place(difference.before_place)}",
    }[difference.change]
    return finding(_CODES[difference.change], message, _location(document, difference.after_place))


def _location(document: Document, word: Word | None) -> Location:
    """Return the place of a word of the encoding; an empty text has none."""
    if word is None:
        return Location(file=document.name)
    return document.place(word.line, word.column)


def _quoted(words: Sequence[Word]) -> str:
    """Return words in quotation marks, the middle of many left out."""
    texts = [word.text if len(word.text) <= _LONGEST else f"{word.text[:_LONGEST]}…" for word in words]
    if len(texts) > _CITED:
        half = _CITED // 2
        return f"“{' '.join(texts[:half])} … {' '.join(texts[-half:])}” ({len(texts)} words)"
    return f"“{' '.join(texts)}”"


def _shortened(reason: str) -> str:
    """Return a reason that leaves room for the rest of a message."""
    return reason if len(reason) <= _LONGEST_REASON else f"{reason[:_LONGEST_REASON]}…"


def _place(word: Word | None) -> str:
    """Return a place of the transcript in words."""
    return f" (line {word.line}, column {word.column})" if word else ""
