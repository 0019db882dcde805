"""Bags made after a profile, and bags held against one: by the command, and by another reader of profiles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import bagit
import bagit_profile
import pytest

from preserve import bag, resources
from preserve.bag import contents, profiles
from preserve.bag.faults import Faults
from preserve.bag.profiles import Archive
from tests.bad.profiles import IDENTIFIER, asking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Command, Outcome

CONFIG = """
[bag-info]
Source-Organization = "An Archive"
Contact-Name = "Ada Miller"
Contact-Phone = "+1 555 0100"
Contact-Email = "archive@example.org"

[tag-files."aptrust-info.txt"]
Access = "Institution"
Storage-Option = "Standard"
"""


@pytest.fixture
def made(
    interview: Callable[[str], Path], tmp_path: Path, preserve: Command, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Return a function that packages an interview after a profile, with a configuration or none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    def package(wanted: str | Path, config: str = CONFIG, options: tuple[str, ...] = ()) -> Outcome:
        """Package the smallest interview."""
        (tmp_path / "preserve.toml").write_text(config, "utf-8")
        return preserve("package", "--profile", wanted, *options, interview("minimal"))

    return package


def written(folder: Path, **keys: Any) -> Path:  # noqa: ANN401 (JSON)
    """Write a profile that asks for something."""
    path = folder / "mill.json"
    path.write_text(json.dumps(asking(**keys), indent=2), "utf-8")
    return path


def judged(folder: Path, profile: profiles.Profile, archive: Archive | None) -> list[str]:
    """Return the errors that holding a bag against a profile gives."""
    read = contents.load(folder, Faults())
    assert read is not None
    return [each.message for each in profiles.check(profile, read, archive) if each.is_error]


def agrees(folder: Path, profile: dict[str, Any]) -> bool:
    """Return whether the other reader of profiles takes a bag, its form apart."""
    identifier = profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]
    other = bagit_profile.Profile(identifier, profile=profile)
    return bool(other.validate(bagit.Bag(str(folder))))


@pytest.mark.parametrize("name", profiles.names())
def test_a_bag_made_after_a_profile_conforms(name: str, made: Callable[..., Outcome], tmp_path: Path) -> None:
    """By our own judgement, by that of another reader, and the bag is valid and rebuilds itself."""
    outcome = made(name)
    assert outcome.code == 0, outcome.err
    folder = tmp_path / "bags" / "minimal"
    profile = profiles.find(name).profile
    assert profile
    archive = Archive(form=profile.serializations[0])
    assert judged(folder, profile, archive) == []
    assert bagit.Bag(str(folder)).is_valid()
    files = {path.stem: path for path in resources.PROFILES.glob("*.json")}
    file = files[name.replace("btr", "beyond-the-repository")]
    assert agrees(folder, json.loads(file.read_text("utf-8")))


def test_what_the_other_reader_refuses_is_refused(made: Callable[..., Outcome], tmp_path: Path) -> None:
    """The comparison can fail."""
    assert made("btr").code == 0
    folder = tmp_path / "bags" / "minimal"
    asked = asking(Manifests_Required=["md5"], Bag_Info={}, Tag_Files_Required=[])
    assert not agrees(folder, asked)


def test_a_bag_for_aptrust(made: Callable[..., Outcome], preserve: Command, tmp_path: Path) -> None:
    """With its algorithms, its tag file, and the title of the interview, which no configuration can say."""
    outcome = made("aptrust")
    assert "warning  BAG-065  the bag is a folder; aptrust-2.3 requires an archive: tar" in outcome.err
    folder = tmp_path / "bags" / "minimal"
    assert (folder / "aptrust-info.txt").read_text("utf-8") == (
        "Title: The smallest interview\nAccess: Institution\nStorage-Option: Standard\n"
    )
    listed = {path.name for path in folder.iterdir() if "manifest" in path.name}
    assert listed == {f"{tag}manifest-{name}.txt" for tag in ("", "tag") for name in ("md5", "sha256", "sha512")}
    assert "aptrust-info.txt" in (folder / "tagmanifest-md5.txt").read_text("utf-8")
    assert made("aptrust").out.startswith("bags/minimal: already there")
    outcome = preserve("verify", "--profile", "aptrust", "bags/minimal")
    assert (outcome.code, outcome.out) == (1, "bags/minimal: valid, but does not conform to aptrust-2.3\n")
    assert outcome.err.count("error") == 1


def test_an_archive_for_aptrust(made: Callable[..., Outcome], preserve: Command, tmp_path: Path) -> None:
    """Is what its profile asks for; in another form nothing is made."""
    outcome = made("aptrust", options=("--archive", "tar"))
    assert outcome.code == 0
    assert "BAG-065" not in outcome.err
    assert preserve("verify", "--profile", "aptrust", tmp_path / "bags" / "minimal.tar").code == 0
    outcome = made("aptrust", options=("--archive", "zip", "--to", "elsewhere"))
    assert outcome.code == 1
    assert "BAG-066  the bag is a zip archive; aptrust-2.3 accepts tar" in outcome.err
    assert not (tmp_path / "elsewhere").exists()


def test_a_bag_that_is_there_is_packed_only_where_it_conforms(
    made: Callable[..., Outcome], preserve: Command, tmp_path: Path
) -> None:
    """Itself, and the form that it is to be packed into; all that stands against it is told, and the others go on."""
    assert made("aptrust").code == 0
    call = ("package", "--to", "out", "--profile")
    outcome = preserve(*call, "aptrust", "--archive", "zip", "bags/minimal")
    assert (outcome.code, outcome.out) == (1, "")
    assert "error  BAG-066  the bag is a zip archive; aptrust-2.3 accepts tar" in outcome.err
    outcome = preserve(*call, "metaarchive", "--archive", "tar", "bags/minimal")
    assert (outcome.code, outcome.out) == (1, "")
    for code in ("BAG-063", "BAG-067"):
        assert f"error  {code}  " in outcome.err
    assert not (tmp_path / "out").exists()
    (tmp_path / "empty").mkdir()
    outcome = preserve(*call, "aptrust", "--archive", "tar", "empty", "bags/minimal")
    assert outcome.code == 1
    assert "empty\n  bagit.txt -  error  BAG-001" in outcome.err
    assert outcome.out.startswith("out/minimal.tar: written and verified")
    assert "BAG-065" not in outcome.err
    assert preserve("verify", "--profile", "aptrust", "out/minimal.tar").code == 0


def test_what_is_computed_for_metaarchive(made: Callable[..., Outcome], preserve: Command, tmp_path: Path) -> None:
    """The size, which nobody need say, and manifests by SHA-1."""
    assert made("metaarchive").code == 0
    said = (tmp_path / "bags" / "minimal" / "bag-info.txt").read_text("utf-8").splitlines()
    labels = [line.partition(":")[0] for line in said]
    assert labels[-2:] == ["BagIt-Profile-Identifier", "Payload-Oxum"]
    assert labels.count("Bag-Size") == 1
    outcome = preserve("verify", "--reproduce", "--profile", "metaarchive", "bags/minimal")
    assert outcome.out == "bags/minimal: valid, and conforms to metaarchive-1.3, and 9 files rebuilt byte for byte\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "aptrust",
            ['[tag-files."aptrust-info.txt"]: Access = "…"', 'Storage-Option = "…"', "Consortia or Institution"],
        ),
        ("btr", ['[bag-info]: Source-Organization = "…"']),
        ("metaarchive", ['[bag-info]: Contact-Name = "…"', 'Contact-Phone = "…"', 'Contact-Email = "…"']),
        ("preserve", ['[bag-info]: Source-Organization = "…"']),
    ],
)
def test_what_is_missing_is_told_before_anything_is_written(
    name: str, words: list[str], made: Callable[..., Outcome], tmp_path: Path
) -> None:
    """All of it, and where to say it."""
    outcome = made(name, "")
    assert (outcome.code, outcome.out) == (1, "")
    assert all(each in outcome.err for each in words), outcome.err
    assert not (tmp_path / "bags").exists()


@pytest.mark.parametrize(
    ("keys", "code", "place"),
    [
        ({"Payload_Files_Allowed": ["data/tei/*"]}, "BAG-064", "data/README.txt"),
        ({"Tag_Files_Allowed": ["aptrust-info.txt"]}, "BAG-064", "metadata/validation.json"),
        ({"Tag_Files_Allowed": ["metadata/*"]}, "BAG-064", "aptrust-info.txt"),
        ({"Payload_Files_Required": ["data/consent.pdf"]}, "BAG-064", "data/consent.pdf"),
        ({"Manifests_Allowed": ["crc32"]}, "BAG-063", "manifest-sha256.txt"),
        ({"Accept_BagIt_Version": ["0.97"]}, "BAG-066", "bagit.txt"),
        ({"Fetch_txt_Required": True}, "BAG-064", "fetch.txt"),
        ({"Data_Empty": True}, "BAG-064", "data"),
        ({"Bag_Info": {"Contact-Name": {"values": ["Ben"]}}}, "BAG-062", "bag-info.txt"),
        ({"Bag_Info": {"Bag-Count": {"required": True, "values": ["1 of 1"]}}}, "BAG-062", 'Bag-Count = "1 of 1"'),
    ],
)
def test_what_cannot_be_met_is_told_before_anything_is_written(
    keys: dict[str, Any], code: str, place: str, made: Callable[..., Outcome], tmp_path: Path
) -> None:
    """Files that are not allowed, or missing, algorithms that nobody knows, versions that we do not write."""
    outcome = made(written(tmp_path, **keys))
    assert (outcome.code, outcome.out) == (1, "")
    assert code in outcome.err
    assert place in outcome.err
    assert not (tmp_path / "bags").exists()


def test_a_profile_may_forbid_our_algorithms(made: Callable[..., Outcome], tmp_path: Path) -> None:
    """Manifests are by what is allowed, those of tags by others than those of the payload where that is asked."""
    keys = {"Manifests_Allowed": ["md5"], "Manifests_Required": ["md5"], "Tag_Manifests_Allowed": ["sha512"]}
    assert made(written(tmp_path, **keys)).code == 0
    names = {path.name for path in (tmp_path / "bags" / "minimal").iterdir() if "manifest" in path.name}
    assert names == {"manifest-md5.txt", "tagmanifest-sha512.txt"}
    assert [found.code for found in bag.verify(tmp_path / "bags" / "minimal")] == ["BAG-039"]


def test_an_identifier_that_is_said_already_is_not_said_twice(made: Callable[..., Outcome], tmp_path: Path) -> None:
    """A bag may name several profiles."""
    path = written(tmp_path)
    config = f'[bag-info]\nBagIt-Profile-Identifier = ["urn:x:y", "{IDENTIFIER}"]\n'
    assert made(path, config).code == 0
    said = (tmp_path / "bags" / "minimal" / "bag-info.txt").read_text("utf-8")
    assert said.count("BagIt-Profile-Identifier") == 2


def test_tag_files_need_no_profile(
    interview: Callable[[str], Path], preserve: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written as the configuration says, labels in its order, a list as several lines."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "preserve.toml").write_text('[tag-files."own/notes.txt"]\nB = ["1", "2"]\nA = "3"\n', "utf-8")
    assert preserve("package", interview("minimal")).code == 0
    assert (tmp_path / "bags" / "minimal" / "own" / "notes.txt").read_text("utf-8") == "B: 1\nB: 2\nA: 3\n"
    assert bag.verify(tmp_path / "bags" / "minimal") == ()


def test_bags_are_held_against_a_profile(made: Callable[..., Outcome], preserve: Command, tmp_path: Path) -> None:
    """The line says what came of it, and JSON has the findings."""
    assert made("btr").code == 0
    outcome = preserve("verify", "--profile", "btr", "bags/minimal")
    assert (outcome.code, outcome.out) == (0, "bags/minimal: valid, and conforms to btr-1.0\n")
    outcome = preserve("verify", "--profile", "preserve", "--format", "json", "bags/minimal")
    (file,) = json.loads(outcome.out)["files"]
    assert (outcome.code, file["valid"]) == (1, False)
    assert [each["code"] for each in file["findings"]] == ["BAG-067"]
    (tmp_path / "bags" / "minimal" / "data" / "README.txt").write_text("", "utf-8")
    outcome = preserve("verify", "--profile", "btr", "bags/minimal")
    assert (outcome.code, outcome.out) == (1, "bags/minimal: not valid\n")


def test_a_faulty_profile_judges_nothing(made: Callable[..., Outcome], preserve: Command, tmp_path: Path) -> None:
    """Its faults are told with their lines; no bag is made or looked at."""
    path = written(tmp_path, Manifests_Required="md5", Manifest_Allowed=[])
    outcome = made(path)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error  BAG-060  Manifests-Required should be a list" in outcome.err
    assert '"Manifests-Required": "md5"' in outcome.err
    assert not (tmp_path / "bags").exists()
    outcome = preserve("verify", "--profile", path, "bags/minimal")
    assert (outcome.code, outcome.out) == (1, "")
    outcome = preserve("verify", "--profile", path, "--format", "json", "bags/minimal")
    (file,) = json.loads(outcome.out)["files"]
    assert (outcome.code, file["file"], file["valid"]) == (1, str(path), False)
    assert [(each["code"], each["path"]) for each in file["findings"]] == [
        ("BAG-060", "/Manifests-Required"),
        ("BAG-061", "/Manifest-Allowed"),
    ]


def test_a_doubtful_profile_judges(made: Callable[..., Outcome], preserve: Command, tmp_path: Path) -> None:
    """The doubt is told beside the result."""
    path = written(tmp_path, Manifest_Allowed=[])
    outcome = made(path)
    assert outcome.code == 0
    assert "BAG-061" in outcome.err
    outcome = preserve("verify", "--profile", path, "bags/minimal")
    assert outcome.out == f"bags/minimal: valid, and conforms to {path}\n"
    assert "BAG-061" in outcome.err


def test_a_profile_that_nobody_knows_is_a_wrong_call(made: Callable[..., Outcome], preserve: Command) -> None:
    """Exit code 2, as for any slip; 3 for a file that is not there."""
    assert made("aptrsut").code == 2
    outcome = preserve("verify", "--profile", "https://example.org/a.json", "bags/minimal")
    assert outcome.code == 2
    assert "never fetched" in outcome.err
    assert preserve("verify", "--profile", "absent.json", "bags/minimal").code == 3
