"""What comes of a stylesheet."""

from __future__ import annotations

from dataclasses import dataclass


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
