"""The rules of interviews: each finds its own fault and nothing else, and none of them is a surprise to codes.toml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import resources, xmlio
from preserve.errors import StylesheetError
from preserve.findings import codes
from preserve.schematron import Rules
from tests.bad.surroundings import BUILDERS, codes_of

if TYPE_CHECKING:
    from preserve.schematron import Failure

HERE: Final = Path(__file__).parent
BAD: Final = sorted((HERE / "bad").glob("INT-*.xml"))
GOOD: Final = sorted((HERE / "good").glob("*.xml"))
SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
# Said of rules that a user brought, not by ours.
OF_OTHERS: Final = {"INT-000", "INT-001", "INT-045", "INT-046"}
OURS: Final = {code.code: code for code in codes() if code.code.startswith("INT-")}

# An interview without a fault, to be changed; its one paragraph of an answer, and the places before and after.
SOUND: Final = (
    (HERE / "bad" / "INT-034_end_before_beginning.xml")
    .read_text("utf-8")
    .replace('<date from="1986" to="1968">all those years</date>', "WORDS")
)
LONGEST: Final = 240
# So that third parties are not only named.
MARK: Final = (
    '<spanGrp type="sensitivity"><span from="#t2-p1" to="#t2-p1" ana="#action-open">looked at</span></spanGrp>'
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Return our rules, compiled."""
    return Rules(resources.RULES)


def stem(path: Path) -> str:
    """Return what to call a fixture."""
    return path.stem


def changed(words: str = "until evening", *, after_header: str = "", **replaced: str) -> xmlio.Document:
    """Return the sound interview with other words, with a standOff, and with one string for another.

    Args:
        words: What stands in the answer.
        after_header: The content of a standOff.
        replaced: Under ``old`` and ``new``, what is replaced.
    """
    text = SOUND.replace("WORDS", words)
    text = text.replace(
        "</teiHeader>", f"</teiHeader><standOff>{after_header}</standOff>" if after_header else "</teiHeader>"
    )
    if replaced:
        assert replaced["old"] in text
        text = text.replace(replaced["old"], replaced["new"])
    return xmlio.parse(text.encode(), "changed.xml")


def found(rules: Rules, document: xmlio.Document) -> list[str | None]:
    """Return the codes of what the rules find."""
    return [failure.code for failure in rules.failures(document)]


def assertions() -> list[xmlio.Element]:
    """Return all assertions and reports of our rules."""
    return list(xmlio.read(resources.RULES).root.iter(f"{SCH}assert", f"{SCH}report"))


# --- the table


def test_the_table_and_the_rules_name_the_same_codes() -> None:
    """An id of an assertion is a code of codes.toml, and nothing else is but what is said of others' rules."""
    ids = [element.get("id") for element in assertions()]
    assert sorted(ids, key=str) == sorted(set(OURS) - OF_OTHERS)


def test_roles_are_the_severities_of_the_table() -> None:
    """What stands in the table is what is found."""
    assert {element.get("id"): element.get("role") for element in assertions()} == {
        code: str(entry.severity) for code, entry in OURS.items() if code not in OF_OTHERS
    }


def test_every_code_says_where_it_is_written() -> None:
    """A source for each, and a hint in the rules or in the table."""
    assert all(entry.source for entry in OURS.values())
    assert [element.get("diagnostics") for element in assertions()] == [
        f"mend-{element.get('id')}" for element in assertions()
    ]


def test_every_code_has_a_fixture() -> None:
    """A file in tests/bad/ is named after each, or a builder there."""
    named = {path.name[:7] for path in (HERE / "bad").iterdir() if path.name.startswith("INT-")}
    named |= {code for build in BUILDERS for code in codes_of(build) if code.startswith("INT-")}
    assert named == set(OURS)


# --- the fixtures


@pytest.mark.parametrize("path", BAD, ids=stem)
def test_a_bad_fixture_gives_exactly_its_codes(rules: Rules, path: Path) -> None:
    """One fault each, told in one sentence, with a hint and a place."""
    document = xmlio.read(path)
    failures = rules.failures(document)
    expected = [code for code in path.stem.partition("_")[0].split("+") if code in OURS]
    assert [failure.code for failure in failures] == expected
    for failure in failures:
        assert 0 < len(failure.message) <= LONGEST
        assert failure.hint
        assert document.find(failure.location_path) is not None


def test_the_bad_rules_are_refused() -> None:
    """INT-001 is raised, with the place in the rules."""
    (path,) = (HERE / "bad").glob("INT-001*.sch")
    with pytest.raises(StylesheetError) as raised:
        Rules(path)
    assert raised.value.code == "INT-001"
    assert str(raised.value.location) == f"{path}:2:1"


@pytest.mark.parametrize("path", GOOD, ids=stem)
def test_good_interviews_have_no_errors(rules: Rules, path: Path) -> None:
    """Other people's interviews pass; what our house would do otherwise are warnings."""
    assert [failure for failure in rules.failures(xmlio.read(path)) if failure.role == "error"] == []


def test_the_flagship_gives_no_finding(rules: Rules, flagship: Path) -> None:
    """Neither an error nor a warning nor an info."""
    assert rules.failures(xmlio.read(flagship)) == ()


def test_the_sound_interview_is_sound(rules: Rules) -> None:
    """The changes below start from nothing."""
    assert found(rules, changed()) == []


def test_a_file_that_is_no_interview_gives_no_finding(rules: Rules) -> None:
    """The rules are about TEI."""
    assert rules.failures(xmlio.parse(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg")) == ()


# --- what is a fault and what is none


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('from="1986" to="1986-05"', []),
        ('from="1986-05" to="1986"', []),
        ('from="1986-05" to="1986-04-30"', ["INT-034"]),
        ('notBefore="2001" notAfter="2000"', ["INT-034"]),
        ('notBefore="2000" notAfter="2000"', []),
        ('from="2001-01-02" notAfter="2001-01-01"', ["INT-034"]),
        ('notBefore="2001-01-02" to="2001-01-01"', ["INT-034"]),
        ('from-iso="2001-01-02" to-iso="2001-01-01"', ["INT-034"]),
        ('from="2001-01-01T10:00:00" to="2001-01-01T09:00:00"', ["INT-034"]),
        ('from="2001-01-01T10:00:00+05:00" to="2001-01-01T09:00:00Z"', []),
        ('from="2001-01-01T10:00:00" to="2001-01-01"', []),
        ('from="--05" to="--04"', []),
        ('from="-0044" to="-0043"', []),
        ('from="yesterday" to="today"', []),
        ('dur="P1Y"', []),
        ('when="2050"', []),
        ('period="#war"', []),
        ("", ["INT-036"]),
    ],
)
def test_dates(rules: Rules, attributes: str, expected: list[str]) -> None:
    """Dates are compared as far as both are stated; what is no plain date is not judged here."""
    assert found(rules, changed(f"in <date {attributes}>those days</date>")) == expected


def test_pages_are_no_dates(rules: Rules) -> None:
    """In a citation @from and @to count pages."""
    assert found(rules, changed('see <bibl><biblScope unit="page" from="2001" to="1999">2001</biblScope></bibl>')) == []


PLACE: Final = '<listPlace><place xml:id="mill"><placeName>the mill</placeName></place></listPlace>'
ORG: Final = '<listOrg><org xml:id="mill"><orgName>the mill</orgName></org></listOrg>'
WORK: Final = '<listBibl><bibl xml:id="mill"><title>The mill</title></bibl></listBibl>'
EVENT: Final = '<listEvent><event xml:id="mill"><label>the mill burns</label></event></listEvent>'


@pytest.mark.parametrize(
    ("entry", "mention", "expected"),
    [
        (PLACE, '<placeName ref="#mill">it</placeName>', []),
        (PLACE, '<rs type="place" ref="#mill">it</rs>', []),
        (PLACE, '<rs type="dream" ref="#mill">it</rs>', []),
        (PLACE, '<name ref="#mill">it</name>', []),
        (PLACE, '<rs type="org" ref="#mill">it</rs>', ["INT-010"]),
        (PLACE, '<orgName ref="https://example.org/ #mill">it</orgName>', ["INT-010"]),
        (ORG, '<orgName ref="#mill">it</orgName>', []),
        (ORG, '<placeName ref="#mill">it</placeName>', ["INT-010"]),
        (WORK, '<title ref="#mill">it</title>', []),
        (WORK, '<rs type="work" ref="#mill">it</rs>', []),
        (WORK, '<persName ref="#mill">it</persName>', ["INT-010"]),
        (EVENT, '<rs type="event" ref="#mill">it</rs>', []),
        (EVENT, '<title ref="#mill">it</title>', ["INT-010"]),
        (PLACE, '<placeName ref="#mill">it</placeName> <placeName ref="#nothing">x</placeName>', []),
        (PLACE, '<ref target="#mill">it</ref> <placeName ref="https://example.org/">x</placeName>', []),
        (PLACE, '<ref target="#mill">it</ref> <placeName key="x">x</placeName>', []),
        (PLACE, '<orgName ref="https://example.org/">The <placeName>x</placeName></orgName>', ["INT-012"]),
        (PLACE, '<placeName ref="#mill">it</placeName> <placeName>x</placeName>', ["INT-014"]),
    ],
)
def test_mentions(rules: Rules, entry: str, mention: str, expected: list[str]) -> None:
    """A name points to a thing of its kind; pointers to nothing are looked at elsewhere."""
    assert found(rules, changed(mention, after_header=entry)) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ('<place xml:id="x" type="city"><placeName>A</placeName></place>', []),
        ('<place xml:id="x"><placeName>a</placeName></place>', ["INT-013"]),
        ('<place xml:id="x"/>', ["INT-011"]),
        ('<place xml:id="x"><note>A</note></place>', ["INT-011"]),
        ('<place xml:id="x"><settlement>B</settlement></place>', []),
    ],
)
def test_entries(rules: Rules, entries: str, expected: list[str]) -> None:
    """Entries of one kind are told apart by their names or their types."""
    listed = f'<listPlace><place xml:id="a"><placeName>A</placeName></place>{entries}</listPlace>'
    mentions = '<rs ref="#a">there</rs> and <rs ref="#x">here</rs>'
    assert found(rules, changed(mentions, after_header=listed)) == expected


@pytest.mark.parametrize(
    ("identifier", "mention", "expected"),
    [
        ("third-party-1", "Carl", []),
        ("third-party-1", "my friend Carl, a third man", []),
        ("p-carl", "Carl", ["INT-015"]),
        ("carlsson1", "CARL", ["INT-015"]),
        ("lev-1", "Lev", ["INT-015"]),
        ("eleven", "Lev", []),
        ("amina", "<choice><sic>Amna</sic><corr>Amina</corr></choice>", ["INT-015"]),
    ],
)
def test_ids_of_third_parties(rules: Rules, identifier: str, mention: str, expected: list[str]) -> None:
    """An id may hold no word of a name, long ones not even within another word."""
    person = f'<listPerson><person xml:id="{identifier}" role="third-party"/></listPerson>{MARK}'
    mention = f'<persName ref="#{identifier}">{mention}</persName>'
    assert found(rules, changed(mention, after_header=person)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<persName type="substitute">a private person</persName>', []),
        ("<note>Named once.</note>", []),
        ("<persName>Somebody</persName>", ["INT-016"]),
        ("<birth when='1960'/>", ["INT-016"]),
        ("<idno type='VIAF'>1</idno>", ["INT-016"]),
    ],
)
def test_entries_of_third_parties(rules: Rules, content: str, expected: list[str]) -> None:
    """Of a third party an entry says nothing."""
    person = f'<listPerson><person xml:id="third-party-1" role="third-party">{content}</person></listPerson>{MARK}'
    assert found(rules, changed('<rs ref="#third-party-1">someone</rs>', after_header=person)) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [("narrator", []), ("friend Informant", []), ("witness", ["INT-002"])],
)
def test_roles(rules: Rules, role: str, expected: list[str]) -> None:
    """Who is interviewed is called so in several ways."""
    assert found(rules, changed(old='role="interviewee"', new=f'role="{role}"')) == expected


@pytest.mark.parametrize(
    ("code", "role", "written"),
    [
        ("INT-002", "interviewee", "interveiwee"),
        ("INT-002", "interviewee", "Intervewee"),
        ("INT-002", "interviewee", "friend naratorr"),
        ("INT-003", "interviewer", "interviewr"),
        ("INT-003", "interviewer", "interviever"),
    ],
)
def test_a_mistyped_role_is_told_where_it_stands(rules: Rules, code: str, role: str, written: str) -> None:
    """A letter too many, too few or another, or two exchanged."""
    (failure,) = rules.failures(changed(old=f'role="{role}"', new=f'role="{written}"'))
    assert failure.code == code
    assert failure.message == f"no participant is described as {role}, and this one as “{written}”"
    assert failure.hint == f'Did you mean role="{role}"?'
    element = changed().find(failure.location_path)
    assert element is not None
    assert element.get("role") == role


@pytest.mark.parametrize("role", ["interview", "witness", "interviewer"])
def test_another_role_is_not_taken_for_a_mistyped_one(rules: Rules, role: str) -> None:
    """Nor is the one who asked for the one who was asked."""
    (failure,) = rules.failures(changed(old='role="interviewee"', new=f'role="{role}"'))
    assert (failure.code, failure.message) == ("INT-002", "no participant is described as interviewee")
    assert str(failure.hint).startswith("Add the person who was interviewed")


def test_who_has_no_id_is_told_to_get_one(rules: Rules) -> None:
    """No hint points to an empty id; where it lacks the prefix alone, that is told elsewhere."""
    (failure,) = rules.failures(changed(old='xml:id="ada"', new=""))
    assert failure.code == "INT-004"
    assert failure.hint == "Give the person an xml:id, and let @who of their turns point to it, or correct the role."
    assert found(rules, changed(old='xml:id="ada"', new='id="ada"')) == []
    (failure,) = rules.failures(changed(after_header=PLACE.replace(' xml:id="mill"', "")))
    assert failure.code == "INT-012"
    assert (
        failure.hint == "Give the entry an xml:id and mark where the text speaks of it with @ref, or remove the entry."
    )
    assert found(rules, changed(after_header=PLACE.replace("xml:id", "id"))) == []


def test_a_third_party_without_an_id_is_not_named(rules: Rules) -> None:
    """What their entry says stays in it."""
    entry = '<listPerson><person role="third-party"><persName>Somebody</persName></person></listPerson>'
    failures = rules.failures(changed(after_header=entry))
    assert [failure.code for failure in failures] == ["INT-012", "INT-016"]
    assert not any("Somebody" in failure.message for failure in failures)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<sp who="#ada" xml:id="t7"><p xml:id="a">x</p></sp><sp who="#ben"><p xml:id="b">y</p></sp>', "t8"),
        ('<sp who="#ada" xml:id="t1"><p xml:id="t2">x</p></sp><sp who="#ben"><p xml:id="b">y</p></sp>', "t3"),
        ('<u who="#ada" xml:id="u04">x</u><u who="#ben">y</u>', "u5"),
        ('<u who="#ada" xml:id="ada-one">x</u><u who="#ben">y</u>', "t1"),
        ('<sp who="#ada" xml:id="t6"><p xml:id="t6-p1">x</p><p>y</p></sp><u who="#ben" xml:id="b">z</u>', "t6-p2"),
        ('<sp who="#ada" xml:id="t6"><p>x</p><p xml:id="t6-p1">y</p></sp><u who="#ben" xml:id="b">z</u>', "t6-p2"),
        ('<u who="#ada" xml:id="t6"><seg>x</seg></u><u who="#ben" xml:id="b">z</u>', "t6-s1"),
        ('<p>x</p><u who="#ada" xml:id="p1">x</u><u who="#ben" xml:id="b">z</u>', "p2"),
    ],
)
def test_an_id_is_proposed_that_is_free_and_fits(rules: Rules, body: str, expected: str) -> None:
    """As those around it are made."""
    head, _, rest = SOUND.partition("<body>")
    text = f"{head}<body><div><head>x</head>{body}</div></body>{rest.partition('</body>')[2]}"
    (failure,) = rules.failures(xmlio.parse(text.encode(), "changed.xml"))
    assert failure.code == "INT-009"
    hint = f"Give each an xml:id, such as {expected}; numbers change when a turn is added, ids do not."
    assert failure.hint == hint


def test_what_is_called_id_alone_is_not_told_as_nameless(rules: Rules) -> None:
    """The grammar says so."""
    assert found(rules, changed(old='xml:id="t2-p1"', new='id="t2-p1"')) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<speaker>HAM</speaker><l>To be</l><l>or not</l>", "HAM To be or not"),
        ("<p>one<lb/>two<lb break='no'/>three <hi>f</hi>our</p>", "one twothree four"),
        ("<p>Hello <choice><abbr>Mr</abbr><expan>Mister</expan></choice>.</p>", "Hello Mr."),
    ],
)
def test_words_are_quoted_apart(rules: Rules, content: str, expected: str) -> None:
    """As they would be read; of a choice what stands first."""
    body = f"<div>{content}</div>"
    head, _, rest = SOUND.partition("<body>")
    text = f"{head}<body>{body}{rest}"
    messages = [each.message for each in rules.failures(xmlio.parse(text.encode(), "x.xml")) if each.code == "INT-040"]
    assert messages == [f"the division “{expected}” has no heading"]


def corpus(*changes: tuple[str, str]) -> xmlio.Document:
    """Return a corpus of the sound interview as often as there are changes, each with one, and with ids of its own."""
    header = "<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt></fileDesc></teiHeader>"
    text = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}'
    for number, (old, new) in enumerate(changes):
        tei = SOUND[SOUND.index("<TEI") :].replace("</teiHeader>", f"</teiHeader><standOff>{PLACE}</standOff>", 1)
        tei = tei.replace("WORDS", '<rs ref="#mill">there</rs>')
        assert old in tei
        text += re.sub(r'(xml:id="|="#)', rf"\g<1>n{number}-", tei.replace(old, new))
    return xmlio.parse(f"{text}</teiCorpus>".encode(), "corpus.xml")


NOTHING: Final = ("<body>", "<body>")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (NOTHING, []),
        (('role="interviewee"', 'role="guest"'), ["INT-002"]),
        (('ident="en"', 'ident="kk"'), ["INT-028"]),
        (("<langUsage>", "<langUsage/><langUsage>"), []),
        (("</encodingDesc>", '<tagsDecl><tagUsage gi="sp" occurs="2"/></tagsDecl></encodingDesc>'), []),
        (("</encodingDesc>", '<tagsDecl><tagUsage gi="sp" occurs="4"/></tagsDecl></encodingDesc>'), ["INT-032"]),
    ],
)
def test_each_interview_of_a_corpus_is_judged_for_itself(
    rules: Rules, change: tuple[str, str], expected: list[str]
) -> None:
    """By its own header, and another may have an entry for the same place."""
    assert found(rules, corpus(NOTHING, change)) == expected
    assert found(rules, corpus(change, NOTHING)) == expected


def test_an_interviewer_may_stand_in_the_title_statement(rules: Rules) -> None:
    """A statement of responsibility is enough."""
    assert found(rules, changed(old='role="interviewer"', new='role="transcriber"')) == ["INT-003"]
    text = SOUND.replace('role="interviewer"', 'role="transcriber"').replace("TEI encoding", "Interviewed by")
    assert found(rules, xmlio.parse(text.encode(), "changed.xml")) == []


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('from="#t1-p1" to="#t2"', []),
        ('from="#t2-p1" to="#t2"', []),
        ('from="#t2" to="#t2-p1"', []),
        ('from="#t2" to="#t1"', ["INT-017"]),
        ('from="#nothing" to="#t1"', []),
        ('target="#t1"', []),
    ],
)
def test_ends_of_sensitive_passages(rules: Rules, attributes: str, expected: list[str]) -> None:
    """A passage may end with what it begins in; ends that point nowhere are looked at elsewhere."""
    group = f'<spanGrp type="sensitivity"><span {attributes} ana="#action-open">x</span></spanGrp>'
    assert found(rules, changed(after_header=group)) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ('<when xml:id="A" interval="3" since="#T0"/><when xml:id="B" interval="3" since="#T0"/>', []),
        ('<when xml:id="A" interval="3" since="#T0"/><when xml:id="B" interval="1" since="#A"/>', []),
        ('<when xml:id="A" interval="3" since="#T0"/><when xml:id="B" interval="-1" since="#T0"/>', []),
        ('<when xml:id="A" interval="3" since="#T0"/><when xml:id="B" interval="1" unit="min" since="#T0"/>', []),
        ('<when xml:id="A" interval="long" since="#T0"/><when xml:id="B" interval="1" since="#T0"/>', []),
        ('<when xml:id="A" absolute="2001-01-02"/><when xml:id="B" absolute="2001-01-01"/>', ["INT-037"]),
        ('<when xml:id="A" interval="30" since="#T0"/><when xml:id="B" interval="9" since="#T0"/>', ["INT-037"]),
    ],
)
def test_timelines(rules: Rules, points: str, expected: list[str]) -> None:
    """Points are compared where they are reckoned from the same point in the same unit."""
    timeline = f'<timeline unit="s" origin="#T0"><when xml:id="T0"/>{points}</timeline>'
    assert found(rules, changed(after_header=timeline)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[Laughs] yes", ["INT-043"]),
        ("yes (laughing loudly)", ["INT-043"]),
        ("да [смеётся]", ["INT-043"]),
        ("yes <vocal><desc>[laughs]</desc></vocal> <note>(laughing)</note>", []),
        ("yes <stage>(laughs)</stage> <incident><desc>[phone rings]</desc></incident>", []),
        ("<emph>yes <hi>[laughs]</hi></emph> <vocal><desc>[sighs]</desc></vocal>", ["INT-043"]),
        ("he laughs (and she does not mind)", []),
        ("[the laughter of others is told of in this long remark]", []),
        ('<unclear reason="noise">x</unclear> <gap><desc>a name</desc></gap>', []),
        ('<foreign xml:lang="en-GB">colour</foreign> <foreign xml:lang="und">x</foreign>', []),
        ('<foreign xml:lang="fr">x</foreign> <foreign xml:lang="FR">x</foreign>', ["INT-028"]),
        ('<note type="gloss">x</note>', []),
        ("<note><p>A paragraph of a note has no number.</p></note>", []),
        ("<said><p>One within another neither.</p></said>", []),
    ],
)
def test_words(rules: Rules, words: str, expected: list[str]) -> None:
    """What is said and what is done."""
    assert found(rules, changed(words)) == expected


def test_what_occurs_often_is_told_once(rules: Rules) -> None:
    """With its number, some of its values, and the place of the first."""
    names = " ".join(f"<persName>Name {number}</persName>" for number in range(9))
    document = changed(f"{names} <persName>Name 0</persName>")
    (failure,) = rules.failures(document)
    assert failure.message == "names that point to no entry (10): “Name 0”, “Name 1”, “Name 2”, “Name 3”…"
    place = document.find(failure.location_path)
    assert place is not None
    assert place.text == "Name 0"


def test_sounds_are_placed_at_the_first(rules: Rules) -> None:
    """And the hint does not lead to an error of the comparison."""
    document = changed("yes <vocal><desc>[sighs]</desc></vocal> <hi>[laughs]</hi> (laughs) [laughs]")
    (failure,) = rules.failures(document)
    assert failure.message == "sounds and gestures that stand as words (3): “[laughs]”, “(laughs)”"
    place = document.find(failure.location_path)
    assert place is not None
    assert place.text == "[laughs]"
    assert "<vocal><desc>[laughs]</desc></vocal>" in str(failure.hint)


def test_a_third_party_s_name_is_not_repeated(rules: Rules) -> None:
    """Messages about third parties name the id of the entry, never the person."""
    person = '<person xml:id="anna" role="third-party"><persName>Anna Secret</persName></person>'
    words = '<persName ref="#anna">Anna</persName> and Secret <seg xml:id="secret">x</seg>'
    document = changed(
        words, after_header=f"<listPerson>{person}</listPerson>", old="a mill</title>", new="Anna Secret</title>"
    )
    failures: tuple[Failure, ...] = rules.failures(document)
    assert sorted(str(each.code) for each in failures) == [
        "INT-015",
        "INT-016",
        "INT-069",
        "INT-070",
        "INT-071",
        "INT-072",
    ]
    assert not any("Secret" in f"{failure.message} {failure.hint}" for failure in failures)


THIRD: Final = (
    '<listPerson><person xml:id="third-party-1" role="third-party"/>'
    f'<person xml:id="carlo"><persName>Carlo Other</persName></person></listPerson>{MARK}'
)
NAMED: Final = '<persName ref="#third-party-1">my aunt Zoë Miglia</persName> and <rs ref="#carlo">he</rs>'


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("my aunt was ill", []),
        ("I asked Miglia", ["INT-070"]),
        ("<hi>Miglia’s</hi> mill", ["INT-070"]),
        ("Migliano is a town", []),
        ("miglia are miles", []),
        ('<persName ref="#carlo">Zoë</persName>', []),
        ('<rs ref="#third-party-1"><hi>Miglia</hi></rs>', []),
        ('<seg xml:id="miglia-1">x</seg>', ["INT-071"]),
        ('<seg n="zoe">x</seg>', ["INT-071"]),
        ('<seg xml:id="zoes">x</seg>', []),
        ('<seg xml:id="migliano">x</seg>', ["INT-071"]),
        ('<graphic url="ZOË.jpg"/>', ["INT-071"]),
        ('<ref target="#third-party-1">x</ref>', []),
    ],
)
def test_names_of_protected_persons(rules: Rules, words: str, expected: list[str]) -> None:
    """They stand in marked words and nowhere else; names are compared without capitals and accents."""
    assert found(rules, changed(f"{NAMED} {words}", after_header=THIRD)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a mill</title>", "Miglia</title>", ["INT-072"]),
        ("a mill</title>", "Carlo</title>", []),
        ('<idno type="local">mill-1', '<idno type="local">miglia-1', ["INT-071"]),
        ("<p>A fixture.</p>", "<p>Zoë Miglia was not asked.</p>", ["INT-072"]),
    ],
)
def test_headers_do_not_name_protected_persons(rules: Rules, old: str, new: str, expected: list[str]) -> None:
    """Not in titles, numbers and descriptions either."""
    assert found(rules, changed(NAMED, after_header=THIRD, old=old, new=new)) == expected


@pytest.mark.parametrize(
    ("action", "role", "expected"),
    [
        ("action-pseudonymise", "", ["INT-020", "INT-015"]),
        ("action-pseudonymise", ' role="third-party"', ["INT-020", "INT-015", "INT-016"]),
        ("action-withhold", "", ["INT-020"]),
        ("action-open", "", []),
    ],
)
def test_persons_whose_names_are_to_be_replaced(rules: Rules, action: str, role: str, expected: list[str]) -> None:
    """They are protected like third parties, but may be described."""
    person = f'<person xml:id="carlo"{role}><persName>Carlo</persName></person>'
    mark = f'<spanGrp type="sensitivity"><span from="#t2-p1" to="#t2-p1" ana="#{action}">x</span></spanGrp>'
    standoff = f"<listPerson>{person}</listPerson>{mark}"
    assert found(rules, changed('<persName ref="#carlo">Carlo</persName>', after_header=standoff)) == expected


@pytest.mark.parametrize(
    ("attributes", "value", "expected"),
    [
        ('type="wikidata"', "Q42", []),
        ('type="Wikidata"', "https://www.wikidata.org/entity/Q42", []),
        ('type="Wikidata"', "https://www.wikidata.org/wiki/Q42#sitelinks", []),
        ('type="wikidata"', "42", ["INT-052"]),
        ('type="wikidata"', "", ["INT-052", "INT-081"]),
        ('type="geonames"', "1526384", []),
        ('type="GeoNames"', "https://www.geonames.org/1526384/almaty.html", []),
        ('type="geonames"', "Almaty", ["INT-052"]),
        ('type="VIAF"', "http://viaf.org/viaf/75121530/", []),
        ('type="VIAF"', "x75121530", ["INT-052"]),
        ('type="GND"', "118540238", []),
        ('type="ORCID"', "0000-0002-1825-009X", []),
        ('type="ORCID"', "https://orcid.org/0000-0002-1825-0097", []),
        ('type="ORCID"', "0000-0002-1825", ["INT-052"]),
        ('type="ISNI"', "0000 0001 2103 2683", []),
        ('type="DOI"', "10.5555/12345678", []),
        ('type="DOI"', "https://doi.org/10.5555/a/b#c", []),
        ('type="DOI"', "doi:10.5555/a", []),
        ('type="DOI"', "5555/a", ["INT-052"]),
        ('type="ISSN"', "0000-0000", []),
        ('type="shelfmark"', "anything", []),
        ("", "mill-1", ["INT-053"]),
        ("", "https://example.org/mill", []),
    ],
)
def test_identifiers(rules: Rules, attributes: str, value: str, expected: list[str]) -> None:
    """Those of well-known authorities have a form, bare or in an address."""
    place = f'<place xml:id="mill"><placeName>x</placeName><idno {attributes}>{value}</idno></place>'
    document = changed('<placeName ref="#mill">x</placeName>', after_header=f"<listPlace>{place}</listPlace>")
    assert sorted(map(str, found(rules, document))) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "<idno type='wikidata'>Q1</idno>",
            "<idno type='Wikidata'>http://www.wikidata.org/entity/Q1</idno>",
            ["INT-054"],
        ),
        ("<idno type='wikidata'>Q1</idno><idno type='wikidata'>Q1</idno>", "", []),
        ("<idno type='wikidata'>Q1</idno>", "<idno type='wikidata'>Q2</idno>", []),
        ("<idno type='geonames'>1</idno>", "<idno type='viaf'>1</idno>", []),
        ("<idno type='box'>1</idno>", "<idno type='box'>1</idno>", []),
        ("<location><geo>43.2 76.9</geo></location>", "<location><geo>-43,2 176,9</geo></location>", []),
        ("<location><geo>43.2,76.9</geo></location>", "<location><geo>x y z</geo></location>", []),
        ("<location><geo>91 76.9</geo></location>", "", ["INT-056"]),
        ("<location><geo>43.2 -180.5</geo></location>", "", ["INT-056"]),
    ],
)
def test_places(rules: Rules, first: str, second: str, expected: list[str]) -> None:
    """Two entries have two identifiers; a place lies on earth."""
    places = f'<place xml:id="a"><placeName>A</placeName>{first}</place>'
    places += f'<place xml:id="b"><placeName>B</placeName>{second}</place>'
    document = changed('<rs ref="#a">x</rs> <rs ref="#b">y</rs>', after_header=f"<listPlace>{places}</listPlace>")
    assert found(rules, document) == expected


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        ('<birth when="1902"/><death when="1920"/>', []),
        ('<birth when="1902-05"/><death when="1902"/>', []),
        ('<birth notBefore="1930"/><death notAfter="1920"/>', ["INT-055"]),
        ('<birth/><death when="1920"/>', []),
    ],
)
def test_lives(rules: Rules, life: str, expected: list[str]) -> None:
    """They end after they begin."""
    person = f'<listPerson><person xml:id="p"><persName>P</persName>{life}</person></listPerson>'
    assert found(rules, changed('<rs ref="#p">x</rs>', after_header=person)) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('<date when="1968">1968</date>', []),
        ('<date when="1968-05">May 1968</date>', []),
        ('<date when="1968">that year</date>', []),
        ('<date when="1968">the 1200 of us</date>', ["INT-057"]),
        ('<date when="1968">1967 or 1968</date>', []),
        ('<date when="1968">between 1966 and 1969</date>', []),
        ('<date when="1968">١٩٨٦</date>', []),
        ('<date when="1968" calendar="#lunar">1388</date>', []),
        ('<date when="1968"><choice><sic>1986</sic><corr>1968</corr></choice></date>', []),
        ('<date from="1968" to="1969">1986</date>', []),
        ('<date when="1986">1968</date>', ["INT-057"]),
        ('<pause dur-iso="PT0.3S"/>', []),
        ('<pause dur-iso="PT1M5,5S"/> <pause dur-iso="P2W"/> <pause dur-iso="P1DT2H"/>', []),
        ('<pause dur-iso="9"/>', ["INT-058"]),
        ('<pause dur-iso="PT"/>', ["INT-058"]),
        ('<pause dur-iso="P"/>', ["INT-058"]),
        ('<pause dur-iso="1:30"/>', ["INT-058"]),
        ("<vocal><desc>laughs</desc></vocal>", []),
        ("<vocal><desc/></vocal> <incident/> <kinesic/>", ["INT-051"]),
        ('<note resp="#encoder">x</note> <note resp="#ada">x</note>', []),
        ('<note resp="#t1">x</note>', ["INT-066"]),
        ('<note resp="https://example.org/me">x</note>', []),
        ('<seg xml:id="s1" next="#s2">x</seg> <seg xml:id="s2" prev="#s1">x</seg>', []),
        ('<seg xml:id="s1" synch="#t1 #s1">x</seg>', ["INT-067"]),
    ],
)
def test_values(rules: Rules, date: str, expected: list[str]) -> None:
    """Years, durations, descriptions, responsibility and links."""
    assert found(rules, changed(date)) == expected


MEDIA: Final = '<media url="{}" mimeType="{}"/>'
DATED: Final = '<date when="2020-05-01">1 May 2020</date>'


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        (f"{DATED}{MEDIA.format('a.wav', 'audio/x-wav')}", []),
        (f"{DATED}{MEDIA.format('a.WAV', 'audio/vnd.wave')}", []),
        (f"{DATED}{MEDIA.format('a.mp4', 'video/mp4')}", []),
        (f"{DATED}{MEDIA.format('a.mp3', 'audio/mpeg')}", []),
        (f"{DATED}{MEDIA.format('a.mp3', 'audio/x-wav')}", ["INT-060"]),
        (f"{DATED}{MEDIA.format('a.xyz', 'audio/x-wav')}", []),
        (f"{DATED}{MEDIA.format('https://example.org/1', 'audio/x-wav')}", []),
        (f"{DATED}{MEDIA.format('a.wav', 'audio/x-wav') * 2}", ["INT-061"]),
        (f'{DATED}<idno type="shelfmark">T 1</idno>', []),
        (DATED, ["INT-062"]),
        (MEDIA.format("a.wav", "audio/x-wav"), ["INT-075"]),
    ],
)
def test_recordings(rules: Rules, recording: str, expected: list[str]) -> None:
    """A file of the kind that it is called, once, with a date."""
    source = f'<recordingStmt><recording type="audio" dur="PT1M">{recording}</recording></recordingStmt>'
    document = changed(old="<p>Written for this purpose.</p>", new=source)
    assert found(rules, document) == expected


def test_the_date_of_the_interview_is_enough(rules: Rules) -> None:
    """It need not stand in the recording as well."""
    text = SOUND.replace("<langUsage>", f"<creation>{DATED}</creation><langUsage>")
    recording = f'<recording type="audio" dur="PT1M">{MEDIA.format("a.wav", "audio/x-wav")}</recording>'
    text = text.replace("<p>Written for this purpose.</p>", f"<recordingStmt>{recording}</recordingStmt>")
    assert found(rules, xmlio.parse(text.encode(), "changed.xml")) == []


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ("ada 0 1 ben 1 2 ada 2 3", []),
        ("ada 0 2 ben 1 3 ada 2 3", []),
        ("ada 0 2 ben 1 3 ada 1 3", ["INT-063"]),
        ("ada 1 2 ben 0 1", ["INT-064"]),
        ("ada 1 2 ben 0 1 ada 1 3", ["INT-063", "INT-064"]),
        ("ada 1 1 ada 1 1", []),
        ("ada 0 9 ben 0 9", []),
    ],
)
def test_turns_in_time(rules: Rules, turns: str, expected: list[str]) -> None:
    """Nobody speaks over themselves, and the text follows the talk; points that are not there say nothing."""
    points = "".join(f'<when xml:id="T{n}" interval="{n + 1}" since="#T"/>' for n in range(4))
    words = turns.split()
    spoken = "".join(
        f'<u xml:id="u{n}" who="#{who}" start="#T{start}" end="#T{end}">x</u>'
        for n, (who, start, end) in enumerate(zip(words[::3], words[1::3], words[2::3], strict=True))
    )
    text = SOUND.replace("</div>", f"{spoken}</div>")
    timeline = f'<standOff><timeline origin="#T" unit="s"><when xml:id="T"/>{points}</timeline></standOff>'
    text = text.replace("</teiHeader>", f"</teiHeader>{timeline}")
    assert found(rules, xmlio.parse(text.encode(), "changed.xml")) == expected


@pytest.mark.parametrize(
    ("unit", "interval", "expected"),
    [("s", "61", []), ("s", "62", ["INT-059"]), ("min", "1", []), ("min", "2", ["INT-059"]), ("years", "9", [])],
)
def test_a_timeline_ends_with_the_recording(rules: Rules, unit: str, interval: str, expected: list[str]) -> None:
    """Give or take a second, in whatever unit is known."""
    recording = f'<recording type="audio" dur-iso="PT1M">{DATED}{MEDIA.format("a.wav", "audio/x-wav")}</recording>'
    timeline = (
        f'<timeline origin="#T" unit="{unit}"><when xml:id="T"/><when interval="{interval}" since="#T"/></timeline>'
    )
    document = changed(
        after_header=timeline,
        old="<p>Written for this purpose.</p>",
        new=f"<recordingStmt>{recording}</recordingStmt>",
    )
    assert found(rules, document) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>Invented for tests. Free for any use.</p>", "<licence>http://example.org/licence</licence>", []),
        ("<p>Invented for tests. Free for any use.</p>", "<licence>Free.</licence>", ["INT-068"]),
        ("<authority>an archive</authority>", "<publisher>an archive</publisher>", []),
        ("<authority>an archive</authority>", "", ["INT-073"]),
        ("</langUsage>", '<language ident="und"/></langUsage>', []),
        ("</langUsage>", '<language ident="x-old"/></langUsage>', []),
        ("</langUsage>", '<language ident="EN-gb-oed"/></langUsage>', []),
        ("</langUsage>", '<language ident="english"/></langUsage>', ["INT-076"]),
        ("<resp>TEI encoding</resp>", '<resp ref="https://example.org/enc"/>', []),
        ("<name>an encoder</name>", "<name/>", ["INT-077"]),
        ("<name>an encoder</name>", "<note>an encoder</note>", ["INT-077"]),
        ('<change when="2020-05-04">', '<change notAfter="2020">', []),
        ('<change when="2020-05-04">', "<change>", ["INT-078"]),
        ("<revisionDesc>", '<revisionDesc><change when="2021">x</change>', []),
        ("</revisionDesc>", '<change when="2021">x</change></revisionDesc>', []),
        ("</revisionDesc>", '<change when="2021">x</change><change when="2020">x</change></revisionDesc>', ["INT-079"]),
        ("</revisionDesc>", '<change when="2020">x</change><change when="2020-06">x</change></revisionDesc>', []),
        (
            "<projectDesc>",
            "<classDecl><taxonomy><category><gloss>x</gloss></category></taxonomy></classDecl><projectDesc>",
            [],
        ),
        ("<projectDesc>", "<classDecl><taxonomy><category/></taxonomy></classDecl><projectDesc>", ["INT-065"]),
        ("<p>A fixture.</p>", "", ["INT-081"]),
        ("</langUsage>", "</langUsage><textClass><keywords><term/><term>x</term></keywords></textClass>", ["INT-081"]),
        ('role="interviewer"', 'role="interviewer interviewee"', ["INT-050"]),
    ],
)
def test_headers(rules: Rules, old: str, new: str, expected: list[str]) -> None:
    """Rights, names, languages, history and what stands empty."""
    assert found(rules, changed(old=old, new=new)) == expected


@pytest.mark.parametrize(
    ("turns", "abstract", "expected"), [(15, "", []), (60, "", ["INT-074"]), (60, "<abstract><p>x</p></abstract>", [])]
)
def test_long_interviews_have_an_abstract(rules: Rules, turns: int, abstract: str, expected: list[str]) -> None:
    """Short ones are read."""
    text = SOUND.replace("</div>", "".join(f'<u who="#ada" xml:id="u{n}">x</u>' for n in range(turns)) + "</div>")
    text = text.replace("<langUsage>", f"{abstract}<langUsage>")
    assert found(rules, xmlio.parse(text.encode(), "changed.xml")) == expected


def test_groups_stand_in_their_order() -> None:
    """Header, participants, turns and so on: who looks for a rule finds it."""
    patterns = [str(pattern.get("id")) for pattern in xmlio.read(resources.RULES).root.iter(f"{SCH}pattern")]
    groups = "header participants turns entities dates timeline recording pointers rights protected deposit".split()
    first = [next(n for n, pattern in enumerate(patterns) if pattern.startswith(group)) for group in groups]
    assert first == sorted(first)
    assert all(pattern.startswith(tuple(groups)) for pattern in patterns)


def test_there_are_rules_enough() -> None:
    """At least fifty-five."""
    assert len(assertions()) >= 55


NONSENSE: Final = [
    ("<publicationStmt>", "<publicationStmt><date/></publicationStmt><publicationStmt><date when='x'/>"),
    ("<title>", "<extent><measure unit='turns' quantity='many'/></extent><title>"),
    ("</projectDesc>", "</projectDesc><tagsDecl><namespace><tagUsage gi='p' occurs='x'/></namespace></tagsDecl>"),
    ("</projectDesc>", "</projectDesc><tagsDecl><tagUsage/></tagsDecl>"),
    ("<langUsage>", "<langUsage><language/><language ident=''/>"),
    ('<person xml:id="ada"', '<person xml:id="ben"'),
    ("<persName>Ada Miller</persName>", "<persName/><persName><persName/></persName>"),
    ("<body>", "<timeline><when/><when interval=''/><when absolute=''/></timeline><body>"),
    ("<body>", "<u start='#t1' end='#t2' who='##'/><u start='x y z' end=''/><body>"),
    ("<body>", "<spanGrp type='sensitivity'><span/><span from='' to='#'/></spanGrp><body>"),
    ("<body>", "<date from='' to=''/><date from='99999-99' to='0'/><body>"),
    ("<body>", "<person role='third-party'/><person xml:id='q' role='third-party'><persName/></person><body>"),
    ("<text>", "<text xml:lang=''>"),
    ("<body>", "<place><idno type='wikidata GEONAMES'/><idno type=''><idno/></idno><geo/></place><body>"),
    ("<body>", "<media/><media url='' mimeType=''/><recording dur='' dur-iso=''/><timeline unit='x'/><body>"),
    (
        "<body>",
        "<person role='third-party'><persName>(*[</persName></person><date when='' dur-iso=''>1999</date><body>",
    ),
    ("<revisionDesc>", "<revisionDesc><change when=''/><change when='x'/></revisionDesc><revisionDesc>"),
    ("<sourceDesc>", "<sourceDesc><bibl><ref type='transcript'/><idno type='SHA-256'/><idno type='SHA-256'/></bibl>"),
]


@pytest.mark.parametrize("path", BAD, ids=stem)
def test_messages_stay_short(rules: Rules, path: Path) -> None:
    """Whatever the ids, pointers and types of an interview are."""
    text = path.read_text("utf-8")
    for name in ("ada", "mill", "t1", "t2", "old-mill", "miller"):
        text = text.replace(f'"#{name}"', f'"#{name}{"-x" * 200}"').replace(f'id="{name}"', f'id="{name}{"-x" * 200}"')
    failures = rules.failures(xmlio.parse(text.encode(), path.name))
    assert failures
    assert all(len(failure.message) <= LONGEST for failure in failures)


@pytest.mark.parametrize(("old", "new"), NONSENSE)
def test_rules_survive_what_the_grammar_forbids(rules: Rules, old: str, new: str) -> None:
    """They are applied to invalid interviews as well, and an expression that fails would tell nothing."""
    assert isinstance(rules.failures(changed(old=old, new=new)), tuple)
