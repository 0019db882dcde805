"""The lock: nothing in a stylesheet or in rules can read, write or call out, neither while they are compiled nor later.

Each case is a stylesheet that tries one way out. It is run as a stranger's stylesheet is, in a process of its own:
looked at, compiled, locked and applied. Whatever comes of it, the secret of the surroundings is in none of its words,
no file has appeared, and the server was not called. The server is a process of its own, too, because Saxon holds
Python's lock while it waits.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

import pytest

from preserve import saxon, xmlio
from preserve.errors import PreserveError, StylesheetError
from preserve.render import Renderer, View
from preserve.schematron import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.enduring

SECRET: Final = "4f1e-secret-9c2d"  # noqa: S105 (it is one only to the stylesheets)
VIEW: Final = View(name="html", stylesheet="main.xsl", suffix=".html")
NAMESPACES: Final = (
    'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:fn="http://www.w3.org/2005/xpath-functions" xmlns:map="http://www.w3.org/2005/xpath-functions/map" '
    'xmlns:file="http://expath.org/ns/file" xmlns:system="java:java.lang.System"'
)
SERVER: Final = """
import socket, sys
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    caller, _ = server.accept()
    with caller, open(sys.argv[1], "a") as calls:
        calls.write(repr(caller.recv(200)) + "\\n")
        calls.flush()
        caller.sendall(b"HTTP/1.0 200 OK\\r\\nContent-Type: text/xml\\r\\n\\r\\n<r>" + sys.argv[2].encode() + b"</r>")
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What lies outside a stylesheet's folder.

    Attributes:
        folder: Holds the secrets; nothing may be added.
        inside: The stylesheet's folder in it.
        port: Where the server listens.
        calls: Where the server writes down who called; absent while nobody has.
    """

    folder: Path
    inside: Path
    port: int
    calls: Path

    def told(self, text: str) -> str:
        """Return a template with the addresses of this world: {F} a file, {D} its folder, {P} its path, {H} http."""
        values = {
            "{F}": f"{self.folder.as_uri()}/secret",
            "{D}": self.folder.as_uri(),
            "{P}": str(self.folder),
            "{H}": f"http://127.0.0.1:{self.port}/secret",
        }
        for name, value in values.items():
            text = text.replace(name, value)
        return text

    def files(self) -> set[str]:
        """Return the names of all files."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Start the server and return its port and the file of its calls."""
    calls = tmp_path_factory.mktemp("server") / "calls"
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(calls), SECRET], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process, process.stdout:
        yield int(process.stdout.readline()), calls
        process.kill()


@pytest.fixture
def world(tmp_path: Path, server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return a world full of secrets, and see afterwards that nothing of it was touched."""
    port, calls = server
    calls.unlink(missing_ok=True)
    monkeypatch.setenv("PRESERVE_SECRET", SECRET)
    sheet = (
        f"<xsl:stylesheet version='3.0' {NAMESPACES}><xsl:variable name='s' select='\"{SECRET}\"'/></xsl:stylesheet>"
    )
    module = f"module namespace m = 'urn:m'; declare variable $m:s := '{SECRET}';"
    contents = {"txt": SECRET, "xml": f"<s>{SECRET}</s>", "json": f'{{"s": "{SECRET}"}}', "xsl": sheet, "xqm": module}
    for suffix, content in contents.items():
        (tmp_path / f"secret.{suffix}").write_text(content, "utf-8")
    (tmp_path / "in").mkdir()
    world = World(folder=tmp_path, inside=tmp_path / "in", port=port, calls=calls)
    before = world.files()
    yield world
    assert world.files() - before <= {"in/main.xsl", "in/rules.sch"}
    assert not calls.exists(), calls.read_text()


def attempt(world: World, stylesheet: str) -> str:
    """Run a stylesheet as a stranger's is run, and return all that can be heard of it."""
    entry = world.inside / "main.xsl"
    entry.write_text(world.told(stylesheet), "utf-8")
    document = xmlio.parse(b"<x/>", "x.xml")
    try:
        (edition,) = Renderer(world.inside, (VIEW,)).render(document)
    except PreserveError as error:
        return f"{error.code}: {error.message} {error.location} {error.hint}"
    return edition.data.decode() + repr(edition.findings)


def sheet(body: str = "", top: str = "", attributes: str = "") -> str:
    """Return a stylesheet with something at its top and something in its template."""
    template = f'<xsl:template match="/" name="xsl:initial-template"><r>{body}</r></xsl:template>'
    return f'<xsl:stylesheet version="3.0" {NAMESPACES} {attributes}>{top}{template}</xsl:stylesheet>'


def nested(declarations: str, content: str = "") -> str:
    """Return a call of transform() with a stylesheet in a string."""
    inner = (
        f'<xsl:stylesheet version="3.0" {NAMESPACES}>{declarations}'
        f'<xsl:template name="xsl:initial-template"><r>{content}</r></xsl:template></xsl:stylesheet>'
    ).replace("'", "''")
    return f"transform(map{{'stylesheet-text': '{inner}', 'initial-template': xs:QName('xsl:initial-template')}})?*"


def entity(declaration: str, reference: str = "&x;") -> str:
    """Return a document with a DTD, as a literal of XPath."""
    return f"'<!DOCTYPE r [{declaration}]><r>{reference}</r>'"


NAME: Final = "QName('http://saxon.' || 'sf.net/', 'doc')"
# Expressions; each is tried with a file and with the server, in a template and as a constant of the whole stylesheet.
READING: Final = {
    "doc": "doc('{U}.xml')",
    "doc-available": "if (doc-available('{U}.xml')) then '{S}' else ()",
    "document": "document('{U}.xml')",
    "document of a node": "document('{U}.xml', /)",
    "unparsed-text": "unparsed-text('{U}.txt')",
    "unparsed-text with an encoding": "unparsed-text('{U}.txt', 'utf-8')",
    "unparsed-text-lines": "unparsed-text-lines('{U}.txt')",
    "unparsed-text-available": "if (unparsed-text-available('{U}.txt')) then '{S}' else ()",
    "json-doc": "json-doc('{U}.json')?s",
    "collection": "collection('{D}?select=*.xml')",
    "collection of one": "collection('{U}.xml')",
    "uri-collection": "uri-collection('{D}') ! '{S}'",
    "uri-collection with a pattern": "uri-collection('{D}?select=*') ! '{S}'",
    "stream-available": "if (stream-available('{U}.xml')) then '{S}' else ()",
    "parse-xml with an external entity": "parse-xml({external})",
    "parse-xml with an external DTD": "parse-xml('<!DOCTYPE r SYSTEM \"{U}.txt\"><r/>')",
    "parse-xml with a parameter entity": "parse-xml({parameter})",
    "parse-xml with a schema": 'parse-xml(\'<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
    'i:noNamespaceSchemaLocation="{U}.xml"/>\')',
    "parse-xml with XInclude": 'parse-xml(\'<r xmlns:i="http://www.w3.org/2001/XInclude">'
    '<i:include href="{U}.xml"/></r>\')',
    "parse-xml with a stylesheet": "parse-xml('<?xml-stylesheet href=\"{U}.xsl\"?><r/>')",
    "parse-xml-fragment": "parse-xml-fragment({external})",
    "transform of a file": "transform(map{'stylesheet-location': '{U}.xsl', 'source-node': /})?*",
    "transform of a text that reads": nested("", "<xsl:value-of select=\"unparsed-text('{U}.txt')\"/>"),
    "transform of a text that imports": nested('<xsl:import href="{U}.xsl"/>', '<xsl:value-of select="$s"/>'),
    "transform of a text with an indirect Saxon": nested(
        "", "<xsl:value-of select=\"function-lookup(QName('http://saxon.'||'sf.net/', 'doc'), 2)('{U}.xml', map{})\"/>"
    ),
    "load-xquery-module": "load-xquery-module('urn:m', map{'location-hints': '{U}.xqm'})?variables?*",
    "a collation": "compare('a', 'b', '{U}.txt')",
    "function-lookup": "function-lookup(xs:QName('fn:unparsed-text'), 1)('{U}.txt')",
    "a named function": "unparsed-text#1('{U}.txt')",
    "an arrow": "'{U}.txt' => unparsed-text()",
    "a partial application": "unparsed-text(?)('{U}.txt')",
    "for-each with a function": "for-each('{U}.txt', unparsed-text#1)",
    "apply": "apply(unparsed-text#1, ['{U}.txt'])",
    "an EQName": "Q{http://www.w3.org/2005/xpath-functions}unparsed-text('{U}.txt')",
    "Saxon's doc": "Q{http://saxon.sf.net/}doc('{U}.xml', map{})",
    "Saxon's doc with spaces in its namespace": "Q{ http://saxon.sf.net/ }doc('{U}.xml', map{})",
    "Saxon's doc as a value": "let $doc := Q{http://saxon.sf.net/}doc#2 return $doc('{U}.xml', map{})",
    "Saxon's doc by an arrow": "'{U}.xml' => Q{http://saxon.sf.net/}doc(map{})",
    "Saxon's doc by a name put together": "function-lookup({N}, 2)('{U}.xml', map{})",
    "Saxon's doc behind a comment": "function-lookup(: ( :)({N}, 2)('{U}.xml', map{})",
    "Saxon's read-binary-resource": "Q{http://saxon.sf.net/}read-binary-resource('{U}.txt')",
    "EXPath's file": "file:read-text('{P}/secret.txt')",
    "EXPath's http": "Q{http://expath.org/ns/http-client}send-request((), '{U}.xml')",
    "Java": "Q{java:java.nio.file.Files}readString(Q{java:java.nio.file.Path}of('{P}/secret.txt'))",
}
ENVIRONMENT: Final = {
    "environment-variable": "environment-variable('PRESERVE_SECRET')",
    "all environment variables": "available-environment-variables() ! environment-variable(.)",
    "names of environment variables": "available-environment-variables()[. = 'PRESERVE_SECRET'] ! '{S}'",
    "system-property": "system-property('PRESERVE_SECRET')",
    "Java's system-property": "if (system-property('user.home') != '') then '{S}' else ()",
    "Java's getenv": "system:getenv('PRESERVE_SECRET')",
    "Java's getenv by EQName": "Q{java:java.lang.System}getenv('PRESERVE_SECRET')",
}


def filled(expression: str, address: str) -> str:
    """Return an expression with an address in it."""
    external, parameter = (
        entity(f'<!ENTITY x SYSTEM "{address}.txt">'),
        entity(f'<!ENTITY % x SYSTEM "{address}.txt"> %x;', ""),
    )
    for name, value in {
        "{external}": external,
        "{parameter}": parameter,
        "{U}": address,
        "{S}": SECRET,
        "{N}": NAME,
    }.items():
        expression = expression.replace(name, value)
    return expression.replace("{D}", "{D}" if address == "{F}" else "{H}")


ADDRESSES: Final = {"a file": "{F}", "the server": "{H}"}
EXPRESSIONS: Final = {
    f"{name}: {kind}": filled(expression, address)
    for name, expression in (READING | ENVIRONMENT).items()
    for kind, address in ADDRESSES.items()
}
PLACES: Final[dict[str, Callable[[str], str]]] = {
    "in a template": lambda e: sheet(f"<xsl:value-of select={e}/>"),
    "as a constant": lambda e: sheet('<xsl:value-of select="$v"/>', f'<xsl:variable name="v" select={e}/>'),
    "in a message": lambda e: sheet(f"<xsl:message select={e}/>"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expressions_reach_nothing(world: World, expression: str, place: str) -> None:
    """Neither does running an expression reach out, nor folding a constant while compiling."""
    assert SECRET not in attempt(world, PLACES[place](quoteattr(EXPRESSIONS[expression]))).replace(f"'{SECRET}'", "")


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_what_is_evaluated_while_compiling_reaches_nothing(world: World, name: str, kind: str) -> None:
    """A static variable is refused before it is evaluated."""
    expression = filled(READING[name], ADDRESSES[kind])
    top = f'<xsl:variable name="v" static="yes" select={quoteattr(expression)}/>'
    heard = attempt(world, sheet('<xsl:value-of select="$v"/>', top))
    assert heard.startswith("XSL-003") or name in {"doc-available", "unparsed-text-available"}
    assert SECRET not in heard


TEXT_READ: Final = "unparsed-text('{U}.txt')"
INDIRECT: Final = "Q{http://saxon.<!-- -->sf.net/}doc('{U}.xml', map{})"
# Whole stylesheets: what is to stand at the top, what in the template.
SHEETS: Final = {
    "source-document": ("", '<xsl:source-document href="{U}.xml"><xsl:value-of select="."/></xsl:source-document>'),
    "source-document, streamed": (
        "",
        '<xsl:source-document streamable="yes" href="{U}.xml"><xsl:value-of select="."/></xsl:source-document>',
    ),
    "merge-source": (
        "",
        (
            '<xsl:merge><xsl:merge-source for-each-source="\'{U}.xml\'" select="s"><xsl:merge-key select="."/>'
            '</xsl:merge-source><xsl:merge-action><xsl:value-of select="current-merge-group()"/></xsl:merge-action>'
            "</xsl:merge>"
        ),
    ),
    "evaluate": ("", "<xsl:evaluate xpath=\"'unparsed-text(&quot;{U}.txt&quot;)'\"/>"),
    "evaluate of Saxon's doc": (
        "",
        "<xsl:evaluate xpath=\"'Q{http://saxon.'||'sf.net/}doc(&quot;{U}.xml&quot;, map{})'\"/>",
    ),
    "import": ('<xsl:import href="{U}.xsl"/>', '<xsl:value-of select="$s"/>'),
    "include": ('<xsl:include href="{U}.xsl"/>', '<xsl:value-of select="$s"/>'),
    "import of a parent": ('<xsl:import href="../secret.xsl"/>', '<xsl:value-of select="$s"/>'),
    "include of a parent, encoded": ('<xsl:include href="%2e%2e/secret.xsl"/>', '<xsl:value-of select="$s"/>'),
    "include of a parent, a slash encoded": ('<xsl:include href="..%2fsecret.xsl"/>', '<xsl:value-of select="$s"/>'),
    "include by an absolute path": ('<xsl:include href="{P}/secret.xsl"/>', '<xsl:value-of select="$s"/>'),
    "include with xml:base": ('<xsl:include xml:base="{D}/" href="secret.xsl"/>', '<xsl:value-of select="$s"/>'),
    "include by a shadow": ('<xsl:include _href="{U}.xsl"/>', '<xsl:value-of select="$s"/>'),
    "import-schema": ('<xsl:import-schema schema-location="{U}.xml"/>', ""),
    "use-package": ('<xsl:use-package name="{U}.xsl"/>', ""),
    "parameter-document": ('<xsl:output parameter-document="{U}.xml"/>', ""),
    "parameter-document of a result": (
        "",
        '<xsl:result-document parameter-document="{U}.xml"><r/></xsl:result-document>',
    ),
    "use-when": (f'<xsl:variable name="v" select="1" use-when="contains({TEXT_READ}, \'s\')"/>', ""),
    "use-when on a literal": ("", f"<a xsl:use-when=\"contains({TEXT_READ}, 's')\">x</a>"),
    "a static parameter": (
        f'<xsl:param name="v" static="yes" select="{TEXT_READ}"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter, true": (
        f'<xsl:param name="v" static=" true " select="{TEXT_READ}"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter, 1": (
        f'<xsl:param name="v" static="1" select="{TEXT_READ}"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter by a shadow": (
        f'<xsl:param name="v" _static="yes" select="{TEXT_READ}"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter with a quote in a comment": (
        '<xsl:param name="v" static="yes" select="(: \' :) unparsed-text(&quot;{U}.txt&quot;) (: \' :)"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter with a comment in a call": (
        '<xsl:param name="v" static="yes" select="unparsed-text (: (: :) :) (\'{U}.txt\')"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter with a string template": (
        '<xsl:param name="v" static="yes" select="`\'{unparsed-text(&quot;{U}.txt&quot;)}\'`"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a static function in two steps": (
        (
            '<xsl:variable name="f" static="yes" select="unparsed-text#1"/>'
            '<xsl:variable name="v" static="yes" select="\'{U}.txt\' => $f()"/>'
        ),
        '<xsl:value-of select="$v"/>',
    ),
    "a static parameter with content": (
        f'<xsl:param name="v" static="yes"><xsl:sequence select="{TEXT_READ}"/></xsl:param>',
        '<xsl:value-of select="$v"/>',
    ),
    "a shadow attribute": ("", f"<xsl:value-of _select=\"'{{{TEXT_READ}}}'\"/>"),
    "Saxon's doc in a text": ("", "{Q{http://saxon.sf.net/}doc('{U}.xml', map{})}"),
    "Saxon's doc in a text with a comment": ("", "{" + INDIRECT + "}"),
    "Saxon's doc in a text with CDATA": ("", "{" + INDIRECT.replace("<!-- -->", "<![CDATA[]]>") + "}"),
    "Saxon's doc in a text with an instruction": ("", "{" + INDIRECT.replace("<!-- -->", "<?x?>") + "}"),
    "Saxon's doc in an attribute": ("", "<a b=\"{Q{http://saxon.sf.net/}doc('{U}.xml', map{})}\"/>"),
    "Saxon's doc by characters": ("", "<xsl:value-of select=\"Q{http://s&#97;xon.sf.net/}doc('{U}.xml', map{})\"/>"),
    "Saxon's doc by a prefix": (
        "",
        '<xsl:value-of xmlns:s="http://saxon.sf.net/" select="s:doc(\'{U}.xml\', map{})"/>',
    ),
    "Saxon's doc in a key": (
        '<xsl:key name="k" match="*" use="Q{http://saxon.sf.net/}doc(\'{U}.xml\', map{})"/>',
        "<xsl:value-of select=\"key('k', '{S}') ! '{S}'\"/>",
    ),
    "a lookup by another prefix": (
        "",
        (
            '<xsl:value-of xmlns:f·n="http://www.w3.org/2005/xpath-functions" xmlns:n="urn:n" '
            "select=\"f·n:function-lookup(QName('http://saxon.'||'sf.net/', 'doc'), 2)('{U}.xml', map{})\"/>"
        ),
    ),
    "a lookup by EQName": (
        "",
        (
            '<xsl:value-of select="Q{http://www.w3.org/2005/xpath-functions }function-lookup'
            "(QName('http://saxon.'||'sf.net/', 'doc'), 2)('{U}.xml', map{})\"/>"
        ),
    ),
    "a default collation": ('<xsl:decimal-format xml:base="{U}.xml"/>', '<xsl:value-of select="1"/>'),
    "a sorted collation": ("", '<xsl:for-each select="1, 2"><xsl:sort collation="{U}.txt"/></xsl:for-each>'),
}
DOCTYPES: Final = {
    "an entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "{U}.txt">]>' + sheet("&e;"),
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % e SYSTEM "{U}.txt"> %e;]>' + sheet(),
    "an external DTD": '<!DOCTYPE x SYSTEM "{U}.txt">' + sheet(),
    "a simplified stylesheet": f'<r xsl:version="3.0" {NAMESPACES}><xsl:value-of select="doc(\'{{U}}.xml\')"/></r>',
}
WHOLE: Final = {
    f"{name}: {kind}": text.replace("{U}", address).replace("{S}", SECRET)
    for name, text in (
        {name: sheet(body, top, 'expand-text="yes"') for name, (top, body) in SHEETS.items()} | DOCTYPES
    ).items()
    for kind, address in ADDRESSES.items()
}


@pytest.mark.parametrize("name", WHOLE)
def test_stylesheets_reach_nothing(world: World, name: str) -> None:
    """No instruction, declaration, static expression or DTD reaches out."""
    assert SECRET not in attempt(world, WHOLE[name])


WRITING: Final = {
    "result-document": '<xsl:result-document href="{D}/made"><r/></xsl:result-document>',
    "result-document beside": '<xsl:result-document href="made"><r/></xsl:result-document>',
    "result-document above": '<xsl:result-document href="../made"><r/></xsl:result-document>',
    "result-document to the server": '<xsl:result-document href="{H}"><r/></xsl:result-document>',
    "result-document by a shadow": '<xsl:result-document _href="made"><r/></xsl:result-document>',
    "result-document computed": "<xsl:result-document href=\"{'ma'||'de'}\"><r/></xsl:result-document>",
    "result-document in a nested transformation": "<xsl:sequence select="
    + quoteattr(nested("", '<xsl:result-document href="{D}/made"><r/></xsl:result-document>'))
    + "/>",
    "file:write-text": "<xsl:sequence select=\"file:write-text('{P}/made', 'x')\"/>",
    "Java": "<xsl:sequence select=\"Q{java:java.io.File}createNewFile(Q{java:java.io.File}new('{P}/made'))\"/>",
}


@pytest.mark.parametrize("name", WRITING)
def test_stylesheets_write_nothing(world: World, name: str) -> None:
    """No file appears; the world is looked at when the test ends."""
    assert attempt(world, sheet(WRITING[name])).startswith("XSL-00")


def test_a_link_is_not_followed_out_of_the_folder(world: World) -> None:
    """An include of a link is an include of what the link points to."""
    (world.inside / "link.xsl").symlink_to("../secret.xsl")
    heard = attempt(world, sheet('<xsl:value-of select="$s"/>', '<xsl:include href="link.xsl"/>'))
    (world.inside / "link.xsl").unlink()
    assert heard.startswith("XSL-003")


def test_a_linked_entry_includes_what_was_looked_at(world: World) -> None:
    """Saxon takes includes from the folder of the link, as the closure does, and not from where the link leads."""
    other = world.folder / "secret.d"
    world.inside.rmdir()
    other.mkdir()
    world.inside.mkdir()
    module = f"<xsl:stylesheet version='3.0' {NAMESPACES}><xsl:variable name='s' select='\"{{}}\"'/></xsl:stylesheet>"
    (other / "module.xsl").write_text(module.format(SECRET), "utf-8")
    (world.inside / "module.xsl").write_text(module.format("harmless"), "utf-8")
    (other / "main.xsl").write_text(sheet('<xsl:value-of select="$s"/>', '<xsl:include href="module.xsl"/>'), "utf-8")
    (world.inside / "main.xsl").symlink_to(other / "main.xsl")
    (edition,) = Renderer(world.inside, (VIEW,)).render(xmlio.parse(b"<x/>", "x.xml"))
    for path in (world.inside / "main.xsl", world.inside / "module.xsl", other / "main.xsl", other / "module.xsl"):
        path.unlink()
    other.rmdir()
    assert b"harmless" in edition.data


def test_an_exploding_entity_is_refused(world: World) -> None:
    """What parse-xml() is given cannot fill the memory."""
    levels = ['<!ENTITY e0 "aaaaaaaaaa">', *(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))]
    expression = f"string-length(parse-xml({entity(''.join(levels), '&e8;')}))"
    assert attempt(world, sheet(f"<xsl:value-of select={quoteattr(expression)}/>")).startswith("XSL-002")


def test_a_second_engine_does_not_unlock_the_first(world: World) -> None:
    """An engine that is still open leaves one that was locked as it is."""
    entry = world.inside / "main.xsl"
    entry.write_text(world.told(sheet("<xsl:value-of select=\"unparsed-text('{F}.txt')\"/>")), "utf-8")
    first = saxon.Engine()
    stylesheet = first.compile(entry)
    first.lock()
    saxon.Engine().compile(entry)
    with pytest.raises(StylesheetError, match="prohibited"):
        stylesheet.transform("<x/>")


@pytest.mark.parametrize("limits", [None, saxon.Limits()])
@pytest.mark.parametrize("address", ADDRESSES.values())
def test_generated_stylesheets_are_compiled_under_the_lock(
    world: World, address: str, limits: saxon.Limits | None
) -> None:
    """What is compiled from text after the lock cannot even read while it is compiled, here or in another process."""
    engine = saxon.Engine(limits)
    engine.lock()
    for top in (
        '<xsl:param name="s" static="yes" select="unparsed-text(\'{U}.txt\')"/>',
        '<xsl:import href="{U}.xsl"/>',
        '<xsl:param name="s" static="yes" select="doc(\'{U}.xml\')"/>',
    ):
        text = world.told(sheet('<xsl:value-of select="$s"/>', top).replace("{U}", address))
        with pytest.raises(StylesheetError) as caught:
            engine.compile_text(text, "generated").transform("<x/>")
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize("limits", [None, saxon.Limits()])
@pytest.mark.parametrize(
    "top",
    [
        '<xsl:import href="{H}.xsl"/>',
        '<xsl:param name="s" static="yes" select="unparsed-text(\'{H}.txt\')"/>',
        '<xsl:variable name="s" use-when="doc-available(\'{H}.xml\')" select="\'{S}\'"/>',
    ],
)
def test_the_engine_alone_never_calls_out(world: World, top: str, limits: saxon.Limits | None) -> None:
    """Even a stylesheet that nobody looked at can only read files while it is compiled."""
    entry = world.inside / "main.xsl"
    entry.write_text(world.told(sheet('<xsl:value-of select="$s"/>', top)), "utf-8")
    with pytest.raises(StylesheetError):
        saxon.Engine(limits).compile(entry)


@pytest.mark.parametrize("limits", [None, saxon.Limits()])
@pytest.mark.parametrize("name", [name for name in (*READING, *ENVIRONMENT) if "Saxon" not in name])
def test_the_engine_alone_is_locked(world: World, name: str, limits: saxon.Limits | None) -> None:
    """Here as in another process; only Saxon's own functions are left for xmlio to refuse."""
    expression = filled((READING | ENVIRONMENT)[name], "{F}")
    engine = saxon.Engine(limits)
    engine.lock()
    try:
        made = engine.compile_text(world.told(sheet(f"<xsl:value-of select={quoteattr(expression)}/>")), "generated")
        heard = repr(made.transform("<x/>"))
    except StylesheetError as error:
        heard = error.message
    assert SECRET not in heard.replace(f"'{SECRET}'", "")


RULES: Final = """<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><sch:ns prefix="saxon" uri="http://saxon.sf.net/"/>
  <sch:pattern><sch:rule context="x"><sch:report id="r" test={test}>read: <sch:value-of select={test}/></sch:report>
  </sch:rule></sch:pattern></sch:schema>"""


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize("name", [*READING, *ENVIRONMENT, "a prefix that the rules declare"])
def test_rules_reach_nothing(world: World, name: str, kind: str) -> None:
    """A user's Schematron is held by the same lock, and Saxon's own functions are refused in what is made of it."""
    expression = (READING | ENVIRONMENT).get(name, "saxon:doc('{U}.xml', map{})")
    if not expression.startswith("saxon:"):
        rules = RULES.replace('<sch:ns prefix="saxon" uri="http://saxon.sf.net/"/>', "")
    else:
        rules = RULES
    path = world.inside / "rules.sch"
    path.write_text(world.told(rules.replace("{test}", quoteattr(filled(expression, ADDRESSES[kind])))), "utf-8")
    try:
        heard = repr(Rules(path).failures(xmlio.parse(b"<x/>", "x.xml")))
    except PreserveError as error:
        heard = f"{error.message} {error.location} {error.hint}"
    assert SECRET not in heard.replace(f"'{SECRET}'", "")


HARMLESS: Final = {
    "a function of one's own called transform": (
        (
            '<xsl:function name="n:transform" xmlns:n="urn:n"><xsl:param name="p"/>'
            '<xsl:sequence select="$p"/></xsl:function>'
        ),
        '<xsl:value-of xmlns:n="urn:n" select="n:transform(\'fine\')"/>',
    ),
    "words that look like a call": ("", "<p>transform (and unparsed-text) a text: fine</p>"),
    "a harmless use-when": ("", "<p xsl:use-when=\"system-property('xsl:version') = '3.0'\">fine</p>"),
    "a literal in a use-when": ("", "<p xsl:use-when=\"not('doc(1)' = 'x') and fn:true()\">fine</p>"),
    "a static parameter without a call": (
        '<xsl:param name="v" static="yes" select="\'fine\'"/>',
        '<xsl:value-of select="$v"/>',
    ),
    "a function in no namespace of XPath": (
        "",
        "<xsl:value-of select=\"if (function-available('Q{}transform')) then Q{}transform('x') else 'fine'\"/>",
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_stylesheets_run(world: World, name: str) -> None:
    """The lock does not refuse what only looks like a way out."""
    top, body = HARMLESS[name]
    heard = attempt(world, sheet(body, top))
    assert "fine" in heard or "XPST0017" in heard
    assert "XSL-003" not in heard
