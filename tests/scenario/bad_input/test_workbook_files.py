"""The register's file is not what it should be: one line that says so, nothing touched, and on it goes when mended."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenario.commands.shell import content_of
from tests.system import require_program

from . import spoiled_files as spoiled
from .proofs import one_line
from .shop import YESTERDAY, Shop

ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
Spoil = Callable[[Path], object]


def after_declaration(mark: bytes) -> Callable[[bytes], bytes]:
    """Put it before the first element."""
    def change(part: bytes) -> bytes:
        at = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
        return part[:at] + mark + part[at:]
    return change


def as_utf_16(part: bytes) -> bytes:
    """The same part in UTF-16, where a search for ASCII finds no entity."""
    text = after_declaration(ENTITY)(part).decode()
    return text.partition("?>")[2].encode("utf-16") if text.startswith("<?xml") else text.encode("utf-16")


def shortened(share: float) -> Spoil:
    return lambda path: path.write_bytes(path.read_bytes()[:int(path.stat().st_size * share)])


def written(content: bytes) -> Spoil:
    return lambda path: path.write_bytes(content)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FILES: dict[str, tuple[Spoil, str]] = {
    "missing": (Path.unlink, "excel.no-such-file"),
    "a folder": (a_folder, "excel.folder"),
    "a link to nowhere": (lambda path: (path.unlink(), path.symlink_to("gone.xlsx")), "excel.no-such-file"),
    "empty": (written(b""), "excel.empty-file"),
    "text": (written(b"dear colleagues,\n"), "excel.not-a-workbook"),
    "a csv renamed": (written(b"Order no;SKU\n1001;MUG-01\n" * 40), "excel.not-a-workbook"),
    "a web page renamed": (written(b"<html><table><tr><td>Order no</td></tr></table></html>"), "excel.not-a-workbook"),
    "another zip": (spoiled.other_zip, "excel.not-a-workbook"),
    "a letter": (spoiled.word_document, "excel.not-a-workbook"),
    "an .ods renamed": (spoiled.open_document, "excel.open-document"),
    "an .xls renamed": (written(spoiled.compound_file("Workbook")), "excel.old-format"),
    "password-protected": (written(spoiled.compound_file("EncryptedPackage", "EncryptionInfo")), "excel.protected"),
    "cut in half": (shortened(0.5), "excel.damaged"),
    "all but its end": (shortened(0.99), "excel.damaged"),
    "one byte wrong": (spoiled.flipped, "excel.damaged"),
    "a sheet that stops": (spoiled.change_part(spoiled.SHEET, lambda part: part[:-40]), "excel.damaged"),
    "a sheet that is no XML": (spoiled.change_part(spoiled.SHEET, lambda part: b"<worksheet><sheetData></worksheet>"),
                               "excel.damaged"),
    "a zip bomb": (spoiled.bomb, "excel.too-large"),
    "entities": (spoiled.change_part(spoiled.SHEET, after_declaration(ENTITY)), "excel.entities"),
    "a DTD from outside": (spoiled.change_part("xl/workbook.xml", after_declaration(OUTSIDE)), "excel.entities"),
    "entities in UTF-16": (spoiled.change_part(spoiled.SHEET, as_utf_16), "excel.entities"),
    "cell XFD1048576 only": (spoiled.far_cell("XFD1048576"), "excel.out-of-bounds"),
    "a cell beyond all sheets": (spoiled.far_cell("XFE1048577"), "excel.out-of-bounds"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_workbook_stops_the_pass_with_one_line(running: Shop, case: str) -> None:
    spoil, reference = FILES[case]
    running.add({"requested_on": YESTERDAY, "order_no": "1002", "sku": "MUG-01", "qty": 1,
                 "email": "anna@example.org"})
    sound = running.register.read_bytes()
    spoil(running.register)
    before = content_of(running.folder)
    assert str(running.folder) in one_line(running.run("sync"), reference)
    assert str(running.folder) in one_line(running.run("plan"), reference)
    assert content_of(running.folder) == before
    put_back(running.register, sound)
    running.sync()
    assert running.column("status") == ["approved", "approved"]
    assert len(running.mails()) == 2


def put_back(path: Path, content: bytes) -> None:
    """The sound file takes the place of whatever is there."""
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def test_doctor_says_what_is_wrong_with_the_file(running: Shop) -> None:
    running.register.write_bytes(spoiled.compound_file("EncryptedPackage"))
    done = running.run("doctor")
    assert (done.code, "password" in done.out, done.err) == (1, True, "")


def test_a_lone_cell_far_out_does_not_fill_the_memory(running: Shop) -> None:
    spoiled.far_cell("XFD1048576")(running.register)
    done = running.outside("sync", limit=lambda: limit_memory(2_000_000_000))
    one_line(done, "excel.out-of-bounds")


def limit_memory(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (size, size))


@pytest.mark.system
def test_an_xls_that_an_office_program_wrote_is_named_as_such(running: Shop, tmp_path: Path) -> None:
    office = require_program("soffice", "libreoffice")
    subprocess.run([office, "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--convert-to",
                    "xls", "--outdir", str(tmp_path), str(running.register)], check=True, timeout=120,
                   capture_output=True)
    shutil.copy(tmp_path / "returns.xls", running.register)
    one_line(running.run("sync"), "excel.old-format")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_the_workbook_does_not_hang_the_pass(running: Shop) -> None:
    running.register.unlink()
    os.mkfifo(running.register)
    one_line(running.outside("sync"), "excel.cannot-read")
