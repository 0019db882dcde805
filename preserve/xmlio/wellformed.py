"""Whether a text is well-formed XML, and where its tags stand, as expat reads it.

libxml2 knows no columns and no lines past 65,535, and says less of what is wrong.
"""

from __future__ import annotations

import array
import contextlib
import re
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from preserve.errors import DocumentError, Location
from preserve.xmlio import foreign
from preserve.xmlio.flaws import Opened, Trouble, place, shown
from preserve.xmlio.malformed import explained

# Stands between namespace and name in what expat reports; no name can hold it.
SEPARATOR: Final = " "
# What Java's parser accepts, with which Saxon reads.
_MOST_ATTRIBUTES: Final = 200
_LONGEST_NAME: Final = 1000
_SHOWN: Final = 60
_WRITTEN: Final = re.compile(rb"<([^\s/>]*)")
_INNERMOST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """Line and column of tags, one pair for every element in document order, counted from 1."""

    lines: array.array[int]
    columns: array.array[int]


def start_tags(text: str, name: str) -> Tags:
    """Return the places of all start tags.

    Args:
        text: A document.
        name: The document's, for messages.

    Raises:
        DocumentError: XML-001, XML-002, XML-004.
    """
    tags = Tags(lines=array.array("L"), columns=array.array("L"))
    parser = _parser(text, name)
    opened: list[tuple[int, int]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        """Note where a tag starts."""
        if len(attributes) > _MOST_ATTRIBUTES or len(tag) > _LONGEST_NAME:
            raise _beyond(parser, tag, len(attributes), name)
        tags.lines.append(parser.CurrentLineNumber)
        tags.columns.append(parser.CurrentColumnNumber + 1)
        opened.append((parser.CurrentByteIndex, parser.CurrentLineNumber))

    def end(_tag: str) -> None:
        """Note that the last one opened is closed."""
        opened.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    _run(parser, text, name, opened, tags)
    return tags


def end_tags(text: str, count: int) -> Tags:
    """Return the places of all end tags, in the order of the elements; behind the tag of an empty element.

    Args:
        text: A document that is well-formed.
        count: How many elements it has.
    """
    tags = Tags(lines=array.array("L", [0]) * count, columns=array.array("L", [0]) * count)
    parser = expat.ParserCreate()
    opened: list[int] = []
    numbers = iter(range(count))

    def end(_tag: str) -> None:
        """Note where the last one opened ends."""
        number = opened.pop()
        tags.lines[number] = parser.CurrentLineNumber
        tags.columns[number] = parser.CurrentColumnNumber + 1

    parser.StartElementHandler = lambda *_: opened.append(next(numbers))
    parser.EndElementHandler = end
    parser.Parse(text, True)  # noqa: FBT003 (expat's own signature)
    return tags


def local(name: str) -> str:
    """Return the local part of a name that expat has resolved."""
    return name.rpartition(SEPARATOR)[2]


def _short(tag: str) -> str:
    """Return the local part of a name as it is told."""
    part = local(tag)
    return part if len(part) <= _SHOWN else f"{part[:_SHOWN]}…"


def _beyond(parser: expat.XMLParserType, tag: str, attributes: int, name: str) -> DocumentError:
    """Make the error for a tag that is larger than the other readers of the document accept."""
    what = (
        f"<{_short(tag)}> has {attributes} attributes, and more than {_MOST_ATTRIBUTES} are not accepted"
        if attributes > _MOST_ATTRIBUTES
        else f"a name or its namespace is longer than {_LONGEST_NAME} characters: <{_short(tag)}>"
    )
    location = Location(file=name, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1)
    return DocumentError(what, code="XML-004", location=location, hint="Look for what was put into the tag by mistake.")


def _parser(text: str, name: str) -> expat.XMLParserType:
    """Return an expat parser that refuses a DOCTYPE."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)

    def refuse(_name: str, system: str | None, _public: str | None, _internal: bool) -> None:  # noqa: FBT001 (expat's)
        """Refuse before anything is declared, so that no entity is ever known."""
        external = f" that points to {shown(system)}" if system else ""
        # Expat stands somewhere behind the name by now.
        before = text.encode()[: parser.CurrentByteIndex + len("<!DOCTYPE")].decode("utf-8", "ignore")
        line, column = place(text, before.rfind("<!DOCTYPE"))
        page = foreign.html(text)
        raise DocumentError(
            page.message
            if page
            else f"the document has a DOCTYPE{external}; nothing was fetched and no entity was expanded",
            code="XML-002",
            location=Location(file=name, line=line, column=column),
            hint=page.hint if page else None,
        )

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _run(parser: expat.XMLParserType, text: str, name: str, opened: list[tuple[int, int]], tags: Tags) -> None:
    """Let expat read the document.

    Args:
        parser: With its handlers set.
        text: The document.
        name: The document's, for messages.
        opened: Where the elements begin that are open at any moment: byte and line.
        tags: The start tags that have been read.

    Raises:
        DocumentError: XML-001.
    """
    try:
        parser.Parse(text, True)  # noqa: FBT003 (expat's own signature)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        flaw = explained(_trouble(text, reason, parser.ErrorByteIndex, opened, begun=bool(tags.lines)))
        line, column = place(text, flaw.offset)
        location = Location(file=name, line=line, column=column)
        raise DocumentError(flaw.message, location=location, hint=flaw.hint) from None


def _trouble(text: str, reason: str, index: int, opened: list[tuple[int, int]], *, begun: bool) -> Trouble:
    """Gather what is known of the place where expat gave up.

    Args:
        text: The document.
        reason: Expat's own.
        index: Of the byte at which it stood.
        opened: Where the elements begin that are open: byte and line.
        begun: Whether the root has begun.
    """
    data = text.encode()
    token, bound = _last_token(text)
    at = len(data[:index].decode("utf-8", "ignore"))
    return Trouble(
        text=text,
        reason=reason,
        at=at,
        token=min(token, at),
        opened=tuple(
            Opened(name=_written(data, start), line=line, offset=len(data[:start].decode()))
            for start, line in reversed(opened[-_INNERMOST:])
        ),
        depth=len(opened),
        names=frozenset(_written(data, start) for start, _ in opened),
        begun=begun,
        bound=bound,
    )


def _last_token(text: str) -> tuple[int, frozenset[str]]:
    """Return where the piece begins that expat cannot read, and the prefixes that are declared there.

    Expat hands over unchanged every piece that it could read; what it does not hand over is the faulty one.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    read, bound = 0, list[str]()

    def count(piece: str) -> None:
        """Add up the pieces."""
        nonlocal read
        read += len(piece)

    parser.DefaultHandler = count
    parser.StartNamespaceDeclHandler = lambda prefix, _: bound.append(prefix or "")
    parser.EndNamespaceDeclHandler = lambda _: bound.pop()
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(text, True)  # noqa: FBT003 (expat's own signature)
    return read, frozenset(bound)


def _written(data: bytes, start: int) -> str:
    """Return the name in a start tag as it is written."""
    found = _WRITTEN.match(data, start)
    return found.group(1).decode("utf-8", "replace") if found else ""
