# ruff: noqa: RUF001 (words of many alphabets)

"""The indexes of a page: what stands in them, in which order, where they lead, and the picture of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import pytest

from preserve import xmlio
from tests.conftest import FLAGSHIP, GOOD
from tests.test_editions import editions, having, ids, make, page, tei

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from preserve.xmlio import Document


def html(document: Document) -> str:
    """Return the page of an interview."""
    return make("html", document).data.decode()


def in_language(document: Document, language: str) -> Document:
    """Return an interview in another language than English."""
    return xmlio.parse(document.data.replace(b'xml:lang="en"', f'xml:lang="{language}"'.encode()), "made.xml")


def in_order(language: str, names: list[str]) -> list[str]:
    """Return the names of places in the order of the index of a text in a language."""
    entries = "".join(f'<place xml:id="x{at}"><placeName>{escape(name)}</placeName></place>' for at, name in _(names))
    mentions = "".join(f'<placeName ref="#x{at}">x</placeName> ' for at, _name in _(names))
    root = page(html(in_language(tei(f"<p>{mentions}</p>", apart=f"<listPlace>{entries}</listPlace>"), language)))
    return ["".join(each.itertext()) for each in having(having(root, "index")[0], "name")]


def _(names: list[str]) -> list[tuple[int, str]]:
    """Return names with numbers, from the last to the first."""
    return list(enumerate(reversed(names)))


# As ICU 72 sorts them, numbers and articles aside.
ORDERS: Final = [
    ("en", "Angstrom Åse Østby Ostrava Zulu"),
    ("ru", "ёлка ель ива иней йод Яков"),
    ("kk", "аға әке гой ғой кар қар н ң ун ұн үй ха һа ыдыс ірі ьа"),
    ("uk", "гора ґава ель єва ива іва їжак йод"),
    ("sr", "дан ђак јама кам лак љуб нада њива тама ћуп чудо џак шума"),
    ("sv", "apa zebra ål ärta öl"),
    ("da", "abe zebra ærlig øl ål"),
    ("et", "saun šokk zebra žanr tamm vesi õlu äke öö üks"),
    ("es", "nube ñandú oso"),
    ("cs", "cena čaj hora chata ibis"),
    ("pl", "las łan mak zebra źle żaba"),
    ("tr", "cam çam hal ılık iz oda öte sal şal"),
    ("en", "2 10 100 Abe"),
]


@pytest.mark.parametrize(("language", "words"), ORDERS, ids=lambda value: value[:12])
def test_names_stand_in_the_order_of_their_alphabet(language: str, words: str) -> None:
    """Letters are those of the text's language; numbers count as numbers."""
    assert in_order(language, words.split()) == words.split()


def test_articles_and_hyphens_do_not_count() -> None:
    """An article counts where it is none in the name's language; word comes before word."""
    names = ["Der Anger", "New York", "Newark", "The North", "O’Hara", "Ohm", "Zürich"]
    assert in_order("en", ["Alm", *names]) == ["Alm", *names]


def test_whoever_is_not_mentioned_stands_in_the_legend_alone() -> None:
    """The legend takes the id and the authority's link; the index is not shown for those who took part alone."""
    person = (
        '<person xml:id="a" role="interviewee"><persName>Ana</persName><idno type="Wikidata">Q1</idno>'
        '<idno type="URI" subtype="VIAF">https://viaf.org/viaf/2</idno></person>'
    )
    thin = page(html(tei('<p><ref target="#a">she</ref></p>', people=person)))
    assert not thin.xpath('//*[@id="index-person"]')
    assert [each.text for each in thin.xpath('//dd[@class="ids"]/a')] == ["Wikidata Q1", "VIAF https://viaf.org/viaf/2"]
    assert ids(thin).count("a") == 1
    full = page(html(tei('<p><persName ref="#a">she</persName></p>', people=person)))
    assert full.xpath('//li[@id="a"]//p[@class="ids"]/a')
    assert not full.xpath('//dd[@class="ids"]')
    assert full.xpath('//dt/a[@href="#a"]')


def test_what_is_known_elsewhere_has_an_index_entry() -> None:
    """A mention that points to the web is a link; its mentions stand in the index, each paragraph once."""
    name = '<persName ref="https://www.wikidata.org/entity/Q42">Adams</persName>'
    root = page(html(tei(f"<p>{name} {name}</p><p>{name}</p>")))
    assert len(root.xpath('//a[@class="mention"][@href="https://www.wikidata.org/entity/Q42"]')) == 3
    (entry,) = having(root, "index")[0]
    assert [each.text for each in entry.xpath('.//ul[@class="mentions"]//a')] == ["0.1", "0.2"]


def test_pointers_with_prefixes_and_several_pointers() -> None:
    """Each pointer of a mention counts, written out as the header says; a third party stays without any link."""
    apart = (
        '<listPlace><place xml:id="x"><placeName>X</placeName><place xml:id="y"><placeName>Y</placeName></place>'
        '</place></listPlace><listPerson><person xml:id="t" role="third-party"><persName>Zora</persName></person>'
        "</listPerson>"
    )
    body = '<p><placeName ref="pl:x #y">here</placeName> <persName ref="pl:t https://example.org/t">Zora</persName></p>'
    prefix = (
        "</fileDesc><encodingDesc><listPrefixDef><prefixDef ident='pl' matchPattern='(.+)' replacementPattern='#$1'/>"
        "</listPrefixDef></encodingDesc>"
    )
    data = tei(body, apart=apart).data.decode().replace("</fileDesc>", prefix)
    root = page(html(xmlio.parse(data.encode(), "made.xml")))
    assert [each.get("href") for each in having(root, "mention")] == ["#x"]
    assert [each.get("id") for each in having(root, "index")[0]] == ["x", "y"]
    assert root.xpath('//li[@id="y"]//a[@href="#x"]')
    assert "example.org" not in "".join(map(str, root.xpath("//@href")))


def dates(*attributes: str) -> Document:
    """Write an interview with dates."""
    return tei("<p>" + " ".join(f"<date {each}>d</date>" for each in attributes) + "</p>")


def test_dates_stand_in_the_order_of_the_calendar() -> None:
    """A year, its months, their days, spans, bounds; days of every year apart; durations and hours are no dates."""
    given = ("when='--05-01'", "notBefore='2000'", "from='2000' to='2001'", "when='2000-01-02'", "when='2000-01'")
    root = page(html(dates(*given, "when='2000'", "when='-0044-03'", "dur='P1Y'", "when='12:00:00'")))
    first, apart = having(root, "dates")
    assert ["".join(each.itertext()) for each in having(first, "name")] == [
        "March −0044",
        "2000",
        "2000 – 2001",
        "not before 2000",
        "January 2000",
        "2 January 2000",
    ]
    assert ["".join(each.itertext()) for each in having(apart, "name")] == ["1 May"]


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        (("when='2000'", "when='2001'"), 0),
        (("when='2000-01-01T10:00:00'", "when='2000-01-01'", "when='2000-01-01T12:00:00'"), 0),
        (("when='1905'", "when='2022-05-01'", "from='2023-01' to='2023-05'", "when='2021-02-30'"), 3),
    ],
)
def test_the_picture_of_dates(given: tuple[str, ...], drawn: int) -> None:
    """It is there for three dates on more than one day, has a name and a text, and draws what is in the calendar."""
    root = page(html(dates(*given)))
    pictures = root.xpath('//div[@class="timeline"]/svg[@role="img"]')
    assert bool(pictures) is bool(drawn)
    for picture in pictures:
        assert set(picture.get("aria-labelledby").split()) < set(ids(root))
        assert set(picture.get("aria-describedby").split()) < set(ids(root))
        assert len(having(picture, "known")) == drawn


def test_dense_dates_are_not_piled_up() -> None:
    """Those on the same spot have one mark with the words of all, and no more than four lie above each other."""
    days = [f"when='2023-05-{day:02}'" for day in range(1, 31)]
    (picture,) = page(html(dates("when='1905'", "when='1960'", *days))).xpath('//div[@class="timeline"]/svg')
    marks = having(picture, "known")
    assert len({each.get("y1") for each in marks}) <= 4
    assert len(marks) < 10
    assert "".join(picture.xpath("line/title/text()")).count("May 2023") == 30


def test_an_entry_leads_to_pages_that_tell_of_the_same() -> None:
    """Its own pointer and that of its name; what is not on the web is no link."""
    place = (
        '<place xml:id="m" sameAs="https://example.org/m #n"><placeName ref="https://example.org/n">Mill</placeName>'
    )
    root = page(html(tei('<p><placeName ref="#m">it</placeName></p>', apart=f"<listPlace>{place}</place></listPlace>")))
    (entry,) = root.xpath("//li[@id='m']")
    assert having(entry, "ids")[0].xpath("a/@href") == ["https://example.org/m", "https://example.org/n"]


def test_entries_tell_where_they_lie_and_what_they_are() -> None:
    """The place around a place, known identifiers or not, the parts of a work; what is known elsewhere only."""
    house = '<place xml:id="h"><placeName>House</placeName><idno type="local">7</idno></place>'
    work = '<bibl xml:id="b"><title>Book</title><author>A. Able</author><publisher>Press</publisher></bibl>'
    apart = f'<place xml:id="c"><placeName>City</placeName>{house}</place></listPlace><listBibl>{work}</listBibl>'
    mentions = (
        '<placeName ref="#h">h</placeName> <placeName ref="https://example.org/x">X</placeName> <title ref="#b"/>'
    )
    root = page(html(tei(f"<p>{mentions}</p>", apart=f"<listPlace>{apart}")))
    told = {entry.xpath("string(*[@class='name'])"): entry for index in having(root, "index") for entry in index}
    assert list(told) == ["House", "X", "Book"]
    assert told["House"].xpath("*[@class='ids']/span/text()") == ["City", "local 7"]
    assert told["X"].xpath("*[@class='ids']/a/@href") == ["https://example.org/x"]
    assert told["Book"].xpath("string(*[@class='said'])") == "A. Able, Press"


OVERLAPPING: Final = """[...document.querySelectorAll('.timeline svg')].flatMap(picture => {
  const boxes = [...picture.querySelectorAll('text')].filter(each => getComputedStyle(each).display !== 'none')
    .map(each => [each.textContent, each.getBoundingClientRect()]);
  return boxes.filter(([, box], at) => box.left < 0 || box.right > innerWidth
    || (at > 0 && boxes[at - 1][1].right + 2 > box.left)).map(([text]) => text);
})"""

SPANS: Final = [
    ("when='1905'", "when='2022-05-01'", "when='2023-01'"),
    ("when='1922-12-30'", "when='1991-12-16'", "when='2023-05-10'"),
    ("when='2023-05-01'", "when='2023-05-02'", "when='2023-05-04'"),
    ("when='2023-01-15'", "when='2023-05-02'", "when='2023-09-04'"),
    ("when='-0044-03-15'", "when='0999'", "when='2023-09-04'"),
    ("when='1850-05-05'", "when='1851-05-06'", "when='2023-09-04'"),
]


@pytest.mark.browser
@pytest.mark.parametrize("given", SPANS, ids=" ".join)
def test_labels_of_the_picture_never_touch(given: tuple[str, ...], browser_page: tuple[Page, Path]) -> None:
    """Neither on a phone nor on a wide screen; and none leaves the screen."""
    tab, folder = browser_page
    file = folder / "dates.html"
    file.write_text(html(dates(*given)), encoding="utf-8")
    for width in (320, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(file.as_uri())
        assert tab.evaluate(OVERLAPPING) == []
        assert tab.evaluate("document.querySelectorAll('.timeline text').length") > 0


ODD_VALUES: Final = (
    *("", " ", "x", "-", "--", "---31", "{}", "\\1$0", "NaN", "-INF", "1e400", "0000", "0000-01-01", "-0001", "12:30"),
    *("2024Z", "2024-02Z", "2024-02-29Z", "2024-02-30", "2024-13-01", "2024-00-00", "2024-1-1", "20240229", "2024-W09"),
    *("2024T10:00", "2024-02T10:00", "2024-02-29T24:00:00", "2024-02-29T25:00:00", "2024-02-29+99:99", "2024/2025"),
    *("--13", "--13-01", "--02-30", "١٢٣٤", "２０２４", "२०२४-०१-०१", "2024-٠٢", "--١٢-١١", "99999999999999999999"),
    *(
        "12023-12-31",
        "-9999-01",
        "2147483648-01-01",
        "123456789012-01-01",
        "P1Y",
        "-PT5M",
        "P",
        "PT99999999999999999999S",
    ),
)


@pytest.mark.parametrize("value", ODD_VALUES)
def test_no_date_is_too_odd_for_a_page(value: str) -> None:
    """Whatever stands where a date is expected, alone or beside a true one, the editions are made."""
    names = ("when", "when-iso", "from", "to", "notBefore", "notAfter", "dur", "dur-iso", "when-custom")
    pairs = (f"from='1999' to='{value}'", f"from='{value}' to='1999'", f"notBefore='{value}' notAfter='2024-02-29'")
    document = dates("when='1999-01-02'", *(f"{name}='{value}'" for name in names), *pairs)
    assert "2 January 1999" in html(document)
    assert make("text", document).data


@pytest.mark.parametrize("path", [each for each in (FLAGSHIP, GOOD / "open.xml") if each.is_file()])
def test_the_picture_is_the_same_each_time(path: Path) -> None:
    """Its numbers have two places at most."""
    picture = page(editions(path).html).xpath('//div[@class="timeline"]/svg')[0]
    numbers = [str(value) for value in picture.xpath(".//@x1 | .//@x2 | .//@x | .//@y | .//@y1 | .//@y2")]
    assert numbers
    assert all(len(number.rstrip("%em").partition(".")[2]) <= 2 for number in numbers)
