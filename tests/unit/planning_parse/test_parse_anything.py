"""Nothing that can stand in a cell raises."""

from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from rma_sheets.model.column import Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from rma_sheets.model.values import CellError, Formula

from .helpers import parsed

CELLS = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(),
    st.sampled_from([Formula("x"), Formula(None), CellError("#REF!"), date.max, date.min, time(0), "1E+10", "\x00",
                     "@", "a@b@c", "1,2,3", "99/99/9999", "9" * 5000, "2026-11-22 25:61", "\ud800"]))
STAFF = [column.key for column in RETURNS_COLUMNS if column.owner is not Owner.ENGINE]


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(STAFF), CELLS, max_size=8))
def test_a_row_of_anything_becomes_a_return_and_findings(cells: dict):
    rma, findings = parsed(**cells)
    assert rma.row == 2
    assert {finding.column for finding in findings} <= set(cells)
