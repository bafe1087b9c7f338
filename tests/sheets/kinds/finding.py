"""findReplace: what people see is searched, and what comes in its place is taken as if typed.

With an exact match on one cell this is a compare-and-swap, which is why it matters here. That `^$` finds empty cells is
an assumption about the real service; `doctor --probe` has to ask it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..areas import Area
from ..book import Json
from ..cells import EMPTY, Cell
from ..draft import Draft, is_given
from ..entered import entered
from ..errors import invalid
from ..formulas.formula import formula
from ..replacing import Replacer, is_exact, replacer_of
from ..shown import shown
from ..typing_in import typed

SCOPES = ("range", "sheetId", "allSheets")


@dataclass
class Counts:
    """Reply of findReplace. What is zero is left out."""

    valuesChanged: int = 0  # noqa: N815 - the names are Google's
    formulasChanged: int = 0  # noqa: N815
    occurrencesChanged: int = 0  # noqa: N815
    rows: set[tuple[int, int]] = field(default_factory=set)

    def reply(self) -> Json:
        counts = {"valuesChanged": self.valuesChanged, "formulasChanged": self.formulasChanged,
                  "rowsChanged": len(self.rows), "sheetsChanged": len({sheet_id for sheet_id, _ in self.rows}),
                  "occurrencesChanged": self.occurrencesChanged}
        return {name: count for name, count in counts.items() if count}


def find_replace(draft: Draft, body: Json) -> Json:
    replacer = replacer_of(body)
    counts = Counts()
    exact = body["find"] if is_exact(body) else None
    finds_blank = replacer("")[1] > 0
    for area in _areas(draft, body):
        for row, column, cell in _cells(draft, area, with_blank=finds_blank, exact=exact):
            if cell.formula is None:
                _in_value(draft, (area.sheet_id, row, column), cell, replacer, counts)
            elif body.get("includeFormulas"):
                _in_formula(draft, (area.sheet_id, row, column), cell, replacer, counts)
    return counts.reply()


def _areas(draft: Draft, body: Json) -> list[Area]:
    given = [name for name in SCOPES if is_given(body.get(name))]
    if len(given) != 1:
        raise invalid("Exactly one of range, sheetId and allSheets must be given.")
    if given == ["range"]:
        return [draft.area(body["range"])]
    sheets = draft.book.sheets if given == ["allSheets"] else [draft.sheet(body["sheetId"])]
    return [sheet.whole for sheet in sheets]


def _cells(draft: Draft, area: Area, *, with_blank: bool, exact: str | None) -> Iterable[tuple[int, int, Cell]]:
    """The cells of an area that can match; a cell that a result spilled over is not searched.

    `exact`: other texts are passed over here, because hundreds of such requests go over thousands of rows.
    """
    grid, results = draft.sheet(area.sheet_id).grid, draft.book.results()
    bottom = area.bottom if with_blank else min(area.bottom, len(grid.rows))
    for row in range(area.top, bottom):
        cells = grid.row(row)
        for column in range(area.left, area.right if with_blank else min(area.right, len(cells))):
            cell = cells[column] if column < len(cells) else None
            if cell is None or cell.is_blank:
                if with_blank and not (results and (area.sheet_id, row, column) in results.values):
                    yield row, column, cell or EMPTY
            elif exact is None or cell.formula is not None or not isinstance(cell.value, str) or cell.value == exact:
                yield row, column, cell


def _in_value(draft: Draft, key: tuple[int, int, int], cell: Cell, replacer: Replacer, counts: Counts) -> None:
    before = cell.value if isinstance(cell.value, str) else shown(cell.value, cell.number_format, draft.locale)
    after, times = replacer(before)
    if times:
        _put(draft, key, typed(cell, entered(after, is_text=cell.number_format.get("type") == "TEXT",
                                             locale=draft.locale, today=draft.today)))
        counts.valuesChanged += 1
        _count(counts, key, times)


def _in_formula(draft: Draft, key: tuple[int, int, int], cell: Cell, replacer: Replacer, counts: Counts) -> None:
    after, times = replacer(str(cell.formula))
    if times:
        _put(draft, key, cell.holding(formula(after) if after.startswith("=") else after))
        counts.formulasChanged += 1
        _count(counts, key, times)


def _count(counts: Counts, key: tuple[int, int, int], times: int) -> None:
    counts.occurrencesChanged += times
    counts.rows.add(key[:2])


def _put(draft: Draft, key: tuple[int, int, int], cell: Cell) -> None:
    sheet_id, row, column = key
    draft.guard(Area(sheet_id, row, column, row + 1, column + 1))
    draft.sheet(sheet_id).grid.put(row, column, cell)


KINDS = {"findReplace": find_replace}
