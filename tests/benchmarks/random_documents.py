"""A thousand random documents that our schema allows: how many each engine accepts, against our schema and all of TEI.

``uv run python tests/benchmarks/random_documents.py [HOW MANY] [SEED]`` takes a few minutes. jing is asked where it is
installed, all of TEI where its schema is at hand: at PRESERVE_CONFORMANCE, or in ../shared. Where an engine refuses a
document, the document is printed and the exit code is 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import resources, xmlio
from preserve.relaxng import Schema
from preserve.relaxng.grammar import read_grammar

PROJECT: Final = Path(__file__).parent.parent.parent
sys.path.insert(0, str(PROJECT))

from tests.generation import Generator  # noqa: E402 (it lies beside, and is not installed)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from preserve.xmlio import Document

# So many files go into one call of jing.
_BATCH: Final = 200


def ours(schema: Path) -> Callable[[Document], bool]:
    """Return whether a document is valid, as our engine says."""
    engine = Schema(schema)
    return lambda document: not engine.faults(document)


def libxml2(schema: Path) -> Callable[[Document], bool]:
    """Return whether a document is valid, as libxml2 says."""
    engine = xmlio.Grammar(schema)
    return lambda document: engine.objection(document) is None


def tell(engine: str, schema: Path, refused: Sequence[str], count: int, seconds: float) -> bool:
    """Print what an engine said, and return whether it accepted all."""
    print(f"{engine:8} {schema.name:14} accepts {count - len(refused):5} of {count:5}   {seconds:6.1f} s")
    for text in refused[:3]:
        print(text)
    return not refused


def judged(engine: str, schema: Path, documents: Sequence[Document], valid: Callable[[Document], bool]) -> bool:
    """Hold all documents against a schema, and return whether an engine accepted all."""
    begun = time.process_time()
    refused = [document.text for document in documents if not valid(document)]
    return tell(engine, schema, refused, len(documents), time.process_time() - begun)


def judged_by_jing(schema: Path, documents: Sequence[Document]) -> bool:
    """Hold all documents against a schema with jing, and return whether it accepted all."""
    begun, refused = time.perf_counter(), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number:05}.xml") for number in range(len(documents))]
        for path, document in zip(paths, documents, strict=True):
            path.write_bytes(document.data)
        for first in range(0, len(paths), _BATCH):
            batch = paths[first : first + _BATCH]
            told = subprocess.run(["jing", schema, *batch], capture_output=True, text=True, check=False)
            refused += [path.read_text("utf-8") for path in batch if str(path) in told.stdout]
    return tell("jing", schema, refused, len(documents), time.perf_counter() - begun)


def main(count: int = 1000, seed: int = 1) -> int:
    """Make the documents, ask all engines, and return the exit code."""
    generator = Generator(read_grammar(resources.SCHEMA), seed)
    documents = [xmlio.parse(generator.document(), f"random-{number}.xml") for number in range(count)]
    made = sum(generator.used.values())
    print(f"{count} documents of seed {seed}: {made} elements of {len(generator.used)} names")
    suites = Path(os.environ.get("PRESERVE_CONFORMANCE", PROJECT.parent / "shared"))
    schemas = [path for path in (resources.SCHEMA, suites / "tei" / "tei_all.rng") if path.is_file()]
    verdicts = [judged("libxml2", resources.SCHEMA, documents, libxml2(resources.SCHEMA))]
    verdicts += [judged("preserve", schema, documents, ours(schema)) for schema in schemas]
    if shutil.which("jing"):
        verdicts += [judged_by_jing(schema, documents) for schema in schemas]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
