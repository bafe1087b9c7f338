"""Cells of a workbook set in its bytes: the one door of this package.

Only the parts that must change are made anew, from their own bytes; every other member of the zip is copied as it is.
Nothing is written anywhere: bytes and changes in, bytes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .archive import read_archive, rewritten
from .book import Book, Sheet, read_book
from .cellxml import reference
from .change import Refusal, SheetChange
from .codec import Codec, fastest_codec
from .follow import Growth
from .frame import read_range
from .looks import Looks
from .markup import Pieces
from .sheet import patched_sheet
from .surroundings import (
    check_headers,
    check_room,
    grown_table,
    holds_formula,
    is_of_register,
    table_area,
    with_override,
    with_relation,
    without_override,
    without_relation,
    workbook_part,
)

_NO_STYLES = (b'<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill '
              b'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
              b'<border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
              b'</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
              b"</cellXfs></styleSheet>")


@dataclass(slots=True)
class _Work:
    """The parts made so far, and what they mean for the workbook."""

    book: Book
    looks: Looks
    parts: dict[str, Pieces | None] = field(default_factory=dict)
    growths: dict[int, Growth] = field(default_factory=dict)
    removed_formulas: int = 0
    has_formulas: bool = False


def patched_workbook(content: bytes, changes: Sequence[SheetChange], codec: Codec | None = None) -> bytes:
    """The workbook with those cells set. Raises Refusal; BadArchive, UnusualSheet, KeyError and ValueError for bytes
    that cannot be changed without guessing."""
    if not changes:
        return content
    archive = read_archive(content, codec or fastest_codec())
    book = read_book(archive)
    work = _Work(book, Looks(archive.read(book.styles) if book.styles else _NO_STYLES % book.namespace.encode()))
    for change in changes:
        if change.title not in book.sheets:
            raise Refusal("no-such-sheet", tab=change.title)
        _patch_sheet(work, book.sheets[change.title], change)
    _finish(work)
    return b"".join(rewritten(archive, work.parts))


def _patch_sheet(work: _Work, sheet: Sheet, change: SheetChange) -> None:
    growth = _growth(work, sheet, change)
    done = patched_sheet(work.book.archive.read(sheet.part), change, work.looks, growth,
                         from_1904=work.book.from_1904)
    work.parts[sheet.part] = done.pieces
    work.removed_formulas += done.removed_formulas
    work.has_formulas |= done.has_formulas
    if growth:
        work.growths[sheet.index] = growth


def _growth(work: _Work, sheet: Sheet, change: SheetChange) -> Growth | None:
    """How the sheet grows; its tables grow on the way. Raises Refusal where one shows totals below its last row."""
    archive, areas = work.book.archive, {}
    for part in work.book.tables(sheet):
        areas[part] = table_area(archive.read(part))
    check_headers((area for area, _ in areas.values()), change)
    last = max(change.cells, default=0)
    reached = change.last_row
    for part, (area, totals) in areas.items():
        top, left, bottom, right = read_range(area)
        if not is_of_register(area, change) or bottom >= last:
            continue
        if totals:
            raise Refusal("totals-row", tab=change.title, row=bottom)
        check_room(bottom, last, left, right, (other for name, (other, _) in areas.items() if name != part), change)
        reached = min(reached, bottom)
        work.parts[part] = grown_table(archive.read(part), f"{reference(top, left)}:{reference(last, right)}")
    return Growth(change, reached, last) if last > reached else None


def _finish(work: _Work) -> None:
    """The parts that depend on what was changed in the sheets."""
    book, archive = work.book, work.book.archive
    styles = work.looks.changed()
    if styles is not None:
        work.parts[book.styles or _add_styles(work)] = styles
    if work.removed_formulas and book.calculation_chain:
        work.parts[book.calculation_chain] = None   # it names cells that compute no more; programs make it anew
        if book.content_types:
            work.parts[book.content_types] = without_override(_part(work, book.content_types), book.calculation_chain)
        work.parts[book.relations] = without_relation(_part(work, book.relations), "calcChain")
    computes = work.has_formulas or bool(book.calculation_chain) or _any_formula(work)
    changed = workbook_part(archive.read(book.workbook), work.growths, recalculate=computes)
    if changed is not None:
        work.parts[book.workbook] = changed


def _any_formula(work: _Work) -> bool:
    """Whether any other sheet computes; only asked where the workbook has no chain of calculation that says so."""
    others = (sheet.part for sheet in work.book.sheets.values() if sheet.part not in work.parts)
    return any(holds_formula(work.book.archive.read(part)) for part in others)


def _part(work: _Work, name: str) -> bytes:
    """A part as it stands by now."""
    made = work.parts.get(name)
    return work.book.archive.read(name) if made is None else b"".join(made)


def _add_styles(work: _Work) -> str:
    """A list of styles for a workbook that has none; its name."""
    book = work.book
    if book.content_types:
        work.parts[book.content_types] = with_override(_part(work, book.content_types), "/xl/styles.xml", "styles")
    work.parts[book.relations] = with_relation(_part(work, book.relations), "/xl/styles.xml", "styles")
    return "xl/styles.xml"
