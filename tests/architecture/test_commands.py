"""Every command has help in each language, a mention in the README, and a light start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rma_sheets.cli import COMMANDS, build_parser
from rma_sheets.model.column import LANGUAGES
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts

README = Path(__file__).parents[2] / "README.md"
HEAVY = ("pydantic", "openpyxl", "sqlalchemy", "typst", "jinja2", "yagmail", "pandas", "lxml", "babel", "alembic",
         "ruamel", "qrcode", "barcode", "python_calamine", "rapidfuzz", "email_validator")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = build_parser(Terminal(load_texts(language, ("cli",))), command)
    with pytest.raises(SystemExit) as stop:
        parser.parse_args([command, "--help"])
    assert stop.value.code == 0
    assert load_texts(language).say(f"cli.{command}.help").split()[0] in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    assert f"rma-sheets {command}" in README.read_text(encoding="utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = ("import sys; from rma_sheets.cli import main\n"
            "try: main(['--help'])\nexcept SystemExit: pass\n"
            "print('\\n'.join(sys.modules), file=sys.stderr)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & {name.split(".")[0] for name in done.stderr.split()}
