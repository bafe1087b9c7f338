"""`plan`: says would, and touches nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from .shell import rma_sheets, type_in


def journal_content(folder: Path) -> list[str]:
    """Everything the journal holds, as SQL."""
    with sqlite3.connect(folder / ".rma-sheets" / "journal.db") as journal:
        return list(journal.iterdump())


def test_a_plan_writes_nothing(shop: Path) -> None:
    register, journal = (shop / "returns.xlsx").read_bytes(), journal_content(shop)
    assert rma_sheets(shop, "plan").code == 0
    assert (shop / "returns.xlsx").read_bytes() == register
    assert journal_content(shop) == journal
    assert not (shop / "outbox").exists()
    assert not (shop / "labels").exists()


def test_a_plan_says_would(shop: Path) -> None:
    out = rma_sheets(shop, "plan").out
    assert "  + row 2  RMA-" in out
    assert "mail “approved” to a***@example.org" in out
    assert "Nothing was written." in out.splitlines()[-1]


def test_two_plans_are_the_same(shop: Path) -> None:
    assert rma_sheets(shop, "plan").out == rma_sheets(shop, "plan").out


def test_no_address_is_shown_in_full(shop: Path) -> None:
    assert "anna@example.org" not in rma_sheets(shop, "plan").out + rma_sheets(shop, "plan", "--json").out


def test_pending_changes_give_3_when_asked_for(shop: Path) -> None:
    assert rma_sheets(shop, "plan").code == 0
    assert rma_sheets(shop, "plan", "--exit-code").code == 3


def test_without_changes_the_code_is_0(shop: Path) -> None:
    rma_sheets(shop, "sync")
    assert rma_sheets(shop, "plan", "--exit-code").code == 0


def test_rows_that_need_a_person_give_4_when_strict(shop: Path) -> None:
    assert rma_sheets(shop, "plan", "--strict").code == 4
    assert rma_sheets(shop, "plan", "--strict", "--exit-code").code == 4


def test_when_nothing_is_to_do_the_column_that_tells_more_is_named(demo: Path) -> None:
    assert rma_sheets(demo, "plan").out.splitlines()[1:] == [
        "Nothing to do. 8 rows need a person.", "The columns Messages and Next step say what each of them needs."]


def test_a_finding_on_a_tab_is_told_by_the_tabs_title(shop: Path, french_demo: Path) -> None:
    type_in(shop / "returns.xlsx", 2, "verdict", "perhaps", tab="policy")
    type_in(french_demo / "retours.xlsx", 2, "verdict", "peut-être", tab="policy")
    assert "  ! tab Policy, row 2" in rma_sheets(shop, "plan").out
    assert "  ! onglet Politique, ligne 2" in rma_sheets(french_demo, "plan").out


def test_a_deleted_row_is_told_by_the_tabs_title(demo: Path) -> None:
    from .shell import delete_row

    delete_row(demo / "returns.xlsx", 2)
    assert "  ! tab Returns" in rma_sheets(demo, "plan").out


def test_long_plans_are_cut_until_all_is_asked_for(shop: Path) -> None:
    lines = "\n".join(f"2026-11-{day:02},77{day:02},X,1,a@example.org" for day in range(1, 29) for _ in range(2))
    (shop / "many.csv").write_text(f"Requested on,Order no,SKU,Qty,E-mail\n{lines}\n", encoding="utf-8")
    rma_sheets(shop, "import", "returns", "many.csv")
    short, whole = rma_sheets(shop, "plan").out, rma_sheets(shop, "plan", "--all").out
    assert "more lines; --all shows all" in short
    assert whole.count("\n") > short.count("\n")


def test_from_another_folder_with_the_configuration_named(shop: Path, tmp_path: Path) -> None:
    assert rma_sheets(tmp_path, "plan", "-c", "shop/config.yaml").out == rma_sheets(shop, "plan").out


@pytest.mark.parametrize("note", [".~lock.returns.xlsx#", "~$returns.xlsx"])
def test_a_plan_says_first_that_an_open_workbook_would_stop_the_sync(shop: Path, note: str) -> None:
    said = {"~$returns.xlsx": b"\x03Ada" + b"\0" * 161}.get(note, b",ada,office,22.11.2026 10:00,file:///x;")
    (shop / note).write_bytes(said)
    planned = rma_sheets(shop, "plan", "--exit-code")
    first, second, *_ = planned.out.splitlines()
    assert (planned.code, first) == (1, "A sync would stop here and write nothing:")
    assert second.lower().startswith("returns.xlsx is open by ada")
    assert "  + row 2  RMA-" in planned.out
    assert rma_sheets(shop, "plan", "--json").json["stopped_by"] == "excel.busy"


def test_an_open_workbook_into_which_nothing_is_to_be_written_stops_nothing(shop: Path) -> None:
    rma_sheets(shop, "sync")
    (shop / ".~lock.returns.xlsx#").write_text(",ada,office,22.11.2026 10:00,file:///x;", encoding="utf-8")
    planned = rma_sheets(shop, "plan")
    assert (planned.code, "would stop" in planned.out) == (0, False)
