"""The demo's folder and the hands of its staff: what happens around the five passes of `demo`."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from .bootstrap import App
from .bootstrap.desk import build_register, write_file
from .config import write_config
from .demo import order_rows, request_rows, staff_writes
from .errors import RmaSheetsError, UsageError
from .setup import REGISTERS
from .texts import load_texts

MARK = ".rma-sheets/demo"
"""Only a folder that holds this file is a demo, and only a demo is made anew."""

ZONE = "Europe/Paris"


def make_demo(folder: Path, language: str, today: date) -> Path:
    """The folder, its configuration and its register with the orders; returns the register's path.

    Raises UsageError where the folder holds something else.
    """
    _clear(folder)
    texts = load_texts(language)
    register = folder / REGISTERS[language]
    write_file(folder / MARK, b"")
    write_config(folder / "config.yaml", language=language, shop_name=texts.say("demo.shop"),
                 shop_email=texts.say("demo.email"), values={
                     "register.path": register.name, "timezone": ZONE,
                     "journal.anywhere": "true",    # a desktop is often synced, and a demo has nothing to lose
                     "shop.address": tuple(texts.say("demo.address").split("; "))})
    build_register(register, language, {"orders": order_rows(today, texts)})
    return register


def _clear(folder: Path) -> None:
    """Take an old demo away, and nothing else."""
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
        if not (folder / MARK).exists():
            raise UsageError("demo.folder-taken", path=folder)
        shutil.rmtree(folder)
    except OSError as error:
        raise RmaSheetsError("files.cannot-write", path=folder, reason=error.strerror or str(error)) from error


def work_in_the_sheet(app: App, index: int, today: date) -> None:
    """What staff fill in, and the requests that arrive, before the pass with that index."""
    writes = staff_writes(index, today, app.store.read(), app.texts)
    if writes:
        app.store.write(app.store.read(), writes)
    arrived = request_rows(index, today, app.texts, app.lists)
    if arrived:
        app.store.append(app.store.read(), "returns", arrived)
