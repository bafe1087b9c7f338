"""`rma-sheets init [DIR]`: a shop's folder with a configuration and a new, empty register."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rma_sheets.errors import ConfigError, UsageError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.render.table import in_columns
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts, terminal_language

REGISTERS = {"en": "returns.xlsx", "fr": "retours.xlsx"}
EXAMPLE_EMAIL = "returns@example.org"
"""Stands in the configuration until the shop puts its own there; `doctor` reminds of it."""


NO_ROWS: Mapping[str, Sequence[Mapping[str, CellValue]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shop:
    """What `init` found or made; `language` is that of the configuration, whoever wrote it."""

    config: Path
    register: Path
    language: str
    made: tuple[Path, ...]


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `init`."""
    parser.add_argument("dir", nargs="?", default=Path(), type=Path, metavar=say("cli.dir"), help=say("cli.init.dir"))
    parser.add_argument("--language", choices=LANGUAGES, default=terminal_language(), help=say("cli.init.language"))
    parser.add_argument("--shop-name", default="", metavar=say("cli.name"), help=say("cli.init.shop-name"))
    parser.add_argument("--shop-email", default="", metavar=say("cli.address"), help=say("cli.init.shop-email"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Make what is not there yet; what is there stays as it is."""
    terminal.texts = load_texts(args.language)
    shop = init_shop(args.dir, args.language, args.shop_name, args.shop_email)
    terminal.texts = load_texts(shop.language)
    for path in (shop.config, shop.register):
        terminal.say("cli.init.made" if path in shop.made else "cli.init.kept", path=path)
    terminal.lines(_next_steps(args.dir, terminal.texts, named=bool(args.shop_name and args.shop_email)))
    terminal.json({"config": str(shop.config), "register": str(shop.register), "language": shop.language,
                   "made": [str(path) for path in shop.made]})
    return 0


def init_shop(folder: Path, language: str, shop_name: str = "", shop_email: str = "") -> Shop:
    """Make the folder's configuration and register where they are missing.

    A configuration that is there decides on language and register. Raises UsageError for a name or address that a
    configuration cannot hold, RmaSheetsError kinds where nothing can be written.
    """
    from rma_sheets.adapters.files import make_folder
    from rma_sheets.config import load_config

    config, made = folder / "config.yaml", []
    texts = load_texts(language)
    if not config.exists():
        was_there = folder.exists()
        make_folder(folder)
        try:
            _write_config(config, language, shop_name or texts.say("cli.init.my-shop"), shop_email or EXAMPLE_EMAIL)
        except UsageError:
            if not was_there:
                folder.rmdir()
            raise
        made.append(config)
    known = load_config(config, os.environ)
    register = folder / known.register.path
    if not register.exists():
        build_register(register, known.language)
        made.append(register)
    return Shop(config, register, known.language, tuple(made))


def _write_config(path: Path, language: str, shop_name: str, shop_email: str) -> None:
    from rma_sheets.config import write_config

    try:
        write_config(path, language=language, shop_name=shop_name, shop_email=shop_email,
                     values={"register.path": REGISTERS[language]})
    except ConfigError as error:
        if error.reference != "config.invalid":
            raise
        raise UsageError("cli.init-values", problems=error.facts["problems"]) from error


def build_register(path: Path, language: str,
                   tabs: Mapping[str, Sequence[Mapping[str, CellValue]]] = NO_ROWS) -> None:
    """A new register in that language; Reasons has labels in all of them."""
    from rma_sheets.adapters.excel.build import build_workbook
    from rma_sheets.model.vocabulary import build_vocabulary

    everyone = {each: load_texts(each) for each in LANGUAGES}
    vocabulary = build_vocabulary(everyone[language], tuple(everyone.values()))
    build_workbook(path, texts=everyone[language], vocabulary=vocabulary, tabs=tabs, languages=everyone)


def _next_steps(folder: Path, texts: Texts, *, named: bool) -> list[str]:
    """The commands of the first day, and what each is for; a shop that gave its name need not put it in."""
    say = texts.say
    go_there = [] if folder == Path() else [(f"cd {shlex.quote(str(folder))}", "")]
    commands = (*([] if named else [("config.yaml", "config")]), ("rma-sheets doctor", "doctor"),
                (f"rma-sheets import orders {say('cli.file')}", "import"), ("rma-sheets plan", "plan"),
                ("rma-sheets sync", "sync"))
    steps = [*go_there, *((command, say(f"cli.init.step.{name}")) for command, name in commands)]
    return ["", say("cli.init.next"), *in_columns(steps)]
