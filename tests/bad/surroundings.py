"""Faults that no interview can have by itself: of schemas, rules, stylesheets, of the machine, and of rebuilt bags.

Each builder is named after the code that it must give. It prepares a folder, does what goes wrong, and returns the
codes that it was told, each once, in order.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from preserve import resources, xmlio
from preserve.config import Config
from preserve.errors import PreserveError, surroundings
from preserve.package import package
from preserve.render import VIEWS, Renderer, View, staged
from preserve.reproduce import reproduce
from preserve.saxon import Limits
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD: Final = Path(__file__).parent.parent / "good" / "minimal.xml"
CORPUS: Final = Path(__file__).parent.parent / "corpora" / "corpus.xml"
SHEET: Final = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
    '<xsl:template match="/">{}</xsl:template></xsl:stylesheet>'
)
VIEW: Final = View(name="text", stylesheet="text.xsl", suffix=".txt")


def codes_of(builder: Callable[..., object]) -> tuple[str, ...]:
    """Return the codes that a builder is named after: ``env_001_…`` gives ``ENV-001``."""
    prefix = builder.__name__.partition("_")[0].upper()
    return tuple(f"{prefix}-{number}" for number in re.findall(r"(?<=_)\d{3}(?=_)", builder.__name__))


def caught(act: Callable[[], object]) -> tuple[str, ...]:
    """Return the code of the error that something raises; none where it goes well."""
    try:
        act()
    except PreserveError as error:
        return (error.code or "",)
    return ()


def write(path: Path, text: str) -> Path:
    """Write a file and return its path."""
    path.write_text(text, "utf-8")
    return path


# --- schemas ---------------------------------------------------------------------------------------------------------


def tei_002_schema_is_none(folder: Path) -> tuple[str, ...]:
    """Judge by an XML file that is no schema."""
    path = write(folder / "schema.rng", "<schema/>")
    return caught(lambda: Validator(Standards(schema=path, rules=())))


def tei_003_schema_reaches_out(folder: Path) -> tuple[str, ...]:
    """Judge by a schema that includes another from elsewhere."""
    grammar = (
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="https://example.org/x.rng"/></grammar>'
    )
    path = write(folder / "schema.rng", grammar)
    return caught(lambda: Validator(Standards(schema=path, rules=())))


# --- corpora ---------------------------------------------------------------------------------------------------------


def xml_013_corpus_rendered(_folder: Path) -> tuple[str, ...]:
    """Render a corpus, of which no edition is made."""
    document = xmlio.read(CORPUS)
    return caught(lambda: Renderer().render(document))


# The facet is for the value without the blanks around it; libxml2 takes them in (XML Schema Part 2 §4.3.4, §4.3.6).
PADDED: Final = ("all I have", '<date dur-iso=" P3M ">all I have</date>')


def padded(folder: Path, standards: Standards) -> set[str]:
    """Return what the grammar says of a value with blanks around it, which the two engines judge in different ways."""
    path = write(folder / GOOD.name, GOOD.read_text("utf-8").replace(*PADDED))
    found = {finding.code for finding in Validator(standards).validate(path).findings}
    return {code for code in found if code.startswith("TEI")}


def tei_001_verdict_without_explanation(folder: Path) -> tuple[str, ...]:
    """Judge by our schema what only libxml2 refuses; that the other disagrees is told as well."""
    return tuple(sorted(padded(folder, Standards()) - {"TEI-013"}))


def tei_013_two_engines_disagree(folder: Path) -> tuple[str, ...]:
    """Judge the same by a schema that is not quite ours, with a second opinion."""
    schema = write(folder / "schema.rng", resources.SCHEMA.read_text("utf-8") + "<!-- mine -->")
    return tuple(sorted(padded(folder, Standards(schema=schema, rules=(), second_opinion=True))))


def tei_015_libxml2_cannot_use_the_schema(folder: Path) -> tuple[str, ...]:
    """Judge, with a second opinion, by a schema that libxml2 refuses for a type which it does not know."""
    odd = '<define name="odd"><value type="ENTITY">a</value></define></grammar>'
    head, end, _ = resources.SCHEMA.read_text("utf-8").rpartition("</grammar>")
    assert end
    schema = write(folder / "schema.rng", head + odd)
    found = Validator(Standards(schema=schema, rules=(), second_opinion=True)).validate(GOOD).findings
    return tuple(sorted({finding.code for finding in found} - {"COL-005"}))


def tei_012_reference_to_nothing(folder: Path) -> tuple[str, ...]:
    """Judge by a schema that types an attribute as a reference to an id."""
    schema = (
        '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0" '
        'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
        '<attribute name="key"><data type="IDREF"/></attribute></element>'
    )
    standards = Standards(schema=write(folder / "schema.rng", schema), rules=())
    path = write(folder / "a.xml", '<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" key="a"/>')
    found = {finding.code for finding in Validator(standards).validate(path).findings}
    return tuple(sorted(found - {"COL-005"}))


# --- rules that our own grammar leaves nothing to say ----------------------------------------------------------------

# Accepts every XML document.
ANYTHING: Final = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/>
</choice></zeroOrMore></element></define></grammar>"""


def ruled(folder: Path, old: str, new: str) -> tuple[str, ...]:
    """Return what our rules say of a change to a good interview that is judged by a schema which accepts everything."""
    validator = Validator(Standards(schema=write(folder / "anything.rng", ANYTHING)))
    text = GOOD.read_text("utf-8")
    assert old in text
    path = write(folder / GOOD.name, text.replace(old, new))
    usual = {finding.code for finding in validator.validate(GOOD).findings}
    return tuple(sorted({finding.code for finding in validator.validate(path).findings} - usual))


def int_044_turn_without_speaker(folder: Path) -> tuple[str, ...]:
    """Leave out who speaks, where another does."""
    return ruled(folder, "</u>", "</u><u xml:id='u2'>Is it?</u>")


def int_056_latitude_beyond_the_pole(folder: Path) -> tuple[str, ...]:
    """Exchange latitude and longitude."""
    return ruled(folder, "</sourceDesc>", "<p>In <geo>176.9 43.2</geo>.</p></sourceDesc>")


def int_058_nine_of_something(folder: Path) -> tuple[str, ...]:
    """Give a duration as a bare number."""
    return ruled(folder, "all I have", '<pause dur-iso="9"/> all I have')


# --- stylesheets -----------------------------------------------------------------------------------------------------


def rendered(folder: Path, body: str) -> tuple[str, ...]:
    """Return the codes that a stylesheet gives which has something in its only template."""
    write(folder / VIEW.stylesheet, SHEET.format(body))
    document = xmlio.read(GOOD)
    found: list[str] = []

    def act() -> None:
        """Render, and keep what the edition tells."""
        for edition in Renderer(folder, (VIEW,)).render(document):
            found.extend(finding.code for finding in edition.findings)

    return caught(act) or tuple(dict.fromkeys(found))


def xsl_001_calls_nobody(folder: Path) -> tuple[str, ...]:
    """Render with a stylesheet that calls a template which it does not have."""
    return rendered(folder, '<xsl:call-template name="absent"/>')


def xsl_002_reads_while_it_runs(folder: Path) -> tuple[str, ...]:
    """Render with a stylesheet that tries to read a file."""
    return rendered(folder, "<xsl:value-of select=\"unparsed-text('text.xsl')\"/>")


def xsl_003_reads_while_it_is_compiled(folder: Path) -> tuple[str, ...]:
    """Render with a stylesheet that would read a file before it runs."""
    return rendered(folder, "<xsl:text use-when=\"doc-available('text.xsl')\">x</xsl:text>")


def xsl_003_calls_saxon(folder: Path) -> tuple[str, ...]:
    """Render with a stylesheet that calls a function which no lock holds."""
    return rendered(folder, "<xsl:value-of select=\"Q{{http://saxon.sf.net/}}doc('text.xsl', map{{}})\"/>")


def xsl_004_element_unknown(folder: Path) -> tuple[str, ...]:
    """Render an element that our stylesheets have no template for."""
    text = GOOD.read_text("utf-8").replace("all I have", "<app>all I have</app>")
    document = xmlio.read(write(folder / GOOD.name, text))
    editions = Renderer().render(document)
    return tuple(dict.fromkeys(finding.code for edition in editions for finding in edition.findings))


def dressed(css: Path | None, stylesheet: Path | None) -> tuple[str, ...]:
    """Return the code with which an own look is refused."""

    def act() -> None:
        """Render with it."""
        with staged(css, stylesheet) as look:
            Renderer(look.folder, look.views, names=look.names).render(xmlio.read(GOOD))

    return caught(act)


def styled(folder: Path, body: str) -> tuple[str, ...]:
    """Return the code with which a stylesheet is refused that imports ours and says something besides."""
    text = (
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="html.xsl"/>'
        f"{body}</xsl:stylesheet>"
    )
    return dressed(None, write(folder / "house.xsl", text))


def xsl_006_no_timeline(_folder: Path) -> tuple[str, ...]:
    """Make captions of an interview without a timeline."""
    renderer = Renderer(views=tuple(view for view in VIEWS if view.name == "vtt"))
    return caught(lambda: renderer.only(xmlio.read(GOOD)))


def xsl_007_name_is_taken(folder: Path) -> tuple[str, ...]:
    """Include a stylesheet that has the name of one of ours."""
    (folder / "modules").mkdir()
    write(folder / "modules" / "labels.xsl", SHEET.format("mine"))
    return styled(folder, '<xsl:include href="modules/labels.xsl"/>')


def xsl_008_asks(folder: Path) -> tuple[str, ...]:
    """Bring CSS that imports some from elsewhere."""
    return dressed(write(folder / "house.css", "@import 'https://example.org/x.css';"), None)


def xsl_009_gives_nothing(folder: Path) -> tuple[str, ...]:
    """Override the template for the whole document with an empty one."""
    return styled(folder, '<xsl:template match="/"/>')


def xsl_010_tells_where_it_lies(folder: Path) -> tuple[str, ...]:
    """Write the stylesheet's own address into the page."""
    return styled(folder, '<xsl:template match="/"><p><xsl:value-of select="static-base-uri()"/></p></xsl:template>')


def xsl_011_ends_the_style(folder: Path) -> tuple[str, ...]:
    """Bring CSS that names its own end, if only in a comment."""
    return dressed(write(folder / "house.css", "/* </style> */"), None)


def xsl_010_asks_for_the_day(folder: Path) -> tuple[str, ...]:
    """Write the day into the page."""
    return styled(folder, '<xsl:template match="/"><p><xsl:value-of select="current-date()"/></p></xsl:template>')


def xsl_012_speaks_no_french(_folder: Path) -> tuple[str, ...]:
    """Ask for an edition that speaks a language in which we have no words."""
    editions = Renderer().render(xmlio.read(GOOD), (("lang", "fr"),))
    return tuple(dict.fromkeys(finding.code for edition in editions for finding in edition.findings))


def xsl_005_never_ends(folder: Path) -> tuple[str, ...]:
    """Render with a stylesheet that calls itself for ever."""
    call = '<xsl:call-template name="again"/>'
    write(folder / VIEW.stylesheet, SHEET.format(f'{call}</xsl:template><xsl:template name="again">{call}'))
    renderer = Renderer(folder, (VIEW,), limits=Limits(document=1, megabyte=0))
    return caught(lambda: renderer.render(xmlio.read(GOOD)))


# --- the machine -----------------------------------------------------------------------------------------------------


def env_001_no_such_file(folder: Path) -> tuple[str, ...]:
    """Read an interview that is not there."""
    return caught(lambda: xmlio.read(folder / "absent.xml"))


def env_002_no_space(folder: Path) -> tuple[str, ...]:
    """Write to a disk that is full, as the device for that purpose is, or as the system would say it."""

    def act() -> None:
        """Fill the disk."""
        with surroundings("write the edition", folder / "edition.html"):
            full = Path("/dev/full")
            if full.exists():
                full.write_text("words", "utf-8")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return caught(act)


def env_003_not_a_file(folder: Path) -> tuple[str, ...]:
    """Read a folder as if it were an interview."""
    return caught(lambda: xmlio.read(folder))


# --- bags rebuilt from themselves ------------------------------------------------------------------------------------


def bagged(folder: Path, standards: Standards | None = None, name: str = GOOD.stem) -> Path:
    """Package a good interview, perhaps under another name, and return its bag."""
    source = Path(shutil.copy(GOOD, folder / f"{name}.xml"))
    target = folder / "bags" / name
    validator = Validator(standards or Standards())
    day = dt.datetime(2020, 5, 4, tzinfo=dt.UTC)
    package(source, target, validator=validator, renderer=Renderer(), config=Config(), moment=day)
    return target


def rebuilt(bag: Path) -> tuple[str, ...]:
    """Return the codes that rebuilding a bag gives."""
    return tuple(dict.fromkeys(finding.code for finding in reproduce(bag).findings))


def altered(bag: Path, alter: Callable[[dict[str, Any]], object]) -> Path:
    """Change what a bag says of its own making."""
    path = bag / "metadata" / "validation.json"
    read = json.loads(path.read_bytes())
    alter(read)
    path.write_text(json.dumps(read, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return bag


def bag_050_does_not_say_how(folder: Path) -> tuple[str, ...]:
    """Rebuild a bag without a record of its making."""
    bag = bagged(folder)
    (bag / "metadata" / "validation.json").unlink()
    return rebuilt(bag)


def bag_051_edition_altered(folder: Path) -> tuple[str, ...]:
    """Rebuild a bag whose text edition has a word too many."""
    bag = bagged(folder)
    path = bag / "data" / "text" / f"{GOOD.stem}.txt"
    path.write_text(path.read_text("utf-8") + "and more\n", "utf-8")
    return rebuilt(bag)


def bag_052_finding_hidden(folder: Path) -> tuple[str, ...]:
    """Rebuild a bag whose record leaves out what was found."""
    return rebuilt(altered(bagged(folder), lambda read: read["findings"].clear()))


def bag_053_other_versions(folder: Path) -> tuple[str, ...]:
    """Rebuild a bag that an earlier version made."""
    return rebuilt(altered(bagged(folder), lambda read: read["engines"].update(saxonche="13.1.0")))


def bag_054_file_slipped_in(folder: Path) -> tuple[str, ...]:
    """Rebuild a bag with an edition that its record does not name."""
    bag = bagged(folder)
    write(bag / "data" / "html" / "other.html", "<p>other words</p>")
    return rebuilt(bag)


def bag_055_053_readme_of_another_version(folder: Path) -> tuple[str, ...]:
    """Rebuild a bag that an earlier version made, with a README.txt that this one does not make."""
    bag = altered(bagged(folder), lambda read: read["engines"].update(preserve="0.0.1"))
    write(bag / "data" / "README.txt", "Other words.\n")
    return rebuilt(bag)


def bag_070_rules_named_like_the_schema(folder: Path) -> tuple[str, ...]:
    """Package with rules that would lie where the schema lies."""
    rules = folder / resources.SCHEMA.name
    shutil.copy(resources.RULES, rules)
    return caught(lambda: bagged(folder, Standards(rules=(rules,))))


def bag_071_another_name_than_its_file(folder: Path) -> tuple[str, ...]:
    """Package an interview that calls itself otherwise than its file."""
    return caught(lambda: bagged(folder, name="copy"))


BUILDERS: Final[tuple[Callable[[Path], tuple[str, ...]], ...]] = tuple(
    value for name, value in list(globals().items()) if re.match(r"[a-z]{3}_\d{3}_", name)
)
"""All builders, in the order in which they stand here."""
