"""Formulas, errors, and other things that stand where staff should have typed a value."""

from __future__ import annotations

import pytest

from rma_sheets.model.column import Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from rma_sheets.model.values import CellError, CellValue, Formula
from tests.simulate import Shop, asks, asks_lamp

THEIRS = [column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF]


@pytest.mark.parametrize("column", THEIRS)
@pytest.mark.parametrize("value", [Formula("=A1"), Formula(3), CellError("#N/A"), True, 1e300, "\x00", "=1+1",
                                   "x" * 40_000])
def test_no_cell_of_staff_stops_a_pass_or_is_written(column: str, value: CellValue) -> None:
    shop = Shop(asks(**{column: value}), asks_lamp())
    shop.settle()
    assert (shop.cell(0, column), shop.status(1)) == (value, "approved")


@pytest.mark.parametrize("column", ["order_no", "sku", "qty", "requested_on", "return_reason", "customer"])
@pytest.mark.parametrize(("value", "code"), [(Formula("10023"), "formula-in-cell"),
                                             (CellError("#REF!"), "error-in-cell")])
def test_a_formula_or_error_in_a_request_is_told_and_goes_to_a_person(column: str, value: CellValue, code: str) -> None:
    shop = Shop(asks(**{column: value}))
    plan = shop.sync()
    assert [finding.code for finding in plan.findings if finding.column == column] == [code]
    assert (shop.status(), shop.check()) == ("in_review", "error")


def test_a_bad_row_does_not_stop_the_good_ones() -> None:
    shop = Shop(asks(qty="many"), asks_lamp(), asks(order_no=CellError("#N/A")))
    shop.settle()
    assert [shop.check(position) for position in range(3)] == ["error", "ok", "error"]


def test_what_is_corrected_is_judged_again_and_forgotten() -> None:
    shop = Shop(asks(qty=Formula(1)))
    shop.settle()
    shop.store.type(0, "qty", 1)
    shop.settle()
    assert (shop.status(), shop.check(), shop.cell(0, "messages")) == ("approved", "ok", None)


def test_formulas_in_the_tab_orders_do_not_stop_a_pass() -> None:
    orders = [{"order_no": "10023", "line": "1", "sku": "MUG-01", "qty": Formula(2), "email": CellError("#N/A")}]
    shop = Shop(asks(), orders=orders)
    shop.settle()
    assert shop.status() == "in_review"


def test_an_answer_comes_back_to_what_was_missing() -> None:
    shop = Shop(asks(order_no="99999", sku="NONE"))
    shop.settle()
    assert (shop.status(), shop.notices()) == ("needs_info", ["needs_info anna@example.org"])
    shop.store.type(0, "order_no", "10023")
    shop.store.type(0, "sku", "MUG-01")
    shop.settle()
    assert (shop.status(), shop.notices()[1:]) == ("approved", ["approved anna@example.org"])


def test_a_request_of_another_day_to_come_waits_for_it() -> None:
    shop = Shop(asks(requested_on="2026-11-25"))
    shop.settle()
    assert shop.status() == "in_review"
    shop.later(3).settle()
    assert (shop.status(), shop.cell(0, "messages")) == ("approved", None)
