"""BagIt profiles: what each key asks for, how faulty ones are told, and those that travel with us."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve import bag, resources
from preserve.bag import contents, profiles
from preserve.bag.faults import Faults
from preserve.bag.profiles import Archive
from preserve.bag.profiles.patterns import matches
from preserve.bag.profiles.places import places
from preserve.errors import SurroundingsError, UsageError
from tests import strategies
from tests.bad import bags
from tests.bad.profiles import IDENTIFIER, asking, codes, conforming, profile, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preserve.bag.profiles import Profile

pytestmark = pytest.mark.enduring

TAR: Final = {"Serialization": "required", "Accept_Serialization": ["application/x-tar"]}
OTHER: Final = {"Title": {"required": True}, "Access": {"required": True, "values": ["Consortia", "Restricted"]}}


def judged(folder: Path, asked: Profile, archive: Archive | None = None) -> tuple[str, ...]:
    """Return the codes that holding a bag against a profile gives."""
    read = contents.load(folder, Faults())
    assert read is not None
    return codes(profiles.check(asked, read, archive))


# --- what each key asks for ------------------------------------------------------------------------------------------


def saying(*lines: str) -> Callable[[Path], object]:
    """Return what makes a bag's bag-info.txt say something."""
    text = "".join(f"{line}\n" for line in (*lines, f"BagIt-Profile-Identifier: {IDENTIFIER}"))
    return lambda folder: bags.put(folder, "bag-info.txt", text)


def holding(path: str, content: str = "") -> Callable[[Path], object]:
    """Return what puts a file into a bag."""
    return lambda folder: bags.put(folder, path, content)


def sealed_by(*algorithms: str) -> Callable[[Path], object]:
    """Return what gives a bag more manifests."""
    return lambda folder: bags.seal(folder, *algorithms)


def without_payload(folder: Path) -> None:
    """Take out the payload."""
    for path in ("data/a.txt", "data/sub/b.txt"):
        (folder / path).unlink()
    (folder / "data/sub").rmdir()


def with_only(content: str) -> Callable[[Path], object]:
    """Return what leaves one payload file in a bag."""

    def alter(folder: Path) -> None:
        """Take out the payload, and put in the file."""
        without_payload(folder)
        bags.put(folder, "data/a", content)

    return alter


def as_it_is(_folder: Path) -> None:
    """Leave a bag as it is."""


ONCE: Final = {"Contact-Name": {"repeatable": False}}
ASKED: Final[list[tuple[dict[str, Any], Callable[[Path], object], str | None]]] = [
    ({}, as_it_is, None),
    ({"Bag_Info": {"contact-NAME": {"required": True}}}, as_it_is, None),
    ({"Bag_Info": {"Contact-Email": {"required": True}}}, as_it_is, "BAG-062"),
    ({"Bag_Info": {"Contact-Email": {"required": True}}}, saying("Contact-Email: "), None),
    ({"Bag_Info": {"Contact-Email": {"required": False}}}, as_it_is, None),
    ({"Bag_Info": {"Contact-Email": {"recommended": True}}}, as_it_is, "BAG-068"),
    ({"Bag_Info": {"Contact-Name": {"recommended": True}}}, as_it_is, None),
    ({"Bag_Info": {"Contact-Name": {"values": ["Ada", "Ben"]}}}, as_it_is, None),
    ({"Bag_Info": {"Contact-Name": {"values": []}}}, as_it_is, None),
    ({"Bag_Info": {"Contact-Name": {"values": ["ada"]}}}, as_it_is, "BAG-062"),
    ({"Bag_Info": {"Contact-Email": {"values": ["a"]}}}, as_it_is, None),
    ({"Bag_Info": ONCE}, saying("Contact-Name: Ada", "contact-name: Ben"), "BAG-062"),
    ({"Bag_Info": ONCE}, as_it_is, None),
    ({"Bag_Info": {"Contact-Name": {}}}, saying("Contact-Name: Ada", "Contact-Name: Ben"), None),
    ({"Bag_Info": {"Contact-Name": {"values": ["Ada"]}}}, saying("Contact-Name: Ada", "Contact-Name: B"), "BAG-062"),
    ({}, lambda folder: (folder / "bag-info.txt").unlink(), "BAG-064"),
    ({}, lambda folder: bags.put(folder, "bag-info.txt", "Contact-Name: Ada\n"), "BAG-067"),
    ({}, lambda folder: bags.put(folder, "bag-info.txt", "BagIt-Profile-Identifier: urn:x:y\n"), "BAG-067"),
    ({}, saying("BagIt-Profile-Identifier: urn:x:y"), None),
    ({"Manifests_Required": ["SHA-256"]}, as_it_is, None),
    ({"Manifests_Required": ["sha256", "md5"]}, as_it_is, "BAG-063"),
    ({"Manifests_Required": ["sha256", "md5"]}, sealed_by("md5"), None),
    ({"Manifests_Allowed": ["sha256"]}, as_it_is, None),
    ({"Manifests_Allowed": ["sha256"]}, sealed_by("md5"), "BAG-063"),
    ({"Manifests_Allowed": []}, as_it_is, "BAG-063"),
    ({"Tag_Manifests_Required": ["sha256"]}, as_it_is, None),
    ({"Tag_Manifests_Required": ["sha512"]}, as_it_is, "BAG-063"),
    ({"Tag_Manifests_Allowed": ["sha256", "md5"]}, as_it_is, None),
    ({"Tag_Manifests_Allowed": ["md5"]}, as_it_is, "BAG-063"),
    ({}, holding("fetch.txt"), None),
    ({"Allow_Fetch_txt": True}, holding("fetch.txt"), None),
    ({"Allow_Fetch_txt": False}, holding("fetch.txt"), "BAG-064"),
    ({"Allow_Fetch_txt": False}, as_it_is, None),
    ({"Fetch_txt_Required": True}, holding("fetch.txt"), None),
    ({"Fetch_txt_Required": True}, as_it_is, "BAG-064"),
    ({"Data_Empty": True}, without_payload, None),
    ({"Data_Empty": True}, with_only(""), None),
    ({"Data_Empty": True}, with_only("a"), "BAG-064"),
    ({"Data_Empty": True}, as_it_is, "BAG-064"),
    ({"Data_Empty": False}, as_it_is, None),
    ({"Accept_BagIt_Version": ["0.97", "1.0"]}, as_it_is, None),
    ({"Accept_BagIt_Version": ["0.97"]}, as_it_is, "BAG-066"),
    ({"Tag_Files_Required": ["notes/a.txt"]}, holding("notes/a.txt"), None),
    ({"Tag_Files_Required": ["notes/a.txt"]}, as_it_is, "BAG-064"),
    ({"Tag_Files_Allowed": []}, as_it_is, None),
    ({"Tag_Files_Allowed": ["notes/*.txt"]}, holding("notes/b/a.txt"), None),
    ({"Tag_Files_Allowed": ["notes/*.txt"]}, holding("notes/a.xml"), "BAG-064"),
    ({"Tag_Files_Allowed": ["*"]}, holding("notes/a.xml"), None),
    ({"Tag_Files_Allowed": []}, holding("fetch.txt"), None),
    ({"Payload_Files_Required": ["data/a.txt", "data/sub/"]}, as_it_is, None),
    ({"Payload_Files_Required": ["data/c.txt"]}, as_it_is, "BAG-064"),
    ({"Payload_Files_Required": ["data/later/"]}, as_it_is, "BAG-064"),
    ({"Payload_Files_Required": ["data/later/"]}, lambda folder: (folder / "data/later").mkdir(), "BAG-064"),
    ({"Payload_Files_Required": ["data/l/"]}, lambda folder: (folder / "data/l/m").mkdir(parents=True), None),
    ({"Payload_Files_Allowed": ["data/a.txt", "data/sub/*"]}, as_it_is, None),
    ({"Payload_Files_Allowed": ["data/a.txt"]}, as_it_is, "BAG-064"),
    ({"Other_Info": [{"Notes": OTHER}]}, holding("notes.txt", "title: T\nAccess: consortia\n"), None),
    ({"Other_Info": [{"Notes": OTHER}]}, holding("notes.txt", "Title: T\nAccess: Nobody\n"), "BAG-062"),
    ({"Other_Info": [{"Notes": OTHER}]}, holding("notes.txt", "Title: \nAccess: Consortia\n"), "BAG-062"),
    ({"Other_Info": [{"Notes": OTHER}]}, holding("notes.txt", "Access: Consortia\n"), "BAG-062"),
    ({"Other_Info": [{"Notes": OTHER}]}, as_it_is, "BAG-064"),
    ({"Other_Info": [{"Notes": OTHER}], "Tag_Files_Required": ["notes.txt"]}, as_it_is, "BAG-064"),
    ({"Other_Info": [{"a/Notes.txt": {"Title": {}}}]}, as_it_is, None),
    ({"Other_Info": [{"a/Notes.txt": OTHER}]}, holding("a/Notes.txt", "Title: T\nAccess: Restricted\n"), None),
    ({"Other_Info": [{"Notes": OTHER}]}, holding("notes.txt", "Title: T\nAccess: Consortia\nnothing\n"), "BAG-021"),
]


@pytest.mark.parametrize(("keys", "alter", "code"), ASKED)
def test_a_key_holds_and_is_violated(
    keys: dict[str, Any], alter: Callable[[Path], object], code: str | None, tmp_path: Path
) -> None:
    """Each key of the specification is met by one bag and not by another, which gives one finding of one code."""
    folder = conforming(tmp_path / "bag")
    alter(folder)
    read = contents.load(folder, Faults())
    assert read is not None
    found = profiles.check(profile(**keys), read)
    assert [each.code for each in found] == ([code] if code else []), found
    assert all(len(each.message) <= 240 for each in found)


@pytest.mark.parametrize(
    ("keys", "form", "code"),
    [
        (TAR, "tar", None),
        (TAR, "zip", "BAG-066"),
        (TAR, None, "BAG-066"),
        ({**TAR, "Serialization": "optional"}, None, None),
        ({**TAR, "Serialization": "optional"}, "tar", None),
        ({**TAR, "Serialization": "optional"}, "tar.gz", "BAG-066"),
        ({"Serialization": "forbidden"}, None, None),
        ({"Serialization": "forbidden"}, "tar", "BAG-066"),
        ({}, None, None),
        ({}, "zip", "BAG-066"),
    ],
)
def test_the_form_of_a_bag(keys: dict[str, Any], form: str | None, code: str | None, tmp_path: Path) -> None:
    """A profile says whether a bag may or must be an archive, and of which kind."""
    archive = Archive(form=form) if form else None
    assert judged(conforming(tmp_path / "bag"), profile(**keys), archive) == ((code,) if code else ())


def test_all_is_told_at_once(tmp_path: Path) -> None:
    """What is asked, what is there and how to mend it, each with the name of the profile."""
    asked = profile(
        **TAR,
        Bag_Info={"Contact-Name": {"values": ["Ben"]}, "Bag-Size": {"required": True}},
        Manifests_Required=["md5"],
        Tag_Files_Required=["x.txt"],
        Payload_Files_Allowed=["data/a.txt"],
        Accept_BagIt_Version=["0.97"],
    )
    found = bag.verify(conforming(tmp_path / "bag"), profile=asked)
    assert sorted(each.code for each in found) == [f"BAG-0{number}" for number in (62, 62, 63, 64, 64, 66, 66)]
    assert all("mill" in each.message and each.hint and each.source for each in found)


def test_a_bag_is_not_judged_by_the_profile_that_it_names(tmp_path: Path) -> None:
    """It is told that the profile is known, and no more; of one that nobody knows, nothing is told."""
    identifier = profiles.find("aptrust-2.2").profile
    assert identifier
    folder = bags.retagged(tmp_path / "bag", "bag-info.txt", f"BagIt-Profile-Identifier: {identifier.identifier}\n")
    (found,) = bag.verify(folder)
    assert (found.code, found.is_error) == ("BAG-069", False)
    assert "--profile aptrust-2.2" in str(found.hint)
    assert bag.verify(conforming(tmp_path / "other")) == ()


def test_a_bag_of_an_early_draft_has_its_info_elsewhere(tmp_path: Path) -> None:
    """Package-info.txt is what bag-info.txt was called."""
    folder = bags.plain(tmp_path / "bag", "0.95")
    (folder / "bag-info.txt").rename(folder / "package-info.txt")
    bags.put(folder, "package-info.txt", f"BagIt-Profile-Identifier: {IDENTIFIER}\n")
    assert judged(folder, profile(Accept_BagIt_Version=["0.95"], Tag_Files_Allowed=[])) == ()


# --- profiles that are faulty ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words", "line"),
    [
        (b"", "this is not JSON: expecting value", 1),
        (b'{\n"a": 1,\n}', "this is not JSON", None),
        (b'{"a": \xff}', "this is not UTF-8", None),
        (b"[" * 200_000, "nested too deeply", None),
        (b"1" * 5000, "endless numbers", None),
        (b" " * 5_000_000, "longer than", None),
    ],
)
def test_what_is_no_json_is_told(data: bytes, words: str, line: int | None) -> None:
    """With the place, where there is one; nothing raises and nothing takes long."""
    read = profiles.parsed(data, "mill.json", "mill")
    assert read.profile is None
    (found,) = read.findings
    assert found.code == "BAG-060"
    assert words in found.message
    assert line is None or found.location.line == line


@pytest.mark.parametrize("written", [[], 1, None, "x", {}, {"BagIt-Profile-Info": 1}, {"BagIt-Profile-Info": {}}])
def test_what_is_no_profile_is_told(written: object) -> None:
    """JSON that says nothing of the kind."""
    read = reading(written)
    assert read.profile is None
    assert codes(read.findings) == ("BAG-060",)


FAULTS: Final[list[tuple[dict[str, Any], str, str]]] = [
    ({"Bag_Info": []}, "Bag-Info should be an object, not a list", "/Bag-Info"),
    ({"Bag_Info": {"A": True}}, "A should be an object, not true", "/Bag-Info/A"),
    ({"Bag_Info": {"A": {"required": "true"}}}, "required should be true or false", "/Bag-Info/A/required"),
    ({"Bag_Info": {"A": {"recommended": 1}}}, "should be true or false, not 1", "/Bag-Info/A/recommended"),
    ({"Bag_Info": {"A": {"repeatable": None}}}, "should be true or false, not null", "/Bag-Info/A/repeatable"),
    ({"Bag_Info": {"A": {"values": "x"}}}, "values should be a list", "/Bag-Info/A/values"),
    ({"Bag_Info": {"A": {"values": ["x", 1]}}}, "1 should be a text, not 1", "/Bag-Info/A/values/1"),
    ({"Bag_Info": {"A": {"description": {}}}}, "should be a text, not an object", "/Bag-Info/A/description"),
    ({"Bag_Info": {"A/~": {"required": 1}}}, "true or false", "/Bag-Info/A~1~0/required"),
    ({"Bag_Info": {"A": {}, "a": {}}}, "A and a are the same element", "/Bag-Info/a"),
    ({"Other_Info": {}}, "Other-Info should be a list", "/Other-Info"),
    ({"Other_Info": [1]}, "should be an object", "/Other-Info/0"),
    ({"Manifests_Required": "md5"}, "should be a list", "/Manifests-Required"),
    ({"Manifests_Required": ["md5"], "Manifests_Allowed": []}, "md5 is required, but", "/Manifests-Required"),
    (
        {"Tag_Manifests_Required": ["md5"], "Tag_Manifests_Allowed": ["sha1"]},
        "Tag-Manifests-Allowed does not allow it",
        "/Tag-Manifests-Required",
    ),
    ({"Allow_Fetch_txt": "no"}, "should be true or false", "/Allow-Fetch.txt"),
    ({"Fetch_txt_Required": True, "Allow_Fetch_txt": False}, "Allow-Fetch.txt is false", "/Fetch.txt-Required"),
    ({"Data_Empty": []}, "should be true or false, not a list", "/Data-Empty"),
    ({"Serialization": "maybe"}, "one of forbidden, required, optional", "/Serialization"),
    ({"Serialization": "required"}, "Accept-Serialization names no form", "/Serialization"),
    ({"Accept_BagIt_Version": []}, "names no version", "/Accept-BagIt-Version"),
    ({"Accept_BagIt_Version": [1.0]}, "should be a text, not 1.0", "/Accept-BagIt-Version/0"),
    ({"Accept_BagIt_Version": [" "]}, "a text that says something", "/Accept-BagIt-Version/0"),
    ({"Tag_Files_Required": ["a"], "Tag_Files_Allowed": ["b*"]}, "Tag-Files-Allowed does not", "/Tag-Files-Required"),
    ({"Tag_Files_Required": ["../a"]}, "climbs to a parent folder", "/Tag-Files-Required"),
    ({"Tag_Files_Required": ["data/a"]}, "is no tag file", "/Tag-Files-Required"),
    ({"Payload_Files_Required": ["a"]}, "is no payload file", "/Payload-Files-Required"),
    ({"Payload_Files_Required": ["data/a"], "Payload_Files_Allowed": ["x"]}, "not allow", "/Payload-Files-Required"),
    ({"Payload_Files_Allowed": ["data/"]}, "write data/*", "/Payload-Files-Allowed"),
    ({"Payload_Files_Required": ["data/a", "data/b"], "Data_Empty": True}, "Data-Empty", "/Payload-Files-Required"),
]
DOUBTS: Final[list[tuple[dict[str, Any], str, str]]] = [
    ({"Bag_Infos": {}}, "the key “Bag-Infos” is not known", "/Bag-Infos"),
    ({"Bag_Info": {"A": {"requierd": True}}}, "the key “requierd” is not known", "/Bag-Info/A/requierd"),
    ({"Bag_Info": {"bagit-profile-identifier": {}}}, "need not be listed", "/Bag-Info/bagit-profile-identifier"),
    ({"Manifests_Required": ["crc32"]}, "nobody here can compute crc32", "/Manifests-Required"),
    ({"Serialization": "optional"}, "only folders conform", "/Serialization"),
    ({"Serialization": "forbidden", "Accept_Serialization": ["x/y"]}, "is forbidden", "/Accept-Serialization"),
    ({"Tag_Files_Required": ["bag-info.txt"]}, "need not be listed", "/Tag-Files-Required"),
    ({"Tag_Files_Required": ["manifest-md5.txt"]}, "need not be listed", "/Tag-Files-Required"),
]


@pytest.mark.parametrize(
    ("keys", "words", "path", "code"),
    [*((*each, "BAG-060") for each in FAULTS), *((*each, "BAG-061") for each in DOUBTS)],
)
def test_a_fault_of_a_profile_is_told_where_it_stands(keys: dict[str, Any], words: str, path: str, code: str) -> None:
    """With a pointer, a line and a column; a doubt leaves the profile usable."""
    written = asking(**keys)
    read = reading(written)
    (found,) = read.findings
    assert (found.code, found.location.path) == (code, path)
    assert words in found.message
    assert (read.profile is None) is found.is_error
    line = json.dumps(written, indent=2).splitlines()[(found.location.line or 0) - 1]
    key = path.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    assert key.isdigit() or line[(found.location.column or 0) - 1 :].startswith(f'"{key}"')


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("Version", None, "Version is missing"),
        ("Source-Organization", None, "Source-Organization is missing"),
        ("External-Description", "", "External-Description should be a text that says something"),
        ("BagIt-Profile-Identifier", None, "BagIt-Profile-Identifier is missing"),
        ("BagIt-Profile-Identifier", "mill", "is no URI"),
        ("BagIt-Profile-Version", "one", "such as 1.4.0"),
        ("BagIt-Profile-Version", "2.0", "known are those up to 1.4.0"),
        ("Identifier-Aliases", "urn:a:b", "should be a list"),
    ],
)
def test_what_a_profile_must_say_of_itself(key: str, value: str | None, words: str) -> None:
    """What is missing or not of the right form is told."""
    written = asking()
    written["BagIt-Profile-Info"].pop(key, None)
    if value is not None:
        written["BagIt-Profile-Info"][key] = value
    (found,) = reading(written).findings
    assert words in found.message


def test_the_version_of_the_specification_need_not_be_said() -> None:
    """Profiles from before it was asked for have none."""
    written = asking()
    del written["BagIt-Profile-Info"]["BagIt-Profile-Version"]
    assert reading(written).findings == ()


def test_versions_of_bagit_must_be_said() -> None:
    """At least one is accepted."""
    written = asking()
    del written["Accept-BagIt-Version"]
    (found,) = reading(written).findings
    assert "Accept-BagIt-Version is missing" in found.message


def test_a_key_that_stands_twice_is_told() -> None:
    """Readers would take the one or the other."""
    text = json.dumps(asking(Data_Empty=True), indent=1).replace(
        '"Data-Empty": true', '"Data-Empty": true,\n"Data-Empty": false'
    )
    (found,) = profiles.parsed(text.encode(), "mill.json", "mill").findings
    assert "a second time" in found.message
    assert found.location.line == text[: text.rindex('"Data-Empty"')].count("\n") + 1


@pytest.mark.parametrize(("key", "program"), [("bagItProfileInfo", "DART"), ("ordered", "Bagger")])
def test_the_format_of_another_program_is_known(key: str, program: str) -> None:
    """One finding says it, instead of one for each key."""
    read = reading({key: {}, "id": "x", "tags": []})
    assert read.profile is None
    (found,) = read.findings
    assert f"in the format of {program}" in found.message


def test_a_misspelt_key_is_guessed() -> None:
    """The hint says what may be meant."""
    (found,) = reading(asking(Bag_info={})).findings
    assert found.hint == "Did you mean Bag-Info?"


def test_a_byte_order_mark_is_no_fault() -> None:
    """Some editors begin a file with one."""
    assert profiles.parsed(b"\xef\xbb\xbf" + json.dumps(asking()).encode(), "x", "x").findings == ()


@given(text=st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_every_value_has_its_place(text: object) -> None:
    """The place of a value is where its text begins, whatever the text."""
    written = json.dumps(text, indent=1, ensure_ascii=False)
    found = places(written)
    decoder = json.JSONDecoder()

    def visit(value: object, pointer: tuple[str, ...]) -> None:
        """Compare what stands at the place of a value with it, or with its key."""
        read, _ = decoder.raw_decode(written, found.offsets[pointer])
        is_member = isinstance(read, str) and bool(pointer) and read == pointer[-1]
        assert read == value or is_member
        below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in below:
            visit(inner, (*pointer, str(key)))

    visit(text, ())


@given(path=st.text("ab/*", max_size=12), pattern=st.text("ab/*", max_size=8))
def test_patterns_mean_what_a_regular_expression_would(path: str, pattern: str) -> None:
    """An asterisk stands for any characters; the whole path must fit."""
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert matches(path, pattern) == (re.fullmatch(expression, path) is not None)


def test_patterns_take_no_time() -> None:
    """A pattern of many asterisks on a long name, which a regular expression would try for ever."""
    assert not matches("a" * 5000, "*a" * 2000 + "*b")
    assert matches("data/[a]?.txt", "data/[a]?.txt")


# --- random profiles and bags ----------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(
    keys=strategies.requests,
    files=st.dictionaries(
        st.sampled_from(["data/a.txt", "data/sub/c", "notes.txt", "fetch.txt", "bag-info.txt"]), st.binary(max_size=40)
    ),
    form=st.sampled_from([None, "tar", "zip"]),
)
def test_no_bag_and_no_profile_raise(
    keys: dict[str, Any], files: dict[str, bytes], form: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is asked of whatever there is, findings come of it; their messages are short and have no odd letters."""
    folder = bags.plain(tmp_path_factory.mktemp("bags") / "bag")
    for path, content in files.items():
        bags.put(folder, path, content)
    read = reading({**asking(), **keys})
    found = [*read.findings]
    if read.profile and (there := contents.load(folder, Faults())):
        found += profiles.check(read.profile, there, Archive(form=form) if form else None)
        found += profiles.preview(read.profile, (("data/a", 1),), (("A", "b"),), ())
        assert read.profile.algorithms
        assert read.profile.tag_algorithms
    assert all(len(each.message) <= 240 and each.message.isprintable() for each in found), found


@given(keys=strategies.wild_requests)
def test_no_json_raises(keys: dict[str, Any]) -> None:
    """Values of whatever kind in whatever place are told or taken."""
    read = reading({**asking(), **keys})
    assert read.profile or any(each.is_error for each in read.findings)
    assert all(len(each.message) <= 240 and each.location.line for each in read.findings)


# --- profiles that travel with us ------------------------------------------------------------------------------------


def test_profiles_that_travel_are_sound() -> None:
    """Each is read without a finding, says where its facts are from, and is found by its name and identifiers."""
    assert len(profiles.names()) == len([*resources.PROFILES.glob("*.json")])
    for name in profiles.names():
        read = profiles.find(name)
        assert read.profile, name
        assert read.findings == ()
        assert read.profile.name == name
        assert len(read.profile.description) > 100
        assert profiles.named(read.profile.identifier) == read.profile
        assert all(profiles.named(alias) for alias in read.profile.aliases)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("aptrust", "aptrust-2.3"),
        ("APTrust", "aptrust-2.3"),
        ("aptrust-2.2", "aptrust-2.2"),
        ("btr", "btr-1.0"),
        ("btr-1.0", "btr-1.0"),
        ("beyond-the-repository", "btr-1.0"),
        ("beyond-the-repository-1.0", "btr-1.0"),
        ("metaarchive", "metaarchive-1.3"),
        ("preserve", "preserve-1.0"),
    ],
)
def test_profiles_have_names(wanted: str, name: str) -> None:
    """With a version and without, short and long."""
    read = profiles.find(wanted)
    assert read.profile
    assert read.profile.name == name


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        (
            "https://raw.githubusercontent.com/APTrust/preservation-services/master/profiles/aptrust-v2.2.json",
            "aptrust-2.2",
        ),
        (
            "https://raw.githubusercontent.com/APTrust/preservation-services/master/profiles/aptrust-v2.3.json",
            "aptrust-2.3",
        ),
        ("https://github.com/dpscollaborative/btr_bagit_profile/blob/1.0/btr-bagit-profile.json", "btr-1.0"),
        ("http://fedora.info/bagprofile/metaarchive.json", "metaarchive-1.3"),
    ],
)
def test_profiles_that_moved_are_known(identifier: str, name: str) -> None:
    """An exact identifier counts more than what another profile takes as well."""
    known = profiles.named(identifier)
    assert known
    assert known.name == name


def test_a_bag_of_an_earlier_version_conforms_to_the_newest(tmp_path: Path) -> None:
    """APTrust judges by 2.3 what names 2.2."""
    newest, before = profiles.find("aptrust").profile, profiles.find("aptrust-2.2").profile
    assert newest
    assert before
    folder = bags.seal(bags.plain(tmp_path / "bag"), "md5")
    bags.put(folder, "bag-info.txt", f"Source-Organization: A\nBagIt-Profile-Identifier: {before.identifier}\n")
    bags.put(folder, "aptrust-info.txt", "Title: T\nAccess: restricted\nStorage-Option: Wasabi-VA\n")
    assert judged(folder, newest, Archive(form="tar")) == judged(folder, before, Archive(form="tar")) == ()
    bags.put(folder, "aptrust-info.txt", "Title: T\nAccess: restricted\nStorage-Option: Wasabi-TX\n")
    assert judged(folder, newest, Archive(form="tar")) == ()
    assert judged(folder, before, Archive(form="tar")) == ("BAG-062",)


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("aptrsut", "Did you mean aptrust?"),
        ("none", "btr-1.0"),
        ("aptrust-9", "Did you mean aptrust?"),
        ("x" * 5000, "btr"),
    ],
)
def test_a_profile_that_nobody_knows_is_a_slip(wanted: str, hint: str) -> None:
    """The hint says which there are."""
    with pytest.raises(UsageError) as caught:
        profiles.find(wanted)
    assert hint in str(caught.value.hint)


def test_a_profile_is_never_fetched() -> None:
    """An address is no name of a file."""
    with pytest.raises(UsageError, match="never fetched"):
        profiles.find("https://example.org/mill.json")


def test_a_profile_that_is_not_there_is_told(tmp_path: Path) -> None:
    """As any other file."""
    with pytest.raises(SurroundingsError) as caught:
        profiles.find(str(tmp_path / "mill.json"))
    assert caught.value.code == "ENV-001"


@pytest.mark.parametrize(
    ("keys", "algorithms", "tag_algorithms"),
    [
        ({}, ("sha256", "sha512"), ("sha256", "sha512")),
        ({"Manifests_Required": ["md5"]}, ("md5", "sha256", "sha512"), ("md5", "sha256", "sha512")),
        ({"Manifests_Allowed": ["md5"], "Manifests_Required": ["md5"]}, ("md5",), ("md5", "sha256", "sha512")),
        ({"Tag_Manifests_Required": ["sha1"]}, ("sha1", "sha256", "sha512"), ("sha1", "sha256", "sha512")),
        ({"Tag_Manifests_Allowed": ["sha512"]}, ("sha256", "sha512"), ("sha512",)),
        ({"Manifests_Allowed": ["crc32"]}, ("sha256", "sha512"), ("sha256", "sha512")),
    ],
)
def test_algorithms_follow_from_a_profile(
    keys: dict[str, Any], algorithms: tuple[str, ...], tag_algorithms: tuple[str, ...]
) -> None:
    """What is required, and what we write anyway where that is allowed."""
    asked = profile(**keys)
    assert (asked.algorithms, asked.tag_algorithms) == (algorithms, tag_algorithms)


def test_archives_follow_from_a_profile() -> None:
    """Media types have many names; those of other archives are none of ours."""
    types = ["application/X-TAR", "application/x-tar+gzip", "application/x-7z-compressed"]
    assert profile(Accept_Serialization=types).serializations == ("tar", "tar.gz")
    assert profile(Serialization="forbidden", Accept_Serialization=types).serializations == ()
