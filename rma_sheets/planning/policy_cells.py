"""What the tab Policy is told about its own rules: each rule is OK, or says which cell cannot be read."""

from __future__ import annotations

from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef

from .cells import cell_writes
from .words import check_key, messages_text
from .world import World


def policy_writes(world: World) -> tuple[CellWrite, ...]:
    """Check and Messages of every rule, where they differ."""
    tab = world.snapshot.tab("policy")
    position_of = {rule.sheet_row: rule.sheet_row - tab.first_row for rule in world.policy}
    writes: list[CellWrite] = []
    for row, position in position_of.items():
        findings = tuple(finding for finding in world.policy_findings if finding.row == row)
        desired = {"check": world.vocabulary.label("check", check_key(findings)),
                   "messages": messages_text(findings, world.own) or None}
        writes += cell_writes(tab, RowRef("policy", position), desired)
    return tuple(writes)
