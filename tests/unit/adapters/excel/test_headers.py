"""Tabs and columns are found by what staff call them; what cannot be found is named as staff know it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from rma_sheets.errors import StoreError
from rma_sheets.model.findings import Finding
from rma_sheets.model.tab_columns import RETURNS
from tests.workbooks import column_letter, make_workbook

from .helper import cell, sentences, store_on

STATUS = f"{column_letter(RETURNS, 'status')}1"


def setting(reference: str, value: str | None, sheet: str = "Returns") -> Callable[[Workbook], None]:
    """A change of one cell."""
    def change(book: Workbook) -> None:
        book[sheet][reference] = value
    return change


def refused(path: Path, **options: object) -> StoreError:
    with pytest.raises(StoreError) as told:
        store_on(path, **options).read()
    return told.value


@pytest.mark.parametrize("header", ["STATUS", "  status ", "Status\u00a0", "Statut", "status"])
def test_a_header_may_be_written_in_many_ways(tmp_path: Path, header: str) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"status": "approved"}], tables=False,
                         change=setting(STATUS, header))
    assert cell(path, "status") == "approved"


@pytest.mark.parametrize("title", ["RETOURS", "Retours", " Returns "])
def test_a_tab_may_have_its_title_in_any_language_and_case(tmp_path: Path, title: str) -> None:
    def rename(book: Workbook) -> None:
        book["Returns"].title = title

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}], change=rename)
    assert cell(path, "order_no") == "1"


def test_the_shops_own_names_are_used_for_reading_and_for_telling(tmp_path: Path) -> None:
    def rename(book: Workbook) -> None:
        book["Returns"].title = "SAV"
        book["SAV"][STATUS] = "Where it is"

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"status": "approved"}], tables=False, change=rename)
    own = {"own_titles": {"returns": "SAV"}, "own_headers": {"returns": {"Where it is": "status"}}}
    tab = store_on(path, **own).read().tab("returns")
    assert (tab.title, tab.headers["status"], tab.cell(0, "status")) == ("SAV", "Where it is", "approved")
    gone = make_workbook(tmp_path / "s.xlsx", tables=False, change=setting(STATUS, None))
    assert refused(gone, own_headers=own["own_headers"]).facts["headers"] == "Where it is"


@pytest.mark.parametrize(("tab", "reference"), [("Returns", "excel.no-returns-tab"), ("Policy", "excel.no-tab"),
                                                ("Orders", "excel.no-tab"), ("Reasons", "excel.no-tab")])
def test_a_missing_tab_is_named_with_those_that_are_there(tmp_path: Path, tab: str, reference: str) -> None:
    path = make_workbook(tmp_path / "r.xlsx", change=lambda book: book.remove(book[tab]))
    error = refused(path)
    assert error.reference == reference
    assert f"has no tab {tab}" in sentences(error)[0]
    assert "rma-sheets init" in sentences(error)[1]


def test_a_tab_without_headers_names_those_it_needs(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", tables=False, change=lambda book: book["Policy"].delete_rows(1))
    error = refused(path, language="fr")
    assert (error.reference, error.facts["headers"]) == ("excel.no-header-row", "Ordre, Règle, Décision")


def test_a_needed_header_that_is_gone_is_named_in_the_registers_language(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", tables=False, change=setting(STATUS, "Our own"))
    assert "lacks the header Status." in sentences(refused(path))[0]
    assert "l'en-tête Statut " in sentences(refused(path, language="fr"))[2]


def test_a_header_that_stands_twice_is_told_and_not_guessed(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", tables=False, change=setting("BZ1", "STATUT"))
    error = refused(path)
    assert (error.reference, error.facts["headers"]) == ("excel.header-doubled", "Status, STATUT")


@pytest.mark.parametrize("cells", ["A1:B1", "A1:A2", "C1:D2"])
def test_a_merged_header_is_told(tmp_path: Path, cells: str) -> None:
    path = make_workbook(tmp_path / "r.xlsx", tables=False, change=lambda book: book["Policy"].merge_cells(cells))
    error = refused(path)
    assert error.reference == "excel.header-merged"


def test_an_optional_header_that_is_missing_is_a_finding(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", tables=False,
                         change=setting(f"{column_letter(RETURNS, 'photos')}1", None))
    assert store_on(path).read().findings == (Finding("header-missing", "returns", column="photos", header="Photos"),)
