"""No save of a person is lost, however exactly it falls between the last look at the register and its replacement."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rma_sheets.adapters.excel import exchange as exchanging
from rma_sheets.adapters.excel import swap
from rma_sheets.adapters.excel.read import version_of
from rma_sheets.adapters.excel.ring import Ring
from rma_sheets.errors import RegisterChanged
from tests.workbooks import make_workbook

from .helper import cell, files_beside, put, store_on, write

Save = Callable[[Path, str], None]
Act = Callable[[Path], object]


def by_renaming(path: Path, order: str) -> None:
    """As Excel saves: a new file, and its name."""
    make_workbook(path.with_name("theirs"), returns=[{"order_no": order}]).replace(path)


def by_writing_in_place(path: Path, order: str) -> None:
    """As simpler programs save: into the file that is there."""
    made = make_workbook(path.with_name("theirs"), returns=[{"order_no": order}])
    with path.open("wb") as file:
        file.write(made.read_bytes())
    made.unlink()


SAVES = pytest.mark.parametrize("save", [by_renaming, by_writing_in_place])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register of one row."""
    return make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}])


KEEPING = ("at once", "by a link")
"""Ways in which what was displaced can be looked at."""

keeping = pytest.mark.parametrize("way", KEEPING, indirect=True)


@pytest.fixture(params=[*KEEPING, "plain"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system lets two files change places."""
    if request.param == "at once" and exchanging._system_call() is None:
        pytest.skip("this system has no call that exchanges two files")
    if request.param != "at once":
        monkeypatch.setattr(exchanging, "_system_call", lambda: lambda new, path: False)
    if request.param == "plain":
        monkeypatch.setattr(Path, "hardlink_to", refused_link)
    return str(request.param)


def refused_link(self: Path, target: Path) -> None:
    raise OSError(errno.EPERM, "no links here")


def before_each_exchange(monkeypatch: pytest.MonkeyPatch, path: Path, *acts: Act) -> None:
    """One act after the other, each right before two files change places."""
    exchange, waiting = exchanging.exchange, list(acts)

    def raced(new: Path, place: Path) -> bool:
        if waiting:
            waiting.pop(0)(path)
        return exchange(new, place)
    monkeypatch.setattr(swap, "exchange", raced)


def backups(path: Path) -> list[str]:
    """The order number in each copy of the ring, from the oldest to the newest."""
    return [str(cell(copy, "order_no")) for copy in sorted((path.parent / "backups").iterdir())]


def conflict(path: Path) -> None:
    with pytest.raises(RegisterChanged, match=r"excel\.changed"):
        write(path, put(0, "why", "x"))


def test_nobody_saves_and_the_change_stands(path: Path, way: str) -> None:
    before = path.read_bytes()
    write(path, put(0, "why", "x"))
    (copy,) = (path.parent / "backups").iterdir()
    assert (cell(path, "why"), copy.read_bytes(), files_beside(path)) == ("x", before, ["r.xlsx"])


@keeping
@SAVES
def test_a_save_right_before_the_replacement_stands(path: Path, way: str, save: Save,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    before_each_exchange(monkeypatch, path, lambda place: save(place, "staff"))
    conflict(path)
    assert (cell(path, "order_no"), cell(path, "why"), files_beside(path)) == ("staff", None, ["r.xlsx"])


@keeping
@SAVES
@pytest.mark.parametrize("later", [2, 3, 4])
def test_of_several_saves_the_newest_stands_and_the_others_are_in_the_ring(
        path: Path, way: str, save: Save, later: int, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = [lambda place, order=f"staff {number}": save(place, order) for number in range(1, later + 1)]
    before_each_exchange(monkeypatch, path, *saves)
    conflict(path)
    assert cell(path, "order_no") == f"staff {later}"
    assert backups(path) == ["1", f"staff {later - 1}"]
    assert files_beside(path) == ["r.xlsx"]


@keeping
def test_a_save_that_is_half_written_when_it_is_displaced_goes_on_in_its_place(
        path: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = make_workbook(path.with_name("theirs"), returns=[{"order_no": "staff"}]).read_bytes()
    path.with_name("theirs").unlink()
    open_files = []

    def begin(place: Path) -> None:
        open_files.append(place.open("wb", buffering=0))
        open_files[0].write(theirs[:1000])
    before_each_exchange(monkeypatch, path, begin)
    conflict(path)
    open_files[0].write(theirs[1000:])
    open_files[0].close()
    assert cell(path, "order_no") == "staff"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")
def test_what_a_program_writes_later_into_the_file_it_held_open_is_in_the_ring(path: Path) -> None:
    theirs = make_workbook(path.with_name("theirs"), returns=[{"order_no": "held open"}]).read_bytes()
    with path.open("r+b") as file:
        write(path, put(0, "why", "x"))
        file.write(theirs)
        file.truncate()
    assert (cell(path, "why"), backups(path)) == ("x", ["held open"])


@keeping
@pytest.mark.parametrize("gone", [Path.unlink, lambda place: place.rename(place.with_name("away"))])
def test_a_name_that_is_gone_at_the_last_moment_is_no_place_for_us(path: Path, way: str, gone: Act,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    before_each_exchange(monkeypatch, path, gone)
    conflict(path)
    assert (path.exists(), [name for name in files_beside(path) if name.startswith(".")]) == (False, [])


def saves_on_and_on(path: Path, lost: list[int]) -> None:
    """Somebody saves 1, 2, 3 ... and each time looks whether it is there, alone or with our `+` behind it."""
    for number in range(1, 301):
        path.with_name("theirs").write_bytes(b"%d" % number)
        path.with_name("theirs").replace(path)
        end = time.monotonic() + 2
        while int(path.read_bytes().rstrip(b"+")) != number:
            if time.monotonic() > end:
                lost.append(number)
                break


@pytest.mark.parametrize("way", ["at once"], indirect=True)
def test_in_a_real_race_no_save_is_lost(tmp_path: Path, way: str) -> None:
    path, ring, lost = tmp_path / "r.xlsx", Ring(tmp_path / "ring"), list[int]()
    path.write_bytes(b"0")
    person, stood = threading.Thread(target=saves_on_and_on, args=(path, lost)), 0
    person.start()
    while person.is_alive():
        read = path.read_bytes()
        new = tmp_path / "new"
        new.write_bytes(read + b"+")
        stood += swap.put_in_place(new, path, version_of(read), version_of(read + b"+"), ring, tmp_path / "copy", 5)
    person.join()
    assert (lost, stood > 0, [name for name in files_beside(path) if name.startswith(".")]) == ([], True, [])


def test_the_pass_goes_on_after_a_save_and_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before_each_exchange(monkeypatch, path, lambda place: by_renaming(place, "staff"))
    store = store_on(path)
    with pytest.raises(RegisterChanged):
        store.write(store.read(), [put(0, "why", "x")])
    store.write(store.read(), [put(0, "why", "x")])
    assert (cell(path, "order_no"), cell(path, "why")) == ("staff", "x")
