"""Mails as files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rma_sheets.adapters.mail import EmlMailer
from rma_sheets.adapters.mail.eml import file_name
from rma_sheets.model.plan import Outcome, Result
from rma_sheets.ports import Envelope

from .conftest import TEXTS


def sent(folder: Path, content: bytes = b"Subject: Hi\r\n\r\nHi\r\n", key: str = "K7:approved:3") -> Outcome:
    with EmlMailer(folder, TEXTS["en"]).session() as session:
        return session.send(Envelope(key, "shop@example.com", "a@example.org", content), lambda: None)


def test_a_mail_is_a_file_of_exactly_its_bytes(tmp_path: Path) -> None:
    outcome = sent(tmp_path / "outbox")
    assert outcome == Outcome("mail", "K7:approved:3", Result.DONE, "K7-approved-3.eml")
    assert (tmp_path / "outbox" / "K7-approved-3.eml").read_bytes() == b"Subject: Hi\r\n\r\nHi\r\n"


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    sent(tmp_path)
    assert EmlMailer(tmp_path, TEXTS["en"]).check() == ""
    assert [path.name for path in tmp_path.iterdir()] == ["K7-approved-3.eml"]


def test_the_same_mail_again_is_done_and_touches_nothing(tmp_path: Path) -> None:
    sent(tmp_path)
    before = (tmp_path / "K7-approved-3.eml").stat().st_mtime_ns
    assert sent(tmp_path).result is Result.DONE
    assert (tmp_path / "K7-approved-3.eml").stat().st_mtime_ns == before


def test_another_mail_of_that_name_is_never_overwritten(tmp_path: Path) -> None:
    sent(tmp_path)
    outcome = sent(tmp_path, b"other")
    assert (outcome.result, outcome.text) == (
        Result.FAILED, f"another mail already stands in {tmp_path / 'K7-approved-3.eml'}")
    assert (tmp_path / "K7-approved-3.eml").read_bytes().startswith(b"Subject: Hi")


def test_a_folder_that_is_a_file_makes_the_mail_wait(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("x", encoding="utf-8")
    outcome = sent(tmp_path / "outbox")
    assert outcome.result is Result.RETRY
    assert outcome.text.startswith(f"cannot write to {tmp_path / 'outbox'}: ")
    assert EmlMailer(tmp_path / "outbox", TEXTS["fr"]).check().startswith("impossible d'écrire")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_folder_makes_the_mail_wait(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert sent(tmp_path).result is Result.RETRY


def test_a_mail_whose_file_can_be_looked_at_is_never_in_doubt(tmp_path: Path) -> None:
    announced: list[str] = []
    with EmlMailer(tmp_path, TEXTS["en"]).session() as session:
        session.send(Envelope("K7:x:3", "s@example.com", "a@example.org", b"x"), lambda: announced.append("K7"))
    assert announced == []


@pytest.mark.parametrize("key", ["../../etc/passwd:x:1", "K7:approved:3 ", "K/7:a:1", "K7-approved:3", "é:a:1", "..",
                                 ""])
def test_no_key_leaves_the_folder_or_takes_the_name_of_another(key: str) -> None:
    name = file_name(key)
    assert "/" not in name
    assert not name.startswith(".")
    assert name != file_name("K7:approved:3")
