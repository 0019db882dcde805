"""Identifiers and pointers: each id once, each pointer to something that is there, told at its very place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from preserve import interview, xmlio
from preserve.findings import Severity
from preserve.validate.identifiers import Identifiers, check_identifiers
from preserve.validate.pointers import check_pointers

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.findings import Finding
    from preserve.validate.pointers import Checked

TEI: Final = "http://www.tei-c.org/ns/1.0"
PEOPLE: Final = f'<TEI xmlns="{TEI}"><person xml:id="ada"/><person xml:id="Ben"/></TEI>'
LONGEST: Final = 240


def document(text: str, header: str = "", attributes: str = "") -> xmlio.Document:
    """Return an interview; its text begins on line 2."""
    tei = f'<TEI xmlns="{TEI}"{attributes}><teiHeader>{header}</teiHeader><text>\n{text}</text></TEI>'
    return xmlio.parse(tei.encode(), "talk.xml")


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Checked]:
    """Return a function that checks the pointers of a text, which is called talk.xml and has files around it."""
    folder = tmp_path / "tei"

    def checked(text: str, header: str = "", attributes: str = "") -> Checked:
        """Check them."""
        folder.mkdir(exist_ok=True)
        read = document(text, header, attributes)
        return check_pointers(read, folder / "talk.xml", interview.read(read, "talk"))

    return checked


@pytest.fixture
def around(tmp_path: Path) -> Path:
    """Return the folder above an interview's, with files, folders and links in and around it."""
    for name in (
        "tei/plan.jpg",
        "tei/my plan.jpg",
        "media/tape.wav",
        "outside.jpg",
        "elsewhere/far.jpg",
        "tei/in/a.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "tei" / "people.xml").write_text(PEOPLE, "utf-8")
    (tmp_path / "tei" / "broken.xml").write_text("<TEI>\n<p></TEI>", "utf-8")
    (tmp_path / "tei" / "link.jpg").symlink_to("plan.jpg")
    (tmp_path / "tei" / "way").symlink_to("../elsewhere")
    return tmp_path


def told(found: Checked) -> list[tuple[str, str | None]]:
    """Return the codes and hints of what was found."""
    return [(finding.code, finding.hint) for finding in found.findings]


def codes(found: Checked) -> list[str]:
    """Return the codes of what was found."""
    return [finding.code for finding in found.findings]


# --- identifiers -----------------------------------------------------------------------------------------------------


def identifiers(read: xmlio.Document, path: str = "talk.xml") -> list[Finding]:
    """Return what is wrong with the ids of an interview."""
    return list(check_identifiers(read, Path(path)))


def test_an_id_given_twice_names_both_lines() -> None:
    """Each time again."""
    found = identifiers(document('<p xml:id="a"/>\n<p xml:id="b"/>\n<p xml:id="a"/><p xml:id="a"/>'))
    assert [finding.code for finding in found] == ["REF-001", "REF-001"]
    assert [finding.location.line for finding in found] == [4, 4]
    assert {finding.message for finding in found} == {"the id “a” stands here again; it was first given on line 2"}


def test_an_id_given_twice_in_two_files_names_both(tmp_path: Path) -> None:
    """Where one includes the other."""
    (tmp_path / "part.xml").write_text(f'<div xmlns="{TEI}">\n<p xml:id="a"/></div>', "utf-8")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.xml"/>'
    path = tmp_path / "talk.xml"
    path.write_text(f'<TEI xmlns="{TEI}"><text><p xml:id="a"/>{include}</text></TEI>', "utf-8")
    (finding,) = identifiers(xmlio.read(path))
    assert finding.message == f"the id “a” stands here again; it was first given on line 1 of {path}"
    assert finding.location.file.endswith("part.xml")
    assert finding.location.line == 2


@pytest.mark.parametrize(
    ("attributes", "expected"), [(' xml:id="talk"', []), ("", []), (' xml:id="Talk"', ["REF-003"])]
)
def test_an_interview_is_called_like_its_file(attributes: str, expected: list[str]) -> None:
    """Where it has an id at all."""
    assert [finding.code for finding in identifiers(document("", attributes=attributes))] == expected


@pytest.mark.parametrize(
    ("own", "stem"), [("Zo\u00eb", "Zoe\u0308"), ("Zoe\u0308", "Zo\u00eb"), ("Zo\u00eb", "Zo\u00eb")]
)
def test_accents_may_stand_apart_in_a_file_name(own: str, stem: str) -> None:
    """As macOS stores them."""
    assert identifiers(document("", attributes=f' xml:id="{own}"'), f"{stem}.xml") == []


@pytest.mark.parametrize("path", ["/dev/stdin", "/dev/fd/63", "/proc/self/fd/0"])
def test_what_a_shell_hands_over_has_no_name(path: str) -> None:
    """The interview may call itself as it likes."""
    assert identifiers(document("", attributes=' xml:id="other"'), path) == []


@pytest.mark.parametrize(
    ("names", "name", "expected"),
    [
        (["ada", "Adam"], "adda", "ada"),
        (["ada", "ADA"], "Ada", "ADA"),
        (["ada", "ADA"], "ada", "ada"),
        (["person-1", "person1"], "PERSON1", "person1"),
        (["person-1", "person-2"], "person_2", "person-2"),
        (["person-1", "person-2"], "Person.2", "person-2"),
        (["zo\u00eb"], "zoe\u0308", "zo\u00eb"),
        (["ada"], "entirely-different", None),
        ([], "ada", None),
    ],
)
def test_the_nearest_name(names: list[str], name: str, expected: str | None) -> None:
    """Capitals come first, then separators, then letters."""
    assert Identifiers(names).nearest(name) == expected


def test_an_id_without_its_prefix_is_shown(check: Callable[..., Checked]) -> None:
    """It looks as if it were there."""
    found = check('<p id="x1"/>\n<u who="#x1"/><ref target="#x2"/>')
    assert told(found) == [("REF-002", "Line 2 has id=“x1”: write xml:id."), ("REF-002", None)]


SPEAKERS: Final = (
    '<profileDesc><particDesc><listPerson><person xml:id="ada"/><person xml:id="hidden" role="third-party"/>'
    '<personGrp xml:id="choir"/><person/>{}</listPerson></particDesc></profileDesc>'
)


def test_a_speaker_who_is_not_there_is_sought_among_the_participants(check: Callable[..., Checked]) -> None:
    """Private persons are not listed, nor is anybody for what is no turn."""
    found = check('<u who="#zzzzzz"/><change who="#zzzzzz"/>', SPEAKERS.format(""))
    assert told(found) == [("REF-002", "The participants are #ada, #choir."), ("REF-002", None)]
    many = "".join(f'<person xml:id="k{number}"/>' for number in range(9))
    found = check('<sp who="#zzzzzz"/>', SPEAKERS.format(many))
    assert told(found) == [("REF-002", "The participants are #ada, #choir, #k0, #k1, #k2, #k3, ….")]


def test_what_wrong_pointers_are_likely_to_mean_is_noted(check: Callable[..., Checked]) -> None:
    """By its path."""
    found = check('<p xml:id="mill"/><ref target="#mil"/><u who="mill"/><ref target="#zzzzzz"/>')
    assert found.missed == {"/TEI/text/p"}


def test_each_dangling_target_is_searched_for_once(
    check: Callable[..., Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of pointers to one missing id cost one search; of very many ids the last are given up."""
    searches: list[str] = []

    def search(word: str, _known: object, **_options: int) -> list[str]:
        """Find nothing, and count."""
        searches.append(word)
        return ["a"]

    monkeypatch.setattr("difflib.get_close_matches", search)
    found = check('<p who="#x"/>' * 500 + '<p who="#y"/>' * 500)
    assert searches == ["x", "y"]
    assert {finding.hint for finding in found.findings} == {"Did you mean #a?"}
    found = check("".join(f'<p who="#x{number}"/>' for number in range(300)))
    assert len(searches) == 202
    assert found.findings[-1].hint is None


# --- pointers into the document --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<sp who="#zs"/>', []),
        ('<sp who="#zs #t1"/>', []),
        ('<sp who="#interveiwer"/>', [("REF-002", "Did you mean #interviewer?")]),
        ('<sp who="#ZS"/>', [("REF-002", "Did you mean #zs?")]),
        ('<sp who="#t-1"/>', [("REF-002", "Did you mean #t1?")]),
        ('<sp who="#entirely-different"/>', [("REF-002", None)]),
        ('<sp who="#zs #nobody"/>', [("REF-002", None)]),
        ('<sp who="zs"/>', [("REF-004", "Write #zs.")]),
        ('<sp who="SMITH"/>', [("REF-004", None)]),
        ('<sp who="Interviewer"/>', [("REF-004", "Did you mean #interviewer?")]),
        ('<sp who="https://example.org/zs"/>', []),
        ('<ref target="#chapter"/>', [("REF-002", None)]),
        ('<ref target="#xpath(//p[1])"/>', []),
        ('<ref target="#%D1%8F"/>', []),
        ('<ref target="talk.xml#zs ./talk.xml"/>', []),
        ('<ref target="talk.xml#nothing"/>', [("REF-002", None)]),
        ('<p n="#nothing"/>', []),
        ('<span from="#nothing" to="#t1"/>', [("REF-002", None)]),
        ('<date from="#nothing"/>', []),
        ('<biblScope from="1" to="2"/>', []),
        ('<shift new="piano"/><handShift new="#nothing"/>', [("REF-002", None)]),
        ('<relation active="#zs" passive="#nothing"/>', [("REF-002", None)]),
        ('<u start="#T0" end="#T0"/>', [("REF-002", None), ("REF-002", None)]),
        ('<x xmlns="urn:x" target="#nothing"/>', []),
        ('<date calendar="#nothing" period="#zs"/>', [("REF-002", None)]),
    ],
)
def test_pointers_lead_somewhere(
    check: Callable[..., Checked], text: str, expected: list[tuple[str, str | None]]
) -> None:
    """And where they do not, the nearest id is suggested."""
    ids = '<p xml:id="zs"/><p xml:id="t1"/><p xml:id="interviewer"/><p xml:id="я"/>'
    assert told(check(ids + text)) == expected


def test_accents_that_are_stored_otherwise_are_told_as_such(check: Callable[..., Checked]) -> None:
    """The two look alike on every screen."""
    (finding,) = check('<p xml:id="zo\u00eb"/><sp who="#zoe\u0308"/>').findings
    assert finding.code == "REF-002"
    assert "accents stored in another way" in finding.message
    assert finding.hint == "Copy the id from where it is given."


def test_each_of_several_targets_has_its_own_place(check: Callable[..., Checked]) -> None:
    """Line and column are those of the very pointer."""
    found = check('<p xml:id="zs"/>\n<sp who="#zs #one\n   #two"/>').findings
    assert [(each.message.split("“")[1].split("”")[0], each.location.line, each.location.column) for each in found] == [
        ("#one", 3, 14),
        ("#two", 4, 4),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<media url=""/>', ["REF-013"]),
        ('<graphic url=" "/>', ["REF-013"]),
        ('<p corresp=""/>', ["REF-013"]),
        ('<p who=" \t"/>', ["REF-013"]),
        ('<ref target="#"/>', ["REF-013"]),
        ('<p sameAs="#a #a"/>', ["REF-013"]),
        ('<p corresp="#a #a"/>', []),
        ('<graphic url="my plan.jpg"/>', ["REF-013"]),
        ('<ref target="my plan.jpg"/>', ["REF-013"]),
        ('<ref target="my%20plan.jpg"/>', ["REF-015"]),
        ('<u who=""/><sp who=""/>', []),
        ('<spanGrp><span ana=""/></spanGrp>', []),
        ('<schemaRef url=""/>', []),
    ],
)
@pytest.mark.usefixtures("around")
def test_what_cannot_be_a_pointer(check: Callable[..., Checked], text: str, expected: list[str]) -> None:
    """Nothing, a # alone, or several where one is wanted; of speakers and marks the rules tell."""
    assert codes(check(f'<p xml:id="a"/>{text}')) == expected


@pytest.mark.usefixtures("around")
def test_a_blank_in_a_name_is_written_otherwise(check: Callable[..., Checked]) -> None:
    """How is said."""
    assert told(check('<graphic url="my plan.jpg"/>')) == [("REF-013", "Write my%20plan.jpg.")]


# --- prefixes --------------------------------------------------------------------------------------------------------


def prefix(pattern: str, replacement: str, ident: str = "psn") -> str:
    """Return a declaration."""
    return f'<prefixDef ident="{ident}" matchPattern="{pattern}" replacementPattern="{replacement}"/>'


@pytest.mark.parametrize(
    ("header", "pointer", "expected"),
    [
        (prefix("(.+)", "#$1"), "psn:ada", []),
        (prefix("([a-z]+)", "#$1"), "psn:adda", [("REF-002", "Did you mean #ada?")]),
        (prefix("([a-z]+)", "#$1"), "psn:Ada", [("REF-009", None)]),
        (prefix("([a-z]+)", "#$1"), "psn:ada1", [("REF-009", None)]),
        (prefix("([a-z]+)", "#$1") + prefix("([A-Z]+)", "#ada"), "psn:ADA", []),
        (prefix("([a-z]+)-([0-9]+)", "#$2$1"), "psn:da-0", [("REF-002", "Did you mean #ada?")]),
        (prefix("(a)(x)?da", "#$1$2da"), "psn:ada", []),
        (prefix("(.+)", "https://example.org/$1"), "psn:ada", []),
        (prefix("(.+)", "\\$$1"), "psn:a", [("REF-011", None)]),
        (prefix("(.+)", "people.xml#$1"), "psn:ada", [("REF-015", None)]),
        (prefix("(.+)", "people.xml#$1"), "psn:ben", [("REF-002", "Did you mean #Ben?"), ("REF-015", None)]),
        (prefix("(.+)", "$1.xml#ada"), "psn:people", [("REF-015", None)]),
        (prefix(r"(\i\c*)", "#$1"), "psn:ada", []),
        (prefix(r"([\p{L}-[b]]+)", "#$1"), "psn:ada", []),
        (prefix(r"([\p{L}-[d]]+)", "#$1"), "psn:ada", [("REF-009", None)]),
        (prefix("(.+)", "who:$1") + prefix("(.+)", "#$1", "who"), "psn:ada", []),
        (prefix("(.+)", "psn:$1"), "psn:ada", [("REF-009", None)]),
        (prefix("(.+)", "wd:$1"), "psn:ada", [("REF-008", None)]),
        (prefix("(.+)", "#$1"), "pns:ada", [("REF-008", "Did you mean psn:?")]),
        (prefix("(.+)", "#$1", "http"), "http:ada", []),
    ],
)
@pytest.mark.usefixtures("around")
def test_shortened_pointers_are_written_out(
    check: Callable[..., Checked], header: str, pointer: str, expected: list[tuple[str, str | None]]
) -> None:
    """By the first definition that fits as a whole, and then checked like any other."""
    found = check(
        f'<p xml:id="ada" who="{pointer}"/>', f"<encodingDesc><listPrefixDef>{header}</listPrefixDef></encodingDesc>"
    )
    assert [(each.code, each.hint if each.hint and "Did" in each.hint else None) for each in found.findings] == expected


def test_what_a_shortened_pointer_stands_for_is_told(check: Callable[..., Checked]) -> None:
    """Both are named."""
    (finding,) = check('<p who="psn:x"/>', prefix("(.+)", "#p-$1")).findings
    assert finding.message == "who=“psn:x” (#p-x) points to an id that does not exist"


@pytest.mark.parametrize(
    ("pattern", "replacement", "words"),
    [
        ("([a-z+", "#$1", "is no regular expression"),
        (r"(\p{Nonsense})", "#$1", "is no regular expression"),
        ("", "#$1", "is empty"),
        ("x" * 501, "#", "longer than 500"),
        ("([a-z]+)", "#$2", "has 1 groups, and its replacement asks for $2"),
        ("(a+)+", "#$1", "for ever"),
        ("((a|b)c)*", "#$1", "for ever"),
        ("(a?b?){1,30}", "#$1", "for ever"),
    ],
)
def test_prefixes_that_cannot_be_used(
    check: Callable[..., Checked], pattern: str, replacement: str, words: str
) -> None:
    """They are told once, at their definition, and pointers with them not at all."""
    (finding,) = check('<p who="psn:a psn:b"/>', prefix(pattern, replacement)).findings
    assert (finding.code, finding.severity) == ("REF-010", Severity.WARNING)
    assert words in finding.message
    assert finding.location.path == "/TEI/teiHeader/prefixDef"


@pytest.mark.parametrize("pattern", ["(.*)(.*)(.*)(.*)(.*)(.*)x", "a?" * 40 + "a" * 40, "(.*.*.*.*)=(.*)"])
def test_no_pattern_takes_for_ever(check: Callable[..., Checked], pattern: str) -> None:
    """What would is taken not to fit."""
    before = time.process_time()
    found = check(f'<p who="psn:{"a" * 200}"/>' * 50, prefix(pattern, "#a"))
    assert set(codes(found)) == {"REF-009"}
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("wikidata:Q42", ["REF-008"]),
        ("zs:smith", ["REF-008"]),
        ("doi:10.1000/1", []),
        ("urn:isbn:0", []),
        ("tag:example.org,2020:x", []),
        ("mailto:a@example.org", []),
        ("HTTPS://example.org", []),
        ("data:,x", []),
        ("ark:/12148/x", []),
        ("geo:43.2,76.9", []),
        ("//example.org/x", []),
        ("?x=1", []),
        ("file:///etc/passwd", ["REF-012"]),
        ("C:\\plan.jpg", ["REF-012"]),
        ("javascript:alert(1)", ["REF-008"]),
    ],
)
def test_schemes(check: Callable[..., Checked], pointer: str, expected: list[str]) -> None:
    """What is neither declared nor known cannot be followed; nothing is fetched."""
    assert codes(check(f'<ref target="{pointer}"/>')) == expected


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("plan.jpg", [("REF-015", None)]),
        ("./plan.jpg#xywh=0,0,1,1", [("REF-015", None)]),
        ("plan.jpg?size=1", [("REF-015", None)]),
        ("../media/tape.wav", [("REF-015", None)]),
        ("in/a.txt", [("REF-015", None)]),
        ("Plan.JPG", [("REF-011", "Did you mean plan.jpg?")]),
        ("plans.jpg", [("REF-011", "Did you mean plan.jpg?")]),
        ("in/b.txt", [("REF-011", "Did you mean in/a.txt?")]),
        ("in\\a.txt", [("REF-011", None)]),
        ("../media/tap.wav", [("REF-011", "Did you mean ../media/tape.wav?")]),
        ("chapter", [("REF-011", None)]),
        ("a", [("REF-011", "Write #a, if the id is meant.")]),
        ("link.jpg", [("REF-011", None)]),
        ("in", [("REF-011", None)]),
        (".", [("REF-011", None)]),
        ("a%00b", [("REF-011", None)]),
        ("x" * 300, [("REF-011", None)]),
        ("plan.jpg/x", [("REF-011", None)]),
        ("../outside.jpg", [("REF-012", None)]),
        ("..", [("REF-012", None)]),
        ("../media/../outside.jpg", [("REF-012", None)]),
        ("%2E%2E/outside.jpg", [("REF-012", None)]),
        ("/etc/passwd", [("REF-012", None)]),
        ("%2Fetc%2Fpasswd", [("REF-012", None)]),
        ("way/far.jpg", [("REF-012", None)]),
        ("way/fa.jpg", [("REF-011", None)]),
        ("people.xml", [("REF-015", None)]),
        ("people.xml#ada", [("REF-015", None)]),
        ("people.xml#xpath(//person)", [("REF-015", None)]),
        ("people.xml#Ada", [("REF-002", "Did you mean #ada?"), ("REF-015", None)]),
        ("peple.xml#ada", [("REF-011", "Did you mean people.xml?")]),
        ("broken.xml", [("REF-015", None)]),
        ("broken.xml#a", [("REF-014", None), ("REF-015", None)]),
    ],
)
@pytest.mark.usefixtures("around")
def test_links_lead_to_files_beside_the_interview(
    check: Callable[..., Checked], target: str, expected: list[tuple[str, str | None]]
) -> None:
    """Only ordinary files, and none outside is looked at; the nearest name is suggested."""
    found = check(f'<p xml:id="a"><ref target="{target}"/></p>')
    assert [
        (each.code, each.hint if each.hint and each.hint.startswith(("Did", "Write #a")) else None)
        for each in found.findings
    ] == expected
    assert [file.kind for file in found.linked] == ["linked"] * codes(found).count("REF-015")


@pytest.mark.usefixtures("around")
def test_who_points_into_another_file(check: Callable[..., Checked]) -> None:
    """A list of persons may stand apart; it travels with the interview, and is told of once."""
    found = check('<u who="people.xml#ada"/>\n<u who="./people.xml#Ben"/>\n<u who="people.xml#Bob"/>')
    assert codes(found) == ["REF-002", "REF-015"]
    assert found.findings[0].message == "who=“people.xml#Bob” points to an id that does not exist in that file"
    assert [file.place for file in found.linked] == ["data/tei/people.xml"]


@pytest.mark.usefixtures("around")
def test_a_file_that_is_not_well_formed_is_told_with_its_line(check: Callable[..., Checked]) -> None:
    """In the file that is linked."""
    first = check('<ref target="broken.xml#a"/>').findings[0]
    assert "points to a file that cannot be read as XML: " in first.message
    assert first.message.endswith("(line 2)")


@pytest.mark.usefixtures("around")
def test_too_much_is_not_looked_into(check: Callable[..., Checked], monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is told."""
    monkeypatch.setattr("preserve.validate.links._MOST_BYTES", len(PEOPLE) - 1)
    found = check('<ref target="people.xml#nobody people.xml#ada"/>')
    assert codes(found) == ["REF-014", "REF-014", "REF-015"]


@pytest.mark.parametrize(
    "text",
    [
        '<media url="absent.wav"/>',
        '<graphic url="../outside.jpg"/>',
        '<media url="media.wav"/><ref target="media.wav"/>',
    ],
)
@pytest.mark.usefixtures("around")
def test_the_files_of_the_interview_are_told_of_elsewhere(check: Callable[..., Checked], text: str) -> None:
    """One fault is not told twice."""
    assert check(text).findings == ()


@pytest.mark.parametrize("target", ["absent.txt", "https://example.org/a", "file:///a", "x:y", "", "SMITH"])
def test_the_transcript_is_told_of_elsewhere(check: Callable[..., Checked], target: str) -> None:
    """The collation looks for it."""
    header = f'<fileDesc><sourceDesc><ref type="transcript" target="{target}"/></sourceDesc></fileDesc>'
    assert check("", header).findings == ()


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        ("https://example.org/", "absent.jpg", []),
        ("in/", "a.txt", ["REF-015"]),
        ("in/x.xml", "a.txt", ["REF-015"]),
        ("in/", "../plan.jpg", ["REF-015"]),
        ("../", "outside.jpg", ["REF-012"]),
        ("in/", "#a", []),
    ],
)
@pytest.mark.usefixtures("around")
def test_links_are_relative_to_their_base(
    check: Callable[..., Checked], base: str, target: str, expected: list[str]
) -> None:
    """Of a part that is not local nothing can be said."""
    assert codes(check(f'<div xml:base="{base}"><ref xml:id="a" target="{target}"/></div>')) == expected


def test_links_in_a_part_are_relative_to_its_file(tmp_path: Path) -> None:
    """Wherever it lies; the whole and its parts are one document."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x", "utf-8")
    links = "a.txt in/a.txt ../talk.xml#a part.xml#a part.xml#nothing ../../talk.xml"
    (tmp_path / "in" / "part.xml").write_text(f'<p xmlns="{TEI}" xml:id="a">\n<ref target="{links}"/></p>', "utf-8")
    path = tmp_path / "talk.xml"
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="in/part.xml"/>'
    path.write_text(f'<TEI xmlns="{TEI}"><text>{include}<ref target="in/part.xml#a"/></text></TEI>', "utf-8")
    read = xmlio.read(path)
    found = check_pointers(read, path, interview.read(read, "talk"))
    assert [each.message.partition(" ")[0] for each in found.findings[:-1]] == [
        "target=“in/a.txt”",
        "target=“part.xml#nothing”",
        "target=“../../talk.xml”",
    ]
    assert codes(found) == ["REF-011", "REF-002", "REF-012", "REF-015"]
    assert [file.place for file in found.linked] == ["data/tei/in/a.txt"]
    assert {finding.location.line for finding in found.findings} == {2}


# --- much, and nonsense ----------------------------------------------------------------------------------------------


def seconds(check: Callable[..., Checked], text: str) -> float:
    """Return how long the check of a text takes."""
    before = time.process_time()
    check(text)
    return time.process_time() - before


def test_time_grows_in_proportion(check: Callable[..., Checked]) -> None:
    """Ten times as many ids and pointers, sound and dangling, take no more than some twenty times as long."""

    def text(count: int) -> str:
        """Return as many paragraphs, each with an id and two pointers."""
        return "".join(f'<p xml:id="p{n}" corresp="#p{n}" who="#q{n}"/>' for n in range(count))

    small = seconds(check, text(2_000))
    assert seconds(check, text(20_000)) < 20 * small + 1


@given(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters='<&"'), max_size=40)
)
@example("http://[")
@example("//[")
@example("%")
@example("a:b:c#d#e")
@example("…/..%2f")
def test_nothing_that_is_written_stops_the_pass(tmp_path_factory: pytest.TempPathFactory, written: str) -> None:
    """Every value gives findings, and short ones."""
    folder = tmp_path_factory.getbasetemp()
    header = prefix(written or "x", "#$1")
    for name in ("who", "target", "url", "sameAs"):
        read = document(f'<media {name}="{written}"/>', header)
        found = check_pointers(read, folder / "talk.xml", interview.read(read, "talk"))
        assert all(len(each.message) <= LONGEST for each in found.findings)
