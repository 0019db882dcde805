"""What a document says of its schemas and rules with <?xml-model?>."""

from __future__ import annotations

from typing import Final

import pytest

from preserve import xmlio

RNG: Final = "http://relaxng.org/ns/structure/1.0"
SCH: Final = "http://purl.oclc.org/dsdl/schematron"


def associations(prolog: str, rest: str = "") -> tuple[xmlio.Association, ...]:
    """Read the associations of a document."""
    return xmlio.associations(xmlio.parse(f"{prolog}<TEI/>{rest}".encode(), "a.xml"))


def test_all_that_an_instruction_says() -> None:
    """Every pseudo-attribute is read, in any order and in both kinds of quotes, over several lines."""
    (found,) = associations(
        '<?xml version="1.0"?>\n'
        f"  <?xml-model title='The rules' href=\"rules/a%20b.sch\"\n  type=\"application/xml\" schematypens='{SCH}'"
        ' phase="draft" group="house"?>\n'
    )
    assert (found.href, found.kind, found.namespace) == ("rules/a%20b.sch", "schematron", SCH)
    assert (found.title, found.type, found.phase, found.group) == ("The rules", "application/xml", "draft", "house")
    assert (found.location.file, found.location.line, found.location.column) == ("a.xml", 2, 3)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (f'href="x" schematypens="{RNG}"', "relaxng"),
        (f'href="x" schematypens=" {SCH} "', "schematron"),
        ('href="x.rng" schematypens="http://www.w3.org/2001/XMLSchema"', "other"),
        (f'href="x.rnc" type="application/relax-ng-compact-syntax" schematypens="{RNG}"', "relaxng"),
        ('href="x" type="application/relax-ng-compact-syntax; charset=utf-8"', "relaxng"),
        ('href="x.rng" type="application/xml-dtd"', "other"),
        ('href="x.rng" type="application/xml"', "relaxng"),
        ('href="d/x.RNC"', "relaxng"),
        ('href="d.rng/x.sch?v=1#p"', "schematron"),
        ('href="x.sch" schematypens=""', "schematron"),
        ('href="x.xsd"', "other"),
        ('href="sch"', "other"),
        ('href="http://[/x.sch"', "other"),
    ],
)
def test_the_kind_is_told_by_namespace_then_type_then_name(said: str, kind: str) -> None:
    """What is said outright counts before what a name suggests."""
    assert [each.kind for each in associations(f"<?xml-model {said}?>")] == [kind]


def test_only_instructions_before_the_root_count() -> None:
    """Not those within comments, in the document or behind it, and none that is merely named alike."""
    prolog = (
        '<!-- <?xml-model href="comment.rng"?> --><?xml-stylesheet href="s.xsl"?><?xml-models href="m.rng"?>'
        '<?xml-model href="1.rng"?><!-- x -->\r\n<?xml-model href="2.sch"?>'
    )
    found = associations(prolog.replace("<TEI/>", ""), '<?xml-model href="behind.rng"?>')
    assert [(each.href, each.location.line, each.location.column) for each in found] == [
        ("1.rng", 1, prolog.index('<?xml-model href="1') + 1),
        ("2.sch", 2, 1),
    ]
    assert xmlio.associations(xmlio.parse(b'<a><?xml-model href="x.rng"?></a>', "a.xml")) == ()


@pytest.mark.parametrize(
    ("said", "href"),
    [
        ('href="a&amp;b.rng"', "a&b.rng"),
        ('href="&#x61;&#98;.rng"', "ab.rng"),
        ("href='&quot;&apos;&lt;&gt;'", "\"'<>"),
        ('href="&#x110000;&#xD800;&#0;&other;"', "&#x110000;&#xD800;&#0;&other;"),
        ('href = "spaces.rng"', "spaces.rng"),
        ('href="first.rng" href="second.rng"', "first.rng"),
        ('href="good.rng" title=bad phase="p"', "good.rng"),
    ],
)
def test_values_as_they_are_written_in_xml(said: str, href: str) -> None:
    """References are resolved once; what has no sense is left as it is."""
    assert [each.href for each in associations(f"<?xml-model {said}?>")] == [href]


@pytest.mark.parametrize("said", ["", "href", 'href=""', 'href="  "', 'title="x"', "href=bare.rng", 'bad href="x.rng"'])
def test_what_names_nothing_is_left_out(said: str) -> None:
    """An instruction that cannot be understood associates nothing."""
    assert associations(f"<?xml-model {said}?>") == ()


def test_a_byte_order_mark_moves_nothing() -> None:
    """Places count from the first character."""
    (found,) = xmlio.associations(xmlio.parse(b'\xef\xbb\xbf<?xml-model href="x.rng"?><a/>', "a.xml"))
    assert (found.location.line, found.location.column) == (1, 1)
