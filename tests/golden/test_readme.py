"""The README shows what the program prints: its blocks are made here. `RENEW_GOLDEN=1` writes them anew."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.build_seed import seed_rules
from rma_sheets.commands.demo_command import run_day
from rma_sheets.demo import DAYS
from rma_sheets.demo_shop import make_demo
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.tab_columns import POLICY
from rma_sheets.model.vocabulary import build_vocabulary
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts

README = Path(__file__).parents[2] / "README.md"
TODAY = date(2026, 11, 22)
SHOWN_OF_A_RULE = ("order", "rule", "category", "reason", "days_to", "value_from", "verdict", "window_days", "who_pays")


def block(name: str) -> re.Match[str]:
    pattern = f"(?<=<!-- begin: {name} -->\n).*?(?=<!-- end: {name} -->)"
    found = re.search(pattern, README.read_text(encoding="utf-8"), re.S)
    assert found, f"the README has no block {name}"
    return found


def renew(name: str, text: str) -> None:
    old, found = README.read_text(encoding="utf-8"), block(name)
    README.write_text(old[:found.start()] + text + old[found.end():], encoding="utf-8")


def compare(name: str, shown: str) -> None:
    if os.environ.get("RENEW_GOLDEN"):
        renew(name, shown)
    assert block(name).group() == shown


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(load_texts("en"))
    make_demo(tmp_path / "demo", "en", TODAY)
    for index in range(len(DAYS)):
        capsys.readouterr()
        run_day(tmp_path / "demo", index, TODAY, terminal)
    compare("demo", f"```\n{capsys.readouterr().out.strip()}\n```\n")


def test_the_readme_shows_the_rules_of_a_new_register_as_they_stand_in_its_tab() -> None:
    texts = load_texts("en")
    rules = seed_rules(texts, build_vocabulary(texts, tuple(map(load_texts, LANGUAGES))))
    cells = [[POLICY.column(key).en for key in SHOWN_OF_A_RULE], ["---"] * len(SHOWN_OF_A_RULE),
             *([str(rule[key] or "") for key in SHOWN_OF_A_RULE] for rule in rules)]
    compare("rules", "".join(f"| {' | '.join(row)} |\n".replace("  ", " ") for row in cells))
