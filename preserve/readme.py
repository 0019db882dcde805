"""What data/README.txt says to whoever opens a bag in fifty years: what this is, whose it is, how to rebuild it."""

from __future__ import annotations

import itertools
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
check it and to make its reading editions again. To read it no program of ours is needed: open an edition with a browser
or an editor of plain text. All text here is in UTF-8.

tei/      the interview, {identifier}.xml (TEI P5, the guidelines of the Text Encoding Initiative){companions}
{editions}
schemas/  the schema (RELAX NG) and the rules (Schematron) by which it was validated; what findings mean: codes.toml
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

How to see that nothing has changed
-----------------------------------
One folder up, manifest-sha256.txt lists the SHA-256 checksum of every file here. There:

    sha256sum --check manifest-sha256.txt

With preserve (the Python distribution tei-preserve) all of what follows is one command, which compares every byte:

    preserve verify --reproduce BAG

How to make the editions again
------------------------------
Any XSLT 3.0 processor can do it, without preserve and without a network. An edition is what its stylesheet makes of
{source} with the parameters given; this is all that goes into it:

{recipes}

With Saxon-HE 13, in this folder; what is made goes beside the bag, because nothing may be added to it:

    mkdir -p {folders}
{commands}

The bytes are those in the bag when these are their SHA-256 checksums:

{digests}

What follows compares them: it reads those lines in this very file, and passes over the others.

    sha256sum --check README.txt

Saxon-HE 13 makes these bytes; a stylesheet that does not ask for Unicode's normal form C itself (xsl:output) needs its
result brought into that. Another processor makes the same words. It may write a page otherwise and mean the same: the
case of the DOCTYPE, how the encoding is named, and how an empty element ends.

How to validate it again
------------------------
The grammar is RELAX NG in XML syntax (ISO/IEC 19757-2), for any validator of it, such as

    xmllint --noout --relaxng {schema} {source}
{rules}
What was found when the bag was made, by which programs and with which parameters, stands in metadata/validation.json,
one folder up. Ids, pointers, files that belong to the interview and, where there is a transcript, every word of it are
compared by preserve.
"""

_RULES: Final = """
The rules are Schematron (ISO/IEC 19757-3). One transformation makes a stylesheet of them, which makes a report (SVRL)
of the interview; it has an element failed-assert or successful-report for each rule that is not kept:

    mkdir -p ../../rebuilt/schemas
{commands}
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


def readme(interview: Interview, kept: Record, digests: tuple[str, ...]) -> bytes:
    """Return data/README.txt.

    Args:
        interview: The interview's record; of its marked passages only the number is told.
        kept: How the bag was made.
        digests: The SHA-256 of each edition that `kept` names, in hexadecimal digits and in the same order.
    """
    companions = "".join(f"\n          {_inside(file.place)} ({file.kind})" for file in interview.files)
    # What is in several files is put together before it is transformed.
    options = ("-xi:on",) if any(file.kind == "part" for file in interview.files) else ()
    copies = [_copy(edition.path) for edition in kept.editions]
    text = _TEXT.format(
        title=interview.title,
        underline="=" * len(interview.title),
        identifier=interview.identifier,
        companions=companions,
        editions="\n".join(_folders(kept)),
        own=_own(kept),
        status=interview.status,
        sensitivity=_sensitivity(interview.sensitive_passages),
        source=_inside(kept.source),
        recipes="\n".join(itertools.chain.from_iterable(map(_recipe, kept.editions))),
        commands="\n".join(f"    {_command(kept.source, edition, *options)}" for edition in kept.editions),
        digests="\n".join(f"    {digest}  {copy}" for digest, copy in zip(digests, copies, strict=True)),
        folders=shlex.join(sorted({copy.rpartition("/")[0] for copy in copies})),
        schema=_inside(kept.schema),
        rules=_rules(kept, *options),
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


def _copy(place: str) -> str:
    """Return where a file of the payload is made again: beside the bag, as seen from the payload's folder."""
    return f"../../rebuilt/{_inside(place)}"


def _recipe(edition: Edition) -> Iterator[str]:
    """Yield the lines that say what goes into an edition besides the interview."""
    yield f"    {_inside(edition.path)}"
    yield f"        stylesheet  {_inside(edition.stylesheet)}"
    for name, value in edition.parameters:
        yield f"        parameter   {name} = {value}"


def _command(source: str, edition: Edition, *options: str) -> str:
    """Return the command line of Saxon that makes an edition again."""
    parameters = (f"{name}={value}" for name, value in edition.parameters)
    return _saxon(_inside(source), _inside(edition.stylesheet), _copy(edition.path), *options, *parameters)


def _saxon(source: str, stylesheet: str, target: str, *more: str) -> str:
    """Return the command line of Saxon for a transformation."""
    words = [f"-s:{source}", f"-xsl:{stylesheet}", f"-o:{target}", *more]
    return shlex.join(["java", "-jar", "saxon-he-13.jar", *words])


def _rules(kept: Record, *options: str) -> str:
    """Return how the interview is held against the rules again; nothing where it was judged by none."""
    if kept.schematron is None:
        return ""
    phase = () if kept.phase == "#DEFAULT" else (f"phase={kept.phase}",)
    commands = []
    for place in kept.rules:
        compiled = _copy(place).removesuffix(".sch") + ".xsl"
        commands.append(_saxon(_inside(place), _inside(kept.schematron), compiled, *phase))
        commands.append(_saxon(_inside(kept.source), compiled, compiled.removesuffix(".xsl") + ".svrl", *options))
    return _RULES.format(commands="\n".join(f"    {command}" for command in commands))
