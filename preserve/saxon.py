"""The door to saxonche: XSLT 3.0 that can neither read, write nor call out.

Saxon is open by default, its compiler as much as its run. An `Engine` is therefore closed in two steps: while its
stylesheets are compiled it may read local files (so that xsl:include works); after `Engine.lock` it reads nothing at
all, and that cannot be undone. What a stylesheet could read while it is compiled is refused beforehand, by
`preserve.xmlio.stylesheet_files`.

Source: saxonche's own documentation of configuration features; each step is held by a test.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from preserve.errors import Location, StylesheetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FEATURE: Final = "http://saxon.sf.net/feature/"
_PARSER_LIMIT: Final = _FEATURE + "parserProperty?uri=jdk.xml.maxElementDepth"
# Character data is matched to be left as it is.
_REFERENCES: Final = re.compile(r"(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&(?P<name>amp|lt|gt|quot|apos);")
_PREDEFINED: Final = {"amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39}
_MOST_REFERENCES: Final = 50_000
_STATIC_ERROR: Final = re.compile(r"on line (\d+)(?: column (\d+))? of (\S+?):\s+(.+?)\s*(?:\n\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a stylesheet said with xsl:message.

    Attributes:
        code: The @code of a ``<warning>`` element, or None for plain text.
        path: Its @path, which is a readable XPath, or None.
        text: What it said.
    """

    code: str | None
    path: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformation:
    """What a stylesheet made.

    Attributes:
        text: The serialized principal result.
        messages: What was said on the way.
    """

    text: str
    messages: tuple[Message, ...]


@functools.cache
def version() -> str:
    """Return the version of saxonche as installed, such as ``13.1.1``."""
    from importlib.metadata import version as installed

    return installed("saxonche")


class Engine:
    """One Saxon processor for one set of stylesheets: compile, lock, transform."""

    def __init__(self) -> None:
        """Close what can be closed before anything is compiled."""
        from saxonche import PySaxonProcessor

        self._processor: Any = PySaxonProcessor(license=False)
        self._set("allow-external-functions", "false")
        self._set("disableXslEvaluate", "true")
        self._set("allowedProtocols", "file")
        self._processor.set_configuration_property(_PARSER_LIMIT, "0")

    def _set(self, feature: str, value: str) -> None:
        """Set a feature of Saxon's configuration."""
        self._processor.set_configuration_property(_FEATURE + feature, value)

    def lock(self) -> None:
        """Forbid all reading from now on, for good."""
        self._set("allowedProtocols", "")

    def compile(self, entry: Path) -> Stylesheet:
        """Compile a stylesheet from its file, before the lock.

        Args:
            entry: The stylesheet; what it includes has been looked at by the caller.

        Raises:
            StylesheetError: XSL-001 with the first place that Saxon names.
        """
        return self._compile(str(entry), stylesheet_file=os.path.abspath(entry))  # noqa: PTH100 (a link is not followed)

    def compile_text(self, text: str, name: str) -> Stylesheet:
        """Compile a generated stylesheet from its text, after the lock.

        Args:
            text: The stylesheet.
            name: What it was generated from, for messages.

        Raises:
            StylesheetError: XSL-001.
        """
        return self._compile(name, stylesheet_text=text)

    def _compile(self, name: str, **source: str) -> Stylesheet:
        """Compile with a fresh processor: a second compilation on the same one can break it for good."""
        from saxonche import PySaxonApiError

        compiler = self._processor.new_xslt30_processor()
        # Late compilation would happen after the lock and would report static errors as dynamic ones.
        compiler.set_jit_compilation(False)
        try:
            return Stylesheet(self._processor, compiler.compile_stylesheet(**source), name)
        except PySaxonApiError as error:
            raise _error(str(error), name, "XSL-001") from None


class Stylesheet:
    """A compiled stylesheet."""

    def __init__(self, processor: Any, executable: Any, name: str) -> None:  # noqa: ANN401 (saxonche has no types)
        """Take over what was compiled.

        Args:
            processor: The PySaxonProcessor that compiled it.
            executable: The PyXsltExecutable.
            name: The stylesheet as its user would name it.
        """
        self._processor = processor
        self._executable = executable
        self._name = name
        executable.set_save_xsl_message(True)

    def transform(self, text: str, *, parameters: tuple[tuple[str, str], ...] = ()) -> Transformation:
        """Transform a document.

        Args:
            text: The XML document, decoded.
            parameters: Names and values of stylesheet parameters; values are untyped and are cast to what is declared.

        Raises:
            StylesheetError: XSL-002 with Saxon's own words.
        """
        with _running(self._name):
            self._executable.clear_parameters()
            for name, value in parameters:
                atomic = self._processor.make_atomic_value("untypedAtomic", value, encoding="utf-8")
                self._executable.set_parameter(name, atomic)
            self._executable.clear_xsl_messages()
            source = self._processor.parse_xml(xml_text=_spelled(text), encoding="utf-8")
            with _interruptible():
                result = self._executable.transform_to_string(xdm_node=source)
            return Transformation(text=result or "", messages=tuple(self._messages()))

    def _messages(self) -> Iterator[Message]:
        """Yield what the last run said."""
        said = self._executable.get_xsl_messages()
        for item in said if said is not None else ():
            node = _warning(item)
            yield Message(
                code=node and node.get_attribute_value("code"),
                path=node and node.get_attribute_value("path"),
                text=str(node.string_value if node else item),
            )


def _spelled(text: str) -> str:
    """Return a document with its many references to entities written as numbers, which are not counted.

    Java's parser, with which Saxon reads, takes 100,000 of ``&amp;`` and the like for an attack.
    """
    return text if text.count("&") <= _MOST_REFERENCES else _REFERENCES.sub(_numbered, text)


def _numbered(match: re.Match[str]) -> str:
    """Return a reference as a number; what only looks like one, in a comment and the like, as it is."""
    return f"&#{_PREDEFINED[match['name']]};" if match["name"] else match[0]


def _warning(item: Any) -> Any:  # noqa: ANN401 (saxonche has no types)
    """Return the ``<warning>`` element of a message, or None."""
    node = item.get_node_value() if hasattr(item, "get_node_value") else item
    children = getattr(node, "children", None) or []
    candidates = [node, *children]
    return next((each for each in candidates if getattr(each, "local_name", None) == "warning"), None)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: while Saxon works, Python does not hear of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


@contextlib.contextmanager
def _running(name: str) -> Iterator[None]:
    """Turn Saxon's dynamic errors into ours."""
    from saxonche import PySaxonApiError

    try:
        yield
    except PySaxonApiError as error:
        raise _error(str(error), name, "XSL-002") from None


def _error(text: str, name: str, code: str) -> StylesheetError:
    """Make an error of Saxon's words, with the first place that they name."""
    place = _STATIC_ERROR.search(text)
    if not place:
        return StylesheetError(" ".join(text.split()), code=code, location=Location(file=name))
    line, column, module, reason = place.groups()
    file = module.rpartition("/")[2] or name
    location = Location(file=file, line=int(line), column=int(column) if column else None)
    return StylesheetError(" ".join(reason.split()), code=code, location=location)
