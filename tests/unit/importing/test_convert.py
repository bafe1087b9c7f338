"""From cells of a file to cells of the register."""


from datetime import date, datetime

import pytest

from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.model.values import CellValue
from rma_sheets.planning.importing import guess_mapping, missing_columns

from .helpers import converted, table

HEADER = "Order no|SKU|Qty|Order date|Unit price|Country|E-mail|Order status|Item"


def one(order: CellValue = "1", sku: CellValue = "A", qty: CellValue = "1", **cells: CellValue) -> dict[str, CellValue]:
    """The register row of one line; other cells by column key."""
    keys = ("order_date", "unit_price", "country", "email", "order_status", "item")
    source = table(HEADER, (order, sku, qty, *(cells.get(key) for key in keys)))
    return dict(converted(source).rows[0])


def told(*rows: str, header: str = HEADER) -> list[tuple[str, str, object, int, int]]:
    """Code, header, value, first line and number of lines of each value that was not understood."""
    return [(one.finding.code, one.finding.header, one.finding.facts["typed"], one.finding.row, one.lines)
            for one in converted(table(header, *rows)).unread]


@pytest.mark.parametrize(("typed", "kept"), [("00123", "00123"), ("1E10", "1E10"), ('="00123"', "00123"),
                                             ("'00123", "00123"), (123, "123"), ("O'Hara", "O'Hara")])
def test_an_identifier_arrives_as_the_text_it_is(typed: CellValue, kept: str) -> None:
    assert one(order=typed)["order_no"] == kept


def test_an_identifier_that_a_spreadsheet_shortened_is_told_and_kept_as_typed() -> None:
    assert one(sku="4.00639E+12")["sku"] == "4.00639E+12"
    assert told("1|4.00639E+12|1||||||") == [("identifier-damaged", "SKU", "4.00639E+12", 2, 1)]


@pytest.mark.parametrize(("column", "typed", "kept"), [
    ("order_date", "2026-11-22 08:26", datetime(2026, 11, 22, 8, 26)), ("order_date", "22.11.2026", date(2026, 11, 22)),
    ("unit_price", "1.234,50 €", 1234.5), ("unit_price", "3.00", 3), ("country", "United Kingdom", "GB"),
    ("country", "EIRE", "IE"), ("country", "Allemagne", "DE"), ("email", " A@Example.ORG ", "A@example.org"),
    ("order_status", "Expédié", "shipped"), ("order_status", "fulfilled", "shipped"), ("order_status", "payée", "paid"),
    ("item", "  two\r\nlines ", "two\nlines"), ("item", 5, "5"), ("item", "=HYPERLINK(1)", "=HYPERLINK(1)"),
])
def test_a_cell_arrives_in_the_registers_own_form(column: str, typed: CellValue, kept: CellValue) -> None:
    assert one(**{column: typed})[column] == kept


@pytest.mark.parametrize(("column", "typed", "code"), [
    ("order_date", "03/04/2026", "date-ambiguous"), ("order_date", "31/02/2026", "date-unreadable"),
    ("unit_price", "1.234", "number-ambiguous"), ("country", "Channel Islands", "country-unknown"),
    ("email", "a@example.org; b@example.org", "email-several"), ("order_status", "on hold", "value-not-in-list"),
])
def test_a_cell_that_cannot_be_read_for_sure_arrives_as_typed_and_is_told(column: str, typed: str, code: str) -> None:
    source = table(HEADER, ("1", "A", "1", *(typed if key == column else None for key in (
        "order_date", "unit_price", "country", "email", "order_status", "item"))),
        ("2", "A", "1", "2026-11-22", "2", "FR", "a@example.org", "paid", "x"))
    result = converted(source)
    assert result.rows[0][column] == typed
    assert [unread.finding.code for unread in result.unread] == [code]


def test_a_day_above_twelve_proves_the_order_for_its_whole_column() -> None:
    rows = converted(table("Order no|SKU|Qty|Order date", "1|A|1|03/04/2026", "2|A|1|13/04/2026 08:00")).rows
    assert [row["order_date"] for row in rows] == [date(2026, 4, 3), datetime(2026, 4, 13, 8, 0)]


def test_what_the_column_proves_goes_before_the_shops_own_order() -> None:
    source = table("Order no|SKU|Qty|Order date", "1|A|1|03/04/2026", "2|A|1|04/13/2026")
    assert converted(source, date_order="dmy").rows[0]["order_date"] == date(2026, 3, 4)


def test_the_shops_order_reads_a_column_that_proves_nothing() -> None:
    source = table("Order no|SKU|Qty|Order date", "1|A|1|03/04/2026")
    assert converted(source, date_order="dmy").rows[0]["order_date"] == date(2026, 4, 3)


def test_a_column_that_proves_both_orders_is_asked() -> None:
    result = converted(table("Order no|SKU|Qty|Order date", "1|A|1|03/04/2026", "2|A|1|13/04/2026", "3|A|1|04/13/2026"),
                       date_order="dmy")
    assert result.rows[0]["order_date"] == "03/04/2026"


def test_one_price_with_a_decimal_comma_proves_it_for_its_column() -> None:
    rows = converted(table("Order no|SKU|Qty|Unit price", "1|A|1|1.234", "2|A|1|2,50")).rows
    assert [row["unit_price"] for row in rows] == [1234, 2.5]


def test_a_value_that_stands_on_many_lines_is_told_once() -> None:
    header = "Order no|SKU|Qty|Country"
    assert told("1|A|1|FR", "2|A|1|Channel Islands", "3|A|1|Channel Islands", "4|A|1|DE", header=header) == [
        ("country-unknown", "Country", "Channel Islands", 3, 2)]


def test_a_line_with_nothing_to_go_by_is_told_and_left_out() -> None:
    result = converted(table("Order no|SKU|Qty|Unit price", "1|A|1|2", "Total|||2", "|A|1|2"))
    assert (result.lines, result.incomplete) == ((2,), (3, 4))


def test_what_an_order_says_once_is_repeated_on_its_lines() -> None:
    rows = converted(table("Order no|SKU|Qty|E-mail|Country", "1|A|1|a@example.org|FR", "1|B|1||", "2|A|1||DE")).rows
    assert [row.get("email") for row in rows] == ["a@example.org", "a@example.org", None]
    assert [row.get("country") for row in rows] == ["FR", "FR", "DE"]


def test_returns_are_not_filled_from_one_another() -> None:
    rows = converted(table("Return ID|Order ID|SKU|Email", "R1|1|A|a@example.org", "R2|1|B|"), RETURNS).rows
    assert rows[1].get("email") is None


def test_a_text_that_no_cell_can_hold_is_cut_and_told() -> None:
    result = converted(table(HEADER, ("1", "A", "1", None, None, None, None, None, "é" * 40_000)))
    assert len(str(result.rows[0]["item"])) == 32_767
    assert result.unread[0].finding.code == "text-too-long"


def test_a_yes_a_one_and_a_true_are_kept_apart_within_a_column() -> None:
    rows = converted(table("Order no|SKU|Qty", ("1", "A", 1), ("2", "A", 1.0), ("3", "A", "1"))).rows
    assert [row["qty"] for row in rows] == [1, 1, 1]


def test_columns_without_which_nothing_can_be_imported_are_named() -> None:
    assert missing_columns(guess_mapping(("Order no", "Weight"), ORDERS), ORDERS) == ("sku", "qty")
    assert missing_columns(guess_mapping(("SKU", "Weight"), RETURNS), RETURNS) == ()
