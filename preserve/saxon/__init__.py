"""The door to saxonche: XSLT 3.0 that can neither read, write nor call out.

Saxon is open by default, its compiler as much as its run. An `Engine` is therefore closed in two steps: while its
stylesheets are compiled it may read local files (so that xsl:include works); after `Engine.lock` it reads nothing at
all, and that cannot be undone. What a stylesheet could read while it is compiled is refused beforehand, by
`preserve.xmlio.stylesheet_files`.

Our own stylesheets run in this process (`inside`). A stranger's may never come to an end, or take all the memory; for
them an engine is given `Limits`, and Saxon works in a process of its own (`outside`, with `worker` on the other side).

Source: saxonche's own documentation of configuration features; each step is held by a test.
"""

from preserve.saxon.engine import Engine, Stylesheet, version
from preserve.saxon.outside import Limits
from preserve.saxon.results import Message, Transformation

__all__ = ["Engine", "Limits", "Message", "Stylesheet", "Transformation", "version"]
