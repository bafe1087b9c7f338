"""`evidence`: everything known of a return in one zip that nobody needs rma-sheets to read."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.smtp_faults import fault_server

from .shell import change_config, rma_sheets
from .test_sync import use_server


def test_history_row_mails_and_label_are_in_one_zip(demo: Path) -> None:
    done = rma_sheets(demo, "evidence", "RMA-26-00003-4")
    assert (done.code, done.out) == (0, f"Written: {demo / 'evidence' / 'RMA-26-00003-4.zip'} (5 files)\n")
    with zipfile.ZipFile(demo / "evidence" / "RMA-26-00003-4.zip") as package:
        names = package.namelist()
        sums = [line.split("  ") for line in package.read("SHA256SUMS").decode().splitlines()]
        assert all(hashlib.sha256(package.read(name)).hexdigest() == digest for digest, name in sums)
        assert {name for _, name in sums} == set(names) - {"SHA256SUMS", "README.txt"}
        history = package.read("RMA-26-00003-4/history.txt").decode()
        row = json.loads(package.read("RMA-26-00003-4/row.json"))
        mails = [package.read(name) for name in names if name.endswith(".eml")]
    assert history == rma_sheets(demo, "history", "RMA-26-00003-4").out.replace("dubois@", "d***@")
    assert row["cells"]["rma_number"] == "RMA-26-00003-4"
    assert mails
    assert set(mails) <= {path.read_bytes() for path in (demo / "outbox").glob("*.eml")}
    assert any(name.startswith("RMA-26-00003-4/label/") for name in names)


def test_several_returns_share_a_zip_where_it_is_wanted(demo: Path, tmp_path: Path) -> None:
    there = tmp_path / "both.zip"
    assert rma_sheets(demo, "evidence", "RMA-26-00003-4", "RMA-26-00002-7", "-o", there).code == 0
    folders = {name.split("/")[0] for name in zipfile.ZipFile(there).namelist()}
    assert folders == {"RMA-26-00003-4", "RMA-26-00002-7", "SHA256SUMS", "README.txt"}


def test_evidence_is_named_after_all_and_never_replaced(demo: Path) -> None:
    for _ in range(2):
        assert rma_sheets(demo, "evidence", "RMA-26-00003-4").code == 0
        assert rma_sheets(demo, "evidence", "RMA-26-00003-4", "RMA-26-00002-7").code == 0
    assert sorted(path.name for path in (demo / "evidence").iterdir()) == [
        "RMA-26-00003-4-2.zip", "RMA-26-00003-4-and-1-more-2.zip", "RMA-26-00003-4-and-1-more.zip",
        "RMA-26-00003-4.zip"]
    done = rma_sheets(demo, "evidence", "RMA-26-00003-4", "-o", demo / "evidence" / "RMA-26-00003-4.zip")
    assert (done.code, "[lookup.file-there]" in done.err) == (2, True)


def test_mails_are_named_by_day_and_notice_and_only_they_hold_addresses(demo: Path) -> None:
    rma_sheets(demo, "evidence", "RMA-26-00002-7")
    with zipfile.ZipFile(demo / "evidence" / "RMA-26-00002-7.zip") as package:
        mails = [name.rpartition("/")[2] for name in package.namelist() if name.endswith(".eml")]
        others = b"".join(package.read(name) for name in package.namelist() if not name.endswith(".eml"))
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d-[a-z_]+\.eml", name) for name in mails)
    assert (len(mails) > 1, b"***@example.org" in others, b"okafor@" in others) == (True, True, False)


def test_evidence_speaks_french(french_demo: Path) -> None:
    assert rma_sheets(french_demo, "evidence", "RMA-26-00003-4").out.startswith("Écrit : ")


@pytest.mark.parametrize(("language", "told"), [("en", "the customer did not get these"),
                                                ("fr", "le client ne les a pas reçus")])
def test_mails_that_were_not_sent_lie_in_a_folder_of_their_own(shop: Path, language: str, told: str) -> None:
    change_config(shop, "language: en", f"language: {language}")
    with fault_server({"mail": "451 later"}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        rma_sheets(shop, "outbox", "cancel", 1)
    rma_sheets(shop, "evidence", "RMA-26-00001-A")
    with zipfile.ZipFile(shop / "evidence" / "RMA-26-00001-A.zip") as package:
        (mail,) = (name for name in package.namelist() if name.endswith(".eml"))
        about = package.read("README.txt").decode()
    assert re.fullmatch(r"RMA-26-00001-A/mails-not-sent/[-0-9]+-approved-withdrawn\.eml", mail)
    assert ("mails-not-sent" in about, told in about) == (True, True)


def test_a_number_that_is_not_there_writes_nothing(demo: Path) -> None:
    assert rma_sheets(demo, "evidence", "RMA-26-00002-7", "RMA-26-09999-9").code == 2
    assert not (demo / "evidence").exists()


def test_the_register_is_shown_as_it_stood(demo: Path) -> None:
    now = rma_sheets(demo, "history", "--as-of", date.today().isoformat(), "--json").json  # noqa: DTZ011
    assert len(now) == 15
    early = rma_sheets(demo, "history", "--as-of", "2000-01-01", "--json").json
    assert early == []
    closed = next(row for row in now if row["rma_number"] == "RMA-26-00002-7")
    events = rma_sheets(demo, "history", "RMA-26-00002-7", "--json").json["events"]
    approved = next(event["at"] for event in events if event["kind"] == "number")
    (then,) = rma_sheets(demo, "history", "RMA-26-00002-7", "--as-of", approved, "--json").json
    assert (closed["status"], then["status"]) == ("closed", "approved")
    assert then["cells"].get("received_on") is None
    assert closed["cells"]["received_on"]
    assert "RMA-26-00002-7" in rma_sheets(demo, "history", "--as-of", approved).out


@pytest.mark.parametrize("typed", ["2099-01-01", "2099-01-01T14:00", "9999-12-31", "9999-12-31T23:59"])
def test_what_has_not_come_yet_is_not_answered(demo: Path, typed: str) -> None:
    done = rma_sheets(demo, "history", "--as-of", typed)
    assert (done.code, done.out, "[history.not-yet]" in done.err, f"“{typed}” has not come yet" in done.err) == (
        2, "", True, True)
    soon = (date.today() + timedelta(days=2)).isoformat()  # noqa: DTZ011
    assert rma_sheets(demo, "history", "--as-of", soon).code == 2


def test_a_day_that_is_none_is_one_clear_line(demo: Path) -> None:
    assert "[history.no-day]" in rma_sheets(demo, "history", "--as-of", "yesterday").err
    assert "[history.which]" in rma_sheets(demo, "history").err


def test_the_file_may_be_named_between_the_numbers(demo: Path, tmp_path: Path) -> None:
    there = tmp_path / "both.zip"
    assert rma_sheets(demo, "evidence", "RMA-26-00003-4", "-o", there, "RMA-26-00002-7").code == 0
    assert rma_sheets(demo, "evidence", "-o", tmp_path / "b.zip", "RMA-26-00003-4", "RMA-26-00002-7").code == 0
