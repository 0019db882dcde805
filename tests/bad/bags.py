"""Bags with one fault each: a function for each code of schemas/codes.toml, named after the code that it must give.

`BUILDERS` make a bag on which `preserve.bag.verify` gives exactly the codes in their names; `REFUSALS` ask for
something that `preserve.bag` or `preserve.fixity` must refuse with that code. The bags are written by hand here, not
with our own writer, so that a mistake in the writer cannot hide one in the reader.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import bag, fixity

if TYPE_CHECKING:
    from collections.abc import Callable

DECLARATION: Final = "BagIt-Version: {}\nTag-File-Character-Encoding: {}\n"

MANIFESTS: Final = ("manifest-sha256.txt", "tagmanifest-sha256.txt")


def codes_of(builder: Callable[..., object]) -> tuple[str, ...]:
    """Return the codes that a builder is named after: ``bag_014_…`` gives ``BAG-014``."""
    return tuple(f"BAG-{number}" for number in re.findall(r"(?<=_)\d{3}(?=_)", builder.__name__))


def put(folder: Path, path: str, content: bytes | str) -> Path:
    """Write one file of a bag, with the folders above it."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def digest(folder: Path, path: str, algorithm: str = "sha256") -> str:
    """Return the digest of one file of a bag."""
    return hashlib.new(algorithm, (folder / path).read_bytes()).hexdigest()


def files(folder: Path, *, payload: bool) -> list[str]:
    """Return the paths of the regular files of the payload, or of the tag files that a tag manifest lists."""
    paths = sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file() and not file.is_symlink()
    )
    return [path for path in paths if path.startswith("data/") == payload and not path.startswith("tagmanifest-")]


def lines(folder: Path, paths: list[str], algorithm: str = "sha256") -> str:
    """Return the lines of a manifest that lists some files."""
    return "".join(f"{digest(folder, path, algorithm)}  {path}\n" for path in paths)


def seal(folder: Path, *algorithms: str) -> Path:
    """Write the manifests of what is there now."""
    for algorithm in algorithms or ("sha256",):
        put(folder, f"manifest-{algorithm}.txt", lines(folder, files(folder, payload=True), algorithm))
    return seal_tags(folder)


def seal_tags(folder: Path) -> Path:
    """Write the tag manifest of what is there now."""
    put(folder, "tagmanifest-sha256.txt", lines(folder, files(folder, payload=False)))
    return folder


def plain(folder: Path, version: str = "1.0", encoding: str = "UTF-8") -> Path:
    """Make a bag without fault: two payload files, one manifest, one tag manifest, a bag-info.txt without counts."""
    put(folder, "data/a.txt", "first\n")
    put(folder, "data/sub/b.txt", "second\n")
    put(folder, "bagit.txt", DECLARATION.format(version, encoding))
    put(folder, "bag-info.txt", "Source-Organization: An Archive\nBagging-Date: 2024-02-29\n")
    return seal(folder)


def retagged(folder: Path, path: str, content: bytes | str) -> Path:
    """Make a plain bag in which one tag file reads otherwise, and the tag manifest agrees."""
    plain(folder)
    put(folder, path, content)
    return seal_tags(folder)


def relist(folder: Path, more: bytes | str) -> Path:
    """Give the payload manifest of a bag more lines, and make the tag manifest agree."""
    manifest = folder / "manifest-sha256.txt"
    manifest.write_bytes(manifest.read_bytes() + (more.encode() if isinstance(more, str) else more))
    return seal_tags(folder)


def relisted(folder: Path, more: str, version: str = "1.0") -> Path:
    """Make a plain bag whose payload manifest has more lines, and the tag manifest agrees."""
    return relist(plain(folder, version), more)


def fetching(folder: Path, *rows: str) -> Path:
    """Make a plain bag with a fetch.txt, and the tag manifest agrees."""
    return retagged(folder, "fetch.txt", "".join(f"{row}\n" for row in rows))


def bag_001_has_no_declaration(folder: Path) -> Path:
    """Leave out bagit.txt."""
    plain(folder)
    (folder / "bagit.txt").unlink()
    return folder


def bag_001_is_a_file(folder: Path) -> Path:
    """Put a file where a folder is looked for."""
    return put(folder.parent, folder.name, "no bag")


def bag_002_has_three_lines(folder: Path) -> Path:
    """Add a third line to bagit.txt."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.0", "UTF-8") + "\n")


def bag_002_has_one_line(folder: Path) -> Path:
    """Leave out the encoding."""
    return retagged(folder, "bagit.txt", "BagIt-Version: 1.0\n")


def bag_002_has_lines_in_other_order(folder: Path) -> Path:
    """Change the two lines about."""
    return retagged(folder, "bagit.txt", "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n")


def bag_002_has_space_before_the_colon(folder: Path) -> Path:
    """Write the labels as BagIt before 1.0 let one write them."""
    return retagged(folder, "bagit.txt", "BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n")


def bag_002_has_half_a_version(folder: Path) -> Path:
    """Give a version without its first number."""
    return retagged(folder, "bagit.txt", DECLARATION.format(".97", "UTF-8"))


def bag_002_004_is_a_muddle(folder: Path) -> Path:
    """Write an unknown encoding with a space too many."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.0", "8 "))


def bag_003_is_of_the_future(folder: Path) -> Path:
    """Declare a version that does not exist."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.9", "UTF-8"))


def bag_004_is_in_klingon(folder: Path) -> Path:
    """Declare an encoding that does not exist."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.0", "x-klingon"))


def bag_004_is_in_base64(folder: Path) -> Path:
    """Declare something that Python can decode but that is no encoding of text."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.0", "base64"))


def bag_004_is_in_an_invention_of_python(folder: Path) -> Path:
    """Declare an encoding that no registry knows."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.0", "unicode_escape"))


def bag_004_is_in_nothing(folder: Path) -> Path:
    """Declare an encoding whose name cannot be one."""
    return retagged(folder, "bagit.txt", DECLARATION.format("1.0", "../utf 8"))


def bag_005_is_in_latin_1(folder: Path) -> Path:
    """Write bag-info.txt in another encoding than declared."""
    return retagged(folder, "bag-info.txt", "Contact-Name: Zoë\n".encode("latin-1"))


def bag_005_begins_with_a_mark(folder: Path) -> Path:
    """Begin bagit.txt with a byte order mark."""
    return retagged(folder, "bagit.txt", "\ufeff" + DECLARATION.format("1.0", "UTF-8"))


def bag_005_has_a_declaration_of_noise(folder: Path) -> Path:
    """Write bytes into bagit.txt that are not UTF-8."""
    return retagged(folder, "bagit.txt", b"\xff\xfe\x00")


def bag_006_has_an_endless_line(folder: Path) -> Path:
    """Write two million characters in one line of the manifest."""
    return relisted(folder, "a" * 2_000_000)


def bag_007_has_no_data(folder: Path) -> Path:
    """Leave out the payload folder; the manifest lists nothing."""
    put(folder, "bagit.txt", DECLARATION.format("1.0", "UTF-8"))
    return seal(folder)


def bag_008_has_no_manifest(folder: Path) -> Path:
    """Leave out the payload manifest."""
    plain(folder)
    (folder / "manifest-sha256.txt").unlink()
    return seal_tags(folder)


def bag_009_has_a_line_without_path(folder: Path) -> Path:
    """List a checksum of nothing."""
    return relisted(folder, f"{'0' * 64}\n")


def bag_009_has_an_empty_line(folder: Path) -> Path:
    """End the manifest with an empty line."""
    return relisted(folder, "\n")


def bag_009_has_a_short_checksum(folder: Path) -> Path:
    """Cut a checksum by one digit."""
    plain(folder)
    manifest = folder / "manifest-sha256.txt"
    manifest.write_bytes(manifest.read_bytes()[1:])
    return seal_tags(folder)


def bag_009_has_letters_beyond_f(folder: Path) -> Path:
    """Write a checksum with a letter that is no digit."""
    plain(folder)
    manifest = folder / "manifest-sha256.txt"
    manifest.write_bytes(b"g" + manifest.read_bytes()[1:])
    return seal_tags(folder)


def bag_009_has_a_bare_percent_sign(folder: Path) -> Path:
    """List a name with a percent sign as it is on the disk."""
    put(folder, "data/100%.txt", "all\n")
    return plain(folder)


def bag_010_has_checksums_of_an_unknown_kind(folder: Path) -> Path:
    """Name a manifest after an algorithm that does not exist."""
    plain(folder)
    manifest = (folder / "manifest-sha256.txt").read_text()
    put(folder, "manifest-whirlpoo.txt", manifest)
    return seal_tags(folder)


def bag_010_shouts_its_algorithm(folder: Path) -> Path:
    """Name a manifest in capitals and with a hyphen."""
    plain(folder)
    (folder / "manifest-sha256.txt").rename(folder / "manifest-SHA-256.txt")
    return seal_tags(folder)


def bag_011_climbs_out(folder: Path) -> Path:
    """List a file beside the bag whose path begins like the bag's."""
    put(folder.parent, f"{folder.name}-evil/x", "secret\n")
    return relisted(folder, f"{'0' * 64}  data/../../{folder.name}-evil/x\n")


def bag_011_is_absolute(folder: Path) -> Path:
    """List a file of the system."""
    return relisted(folder, f"{'0' * 64}  /etc/passwd\n")


def bag_011_is_at_home(folder: Path) -> Path:
    """List a file in somebody's home folder, in the tag manifest."""
    plain(folder)
    with (folder / "tagmanifest-sha256.txt").open("a") as stream:
        stream.write(f"{'0' * 64}  ~root/.profile\n")
    return folder


def bag_011_is_on_a_drive(folder: Path) -> Path:
    """List a file of Windows."""
    return relisted(folder, f"{'0' * 64}  C:\\Windows\\System32\\setx.exe\n")


def bag_011_climbs_by_backslash(folder: Path) -> Path:
    """List a path that climbs on Windows only."""
    return relisted(folder, f"{'0' * 64}  data\\..\\..\\x\n")


def bag_011_holds_a_null(folder: Path) -> Path:
    """List a path with a null character, which ends names in C."""
    return relisted(folder, f"{'0' * 64}  data/a.txt\0.png\n")


def bag_011_fetches_to_elsewhere(folder: Path) -> Path:
    """Have a file fetched to a place outside of the bag."""
    return fetching(folder, "https://example.org/a - ../../README.md")


def bag_012_lists_a_tag_file(folder: Path) -> Path:
    """List bagit.txt in the payload manifest."""
    return relisted(folder, f"{'0' * 64}  bagit.txt\n")


def bag_012_lists_the_payload_as_tags(folder: Path) -> Path:
    """List a payload file in the tag manifest."""
    plain(folder)
    with (folder / "tagmanifest-sha256.txt").open("a") as stream:
        stream.write(lines(folder, ["data/a.txt"]))
    return folder


def bag_012_lists_a_tag_manifest(folder: Path) -> Path:
    """List a tag manifest in another."""
    plain(folder)
    put(folder, "tagmanifest-md5.txt", lines(folder, files(folder, payload=False), "md5"))
    with (folder / "tagmanifest-sha256.txt").open("a") as stream:
        stream.write(lines(folder, ["tagmanifest-md5.txt"]))
    return folder


def bag_012_lists_a_folder(folder: Path) -> Path:
    """List a folder as such."""
    return relisted(folder, f"{'0' * 64}  data/sub/\n")


def bag_012_lists_a_folder_like_a_file(folder: Path) -> Path:
    """List a folder without the slash that would tell."""
    return relisted(folder, f"{'0' * 64}  data/sub\n")


def bag_013_lists_a_file_twice(folder: Path) -> Path:
    """List a file twice with the same checksum."""
    plain(folder)
    return relisted(folder, lines(folder, ["data/a.txt"]))


def bag_013_contradicts_itself(folder: Path) -> Path:
    """List a file twice with different checksums, which was never allowed."""
    return relisted(folder, f"{'0' * 64}  data/a.txt\n", version="0.97")


def bag_014_has_lost_a_payload_file(folder: Path) -> Path:
    """Remove a payload file after sealing."""
    plain(folder)
    (folder / "data/a.txt").unlink()
    return folder


def bag_014_has_lost_a_tag_file(folder: Path) -> Path:
    """Remove bag-info.txt after sealing."""
    plain(folder)
    (folder / "bag-info.txt").unlink()
    return folder


def bag_015_has_a_stranger(folder: Path) -> Path:
    """Add a payload file after sealing."""
    put(plain(folder), "data/c.txt", "third\n")
    return folder


def bag_015_has_a_file_in_one_manifest_only(folder: Path) -> Path:
    """Add a second payload manifest that lists only one of the files, as was allowed before 1.0."""
    plain(folder)
    put(folder, "manifest-sha512.txt", lines(folder, ["data/a.txt"], "sha512"))
    return seal_tags(folder)


def bag_015_has_a_stranger_in_an_old_bag(folder: Path) -> Path:
    """Add a payload file after sealing to a bag of BagIt 0.97, where one manifest would be enough."""
    put(plain(folder, "0.97"), "data/c.txt", "third\n")
    return folder


def bag_016_has_a_changed_file(folder: Path) -> Path:
    """Change a payload file without changing its size."""
    put(plain(folder), "data/a.txt", "First\n")
    return folder


def bag_017_has_a_changed_tag_file(folder: Path) -> Path:
    """Change a value in bag-info.txt."""
    put(plain(folder), "bag-info.txt", "Source-Organization: Another Archive\n")
    return folder


def bag_018_does_not_vouch_for_its_manifest(folder: Path) -> Path:
    """Leave the payload manifest out of the tag manifest."""
    plain(folder)
    put(folder, "tagmanifest-sha256.txt", lines(folder, ["bag-info.txt", "bagit.txt"]))
    return folder


def bag_019_counts_in_words(folder: Path) -> Path:
    """Write a Payload-Oxum that is no count."""
    return retagged(folder, "bag-info.txt", "Payload-Oxum: thirteen.two\n")


def bag_019_counts_twice(folder: Path) -> Path:
    """Write a right Payload-Oxum twice."""
    return retagged(folder, "bag-info.txt", "Payload-Oxum: 13.2\npayload-oxum: 13.2\n")


def bag_020_counts_wrongly(folder: Path) -> Path:
    """Write a Payload-Oxum of another payload."""
    return retagged(folder, "bag-info.txt", "Payload-Oxum: 14.2\n")


def bag_014_020_has_lost_a_counted_file(folder: Path) -> Path:
    """Remove a payload file after counting."""
    retagged(folder, "bag-info.txt", "Payload-Oxum: 13.2\n")
    (folder / "data/a.txt").unlink()
    return folder


def bag_021_has_no_colon(folder: Path) -> Path:
    """Write a line that is no element."""
    return retagged(folder, "bag-info.txt", "Source-Organization An Archive\n")


def bag_021_continues_nothing(folder: Path) -> Path:
    """Begin with a line that continues the one before."""
    return retagged(folder, "bag-info.txt", "  An Archive\n")


def bag_021_has_a_label_with_a_space(folder: Path) -> Path:
    """End a label with a space."""
    return retagged(folder, "bag-info.txt", "Source-Organization : An Archive\n")


def bag_021_has_no_space_after_the_colon(folder: Path) -> Path:
    """Write a value directly after its label."""
    return retagged(folder, "bag-info.txt", "Source-Organization:An Archive\n")


def bag_022_has_a_link(folder: Path) -> Path:
    """Put a link to a file of the system into the payload."""
    (plain(folder) / "data/link").symlink_to("/etc/passwd")
    return folder


def bag_022_has_a_link_to_a_folder(folder: Path) -> Path:
    """Put a link to a folder of the system beside the payload."""
    (plain(folder) / "etc").symlink_to("/etc")
    return folder


def bag_022_has_an_endless_link(folder: Path) -> Path:
    """List a link to a device that never ends."""
    plain(folder)
    (folder / "data/sub/b.txt").unlink()
    (folder / "data/sub/b.txt").symlink_to("/dev/zero")
    return folder


def bag_022_has_a_pipe(folder: Path) -> Path:
    """Put a pipe into the payload that nobody writes to."""
    os.mkfifo(plain(folder) / "data/pipe")
    return folder


def bag_022_has_a_piped_declaration(folder: Path) -> Path:
    """Make bagit.txt a pipe that nobody writes to."""
    (plain(folder) / "bagit.txt").unlink()
    os.mkfifo(folder / "bagit.txt")
    return folder


def bag_022_has_a_socket(folder: Path) -> Path:
    """Put a socket beside the payload; its name must be short, so it is bound from within."""
    plain(folder)
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("door")
    finally:
        os.chdir(here)
    return folder


def bag_022_has_its_data_elsewhere(folder: Path) -> Path:
    """Make data/ a link; the manifest lists nothing."""
    put(folder, "bagit.txt", DECLARATION.format("1.0", "UTF-8"))
    (folder.parent / "elsewhere").mkdir()
    (folder / "data").symlink_to("../elsewhere")
    put(folder, "manifest-sha256.txt", "")
    return seal_tags(folder)


def bag_023_is_too_deep(folder: Path) -> Path:
    """Nest folders until their path is longer than the system takes."""
    descriptor = os.open(plain(folder) / "data", os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=descriptor)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    return folder


def bag_025_has_no_length(folder: Path) -> Path:
    """Leave out the length in fetch.txt."""
    return fetching(folder, "https://example.org/a data/a.txt")


def bag_025_has_a_relative_address(folder: Path) -> Path:
    """Give an address in fetch.txt that is relative to nothing."""
    return fetching(folder, "a.txt - data/a.txt")


def bag_025_has_an_address_of_this_machine(folder: Path) -> Path:
    """Have a file fetched from the disk of whoever reads the bag."""
    return fetching(folder, "file:///etc/passwd - data/a.txt")


def bag_025_has_an_address_without_host(folder: Path) -> Path:
    """Leave out from where a file is to be fetched."""
    return fetching(folder, "https:/a.txt - data/a.txt")


def bag_026_fetches_a_declaration(folder: Path) -> Path:
    """Have bagit.txt fetched."""
    return fetching(folder, "https://example.org/bagit.txt - bagit.txt")


def bag_026_fetches_a_stranger(folder: Path) -> Path:
    """Have a file fetched that no manifest lists."""
    return fetching(folder, "https://example.org/c.txt 6 data/c.txt")


def bag_027_has_a_hole(folder: Path) -> Path:
    """Remove a file that fetch.txt has an address for."""
    fetching(folder, "https://example.org/a%20b 6 data/a.txt")
    (folder / "data/a.txt").unlink()
    return folder


def bag_030_has_a_loose_leaf(folder: Path) -> Path:
    """Add a tag file after sealing."""
    put(plain(folder), "notes/today.txt", "rain\n")
    return folder


def bag_031_was_bagged_twice(folder: Path) -> Path:
    """Give two dates of bagging."""
    return retagged(folder, "bag-info.txt", "Bagging-Date: 2024-01-01\nBagging-Date: 2024-01-02\n")


def bag_031_was_bagged_yesterday(folder: Path) -> Path:
    """Give a date of bagging that is none."""
    return retagged(folder, "bag-info.txt", "Bagging-Date: yesterday\n")


def bag_032_has_twins_by_case(folder: Path) -> Path:
    """Put two files into the payload that Windows takes for one."""
    put(folder, "data/A.txt", "first\n")
    return plain(folder)


def bag_032_has_twins_by_composition(folder: Path) -> Path:
    """Put two files into the payload that macOS takes for one."""
    put(folder, "data/Nu\u0301n\u0303ez", "")
    put(folder, "data/N\u00fa\u00f1ez", "")
    return plain(folder)


def bag_032_is_composed_otherwise(folder: Path) -> Path:
    """List a file by the composed form of its name, which has the other form on the disk."""
    plain(folder)
    put(folder, "data/Nu\u0301n\u0303ez", "")
    return relisted(folder, f"{hashlib.sha256().hexdigest()}  data/N\u00fa\u00f1ez\n")


def bag_033_was_made_with_md5sum(folder: Path) -> Path:
    """Put the asterisk of md5sum before each path."""
    plain(folder)
    rows = "".join(f"{digest(folder, path)} *{path}\n" for path in files(folder, payload=True))
    put(folder, "manifest-sha256.txt", rows)
    return seal_tags(folder)


def bag_033_goes_round_about(folder: Path) -> Path:
    """Begin a path with the folder that one is in."""
    plain(folder)
    put(folder, "manifest-sha256.txt", (folder / "manifest-sha256.txt").read_text().replace("  data/", "  ./data/"))
    return seal_tags(folder)


def bag_033_says_it_twice(folder: Path) -> Path:
    """List a file twice with the same checksum in a bag of BagIt 0.97."""
    plain(folder)
    return relisted(folder, lines(folder, ["data/a.txt"]), version="0.97")


def bag_034_is_for_unix_only(folder: Path) -> Path:
    """Put a file into the payload whose name Windows cannot store."""
    put(folder, "data/12:30?.txt", "noon\n")
    return plain(folder)


def bag_034_is_a_device_of_windows(folder: Path) -> Path:
    """Put a file into the payload whose name Windows reserves."""
    put(folder, "data/aux.txt", "help\n")
    return plain(folder)


def bag_034_ends_in_a_full_stop(folder: Path) -> Path:
    """Put a folder into the payload whose name Windows would shorten."""
    put(folder, "data/etc./x.txt", "and so on\n")
    return plain(folder)


def bag_034_carries_dust(folder: Path) -> Path:
    """Put a file into the payload that Windows makes unasked."""
    put(folder, "data/Thumbs.db", "")
    return plain(folder)


def bag_015_034_has_a_name_in_latin_1(folder: Path) -> Path:
    """Put a file into the payload whose name is not UTF-8, and which no manifest can list for that reason."""
    plain(folder)
    with open(os.fsencode(folder / "data") + b"/Zo\xeb.txt", "wb"):  # noqa: PTH123 -- a name of bytes
        pass
    return folder


def bag_035_has_an_empty_folder(folder: Path) -> Path:
    """Put a folder into the payload that holds nothing."""
    (plain(folder) / "data/later").mkdir()
    return folder


def bag_038_hides_what_it_is(folder: Path) -> Path:
    """Put a file into the payload whose name is read from right to left in part."""
    put(folder, "data/\u202egnp.exe", "first\n")
    return plain(folder)


def bag_039_trusts_md5(folder: Path) -> Path:
    """Vouch for the payload by MD5 only."""
    plain(folder)
    (folder / "manifest-sha256.txt").unlink()
    return seal(folder, "md5")


def bag_024_grows_while_it_is_read(folder: Path) -> None:
    """Take the digest of a file that somebody writes to."""
    file = put(folder, "recording.wav", "sound")

    def write_on(_: int) -> None:
        """Append to the file whenever a block was read."""
        with file.open("a") as stream:
            stream.write("more")

    fixity.of_file(file, progress=write_on)


def bag_022_is_copied_through_a_link(folder: Path) -> None:
    """Bag a file through a link to it."""
    real = put(folder, "real.txt", "here")
    (folder / "link.txt").symlink_to(real)
    with bag.stage(folder / "bag") as staging:
        staging.add(folder / "link.txt", "data/link.txt")


def bag_040_climbs_out(folder: Path) -> None:
    """Bag a file under a path outside of the bag."""
    with bag.stage(folder / "bag") as staging:
        staging.add(b"", "data/../../x")


def bag_040_takes_a_reserved_name(folder: Path) -> None:
    """Bag a file in the place of a manifest."""
    with bag.stage(folder / "bag") as staging:
        staging.add(b"", "manifest-sha256.txt")


def bag_040_has_a_twin(folder: Path) -> None:
    """Bag two files that some systems take for one."""
    with bag.stage(folder / "bag") as staging:
        staging.add(b"", "data/Nu\u0301n\u0303ez")
        staging.add(b"", "data/N\u00da\u00f1ez")


def bag_041_is_another(folder: Path) -> None:
    """Write a bag where one with other content is."""
    for content in (b"one", b"two"):
        with bag.stage(folder / "bag") as staging:
            staging.add(content, "data/a.txt")
            staging.seal(())


def bag_042_is_broken(folder: Path) -> None:
    """Write a bag where the same one is, but damaged."""
    for _ in range(2):
        with bag.stage(folder / "bag") as staging:
            staging.add(b"one", "data/a.txt")
            staging.seal(())
        put(folder, "bag/data/a.txt", "eno")


def bag_042_is_a_file(folder: Path) -> None:
    """Write a bag where a file is."""
    put(folder, "bag", "letters")
    with bag.stage(folder / "bag") as staging:
        staging.add(b"one", "data/a.txt")
        staging.seal(())


def bag_043_is_empty(folder: Path) -> None:
    """Seal a bag that holds a tag file only."""
    with bag.stage(folder / "bag") as staging:
        staging.add(b"one", "metadata/a.txt")
        staging.seal(())


def bag_044_has_a_colon_in_a_label(folder: Path) -> None:
    """Seal a bag with a label that would be read as another."""
    with bag.stage(folder / "bag") as staging:
        staging.add(b"one", "data/a.txt")
        staging.seal((("Contact: Name", "Nobody"),))


def bag_045_contradicts_itself(folder: Path) -> None:
    """Seal a bag with a count that is not that of its payload."""
    with bag.stage(folder / "bag") as staging:
        staging.add(b"one", "data/a.txt")
        staging.seal((("Payload-Oxum", "1.1"),))


def bag_046_lies_in_another(folder: Path) -> None:
    """Write a bag into the payload of another."""
    with bag.stage(plain(folder / "outer") / "data/inner") as staging:
        staging.add(b"one", "data/a.txt")
        staging.seal(())


def _named(returns: str) -> tuple[Callable[[Path], Path], ...]:
    """Return the functions of this module that are named after a code and return a bag, or nothing."""
    named = [value for name, value in globals().items() if re.match(r"bag_\d{3}_", name)]
    return tuple(each for each in named if each.__annotations__["return"] == returns)


BUILDERS: Final = _named("Path")
REFUSALS: Final = _named("None")
