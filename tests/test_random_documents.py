"""Random documents that our schema allows: two engines accept them, all of TEI accepts them, and faults are seen alike.

That TEI accepts whatever we accept is proved in test_schema_within_tei.py; here the engines show it on documents.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from preserve import xmlio
from preserve.relaxng import Schema
from preserve.relaxng.grammar import read_grammar
from preserve.resources import SCHEMA
from tests.generation import Generator, damaged

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.xmlio import Document

pytestmark = pytest.mark.enduring

SEED: Final = 2023
COUNT: Final = 100


@pytest.fixture(scope="module")
def generator() -> Generator:
    """Return a generator of documents, with which others are to be made."""
    return Generator(read_grammar(SCHEMA), SEED)


@pytest.fixture(scope="module")
def documents(generator: Generator) -> tuple[Document, ...]:
    """Return a hundred documents, the same in every run."""
    return tuple(xmlio.parse(generator.document(), f"random-{number}.xml") for number in range(COUNT))


@pytest.fixture(scope="module")
def ours() -> Schema:
    """Return our schema as our engine reads it."""
    return Schema(SCHEMA)


@pytest.fixture(scope="module")
def libxml2() -> xmlio.Grammar:
    """Return our schema as libxml2 reads it."""
    return xmlio.Grammar(SCHEMA)


def test_they_use_all_elements(generator: Generator, documents: tuple[Document, ...]) -> None:
    """None is left out, and no document is endless."""
    assert sorted(generator.used) == sorted(read_grammar(SCHEMA).names)
    sizes = [sum(1 for _ in document.root.iter("*")) for document in documents]
    assert sum(sizes) == sum(generator.used.values())
    assert max(sizes) < 500


def test_the_same_seed_gives_the_same_documents(documents: tuple[Document, ...]) -> None:
    """And another gives others."""
    again, other = Generator(read_grammar(SCHEMA), SEED), Generator(read_grammar(SCHEMA), SEED + 1)
    assert [again.document() for _ in range(10)] == [document.data for document in documents[:10]]
    assert other.document() != documents[0].data


def test_libxml2_accepts_them(libxml2: xmlio.Grammar, documents: tuple[Document, ...]) -> None:
    """Against our schema."""
    assert not [found for found in map(libxml2.objection, documents) if found]


def test_our_engine_accepts_them(ours: Schema, documents: tuple[Document, ...]) -> None:
    """Against our schema."""
    assert not [fault for document in documents for fault in ours.faults(document)]


def test_all_of_tei_accepts_them(conformance: Path, documents: tuple[Document, ...]) -> None:
    """As our engine judges."""
    tei = Schema(conformance / "tei" / "tei_all.rng")
    assert not [fault for document in documents for fault in tei.faults(document)]


def test_both_engines_refuse_the_same(ours: Schema, libxml2: xmlio.Grammar, documents: tuple[Document, ...]) -> None:
    """A document in which something was lost, doubled, moved or renamed is valid to both or to neither."""
    chance = random.Random(SEED)  # noqa: S311 (nothing is to be kept secret)
    verdicts = Counter[bool]()
    for document in documents:
        changed = xmlio.parse(damaged(document.data, chance), document.name)
        valid = not ours.faults(changed)
        assert valid == (libxml2.objection(changed) is None), changed.text
        verdicts[valid] += 1
    assert min(verdicts[True], verdicts[False]) > COUNT // 10
