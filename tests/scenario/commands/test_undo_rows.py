"""Rows that were taken back: they say so, wait for a person, and nothing else decides of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.smtp_faults import DROP_AFTER, fault_server

from .shell import cells, change_config, delete_row, rma_sheets, type_in
from .test_sync import use_server

DAY = date.today()  # noqa: DTZ011


def says(shop: Path, *columns: str) -> list[object]:
    """What the first row says."""
    return [next(iter(cells(shop / "returns.xlsx", column)), None) for column in columns]


@pytest.mark.parametrize(("language", "check", "message", "step"), [
    ("en", "Warn", "(run 1). It is decided again when you change the row, its order or the rules; or pick a status.",
     "Taken back: change the row or pick a status"),
    ("fr", "Alerte", ": la ligne est comme avant. La demande sera de nouveau décidée quand vous modifierez la ligne, "
     "sa commande ou les règles ; ou choisissez un statut.", "Annulé : modifiez la ligne ou choisissez un statut")])
def test_a_row_says_that_it_was_taken_back(shop: Path, language: str, check: str, message: str, step: str) -> None:
    change_config(shop, "language: en", f"language: {language}")
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    told, told_message, told_step = says(shop, "check", "messages", "next_step")
    assert (told, told_step) == (check, step)
    assert str(told_message).startswith(("Taken back on ", "Le passage 1 a été annulé le "))
    assert str(told_message).endswith(message)


def test_a_row_under_way_says_that_it_goes_on_when_it_is_changed(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "received_on", DAY.isoformat())
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    assert "It goes on when you change the row or pick a status." in str(says(shop, "messages")[0])
    type_in(shop / "returns.xlsx", 2, "tags", "go on")
    rma_sheets(shop, "sync")
    assert says(shop, "status", "messages") == ["received", None]


def test_a_mail_in_trouble_does_not_bring_the_row_back(shop: Path) -> None:
    with fault_server(DROP_AFTER, {}, {}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        rma_sheets(shop, "undo")
        for _ in range(2):
            rma_sheets(shop, "sync")
        message, *cleared = says(shop, "messages", "status", "parcel_id")
        assert cleared == ["requested", None]
        assert [word for word in ("Taken back on", "approved") if word not in str(message)] == []
        rma_sheets(shop, "outbox", "resolve", 1, "--arrived")
        rma_sheets(shop, "sync")
        assert "\n" not in str(says(shop, "messages")[0])
        assert "Nothing to do" in rma_sheets(shop, "sync").out


def test_an_edit_of_the_engines_cells_is_put_back_and_decides_nothing(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    type_in(shop / "returns.xlsx", 2, "messages", None)
    rma_sheets(shop, "sync")
    assert "Taken back on" in str(says(shop, "messages")[0])
    assert says(shop, "status", "next_step") == ["requested", "Taken back: change the row or pick a status"]


def test_another_order_decides_nothing(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    type_in(shop / "returns.xlsx", 3, "qty", 7, tab="orders")
    rma_sheets(shop, "sync")
    assert says(shop, "status") == ["requested"]


@pytest.mark.parametrize(("tab", "row", "column", "value"), [
    ("orders", 2, "qty", 7), ("policy", 2, "rule", "Another name"), ("returns", 2, "tags", "x"),
    ("returns", 2, "status", "approved")])
def test_its_order_the_rules_the_row_or_a_pick_decide_again(
        shop: Path, tab: str, row: int, column: str, value: object) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    type_in(shop / "returns.xlsx", row, column, value, tab=tab)
    rma_sheets(shop, "sync")
    assert says(shop, "status", "rma_number", "check", "next_step") == ["approved", "RMA-26-00002-7", "OK", None]


@pytest.mark.parametrize(("language", "said", "todo"), [
    ("en", "RMA-26-00001-A stands in the sheet again, but no pass has taken it in", "Run rma-sheets sync first"),
    ("fr", "RMA-26-00001-A figure de nouveau dans la feuille, mais aucun passage", "Lancez d'abord rma-sheets sync")])
def test_of_a_row_that_was_put_back_and_not_taken_in_yet_undo_says_to_sync_first(
        shop: Path, language: str, said: str, todo: str) -> None:
    change_config(shop, "language: en", f"language: {language}")
    rma_sheets(shop, "sync")
    delete_row(shop / "returns.xlsx", 2)
    rma_sheets(shop, "sync")
    rma_sheets(shop, "restore", "RMA-26-00001-A")
    told = rma_sheets(shop, "undo", "2", "--dry-run").out
    assert (said in told, todo in told, "[undo-row-waits]" in told, "[undo-row-gone]" in told) == (
        True, True, True, False)
    rma_sheets(shop, "sync")
    assert "[undo-row-" not in rma_sheets(shop, "undo", "2").out


def test_a_run_that_only_saw_a_row_go_or_come_back_is_passed_over(shop: Path) -> None:
    rma_sheets(shop, "sync")
    delete_row(shop / "returns.xlsx", 2)
    rma_sheets(shop, "sync")
    rma_sheets(shop, "restore", "RMA-26-00001-A")
    rma_sheets(shop, "sync")
    assert rma_sheets(shop, "undo", "--json").json["undoes"] == 1


def test_of_a_row_without_its_key_undo_says_to_sync_first(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "row_key", None)
    told = rma_sheets(shop, "undo", "--dry-run", "--json").json["findings"]
    assert ("undo-row-waits", 2) in [(finding["code"], finding["row"]) for finding in told]
    delete_row(shop / "returns.xlsx", 2)
    assert "[undo-row-gone]" in rma_sheets(shop, "undo", "--dry-run").out
