"""Somebody has the workbook open: reading goes on, writing waits and then says who."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from rma_sheets.errors import RegisterBusy, StoreError

from .helper import cell, put, sentences, store_on, write


def excel_note(path: Path, name: str = "Zoé Martin") -> Path:
    """The 165 bytes that Excel leaves beside an open workbook."""
    narrow, wide = name.encode("cp1252", "replace"), name.encode("utf-16-le")
    note = path.with_name(f"~${path.name}")
    note.write_bytes(bytes([len(narrow)]) + narrow.ljust(54, b" ") + bytes([len(name), 0]) + wide.ljust(108, b" "))
    return note


def office_note(path: Path, fields: str = "Zoé\\, Martin,zoe,desk3,22.11.2026 10:00,file:///home/zoe;") -> Path:
    """The line that LibreOffice leaves."""
    note = path.with_name(f".~lock.{path.name}#")
    note.write_text(fields, encoding="utf-8")
    return note


def busy(path: Path) -> RegisterBusy:
    before = path.read_bytes()
    with pytest.raises(RegisterBusy) as told:
        write(path, put(0, "why", "x"))
    assert path.read_bytes() == before
    assert all(sentences(told.value))
    return told.value


def test_the_name_in_excels_note_is_told(path: Path) -> None:
    excel_note(path)
    assert sentences(busy(path))[0] == "r.xlsx is open by Zoé Martin; nothing was written."


@pytest.mark.parametrize(("fields", "who"), [
    ("Zoé\\, Martin,zoe,desk3,22.11.2026 10:00,file:///home/zoe;", "Zoé, Martin (desk3)"),
    (",zoe,desk3,22.11.2026 10:00,file:///home/zoe;", "zoe (desk3)"), ("", "")])
def test_the_name_in_libreoffices_note_is_told(path: Path, fields: str, who: str) -> None:
    office_note(path, fields)
    assert busy(path).facts["who"] == who


@pytest.mark.parametrize("content", [b"", b"\x00" * 165, b"\xff" * 10, b"\x05Anna " + b"\xff" * 200])
def test_a_strange_note_is_still_a_note(path: Path, content: bytes) -> None:
    path.with_name("~$r.xlsx").write_bytes(content)
    assert "excel.busy" in str(busy(path))


def test_an_old_note_says_how_old_it_is_and_that_it_may_go(path: Path) -> None:
    note = excel_note(path)
    old = time.time() - 50 * 3600
    os.utime(note, (old, old))
    message, hint = sentences(busy(path))[:2]
    assert ("for 50 hours" in message, "delete ~$r.xlsx" in hint) == (True, True)


def test_reading_does_not_mind(path: Path) -> None:
    excel_note(path)
    assert cell(path, "order_no") == "00123"


def test_writing_waits_for_the_person_to_close_it(path: Path) -> None:
    note = office_note(path)
    closing = threading.Timer(0.5, note.unlink)
    closing.start()
    store = store_on(path, wait_seconds=30)
    store.write(store.read(), [put(0, "why", "x")])
    closing.join()
    assert cell(path, "why") == "x"


def test_a_name_that_is_gone_while_excel_saves_is_waited_for(path: Path) -> None:
    excel_note(path)
    away = path.rename(path.with_name("away.tmp"))
    back = threading.Timer(0.5, away.rename, [path])
    back.start()
    assert store_on(path, wait_seconds=30).read().tab("returns").cell(0, "order_no") == "00123"
    back.join()


def test_a_name_that_stays_gone_is_a_missing_file(path: Path) -> None:
    excel_note(path)
    path.unlink()
    with pytest.raises(StoreError, match=r"excel\.no-such-file"):
        store_on(path, wait_seconds=0.2).read()


def test_a_change_shows_in_a_mark_and_a_missing_file_is_told(path: Path) -> None:
    store = store_on(path)
    before = store.changed_at()
    write(path, put(0, "why", "x"))
    assert store.changed_at() != before
    path.unlink()
    with pytest.raises(StoreError, match=r"excel\.no-such-file"):
        store.changed_at()
