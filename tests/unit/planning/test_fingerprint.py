"""Equal content, equal text; different content, different text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from rma_sheets.model.snapshot import Row
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.model.values import CellError, Formula
from rma_sheets.planning.fingerprint import identity_text, tabs_fingerprint
from rma_sheets.planning.layout import Layout
from tests.rows import orders_tab, returns_tab, tab
from tests.simulate import columns_reversed

ROW = {"order_no": "10023", "sku": "MUG-01", "qty": 2}


def seen(*rows: dict[str, object]) -> list[str]:
    """The fingerprints of rows of Returns."""
    sheet = returns_tab(rows)  # type: ignore[arg-type]
    layout = Layout(sheet, RETURNS)
    return [layout.seen(row) for row in sheet.rows]


@pytest.mark.parametrize(("one", "other"), [
    (1, "1"), (None, "None"), (1, True), (date(2026, 1, 2), datetime(2026, 1, 2, 3)), ("a", "A"), ("a ", "a"),
    (Formula("a"), "a"), (CellError("#N/A"), "#N/A"), (Formula(1), Formula("1")), ("é", "e\u0301")])
def test_values_that_differ_have_different_fingerprints(one: object, other: object) -> None:
    first, second = seen(ROW | {"tags": one}, ROW | {"tags": other})
    assert first != second


def test_a_value_that_moves_to_the_next_column_changes_the_fingerprint() -> None:
    first, second = seen({"sku": "A"}, {"item": "A"})
    assert first != second


def test_half_a_character_has_a_fingerprint_too() -> None:
    assert len(seen({"sku": "\ud83d"})[0]) == 20


def test_a_row_that_ends_early_is_a_row_with_blanks() -> None:
    sheet = returns_tab([ROW])
    layout = Layout(sheet, RETURNS)
    (whole,) = sheet.rows
    short: Row = tuple(whole[:max(index for index, cell in enumerate(whole) if cell is not None) + 1])
    assert (layout.seen(short), layout.facts(short)) == (layout.seen(whole), layout.facts(whole))


def test_what_only_the_engine_wrote_is_no_fact() -> None:
    sheet = returns_tab([ROW, ROW | {"messages": "x", "rev": 3, "status": "approved"}, ROW | {"qty": 3}])
    layout = Layout(sheet, RETURNS)
    bare, written, changed = (layout.facts(row) for row in sheet.rows)
    assert bare == written != changed


def test_columns_may_stand_in_any_order() -> None:
    for sheet, spec in ((returns_tab([ROW, ROW | {"qty": 3}]), RETURNS), (orders_tab([{}, {"qty": 9}]), ORDERS)):
        moved = columns_reversed(sheet)
        assert tabs_fingerprint([sheet]) == tabs_fingerprint([moved])
        one, other = Layout(sheet, spec), Layout(moved, spec)
        assert list(map(one.seen, sheet.rows)) == list(map(other.seen, moved.rows))


def test_a_tab_is_known_by_its_rows_and_their_order() -> None:
    one, two = {"order_no": "1"}, {"order_no": "2"}
    texts = {tabs_fingerprint([orders_tab(rows)]) for rows in ([], [one], [one, two], [two, one], [one, two, {}])}
    assert len(texts) == 5


def test_columns_to_ignore_do_not_count() -> None:
    plain, other = orders_tab([{"item": "Mug"}]), orders_tab([{"item": "Cup"}])
    assert tabs_fingerprint([plain]) != tabs_fingerprint([other])
    assert tabs_fingerprint([plain], frozenset({"item"})) == tabs_fingerprint([other], frozenset({"item"}))


def test_equal_texts_give_equal_fingerprints_whether_they_are_one_object_or_two() -> None:
    word = "".join(["mu", "g"])
    one = tab(ORDERS, [{"sku": word, "item": word}])
    other = replace(one, rows=(tuple("".join(list(cell)) if cell == word else cell for cell in one.rows[0]),))  # type: ignore[arg-type]
    assert tabs_fingerprint([one]) == tabs_fingerprint([other])


def test_the_parts_of_an_identity_do_not_run_together() -> None:
    assert identity_text("ab", "c") != identity_text("a", "bc")
    assert identity_text(" A-b ", "c") == identity_text("a b", "C")
