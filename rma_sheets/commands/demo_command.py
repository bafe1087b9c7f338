"""`rma-sheets demo`: a shop of fifteen returns that touches every status, run through five passes of its life."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from rma_sheets.errors import UsageError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts, terminal_language

from .init_command import REGISTERS

MARK = ".rma-sheets/demo"
"""Only a folder that holds this file is a demo, and only a demo is made anew."""


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `demo`."""
    parser.add_argument("dir", nargs="?", default=Path("demo"), type=Path, metavar="DIR", help=say("cli.demo.dir"))
    parser.add_argument("--language", choices=LANGUAGES, default=terminal_language(), help=say("cli.demo.language"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Make the demo anew and tell its story."""
    from rma_sheets.demo import DAYS, REQUESTS

    terminal.texts = load_texts(args.language)
    today = date.today()  # noqa: DTZ011  (the day of the person who looks at the demo)
    register = make_demo(args.dir, args.language, today)
    terminal.say("cli.demo.story", rows=len(REQUESTS), folder=args.dir)
    for index, days in enumerate(DAYS):
        terminal.lines(["", terminal.texts.say("cli.demo.day", day=today - timedelta(days=days))])
        run_day(args.dir, index, today, terminal)
    for key, path in (("look", ""), ("look-register", register), ("look-mails", args.dir / "outbox"),
                      ("look-labels", args.dir / "labels")):
        terminal.say(f"cli.demo.{key}", path=path)
    terminal.say("cli.demo.again", config=args.dir / "config.yaml")
    terminal.json({"folder": str(args.dir), "register": str(register), "rows": len(REQUESTS)})
    return 0


def make_demo(folder: Path, language: str, today: date) -> Path:
    """The folder, its configuration and its register with the orders; returns the register's path.

    Raises UsageError where the folder holds something else.
    """
    from rma_sheets.adapters.excel.build import build_workbook
    from rma_sheets.adapters.files import write_file
    from rma_sheets.config import write_config
    from rma_sheets.demo import order_rows
    from rma_sheets.model.vocabulary import build_vocabulary

    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UsageError("demo.folder-taken", path=folder)
        shutil.rmtree(folder)
    texts = load_texts(language)
    register = folder / REGISTERS[language]
    write_file(folder / MARK, b"")
    write_config(folder / "config.yaml", language=language, shop_name=texts.say("demo.shop"),
                 shop_email=texts.say("demo.email"), values={
                     "register.path": register.name,
                     "shop.address": tuple(texts.say("demo.address").split("; "))})
    everyone = {each: load_texts(each) for each in LANGUAGES}
    build_workbook(register, texts=texts, vocabulary=build_vocabulary(texts, tuple(everyone.values())), languages=everyone,
                   tabs={"orders": order_rows(today, texts)})
    return register


def run_day(folder: Path, index: int, today: date, terminal: Terminal) -> None:
    """Requests arrive, staff work in the sheet, then a pass runs at that day's time."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.demo import DAYS, DemoClock, request_rows, staff_writes
    from rma_sheets.render.console import plan_lines, report_lines
    from rma_sheets.sync import plan_pass, sync_pass

    day = today - timedelta(days=DAYS[index])
    with open_app(folder / "config.yaml", terminal, clock=lambda zone: DemoClock(zone, day)) as app:
        writes = staff_writes(index, today, app.store.read(), app.texts)
        if writes:
            app.store.write(app.store.read(), writes)
        arrived = request_rows(index, today, app.texts, app.lists)
        if arrived:
            app.store.append(app.store.read(), "returns", arrived)
        if index == len(DAYS) - 1:
            terminal.lines(["$ rma-sheets plan", *plan_lines(plan_pass(app.parts), app.texts, app.returns_title), "",
                            "$ rma-sheets sync"])
        report = sync_pass(app.parts, app.limits)
        terminal.progress("")
        terminal.lines(report_lines(report, app.texts, app.returns_title))
