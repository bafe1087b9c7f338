"""Which run `undo` takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.planning.undo import is_left

if TYPE_CHECKING:
    from rma_sheets.model.runs import RunMemory
    from rma_sheets.ports import Journal


def chosen_run(journal: Journal, asked: int) -> RunMemory:
    """The run of that number; where it is 0 the newest of which something is left, if none after it was taken back.

    One that told an older journal what had been done is none: its numbers were given by others. Raises UsageError where
    there is none, or nothing is left of one that was taken back.
    """
    lines = journal.runs()
    if not asked:
        found = [line for line in lines if not (line.undoes or line.undone_by or line.took_over)]
        if not found:
            raise UsageError("undo.nothing-left" if lines else "undo.nothing")
        newest = next(filter(is_left, map(journal.run, found)), None) or journal.run(found[0])
        if later := next((line for line in lines if line.undone_by and line.run > newest.line.run), None):
            raise UsageError("undo.last-is-back", run=later.run, by=later.undone_by, before=newest.line.run)
        return newest
    named = next((line for line in lines if line.run == asked), None)
    if named is None:
        raise UsageError("undo.no-such-run", run=asked)
    if named.undoes:
        raise UsageError("undo.is-undo", run=asked, undoes=named.undoes)
    if named.took_over:
        raise UsageError("undo.took-over", run=asked)
    memory = journal.run(named)
    if named.undone_by and not is_left(memory):
        raise UsageError("undo.already", run=asked, by=named.undone_by)
    return memory
