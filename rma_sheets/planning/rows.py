"""Which rows a pass has to look at, and planning them in an order that does not depend on how the sheet is sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import RowRecord
from rma_sheets.model.states import FINISHED, OPEN

from .came_back import carries_our_cells, has_a_left_status, restored_rows
from .cells import stored
from .identity import Identified
from .issue import Issuer
from .ledger import Ledger, open_ledger
from .neighbours import freed, may_free, with_second_look
from .planned import RowPlan
from .rowplan import plan_row
from .world import World


def plan_rows(world: World, found: Identified, issuer: Issuer) -> tuple[RowPlan, ...]:
    """The plans of all rows that changed, in the order in which they were decided.

    New rows that are finished already come first: what they took of an order was gone before. Then come rows that may
    free units of an order, and those that came back; if one did, every open request is judged again after them.
    """
    troubles = _troubles(world)
    dirty = {position: world.view.rows[key] for position, key in found.known.items()
             if position in found.strayed or _changed(world, position, world.view.rows[key], troubles)}
    if not dirty and not found.new and not found.missing:
        return ()
    restored = restored_rows(world, found)
    lost = tuple(key for key in found.missing if key not in restored.values())
    back = tuple(key for key in (*restored.values(), *found.known.values()) if world.view.rows[key].deleted)
    planner = _Planner(world, open_ledger(world.view, lost, back), issuer, troubles, found.strayed)
    first = {position: record for position, record in dirty.items() if may_free(world, position, record)}
    history = dict.fromkeys(position for position in found.new
                            if position not in restored and _is_history(world, position))
    plans = [planner.new(position, None) for position in history]
    plans += [planner.known(position, record) for position, record in _by_key(first)]
    plans += [planner.new(position, restored[position]) for position in found.new if position in restored]
    others = any(map(freed, plans)) or any(not world.view.rows[key].rma_number for key in (*lost, *back))
    rest = {position: world.view.rows[key] for position, key in found.known.items()
            if position not in first and (position in dirty or (others and world.view.rows[key].status in OPEN))}
    plans += [planner.known(position, record) for position, record in _by_key(rest)]
    plans += [planner.new(position, None) for position in found.new
              if position not in history and position not in restored]
    return with_second_look(plans)


@dataclass(frozen=True, slots=True)
class _Planner:
    """`plan_row` with what all rows of a pass share."""

    world: World
    ledger: Ledger
    issuer: Issuer
    troubles: Mapping[str, tuple[Finding, ...]]
    strayed: Collection[int]

    def known(self, position: int, record: RowRecord) -> RowPlan:
        return plan_row(self.world, position, record, ledger=self.ledger, issuer=self.issuer,
                        strayed=position in self.strayed, trouble=self.troubles.get(record.key, ()))

    def new(self, position: int, key: str | None) -> RowPlan:
        before = self.world.view.rows[key] if key else None
        return plan_row(self.world, position, before, ledger=self.ledger, issuer=self.issuer, restored=key is not None,
                        copied=key is None and position not in self.strayed
                        and carries_our_cells(self.world, position),
                        left=position in self.strayed and has_a_left_status(self.world, position))


def _is_history(world: World, position: int) -> bool:
    """Whether a new row says that it is finished, and says so itself: a copy brings the status of its original."""
    word = stored(world.tab.cell(position, "status"))
    return world.vocabulary.key("status", word) in FINISHED and not carries_our_cells(world, position)


def _by_key(rows: Mapping[int, RowRecord]) -> list[tuple[int, RowRecord]]:
    return sorted(rows.items(), key=lambda item: (item[1].status in OPEN, item[1].key))


def _changed(world: World, position: int, record: RowRecord, troubles: Mapping[str, object]) -> bool:
    if record.seen != world.seen_at(position) or record.deleted:
        return True
    if record.key in troubles or record.key in world.unsent:
        return True
    if record.wake_on is not None and record.wake_on <= world.today:
        return True
    return record.basis != (world.basis if record.status in OPEN else "")


def _troubles(world: World) -> Mapping[str, tuple[Finding, ...]]:
    """Row key -> findings on mails of that row that did not go out."""
    out: dict[str, list[Finding]] = defaultdict(list)
    for trouble in world.view.troubles:
        notice = world.own.say(f"console.notice.{trouble.notice}")
        facts = {"notice": notice, "reply": trouble.reply, "number": str(trouble.number)}
        out[trouble.row_key].append(Finding(f"mail-{trouble.state}", column="email", header="",
                                            key=trouble.row_key, facts=facts))
    return {key: tuple(findings) for key, findings in out.items()}


def restored_keys(rows: Iterable[RowPlan]) -> frozenset[str]:
    """Keys that came back in this pass."""
    return frozenset(row.record.key for row in rows if row.restored)
