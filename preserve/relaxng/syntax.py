"""The full syntax of RELAX NG: what may stand where in a schema, as tables, and the nodes that it is read into.

Source: RELAX NG §3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from preserve.errors import DocumentError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from preserve.errors import Location
    from preserve.relaxng.names import NameClass
    from preserve.relaxng.patterns import Pattern
    from preserve.relaxng.summaries import Summary
    from preserve.xmlio import Document, Element

RELAXNG: Final = "{http://relaxng.org/ns/structure/1.0}"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a schema, as it is met on one way of inclusions.

    Attributes:
        path: Where it lies, as an absolute path.
        document: What was read.
        includer: The file that includes it here; None for the schema itself.
        has_namespace: Whether an externalRef gives an ns to its outermost element.
    """

    path: Path
    document: Document
    includer: File | None = None
    has_namespace: bool = False

    def is_within(self, path: Path) -> bool:
        """Return whether the file is, or is included by, the one at a path."""
        here: File | None = self
        while here is not None and here.path != path:
            here = here.includer
        return here is not None


class Node:
    """An element of a schema, with what it inherits.

    Attributes:
        kind: Its local name; for what is written alike but means a set of names: nameChoice and nameExcept; and
            includeDiv for a div within include.
        element: In the tree of its file.
        file: Where it stands.
        namespace: The value of ns that holds for it.
        library: The datatypeLibrary that holds for it.
        label: The value of its name, type or href; None where it has none.
        combine: The value of its combine, or None.
        children: The nodes of the patterns, or of whatever else it is made of.
        text: The text of a name, value or param.
        parameters: The params of a data.
        naming: The node of the set of names, of an element or attribute that has no attribute name.
        names: The set of names, of an element or attribute.
        target: What a reference means; what a grammar begins with.
        summary: See `preserve.relaxng.summaries`; None before that was looked at.
        pattern: See `preserve.relaxng.simplification`; None before it was made.
    """

    __slots__ = (
        "children",
        "combine",
        "element",
        "file",
        "kind",
        "label",
        "library",
        "names",
        "namespace",
        "naming",
        "parameters",
        "pattern",
        "summary",
        "target",
        "text",
    )

    def __init__(self, kind: str, element: Element, file: File, namespace: str, library: str) -> None:
        """Keep the parts."""
        self.kind = kind
        self.element = element
        self.file = file
        self.namespace = namespace
        self.library = library
        self.label: str | None = None
        self.combine: str | None = None
        self.children: list[Node] = []
        self.text = ""
        self.parameters: tuple[tuple[str, str], ...] = ()
        self.naming: Node | None = None
        self.names: NameClass | None = None
        self.target: Node | None = None
        self.summary: Summary | None = None
        self.pattern: Pattern | None = None

    @property
    def location(self) -> Location:
        """The place of the element."""
        return self.file.document.location(self.element)

    def fault(self, message: str, hint: str | None = None) -> DocumentError:
        """Make the error for something that is wrong with this element."""
        return DocumentError(shortened(message, LONGEST), code="TEI-002", location=self.location, hint=hint)


LONGEST: Final = 240


def suggestion(wrong: str, known: Iterable[str]) -> str | None:
    """Return a hint that names what was probably meant, or None."""
    import difflib

    found = difflib.get_close_matches(wrong, list(known), n=1)
    return f"Did you mean “{found[0]}”?" if found else None


EMPTY_HINT: Final = f'A schema begins with <grammar xmlns="{RELAXNG[1:-1]}">; get the file anew.'


def compact_hint(path: Path) -> str:
    """Say how to make XML of a file in the compact syntax; trang knows that by a suffix of its own."""
    if path.suffix.lower() == ".rng":
        return f"If it is in the compact syntax, rename it to {path.stem}.rnc, and: trang {path.stem}.rnc {path.name}"
    return f"If it is in the compact syntax, convert it: trang {path.name} {path.stem}.rng"


def _same(words: str) -> dict[str, str]:
    """Return a table in which every name means itself."""
    return {word: word for word in words.split()}


# What may stand in an element, each with the kind that it has there.
_PATTERNS: Final = _same(
    "element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref parentRef empty value data "
    "text notAllowed externalRef grammar"
)
NAME_CLASSES: Final = {**_same("name anyName nsName"), "choice": "nameChoice"}
_COMPONENTS: Final = _same("start define div include")
_OVERRIDES: Final = {**_same("start define"), "div": "includeDiv"}
_EXCEPTION: Final = {"except": "nameExcept"}
_NOTHING: Final[dict[str, str]] = {}

CHILDREN: Final[Mapping[str, Mapping[str, str]]] = {
    **dict.fromkeys("element attribute group interleave choice optional zeroOrMore".split(), _PATTERNS),
    **dict.fromkeys("oneOrMore list mixed except start define".split(), _PATTERNS),
    **dict.fromkeys("ref parentRef empty text notAllowed externalRef name value param".split(), _NOTHING),
    **dict.fromkeys(("grammar", "div"), _COMPONENTS),
    **dict.fromkeys(("include", "includeDiv"), _OVERRIDES),
    **dict.fromkeys(("anyName", "nsName"), _EXCEPTION),
    **dict.fromkeys(("nameExcept", "nameChoice"), NAME_CLASSES),
    "data": _same("param except"),
}
PATTERN_KINDS: Final = frozenset(_PATTERNS)
KINDS: Final = frozenset(name for children in CHILDREN.values() for name in children)

# The elements that hold text, and nothing else.
TEXTS: Final = frozenset({"name", "value", "param"})
FEWEST: Final = {
    **dict.fromkeys("element group interleave choice optional zeroOrMore oneOrMore list mixed".split(), 1),
    **dict.fromkeys("except start define nameExcept nameChoice".split(), 1),
}
MOST: Final = {"attribute": 1, "start": 1, "anyName": 1, "nsName": 1}

ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys("element attribute ref parentRef param".split(), frozenset({"name"})),
    **dict.fromkeys(("value", "data"), frozenset({"type"})),
    **dict.fromkeys(("externalRef", "include"), frozenset({"href"})),
    "define": frozenset({"name", "combine"}),
    "start": frozenset({"combine"}),
}
NEEDED: Final = {
    **dict.fromkeys("ref parentRef param define".split(), "name"),
    **dict.fromkeys(("externalRef", "include"), "href"),
    "data": "type",
}

_PLAIN: Final = re.compile("[A-Za-z_][A-Za-z0-9._-]*")
_START: Final = (
    r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NCNAME: Final = rf"[{_START}][{_START}\-.0-9\xB7\u0300-\u036F\u203F-\u2040]*"


def is_ncname(text: str) -> bool:
    """Return whether a text is a name without a colon, for the parser that reads schemas and documents.

    That is expat, which knows the letters of the fourth edition of XML; no other name could ever be met.

    Source: Namespaces in XML 1.0 §3.
    """
    if _PLAIN.fullmatch(text):
        return True
    # Compiled only when it is needed, because that takes as long as reading a small schema.
    if not re.fullmatch(_NCNAME, text):
        return False
    try:
        expat.ParserCreate().Parse(f"<{text}/>", True)  # noqa: FBT003 (expat's own signature)
    except expat.ExpatError:
        return False
    return True


def written(kind: str) -> str:
    """Return the tag that a kind is written as."""
    return f"<{ {'nameChoice': 'choice', 'nameExcept': 'except', 'includeDiv': 'div'}.get(kind, kind) }>"
