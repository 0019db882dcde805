"""A RELAX NG schema that was read and found in order."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from preserve.relaxng.grammars import settle
from preserve.relaxng.names import listed
from preserve.relaxng.patterns import Attribute, Element
from preserve.relaxng.reading import read_nodes
from preserve.relaxng.restrictions import check
from preserve.relaxng.simplification import Simplifier
from preserve.relaxng.syntax import RELAXNG

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.relaxng.patterns import Pattern, Patterns
    from preserve.relaxng.syntax import Node
    from preserve.xmlio import Element as Source

_ANNOTATIONS = "{http://relaxng.org/ns/compatibility/annotations/1.0}"
_DEFINE = RELAXNG + "define"
_BEARERS = tuple(RELAXNG + kind for kind in ("element", "attribute", "ref", "parentRef", "externalRef", "grammar"))
_DOCUMENTATION = _ANNOTATIONS + "documentation"


class Grammar:
    """A schema in the simple form, made as far as it was needed.

    Attributes:
        patterns: The maker of its patterns.
        files: The files that it was read from, the schema first.
    """

    def __init__(self, *, root: Node, elements: tuple[Node, ...], files: tuple[Path, ...]) -> None:
        """Keep the parts; see `read_grammar`."""
        self._simplifier = Simplifier()
        self.patterns: Patterns = self._simplifier.patterns
        self.files = files
        self._root = root
        self._elements = elements

    @functools.cached_property
    def start(self) -> Pattern:
        """What a document must match."""
        return self._simplifier.pattern(self._root)

    @functools.cached_property
    def _by_name(self) -> dict[str, list[Node]]:
        """The elements of the schema, by the names that they list."""
        found: dict[str, list[Node]] = {}
        for node in self._elements:
            if node.names is not None:
                for name in listed(node.names):
                    found.setdefault(name, []).append(node)
        return found

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """The names of elements that the schema lists, in the order in which they can be met from the start."""
        return tuple(self._by_name)

    def elements(self, name: str) -> tuple[Element, ...]:
        """Return the patterns of elements that list a name.

        Args:
            name: As lxml writes it.
        """
        found = [self._simplifier.pattern(node) for node in self._by_name.get(name, ())]
        return tuple(pattern for pattern in found if isinstance(pattern, Element))

    def documentation(self, pattern: Pattern) -> str | None:
        """Return what the schema tells people about an element, an attribute or a value, on one line; or None.

        Source: RELAX NG DTD Compatibility §2.3 (documentation).
        """
        if isinstance(pattern, Element | Attribute):
            return _documentation_of(pattern.source)
        source = self._simplifier.sources.get(pattern)
        # A value can hold nothing but its text, so what documents it comes after it.
        after = None if source is None else source.getnext()
        return _words(after) if after is not None and after.tag == _DOCUMENTATION else None


def _documentation_of(source: Source | None) -> str | None:
    """Return the documentation of an element or attribute, or of the definition that is there for it alone."""
    if source is None:
        return None
    found = source.find(_DOCUMENTATION)
    if found is None:
        around = next(source.iterancestors(_DEFINE), None)
        found = around.find(_DOCUMENTATION) if around is not None and _is_alone(source, around) else None
    return None if found is None else _words(found)


def _is_alone(source: Source, around: Source) -> bool:
    """Return whether a definition is there for an element or attribute alone, whatever that itself refers to."""
    return all(each is source or source in each.iterancestors() for each in around.iter(*_BEARERS))


def _words(element: Source) -> str | None:
    """Return the text of an element with single spaces, or None where it has none."""
    return " ".join("".join(str(part) for part in element.itertext()).split()) or None


def read_grammar(path: Path, name: str | None = None) -> Grammar:
    """Read a schema in the XML syntax of RELAX NG, and check all of it.

    Args:
        path: The schema; what it includes must be local and lie in or below its folder.
        name: What faults call it; by default the path as given.

    Raises:
        SurroundingsError: The schema cannot be read; what it includes and is not there is a fault of its own (TEI-002).
        DocumentError: A file is not well-formed XML, or TEI-002 where it is no correct schema, or TEI-003 where an
            inclusion reaches out.
    """
    root, files = read_nodes(path, name or str(path))
    return Grammar(root=root, elements=check(settle(root)), files=files)
