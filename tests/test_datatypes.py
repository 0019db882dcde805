"""Datatypes: what they allow, what is equal, why a text is refused, and that nothing takes long."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from elementpath import datatypes as theirs
from elementpath.regex import translate_pattern
from hypothesis import given
from hypothesis import strategies as st

from preserve.relaxng.datatypes import BUILT_IN, XML_SCHEMA, DatatypeError, Identity, automaton, find
from preserve.relaxng.datatypes.catalogue import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

pytestmark = pytest.mark.enduring

DECLARED = {"p": "urn:p", "q": "urn:p", "r": "urn:r", None: "urn:default"}

# Type, and texts parted by |; "∅" is the empty text, "␠" a space, "␤" an end of line.
VALID = {
    "string": "∅|a|␠a␠␠b␤|Қазақстан|\U0001f399|<>|&|\t|1|.|\u0301|a",
    "normalizedString": "∅|a|␠a␠|␤",
    "token": "∅|a|␠a␠␠b␤",
    "boolean": "true|false|1|0|␠true␤",
    "decimal": "0|-0|+1|1.|.5|-1.23|12678967.543233|+100000.00|210|000.000|␠7␠|123456789012345678901234567890",
    "integer": "0|-1|+1|00|12678967543233|-00|␤9|99999999999999999999999999999999999999999999999999",
    "nonPositiveInteger": "0|-0|+0|-1|-126789675432330000000000000000",
    "negativeInteger": "-1|-01|-99999999999999999999999",
    "nonNegativeInteger": "0|-0|1|+12|007",
    "positiveInteger": "1|+1|0001|126789675432330000000000",
    "long": "9223372036854775807|-9223372036854775808|000000000000000000000000000000000001",
    "int": "2147483647|-2147483648|+0",
    "short": "32767|-32768|0",
    "byte": "127|-128|0000127",
    "unsignedLong": "18446744073709551615|0|-0",
    "unsignedInt": "4294967295|0",
    "unsignedShort": "65535|0",
    "unsignedByte": "255|0|+255",
    "float": "-1E4|1267.43233E12|12.78e-2|12|-0|0|INF|-INF|NaN|1e99999|.5|1.",
    "double": "-1E4|1267.43233E12|12.78e-2|12|-0|0|INF|-INF|NaN|1.e5|.5E+3|␠2␠",
    "duration": (
        "P1Y|P1Y2M3DT10H30M|-P120D|P1347Y|P1347M|P1Y2MT2H|P0Y1347M|P0Y1347M0D|PT36H|PT0S|PT1.5S|PT1.S|PT.5S|P1DT1S"
    ),
    "yearMonthDuration": "P1Y|P20M|-P1Y0M",
    "dayTimeDuration": "P1D|PT1H|-P1DT2H3M4.5S",
    "dateTime": (
        "1999-05-31T13:20:00-05:00|2002-10-10T12:00:00Z|2002-10-10T12:00:00|2023-12-31T24:00:00|-0044-03-15T12:00:00"
        "|2023-12-31T24:00:00.00Z|2002-10-10T00:00:00.123456789012345678901|12023-01-01T00:00:00+14:00"
        "|2024-02-29T23:59:59.9|2000-01-01T00:00:00-14:00|0001-01-01T00:00:00|␠2002-10-10T12:00:00␤"
    ),
    "dateTimeStamp": "2002-10-10T12:00:00Z|2002-10-10T12:00:00+06:00",
    "date": (
        "2023-04-19|2023-04-19Z|2023-04-19+06:00|2000-02-29|2024-02-29|2400-02-29|-0004-02-29|-0001-02-29|12023-01-31"
        "|0001-01-01|9999-12-31|2023-01-01-14:00|2023-01-01+13:59|␠2023-04-19␤|99999999999999999999-12-31"
    ),
    "time": "00:00:00|23:59:59|24:00:00|24:00:00.0|13:20:00-05:00|12:00:00.000000000000001|12:30:00Z",
    "gYearMonth": "2023-04|1999-05Z|-0044-03|12023-12+01:00",
    "gYear": "2023|0001|-0001|12023|2023Z|2023-05:00|9999|0999",
    "gMonthDay": "--04-19|--02-29|--12-31Z|--01-31+14:00",
    "gMonth": "--01|--12|--05Z",
    "gDay": "---01|---31|---15-14:00",
    "hexBinary": "∅|0FB7|0fb7|00|␠ab␠",
    "base64Binary": "∅|RlVO|QUI=|QQ==|Q␠U␠I␠=|+/+/|AAAA␤AAAA|AAE=",
    "anyURI": (
        "∅|#p1|a␠b|https://example.org/|http://[::1]:80/|mailto:a@example.org|urn:x:y|../a␠b.xml|é|a%20b|?|//host/p"
        "|http://user@host:80/p?q#f|a/b:c|1a/b:c|#xpath(//a[1])|http://пример.испытание/ü|{}|a\\b|C:\\a|./a:b|geo:43.2,76.9"
    ),
    "language": "en|de-1996|x-klingon|i-navajo|zh-Hant-CN|abcdefgh|EN|sl-rozaj-biske|␠kk␠|en-12345678|a|kk-Cyrl-KZ",
    "Name": "a|a:b|:a|:|_|é|a·b|a\u0300|ก|Ⰰ|\U00010000|a.-1",
    "NCName": "a|_|é|a·b|a\u0300|ก|Ⰰ|\U00010000|a.-1|A1|␠a␤|Қ",
    "NMTOKEN": "1|-|a:b|.|·|␠a␠|\u0300",
    "NMTOKENS": "a|a␠b|␠1␤-␠|a:b␠␠c",
    "ID": "a|_1|é",
    "IDREF": "a|_1|é",
    "IDREFS": "a|a␠b|␠a␤b␠",
    "ENTITY": "a|figure1",
    "ENTITIES": "a|a␠b",
    "QName": "a|p:a|xml:lang|␠r:b␠|é",
    "NOTATION": "a|p:a",
}
INVALID = {
    "boolean": "∅|TRUE|yes|2|true␠false|01|True|t|+1|-0|1.0|null",
    "decimal": "∅|.|+|-|1e3|1,5|\uff11|1␠2|INF|NaN|--1|+-1|0x1|1.2.3|1_000|½",
    "integer": "∅|1.0|1.|-|1e3|+-1|1␠2|\u0663|INF|0x1F|1,000|--1",
    "nonPositiveInteger": "1|+1|-|-1.0",
    "negativeInteger": "0|-0|1",
    "nonNegativeInteger": "-1|-01|1.5|∅",
    "positiveInteger": "0|-1|+0",
    "long": "9223372036854775808|-9223372036854775809|99999999999999999999999999999999999999999",
    "int": "2147483648|-2147483649",
    "short": "32768|-32769",
    "byte": "128|-129|0000128",
    "unsignedLong": "18446744073709551616|-1",
    "unsignedInt": "4294967296|-1",
    "unsignedShort": "65536|-1",
    "unsignedByte": "256|-1",
    "float": "∅|+INF|inf|nan|1e|e1|.|1e1.5|1,5|1f|0x1p3|infinity|--1|1␠2|\u0663",
    "double": "∅|+INF|Inf|NAN|1e|E5|.|1e1.5|1,5|1d|+|1e+|1E5E5|-NaN",
    "duration": (
        "∅|P|PT|-P|P1YT|P-1347M|P1Y2MT|P1M1Y|P1W|P1.5Y|+P1D|1Y|PT1.5H|P1S|PT.S|P1Y 2M|p1y|PT1H1H|P1D2H|PT1Y|P 1D"
    ),
    "yearMonthDuration": "P1D|P1YT0S|P|PT1M",
    "dayTimeDuration": "P1Y|P1M|P|P1DT",
    "dateTime": (
        "∅|2002-10-10|2002-10-10T12:00|2002-10-10T12:00:60|2002-10-10T25:00:00|2002-10-10T24:00:01|0000-01-01T00:00:00"
        "|2002-10-10 12:00:00|2002-10-10T12:00:00.|2002-10-10t12:00:00|2002-10-10T12:60:00|2023-02-30T00:00:00"
        "|2002-10-10T12:00:00z|2002-10-10T12:00:00+0500|2002-10-10T24:01:00|2002-10-10T24:00:00.1|T12:00:00"
    ),
    "dateTimeStamp": "2002-10-10T12:00:00|2002-10-10Z",
    "date": (
        "∅|2023-02-29|2023-02-30|1900-02-29|2100-02-29|2023-13-01|2023-00-01|2023-04-31|2023-01-32|2023-01-00|0000-01-01"
        "|-0000-01-01|02023-01-01|+2023-01-01|202-01-01|2023-1-1|2023-01-01z|2023-01-01+14:01|2023-01-01+13:60|-0002-02-29"
        "|2023-01-01+15:00|2023-01-01T00:00:00|2023-01|19.4.2023|\uff12\uff10\uff12\uff13-01-01"
        "|2023-01-01+1:00|2023 -01-01|2023-06-31|2023-09-31"
    ),
    "time": (
        "∅|24:00:01|25:00:00|12:60:00|12:00:60|12:00|1:00:00|12:00:00.|12:00:00+24:00|24:00:00.1|12.00.00|T12:00:00"
    ),
    "gYearMonth": "∅|2023|2023-13|2023-00|0000-01|2023-4|2023-04-19|04-2023|23-04",
    "gYear": "∅|0000|-0000|202|02023|+2023|2023-|c2023|1e3|2023 AD|-999",
    "gMonthDay": "∅|--02-30|--04-31|--13-01|--00-01|--01-00|04-19|-04-19|--4-19|--06-31|--01-32",
    "gMonth": "∅|--13|--00|--05--|05|-05|--5|April",
    "gDay": "∅|---32|---00|--01|31|---1|1st",
    "hexBinary": "0|0g|0F␠0F|0x0F|\u0660\u0660|abc",
    "base64Binary": "AAA|A===|AB==|AAB=|AA=A|=|AAAA=|A|A-B_|ÄAAA|====|AA",
    "anyURI": "%|%zz|a%2|a#b#c|1:a|:a|http://[|http://a:b/|a[1]|http://a/[b]|+a:b|a_b:c|é:c|##|[a]|http://a:80:80/|http://[z]/",
    "language": "∅|en-|-en|abcdefghi|12|en_US|en-abcdefghi|e1|en␠de|é|en--US|1a|*",
    "Name": "∅|1a|-a|.a|a␠b|\u0300a|·a|a,b|a/b|#a|a@b|a\u2028",
    "NCName": "∅|a:b|:a|1a|-a|a␠b|\u0300a|a,b|a#|#a|(a)|\xd7",
    "NMTOKEN": "∅|a␠b|a,b|#a|a/b|@|\u2028",
    "NMTOKENS": "∅|␠|a,b|a␠#b|a␠b,c",
    "ID": "∅|1|a:b|a␠b|#a",
    "IDREF": "∅|1|#a",
    "IDREFS": "∅|a␠1|#a␠b|␠␤",
    "ENTITY": "∅|1|a␠b",
    "ENTITIES": "∅|a␠1",
    "QName": "∅|z:a|:a|a:|p:a:b|1|p:1|p␠:a",
    "NOTATION": "∅|z:a|1",
}


def _texts(line: str) -> list[str]:
    """Return the texts of a line of a table."""
    return [each.replace("∅", "").replace("␠", " ").replace("␤", "\n") for each in line.split("|")]


def _pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    """Return types and texts of a table."""
    return [(name, text) for name, line in table.items() for text in _texts(line)]


def test_every_type_is_in_the_tables() -> None:
    """The nineteen primitive types, the twenty-five derived ones and three of version 1.1 are there, and no other."""
    assert set(VALID) == NAMES
    assert len(NAMES) == 19 + 25 + 3
    assert set(NAMES) - set(INVALID) == {"string", "normalizedString", "token"}


@pytest.mark.parametrize(("name", "text"), _pairs(VALID))
def test_texts_of_a_type_are_allowed(name: str, text: str) -> None:
    """What XML Schema allows, is allowed, and is equal to itself."""
    datatype = find(XML_SCHEMA, name)
    assert datatype.allows(text, DECLARED)
    assert datatype.equal(text, DECLARED, text, DECLARED)


@pytest.mark.parametrize(("name", "text"), _pairs(INVALID))
def test_other_texts_are_refused_with_a_reason(name: str, text: str) -> None:
    """What XML Schema does not allow is refused, is equal to nothing, and the reason is short."""
    datatype = find(XML_SCHEMA, name)
    assert not datatype.allows(text, DECLARED)
    assert not datatype.equal(text, DECLARED, text, DECLARED)
    assert re.match(r"(is|holds|has) ", datatype.reason(text))
    assert len(datatype.reason(text)) <= 120


@pytest.mark.parametrize(
    ("library", "name", "identity"),
    [
        (XML_SCHEMA, "ID", Identity.ID),
        (XML_SCHEMA, "IDREF", Identity.IDREF),
        (XML_SCHEMA, "IDREFS", Identity.IDREFS),
        (XML_SCHEMA, "NCName", Identity.NONE),
        (BUILT_IN, "token", Identity.NONE),
    ],
)
def test_identity_is_that_of_the_type(library: str, name: str, identity: Identity) -> None:
    """Only three types identify something."""
    assert find(library, name).identity is identity


def test_a_datatype_is_one_object() -> None:
    """The same arguments give the same object, which knows what it was made of."""
    parameters = (("minInclusive", "0"), ("pattern", "[0-9]"))
    first = find(XML_SCHEMA, "int", parameters)
    assert first is find(XML_SCHEMA, "int", parameters)
    assert first is not find(XML_SCHEMA, "int")
    assert (first.library, first.name, first.parameters) == (XML_SCHEMA, "int", parameters)
    assert find(XML_SCHEMA, "date").description == "a date, such as 2023-04-19"


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("token", " a  b ", "a b"),
        ("normalizedString", "a\tb", "a b"),
        ("boolean", "1", "true"),
        ("decimal", "1.0", "+01"),
        ("integer", "-0", "000"),
        ("float", "0.1", "1e-1"),
        ("float", "16777216", "16777217"),
        ("float", "1e39", "INF"),
        ("float", "-3.5e38", "-INF"),
        ("double", "NaN", "NaN"),
        ("double", "-0", "0"),
        ("duration", "P1Y", "P12M"),
        ("duration", "PT24H", "P1D"),
        ("duration", "-PT60M", "-PT1H"),
        ("dateTime", "2023-12-31T24:00:00", "2024-01-01T00:00:00"),
        ("dateTime", "2023-04-19T12:00:00.0Z", "2023-04-19T18:00:00+06:00"),
        ("date", "2023-04-19Z", "2023-04-19+00:00"),
        ("time", "24:00:00", "00:00:00"),
        ("time", "23:00:00-05:00", "04:00:00Z"),
        ("gYear", "2023Z", "2023-00:00"),
        ("hexBinary", "0fb7", "0FB7"),
        ("base64Binary", "Q U I =", "QUI="),
        ("QName", "p:a", "q:a"),
        ("NMTOKENS", "a  b", " a b"),
    ],
)
def test_equal_values_may_be_written_differently(name: str, first: str, second: str) -> None:
    """Equality is that of values."""
    datatype = find(XML_SCHEMA, name)
    assert datatype.equal(first, DECLARED, second, DECLARED)
    assert datatype.equal(second, DECLARED, first, DECLARED)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("string", "a", " a"),
        ("normalizedString", "a  b", "a b"),
        ("token", "a b", "ab"),
        ("decimal", "1", "1.0000000000000000000000000000000000000001"),
        ("double", "16777216", "16777217"),
        ("double", "NaN", "0"),
        ("duration", "P1M", "P30D"),
        ("dateTime", "2023-04-19T12:00:00", "2023-04-19T12:00:00Z"),
        ("date", "2023-04-19", "2023-04-20"),
        ("date", "2023-02-28+12:00", "2023-02-28"),
        ("QName", "p:a", "r:a"),
        ("QName", "p:a", "a"),
        ("anyURI", "http://a/%7e", "http://a/%7E"),
        ("NCName", "a", "A"),
    ],
)
def test_other_values_are_not_equal(name: str, first: str, second: str) -> None:
    """What looks alike may be another value."""
    assert not find(XML_SCHEMA, name).equal(first, DECLARED, second, DECLARED)


def test_a_qualified_name_is_equal_by_its_namespace() -> None:
    """The prefixes are those in scope at each place; without a default namespace a name is in none."""
    datatype = find(XML_SCHEMA, "QName")
    assert datatype.equal("a:x", {"a": "urn:1"}, "b:x", {"b": "urn:1"})
    assert not datatype.equal("a:x", {"a": "urn:1"}, "a:x", {"a": "urn:2"})
    assert datatype.equal("x", {None: "urn:1"}, "b:x", {"b": "urn:1"})
    assert datatype.equal("x", {}, "x", {})
    assert not datatype.equal("x", {}, "x", {None: "urn:1"})
    assert not datatype.allows("a:x", {"a": ""})


def test_the_built_in_library_has_two_types() -> None:
    """A string is what it is; a token is without superfluous white space; both allow anything."""
    string, token = find(BUILT_IN, "string"), find(BUILT_IN, "token")
    assert string.allows(" a ", {})
    assert token.allows("", {})
    assert token.equal(" a  b\n", {}, "a b", {})
    assert not token.equal("a\u00a0b", {}, "a b", {})
    assert not string.equal(" a", {}, "a", {})


@pytest.mark.parametrize(
    ("name", "parameters", "allowed", "refused"),
    [
        ("string", {"length": "2"}, "ab|\U0001f399é|␠␠", "a|abc|∅"),
        ("token", {"minLength": "1", "maxLength": "3"}, "a|abc|␠␠abc␠␠", "∅|abcd|␠"),
        ("NMTOKENS", {"minLength": "2"}, "a␠b|a␠b␠c", "a|␠a␠"),
        ("hexBinary", {"length": "2"}, "0F0F", "0F|0F0F0F"),
        ("base64Binary", {"length": "1"}, "QQ==|Q Q = =", "QUI=|∅"),
        ("anyURI", {"maxLength": "2"}, "#a", "#ab"),
        ("QName", {"length": "9"}, "a|p:a", "z:a"),
        ("decimal", {"totalDigits": "3"}, "123|1.23|001.230|0.12|.123", "1234|1.234|0.0001"),
        ("decimal", {"fractionDigits": "1"}, "1.5|1.50|123", "1.55|0.01"),
        ("integer", {"totalDigits": "2", "fractionDigits": "0"}, "99|-99|0099", "100"),
        ("decimal", {"minInclusive": "0", "maxInclusive": "1"}, "0|1|0.5|-0", "-0.1|1.0000000000000000000000001"),
        ("double", {"minExclusive": "0", "maxExclusive": "1"}, "0.5|1e-9", "0|1|-0|NaN|INF"),
        ("double", {"minInclusive": "NaN"}, "NaN", "0|INF"),
        ("float", {"maxInclusive": "INF"}, "INF|1e99|-INF", "NaN"),
        ("byte", {"maxExclusive": "10"}, "9|-128", "10|128"),
        ("date", {"minInclusive": "2023-01-02"}, "2023-01-02|2023-01-03Z|12023-01-01", "2023-01-01|2023-01-02Z"),
        ("dateTime", {"maxExclusive": "2023-01-02T00:00:00Z"}, "2023-01-01T09:59:59", "2023-01-01T10:00:00"),
        ("gYear", {"maxInclusive": "2023"}, "2023|0001|-0500", "2024|12023"),
        ("gMonthDay", {"minInclusive": "--03-01"}, "--03-01|--12-31", "--02-29"),
        ("time", {"maxExclusive": "12:00:00"}, "11:59:59.999|00:00:00|24:00:00", "12:00:00"),
        ("duration", {"maxInclusive": "P1M"}, "P27D|P1M", "P28D|P30D|P31D|P32D"),
        ("duration", {"minExclusive": "-P1Y"}, "-P364D|P0D|-P11M", "-P1Y|-P366D|-P12M"),
        ("token", {"pattern": "a b|a"}, "a|␠a␠␠b␠", "b|ab"),
        ("boolean", {"pattern": "true|false"}, "true|false", "1|0"),
        ("QName", {"pattern": r"p:\i\c*"}, "p:a", "r:a|a"),
    ],
)
def test_facets_restrict(name: str, parameters: dict[str, str], allowed: str, refused: str) -> None:
    """Each facet keeps in what it should, and nothing else."""
    datatype = find(XML_SCHEMA, name, tuple(parameters.items()))
    assert [text for text in _texts(allowed) if not datatype.allows(text, DECLARED)] == []
    assert [text for text in _texts(refused) if datatype.allows(text, DECLARED)] == []


def test_all_patterns_apply() -> None:
    """Of several patterns each must match."""
    datatype = find(XML_SCHEMA, "token", (("pattern", "a.*"), ("pattern", ".*b")))
    assert [text for text in ("ab", "axb", "a", "b") if datatype.allows(text, {})] == ["ab", "axb"]


@pytest.mark.parametrize(
    ("library", "name", "parameters", "complaint"),
    [
        ("urn:x", "a", (), "the library of datatypes “urn:x” is not known"),
        (XML_SCHEMA, "dat", (), "there is no datatype “dat”"),
        (BUILT_IN, "date", (), "there is no datatype “date” (XML Schema's library is not named here)"),
        (BUILT_IN, "token", (("length", "1"),), "the built-in type token has no parameters"),
        (
            XML_SCHEMA,
            "token",
            (("enumeration", "a"),),
            "RELAX NG has no parameter enumeration; list the values with <value>",
        ),
        (XML_SCHEMA, "token", (("whiteSpace", "collapse"),), "RELAX NG has no parameter whiteSpace"),
        (XML_SCHEMA, "token", (("size", "1"),), "there is no parameter “size”"),
        (XML_SCHEMA, "token", (("minInclusive", "1"),), "the type token has no parameter minInclusive"),
        (XML_SCHEMA, "date", (("length", "1"),), "the type date has no parameter length"),
        (XML_SCHEMA, "double", (("totalDigits", "1"),), "the type double has no parameter totalDigits"),
        (XML_SCHEMA, "boolean", (("length", "1"),), "the type boolean has no parameter length"),
        (XML_SCHEMA, "token", (("length", "-1"),), "the length “-1” is no number that a length can be"),
        (XML_SCHEMA, "decimal", (("totalDigits", "0"),), "the totalDigits “0” is no number that a totalDigits can be"),
        (
            XML_SCHEMA,
            "integer",
            (("fractionDigits", "1"),),
            "integer is a whole number: its fractionDigits can only be 0",
        ),
        (
            XML_SCHEMA,
            "byte",
            (("maxInclusive", "300"),),
            "the maxInclusive “300” of byte is not a whole number from -128 to 127: it is more than 127",
        ),
        (
            XML_SCHEMA,
            "date",
            (("minInclusive", "2023-02-30"),),
            "the minInclusive “2023-02-30” of date is no date: February 2023 has 28 days",
        ),
        (XML_SCHEMA, "token", (("length", "1"), ("length", "1")), "the parameter length is given twice"),
        (XML_SCHEMA, "token", (("minLength", "2"), ("maxLength", "1")), "minLength 2 is more than maxLength 1"),
        (
            XML_SCHEMA,
            "int",
            (("minInclusive", "2"), ("maxExclusive", "1")),
            "minInclusive “2” is more than maxExclusive “1”",
        ),
        (
            XML_SCHEMA,
            "int",
            (("minInclusive", "2"), ("minExclusive", "1")),
            "minInclusive and minExclusive exclude each other",
        ),
        (
            XML_SCHEMA,
            "decimal",
            (("totalDigits", "1"), ("fractionDigits", "2")),
            "fractionDigits 2 is more than totalDigits 1",
        ),
    ],
)
def test_a_faulty_datatype_is_told(
    library: str, name: str, parameters: tuple[tuple[str, str], ...], complaint: str
) -> None:
    """What a schema cannot ask for is a sentence."""
    with pytest.raises(DatatypeError) as caught:
        find(library, name, parameters)
    assert str(caught.value) == complaint


# --- patterns --------------------------------------------------------------------------------------------------------


def _pattern(expression: str) -> Callable[[str], bool]:
    """Return what tells whether an expression matches."""
    datatype = find(XML_SCHEMA, "string", (("pattern", expression),))
    return lambda text: datatype.allows(text, {})


@pytest.mark.parametrize(
    ("expression", "matched", "unmatched"),
    [
        ("", "∅", "a|␠"),
        ("a|", "a|∅", "b"),
        ("^a$", "^a$", "a"),
        (".", "a|\u2028|\x85|\U0001f399", "␤|\r|∅|ab"),
        (r"\d", "1|\u0661|१", "a|²|Ⅷ"),
        (r"\D", "a|²", "1|\u0661"),
        (r"\w", "a|é|$|\u0301|\uff11|+", "_|-|.|␠|\u200d"),
        (r"\W", "_|.|␠", "a|$"),
        (r"\s+", "␠␤\t\r", "\u00a0|\u2003|\x0b"),
        (r"\i\c*", "a|:a|_1|é·|Қ", "1|-|\u0300"),
        (r"\I\C", "1#|-␠", "a#|1a"),
        (r"\p{L}\p{Lu}", "aA|жЖ", "aa|1A"),
        (r"\P{L}", "1|␠", "a|ж"),
        (r"[^\p{C}\p{Z}]+", "a|ж-1\U0001f399", "a␠b|∅|\u00a0|\u200b|\ue000|\u0378"),
        (r"(\p{L}|\p{N}|\p{P}|\p{S})+", "a1.+|Ж", "a␠b|\u0301|∅"),
        (r"\p{IsCyrillic}+", "Жанар|ѣ", "a|Ԁ"),
        (r"\P{IsBasicLatin}", "é", "e"),
        (r"[\p{IsGreek}\d]", "λ|1", "a|ж"),
        ("[a-z-[aeiou]]", "b|z", "a|-|[|]"),
        ("[a-z-[a-y-[b]]]", "b|z", "a|c"),
        (r"[^\d-[a]]", "b|-", "a|1"),
        ("[a-]", "a|-", "b"),
        ("[-a]", "a|-", "b"),
        ("[^-a]", "b", "a|-"),
        ("[+--]", "+|,|-", ".|*"),
        (r"[\]\[\^\-\\]", "]|[|^|-|\\", "a"),
        ("[$^.*]", "$|^|.|*", "a"),
        (r"\(\)\{\}\.\?\*\+\\\-", "(){}.?*+\\-", "a"),
        (r"\n\r\t", "␤\r\t", "nrt"),
        ("a{2}", "aa", "a|aaa"),
        ("a{2,}", "aa|aaaaaaa", "a|∅"),
        ("a{1,3}", "a|aa|aaa", "∅|aaaa"),
        ("a{0}", "∅", "a"),
        ("a{0,2}b", "b|ab|aab", "aaab"),
        ("(a*)*", "∅|aaa", "b"),
        ("((a|b)+c?)+", "a|abcab|bc", "c|∅"),
        ("(ab|cd){2}", "abab|abcd|cdab", "ab|ababab"),
        ("(19[789][0-9]|[2-9][0-9]{3}).*", "1975|2023-04", "1960|199"),
        (r"P[0-9]+([.,][0-9]+)?W", "P1W|P1.5W|P1,5W", "P.5W|PW"),
        ("()", "∅", "a"),
        ("a b", "a␠b", "ab"),
    ],
)
def test_patterns_are_those_of_xml_schema(expression: str, matched: str, unmatched: str) -> None:
    """Each construct means what appendix F says."""
    matches = _pattern(expression)
    split = [each.replace("∅", "").replace("␠", " ").replace("␤", "\n") for each in matched.split("|")]
    assert [text for text in split if not matches(text)] == []
    assert [text for text in _texts(unmatched) if matches(text)] == []


@pytest.mark.parametrize(
    ("expression", "cause"),
    [
        ("(a", "at character 3: a ( is not closed"),
        ("a)", "at character 2: the “)” closes nothing; as a character it is written with a \\"),
        ("a]", "at character 2: the “]” closes nothing; as a character it is written with a \\"),
        ("*a", "at character 1: there is nothing that “*” could repeat"),
        ("a**", "at character 3: there is nothing that “*” could repeat"),
        ("a{2", "at character 2: { begins no quantity such as {2}, {2,} or {2,5}"),
        ("a{,2}", "at character 2: { begins no quantity such as {2}, {2,} or {2,5}"),
        ("a{3,2}", "at character 2: {3,2} ends below its beginning"),
        ("[a", "at character 3: it breaks off"),
        ("[]", "at character 3: a class of characters is empty"),
        ("[z-a]", "at character 5: a range of characters ends before it begins"),
        ("[[a]]", "at character 3: a [ inside of [ ] is written \\["),
        ("[a-[b]c]", "at character 7: after a subtracted class there must be a ]"),
        (r"\$", "at character 2: \\“$” has no meaning in XML Schema"),
        (r"\b", "at character 2: \\“b” has no meaning in XML Schema"),
        (r"\1", "at character 2: \\“1” has no meaning in XML Schema"),
        ("a\\", "at character 3: it breaks off"),
        ("(?:a)", "at character 2: there is nothing that “?” could repeat"),
        ("a+?", "at character 3: there is nothing that “?” could repeat"),
        (r"\pL", "at character 3: the name of a category in { } is missing"),
        ("(" * 101 + ")" * 101, "at character 102: it is nested deeper than 100 levels"),
    ],
)
def test_faulty_patterns_are_told_with_their_place(expression: str, cause: str) -> None:
    """What is no expression of XML Schema is refused, though Python knows some of it."""
    with pytest.raises(DatatypeError) as caught:
        _pattern(expression)
    assert str(caught.value).startswith("the pattern “")
    assert str(caught.value).endswith(f" is faulty {cause}")


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        (r"\p{IsNowhere}", "Unicode has no block “IsNowhere”"),
        (r"\p{Xy}", "Unicode has no category “Xy”"),
        (r"\p{Cs}", "Unicode has no category “Cs”"),
        ("(a{999}){999}", "the pattern “(a{999}){999}” is too large: its repetitions multiply"),
        ("((){99999999}){99999999}", "the pattern “((){99999999}){99999999}” is too large: its repetitions multiply"),
    ],
)
def test_patterns_that_cannot_be_had_are_told(expression: str, complaint: str) -> None:
    """An unknown class and an expression too large are named."""
    with pytest.raises(DatatypeError) as caught:
        _pattern(expression)
    assert str(caught.value) == complaint


# Without \w and \s, which elementpath takes from Python, and which mean something else there.
_PIECES = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "[a-c-[b]]", r"\d", r"\p{L}", "^", "(a|bc)", "(ab?|b)", "()"])
_EXPRESSIONS = st.lists(
    st.tuples(_PIECES, st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,2}", "{0,1}"])).map("".join),
    max_size=5,
).map("".join)


@given(expression=st.lists(_EXPRESSIONS, min_size=1, max_size=3).map("|".join), text=st.text("abc1^жЖ\n", max_size=8))
def test_patterns_match_as_elementpath_translates_them(expression: str, text: str) -> None:
    """Python's engine agrees on what elementpath makes of an expression."""
    translated = translate_pattern(expression, back_references=False, lazy_quantifiers=False, anchors=False)
    assert _pattern(expression)(text) is (re.search(translated, text) is not None)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("(a+)+b", "a" * 200_000),
        ("(a|a)*c", "a" * 200_000),
        ("(a|b)*a(a|b){12}", "abbaab" * 30_000),
        (".+:.+", ":" * 200_000 + "\n"),
        ("([a-z]{1,20}){1,20}", "a" * 200_000),
    ],
)
def test_no_pattern_takes_long(expression: str, text: str) -> None:
    """What Python's engine would need ages or quadratic time for is decided at once."""
    started = time.process_time()
    assert not _pattern(expression)(text)
    assert time.process_time() - started < 5


def test_memory_of_a_pattern_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ways that were remembered are forgotten when they are too many, and the answers stay right."""
    monkeypatch.setattr(automaton, "_REMEMBERED", 50)
    forgotten: list[int] = []
    matcher = automaton.Automaton("(.|b)*a(.|b){3}")
    forget = matcher._forget  # noqa: SLF001

    def counted() -> None:
        """Count, and forget."""
        forgotten.append(1)
        forget()

    monkeypatch.setattr(matcher, "_forget", counted)
    every = "".join(map(chr, range(0x100, 0x400)))
    for _ in range(2):
        assert matcher.matches(every + "abcd")
        assert matcher.matches(every[::-1] + "aaaaa")
        assert not matcher.matches(every + "a")
        assert not matcher.matches("\n")
    assert len(forgotten) > 10


def test_tei_s_own_patterns_need_no_elementpath() -> None:
    """The third of a second that elementpath takes to import is saved where no block of Unicode is named."""
    script = (
        "import sys; from preserve.relaxng.datatypes import XML_SCHEMA, find\n"
        r"datatype = find(XML_SCHEMA, 'token', (('pattern', r'[^\p{C}\p{Z}]+'),));"
        "print(datatype.allows('Қ', {}), 'elementpath' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "True False\n"


# --- reasons ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("date", "2023-02-30", "is no date: February 2023 has 28 days"),
        ("date", "2024-02-30", "is no date: February 2024 has 29 days"),
        ("date", "2023-04-31", "is no date: April 2023 has 30 days"),
        ("date", "2023-13-01", "is no date: there is no month 13"),
        ("date", "2023-12-32", "is no date: there is no day 32"),
        ("date", "0000-01-01", "is no date: there is no year 0"),
        ("date", "998-01-01", "is no date: a year has four digits at least: 0998"),
        ("date", "02023-01-01", "is no date: a year of more than four digits begins with no 0"),
        ("date", "19.4.2023", "is no date: write it as 2023-04-19"),
        ("date", "19. 4. 2023", "is no date: write it as 2023-04-19"),
        ("date", "4/19/2023", "is no date: write it as 2023-04-19"),
        ("date", "19/4/2023", "is no date: write it as 2023-04-19"),
        ("date", "3/4/2023", "is no date: write it as 2023-04-03 or 2023-03-04"),
        ("date", "2023-4-9", "is no date: write it as 2023-04-09"),
        ("date", "20230419", "is no date: write it as 2023-04-19"),
        ("date", "2023/04/19", "is no date: write it as 2023-04-19"),
        ("date", "19 April 2023", "is no date: write it as 2023-04-19"),
        ("date", "April 19th, 2023", "is no date: write it as 2023-04-19"),
        ("date", "2023-04-19T12:30:00", "is no date: write it as 2023-04-19"),
        ("date", "2023-04-19z", "is no date: write it as 2023-04-19Z"),
        ("date", "2023-04-19+0600", "is no date: write it as 2023-04-19+06:00"),
        ("date", "2023-04-19+15:00", "is no date: no time zone is further than 14:00 from Greenwich"),
        ("date", "2023-04", "is no date: the day is missing"),
        ("date", "2023", "is no date: month and day are missing"),
        ("date", "spring", "is not a date, such as 2023-04-19"),
        ("date", "30.2.2023", "is not a date, such as 2023-04-19"),
        ("date", "", "is empty; a date is wanted, such as 2023-04-19"),
        ("dateTime", "2023-04-19T12:30", "is no date and time: write it as 2023-04-19T12:30:00"),
        ("dateTime", "2023-04-19 12:30:05", "is no date and time: write it as 2023-04-19T12:30:05"),
        ("dateTime", "2023-04-19", "is no date and time: the time of day is missing, as in 2023-04-19T12:00:00"),
        ("dateTime", "2023-04-19T25:00:00", "is no date and time: there is no hour 25"),
        ("dateTime", "2023-04-19T24:30:00", "is no date and time: a day ends with 24:00:00"),
        (
            "dateTimeStamp",
            "2023-04-19T12:00:00",
            "is no date and time with a time zone: the time zone is missing, as in 2023-04-19T12:00:00Z",
        ),
        ("time", "9:30", "is no time: write it as 09:30:00"),
        ("time", "12:60:00", "is no time: there is no minute 60"),
        ("time", "12:00:00+10:75", "is no time: a time zone has no more than 59 minutes"),
        ("gYearMonth", "April 2023", "is no year and month: write it as 2023-04"),
        ("gMonth", "May", "is no month: write it as --05"),
        ("gDay", "19.", "is no day of the month: write it as ---19"),
        ("gMonthDay", "19. April", "is no month and day: write it as --04-19"),
        ("gMonthDay", "--02-30", "is no month and day: February has 29 days"),
        ("duration", "90min", "is no duration: write it as PT90M"),
        ("duration", "1 hour 30 minutes", "is no duration: write it as PT1H30M"),
        ("duration", "1 year and 6 months", "is no duration: write it as P1Y6M"),
        ("duration", "P90M30S", "is no duration: write it as PT90M30S"),
        ("duration", "P2H", "is no duration: write it as PT2H"),
        ("duration", "1:30:00", "is no duration: write it as PT1H30M0S"),
        ("duration", "45:10", "is no duration: write it as PT45M10S or PT45H10M"),
        ("duration", "2 weeks", "is no duration: write it as P14D"),
        ("duration", "9", "is no duration: the unit is missing, as in PT9M for minutes"),
        ("duration", "PT1,5S", "is no duration: write the decimal point as PT1.5S"),
        ("duration", "P1.5Y", "is no duration: only seconds may have a fraction"),
        ("duration", "PT", "is no duration: after the T an amount is missing, as in PT90M"),
        ("duration", "long", "is no duration: it begins with P, as in PT90M or P1DT2H"),
        ("decimal", "1,5", "is no number: write the decimal point as 1.5"),
        ("decimal", "1e3", "is no decimal number: powers of ten (E) are not allowed here"),
        ("decimal", "5 km", "is not a number: character 2 is a space"),
        ("double", "50%", "is no number: leave out the “%”"),
        ("double", "infinity", "is no number: infinity is INF or -INF, not-a-number is NaN"),
        ("integer", "1.5", "is no whole number: no fraction is allowed here"),
        ("nonNegativeInteger", "-1", "is not a whole number, 0 or more: it is less than 0"),
        ("boolean", "YES", "is neither true nor false: write it as true"),
        ("boolean", "maybe", "is neither true nor false (nor 1 nor 0)"),
        ("NCName", "a b", "is not a name: character 2 is a space"),
        ("NCName", "1a", "is not a name: it begins with “1”, not with a letter or _"),
        ("NCName", "a\u200bb", "is not a name: character 2 is the invisible character U+200B"),
        ("ID", "a:b", "is not an identifier: character 2 is “:”"),
        ("IDREFS", "a #b", "holds “#b”, which is not an identifier: character 1 is “#”"),
        ("language", "en_US", "is no language: its parts are joined by hyphens: “en-US”"),
        ("language", "en-", "is no language: nothing follows the last hyphen"),
        ("language", "portuguese", "is no language: “portuguese” has more than 8 characters; write a code such as en"),
        ("language", "en (US)", "is no language: character 3 is a space"),
        ("anyURI", "50%", "is no address: the % at character 3 has no two figures after it; a plain % is written %25"),
        ("anyURI", "a#b#c", "is no address: it has more than one #"),
        ("anyURI", "a b:c", "is no address: before the colon “a b” is no scheme such as https"),
        ("anyURI", "a[1]", "is no address: a [ is written %5B"),
        ("anyURI", ":a", "is no address: nothing stands before its first colon"),
        ("anyURI", "http://a:b/", "is no address: “a:b” is no name of a server, with a port or without"),
        ("QName", "z:a", "has the prefix “z”, which is not declared"),
        ("QName", "a:b:c", "is not a qualified name: it has more than one colon"),
        ("hexBinary", "abc", "is not a hexadecimal number: the figures must come in pairs"),
        ("hexBinary", "0x", "is not a hexadecimal number: character 2 is “x”"),
        ("base64Binary", "A-BC", "is not data in Base64: character 2 is “-”"),
        ("base64Binary", "AAA", "is not data in Base64: its length or its end is wrong; was it cut off?"),
        ("date", "2023-04-19", "is a date"),
    ],
)
def test_reasons_help(name: str, text: str, reason: str) -> None:
    """The reason names the figure or character, or the right form where there is one reading."""
    assert find(XML_SCHEMA, name).reason(text) == reason


@pytest.mark.parametrize(
    ("name", "parameters", "text", "reason"),
    [
        ("token", {"pattern": r"[^\p{C}\p{Z}]+"}, "two words", "holds a space; one word is wanted"),
        ("token", {"pattern": r"\S+"}, " ", "is empty; one word is wanted"),
        ("token", {"pattern": "[0-9]+"}, "x", "does not match the pattern “[0-9]+”"),
        ("token", {"pattern": "a" * 99}, "x", f"does not match the pattern “{'a' * 59}…”"),
        ("decimal", {"maxInclusive": "100"}, "101", "is more than 100"),
        ("decimal", {"minExclusive": "0"}, "0", "is 0 itself; it must be more than it"),
        ("decimal", {"totalDigits": "1"}, "11", "has more than 1 digit"),
        ("decimal", {"fractionDigits": "2"}, "1.111", "has more than 2 digits after the decimal point"),
        ("date", {"minInclusive": "2023-01-01"}, "2022-12-31", "is before 2023-01-01"),
        ("date", {"minInclusive": "2023-01-01"}, "2023-01-01Z", "cannot be compared with 2023-01-01"),
        ("duration", {"maxInclusive": "PT1H"}, "P1D", "is longer than PT1H"),
        ("token", {"length": "1"}, "ab", "has 2 characters; 1 is wanted"),
        ("token", {"minLength": "2"}, "a", "has 1 character; at least 2 are wanted"),
        ("NMTOKENS", {"maxLength": "1"}, "a b", "has 2 words; at most 1 is wanted"),
        ("hexBinary", {"length": "2"}, "00", "has 1 byte; 2 are wanted"),
    ],
)
def test_reasons_of_facets(name: str, parameters: dict[str, str], text: str, reason: str) -> None:
    """The reason names the bound, the length or the pattern."""
    assert find(XML_SCHEMA, name, tuple(parameters.items())).reason(text) == reason


def test_near_texts_are_told_from_others() -> None:
    """Among several types the one whose reason is about the text can be picked."""
    near = [name for name in ("date", "gYear", "decimal", "duration") if find(XML_SCHEMA, name).is_near("2023-02-30")]
    assert near == ["date", "duration"]


@given(name=st.sampled_from(sorted(NAMES)), text=st.text(max_size=40) | st.text("0123456789-:TZPYMDHS.+ ", max_size=30))
def test_no_text_surprises(name: str, text: str) -> None:
    """Any text is allowed or refused with a short reason, and is equal to itself exactly if it is allowed."""
    datatype = find(XML_SCHEMA, name)
    assert datatype.equal(text, {}, text, {}) is datatype.allows(text, {})
    assert 0 < len(datatype.reason(text)) <= 120


# --- oracles ---------------------------------------------------------------------------------------------------------


@given(first=st.dates(), second=st.dates())
def test_dates_are_those_of_python(first: dt.date, second: dt.date) -> None:
    """A date of Python is a date, and bounds follow its order."""
    assert find(XML_SCHEMA, "date").allows(first.isoformat(), {})
    bounded = find(XML_SCHEMA, "date", (("maxInclusive", "2000-02-29"),))
    assert bounded.allows(first.isoformat(), {}) is (first <= dt.date(2000, 2, 29))
    assert find(XML_SCHEMA, "date").equal(first.isoformat(), {}, second.isoformat(), {}) is (first == second)


@given(year=st.integers(1, 9999), month=st.integers(1, 12), day=st.integers(27, 32))
def test_days_of_months_are_those_of_the_calendar(year: int, month: int, day: int) -> None:
    """The last day of each month is right in every year."""
    text = f"{year:04}-{month:02}-{day:02}"
    assert find(XML_SCHEMA, "date").allows(text, {}) is (day <= calendar.monthrange(year, month)[1])
    assert find(XML_SCHEMA, "date").allows("1" + text, {}) is find(XML_SCHEMA, "date").allows(text, {})


_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


@given(
    moment=st.datetimes(dt.datetime(2, 1, 1), dt.datetime(9998, 1, 1), timezones=_ZONES),  # noqa: DTZ001
    zone=_ZONES,
)
def test_a_moment_is_the_same_in_every_time_zone(moment: dt.datetime, zone: dt.timezone) -> None:
    """The same moment is equal in any zone, and the next microsecond is not."""
    datatype = find(XML_SCHEMA, "dateTime")
    elsewhere = moment.astimezone(zone).isoformat()
    assert datatype.equal(moment.isoformat(), {}, elsewhere, {})
    assert not datatype.equal((moment + dt.timedelta(microseconds=1)).isoformat(), {}, elsewhere, {})


@given(first=st.decimals(allow_nan=False, allow_infinity=False, places=6), second=st.decimals(-9, 9, places=2))
def test_numbers_are_those_of_python(first: Decimal, second: Decimal) -> None:
    """Decimal numbers are allowed, equal and ordered as Python's are."""
    text, bound = f"{first:f}", f"{second:f}"
    assert find(XML_SCHEMA, "decimal").allows(text, {})
    assert find(XML_SCHEMA, "decimal").equal(text, {}, bound, {}) is (first == second)
    assert find(XML_SCHEMA, "decimal", (("minExclusive", bound),)).allows(text, {}) is (first > second)


@given(number=st.floats(), bound=st.floats(-2, 2))
def test_floating_numbers_are_those_of_python(number: float, bound: float) -> None:
    """Double precision is Python's own."""
    text = repr(number).replace("inf", "INF").replace("nan", "NaN")
    assert find(XML_SCHEMA, "double").equal(text, {}, text, {})
    assert find(XML_SCHEMA, "double", (("maxInclusive", repr(bound)),)).allows(text, {}) is (number <= bound)


@given(months=st.integers(0, 30), days=st.integers(0, 900), other=st.integers(0, 900))
def test_durations_are_ordered_as_the_specification_says(months: int, days: int, other: int) -> None:
    """A duration is less than another if it ends earlier from each of the four dates that the specification names."""
    bounded = find(XML_SCHEMA, "duration", (("maxExclusive", f"P{other}D"),))
    ends = []
    for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)):
        start = dt.date(year, month, 1)
        shifted = dt.date(year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1, 1)
        ends.append((shifted - start).days + days < other)
    assert bounded.allows(f"P{months}M{days}D", {}) is all(ends)


# Texts of the tables on which elementpath's date types differ: PT1.S and PT.5S (XML Schema takes any decimal there),
# -0001-02-29 (the year 1 before Christ had it), and years of twenty digits (an OverflowError). Its AnyURI is laxer: it
# takes brackets in paths, and a colon after what is no scheme. Its expressions take \w and \s from Python.
_PEERS: dict[str, Callable[[str], object]] = {
    "date": theirs.Date10.fromstring,
    "dateTime": theirs.DateTime10.fromstring,
    "time": theirs.Time.fromstring,
    "gYearMonth": theirs.GregorianYearMonth10.fromstring,
    "gYear": theirs.GregorianYear10.fromstring,
    "gMonthDay": theirs.GregorianMonthDay.fromstring,
    "gMonth": theirs.GregorianMonth.fromstring,
    "gDay": theirs.GregorianDay.fromstring,
    "duration": theirs.Duration.fromstring,
}


def _peer_takes(name: str, text: str) -> bool:
    """Tell whether elementpath makes a value of a text."""
    try:
        _PEERS[name](text)
    except ValueError:
        return False
    return True


_TEMPLATES = {
    "date": "2023-04-19",
    "dateTime": "2024-02-28T23:59:59",
    "time": "12:30:00",
    "gYearMonth": "2023-04",
    "gYear": "2023",
    "gMonthDay": "--02-28",
    "gMonth": "--04",
    "gDay": "---19",
    "duration": "P1Y2M3DT4H5M6S",
}


@st.composite
def _almost(draw: st.DrawFn) -> tuple[str, str]:
    """Return a type and a text that was right before one or two characters changed."""
    name = draw(st.sampled_from(sorted(_TEMPLATES)))
    characters = list(_TEMPLATES[name])
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(characters) - 1))
        characters[place] = draw(st.sampled_from("0123456789-:TP"))
    return name, "".join(characters) + draw(st.sampled_from(["", "", "Z", "+06:00"]))


@given(case=_almost())
def test_dates_are_those_of_elementpath(case: tuple[str, str]) -> None:
    """On texts near to dates, an independent implementation has the same opinion."""
    name, text = case
    assert find(XML_SCHEMA, name).allows(text, {}) is _peer_takes(name, text)


# --- size ------------------------------------------------------------------------------------------------------------

_LONG = 1_000_000


@pytest.mark.parametrize(
    ("name", "parameters", "text"),
    [
        ("integer", {"maxInclusive": "5"}, "1" * _LONG),
        ("int", {}, "1" * _LONG),
        ("decimal", {"maxInclusive": "5"}, "1" * _LONG + ".5"),
        ("double", {"maxInclusive": "5"}, "1" * _LONG),
        ("float", {"maxInclusive": "5"}, "1e" + "1" * _LONG),
        ("date", {"maxInclusive": "2023-01-01"}, "1" * _LONG + "-01-01"),
        ("dateTime", {"maxInclusive": "2023-01-01T00:00:00"}, "2023-01-01T00:00:00." + "1" * _LONG),
        ("duration", {"maxInclusive": "P1D"}, "P" + "1" * _LONG + "Y"),
        ("token", {"maxLength": "1"}, " a" * _LONG),
        ("token", {"pattern": r"\S+"}, "a" * _LONG + " b"),
        ("NMTOKENS", {"maxLength": "1"}, "a " * _LONG),
        ("hexBinary", {}, "a" * (_LONG + 1)),
        ("base64Binary", {}, "A A" * _LONG + "A"),
        ("anyURI", {}, "x:" * _LONG + "##"),
        ("anyURI", {}, "http://" + "a@" * _LONG),
        ("language", {}, "en-" * _LONG),
        ("QName", {}, "a:" * _LONG),
        ("boolean", {}, "1" * _LONG),
    ],
)
def test_long_texts_take_no_long_time(name: str, parameters: dict[str, str], text: str) -> None:
    """A million characters are judged, compared and explained in a moment, and no limit of Python's is met."""
    datatype = find(XML_SCHEMA, name, tuple(parameters.items()))
    started = time.process_time()
    assert not datatype.allows(text, {})
    assert len(datatype.reason(text)) <= 120
    assert datatype.equal(text, {}, text, {}) is find(XML_SCHEMA, name).allows(text, {})
    assert time.process_time() - started < 5
