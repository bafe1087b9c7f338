"""`rma-sheets doctor`: one line for each part of the shop's set-up, and what to do where a part fails."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """`doctor` has no options of its own."""


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Check everything that can be checked; 1 when something fails, a warning is no failure."""
    from rma_sheets.checkup import FAILED, checkup
    from rma_sheets.render.table import in_columns

    found = list(checkup(args.config, terminal))
    say = terminal.texts.say
    rows: list[tuple[str, str, str]] = []
    for part in found:
        first, *others = part.message.split("\n")
        rows += [(say(f"doctor.part.{part.name}"), say(f"doctor.{part.state}"), first),
                 *(("", "", line) for line in (*others, part.hint) if line)]
    terminal.lines(in_columns(rows, indent=""))
    terminal.json([{"part": part.name, "ok": part.state != FAILED, "state": part.state, "message": part.message,
                    "hint": part.hint, "settings": part.settings} for part in found])
    return 1 if any(part.state == FAILED for part in found) else 0
