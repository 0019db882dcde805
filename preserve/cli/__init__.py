"""The commands: parse, call, print, exit code.

Source: the exit codes are those of `preserve.errors`, with 0 for fine, 1 for faulty material and 130 for an interrupt.
"""

from __future__ import annotations

import sys

import click

from preserve.cli.bagging import package
from preserve.cli.checking import verify
from preserve.cli.describing import describe
from preserve.cli.explaining import explain
from preserve.cli.judging import validate
from preserve.cli.rendering import render
from preserve.cli.running import Commands

__all__ = ["main"]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 faulty material, 2 usage, 3 environment, 70 fault of the program, 130 interrupted.",
)
@click.version_option(package_name="tei-preserve", prog_name="preserve")
def main() -> None:
    """Validate, render, describe and bag TEI-encoded interviews for archival deposit.

    \b
    preserve validate tei/sekerbayeva-2023.xml
    preserve explain  REF-002
    preserve render   tei/sekerbayeva-2023.xml > edition.html
    preserve describe tei/sekerbayeva-2023.xml --as datacite
    preserve package  tei/sekerbayeva-2023.xml
    preserve verify   bags/sekerbayeva-2023 --reproduce
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for command in (validate, explain, render, describe, package, verify):
    main.add_command(command)
