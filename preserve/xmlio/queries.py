"""The refusal of rules that would look beyond the document that they judge.

The lock of `preserve.saxon` stops all reading, but it stops some of it without a word: doc-available() is then false
and environment-variable() empty, and an assertion could pass for true that was never tested. So what can be seen in a
stylesheet that was generated from rules is refused before it is compiled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from preserve.errors import StylesheetError
from preserve.xmlio.closure import check_stylesheet
from preserve.xmlio.document import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.xmlio.document import Element

_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_FUNCTIONS: Final = "http://www.w3.org/2005/xpath-functions"

_NAMES: Final = (
    r"doc(?:-available|ument)?|(?:uri-)?collection|unparsed-text(?:-lines|-available)?|json-doc|stream-available"
    r"|(?:available-)?environment-variables?"
)
_CALL: Final = re.compile(
    rf"(?<![\w.$?@:-])(?:Q\{{(?P<uri>[^{{}}]*)\}}|(?P<prefix>[\w.-]+):)?(?P<name>{_NAMES})(?=\s*[(#])"
)
_REACHING_ELEMENTS: Final = (_XSL + "source-document", _XSL + "result-document", _XSL + "evaluate")
# What these hold is an expression or a pattern; in other attributes, expressions stand in braces.
_EXPRESSIONS: Final = frozenset(
    "count for-each-item for-each-source from group-adjacent group-by group-ending-with group-starting-with"
    " initial-value key match namespace-context on-completion select test use value with-params".split()
)
# Where none of this is found, no stylesheet can hold anything that is refused here or by check_stylesheet.
_TELLTALE: Final = re.compile(
    r"&#(?!(?:x[9AD]|9|10|13|34|39);)|<!|<\?(?!xml )|saxon\.sf\.net|xml:base|parameter-document|\s_|use-when|static"
    r"|import-schema|use-package|source-document|result-document|evaluate|for-each-source"
    rf"|(?<![\w.$?@-])(?:{_NAMES}|function-lookup|load-xquery-module|transform)\s*[(#]"
)
_QUOTES: Final = ("'", '"')
_OUTSIDE: Final = re.compile(r"""\(:|"[^"]*"|'[^']*'|[^("']+|.""", re.DOTALL)
_WITHIN: Final = re.compile(r"\(:|:\)|[^(:]+|.", re.DOTALL)


def check_rules(text: str, name: str) -> None:
    """Refuse a stylesheet, generated from rules, that would look beyond the document.

    Args:
        text: The stylesheet.
        name: What it was generated from.

    Raises:
        DocumentError: It is not well-formed.
        StylesheetError: INT-045 at the place in the stylesheet, or XSL-003 as of `check_stylesheet`.
    """
    if not _TELLTALE.search(text):
        return
    document = parse(text.encode("utf-8"), name)
    expands = bool(document.root.xpath("//@*[local-name() = 'expand-text']"))
    for element in document.root.iter(etree.Element):
        if reaching := next(_reaching(element, expands=expands), None):
            message = f"{reaching} reaches beyond the document that is judged"
            raise StylesheetError(message, code="INT-045", location=document.location(element))
    check_stylesheet(document)


def _reaching(element: Element, *, expands: bool) -> Iterator[str]:
    """Yield what in an element of a stylesheet reaches out, by its name.

    Args:
        element: Any element.
        expands: Whether braces in a text may hold an expression.
    """
    if element.tag in _REACHING_ELEMENTS or element.get("for-each-source") is not None:
        yield f"xsl:{etree.QName(element).localname}"
    of_xslt = str(element.tag).startswith(_XSL)
    for key, value in element.items():
        if of_xslt and key in _EXPRESSIONS:
            yield from _calls(element, _bare(str(value)))
        # A double brace is one that is meant as such.
        elif "{" in (template := str(value).replace("{{", "")):
            yield from _calls(element, template)
    if expands:
        yield from _calls(element, "".join(str(part) for part in element.xpath("text()")))


def _calls(element: Element, expression: str) -> Iterator[str]:
    """Yield the functions of XPath and XSLT that reach out and are called or passed on in an expression."""
    for call in _CALL.finditer(expression):
        uri = call["uri"] if call["prefix"] is None else element.nsmap.get(call["prefix"], _FUNCTIONS)
        if uri is None or uri.strip() == _FUNCTIONS:
            yield f"{call['name']}()"


def _bare(expression: str) -> str:
    """Return an expression without what stands in its literals and comments; comments may stand in each other."""
    kept: list[str] = []
    position = depth = 0
    while token := (_WITHIN if depth else _OUTSIDE).match(expression, position):
        position = token.end()
        if token[0] == "(:":
            depth += 1
        elif token[0] == ":)" and depth:
            depth -= 1
        elif not depth:
            kept.append("''" if token[0][0] in _QUOTES and len(token[0]) > 1 else token[0])
    return "".join(kept)
