"""`undo` of the run that took old returns in: what came with its status keeps it, and nobody hears of it ever after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from .shell import cells, rma_sheets, type_in
from .test_import_old_register import OLD, SALES


@pytest.fixture
def old_shop(tmp_path: Path) -> Path:
    """A shop of which the first pass took in two finished returns and an open one."""
    rma_sheets(tmp_path, "init", "--shop-email", "a@shop.example", "--shop-address", "1 Example Street; Exampletown")
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    (tmp_path / "orders.csv").write_text(SALES, encoding="utf-8")
    for words in (("import", "orders", "orders.csv"), ("import", "returns", "old.csv"), ("sync",)):
        assert rma_sheets(tmp_path, *words).code == 0
    return tmp_path


def standing(shop: Path) -> tuple[object, ...]:
    """Statuses, numbers, and the mails to the customer of the finished returns."""
    return (cells(shop / "returns.xlsx", "status"), cells(shop / "returns.xlsx", "rma_number"),
            [path.name for path in (shop / "outbox").glob("*.eml") if b"anna@" in path.read_bytes()])


def test_finished_returns_stay_history_whatever_comes_after(old_shop: Path) -> None:
    done = rma_sheets(old_shop, "undo").out
    assert ("REQ-26-00001-A was taken in with the status it had and stays so" in done, "closed ->" in done,
            "needs info -> requested (taken back)" in done) == (True, False, True)
    assert standing(old_shop) == (["requested", "closed", "expired"], [], [])
    assert "1 row needs a person" in done
    type_in(old_shop / "returns.xlsx", 2, "rule", "Another name", tab="policy")
    rma_sheets(old_shop, "sync")
    assert standing(old_shop) == (["needs info", "closed", "expired"], [], [])
    assert "Nothing to do" in rma_sheets(old_shop, "sync").out
    assert rma_sheets(old_shop, "doctor").code == 0


def test_a_run_that_took_in_nothing_else_is_left_and_does_not_bar_the_way_to_those_before(shop: Path) -> None:
    rma_sheets(shop, "sync")
    (shop / "old.csv").write_text(OLD.replace("open", "settled"), encoding="utf-8")
    rma_sheets(shop, "import", "returns", "old.csv")
    rma_sheets(shop, "sync")
    done = rma_sheets(shop, "undo", 2)
    assert (done.code, done.out.count("[undo-taken-in]"), "nothing was written" in done.out) == (0, 3, True)
    assert "approved -> requested (taken back)" in rma_sheets(shop, "undo").out
    for _ in range(2):
        done = rma_sheets(shop, "undo")
        assert (done.code, "[undo-taken-in]" in done.out, "nothing was written" in done.out) == (0, True, True)
    assert cells(shop / "returns.xlsx", "status") == ["requested", "requested", "settled", "closed", "expired"]
    assert "Nothing to do" in rma_sheets(shop, "sync").out


def test_a_pick_that_waits_for_a_hold_to_be_lifted_goes_on_waiting(shop: Path) -> None:
    type_in(shop / "returns.xlsx", 2, "hold", "yes")
    type_in(shop / "returns.xlsx", 2, "status", "approved")
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    rma_sheets(shop, "sync")
    assert (cells(shop / "returns.xlsx", "status")[0], cells(shop / "returns.xlsx", "rma_number")) == ("approved", [])
    type_in(shop / "returns.xlsx", 2, "hold", None)
    rma_sheets(shop, "sync")
    assert len(cells(shop / "returns.xlsx", "rma_number")) == 1


@pytest.mark.parametrize("lost", [True, False])
def test_what_an_older_journal_took_over_is_no_run_to_take_back(shop: Path, lost: bool) -> None:
    """The numbers are of runs that it does not know: they are on labels, and stay whether it was told by the journal
    before or by the sheet."""
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    rma_sheets(shop, "sync")
    for path in (shop / ".rma-sheets").glob("journal.db*" if lost else "nothing"):
        path.unlink()
    rma_sheets(shop, "restore", "--journal", "old.db")
    (line,) = rma_sheets(shop, "undo", "--list", "--json").json
    assert (line["took_over"], line["rows"]) == (True, 2)
    assert "taken over when a backup of the journal was put back" in rma_sheets(shop, "undo", "--list").out
    for words, said in (((), "[undo.nothing-left]"), ((line["run"],), "[undo.took-over]")):
        done = rma_sheets(shop, "undo", *words)
        assert (done.code, done.out, said in done.err, done.err.count("\n")) == (2, "", True, 1)
    assert cells(shop / "returns.xlsx", "rma_number") == ["RMA-26-00001-A"]
    assert "RMA-26-00001-A" in rma_sheets(shop, "history", "RMA-26-00001-A").out


def test_the_runs_before_and_after_an_older_journal_was_put_back_can_be_taken_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "backup", "old.db")
    type_in(shop / "returns.xlsx", 2, "received_on", date.today().isoformat())  # noqa: DTZ011
    rma_sheets(shop, "sync")
    rma_sheets(shop, "restore", "--journal", "old.db")
    done = rma_sheets(shop, "undo").out
    assert ("RMA-26-00001-A was changed by a later run" in done, "needs info -> requested (taken back)" in done) == (
        True, True)
    assert cells(shop / "returns.xlsx", "status") == ["received", "requested"]
    type_in(shop / "returns.xlsx", 3, "status", "Approved")
    rma_sheets(shop, "sync")
    assert "(taken back)" in rma_sheets(shop, "undo").out
    assert cells(shop / "returns.xlsx", "rma_number") == ["RMA-26-00001-A"]
    assert rma_sheets(shop, "doctor").code == 0
