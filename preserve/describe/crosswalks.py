"""Stylesheets at work on headers: from TEI to what catalogues, repositories and reference managers read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from preserve import findings, fixity, resources, saxon, xmlio
from preserve.errors import DocumentError, surroundings
from preserve.findings import Severity
from preserve.interview import refuse_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.findings import Finding
    from preserve.xmlio import Document

Parameters: TypeAlias = tuple[tuple[str, str], ...]

_LIMITS: Final = saxon.Limits()
_DIGEST: Final = "source-sha256"
_DECLARATION: Final = re.compile(r"\s*<\?xml [^>]*\?>\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """A way from TEI to another standard.

    Attributes:
        name: As the command line calls it.
        file: What its record is called.
        stylesheet: The file name of its entry.
        parameters: Names and values of stylesheet parameters that are always given.
        states_digest: Whether the record states the digest of its source.
    """

    name: str
    file: str
    stylesheet: str
    parameters: Parameters = ()
    states_digest: bool = False


DUBLIN_CORE: Final = Crosswalk(name="dublin-core", file="dublin-core.xml", stylesheet="dublin-core.xsl")
MODS: Final = Crosswalk(name="mods", file="mods.xml", stylesheet="mods.xsl")
DATACITE: Final = Crosswalk(name="datacite", file="datacite.xml", stylesheet="datacite.xsl")

# Those whose records a bag holds; one stylesheet makes them all.
_CATALOGUE: Final = "catalogue.xsl"
_WHICH: Final = "record"
BAGGED: Final = (DUBLIN_CORE, MODS, DATACITE)
CROSSWALKS: Final = (
    DUBLIN_CORE,
    Crosswalk(name="dcterms", file="dcterms.xml", stylesheet="dublin-core.xsl", parameters=(("terms", "dcterms"),)),
    MODS,
    DATACITE,
    Crosswalk(name="schema-org", file="schema-org.jsonld", stylesheet="schema-org.xsl", states_digest=True),
    Crosswalk(name="csl", file="csl.json", stylesheet="csl.xsl"),
    Crosswalk(name="bibtex", file="bibtex.bib", stylesheet="bibtex.xsl"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of an interview.

    Attributes:
        name: What its file is called; beside the records of other interviews, behind the interview's own name.
        data: The bytes: UTF-8, normal form C.
        findings: What the header lacks.
    """

    name: str
    data: bytes
    findings: tuple[Finding, ...]


class Crosswalks:
    """Stylesheets, compiled once for any number of interviews.

    Attributes:
        files: All of them.
    """

    def __init__(
        self,
        folder: Path = resources.XSLT,
        crosswalks: tuple[Crosswalk, ...] = BAGGED,
        *,
        limits: saxon.Limits = _LIMITS,
    ) -> None:
        """Compile the stylesheets and close all ways out.

        Args:
            folder: Where the stylesheets lie.
            crosswalks: The records that are wanted.
            limits: What Saxon is given for stylesheets that are not ours.

        Raises:
            SurroundingsError: A stylesheet cannot be read.
            DocumentError: A stylesheet is not well-formed.
            StylesheetError: A stylesheet could reach out (XSL-003), does not compile (XSL-001), or takes too long over
                it (XSL-005).
        """
        entries = {crosswalk: folder / crosswalk.stylesheet for crosswalk in crosswalks}
        used = {**entries, **_together(folder, crosswalks)}
        # A bag may have none.
        self.files = xmlio.stylesheet_files(*entries.values(), *used.values()) if entries else ()
        engine = saxon.Engine(None if not entries or resources.are_our_stylesheets(self.files) else limits)
        compiled = {entry: engine.compile(entry) for entry in dict.fromkeys(used.values())}
        self._sheets = {crosswalk: compiled[entry] for crosswalk, entry in used.items()}
        engine.lock()

    def records(self, document: Document, given: Parameters = ()) -> tuple[Record, ...]:
        """Return the records of an interview, but for those that would not be valid; all others tell why.

        Args:
            document: The interview.
            given: Names and values of stylesheet parameters besides.

        Raises:
            DocumentError: XML-013 for a corpus.
            StylesheetError: XSL-002 where a stylesheet fails, XSL-005 where it takes too much.
        """
        return tuple(record for record in self._made(document, given) if _holds_something(record))

    def only(self, document: Document, given: Parameters = ()) -> Record:
        """Return the record of crosswalks that are one; see `records`.

        Raises:
            DocumentError: MET-010 where the header lacks what the record cannot be without.
        """
        (record,) = self._made(document, given)
        if _holds_something(record):
            return record
        lacking = [finding for finding in record.findings if finding.severity is Severity.WARNING]
        message = f"there is no {record.name} without what is mandatory in it: {_listed(lacking)}"
        raise DocumentError(message, code="MET-010", location=lacking[0].location)

    def _made(self, document: Document, given: Parameters) -> Iterator[Record]:
        """Yield all records, those too in which there is nothing."""
        refuse_corpus(document)
        digest = hashlib.sha256(document.data).hexdigest()
        for crosswalk, sheet in self._sheets.items():
            stated = ((_DIGEST, digest),) if crosswalk.states_digest else ()
            parameters = ((_WHICH, crosswalk.name), *crosswalk.parameters, *stated, *given)
            made = sheet.transform(document.text, parameters=parameters)
            yield Record(
                name=crosswalk.file,
                data=unicodedata.normalize("NFC", made.text).encode("utf-8"),
                findings=tuple(_findings(document, made.messages)),
            )


def save(record: Record, folder: Path, stem: str) -> Path:
    """Write a record to a folder, whole or not at all, and return its path.

    Args:
        record: What to write.
        folder: Is made where it is absent.
        stem: What stands before the record's own name.

    Raises:
        SurroundingsError: The system refuses.
    """
    path = folder / f"{stem}.{record.name}"
    with surroundings("write the record", path):
        fixity.save(record.data, path)
    return path


def place(name: str) -> str:
    """Return where a record of that name lies in a bag."""
    return f"metadata/{name}"


def remarks(records: tuple[Record, ...]) -> tuple[Finding, ...]:
    """Return what some records have to say of a header; what several of them say, once."""
    return tuple(dict.fromkeys(finding for record in records for finding in record.findings))


def _together(folder: Path, crosswalks: tuple[Crosswalk, ...]) -> dict[Crosswalk, Path]:
    """Return the stylesheet that makes all records of a bag where all of them are wanted; bags may lack it."""
    catalogue = folder / _CATALOGUE
    are_wanted = set(BAGGED) <= set(crosswalks) and catalogue.is_file()
    return dict.fromkeys(BAGGED, catalogue) if are_wanted else {}


def _holds_something(record: Record) -> bool:
    """Return whether a record is more than the declaration of XML."""
    return bool(_DECLARATION.sub("", record.data.decode("utf-8"), count=1).strip())


def _listed(lacking: list[Finding]) -> str:
    """Return what a header lacks, in words."""
    return ", and ".join(finding.message for finding in lacking)


def _findings(document: Document, messages: tuple[saxon.Message, ...]) -> Iterator[Finding]:
    """Make findings of what a stylesheet said; what it says otherwise than we do is told as of an edition."""
    for message in messages:
        element = document.find(message.path or "")
        known = findings.find_code(message.code or "")
        code = known.code if known else "XSL-004"
        yield findings.finding(code, message.text, document.location(document.root if element is None else element))
