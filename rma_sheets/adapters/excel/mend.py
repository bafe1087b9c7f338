"""Private copies of a workbook for a reader that stumbles over valid ones; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook. It takes every part for UTF-8: what stands in UTF-16 it
does not see, what stands in Latin-1 it refuses. Of cell formats in alternatives for different programs (ECMA-376 part
3, 10.2) it counts each, so that cells get the format of others and dates become numbers. It does not find a sheet whose
relationship tells of it by a path with `./`, `../` or backslashes, and finds the other parts by their usual names only.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from .alternatives import ALTERNATIVES, FALLBACK
from .archive import Pieces, rewritten
from .book import Book
from .encoding import blanked, in_utf8, is_else
from .package import fold_part, is_empty_list, is_well_formed

_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*\?>")
_TARGET = re.compile(rb"""(\sTarget\s*=\s*)(["'])([^"'<]*)\2""")
_WINDING = re.compile(rb"\\|(?:^|/)\.\.?/")


_USUAL = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}


def is_odd(book: Book) -> bool:
    """Whether the reader would see less than there is, or something else."""
    archive, styles = book.archive, book.others.get("styles", "")
    return (any(is_else(archive.start(name, 200)) for name in archive.members if _is_xml(name))
            or bool(_elsewhere(book))
            or bool(styles and _has_alternatives(archive.read(styles)))
            or bool(book.relations and _winds(archive.read(book.relations))))


def for_calamine(book: Book) -> bytes:
    """A copy that it reads as it is meant; the same bytes where there is nothing to mend."""
    changed: dict[str, Pieces | None] = {}
    for name in book.archive.members:
        part = book.archive.read(name)
        mended = None if is_empty_list(part) else _mended(book, name, part)
        if mended != part:
            changed[name] = None if mended is None else [mended]
    for name, usual in _elsewhere(book).items():
        changed[usual] = changed.get(name, [book.archive.read(name)])
    return b"".join(rewritten(book.archive, changed)) if changed else book.archive.content


def _elsewhere(book: Book) -> Mapping[str, str]:
    """Parts that the reader knows by one name only and that have another: name -> that one."""
    found = {book.others.get(kind): usual for kind, usual in _USUAL.items()}
    found |= {book.workbook: "xl/workbook.xml", book.relations: "xl/_rels/workbook.xml.rels"}
    return {name: usual for name, usual in found.items() if name and fold_part(name) != usual.lower()}


def _mended(book: Book, name: str, part: bytes) -> bytes:
    if _is_xml(name) and is_else(part[:200]):
        part = _DECLARATION.sub(b"", in_utf8(part)[0])
    if name == book.relations:
        folder = posixpath.dirname(posixpath.dirname(name))
        return _TARGET.sub(lambda found: _straight(found, folder), part)
    if name == book.others.get("styles") and _has_alternatives(part):
        return ALTERNATIVES.sub(_for_every_program, blanked(part))
    return part


def _has_alternatives(styles: bytes) -> bool:
    """Outside of comments. What is not well-formed has none: the search would begin at each of many without an end."""
    return b"AlternateContent" in styles and is_well_formed(styles) and (
        ALTERNATIVES.search(blanked(in_utf8(styles)[0])) is not None)


def _for_every_program(found: re.Match[bytes]) -> bytes:
    fallback = FALLBACK.search(found[0])
    return fallback[2] if fallback else b""


def _winds(relations: bytes) -> bool:
    return any(_WINDING.search(found[3]) for found in _TARGET.finditer(relations))


def _straight(found: re.Match[bytes], folder: str) -> bytes:
    """The target from the top of the package; one outside of it stays."""
    if b":" in found[3]:
        return found[0]
    target = posixpath.normpath(posixpath.join("/", folder, found[3].decode().replace("\\", "/")))
    return found[1] + found[2] + target.encode() + found[2]


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml")
