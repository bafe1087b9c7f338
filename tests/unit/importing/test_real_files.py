"""The real orders and returns beside the project, where they are there (their README has the truth)."""

from pathlib import Path

import pytest

from rma_sheets.adapters.tabular import read_table
from rma_sheets.model.column import TabSpec
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.planning.importing import convert, guess_mapping, mapped, plan_import

from .helpers import vocabulary

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "online-retail"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data does not stand beside the project")


@pytest.mark.parametrize(("name", "spec", "lines", "columns"), [
    ("orders.csv.gz", ORDERS, 68_876, ["order_no", "sku", "item", "qty", "order_date", "unit_price", "country"]),
    ("returns.csv", RETURNS, 1_175, ["external_ref", "sku", "item", "qty", "requested_on", "country"]),
])
def test_every_line_arrives_once_and_a_second_import_adds_none(name: str, spec: TabSpec, lines: int,
                                                              columns: list[str]) -> None:
    table = read_table(FOLDER / name)
    guesses = guess_mapping(table.header, spec, table.rows[:500])
    converted = convert(table, guesses, spec, vocabulary=vocabulary())
    plan = plan_import(converted, spec)
    assert list(mapped(guesses)) == columns
    assert (table.lines_read, len(plan.new_rows), len(set(plan.digests))) == (lines, lines, lines)
    assert {one.finding.code for one in converted.unread} <= {"country-unknown"}
    assert plan_import(converted, spec, register=plan.new_rows).new_rows == ()
