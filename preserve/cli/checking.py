"""``preserve verify``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from preserve import config, findings, report
from preserve.cli.options import EXIT_CODES, MOST, PATH, common, formats
from preserve.cli.profiling import judged, profiled, reading_of
from preserve.cli.running import worst
from preserve.console import Console
from preserve.errors import MaterialError, SurroundingsError
from preserve.report import Judged

if TYPE_CHECKING:
    from pathlib import Path

    from preserve.bag.profiles import Profile
    from preserve.findings import Finding


@click.command(short_help="Verify bags, and rebuild them from themselves.", epilog=EXIT_CODES["verify"])
@click.argument("bags", nargs=-1, required=True, type=PATH, metavar="BAG...")
@click.option("--reproduce", is_flag=True, help="Rebuild the bag from its own files and compare bytes.")
@profiled("Hold bags against")
@click.option("--second-opinion", is_flag=True, help="Ask bagit, the Library of Congress's reader, too.")
@formats("text", "json", "junit")
@MOST
@common
def verify(
    bags: tuple[Path, ...],
    reproduce: bool,
    wanted: str | None,
    second_opinion: bool,
    form: str,
    most: int | None,
    config_file: Path | None,
    quiet: bool,
) -> int:
    """Verify bags: structure, every manifest, every digest. One line a bag goes to stdout.

    BAG is the folder of a bag, or an archive of that folder (tar, tar.gz, zip), which is read without being unpacked.

    With --reproduce each valid bag is rebuilt from itself: its interview is validated and rendered again with the
    schema, rules and stylesheets inside it, under lock, and compared byte for byte. An archive is unpacked for this
    into a folder that is removed afterwards.

    With --profile each bag is held against what an archive asks of bags, too. A profile that the bag itself names is
    not looked at unasked, and none is ever fetched.

    With --second-opinion the Library of Congress's reader, bagit, judges each folder as well, in a process of its own;
    where it thinks otherwise, that is a warning with its words.

    \b
    preserve verify bags/sekerbayeva-2023
    preserve verify --profile btr bags/sekerbayeva-2023
    preserve verify bags/sekerbayeva-2023.zip
    preserve verify --reproduce --format json bags/* > report.json
    """
    config.load(config_file)
    reading = reading_of(wanted)
    profile = reading.profile if reading else None
    results = [] if reading is None or not reading.findings else [(judged(reading), int(reading.profile is None))]
    tally = report.Tally(most)
    with Console(quiet=quiet) as console:
        console.expect(len(bags))
        for told, _ in results if form == "text" else ():
            console.talk(told)
        verified = functools.partial(
            _verified, console, reproduce=reproduce, second_opinion=second_opinion, profile=profile
        )
        for folder in bags if profile or not reading else ():
            outcome, words, code = verified(folder)
            results.append((tally.add(outcome), code))
            if form == "text":
                _tell(console, results[-1][0], words)
        if form != "text":
            console.document(report.written(tuple(each for each, _ in results), form))
        if hidden := tally.hidden():
            console.remark(f"{hidden} (--max)")
    return worst([code for _, code in results])


def _tell(console: Console, judged: Judged, words: str) -> None:
    """Print what is to be said of a bag, and its line."""
    if judged.findings:
        console.talk(judged)
    console.result(f"{judged.file}: {words}")


def _verified(
    console: Console, folder: Path, *, reproduce: bool, second_opinion: bool, profile: Profile | None
) -> tuple[Judged, str, int]:
    """Return what is to be said of a bag, its line, and its exit code."""
    from preserve import bag

    console.begin("verifying", folder)
    try:
        found, words = bag.verify(folder, profile=profile, progress=console.advance), _words(profile)
        if second_opinion:
            found = findings.in_order((*found, *bag.second_opinion(folder, found)))
        if reproduce and not findings.has_error(found):
            found, words = _reproduced(console, folder, found, words)
        code = int(findings.has_error(found))
    except (MaterialError, SurroundingsError) as error:
        found, code = (findings.from_error(error, str(folder)),), error.exit_code
    return Judged(file=str(folder), findings=found), words if not code else _fault(found, profile), code


def _words(profile: Profile | None) -> str:
    """Return in words that a bag is valid, and that it is as a profile asks."""
    return f"valid, and conforms to {profile.name}" if profile else "valid"


def _fault(found: tuple[Finding, ...], profile: Profile | None) -> str:
    """Return in words that a bag is not valid, or valid but not as a profile asks."""
    from preserve.bag.profiles import CODES

    if profile and all(finding.code in CODES for finding in found if finding.is_error):
        return f"valid, but does not conform to {profile.name}"
    return "not valid"


def _reproduced(
    console: Console, folder: Path, found: tuple[Finding, ...], words: str
) -> tuple[tuple[Finding, ...], str]:
    """Rebuild a valid bag and return all findings with the bag's line."""
    from preserve import bag
    from preserve.reproduce import reproduce

    with bag.unpacked(folder, progress=console.advance) as there:
        rebuilt = reproduce(there, say=console.slow)
    of = f" of {rebuilt.compared}" * (rebuilt.files < rebuilt.compared)
    return (*found, *rebuilt.findings), f"{words}, and {rebuilt.files}{of} files rebuilt byte for byte"
