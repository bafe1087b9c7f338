"""The index over the tab Orders."""



from datetime import date, datetime
from decimal import Decimal

from rma_sheets.model.values import CellError
from tests.rows import order_book


def test_a_line_is_read_in_full():
    book = order_book({"order_no": 10023, "line": 1, "sku": "00123", "qty": "2", "order_date": "2026-11-10 14:05",
                       "delivered_on": "13.11.2026", "order_status": "livrée", "email": "Anna@Example.org",
                       "country": "France", "unit_price": "12,45 €", "item": "Mug", "currency": "EUR"})
    [line] = book.lines("10023")
    assert (line.ref, line.sku, line.qty) == ("10023/1", "00123", 2)
    assert (line.order_date, line.delivered_on) == (datetime(2026, 11, 10, 14, 5), date(2026, 11, 13))
    assert (line.order_status, line.email, line.country) == ("delivered", "anna@example.org", "FR")
    assert (line.unit_price, line.item) == (Decimal("12.45"), "Mug")


def test_lines_without_a_number_are_counted_within_their_order():
    book = order_book({"sku": "A"}, {"order_no": "10024", "sku": "B"}, {"sku": "C"})
    assert [line.ref for line in book.lines("10023")] == ["10023/1", "10023/2"]


def test_a_line_number_that_stands_twice_still_gives_two_lines():
    book = order_book({"line": "1", "sku": "A"}, {"line": "1", "sku": "B"})
    assert len({line.ref for line in book.lines("10023")}) == 2


def test_an_order_is_found_as_written_first_and_else_whatever_its_case_spaces_and_hash():
    book = order_book({"order_no": "#A 10"}, {"order_no": "a10"})
    assert book.orders("a10") == ("a10",)
    assert book.orders("A10") == ("#A 10", "a10")
    assert book.orders("B10") == ()


def test_what_a_customer_bought_is_found_by_folded_address_and_sku():
    book = order_book({"sku": "m", "order_no": "1"}, {"sku": "M", "order_no": "2"}, {"email": "eve@example.com"})
    assert [line.order_no for line in book.bought("ANNA@example.org", "M")] == ["2"]
    assert [line.order_no for line in book.bought("anna@example.org", " m ")] == ["1", "2"]


def test_the_nearest_order_numbers_are_offered():
    book = order_book({"order_no": "10023"}, {"order_no": "10031"}, {"order_no": "20999"})
    assert book.near("10032") == ("10023", "10031")


def test_stock_corrections_count_nothing():
    assert [line.qty for line in order_book({"qty": -5}, {"qty": 0}).lines("10023")] == [0, 0]


def test_quantities_and_dates_that_cannot_be_read_are_told_and_the_line_stays():
    book = order_book({"qty": "many"}, {"qty": None}, {"order_date": "soon"}, {"qty": CellError("#N/A")})
    assert [(finding.tab, finding.row, finding.column, finding.code) for finding in book.findings] == [
        ("orders", 2, "qty", "number-unreadable"), ("orders", 3, "qty", "number-unreadable"),
        ("orders", 5, "qty", "error-in-cell"), ("orders", 4, "order_date", "date-unreadable")]
    assert [line.qty for line in book.lines("10023")] == [0, 0, 2, 0]


def test_days_of_delivery_and_prices_that_cannot_be_read_are_told_and_blank_ones_are_not():
    book = order_book({"delivered_on": "03/04/2026"}, {"unit_price": "dear"},
                      {"delivered_on": None, "unit_price": None})
    assert [(finding.row, finding.column, finding.code) for finding in book.findings] == [
        (2, "delivered_on", "date-ambiguous"), (3, "unit_price", "number-unreadable")]


def test_a_column_of_bad_cells_is_told_twenty_times_and_counted():
    book = order_book(*({"qty": "many"} for _ in range(50)))
    assert (len(book.findings), book.bad_cells) == (20, 50)


def test_a_line_pasted_twice_counts_once_and_is_told():
    book = order_book({"line": "1"}, {"line": "1"}, {"line": "1", "sku": "OTHER"}, {"line": None}, {"line": None})
    assert [line.sku for line in book.lines("10023")].count("MUG-01") == 3
    assert [(finding.row, finding.code) for finding in book.findings] == [(3, "order-line-repeated")]


def test_rows_without_an_order_number_are_stepped_over():
    book = order_book({"order_no": None, "qty": "note of the shop"}, {})
    assert (book.findings, len(book.bought("anna@example.org", "MUG-01"))) == ((), 1)


def test_the_book_knows_whether_the_shop_records_deliveries():
    assert order_book({}).deliveries
    assert not order_book({"delivered_on": None}).deliveries


def test_a_number_without_its_leading_zeros_comes_before_slips():
    book = order_book({"order_no": "00043"}, {"order_no": "42"}, {"order_no": "44"}, {"order_no": "45"})
    assert book.near("43") == ("00043", "42", "44")
    assert book.near("0043") == ("00043",)
