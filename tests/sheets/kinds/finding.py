"""findReplace: what people see is searched, and what comes in its place is taken as if typed.

With an exact match on one cell this is a compare-and-swap, which is why it matters here. That `^$` finds empty cells is
an assumption about the real service; `doctor --probe` has to ask it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..areas import Area
from ..book import Json
from ..cells import EMPTY, Cell
from ..draft import Draft, is_given
from ..entered import entered
from ..errors import invalid
from ..formulas.formula import formula
from ..shown import shown
from ..typing_in import typed

Replacer = Callable[[str], tuple[str, int]]
"""Text -> the new text, and how often something was replaced."""
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
    replacer = _replacer(body)
    counts = Counts()
    exact = body["find"] if _is_exact(body) else None
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


def _replacer(body: Json) -> Replacer:
    wanted, new = body.get("find") or "", body.get("replacement") or ""
    if not wanted:
        raise invalid("The text to find must not be empty.")
    if _is_exact(body):
        return lambda text: (new, 1) if text == wanted else (text, 0)
    pattern = _pattern(body, wanted)
    template = _template(new) if body.get("searchByRegex") else lambda match: new
    if body.get("matchEntireCell"):
        return lambda text: (template(match), 1) if (match := pattern.fullmatch(text)) else (text, 0)
    return lambda text: pattern.subn(template, text)


def _is_exact(body: Json) -> bool:
    return bool(body.get("matchEntireCell") and body.get("matchCase") and not body.get("searchByRegex"))


def _pattern(body: Json, wanted: str) -> re.Pattern[str]:
    """Java's patterns, as far as they are Python's too; `$` is the very end, as it is for one line in Java."""
    try:
        return re.compile(wanted if body.get("searchByRegex") else re.escape(wanted),
                          0 if body.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"Invalid regular expression: {wanted} ({error})") from error


def _template(replacement: str) -> Callable[[re.Match[str]], str]:
    """Java's replacement: `$1` is a group, a backslash takes the meaning from what follows."""
    parts = re.findall(r"\\.|\$[0-9]|.", replacement, re.DOTALL)
    if "$" in parts or "\\" in parts:
        raise invalid(f"Invalid replacement: {replacement}")

    def filled(match: re.Match[str]) -> str:
        return "".join(_group(match, int(part[1])) if part[0] == "$" else part[-1] for part in parts)
    return filled


def _group(match: re.Match[str], number: int) -> str:
    if number > (match.re.groups or 0):
        raise invalid(f"No group {number}")
    return match[number] or ""


KINDS = {"findReplace": find_replace}
