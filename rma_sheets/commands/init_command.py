"""`rma-sheets init [DIR]`: a shop's folder with a configuration and a new, empty register."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.texts import Texts
from rma_sheets.program import typed_program
from rma_sheets.render.table import in_columns
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts, terminal_language


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `init`."""
    parser.add_argument("dir", nargs="?", default=Path(), type=Path, metavar=say("cli.dir"), help=say("cli.init.dir"))
    parser.add_argument("--language", choices=LANGUAGES, default=terminal_language(), help=say("cli.init.language"))
    parser.add_argument("--shop-name", default="", metavar=say("cli.name"), help=say("cli.init.shop-name"))
    parser.add_argument("--shop-email", default="", metavar=say("cli.address"), help=say("cli.init.shop-email"))
    parser.add_argument("--shop-address", default="", metavar=say("cli.lines"), help=say("cli.init.shop-address"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Make what is not there yet; what is there stays as it is."""
    from rma_sheets.setup import init_shop

    terminal.texts = load_texts(args.language)
    shop = init_shop(args.dir, args.language, args.shop_name, args.shop_email, args.shop_address)
    terminal.texts = load_texts(shop.language)
    for path in (shop.config, shop.register):
        terminal.say("cli.init.made" if path in shop.made else "cli.init.kept", path=path)
    if shop.journal:
        terminal.say("cli.init.journal", path=shop.journal)
    named = bool(args.shop_name and args.shop_email and args.shop_address)
    terminal.lines(_next_steps(args.dir, terminal.texts, named=named))
    terminal.json({"config": str(shop.config), "register": str(shop.register), "language": shop.language,
                   "made": [str(path) for path in shop.made], "journal": shop.journal})
    return 0


def _next_steps(folder: Path, texts: Texts, *, named: bool) -> list[str]:
    """The commands of the first day, and what each is for; a shop that gave its name need not put it in."""
    say = texts.say
    go_there = [] if folder == Path() else [(f"cd {shlex.quote(str(folder))}", "")]
    program = typed_program(folder)
    commands = (*([] if named else [("config.yaml", "config")]), (f"{program} doctor", "doctor"),
                (f"{program} import orders {say('cli.file')}", "import"), (f"{program} plan", "plan"),
                (f"{program} sync", "sync"))
    steps = [*go_there, *((command, say(f"cli.init.step.{name}")) for command, name in commands)]
    return ["", say("cli.init.next"), *in_columns(steps)]
