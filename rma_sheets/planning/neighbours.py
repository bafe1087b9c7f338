"""Which rows another row's change can matter to: they share order lines, and who was first.

A pass plans rows in one order; what a row gave up after others were judged is theirs in the next pass.
"""

from __future__ import annotations

from dataclasses import replace

from rma_sheets.model.findings import NEIGHBOUR
from rma_sheets.model.record import AGAIN, RowRecord
from rma_sheets.model.states import OPEN, RELEASED

from .planned import RowPlan
from .world import World


def may_free(world: World, position: int, record: RowRecord) -> bool:
    """Whether a known row that changed may give up what others wait for; such rows are planned first."""
    return record.status not in OPEN or record.facts != world.facts_at(position)


def freed(plan: RowPlan) -> bool:
    """Whether a row gave up units of an order, or is no longer the request it was."""
    before = plan.before
    return before is not None and (before.units != plan.record.units or before.identity != plan.record.identity
                                   or (plan.record.status in RELEASED and before.status not in RELEASED))


def with_second_look(plans: list[RowPlan]) -> tuple[RowPlan, ...]:
    """Rows that wait for units which another row gave up after them are judged again in the next pass."""
    late = max((index for index, plan in enumerate(plans) if freed(plan)), default=-1)
    return tuple(replace(plan, record=replace(plan.record, basis=AGAIN)) if index < late and _waits(plan) else plan
                 for index, plan in enumerate(plans))


def _waits(plan: RowPlan) -> bool:
    return plan.record.status in OPEN and any(finding.kind.passes == NEIGHBOUR for finding in plan.findings)
