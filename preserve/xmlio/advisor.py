"""What libxml2 says of documents by one schema: a worker, which `preserve.xmlio.advice` starts and asks.

Its argument is the schema. It answers first what is wrong with the schema, or null; then, for each document, in UTF-8,
the node and the words of its first objection, or null. It imports little of preserve, so that it starts fast.
"""

from __future__ import annotations

import sys

from lxml import etree

from preserve.processes.answering import answer, mortal, questions


def main() -> None:
    """Read the schema, then judge documents until there are no more."""
    try:
        with mortal():
            schema = etree.RelaxNG(file=sys.argv[1])
    except etree.RelaxNGParseError as error:
        answer(str(error))
        return
    answer(None)
    for data in questions():
        with mortal():
            objection = _objection(schema, data)
        answer(objection)


def _objection(schema: etree.RelaxNG, data: bytes) -> tuple[str, str] | None:
    """Return the node and the words of the first objection to a document, or None for a valid one."""
    # The limits are those by which `preserve.xmlio.document` has read it before.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False, huge_tree=False
    )
    if schema.validate(etree.fromstring(data, parser)):
        return None
    entry = next(iter(schema.error_log), None)
    return (entry.path or "", entry.message) if entry else ("", "")


if __name__ == "__main__":
    main()
