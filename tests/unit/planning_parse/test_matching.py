"""Which order lines a row refers to."""



from datetime import date, datetime

from rma_sheets.planning.orders import match
from tests.rows import order_book, row


def refs(found) -> list[str]:
    return [line.ref for line in found.lines]


def test_an_order_number_and_a_sku_lead_to_the_line():
    book = order_book({"sku": "A"}, {"sku": "MUG-01"})
    assert refs(match(row(), book)) == ["10023/2"]


def test_a_sku_in_another_case_and_with_spaces_is_found():
    assert refs(match(row(order_no="# 10023", sku="mug-01 "), order_book({}))) == ["10023/1"]


def test_all_lines_of_the_sku_are_meant_unless_the_line_is_given():
    book = order_book({}, {})
    assert refs(match(row(), book)) == ["10023/1", "10023/2"]
    assert refs(match(row(order_line="2"), book)) == ["10023/2"]


def test_a_line_that_does_not_hold_the_sku_is_told_with_those_that_do():
    found = match(row(order_line="7"), order_book({}, {}))
    assert (found.problem, found.facts["candidates"]) == ("order-ambiguous", "10023/1, 10023/2")


def test_a_number_that_fits_several_orders_is_told():
    found = match(row(order_no="A1"), order_book({"order_no": "#a1"}, {"order_no": "a 1"}))
    assert (found.problem, found.facts["candidates"]) == ("order-ambiguous", "#a1, a 1")


def test_an_unknown_number_is_told_with_the_nearest_and_with_where_the_customer_bought_the_item():
    found = match(row(order_no="10032"), order_book({}, {"order_no": "99999"}))
    assert found.problem == "order-not-found"
    assert found.facts == {"typed": "10032", "sku": "", "email": "", "nearest": "10023",
                           "candidates": "10023, 99999"}


def test_a_sku_that_is_not_on_the_order_is_told_with_the_nearest_on_it():
    found = match(row(sku="MUG-02"), order_book({}, {"sku": "PLATE"}))
    assert (found.problem, found.facts) == (
        "sku-not-on-order", {"sku": "MUG-02", "order": "10023", "on_order": "MUG-01"})


def test_without_order_number_and_address_the_number_is_asked_for():
    assert match(row(order_no="", email=""), order_book({})).problem == "order-number-missing"


def test_without_a_sku_nothing_is_looked_for_but_the_order():
    assert match(row(order_no="", sku=""), order_book({})).problem == ""
    assert match(row(sku=""), order_book({})).problem == ""
    assert match(row(order_no="99", sku=""), order_book({})).problem == "order-not-found"


def test_without_an_order_number_the_customers_latest_purchase_comes_first():
    book = order_book({"order_no": "1", "order_date": date(2026, 10, 1)},
                      {"order_no": "2", "order_date": date(2026, 11, 1)},
                      {"order_no": "3", "order_date": None})
    assert refs(match(row(order_no=""), book)) == ["2/1", "1/1", "3/1"]


def test_a_line_that_covers_the_quantity_alone_comes_before_a_later_one_that_does_not():
    book = order_book({"order_no": "1", "order_date": date(2026, 10, 1), "qty": 5},
                      {"order_no": "2", "order_date": date(2026, 11, 1), "qty": 1})
    assert refs(match(row(order_no="", qty=3), book)) == ["1/1", "2/1"]


def test_a_purchase_after_the_request_does_not_count_but_is_named():
    found = match(row(order_no="", requested_on=date(2026, 11, 1)), order_book({"order_date": date(2026, 11, 2)}))
    assert (found.problem, found.facts["candidates"]) == ("order-not-found", "10023")


def test_a_purchase_later_on_the_same_day_counts_only_if_the_request_has_no_time():
    book = order_book({"order_date": datetime(2026, 11, 20, 15, 0)})
    assert match(row(order_no="", requested_on=datetime(2026, 11, 20, 14, 0)), book).problem == "order-not-found"
    assert refs(match(row(order_no="", requested_on=date(2026, 11, 20)), book)) == ["10023/1"]
