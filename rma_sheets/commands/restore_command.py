"""`rma-sheets restore RMA...`: rows that were deleted stand in the register again, with their key and number.

They come back as the last pass saw them, under the last row; the next pass takes them in without a number or a mail
more. `--journal FILE` puts back a backup of the journal instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.record import RowRecord
    from rma_sheets.model.runs import Cells
    from rma_sheets.model.snapshot import Snapshot


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `restore`."""
    parser.add_argument("rma", nargs="*", metavar="RMA", help=say("cli.rma"))
    parser.add_argument("--journal", type=Path, metavar=say("cli.file"), help=say("cli.restore.journal"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Put back those that are gone, all or none. Raises UsageError where each is still there, or one says nothing."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.planning.cells import typed_cells

    if not args.rma and not args.journal:
        raise UsageError("restore.which")
    if args.rma and args.journal:
        raise UsageError("restore.together")
    if args.journal:
        from rma_sheets.recovery import restore_journal

        return restore_journal(args.config, args.journal, terminal)
    with open_app(args.config, terminal) as app, app.parts.lock():
        snapshot = app.store.read()
        records, there = _gone_and_there(app, args.rma, snapshot)
        said = app.journal.cells([record.key for record in records])
        _check_said(records, said)
        app.store.append(snapshot, "returns", [typed_cells(said[record.key]) for record in records])
        numbers, own = [record.reference for record in records], snapshot.tab("returns").others
        if there:
            terminal.lines([app.texts.count("restore.still-there.message", len(there), numbers=", ".join(there))])
        terminal.lines([*(app.texts.say("restore.done", number=number) for number in numbers), *_left_out(app, own)])
        terminal.json({"restored": numbers, "still_there": there, "not_restored": own})
        return 0


def _left_out(app: App, own: Sequence[str]) -> list[str]:
    """What is said of the shop's own columns, which no pass reads: their cells are only in copies of the workbook."""
    folder = app.config.resolve(app.config.backups.folder)
    return [app.texts.say("restore.own-columns", columns=", ".join(own), folder=folder)] if own else []


def _gone_and_there(app: App, words: list[str], snapshot: Snapshot) -> tuple[list[RowRecord], list[str]]:
    """The records of those numbers that stand nowhere in the sheet, and the numbers of the others."""
    from rma_sheets.lookup import find_record, typed_numbers

    view, tab = app.journal.view(), snapshot.tab("returns")
    there = {tab.cell(position, "row_key") for position in range(len(tab.rows))}
    records = {record.key: record for number in typed_numbers(words, app.settings)
               for record in [find_record(view, number, app.settings, app.label_key, app.journal)]}
    gone = [record for key, record in records.items() if key not in there]
    still = [record.reference for key, record in records.items() if key in there]
    if not gone:
        raise UsageError("restore.still-there", number=len(still), numbers=", ".join(still))
    return gone, still


def _check_said(records: Iterable[RowRecord], said: Mapping[str, Cells]) -> None:
    for record in records:
        if not said.get(record.key):
            raise UsageError("restore.unknown", number=record.reference)
