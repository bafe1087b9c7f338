"""What every command shares: help, wrong usage, languages, pipes, interruption, and JSON that is JSON."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rma_sheets import __version__
from rma_sheets.cli import COMMANDS
from rma_sheets.commands import plan_command

from .shell import Done, rma_sheets

PROGRAM = (sys.executable, "-m", "rma_sheets")
ROOT = Path(__file__).parents[3]

INTERRUPTED = """
import os, runpy, signal, sys
class CtrlC:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, CtrlC())
sys.argv = ["rma-sheets", "sync"]
runpy.run_module("rma_sheets", run_name="__main__")
"""


def environment() -> dict[str, str]:
    """As a shell has it; the program is found in the checkout too."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "RMA_SHEETS_LANGUAGE": "en", "PYTHONUNBUFFERED": ""}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_fits_a_terminal_of_82_columns(tmp_path: Path, command: str | None, language: str) -> None:
    done = rma_sheets(tmp_path, *filter(None, (command, "--help")), language=language)
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 82


@pytest.mark.parametrize("command", COMMANDS)
def test_french_help_has_no_english_words_of_argparse(tmp_path: Path, command: str) -> None:
    out = rma_sheets(tmp_path, command, "--help", language="fr").out
    assert [word for word in ("usage:", "positional", "show this", "FILE", "ORDER") if word in out] == []


def test_the_version_is_said(tmp_path: Path) -> None:
    assert rma_sheets(tmp_path, "--version") == Done(0, f"rma-sheets {__version__}\n", "")


def test_without_a_command_the_help_is_shown_and_the_exit_code_is_2(tmp_path: Path) -> None:
    done = rma_sheets(tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "doctor" in done.err


@pytest.mark.parametrize(("words", "said"), [
    (("snyc",), "Did you mean “sync”?"),
    (("plan", "--hepl"), "“--hepl” is not known here. See: rma-sheets plan --help"),
    (("preview", "aproved"), "Did you mean “approved”?"),
    (("import", "orders"), "Something is missing: FILE. See: rma-sheets import --help"),
    (("plan", "-c"), "-c/--config needs a value behind it."),
    (("plan", "--all=3"), "--all takes no value"),
    (("watch", "--every", "soon"), "“soon” is not a number from 0.01 to 1440."),
    (("watch", "--every", "1e308"), "“1e308” is not a number from 0.01 to 1440."),
    (("sync", "--allow-mails", "-4"), "“-4” is not a number from 0 to 1000000."),
    (("sync", "--allow-mails", "nan"), "“nan” is not a number"),
    (("init", "-c", "x"), "“-c” is not known here."),
])
def test_wrong_usage_is_one_line_with_a_way_out(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = rma_sheets(tmp_path, *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


@pytest.mark.parametrize(("words", "said"), [
    (("snyc",), "Vouliez-vous dire"),
    (("plan", "--hepl"), "n'est pas connu ici"),
    (("label",), "Il manque quelque chose"),
    (("plan", "-c"), "doit être suivi d'une valeur"),
    (("watch", "--passes", "0"), "n'est pas un nombre entre 1 et 1000000"),
])
def test_wrong_usage_is_said_in_french(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in rma_sheets(tmp_path, *words, language="fr").err


def test_help_and_wrong_usage_speak_the_language_of_the_configuration(french_demo: Path) -> None:
    assert "n'est pas connu ici" in rma_sheets(french_demo, "plan", "--hepl").err
    assert "utilisation" in rma_sheets(french_demo.parent, "plan", "-c", "demo-fr/config.yaml", "--help").out
    assert "utilisation" in rma_sheets(french_demo.parent, "--config=demo-fr/config.yaml", "plan", "--help").out
    assert "usage" in rma_sheets(french_demo, "init", "--help").out
    assert "ne vont pas ensemble" in rma_sheets(french_demo, "outbox", "resolve", 1, "--arrived", "--again").err


@pytest.mark.parametrize("command", ["outbox", "unlock", "undo", "restore"])
def test_help_shows_examples(tmp_path: Path, command: str) -> None:
    out = rma_sheets(tmp_path, command, "--help").out
    assert f"  rma-sheets {command} " in out[out.index("For example"):]


def test_options_of_every_command_may_stand_before_it(demo: Path) -> None:
    done = rma_sheets(demo.parent, "-c", "demo/config.yaml", "--json", "plan")
    assert (done.code, done.json["rows"]) == (0, 15)


@pytest.mark.parametrize(("words", "reference"), [
    (("snyc", "--json"), "cli.wrong-usage"),
    (("plan", "--json", "-c", "nowhere.yaml"), "config.not-found"),
    (("history", "--json", "-c", "demo/config.yaml", "nonsense"), "lookup.unknown-number"),
])
def test_a_machine_gets_errors_as_json_too(demo: Path, words: tuple[str, ...], reference: str) -> None:
    done = rma_sheets(demo.parent, *words)
    assert done.json["error"] == reference
    assert f"[{reference}]" in done.err


@pytest.mark.parametrize("words", [
    ("plan",), ("sync",), ("sync", "--timings"), ("doctor",), ("preview", "approved"), ("label", "RMA-26-00001-A"),
    ("form", "10031"), ("history", "RMA-26-00001-A"), ("watch", "--passes", "1"), ("import", "orders", "o.csv"),
], ids=lambda words: words[0])
def test_the_output_with_json_is_json_and_nothing_else(demo: Path, words: tuple[str, ...]) -> None:
    (demo / "o.csv").write_text("Order no,SKU,Qty\n900,A,1\n", encoding="utf-8")
    done = rma_sheets(demo, *words, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json


def test_without_a_configuration_the_way_to_one_is_shown(tmp_path: Path) -> None:
    done = rma_sheets(tmp_path, "plan")
    assert (done.code, done.out) == (1, "")
    assert "rma-sheets init" in done.err


def test_errors_are_in_the_language_of_the_configuration(french_demo: Path) -> None:
    (french_demo / "retours.xlsx").unlink()
    assert "n'existe pas" in rma_sheets(french_demo, "plan", language="en").err


def test_progress_is_shown_on_a_terminal_only(demo: Path) -> None:
    assert "Reading the register" in rma_sheets(demo, "sync", tty=True).err
    assert rma_sheets(demo, "sync").err == ""


def test_ctrl_c_says_that_nothing_is_half_written(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt
    monkeypatch.setattr(plan_command, "run", interrupted)
    done = rma_sheets(demo, "plan")
    assert (done.code, done.err[:36]) == (130, "Interrupted. Nothing is half-written")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("module", ["rma_sheets.cli", "argparse", "tomllib"])
def test_ctrl_c_while_the_program_is_being_loaded_shows_no_traceback(demo: Path, module: str) -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED.format(module=module)], cwd=demo, env=environment(),
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("words", [("history", "RMA-26-00001-A"), ("--help",)])
def test_a_reader_that_leaves_early_is_no_failure(demo: Path, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PROGRAM, *words], cwd=demo, env=environment(), stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_an_output_that_cannot_be_written_is_one_clear_line(demo: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*PROGRAM, "plan"], cwd=demo, env=environment(), stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"[cli.output]" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_that_is_told_to_stop_ends_cleanly(demo: Path, number: signal.Signals) -> None:
    program = subprocess.Popen([*PROGRAM, "watch"], cwd=demo, env=environment(), stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert "Watching" in program.stdout.readline()
    time.sleep(0.5)
    program.send_signal(number)
    assert program.communicate(timeout=20)[0].endswith("Ended. Nothing is half-done.\n")
    assert program.returncode == 0
