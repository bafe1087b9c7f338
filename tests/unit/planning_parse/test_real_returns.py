"""Real returns of a real shop: what the rules say of each line adds up to what is known about it.

The figures are those of the data set's README, counted line by line against the orders. Skipped where the data is
not there.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from rma_sheets.model.settings import Settings
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.model.values import canonical
from rma_sheets.planning.orders import OrderBook, allocate, match
from rma_sheets.planning.parse import parse_row
from rma_sheets.rules import RULES, RuleContext
from tests.rows import returns_tab, tab, vocabulary

DATA = Path(__file__).parents[4] / "shared" / "data" / "online-retail"
SETTINGS = Settings(not_goods=("POST", "DOT", "M", "D", "S", "AMAZONFEE", "BANK CHARGES"))
UNCOUNTED = {"duplicate-return", "quantity-already-returned", "quantity-above-bought"}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the data set online-retail beside the project")


@pytest.fixture(scope="module")
def findings() -> list[list[str]]:
    """The codes of each line of the returns, judged one after the other."""
    lists = vocabulary()
    returns = returns_tab([_return(line) for line in _lines("returns.csv")])
    book = OrderBook(tab(ORDERS, [_order(line) for line in _lines("orders.csv.gz")]), SETTINGS, lists)
    assert book.bad_cells == 0
    taken: Counter[str] = Counter()
    first: dict[tuple[object, ...], str] = {}
    found = []
    for position in range(len(returns.rows)):
        rma, unread = parse_row(returns, position, spec=RETURNS, vocabulary=lists, settings=SETTINGS)
        assert unread == ()
        matched = match(rma, book)
        units = allocate(matched.lines, rma.qty or 0, taken)
        identity = (rma.sku, rma.qty, rma.email, rma.requested_on, rma.external_ref)
        seen = RuleContext(match=matched, units=units, taken=taken, settings=SETTINGS,
                           today=date(2011, 2, 1), duplicate_of=first.get(identity, ""))
        codes = [finding.code for rule in RULES for finding in rule(rma, seen)]
        if not UNCOUNTED & set(codes):
            taken.update({part.line_ref: part.qty for part in units})
        first.setdefault(identity, f"row {rma.row}")
        found.append(codes)
    return found


def _lines(name: str) -> list[dict[str, str]]:
    opener = gzip.open if name.endswith(".gz") else open
    with opener(DATA / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _common(line: dict[str, str], day: str) -> dict:
    return {"sku": line["StockCode"], "item": line["Description"] or None, "qty": int(line["Quantity"]),
            "email": f"{line['CustomerID']}@customers.example" if line["CustomerID"] else None,
            day: canonical(datetime.fromisoformat(line["CancelDate" if day == "requested_on" else "InvoiceDate"]))}


def _order(line: dict[str, str]) -> dict:
    return _common(line, "order_date") | {"order_no": line["InvoiceNo"], "unit_price": float(line["UnitPrice"])}


def _return(line: dict[str, str]) -> dict:
    return _common(line, "requested_on") | {"external_ref": line["CancelNo"]}


def test_every_line_falls_where_the_truth_table_has_it(findings):
    deciding = Counter(codes[0] if codes else "" for codes in findings)
    matches = deciding.pop("") + deciding.pop("duplicate-return") + deciding.pop("quantity-already-returned")
    assert matches == 600
    assert deciding == {"quantity-above-bought": 2, "order-not-found": 493, "customer-missing": 56,
                        "not-returnable": 24}


def test_each_second_exact_copy_is_told_and_no_other_line(findings):
    copies = [codes for codes in findings if "duplicate-return" in codes]
    assert Counter(codes[0] for codes in copies) == {"duplicate-return": 9, "order-not-found": 1}


def test_lines_that_match_are_free_of_warnings(findings):
    assert sum(1 for codes in findings if not codes) == 585


def test_what_was_already_returned_is_told_apart_from_what_was_never_bought(findings):
    told = Counter(code for codes in findings for code in codes if code.startswith("quantity"))
    assert told == {"quantity-above-bought": 2, "quantity-already-returned": 6}
