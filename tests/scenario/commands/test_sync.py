"""`sync`: says did, does it once, and says what became of every mail and label."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.store import ExcelStore
from tests.smtp_faults import fault_server, unused_port

from .shell import cells, change_config, rma_sheets, type_in

SMTP = '  smtp: {{host: 127.0.0.1, port: {port}, security: "none", timeout: 2}}\n'


def use_server(shop: Path, port: int) -> None:
    """Mails go to that server from now on."""
    change_config(shop, "  outbox: outbox\n", "  outbox: outbox\n" + SMTP.format(port=port))


def mails(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "outbox").glob("*.eml"))


def test_a_pass_numbers_labels_and_mails(shop: Path) -> None:
    done = rma_sheets(shop, "sync")
    assert (done.code, done.err) == (0, "")
    assert cells(shop / "returns.xlsx", "status") == ["approved", "needs info"]
    assert len(mails(shop)) == 2
    assert len(list((shop / "labels").glob("*.pdf"))) == 1


def test_a_second_sync_changes_nothing(shop: Path) -> None:
    rma_sheets(shop, "sync")
    register, sent = (shop / "returns.xlsx").read_bytes(), mails(shop)
    assert "Nothing to do, nothing was written." in rma_sheets(shop, "sync").out
    assert (shop / "returns.xlsx").read_bytes() == register
    assert mails(shop) == sent


def test_what_plan_said_is_what_sync_does(shop: Path) -> None:
    would, did = rma_sheets(shop, "plan", "--json").json, rma_sheets(shop, "sync", "--json").json
    alike = set(would) & set(did) - {"written", "outcomes"}
    assert {key: did[key] for key in alike} == {key: would[key] for key in alike}
    assert would["stopped_by"] == ""
    assert (would["written"], did["written"]) == (False, True)


def test_plan_tells_of_the_brake_that_would_stop_a_sync(shop: Path) -> None:
    change_config(shop, "max_mails_per_run: 200", "max_mails_per_run: 1")
    done = rma_sheets(shop, "plan")
    assert ("A sync would stop here and write nothing:" in done.out, done.code) == (True, 1)
    assert rma_sheets(shop, "plan", "--json").json["stopped_by"] == "sync.too-many-mails"


def test_rows_that_need_a_person_give_4_when_strict(shop: Path) -> None:
    assert rma_sheets(shop, "sync").code == 0
    assert rma_sheets(shop, "sync", "--strict").code == 4


def test_the_seconds_of_each_phase_are_said_in_the_registers_language(shop: Path, french_demo: Path) -> None:
    assert "Seconds: read " in rma_sheets(shop, "sync", "--timings").out
    assert "Secondes : lecture " in rma_sheets(french_demo, "sync", "--timings").out


def test_a_mail_that_the_server_refuses_is_told_by_row_and_number(shop: Path) -> None:
    with fault_server({"rcpt": "550 no such user"}) as server:
        use_server(shop, server.port)
        done = rma_sheets(shop, "sync")
    number = cells(shop / "returns.xlsx", "rma_number")[0]
    assert done.code == 1
    assert f"  @ row 2  {number}" in done.out
    assert "mail “approved” refused: " in done.out
    assert "2 did not come out as meant" in done.out


def test_a_server_that_is_down_is_told_and_tried_again(shop: Path) -> None:
    use_server(shop, unused_port())
    done = rma_sheets(shop, "sync")
    assert (done.code, "not sent yet, will be tried again" in done.out) == (1, True)


def test_machines_get_the_row_the_number_and_the_notice_of_a_mail(shop: Path) -> None:
    with fault_server({"rcpt": "550 no such user"}) as server:
        use_server(shop, server.port)
        outcomes = rma_sheets(shop, "sync", "--json").json["outcomes"]
    mail = next(each for each in outcomes if each["kind"] == "mail" and each["notice"] == "approved")
    assert (mail["result"], mail["number"]) == ("failed", cells(shop / "returns.xlsx", "rma_number")[0])
    assert mail["about"].startswith(mail["row_key"])


def test_the_brake_on_mails_says_how_to_go_on(shop: Path) -> None:
    change_config(shop, "max_mails_per_run: 200", "max_mails_per_run: 1")
    done = rma_sheets(shop, "sync")
    assert (done.code, mails(shop)) == (1, [])
    assert "--allow-mails 2" in done.err
    assert rma_sheets(shop, "sync", "--allow-mails", 2).code == 0


def test_a_workbook_that_somebody_has_open_is_left_alone(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ExcelStore.__init__.__kwdefaults__, "wait_seconds", 0)
    (shop / ".~lock.returns.xlsx#").write_text(",ada,office,22.11.2026 10:00,file:///x;", encoding="utf-8")
    register = (shop / "returns.xlsx").read_bytes()
    done = rma_sheets(shop, "sync")
    assert (done.code, "returns.xlsx is open by ada (office)" in done.err) == (1, True)
    assert ((shop / "returns.xlsx").read_bytes(), mails(shop)) == (register, [])


def test_an_illegal_pick_is_put_back_and_told(demo: Path) -> None:
    type_in(demo / "returns.xlsx", 4, "status", "closed")
    assert "[status-not-legal]" in rma_sheets(demo, "sync").out
    assert cells(demo / "returns.xlsx", "status")[2] == "in transit"


def test_the_keys_for_machines_are_stable(shop: Path) -> None:
    assert list(json.loads(rma_sheets(shop, "sync", "--json").out)) == [
        "register", "rows", "written", "numbers", "statuses", "mails", "labels", "cells", "people",
        "void_numbers", "mails_withdrawn", "notes",
        "findings", "outcomes", "planned_again", "mails_waiting", "mails_held_by_limit", "seconds"]


def test_more_mails_than_a_day_may_have_wait_for_the_next(shop: Path) -> None:
    change_config(shop, "max_mails_per_day: 2000", "max_mails_per_day: 1")
    assert "1 mail" in rma_sheets(shop, "sync").out
    assert [each["state"] for each in rma_sheets(shop, "outbox", "--all", "--json").json] == ["done", "queued"]
    rma_sheets(shop, "sync")
    assert [each["state"] for each in rma_sheets(shop, "outbox", "--all", "--json").json] == ["done", "queued"]
    change_config(shop, "max_mails_per_day: 1", "max_mails_per_day: 2")
    rma_sheets(shop, "sync")
    assert [each["state"] for each in rma_sheets(shop, "outbox", "--all", "--json").json] == ["done", "done"]
