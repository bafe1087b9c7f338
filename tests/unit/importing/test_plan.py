"""What an import adds, and that importing twice adds nothing twice."""


from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rma_sheets.model.column import Kind, TabSpec
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.model.values import CellValue
from rma_sheets.planning.importing import Difference, file_digests, register_rows
from rma_sheets.planning.importing.identity import comparable

from .helpers import converted, planned, table

ORDER_HEADER = "Order no|SKU|Qty|Unit price"
RETURN_HEADER = "Return ID|SKU|Qty|Return date|Note"
LETTERS = st.sampled_from("AB12")


def test_order_lines_are_numbered_within_their_order_as_the_file_has_them() -> None:
    plan = planned(table(ORDER_HEADER, "7|A|1|2", "7|B|1|2", "8|A|1|2", "7|A|1|2"))
    assert [(row["order_no"], row["line"]) for row in plan.new_rows] == [("7", "1"), ("7", "2"), ("8", "1"), ("7", "3")]


def test_line_numbers_of_the_file_are_kept() -> None:
    assert planned(table("Order no|Line|SKU|Qty", "7|10|A|1")).new_rows[0]["line"] == "10"


def test_numbering_goes_on_after_what_the_register_has() -> None:
    register = ({"order_no": "7", "sku": "A", "qty": 1, "line": "4"},)
    assert planned(table(ORDER_HEADER, "7|A|1|", "7|B|1|2"), register=register).new_rows[0]["line"] == "5"


@pytest.mark.parametrize(("spec", "header", "lines"), [
    (ORDERS, ORDER_HEADER, ("7|A|1|2", "7|A|1|2", "7|B|2|3")),
    (RETURNS, RETURN_HEADER, ("C1|A|1|2026-11-22|x", "C1|A|1|2026-11-22|x", "C2|A|1|2026-11-22|y")),
    (RETURNS, "SKU|Qty|Email", ("A|1|a@example.org", "A|1|a@example.org", "B|1|a@example.org")),
])
def test_exact_copies_all_arrive_and_a_second_import_adds_none(spec: TabSpec, header: str,
                                                                       lines: tuple[str, ...]) -> None:
    first = planned(table(header, *lines), spec)
    assert len(first.new_rows) == len(set(first.digests)) == 3
    by_journal = planned(table(header, *lines), spec, known=frozenset(first.digests))
    by_sheet = planned(table(header, *lines), spec, register=first.new_rows)
    assert (by_journal.new_rows, by_journal.already, by_journal.digests) == ((), 3, ())
    assert (by_sheet.new_rows, by_sheet.already) == ((), 3)


def test_lines_found_in_the_sheet_are_to_be_remembered_after_a_crash() -> None:
    source = table(ORDER_HEADER, "7|A|1|2")
    first = planned(source)
    assert planned(source, register=first.new_rows).digests == first.digests == file_digests(converted(source), ORDERS)


def test_a_longer_file_adds_only_what_is_new() -> None:
    first = planned(table(ORDER_HEADER, "7|A|1|2"))
    second = planned(table(ORDER_HEADER, "7|A|1|2", "7|A|1|2", "8|A|1|2"), known=frozenset(first.digests))
    assert [row["order_no"] for row in second.new_rows] == ["7", "8"]


def test_a_row_that_staff_deleted_does_not_come_back() -> None:
    source = table(ORDER_HEADER, "7|A|1|2")
    assert planned(source, known=frozenset(planned(source).digests), register=()).new_rows == ()


def test_a_return_that_gained_a_column_in_the_next_export_is_still_the_same() -> None:
    first = planned(table("Return ID|SKU|Qty", "C1|A|1"), RETURNS)
    second = planned(table("Return ID|SKU|Qty|Reason", "C1|A|1|broken"), RETURNS, known=frozenset(first.digests))
    assert second.new_rows == ()


def test_the_register_may_hold_the_same_in_other_forms() -> None:
    register = ({"external_ref": "1", "sku": 22556, "qty": "6", "requested_on": "2026-11-22"},)
    plan = planned(table("Return ID|SKU|Qty|Return date", (1, "22556", 6, date(2026, 11, 22))), RETURNS,
                   register=register)
    assert plan.new_rows == ()


@pytest.mark.parametrize(("kind", "one", "other"), [
    (Kind.INTEGER, 6, "6"), (Kind.INTEGER, 6.0, "6,0"), (Kind.MONEY, 2.5, "2.50 €"), (Kind.IDENTIFIER, 123, "123"),
    (Kind.DATE, date(2026, 11, 22), "22.11.2026"), (Kind.MOMENT, date(2026, 11, 22), datetime(2026, 11, 22)),
    (Kind.MOMENT, datetime(2026, 11, 22, 8, 26), datetime(2026, 11, 22, 8, 25, 59, 999_000)),
    (Kind.TEXT, "two  spaces\r\nand lines", "two spaces\nand lines"), (Kind.TEXT, 5, "5"), (Kind.TEXT, None, ""),
])
def test_forms_of_one_value_compare_equal(kind: Kind, one: CellValue, other: CellValue) -> None:
    assert comparable(one, kind) == comparable(other, kind)


def test_a_line_that_says_something_else_now_is_told_and_left_alone() -> None:
    register = ({"order_no": "7", "sku": "A", "qty": 1, "unit_price": 2, "delivered_on": date(2026, 11, 1)},)
    plan = planned(table("Order no|SKU|Qty|Delivered on|Unit price", "7|A|3|2026-11-01|2"), register=register)
    assert (plan.new_rows, plan.differing) == ((), 1)
    assert plan.differences == (Difference(2, "qty", 3, 1),)


def test_copies_that_staff_sorted_otherwise_do_not_differ() -> None:
    first = planned(table(ORDER_HEADER, "7|A|1|2", "7|A|5|2"))
    assert planned(table(ORDER_HEADER, "7|A|1|2", "7|A|5|2"), register=first.new_rows[::-1]).differing == 0


def test_the_registers_tab_is_read_by_its_own_columns_and_without_blank_rows() -> None:
    tab = Tab("orders", "Orders", {"sku": 1, "order_no": 0, "qty": 3}, {}, 2,
              (("7", "A", "note", 1), (None,) * 4, ("8",)))
    assert register_rows(tab) == ({"order_no": "7", "sku": "A", "qty": 1}, {"order_no": "8"})


def test_what_people_do_to_a_return_is_no_difference() -> None:
    register = ({"external_ref": "C1", "sku": "A", "qty": 1, "return_reason": "other"},)
    assert planned(table("Return ID|SKU|Qty|Reason", "C1|A|1|broken"), RETURNS, register=register).differing == 0


@given(st.lists(st.tuples(LETTERS, LETTERS, st.sampled_from(["1", "2"])), min_size=1, max_size=12),
       st.sampled_from([ORDERS, RETURNS]), st.integers(0, 12))
def test_a_file_imported_in_two_parts_or_twice_gives_every_line_once(lines: list[tuple[str, str, str]], spec: TabSpec,
                                                                    cut: int) -> None:
    rows = ["|".join(line) for line in lines]
    whole, header = planned(table("Order no|SKU|Qty", *rows), spec), "Order no|SKU|Qty"
    part = planned(table(header, *rows[:max(cut, 1)]), spec)
    rest = planned(table(header, *rows), spec, known=frozenset(part.digests), register=part.new_rows)
    again = planned(table(header, *rows), spec, register=(*part.new_rows, *rest.new_rows))
    assert len(part.new_rows) + len(rest.new_rows) == len(whole.new_rows) == len(lines)
    assert again.new_rows == ()
