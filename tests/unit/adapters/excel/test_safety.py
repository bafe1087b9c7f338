"""Whatever goes wrong while writing, the register is the old one or the new one, and nothing is left lying about."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rma_sheets.adapters.excel import swap
from rma_sheets.adapters.excel import write as write_module
from rma_sheets.adapters.excel.ring import Ring
from rma_sheets.errors import RegisterBusy, StoreError
from tests.workbooks import make_workbook

from .helper import cell, change_parts, files_beside, powerless, put, sentences, store_on, write

ROOT = Path(__file__).parents[4]
posix_only = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX files")


def test_the_old_file_is_kept_and_the_ring_stays_small(path: Path) -> None:
    first = path.read_bytes()
    for number in range(4):
        store = store_on(path, keep=3)
        store.write(store.read(), [put(0, "why", f"pass {number}")])
        if number == 0:
            kept = sorted((path.parent / "backups").iterdir())
            assert [copy.read_bytes() for copy in kept] == [first]
    copies = sorted((path.parent / "backups").iterdir())
    assert [cell(copy, "why") for copy in copies] == ["pass 0", "pass 1", "pass 2"]


def test_the_ring_of_another_workbook_is_left_alone(path: Path) -> None:
    names = ["r-other.xlsx", "r-2024-20261130T101010-123456Z.xlsx"]
    (path.parent / "backups").mkdir()
    for name in names:
        (path.parent / "backups" / name).write_bytes(b"mine")
    store = store_on(path, keep=1)
    store.write(store.read(), [put(0, "why", "x")])
    store.write(store.read(), [put(0, "why", "y")])
    assert [(path.parent / "backups" / name).read_bytes() for name in names] == [b"mine"] * 2
    assert len(list((path.parent / "backups").iterdir())) == 3


def test_passes_that_cannot_write_do_not_fill_the_ring(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_on(path, keep=3)
    for number in range(2):
        store.write(store.read(), [put(0, "why", f"pass {number}")])
    monkeypatch.setattr(swap, "exchange", lambda *_: (_ for _ in ()).throw(OSError(5, "no")))
    for number in range(5):
        with pytest.raises(StoreError):
            store.write(store.read(), [put(0, "why", f"held {number}")])
    copies = sorted((path.parent / "backups").iterdir())
    assert [cell(copy, "why") for copy in copies] == [None, "pass 0", "pass 1"]


def test_what_a_killed_pass_left_in_the_ring_goes_with_the_next_one(path: Path) -> None:
    left = path.parent / "backups" / ".r.xlsx-ab12cd34.tmp"
    left.parent.mkdir()
    left.write_bytes(b"half")
    neighbour = path.parent / ".r.xlsm-ab12cd34.tmp"
    neighbour.write_bytes(b"of another register")
    write(path, put(0, "why", "x"))
    assert (left.exists(), neighbour.read_bytes()) == (False, b"of another register")


@posix_only
def test_the_mode_of_the_file_stays_and_a_link_stays_a_link(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.xlsx")
    link.symlink_to(path)
    write(link, put(0, "why", "x"))
    assert (link.is_symlink(), path.stat().st_mode & 0o777, cell(path, "why")) == (True, 0o640, "x")


def empty_sheet(content: bytes) -> bytes:
    """What openpyxl leaves when the disk was full for a moment: a sheet without a byte."""
    file = Path(os.environ["PYTEST_SPOILED"])
    file.write_bytes(content)
    change_parts(file, lambda name, part: b"" if name.endswith("sheet2.xml") else part)
    return file.read_bytes()


def one_cell_off(content: bytes) -> bytes:
    """Another cell than the meant one has changed."""
    file = Path(os.environ["PYTEST_SPOILED"])
    file.write_bytes(content)
    change_parts(file, lambda name, part: part.replace(b"<t>00123</t>", b"<t>00124</t>"))
    return file.read_bytes()


@pytest.mark.parametrize(("spoil", "place"), [(empty_sheet, "excel.no-tab"), (one_cell_off, "Returns!I2")])
def test_a_result_that_is_not_as_meant_is_thrown_away(path: Path, monkeypatch: pytest.MonkeyPatch,
                                                      tmp_path_factory: pytest.TempPathFactory, spoil: object,
                                                      place: str) -> None:
    before, patched = path.read_bytes(), write_module.patched
    monkeypatch.setenv("PYTEST_SPOILED", str(tmp_path_factory.mktemp("spoiled") / "x.xlsx"))
    monkeypatch.setattr(write_module, "patched", lambda *given: spoil(patched(*given)))  # type: ignore[operator]
    with pytest.raises(StoreError, match=r"excel\.not-as-meant") as told:
        write(path, put(0, "why", "x"))
    assert (place in str(told.value), all(sentences(told.value))) == (True, True)
    assert (path.read_bytes(), files_beside(path)) == (before, ["r.xlsx"])


FULL_DISK = """
    import resource, sys
    from pathlib import Path
    from rma_sheets.errors import StoreError
    from tests.unit.adapters.excel.helper import put, store_on
    path, limit = Path(sys.argv[1]), int(sys.argv[2])
    store = store_on(path)
    snapshot = store.read()
    rows = [{"order_no": str(number), "sku": "x" * 40} for number in range(300)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        store.append(snapshot, "orders", rows)
        print("written")
    except StoreError as error:
        print(error.reference)
"""


@posix_only
@pytest.mark.parametrize("limit", [0, 1, 4_096, 10_000])
def test_a_full_disk_leaves_the_register_as_it_was(path: Path, limit: int) -> None:
    """The limit of a file's size fails the same calls as a full disk."""
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(FULL_DISK), str(path), str(limit)],
                          capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (done.stdout.strip(), done.stderr) == ("excel.disk-full", "")
    assert (path.read_bytes(), files_beside(path)) == (before, ["r.xlsx"])


def test_a_ring_that_cannot_be_written_stops_the_write(path: Path) -> None:
    before = path.read_bytes()
    (path.parent / "backups").write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreError, match=r"excel\.cannot-write") as told:
        write(path, put(0, "why", "x"))
    assert (path.read_bytes(), files_beside(path), all(sentences(told.value))) == (before, ["backups", "r.xlsx"], True)


@posix_only
def test_a_folder_that_may_not_be_written_is_told(open_folder: Path) -> None:
    path = make_workbook(open_folder / "r.xlsx", returns=[{"order_no": "1"}])
    store, before = store_on(path), path.read_bytes()
    snapshot = store.read()
    path.chmod(0o644)
    open_folder.chmod(0o555)
    with powerless(), pytest.raises(StoreError, match=r"excel\.read-only") as told:
        store.write(snapshot, [put(0, "why", "x")])
    assert (sentences(told.value)[0], path.read_bytes()) == (f"{path} may not be written by this user.", before)


def test_a_file_that_is_replaced_at_the_last_moment_is_not_overwritten(path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    add = Ring.add

    def somebody_saves(*given: object) -> object:
        make_workbook(path, returns=[{"order_no": "staff"}])
        return add(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Ring, "add", somebody_saves)
    with pytest.raises(StoreError, match=r"excel\.changed"):
        write(path, put(0, "why", "x"))
    assert (cell(path, "order_no"), files_beside(path)) == ("staff", ["r.xlsx"])


def test_a_sharing_violation_is_waited_for_and_then_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Windows answers while Excel or a virus scanner holds the file; other systems never do."""
    before = path.read_bytes()

    def held(new: Path, target: Path) -> bool:
        error = PermissionError(13, "held")
        error.winerror = 5  # type: ignore[attr-defined]
        raise error

    store = store_on(path, wait_seconds=0.3)
    snapshot = store.read()
    monkeypatch.setattr(swap, "exchange", held)
    with pytest.raises(RegisterBusy, match=r"excel\.held") as told:
        store.write(snapshot, [put(0, "why", "x")])
    assert (path.read_bytes(), files_beside(path), all(sentences(told.value))) == (before, ["r.xlsx"], True)
