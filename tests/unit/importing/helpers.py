"""Small builders: a table from lines of text, and an import from start to end."""

from __future__ import annotations

from collections.abc import Sequence

from rma_sheets.model.column import TabSpec
from rma_sheets.model.tab_columns import ORDERS
from rma_sheets.model.table import Table
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary, build_vocabulary
from rma_sheets.planning.importing import Converted, ImportPlan, ImportRow, convert, guess_mapping, mapped, plan_import
from rma_sheets.texts import load_texts

EN, FR = load_texts("en"), load_texts("fr")


def vocabulary() -> Vocabulary:
    return build_vocabulary(EN, (EN, FR))


def table(header: str, *rows: str | tuple[CellValue, ...]) -> Table:
    """Cells of text are separated by bars; an empty one is blank."""
    cells = [tuple(cell or None for cell in row.split("|")) if isinstance(row, str) else row for row in rows]
    return Table(tuple(header.split("|")), tuple(cells), tuple(range(2, len(cells) + 2)))


def columns(header: str, *rows: str, spec: TabSpec = ORDERS) -> dict[str, str]:
    """Header -> column as guessed, without those left out."""
    source = table(header, *rows)
    return {source.header[at]: key for key, at in mapped(guess_mapping(source.header, spec, source.rows)).items()}


def converted(source: Table, spec: TabSpec = ORDERS, *, date_order: str = "", decimal: str = "") -> Converted:
    guesses = guess_mapping(source.header, spec, source.rows)
    return convert(source, guesses, spec, date_order=date_order, decimal=decimal, vocabulary=vocabulary())


def planned(source: Table, spec: TabSpec = ORDERS, known: frozenset[str] = frozenset(),
            register: Sequence[ImportRow] = ()) -> ImportPlan:
    return plan_import(converted(source, spec), spec, known, register)
