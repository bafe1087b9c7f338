"""The tab Policy, as staff edit it, into rules. A cell that cannot be read breaks its rule, and the rule says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rma_sheets.model.findings import Finding
from rma_sheets.model.policy import Rule
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.values import CellError, Formula
from rma_sheets.model.vocabulary import Vocabulary

from .policy_columns import CELLS, UnreadableError

FIRST = Decimal(-1)
"""Where a rule stands whose order cannot be read: before all, so that none decides what it might have decided."""

RANGES = (("days_from", "days_to"), ("value_from", "value_to"))


def read_policy(tab: Tab, vocabulary: Vocabulary) -> tuple[tuple[Rule, ...], tuple[Finding, ...]]:
    """The rules in the order in which they are tried, and a finding for each cell that could not be read."""
    rules, findings = [], []
    for position, row in enumerate(tab.rows):
        engine = {tab.columns.get("check"), tab.columns.get("messages")}
        if any(cell is not None for index, cell in enumerate(row) if index not in engine):
            rule, problems = _read_rule(tab, position, vocabulary)
            rules.append(rule)
            findings += problems
    return tuple(sorted(rules, key=lambda rule: rule.order)), tuple(findings)


def _read_rule(tab: Tab, position: int, vocabulary: Vocabulary) -> tuple[Rule, list[Finding]]:
    fields: dict[str, Any] = {"sheet_row": tab.sheet_row(position), "order": FIRST}
    broken: dict[str, Mapping[str, object]] = {}
    for cell in CELLS:
        try:
            fields[cell.field] = cell.read(tab.cell(position, cell.column), vocabulary)
        except UnreadableError as error:
            broken[cell.column] = error.facts
    for low, high in RANGES:
        if fields.get(low) is not None and fields.get(high) is not None and fields[low] > fields[high]:
            broken[low] = {"low": 0, "high": fields[high]}
            fields[low] = fields[high] = None
    name = tab.cell(position, "rule")
    fields["name"] = str(name).strip() if isinstance(name, str | int | float) else f"#{fields['sheet_row']}"
    findings = [_finding(tab, position, column, {"rule": fields["name"], **facts}) for column, facts in broken.items()]
    headers = tuple(tab.headers.get(column, column) for column in broken)
    return Rule(**fields, broken=headers), findings


def _finding(tab: Tab, position: int, column: str, facts: Mapping[str, object]) -> Finding:
    value = tab.cell(position, column)
    if isinstance(value, Formula):
        value = "="
    typed = value.text if isinstance(value, CellError) else "" if value is None else str(value)
    return Finding("rule-broken", tab.key, tab.sheet_row(position), column, tab.headers.get(column, column),
                   facts={"typed": typed, "nearest": "", "low": "", "high": "", **facts})
