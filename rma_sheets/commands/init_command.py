"""`rma-sheets init [DIR]`: a shop's folder with a configuration and a new, empty register."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rma_sheets.model.column import LANGUAGES
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts, terminal_language

REGISTERS = {"en": "returns.xlsx", "fr": "retours.xlsx"}


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `init`."""
    parser.add_argument("dir", nargs="?", default=Path(), type=Path, metavar="DIR", help=say("cli.init.dir"))
    parser.add_argument("--language", choices=LANGUAGES, default=terminal_language(), help=say("cli.init.language"))
    parser.add_argument("--shop-name", default="", metavar="NAME", help=say("cli.init.shop-name"))
    parser.add_argument("--shop-email", default="", metavar="ADDRESS", help=say("cli.init.shop-email"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Make what is not there yet; what is there stays as it is."""
    terminal.texts = load_texts(args.language)
    config, register = args.dir / "config.yaml", args.dir / REGISTERS[args.language]
    made = init_shop(args.dir, args.language, args.shop_name, args.shop_email)
    for path in (config, register):
        if path not in made:
            terminal.say("cli.init.kept", path=path)
    if made:
        terminal.say("cli.init.done", config=config, register=register)
    terminal.say("cli.init.next", folder=args.dir)
    terminal.json({"config": str(config), "register": str(register), "made": [str(path) for path in made]})
    return 0


def init_shop(folder: Path, language: str, shop_name: str = "", shop_email: str = "") -> list[Path]:
    """Make the folder's configuration and register where they are missing; returns what was made."""
    from rma_sheets.adapters.excel.build import build_workbook
    from rma_sheets.adapters.files import make_folder
    from rma_sheets.config import write_config
    from rma_sheets.model.vocabulary import build_vocabulary

    config, register = folder / "config.yaml", folder / REGISTERS[language]
    texts = load_texts(language)
    made = []
    make_folder(folder)
    if not config.exists():
        write_config(config, language=language, shop_name=shop_name or texts.say("cli.init.my-shop"),
                     shop_email=shop_email or "returns@example.org",
                     values={"register.path": register.name})
        made.append(config)
    if not register.exists():
        everyone = {each: load_texts(each) for each in LANGUAGES}
        build_workbook(register, texts=texts, vocabulary=build_vocabulary(texts, tuple(everyone.values())),
                       languages=everyone)
        made.append(register)
    return made
