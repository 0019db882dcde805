"""Schematron as ISO/IEC 19757-3:2020 means it, and rules that cannot reach out, whatever they hold."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest

from preserve import resources, xmlio
from preserve.errors import DocumentError, Location, MaterialError, StylesheetError, SurroundingsError
from preserve.findings import Severity
from preserve.saxon import Limits
from preserve.schematron import Rules

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from preserve.schematron import Failure

SCH: Final = "http://purl.oclc.org/dsdl/schematron"
SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
XSL: Final = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
XS: Final = '<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>'
SMALL: Final = '<a x="1"><b y="q">x</b><b>2</b></a>'
OF_B: Final = '<pattern id="p"><rule context="b"><assert test="{}">{}</assert></rule></pattern>'


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[..., Rules]:
    """Return a function that makes rules of the content of a schema."""

    def make(content: str, *, attributes: str = 'queryBinding="xslt3"', phase: str = "#DEFAULT") -> Rules:
        """Write a schema and compile it; its content begins on line 2."""
        path = tmp_path / "rules.sch"
        start = f'<schema xmlns="{SCH}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {attributes}>'
        path.write_text(f"{start}\n{content}\n</schema>", encoding="utf-8")
        return Rules(path, phase=phase, name="rules.sch")

    return make


@pytest.fixture
def failures(compiled: Callable[..., Rules]) -> Callable[..., tuple[Failure, ...]]:
    """Return a function that applies the content of a schema to a small document."""

    def apply(content: str, document: str = SMALL, **options: str) -> tuple[Failure, ...]:
        """Compile and apply."""
        return compiled(content, **options).failures(parsed(document))

    return apply


@pytest.fixture
def messages(failures: Callable[..., tuple[Failure, ...]]) -> Callable[..., list[str]]:
    """Return a function that gives only the messages of what failed."""

    def apply(content: str, document: str = SMALL, **options: str) -> list[str]:
        """Compile, apply and keep the messages."""
        return [failure.message for failure in failures(content, document, **options)]

    return apply


@pytest.fixture
def svrl(compiled: Callable[..., Rules]) -> Callable[..., xmlio.Element]:
    """Return a function that gives the full report on a small document."""

    def apply(content: str, document: str = SMALL, **options: str) -> xmlio.Element:
        """Compile, apply and read the report."""
        return xmlio.parse(compiled(content, **options).svrl(parsed(document)).encode(), "report").root

    return apply


def parsed(text: str) -> xmlio.Document:
    """Read a document from its text."""
    return xmlio.parse(text.encode(), "document.xml")


def fault(make: Callable[[], object], code: str = "INT-001") -> StylesheetError:
    """Return the error that the call raises."""
    with pytest.raises(StylesheetError) as raised:
        make()
    assert raised.value.code == code
    assert raised.value.location is not None
    assert raised.value.location.file == "rules.sch"
    return raised.value


# --- rules and patterns


def test_the_first_rule_that_matches_is_the_only_one_of_its_pattern(messages: Callable[..., list[str]]) -> None:
    """A node is looked at by one rule of each pattern, whatever the specificity of the contexts."""
    rules = """
      <pattern><rule context="*"><report test="self::b">any</report></rule>
               <rule context="a/b[@y]"><report test="true()">never</report></rule></pattern>
      <pattern><rule context="b[@y]"><report test="true()">second pattern</report></rule>
               <rule context="b"><report test="true()">the other b</report></rule></pattern>"""
    assert messages(rules) == ["any", "any", "second pattern", "the other b"]


def test_rules_reach_below_what_they_matched(messages: Callable[..., list[str]]) -> None:
    """Elements within an element that fired a rule are looked at too."""
    rules = '<pattern><rule context="b | a"><assert test="false()"><name/></assert></rule></pattern>'
    assert messages(rules, "<a><b><a/></b></a>") == ["a", "b", "a"]


def test_asserts_and_reports_of_a_rule_come_in_its_order(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """An assertion speaks when it is false, a report when it is true."""
    rules = """<pattern><rule context="a">
      <report test="b" id="R">r</report><assert test="c" id="A">a</assert>
      <assert test="b">not said</assert><report test="c">not said</report></rule></pattern>"""
    assert [failure.code for failure in failures(rules)] == ["R", "A"]


@pytest.mark.parametrize(
    ("context", "paths"),
    [
        ("/", ["/"]),
        ("b", ["/Q{}a[1]/Q{}b[1]", "/Q{}a[1]/Q{}b[2]"]),
        ("/a/b[2]", ["/Q{}a[1]/Q{}b[2]"]),
        ("b[. = 'x[@']", []),
        ("b[contains(., '2')]", ["/Q{}a[1]/Q{}b[2]"]),
        ("@*", ["/Q{}a[1]/@x", "/Q{}a[1]/Q{}b[1]/@y"]),
        ("b/attribute::y", ["/Q{}a[1]/Q{}b[1]/@y"]),
        ("text()", ["/Q{}a[1]/Q{}b[1]/text()[1]", "/Q{}a[1]/Q{}b[2]/text()[1]"]),
        ("comment()", ["/Q{}a[1]/comment()[1]"]),
        ("processing-instruction()", ["/processing-instruction(p)[1]"]),
        ("$second", ["/Q{}a[1]/Q{}b[2]"]),
        (".[. instance of text()][. = '2']", ["/Q{}a[1]/Q{}b[2]/text()[1]"]),
    ],
)
def test_contexts_of_every_kind_of_node(
    failures: Callable[..., tuple[Failure, ...]], context: str, paths: list[str]
) -> None:
    """Elements, attributes, text, comments, processing instructions and the document can be a context."""
    rules = f"""<let name="second" value="//b[2]"/>
      <pattern><rule context="{context}"><assert test="false()">m</assert></rule></pattern>"""
    document = '<?p i?><a x="1"><b y="q">x</b><!--c--><b>2</b></a>'
    assert [failure.location_path for failure in failures(rules, document)] == paths


def test_paths_among_thousands_of_siblings(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """They are counted in another way there, with the same result."""
    rules = """<pattern><rule context="*:b[@last] | @last | comment() | processing-instruction() | text()">
      <report test="true()">m</report></rule></pattern>"""
    many = '<b/><n:b xmlns:n="urn:n"/>' * 4000
    document = f"<a>{many}x<b last=''/><!--c--><?p i?>y<n:b xmlns:n='urn:n' last=''/></a>"
    assert [each.location_path for each in failures(rules, document)] == [
        "/Q{}a[1]/text()[1]",
        "/Q{}a[1]/Q{}b[4001]",
        "/Q{}a[1]/Q{}b[4001]/@last",
        "/Q{}a[1]/comment()[1]",
        "/Q{}a[1]/processing-instruction(p)[1]",
        "/Q{}a[1]/text()[2]",
        "/Q{}a[1]/Q{urn:n}b[4001]",
        "/Q{}a[1]/Q{urn:n}b[4001]/@last",
    ]


def test_namespaces_are_those_of_the_schema(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """A prefix means what ns says; locations are written with the whole namespace."""
    rules = '<ns prefix="q" uri="urn:x"/>' + OF_B.replace('"b"', '"q:b"').format("false()", "<name/>")
    found = failures(rules, '<a xmlns="urn:x"><p:b xmlns:p="urn:x"/><b xmlns=""/></a>')
    assert [(each.location_path, each.message) for each in found] == [("/Q{urn:x}a[1]/Q{urn:x}b[1]", "p:b")]


def test_a_subject_is_the_place_that_is_told(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """Where an assertion has a subject, the first node of it is the location; else the context."""
    rules = """<pattern><rule context="a">
      <assert test="false()" subject="b[2]">m</assert><assert test="false()" subject="c">m</assert></rule></pattern>"""
    assert [each.location_path for each in failures(rules)] == ["/Q{}a[1]/Q{}b[2]", "/Q{}a[1]"]


# --- abstract rules and patterns


def test_abstract_rules_lend_their_assertions(messages: Callable[..., list[str]]) -> None:
    """Also through each other, from other patterns, with their variables; alone they match nothing."""
    rules = """
      <pattern><rule abstract="true" id="one"><let name="v" value="string(@y)"/>
                 <assert test="false()">one <value-of select="$v"/></assert></rule>
               <rule context="b"><assert test="false()">own</assert><extends rule="two"/></rule></pattern>
      <pattern><rule abstract="true" id="two"><extends rule="one"/><assert test="false()">two</assert></rule>
      </pattern>"""
    assert messages(rules, '<a><b y="q"/></a>') == ["own", "one q", "two"]


def test_the_abstract_rule_of_the_same_pattern_is_meant(messages: Callable[..., list[str]]) -> None:
    """Two abstract rules may share an id in different patterns."""
    lent = '<rule abstract="true" id="r"><assert test="false()">{}</assert></rule>'
    rules = f"""<pattern>{lent.format("first")}</pattern>
      <pattern>{lent.format("second")}<rule context="a"><extends rule="r"/></rule></pattern>"""
    assert messages(rules) == ["second"]


def test_abstract_patterns_are_filled_in(messages: Callable[..., list[str]]) -> None:
    """Parameters stand for fragments of queries, in literals too; other variables and dollars stay."""
    rules = """
      <pattern is-a="p" id="i1"><param name="what" value="b"/><param name="value" value="x"/></pattern>
      <pattern is-a="p" id="i2"><param name="what" value="b[$limit &lt; 2]"/><param name="value" value="2"/></pattern>
      <pattern abstract="true" id="p"><let name="limit" value="1"/>
        <rule context="$what"><let name="costs" value="'$5'"/>
          <assert test=". = '$value'">not $value <value-of select="'$value', $costs, $limit"/></assert></rule>
      </pattern>"""
    assert messages(rules) == ["not $value x $5 1", "not $value 2 $5 1"]


def test_an_instance_has_the_title_of_its_abstract_pattern_or_its_own(svrl: Callable[..., xmlio.Element]) -> None:
    """The instance is active, under its own id."""
    rules = """<pattern is-a="p" id="i1"/><pattern is-a="p" id="i2"><title>Own</title></pattern>
      <pattern abstract="true" id="p"><title>Lent</title><rule context="a"><assert test="c">m</assert></rule>
      </pattern>"""
    active = svrl(rules).findall(f"{SVRL}active-pattern")
    assert [(each.get("id"), each.get("name")) for each in active] == [("i1", "Lent"), ("i2", "Own")]


# --- variables


def test_variables_of_each_scope(messages: Callable[..., list[str]]) -> None:
    """Those of schema, phase and pattern see the document, those of a rule its context; later ones see earlier ones."""
    rules = """<let name="s" value="count(//b)"/>
      <phase id="f"><let name="f" value="$s + 1"/><active pattern="p"/></phase>
      <pattern id="p"><let name="p" value="name(*)"/>
        <rule context="b[$s = 2]"><let name="r" value="string()"/><let name="t" value="$r || $r"/>
          <assert test="false()"><value-of select="$s, $f, $p, $r, $t"/></assert></rule></pattern>"""
    assert messages(rules, phase="f") == ["2 3 a x xx", "2 3 a 2 22"]


def test_patterns_may_share_the_name_of_a_variable(messages: Callable[..., list[str]]) -> None:
    """Each pattern sees its own, also in a diagnostic and in a context; a literal that looks like it stays."""
    one = """<pattern><let name="v" value="'{0}'"/><rule context="a['{0}' = $v]">
      <assert test="for $v in $v return false()" diagnostics="d"><value-of select="$v, '$v'"/></assert></rule>
      </pattern>"""
    rules = one.format("m") + one.format("n") + '<diagnostics><diagnostic id="d"><value-of select="$v"/></diagnostic>'
    assert messages(rules + "</diagnostics>") == ["m $v", "n $v"]


def test_a_variable_may_hold_elements_or_be_typed(messages: Callable[..., list[str]]) -> None:
    """The content of let is a document of its own, even in Schematron's namespace; @as types the value."""
    rules = """<let name="table"><row xmlns="" n="1">one</row><rule/></let><let name="n" as="xs:integer" value="1"/>
      <pattern><rule context="a"><assert test="false()"><value-of select="$table/row[@n = $n]"/></assert></rule>
      </pattern>"""
    assert messages(XS + rules) == ["one"]


# --- messages


def test_messages_are_told_on_one_line(messages: Callable[..., list[str]]) -> None:
    """White space is collapsed, values are joined with spaces, and braces are only braces."""
    rules = """<pattern><rule context="a"><assert test="false()">
        {$x}   of <name/>,
        <name path="b[1]"/>, <name path="'given'"/>: <value-of select="b"/>.
        <emph>so</emph> <span class="c">it</span> <dir value="rtl">is</dir>
      </assert></rule></pattern>"""
    assert messages(rules, "<a><b> x\n y </b><b>z</b></a>") == ["{$x} of a, b, given: x y z. so it is"]


def test_foreign_markup_in_messages(messages: Callable[..., list[str]]) -> None:
    """XSLT is carried out; of other elements the words stay; comments are dropped."""
    rules = OF_B.format(
        ". = '2'", '<xsl:value-of select="upper-case(.)"/> <h:b xmlns:h="urn:h">bold</h:b><!-- c --> <?p i?>end'
    )
    assert messages(rules) == ["X bold end"]


def test_diagnostics_become_the_hint(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """All that are named, in the order in which they are named, with the variables of the rule."""
    rules = """<pattern><rule context="b"><let name="v" value="string()"/>
        <assert test="@y" diagnostics="two one">m</assert></rule></pattern>
      <diagnostics><diagnostic id="one">One.</diagnostic>
        <diagnostic id="two" xml:lang="en">Two <value-of select="$v"/>.</diagnostic></diagnostics>"""
    assert [failure.hint for failure in failures(rules)] == ["Two 2. One."]


@pytest.mark.parametrize(
    ("role", "severity"),
    [
        ("error", Severity.ERROR),
        ("fatal", Severity.ERROR),
        ("anything", Severity.ERROR),
        ("Warning", Severity.WARNING),
        ("warn", Severity.WARNING),
        ("nonfatal", Severity.WARNING),
        ("info", Severity.INFO),
        ("information", Severity.INFO),
    ],
)
def test_roles_as_the_field_uses_them(
    failures: Callable[..., tuple[Failure, ...]], role: str, severity: Severity
) -> None:
    """The role is that of the assertion, or else of its rule or its pattern; what is unknown is an error."""
    rule = f'<rule context="a" role="{role}"><assert test="c">m</assert><assert test="c" role="info">m</assert></rule>'
    found = failures(f'<pattern>{rule}</pattern><pattern role="{role}">{rule.replace(f" role={role!r}", "")}</pattern>')
    assert [each.severity for each in found] == [severity, Severity.INFO, severity, Severity.INFO]


def test_without_a_role_a_failure_is_an_error(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """So it is for a report."""
    (found,) = failures('<pattern><rule context="a"><report test="b">m</report></rule></pattern>')
    assert (found.role, found.severity, found.code, found.hint) == (None, Severity.ERROR, None, None)


# --- the report


def test_the_report_is_complete(svrl: Callable[..., xmlio.Element]) -> None:
    """Everything that SVRL foresees, in its order."""
    rules = """<title>The title</title><ns prefix="q" uri="urn:q"/><p>About it.</p>
      <pattern id="p" role="pr"><title>Pattern</title><rule context="b" id="r" flag="rf">
        <assert test="@z" id="i" role="ar" flag="af" diagnostics="d" properties="k">m <emph>e</emph></assert></rule>
      </pattern>
      <diagnostics><diagnostic id="d">do</diagnostic></diagnostics>
      <properties><property id="k" role="kr" scheme="ks">v</property></properties>"""
    report = svrl(rules, "<a><b/></a>", attributes='queryBinding="xslt2" schemaVersion="7"')
    assert report.items() == [("title", "The title"), ("schemaVersion", "7")]
    assert [str(each.tag).removeprefix(SVRL) for each in report.iter()] == [
        *("schematron-output", "text", "ns-prefix-in-attribute-values", "active-pattern", "fired-rule"),
        *("failed-assert", "diagnostic-reference", "text", "property-reference", "text", "text", "emph"),
    ]
    failed = report.find(f"{SVRL}failed-assert")
    assert failed is not None
    assert failed.get("location") == "/Q{}a[1]/Q{}b[1]"
    assert [failed.get(name) for name in ("id", "test", "role", "flag")] == ["i", "@z", "ar", "af"]
    assert dict(report[2].items()) == {"id": "p", "role": "pr", "name": "Pattern"}
    assert dict(report[1].items()) == {"prefix": "q", "uri": "urn:q"}
    assert dict(report[3].items()) == {"id": "r", "context": "b", "flag": "rf"}
    assert dict(failed[1].items()) == {"property": "k", "role": "kr", "scheme": "ks"}


def test_the_report_tells_of_rules_that_found_nothing(svrl: Callable[..., xmlio.Element]) -> None:
    """Each rule that looked at a node is in the report, with its context as it was written."""
    report = svrl("<pattern><rule context=\"b[. = ('{x}', 'x')]\"><assert test='true()'>m</assert></rule></pattern>")
    assert [each.get("context") for each in report.iter(f"{SVRL}fired-rule")] == ["b[. = ('{x}', 'x')]"]


# --- phases


@pytest.mark.parametrize(
    ("phase", "default", "expected"),
    [
        ("#ALL", 'defaultPhase="two"', ["1", "2"]),
        ("#DEFAULT", 'defaultPhase="two"', ["2"]),
        ("#DEFAULT", 'defaultPhase="#ALL"', ["1", "2"]),
        ("#DEFAULT", "", ["1", "2"]),
        ("one", 'defaultPhase="two"', ["1"]),
        ("none", "", []),
    ],
)
def test_phases_choose_patterns(
    messages: Callable[..., list[str]], phase: str, default: str, expected: list[str]
) -> None:
    """A phase names the patterns that are active in it; an instance of an abstract one is named by its own id."""
    rules = """<phase id="one"><active pattern="p1"/></phase><phase id="two"><active pattern=" p2 ">why</active></phase>
      <phase id="none"/><pattern id="p1"><rule context="a"><assert test="c">1</assert></rule></pattern>
      <pattern is-a="p" id="p2"/>
      <pattern abstract="true" id="p"><rule context="a"><assert test="c">2</assert></rule></pattern>"""
    assert messages(rules, phase=phase, attributes=f'queryBinding="xslt2" {default}') == expected


def test_the_report_names_the_phase(svrl: Callable[..., xmlio.Element]) -> None:
    """By its id."""
    assert svrl('<phase id="f"/>' + OF_B.format("false()", "m"), phase="f").get("phase") == "f"


# --- query bindings


@pytest.mark.parametrize("binding", ["xslt2", "XSLT3", " xpath2", "xpath3", "xpath31"])
def test_bindings_of_the_later_xpath(messages: Callable[..., list[str]], binding: str) -> None:
    """The functions of XPath 2.0 and later are there, in any mix of upper and lower case."""
    rules = OF_B.format("for $b in . return matches($b, &apos;[0-9]&apos;)", "m")
    assert messages(rules, attributes=f'queryBinding="{binding}"') == ["m"]


@pytest.mark.parametrize("attributes", ["", 'queryBinding=""', 'queryBinding="xslt"', 'queryBinding="XPath"'])
def test_bindings_of_the_first_xpath(failures: Callable[..., tuple[Failure, ...]], attributes: str) -> None:
    """Where nodes are taken for a string, the first one counts, which later versions cannot apply."""
    rules = OF_B.format("string-length(../b) = 3", '<value-of select="../b"/>')
    assert [each.message for each in failures(rules, attributes=attributes)] == ["x", "x"]
    assert [each.code for each in failures(rules, attributes='queryBinding="xslt2"')] == ["INT-046", "INT-046"]


# --- what a schema brings along in XSLT


def test_functions_keys_and_parameters(messages: Callable[..., list[str]]) -> None:
    """They are there for contexts and for queries, in the namespaces of their own elements; also those of a pattern."""
    rules = """<ns prefix="f" uri="urn:f"/>
      <xsl:key name="k" match="b" use="."/><xsl:param name="given" select="'2'"/>
      <xsl:function name="g:twice" xmlns:g="urn:f"><xsl:param name="s"/><xsl:sequence select="$s || $s"/></xsl:function>
      <xsl:accumulator name="n" initial-value="0">
        <xsl:accumulator-rule match="b" select="$value + 1"/></xsl:accumulator>
      <pattern><xsl:variable name="of-pattern" select="'p'"/>
        <rule context="b[key('k', $given) is .]"><xsl:variable name="local" select="f:twice(.)"/>
          <assert test="$local = 'x'"><value-of select="$local, accumulator-before('n'), $of-pattern"/></assert>
        </rule></pattern>"""
    assert messages(rules) == ["22 2 p"]


def test_functions_may_make_elements(messages: Callable[..., list[str]]) -> None:
    """What stands within a foreign element is left alone, even if its namespace is Schematron's."""
    rules = """<ns prefix="f" uri="urn:f"/>
      <xsl:function name="g:made" xmlns:g="urn:f"><assert test="{1 + 1}"><!-- c --> m </assert></xsl:function>"""
    assert messages(rules + OF_B.format(".= 'x'", '<value-of select="f:made()/@test, f:made()"/>')) == ["2 m"]


def test_foreign_elements_that_are_not_xslt_are_passed_over(messages: Callable[..., list[str]]) -> None:
    """Quick fixes and documentation do not disturb."""
    rules = '<s:fixes xmlns:s="urn:s"><s:fix id="f"><nonsense/></s:fix></s:fixes>' + OF_B.format(". = '2'", "m")
    assert messages(rules.replace("<assert", '<s:fix xmlns:s="urn:s" id="g"/><assert')) == ["m"]


# --- documents


def test_documents_in_other_encodings(compiled: Callable[..., Rules]) -> None:
    """The document is judged by its characters, not by its bytes."""
    document = xmlio.parse('<?xml version="1.0" encoding="KOI8-R"?><a><b>я</b></a>'.encode("koi8-r"), "d.xml")
    (failure,) = compiled(OF_B.format("false()", '<value-of select="."/>')).failures(document)
    assert failure.message == "я"


def test_rules_serve_many_documents(compiled: Callable[..., Rules]) -> None:
    """Nothing of one document is left for the next."""
    rules = compiled('<let name="n" value="count(//b)"/>' + OF_B.format("$n = 1", '<value-of select="$n"/>'))
    found = [rules.failures(parsed(f"<a>{'<b/>' * n}</a>")) for n in (1, 2, 1)]
    assert [[failure.message for failure in each] for each in found] == [[], ["2", "2"], []]


# --- faults of a schema


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        ("<pattern><rule context='a'><assert test='foo('>m</assert></rule></pattern>", "XPST0003", 2),
        ("\n<pattern>\n<rule context='a['><assert test='b'>m</assert></rule></pattern>", "Unexpected token", 4),
        ("<pattern><rule context='q:a'><assert test='b'>m</assert></rule></pattern>", "prefix 'q'", 2),
        ("<pattern><rule context='a'><assert test='$v'>m</assert></rule></pattern>", "v has not been declared", 2),
        ("<pattern><rule context='a'><assert test='b'>\n<value-of select='1 +'/></assert></rule></pattern>", "XPST", 3),
        ("\n<let name='v' value=')'/>" + OF_B.format("b", "m"), "XPST0003", 3),
        ("", "the schema has no pattern", 1),
        ("<pattern/><patern/>", "the element patern cannot stand in schema", 2),
        ("<pattern><assert test='b'/></pattern>", "the element assert cannot stand in pattern", 2),
        ("<pattern><rule><assert test='b'/></rule></pattern>", "a rule needs a context", 2),
        ("<pattern><rule context='a'>\n<assert/></rule></pattern>", "assert lacks the attribute test", 3),
        ("<pattern/><ns prefix='p'/>", "ns lacks the attribute uri", 2),
        ("<pattern/><ns prefix='1' uri='u'/>", "cannot be a prefix", 2),
        ("<pattern/><ns prefix='xsl' uri='u'/>", "the prefix xsl can only stand for XSLT", 2),
        ("<pattern/><ns prefix='p' uri='u'/>\n<ns prefix='p' uri='v'/>", "stands for two namespaces", 3),
        ("<let name='v' value='1'/><let name='v' value='2'/><pattern/>", "$v is defined twice", 2),
        ("<let name='v'/><phase id='f'><let name='v'/></phase><pattern/>", "$v is defined twice", 2),
        ("<phase id='f'>\n<active pattern='p'/></phase><pattern/>", "there is no pattern p to be active", 3),
        ("<phase id='f'><active pattern='p'/></phase><pattern id='p' abstract='true'/>", "no pattern p to", 2),
        ("<pattern is-a='p'/>", "there is no abstract pattern p", 2),
        ("<pattern abstract='true'/>", "an abstract pattern needs an id", 2),
        ("<pattern><rule abstract='true'/></pattern>", "an abstract rule needs an id", 2),
        ("<pattern><rule context='a'><extends rule='r'/></rule></pattern>", "there is no abstract rule r", 2),
        ("<pattern><rule abstract='true' id='r'><extends rule='r'/></rule></pattern>", "r extends itself", 2),
        ("<pattern><rule context='a'><assert test='b' diagnostics='d'/></rule></pattern>", "no diagnostic d", 2),
        ("<pattern><rule context='a'><assert test='b' properties='k'/></rule></pattern>", "no property k", 2),
        ("<xsl:output method='text'/><pattern/>", "xsl:output cannot stand in schema", 2),
        ("<pattern><rule context='a'><xsl:if test='b'/></rule></pattern>", "xsl:if cannot stand in rule", 2),
        ("<pattern><rule context='a' visit-each='b'/></pattern>", "visit-each belongs to a later edition", 2),
        ("<phase id='f' when='true()'/><pattern/>", "the attribute when belongs to a later edition", 2),
        ("<pattern><rule context='a'><assert test='b' severity='info'/></rule></pattern>", "severity belongs", 2),
        ("<pattern/><nonsense/><nonsense/>", "(and 1 more)", 2),
    ],
)
def test_a_faulty_schema_is_told_with_its_place(
    compiled: Callable[..., Rules], content: str, words: str, line: int
) -> None:
    """Nothing is dropped silently, and an expression is told at the element of the schema that it stands in."""
    error = fault(lambda: compiled(content))
    assert words in error.message
    assert error.message.startswith("the rules cannot be used: ")
    assert error.location is not None
    assert error.location.line == line


@pytest.mark.parametrize("binding", ["xquery", "exslt", "stx", "xslt4"])
def test_unknown_query_bindings_are_refused(compiled: Callable[..., Rules], binding: str) -> None:
    """Rules in another language would be misread."""
    error = fault(lambda: compiled("<pattern/>", attributes=f'queryBinding="{binding}"'))
    assert f"the query binding {binding} is not known; known are xslt," in error.message


def test_an_unknown_phase_is_refused(compiled: Callable[..., Rules]) -> None:
    """Whether it is asked for or named as the default."""
    assert "there is no phase f" in fault(lambda: compiled("<pattern/>", phase="f")).message
    assert "there is no phase g" in fault(lambda: compiled("<pattern/>", attributes='defaultPhase="g"')).message


def test_what_is_no_schema(tmp_path: Path) -> None:
    """Another vocabulary, the namespace of an older Schematron, no XML at all, no file."""
    path = tmp_path / "rules.sch"
    with pytest.raises(SurroundingsError):
        Rules(path)
    for content, words in (
        ("<schema/>", "its outermost element is schema"),
        ('<schema xmlns="http://www.ascc.net/xml/schematron"/>', "the namespace of an older Schematron"),
        (f'<pattern xmlns="{SCH}"/>', "its outermost element is pattern"),
    ):
        path.write_text(content, encoding="utf-8")
        assert words in fault(lambda: Rules(path, name="rules.sch")).message
    path.write_text("<schema", encoding="utf-8")
    with pytest.raises(DocumentError):
        Rules(path)


# --- expressions that fail on the run


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("\n<pattern>\n<rule context='b'>\n <assert test='xs:integer(.) = 1'>m</assert></rule></pattern>", 5, 2),
        ("\n<pattern><rule context='b'>\n<report test='xs:integer(.) = 1'>m</report></rule></pattern>", 4, 1),
        ("\n" + OF_B.format("false()", "\n<value-of select='xs:integer(.)'/>"), 3, 35),
        ("\n" + OF_B.format('false()" subject="a[xs:integer(current())]', "m"), 3, 35),
        (
            "\n<pattern><rule context='b'><let name='v' value='xs:integer(.)'/><assert test='$v'/></rule></pattern>",
            3,
            10,
        ),
    ],
)
def test_what_fails_on_the_run_is_told_at_the_node(
    failures: Callable[..., tuple[Failure, ...]], content: str, line: int, column: int
) -> None:
    """An expression may be sound and still fail on a document; the message tells where in the rules it stands."""
    found = failures(XS + content)
    assert found[0].location_path == "/Q{}a[1]/Q{}b[1]"
    assert found[0].code == "INT-046"
    assert found[0].message.startswith(f"the rule at rules.sch:{line}:{column} cannot be applied here: ")
    assert 'Cannot convert string "x" to an integer' in found[0].message


def test_the_other_assertions_are_still_tested(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """Those beside one that fails, on the same node and on others, and those of rules further down."""
    rules = """<pattern><rule context="a"><assert test="c" id="A">m</assert></rule>
      <rule context="b"><assert test="@y" id="B">m</assert><assert test="xs:integer(.)" id="C">m</assert>
        <assert test="c" id="D">m</assert></rule></pattern>
      <pattern><rule context="b"><let name="v" value="xs:integer(.)"/><assert test="$v = 1" id="E">m</assert></rule>
      </pattern>"""
    assert [failure.code for failure in failures(XS + rules)] == ["A", "INT-046", "D", "B", "D", "INT-046", "E"]


@pytest.mark.parametrize(
    ("roles", "severity"),
    [
        (("", "", ""), Severity.ERROR),
        (("info", "warning", "error"), Severity.INFO),
        (("", "warning", "info"), Severity.WARNING),
        (("", "", "info"), Severity.INFO),
    ],
)
def test_what_cannot_be_applied_is_as_grave_as_what_it_would_have_said(
    failures: Callable[..., tuple[Failure, ...]], roles: tuple[str, str, str], severity: Severity
) -> None:
    """By the role of the assertion, of its rule or of its pattern."""
    own, of_rule, of_pattern = (f' role="{role}"' if role else "" for role in roles)
    test = f'<assert test="xs:integer(.)"{own}>m</assert>'
    (found,) = failures(XS + f'<pattern{of_pattern}><rule context="a"{of_rule}>{test}</rule></pattern>', "<a>x</a>")
    assert (found.code, found.severity) == ("INT-046", severity)


def test_a_failing_assertion_is_in_the_report(svrl: Callable[..., xmlio.Element]) -> None:
    """As one that failed, with the reason, and nothing of ours beside."""
    test = "xs:integer(.) = (2, string-length('{}\"''''{'))"
    report = svrl(XS + OF_B.format(test.replace('"', "&quot;"), "m"))
    (failed,) = report.iter(f"{SVRL}failed-assert")
    assert dict(failed.items()) == {"location": "/Q{}a[1]/Q{}b[1]", "test": test, "id": "INT-046"}
    assert "".join(map(str, failed.itertext())) == 'Cannot convert string "x" to an integer'


def test_errors_that_rules_raise_themselves(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """Their words are told, but no address of the machine; and no more than is read."""
    rules = OF_B.format("error(xs:QName('xs:own'), 'own words, ' || static-base-uri() || ' ' || {})", "m")
    (found, _) = failures(XS + "\n" + rules.format("'end'"))
    assert found.message == "the rule at rules.sch:3:35 cannot be applied here: own words, end"
    (found, _) = failures(XS + rules.format("string-join((1 to 1000) ! 'x')"))
    assert len(found.message) == 240
    assert found.message.endswith("x…")
    (found, _) = failures(XS + OF_B.format("parse-xml('&lt;')", "m"))
    assert found.code == "INT-046"
    assert "file:" not in found.message


def test_long_messages_are_cut(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """What is told of a place is a sentence, not the text that stands there; the full report has it whole."""
    rules = """
      <pattern><rule context="a"><assert test="c" diagnostics="d"><value-of select="."/></assert></rule></pattern>
      <diagnostics><diagnostic id="d"><value-of select="."/></diagnostic></diagnostics>"""
    (found,) = failures(rules, f"<a>{'words ' * 1000}</a>")
    assert (len(found.message), found.message[-6:]) == (240, "words…")
    assert found.hint is not None
    assert (len(found.hint), found.hint[-1]) == (1000, "…")


def test_what_fails_for_all_is_told_of_the_document(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """Where a variable of the schema or of a pattern fails, no rule can be tested, which is told once."""
    rules = "<let name='v' value='xs:integer(//b[1])'/>\n" + OF_B.format("$v", "m")
    (found,) = failures(XS + rules)
    assert (found.code, found.severity, found.location_path) == ("INT-046", Severity.ERROR, "/")
    assert found.message == (
        "none of the rules could be applied to this document, because of rules.sch:2:57: "
        'Cannot convert string "x" to an integer'
    )
    assert failures(XS + rules, "<a><b>1</b></a>") == ()


def test_documents_beyond_the_limits_of_saxon_are_told(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """What Saxon's own parser does not take cannot be judged, and that is said."""
    many = " ".join(f'xmlns:p{number}="urn:p"' for number in range(300))
    (found,) = failures(OF_B.format("false()", "m"), f"<a><b {many}/></a>")
    assert found.code == "INT-046"
    assert found.message.startswith("none of the rules could be applied to this document, because of rules.sch: ")


def test_rules_that_never_end_are_told(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """A function without an end is stopped."""
    endless = '<xsl:function name="f:f"><xsl:param name="n"/><xsl:sequence select="1 + f:f($n + 1)"/></xsl:function>'
    rules = '<ns prefix="f" uri="urn:f"/>' + endless.replace("<xsl:function", '<xsl:function xmlns:f="urn:f"')
    (found,) = failures(rules + OF_B.format("f:f(1)", "m"))
    assert (found.code, found.location_path) == ("INT-046", "/")
    assert "Too many nested function calls" in found.message


def test_rules_that_end_the_run_are_told(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """A message of a rule does no harm; one that terminates ends its assertion alone."""
    told = "<xsl:message>note</xsl:message>"
    assert [each.code for each in failures(OF_B.format("false()", told))] == [None, None]
    found = failures(OF_B.format("false()", told.replace(">n", " terminate='yes'>n")))
    assert [each.code for each in found] == ["INT-046", "INT-046"]
    assert "Processing terminated by xsl:message" in found[0].message


# --- the lock: what expressions could reach is tried in test_lock.py; here, how it is told

REACHING: Final = [
    "<xsl:copy-of select=\"doc('{}')\"/>",
    "<xsl:evaluate xpath=\"'doc(&quot;{}&quot;)'\"/>",
    "<xsl:source-document href=\"{}\"><xsl:copy-of select='.'/></xsl:source-document>",
    "<xsl:result-document href='{}'>over</xsl:result-document>",
    (
        "<xsl:merge><xsl:merge-source for-each-source=\"'{}'\" select='/*'><xsl:merge-key select='.'/>"
        "</xsl:merge-source><xsl:merge-action><xsl:copy-of select='.'/></xsl:merge-action></xsl:merge>"
    ),
    "<xsl:text expand-text='yes'>{{doc('{}')}}</xsl:text>",
    "<value-of select=\"function-lookup(xs:QName('fn:doc'), 1)('{}')\"/>",
    "<value-of select=\"Q{{http://saxon.sf.net/}}doc('{}', map{{}})\"/>",
]
DECLARING: Final = [
    "<xsl:param name='v' static='yes' select=\"unparsed-text('{}')\"/>",
    "<xsl:variable name='v' static='yes' select=\"doc('{}')\"/>",
    "<xsl:variable name='v' select=\"unparsed-text('{}')\"/>",
    "<xsl:variable name='v' use-when=\"doc-available('{}')\" select=\"'treasure'\"/>",
    "<xsl:param name='v' _select=\"'{{unparsed-text('{}')}}'\"/>",
    "<xsl:include href='{}'/><xsl:variable name='v'/>",
    "<xsl:import href='{}'/><xsl:variable name='v'/>",
    "<xsl:use-package name='{}'/><xsl:variable name='v'/>",
    "<let name='v' value=\"doc('{}')\"/>",
]


@pytest.mark.parametrize("reaching", [*REACHING, *DECLARING])
def test_rules_reach_nothing(compiled: Callable[..., Rules], tmp_path: Path, reaching: str) -> None:
    """No file is read or written; rules that would are refused before they run, at their place."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret>treasure</secret>", encoding="utf-8")
    foreign = reaching.format(secret.as_uri())
    message = foreign if reaching in REACHING else '<value-of select="$v"/>'
    content = ("\n" if reaching in REACHING else foreign + "\n") + OF_B.format("false()", message)
    error = fault(lambda: compiled(XS + content), "INT-045")
    assert error.location is not None
    assert error.location.line == (3 if reaching in REACHING else 2)
    assert "treasure" not in error.message
    assert secret.read_text(encoding="utf-8") == "<secret>treasure</secret>"


@pytest.mark.parametrize(
    "expression",
    [
        *("doc('x')", "document('x')", "doc-available('x')", "doc ( 'x' )", "fn:doc('x')", "other:doc('x')"),
        *("collection()", "uri-collection('x')", "unparsed-text('x')", "unparsed-text-lines('x')", "json-doc('x')"),
        *("unparsed-text-available('x')", "environment-variable('HOME')", "available-environment-variables()"),
        *(
            "'x' ! doc#1(.)",
            "'x' => doc()",
            "Q{http://www.w3.org/2005/xpath-functions}doc('x')",
            "stream-available('x')",
        ),
        *("(: don't (: :) :) doc('it''s')", "doc(: c :)('x')", "not(\"'\" = 'doc(1)') or doc(\"'\")", "1&#10;!doc(.)"),
    ],
)
def test_functions_that_reach_out_are_refused(compiled: Callable[..., Rules], expression: str) -> None:
    """By whatever name they are called: none may be taken for false or empty because it is locked."""
    functions = "http://www.w3.org/2005/xpath-functions"
    prefixes = f'<ns prefix="fn" uri="{functions}"/><ns prefix="other" uri="{functions}"/>'
    test = expression.replace('"', "&quot;")
    error = fault(lambda: compiled(f"{prefixes}\n\n" + OF_B.format(test, "m")), "INT-045")
    assert error.location is not None
    assert (error.location.line, error.location.path) == (4, "/schema/pattern/rule/assert")
    assert "() reaches beyond the document that is judged" in error.message


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("context", "b[doc-available('x')]"), ("subject", "doc('x')"), ("documents", "'x'"), ("value", "doc('x')")],
)
def test_wherever_they_stand(compiled: Callable[..., Rules], attribute: str, value: str) -> None:
    """In the context of a rule, in a subject, in the parameter of an abstract pattern, for a whole pattern."""
    given = {"context": "b", "subject": ".", "value": ".", "documents": "", attribute: value}
    documents = 'documents="x"' if given["documents"] else ""
    rules = f"""<pattern is-a="p" {documents}><param name="v" value="{given["value"]}"/></pattern>
      <pattern id="p" abstract="true"><rule context="{given["context"]}">
        <assert test="$v" subject="{given["subject"]}">m</assert></rule></pattern>"""
    assert "reaches beyond" in fault(lambda: compiled(rules), "INT-045").message


@pytest.mark.parametrize(
    "expression",
    [
        *("'doc(1)' = .", "(: doc('x') :) true()", "own:doc('x') = 'x'", "$doc(1) = 1", "map{'doc': 2}?doc = 2"),
        *("@doc = (1, 2)", "doc = (1)", "'{doc(1)}' = .", "doc/document/collection (: :) = 1", "Q{urn:own}doc(1) = 1"),
    ],
)
def test_what_only_looks_like_reaching_out_runs(messages: Callable[..., list[str]], expression: str) -> None:
    """Words in literals and comments, names of elements and variables, functions of one's own."""
    rules = """<ns prefix="own" uri="urn:own"/><let name="doc" value="function($n) { $n }"/>
      <xsl:function name="o:doc" xmlns:o="urn:own"><xsl:param name="p"/><xsl:sequence select="$p"/></xsl:function>
      <pattern><rule context="a"><report test="(TEST) or true()">see doc(1) in {doc(2)}</report></rule></pattern>"""
    assert messages(rules.replace("TEST", expression)) == ["see doc(1) in {doc(2)}"]


def test_what_cannot_be_seen_beforehand_is_told_at_the_node(failures: Callable[..., tuple[Failure, ...]]) -> None:
    """The lock holds on the run, and gives the same code; the address that was tried is not repeated."""
    entity = "parse-xml('&lt;!DOCTYPE r [&lt;!ENTITY e SYSTEM &quot;file:///etc/hostname&quot;>]>&lt;r>&amp;e;&lt;/r>')"
    (found, _) = failures("\n" + OF_B.format(entity, "m"))
    assert found.code == "INT-045"
    assert found.message == "the rule at rules.sch:3:35 cannot be applied here: it reaches beyond this document"


def test_a_strangers_transpiler_is_looked_at_first(tmp_path: Path) -> None:
    """A bag brings its own; what its compiler could be made to read is refused before it is compiled."""
    transpiler = tmp_path / "schematron.xsl"
    transpiler.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        "<xsl:param name='v' static='yes' select=\"unparsed-text('/etc/hostname')\"/></xsl:stylesheet>",
        encoding="utf-8",
    )
    rules = tmp_path / "rules.sch"
    rules.write_text(f'<schema xmlns="{SCH}"><pattern/></schema>', encoding="utf-8")
    with pytest.raises(StylesheetError) as raised:
        Rules(rules, transpiler=transpiler)
    assert raised.value.code == "XSL-003"


# --- files that are included


@pytest.fixture
def included(tmp_path: Path) -> Callable[..., Rules]:
    """Return a function that makes rules of several files; the first is the one that is named."""

    def make(*contents: str, **files: str) -> Rules:
        """Write ``a.sch`` with some content on its second line, and others by their names, and compile."""
        start = f'<schema xmlns="{SCH}" queryBinding="xslt3">'
        (tmp_path / "a.sch").write_text(f"{start}\n{''.join(contents)}</schema>", "utf-8")
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.sch"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        return Rules(tmp_path / "a.sch", name="a.sch")

    return make


def test_inclusions_stand_where_they_are_called(included: Callable[..., Rules]) -> None:
    """The outermost element, or the one of an id, or of xml:id; within a schema, a pattern or a rule, from anywhere."""
    rules = included(
        '<include href="sub/p.sch"/><pattern><include href="more.sch#r"/></pattern>',
        sub__p=f'<pattern xmlns="{SCH}"><rule context="a"><include href="../more.sch#x%31"/></rule></pattern>',
        more=f'<x xmlns="{SCH}"><rule id="r" context="b"><assert test="false()">b</assert></rule>'
        '<report xml:id="x1" test="true()">a</report></x>',
    )
    assert [each.message for each in rules.failures(parsed("<a><b/></a>"))] == ["a", "b"]
    assert [str(path.relative_to(rules.path.parent)) for path in rules.files] == ["a.sch", "sub/p.sch", "more.sch"]


def test_extending_takes_over_what_another_holds(included: Callable[..., Rules]) -> None:
    """Of a rule, a pattern or a whole schema, and of a library for a schema; its own attributes stay behind."""
    rules = included(
        '<extends href="b.sch"/><extends href="l.sch"/><pattern id="own"><extends href="b.sch#p"/>'
        '<rule context="a" role="info"><extends href="b.sch#r"/><extends rule="local"/></rule></pattern>'
        '<rules><rule abstract="true" id="local"><assert test="c">local</assert></rule></rules>',
        b=f'<schema xmlns="{SCH}"><ns prefix="q" uri="urn:q"/><pattern id="p"><rule context="b" id="r" role="warning">'
        '<assert test="q:c">lent</assert></rule></pattern></schema>',
        l=f'<library xmlns="{SCH}"><pattern><rule context="b"><assert test="c">library</assert></rule></pattern>'
        "</library>",
    )
    found = [(each.message, each.severity.value) for each in rules.failures(parsed("<a><b/></a>"))]
    assert found == [
        *(("lent", "warning"), ("library", "error")),
        *(("lent", "info"), ("local", "info"), ("lent", "warning")),
    ]


def test_prefixes_keep_their_meaning(included: Callable[..., Rules]) -> None:
    """Of the elements that are included, whatever they are called where they come from."""
    rules = included(
        '<include href="p.sch"/>',
        p=f'<z:pattern xmlns:z="{SCH}"><z:rule context="a"><z:report test="true()">m</z:report></z:rule></z:pattern>',
    )
    assert [each.message for each in rules.failures(parsed("<a/>"))] == ["m"]


def test_what_is_data_is_not_included(included: Callable[..., Rules]) -> None:
    """Neither in a variable nor in a foreign element."""
    rules = included(
        '<let name="v"><include href="absent.sch"/></let><x:y xmlns:x="urn:x"><include href="absent.sch"/></x:y>'
        '<pattern><rule context="a"><report test="$v/*/@href"><value-of select="$v/*/@href"/></report></rule></pattern>'
    )
    assert [each.message for each in rules.failures(parsed("<a/>"))] == ["absent.sch"]
    assert rules.files == (rules.path,)


@pytest.mark.parametrize(
    ("content", "other", "words", "place"),
    [
        (
            "<include href='b.sch'/>",
            "<pattern xmlns='{}'>\n<nonsense/></pattern>",
            "nonsense cannot stand",
            "b.sch:2:1",
        ),
        (
            "<include href='b.sch'/>",
            "<pattern xmlns='{}'><rule context='a'>\n <assert test=')'/></rule></pattern>",
            "XPST0003",
            "b.sch:2:2",
        ),
        ("<include href='b.sch'/>", "<pattern>", "the file ends, but <pattern> of line 1 is still open", "b.sch:1:10"),
        ("<include href='b.sch'/>", "<pattern/>", "is not Schematron", "a.sch:2:1"),
        ("<include href='b.sch'/>", "<schema xmlns='{}'/>", "the element schema cannot stand in schema", "b.sch:1:1"),
        ("<include href='b.sch'/>", "<include xmlns='{}' href='a.sch'/>", " in itself", "b.sch:1:1"),
        ("<include href='a.sch'/>", "", " in itself", "a.sch:2:1"),
        ("<include href='b.sch#x'/>", "<pattern xmlns='{}'/>", "no element with the id x in b.sch", "a.sch:2:1"),
        ("<include/>", "", "include does not say what is to be included", "a.sch:2:1"),
        ("<extends href=''/>", "", "extends does not say what is to be included", "a.sch:2:1"),
        ("<extends href='b.sch'/>", "<rule xmlns='{}'/>", "a schema can extend only a schema, not a rule", "a.sch:2:1"),
        ("<pattern/>\n<include href='c.sch'/>", "", "“c.sch” cannot be included", "a.sch:3:1"),
        ("<include href='../b.sch'/>", "", "lies outside the folder of", "a.sch:2:1"),
        ("<include href='https://example.org/b.sch'/>", "", "is not a local file", "a.sch:2:1"),
        ("<include href='/etc/passwd'/>", "", "lies outside the folder of", "a.sch:2:1"),
        ("<include xml:base='x/' href='b.sch'/>", "", "xml:base would move what is included", "a.sch:2:1"),
    ],
)
def test_what_cannot_be_included_is_told_in_the_right_file(
    included: Callable[..., Rules], content: str, other: str, words: str, place: str
) -> None:
    """At the element that is at fault, or at the one that asks for it."""
    with pytest.raises(MaterialError) as raised:
        included(content, b=other.replace("{}", SCH))
    assert words in raised.value.message
    assert str(raised.value.location) == place
    assert raised.value.code == ("XML-001" if "still open" in words else "INT-001")


# --- rules that are embedded in a RELAX NG schema


@pytest.fixture
def embedded(tmp_path: Path) -> Callable[..., Rules | None]:
    """Return a function that takes the rules out of a RELAX NG schema of one or two files."""

    def make(content: str, second: str = "") -> Rules | None:
        """Write ``a.rng``, whose content begins on line 3, and what it may include, and take the rules out of it."""
        start = f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="{SCH}"\n ns="urn:t">\n'
        (tmp_path / "a.rng").write_text(f"{start}{content}</grammar>", "utf-8")
        (tmp_path / "sub").mkdir(exist_ok=True)
        (tmp_path / "sub" / "b.rng").write_text(f"{start}{second}</grammar>", "utf-8")
        return Rules.embedded(tmp_path / "a.rng", name="schemas/a.rng")

    return make


def test_rules_are_taken_out_of_a_grammar(embedded: Callable[..., Rules | None]) -> None:
    """From the schema and what it includes: patterns, rules and assertions that stand alone, and what they need."""
    rules = embedded(
        '<include href="sub/b.rng"/><sch:ns prefix="t" uri="urn:t"/><sch:title>Title</sch:title>'
        '<start><element name="a"><sch:rule context="t:a"><sch:assert id="R" test="$one = 2">rule</sch:assert>'
        '</sch:rule><element name="b"><optional><attribute name="x"><sch:report test="@x">alone</sch:report>'
        "</attribute></optional></element></element></start>",
        '<sch:ns prefix="t" uri="urn:t"/><sch:let name="one" value="1"/><sch:let name="one" value="1"/>'
        '<define name="d"><sch:pattern id="p"><sch:rule context="*:b"><sch:extends rule="lent"/></sch:rule>'
        "</sch:pattern>"
        '<sch:pattern id="p"><sch:rule abstract="true" id="lent"><sch:assert test="k:key(.)" diagnostics="d">lent'
        "</sch:assert></sch:rule></sch:pattern><empty/></define>"
        '<sch:diagnostics><sch:diagnostic id="d">do</sch:diagnostic></sch:diagnostics><sch:ns prefix="k" uri="urn:k"/>'
        '<x:function name="k:key" xmlns:x="http://www.w3.org/1999/XSL/Transform" xmlns:k="urn:k"><x:param name="n"/>'
        '<x:sequence select="empty($n/@x)"/></x:function>',
    )
    assert rules is not None
    found = rules.failures(parsed('<a xmlns="urn:t"><b x="1"/></a>'))
    assert [(each.code, each.message, each.hint) for each in found] == [
        ("R", "rule", None),
        (None, "alone", None),
        (None, "lent", "do"),
    ]
    assert [path.name for path in rules.files] == ["a.rng", "b.rng"]


@pytest.mark.parametrize(
    ("content", "second", "words", "place"),
    [
        (
            "\n<sch:pattern><sch:rule context='a'><sch:assert test=')'/></sch:rule></sch:pattern>",
            "",
            "XPST",
            "a.rng:4:36",
        ),
        ("<include href='sub/b.rng'/>", "<sch:pattern>\n<sch:nonsense/></sch:pattern>", "nonsense", "sub/b.rng:4:1"),
        ("<define name='d'><sch:assert test='a'/><empty/></define>", "", "assert cannot stand in", "a.rng:3:18"),
        ("<sch:pattern/>\n<sch:include href='x.sch'/>", "", "x.sch is not followed here", "a.rng:4:1"),
        ("<sch:ns prefix='t' uri='u'/><sch:ns prefix='t' uri='v'/><sch:pattern/>", "", "two namespaces", "a.rng:3:29"),
        ("<sch:schema queryBinding='xquery'><sch:pattern/></sch:schema>", "", "binding xquery is not", "a.rng:3:35"),
    ],
)
def test_faults_of_embedded_rules_are_told_in_the_grammar(
    embedded: Callable[..., Rules | None], content: str, second: str, words: str, place: str
) -> None:
    """At their place in the file of the grammar that they stand in."""
    with pytest.raises(StylesheetError) as raised:
        embedded(content, second)
    assert words in raised.value.message
    assert str(raised.value.location) == f"schemas/{place}"


@pytest.mark.parametrize("content", ["", "<sch:title>t</sch:title>", "<sch:ns prefix='t' uri='u'/>", "<!-- {} -->"])
def test_a_grammar_without_rules_embeds_none(embedded: Callable[..., Rules | None], content: str) -> None:
    """What only prepares for rules is none."""
    assert embedded(content.replace("{}", SCH)) is None


def test_a_schema_within_a_grammar_says_its_binding(embedded: Callable[..., Rules | None]) -> None:
    """Without it, XSLT 2.0 is meant; a rule that lacks an id is told by its place when it cannot be applied."""
    rule = "<sch:rule context='*'><sch:assert test='string-length(*) = 1'>m</sch:assert></sch:rule>"
    old = embedded(f"<sch:schema queryBinding='xslt'><sch:pattern>{rule}</sch:pattern></sch:schema>")
    new = embedded(f"<sch:pattern>{rule}</sch:pattern>")
    assert old is not None
    assert new is not None
    document = parsed("<a><b>x</b><b>y</b></a>")
    assert [each.location_path for each in old.failures(document)] == ["/Q{}a[1]/Q{}b[1]", "/Q{}a[1]/Q{}b[2]"]
    assert new.failures(document)[0].message.startswith("the rule at a.rng:3:36 cannot be applied here: ")


def test_tei_s_own_assertions(conformance: Path, flagship: Path) -> None:
    """The Schematron within TEI's schema compiles, finds what it should, and has nothing against the flagship."""
    path = conformance / "tei" / "tei_all.rng"
    schema = xmlio.embedded_rules(path)
    assert schema is not None
    asserted = [*schema.root.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report")]
    assert len(asserted) == 103
    assert schema.location(asserted[0]).file == str(path)
    rules = Rules.embedded(path)
    assert rules is not None
    assert rules.failures(xmlio.read(flagship)) == ()
    date = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><date when="2020" from="2020"/></TEI>'
    (failure,) = rules.failures(parsed(date))
    assert failure.message.startswith("The @when attribute cannot be used with")
    assert (failure.code, failure.severity) == (None, Severity.WARNING)


# --- rules that take too much ---------------------------------------------------------------------------------------

# Each is all that a message says.
BOMBS: Final = {
    "a function that calls itself": "f:f(1)",
    "ranges in each other": "count(for $a in 1 to 1000000, $b in 1 to 1000000 return $a)",
    "a text that doubles": "string-length(fold-left(1 to 60, string(@x), function($a, $b) { $a || $a }))",
    "repetitions in a repetition": f"matches('{'a' * 50}!', '^(a+)+$')",
}
ENDLESS: Final = (
    '<ns prefix="f" uri="urn:f"/><xsl:function name="f:f"><xsl:param name="n"/><xsl:sequence select="f:f($n + 1)"/>'
    '</xsl:function><pattern><rule context="a"><report test="true()"><value-of select="{}"/></report></rule></pattern>'
)


@pytest.mark.parametrize("name", BOMBS)
def test_rules_that_never_end_are_given_up(name: str, tmp_path: Path) -> None:
    """That is told of each document, and those that the rules can cope with are judged."""
    path = tmp_path / "endless.sch"
    content = ENDLESS.format(BOMBS[name]) + OF_B.format("false()", "no b")
    path.write_text(f'<schema xmlns="{SCH}" {XSL} queryBinding="xslt3">{content}</schema>', encoding="utf-8")
    rules = Rules(path, limits=Limits(document=1, memory=10_000_000_000))
    for _ in range(2):
        (failure,) = rules.failures(parsed(SMALL))
        assert (failure.code, failure.severity, failure.location_path) == ("INT-046", Severity.ERROR, "/")
        assert failure.message == (
            "none of the rules could be applied to this document, because of endless.sch: "
            "the run took longer than 1 seconds"
        )
    assert [failure.message for failure in rules.failures(parsed("<b/>"))] == ["no b"]


def test_rules_that_take_too_long_to_compile_cannot_be_used(tmp_path: Path) -> None:
    """As others that do not compile."""
    path = tmp_path / "a.sch"
    path.write_text(f'<schema xmlns="{SCH}" queryBinding="xslt3">{OF_B.format("1", "x")}</schema>', encoding="utf-8")
    error = fault(lambda: Rules(path, name="rules.sch", limits=Limits(compilation=0)))
    assert error.message == "the rules cannot be used: compilation took longer than 0 seconds"


def test_a_strangers_transpiler_that_never_ends_is_given_up(tmp_path: Path) -> None:
    """It is what fails, and not the rules."""
    transpiler = tmp_path / "schematron.xsl"
    body = f'<xsl:value-of select="{BOMBS["ranges in each other"]}"/>'
    template = f'<xsl:template match="/">{body}</xsl:template>'
    transpiler.write_text(f'<xsl:stylesheet {XSL} version="3.0">{template}</xsl:stylesheet>', "utf-8")
    with pytest.raises(StylesheetError) as caught:
        Rules(resources.RULES, transpiler=transpiler, limits=Limits(document=1, megabyte=0))
    assert (caught.value.code, caught.value.message) == ("XSL-005", "the run took longer than 1 seconds")
    assert caught.value.location == Location(file=str(transpiler))


def test_our_own_need_no_process(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Nor does a copy of them, as every bag of ours holds; what is not ours does."""
    shutil.copytree(resources.SCHEMAS, tmp_path / "schemas")
    shutil.copytree(resources.XSLT, tmp_path / "xslt")
    rules, transpiler = tmp_path / "schemas" / resources.RULES.name, tmp_path / "xslt" / resources.SCHEMATRON.name
    Rules(resources.RULES)
    Rules(rules, transpiler=transpiler)
    assert not started
    rules.write_text(rules.read_text("utf-8") + "<!-- mine -->", "utf-8")
    Rules(rules, transpiler=transpiler)
    assert len(started) == 1
    transpiler.write_text(transpiler.read_text("utf-8") + "<!-- mine -->", "utf-8")
    Rules(rules, transpiler=transpiler)
    Rules(resources.RULES, transpiler=transpiler)
    assert len(started) == 3
