"""What an import adds: the lines that neither the journal nor the register knows. Pure, and never a change.

Both memories count, so that a crash between writing the sheet and remembering it adds nothing twice. A line that is
there and says something else now is told and left alone: staff may have corrected it by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rma_sheets.model.column import Kind, TabSpec
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.values import CellValue

from .convert import Converted, ImportRow
from .identity import comparable, row_digests

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the file and the register differ, by line of the file. Lines alike are compared in any order."""

    line: int
    column: str
    in_file: CellValue
    in_register: CellValue


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What to append, and what the journal must remember once that stands in the sheet.

    `digests` are those of all the file's lines that the journal lacks, also of lines found in the sheet. `differing`
    counts lines that the register has with other content; `differences` are examples, at most one a line.
    """

    tab: str
    new_rows: tuple[ImportRow, ...] = ()
    digests: tuple[str, ...] = ()
    already: int = 0
    differing: int = 0
    differences: tuple[Difference, ...] = ()


def register_rows(tab: Tab) -> tuple[ImportRow, ...]:
    """The rows of a tab as an import compares them; blank rows are left out."""
    rows = ({key: row[at] for key, at in tab.columns.items() if at < len(row) and row[at] is not None}
            for row in tab.rows)
    return tuple(row for row in rows if row)


def row_below(tab: Tab) -> int:
    """The sheet's number of the last row where that is no line of the tab, as a total of the shop's; 0 else.

    New lines go under the last row, so it would stand among them for good.
    """
    last = len(tab.rows) - 1
    if last < 0 or any(tab.cell(last, column) is not None for column in ("row_key", "order_no", "sku")):
        return 0
    return tab.sheet_row(last)


def file_digests(converted: Converted, spec: TabSpec) -> tuple[str, ...]:
    """The digests of a file's lines, to ask the journal which of them it knows."""
    return row_digests(converted.rows, spec, _columns(converted))


def plan_import(converted: Converted, spec: TabSpec, known: frozenset[str] = frozenset(),
                register: Sequence[ImportRow] = ()) -> ImportPlan:
    """The lines to add. `known`: digests the journal remembers; `register`: the tab's rows, column key -> value."""
    columns = _columns(converted)
    digests = row_digests(converted.rows, spec, columns)
    standing = dict(zip(row_digests(register, spec, columns), register, strict=True))
    new = [row for row, digest in zip(converted.rows, digests, strict=True)
           if digest not in known and digest not in standing]
    differing, differences = _differences(converted, digests, standing, spec)
    return ImportPlan(
        spec.key,
        _numbered(new, register) if spec.key == "orders" and "line" not in columns else tuple(new),
        tuple(digest for digest in digests if digest not in known),
        len(converted.rows) - len(new),
        differing,
        differences,
    )


def without_mails(plan: ImportPlan, yes: str) -> ImportPlan:
    """The same plan, each new row with `yes` (the register's label) in Do not notify."""
    return replace(plan, new_rows=tuple({**row, "do_not_notify": yes} for row in plan.new_rows))


def _columns(converted: Converted) -> frozenset[str]:
    return frozenset().union(*(row.keys() for row in converted.rows))


def _differences(converted: Converted, digests: Sequence[str], standing: Mapping[str, ImportRow],
                 spec: TabSpec) -> tuple[int, tuple[Difference, ...]]:
    """Order lines only: in Returns people and the engine are meant to change what was imported."""
    if spec.key != "orders" or not standing:
        return 0, ()
    kinds = {column.key: column.kind for column in spec.columns}
    copies: dict[tuple[CellValue, CellValue], list[ImportRow]] = {}
    for there in standing.values():
        copies.setdefault((there.get("order_no"), there.get("sku")), []).append(there)
    found = []
    for row, line, digest in zip(converted.rows, converted.lines, digests, strict=True):
        there = standing.get(digest, row)
        changed = _changed(row, there, kinds)
        if changed and all(_changed(row, copy, kinds) for copy in copies[there.get("order_no"), there.get("sku")]):
            found.append(Difference(line, changed, row[changed], there.get(changed)))
    return len(found), tuple(found[:EXAMPLES])


def _changed(row: ImportRow, there: ImportRow, kinds: Mapping[str, Kind]) -> str:
    """The first column in which the register says something else than the file; empty where none does."""
    return next((key for key, value in row.items() if value != there.get(key)
                 and comparable(value, kinds[key]) != comparable(there.get(key), kinds[key])), "")


def _numbered(rows: Sequence[ImportRow], register: Sequence[ImportRow]) -> tuple[ImportRow, ...]:
    """Number order lines within their order, going on after what the register has."""
    last: Counter[str] = Counter()
    for row in register:
        order, line = str(row.get("order_no")), str(row.get("line", ""))
        last[order] = max(last[order], int(line)) if line.isdecimal() else last[order]
    numbered = []
    for row in rows:
        order = str(row.get("order_no"))
        last[order] += 1
        numbered.append({**row, "line": str(last[order])})
    return tuple(numbered)
