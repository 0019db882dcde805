"""Whether our RO-Crates conform, by the validator that others use: roc-validator, at the severity REQUIRED.

``uv run --with roc-validator python tests/benchmarks/ro_crates.py CONTEXT [FILE...]`` takes about ten seconds a file.
CONTEXT is the file that https://w3id.org/ro/crate/1.2/context leads to; it is put into a cache of the validator's,
which then needs no network. FILEs are interviews, by default the good ones of the tests. A
crate of an interview without a date does not claim to conform; of that, the opposite is expected.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT: Final = "https://w3id.org/ro/crate/1.2/context"
GOOD: Final = Path(__file__).parent.parent / "good"
SEED: Final = """
import sys
from pathlib import Path
from requests import Request
from requests_cache import CachedRequest, CachedResponse, CachedSession
cache, file, url = sys.argv[1:]
session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1)
answer = CachedResponse(
    content=Path(file).read_bytes(), url=url, status_code=200, headers={"Content-Type": "application/ld+json"},
    request=CachedRequest(method="GET", url=url),
)
session.cache.save_response(answer, cache_key=session.cache.create_key(Request("GET", url).prepare()))
"""


def conforms(crate: Path, cache: Path) -> bool:
    """Return whether a crate conforms, and print what the validator says where it does not."""
    call = ["rocrate-validator", "-y", "--disable-color", "validate", "--no-paging", "-v", "-p", "ro-crate-1.2"]
    options = ["-l", "required", "--offline", "--cache-path", str(cache), str(crate)]
    judged = subprocess.run([*call, *options], capture_output=True, text=True, check=False)
    if judged.returncode:
        print("\n".join(line for line in judged.stdout.splitlines() if line.strip()))
    return judged.returncode == 0


def main(arguments: Sequence[str]) -> int:
    """Package each interview and have its crate judged; return 1 where one does not conform."""
    context, *files = map(Path, arguments)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seed = [sys.executable, "-c", SEED, str(folder / "cache"), str(context), CONTEXT]
        subprocess.run(seed, check=True)
        for file in files or sorted(GOOD.glob("*.xml")):
            call = [sys.executable, "-m", "preserve", "package", "-q", str(file), "--to", str(folder / "bags")]
            subprocess.run(call, check=True, capture_output=True)
            data = folder / "bags" / file.stem / "data"
            claims = b'"conformsTo"' in (data / "ro-crate-metadata.json").read_bytes()
            does = conforms(data, folder / "cache")
            said = "" if claims else ", and does not claim to"
            print(f"{file.stem}: {'conforms' if does else 'does not conform'}{said}")
            failed += does != claims
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
