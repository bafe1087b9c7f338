"""A shop in a synced folder: the journal is refused there in one line, and `init` puts it elsewhere by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rma_sheets.config import load_config

from .shell import change_config, rma_sheets


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))


@pytest.fixture
def synced(made_shop: Path, tmp_path: Path) -> Path:
    """A shop that was moved into a folder of OneDrive."""
    return Path(shutil.copytree(made_shop, tmp_path / "OneDrive" / "shop"))


@pytest.mark.parametrize("command", ["plan", "sync"])
def test_a_pass_in_a_synced_folder_is_refused_in_one_line(synced: Path, command: str) -> None:
    before = (synced / "returns.xlsx").read_bytes()
    done = rma_sheets(synced, command)
    assert (done.code, "OneDrive" in done.err, "journal.path" in done.err) == (1, True, True)
    assert "Traceback" not in done.err
    assert (synced / "returns.xlsx").read_bytes() == before


def test_the_line_is_in_french_for_a_french_shop(synced: Path) -> None:
    change_config(synced, "language: en", "language: fr")
    assert "synchronise" in rma_sheets(synced, "plan").err


@pytest.mark.parametrize("journal_is_there", [True, False])
def test_doctor_says_it_too(synced: Path, journal_is_there: bool) -> None:
    if not journal_is_there:
        shutil.rmtree(synced / ".rma-sheets")
    parts = {part["part"]: part for part in rma_sheets(synced, "doctor", "--json").json}
    assert parts["journal"]["state"] == "failed"
    assert "OneDrive" in parts["journal"]["message"]


def test_doing_what_the_line_says_helps(synced: Path, tmp_path: Path) -> None:
    home = tmp_path / "disk" / "our-shop"
    shutil.move(synced / ".rma-sheets", home)
    change_config(synced, "path: .rma-sheets/journal.db", f"path: {(home / 'journal.db').as_posix()}")
    assert rma_sheets(synced, "sync").code == 0


def test_a_shop_may_insist(synced: Path) -> None:
    change_config(synced, "anywhere: false", "anywhere: yes")
    assert rma_sheets(synced, "sync").code == 0


def test_a_new_shop_in_a_synced_folder_gets_its_journal_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive" / "new shop"
    made = rma_sheets(tmp_path, "init", str(folder), "--shop-email", "a@shop.example")
    journal = load_config(folder / "config.yaml", {}).journal_path
    assert f"The journal (numbers given, mails, history) lies in {journal}" in made.out
    assert journal.is_relative_to(tmp_path / "home")
    assert (rma_sheets(folder, "plan").code, journal.exists()) == (0, True)


def test_a_demo_in_a_synced_folder_just_runs(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    assert rma_sheets(tmp_path / "OneDrive", "demo", "demo").code == 0
