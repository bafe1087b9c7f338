"""`init`: an empty folder becomes a shop, and what is there is never touched."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rma_sheets.config import load_config

from .shell import cells, change_config, content_of, rma_sheets


def test_a_new_shop_can_be_planned_at_once(tmp_path: Path) -> None:
    done = rma_sheets(tmp_path, "init", "shop", "--shop-name", "Our Shop", "--shop-email", "a@shop.example")
    assert (done.code, done.err) == (0, "")
    assert rma_sheets(tmp_path / "shop", "plan").code == 0


def test_the_address_goes_into_the_configuration(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", "--shop-address", "12 Market Street; 75011 Paris;")
    assert load_config(tmp_path / "config.yaml", {}).shop.address == ("12 Market Street", "75011 Paris")


def test_the_next_steps_are_shown(tmp_path: Path) -> None:
    out = rma_sheets(tmp_path, "init", "my shop").out
    assert "cd 'my shop'" in out
    assert "config.yaml" in out.splitlines()[-5]


def test_in_the_folder_itself_there_is_nowhere_to_go(tmp_path: Path) -> None:
    assert "cd " not in rma_sheets(tmp_path, "init").out


def test_a_french_shop_has_a_french_register(tmp_path: Path) -> None:
    done = rma_sheets(tmp_path, "init", "--language", "fr")
    assert "La suite" in done.out
    assert cells(tmp_path / "retours.xlsx", "rule", "policy")


def test_a_second_init_changes_nothing(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init")
    before = content_of(tmp_path)
    done = rma_sheets(tmp_path, "init", "--json")
    assert (done.code, done.json["made"]) == (0, [])
    assert content_of(tmp_path) == before


def test_a_second_init_in_another_language_stays_with_the_register_there_is(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init")
    before = content_of(tmp_path)
    assert rma_sheets(tmp_path, "init", "--language", "fr").code == 0
    assert content_of(tmp_path) == before


def test_a_missing_register_is_made_where_the_configuration_says(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init")
    (tmp_path / "returns.xlsx").unlink()
    change_config(tmp_path, "path: returns.xlsx", "path: rma.xlsx")
    assert rma_sheets(tmp_path, "init", "--json").json["made"] == ["rma.xlsx"]
    assert rma_sheets(tmp_path, "plan").code == 0


@pytest.mark.parametrize(("words", "found"), [
    (("--shop-email", "nonsense"), "nonsense"),
    (("--shop-name", "two\nlines"), "two?lines"),
])
def test_values_that_no_configuration_can_hold_leave_nothing_behind(tmp_path: Path, words: tuple[str, ...],
                                                                     found: str) -> None:
    done = rma_sheets(tmp_path, "init", "shop", *words)
    assert (done.code, found in done.err) == (2, True)
    assert not (tmp_path / "shop").exists()


def test_a_name_with_every_trap_of_yaml_comes_through(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", "--shop-name", "NO: #1 “Léa's” {shop}", "--shop-email", "lea@shop.example")
    assert "NO: #1 “Léa's” {shop} <lea@shop.example>" in rma_sheets(tmp_path, "doctor").out


def test_a_file_where_the_folder_should_be_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("")
    done = rma_sheets(tmp_path, "init", "shop")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "[files.cannot-write]" in done.err


def test_the_next_steps_can_be_typed_where_the_shell_does_not_find_the_program(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    program = tmp_path / ".venv" / "bin" / "rma-sheets"
    monkeypatch.setattr(sys, "argv", [str(program), "init"])
    steps = rma_sheets(tmp_path, "init", "shop").out
    assert f"{Path('..') / '.venv' / 'bin' / 'rma-sheets'} doctor" in steps or f"{program} doctor" in steps
