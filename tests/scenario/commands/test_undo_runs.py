"""`undo` and its runs: which one is meant, one step after the other, and none by mistake."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from .shell import cells, change_config, rma_sheets, type_in

BIND = "rma_sheets.adapters.journal.journal.SqlJournal.bind"


def received(shop: Path) -> None:
    """The goods of the first row are there."""
    type_in(shop / "returns.xlsx", 2, "received_on", date.today().isoformat())  # noqa: DTZ011


def status(shop: Path) -> object:
    """The status of the first row."""
    return cells(shop / "returns.xlsx", "status")[0]


def fates(shop: Path) -> list[str]:
    """What the list says of the runs, the newest first."""
    return [line.split("  ")[-1].strip() for line in rma_sheets(shop, "undo", "--list").out.splitlines()[1:]]


def test_runs_are_listed_and_chosen_by_their_number(shop: Path) -> None:
    assert rma_sheets(shop, "undo", "--list").out == "No run has changed anything yet.\n"
    assert "[undo.nothing]" in rma_sheets(shop, "undo").err
    rma_sheets(shop, "sync")
    received(shop)
    rma_sheets(shop, "sync")
    runs = rma_sheets(shop, "undo", "--list", "--json").json
    assert [each["numbers"] for each in runs] == [0, 1]
    assert "[undo.no-such-run]" in rma_sheets(shop, "undo", 999).err
    assert "was changed by a later run" in rma_sheets(shop, "undo", runs[1]["run"]).out
    assert "received -> approved (taken back)" in rma_sheets(shop, "undo", runs[0]["run"]).out


def test_runs_are_taken_back_one_after_the_other(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo", 2)
    again = rma_sheets(shop, "undo", 2)
    assert (again.code, "[undo.already]" in again.err, "Run 2 was taken back by run 3 already" in again.err) == (
        2, True, True)
    assert "approved -> requested (taken back)" in rma_sheets(shop, "undo", 1).out
    assert rma_sheets(shop, "doctor").code == 0


def test_without_a_number_nothing_but_the_last_run_goes_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    rma_sheets(shop, "sync")
    again = rma_sheets(shop, "undo")
    assert (again.code, "[undo.last-is-back]" in again.err, "rma-sheets undo 1" in again.err) == (2, True, True)
    assert status(shop) == "approved"
    rma_sheets(shop, "undo", 1)
    assert status(shop) == "requested"
    assert fates(shop) == [
        "took run 1 back", "took run 2 back", "taken back by run 3", "taken back by run 4"]


def test_a_run_of_which_a_part_was_taken_back_says_so_and_its_rest_can_still_go(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "status", "cancelled")
    rma_sheets(shop, "undo", 1)
    assert fates(shop) == ["took a part of run 1 back", "1 of 2 rows taken back, the last by run 2"]
    facts = rma_sheets(shop, "undo", "--list", "--json").json
    assert [each["rows_taken_back"] for each in facts] == [0, 1]
    type_in(shop / "returns.xlsx", 2, "status", "approved")
    done = rma_sheets(shop, "undo", 1)
    assert (done.code, "approved -> requested" in done.out, "was taken back already" in done.out) == (0, True, True)
    assert fates(shop)[-1] == "taken back by run 3"
    assert rma_sheets(shop, "undo", 1).code == 2


def test_a_run_that_only_heard_of_a_fact_or_wrote_notes_is_passed_over(shop: Path) -> None:
    rma_sheets(shop, "sync")
    for tag in ("a", "b"):
        type_in(shop / "returns.xlsx", 2, "tags", tag)
        rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "check", "?")
    rma_sheets(shop, "sync")
    assert "approved -> requested (taken back)" in rma_sheets(shop, "undo").out
    assert cells(shop / "returns.xlsx", "tags") == ["b"]


def test_a_run_that_only_mailed_somebody_is_the_last_one(shop: Path) -> None:
    rma_sheets(shop, "sync")
    address = cells(shop / "returns.xlsx", "email")[0]
    type_in(shop / "returns.xlsx", 2, "email", None)
    received(shop)
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "email", address)
    rma_sheets(shop, "sync")
    assert "Taking back run 3" in rma_sheets(shop, "undo").out


def test_a_run_that_moved_no_status_says_what_goes_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 3, "order_no", "4712")
    rma_sheets(shop, "sync")
    done = rma_sheets(shop, "undo").out
    assert ("taken back: Why" in done, "status" in done) == (True, False)


def test_what_a_dead_pass_wrote_is_the_last_run(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    with patch(BIND, side_effect=KeyboardInterrupt):
        assert rma_sheets(shop, "sync").code == 130
    assert "[undo.unfinished]" in rma_sheets(shop, "undo", "--dry-run").err
    assert "received -> approved (taken back)" in rma_sheets(shop, "undo").out
    assert cells(shop / "returns.xlsx", "rma_number") == ["RMA-26-00001-A"]


def test_a_run_that_a_dead_pass_went_on_from_is_not_taken_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    with patch(BIND, side_effect=KeyboardInterrupt):
        assert rma_sheets(shop, "sync").code == 130
    assert "was changed by a later run" in rma_sheets(shop, "undo", 1).out
    assert (status(shop), cells(shop / "returns.xlsx", "rma_number")) == ("received", ["RMA-26-00001-A"])


def test_an_undo_with_nothing_to_do_is_no_quiet_pass(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    type_in(shop / "returns.xlsx", 3, "order_no", "4712")
    for _ in range(3):
        rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 3, "order_no", "1002")
    assert "was changed by a later run" in rma_sheets(shop, "undo", 1).out
    assert "was changed by a later run" not in rma_sheets(shop, "plan").out
    rma_sheets(shop, "sync")
    assert "1002" in str(cells(shop / "returns.xlsx", "why")[1])


def test_an_undo_that_can_do_nothing_counts_the_rows_that_need_a_person_as_a_pass_does(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    type_in(shop / "returns.xlsx", 3, "order_no", "1002")
    type_in(shop / "returns.xlsx", 3, "sku", "1E10")
    rma_sheets(shop, "sync")
    assert (status(shop), cells(shop / "returns.xlsx", "next_step")[1:]) == ("received", [])
    said = rma_sheets(shop, "undo", 1).out
    assert (said.count("was changed by a later run"), "1 row needs a person" in said) == (2, True)
    assert "The columns Messages and Next step say what each of them needs." in said


def test_the_report_counts_the_rows_of_the_tab_and_those_that_go_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    received(shop)
    rma_sheets(shop, "sync")
    _, first, *_, total, _, _ = rma_sheets(shop, "undo").out.splitlines()
    assert first == "Register returns.xlsx, tab Returns: 2 rows"
    assert total.startswith("Done: 1 row taken back, 1 status, ")
    change_config(shop, "language: en", "language: fr")
    total = rma_sheets(shop, "undo", 1, "--dry-run").out.splitlines()[-1]
    assert total.startswith("Plan : 2 lignes remises en état, 1 numéro annulé, 2 statuts, ")


def test_what_is_no_number_is_told_in_the_language_of_the_shop(shop: Path) -> None:
    for typed in ("abc", "0", "1.5", "9" * 30):
        assert f"“{typed}” is not the number of a run." in rma_sheets(shop, "undo", typed).err
    change_config(shop, "language: en", "language: fr")
    assert "« abc » n'est pas le numéro d'un passage." in rma_sheets(shop, "undo", "abc").err


@pytest.mark.parametrize(("language", "head"), [
    ("en", r"Taking back run 1 of (.{10}) (.{5}):"), ("fr", r"Annulation du passage 1 du (.{10}) (.{5}) :")])
def test_undo_says_first_which_run_it_takes_back(shop: Path, language: str, head: str) -> None:
    change_config(shop, "language: en", f"language: {language}")
    rma_sheets(shop, "sync")
    (run,) = rma_sheets(shop, "undo", "--list", "--json").json
    listed = rma_sheets(shop, "undo", "--list").out
    would = rma_sheets(shop, "undo", "--dry-run", "--json").json
    assert (would["undoes"], would["undoes_at"]) == (run["run"], run["at"])
    for words in (("--dry-run",), ("--dry-run", 1), ()):
        day, time = re.findall(f"^{head}\n", rma_sheets(shop, "undo", *words).out)[0]
        assert f"  1  {day} {time}  " in listed


def test_the_json_of_an_undo_says_which_run_it_took_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    (run,) = rma_sheets(shop, "undo", "--list", "--json").json
    done = rma_sheets(shop, "undo", "--json").json
    assert (done["undoes"], done["undoes_at"]) == (run["run"], run["at"])
