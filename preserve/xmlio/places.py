"""Where everything in a document stands: elements, attributes, characters of values, texts, ends.

Nothing is looked for before something is to be said of it; then each tag is looked at once.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from lxml import etree

from preserve.xmlio import tags
from preserve.xmlio.origin import Source
from preserve.xmlio.paths import Paths
from preserve.xmlio.wellformed import end_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.errors import Location
    from preserve.xmlio.origin import Origins
    from preserve.xmlio.paths import Element
    from preserve.xmlio.wellformed import Tags


class Places:
    """The places in one document.

    Attributes:
        paths: The paths of its tree.
        origins: The files that its text comes from.
    """

    def __init__(self, text: str, root: Element, starts: Tags, origins: Origins) -> None:
        """Keep what places are made of.

        Args:
            text: The characters of the whole.
            root: The tree that was made of them.
            starts: The places of the start tags in the text.
            origins: The files that the text comes from.
        """
        self.paths = Paths(root)
        self._whole = Source("", text)
        self._root = root
        self._starts = starts
        self.origins = origins
        self._attributes: dict[int, dict[str, tags.Attribute]] = {}
        self._characters: dict[tuple[int, str], tags.Characters] = {}

    @functools.cached_property
    def _ordinals(self) -> dict[Element, int]:
        """The place of every element in document order."""
        return {element: number for number, element in enumerate(self._root.iter(etree.Element))}

    @functools.cached_property
    def _ends(self) -> Tags:
        """The places of the end tags."""
        return end_tags(self._whole.text, len(self._starts.lines))

    def at(self, offset: int, path: str | None = None) -> Location:
        """Return the place of a character of the whole."""
        return self.origins.location(offset, path)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place in the text of the whole."""
        return self._whole.offset(line, column)

    def start(self, element: Element) -> int:
        """Return the offset of an element's start tag."""
        number = self._ordinals[element]
        return self._whole.offset(self._starts.lines[number], self._starts.columns[number])

    def behind(self, element: Element) -> int:
        """Return the offset behind an element."""
        text, offset = self._whole.text, self._end(element)
        return tags.tag_end(text, offset) if self._has_end_tag(element) else offset

    def span(self, element: Element) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return line and column, in the text of the whole, of an element and of what is behind it."""
        return self._whole.place(self.start(element)), self._whole.place(self.behind(element))

    def content(self, element: Element) -> tuple[int, int]:
        """Return where what stands in an element begins and ends; for an empty one, behind it."""
        return tags.tag_end(self._whole.text, self.start(element)), self._end(element)

    def _end(self, element: Element) -> int:
        """Return the offset of an end tag, or behind the tag of an empty element."""
        number = self._ordinals[element]
        return self._whole.offset(self._ends.lines[number], self._ends.columns[number])

    def _has_end_tag(self, element: Element) -> bool:
        """Return whether an element is not written as one tag."""
        end = self._end(element)
        return end != tags.tag_end(self._whole.text, self.start(element)) or self._whole.text[end - 2] != "/"

    def element(self, element: Element) -> Location:
        """Return the place of an element's start tag."""
        return self.at(self.start(element), self.paths.of(element))

    def end(self, element: Element) -> Location:
        """Return the place of an element's end tag; of its only tag where it is empty."""
        offset = self._end(element) if self._has_end_tag(element) else self.start(element)
        return self.at(offset, self.paths.of(element))

    def attribute(self, element: Element, name: str) -> Location:
        """Return the place of an attribute, or of the element where it has none of the name."""
        path = self.paths.of(element)
        found = self._attributes_of(element).get(name)
        if found is None:
            return self.at(self.start(element), f"{path}/@{name.rpartition('}')[2]}")
        return self.at(found.start, f"{path}/@{found.name}")

    def value(self, element: Element, name: str, index: int) -> Location:
        """Return the place of a character of an attribute's value."""
        found = self._attributes_of(element).get(name)
        if found is None:
            return self.attribute(element, name)
        key = (self._ordinals[element], name)
        if key not in self._characters:
            self._characters[key] = tags.Characters(self._whole.text, found)
        return self.at(self._characters[key].offset(index), f"{self.paths.of(element)}/@{found.name}")

    def _attributes_of(self, element: Element) -> dict[str, tags.Attribute]:
        """Return the attributes of an element as they are written."""
        number = self._ordinals[element]
        if number not in self._attributes:
            self._attributes[number] = tags.attributes(self._whole.text, self.start(element), element.nsmap)
        return self._attributes[number]

    def text(self, element: Element, after: Element | None) -> Location:
        """Return the place of text directly in an element; see `Document.text_location`."""
        found = (self._text_at(offset) for offset in self._text_starts(element, after))
        offset = next((each for each in found if each is not None), None)
        return self.end(element) if offset is None else self.at(offset, self.paths.of(element))

    def _text_starts(self, element: Element, after: Element | None) -> Iterator[int]:
        """Yield the offsets where texts directly in an element may begin."""
        if after is not None:
            # Comments and instructions are looked through.
            while after is not None and after not in self._ordinals:
                after = after.getprevious()
            yield self.content(element)[0] if after is None else self.behind(after)
        elif self._has_end_tag(element):
            yield self.content(element)[0]
            yield from (self.behind(child) for child in element.iterchildren(etree.Element))

    def _text_at(self, offset: int) -> int | None:
        """Return the offset of the first character behind an offset, before the next tag, that is no white space."""
        text = self._whole.text
        found = tags.text_start(text, offset)
        return None if text.startswith("<", found) and not text.endswith("<![CDATA[", offset, found) else found
