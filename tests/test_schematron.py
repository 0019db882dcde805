"""Schematron as ISO/IEC 19757-3:2020 means it, and rules that cannot reach out, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree

from preserve import xmlio
from preserve.errors import DocumentError, StylesheetError, SurroundingsError
from preserve.findings import Severity
from preserve.schematron import Rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.schematron import Failure

SCH: Final = "http://purl.oclc.org/dsdl/schematron"
SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
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


def fault(make: Callable[[], object]) -> StylesheetError:
    """Return the error that the call raises."""
    with pytest.raises(StylesheetError) as raised:
        make()
    assert raised.value.code == "INT-001"
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
def test_bindings_of_the_first_xpath(messages: Callable[..., list[str]], attributes: str) -> None:
    """Where nodes are taken for a string, the first one counts, which later versions refuse."""
    rules = OF_B.format("string-length(../b) = 3", '<value-of select="../b"/>')
    assert messages(rules, attributes=attributes) == ["x", "x"]
    with pytest.raises(StylesheetError):
        messages(rules, attributes='queryBinding="xslt2"')


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


def test_tei_s_own_assertions(conformance: Path, tmp_path: Path, flagship: Path) -> None:
    """The Schematron within TEI's schema compiles, finds what it should, and has nothing against the flagship."""
    path = tmp_path / "tei.sch"
    path.write_bytes(embedded(conformance / "tei" / "tei_all.rng"))
    rules = Rules(path)
    assert rules.failures(xmlio.read(flagship)) == ()
    date = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><date when="2020" from="2020"/></TEI>'
    (failure,) = rules.failures(parsed(date))
    assert failure.message.startswith("The @when attribute cannot be used with")
    assert failure.severity is Severity.WARNING


def embedded(schema: Path) -> bytes:
    """Return the Schematron schema that stands in a RELAX NG schema."""
    grammar = etree.parse(schema, etree.XMLParser(huge_tree=True, resolve_entities=False))
    rules = etree.Element(f"{{{SCH}}}schema", {"queryBinding": "xslt2"}, nsmap={"sch": SCH})
    prefixes = {element.get("prefix"): element for element in grammar.iter(f"{{{SCH}}}ns")}
    rules.extend([*prefixes.values(), *grammar.iter(f"{{{SCH}}}pattern")])
    return etree.tostring(rules)


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
        ("<pattern documents='x'/>", "rules for other documents", 2),
        ("<pattern><rule context='a'><extends href='x.sch'/></rule></pattern>", "must stand in one file", 2),
        ("<include href='x.sch'/>", "include of x.sch is not followed", 2),
        ("<xsl:include href='x.xsl'/><pattern/>", "xsl:include is not allowed", 2),
        ("<xsl:import href='x.xsl'/><pattern/>", "xsl:import is not allowed", 2),
        ("<xsl:use-package name='x'/><pattern/>", "xsl:use-package is not allowed", 2),
        ("<xsl:output method='text'/><pattern/>", "xsl:output cannot stand in schema", 2),
        ("<pattern><rule context='a'><xsl:if test='b'/></rule></pattern>", "xsl:if cannot stand in rule", 2),
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


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("\n<pattern><rule context='b'>\n<assert test='xs:integer(.) = 1'>m</assert></rule></pattern>", 4),
        ("\n" + OF_B.format("false()", "\n<value-of select='xs:integer(.)'/>"), 4),
        ("<let name='v' value='xs:integer(//b[1])'/>" + OF_B.format("$v", "m"), None),
    ],
)
def test_what_fails_on_the_run_is_told(compiled: Callable[..., Rules], content: str, line: int | None) -> None:
    """An expression may be sound and still fail on a document; variables of the schema fail without a place."""
    rules = compiled(XS + content)
    error = fault(lambda: rules.failures(parsed(SMALL)))
    assert "Cannot convert string" in error.message
    assert error.location is not None
    assert error.location.line == line


def test_rules_that_never_end_are_told(compiled: Callable[..., Rules]) -> None:
    """A function without an end is stopped; where it stands, Saxon does not say."""
    endless = '<xsl:function name="f:f"><xsl:param name="n"/><xsl:sequence select="1 + f:f($n + 1)"/></xsl:function>'
    rules = '<ns prefix="f" uri="urn:f"/>' + endless.replace("<xsl:function", '<xsl:function xmlns:f="urn:f"')
    error = fault(lambda: compiled(rules + OF_B.format("f:f(1)", "m")).failures(parsed(SMALL)))
    assert "Too many nested function calls" in error.message


def test_rules_that_end_the_run_are_told(compiled: Callable[..., Rules]) -> None:
    """A message of a rule does no harm; one that terminates is a fault of the rules, at its place."""
    told = "<xsl:message>note</xsl:message>"
    assert len(compiled(OF_B.format("false()", told)).failures(parsed(SMALL))) == 2
    error = fault(
        lambda: compiled(OF_B.format("false()", told.replace(">n", " terminate='yes'>n"))).svrl(parsed(SMALL))
    )
    assert error.message == "the rules cannot be used: Processing terminated by xsl:message"
    assert error.location is not None
    assert error.location.line == 2


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


# --- the lock: what expressions could reach is tried in test_lock.py; here, what rules bring along in XSLT

REACHING: Final = [
    "<xsl:copy-of select=\"doc('{}')\"/>",
    "<xsl:evaluate xpath=\"'doc(&quot;{}&quot;)'\"/>",
    "<xsl:source-document href=\"{}\"><xsl:copy-of select='.'/></xsl:source-document>",
    "<xsl:result-document href='{}'>over</xsl:result-document>",
]
DECLARING: Final = [
    "<xsl:param name='v' static='yes' select=\"unparsed-text('{}')\"/>",
    "<xsl:variable name='v' static='yes' select=\"doc('{}')\"/>",
    "<xsl:variable name='v' select=\"unparsed-text('{}')\"/>",
    "<xsl:variable name='v' use-when=\"doc-available('{}')\" select=\"'treasure'\"/>",
    "<xsl:param name='v' _select=\"'{{unparsed-text('{}')}}'\"/>",
    "<xsl:include href='{}'/><xsl:variable name='v'/>",
    "<let name='v' value=\"doc('{}')\"/>",
]


@pytest.mark.parametrize("reaching", [*REACHING, *DECLARING])
def test_rules_reach_nothing(compiled: Callable[..., Rules], tmp_path: Path, reaching: str) -> None:
    """No file is read or written, neither while rules are compiled nor when they are applied."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret>treasure</secret>", encoding="utf-8")
    foreign = reaching.format(secret.as_uri())
    message = foreign if reaching in REACHING else '<value-of select="$v"/>'
    content = ("" if reaching in REACHING else foreign) + OF_B.format("false()", message)
    with pytest.raises(StylesheetError) as raised:
        compiled(content).failures(parsed(SMALL))
    assert raised.value.code == "INT-001"
    assert "treasure" not in raised.value.message
    assert secret.read_text(encoding="utf-8") == "<secret>treasure</secret>"


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
