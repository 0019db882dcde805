"""What interviews are judged by: ours, what the call names, or what an interview names itself."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import relaxng, resources, xmlio
from preserve.errors import DocumentError, Location, StylesheetError, SurroundingsError
from preserve.findings import Severity
from preserve.relaxng import Fault, Kind
from preserve.validate import Standards, Validation, Validator

if TYPE_CHECKING:
    from preserve.findings import Finding

GOOD: Final = Path(__file__).parent / "good"
TEI: Final = "http://www.tei-c.org/ns/1.0"
RELAXNG: Final = "http://relaxng.org/ns/structure/1.0"
SCHEMATRON: Final = "http://purl.oclc.org/dsdl/schematron"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Accepts every XML document.
ANYTHING: Final = f"""<grammar xmlns="{RELAXNG}"><start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/>
</choice></zeroOrMore></element></define></grammar>"""
NOTHING: Final = f'<element name="nothing" xmlns="{RELAXNG}"><empty/></element>'
RULES: Final = f"""<schema xmlns="{SCHEMATRON}" queryBinding="xslt3">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><phase id="none"/><pattern><rule context="tei:p">
<assert id="house-1" role="{{role}}" test="@n">a paragraph has a number</assert></rule></pattern></schema>"""


# Ours are compiled once; what an interview names lies in a folder of its own each time.
ANYONE: Final = Validator()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with schemas and rules of a user."""
    (tmp_path / "anything.rng").write_text(ANYTHING, "utf-8")
    (tmp_path / "nothing.rng").write_text(NOTHING, "utf-8")
    (tmp_path / "house.sch").write_text(RULES.format(role="warning"), "utf-8")
    embedding = RULES.format(role="info").partition(">")[2].removesuffix("</schema>").replace("<", "<sch:")
    embedding = embedding.replace("<sch:/", "</sch:")
    with_rules = ANYTHING.replace("<start>", f"{embedding}<start>").replace(">", f' xmlns:sch="{SCHEMATRON}">', 1)
    (tmp_path / "embedding.rng").write_text(with_rules, "utf-8")
    return tmp_path


def codes(found: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in found]


def minimal(folder: Path, *associations: str) -> Path:
    """Write the smallest interview, which names schemas by pseudo-attributes, and return its path."""
    text = (GOOD / "minimal.xml").read_text("utf-8")
    named = "".join(f"<?xml-model {each}?>\n" for each in associations)
    path = folder / "minimal.xml"
    path.write_text(text.replace("<TEI", f"{named}<TEI", 1), "utf-8")
    return path


def judged(folder: Path, *associations: str) -> Validation:
    """Judge the smallest interview by what it names."""
    return ANYONE.validate(minimal(folder, *associations))


# --- named in the call ----------------------------------------------------------------------------------------------


def test_a_tei_document_of_another_profile_is_judged_by_its_own(folder: Path) -> None:
    """What our profile does not have is no error by another schema and without rules."""
    path = folder / "drama.xml"
    text = f'<TEI xmlns="{TEI}"><teiHeader/><text><body><castList><castItem>x</castItem></castList></body></text></TEI>'
    path.write_text(DECLARATION + text, "utf-8")
    assert not ANYONE.validate(path).valid
    judged = Validator(Standards(schema=folder / "anything.rng", rules=())).validate(path)
    assert codes(judged.findings) == ["COL-005"]
    assert judged.valid


@pytest.mark.parametrize(
    ("role", "severity"),
    [
        ("error", Severity.ERROR),
        ("fatal", Severity.ERROR),
        ("", Severity.ERROR),
        ("warning", Severity.WARNING),
        ("warn", Severity.WARNING),
        ("WARNING", Severity.WARNING),
        ("info", Severity.INFO),
        ("information", Severity.INFO),
    ],
)
def test_users_bring_rules(folder: Path, role: str, severity: Severity) -> None:
    """Their assertions are told by their own ids, as grave as their roles say, and once if they are named twice."""
    rules = folder / "house.sch"
    rules.write_text(RULES.format(role=role), "utf-8")
    path = folder / "talk.xml"
    path.write_text(f'{DECLARATION}<TEI xmlns="{TEI}"><text><p n="1"/>\n<p/></text></TEI>', "utf-8")
    judged = Validator(Standards(schema=folder / "anything.rng", rules=(rules, rules))).validate(path)
    (first,) = [finding for finding in judged.findings if finding.code == "house-1"]
    assert (first.severity, first.message, first.location.line) == (severity, "a paragraph has a number", 3)
    assert first.location.path == "/TEI/text/p[2]"


def test_a_judge_says_what_it_is_made_of(folder: Path) -> None:
    """So that it can travel in a bag."""
    ours = ANYONE.validate(minimal(folder)).judge
    assert ours
    assert ours.grammar.files == (resources.SCHEMA,)
    assert ours.rules_files == ((resources.RULES,),)
    assert resources.SCHEMATRON in ours.stylesheets
    anything = folder / "anything.rng"
    lenient = Validator(Standards(schema=anything, rules=())).validate(minimal(folder)).judge
    assert lenient
    assert (lenient.grammar.files, lenient.rules_files, lenient.stylesheets) == ((anything,), (), ())


def test_embedded_rules_belong_to_their_schema(folder: Path) -> None:
    """They run with it whatever other rules are named, and can be named as rules of another."""
    path, embedding = minimal(folder), folder / "embedding.rng"
    with_schema = Validator(Standards(schema=embedding, rules=())).validate(path)
    as_rules = Validator(Standards(schema=folder / "anything.rng", rules=(embedding,))).validate(path)
    assert codes(with_schema.findings).count("house-1") == codes(as_rules.findings).count("house-1") == 2
    with pytest.raises(StylesheetError, match="embeds none") as caught:
        Validator(Standards(rules=(folder / "anything.rng",)))
    assert caught.value.code == "INT-001"


def test_standards_that_cannot_be_used_are_told_at_once(folder: Path) -> None:
    """Before any interview is looked at."""
    broken = folder / "broken.sch"
    broken.write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="fortran"/>', "utf-8")
    with pytest.raises(StylesheetError):
        Validator(Standards(schema=folder / "anything.rng", rules=(broken,)))
    with pytest.raises(DocumentError):
        Validator(Standards(schema=broken, rules=()))
    with pytest.raises(SurroundingsError):
        Validator(Standards(schema=folder / "absent.rng", rules=()))


def test_a_second_opinion_on_a_large_schema_is_announced(folder: Path) -> None:
    """Its user is told that it takes long, before it does; of a small one, or where none is asked, nothing is said."""
    large, small = folder / "large.rng", folder / "anything.rng"
    large.write_text(ANYTHING + f"<!-- {'x' * 300_000} -->", "utf-8")
    said: list[str] = []
    Validator(Standards(schema=large, rules=()), say=said.append)
    Validator(Standards(schema=small, rules=(), second_opinion=True), say=said.append)
    assert not said
    Validator(Standards(schema=large, rules=(), second_opinion=True), say=said.append)
    assert len(said) == 1
    assert "large.rng" in said[0]


# --- named by the interview -----------------------------------------------------------------------------------------


def grammar(href: str) -> str:
    """Return the pseudo-attributes that name a grammar."""
    return f'href="{href}" type="application/xml" schematypens="{RELAXNG}"'


def rules(href: str, more: str = "") -> str:
    """Return the pseudo-attributes that name rules."""
    return f'href="{href}" type="application/xml" schematypens="{SCHEMATRON}"{more}'


def test_an_interview_that_names_nothing_is_judged_by_ours(folder: Path) -> None:
    """And nothing is said of it."""
    found = judged(folder)
    assert found.judge
    assert (found.judge.schema, found.judge.rules) == (resources.SCHEMA, (resources.RULES,))
    assert not [code for code in codes(found.findings) if code.startswith("TEI")]


def test_a_local_grammar_is_followed(folder: Path) -> None:
    """Our rules stay, because it names none."""
    found = judged(folder, grammar("nothing.rng"))
    assert found.judge
    assert (found.judge.schema, found.judge.rules) == (folder / "nothing.rng", (resources.RULES,))
    assert "TEI-006" in codes(found.findings)


def test_local_rules_are_followed(folder: Path) -> None:
    """In place of ours; our grammar stays."""
    found = judged(folder, rules("house.sch"))
    assert found.judge
    assert (found.judge.schema, found.judge.rules) == (resources.SCHEMA, (folder / "house.sch",))
    assert codes(found.findings).count("house-1") == 2


def test_the_phase_of_rules_is_followed(folder: Path) -> None:
    """In this one nothing is asked."""
    assert "house-1" not in codes(judged(folder, rules("house.sch", ' phase="none"')).findings)


def test_rules_in_the_grammar_are_run_once(folder: Path) -> None:
    """As TEI's own files name their grammar twice."""
    found = judged(folder, grammar("embedding.rng"), rules("embedding.rng"))
    assert codes(found.findings).count("house-1") == 2
    assert found.judge
    assert found.judge.rules == (resources.RULES,)


@pytest.mark.parametrize(
    ("association", "reason"),
    [
        (grammar("https://example.org/tei_all.rng"), "is no relative path to a file"),
        (grammar("/etc/passwd"), "is no relative path to a file"),
        (grammar("absent.rng"), "does not exist"),
        (grammar("."), "does not exist"),
        (grammar("schema.rnc"), "is in the compact syntax of RELAX NG"),
        ('href="tei.xsd" schematypens="http://www.w3.org/2001/XMLSchema"', "is neither RELAX NG nor Schematron"),
        (grammar("http://[x"), "is no relative path to a file"),
    ],
)
def test_what_is_not_followed_is_told(folder: Path, association: str, reason: str) -> None:
    """With its place; the interview is judged by ours."""
    found = judged(folder, association)
    told = next(finding for finding in found.findings if finding.code == "TEI-014")
    assert reason in told.message
    assert (told.location.line, told.severity) == (2, Severity.WARNING)
    assert told.hint
    assert found.judge
    assert found.judge.schema == resources.SCHEMA


def test_a_second_grammar_is_told(folder: Path) -> None:
    """The first decides."""
    found = judged(folder, grammar("anything.rng"), grammar("nothing.rng"))
    assert found.judge
    assert found.judge.schema == folder / "anything.rng"
    assert [finding.location.line for finding in found.findings if finding.code == "TEI-014"] == [3]


def test_a_copy_of_ours_is_ours(folder: Path) -> None:
    """Wherever it lies, and where it was left behind."""
    shutil.copy(resources.SCHEMA, folder)
    for href in ("interview.rng", "../elsewhere/interview.rng"):
        found = judged(folder, grammar(href))
        assert found.judge
        assert found.judge.schema == resources.SCHEMA
        assert "TEI-014" not in codes(found.findings)


def test_another_schema_with_our_name_is_not_ours(folder: Path) -> None:
    """It is the one that the interview names."""
    shutil.copy(folder / "anything.rng", folder / "interview.rng")
    found = judged(folder, grammar("interview.rng"))
    assert found.judge
    assert found.judge.schema == folder / "interview.rng"


def test_what_the_call_names_goes_first(folder: Path) -> None:
    """The interview is not asked."""
    path = minimal(folder, grammar("nothing.rng"))
    assert "TEI-006" not in codes(Validator(Standards(rules=())).validate(path).findings)


def test_a_named_schema_that_cannot_be_used_stops_its_interview_alone(folder: Path) -> None:
    """The error names the schema."""
    (folder / "broken.rng").write_text("<x/>", "utf-8")
    validator = Validator()
    with pytest.raises(DocumentError) as caught:
        validator.validate(minimal(folder, grammar("broken.rng")))
    assert caught.value.location
    assert caught.value.location.file == str(folder / "broken.rng")
    assert validator.validate(minimal(folder)).valid


# --- two engines ----------------------------------------------------------------------------------------------------


def test_both_engines_judge_by_ours(folder: Path) -> None:
    """libxml2 decides; by any other schema our own does, alone unless it is asked for."""
    path = minimal(folder)

    def engines(standards: Standards) -> tuple[str, ...]:
        """Return who judges by some standards."""
        judge = Validator(standards).validate(path).judge
        assert judge
        return judge.grammar.engines

    anything = folder / "anything.rng"
    assert engines(Standards()) == ("libxml2", "preserve")
    assert engines(Standards(schema=anything)) == ("preserve",)
    assert engines(Standards(schema=anything, second_opinion=True)) == ("preserve", "libxml2")


def test_the_two_agree() -> None:
    """No fixture makes them say different things."""
    validator = Validator(Standards(schema=resources.SCHEMA, rules=()))
    paths = [*GOOD.glob("*.xml"), *(GOOD.parent / "bad").glob("*.xml")]
    assert paths
    assert not [path.name for path in paths if "TEI-013" in codes(validator.validate(path).findings)]


def test_no_opinion_is_a_finding(folder: Path) -> None:
    """Our own engine decides, and the other interviews are judged, too."""
    odd = folder / "odd.rng"
    value = '<value datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" type="ENTITY">a</value>'
    odd.write_text(NOTHING.replace("<empty/>", f"<choice>{value}<empty/></choice>"), "utf-8")
    validator = Validator(Standards(schema=odd, rules=(), second_opinion=True))
    for _ in range(2):
        found = validator.validate(minimal(folder)).findings
        assert [finding.code for finding in found if finding.code.startswith("TEI")] == ["TEI-006", "TEI-015"]
        told = next(finding for finding in found if finding.code == "TEI-015")
        words = "it cannot use the schema: Value 'a' is not acceptable for type 'ENTITY', line 1"
        assert told.message == f"libxml2 gave no second opinion: {words}"
        assert (told.severity, told.location.path) == (Severity.WARNING, "/TEI")


def test_libxml2_is_asked_about_a_strangers_schema_in_another_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And about ours in this one; where nobody wants a second opinion there is none."""
    started: list[Path] = []
    advisor = xmlio.Advisor

    def start(path: Path) -> xmlio.Advisor:
        """Keep what it is started for."""
        started.append(path)
        return advisor(path)

    monkeypatch.setattr(xmlio, "Advisor", start)
    Validator(Standards(schema=resources.SCHEMA, rules=(), second_opinion=True)).validate(minimal(folder))
    Validator(Standards(schema=folder / "anything.rng", rules=())).validate(minimal(folder))
    assert not started
    Validator(Standards(schema=folder / "anything.rng", rules=(), second_opinion=True)).validate(minimal(folder))
    assert started == [folder / "anything.rng"]


def test_a_disagreement_is_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that decides is followed, and both are told."""
    path, anything = minimal(folder), folder / "anything.rng"
    fault = Fault(kind=Kind.TEXT, location=Location(file=str(path), line=3), message="x" * 240, hint=None)

    def refuse(_schema: relaxng.Schema, _document: xmlio.Document) -> tuple[Fault, ...]:
        """Find a fault in everything."""
        return (fault,)

    def accept(_schema: relaxng.Schema, _document: xmlio.Document) -> tuple[Fault, ...]:
        """Find no fault in anything."""
        return ()

    def found(standards: Standards, document: Path = path) -> list[str]:
        """Return the codes of the grammar."""
        findings = Validator(standards).validate(document).findings
        assert all(len(finding.message) <= 240 for finding in findings)
        return [finding.code for finding in findings if finding.code.startswith("TEI")]

    monkeypatch.setattr(relaxng.Schema, "faults", refuse)
    assert found(Standards()) == ["TEI-013"]
    assert found(Standards(schema=anything, rules=(), second_opinion=True)) == ["TEI-011", "TEI-013"]
    monkeypatch.setattr(relaxng.Schema, "faults", accept)
    bad = GOOD.parent / "bad" / "TEI-008_attribute_misspelt.xml"
    assert found(Standards(), bad) == ["TEI-001", "TEI-013"]
    assert found(Standards(schema=folder / "nothing.rng", rules=(), second_opinion=True)) == ["TEI-013"]
