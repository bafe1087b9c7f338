"""`doctor`: each part fails alone, with the right hint, and a warning is no failure."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rma_sheets.adapters.passlock import pass_lock
from tests.smtp_faults import DROP_AFTER, fault_server, unused_port

from .shell import Done, cells, change_config, content_of, copy_row, delete_row, rma_sheets, type_in
from .test_sync import use_server

PARTS = ["config", "register", "in-use", "templates", "documents", "mail", "journal", "promises"]


def states(done: Done) -> dict[str, str]:
    """Part -> state, of those that are not ok."""
    return {part["part"]: part["state"] for part in done.json if part["state"] != "ok"}


def hint(done: Done, name: str) -> str:
    return str(next(part["hint"] for part in done.json if part["part"] == name))


def test_a_healthy_shop_has_one_line_for_each_part(shop: Path) -> None:
    rma_sheets(shop, "sync")
    done = rma_sheets(shop, "doctor")
    assert (done.code, done.err, len(done.out.splitlines())) == (0, "", len(PARTS))
    assert all(" ok " in line for line in done.out.splitlines())


def test_doctor_changes_nothing(shop: Path) -> None:
    before = content_of(shop)
    rma_sheets(shop, "doctor")
    assert content_of(shop) == before


def test_doctor_makes_no_journal(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", "--shop-email", "a@shop.example")
    assert "will be made by the first pass" in rma_sheets(tmp_path, "doctor").out
    assert not (tmp_path / ".rma-sheets" / "journal.db").exists()


def test_doctor_speaks_french(french_demo: Path) -> None:
    out = rma_sheets(french_demo, "doctor").out
    assert "Messagerie" in out
    assert "personne n'a le classeur ouvert" in out


def no_workbook(shop: Path) -> None:
    (shop / "returns.xlsx").unlink()


def broken_template(shop: Path) -> None:
    (shop / "templates" / "email" / "en").mkdir(parents=True)
    (shop / "templates" / "email" / "en" / "approved.txt.j2").write_text("{% if %}", encoding="utf-8")


def broken_label(shop: Path) -> None:
    (shop / "templates" / "form").mkdir(parents=True)
    (shop / "templates" / "form" / "form.typ").write_text("#let (", encoding="utf-8")


def damaged_journal(shop: Path) -> None:
    (shop / ".rma-sheets" / "journal.db").write_bytes(b"not a database" * 100)


def newer_journal(shop: Path) -> None:
    with sqlite3.connect(shop / ".rma-sheets" / "journal.db") as journal:
        journal.execute("update journal_revision set version_num = 'r9999'")


def outbox_is_a_file(shop: Path) -> None:
    (shop / "outbox").write_text("")


def damaged_label_key(shop: Path) -> None:
    (shop / ".rma-sheets" / "label.key").write_text("zz")



@pytest.mark.parametrize(("harm", "part", "todo"), [
    (no_workbook, "register", "register.path"),
    (broken_template, "templates", "Correct"),
    (broken_label, "documents", "Correct"),
    (damaged_label_key, "documents", "Delete the file"),
    (outbox_is_a_file, "mail", "mail.outbox"),
    (damaged_journal, "journal", "backup"),
    (newer_journal, "journal", "Update"),
])
def test_each_part_fails_alone_and_says_what_to_do(shop: Path, harm: Callable[[Path], None], part: str,
                                                   todo: str) -> None:
    harm(shop)
    done = rma_sheets(shop, "doctor", "--json")
    assert (done.code, states(done)) == (1, {part: "failed"})
    assert todo in hint(done, part)


def journal_lost(shop: Path) -> None:
    for path in (shop / ".rma-sheets").glob("journal.db*"):
        path.unlink()


def one_made_in_its_place(shop: Path) -> None:
    journal_lost(shop)
    rma_sheets(shop, "sync")


def one_of_before_the_first_pass(shop: Path) -> None:
    journal_lost(shop)
    shutil.copy(shop / "old.db", shop / ".rma-sheets" / "journal.db")


@pytest.mark.parametrize(("harm", "reference"), [
    (journal_lost, "sync.journal-empty"), (one_made_in_its_place, "sync.journal-empty"),
    (one_of_before_the_first_pass, "sync.journal-older")])
def test_a_journal_that_is_lost_or_older_fails_as_a_sync_would(shop: Path, harm: Callable[[Path], None],
                                                               reference: str) -> None:
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    type_in(shop / "returns.xlsx", 3, "status", "Approved")
    rma_sheets(shop, "sync")
    harm(shop)
    done = rma_sheets(shop, "doctor", "--json")
    assert (done.code, states(done)) == (1, {"journal": "failed", "promises": "warning"})
    assert "rma-sheets restore --journal FILE" in hint(done, "journal")
    assert "rma-sheets restore --journal FILE" in hint(done, "promises")
    assert "2 numbers of the register were never given by this journal" in rma_sheets(shop, "doctor").out
    planned, stopped = rma_sheets(shop, "plan"), rma_sheets(shop, "sync")
    message = next(part["message"] for part in done.json if part["part"] == "journal")
    assert planned.out.splitlines()[:2] == ["A sync would stop here and write nothing:", message]
    assert (planned.code, len(planned.out.splitlines())) == (1, 3)
    assert (f"rma-sheets: {message}" in stopped.err, f"[{reference}]" in stopped.err) == (True, True)
    machine = rma_sheets(shop, "plan", "--json").json
    assert (machine["stopped_by"], machine["notes"], machine["findings"]) == (reference, [], [])


def test_a_broken_configuration_is_shown_with_its_lines(shop: Path) -> None:
    change_config(shop, "language: en", "language: klingon")
    done = rma_sheets(shop, "doctor")
    assert done.code == 1
    assert "config.yaml:" in done.out
    assert "klingon" in done.out
    assert {line[:14].strip() for line in done.out.splitlines()} == {"Configuration", ""}


def test_a_missing_configuration_is_a_part_that_fails(tmp_path: Path) -> None:
    done = rma_sheets(tmp_path, "doctor", "--json")
    assert (done.code, states(done)) == (1, {"config": "failed"})
    assert "rma-sheets init" in hint(done, "config")


def test_a_mail_server_that_refuses_is_told_in_its_words(shop: Path) -> None:
    with fault_server({"greeting": "554 go away"}) as server:
        use_server(shop, server.port)
        done = rma_sheets(shop, "doctor", "--json")
    assert (done.code, states(done)) == (1, {"mail": "failed"})
    assert "mail.smtp" in hint(done, "mail")


def test_a_mail_server_that_is_not_there_is_told(shop: Path) -> None:
    use_server(shop, unused_port())
    assert states(rma_sheets(shop, "doctor", "--json")) == {"mail": "failed"}


def test_a_mail_server_that_answers_is_fine_and_gets_no_mail(shop: Path) -> None:
    with fault_server() as server:
        use_server(shop, server.port)
        assert "answers" in rma_sheets(shop, "doctor").out
    assert server.received == []


def test_the_example_address_of_init_is_a_warning(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", "--shop-address", "1 Example Street")
    done = rma_sheets(tmp_path, "doctor", "--json")
    assert (done.code, states(done)) == (0, {"config": "warning"})
    assert "shop.email" in hint(done, "config")


def test_a_shop_without_an_address_cannot_make_labels(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", "--shop-email", "a@shop.example")
    done = rma_sheets(tmp_path, "doctor", "--json")
    assert (done.code, states(done)["documents"]) == (1, "failed")
    assert "return_address" in hint(done, "documents")


def test_an_open_workbook_is_a_warning_with_a_name(shop: Path) -> None:
    (shop / ".~lock.returns.xlsx#").write_text(",ada,office,22.11.2026 10:00,file:///x;", encoding="utf-8")
    done = rma_sheets(shop, "doctor")
    assert (done.code, "returns.xlsx is open by ada (office)" in done.out) == (0, True)


def test_a_mark_left_over_from_a_crash_is_told(shop: Path) -> None:
    note = shop / "~$returns.xlsx"
    note.write_bytes(b"\x03Ada" + b"\0" * 161)
    os.utime(note, (0, note.stat().st_mtime - 30 * 3600))
    done = rma_sheets(shop, "doctor", "--json")
    assert (done.code, states(done)) == (0, {"in-use": "warning"})
    assert "~$returns.xlsx" in hint(done, "in-use")


def test_a_running_pass_is_a_warning(shop: Path) -> None:
    with pass_lock(shop / ".rma-sheets" / "pass.lock"):
        done = rma_sheets(shop, "doctor", "--json")
    assert (done.code, states(done)) == (0, {"in-use": "warning"})


def test_a_pass_that_was_killed_holds_nothing(shop: Path) -> None:
    (shop / ".rma-sheets" / "pass.holder").write_text("999999")
    assert states(rma_sheets(shop, "doctor", "--json")) == {}


def test_mails_that_did_not_go_out_are_a_warning(shop: Path) -> None:
    with fault_server({"rcpt": "550 no such user"}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        assert states(rma_sheets(shop, "doctor", "--json")) == {"journal": "warning"}
        out = rma_sheets(shop, "doctor").out
    assert ("2 mails did not go out" in out, "rma-sheets outbox" in out) == (True, True)


def test_a_mail_that_may_have_gone_out_is_not_called_lost(shop: Path) -> None:
    with fault_server(DROP_AFTER) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        out = rma_sheets(shop, "doctor").out
    assert ("2 mails may have gone out, or not" in out, "did not go out" in out) == (True, False)


def test_from_another_folder(shop: Path, tmp_path: Path) -> None:
    assert rma_sheets(tmp_path, "doctor", "-c", "shop/config.yaml").code == 0


def test_machines_get_every_part_with_the_same_keys(shop: Path) -> None:
    parts = rma_sheets(shop, "doctor", "--json").json
    assert [part["part"] for part in parts] == PARTS
    assert {tuple(part) for part in parts} == {("part", "ok", "state", "message", "hint", "settings")}


def test_machines_are_told_every_setting_and_where_it_comes_from(shop: Path) -> None:
    settings = rma_sheets(shop, "doctor", "--json").json[0]["settings"]
    assert settings["watch.every_minutes"] == {"value": 5, "from": settings["watch.every_minutes"]["from"]}
    assert settings["watch.every_minutes"]["from"].startswith("config.yaml:")


@pytest.mark.parametrize(("typed", "said"), [
    ("RMA-26-00001-A", "RMA-26-00001-A stands in rows 2, 3"), ("RMA-26-00077-X", "in row 3 was never given")])
def test_a_number_that_stands_where_it_does_not_belong_is_told(shop: Path, typed: str, said: str) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 3, "rma_number", typed)
    assert said in " ".join(rma_sheets(shop, "doctor").out.split())
    assert states(rma_sheets(shop, "doctor", "--json")) == {"promises": "warning"}
    rma_sheets(shop, "sync")
    assert states(rma_sheets(shop, "doctor", "--json")) == {}


def test_a_row_that_was_copied_with_its_number_is_to_be_deleted(shop: Path) -> None:
    rma_sheets(shop, "sync")
    copy_row(shop / "returns.xlsx", 2, 4)
    for command in ("plan", "sync"):
        rma_sheets(shop, command)
        done = rma_sheets(shop, "doctor", "--json")
        assert (done.code, states(done)) == (0, {"promises": "warning"})
        assert hint(done, "promises").startswith(
            "Delete the copy, or change its order, SKU, quantity, e-mail, day, reason or own reference")
    delete_row(shop / "returns.xlsx", 4)
    rma_sheets(shop, "sync")
    assert states(rma_sheets(shop, "doctor", "--json")) == {}


def test_rows_that_are_gone_from_the_register_are_told_before_the_next_pass(shop: Path) -> None:
    rma_sheets(shop, "sync")
    delete_row(shop / "returns.xlsx", 2)
    done = rma_sheets(shop, "doctor", "--json")
    assert (done.code, states(done)) == (0, {"promises": "warning"})
    assert "rma-sheets restore RMA-26-00001-A" in hint(done, "promises")
    assert "rma-sheets restore RMA-26-00001-A" in rma_sheets(shop, "sync").out
    assert states(rma_sheets(shop, "doctor", "--json")) == {}


@pytest.mark.parametrize(("language", "gone", "said"), [
    ("en", 3, "Else the next pass notes that they are deleted."),
    ("en", 6, "The next pass stops at that and writes nothing."),
    ("fr", 3, "Sinon, le prochain passage note qu'elles sont supprimées."),
    ("fr", 6, "Le prochain passage s'arrête là-dessus sans rien écrire.")])
def test_of_rows_that_are_gone_all_are_named_and_what_the_next_pass_makes_of_it(
        demo: Path, french_demo: Path, language: str, gone: int, said: str) -> None:
    folder = {"en": demo, "fr": french_demo}[language]
    (register,) = folder.glob("*.xlsx")
    numbers = [str(number or reference) for number, reference in zip(
        cells(register, "rma_number")[:gone], cells(register, "request_ref"), strict=False)]
    for _ in range(gone):
        delete_row(register, 2)
    told = hint(rma_sheets(folder, "doctor", "--json"), "promises")
    assert f"rma-sheets restore {' '.join(sorted(numbers))}. " in told
    assert (said in told, "--allow-missing" in told) == (True, gone == 6)
    assert rma_sheets(folder, "sync").code == (1 if gone == 6 else 0)


def test_rows_that_came_back_without_their_keys_are_not_told_as_gone(demo: Path) -> None:
    for row in range(2, 8):
        type_in(demo / "returns.xlsx", row, "row_key", None)
    assert "promises" not in states(rma_sheets(demo, "doctor", "--json"))
    assert rma_sheets(demo, "plan").code == 0


def test_copies_beside_the_register_are_told(shop: Path) -> None:
    (shop / "returns (1).xlsx").write_bytes((shop / "returns.xlsx").read_bytes())
    assert "beside it returns (1).xlsx" in rma_sheets(shop, "doctor").out
