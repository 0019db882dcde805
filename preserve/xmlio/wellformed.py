"""Whether a text is well-formed XML, and where its tags stand, as expat reads it.

libxml2 knows no columns and no lines past 65,535, and says less of what is wrong.
"""

from __future__ import annotations

import array
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from preserve.errors import DocumentError, Location

# Stands between namespace and name in what expat reports; no name can hold it.
SEPARATOR: Final = " "
# What Java's parser accepts, with which Saxon reads.
_MOST_ATTRIBUTES: Final = 200
_LONGEST_NAME: Final = 1000
_SHOWN: Final = 60
_WELL_FORMED_HINTS: Final = {
    "mismatched tag": "The end tag here is not that of the element opened last; look for a missing end tag.",
    "not well-formed (invalid token)": "Write < and & in text as &lt; and &amp;, and look for a missing quote.",
    "undefined entity": "Write the character itself: XML knows only &lt; &gt; &amp; &quot; and &apos; by name.",
    "no element found": "The document ends before its outermost element does; it may have been cut off.",
    "unclosed token": "The document ends within a tag; it may have been cut off.",
    "unbound prefix": "Declare the prefix with xmlns:…, or leave it out.",
    "duplicate attribute": "Remove one of the two attributes of the same name.",
    "junk after document element": "A document has one outermost element; move what follows it inside.",
}


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
    opened: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        """Note where a tag starts."""
        if len(attributes) > _MOST_ATTRIBUTES or len(tag) > _LONGEST_NAME:
            raise _beyond(parser, tag, len(attributes), name)
        tags.lines.append(parser.CurrentLineNumber)
        tags.columns.append(parser.CurrentColumnNumber + 1)
        opened.append(f"<{_short(tag)}>, opened on line {parser.CurrentLineNumber}")

    def end(_tag: str) -> None:
        """Note that the last one opened is closed."""
        opened.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    _run(parser, text, name, opened)
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
        external = f" that points to {system}" if system else ""
        # Expat stands somewhere behind the name by now.
        before = text.encode()[: parser.CurrentByteIndex + len("<!DOCTYPE")].decode("utf-8", "ignore")
        start = before.rfind("<!DOCTYPE")
        raise DocumentError(
            f"the document has a DOCTYPE{external}; nothing was fetched and no entity was expanded",
            code="XML-002",
            location=Location(
                file=name, line=before.count("\n", 0, start) + 1, column=start - before.rfind("\n", 0, start)
            ),
        )

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _run(parser: expat.XMLParserType, text: str, name: str, opened: list[str]) -> None:
    """Let expat read the document.

    Args:
        parser: With its handlers set.
        text: The document.
        name: The document's, for messages.
        opened: The elements that are open at any moment, in words.

    Raises:
        DocumentError: XML-001 with expat's own reason.
    """
    try:
        parser.Parse(text, True)  # noqa: FBT003 (expat's own signature)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        last = f"; the last element still open is {opened[-1]}" if opened else ""
        raise DocumentError(
            f"the document is not well-formed XML: {reason}{last}",
            location=Location(file=name, line=error.lineno, column=error.offset + 1),
            hint=_WELL_FORMED_HINTS.get(reason),
        ) from None
