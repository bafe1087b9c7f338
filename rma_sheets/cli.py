"""`rma-sheets COMMAND`: finds the command, runs it, turns its result into an exit code. Thin on purpose.

Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 changes pending (`plan --exit-code`), 4 rows need a person
(`--strict`). Heavy packages are imported by the command that needs them, never here.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from rma_sheets import __version__
from rma_sheets.errors import RmaSheetsError
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts, terminal_language

COMMANDS = ("init", "demo", "import", "plan", "sync", "watch", "doctor", "preview", "label", "form", "history")
"""In the order a shop meets them; `rma_sheets/commands/<name>_command.py` is the file of each."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code. Never raises for a broken world."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter must not stop a pass
    words = list(sys.argv[1:] if argv is None else argv)
    terminal = Terminal(load_texts(terminal_language(), ("cli",)))
    args = build_parser(terminal, _chosen(words)).parse_args(words)
    terminal = Terminal(load_texts(terminal_language()), as_json=getattr(args, "json", False))
    try:
        return int(_module(args.command).run(args, terminal))
    except RmaSheetsError as error:
        terminal.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        terminal.progress("")
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has gone: nothing is wrong
        return 0


def build_parser(terminal: Terminal, only: str = "") -> argparse.ArgumentParser:
    """The parser of all commands; with `only`, the options of just that one, so that others are not imported."""
    say = terminal.texts.say
    parser = argparse.ArgumentParser(prog="rma-sheets", description=say("cli.description"), epilog=say("cli.epilog"))
    parser.add_argument("--version", action="version", version=f"rma-sheets {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("cli.command"))
    for name in COMMANDS:
        command = commands.add_parser(name, help=say(f"cli.{name}.help"), description=say(f"cli.{name}.help"))
        if name == only:
            command.add_argument("-c", "--config", default="config.yaml", metavar="FILE", help=say("cli.config"))
            command.add_argument("--json", action="store_true", help=say("cli.json"))
            _module(name).configure(command, say)
    return parser


def _chosen(words: Sequence[str]) -> str:
    return next((word for word in words if word in COMMANDS), "")


def _module(name: str):  # type: ignore[no-untyped-def]  # a module is its own interface: configure(), run()
    return importlib.import_module(f"rma_sheets.commands.{name}_command")
