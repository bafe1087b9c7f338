"""What a pass leaves that is killed while it puts its file in place: the next one finds each file its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.read import version_of
from rma_sheets.errors import RegisterBusy
from tests.workbooks import make_workbook

from .helper import cell, files_beside, sentences, store_on


def book(path: Path, order: str) -> bytes:
    """The bytes of a register whose only row has that order number."""
    content = make_workbook(path.with_name("made"), returns=[{"order_no": order}]).read_bytes()
    path.with_name("made").unlink()
    return content


class Killed:
    """A folder after a pass was killed: `there` is at the register's name, `held` in the file beside it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "r.xlsx"
        self.old, self.ours = book(self.path, "old"), book(self.path, "ours")
        self.held = self.path.with_name(f".r.xlsx-{version_of(self.ours)[:16]}.swap")
        self.store = store_on(self.path)
        self.store._ring.add(self.old, self._with(self.old))

    def leave(self, there: bytes, held: bytes) -> None:
        self._with(there)
        self.held.write_bytes(held)

    def found(self) -> tuple[str, list[str]]:
        """After the next pass has begun: the register's order number, and those of the ring."""
        self.store.recover()
        assert files_beside(self.path) == ["r.xlsx"]
        copies = sorted((self.path.parent / "backups").iterdir())
        return str(cell(self.path, "order_no")), [str(cell(copy, "order_no")) for copy in copies]

    def _with(self, there: bytes) -> Path:
        self.path.write_bytes(there)
        return self.path


@pytest.fixture
def killed(tmp_path: Path) -> Killed:
    """The old file is in the ring; the rest is the test's."""
    return Killed(tmp_path)


def test_our_file_that_was_never_put_in_place_is_taken_away(killed: Killed) -> None:
    killed.leave(there=killed.old, held=killed.ours)
    assert killed.found() == ("old", ["old"])


def test_the_old_file_that_was_displaced_is_in_the_ring_already(killed: Killed) -> None:
    killed.leave(there=killed.ours, held=killed.old)
    assert killed.found() == ("ours", ["old"])


def test_a_save_that_was_displaced_goes_back(killed: Killed) -> None:
    killed.leave(there=killed.ours, held=book(killed.path, "staff"))
    assert killed.found() == ("staff", ["old"])


def test_a_displaced_save_goes_into_the_ring_where_somebody_has_saved_since(killed: Killed) -> None:
    killed.leave(there=book(killed.path, "later"), held=book(killed.path, "staff"))
    assert killed.found() == ("later", ["old", "staff"])


def test_a_second_name_of_the_register_is_taken_away(killed: Killed) -> None:
    killed.leave(there=killed.old, held=killed.ours)
    os.link(killed.path, f"{killed.held}~")
    assert killed.found() == ("old", ["old"])


def test_a_save_that_was_kept_by_a_second_name_goes_back(killed: Killed) -> None:
    killed.leave(there=killed.ours, held=book(killed.path, "staff"))
    killed.held.rename(f"{killed.held}~")
    assert killed.found() == ("staff", ["old"])


def test_nothing_is_changed_under_somebodys_hands(killed: Killed) -> None:
    staff = book(killed.path, "staff")
    killed.leave(there=killed.ours, held=staff)
    note = killed.path.with_name("~$r.xlsx")
    note.write_bytes(b"\x03Ada")
    with pytest.raises(RegisterBusy) as told:
        killed.store.recover()
    assert all(sentences(told.value))
    assert (killed.path.read_bytes(), killed.held.read_bytes()) == (killed.ours, staff)
    note.unlink()
    assert killed.found() == ("staff", ["old"])


@pytest.mark.parametrize("name", [".r-other.xlsx-0123456789abcdef.swap", ".r.xlsx-mine.swap"])
def test_other_files_are_left_alone(killed: Killed, name: str) -> None:
    other = killed.path.with_name(name)
    other.write_bytes(b"mine")
    killed.store.recover()
    assert other.read_bytes() == b"mine"


def test_a_register_that_is_gone_leaves_what_is_beside_it(killed: Killed) -> None:
    killed.leave(there=killed.ours, held=killed.old)
    killed.path.unlink()
    killed.store.recover()
    assert killed.held.read_bytes() == killed.old
