"""The runs as `undo --list` shows them: what each did, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.runs import RunLine


def list_runs(app: App, terminal: Terminal, lines: Sequence[RunLine]) -> int:
    """The lines and the JSON of `undo --list`; returns the exit code."""
    from rma_sheets.render.table import in_columns

    say, count = app.texts.say, app.texts.count
    by_number = {line.run: line for line in lines}
    rows = [(str(line.run), f"{line.at.astimezone(app.zone):%Y-%m-%d %H:%M}", count("undo.rows", line.rows),
             count("console.numbers", line.numbers), count("console.mails", line.mails), _fate(app, line, by_number))
            for line in lines]
    terminal.lines([say("undo.runs"), *in_columns(rows)] if lines else [say("undo.nothing.message")])
    terminal.json([{"run": line.run, "at": line.at.isoformat(), "rows": line.rows, "numbers": line.numbers,
                    "mails": line.mails, "undoes": line.undoes, "undone_by": line.undone_by,
                    "rows_taken_back": line.rows_back, "took_over": line.took_over} for line in lines])
    return 0


def _fate(app: App, line: RunLine, lines: Mapping[int, RunLine]) -> str:
    """What a run took back, or by which one it was taken back, and how much of it; or that it is none to take back."""
    say = app.texts.say
    if line.took_over:
        return say("undo.told-by-restore")
    if line.undoes:
        whole = lines.get(line.undoes, line).rows == line.rows
        return say("undo.took-back" if whole else "undo.took-part-back", run=line.undoes)
    if not line.undone_by:
        return ""
    if line.rows_back < line.rows:
        return say("undo.part-taken-back", back=line.rows_back, rows=line.rows, run=line.undone_by)
    return say("undo.taken-back", run=line.undone_by)
