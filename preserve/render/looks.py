"""An institution's own look: its stylesheet and its CSS, staged in one folder with our stylesheets.

In that folder ours lie as they do at home. Theirs is ``custom.xsl``, which may say ``<xsl:import href="html.xsl"/>``,
with the files that it includes at the same relative paths as before. Their CSS becomes ``custom-css.xsl``, which
imports the one or the other and says what the page's style is to have besides. The folder is what a bag then holds as
its stylesheets, and it is removed when the work is done; a run that was killed leaves it behind, as it does a bag's.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from preserve import resources, xmlio
from preserve.errors import Location, StylesheetError, UsageError, surroundings
from preserve.render.css import read_css
from preserve.render.naming import Names
from preserve.render.views import HTML, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preserve.render.views import View

OWN: Final = "custom.xsl"
STYLED: Final = "custom-css.xsl"
# By which a stylesheet that has no place for CSS is told.
_STYLE: Final = "modules/html-style.xsl"

_GENERATED: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- What the style of the page has besides: the institution's own CSS, written here when the edition was made. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:import href="{imported}"/>

  <xsl:variable name="custom-style" as="xs:string?">{style}</xsl:variable>
</xsl:stylesheet>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Stylesheets, ready to be compiled.

    Attributes:
        folder: Where they lie.
        views: With the entries that are meant.
        names: How those are called that are not ours; None where all are.
    """

    folder: Path = resources.XSLT
    views: tuple[View, ...] = VIEWS
    names: Names | None = None


@contextlib.contextmanager
def staged(css: Path | None, stylesheet: Path | None, views: tuple[View, ...] = VIEWS) -> Iterator[Look]:
    """Give stylesheets for the time of the block: ours, and those of an institution beside them.

    Args:
        css: The institution's CSS.
        stylesheet: The institution's stylesheet for the HTML edition.
        views: The editions that are wanted.

    Raises:
        SurroundingsError: A file cannot be read, or the system gives no folder.
        UsageError: The CSS would have no effect.
        DocumentError: A stylesheet is not well-formed.
        StylesheetError: XSL-003 where a stylesheet could reach out, XSL-007 where a file of it has the name of one of
            ours, XSL-010 where it asks for the time, XSL-008 and XSL-011 for the CSS.
    """
    if css is None and stylesheet is None:
        yield Look(views=views)
        return
    style = read_css(css) if css else None
    files = _own_files(stylesheet) if stylesheet else {}
    with _passing_folder() as folder:
        with surroundings("stage the stylesheets", folder):
            _stage(folder, files, style)
        if css and stylesheet:
            _require_style(folder, css, stylesheet)
        entry = STYLED if css else OWN
        worn = tuple(replace(view, stylesheet=entry) if view == HTML else view for view in views)
        given = (*((place, name) for place, (_, name) in files.items()), *([(STYLED, str(css))] if css else ()))
        yield Look(folder=folder, views=worn, names=Names(folder=folder, given=given))


@contextlib.contextmanager
def _passing_folder() -> Iterator[Path]:
    """Make a folder that nobody else can look into, and remove it at the end, whatever the end is."""
    with surroundings("make a folder for the stylesheets", Path(tempfile.gettempdir())):
        folder = Path(tempfile.mkdtemp(prefix="preserve-stylesheets-")).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_files(stylesheet: Path) -> dict[str, tuple[bytes, str]]:
    """Return the files of an institution's stylesheet by the places where they are to lie, with their names.

    Raises:
        StylesheetError: XSL-007.
    """
    found = xmlio.own_stylesheet_files(stylesheet, resources.XSLT)
    files = {OWN: (xmlio.contents(found[0]), str(stylesheet))}
    for path in found[1:]:
        inside = path.relative_to(found[0].parent)
        name, data = str(stylesheet.parent / inside), xmlio.contents(path)
        if not _is_ours(inside.as_posix(), data):
            _require_free(inside.as_posix(), name)
            files[inside.as_posix()] = (data, name)
    return files


def _is_ours(place: str, data: bytes) -> bool:
    """Return whether a file is the very one that we have in its place."""
    ours = resources.XSLT / place
    return ours.is_file() and ours.read_bytes() == data


def _require_free(place: str, name: str) -> None:
    """Raise where a file would lie where one of ours does; to some systems large and small letters are the same.

    Raises:
        StylesheetError: XSL-007.
    """
    ours = (path.relative_to(resources.XSLT).as_posix() for path in resources.XSLT.rglob("*.xsl"))
    for taken in (*ours, OWN, STYLED):
        if place.casefold() == taken.casefold():
            message = f"“{place}” is the name of a stylesheet that preserve has, and another file"
            raise StylesheetError(message, code="XSL-007", location=Location(file=name))


def _stage(folder: Path, files: dict[str, tuple[bytes, str]], style: str | None) -> None:
    """Write our stylesheets, an institution's, and what its CSS becomes, to a folder."""
    shutil.copytree(resources.XSLT, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for place, (data, _) in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if style is not None:
        imported = OWN if files else HTML.stylesheet
        text = _GENERATED.format(imported=imported, style=escape(style, quote=False))
        (folder / STYLED).write_bytes(text.encode("utf-8"))


def _require_style(folder: Path, css: Path, stylesheet: Path) -> None:
    """Raise where CSS would have no effect, because the stylesheet does not make our page.

    Raises:
        UsageError: It would not.
    """
    if folder / _STYLE not in xmlio.stylesheet_files(folder / STYLED):
        message = f"--css {css} would have no effect, because {stylesheet} does not import html.xsl"
        raise UsageError(message, hint='Let the stylesheet say <xsl:import href="html.xsl"/>, or leave out --css.')
