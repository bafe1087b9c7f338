"""What becomes of a pass that died on its way, once the sheet can be looked at.

What the sheet proves was written (a row's `rev`) is bound, the rest is let go; reserved numbers that nobody saw stay
gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from .model.record import Detail, JournalView, RowRecord
from .model.snapshot import Snapshot
from .model.tab_columns import RETURNS
from .planning.cells import stored
from .planning.layout import Layout
from .ports import Journal


def heal(journal: Journal, snapshot: Snapshot, at: datetime) -> None:
    """Bind what earlier passes wrote and could not finish; give up what they meant and did not write."""
    pending = journal.pending()
    if not pending:
        return
    proven = _Proof(snapshot, journal.view())
    for run, records in pending:
        journal.bind(run, frozenset(record.key for record in records if proven.stands(record)), at)


def healed_view(journal: Journal, snapshot: Snapshot) -> JournalView:
    """The journal as `heal` would leave it, without touching it: for `plan`, which promises to write nothing."""
    view, pending = journal.view(), journal.pending()
    if not pending:
        return view
    proven, rows = _Proof(snapshot, view), dict(view.rows)
    for _, records in pending:
        rows.update({record.key: record for record in records if proven.stands(record)})
    return replace(view, rows=rows)


class _Proof:
    """What the sheet proves of a pass that died: a new `rev`, the row as the pass meant to leave it, or its last
    sync and mail as the pass wrote them (a reminder moves nothing, and staff may have edited the row since).

    Copies of such a row prove it as well as the row itself. A key and a `rev` alone do not, for dragging a row down
    counts them up: the request reference of the row must stand somewhere too, unless somebody has cleared it.
    """

    def __init__(self, snapshot: Snapshot, view: JournalView) -> None:
        self._tab = snapshot.tab("returns")
        self._layout = Layout(self._tab, RETURNS)
        self._view = view
        self._references: set[str] = set()
        self._positions: dict[str, list[int]] = {}
        for position in range(len(self._tab.rows)):
            self._references.add(self._reference(position))
            key = self._tab.cell(position, "row_key")
            if isinstance(key, str):
                self._positions.setdefault(key, []).append(position)

    def _reference(self, position: int) -> str:
        return stored(self._tab.cell(position, "request_ref"))

    def stands(self, record: RowRecord) -> bool:
        """Whether the sheet holds what this record says."""
        known = self._view.rows.get(record.key)
        proof = {"rev": str(record.rev)} if record.rev > (known.rev if known else 0) else _news(record, known)
        shown = record.request_ref in self._references
        return any((proof and all(stored(self._tab.cell(position, column)) == said for column, said in proof.items())
                    and (shown or not self._reference(position)))
                   or self._layout.seen(self._tab.rows[position]) == record.seen
                   for position in self._positions.get(record.key, ()))


def _news(record: RowRecord, known: RowRecord | None) -> Mapping[str, str]:
    """What the pass wrote of the last sync and the last mail, where the journal does not know it yet."""
    written, before = Detail.load(record.detail).written, Detail.load(known.detail if known else "").written
    return {column: written.get(column, "") for column in ("last_sync", "last_mail")
            if written.get(column, "") != before.get(column, "")}
