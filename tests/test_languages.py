"""The languages that the editions speak: their words are complete, used, and marked where others stand around them."""

from __future__ import annotations

import functools
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree

from preserve import render, resources, xmlio
from tests.conftest import FLAGSHIP, GOOD
from tests.test_editions import having, make, page, tei

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.xmlio import Element

LABELS: Final = resources.XSLT / "modules" / "labels.xsl"
XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"

# The scripts in which languages of our interviews are written.
SCRIPTS: Final = {"en": "LATIN", "ru": "CYRILLIC", "kk": "CYRILLIC", "ar": "ARABIC"}


@functools.cache
def labels(language: str) -> dict[str, str]:
    """Return the words of one language."""
    variables = etree.parse(LABELS).iter(f"{XSL}variable")
    (words,) = (each.get("select", "") for each in variables if each.get("name") == f"labels-{language}")
    found = re.findall(r"'([\w-]+)':\s*'([^']*)'", words)
    assert len(found) == len(dict(found)), "a key stands twice"
    return dict(found)


@functools.cache
def expressions() -> str:
    """Return the code of all stylesheets but the labels', without comments."""
    others = [path for path in resources.XSLT.rglob("*.xsl") if path != LABELS and "schematron" not in path.name]
    return re.sub(r"(?s)<!--.*?-->", "", "\n".join(path.read_text("utf-8") for path in others))


def test_all_languages_have_the_same_words() -> None:
    """None lacks a word, or has one that is not English."""
    assert sorted(labels("ru")) == sorted(labels("en"))
    assert not [key for words in (labels("ru"), labels("en")) for key, word in words.items() if not word.strip()]


def test_every_word_that_is_asked_for_is_there() -> None:
    """Each f:label('key'), and at least one of each f:label('group', …)."""
    keys = re.findall(r"f:label\('([\w-]+)'\)", expressions())
    groups = re.findall(r"f:label\('([\w-]+)',", expressions())
    assert set(keys) - set(labels("en")) == set()
    assert [group for group in groups if not any(key.startswith(f"{group}-") for key in labels("en"))] == []


def test_no_word_is_there_for_nothing() -> None:
    """Each key is written somewhere, as it is, or as the beginning of a key, or as a group."""
    literals = set(re.findall(r"'([\w-]+)'", expressions()))
    groups = {
        *re.findall(r"f:(?:label|statement)\('([\w-]+)',", expressions()),
        *(each[:-1] for each in literals if each[-1] == "-"),
    }
    unused = [
        key for key in labels("en") if key not in literals and not any(key.startswith(f"{each}-") for each in groups)
    ]
    assert unused == []


def test_russian_words_are_russian() -> None:
    """No word was left in English: only names of things that have no other have Latin letters."""
    latin = {key: re.findall(r"[A-Za-z][\w-]*", re.sub(r"\{\w+\}", "", word)) for key, word in labels("ru").items()}
    assert {each for words in latin.values() for each in words} <= KEPT


KEPT: Final = {"SHA-256", "TEI", "CSL-JSON", "BibTeX", "JSON-LD", "WebVTT", "URL", "DOI", "JSON", "HTML", "id"}


def test_a_language_is_added_by_a_map_and_a_line(tmp_path: Path) -> None:
    """As the comment in labels.xsl tells; what the map lacks is said in English."""
    shutil.copytree(resources.XSLT, tmp_path / "xslt")
    path = tmp_path / "xslt" / "modules" / "labels.xsl"
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    french = f"map{{'contents': 'Sommaire', 'months-of': '{months}'}}"
    variable = f'  <xsl:variable name="labels-fr" as="map(xs:string, xs:string)" select="{french}"/>\n\n'
    before, line, after = path.read_text("utf-8").partition("  <!-- The languages in which an edition can speak")
    text = (
        before + variable + line + after.replace("'en': $labels-en,", "'en': $labels-en,\n      'fr': $labels-fr,", 1)
    )
    path.write_text(text, encoding="utf-8")
    view = next(each for each in render.VIEWS if each.name == "html")
    document = tei('<p><date when="2020-08-02">x</date></p>')
    html = render.Renderer(tmp_path / "xslt", (view,)).make(view, document, (("lang", "fr-CA"),)).data.decode()
    assert '<html lang="fr" dir="ltr">' in html
    assert ">Sommaire<" in html
    assert ">2 août 2020<" in html
    assert ">Participants<" in html


@pytest.mark.parametrize(
    ("wanted", "of_text", "spoken"),
    [
        ("", "ru", "ru"),
        ("", "ru-KZ", "ru"),
        ("", "fr", "en"),
        ("ru-Cyrl-KZ", "en", "ru"),
        ("RU", "en", "ru"),
        ("en-GB", "ru", "en"),
        ("fr", "ru", "en"),
    ],
)
def test_the_language_of_the_interface(wanted: str, of_text: str, spoken: str) -> None:
    """It is the one that is wanted, else the text's; English where there are no words, told if it was asked for."""
    document = xmlio.parse(tei("<p>x</p>").data.replace(b'xml:lang="en"', f'xml:lang="{of_text}"'.encode()), "a.xml")
    for view in ("html", "text"):
        made = make(view, document, lang=wanted)
        assert labels(spoken)["rights"] in made.data.decode()
        assert [each.code for each in made.findings] == ["XSL-012"][: wanted == "fr"]
    assert f'<html lang="{spoken}" dir="ltr">' in make("html", document, lang=wanted).data.decode()


def language(element: Element) -> str:
    """Return the language that a page says an element is in, without its region."""
    tag = next(each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang") is not None)
    return str(tag).split("-")[0]


def said(root: Element) -> Iterator[tuple[str, str, Element]]:
    """Yield what a page says: the kind, the words, and the element by whose language they are."""
    for element in root.iter(etree.Element):
        parent = element.getparent()
        if element.tag not in {"style", "script", "code", "pre"}:
            yield "text", element.text or "", element
        if parent is not None:
            yield "tail", element.tail or "", parent
        for name in ("aria-label", "title", "alt", "aria-description", "placeholder"):
            yield name, element.get(name, ""), element


def scripts(words: str) -> set[str]:
    """Return the scripts of the letters of some words, but for what is written in Latin letters everywhere."""
    plain = re.sub(
        r"https?://\S+|PT[\d,.HMS]+|[\w.-]+\.(?:mp4|wav|txt|png|xml|xsl)\b|\w+/[\w-]+|"
        + "|".join(sorted(KEPT, reverse=True)),
        "",
        words,
    )
    return {unicodedata.name(each).split()[0] for each in plain if each.isalpha()}


# What is written as it is for all: identifiers, names of files, and citations, whose titles are not translated.
TECHNICAL: Final = frozenset({"ids", "address", "save", "whole", "example"})


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("name", ["bilingual", "prose", "right-to-left", "third-parties", "group"])
def test_words_are_marked_as_what_they_are(name: str, lang: str) -> None:
    """No letters of another script than that of the language that the page says they are in."""
    root = page(make("html", xmlio.read(GOOD / f"{name}.xml"), lang=lang).data.decode())
    wrong = [
        (language(element), kind, words.strip())
        for kind, words, element in said(root)
        if scripts(words) - {SCRIPTS[language(element)]} and not is_technical(element)
    ]
    assert wrong == []


def is_technical(element: Element) -> bool:
    """Return whether an element holds what is the same in every language, such as a citation for programs."""
    around = {each for part in (element, *element.iterancestors()) for each in part.get("class", "").split()}
    return not TECHNICAL.isdisjoint(around)


def test_directions_follow_the_languages() -> None:
    """Each lang has its dir, and Arabic words in a Russian page are written from the right."""
    for name in ("right-to-left", "bilingual", "prose"):
        root = page(make("html", xmlio.read(GOOD / f"{name}.xml"), lang="ru").data.decode())
        found = {(each.get("lang"), each.get("dir")) for each in root.iter(etree.Element) if each.get("lang")}
        assert found <= {
            ("ar", "rtl"),
            ("ru", "ltr"),
            ("en", "ltr"),
            ("kk", "ltr"),
            ("la", "ltr"),
            ("de", "ltr"),
            ("fr", "ltr"),
        }


def test_words_of_the_interface_inside_of_a_text() -> None:
    """Signs, locators and notes' numbers speak the interface's language; what the source says in them, its own."""
    body = (
        "<u><vocal><desc>laughs</desc></vocal> <choice><sic>a</sic><corr>b</corr></choice> <gap/> <del>c</del>"
        ' <foreign xml:lang="ru">Да <gap/></foreign><note resp="#e">d</note></u>'
    )
    root = page(make("html", tei(body), lang="ru").data.decode())
    (reading,) = having(root, "reading")
    assert reading.get("lang") == "en"
    signs = having(reading, "sign")
    assert [each.get("lang") for each in signs] == ["ru", "ru", None]
    assert [each.get("lang") for each in signs[0].iter("span")][1:] == [None, "en", None]
    assert [each.get("lang") for each in (*having(reading, "locator"), *having(reading, "noteref"))] == ["ru", "ru"]
    (whose,) = having(root, "whose")
    assert whose.get("lang") is None or language(whose) == "ru"


def test_roles_and_authors_agree_in_number() -> None:
    """One interviewer, two interviewers; Автор, Авторы."""
    one = '<person role="interviewer"><persName>A</persName></person>'
    assert "Interviewer: A\n" in make("text", tei("<p>x</p>", people=one)).data.decode()
    two = one + '<person role="interviewer"><persName>B</persName></person>'
    assert "Interviewers: A, B\n" in make("text", tei("<p>x</p>", people=two)).data.decode()
    authors = b"<title>Made</title><author>C</author>"
    for source, label in ((authors, "Автор: C"), (authors + b"<author>D</author>", "Авторы: C, D")):
        document = xmlio.parse(tei("<p>x</p>").data.replace(b"<title>Made</title>", source), "a.xml")
        assert label in make("text", document, lang="ru").data.decode()


@pytest.mark.skipif(not FLAGSHIP.is_file(), reason="tei/ is left out of the sdist")
def test_the_flagship_in_russian() -> None:
    """Its words stay English and are marked so."""
    root = page(make("html", xmlio.read(FLAGSHIP), lang="ru").data.decode())
    assert root.get("lang") == "ru"
    assert [each.get("lang") for each in having(root, "reading")] == ["en"]
