"""`import` of a shop's old register: finished returns are history, and a file for the other tab is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import ORDERS
from .shell import cells, rma_sheets

OLD = """\
Requested on,Order no,SKU,Qty,E-mail,Return reason,Status,Received on,Payment reference
2026-10-03,4711,XYZ,1,bob@example.org,changed_mind,open,,
2026-10-01,1001,00123,1,anna@example.org,changed_mind,Clôturé,2026-10-09,P1
2026-10-02,1001,00123,1,anna@example.org,changed_mind,expired,2026-10-09,P2
"""
SALES = ORDERS.format(ordered="2026-11-01", delivered="2026-11-04")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A shop without orders or returns, and its old files beside it."""
    rma_sheets(tmp_path, "init", "--shop-email", "a@shop.example", "--shop-address", "1 Example Street; Exampletown")
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    (tmp_path / "orders.csv").write_text(SALES, encoding="utf-8")
    return tmp_path


def mails(folder: Path) -> list[str]:
    return sorted(path.name.split("-", 2)[2] for path in (folder / "outbox").glob("*.eml"))


def test_finished_returns_come_in_as_they_are_and_the_rest_is_said_to_be_mailed(empty: Path) -> None:
    done = rma_sheets(empty, "import", "returns", "old.csv")
    assert cells(empty / "returns.xlsx", "status") == [None, "closed", "expired"]
    assert done.out.splitlines()[-4:] == [
        "3 lines added to the tab Returns.",
        "2 of them are finished returns (closed, expired): they come in as history, without a number and without a "
        "mail.",
        "Another status in the file is not taken over (open): such a line is judged anew.",
        "1 new request: the next sync decides on it and mails its customer; see it first: rma-sheets plan"]


def test_the_next_sync_writes_only_to_the_customer_of_the_open_one(empty: Path) -> None:
    for words in (("import", "orders", "orders.csv"), ("import", "returns", "old.csv"), ("sync",), ("sync",)):
        rma_sheets(empty, *words)
    assert cells(empty / "returns.xlsx", "status") == ["needs info", "closed", "expired"]
    assert cells(empty / "returns.xlsx", "rma_number") == []
    assert len(mails(empty)) == 1


def test_without_mails_the_rows_say_so_and_nobody_is_written_to(empty: Path) -> None:
    assert rma_sheets(empty, "import", "returns", "old.csv", "--no-mails").code == 0
    rma_sheets(empty, "sync")
    assert cells(empty / "returns.xlsx", "do_not_notify") == ["yes", "yes", "yes"]
    assert mails(empty) == []


def test_in_french_the_flag_and_the_status_are_french(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", language="fr")
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    done = rma_sheets(tmp_path, "import", "returns", "old.csv", "--no-mails")
    assert cells(tmp_path / "retours.xlsx", "do_not_notify") == ["oui", "oui", "oui"]
    assert cells(tmp_path / "retours.xlsx", "status") == [None, "clôturé", "expiré"]
    assert "2 d'entre elles sont des retours terminés (clôturé, expiré)" in done.out


def test_a_status_can_be_mapped_and_left_out(empty: Path) -> None:
    (empty / "old.csv").write_text(OLD.replace("Status", "Stage"), encoding="utf-8")
    first = rma_sheets(empty, "import", "returns", "old.csv", "--map", "Stage=Status", "--dry-run", "--json").json
    other = rma_sheets(empty, "import", "returns", "old.csv", "--dry-run", "--json").json
    assert [(facts["finished"], facts["requests"]) for facts in (first, other)] == [(2, 1), (0, 3)]


@pytest.mark.parametrize(("words", "reference"), [
    (("returns", "orders.csv"), "imports.other-file"),
    (("orders", "old.csv"), "imports.other-file"),
    (("orders", "orders.csv", "--no-mails"), "imports.no-mails-returns"),
])
def test_a_wrong_file_or_option_is_refused_and_nothing_is_written(empty: Path, words: tuple[str, ...],
                                                                 reference: str) -> None:
    before = (empty / "returns.xlsx").read_bytes()
    done = rma_sheets(empty, "import", *words)
    assert (done.code, f"[{reference}]" in done.err) == (2, True)
    assert (empty / "returns.xlsx").read_bytes() == before


def test_a_wrong_file_is_told_by_its_headers_and_how_to_go_on(empty: Path) -> None:
    told = " ".join(rma_sheets(empty, "import", "returns", "orders.csv").err.split())
    assert "orders.csv looks like a file for the tab Orders, not for Returns: it has Order date, Delivered on" in told
    assert "rma-sheets import orders FILE" in told
    through = rma_sheets(empty, "import", "returns", "orders.csv", "--map", "Item=Return reason", "--dry-run")
    assert through.code == 0


def test_of_an_old_register_each_import_takes_its_own_tab(empty: Path, demo: Path) -> None:
    facts = {what: rma_sheets(empty, "import", what, demo / "returns.xlsx", "--json").json
             for what in ("orders", "returns")}
    assert {what: facts[what]["added"] for what in facts} == {
        what: len(cells(demo / "returns.xlsx", "order_no", what)) for what in facts}
    assert facts["returns"]["finished"] > 0
