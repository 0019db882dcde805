"""What data/README.txt says to whoever opens a bag in fifty years: what this is, whose it is, how to rebuild it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.interview import Interview
    from preserve.report import Edition, Record

PLACE: Final = "data/README.txt"

_TEXT: Final = """\
{title}
{underline}

This is the payload of a bag (BagIt 1.0, RFC 8493): one interview, encoded in TEI XML, with everything that is needed to
check it and to make its reading editions again.

tei/      the interview, {identifier}.xml{companions}
{editions}
schemas/  the schema (RELAX NG) and the rules (Schematron) by which it was validated
xslt/     the stylesheets (XSLT 3.0) that made the editions

ro-crate-metadata.json says for programs what each file is, who made the interview and on what terms it may be used
(RO-Crate 1.2); metadata/ of the bag says what was done with it and when (PREMIS 3.0).

Whose it is
-----------
The words belong to those who spoke, wrote and published them. The header of the TEI file says who they are and on what
terms the words may be used; its availability is “{status}”. The schema, rules and stylesheets of preserve stand under
the LICENSE that lies beside them; where a schema or rules of other makers were used, those stand under their terms.
{own}
{sensitivity}

How to rebuild it
-----------------
With preserve (the Python distribution tei-preserve), which compares every byte:

    preserve verify --reproduce BAG

Without it, any XSLT 3.0 processor makes the same text from the same stylesheets, and Saxon-HE 13 the same bytes (then
brought into Unicode's normal form C). In this folder:

{commands}

Valid it is by this schema, for any RELAX NG validator:

    {schema}

What was found, by which programs and with which parameters, stands in metadata/validation.json of the bag.
"""


_EDITIONS: Final = {
    "html": "the edition for reading: one file that needs no script and no network",
    "text": "the edition in plain text",
    "vtt": "the captions of the recording (WebVTT)",
}

_OWN: Final = """
The look of the editions is the institution's own. These stylesheets are its own too, and not of preserve; nobody but
the institution answers for what they put into the page:

{files}
"""


def readme(interview: Interview, kept: Record) -> bytes:
    """Return data/README.txt.

    Args:
        interview: The interview's record; of its marked passages only the number is told.
        kept: How the bag was made.
    """
    companions = "".join(f"\n          {_inside(file.place)} ({file.kind})" for file in interview.files)
    # What is in several files is put together before it is transformed.
    options = ("-xi:on",) if any(file.kind == "part" for file in interview.files) else ()
    text = _TEXT.format(
        title=interview.title,
        underline="=" * len(interview.title),
        identifier=interview.identifier,
        companions=companions,
        editions="\n".join(_folders(kept)),
        own=_own(kept),
        status=interview.status,
        sensitivity=_sensitivity(interview.sensitive_passages),
        commands="\n".join(f"    {_command(kept.source, edition, *options)}" for edition in kept.editions),
        schema=_inside(kept.schema),
    )
    return text.encode("utf-8")


def _folders(kept: Record) -> Iterator[str]:
    """Yield a line for each folder of editions."""
    for edition in kept.editions:
        folder = _inside(edition.path).partition("/")[0]
        yield f"{folder + '/':<10}{_EDITIONS.get(folder, 'an edition')}"


def _own(kept: Record) -> str:
    """Return what is to be said of stylesheets that are the institution's; nothing where all are ours."""
    files = "\n".join(f"    {_inside(place)}" for place in kept.own_stylesheets)
    return _OWN.format(files=files) if files else ""


def _inside(place: str) -> str:
    """Return a path in the bag as seen from the payload's folder."""
    return place.removeprefix("data/")


def _sensitivity(passages: int) -> str:
    """Return what a reader must know of marked passages; how many, and no names."""
    if not passages:
        return "No passage of the interview is marked as sensitive."
    count = "1 passage of the interview is" if passages == 1 else f"{passages} passages of the interview are"
    return (
        f"{count} marked as sensitive in the TEI (spanGrp of type sensitivity), each with the\n"
        "reason and with what is recommended. Read the marks before you publish or quote."
    )


def _command(source: str, edition: Edition, *options: str) -> str:
    """Return the command line of Saxon that makes an edition again."""
    words = [f"-s:{_inside(source)}", f"-xsl:{_inside(edition.stylesheet)}", f"-o:{_inside(edition.path)}", *options]
    parameters = [f"{name}={value}" for name, value in edition.parameters]
    return shlex.join(["java", "-jar", "saxon-he-13.jar", *words, *parameters])
