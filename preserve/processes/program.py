"""The program that `preserve.processes.asking` starts: it runs a worker, which is a file of Python.

Its arguments are the file and what the worker is to be given. The worker imports from the very package that started it,
wherever that lies and whatever else is installed under its name.
"""

from __future__ import annotations

import importlib.util
import runpy
import signal
import sys
from pathlib import Path


def main() -> None:
    """Run the worker."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        # While a foreign library works, Python would not hear of Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _load_package(Path(__file__).parent.parent)
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")


def _load_package(folder: Path) -> None:
    """Make the package in a folder the one that is imported by its name."""
    spec = importlib.util.spec_from_file_location(
        folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(folder.name)
    sys.modules[folder.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main()
