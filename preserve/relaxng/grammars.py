"""Definitions: components with the same name are combined, inclusions override them, and references are led to them.

Source: RELAX NG §4.7, §4.10, §4.16–4.18.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preserve.relaxng import names
from preserve.relaxng.datatypes import BUILT_IN, XML_SCHEMA, DatatypeError, find
from preserve.relaxng.datatypes.catalogue import NAMES
from preserve.relaxng.reading import resolved
from preserve.relaxng.syntax import Node, suggestion, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preserve.relaxng.names import NameClass

_DIVS: Final = frozenset({"div", "includeDiv", "grammar"})
# Both are reserved for declarations of namespaces.
_RESERVED: Final = frozenset({"http://www.w3.org/2000/xmlns", "http://www.w3.org/2000/xmlns/"})
# The key of start among the definitions; no definition can have it as its name.
_START: Final = ""


class _Scope:
    """What the references in a grammar can mean.

    Attributes:
        parent: That of the grammar around it, or None.
        definitions: By their names.
        components: All that was not overridden, in the order of the schema.
    """

    def __init__(self, grammar: Node, parent: _Scope | None) -> None:
        """Gather and combine the components of a grammar."""
        self.parent = parent
        self.components = _components(grammar)
        self.definitions: dict[str, Node] = {}
        named: dict[str, list[Node]] = {}
        for component in self.components:
            named.setdefault(_key(component), []).append(component)
        for key, components in named.items():
            self.definitions[key] = _combined(components)
        if _START not in self.definitions:
            raise grammar.fault("the grammar has no <start>", "Say by <start> what a document begins with.")
        grammar.target = self.definitions[_START]


class _Override:
    """The components within an include, which replace those of the same names in the file.

    Attributes:
        replacing: One component for each name.
        met: The names that were found in the file.
    """

    def __init__(self, include: Node) -> None:
        """Gather the components."""
        self.replacing: dict[str, Node] = {}
        waiting = include.children[1:]
        while waiting:
            node = waiting.pop()
            if node.kind in _DIVS:
                waiting.extend(node.children)
            else:
                self.replacing[_key(node)] = node
        self.met: set[str] = set()

    def hides(self, key: str) -> bool:
        """Return whether a component of the file is replaced, and note that it was found."""
        if key in self.replacing:
            self.met.add(key)
        return key in self.replacing

    def check(self) -> None:
        """Raise for what replaces nothing."""
        for key, node in sorted(self.replacing.items()):
            if key not in self.met:
                what = f"no “{key}”" if key else "no <start>"
                hint = "Put it behind the <include>, where it adds what the included grammar has not."
                raise node.fault(f"the included grammar has {what} that this could replace", hint)


def settle(root: Node) -> Node:
    """Lead every reference to what it means, and read the names and datatypes of all that is in use.

    Args:
        root: The outermost element of a schema.

    Returns:
        The same.

    Raises:
        DocumentError: TEI-002.
    """
    waiting: list[tuple[Node, _Scope | None]] = [(root, None)]
    while waiting:
        node, scope = waiting.pop()
        check = _CHECKS.get(node.kind)
        if check is not None:
            check(node, scope)
        if node.kind == "grammar":
            inner = _Scope(node, scope)
            waiting.extend((component, inner) for component in reversed(inner.components))
        elif node.children:
            waiting.extend([(child, scope) for child in reversed(node.children)])
    return root


def _key(component: Node) -> str:
    """Return the key of a start or define among the definitions."""
    return component.label or _START


def _components(grammar: Node) -> list[Node]:
    """Return the starts and defines of a grammar that are not overridden."""
    found: list[Node] = []
    overrides: list[_Override] = []
    waiting: list[tuple[Node, tuple[_Override, ...]]] = [(grammar, ())]
    while waiting:
        node, hiding = waiting.pop()
        if node.kind == "include":
            override = _Override(node)
            overrides.append(override)
            waiting.extend((child, hiding) for child in reversed(node.children[1:]))
            waiting.append((node.children[0], (*hiding, override)))
        elif node.kind in _DIVS:
            waiting.extend((child, hiding) for child in reversed(node.children))
        else:
            # Each is asked, because each is to know what it found.
            hidden = [override.hides(_key(node)) for override in hiding]
            if not any(hidden):
                found.append(node)
    for override in overrides:
        override.check()
    return found


def _combined(components: list[Node]) -> Node:
    """Return one node for all components of a name.

    Source: RELAX NG §4.17.
    """
    first = components[0]
    if len(components) == 1:
        return first
    told = f"“{first.label}”" if first.label else written(first.kind)
    plain = [component for component in components if component.combine is None]
    if len(plain) > 1:
        raise plain[1].fault(
            f"{told} is defined twice, first {_where(plain[0], plain[1])}",
            'Remove one, or say combine="choice" or combine="interleave".',
        )
    methods = [component for component in components if component.combine is not None]
    for other in methods[1:]:
        if other.combine != methods[0].combine:
            raise other.fault(
                f"{told} is combined by {other.combine} here, but by {methods[0].combine} {_where(methods[0], other)}",
                "Write the same combine on both.",
            )
    result = Node(str(methods[0].combine), first.element, first.file, "", "")
    result.children = components
    return result


def _where(node: Node, other: Node) -> str:
    """Return the place of a node in words, for a message about another."""
    place = node.location
    return f"on line {place.line}" if node.file == other.file else f"at {place}"


def _refer(node: Node, scope: _Scope | None) -> None:
    """Lead a reference to its definition."""
    if node.kind == "parentRef":
        scope = scope and scope.parent
    if scope is None:
        where = "a grammar within a grammar" if node.kind == "parentRef" else "a grammar"
        raise node.fault(f"{written(node.kind)} can stand only in {where}", "Only a <grammar> can define anything.")
    node.target = scope.definitions.get(node.label or _START)
    if node.target is None:
        raise _undefined(node, scope)


def _undefined(node: Node, scope: _Scope) -> Exception:
    """Make the error for a reference to nothing."""
    label = node.label or ""
    known = [key for key in scope.definitions if key]
    if node.kind == "parentRef":
        return node.fault(f"the grammar around this one does not define “{label}”", _define_hint(label, known))
    if scope.parent is not None and node.kind == "ref" and label in scope.parent.definitions:
        hint = f'It is defined in the grammar around this one: <parentRef name="{label}"/>.'
        return node.fault(f"the grammar refers to “{label}”, which is not defined in it", hint)
    return node.fault(f"the schema refers to “{label}”, which is not defined", _define_hint(label, known))


def _define_hint(label: str, known: list[str]) -> str:
    """Say which definition was probably meant, or that one is missing."""
    return suggestion(label, known) or f'Add <define name="{label}">, or include the file that has it.'


def _name(node: Node, _scope: _Scope | None) -> None:
    """Read the names of an element or attribute."""
    if node.naming is not None:
        node.names = _name_class(node.naming)
    if node.kind == "attribute":
        _refuse_declarations(node.naming or node, node.names)


def _name_class(node: Node) -> NameClass:
    """Return the set of names that a node means."""
    if node.kind == "name":
        return resolved(node, node.text.strip(" \t\r\n"), node.namespace)
    if node.kind in {"nameChoice", "nameExcept"}:
        classes = [_name_class(child) for child in node.children]
        return classes[0] if len(classes) == 1 else names.NameChoice(tuple(classes))
    excepted = _name_class(node.children[0]) if node.children else None
    if node.kind == "anyName":
        _refuse_within(node, node.children, {"anyName"})
        return names.AnyName(excepted)
    _refuse_within(node, node.children, {"anyName", "nsName"})
    return names.NamespaceName(node.namespace, excepted)


def _refuse_within(outer: Node, nodes: list[Node], kinds: set[str]) -> None:
    """Raise where an exception leaves out a kind of names that it must not.

    Source: RELAX NG §4.16.
    """
    for node in nodes:
        if node.kind in kinds:
            raise node.fault(
                f"<{node.kind}> cannot stand in the exception of <{outer.kind}>", "Except names, or write a <choice>."
            )
        _refuse_within(outer, node.children, kinds)


def _refuse_declarations(node: Node, name_class: NameClass | None) -> None:
    """Raise where an attribute would be the declaration of a namespace.

    Source: RELAX NG §4.16.
    """
    for each in _flat(name_class):
        uri = each.uri if isinstance(each, names.NamespaceName) else names.namespace(each.name)
        if uri in _RESERVED or each == names.Name("xmlns"):
            raise node.fault(
                "an attribute cannot be called xmlns: declarations of namespaces are no attributes",
                "Remove it; the namespace of an element is said by ns.",
            )


def _flat(name_class: NameClass | None) -> Iterator[names.Name | names.NamespaceName]:
    """Yield the names and namespaces in a set, exceptions included."""
    if isinstance(name_class, names.Name):
        yield name_class
    elif isinstance(name_class, names.NameChoice):
        for each in name_class.classes:
            yield from _flat(each)
    elif name_class is not None:
        if isinstance(name_class, names.NamespaceName):
            yield name_class
        yield from _flat(name_class.excepted)


def _data(node: Node, _scope: _Scope | None) -> None:
    """Check the datatype of a data, and take its parameters from among the children."""
    parameters = [child for child in node.children if child.kind == "param"]
    if parameters:
        node.parameters = tuple((child.label or "", child.text) for child in parameters)
        node.children = node.children[len(parameters) :]
    _check_datatype(node)


def _check_datatype(node: Node) -> None:
    """Raise where there is no such datatype, or it cannot have such parameters."""
    try:
        find(node.library, node.label or "", node.parameters)
    except DatatypeError as error:
        hint = error.hint
        if node.library not in {BUILT_IN, XML_SCHEMA}:
            hint = f'The library of XML Schema is called "{XML_SCHEMA}".'
        elif node.library == BUILT_IN and node.label in NAMES:
            hint = f'Say datatypeLibrary="{XML_SCHEMA}" here or on the outermost element.'
        elif node.label not in NAMES:
            hint = suggestion(node.label or "", sorted(NAMES)) or "XML Schema part 2 lists the datatypes, such as date."
        raise node.fault(str(error), hint) from None


def _value(node: Node, _scope: _Scope | None) -> None:
    """Check the datatype of a value.

    Source: RELAX NG §4.4.
    """
    if node.label is None:
        node.label, node.library = "token", ""
    _check_datatype(node)


_CHECKS: Final[dict[str, Callable[[Node, _Scope | None], None]]] = {
    "element": _name,
    "attribute": _name,
    "ref": _refer,
    "parentRef": _refer,
    "data": _data,
    "value": _value,
}
