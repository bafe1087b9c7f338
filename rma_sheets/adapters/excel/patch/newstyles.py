"""A list of cell formats for a workbook that has none, or whose list is not where it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rma_sheets.adapters.excel.archive import BadArchive, Pieces
from rma_sheets.adapters.excel.book import Book
from rma_sheets.adapters.excel.encoding import blanked, in_utf8
from rma_sheets.adapters.excel.package import fold_part, is_empty_list

from .packaging import has_override, with_override, with_relation
from .patterns import DamagedSheet

_LIST = """<styleSheet xmlns="{namespace}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill \
patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>\
</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="{number}">{formats}</cellXfs></styleSheet>"""
_FORMAT = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
_STEP = 2_000_000
_USED = re.compile(rb"""\ss(?:tyle)?\s*=\s*["']([0-9]{1,9})["']""")
_IN_TAG = rb"""<(?:[\w.-]+:)?(?:c|row|col)\s(?:[^<>]*\s)?s(?:tyle)?\s*=\s*["']0*%d["']"""
_MOST_FORMATS = 65_490
"""Excel's specifications and limits."""


def styles_of(book: Book) -> bytes:
    """The workbook's list of formats; a new one where it has none, or an empty one."""
    known = book.others.get("styles")
    part = book.archive.read(known) if known else b""
    return _new_styles(book) if is_empty_list(part) else part


def formats_used(book: Book, inflated: Mapping[str, bytes], known: int = 1) -> int:
    """How many formats the cells, rows and columns of the workbook ask for, `known` at least; `inflated`: parts that
    are at hand. Raises Refusal for more than a workbook can have."""
    for sheet in book.sheets.values():
        part = inflated.get(sheet.part) or book.archive.read(sheet.part)
        known = max(known, _formats_of(part, known))
    if known > _MOST_FORMATS:
        raise DamagedSheet(f"format {known - 1}")
    return known


def _formats_of(part: bytes, known: int) -> int:
    """How many of them one sheet asks for, 0 for no more than are known."""
    body, used = in_utf8(part)[0], set[bytes]()
    for start in range(0, len(body), _STEP):    # a million hits at once would be a hundred megabytes
        used.update(_USED.findall(body, start, start + _STEP + 20))
    more = sorted((number for number in map(int, used) if number >= known), reverse=True)
    tags = blanked(body) if more else b""
    # a text may read like an attribute, so what is found is looked for in tags
    return next((1 + number for number in more if re.search(_IN_TAG % number, tags)), 0)


def _new_styles(book: Book) -> bytes:
    """A list of plain formats, as many as are asked for."""
    number = formats_used(book, {})
    return _LIST.format(namespace=book.namespace, number=number, formats=_FORMAT * number).encode()


def parts_of_new_styles(book: Book, styles: Pieces, part: Callable[[str], bytes]) -> Mapping[str, Pieces]:
    """The new list, and the parts that tell of it; `part` gives one as it stands by now.

    Raises BadArchive where a list stands that the workbook does not tell of: some programs use it, some do not.
    """
    usual = f"{book.workbook.rpartition('/')[0]}/styles.xml".lstrip("/")
    stray = next((name for name in book.archive.members if fold_part(name) == fold_part(usual)), "")
    if stray and book.archive.members[stray].entry.size:
        raise BadArchive("not where the workbook says", stray)
    lacking = book.lacking.get("styles")
    name = lacking or stray or usual
    parts = {name: styles}
    if book.content_types and not has_override(part(book.content_types), name):
        parts[book.content_types] = with_override(part(book.content_types), f"/{name}", "styles")
    if not lacking:
        parts[book.relations] = with_relation(part(book.relations), f"/{name}", "styles")
    return parts
