"""`rma-sheets demo`: a shop of fifteen returns that touches every status, run through five passes of its life."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.texts import Texts
from rma_sheets.program import typed_program
from rma_sheets.render.table import in_columns
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts, terminal_language

SHOWN_RETURN = "RMA-26-00003-4"


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `demo`."""
    parser.add_argument("dir", nargs="?", default=Path("demo"), type=Path, metavar=say("cli.dir"),
                        help=say("cli.demo.dir"))
    parser.add_argument("--language", choices=LANGUAGES, default=terminal_language(), help=say("cli.demo.language"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Make the demo anew and tell its story."""
    from rma_sheets.demo import DAYS, REQUESTS
    from rma_sheets.demo_shop import ZONE, make_demo

    terminal.texts = load_texts(args.language)
    say, today = terminal.texts.say, datetime.now(ZoneInfo(ZONE)).date()
    register = make_demo(args.dir, args.language, today)
    terminal.say("cli.demo.story", rows=len(REQUESTS), folder=args.dir)
    for index, days in enumerate(DAYS):
        terminal.lines(["", f"--- {say('cli.demo.day', day=today - timedelta(days=days))} ---",
                        say(f"demo.story.day{index + 1}"), ""])
        run_day(args.dir, index, today, terminal)
    terminal.lines(_where_to_look(args.dir, register, terminal.texts))
    terminal.json({"folder": str(args.dir), "register": str(register), "rows": len(REQUESTS)})
    return 0


def run_day(folder: Path, index: int, today: date, terminal: Terminal) -> None:
    """Requests arrive, staff work in the sheet, then a pass runs at that day's time."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.commands.passes import shown_plan, shown_report
    from rma_sheets.demo import DAYS, DemoClock
    from rma_sheets.demo_shop import work_in_the_sheet
    from rma_sheets.sync import plan_pass, sync_pass

    day = today - timedelta(days=DAYS[index])
    with open_app(folder / "config.yaml", terminal, clock=lambda zone: DemoClock(zone, day)) as app:
        work_in_the_sheet(app, index, today)
        if index == len(DAYS) - 1:
            terminal.lines(["$ rma-sheets plan", *shown_plan(app, plan_pass(app.parts)), "", "$ rma-sheets sync"])
        report = sync_pass(app.parts, app.limits)
        terminal.progress("")
        terminal.lines(shown_report(app, report))


def _where_to_look(folder: Path, register: Path, texts: Texts) -> list[str]:
    """The last lines: what was made, and what to try next."""
    say, config, program = texts.say, folder / "config.yaml", typed_program()
    quoted = shlex.quote(str(config))
    made = ((register, say("demo.look.register")),
            (folder / "outbox", texts.count("demo.look.mails", len(list((folder / "outbox").glob("*.eml"))))),
            (folder / "labels", texts.count("demo.look.labels", len(list((folder / "labels").glob("*.pdf"))))),
            (config, say("demo.look.config")))
    tries = ((f"{program} sync -c {quoted}", say("demo.try.sync")),
             (f"{program} history -c {quoted} {SHOWN_RETURN}", say("demo.try.history")),
             (f"{program} form -c {quoted} 10031", say("demo.try.form")),
             (f"{program} preview -c {quoted} approved", say("demo.try.preview")))
    return ["", say("demo.look.title"), *in_columns([(str(path), words) for path, words in made]),
            "", say("demo.try.title"), *in_columns(tries)]
