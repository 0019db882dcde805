"""Reading the files of a schema into nodes: syntax is checked, inclusions are followed, what is inherited is noted.

Nothing here calls itself, so that neither deep nesting nor a long chain of files can exhaust the stack.

Source: RELAX NG §3, §4.1–4.12.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import xmlio
from preserve.errors import DocumentError, Location, SurroundingsError, shortened
from preserve.relaxng.datatypes import XML_SCHEMA
from preserve.relaxng.names import Name, qualified
from preserve.relaxng.syntax import (
    ATTRIBUTES,
    CHILDREN,
    EMPTY_HINT,
    FEWEST,
    KINDS,
    LONGEST,
    MOST,
    NAME_CLASSES,
    NEEDED,
    PATTERN_KINDS,
    RELAXNG,
    TEXTS,
    File,
    Node,
    compact_hint,
    is_ncname,
    suggestion,
    written,
)
from preserve.xmlio.reach import lexical, meant, trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preserve.relaxng.names import NameClass
    from preserve.xmlio import Document, Element

_NAMED: Final = frozenset({"element", "attribute"})
_INCLUSIONS: Final = frozenset({"include", "externalRef"})
# There is nothing to be read in these, unless something is wrong; nearly half of a schema's elements are such.
_BARE: Final = frozenset({"ref", "empty", "text", "notAllowed"})
_MOST_INCLUSIONS: Final = 1000
_BLANKS: Final = " \t\r\n"
_NAMESPACES: Final = {"r": RELAXNG[1:-1]}
_WITH_TEXT: Final = "//r:*/text()[normalize-space()]/.."
# What is within an annotation is no part of the schema.
_ANNOTATED: Final = "boolean(ancestor::*[not(self::r:*)])"
# What may not stand in a URI is escaped before it is used; a percent sign is not, so it must be right.
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^#%]|%[0-9A-Fa-f]{2})+")
# A byte order mark and white space may stand before XML; what does not begin so then is something else.
_BEFORE_XML: Final = b"\xef\xbb\xbf \t\r\n"
_BEGINNINGS: Final = (b"<", b"\xff", b"\xfe", b"\0")
_NAME_HINT: Final = "A name begins with a letter or _, and has no spaces in it."
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def read_nodes(path: Path, name: str) -> tuple[Node, tuple[Path, ...]]:
    """Read a schema and all that it includes.

    Args:
        path: The schema.
        name: What faults call it.

    Returns:
        Its outermost element, and the files, the schema first, each once in the order in which they are met.

    Raises:
        SurroundingsError: The schema cannot be read; what it includes and is not there is a fault of its own (TEI-002).
        DocumentError: A file is not well-formed XML, or no schema (TEI-002), or an inclusion reaches out (TEI-003).
    """
    reader = _Reader(path, name)
    root = reader.read()
    beside = (read.relative_to(root.file.path.parent) for read in reader.documents)
    return root, tuple(path.parent / each for each in beside)


class _Reader:
    """Reads the files of one schema.

    Attributes:
        documents: What was read, by its absolute path.
    """

    def __init__(self, path: Path, name: str) -> None:
        """Prepare; see `read_nodes`."""
        self.documents: dict[Path, Document] = {}
        self._entry = lexical(path)
        self._name = name
        self._inclusions = 0

    def read(self) -> Node:
        """Return the outermost element of the schema, with all that is in it."""
        root = self._open(self._entry, None, "")
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.kind in _INCLUSIONS:
                self._include(node)
            elif node.kind in TEXTS:
                node.text = _text(node)
            _fill(node)
            waiting.extend(
                [child for child in reversed(node.children) if child.kind not in _BARE or len(child.element)]
            )
            if node.naming is not None:
                waiting.append(node.naming)
        return root

    def _open(self, path: Path, includer: Node | None, namespace: str) -> Node:
        """Return the outermost element of a file."""
        document = self.documents.get(path)
        if document is None:
            # Told in the way in which the schema was named.
            beside = str(Path(self._name).parent / path.relative_to(self._entry.parent))
            document = self.documents[path] = _parse(path, beside if includer else self._name)
            _refuse_stray_text(document)
        file = File(
            path=path,
            document=document,
            includer=includer.file if includer else None,
            has_namespace=includer is not None and _gives_namespace(includer),
        )
        return _root(file, namespace, grammar=includer is not None and includer.kind == "include")

    def _include(self, node: Node) -> None:
        """Read what an include or externalRef means, as the first thing that is in it."""
        self._inclusions += 1
        if self._inclusions > _MOST_INCLUSIONS:
            raise node.fault(
                f"the schema includes files more than {_MOST_INCLUSIONS:,} times",
                "Include each file once, and refer to its definitions by <ref>.",
            )
        href = node.label or ""
        target = meant(href, node.file.path.parent)
        reason = trouble(href, node.element, target, self._entry.parent)
        if target is None or reason:
            raise DocumentError(shortened(str(reason), LONGEST), code="TEI-003", location=node.location)
        if node.file.is_within(target):
            raise node.fault(f"“{href}” includes itself", "Remove the inclusion that closes the circle.")
        try:
            node.children.append(self._open(target, node, node.namespace))
        except SurroundingsError as error:
            raise node.fault(
                f"“{href}” cannot be included: {error.message.rpartition(': ')[2]}",
                "Check the spelling of href and whether the file is there; it is sought beside this one.",
            ) from error


def _parse(path: Path, name: str) -> Document:
    """Read one file, and know the compact syntax when it is met."""
    try:
        return xmlio.read(path, name)
    except DocumentError as error:
        beginning = path.read_bytes().lstrip(_BEFORE_XML)[:1]
        if beginning in _BEGINNINGS and path.suffix.lower() != ".rnc":
            raise
        raise DocumentError(
            "the schema is not in the XML syntax of RELAX NG" if beginning else "the schema is empty",
            code="TEI-002",
            location=Location(file=name, line=1, column=1),
            hint=compact_hint(path) if beginning else EMPTY_HINT,
        ) from error


def _refuse_stray_text(document: Document) -> None:
    """Raise for text that stands where only elements may."""
    for element in document.root.xpath(_WITH_TEXT, namespaces=_NAMESPACES):
        kind = _local(element)
        if kind not in TEXTS and not element.xpath(_ANNOTATED, namespaces=_NAMESPACES):
            raise DocumentError(
                f"text stands directly in {written(kind)}",
                code="TEI-002",
                location=document.text_location(element),
                hint="Put text for people into a comment.",
            )


def _local(element: Element) -> str:
    """Return the local part of an element's name."""
    return str(element.tag).rpartition("}")[2]


def _gives_namespace(node: Node) -> bool:
    """Return whether an externalRef hands on an ns, as if it stood on what is referred to.

    Source: RELAX NG §4.6.
    """
    is_root = node.element.getparent() is None
    return node.kind == "externalRef" and (node.element.get("ns") is not None or (is_root and node.file.has_namespace))


def _root(file: File, namespace: str, *, grammar: bool) -> Node:
    """Return the node of the outermost element of a file.

    Args:
        file: The file.
        namespace: What it inherits.
        grammar: Whether only a grammar is allowed.
    """
    element = file.document.root
    kind = _local(element)
    outside = Node(kind, element, file, namespace, "")
    if not str(element.tag).startswith(RELAXNG):
        raise outside.fault(
            f"the outermost element, <{kind}>, is not one of RELAX NG",
            f'A schema begins with <grammar xmlns="{RELAXNG[1:-1]}">.',
        )
    if kind not in PATTERN_KINDS or (grammar and kind != "grammar"):
        what = "what is included" if grammar else "a schema"
        hint = "Put it into <grammar>." if kind in KINDS else suggestion(kind, sorted(PATTERN_KINDS))
        raise outside.fault(f"{written(kind)} cannot be the outermost element of {what}", hint)
    return _node(kind, element, outside, own=file.has_namespace)


def _text(node: Node) -> str:
    """Return the text of a name, value or param, which may hold nothing else."""
    for child in node.element.iterchildren("*"):
        raise node.fault(
            f"<{_local(child)}> stands in {written(node.kind)}, which can hold only text", f"Remove <{_local(child)}>."
        )
    return "".join(str(part) for part in node.element.xpath("text()")) if len(node.element) else node.element.text or ""


def _fill(node: Node) -> None:
    """Read the children of an element."""
    naming = node.kind in _NAMED and node.label is None
    allowed: Mapping[str, str] = NAME_CLASSES if naming else CHILDREN[node.kind]
    for child in node.element:
        tag = child.tag
        if not isinstance(tag, str) or not tag.startswith(RELAXNG):
            continue
        kind = allowed.get(tag[len(RELAXNG) :])
        if kind is None:
            raise _misplaced(node, child, naming=naming)
        made = _node(kind, child, node)
        if naming:
            node.naming = made
            naming, allowed = False, CHILDREN[node.kind]
        else:
            node.children.append(made)
    if naming:
        raise node.fault(f"{written(node.kind)} has no name", 'Give it an attribute name="…".')
    _check_number(node)


_NUMBER_HINTS: Final = {
    "element": "Write <empty/> for no content, or <text/> for text.",
    "attribute": "Put them into a <choice>, or a <list> of values.",
    "start": "Put them into a <choice>.",
    **dict.fromkeys(("anyName", "nsName"), "Put all that is left out into one <except>."),
}


def _check_number(node: Node) -> None:
    """Raise where an element has too many or too few children."""
    kind, number = node.kind, len(node.children)
    if number < FEWEST.get(kind, 0):
        what = "set of names" if kind in {"nameChoice", "nameExcept"} else "pattern"
        raise node.fault(f"{written(kind)} holds no {what}", _NUMBER_HINTS.get(kind))
    if number > MOST.get(kind, number):
        what = "exception" if kind in {"anyName", "nsName"} else "pattern"
        raise node.children[1].fault(f"{written(kind)} can hold only one {what}", _NUMBER_HINTS.get(kind))
    if kind == "data":
        _part_parameters(node)


def _part_parameters(node: Node) -> None:
    """Part the params of a data from its exception, which must come last."""
    exceptions = [child for child in node.children if child.kind == "except"]
    if exceptions and (len(exceptions) > 1 or node.children[-1] is not exceptions[0]):
        raise exceptions[0].fault(
            "<except> must be the one last child of <data>",
            "Put all that is excepted into one, behind the last <param>.",
        )


_PLACE_HINTS: Final = {
    **dict.fromkeys(("grammar", "div"), "Put it into <start> or <define>."),
    **dict.fromkeys(("include", "includeDiv"), "Only <start>, <define> and <div> can stand in <include>."),
    **dict.fromkeys("ref parentRef empty text notAllowed externalRef".split(), "Write it before or after that."),
    **dict.fromkeys(("element", "attribute"), "Only patterns can stand here, after the name."),
}


def _misplaced(parent: Node, child: Element, *, naming: bool) -> DocumentError:
    """Make the error for an element that may not stand where it does."""
    kind = _local(child)
    node = Node(kind, child, parent.file, "", "")
    if kind not in KINDS:
        return node.fault(f"RELAX NG has no element <{kind}>", suggestion(kind, sorted(KINDS)))
    if naming:
        return node.fault(f"{written(parent.kind)} has no name", 'Give it an attribute name="…".')
    if parent.kind in PATTERN_KINDS and kind in NAME_CLASSES and parent.label is not None:
        return node.fault(
            f"{written(parent.kind)} is named twice: by its attribute name and by <{kind}>", "Keep one of the two."
        )
    return node.fault(f"<{kind}> cannot stand in {written(parent.kind)}", _PLACE_HINTS.get(parent.kind))


def _node(kind: str, element: Element, parent: Node, *, own: bool = False) -> Node:
    """Return the node of an element, whose attributes are checked.

    Args:
        kind: See `Node`.
        element: The element.
        parent: That from which it inherits.
        own: Whether ns holds for it as if it stood on it.
    """
    node = Node(kind, element, parent.file, parent.namespace, parent.library)
    for key, value in element.items():
        if key == "ns":
            node.namespace = value
            own = True
        elif key == "datatypeLibrary":
            node.library = value
            _check_library(node)
        elif key in ATTRIBUTES.get(kind, ()):
            _take(node, key, value)
        elif not key.startswith("{") or key.startswith(RELAXNG):
            raise _unknown_attribute(node, key)
    needed = NEEDED.get(kind)
    if needed is not None:
        if node.label is None:
            raise node.fault(f"{written(kind)} has no attribute {needed}", f'Give it one: {needed}="…".')
    elif kind in _NAMED and node.label is not None:
        # §4.8: the attribute name of an attribute does not inherit ns.
        space = node.namespace if own or kind == "element" else ""
        node.names = resolved(node, node.label, space)
    return node


def _take(node: Node, key: str, value: str) -> None:
    """Note the value of an attribute."""
    if key == "href":
        node.label = value
        return
    value = value.strip(_BLANKS)
    if key == "combine":
        node.combine = value
        if value not in {"choice", "interleave"}:
            raise node.fault(f"combine is “{value}”", 'It can be "choice" or "interleave".')
        return
    node.label = value
    if node.kind not in {"element", "attribute", "ref"} and not is_ncname(value):
        raise node.fault(f"the {key} of {written(node.kind)} is “{value}”, which is no name", _NAME_HINT)


def _check_library(node: Node) -> None:
    """Raise where a datatypeLibrary is neither empty nor a full URI."""
    if node.library and not _URI.fullmatch(node.library):
        raise node.fault(
            f"datatypeLibrary is “{node.library}”, which is no absolute URI",
            f'The library of XML Schema is called "{XML_SCHEMA}".',
        )


def _unknown_attribute(node: Node, key: str) -> DocumentError:
    """Make the error for an attribute that may not stand on an element."""
    known = [*ATTRIBUTES.get(node.kind, ()), "ns", "datatypeLibrary"]
    local = key.rpartition("}")[2]
    return node.fault(f"{written(node.kind)} cannot have the attribute {local}", suggestion(local, sorted(known)))


def resolved(node: Node, text: str, namespace: str) -> NameClass:
    """Return the name that a text in a schema means.

    Args:
        node: Where it stands.
        text: With or without a prefix.
        namespace: That of a name without a prefix.

    Raises:
        DocumentError: The text is no name, or its prefix means nothing here.

    Source: RELAX NG §4.10.
    """
    prefix, colon, part = text.rpartition(":")
    if not is_ncname(part) or (colon and not is_ncname(prefix)):
        raise node.fault(f"“{text}” is no name that an element or attribute can have", _NAME_HINT)
    if not colon:
        return Name(qualified(namespace, part))
    uri = _XML if prefix == "xml" else node.element.nsmap.get(prefix)
    if uri is None:
        raise node.fault(
            f"the prefix “{prefix}” of “{text}” is not declared", f'Declare it in the schema: xmlns:{prefix}="…".'
        )
    return Name(qualified(uri, part))
