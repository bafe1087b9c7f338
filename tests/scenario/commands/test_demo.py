"""`demo`: a shop that touches every status, told as a story, in each language."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from rma_sheets.demo_shop import make_demo
from rma_sheets.model.states import Status
from rma_sheets.program import typed_program
from rma_sheets.texts import load_texts

from .shell import Done, cells, content_of, rma_sheets

REGISTERS = {"en": "returns.xlsx", "fr": "retours.xlsx"}
Demos = dict[str, tuple[Path, Done]]


@pytest.mark.parametrize("language", REGISTERS)
def test_all_statuses_occur_in_the_final_register(made_demos: Demos, language: str) -> None:
    texts = load_texts(language)
    statuses = cells(made_demos[language][0] / REGISTERS[language], "status")
    assert sorted(map(str, statuses)) == sorted(texts.say(f"lists.status.{status}") for status in Status)


@pytest.mark.parametrize("language", REGISTERS)
def test_no_number_is_given_twice(made_demos: Demos, language: str) -> None:
    numbers = [number for number in cells(made_demos[language][0] / REGISTERS[language], "rma_number") if number]
    assert len(numbers) == len(set(numbers)) == 11


@pytest.mark.parametrize("language", REGISTERS)
def test_the_demo_succeeds_and_complains_of_nothing(made_demos: Demos, language: str) -> None:
    assert (made_demos[language][1].code, made_demos[language][1].err) == (0, "")


def test_the_story_has_five_days_and_ends_with_what_to_try(made_demos: Demos) -> None:
    out = made_demos["en"][1].out
    assert out.count("\n--- ") == 5
    assert out.index("Where to look:") < out.index("What to try:") < out.index(" preview -c ")


def test_what_to_try_can_be_pasted_where_the_folder_has_a_blank(tmp_path: Path) -> None:
    done = rma_sheets(tmp_path, "demo", "my demo")
    assert done.out.count(" -c 'my demo/config.yaml'") == 4


def test_the_last_lines_stand_below_each_other(made_demos: Demos) -> None:
    out = made_demos["fr"][1].out
    lines = out[out.index("Où regarder"):].split("\n\n")[0].splitlines()[1:]
    assert len({line.rindex("  ", 0, 40) for line in lines}) == 1


def test_a_pass_over_the_finished_demo_has_nothing_to_do(demo: Path) -> None:
    assert rma_sheets(demo, "plan", "--exit-code").code == 0
    assert "Nothing to do" in rma_sheets(demo, "sync").out


def test_a_demo_is_made_anew_over_an_old_one(demo: Path) -> None:
    (demo / "old.txt").write_text("of the old demo")
    make_demo(demo, "en", date(2026, 11, 22))
    assert not (demo / "old.txt").exists()
    assert cells(demo / "returns.xlsx", "order_no") == []


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    before = content_of(tmp_path)
    done = rma_sheets(tmp_path, "demo", ".")
    assert (done.code, "[demo.folder-taken]" in done.err) == (2, True)
    assert content_of(tmp_path) == before


def test_a_file_where_the_demo_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine")
    assert rma_sheets(tmp_path, "demo").code == 2
    assert (tmp_path / "demo").read_text() == "mine"


def test_the_commands_to_try_can_be_typed_where_the_shell_does_not_find_the_program(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv" / "bin" / "rma-sheets"), "demo"])
    assert typed_program() == str(Path(".venv/bin/rma-sheets"))
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "rma_sheets" / "__main__.py"), "demo"])
    assert typed_program().endswith(" -m rma_sheets")


def test_the_commands_to_try_are_short_where_the_shell_finds_the_program(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / ("rma-sheets.exe" if sys.platform == "win32" else "rma-sheets")
    program.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed_program() == "rma-sheets"


def test_staff_of_the_french_demo_write_french(made_demos: Demos) -> None:
    assert "monté et utilisé dehors" in cells(made_demos["fr"][0] / "retours.xlsx", "decision_note")
    assert "porté, taches" in cells(made_demos["fr"][0] / "retours.xlsx", "inspection_findings")
