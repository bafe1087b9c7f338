"""`rma-sheets doctor`: one line for each part of the shop's set-up, and what to do where a part fails."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rma_sheets.errors import RmaSheetsError
from rma_sheets.render.explain import explain
from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """`doctor` has no options of its own."""


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Check everything that can be checked; 1 when something fails."""
    from rma_sheets.checkup import checkup

    results = []
    for name, check in checkup(args.config, terminal):
        try:
            results.append((name, True, check(), ""))
        except RmaSheetsError as error:
            message, hint = explain(error, terminal.texts)
            results.append((name, False, message, hint))
    say = terminal.texts.say
    for name, good, text, hint in results:
        mark = say("doctor.ok") if good else say("doctor.fails")
        terminal.lines([f"{say(f'doctor.part.{name}'):<14} {mark:<6} {text}", *([f"{'':<22}{hint}"] if hint else [])])
    terminal.json([{"part": name, "ok": good, "message": text, "hint": hint} for name, good, text, hint in results])
    return 0 if all(good for _, good, _, _ in results) else 1
