"""The register in a Google Sheet is read as it is in memory, in one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from rma_sheets.adapters.google.cells import serial_of
from rma_sheets.adapters.google.http import PatientClient
from rma_sheets.adapters.google.register import read_register
from rma_sheets.adapters.memory import MemoryStore, register_grids
from rma_sheets.errors import StoreError
from rma_sheets.model.naming import Naming
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.values import CellError, CellValue, Formula
from tests.sheets.clients import SCOPES, redirect
from tests.sheets.loopback import Loopback, loopback
from tests.simulate import ORDERS, POLICY, REASONS, asks, asks_lamp

Grids = Mapping[str, Sequence[Sequence[CellValue]]]


@pytest.fixture
def sheet() -> Iterator[Loopback]:
    with loopback() as made:
        yield made


def grids(language: str = "en") -> Grids:
    """A register of two rows."""
    return register_grids(language, orders=ORDERS, policy=POLICY, reasons=REASONS, returns=[
        asks(received_on=datetime(2026, 11, 22, 9, 30)), asks_lamp(qty=1.5, do_not_notify="yes", tags="007")])


def put(sheet: Loopback, grids: Grids, titles: Mapping[str, str]) -> None:
    """Those grids as tabs; days become what Google keeps for them."""
    book = sheet.robot().open_by_key(sheet.file.file_id)
    for key, grid in grids.items():
        rows = [[_sent(cell) for cell in row] for row in grid]
        book.add_worksheet(titles[key], 40, 80).update(rows, raw=True)


def _sent(cell: CellValue) -> object:
    if isinstance(cell, date):
        return serial_of(cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day))
    return "" if cell is None else cell


def client(sheet: Loopback) -> PatientClient:
    """The robot's way in."""
    granted = service_account.Credentials.from_service_account_info(sheet.key(), scopes=SCOPES)
    session = AuthorizedSession(granted)
    redirect(session, sheet.base)
    return PatientClient(granted, session)


def read(sheet: Loopback, naming: Naming = Naming()) -> tuple[Snapshot, int]:  # noqa: B008  (frozen)
    """The snapshot, and how many calls it took."""
    made = client(sheet)
    return read_register(made, sheet.file.file_id, "Returns", naming)[0], made.traffic.calls


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_says_what_it_says_in_memory_and_takes_one_call(sheet: Loopback, language: str) -> None:
    made = grids(language)
    put(sheet, made, {key: spec.title(language) for key, spec in TABS_BY_KEY.items()})
    snapshot, calls = read(sheet, Naming(language=language))
    expected = MemoryStore(made).read()
    assert calls == 1
    for key in made:
        width = max(expected.tab(key).columns.values()) + 1
        assert [_padded(row, width) for row in snapshot.tab(key).rows] == [
            _padded(row, width) for row in expected.tab(key).rows]
        assert snapshot.tab(key).columns == expected.tab(key).columns
        assert snapshot.tab(key).first_row == 2


def _padded(row: Sequence[CellValue], width: int) -> tuple[CellValue, ...]:
    return (*row, *[None] * (width - len(row)))


def test_tabs_of_other_names_are_found_with_two_calls_more(sheet: Loopback) -> None:
    put(sheet, grids("fr"), {key: spec.title("fr") for key, spec in TABS_BY_KEY.items()})
    snapshot, calls = read(sheet)
    assert (snapshot.tab("returns").title, calls) == (TABS_BY_KEY["returns"].title("fr"), 3)


def test_a_tab_that_is_missing_is_named(sheet: Loopback) -> None:
    with pytest.raises(StoreError, match=r"google\.no-returns-tab"):
        read(sheet)


def test_formulas_and_errors_are_told_from_what_was_typed(sheet: Loopback) -> None:
    put(sheet, grids(), {key: spec.title("en") for key, spec in TABS_BY_KEY.items()})
    tab = sheet.robot().open_by_key(sheet.file.file_id).worksheet("Returns")
    qty, sku = (TABS_BY_KEY["returns"].column(key).en for key in ("qty", "sku"))
    headers = tab.row_values(1)
    tab.update_cell(2, headers.index(qty) + 1, "=1+1")
    tab.update_cell(2, headers.index(sku) + 1, "=1/0")
    returns = read(sheet)[0].tab("returns")
    assert returns.cell(0, "qty") == Formula(2)
    assert isinstance(returns.cell(0, "sku"), CellError)


def test_another_cell_is_another_version(sheet: Loopback) -> None:
    put(sheet, grids(), {key: spec.title("en") for key, spec in TABS_BY_KEY.items()})
    before = read(sheet)[0].version
    assert read(sheet)[0].version == before
    sheet.person(tab="Returns").type("A2", "x")
    assert read(sheet)[0].version != before
