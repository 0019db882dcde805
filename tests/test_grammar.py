"""libxml2's verdict by a RELAX NG schema, and the refusal of schemas that it cannot use."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from preserve import xmlio
from preserve.errors import DocumentError, Location

GRAMMAR: Final = '<grammar xmlns="http://relaxng.org/ns/structure/1.0">{}</grammar>'
START: Final = '<start><element name="x"><text/></element></start>'


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
