"""Cells of a workbook set in its bytes: the one door of this package.

Only the parts that must change are made anew, from their own bytes; every other member of the zip is copied as it is.
Nothing is written anywhere: bytes and changes in, bytes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rma_sheets.adapters.excel.archive import Codec, Pieces, fastest_codec, read_archive, rewritten
from rma_sheets.adapters.excel.book import Book, Sheet, check_changeable, read_book
from rma_sheets.adapters.excel.cells import holdable
from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.refusal import Refusal

from .calculation import changed_workbook, holds_formula
from .growth import Growth
from .looks import Looks
from .newstyles import formats_used, parts_of_new_styles, styles_of
from .packaging import without_override, without_relation
from .patterns import UnusualSheet
from .sheet import patched_sheet
from .tables import grown_tables, table_over


@dataclass(slots=True)
class _Work:
    """The parts made so far, and what they mean for the workbook."""

    book: Book
    looks: Looks
    inflated: dict[str, bytes]
    parts: dict[str, Pieces | None] = field(default_factory=dict)
    growths: dict[int, Growth] = field(default_factory=dict)
    removes_formula: bool = False
    has_formulas: bool = False

    def sheet(self, name: str) -> bytes:
        """A sheet's part as it was; those that change are inflated once."""
        if name not in self.inflated:
            self.inflated[name] = self.book.archive.read(name)
        return self.inflated[name]

    def part(self, name: str) -> bytes:
        """A part as it stands by now."""
        made = self.parts.get(name)
        return self.book.archive.read(name) if made is None else b"".join(made)


def patched_workbook(content: bytes, changes: Sequence[SheetChange], codec: Codec | None = None) -> bytes:
    """The workbook with those cells set. Raises Refusal; ValueError for two changes of one sheet, and for what no cell
    holds."""
    if not changes:
        return content
    if len({change.title for change in changes}) != len(changes):
        raise ValueError("two changes of one sheet")
    if not all(holdable(value) for change in changes for _, _, value in change.meant()):
        raise ValueError("a value that no cell holds")
    try:
        return _patched(content, changes, codec or fastest_codec())
    except Refusal:
        raise
    except (LookupError, ValueError, ArithmeticError) as error:     # a part is missing or odd, or a fault of ours
        raise Refusal("not-understood", cause=str(error)[:80]) from error


def _patched(content: bytes, changes: Sequence[SheetChange], codec: Codec) -> bytes:
    archive = read_archive(content, codec)
    book = read_book(archive)
    check_changeable(book)
    inflated: dict[str, bytes] = {}
    work = _Work(book, Looks(styles_of(book), lambda known: formats_used(book, inflated, known)), inflated)
    for change in changes:
        if change.title not in book.sheets:
            raise Refusal("no-such-sheet", tab=change.title)
        try:
            _patch_sheet(work, book.sheets[change.title], change)
        except Refusal as refusal:
            refusal.facts = {"tab": change.title, **refusal.facts}
            refusal.facts["part"] = refusal.facts.get("part") or book.sheets[change.title].part
            raise
    _keep_looks(work)
    _keep_computing(work)
    return b"".join(rewritten(archive, work.parts))


def _patch_sheet(work: _Work, sheet: Sheet, change: SheetChange) -> None:
    archive = work.book.archive
    if sheet.part in work.parts:
        raise UnusualSheet("two tabs are one part")
    growth, areas = grown_tables(work.book.tables(sheet), change)
    tables = {name: table_over(archive.read(name), area) for name, area in areas.items()}
    done = patched_sheet(work.sheet(sheet.part), change, work.looks, growth, from_1904=work.book.from_1904)
    work.parts |= {**tables, sheet.part: done.pieces}
    work.removes_formula |= done.removes_formula
    work.has_formulas |= done.has_formulas
    if growth:
        work.growths[sheet.index] = growth


def _keep_looks(work: _Work) -> None:
    """The formats that new values needed."""
    styles, book = work.looks.changed(), work.book
    if styles is not None:
        known = book.others.get("styles")
        work.parts |= {known: styles} if known else parts_of_new_styles(book, styles, work.part)


def _keep_computing(work: _Work) -> None:
    """What depends on the changed cells is computed anew when a program opens the workbook."""
    book = work.book
    chain = book.others.get("calcChain")
    if work.removes_formula and chain:
        work.parts[chain] = None   # it names cells that compute no more; programs make it anew
        if book.content_types:
            work.parts[book.content_types] = without_override(work.part(book.content_types), chain)
        work.parts[book.relations] = without_relation(work.part(book.relations), "calcChain")
    computes = work.has_formulas or bool(chain) or _any_formula(work)
    changed = changed_workbook(book.archive.read(book.workbook), work.growths, recalculate=computes)
    if changed is not None:
        work.parts[book.workbook] = changed


def _any_formula(work: _Work) -> bool:
    """Whether any other sheet computes; only asked where the workbook has no chain of calculation that says so."""
    others = (sheet.part for sheet in work.book.sheets.values() if sheet.part not in work.parts)
    return any(holds_formula(work.book.archive.read(part)) for part in others)
