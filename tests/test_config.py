"""The configuration: what preserve.toml may say, and how its slips are told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preserve import config
from preserve.config import Config
from preserve.errors import ConfigError, SurroundingsError

if TYPE_CHECKING:
    from pathlib import Path


def loaded(folder: Path, text: str | bytes) -> Config:
    """Return what a configuration says."""
    path = folder / "archive.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return config.load(path)


def test_without_a_file_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration is optional."""
    monkeypatch.chdir(tmp_path)
    assert config.load(None) == Config()


def test_the_file_in_this_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """preserve.toml is found where the command is given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "preserve.toml").write_text('[bag-info]\nSource-Organization = "An archive"\n', "utf-8")
    assert config.load(None) == Config(bag_info=(("Source-Organization", "An archive"),))


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """A wrong path is not taken for no configuration."""
    with pytest.raises(SurroundingsError) as caught:
        config.load(tmp_path / "absent.toml")
    assert caught.value.code == "ENV-001"


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """Nobody may ever write to it."""
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(SurroundingsError, match="not an ordinary file"):
        config.load(tmp_path / "pipe.toml")


def test_the_size_of_the_bag_may_be_said(tmp_path: Path) -> None:
    """It is not written otherwise."""
    assert loaded(tmp_path, '[bag-info]\nBag-Size = "2 GB"').bag_info == (("Bag-Size", "2 GB"),)


def test_labels_keep_their_order_and_repeat(tmp_path: Path) -> None:
    """A list gives one line each; white space at the ends is not kept."""
    text = """[bag-info]
Source-Organization = " Архив "
Contact-Email = ["a@example.org", "b@example.org"]
Shelf-Mark = "X 1"
bag-count = "1 of 2"
""".replace("bag-count", "Bag-Count")
    assert loaded(tmp_path, text).bag_info == (
        ("Source-Organization", "Архив"),
        ("Contact-Email", "a@example.org"),
        ("Contact-Email", "b@example.org"),
        ("Shelf-Mark", "X 1"),
        ("Bag-Count", "1 of 2"),
    )


def test_other_tag_files_have_a_table_each(tmp_path: Path) -> None:
    """Labels are of the archive's own choice there, in the order of the file."""
    text = '[tag-files."aptrust-info.txt"]\nTitle = "T"\nBaging-Date = ["a", "b"]\n[tag-files."own/x.txt"]\nA = "1"\n'
    assert loaded(tmp_path, text).tag_files == (
        ("aptrust-info.txt", (("Title", "T"), ("Baging-Date", "a"), ("Baging-Date", "b"))),
        ("own/x.txt", (("A", "1"),)),
    )


@pytest.mark.parametrize("text", ["", "[bag-info]", "[tag-files]", "\ufeff[bag-info]"])
def test_nothing_may_be_said(tmp_path: Path, text: str) -> None:
    """An empty file or table is no fault, nor is a byte order mark."""
    assert loaded(tmp_path, text) == Config()


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("[bag-info", "this is not TOML", "toml.io"),
        (b"[bag-info]\nContact-Name = '\xff'", "this is not TOML", "toml.io"),
        ("a = 1", "the key “a” is not known", "[bag-info]"),
        ("tag-files = 1", "tag-files is not a table", '[tag-files."NAME.txt"]'),
        ("[tag-files]\nTitle = 'x'", "tag-files.Title is not a table", '[tag-files."Title"]'),
        ('[tag-files."a.txt"]', "tag-files.a.txt is not a table with labels", "one label a line"),
        ('[tag-files."a.txt"]\nTitle = 1', "the value of Title is not a line of text", "list of strings"),
        ('[tag-files."a.txt"]\n"My Title" = "x"', "“My Title” is not a label", "hyphens"),
        ('[tag-files."a.xml"]\nA = "x"', "“a.xml” is not the name of a tag file", ".txt"),
        ('[tag-files."data/a.txt"]\nA = "x"', "is not the name of a tag file", "not in data/"),
        ('[tag-files."../a.txt"]\nA = "x"', "is not the name of a tag file", ".txt"),
        ('[tag-files."Bag-Info.txt"]\nA = "x"', "Bag-Info.txt is written by preserve itself", "[bag-info]"),
        ('[tag-files."manifest-md5.txt"]\nA = "x"', "is written by preserve itself", "[bag-info]"),
        ('[repository]\nsecret = "x"', "the key “repository” is not known", "[bag-info]"),
        ('bag-info = "x"', "bag-info is not a table", "line of its own"),
        ("[bag-info]\nContact-Name = 1", "the value of Contact-Name is not a line of text", "list of strings"),
        ('[bag-info]\nContact-Name = ["a", 1]', "the value of Contact-Name", "list of strings"),
        ('[bag-info]\nContact-Name = ""', "the value of Contact-Name", "string"),
        ('[bag-info]\nContact-Name = "  "', "the value of Contact-Name", "string"),
        ('[bag-info]\nContact-Name = "a\\nb"', "it holds a line break (U+000A)", "ordinary space"),
        ('[bag-info]\nContact-Name = "a\\tb"', "it holds a tab (U+0009)", "ordinary space"),
        ('[bag-info]\nContact-Name = "a\\u00a0b"', "it holds a no-break space (U+00A0)", "ordinary space"),
        ('[bag-info]\nContact-Name = ["a", "b\\u2003c"]', "it holds em space (U+2003)", "ordinary space"),
        ('[bag-info]\nContact-Name = "\\u0001"', "it holds a control character (U+0001)", "remove it"),
        ("[bag-info]\nContact-Name = []", "the list of Contact-Name is empty", "list of strings"),
        ('[bag-info]\nBaging-Date = "x"', "the label Baging-Date is not known", "Remove the line; Bagging-Date"),
        ("[bag-info]\nContact-Name = {a = 1}", "the value of Contact-Name", "string"),
        ('[bag-info]\n"Contact Name" = "x"', "“Contact Name” is not a label", "hyphens"),
        ('[bag-info]\n"" = "x"', "“” is not a label", "letters"),
        ('[bag-info]\n"-a" = "x"', "“-a” is not a label", "letters"),
        ('[bag-info]\nPayload-Oxum = "1.1"', "Payload-Oxum is written by preserve itself", "Remove"),
        ('[bag-info]\nbagging-date = "2020-01-01"', "bagging-date is written by preserve itself", "Remove"),
        ('[bag-info]\nsource-organization = "x"', "the label source-organization is not known", "Source-Organization?"),
        ('[bag-info]\nSource-Organisation = "x"', "the label Source-Organisation is not known", "Source-Organization?"),
    ],
)
def test_slips_are_told_with_a_hint(tmp_path: Path, text: str | bytes, words: str, hint: str) -> None:
    """The error names the file, what is wrong and how to mend it; its exit code is that of wrong usage."""
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert words in caught.value.message
    assert hint in str(caught.value.hint)
    assert caught.value.location
    assert caught.value.location.file == str(tmp_path / "archive.toml")
    assert caught.value.exit_code == 2
