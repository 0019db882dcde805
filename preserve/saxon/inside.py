"""Saxon in this very process, for stylesheets that are ours; it can be ended only together with the process."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from typing import TYPE_CHECKING, Any, Final

from preserve.errors import Location, StylesheetError
from preserve.saxon.results import Message, Transformation

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEATURE: Final = "http://saxon.sf.net/feature/"
_PARSER_LIMIT: Final = _FEATURE + "parserProperty?uri=jdk.xml.maxElementDepth"
# Character data is matched to be left as it is.
_REFERENCES: Final = re.compile(r"(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&(?P<name>amp|lt|gt|quot|apos);")
_PREDEFINED: Final = {"amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39}
_MOST_REFERENCES: Final = 50_000
_STATIC_ERROR: Final = re.compile(
    r"on line (\d+)(?: column (\d+))? of (\S+?):\s+(.+?)\s*(?:\n\n|\nStatic error |\Z)", re.DOTALL
)
_ENDED_BY_ITSELF: Final = re.compile(r"Processing terminated by xsl:message(?: at line (\d+) in (.+))?\Z")


class Inside:
    """A Saxon processor; it counts its stylesheets."""

    def __init__(self) -> None:
        """Close what can be closed before anything is compiled."""
        from saxonche import PySaxonProcessor

        self._processor: Any = PySaxonProcessor(license=False)
        self._set("allow-external-functions", "false")
        self._set("disableXslEvaluate", "true")
        self._set("allowedProtocols", "file")
        self._processor.set_configuration_property(_PARSER_LIMIT, "0")
        # PyXsltExecutables, with the names of their stylesheets.
        self._sheets: list[tuple[Any, str]] = []

    def _set(self, feature: str, value: str) -> None:
        """Set a feature of Saxon's configuration."""
        self._processor.set_configuration_property(_FEATURE + feature, value)

    def lock(self) -> None:
        """Forbid all reading; see `Engine.lock`."""
        self._set("allowedProtocols", "")

    def compile(self, path: str, name: str) -> int:
        """Compile a file, and return the number of the stylesheet; see `Engine.compile`."""
        return self._compile(name, stylesheet_file=path)

    def compile_text(self, text: str, name: str) -> int:
        """Compile a text, and return the number of the stylesheet; see `Engine.compile_text`."""
        return self._compile(name, stylesheet_text=text)

    def _compile(self, name: str, **source: str) -> int:
        """Compile with a fresh processor: a second compilation on the same one can break it for good."""
        from saxonche import PySaxonApiError

        compiler = self._processor.new_xslt30_processor()
        # Late compilation would happen after the lock and would report static errors as dynamic ones.
        compiler.set_jit_compilation(False)
        try:
            executable = compiler.compile_stylesheet(**source)
        except PySaxonApiError as error:
            raise _error(str(error), name, "XSL-001") from None
        executable.set_save_xsl_message(True)
        self._sheets.append((executable, name))
        return len(self._sheets) - 1

    def transform(self, number: int, text: str, parameters: tuple[tuple[str, str], ...]) -> Transformation:
        """Apply a stylesheet to a document; see `Stylesheet.transform`."""
        executable, name = self._sheets[number]
        with _running(executable, name):
            executable.clear_parameters()
            for parameter, value in parameters:
                atomic = self._processor.make_atomic_value("untypedAtomic", value, encoding="utf-8")
                executable.set_parameter(parameter, atomic)
            executable.clear_xsl_messages()
            source = self._processor.parse_xml(xml_text=_spelled(text), encoding="utf-8")
            with _interruptible():
                result = executable.transform_to_string(xdm_node=source)
            return Transformation(text=result or "", messages=tuple(_messages(executable)))


def _messages(executable: Any) -> Iterator[Message]:  # noqa: ANN401 (saxonche has no types)
    """Yield what the last run of a stylesheet said."""
    said = executable.get_xsl_messages()
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
def _running(executable: Any, name: str) -> Iterator[None]:  # noqa: ANN401 (saxonche has no types)
    """Turn Saxon's dynamic errors into ours."""
    from saxonche import PySaxonApiError

    try:
        yield
    except PySaxonApiError as error:
        if any(isinstance(cause, UnicodeDecodeError) for cause in error.args):
            message = "the result is not in UTF-8; leave out the encoding of xsl:output"
            raise StylesheetError(message, code="XSL-002", location=Location(file=name)) from None
        if ended := _ENDED_BY_ITSELF.search(str(error)):
            raise _last_words(executable, name, *ended.groups()) from None
        raise _error(str(error), name, "XSL-002") from None


def _last_words(executable: Any, name: str, line: str | None, module: str | None) -> StylesheetError:  # noqa: ANN401
    """Make an error of what a stylesheet said when it ended itself, which Saxon's own words leave out."""
    *_, said = ("", *(message.text for message in _messages(executable)))
    location = Location(file=module or name, line=int(line) if line else None)
    return StylesheetError(f"the stylesheet ends itself: {' '.join(said.split())}", code="XSL-002", location=location)


def _error(text: str, name: str, code: str) -> StylesheetError:
    """Make an error of Saxon's words, with the first place that they name."""
    place = _STATIC_ERROR.search(text)
    if not place:
        return StylesheetError(" ".join(text.split()), code=code, location=Location(file=name))
    line, column, module, reason = place.groups()
    file = module.rpartition("/")[2] or name
    location = Location(file=file, line=int(line), column=int(column) if column else None)
    return StylesheetError(" ".join(reason.split()), code=code, location=location)
