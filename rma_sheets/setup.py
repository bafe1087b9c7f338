"""A new shop's folder: what `init` makes, and what it leaves alone because it is there already."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .bootstrap.desk import build_register, journal_home, make_folder
from .config import load_config, write_config
from .errors import ConfigError, UsageError
from .texts import load_texts

REGISTERS = {"en": "returns.xlsx", "fr": "retours.xlsx"}
JOURNAL = ".rma-sheets/journal.db"
"""Where it lies unless the configuration names another place."""

EXAMPLE_EMAIL = "returns@example.org"
"""Stands in the configuration until the shop puts its own there; `doctor` reminds of it."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What `init` found or made; `language` is that of the configuration, whoever wrote it.

    `journal` is where a new shop's journal is put that must not be in its folder; else empty.
    """

    config: Path
    register: Path
    language: str
    made: tuple[Path, ...]
    journal: str = ""


def init_shop(folder: Path, language: str, shop_name: str = "", shop_email: str = "",
              shop_address: str = "") -> Shop:
    """Make the folder's configuration and register where they are missing.

    Lines of `shop_address` are parted by semicolons. A configuration that is there decides on language and register.
    Raises UsageError for a name or address that a configuration cannot hold, RmaSheetsError kinds where nothing can
    be written.
    """
    config, made, home = folder / "config.yaml", [], ""
    texts = load_texts(language)
    if not config.exists():
        was_there = folder.exists()
        make_folder(folder)
        try:
            home = _write_config(config, language, shop_name or texts.say("cli.init.my-shop"),
                                 shop_email or EXAMPLE_EMAIL,
                                 tuple(line.strip() for line in shop_address.split(";") if line.strip()))
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
    return Shop(config, register, known.language, tuple(made), home)


def _write_config(path: Path, language: str, shop_name: str, shop_email: str,
                  shop_address: tuple[str, ...]) -> str:
    """Where the journal is to be, if not in the folder."""
    home = journal_home(path.absolute().parent / JOURNAL)
    try:
        write_config(path, language=language, shop_name=shop_name, shop_email=shop_email,
                     values={"register.path": REGISTERS[language], "shop.address": shop_address,
                             **({"journal.path": home} if home else {})})
    except ConfigError as error:
        if error.reference != "config.invalid":
            raise
        raise UsageError("cli.init-values", problems=error.facts["problems"]) from error
    return home
