"""The record of an interview: what is read from its TEI, and where its files lie."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

import pytest

from preserve import interview, xmlio
from preserve.interview import Interview, LocalFile

HEADER: Final = """<teiHeader><fileDesc><titleStmt>{titles}</titleStmt>{edition}
<publicationStmt>{publication}</publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc>
<profileDesc><particDesc>{people}</particDesc></profileDesc></teiHeader>"""
DIGEST: Final = "ab" * 32


def tei(text: str = "", after: str = "", **parts: str) -> str:
    """Return a TEI document with some parts of its header, its text, and what stands between."""
    header = HEADER.format(**({"titles": "", "edition": "", "publication": "", "source": "", "people": ""} | parts))
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{after}<text><body>{text}</body></text></TEI>'


def record(text: str = "", after: str = "", **parts: str) -> Interview:
    """Return the record of such a document."""
    return interview.read(xmlio.parse(tei(text, after, **parts).encode(), "talk.xml"), "talk")


def words(text: str) -> str:
    """Return the words that stand for the transcript."""
    return " ".join(word.text for word in interview.encoded_words(xmlio.parse(tei(text).encode(), "talk.xml")))


def test_an_interview_may_say_nothing() -> None:
    """What is not stated is not guessed."""
    assert record() == Interview(
        identifier="talk",
        title="",
        number=None,
        edition=None,
        status="unknown",
        files=(),
        sensitive_passages=0,
    )
    assert record().transcript is None


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        ("<title> One\n <hi>title</hi> </title>", "One title"),
        ('<title type="sub">Sub</title><title type="main">Main</title>', "Main"),
        ("<title>First</title><title>Second</title>", "First"),
        ("", ""),
    ],
)
def test_the_main_title_is_the_title(titles: str, title: str) -> None:
    """Or the first, where none is called main."""
    assert record(titles=titles).title == title


def test_the_title_names_no_third_party() -> None:
    """It is told in many records; whom it marks as one is withheld, and what a comment says is not told."""
    title = 'Ana <!-- no --><hi>and <persName ref="#q #r">Zora</persName></hi>, <persName ref="#a">Ana</persName>'
    people = '<person xml:id="q" role="bystander third-party"/><person xml:id="a" role="interviewee"/>'
    read = record(titles=f"<title>{title}</title>", people=people)
    assert read.title == "Ana and [name withheld], Ana"


def test_publication_and_edition_are_read() -> None:
    """Number, edition and availability."""
    read = record(
        publication='<idno> mill-1 </idno><availability status="restricted"><p>no</p></availability>',
        edition="<editionStmt><edition> 2 </edition></editionStmt>",
    )
    assert (read.number, read.edition, read.status) == ("mill-1", "2", "restricted")


@pytest.mark.parametrize("publication", ["<availability><p>no</p></availability>", "<p>no</p>"])
def test_a_status_that_is_not_stated_is_unknown(publication: str) -> None:
    """Nothing is free by default."""
    assert record(publication=publication).status == "unknown"


def test_sensitive_passages_are_counted() -> None:
    """Each mark once; other spans are none."""
    marks = (
        '<standOff><spanGrp type="sensitivity"><span/><span/></spanGrp><spanGrp type="x"><span/></spanGrp></standOff>'
    )
    assert record(after=marks).sensitive_passages == 2


def test_the_transcript_is_read_with_its_digest() -> None:
    """The digest stands in the same bibl, in either case of letters."""
    source = (
        f'<bibl><ref type="transcript" target="talk.source.txt"/><idno type="SHA-256"> {DIGEST.upper()} </idno></bibl>'
    )
    transcript = record(source=source).transcript
    assert transcript
    assert (transcript.kind, transcript.target, transcript.digest) == ("transcript", "talk.source.txt", DIGEST)
    assert transcript.relative == PurePosixPath("talk.source.txt")
    assert transcript.place == "data/tei/talk.source.txt"
    assert transcript.path(Path("in")) == Path("in/talk.source.txt")
    assert transcript.location.line == 2


@pytest.mark.parametrize(
    "source",
    [
        '<p><ref type="transcript" target="t.txt"/></p>',
        '<bibl><ref type="transcript" target="t.txt"/></bibl>',
        f'<bibl><ref type="transcript" target="t.txt"/><idno type="MD5">{DIGEST}</idno></bibl>',
        f'<bibl><ref type="transcript" target="t.txt"/></bibl><bibl><idno type="SHA-256">{DIGEST}</idno></bibl>',
        '<bibl><ref type="transcript" target="t.txt"/><idno type="SHA-256"/></bibl>',
    ],
)
def test_a_digest_that_is_not_stated_is_none(source: str) -> None:
    """Only the SHA-256 of the same bibl counts."""
    transcript = record(source=source).transcript
    assert transcript
    assert transcript.digest is None


@pytest.mark.parametrize(
    ("target", "relative"),
    [
        ("a.wav", "a.wav"),
        ("sub/a.wav", "sub/a.wav"),
        ("./sub/../a%20b.wav", "a b.wav"),
        ("../media/a.wav", "../media/a.wav"),
        ("../media/x/../a.wav", "../media/a.wav"),
        ("%d1%8f.wav", "я.wav"),
        ("a.wav#t=3", "a.wav"),
        ("../a.wav", None),
        ("../tei/a.wav", "a.wav"),
        ("../media", None),
        ("../media/../a.wav", None),
        ("../../data/tei/a.wav", "a.wav"),
        ("/etc/passwd", None),
        ("..%2fa.wav", None),
        ("..\\a.wav", None),
        (".", None),
        ("../mediator/a.wav", None),
    ],
)
def test_local_files_stay_in_their_folders(target: str, relative: str | None) -> None:
    """Beside the TEI or in ../media/, and nowhere else; by letters alone."""
    (file,) = record(source=f'<recordingStmt><recording><media url="{target}"/></recording></recordingStmt>').files
    assert (file.kind, file.target) == ("media", target)
    assert file.relative == (None if relative is None else PurePosixPath(relative))
    if relative is None:
        with pytest.raises(ValueError, match=r".*"):
            _ = file.place
    else:
        assert file.place in {f"data/tei/{relative}", f"data/{relative.removeprefix('../')}"}


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a.wav", "//example.org/a.wav", "urn:x:y", "#t1", "", "?q", "http://[broken/a.wav", "//[x"],
)
def test_what_is_not_local_is_no_file_of_the_interview(url: str) -> None:
    """Nor is an address that is none."""
    assert record(source=f'<recordingStmt><recording><media url="{url}"/></recording></recordingStmt>').files == ()


@pytest.mark.parametrize(
    ("references", "reasons"),
    [
        ("", []),
        ('<ref type="transcript" target="t.txt"/>', []),
        ('<ref type="transcript" target="t.txt"/><ref type="transcript" target="./t.txt"/>', []),
        ('<ref target="https://example.org/t.txt"/>', []),
        ('<ref type="transcript"/>', ["a transcript is named without a target"]),
        (
            '<ref type="transcript" target="file:///t.txt"/>',
            ["the transcript file:///t.txt is not named by a relative"],
        ),
        ('<ref type="transcript" target="http://[x"/>', ["the transcript http://[x is not named by a relative path"]),
        (
            '<ref type="transcript" target="https://example.org/t"/><ref type="transcript" target="t.txt"/>',
            ["the transcript https://example.org/t is not named by a relative path"],
        ),
        (
            '<ref type="transcript" target="t.txt"/><ref type="transcript" target="u.txt"/>',
            ["the transcript u.txt is not the first, t.txt"],
        ),
    ],
)
def test_transcripts_that_are_named_and_not_compared_are_told(references: str, reasons: list[str]) -> None:
    """With the reason: one local file is compared."""
    document = xmlio.parse(tei(source=f"<bibl>{references}</bibl>").encode(), "talk.xml")
    told = list(interview.uncompared_transcripts(document, interview.read(document, "talk")))
    assert len(told) == len(reasons)
    assert all(reason in found for reason, (found, _) in zip(reasons, told, strict=True))
    assert all(place.path and "/ref" in place.path for _, place in told)


def test_each_file_is_told_once() -> None:
    """Transcript first, then media and pictures of header and text, in order."""
    files: tuple[LocalFile, ...] = record(
        source='<bibl><ref type="transcript" target="t.txt"/></bibl><p><ref target="other.txt"/></p>'
        '<recordingStmt><recording><media url="b.wav#t=1"/><media url="b.wav"/></recording></recordingStmt>',
        text='<p><graphic url="c.png"/><graphic url="t.txt"/></p>',
    ).files
    assert [(file.kind, file.target) for file in files] == [
        ("transcript", "t.txt"),
        ("media", "b.wav#t=1"),
        ("media", "c.png"),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>one</p><p>two</p>", "one two"),
        ("<p>on<hi>e</hi> two</p>", "one two"),
        ("<p><choice><sic>wrnog</sic><corr>wrong</corr></choice></p>", "wrnog"),
        ("<p><choice><orig>vnto</orig><reg>unto</reg></choice></p>", "vnto"),
        ("<p><choice><abbr>Dr</abbr><expan>Doctor</expan></choice></p>", "Dr"),
        ("<p>a <supplied>b</supplied> c</p>", "a c"),
        ('<p>a <note resp="#e">b</note> c</p>', "a c"),
        ("<p>a <note>b</note> c</p>", "a b c"),
        ('<p>a<note resp="#e">b</note>c</p>', "ac"),
        ("<fw>menu</fw><p>a</p>", "menu a"),
        ("<sp><speaker>ANN</speaker><p>a</p></sp>", "ANN a"),
        ('<p>wo<lb break="no"/>rd one<lb/>two<pb/>three<pb break="no"/>four</p>', "word one two threefour"),
        ("<p>a<milestone/>b</p>", "a b"),
        ("<list><item>a</item><item>b</item></list>", "a b"),
        ("<u><seg>a</seg> <seg>b</seg></u><u>c</u>", "a b c"),
        ("<p>a<vocal><desc>laughs</desc></vocal></p>", "alaughs"),
        ("<p>a<!-- b --><?c?>d</p>", "ad"),
    ],
)
def test_words_of_the_text_stand_for_the_transcript(text: str, read: str) -> None:
    """What an editor added is left out; blocks part words and phrases do not; @break="no" joins."""
    assert words(text) == read


def test_words_of_the_header_are_none_of_the_transcript() -> None:
    """Only those of the text are."""
    document = xmlio.parse(
        tei("<p>a</p>", titles="<title>no</title>", after="<standOff><p>no</p></standOff>").encode(), "t"
    )
    assert [word.text for word in interview.encoded_words(document)] == ["a"]
