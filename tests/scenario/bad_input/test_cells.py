"""Cells that hold no honest value: told in the row, never rewritten, and the rows beside them go on.

All bad rows stand in one register, as they would in a shop; one pass has run over it.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from .proofs import assert_whole
from .shop import Shop, asks, bought, day, make_shop, place

Rows = list[dict[str, Any]]

BAD: dict[str, tuple[dict[str, Any], str, str]] = {
    # what stands in the row, what its message begins with, the status it gets
    "formula for the order number": ({"order_no": '="10"&"01"'}, "Order no: holds a formula", "in review"),
    "formula for the quantity": ({"qty": "=1+1"}, "Qty: holds a formula", "in review"),
    "#N/A for the order number": ({"order_no": "#N/A"}, "Order no: shows the error #N/A", "in review"),
    "#REF! for the quantity": ({"qty": "#REF!"}, "Qty: shows the error #REF!", "in review"),
    "order number as 1E+10": ({"order_no": "1E+10"}, "Order no: “1E+10” was shortened", "in review"),
    "order number of 19 digits": ({"order_no": 1234567890123456789}, "Order no: “1.23456789", "in review"),
    "order number as a huge float": ({"order_no": 1e21}, "Order no: “1e+21” was shortened", "in review"),
    "order number made a date": ({"order_no": date(2026, 5, 1)}, "Order no: “2026-05-01” was shortened", "in review"),
    "SKU as a fraction": ({"sku": 12.5}, "SKU: 12.5 is not on order", "needs info"),
    "ambiguous day and month": ({"requested_on": "03/04/2026"}, "Requested on: “03/04/2026” can be 3 April", "in review"),
    "a day that does not exist": ({"requested_on": "31/02/2026"}, "Requested on: “31/02/2026” is not", "in review"),
    "a date as a bare number": ({"requested_on": 46000}, "Requested on: “46000” is not a date", "in review"),
    "a time for a date": ({"requested_on": time(12, 30)}, "Requested on: “12:30:00” is not a date", "in review"),
    "a date in the future": ({"requested_on": day(-40)}, "Requested on: ", "in review"),
    "words for a date": ({"requested_on": "last week"}, "Requested on: “last week” is not a date", "in review"),
    "negative quantity": ({"qty": -1}, "Qty: “-1” is not a whole number above zero", "needs info"),
    "no quantity": ({"qty": None}, "Qty: is empty", "needs info"),
    "quantity zero": ({"qty": 0}, "Qty: “0” is not a whole number above zero", "needs info"),
    "fractional quantity": ({"qty": 1.5}, "Qty: “1.5” is not a whole number", "needs info"),
    "fractional quantity as text": ({"qty": "1,5"}, "Qty: “1,5” is not a whole number", "needs info"),
    "quantity in words": ({"qty": "two"}, "Qty: “two” is not a number", "in review"),
    "quantity true": ({"qty": True}, "Qty: ", "in review"),
    "huge quantity": ({"qty": 10**12}, "Qty: 1000000000000 is more than the 5 bought", "in review"),
    "quantity of a thousand digits": ({"qty": "9" * 1000}, "Qty: “9999", "in review"),
    "spaces inside the address": ({"email": "an na@example.org"}, "E-mail: “an na@example.org” is not", "needs info"),
    "two addresses": ({"email": "anna@example.org; ben@example.org"}, "E-mail: “anna@example.org; ben@ex", "in review"),
    "an address and a header": ({"email": "anna@example.org\nBcc: all@example.org"}, "E-mail: ", "in review"),
    "a newline inside the address": ({"email": "anna\n@example.org"}, "E-mail: “anna @example.org” is", "needs info"),
    "no address": ({"email": None}, "E-mail: is empty; the order has anna@example.org", "needs info"),
    "somebody else's address": ({"email": "eve@example.com"}, "E-mail: eve@example.com is not the address", "in review"),
    "a reason that is in no list": ({"return_reason": "bad mood"}, "Return reason: “bad mood” is not", "in review"),
    "a country that is none": ({"country": "Atlantis"}, "Country: “Atlantis” is not a country", "approved"),
    "40,000 characters": ({"reason_note": "A" * 40_000}, "Reason note: has 32767 characters", "approved"),
    "a formula in a note": ({"reason_note": "=1/0"}, "Reason note: holds a formula", "in review"),
    "a status that is none": ({"status": "aproved"}, "Status: “aproved” is not a status; nearest: app", "approved"),
    "a number of the shop's own": ({"rma_number": "42"}, "RMA number: “42” is not a number of this", "approved"),
}

GENEROUS: dict[str, dict[str, Any] | Callable[[str], dict[str, Any]]] = {
    "plain": {},
    "order number as a number": lambda number: {"order_no": int(number)},
    "order number as a float": lambda number: {"order_no": float(number)},
    "spaces around": lambda number: {"order_no": f"\u00a0{number} ", "sku": " MUG-01\u00a0",
                                     "email": " anna@example.org "},
    "date as ISO text": {"requested_on": day(1).isoformat()},
    "date with dots": {"requested_on": f"{day(1):%d.%m.%Y}"},
    "date in words": {"requested_on": f"{day(1):%d %B %Y}"},
    "date and time": {"requested_on": datetime.combine(day(1), time(14, 5))},
    "quantity as text": {"qty": "1"},
    "quantity with a comma": {"qty": "1,0"},
    "euros": {"refund_amount": "1.234,50 €", "received_on": day(0)},
    "euros with a space": {"refund_amount": "€ 1\u202f234,50", "received_on": day(0)},
    "an address with a name": {"email": "Anna <anna@example.org>"},
    "an address in capitals": {"email": "Anna@EXAMPLE.org"},
    "right to left": {"reason_note": "أريد إرجاع هذا المنتج", "customer": "\u202eمريم"},
    "emoji": {"reason_note": "💔 défaut 🫠", "customer": "Zoë 🎁"},
    "a label of the list in French": {"return_reason": "Mauvaise taille", "language": "français"},
}

FORMATS = {str: "@", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm"}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """All rows in one register, each for an order of its own; after one pass."""
    numbers = [str(2001 + index) for index in range(len(BAD) + len(GENEROUS))]
    given = [cells[0] for cells in BAD.values()] + [cells(number) if callable(cells) else cells
                                                    for cells, number in zip(GENEROUS.values(), numbers[len(BAD):], strict=True)]
    shop = make_shop(tmp_path_factory.mktemp("cells") / "shop",
                     *(asks(number) | cells for number, cells in zip(numbers, given, strict=True)),
                     orders=[bought(number, unit_price=2000) for number in numbers])
    with shop.sheet() as sheet:
        for row, cells in enumerate(given, 2):
            for column, value in cells.items():
                sheet.cell(row, place(sheet, column)).number_format = FORMATS.get(type(value), "General")
    shop.sync()
    return shop


@pytest.fixture(scope="module")
def before_and_after(mixed: Shop) -> tuple[Rows, Rows]:
    """Returns as it was before the pass, from the ring of backups, and as it is now: rows of header -> value."""
    backup = next((mixed.folder / ".rma-sheets/backups").glob("*.xlsx"))
    return rows_of(backup), rows_of(mixed.register)


def rows_of(path: Path) -> Rows:
    header, *rows = load_workbook(path)["Returns"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_cell_is_told_in_its_row_with_what_to_do(before_and_after: tuple[Rows, Rows], case: str) -> None:
    _, message, status = BAD[case]
    row = before_and_after[1][list(BAD).index(case)]
    assert (row["Status"], row["Messages"][:len(message)]) == (status, message)
    assert row["Check"] in ("Error", "Warn")
    assert re.search(r"\. [A-Z][^{}]+\.$", row["Messages"])


@pytest.mark.parametrize("case", GENEROUS)
def test_what_can_be_read_one_way_only_is_read(before_and_after: tuple[Rows, Rows], case: str) -> None:
    row = before_and_after[1][len(BAD) + list(GENEROUS).index(case)]
    status = "received" if row.get("Received on") else "approved"
    assert (row["Status"], row["Check"], row["Messages"]) == (status, "OK", None)


def test_no_cell_of_staff_was_rewritten(before_and_after: tuple[Rows, Rows]) -> None:
    theirs = ("Requested on", "Order no", "SKU", "Qty", "E-mail", "Customer", "Reason note", "Return reason", "Country",
              "Refund amount")
    before, after = ([{key: row[key] for key in theirs} for row in rows] for rows in before_and_after)
    assert after == before


def test_a_second_pass_over_bad_rows_changes_nothing(mixed: Shop) -> None:
    assert_whole(mixed)


def test_rows_that_were_mended_go_on(mixed: Shop, tmp_path: Path) -> None:
    shop = Shop(Path(shutil.copytree(mixed.folder, tmp_path / "shop")))
    with shop.sheet() as sheet:
        for index, (cells, _, _) in enumerate(BAD.values()):
            for column in set(cells) - {"status", "rma_number"}:
                good = asks(str(2001 + index)).get(column)
                sheet.cell(index + 2, place(sheet, column)).value = good
    shop.sync()
    assert set(shop.column("status")[:len(BAD)]) == {"approved"}
    assert set(shop.column("messages")[:len(BAD) - 2]) == {None}


def test_two_order_numbers_that_cannot_be_read_are_not_called_the_same(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", asks("#N/A"), asks("1E+10"))
    shop.sync()
    assert [messages.split(":")[0] for messages in shop.column("messages")] == ["Order no", "Order no"]


def test_an_order_number_that_cannot_be_read_takes_nothing_of_another_order(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", asks("#N/A"), asks("1001"), orders=[bought("1001", qty=1)])
    shop.sync()
    assert shop.column("status") == ["in review", "approved"]
    assert shop.column("matched_order")[0] is None


def test_a_workbook_of_the_1904_date_system_has_the_same_days(tmp_path: Path) -> None:
    def from_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    shop = make_shop(tmp_path / "shop", change=from_1904)
    shop.sync()
    window_end = shop.cell(2, "window_end")
    assert shop.cell(2, "requested_on").date() == day(1)
    assert window_end.date() == day(7) + timedelta(days=14)
    assert_whole(shop)


def test_a_number_that_is_no_day_is_told_in_its_row_and_stays_what_it_was(shop: Shop) -> None:
    with shop.sheet() as sheet:
        cell = sheet.cell(2, place(sheet, "requested_on"))
        cell.value, cell.number_format = 20261122, "yyyy-mm-dd"
    shop.sync()
    assert shop.cell(2, "status") == "in review"
    assert "“20261122” is not a date" in shop.cell(2, "messages")
    with zipfile.ZipFile(shop.register) as package:
        written = b"".join(package.read(name) for name in package.namelist() if "worksheets/sheet" in name)
    assert re.search(rb'<c r="%s"[^>]*><v>20261122</v></c>' % cell.coordinate.encode(), written)
