"""`rma-sheets COMMAND`: finds the command, runs it, turns its result into an exit code. Thin on purpose.

Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 changes pending (`plan --exit-code`), 4 rows need a person
(`--strict`), 130 interrupted. Heavy packages are imported by the command that needs them, never here.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from rma_sheets import __version__
from rma_sheets.arguments import Parser
from rma_sheets.errors import RmaSheetsError
from rma_sheets.terminal import Terminal
from rma_sheets.texts import configured_language, load_texts, terminal_language

COMMANDS = ("init", "demo", "import", "plan", "sync", "watch", "doctor", "preview", "label", "form", "history",
            "evidence", "outbox", "undo", "restore", "backup", "unlock")
"""In the order a shop meets them; `rma_sheets/commands/<name>_command.py` is the file of each."""

WITHOUT_CONFIG = frozenset({"init", "demo"})
"""They make a configuration and read none."""

CONFIG = "config.yaml"

_EVERYWHERE = ("-c", "--config", "--json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code. Never raises for a broken world."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter must not stop a pass
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except BrokenPipeError:  # the reader (head, less) has gone: nothing is wrong
        _drop_output()
        return 0


def _run(words: list[str]) -> int:
    words = _command_first(words)
    terminal = Terminal(load_texts(_language(words), ("cli",)), as_json="--json" in words)
    try:
        code = _carry_out(words, terminal)
        terminal.flush()
    except RmaSheetsError as error:
        if error.reference == "cli.output":
            _drop_output()
        terminal.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        terminal.aside("cli.interrupted")
        return 130
    return code


def _carry_out(words: list[str], terminal: Terminal) -> int:
    parser = build_parser(terminal, _chosen(words))
    if not words:
        parser.print_help(sys.stderr)
        return 2
    try:
        args = parser.parse_args(words)
    except SystemExit:  # argparse has shown the help or the version
        return 0
    terminal.texts = load_texts(terminal.texts.language)
    return int(_module(args.command).run(args, terminal))


def _drop_output() -> None:
    """What could not be printed goes nowhere, so that Python does not complain once more at its end."""
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser(terminal: Terminal, only: str = "") -> argparse.ArgumentParser:
    """The parser of all commands; with `only`, the options of just that one, so that others are not imported."""
    texts, say = terminal.texts, terminal.texts.say
    parser = Parser(texts=texts, prog="rma-sheets", help_with=f"rma-sheets {only} --help".replace("  ", " "),
                    description=say("cli.description"), epilog=say("cli.epilog"))
    parser.add_argument("--version", action="version", version=f"rma-sheets {__version__}",
                        help=say("cli.usage.version"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("cli.command"),
                                     title=say("cli.usage.commands"))
    for name in COMMANDS:
        command = commands.add_parser(name, texts=texts, help_with=f"rma-sheets {name} --help",
                                      help=say(f"cli.{name}.help"), description=say(f"cli.{name}.help"))
        if name == only:
            command.epilog = say(f"cli.more.{name}") if texts.has(f"cli.more.{name}") else None
            if name not in WITHOUT_CONFIG:
                command.add_argument("-c", "--config", default=CONFIG, metavar=say("cli.file"),
                                     help=say("cli.config"))
            command.add_argument("--json", action="store_true", help=say("cli.json"))
            _module(name).configure(command, say)
    return parser


def _command_first(words: list[str]) -> list[str]:
    """`-c FILE plan` means `plan -c FILE`: options of every command may stand before it."""
    index = 0
    while index < len(words) and words[index].partition("=")[0] in _EVERYWHERE:
        index += 2 if words[index] in _EVERYWHERE[:2] else 1
    if index < len(words) and words[index] in COMMANDS:
        return [words[index], *words[:index], *words[index + 1:]]
    return words


def _language(words: Sequence[str]) -> str:
    """The language of the configuration, else of the person at the terminal: help and wrong usage speak it."""
    if _chosen(words) in WITHOUT_CONFIG:
        return terminal_language()
    named = next((word.partition("=")[2] or "".join(words[index + 1:index + 2]) for index, word in enumerate(words)
                  if word.partition("=")[0] in _EVERYWHERE[:2]), CONFIG)
    return configured_language(Path(named)) or terminal_language()


def _chosen(words: Sequence[str]) -> str:
    return next((word for word in words if word in COMMANDS), "")


def _module(name: str) -> ModuleType:
    """Each has `configure(parser, say)`, which adds its options, and `run(args, terminal)`, which gives the exit code.
    """
    return importlib.import_module(f"rma_sheets.commands.{name}_command")
