"""libxml2's verdict by a RELAX NG schema, and the refusal of schemas that it cannot use."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from preserve import xmlio
from preserve.errors import DocumentError, Location
from preserve.xmlio import Advisor, Limits, Silence
from tests.watching import CAN_WATCH, COUNTED, end_at_work

if TYPE_CHECKING:
    import subprocess

GRAMMAR: Final = '<grammar xmlns="http://relaxng.org/ns/structure/1.0">{}</grammar>'
START: Final = '<start><element name="x"><text/></element></start>'
# libxml2 never comes to an end with this.
ENDLESS: Final = '<define name="z"><interleave><ref name="z"/><text/></interleave></define>'
# Right by the standard; libxml2 does not know the type.
UNKNOWN: Final = (
    '<define name="z"><value datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" type="ENTITY">a</value>'
    "</define>"
)


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """Return a schema whose outermost element holds words."""
    path = tmp_path / "g.rng"
    path.write_text(GRAMMAR.format(START), "utf-8")
    return path


def parsed(text: str) -> xmlio.Document:
    """Return a document that was read from a text."""
    return xmlio.parse(text.encode(), "f.xml")


def test_a_grammar_judges(tmp_path: Path) -> None:
    """There is nothing against a valid document, and something with a place against another."""
    path = tmp_path / "g.rng"
    path.write_text(GRAMMAR.format(START), "utf-8")
    grammar = xmlio.Grammar(path)
    assert grammar.objection(parsed("<x>words</x>")) is None
    objection = grammar.objection(parsed("<x>\n<y/></x>"))
    assert objection
    assert objection.location.line == 2
    assert "y" in objection.message


def test_a_grammar_may_be_named_in_any_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path with .. or through a link finds what lies beside it."""
    (tmp_path / "a" / "parts").mkdir(parents=True)
    (tmp_path / "a" / "g.rng").write_text(GRAMMAR.format('<include href="parts/p.rng"/>'), "utf-8")
    (tmp_path / "a" / "parts" / "p.rng").write_text(GRAMMAR.format(START), "utf-8")
    (tmp_path / "link").symlink_to("a")
    monkeypatch.chdir(tmp_path / "a" / "parts")
    for name in ("../g.rng", "../../link/g.rng", "../../a/../a/g.rng"):
        assert xmlio.Grammar(Path(name)).objection(parsed("<x/>")) is None


@pytest.mark.parametrize(
    "text", ["<x/>", GRAMMAR.format('<start><ref name="absent"/></start>'), GRAMMAR.format("<y/>")]
)
def test_what_is_no_grammar_is_refused(tmp_path: Path, text: str) -> None:
    """The error is of the schema, not of the interview."""
    path = tmp_path / "g.rng"
    path.write_text(text, "utf-8")
    with pytest.raises(DocumentError) as caught:
        xmlio.Grammar(path)
    assert (caught.value.code, caught.value.location) == ("TEI-002", Location(file=str(path)))


def test_a_broken_schema_is_told_by_its_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so is what it includes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "g.rng").write_text(GRAMMAR.format('<include href="p.rng"/>'), "utf-8")
    (tmp_path / "s" / "p.rng").write_text("<grammar>", "utf-8")
    for entry, named in (
        ("s/g.rng", "s/p.rng"),
        ("s/p.rng", "s/p.rng"),
        (f"{tmp_path}/s/g.rng", f"{tmp_path}/s/p.rng"),
    ):
        with pytest.raises(DocumentError) as caught:
            xmlio.Grammar(Path(entry))
        assert caught.value.location
        assert (caught.value.code, caught.value.location.file) == ("XML-001", named)


def test_an_objection_is_short_and_printable(tmp_path: Path) -> None:
    """Whatever libxml2 quotes."""
    path = tmp_path / "g.rng"
    path.write_text(
        GRAMMAR.format(START.replace("<text/>", '<attribute name="a"><value>1</value></attribute>')), "utf-8"
    )
    objection = xmlio.Grammar(path).objection(parsed(f'<x a="{"9" * 1000}\ufffd"/>'))
    assert objection
    assert len(objection.message) <= 120
    assert objection.message.isprintable()


# --- in a process of its own ----------------------------------------------------------------------------------------


def test_an_adviser_says_what_libxml2_says(schema: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Of any number of documents, in the same words and at the same places, by one process."""
    advisor, grammar = Advisor(schema), xmlio.Grammar(schema)
    for text in ("<x>words</x>", "<x>\n<y/></x>", "<y/>", f"<x>{'long ' * 100_000}</x>", "<x>\N{BUG}<!--é--><x/></x>"):
        document = parsed(text)
        assert advisor.objection(document) == grammar.objection(document)
    found = advisor.objection(parsed("<x>\n<y/></x>"))
    assert not isinstance(found, Silence)
    assert found
    assert (found.location.line, found.message) == (2, "Did not expect element y there")
    assert len(started) == 1


@pytest.mark.parametrize("text", ["<x/>", GRAMMAR.format(START + UNKNOWN)])
def test_an_adviser_tells_that_libxml2_cannot_use_a_schema(schema: Path, text: str) -> None:
    """Each time that it is asked, without another try."""
    schema.write_text(text, "utf-8")
    advisor = Advisor(schema)
    schema.write_text(GRAMMAR.format(START), "utf-8")
    for _ in range(2):
        found = advisor.objection(parsed("<x/>"))
        assert isinstance(found, Silence)
        assert found.reason.startswith("it cannot use the schema: ")
        assert len(found.reason) <= 160


def test_a_schema_without_end_is_given_up(schema: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """When its time is over, and for good."""
    schema.write_text(GRAMMAR.format(START + ENDLESS), "utf-8")
    begun = time.monotonic()
    advisor = Advisor(schema, Limits(schema=0.5))
    assert [process.returncode for process in started] == [-signal.SIGKILL]
    schema.write_text(GRAMMAR.format(START), "utf-8")
    found = advisor.objection(parsed("<x/>"))
    assert found == Silence(reason="it took longer than 0.5 seconds to read the schema")
    assert time.monotonic() - begun < 10
    assert len(started) == 1


def test_a_document_that_takes_too_long_is_given_up(schema: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """The time is in proportion to its size; the next document has a process again."""
    advisor = Advisor(schema, Limits(document=0.5, megabyte=2))
    started[0].send_signal(signal.SIGSTOP)
    text = f"<x>{'x' * 250_000}</x>"
    assert advisor.objection(parsed(text)) == Silence(reason="it took longer than 1 seconds to judge the document")
    assert started[0].returncode == -signal.SIGKILL
    assert advisor.objection(parsed("<x/>")) is None


def test_a_process_that_ends_is_told_and_replaced(schema: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """With the signal that ended it."""
    advisor = Advisor(schema)
    # Held back, so that it cannot end before it is asked.
    started[0].send_signal(signal.SIGSTOP)
    timer = threading.Timer(0.2, started[0].send_signal, [signal.SIGKILL])
    timer.start()
    found = advisor.objection(parsed("<x/>"))
    timer.join()
    assert found == Silence(reason="it ended unexpectedly (SIGKILL) and did not judge the document")
    assert advisor.objection(parsed("<x/>")) is None


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import sys; sys.exit(1)", "it ended unexpectedly and did not read the schema"),
        ("print('hello')", "it ended unexpectedly and did not read the schema"),
        ("import os; os.abort()", "it ended unexpectedly (SIGABRT) and did not read the schema"),
    ],
)
def test_any_end_is_told(program: str, reason: str, schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And any answer that is none."""
    other = schema.with_name("other.py")
    other.write_text(program, "utf-8")
    monkeypatch.setattr("preserve.xmlio.advice._WORKER", other)
    assert Advisor(schema).objection(parsed("<x/>")) == Silence(reason=reason)


@pytest.mark.parametrize("name", ["", "/absent/python"])
def test_a_process_that_cannot_be_started_is_told(name: str, schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where Python is built into another program."""
    monkeypatch.setattr(sys, "executable", name)
    found = Advisor(schema).objection(parsed("<x/>"))
    assert isinstance(found, Silence)
    assert found.reason.startswith("it could not be started: ")


def test_nothing_that_lies_about_is_imported(schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not ours may hold modules of any name."""
    for name in ("json.py", "lxml.py", "select.py"):
        schema.with_name(name).write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(schema.parent)
    assert Advisor(schema).objection(parsed("<x/>")) is None


def test_a_process_ends_with_its_adviser(schema: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """By itself, when it is no more needed."""
    advisor = Advisor(schema)
    assert started[0].poll() is None
    del advisor
    assert started[0].returncode == 0


def test_there_are_never_many_processes(
    schema: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first makes room, and is there again when it is asked."""
    monkeypatch.setattr("preserve.processes.asking._MOST_PROCESSES", 2)
    advisors = [Advisor(schema) for _ in range(3)]
    assert [process.poll() for process in started] == [0, None, None]
    assert advisors[0].objection(parsed("<x/>")) is None
    assert [process.poll() for process in started] == [0, 0, None, None]


def test_an_adviser_refuses_what_reaches_out(schema: Path) -> None:
    """libxml2 is given no file that was not looked at."""
    schema.write_text(GRAMMAR.format(START + '<include href="https://example.org/p.rng"/>'), "utf-8")
    with pytest.raises(DocumentError) as caught:
        Advisor(schema)
    assert caught.value.code == "TEI-003"


@pytest.mark.skipif(not CAN_WATCH, reason="the system has no /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(number: signal.Signals, schema: Path) -> None:
    """However ours is ended while libxml2 works, both end at once."""
    schema.write_text(GRAMMAR.format(START + ENDLESS), "utf-8")
    interview = Path(__file__).parent / "good" / "minimal.xml"
    call: list[Any] = [sys.executable, "-c", COUNTED, "validate", "--schema", schema, "--second-opinion", interview]
    end_at_work(call, number, seconds=1)
