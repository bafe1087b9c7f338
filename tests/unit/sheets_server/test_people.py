"""What people do at the screen, and when they do it."""

from __future__ import annotations

from tests.sheets.loopback import loopback
from tests.sheets.requests import Answer, Request

from .helper import desk

ROWS = (["Key", "Order"], ["RMA-1", "A-1"], ["RMA-2", "A-2"])


def test_everyday_edits() -> None:
    anna = desk(*ROWS).person()
    anna.insert_rows(2)
    anna.type("B2", "A-0")
    anna.add_row("", "A-3")
    anna.copy_row(3, to=6)
    anna.move_rows(3, 3, before=5)
    anna.erase("B5")
    anna.delete_rows(3)
    assert anna.rows() == [["Key", "Order"], ["", "A-0"], ["RMA-1", "A-1"], [], ["RMA-1", "A-1"]]


def test_columns_of_their_own() -> None:
    anna = desk(*ROWS).person()
    anna.add_column("Mine")
    anna.add_column("First", before="Key")
    anna.move_column("Order", before="First")
    anna.rename_header("Key", "RMA no.")
    assert anna.header() == ["Order", "First", "RMA no.", "Mine"]
    anna.delete_column("First")
    assert anna.rows()[1] == ["A-1", "RMA-1"]
    assert anna.rename_tab("Returns").header() == ["Order", "RMA no.", "Mine"]


def test_a_sort_leaves_the_header_where_it_is() -> None:
    anna = desk(*ROWS).person()
    anna.sort("B", descending=True)
    assert anna.rows() == [["Key", "Order"], ["RMA-2", "A-2"], ["RMA-1", "A-1"]]


def test_a_row_below_the_grid_lets_it_grow() -> None:
    sheet = desk(["a"])
    sheet.batch({"updateSheetProperties": {"properties": {"gridProperties": {"rowCount": 1}},
                                           "fields": "gridProperties.rowCount"}})
    assert sheet.person().add_row("b") == 2
    assert sheet.values() == [["a"], ["b"]]


def test_they_edit_between_any_two_requests() -> None:
    seen = []

    def before(request: Request) -> None:
        if request.method == "PUT":
            anna.type("B1", "before")

    def after(request: Request, answer: Answer) -> None:
        if request.method == "PUT":
            seen.append(anna.rows())
            anna.type("C1", "after")

    with loopback([["a"]]) as shop:
        anna, http = shop.person(), shop.robot().http_client
        shop.service.before.append(before)
        shop.service.after.append(after)
        http.values_update(shop.file.file_id, "A1", {"valueInputOption": "RAW"}, {"values": [["robot"]]})
        assert seen == [[["robot", "before"]]]
        assert http.values_get(shop.file.file_id, "A1:C1")["values"] == [["robot", "before", "after"]]
