"""Cells that hold no honest value: told in the row, never rewritten, and the rows beside them go on.

All bad rows stand in one register, as they would in a shop; one pass has run over it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .shop import Shop, asks, assert_whole, bought, day, make_shop, place

LONG = "A" * 40_000
ARABIC = "أريد إرجاع هذا المنتج"

BAD: dict[str, tuple[dict[str, Any], str, str, str]] = {
    # what stands in the row, the column of the finding, its code, the status
    "formula for the order number": ({"order_no": '="10"&"01"'}, "order_no", "formula-in-cell", "in review"),
    "formula for the quantity": ({"qty": "=1+1"}, "qty", "formula-in-cell", "in review"),
    "#N/A for the order number": ({"order_no": "#N/A"}, "order_no", "error-in-cell", "in review"),
    "#REF! for the quantity": ({"qty": "#REF!"}, "qty", "error-in-cell", "in review"),
    "order number as 1E+10": ({"order_no": "1E+10"}, "order_no", "identifier-damaged", "in review"),
    "order number of 16 digits": ({"order_no": 1234567890123456789}, "order_no", "identifier-damaged", "in review"),
    "order number as a huge float": ({"order_no": 1e21}, "order_no", "identifier-damaged", "in review"),
    "order number made a date": ({"order_no": date(2026, 5, 1)}, "order_no", "identifier-damaged", "in review"),
    "SKU as a fraction": ({"sku": 12.5}, "sku", "sku-not-on-order", "needs info"),
    "ambiguous day and month": ({"requested_on": "03/04/2026"}, "requested_on", "date-ambiguous", "in review"),
    "a day that does not exist": ({"requested_on": "31/02/2026"}, "requested_on", "date-unreadable", "in review"),
    "a date as a bare number": ({"requested_on": 46000}, "requested_on", "date-unreadable", "in review"),
    "a time for a date": ({"requested_on": time(12, 30)}, "requested_on", "date-unreadable", "in review"),
    "a date in the future": ({"requested_on": day(-40)}, "requested_on", "date-in-future", "in review"),
    "words for a date": ({"requested_on": "last week"}, "requested_on", "date-unreadable", "in review"),
    "negative quantity": ({"qty": -1}, "qty", "quantity-not-positive", "needs info"),
    "no quantity": ({"qty": None}, "qty", "quantity-missing", "needs info"),
    "quantity zero": ({"qty": 0}, "qty", "quantity-not-positive", "needs info"),
    "fractional quantity": ({"qty": 1.5}, "qty", "quantity-not-positive", "needs info"),
    "fractional quantity as text": ({"qty": "1,5"}, "qty", "quantity-not-positive", "needs info"),
    "quantity in words": ({"qty": "two"}, "qty", "number-unreadable", "in review"),
    "quantity true": ({"qty": True}, "qty", "number-unreadable", "in review"),
    "huge quantity": ({"qty": 10**12}, "qty", "quantity-above-bought", "in review"),
    "quantity of a thousand digits": ({"qty": "9" * 1000}, "qty", "number-unreadable", "in review"),
    "spaces inside the address": ({"email": "an na@example.org"}, "email", "email-invalid", "needs info"),
    "two addresses": ({"email": "anna@example.org; ben@example.org"}, "email", "email-several", "in review"),
    "an address and a header": ({"email": "anna@example.org\nBcc: all@example.org"}, "email", "email-several",
                                "in review"),
    "a newline inside the address": ({"email": "anna\n@example.org"}, "email", "email-invalid", "needs info"),
    "no address": ({"email": None}, "email", "customer-missing", "needs info"),
    "somebody else's address": ({"email": "eve@example.com"}, "email", "email-differs", "in review"),
    "a reason that is in no list": ({"return_reason": "bad mood"}, "return_reason", "value-not-in-list", "in review"),
    "a country that is none": ({"country": "Atlantis"}, "country", "country-unknown", "approved"),
    "40,000 characters": ({"reason_note": LONG}, "reason_note", "text-too-long", "approved"),
    "a formula in a note": ({"reason_note": "=1/0"}, "reason_note", "formula-in-cell", "in review"),
    "a status that is none": ({"status": "aproved"}, "status", "status-unknown", "approved"),
    "a number of the shop's own": ({"rma_number": "42"}, "rma_number", "rma-number-invalid", "in review"),
}

GENEROUS: dict[str, dict[str, Any]] = {
    "plain": {},
    "order number as a number": {"order_no": "number"},
    "order number as a float": {"order_no": "float"},
    "spaces around": {"order_no": "spaces", "sku": " MUG-01\u00a0", "email": " anna@example.org "},
    "date as ISO text": {"requested_on": day(1).isoformat()},
    "date with dots": {"requested_on": f"{day(1):%d.%m.%Y}"},
    "date in words": {"requested_on": f"{day(1):%d %B %Y}"},
    "date and time": {"requested_on": datetime.combine(day(1), time(14, 5))},
    "quantity as text": {"qty": "1"},
    "quantity with a comma": {"qty": "1,0"},
    "a euro amount in words": {"refund_amount": "1.234,50 €"},
    "another euro amount": {"refund_amount": "€ 1 234,50"},
    "an address with a name": {"email": "Anna <anna@example.org>"},
    "an address in capitals": {"email": "Anna@EXAMPLE.org"},
    "text like a formula": {"customer": "'=HYPERLINK(\"http://x.example\")"},
    "right to left": {"reason_note": ARABIC, "customer": "مريم"},
    "emoji": {"reason_note": "💔 défaut 🫠", "customer": "Zoë 🎁"},
    "list label in French": {"return_reason": "Mauvaise taille", "language": "français"},
}


def number_of(index: int) -> str:
    return str(2001 + index)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """All rows in one register, bad and good ones in turn; after one pass."""
    rows, orders = [], []
    for index, cells in enumerate(_all_rows()):
        number = number_of(index)
        orders.append(bought(number))
        forms = {"number": int(number), "float": float(number), "spaces": f"\u00a0{number} "}
        given = dict(cells)
        if given.get("order_no") in forms:
            given["order_no"] = forms[given["order_no"]]
        rows.append(asks(number) | given)
    shop = make_shop(tmp_path_factory.mktemp("cells") / "shop", *rows, orders=orders)
    shop.sync()
    return shop


def _all_rows() -> list[dict[str, Any]]:
    return [case[0] for case in BAD.values()] + list(GENEROUS.values())


@pytest.fixture(scope="module")
def told(mixed: Shop) -> list[dict[str, Any]]:
    """What a plan after that pass says of all rows, as the journal and the sheet have it."""
    return mixed.run("plan", "--all", "--json").json["findings"]


@pytest.fixture(scope="module")
def before_and_after(mixed: Shop) -> Any:
    """Returns as it was before the pass, from the ring of backups, and as it is now: rows of header -> value."""
    backup = next((mixed.folder / ".rma-sheets/backups").glob("*.xlsx"))
    return _rows(backup), _rows(mixed.register)


def _rows(path: Path) -> list[dict[str, Any]]:
    header, *rows = load_workbook(path)["Returns"].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_cell_is_told_in_its_row_with_what_to_do(before_and_after: Any, case: str) -> None:
    row = before_and_after[1][list(BAD).index(case)]
    status = BAD[case][3]
    assert (row["Status"], row["Check"] in ("error", "warn")) == (status, True)
    assert row["Messages"].rstrip().endswith(".")
    assert "{" not in row["Messages"]


@pytest.mark.parametrize("case", GENEROUS)
def test_what_can_be_read_one_way_only_is_read(before_and_after: Any, case: str) -> None:
    row = before_and_after[1][len(BAD) + list(GENEROUS).index(case)]
    assert (row["Status"], row["Check"], row["Messages"]) == ("approved", "ok", None)


def test_no_cell_of_staff_was_rewritten(before_and_after: Any) -> None:
    theirs = ("Requested on", "Order no", "SKU", "Qty", "E-mail", "Customer", "Reason note", "Return reason", "Country",
              "Refund amount")
    before, after = ([{key: row[key] for key in theirs} for row in rows] for rows in before_and_after)
    assert after == before
