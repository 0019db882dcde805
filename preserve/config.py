"""The configuration: what an archive says once for all its bags, in preserve.toml.

Two kinds of table are known: ``[bag-info]``, whose keys are labels of bag-info.txt and whose values are a string or a
list of strings, and ``[tag-files."NAME.txt"]``, which says the same of another tag file that an archive asks for.
Secrets have no place here.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from preserve.errors import ConfigError, Location, refuse_devices, surroundings

DEFAULT: Final = Path("preserve.toml")

# RFC 8493 §2.2.2; those that are written by us stand apart.
_RESERVED: Final = (
    "Source-Organization",
    "Organization-Address",
    "Contact-Name",
    "Contact-Phone",
    "Contact-Email",
    "External-Description",
    "Bag-Group-Identifier",
    "Bag-Count",
    "Bag-Size",
    "Internal-Sender-Description",
)
_OURS: Final = (
    "Bagging-Date",
    "External-Identifier",
    "Payload-Oxum",
    "Bag-Software-Agent",
    "Internal-Sender-Identifier",
)
_NAMES: Final = {"\t": "a tab", "\n": "a line break", "\r": "a carriage return", "\u00a0": "a no-break space"}
_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_TABLES: Final = ("bag-info", "tag-files")
_TAG_FILE: Final = re.compile(r"(?!data/)([A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\.txt")
_STANDARD: Final = re.compile(r"(bagit|bag-info|fetch|(tag)?manifest-.*)\.txt", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What preserve.toml says.

    Attributes:
        bag_info: Labels and values for bag-info.txt, in the order of the file.
        tag_files: The path of each other tag file, and its labels and values.
    """

    bag_info: tuple[tuple[str, str], ...] = ()
    tag_files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


def load(path: Path | None) -> Config:
    """Read the configuration.

    Args:
        path: The file; None for ./preserve.toml where there is one.

    Raises:
        SurroundingsError: The file cannot be read.
        ConfigError: It is not TOML, or has keys or values that are not known.
    """
    if path is None:
        with surroundings("look for the configuration", DEFAULT):
            if not DEFAULT.is_file():
                return Config()
    path = path or DEFAULT
    refuse_devices("read the configuration", path)
    with surroundings("read the configuration", path):
        data = path.read_bytes()
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _error(path, f"this is not TOML: {error}", "See toml.io for the syntax.") from None
    for key in table.keys() - set(_TABLES):
        hint = 'Known are the tables [bag-info] and [tag-files."NAME.txt"].'
        raise _error(path, f"the key “{key}” is not known", hint)
    return Config(
        bag_info=_bag_info(path, table.get("bag-info", {})), tag_files=_tag_files(path, table.get("tag-files", {}))
    )


def _bag_info(path: Path, table: object) -> tuple[tuple[str, str], ...]:
    """Return the labels and values of the table [bag-info].

    Source: RFC 8493 §2.2.2.
    """
    if not isinstance(table, dict):
        raise _error(path, "bag-info is not a table", "Write [bag-info] on a line of its own, then one label a line.")
    for label in table:
        _check_label(path, label)
        _check_meaning(path, label)
    return _pairs(path, table)


def _tag_files(path: Path, tables: object) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the names of the tables [tag-files."NAME.txt"], with their labels and values."""
    if not isinstance(tables, dict):
        raise _error(path, "tag-files is not a table", 'Write [tag-files."NAME.txt"] on a line of its own.')
    return tuple((name, _tag_file(path, name, table)) for name, table in tables.items())


def _tag_file(path: Path, name: str, table: object) -> tuple[tuple[str, str], ...]:
    """Return the labels and values of one tag file, having looked at its name."""
    if not isinstance(table, dict) or not table:
        hint = f'Write [tag-files."{name}"] on a line of its own, then one label a line.'
        raise _error(path, f"tag-files.{name} is not a table with labels", hint)
    if _STANDARD.fullmatch(name):
        hint = "What is to stand in bag-info.txt stands in the table [bag-info]; the other files need nothing."
        raise _error(path, f"{name} is written by preserve itself", hint)
    if not _TAG_FILE.fullmatch(name):
        hint = "Name a .txt file with letters, digits, hyphens and full stops, and not in data/."
        raise _error(path, f"“{name}” is not the name of a tag file", hint)
    for label in table:
        _check_label(path, label)
    return _pairs(path, table)


def _pairs(path: Path, table: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the labels of a table, each with each of its values."""
    return tuple((label, value) for label, values in table.items() for value in _values(path, label, values))


def _values(path: Path, label: str, values: object) -> tuple[str, ...]:
    """Return the values of one label."""
    listed = values if isinstance(values, list) else [values]
    if not listed:
        raise _error(path, f"the list of {label} is empty", "Write a string, or a list of strings, or remove the line.")
    return tuple(_text(path, label, value) for value in listed)


def _text(path: Path, label: str, value: object) -> str:
    """Return one value, a line of text without white space at its ends."""
    if not isinstance(value, str) or not value.strip():
        raise _error(path, f"the value of {label} is not a line of text", "Write a string, or a list of strings.")
    strange = next((letter for letter in value if not letter.isprintable()), None)
    if strange is not None:
        message = f"the value of {label} is not a line of text: it holds {_named(strange)}"
        raise _error(path, message, "Write an ordinary space in its place, or remove it.")
    return value.strip()


def _named(letter: str) -> str:
    """Return a name for a character that cannot be seen."""
    name = _NAMES.get(letter) or unicodedata.name(letter, "a control character").lower()
    return f"{name} (U+{ord(letter):04X})"


def _check_label(path: Path, label: str) -> None:
    """Refuse what is no label."""
    if not _LABEL.fullmatch(label):
        raise _error(path, f"“{label}” is not a label", "A label has letters, digits and hyphens only.")


def _check_meaning(path: Path, label: str) -> None:
    """Refuse a label of bag-info.txt that cannot be meant."""
    canonical = {known.lower(): known for known in (*_RESERVED, *_OURS)}
    if canonical.get(label.lower()) in _OURS:
        raise _error(path, f"{label} is written by preserve itself", "Remove the line.")
    near = difflib.get_close_matches(label.lower(), canonical, n=1, cutoff=0.9)
    meant = canonical[near[0]] if near else label
    if meant in _OURS:
        raise _error(
            path, f"the label {label} is not known", f"Remove the line; {meant} is written by preserve itself."
        )
    if meant != label:
        raise _error(path, f"the label {label} is not known", f"Did you mean {meant}?")


def _error(path: Path, message: str, hint: str) -> ConfigError:
    """Make the error for a fault of the configuration."""
    return ConfigError(message, location=Location(file=str(path)), hint=hint)
