"""Bag metadata, bag-info.txt: labelled values for people to read, in the order in which they stand.

Source: RFC 8493 §2.2.2
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve.bag import names, tree
from preserve.bag.declaration import Declaration
from preserve.errors import BagError, Location

if TYPE_CHECKING:
    from preserve.bag.faults import Faults
    from preserve.bag.tree import Tree

NAME: Final = "bag-info.txt"
OLD_NAME: Final = "package-info.txt"
OXUM: Final = "Payload-Oxum"
DATE: Final = "Bagging-Date"
_BLANKS: Final = (" ", "\t")
AGENT: Final = "Bag-Software-Agent"
PROFILE: Final = "BagIt-Profile-Identifier"
_STRANGE: Final = "holds a control character, which nobody sees and which can steer a terminal"
_OURS: Final = (OXUM, DATE, AGENT)
_ONCE: Final = ("bagging-date", "bag-size", "bag-group-identifier", "bag-count")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LABEL: Final = re.compile(r"[^\s:\x00-\x1f\x7f-\x9f]([^:\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s:\x00-\x1f\x7f-\x9f])?")


def oxum(size: int, count: int) -> str:
    """Return the Payload-Oxum of a payload.

    Args:
        size: Of all payload files together, in bytes.
        count: Of the payload files.
    """
    return f"{size}.{count}"


def values(info: tuple[tuple[str, str], ...], label: str) -> tuple[str, ...]:
    """Return the values of an element; case does not matter in labels."""
    return tuple(value for each, value in info if each.lower() == label.lower())


def written(info: tuple[tuple[str, str], ...]) -> bytes:
    """Return the content of bag-info.txt, one line for each element, in the order given.

    Args:
        info: Pairs of label and value; line breaks in a value become spaces.

    Raises:
        BagError: For a label that cannot be written so that it is read again, or a value with control characters.
    """
    lines = []
    for label, value in info:
        line = _in_one_line(value)
        if not _LABEL.fullmatch(label):
            raise _unwritable(f"this cannot be the label of an element of bag-info.txt: {label!r}")
        if _CONTROL.search(line):
            raise _unwritable(f"the value of {label} {_STRANGE}")
        lines.append(f"{label}: {line}\n")
    return "".join(lines).encode()


def _unwritable(message: str) -> BagError:
    """Return the error for an element that is not written."""
    return BagError(message, code="BAG-044", location=Location(file=NAME))


def name_in(found: Tree, declaration: Declaration) -> str:
    """Return the name that the file has in a bag of this version."""
    return OLD_NAME if declaration.has_package_info and OLD_NAME in found.files else NAME


def read(found: Tree, declaration: Declaration, faults: Faults) -> tuple[tuple[str, str], ...]:
    """Return the elements in their own order; a value over several lines has a space for each line break.

    Args:
        found: What the bag holds.
        declaration: Says how the file is encoded and how strict to be.
        faults: Is told what is the matter with lines.
    """
    name = name_in(found, declaration)
    if name not in found.files:
        return ()
    info = elements(found, name, declaration, faults)
    if declaration.is_strict:
        _judge(info, name, faults)
        _tell_controls(info, "BAG-031", name, faults)
    return info


def of_file(file: Path, faults: Faults) -> tuple[tuple[str, str], ...]:
    """Return the elements of a file that is written like bag-info.txt and lies in no bag.

    Args:
        file: A regular file, or a link to one.
        faults: Is told what is the matter with it, such as elements that we write ourselves.
    """
    real = Path(os.path.realpath(file))
    info = elements(tree.Tree(folder=real.parent), real.name, Declaration(), faults)
    _judge(info, str(file), faults)
    _tell_controls(info, "BAG-021", str(file), faults)
    for label in _OURS:
        if values(info, label):
            faults.add("BAG-073", f"{label} is written by preserve itself", str(file))
    return info


def elements(found: Tree, name: str, declaration: Declaration, faults: Faults) -> tuple[tuple[str, str], ...]:
    """Return the elements of a tag file that is written like bag-info.txt.

    Args:
        found: What the bag holds.
        name: Of the file.
        declaration: Says how the file is encoded and how strict to be.
        faults: Is told what is the matter with lines.
    """
    # The parts of a value are joined at the end, because a value may have as many lines as a book.
    parts: list[tuple[str, list[str]]] = []
    for number, row in tree.tag_lines(found, name, declaration.encoding, faults):
        if row.startswith(_BLANKS) and parts:
            parts[-1][1].append(row.strip())
        elif element := _element(row, is_strict=declaration.is_strict):
            parts.append((element[0], [element[1]]))
        elif row.strip() or declaration.is_strict:
            faults.add("BAG-021", "the line is not a label, a colon, a space and a value", name, line=number)
    return tuple((label, " ".join(filter(None, lines))) for label, lines in parts)


def _in_one_line(value: str) -> str:
    """Return a value with a space for each line break, of whatever kind."""
    return " ".join(part.strip() for part in value.strip().splitlines())


def _element(row: str, *, is_strict: bool) -> tuple[str, str] | None:
    """Return label and value of a line, or None where it has none; before 1.0, blanks around the colon were allowed."""
    label, colon, value = row.partition(":")
    if not colon or not label.strip():
        return None
    if is_strict and (label != label.strip() or not value.startswith(_BLANKS)):
        return None
    return label.strip(), value.strip()


def _tell_controls(info: tuple[tuple[str, str], ...], code: str, name: str, faults: Faults) -> None:
    """Tell of the values that hold control characters."""
    for label, value in info:
        if _CONTROL.search(value):
            faults.add(code, f"the value of {names.shown(label)} {_STRANGE}", name)


def _judge(info: tuple[tuple[str, str], ...], name: str, faults: Faults) -> None:
    """Tell of elements that stand more than once but should not, and of dates that are none."""
    for label in _ONCE:
        if len(values(info, label)) > 1:
            faults.add("BAG-031", f"{label.title()} stands more than once", name)
    if len(values(info, OXUM)) > 1:
        faults.add("BAG-019", f"{OXUM} stands more than once", name)
    for value in values(info, DATE):
        if not _DATE.fullmatch(value):
            faults.add("BAG-031", f"{DATE} is not of the form YYYY-MM-DD", name)
