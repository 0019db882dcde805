"""The door to saxonche: compiling, parameters, messages, and errors that say where."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from preserve import saxon
from preserve.errors import Location, StylesheetError, SurroundingsError
from preserve.saxon import Message
from tests.watching import CAN_WATCH, COUNTED, PATIENCE, end_at_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from preserve.saxon import Stylesheet

GOOD: Final = Path(__file__).parent / "good" / "minimal.xml"
DECLARED: Final = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def sheet(body: str, top: str = "", method: str = "text") -> str:
    """Return a stylesheet with something at its top and something in its template."""
    output = f'<xsl:output method="{method}"/>'
    template = f'<xsl:template match="/">{body}</xsl:template>'
    return f'<xsl:stylesheet version="3.0" {DECLARED}>{output}{top}{template}</xsl:stylesheet>'


def compiled(folder: Path, text: str) -> Stylesheet:
    """Return a stylesheet, compiled from a file and locked."""
    entry = folder / "main.xsl"
    entry.write_text(text, "utf-8")
    engine = saxon.Engine()
    stylesheet = engine.compile(entry)
    engine.lock()
    return stylesheet


def test_version_is_that_of_the_wheel() -> None:
    """The version is a number that a record can state."""
    assert saxon.version().split(".")[0] == "13"


def test_a_stylesheet_is_applied_again_and_again(tmp_path: Path) -> None:
    """One compilation serves many documents."""
    stylesheet = compiled(tmp_path, sheet('<xsl:value-of select="upper-case(.)"/>'))
    assert [stylesheet.transform(f"<x>{word}</x>").text for word in ("a", "ß", "и")] == ["A", "SS", "И"]


def test_an_empty_result_is_an_empty_string(tmp_path: Path) -> None:
    """Nothing is not None."""
    assert not compiled(tmp_path, sheet("")).transform("<x/>").text


def test_parameters_are_cast_to_what_is_declared(tmp_path: Path) -> None:
    """Values come untyped from the command line and from records."""
    top = (
        '<xsl:param name="number" as="xs:integer"/><xsl:param name="yes" as="xs:boolean"/>'
        '<xsl:param name="day" as="xs:date"/><xsl:param name="words" as="xs:string"/>'
        '<xsl:param name="any" as="xs:anyAtomicType"/>'
    )
    body = (
        '<xsl:value-of select="$number + 1, not($yes), year-from-date($day), $words, number($any) + 1" separator="|"/>'
    )
    given = (("number", "41"), ("yes", "true"), ("day", "2023-04-22"), ("words", "Жанар ’"), ("any", "6"))
    assert compiled(tmp_path, sheet(body, top)).transform("<x/>", parameters=given).text == "42|false|2023|Жанар ’|7"


def test_a_parameter_that_cannot_be_cast_is_an_error(tmp_path: Path) -> None:
    """A wrong value is told, not guessed."""
    stylesheet = compiled(tmp_path, sheet('<xsl:value-of select="$n"/>', '<xsl:param name="n" as="xs:integer"/>'))
    with pytest.raises(StylesheetError) as caught:
        stylesheet.transform("<x/>", parameters=(("n", "many"),))
    assert caught.value.code == "XSL-002"


def test_parameters_do_not_outlive_a_transformation(tmp_path: Path) -> None:
    """What one document was given does not reach the next."""
    stylesheet = compiled(tmp_path, sheet('<xsl:value-of select="$p"/>', '<xsl:param name="p" select="\'none\'"/>'))
    assert stylesheet.transform("<x/>", parameters=(("p", "some"),)).text == "some"
    assert stylesheet.transform("<x/>").text == "none"


def test_messages_are_captured(tmp_path: Path) -> None:
    """Warnings come with code and path, other messages as text, in the order in which they were said."""
    body = (
        '<xsl:message><warning code="XSL-004" path="/TEI/text">unknown: <b>x</b></warning></xsl:message>'
        "<xsl:message>plain ’ words</xsl:message>"
        "<xsl:message select=\"'selected'\"/>"
        '<xsl:message><xsl:sequence select="/*"/></xsl:message>'
        "<xsl:message/>"
    )
    made = compiled(tmp_path, sheet(body)).transform("<warning code='XML-001'>from the source</warning>")
    assert made.messages == (
        Message(code="XSL-004", path="/TEI/text", text="unknown: x"),
        Message(code=None, path=None, text="plain ’ words"),
        Message(code=None, path=None, text="selected"),
        Message(code="XML-001", path=None, text="from the source"),
        Message(code=None, path=None, text=""),
    )


def test_messages_do_not_accumulate(tmp_path: Path) -> None:
    """A run tells its own messages only."""
    stylesheet = compiled(tmp_path, sheet('<xsl:message select="string(.)"/>'))
    told = [[message.text for message in stylesheet.transform(f"<x>{n}</x>").messages] for n in "123"]
    assert told == [["1"], ["2"], ["3"]]


def test_a_message_can_stop_the_run(tmp_path: Path) -> None:
    """A stylesheet that gives up is an error with its own words."""
    with pytest.raises(StylesheetError) as caught:
        compiled(tmp_path, sheet('<xsl:message terminate="yes">enough</xsl:message>')).transform("<x/>")
    assert caught.value.code == "XSL-002"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (sheet('\n<xsl:value-of select="1 +"/>'), 2, "XPST0003"),
        (sheet("\n\n<xsl:nonsense/>"), 3, "nonsense"),
        (sheet('\n<xsl:call-template name="absent"/>'), 2, "XTSE0650"),
        (sheet('<xsl:value-of select="nothing:at-all()"/>'), 1, "nothing"),
    ],
)
def test_static_errors_name_line_and_column(tmp_path: Path, text: str, line: int, words: str) -> None:
    """The first of Saxon's places is ours."""
    with pytest.raises(StylesheetError, match=words) as caught:
        compiled(tmp_path, text)
    location = caught.value.location
    assert caught.value.code == "XSL-001"
    assert location
    assert (location.file, location.line) == ("main.xsl", line)
    assert location.column


def test_static_errors_name_the_module(tmp_path: Path) -> None:
    """An error in what is included is told of the file that holds it."""
    (tmp_path / "part.xsl").write_text(sheet('\n<xsl:value-of select="1 +"/>'), "utf-8")
    with pytest.raises(StylesheetError) as caught:
        compiled(tmp_path, sheet("", '<xsl:include href="part.xsl"/>'))
    assert caught.value.location
    assert (caught.value.location.file, caught.value.location.line) == ("part.xsl", 2)


def test_errors_without_a_place_name_the_stylesheet(tmp_path: Path) -> None:
    """Dynamic errors give no line, so the entry stands for it."""
    stylesheet = compiled(tmp_path, sheet("<xsl:value-of select=\"error((), 'in vain')\"/>"))
    with pytest.raises(StylesheetError, match="in vain") as caught:
        stylesheet.transform("<x/>")
    assert caught.value.location
    assert caught.value.location.file == str(tmp_path / "main.xsl")
    assert caught.value.location.line is None


def test_a_stylesheet_that_is_no_xml_is_an_error(tmp_path: Path) -> None:
    """Saxon's own complaint about malformed XML is told."""
    with pytest.raises(StylesheetError):
        compiled(tmp_path, "<xsl:stylesheet")


def test_an_absent_stylesheet_is_an_error(tmp_path: Path) -> None:
    """There is nothing to compile."""
    with pytest.raises(StylesheetError):
        saxon.Engine().compile(tmp_path / "absent.xsl")


def test_text_is_compiled_after_the_lock() -> None:
    """A generated stylesheet needs no file."""
    engine = saxon.Engine()
    engine.lock()
    assert engine.compile_text(sheet("fine"), "generated").transform("<x/>").text == "fine"
    with pytest.raises(StylesheetError) as caught:
        engine.compile_text(sheet("\n<xsl:nonsense/>"), "generated")
    assert caught.value.location
    assert (caught.value.location.file, caught.value.location.line) == ("generated", 2)


def test_one_engine_compiles_files_and_texts(tmp_path: Path) -> None:
    """A second compilation does not break the first, whichever kind it is of."""
    (tmp_path / "main.xsl").write_text(sheet("file"), "utf-8")
    engine = saxon.Engine()
    made = [engine.compile_text(sheet("text"), "t"), engine.compile(tmp_path / "main.xsl")]
    made += [engine.compile(tmp_path / "main.xsl"), engine.compile_text(sheet("text"), "t")]
    engine.lock()
    assert [each.transform("<x/>").text for each in made] == ["text", "file", "file", "text"]


def test_a_failure_to_compile_leaves_the_engine_sound(tmp_path: Path) -> None:
    """After an error the next stylesheet compiles."""
    (tmp_path / "main.xsl").write_text(sheet("fine"), "utf-8")
    engine = saxon.Engine()
    with pytest.raises(StylesheetError):
        engine.compile_text("<nonsense/>", "generated")
    assert engine.compile(tmp_path / "main.xsl").transform("<x/>").text == "fine"


def test_documents_may_be_deep(tmp_path: Path) -> None:
    """Java's limit of 100 elements in each other is lifted; xmlio has its own."""
    stylesheet = compiled(tmp_path, sheet('<xsl:value-of select="count(//*)"/>'))
    assert stylesheet.transform("<x>" * 250 + "</x>" * 250).text == "250"


def test_malformed_documents_are_an_error(tmp_path: Path) -> None:
    """Whoever comes here without xmlio is told."""
    with pytest.raises(StylesheetError):
        compiled(tmp_path, sheet("")).transform("<x>")


def test_what_an_encoding_declaration_says_does_not_matter(tmp_path: Path) -> None:
    """The text is decoded already."""
    stylesheet = compiled(tmp_path, sheet('<xsl:value-of select="."/>'))
    for encoding in ("UTF-8", "ISO-8859-1", "UTF-16", "windows-1252"):
        assert stylesheet.transform(f'<?xml version="1.0" encoding="{encoding}"?><x>é’𝄞</x>').text == "é’𝄞"


def test_the_same_input_gives_the_same_text(tmp_path: Path) -> None:
    """Two engines and two runs agree."""
    text = sheet('<xsl:for-each select="//y"><xsl:sort/><xsl:value-of select="."/></xsl:for-each>')
    one, other = compiled(tmp_path, text), compiled(tmp_path, text)
    source = "<x><y>д</y><y>a</y><y>é</y><y>Ж</y></x>"
    assert len({each.transform(source).text for each in (one, one, other)}) == 1


CODE: Final = """
import sys
import threading
import time
from pathlib import Path
from preserve import saxon
engine = saxon.Engine()
entry = Path(sys.argv[1].encode("ascii").decode("unicode-escape"))
sheet = engine.compile(entry)
engine.lock()
made = sheet.transform("<x>\\u0416\\u0430\\u043d\\u0430\\u0440 \\u2019</x>", parameters=(("p", "\\u00e9\\U0001f399"),))
assert made.text == "\\u0416\\u0430\\u043d\\u0430\\u0440 \\u2019\\u00e9\\U0001f399\\u0436", ascii(made.text)
assert made.messages[0].text == "\\u043a", ascii(made.messages)
"""


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
@pytest.mark.parametrize("name", ["main.xsl", "Жанар.xsl"])
def test_letters_survive_any_locale(tmp_path: Path, locale: str, name: str) -> None:
    """What is not ASCII comes through as it is: documents, parameters, messages, stylesheets and their names."""
    body = "<xsl:value-of select=\".||$p||'ж'\"/><xsl:message>к</xsl:message>"
    (tmp_path / name).write_text(sheet(body, '<xsl:param name="p"/>'), "utf-8")
    environment = os.environ | {"LC_ALL": locale, "LANG": locale}
    argument = str(tmp_path / name).encode("unicode-escape").decode("ascii")
    subprocess.run([sys.executable, "-c", CODE, argument], check=True, env=environment, timeout=60)


ENDLESS = """
import sys
import threading
import time
from preserve import saxon
engine = saxon.Engine()
engine.lock()
sheet = engine.compile_text(sys.argv[1], "endless.xsl")
print("begun", flush=True)
sheet.transform("<a/>")
"""


def test_an_endless_stylesheet_can_be_interrupted() -> None:
    """Ctrl-C ends what a stranger's stylesheet never would."""
    endless = (
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">'
        '<xsl:value-of select="count((1 to 2000000000)[. mod 7 = 3][. mod 11 = 0])"/>'
        "</xsl:template></xsl:stylesheet>"
    )
    call = [sys.executable, "-c", ENDLESS, endless]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        assert process.stdout.readline() == b"begun\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == -signal.SIGINT


def test_other_threads_leave_signals_alone() -> None:
    """Only the main thread may set handlers; a transform elsewhere works all the same."""
    before = signal.getsignal(signal.SIGINT)
    engine = saxon.Engine()
    engine.lock()
    sheet = engine.compile_text(IDENTITY, "identity.xsl")
    made: list[str] = []
    worker = threading.Thread(target=lambda: made.append(sheet.transform("<a/>").text))
    worker.start()
    worker.join()
    assert "<a/>" in made[0]
    assert signal.getsignal(signal.SIGINT) is before


IDENTITY = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
    '<xsl:mode on-no-match="shallow-copy"/></xsl:stylesheet>'
)


# --- in a process of its own ----------------------------------------------------------------------------------------

NESTED: Final = '<xsl:value-of select="count(for $a in 1 to 1000000, $b in 1 to 1000000 return $a)"/>'
DOUBLING: Final = "string-length(fold-left(1 to 60, '{}', function($a, $b) {{ $a || $a }}))"


def outside(text: str, **limits: float) -> Stylesheet:
    """Return a stylesheet, compiled under the lock in a process of its own."""
    engine = saxon.Engine(saxon.Limits(**limits))  # type: ignore[arg-type] # (memory is a whole number)
    engine.lock()
    return engine.compile_text(text, "theirs.xsl")


def passed(make: Callable[[], object]) -> str:
    """Return the message of the error that a passed limit is."""
    with pytest.raises(StylesheetError) as caught:
        make()
    assert (caught.value.code, caught.value.location) == ("XSL-005", Location(file="theirs.xsl"))
    return caught.value.message


def test_a_process_gives_the_same(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Texts, messages and parameters, of any number of documents, by one process."""
    top = '<xsl:param name="p" select="\'none\'"/><xsl:include href="part.xsl"/>'
    body = (
        '<xsl:copy-of select="/"/><xsl:value-of select="$p, $part"/><xsl:message>plain ’</xsl:message>'
        '<xsl:message><warning code="XSL-004" path="/x">words</warning></xsl:message>'
    )
    part = f'<xsl:stylesheet version="3.0" {DECLARED}><xsl:variable name="part" select="\'ж\'"/></xsl:stylesheet>'
    (tmp_path / "part.xsl").write_text(part, "utf-8")
    (tmp_path / "main.xsl").write_text(sheet(body, top, "xml"), "utf-8")
    here, there = saxon.Engine(), saxon.Engine(saxon.Limits())
    sheets = [engine.compile(tmp_path / "main.xsl") for engine in (here, there)]
    here.lock()
    there.lock()
    for text in ("<x/>", "<x>\N{BUG} é &amp; &lt;<!--c--></x>", f"<x>{'long ' * 100_000}</x>"):
        for parameters in ((), (("p", "ж\n"),)):
            first, second = (each.transform(text, parameters=parameters) for each in sheets)
            assert first == second
            assert len(first.messages) == 2
    assert len(started) == 1


@pytest.mark.parametrize(
    "text", ["<xsl:nonsense/>", sheet('\n<xsl:value-of select="1 +"/>'), sheet("\n<xsl:nonsense/>")]
)
def test_a_process_tells_the_same_static_errors(text: str) -> None:
    """With their code and place, and goes on."""
    told = []
    for engine in (saxon.Engine(), saxon.Engine(saxon.Limits())):
        engine.lock()
        with pytest.raises(StylesheetError) as caught:
            engine.compile_text(text, "theirs.xsl")
        told.append((caught.value.code, caught.value.message, caught.value.location))
        assert engine.compile_text(sheet("fine"), "theirs.xsl").transform("<x/>").text == "fine"
    assert told[0] == told[1]
    assert told[0][0] == "XSL-001"


@pytest.mark.parametrize("text", ["<x>", "<x/>"])
def test_a_process_tells_the_same_dynamic_errors(text: str) -> None:
    """Of documents that are not well-formed, too."""
    told = []
    for limits in (None, saxon.Limits()):
        engine = saxon.Engine(limits)
        engine.lock()
        with pytest.raises(StylesheetError) as caught:
            engine.compile_text(sheet("<xsl:value-of select=\"error((), 'in vain')\"/>"), "theirs.xsl").transform(text)
        told.append((caught.value.code, caught.value.message, caught.value.location))
    assert told[0] == told[1]
    assert told[0][0] == "XSL-002"


@pytest.mark.parametrize(
    ("body", "top"),
    [
        ('<xsl:call-template name="f"/>', '<xsl:template name="f"><xsl:call-template name="f"/></xsl:template>'),
        (
            '<xsl:value-of xmlns:f="urn:f" select="f:f()"/>',
            '<xsl:function xmlns:f="urn:f" name="f:f"><xsl:sequence select="f:f()"/></xsl:function>',
        ),
        (NESTED, ""),
        (f"<xsl:value-of select=\"matches('{'a' * 50}!', '^(a+)+$')\"/>", ""),
    ],
)
def test_what_never_ends_is_given_up(body: str, top: str, started: list[subprocess.Popen[bytes]]) -> None:
    """When its time is over; the next document has a process again."""
    made = outside(sheet(f'<xsl:choose><xsl:when test="/x">{body}</xsl:when></xsl:choose>fine', top), document=1)
    begun = time.monotonic()
    assert passed(lambda: made.transform("<x/>")) == "the run took longer than 1 seconds"
    assert time.monotonic() - begun < 10
    assert started[0].returncode == -signal.SIGKILL
    assert made.transform("<y/>").text == "fine"
    assert len(started) == 2


def test_the_time_is_in_proportion_to_the_document() -> None:
    """A long one may take longer."""
    made = outside(sheet(NESTED), document=0.5, megabyte=2)
    assert passed(lambda: made.transform(f"<x>{'x' * 250_000}</x>")) == "the run took longer than 1 seconds"


def test_what_never_compiles_is_given_up() -> None:
    """Saxon computes while it compiles what is the same for all documents."""
    engine = saxon.Engine(saxon.Limits(compilation=1))
    engine.lock()
    static = (
        '<xsl:variable name="s" static="yes" select="count(for $a in 1 to 1000000, $b in 1 to 1000000 return $a)"/>'
    )
    assert (
        passed(lambda: engine.compile_text(sheet("", static), "theirs.xsl")) == "compilation took longer than 1 seconds"
    )
    assert engine.compile_text(sheet("fine"), "theirs.xsl").transform("<x/>").text == "fine"


@pytest.mark.skipif(sys.platform != "linux", reason="the system holds no process to its memory")
@pytest.mark.parametrize("text", ["ab", "é\N{BUG}"])
def test_what_takes_all_memory_is_given_up(text: str, started: list[subprocess.Popen[bytes]]) -> None:
    """Before the machine has none left."""
    made = outside(sheet(f'<xsl:value-of select="if (/x) then {DOUBLING.format(text)} else 1"/>'), memory=300_000_000)
    assert passed(lambda: made.transform("<x/>")) == "the run took more than 0.3 GB of memory"
    assert started[0].returncode == 99
    assert made.transform("<y/>").text == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="the system holds no process to its memory")
def test_a_long_document_has_more_memory() -> None:
    """In proportion to its size."""
    text = f"<a>{'<b>words</b>' * 1_000_000}</a>"
    small, large = (
        outside(sheet('<xsl:value-of select="count(//b)"/>'), memory=150_000_000, growth=n) for n in (0, 40)
    )
    assert passed(lambda: small.transform(text)) == "the run took more than 0.15 GB of memory"
    assert large.transform(text).text == "1000000"


def test_a_process_that_ends_is_told_and_replaced(started: list[subprocess.Popen[bytes]]) -> None:
    """With the signal that ended it."""
    made = outside(sheet("fine"))
    # Held back, so that it cannot end before it is asked.
    started[0].send_signal(signal.SIGSTOP)
    timer = threading.Timer(0.2, started[0].send_signal, [signal.SIGKILL])
    timer.start()
    assert passed(lambda: made.transform("<x/>")) == "the run ended unexpectedly (SIGKILL)"
    timer.join()
    assert made.transform("<x/>").text == "fine"
    started[1].kill()
    started[1].wait()
    assert made.transform("<x/>").text == "fine"


def test_a_replaced_process_is_locked_as_well(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """It does again, in the same order, what the first had done."""
    (tmp_path / "main.xsl").write_text(sheet("<xsl:value-of select=\"unparsed-text('main.xsl')\"/>"), "utf-8")
    engine = saxon.Engine(saxon.Limits())
    file = engine.compile(tmp_path / "main.xsl")
    engine.lock()
    text = engine.compile_text(sheet("fine"), "theirs.xsl")
    for _ in range(2):
        with pytest.raises(StylesheetError, match="prohibited"):
            file.transform("<x/>")
        assert text.transform("<x/>").text == "fine"
        started[-1].kill()
        started[-1].wait()
    assert len(started) == 2


def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where Python is built into another program."""
    monkeypatch.setattr(sys, "executable", "/absent/python")
    with pytest.raises(SurroundingsError, match="could not start a process for Saxon: no such file"):
        outside(sheet("fine"))


def test_nothing_that_lies_about_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not ours may hold modules of any name."""
    for name in ("json.py", "saxonche.py", "preserve.py", "runpy.py"):
        (tmp_path / name).write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert outside(sheet("fine")).transform("<x/>").text == "fine"


def test_saxon_says_nothing_on_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    """Its words to the terminal stay in the process."""
    made = outside(sheet("<xsl:value-of select=\"error((), 'in vain')\"/>"))
    with pytest.raises(StylesheetError, match="in vain"):
        made.transform("<x/>")
    assert capfd.readouterr() == ("", "")


def test_a_process_ends_with_its_stylesheets(started: list[subprocess.Popen[bytes]]) -> None:
    """By itself, when it is no more needed."""
    made = outside(sheet("fine"))
    assert started[0].poll() is None
    del made
    assert started[0].returncode == 0


@pytest.mark.skipif(not CAN_WATCH, reason="the system has no /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(number: signal.Signals, tmp_path: Path) -> None:
    """However ours is ended while Saxon works on a stranger's rules, both end at once."""
    rules = tmp_path / "endless.sch"
    rules.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><pattern><rule context="/*">'
        '<report test="count(for $a in 1 to 1000000, $b in 1 to 1000000 return $a) mod 7 = 1">x</report>'
        "</rule></pattern></schema>",
        "utf-8",
    )
    call: list[Any] = [sys.executable, "-c", COUNTED, "validate", "--rules", rules, GOOD]
    end_at_work(call, number, seconds=3)
