"""What the records of a bag cost, as a share of packaging: formats, RO-Crate, PREMIS, tables, bag-info.txt, crosswalks.

The stylesheets of the crosswalks are compiled for them; that counts as well.

``uv run python tests/benchmarks/records.py [FILE]`` packages an interview, by default the flagship, in processes of its
own; the figures are of the best of four, of processor time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAGSHIP: Final = Path(__file__).parent.parent.parent / "tei" / "sekerbayeva-2023.xml"
RUNS: Final = 4
MEASURED: Final = """
import datetime, functools, json, sys, tempfile, time
from pathlib import Path
from unittest import mock
from preserve import describe
from preserve.config import Config
from preserve.package import package
from preserve.render import Renderer
from preserve.validate import Validator
spent = 0.0
def timed(act):
    @functools.wraps(act)
    def timing(*arguments, **named):
        global spent
        began = time.process_time()
        try:
            result = act(*arguments, **named)
            return result if act is not describe.tables and act is not describe.bag_info else iter(list(result))
        finally:
            spent += time.process_time() - began
    return timing
names = ("take_stock", "completed", "ro_crate", "premis", "tables", "bag_info", "doubts")
began = time.process_time()
with tempfile.TemporaryDirectory() as folder:
    with mock.patch.multiple(describe, **{name: timed(getattr(describe, name)) for name in names}):
        source = Path(sys.argv[1])
        validator, renderer = Validator(), Renderer()
        crosswalks = timed(describe.Crosswalks)()
        crosswalks.records = timed(crosswalks.records)
        now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        target = Path(folder) / source.stem
        made = package(
            source, target, validator=validator, renderer=renderer, crosswalks=crosswalks, config=Config(), moment=now
        )
    sizes = {place: (target / place).stat().st_size for place in (describe.PREMIS_PLACE, describe.CRATE_PLACE)}
print(json.dumps([spent, time.process_time() - began, len(made.payload), sizes]))
"""


def main(arguments: Sequence[str]) -> None:
    """Package some times, and tell what the records took in the run that took least."""
    source = Path(arguments[0]) if arguments else FLAGSHIP
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    call = [sys.executable, "-c", MEASURED, str(source)]
    runs = [
        json.loads(subprocess.run(call, check=True, capture_output=True, env=environment).stdout) for _ in range(RUNS)
    ]
    spent, whole, files, sizes = min(runs, key=lambda run: float(run[0]))
    print(f"{source.stem}: records {spent:.2f} CPU-s of {whole:.2f} ({spent / whole:.0%}), {files} files")
    for place, size in sizes.items():
        print(f"  {place}: {size:,} bytes, {size / files:.0f} a file")


if __name__ == "__main__":
    main(sys.argv[1:])
