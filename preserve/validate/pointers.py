"""One pass over all pointers: each leads to something that is there, in the document or beside it.

Nothing is fetched. What is no pointer into the document and no relative link is taken as it is, where its scheme is
known. Files of the interview itself (its transcript, its recordings and pictures) are looked at by `files`, speakers
and marks that are not stated by the rules; here they are not told again.

Source: TEI P5 1.4.2, teidata.pointer; 17.2, Pointing Mechanisms.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from preserve.errors import shortened
from preserve.findings import finding
from preserve.interview import TEI, XML
from preserve.validate.identifiers import Identifiers
from preserve.validate.links import Links
from preserve.validate.prefixes import Prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preserve.errors import Location
    from preserve.findings import Finding
    from preserve.interview import Interview, LocalFile
    from preserve.xmlio import Document, Element

# What TEI P5 4.12.0 types as teidata.pointer on every element that has it: one pointer, or several.
_ONE: Final = frozenset(
    "calendar copyOf datingMethod datingPoint end fVal follow fromUnit hand lemmaRef mergedIn next origin parent prev "
    "sameAs since spanTo start toUnit unitRef".split()
)
_MANY: Final = frozenset(
    "adj adjFrom adjTo ana change children corresp datcat decls domains edRef exclude facs feats given inst mutual "
    "nymRef parts perf period ref rendition replyTo require resp scribeRef scriptRef select source synch target "
    "targetDatcat targetEnd toWhom valueDatcat where who wit".split()
)
# What is a pointer on these elements, and something else on others.
_ENDS: Final = frozenset(TEI + name for name in ("app", "arc", "rt", "span"))
_ON: Final = {
    "active": frozenset({TEI + "relation"}),
    "passive": frozenset({TEI + "relation"}),
    "class": frozenset(TEI + name for name in ("msDesc", "msFrag", "msPart")),
    "code": frozenset(TEI + name for name in ("occupation", "socecStatus")),
    "from": _ENDS,
    "to": _ENDS,
    "new": frozenset({TEI + "handShift"}),
    "scheme": frozenset(
        TEI + name for name in ("catRef", "classCode", "keywords", "locus", "locusGrp", "occupation", "socecStatus")
    ),
    "url": frozenset(TEI + name for name in ("graphic", "media")),
}
# Those of them that take one pointer.
_ONE_ON: Final = frozenset({"code", "from", "new", "scheme", "to", "url"})
# What may lead to a file by its bare name; elsewhere a bare name lacks its #.
_LINKS: Final = frozenset({"facs", "source", "target", "url"})
# Of the schemes that IANA lists, those that archives, libraries and the web use.
_SCHEMES: Final = frozenset(
    "about ark cid crid data dns doi ftp geo git hdl http https imap info ipfs irc ldap magnet mailto mid news nfs "
    "nntp oid rsync rtmp rtsp sftp sip sips sms ssh svn swh tag tel urn ws wss xmpp xri".split()
)
_TURNS: Final = frozenset({TEI + "sp", TEI + "u"})
_SPEAKERS: Final = tuple(TEI + name for name in ("person", "personGrp", "persona", "org"))
# So many of them a hint names.
_MOST_LISTED: Final = 6
_WORD: Final = re.compile(r"[^ \t\r\n]+")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_BARE: Final = re.compile(r"[\w.-]+")
_LONGEST: Final = 60
# So many prefixes may stand for one another before it is taken for a circle.
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the pass found.

    Attributes:
        findings: In order of the document.
        linked: The files beside the interview that links lead to, each once; they are to travel with it.
        missed: The paths of the elements that wrong pointers are likely to mean.
    """

    findings: tuple[Finding, ...]
    linked: tuple[LocalFile, ...]
    missed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pointer:
    """One pointer.

    Attributes:
        element: Where it stands.
        name: Its attribute.
        written: As it is written.
        index: Where in the attribute's value it begins.
        target: What it stands for: what is written, or what a prefix makes of it.
        depth: How many prefixes have been written out.
    """

    element: Element
    name: str
    written: str
    index: int
    target: str
    depth: int = 0

    def __str__(self) -> str:
        """Return how it is called in a message."""
        stands_for = f" ({_short(self.target)})" if self.depth else ""
        return f"{self.name}=“{_short(self.written)}”{stands_for}"

    @property
    def is_file(self) -> bool:
        """Whether it names a recording or a picture, which `files` looks at."""
        return self.name == "url" and not self.depth


def check_pointers(document: Document, path: Path, interview: Interview) -> Checked:
    """Check all pointers of an interview.

    Args:
        document: The interview.
        path: Its file; links are looked for beside it.
        interview: Its record; of the files that belong to it others tell.
    """
    checks = _Pass(document, Links(path, interview.files))
    findings = tuple(checks.findings())
    return Checked(findings=findings, linked=tuple(checks.links.linked.values()), missed=checks.missed())


class _Pass:
    """What the pass knows: the ids, the prefixes and the files around."""

    def __init__(self, document: Document, links: Links) -> None:
        """Collect the ids and the prefixes."""
        self._document = document
        self._elements = {str(name): each for each in document.root.iter("*") if (name := each.get(XML + "id"))}
        self._known = Identifiers(self._elements)
        self._meant: set[str] = set()
        self._speakers: str | None = None
        self._unprefixed: dict[str, Element] | None = None
        self._prefixes = Prefixes(document)
        self.links = links
        self._has_base = any(XML + "base" in element.attrib for element in document.root.iter("*"))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, and which files are linked."""
        for each in self._prefixes.definitions:
            if each.fault:
                message = f"the pattern of the prefix “{_short(each.prefix)}” {each.fault}"
                yield finding("REF-010", message, self._document.location(each.element))
        for element in self._document.root.iter(TEI + "*"):
            for name, value in element.items():
                if _is_pointer(element, str(name)):
                    yield from self._attribute(element, str(name), str(value))
        for file in self.links.linked.values():
            yield finding("REF-015", f"the linked file {_short(file.target)} travels with the interview", file.location)

    def missed(self) -> frozenset[str]:
        """Return the paths of the elements that wrong pointers are likely to mean."""
        meant = (self._elements[name] for name in self._meant if name in self._elements)
        return frozenset(self._document.location(element).path or "" for element in meant)

    def _attribute(self, element: Element, name: str, value: str) -> Iterator[Finding]:
        """Yield what is wrong with the pointers of one attribute."""
        words = list(_WORD.finditer(value))
        if not words and not _is_told_elsewhere(element, name):
            yield self._unusable(element, name, value, "is empty and leads nowhere")
        elif len(words) > 1 and (name in _ONE or name in _ONE_ON or self.links.is_there(value.strip())):
            yield self._unusable(element, name, value, "is no pointer, because it holds white space")
        else:
            for word in words:
                pointer = _Pointer(element=element, name=name, written=word[0], index=word.start(), target=word[0])
                if pointer.target.startswith("#") or not _is_transcript(element):
                    yield from self._check(pointer)

    def _unusable(self, element: Element, name: str, value: str, message: str) -> Finding:
        """Make the finding for a value that cannot be made of pointers."""
        location = self._document.value_location(element, name, 0)
        hint = f"Write {_short('%20'.join(value.split()))}." if value.strip() and "#" not in value else None
        return finding("REF-013", f"{name}=“{_short(value)}” {message}", location, hint=hint)

    def _check(self, pointer: _Pointer) -> Iterator[Finding]:
        """Yield what is wrong with one pointer."""
        target = pointer.target
        if target.startswith("#"):
            yield from self._fragment(pointer)
        elif found := _SCHEME.fullmatch(target):
            yield from self._shortened(pointer, found[1], found[2])
        elif _is_bare(pointer):
            near = self._nearest(target)
            hint = f"Write #{near}." if near == target else _hint(near)
            yield self._finding("REF-004", pointer, "is no pointer: it lacks the #", hint)
        elif not target.startswith(("//", "?")) and not pointer.is_file:
            yield from self._linked(pointer)

    def _fragment(self, pointer: _Pointer) -> Iterator[Finding]:
        """Yield what is wrong with a pointer into the document."""
        identifier = unquote(pointer.target[1:])
        if not identifier:
            yield self._finding("REF-013", pointer, "is empty and leads nowhere")
        # A pointer with a parenthesis follows a scheme, such as #xpath(…), and names no id (TEI P5 17.2.4).
        elif "(" not in identifier and identifier not in self._known.names:
            near = self._nearest(identifier)
            if self._known.same(identifier):
                message = "points to an id that has its accents stored in another way, and so is another"
                yield self._finding("REF-002", pointer, message, "Copy the id from where it is given.")
            else:
                hint = self._lacking_prefix(identifier) or _hint(near) or self._speaking(pointer)
                yield self._finding("REF-002", pointer, "points to an id that does not exist", hint)

    def _nearest(self, identifier: str) -> str | None:
        """Return the id that a wrong pointer is likely to mean, and note that it was not met."""
        near = self._known.nearest(identifier)
        self._meant.update([near] if near else [])
        return near

    def _lacking_prefix(self, identifier: str) -> str | None:
        """Return a hint that shows where an id is given without the prefix."""
        if self._unprefixed is None:
            every = self._document.root.iter("*")
            self._unprefixed = {str(name): each for each in every if (name := each.get("id"))}
        if identifier not in self._unprefixed:
            return None
        place = self._document.location(self._unprefixed[identifier])
        of_file = "" if place.file == self._document.name else f" of {place.file}"
        return f"Line {place.line}{of_file} has id=“{_short(identifier)}”: write xml:id."

    def _speaking(self, pointer: _Pointer) -> str | None:
        """Return a hint that names those who could be meant by a wrong @who: the participants."""
        if pointer.name != "who" or pointer.element.tag not in _TURNS:
            return None
        if self._speakers is None:
            self._speakers = _listed(_participants(self._document))
        return self._speakers or None

    def _shortened(self, pointer: _Pointer, prefix: str, rest: str) -> Iterator[Finding]:
        """Yield what is wrong with a pointer that begins with a prefix or a scheme."""
        if prefix in self._prefixes.names:
            yield from self._written_out(pointer, prefix, rest)
        elif prefix.lower() == "file" or len(prefix) == 1:
            yield self._finding("REF-012", pointer, "points to a file of one machine, where others will not find it")
        elif prefix.lower() not in _SCHEMES:
            near = difflib.get_close_matches(prefix, sorted({*self._prefixes.names, *_SCHEMES}), n=1)
            hint = f"Did you mean {near[0]}:?" if near else None
            yield self._finding("REF-008", pointer, f"begins with “{_short(prefix)}:”, which is not declared", hint)

    def _written_out(self, pointer: _Pointer, prefix: str, rest: str) -> Iterator[Finding]:
        """Yield what is wrong with what a shortened pointer stands for."""
        full = self._prefixes.written_out(prefix, rest)
        if full is not None and pointer.depth < _DEEPEST:
            yield from self._check(replace(pointer, target=full, depth=pointer.depth + 1))
        elif full is not None:
            yield self._finding("REF-009", pointer, "stands for another shortened pointer, and that again, in a circle")
        elif self._prefixes.is_usable(prefix):
            yield self._finding("REF-009", pointer, f"does not fit the pattern of the prefix “{_short(prefix)}”")

    def _linked(self, pointer: _Pointer) -> Iterator[Finding]:
        """Yield what is wrong with a link to a file."""
        base = (pointer.element.base or "") if self._has_base else ""
        if "://" in base:
            return
        base = posixpath.join(self._document.folder(pointer.element), base.rpartition("/")[0])
        path, _, fragment = pointer.target.partition("#")
        if self.links.is_own(path, base):
            if fragment:
                yield from self._fragment(replace(pointer, target=f"#{fragment}"))
            return
        trouble = self.links.trouble(pointer.target, base, self._place(pointer))
        if trouble:
            is_id = pointer.target in self._known.names
            hint = f"Write #{pointer.target}, if the id is meant." if is_id else trouble.hint
            yield self._finding(trouble.code, pointer, f"points to {trouble.message}", hint)

    def _finding(self, code: str, pointer: _Pointer, message: str, hint: str | None = None) -> Finding:
        """Make a finding, placed at the very pointer."""
        return finding(code, f"{pointer} {message}", self._place(pointer), hint=hint)

    def _place(self, pointer: _Pointer) -> Location:
        """Return where a pointer begins."""
        return self._document.value_location(pointer.element, pointer.name, pointer.index)


def _participants(document: Document) -> Iterator[str]:
    """Yield the ids of those who take part; private persons who do not are not among them."""
    for description in document.root.iter(f"{TEI}particDesc"):
        for each in description.iter(*_SPEAKERS):
            name = each.get(XML + "id")
            if name and "third-party" not in each.get("role", "").lower().split():
                yield str(name)


def _listed(names: Iterator[str]) -> str:
    """Return a hint that names some participants; nothing where there is none."""
    all_names = list(names)
    more = ", …" if len(all_names) > _MOST_LISTED else ""
    listed = ", ".join(f"#{_short(name)[:24]}" for name in all_names[:_MOST_LISTED])
    return f"The participants are {listed}{more}." if listed else ""


def _is_pointer(element: Element, name: str) -> bool:
    """Return whether an attribute's value is made of pointers."""
    return name in _MANY or name in _ONE or element.tag in _ON.get(name, ())


def _is_transcript(element: Element) -> bool:
    """Return whether an element names the transcript, which the collation looks for."""
    return element.tag == TEI + "ref" and element.get("type") == "transcript" and _is_in(element, "sourceDesc")


def _is_told_elsewhere(element: Element, name: str) -> bool:
    """Return whether an empty attribute is what a rule or the collation tells of."""
    return (
        (name == "who" and element.tag in _TURNS)
        or (name == "ana" and element.tag == TEI + "span" and _is_in(element, "spanGrp"))
        or (name == "target" and _is_transcript(element))
    )


def _is_in(element: Element, name: str) -> bool:
    """Return whether an element stands inside another."""
    return next(element.iterancestors(TEI + name), None) is not None


def _is_bare(pointer: _Pointer) -> bool:
    """Return whether a pointer is a name without #, and cannot be that of a file."""
    return pointer.name not in _LINKS and "." not in pointer.target and _BARE.fullmatch(pointer.target) is not None


def _hint(near: str | None) -> str | None:
    """Return a hint that names the id that is likeliest meant."""
    return f"Did you mean #{near}?" if near else None


def _short(text: str) -> str:
    """Return a text, cut to a length that fits a message."""
    return shortened(text, _LONGEST)
