"""`undo`: one run is taken back, where nobody has typed since, and stays taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from .shell import cells, change_config, rma_sheets, type_in


def test_the_last_run_is_taken_back_and_stays_so(shop: Path) -> None:
    rma_sheets(shop, "sync")
    assert cells(shop / "returns.xlsx", "status")[0] == "approved"
    done = rma_sheets(shop, "undo")
    assert done.code == 0
    assert "approved -> requested (taken back); number RMA-26-00001-A is void for ever" in done.out
    assert "is out and cannot be taken back" in done.out
    assert (cells(shop / "returns.xlsx", "status")[0], cells(shop / "returns.xlsx", "rma_number")) == ("requested", [])
    assert "2 rows need a person" in done.out
    said = rma_sheets(shop, "sync").out
    assert ("Nothing to do" in said, "2 rows need a person" in said) == (True, True)
    assert rma_sheets(shop, "doctor").code == 0


def test_a_number_that_was_taken_back_is_never_given_again(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    type_in(shop / "returns.xlsx", 2, "tags", "look again")
    rma_sheets(shop, "sync")
    assert cells(shop / "returns.xlsx", "rma_number")[0] == "RMA-26-00002-7"
    said = rma_sheets(shop, "history", "RMA-26-00002-7").out
    assert "taken back to requested; number RMA-26-00001-A is void" in said


def test_what_somebody_typed_since_stays(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "why", "my own words")
    done = rma_sheets(shop, "undo")
    assert "somebody has typed here since; it stays" in done.out
    assert cells(shop / "returns.xlsx", "why")[0] == "my own words"


def test_a_row_whose_status_was_picked_since_stays_as_it_is(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "status", "cancelled")
    assert "somebody has picked another status for RMA-26-00001-A since" in rma_sheets(shop, "undo").out
    assert cells(shop / "returns.xlsx", "rma_number")[0] == "RMA-26-00001-A"


def test_a_dry_run_writes_nothing(shop: Path) -> None:
    rma_sheets(shop, "sync")
    before = (shop / "returns.xlsx").read_bytes()
    assert "taken back" in rma_sheets(shop, "undo", "--dry-run").out
    assert (shop / "returns.xlsx").read_bytes() == before


def test_an_undo_is_not_undone_into_a_void_number(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    assert "[undo.nothing-left]" in rma_sheets(shop, "undo").err
    assert "[undo.is-undo]" in rma_sheets(shop, "undo", 2).err
    assert cells(shop / "returns.xlsx", "rma_number") == []


def test_undo_speaks_french(shop: Path) -> None:
    change_config(shop, "language: en", "language: fr")
    rma_sheets(shop, "sync")
    said = rma_sheets(shop, "undo").out
    assert "approuvé -> demandé (annulé) ; le numéro RMA-26-00001-A ne sert plus jamais" in said



def test_a_void_number_leads_to_the_return_it_was_for(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    title, *lines = rma_sheets(shop, "history", "rma 26 1 a").out.splitlines()
    assert (title.startswith("RMA-26-00001-A: void since "), title.endswith("; it was for REQ-26-00001-A.")) == (
        True, True)
    assert lines[0].startswith("REQ-26-00001-A: ")
    facts = rma_sheets(shop, "history", "RMA-26-00001-A", "--json").json
    assert (facts["void_number"], facts["request_ref"]) == ("RMA-26-00001-A", "REQ-26-00001-A")


@pytest.mark.parametrize("words", [("label",), ("evidence",), ("preview", "approved", "--row")])
def test_a_void_number_is_refused_where_a_return_is_needed(shop: Path, words: tuple[str, ...]) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    done = rma_sheets(shop, *words, "RMA-26-00001-A")
    assert (done.code, "RMA-26-00001-A is void since " in done.err, "It was for REQ-26-00001-A" in done.err) == (
        2, True, True)
