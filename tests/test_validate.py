"""The judgement of an interview: each check, and the standards that users bring."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from preserve import validate
from preserve.errors import SurroundingsError
from preserve.findings import Severity
from preserve.validate import Standards, Validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.findings import Finding

TEI: Final = "http://www.tei-c.org/ns/1.0"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Accepts every XML document.
ANYTHING: Final = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/>
</choice></zeroOrMore></element></define></grammar>"""
TEXT: Final = "<p>one two three four five six seven eight</p>"


@pytest.fixture(scope="module")
def anything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a schema that accepts everything."""
    path = tmp_path_factory.mktemp("schema") / "anything.rng"
    path.write_text(ANYTHING, "utf-8")
    return path


@pytest.fixture(scope="module")
def lenient(anything: Path) -> Validator:
    """Return standards that leave only the checks that no one can choose."""
    return Validator(Standards(schema=anything, rules=()))


@pytest.fixture(scope="module")
def ours() -> Validator:
    """Return our own standards."""
    return Validator(Standards())


@pytest.fixture
def judge(tmp_path: Path, lenient: Validator) -> Callable[..., tuple[Finding, ...]]:
    """Return a function that judges a TEI document by the lenient standards."""

    def judged(text: str = TEXT, source: str = "", attributes: str = "") -> tuple[Finding, ...]:
        """Judge a document with some text and a source; what every interview without transcript gives is left out."""
        header = f"<teiHeader><fileDesc><sourceDesc>{source}</sourceDesc></fileDesc></teiHeader>"
        path = tmp_path / "tei" / "talk.xml"
        path.parent.mkdir(exist_ok=True)
        tei = f'<TEI xmlns="{TEI}"{attributes}>{header}<text><body>{text}</body></text></TEI>'
        path.write_text(DECLARATION + tei, "utf-8")
        found = lenient.validate(path, "talk.xml").findings
        return tuple(finding for finding in found if finding.code != "COL-005")

    return judged


def codes(found: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in found]


# --- the whole -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["minimal", "prose", "recorded", "third-parties", "right-to-left", "bilingual"])
def test_good_interviews_have_no_errors(ours: Validator, interview: Callable[[str], Path], name: str) -> None:
    """They are valid, and their record is read."""
    judged = ours.validate(interview(name))
    assert judged.valid, judged.findings
    assert judged.document
    assert judged.interview
    assert judged.interview.identifier == name


def test_the_flagship_is_valid(ours: Validator, flagship: Path) -> None:
    """Every word of the transcript is there."""
    assert ours.validate(flagship).findings == ()


def test_findings_are_told_by_the_name_that_was_asked_for(ours: Validator, interview: Callable[[str], Path]) -> None:
    """By default the path as given."""
    path = interview("minimal")
    assert {finding.location.file for finding in ours.validate(path).findings} == {str(path)}
    assert {finding.location.file for finding in ours.validate(path, "a.xml").findings} == {"a.xml"}


def test_an_absent_file_is_no_finding(ours: Validator, tmp_path: Path) -> None:
    """The surroundings are at fault, not the material."""
    with pytest.raises(SurroundingsError):
        ours.validate(tmp_path / "absent.xml")


def test_what_is_no_xml_is_a_finding(lenient: Validator, tmp_path: Path) -> None:
    """Nothing more can be said of it."""
    path = tmp_path / "talk.xml"
    path.write_text("<TEI>", "utf-8")
    judged = lenient.validate(path)
    assert (judged.document, judged.interview, codes(judged.findings), judged.valid) == (None, None, ["XML-001"], False)


@pytest.mark.parametrize(("text", "words"), [("<TEI/>", "TEI in no namespace"), ('<x xmlns="urn:x"/>', "x in urn:x")])
def test_what_is_no_tei_is_a_finding(lenient: Validator, tmp_path: Path, text: str, words: str) -> None:
    """The document is kept, but no record is read."""
    path = tmp_path / "talk.xml"
    path.write_text(text, "utf-8")
    judged = lenient.validate(path)
    assert codes(judged.findings) == ["XML-005"]
    assert words in judged.findings[0].message
    assert judged.document
    assert judged.interview is None


def test_findings_are_in_order(judge: Callable[..., tuple[Finding, ...]]) -> None:
    """By place, whichever check made them."""
    found = judge('<p who="#x"/>\n<p xml:id="a"/><p xml:id="a" corresp="b"/>\n<graphic url="absent.png"/>')
    assert codes(found) == ["REF-002", "REF-001", "REF-004", "REF-005"]


def test_engines_have_names_and_versions() -> None:
    """They are recorded in bags."""
    assert [name for name, _ in validate.engines()] == ["preserve", "libxml2", "saxonche"]
    assert all(re.match(r"\d+\.\d+", version) for _, version in validate.engines())


# --- grammar and rules ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        '<div><head>x</head><u xml:id="a"><seg xml:id="b">a</seg></u>\n<u who="#ada">f</u>\n<u>b</u></div>',
        '<div><sp xml:id="k"><p>l</p></sp>\n<sp xml:id="k2"><p>l</p></sp>\n<u who="#ada">k</u></div>',
        "<u><seg>a</seg></u>\n<u>b</u>",
        '<u n="1">a</u>\n<sp><p>b</p></sp>',
    ],
)
def test_turns_without_a_speaker_are_each_told_with_their_place(ours: Validator, tmp_path: Path, body: str) -> None:
    """The schema demands @who; who could be meant, it knows from the rule, which says nothing more itself."""
    fixture = Path(__file__).parent / "bad" / "TEI-009_turn_without_speaker.xml"
    path = tmp_path / fixture.name
    before = fixture.read_text("utf-8").partition("<body>")[0]
    path.write_text(f"{before}<body>{body}</body></text></TEI>", "utf-8")
    found = [finding for finding in ours.validate(path).findings if finding.code in {"TEI-009", "INT-044"}]
    assert all(finding.location.line and finding.location.column and finding.location.path for finding in found)
    assert len({finding.location for finding in found}) == 2
    assert codes(tuple(found)) == ["TEI-009", "TEI-009"]
    assert all("ada, ben" in str(finding.hint) for finding in found)


FAR: Final = (
    '<standOff><listPlace><place xml:id="far"><placeName>the pole</placeName><location><geo>176.9 43.2</geo></location>'
    "</place></listPlace></standOff>"
)
SAID_TWICE: Final = (
    (("<persName>Ada Miller</persName>", "<persname>Ada Miller</persname>"), "TEI-004", "<persName>: A person's name"),
    (('who="#ben" ', 'Who="#ben" '), "TEI-008", ""),
    (('who="#ben" ', ""), "TEI-009", 'Add who="#…" with the id of a participant in profileDesc/particDesc: ada, ben.'),
    (('who="#ben" ', 'who="" '), "TEI-010", 'Add who="#…" with the id of a participant in profileDesc/particDesc'),
    (("</teiHeader>", f"</teiHeader>{FAR}"), "TEI-011", "Write the latitude first, then the longitude"),
    (("all those years", '<pause dur-iso="9"/>'), "TEI-010", "Write PT9S for nine seconds"),
    (("<authority>an archive</authority>", ""), "TEI-007", "Add to publicationStmt a publisher"),
    (('ident="en"', 'ident="en_GB"'), "TEI-010", "Write a code of BCP 47"),
    (("<name>an encoder</name>", ""), "TEI-007", "Say in resp what was done"),
    (('xml:id="t2-p1"', 'id="t2-p1"'), "TEI-008", ""),
)


@pytest.mark.parametrize(("change", "code", "hint"), SAID_TWICE)
def test_what_the_grammar_says_no_rule_repeats(
    ours: Validator, tmp_path: Path, change: tuple[str, str], code: str, hint: str
) -> None:
    """Its hint is the rule's, where that tells more."""
    fixture = Path(__file__).parent / "bad" / "INT-034_end_before_beginning.xml"
    text = fixture.read_text("utf-8").replace('<date from="1986" to="1968">all those years</date>', "all those years")
    path = tmp_path / fixture.name
    assert change[0] in text
    path.write_text(text.replace(*change, 1), "utf-8")
    others = {"COL-005", "INT-012", "INT-028"}
    (finding,) = [each for each in ours.validate(path).findings if each.code not in others]
    assert finding.code == code
    assert str(finding.hint).startswith(hint)
    assert hint or not str(finding.hint).startswith(("Add who", "Give each"))


def test_a_rule_speaks_where_the_grammar_says_something_else(ours: Validator, tmp_path: Path) -> None:
    """An attribute that may not stand there is not the one that is missing."""
    fixture = Path(__file__).parent / "bad" / "INT-011_entry_without_a_name.xml"
    path = tmp_path / fixture.name
    path.write_text(
        fixture.read_text("utf-8").replace("<note>", "<note><nonsense/>").replace('"mill">', '"mill" x="">')
    )
    assert codes(ours.validate(path).findings) == ["COL-005", "INT-011", "TEI-008", "TEI-004"]


@pytest.mark.parametrize("pointer", ["#mil", "#Mill", "mill"])
def test_what_a_wrong_pointer_means_is_not_told_as_unmentioned(ours: Validator, tmp_path: Path, pointer: str) -> None:
    """Mending the pointer mends both."""
    fixture = Path(__file__).parent / "bad" / "INT-013_two_entries_with_one_name.xml"
    path = tmp_path / fixture.name
    text = fixture.read_text("utf-8")
    assert text.count('ref="#mill"') == 1
    path.write_text(text.replace('ref="#mill"', f'ref="{pointer}"'), "utf-8")
    assert "INT-012" not in codes(ours.validate(path).findings)


def test_who_is_mistyped_is_not_told_as_silent(ours: Validator, tmp_path: Path) -> None:
    """The pointer is told alone."""
    fixture = Path(__file__).parent / "bad" / "INT-040_division_without_heading.xml"
    path = tmp_path / fixture.name
    path.write_text(fixture.read_text("utf-8").replace('who="#ada"', 'who="#adda"'), "utf-8")
    assert set(codes(ours.validate(path).findings)) == {"COL-005", "INT-040", "REF-002"}


def test_a_fault_that_is_included_again_is_told_once(lenient: Validator, tmp_path: Path) -> None:
    """It stands in one place."""
    path = tmp_path / "talk.xml"
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="" xpointer="p"/>'
    text = f'<text><body><p xml:id="p"><ref target="#q"/></p>{include}</body></text>'
    path.write_text(f'{DECLARATION}<TEI xmlns="{TEI}"><teiHeader/>{text}</TEI>', "utf-8")
    assert codes(lenient.validate(path).findings) == ["COL-005", "REF-001", "REF-002"]


# --- form ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>{}', "utf-8", []),
        ('<?xml version="1.0" encoding="UTF-8"?>{}', "utf-8-sig", []),
        ('<?xml version="1.0"?>{}', "utf-8", []),
        ('<?xml version="1.0" encoding="us-ascii"?>{}', "ascii", []),
        ("{}", "utf-8", ["XML-007"]),
        ('<?xml-model href="x.rng"?>{}', "utf-8", ["XML-007"]),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>{}', "latin-1", ["XML-006"]),
        ('<?xml version="1.0" encoding="UTF-16"?>{}', "utf-16", ["XML-006"]),
        ("{}", "utf-16", ["XML-006", "XML-007"]),
        (DECLARATION + "<!--" + "x" * 503 + "-->{}", "utf-8", []),
        (DECLARATION + "<!--" + "x" * 505 + "-->{}", "utf-8", ["XML-008"]),
        (DECLARATION + "<!-- <TEI> --><?p <TEI> ?>" + " " * 484 + "{}", "utf-8", []),
        (DECLARATION + "<!-- <TEI> --><?p <TEI> ?>" + " " * 500 + "{}", "utf-8", ["XML-008"]),
    ],
)
def test_the_form_of_a_file(lenient: Validator, tmp_path: Path, text: str, encoding: str, expected: list[str]) -> None:
    """Encoding, declaration and the distance of the root are looked at; none of it is an error."""
    path = tmp_path / "talk.xml"
    path.write_bytes(text.replace("{}", f'<TEI xmlns="{TEI}"/>').encode(encoding))
    judged = lenient.validate(path)
    assert codes(judged.findings) == [*expected, "COL-005"] or sorted(codes(judged.findings)) == ["COL-005", *expected]
    assert judged.valid


# --- identifiers and pointers ----------------------------------------------------------------------------------------


def test_linked_files_travel_with_the_interview(lenient: Validator, tmp_path: Path) -> None:
    """What pointers lead to belongs to its record; what is told elsewhere, and the interview itself, are not added."""
    (tmp_path / "people.xml").write_text(f'<TEI xmlns="{TEI}"><person xml:id="ada"/></TEI>', "utf-8")
    (tmp_path / "here.wav").write_text("sound", "utf-8")
    path = tmp_path / "talk.xml"
    text = '<u who="people.xml#ada"/><u who="people.xml#ada"/><ref target="here.wav talk.xml"/><media url="here.wav"/>'
    path.write_text(f'{DECLARATION}<TEI xmlns="{TEI}"><text><body>{text}</body></text></TEI>', "utf-8")
    judged = lenient.validate(path)
    assert codes(judged.findings) == ["COL-005", "REF-015"]
    assert judged.interview
    assert [(file.kind, file.place) for file in judged.interview.files] == [
        ("media", "data/tei/here.wav"),
        ("linked", "data/tei/people.xml"),
    ]


def test_an_empty_pointer_is_told_once(ours: Validator, interview: Callable[[str], Path]) -> None:
    """Though the schema refuses it as well."""
    path = interview("recorded")
    text = path.read_text("utf-8")
    path.write_text(text.replace('target="https://example.org/editor"', 'target=""'), "utf-8")
    assert codes(ours.validate(path).findings) == ["COL-005", "REF-013"]


# --- files -----------------------------------------------------------------------------------------------------------


def recording(url: str) -> str:
    """Return a recording."""
    return f'<recordingStmt><recording><media url="{url}"/></recording></recordingStmt>'


def transcript(target: str, digest: str | None = None) -> str:
    """Return the bibl of a transcript."""
    stated = f'<idno type="SHA-256">{digest}</idno>' if digest else ""
    return f'<bibl><ref type="transcript" target="{target}"/>{stated}</bibl>'


@pytest.fixture
def around(tmp_path: Path) -> Path:
    """Return the folder above an interview's, with files, folders and links in and around it."""
    for name in ("tei/here.wav", "media/there.wav", "outside.wav", "elsewhere/far.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("sound", "utf-8")
    (tmp_path / "tei" / "link.wav").symlink_to("here.wav")
    (tmp_path / "tei" / "folder.wav").mkdir()
    (tmp_path / "tei" / "way").symlink_to("../elsewhere")
    (tmp_path / "tei" / "inside").symlink_to(".")
    return tmp_path


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("here.wav", []),
        ("../media/there.wav", []),
        ("inside/here.wav", []),
        ("https://example.org/a.wav", []),
        ("absent.wav", ["REF-005"]),
        ("link.wav", ["REF-005"]),
        ("folder.wav", ["REF-005"]),
        ("a%00b.wav", ["REF-005"]),
        ("a" * 300 + ".wav", ["REF-005"]),
        ("here.wav/a.wav", ["REF-005"]),
        ("../outside.wav", ["REF-006"]),
        ("../elsewhere/far.wav", ["REF-006"]),
        ("way/far.wav", ["REF-006"]),
        ("/etc/passwd", ["REF-006"]),
        ("%2Fetc%2Fpasswd", ["REF-006"]),
        ("way/../outside.wav", ["REF-005"]),
    ],
)
def test_files_are_there_and_in_their_place(
    judge: Callable[..., tuple[Finding, ...]], around: Path, url: str, expected: list[str]
) -> None:
    """Ordinary files, beside the TEI or in ../media/; no link leads out."""
    assert around.is_dir()
    assert codes(judge(source=recording(url))) == expected


def test_the_media_folder_itself_may_be_a_link(judge: Callable[..., tuple[Finding, ...]], tmp_path: Path) -> None:
    """Recordings are large and lie on other disks."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "a.wav").write_text("sound", "utf-8")
    (tmp_path / "media").symlink_to("disk")
    assert judge(source=recording("../media/a.wav")) == ()


def test_a_media_folder_that_is_a_circle_of_links_is_no_place(
    judge: Callable[..., tuple[Finding, ...]], around: Path
) -> None:
    """And no reason to stumble."""
    (around / "media" / "there.wav").unlink()
    (around / "media").rmdir()
    (around / "media").symlink_to("media")
    assert codes(judge(source=recording("way/far.wav"))) == ["REF-006"]
    assert codes(judge(source=recording("../media/there.wav"))) == ["REF-005"]


# --- faithfulness ----------------------------------------------------------------------------------------------------


@pytest.fixture
def collate(tmp_path: Path, judge: Callable[..., tuple[Finding, ...]]) -> Callable[..., tuple[Finding, ...]]:
    """Return a function that judges a text against a transcript."""

    def collated(received: str | bytes, text: str = TEXT) -> tuple[Finding, ...]:
        """Judge them."""
        data = received if isinstance(received, bytes) else received.encode()
        (tmp_path / "tei").mkdir(exist_ok=True)
        (tmp_path / "tei" / "talk.txt").write_bytes(data)
        return judge(text, transcript("talk.txt", hashlib.sha256(data).hexdigest()))

    return collated


def test_words_in_a_list_of_html_are_told_apart(collate: Callable[..., tuple[Finding, ...]]) -> None:
    """The grammar refuses it; what is added is quoted as it reads."""
    (finding,) = collate("And one more", "<p><ul><li>here</li><li>there</li></ul>And<br/>one more</p>")
    assert finding.code == "COL-002"
    assert "“here there”" in finding.message


def test_a_faithful_encoding_has_no_findings(collate: Callable[..., tuple[Finding, ...]]) -> None:
    """Markdown is no difference."""
    assert collate("*one* two\nthree **four five**\n\n[six](x) seven eight\n") == ()


@pytest.mark.parametrize(
    ("received", "code", "words"),
    [
        ("one two three four five 5½ six seven eight", "COL-001", "lost: the transcript has “5½” (line 1, column 25)"),
        ("one two four five six seven eight", "COL-002", "added: the encoding has “three”"),
        ("one two 3 four five six seven eight", "COL-003", "changed: the transcript has “3” (line 1, column 9), the"),
        ("one three four five six seven two eight", "COL-004", "moved: “two” stands elsewhere in the transcript"),
        ("", "COL-002", "“one two three … six seven eight” (8 words)"),
        (f"one two three four five six seven eight {'x' * 300}", "COL-001", "xxxxxx…”"),
        ("one two three four five six seven eight " + "nine " * 30, "COL-001", "… nine nine nine” (30 words)"),
    ],
)
def test_every_difference_is_told_with_both_places(
    collate: Callable[..., tuple[Finding, ...]], received: str, code: str, words: str
) -> None:
    """What was lost, added, changed or moved; long stretches are shortened."""
    (finding,) = collate(received)
    assert finding.code == code
    assert words in finding.message
    assert len(finding.message) <= 240
    assert finding.location.line == 2
    assert finding.location.column


def test_an_empty_encoding_has_lost_everything(collate: Callable[..., tuple[Finding, ...]]) -> None:
    """Then there is no place to point to."""
    (finding,) = collate("one two", "<p/>")
    assert (finding.code, finding.location.line) == ("COL-001", None)


def test_a_transcript_that_is_no_utf_8_is_told(collate: Callable[..., tuple[Finding, ...]]) -> None:
    """With its line; no word is compared."""
    (finding,) = collate("one\ntwo é".encode("latin-1"))
    assert finding.code == "COL-006"
    assert "see its line 2" in finding.message


def test_an_altered_transcript_is_told(judge: Callable[..., tuple[Finding, ...]], tmp_path: Path) -> None:
    """And its words are compared all the same."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "talk.txt").write_text("one two three four five six seven nine", "utf-8")
    found = judge(source=transcript("talk.txt", "ab" * 32))
    assert sorted(codes(found)) == ["COL-003", "REF-007"]
    (altered,) = (each for each in found if each.code == "REF-007")
    assert altered.message.endswith(", the TEI says abababababab")
    assert str(altered.location.path).endswith("/bibl/idno")


WINDOWS: Final = b"one two three\r\nfour five six seven eight\r\n"
UNIX: Final = WINDOWS.replace(b"\r\n", b"\n")
BOM: Final = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("received", "kept", "expected"),
    [
        (UNIX, WINDOWS, "its line ends, which were LF"),
        (WINDOWS, UNIX, "its line ends, which were CRLF"),
        (UNIX, BOM + UNIX, "a byte order mark, which it had not"),
        (BOM + UNIX, UNIX, "a byte order mark, which it had"),
        (BOM + WINDOWS, UNIX, "its line ends, which were CRLF, and in a byte order mark, which it had"),
    ],
)
def test_a_transcript_that_differs_in_bytes_alone_is_told_so(
    judge: Callable[..., tuple[Finding, ...]], tmp_path: Path, received: bytes, kept: bytes, expected: str
) -> None:
    """As editors and git leave them; no word of it has changed."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "talk.txt").write_bytes(kept)
    (finding,) = judge(source=transcript("talk.txt", hashlib.sha256(received).hexdigest()))
    assert finding.code == "REF-007"
    assert finding.message == f"talk.txt differs from what was encoded, but only in {expected}"
    assert str(finding.hint).startswith("Restore the file as received")


def test_a_checksum_with_a_slip_is_told_so(judge: Callable[..., tuple[Finding, ...]], tmp_path: Path) -> None:
    """Checksums of different files do not look alike."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "talk.txt").write_bytes(UNIX)
    right = hashlib.sha256(UNIX).hexdigest()
    (finding,) = judge(source=transcript("talk.txt", ("1" if right[0] == "0" else "0") + right[1:]))
    assert finding.code == "REF-007"
    assert finding.message == "the SHA-256 of talk.txt is mistyped: in 1 of its 64 digits it is not the file’s"
    assert finding.hint == f"Write {right}."
    assert str(finding.location.path).endswith("/bibl/idno")


@pytest.mark.parametrize("target", ["absent.txt", "../outside.txt", "link.txt", "way/secret.txt", "/etc/hostname"])
def test_a_transcript_that_may_not_be_read_is_not_read(
    judge: Callable[..., tuple[Finding, ...]], tmp_path: Path, target: str
) -> None:
    """None of its words is told."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "elsewhere").mkdir()
    for name in ("outside.txt", "elsewhere/secret.txt"):
        (tmp_path / name).write_text("unheard", "utf-8")
    (tmp_path / "tei" / "link.txt").symlink_to("../outside.txt")
    (tmp_path / "tei" / "way").symlink_to("../elsewhere")
    found = judge(source=transcript(target))
    assert len(found) == 1
    assert codes(found)[0] in {"REF-005", "REF-006"}
    assert "unheard" not in repr(found)


@pytest.mark.parametrize("target", [' target="https://example.org/a"', ' target="file:///a"', "", ' target="#a"'])
def test_a_transcript_that_is_named_and_not_compared_is_told(
    judge: Callable[..., tuple[Finding, ...]], target: str
) -> None:
    """It is not true that none was named."""
    (finding,) = [each for each in judge(source=f'<ref type="transcript"{target}/>') if each.code != "REF-002"]
    assert (finding.code, finding.severity) == ("COL-007", Severity.WARNING)
    assert "not compared" in finding.message
    assert finding.location.path == "/TEI/teiHeader/fileDesc/sourceDesc/ref"


def test_only_the_first_of_two_transcripts_is_compared(
    collate: Callable[..., tuple[Finding, ...]], judge: Callable[..., tuple[Finding, ...]], tmp_path: Path
) -> None:
    """And the other is told."""
    assert collate("one two three four five six seven eight") == ()
    (tmp_path / "tei" / "more.txt").write_text("nine", "utf-8")
    (finding,) = judge(source=transcript("talk.txt") + transcript("more.txt"))
    assert finding.code == "COL-007"
    assert "more.txt is not the first, talk.txt" in finding.message
    (finding,) = judge(source=transcript("talk.txt") + f'<ref type="transcript" target="https://{"x" * 300}"/>')
    assert len(finding.message) <= 240


def test_without_a_transcript_nothing_is_compared(ours: Validator, interview: Callable[[str], Path]) -> None:
    """Which is told, and is no fault."""
    (finding,) = [each for each in ours.validate(interview("minimal")).findings if each.code.startswith("COL-")]
    assert (finding.code, finding.severity) == ("COL-005", Severity.INFO)
