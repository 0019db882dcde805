"""Recordings: players that ask for nothing, links to the time at which something was said, and captions (WebVTT)."""

from __future__ import annotations

import http.server
import re
import shutil
import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree

from preserve import xmlio
from tests.conftest import FLAGSHIP, GOOD
from tests.test_editions import TEI, comparable, editions, having, make, page, reading_of_text, tei

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from preserve.xmlio import Document, Element

FILMED: Final = GOOD / "filmed.xml"
RECORDED: Final = GOOD / "recorded.xml"
WAV: Final = '<recording xml:id="rec" type="audio" dur="PT1M"><media url="a.wav" mimeType="audio/wav"/></recording>'
POINTS: Final = (
    '<timeline unit="s" origin="#T0"><when xml:id="T0"/><when xml:id="T1" interval="2" since="#T0"/>'
    '<when xml:id="T2" interval="3.5" since="#T0"/><when xml:id="T3" interval="61" since="#T0"/></timeline>'
)


def interview(
    body: str, *, timeline: str = POINTS, recordings: str = WAV, text: str = "", people: str = ""
) -> Document:
    """Write a small interview with a timeline.

    Args:
        body: The content of ``body/div``.
        timeline: What stands in ``standOff``.
        recordings: The content of ``recordingStmt``.
        text: Attributes of ``text``.
        people: Persons in ``particDesc``.
    """
    source = tei(body, apart=timeline, people=people).data.decode()
    stated = f"<sourceDesc><recordingStmt>{recordings}</recordingStmt></sourceDesc>" if recordings else "<sourceDesc/>"
    source = source.replace("<sourceDesc><p/></sourceDesc>", stated).replace("<text>", f"<text {text}>")
    return xmlio.parse(source.encode(), "made.xml")


def shown(document: Document, **parameters: str) -> Element:
    """Return the page of an interview."""
    return page(make("html", document, **parameters).data.decode())


def clocks(document: Document) -> list[tuple[str, str | None]]:
    """Return the times of a page's text, each with the address that it leads to."""
    found = having(having(shown(document), "reading")[0], "clock")
    return [("".join(each.itertext()), each.get("href")) for each in found]


def addresses(document: Document, **parameters: str) -> list[str]:
    """Return what the players of a page may play."""
    return [str(value) for value in shown(document, **parameters).xpath("//source/@src")]


def media(*urls: str) -> str:
    """Write recordings of one file each."""
    return "".join(f'<recording><media url="{url}" mimeType="audio/mpeg"/></recording>' for url in urls)


# Players.


def test_a_player_waits_and_says_what_it_plays() -> None:
    """An audio element with controls, a name, a length, a media type, and a link to its file."""
    (player,) = having(page(editions(RECORDED).html), "player")
    (audio,) = player.iter("audio")
    (source,) = audio.iter("source")
    assert (audio.get("controls"), audio.get("preload")) == ("", "none")
    assert (source.get("src"), source.get("type")) == ("recorded.wav", "audio/x-wav")
    assert player.xpath(f"string(//*[@id='{audio.get('aria-labelledby')}'])") == "The whole of the interview"
    assert player.xpath(".//*[@class='facts']/text()") == ["Sound · 2 s · 30 May 2025 10:15"]
    assert player.xpath("string(.//*[@class='files'])") == "recorded.wav (audio/x-wav)"
    assert player.xpath(".//*[@class='files']//a/@href") == ["recorded.wav"]


def test_an_interview_without_files_has_no_players() -> None:
    """Neither the section nor its entry in the contents is there."""
    root = shown(interview("<p>x</p>", recordings="<recording><p>A tape in the archive.</p></recording>"))
    assert having(root, "recordings") == []
    assert root.xpath("//nav//a[@href='#recordings']") == []
    assert page(editions(RECORDED).html).xpath("//nav//a[@href='#recordings']") != []


@pytest.mark.parametrize(
    ("files", "players"),
    [
        ([("a.mp3", "audio/mpeg", ""), ("a.ogg", "audio/ogg", "")], ["a.mp3 a.ogg"]),
        ([("1.mp3", "audio/mpeg", ""), ("2.mp3", "audio/mpeg", "")], ["1.mp3", "2.mp3"]),
        ([("1.mp3", "audio/mpeg", "PT5M"), ("2.ogg", "audio/ogg", "PT6M")], ["1.mp3", "2.ogg"]),
        ([("1.mp3", "audio/mpeg", "PT5M"), ("1.ogg", "audio/ogg", "PT5M")], ["1.mp3 1.ogg"]),
        ([("v.mp4", "video/mp4", ""), ("v.mp3", "audio/mpeg", ""), ("v.webm", "video/webm", "")],
         ["v.mp4 v.webm", "v.mp3"]),
        ([("v.mp4", "video/mp4", ""), ("v.png", "image/png", "")], ["v.mp4"]),
    ],
)  # fmt: skip
def test_formats_are_sources_and_parts_are_players(files: list[tuple[str, str, str]], players: list[str]) -> None:
    """Files of one recording and medium are its formats where their types differ and their lengths do not."""
    written = "".join(
        f'<media url="{url}" mimeType="{kind}" dur="{length}"/>'.replace('dur=""', "") for url, kind, length in files
    )
    root = shown(interview("<p>x</p>", recordings=f"<recording>{written}</recording>"))
    assert [" ".join(each.xpath(".//source/@src")) for each in having(root, "player")] == players
    assert [" ".join(each.xpath(".//*[@class='files']//a/@href")) for each in having(root, "player")] == players


@pytest.mark.parametrize(
    ("file", "tag"),
    [
        ('url="a.bin" mimeType="audio/x-own"', "audio"),
        ('url="a.mp3" mimeType="video/mp4"', "video"),
        ('url="a.OGV" mimeType="application/ogg"', "video"),
        ('url="a.opus?x=1#t=2"', "audio"),
        ('url="a" mimeType="application/octet-stream"', "video"),
    ],
)
def test_sound_or_film(file: str, tag: str) -> None:
    """The media type decides, then the name of the file, then the recording."""
    root = shown(interview("<p>x</p>", recordings=f'<recording type="video"><media {file}/></recording>'))
    assert [each.tag for each in root.iter("audio", "video")] == [tag]


@pytest.mark.parametrize(("kind", "said"), [("audio/mpeg", ["audio/mpeg"]), ("video/quicktime", []), ("audio/x-a", [])])
def test_types_that_browsers_refuse_are_not_said_to_them(kind: str, said: list[str]) -> None:
    """A browser passes over a source of a type that it does not know, even where it could play it."""
    root = shown(interview("<p>x</p>", recordings=f'<recording><media url="a" mimeType="{kind}"/></recording>'))
    assert root.xpath("//source/@type") == said
    assert f"({kind})" in root.xpath("string(//*[@class='files'])")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("a.mp3", "B/a.mp3"),
        ("../media/a.mp3", "B/../media/a.mp3"),
        ("media/a b.mp3", "B/media/a%20b.mp3"),
        ("фильм.mp3", "B/%D1%84%D0%B8%D0%BB%D1%8C%D0%BC.mp3"),
        ("a%20b.mp3", "B/a%20b.mp3"),
        ("100%.mp3", "B/100%25.mp3"),
        ("100%%41.mp3", "B/100%25%41.mp3"),
        ("https://example.org/a b.mp3", "https://example.org/a%20b.mp3"),
        ("HTTPS://example.org/a.mp3", "HTTPS://example.org/a.mp3"),
        ("http://example.org/a.mp3", "http://example.org/a.mp3"),
    ],
)
def test_addresses(url: str, address: str) -> None:
    """Relative addresses stand behind the base, and are encoded; those on the web stay."""
    assert addresses(interview("<p>x</p>", recordings=media(url)), **{"media-base": "B/"}) == [address]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)//a.mp3",
        "JavaScript:a.mp3",
        "data:audio/mpeg;base64,AA",
        "file:///tape/a.mp3",
        "/tape/a.mp3",
        "//host/a.mp3",
        "\\\\host\\a.mp3",
        "C:\\tape\\a.mp3",
        "mailto:a@example.org",
        "tape:a.mp3",
        "https:///a.mp3",
    ],
)
def test_addresses_that_are_not_followed(url: str) -> None:
    """What could act, or leads out of the interview's own folder to a place of its own choice, is told, not played."""
    root = shown(interview('<u who="#a" start="#T1">x</u>', recordings=media(url)))
    assert [*root.iter("audio", "video", "source")] == []
    (named,) = having(having(root, "recordings")[0], "named")
    assert "cannot be played from here" in "".join(named.itertext())
    assert [each.get("href") for each in having(having(root, "reading")[0], "clock")] == [None]
    assert not [link for link in root.xpath("//@href|//@src") if "mp3" in link or link.startswith("data:audio")]


def test_an_address_that_names_a_third_party_is_withheld() -> None:
    """Neither the link nor the words around it say the name."""
    third = '<person xml:id="z" role="third-party"><persName>Zora Quill</persName></person>'
    document = interview("<p>x</p>", timeline=f"<listPerson>{third}</listPerson>", recordings=media("Zora-Quill.mp3"))
    made = make("html", document).data.decode()
    assert "named" in made
    assert "Zora" not in made
    assert "Quill" not in made


def test_sound_in_the_text_has_a_player_too() -> None:
    """Its sign leads to the player, and the player to its place; pictures have none; the words stay the same."""
    body = (
        '<u who="#a" xml:id="t1">Hear: <media url="song.ogg" mimeType="audio/ogg"><desc>A song</desc></media></u>'
        '<figure><graphic url="walk.mp4"/><head>A walk</head></figure><figure><graphic url="a.png"/></figure>'
    )
    document = interview(body, recordings="")
    root = shown(document)
    assert [each.text for each in root.xpath("//*[@class='name'][starts-with(@id, 'player')]")] == ["A song", "A walk"]
    assert [each.get("href") for each in having(root, "played")] == ["#player-1", "#player-2"]
    first, _ = having(root, "player")
    assert first.xpath(".//*[@class='facts']/a/@href") == ["#t1"]
    assert "[file: song.ogg, A song]" in "".join(having(root, "played")[0].itertext())
    assert "Hear: [file: song.ogg, A song]" in make("text", document).data.decode()


# Times.


def when(name: str, **attributes: str) -> str:
    """Write a point of a timeline; nothing is its name where it has none."""
    named = {"xml:id": name, **attributes} if name else attributes
    return "<when " + " ".join(f'{key}="{value}"' for key, value in named.items()) + "/>"


def timeline(*points: str, **attributes: str) -> str:
    """Write a timeline."""
    return (
        "<timeline "
        + " ".join(f'{key}="{value}"' for key, value in attributes.items())
        + f">{''.join(points)}</timeline>"
    )


ORIGIN: Final = when("o")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (timeline(ORIGIN, when("x", interval="0.4", since="#o"), unit="s", origin="#o"), "0.4"),
        (timeline(ORIGIN, when("x", interval="75.25"), unit="s"), "75.25"),
        (timeline(when("x", interval="5.2"), unit="s"), "5.2"),
        (timeline(ORIGIN, when("x", interval="1500"), unit="ms"), "1.5"),
        (timeline(ORIGIN, when("x", interval="2", unit="min"), unit="s"), "120"),
        (timeline(ORIGIN, when("x", interval="1"), unit="h"), "3600"),
        (timeline(ORIGIN, when("x", interval="1e1")), "10"),
        (timeline(ORIGIN, when("x", interval="0.0005")), "0.001"),
        (timeline(ORIGIN, when("x", interval="0.00049")), "0"),
        (timeline(ORIGIN, when("x", interval="0.1", since="#p"), when("p", interval="0.2")), "0.3"),
        (timeline(ORIGIN, when(""), when(""), when("x"), interval="2.5", unit="s"), "7.5"),
        (timeline(ORIGIN, when("", interval="5"), when("x"), interval="2"), "7"),
        (timeline(when("o", absolute="10:15:00"), when("x", absolute="10:16:01.5"), origin="#o"), "61.5"),
        (timeline(when("o", absolute="23:59:50"), when("x", absolute="00:00:05"), origin="#o"), "15"),
        (
            timeline(when("o", absolute="2025-05-01T10:00:00+02:00"), when("x", absolute="2025-05-01T08:00:09Z")),
            "9",
        ),
        (timeline(when("p", interval="1"), ORIGIN, when("x", interval="3"), origin="#o"), "3"),
        (
            timeline(ORIGIN) + timeline(when("q", interval="1", since="#o"), when("x", interval="1", since="#q")),
            "2",
        ),
        (timeline(ORIGIN, when("p", interval="4", synch="#it")), "4"),
    ],
)
def test_points_of_timelines(written: str, expected: str) -> None:
    """Chains in any order, units, steps of the timeline, clock times, and points that say what happens at them."""
    document = interview('<u who="#a" xml:id="it" start="#x">w</u>', timeline=written)
    assert [address for _, address in clocks(document)] == [f"a.wav#t={expected}"]


@pytest.mark.parametrize(
    "written",
    [
        timeline(ORIGIN, when("x", interval="1", since="#y"), when("y", interval="1", since="#x")),
        timeline(ORIGIN, when("x", interval="1", since="#x")),
        timeline(ORIGIN, when("x", interval="-1", since="#o")),
        timeline(ORIGIN, when("x", interval="INF", since="#o")),
        timeline(ORIGIN, when("x", interval="NaN", since="#o")),
        timeline(ORIGIN, when("x", interval="1e300", since="#o")),
        timeline(ORIGIN, when("x", interval="unknown", since="#o")),
        timeline(ORIGIN, when("x", interval="1", unit="moons", since="#o")),
        timeline(ORIGIN, when("x", interval="1", since="#nowhere")),
        timeline(ORIGIN, when("x", since="#o")),
        timeline(ORIGIN, when("x")),
        timeline(ORIGIN, when("x", interval="1", since="#p"), when("p", interval="-1")),
        timeline(when("o", absolute="10:15:00"), when("x", absolute="10:14:59"), origin="#o"),
        timeline(when("o", absolute="10:15:00"), when("x", absolute="10:16:00Z"), origin="#o"),
        timeline(ORIGIN, when("x", absolute="10:16:00"), origin="#o"),
        timeline(ORIGIN, when("x"), interval="regular"),
        '<list><item xml:id="x">no point</item></list>',
        "",
    ],
)
def test_points_that_cannot_be_reckoned(written: str) -> None:
    """Circles, intervals below nought or without bounds, points of nothing: no time is invented, and nothing fails."""
    document = interview('<u who="#a" start="#x" end="#x" synch="#x #o2">w</u>', timeline=written)
    assert clocks(document) == []
    assert make("vtt", document).data == b""


def test_a_long_chain_is_reckoned_exactly() -> None:
    """Ten thousand tenths of a second are a thousand seconds, in whatever order they stand."""
    chain = [f'<when xml:id="w{n}" interval="0.1" since="#w{n - 1}"/>' for n in range(1, 10_001)]
    points = f'<timeline><when xml:id="w0"/>{"".join(reversed(chain))}</timeline>'
    assert clocks(interview('<u who="#a" start="#w10000">x</u>', timeline=points)) == [("16:40", "a.wav#t=1000")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<u who="#a" start="#T1" end="#T2">x</u>', [("0:02", "2,3.5")]),
        ('<u who="#a" start="#T2" end="#T1">x</u>', [("0:03", "3.5")]),
        ('<u who="#a" start="#T1" end="#T1">x</u>', [("0:02", "2")]),
        ('<u who="#a" synch="#T3">x</u>', [("1:01", "61")]),
        ('<u who="#a" start="#T1">x</u><u who="#a" synch="#here">y</u><p><anchor xml:id="here" synch="#T3"/>z</p>',
         [("0:02", "2"), ("1:01", "61"), ("1:01", "61")]),
        ('<sp who="#a" synch="#T1"><p>x</p><p synch="#T3">y</p></sp>', [("0:02", "2"), ("1:01", "61")]),
        ('<u who="#a"><seg synch="#T1">x</seg><seg synch="#T3">y</seg></u>', [("0:02", "2"), ("1:01", "61")]),
        ('<u who="#a" start="#T1"><seg>x <anchor synch="#T3"/>y</seg><seg>z</seg></u>',
         [("0:02", "2"), ("1:01", "61")]),
        ('<u who="#a" start="#T1">x <anchor synch="#T1"/>y</u>', [("0:02", "2")]),
        ('<u who="#a" start="#T1"><seg synch="#T3">x</seg><seg><anchor synch="#T3"/>y</seg></u>',
         [("0:02", "2"), ("1:01", "61")]),
        ('<u who="#a" start="#T1">x <anchor synch="#T3"/></u>', [("0:02", "2")]),
        ('<sp who="#a" synch="#T1"><p>x <seg synch="#T3">y</seg></p></sp>', [("0:02", "2"), ("1:01", "61")]),
        ('<annotationBlock start="#T1" end="#T2"><u who="#a">x</u></annotationBlock>', [("0:02", "2,3.5")]),
    ],
)  # fmt: skip
def test_times_in_the_text(body: str, expected: list[tuple[str, str]]) -> None:
    """Turns, paragraphs, segments and anchors show when they begin, unless a clock would not have moved on."""
    assert clocks(interview(body)) == [(clock, f"a.wav#t={times}") for clock, times in expected]


def test_links_to_a_time_say_what_they_do() -> None:
    """Their name begins with what they do and holds what is seen; a script finds the player and the second."""
    (link,) = having(having(shown(interview('<u who="#a" start="#T2" end="#T3">x</u>')), "reading")[0], "clock")
    assert dict(link.attrib) == {
        "class": "clock",
        "href": "a.wav#t=3.5,61",
        "data-player": "player-1",
        "data-time": "3.5",
        "aria-label": "Play from 0:03",
    }


def test_a_time_in_a_mention_is_no_link_in_a_link() -> None:
    """There it is words."""
    body = '<u who="#a">x <persName ref="#a">A<anchor synch="#T3"/>na</persName></u>'
    assert clocks(interview(body)) == [("1:01", None)]


TWO: Final = (
    '<recording xml:id="r1"><media xml:id="m1" url="1.mp3" mimeType="audio/mpeg"/></recording><recording xml:id="r2">'
    '<media url="2.mp3" mimeType="audio/mpeg"/></recording><recording xml:id="r3"><p>Lost.</p></recording>'
)


@pytest.mark.parametrize(
    ("text", "division", "turn", "points", "file"),
    [
        ("", "", "", "", "1.mp3"),
        ('decls="#r2"', "", "", "", "2.mp3"),
        ('decls="#r2"', 'decls="#r1"', "", "", "1.mp3"),
        ('decls="#r1"', 'decls="#r1"', 'decls="#r2"', "", "2.mp3"),
        ('decls="#r1"', "", "", 'corresp="#r2"', "2.mp3"),
        ('decls="#r2"', "", "", 'corresp="#m1"', "1.mp3"),
        ('decls="#r3"', "", "", "", None),
        ('decls="#nowhere"', "", "", "", "1.mp3"),
    ],
)
def test_which_recording(text: str, division: str, turn: str, points: str, file: str | None) -> None:
    """What the timeline corresponds to, else the nearest declaration, else the first; none is put for a lost one."""
    body = f'<div {division}><u who="#a" {turn} start="#T1">x</u></div>'
    points = POINTS.replace("<timeline", f"<timeline {points}")
    (found,) = clocks(interview(body, timeline=points, recordings=TWO, text=text))
    assert found == ("0:02", file and f"{file}#t=2")


def test_a_fragment_takes_the_place_of_the_file_s_own() -> None:
    """An address has one fragment."""
    document = interview('<u who="#a" start="#T1">x</u>', recordings=media("a.mp3?x=1#t=9"))
    assert clocks(document) == [("0:02", "a.mp3?x=1#t=2")]


def test_times_of_a_page_in_another_language() -> None:
    """Names of links and the interface around the players follow the edition's language."""
    html = editions(FILMED).html
    assert re.search('aria-label="Воспроизвести . 0:02"', html)
    assert re.search("Видео · 12 . · 30 июня 2025", html)


# Captions.


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One caption.

    Attributes:
        id: What it is called, or nothing.
        begin: In thousandths of a second.
        end: In thousandths of a second.
        payload: As written, with tags.
    """

    id: str
    begin: int
    end: int
    payload: str

    @property
    def words(self) -> str:
        """What is read of it."""
        plain = re.sub(r"<[^>]*>", "", self.payload)
        return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


TIMES: Final = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})")
CUE_TEXT: Final = re.compile(r"(?:[^<>&\n]|&(?:amp|lt|gt|lrm|rlm|nbsp);|<v [^<>&\n]+(?:&(?:amp|lt|gt);[^<>&\n]*)*>"
                             r"|<lang [A-Za-z0-9-]+>|</lang>)+")  # fmt: skip


def parsed(captions: str) -> list[Cue]:
    """Read captions by the grammar of WebVTT, and fail where they break it."""
    assert "\r" not in captions
    assert "\0" not in captions
    assert captions.endswith("\n")
    header, *blocks = captions.removesuffix("\n").split("\n\n")
    assert header == "WEBVTT"
    assert all(block and not block.startswith("\n") for block in blocks)
    remarks = [block for block in blocks if re.match(r"NOTE(\s|$)", block)]
    assert all("-->" not in remark for remark in remarks)
    cues = [_cue(block.split("\n")) for block in blocks if block not in remarks]
    begins = [cue.begin for cue in cues]
    assert begins == sorted(begins)
    assert len({cue.id for cue in cues if cue.id}) == len([cue for cue in cues if cue.id])
    return cues


def _cue(lines: list[str]) -> Cue:
    """Read one cue, which has an id or none, its times, and one line of text."""
    name = "" if "-->" in lines[0] else lines.pop(0)
    times = TIMES.fullmatch(lines[0])
    assert times is not None, lines
    assert len(lines) == 2
    numbers = [int(group) for group in times.groups()]
    begin, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
    assert begin < end
    assert CUE_TEXT.fullmatch(lines[1]), lines[1]
    assert lines[1].count("<lang ") == lines[1].count("</lang>")
    return Cue(id=name, begin=begin, end=end, payload=lines[1])


def captions(document: Document) -> list[Cue]:
    """Return the captions of an interview."""
    return parsed(make("vtt", document).data.decode())


def spans(document: Document) -> list[tuple[str, int, int]]:
    """Return the words of captions with their times."""
    return [(cue.words, cue.begin, cue.end) for cue in captions(document)]


@pytest.mark.parametrize("path", sorted(GOOD.glob("*.xml")), ids=lambda path: path.stem)
def test_captions_are_there_where_times_are(path: Path) -> None:
    """An interview with a timeline has captions that keep to the grammar; of others there are none."""
    document = xmlio.read(path)
    made = make("vtt", document)
    assert made.findings == ()
    timed = document.root.find(f".//{TEI}timeline") is not None
    assert bool(made.data) is timed
    assert bool(timed and parsed(made.data.decode())) is timed


def test_the_flagship_has_no_captions() -> None:
    """It is prose."""
    assert make("vtt", xmlio.read(FLAGSHIP)).data == b""


def test_captions_of_the_film() -> None:
    """The whole file, as it was looked at and kept."""
    assert (
        make("vtt", xmlio.read(FILMED)).data.decode()
        == """\
WEBVTT

NOTE
Двенадцать секунд про Ульяну Образец
Запись: filmed.webm
Реплики без времени в записи, которых здесь нет: 1

v1
00:00:00.000 --> 00:00:01.500
<v Иван &lt;Проба&gt; &amp; сын>Начали? 2 &lt; 3 --&gt; верно?

v2-s1
00:00:01.500 --> 00:00:02.750
<v Ульяна Образец>Да. <lang kk>Сәлем, достар!</lang> Так говорила [смеётся] бабушка.

v2-s2
00:00:02.750 --> 00:00:07.501
<v Ульяна Образец>Мы жили близ реки, там, где мост.

00:00:07.501 --> 00:00:11.000
<v Ульяна Образец>[кашляет]

v2-s3
00:00:07.501 --> 00:00:11.000
<v Ульяна Образец>Вот и всё.
"""
    )


@pytest.mark.parametrize("path", [RECORDED, FILMED], ids=lambda path: path.stem)
def test_captions_say_what_the_text_edition_says(path: Path) -> None:
    """Each caption is a run of the text edition's words, the numbers of notes aside."""
    text = " ".join(reading_of_text(make("text", xmlio.read(path), wrap="0").data.decode()))
    missing = [cue.words for cue in captions(xmlio.read(path)) if " ".join(comparable(cue.words)) not in text]
    assert missing == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<u who="#a" start="#T1" end="#T2">x</u>', [("x", 2000, 3500)]),
        ('<u who="#a" start="#T1">x</u><u who="#a" start="#T2" end="#T3">y</u>',
         [("x", 2000, 3500), ("y", 3500, 61000)]),
        ('<u who="#a" start="#T1">x</u><u who="#a" start="#T1">y</u><u who="#a" start="#T2" end="#T3">z</u>',
         [("x", 2000, 3500), ("y", 2000, 3500), ("z", 3500, 61000)]),
        ('<u who="#a" start="#T2">x</u>', [("x", 3500, 61000)]),
        ('<u who="#a" start="#T3">x</u>', []),
        ('<u who="#a" start="#T2" end="#T1">x</u>', [("x", 3500, 61000)]),
        ('<u who="#a" start="#T1" end="#T3">x</u><u who="#a" start="#T0" end="#T2">y</u>',
         [("y", 0, 3500), ("x", 2000, 61000)]),
        ('<u who="#a" start="#T1" end="#T2">x</u><u who="#a">y</u><u who="#a" start="#T2" end="#T3">z</u>',
         [("x", 2000, 3500), ("z", 3500, 61000)]),
        ('<u who="#a" start="#T1" end="#T3"><seg>x</seg><seg>y</seg></u>', [("x", 2000, 61000), ("y", 2000, 61000)]),
        ('<u who="#a" start="#T1" end="#T3"><seg>x</seg><seg synch="#T2">y</seg></u>',
         [("x", 2000, 3500), ("y", 3500, 61000)]),
        ('<u who="#a" start="#T1" end="#T3"><seg>x</seg><seg synch="#T2">y</seg><seg>z</seg></u>',
         [("x", 2000, 3500), ("y", 3500, 61000), ("z", 3500, 61000)]),
        ('<u who="#a" start="#T1" end="#T3"><seg>x<anchor synch="#T2"/></seg><seg>y</seg></u>',
         [("x", 2000, 3500), ("y", 3500, 61000)]),
        ('<u who="#a" start="#T1" end="#T3"><seg>x</seg><pause/> <seg>y</seg></u>',
         [("x", 2000, 61000), ("[pause]", 2000, 61000), ("y", 2000, 61000)]),
        ('<sp who="#a" synch="#T1"><p>x</p><quote><p>y</p></quote><l>z</l></sp>',
         [("x", 2000, 61000), ("y", 2000, 61000), ("z", 2000, 61000)]),
        ('<u who="#a" start="#T1" end="#T3">x <quote><u who="#a" start="#T2">y</u></quote></u>',
         [("x y", 2000, 61000)]),
        ('<incident start="#T0"><desc>bang</desc></incident><u who="#a" start="#T1" end="#T3">x</u>',
         [("[bang]", 0, 2000), ("x", 2000, 61000)]),
        ('<sp who="#a" synch="#T1"><p>x<list><item>one</item><item>two</item></list></p></sp>',
         [("x one two", 2000, 61000)]),
        ('<sp who="#a" synch="#T1"><p>x<quote><p>y</p></quote>z</p></sp>', [("x y z", 2000, 61000)]),
        ('<sp synch="#T1"><table><row><cell>a</cell><cell>b</cell></row></table></sp>', [("a b", 2000, 61000)]),
        ('<u who="#a" start="#T1" end="#T3"><pb n="1"/> </u>', []),
        ('<annotationBlock start="#T1" end="#T2"><u who="#a">x</u></annotationBlock>', [("x", 2000, 3500)]),
    ],
)  # fmt: skip
def test_when_captions_begin_and_end(body: str, expected: list[tuple[str, int, int]]) -> None:
    """At what is known and at nothing else: overlaps are kept, what has no time is left out."""
    document = interview(body)
    assert (spans(document) if expected else make("vtt", document).data) == (expected or b"")


def test_the_last_turn_ends_with_the_recording() -> None:
    """Where neither it nor the timeline knows better."""
    assert spans(interview('<u who="#a" start="#T3">x</u>', recordings=WAV.replace("PT1M", "PT2M"))) == [
        ("x", 61000, 120000)
    ]


def test_captions_are_of_one_recording() -> None:
    """The one of the first turn with a time; the turns of others are counted as missing."""
    body = '<u who="#a" decls="#r2" start="#T1" end="#T3">x</u><u who="#a" start="#T2">y</u>'
    made = make("vtt", interview(body, recordings=TWO)).data.decode()
    assert [(cue.words, cue.begin, cue.end) for cue in parsed(made)] == [("x", 2000, 61000)]
    assert "Recording: 2.mp3\nTurns that have no time in the recording and are not here: 1\n" in made


def test_names_and_words_cannot_break_out() -> None:
    """Tags, arrows, line breaks and ids that mean something else stay words."""
    people = '<person xml:id="a" role="interviewee"><persName>A &lt;b&gt; --&gt; &amp;\n C</persName></person>'
    words = "&lt;c&gt;x&lt;/c&gt;\n\n--&gt; &amp;lt; <hi>y</hi> &lt;00:00:03.000&gt;"
    body = f'<u who="#a" xml:id="NOTE" start="#T1">{words}</u>'
    (cue,) = captions(interview(body, people=people))
    assert cue.id == ""
    assert cue.payload.startswith("<v A &lt;b&gt; --&gt; &amp; C>&lt;c&gt;x")
    assert cue.words == "<c>x</c> --> &lt; y <00:00:03.000>"


def test_the_source_s_own_label_is_the_voice() -> None:
    """Without its colon; a turn that nobody is named for has no voice."""
    body = '<sp synch="#T1"><speaker>Q.:</speaker><p>x</p></sp><sp synch="#T2"><p>y</p></sp>'
    assert [cue.payload for cue in captions(interview(body))] == ["<v Q.>x", "y"]


def test_languages_of_captions() -> None:
    """A turn or phrase in another language than the text says so; spaces do not double around it."""
    body = (
        '<u who="#a" xml:lang="fr" start="#T1" end="#T2">oui <foreign xml:lang="en">yes</foreign> non</u>'
        '<u who="#a" start="#T2">a <foreign xml:lang="he"> שלום </foreign> b</u>'
    )
    assert [cue.payload for cue in captions(interview(body))] == [
        "<v Ana Able><lang fr>oui <lang en>yes</lang> non</lang>",
        "<v Ana Able>a <lang he>שלום </lang>b",
    ]


def test_long_recordings() -> None:
    """Hours have as many digits as they need."""
    points = timeline(ORIGIN, when("x", interval="99.5"), when("y", interval="100"), unit="h")
    made = make("vtt", interview('<u who="#a" start="#x" end="#y">w</u>', timeline=points)).data.decode()
    assert "99:30:00.000 --> 100:00:00.000" in made
    assert len(parsed(made)) == 1


def test_third_parties_in_captions() -> None:
    """Their names stay in the words that were said, and nowhere else."""
    third = '<person xml:id="z" role="third-party"><persName>Zora Quill</persName></person>'
    body = '<u who="#a" start="#T1">With <persName ref="#z">Zora Quill</persName>.</u><u who="#z" start="#T2">No.</u>'
    document = interview(
        body, timeline=f"{POINTS}<listPerson>{third}</listPerson>", recordings=media("https://example.org/Quill.mp3")
    )
    made = make("vtt", document).data.decode()
    assert [cue.payload for cue in parsed(made)] == ["<v Ana Able>With Zora Quill.", "<v not named>No."]
    assert made.count("Quill") == 1


# In a browser.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder as in a bag: pages in one place, the interviews' files in another."""
    for name in ("html", "tei"):
        (tmp_path / name).mkdir()
    for name in ("recorded.wav", "filmed.webm"):
        shutil.copy(GOOD / name, tmp_path / "tei" / name)
    return tmp_path


def put(path: Path, folder: Path) -> Path:
    """Put the page of an interview into a folder and return it."""
    target = folder / "html" / f"{path.stem}.html"
    target.write_bytes(make("html", xmlio.read(path), **{"media-base": "../tei/"}).data)
    return target


PLAY: Final = """async () => {
  const player = document.querySelector('audio, video');
  player.muted = true;
  await player.play();
  player.pause();
  const seeked = new Promise(done => player.addEventListener('seeked', done, {once: true}));
  player.currentTime = 1.5;
  await seeked;
  return [player.currentSrc, player.duration, player.currentTime];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", [RECORDED, FILMED], ids=lambda path: path.stem)
def test_a_page_with_recordings_asks_for_nothing(path: Path, browser: Browser, folder: Path, *, scripts: bool) -> None:
    """Neither the files beside it nor those on the web are asked for before somebody plays them."""
    with browser.new_context(java_script_enabled=scripts) as context:
        tab, asked = context.new_page(), list[str]()
        tab.on("request", lambda request: asked.append(request.url))
        target = put(path, folder)
        tab.goto(target.as_uri(), wait_until="networkidle")
        assert asked == [target.as_uri()]


@pytest.mark.browser
@pytest.mark.parametrize(("path", "length"), [(RECORDED, 2), (FILMED, 12)], ids=["recorded", "filmed"])
def test_recordings_play_from_disk(path: Path, length: int, browser: Browser, folder: Path) -> None:
    """Under the page's own policy a player plays and seeks the file that lies beside the interview."""
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(put(path, folder).as_uri())
        assert "media-src 'self' file:" in str(tab.locator("meta[http-equiv]").get_attribute("content"))
        source, duration, place = tab.evaluate(PLAY)
    assert source == (folder / "tei" / path.with_suffix(".wav" if path is RECORDED else ".webm").name).as_uri()
    assert (duration, place) == (length, 1.5)


@pytest.mark.browser
def test_a_link_to_a_time_works_without_scripts(browser: Browser, folder: Path) -> None:
    """It opens the file itself, at that time."""
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(put(FILMED, folder).as_uri())
        tab.locator(".reading a.clock").nth(2).click()
        tab.wait_for_url("**/filmed.webm#t=2.75")
        assert (
            tab.locator("video").evaluate("video => video.currentSrc")
            == (folder / "tei/filmed.webm").as_uri() + "#t=2.75"
        )


SMALL: Final = """[...document.querySelectorAll('.player a, a.clock')].map(each => each.getBoundingClientRect())
  .filter(box => box.width < 24 || box.height < 24).length"""
WIDE: Final = "Math.max(...[...document.querySelectorAll('.player *')].map(e => e.getBoundingClientRect().right))"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [RECORDED, FILMED], ids=lambda path: path.stem)
def test_players_and_times_fit(path: Path, width: int, browser: Browser, folder: Path) -> None:
    """Nothing is too wide for the screen, and nothing too small to be hit."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(put(path, folder).as_uri())
        assert tab.evaluate(SMALL) == 0
        assert tab.evaluate(WIDE) <= width
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_players_are_not_printed(browser: Browser, folder: Path) -> None:
    """On paper there is what was recorded, and no buttons."""
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(put(FILMED, folder).as_uri())
        tab.emulate_media(media="print")
        assert [each.is_visible() for each in tab.locator("audio, video").all()] == [False, False]
        assert tab.locator(".player .name").first.is_visible()


@pytest.mark.browser
def test_a_page_from_right_to_left_has_its_times_on_its_own_side(browser: Browser, folder: Path) -> None:
    """The time of a turn stands after its speaker, which is to the left."""
    body = '<u who="#a" start="#T1">שלום</u>'
    data = interview(body).data.replace(b'xml:lang="en"', b'xml:lang="he"')
    target = folder / "html" / "he.html"
    target.write_bytes(make("html", xmlio.parse(data, "he.xml")).data)
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(target.as_uri())
        link, label = tab.locator("a.clock").bounding_box(), tab.locator(".speaker").bounding_box()
    assert link is not None
    assert label is not None
    assert label["x"] + label["width"] / 2 < link["x"] < label["x"] + label["width"] - link["width"] - 24


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a folder to the browser, which takes no captions from a disk, and yield its address."""
    handler = partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing of what it serves."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


LOAD: Final = """() => new Promise((done, fail) => {
  const track = document.querySelector('track');
  track.addEventListener('error', () => fail('refused'));
  track.addEventListener('load', () => done([...track.track.cues].map(
    cue => [cue.id, cue.startTime, cue.endTime, cue.getCueAsHTML().textContent])));
  track.track.mode = 'showing';
})"""


@pytest.mark.browser
@pytest.mark.parametrize("path", [RECORDED, FILMED], ids=lambda path: path.stem)
def test_a_browser_reads_the_captions(path: Path, browser: Browser, tmp_path: Path, address: str) -> None:
    """Chromium finds the same cues as the grammar does, with the same times and words."""
    data = make("vtt", xmlio.read(path)).data
    (tmp_path / "captions.vtt").write_bytes(data)
    (tmp_path / "page.html").write_text('<video><track src="captions.vtt"></video>', encoding="utf-8")
    with browser.new_context() as context:
        tab: Page = context.new_page()
        tab.goto(f"{address}/page.html")
        found = tab.evaluate(LOAD)
    expected = [[cue.id, cue.begin / 1000, cue.end / 1000, cue.words] for cue in parsed(data.decode())]
    assert sorted(found) == sorted(expected)


def test_the_films_are_small_and_ours() -> None:
    """The files of the good interviews are a few kilobytes each."""
    assert sum((GOOD / name).stat().st_size for name in ("recorded.wav", "filmed.webm")) < 16_000


def test_every_label_of_a_player_is_russian_too() -> None:
    """No word of the players is left in English in a Russian page."""
    (section,) = having(page(editions(FILMED).html), "recordings")
    for each in having(section, "files"):
        etree.strip_elements(each, etree.Element, with_tail=False)
        each.text = None
    assert not re.search(r"[A-Za-z]", re.sub(r"\([^)]*\)", "", "".join(section.itertext())))


def test_a_segment_of_the_line_tells_its_time() -> None:
    """Right before its words; a segment without a time shows none."""
    document = interview('<p>One <seg start="#T1">two</seg> <seg>three</seg> <seg synch="#T3">four</seg></p>')
    assert clocks(document) == [("0:02", "a.wav#t=2"), ("1:01", "a.wav#t=61")]
    (paragraph,) = having(shown(document), "paragraph")
    assert "".join(paragraph.itertext()) == "0.1One 0:02two three 1:01four"


def test_blocks_in_a_caption_are_kept_apart() -> None:
    """Items and paragraphs that stand in a line of a cue have spaces between their words."""
    blocks = "<list><label>k</label><item>x</item><item>y</item></list><quote><p>Two.</p><p>Three.</p></quote>"
    captions = make("vtt", interview(f'<u who="#a" start="#T1" end="#T2"><seg>One{blocks}</seg></u>'))
    assert captions.data.decode().endswith("\n<v Ana Able>One k x y Two. Three.\n")
    assert captions.findings == ()


def test_pictures_and_other_files_are_linked_to() -> None:
    """By their address, seen from the page; not in a link, and not where no page may follow."""
    figure = '<figure><graphic url="a b.png"/></figure>'
    inner = '<p><ref target="https://example.org/"><graphic url="c.png"/></ref> <graphic url="javascript:x"/></p>'
    made = make("html", tei(figure + inner), **{"media-base": "../tei/"}).data.decode()
    links = [each for each in having(page(made), "file") for each in each.iter("a")]
    assert [(link.get("href"), link.text) for link in links] == [("../tei/a%20b.png", "a b.png")]
    assert "[file: c.png]" in "".join(page(made).itertext())
