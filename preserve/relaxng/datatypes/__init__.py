"""Datatypes of RELAX NG: its own two, and those of XML Schema part 2.

`find` gives a datatype; what it allows, and why not, is all that validation asks for. The modules: `catalogue` lists
the types, `base`, `texts`, `addresses`, `numbers` and `dates` hold their rules (`moments` the calendar's arithmetic,
`guesses` what people write instead), `facets` the parameters, `expressions` and `automaton` the patterns.

Source: RELAX NG §6.2 and 9.3.8; XML Schema part 2, second edition; OASIS, "Guidelines for using W3C XML Schema
Datatypes with RELAX NG".
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from preserve.errors import shortened
from preserve.relaxng.datatypes import catalogue
from preserve.relaxng.datatypes.base import PATTERN, DatatypeError, Identity, shown
from preserve.relaxng.datatypes.catalogue import BUILT_IN, XML_SCHEMA
from preserve.relaxng.datatypes.facets import SPACELESS, Facet, facets
from preserve.relaxng.datatypes.texts import String

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preserve.relaxng.datatypes.base import Space

__all__ = ["BUILT_IN", "XML_SCHEMA", "Datatype", "DatatypeError", "Identity", "find"]

_LONGEST_REASON = 120
_LONGEST_FORM = 40


class Datatype:
    """A datatype with its parameters; `find` makes each one once, so that ``is`` compares them.

    Attributes:
        library: Its address; empty for the built-in one.
        name: Within the library.
        parameters: Names and values, in the order of the schema.
        identity: What its values identify.
        description: A noun phrase with an example: "a date, such as 2023-04-19"; of a text that must match a pattern,
            with that.
    """

    __slots__ = ("_facets", "_space", "description", "identity", "library", "name", "parameters")

    def __init__(self, library: str, name: str, parameters: tuple[tuple[str, str], ...], space: Space) -> None:
        """Prepare the facets; see `find`."""
        self.library = library
        self.name = name
        self.parameters = parameters
        self.identity = space.identity
        self._space = space
        self._facets: tuple[Facet, ...] = facets(name, space, parameters)
        self.description = _described(space, parameters)

    def allows(self, text: str, namespaces: Mapping[str | None, str]) -> bool:
        """Tell whether a text is of the datatype.

        Args:
            text: As it stands in the document.
            namespaces: By prefix, as in scope there; None is the prefix of the default namespace.
        """
        text = self._space.normalised(text)
        if not self._space.holds(text, namespaces):
            return False
        for facet in self._facets:  # noqa: SIM110 (a generator would take as long as the rest)
            if not facet.admits(text):
                return False
        return True

    def equal(
        self,
        first: str,
        first_namespaces: Mapping[str | None, str],
        second: str,
        second_namespaces: Mapping[str | None, str],
    ) -> bool:
        """Tell whether two texts are of the type and stand for the same value.

        Args:
            first: A text.
            first_namespaces: By prefix, as in scope there.
            second: Another text.
            second_namespaces: By prefix, as in scope there.
        """
        space = self._space
        first, second = space.normalised(first), space.normalised(second)
        if not space.holds(first, first_namespaces) or not space.holds(second, second_namespaces):
            return False
        return space.value(first, first_namespaces) == space.value(second, second_namespaces)

    def reason(self, text: str) -> str:
        """Return why a text is not allowed: a clause of at most 120 characters that goes on after it.

        Of a qualified name that is one, the prefix is taken to be not declared.
        """
        reason = self._reason(self._space.normalised(text))
        return shortened(reason, _LONGEST_REASON)

    def _reason(self, text: str) -> str:
        """Return the reason at whatever length; the text is normalised."""
        if not self._space.holds(text, {}):
            return self._space.why(text)
        failed = [facet for facet in self._facets if not facet.admits(text)]
        return failed[0].why(text) if failed else f"is {self._space.noun}"

    def is_near(self, text: str) -> bool:
        """Tell whether the reason is about this text in particular, so that it is the better one among several."""
        plain = self._space.normalised(text)
        return self._space.holds(plain, {}) or self._space.why(plain) != self._space.plain_why(plain)


def _described(space: Space, parameters: tuple[tuple[str, str], ...]) -> str:
    """Return what a text of a type is, in words."""
    pattern = next((value for name, value in parameters if name in PATTERN), None)
    if pattern is None or not isinstance(space, String):
        return f"{space.noun}, such as {space.example}"
    return "one word" if pattern in SPACELESS else f"{space.noun} of the form {shown(pattern, _LONGEST_FORM)}"


@functools.cache
def find(library: str, name: str, parameters: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """Return a datatype; the same object for the same arguments.

    Args:
        library: `BUILT_IN` or `XML_SCHEMA`.
        name: Of the type.
        parameters: Names and values.

    Raises:
        DatatypeError: There is no such library or type, or it has no such parameter.
    """
    if library not in {BUILT_IN, XML_SCHEMA}:
        raise DatatypeError(f"the library of datatypes {shown(library, 60)} is not known")
    space = catalogue.space(library, name)
    if space is None:
        near = " (XML Schema's library is not named here)" if catalogue.space(XML_SCHEMA, name) else ""
        raise DatatypeError(f"there is no datatype {shown(name)}{near}")
    if library == BUILT_IN and parameters:
        raise DatatypeError(f"the built-in type {name} has no parameters")
    return Datatype(library, name, parameters, space)
