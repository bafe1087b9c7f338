"""The tab Policy, as staff edit it, into rules. A cell that cannot be read breaks its rule, and the rule says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rma_sheets.model.findings import Finding
from rma_sheets.model.policy import Rule, Verdict
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.model.vocabulary import Vocabulary, fold

from .generous import read_country, read_decimal, read_flag, read_integer

LAST = Decimal(10**9)
"""Where a rule without an order stands: after all that have one."""

FIRST = Decimal(-1)
"""Where a rule stands whose order cannot be read: before all, so that none decides what it might have decided."""


class _UnreadableError(ValueError):
    """A cell of a rule means nothing to us."""


Reader = Callable[[CellValue, Vocabulary], Any]


@dataclass(frozen=True, slots=True)
class _Cell:
    """How one column of Policy is read, and into which field of the rule."""

    column: str
    field: str
    read: Reader
    needed: bool = False


def _words(value: CellValue) -> tuple[str, ...]:
    if isinstance(value, CellError | Formula):
        raise _UnreadableError
    return () if value is None else tuple(part.strip() for part in str(value).split(",") if part.strip())


def _number(read: Callable[[CellValue], Any], minimum: int = 0) -> Reader:
    def reader(value: CellValue, _: Vocabulary) -> Any:
        if value is None:
            return None
        got = read(value)
        if got.problem or got.value is None or got.value < minimum:
            raise _UnreadableError
        return got.value
    return reader


def _keys(list_name: str) -> Reader:
    def reader(value: CellValue, vocabulary: Vocabulary) -> tuple[str, ...]:
        keys = tuple(vocabulary.key(list_name, word) for word in _list_words(value, vocabulary, list_name))
        if not all(keys):
            raise _UnreadableError
        return keys
    return reader


def _list_words(value: CellValue, vocabulary: Vocabulary, list_name: str) -> tuple[str, ...]:
    """Labels may hold commas themselves (`new, sealed`): from each word on, the longest label that fits is taken."""
    words = _words(value)
    out: list[str] = []
    while words:
        runs = (size for size in range(len(words), 1, -1) if vocabulary.key(list_name, ", ".join(words[:size])))
        size = next(runs, 1)
        out.append(", ".join(words[:size]))
        words = words[size:]
    return tuple(out)


def _one(list_name: str) -> Reader:
    def reader(value: CellValue, vocabulary: Vocabulary) -> str:
        keys = _keys(list_name)(value, vocabulary)
        if len(keys) > 1:
            raise _UnreadableError
        return keys[0] if keys else ""
    return reader


def _verdict(value: CellValue, vocabulary: Vocabulary) -> Verdict:
    return Verdict(_one("verdict")(value, vocabulary))


def _countries(value: CellValue, _: Vocabulary) -> frozenset[str]:
    got = [read_country(word) for word in _words(value)]
    if any(one.problem or not one.value for one in got):
        raise _UnreadableError
    return frozenset(str(one.value) for one in got)


def _active(value: CellValue, _: Vocabulary) -> bool:
    got = read_flag(value)
    if got.problem:
        raise _UnreadableError
    return value is None or bool(got.value)


CELLS: tuple[_Cell, ...] = (
    _Cell("order", "order", lambda value, v: LAST if value is None else _number(read_decimal)(value, v)),
    _Cell("active", "active", _active),
    _Cell("country", "countries", _countries),
    _Cell("category", "categories", lambda value, _: frozenset(fold(word) for word in _words(value))),
    _Cell("sku", "skus", lambda value, _: tuple(fold(word) for word in _words(value))),
    _Cell("reason", "reasons", lambda value, v: frozenset(_keys("reason")(value, v))),
    _Cell("condition", "conditions", lambda value, v: frozenset(_keys("condition")(value, v))),
    _Cell("days_from", "days_from", _number(read_integer)),
    _Cell("days_to", "days_to", _number(read_integer)),
    _Cell("value_from", "value_from", _number(read_decimal)),
    _Cell("value_to", "value_to", _number(read_decimal)),
    _Cell("verdict", "verdict", _verdict),
    _Cell("window_days", "window_days", _number(read_integer)),
    _Cell("resolutions", "resolutions", _keys("resolution")),
    _Cell("who_pays", "who_pays", _one("payer")),
    _Cell("restocking_fee", "restocking_fee", _number(read_decimal)),
    _Cell("message", "message", lambda value, _: " ".join(_words(value) and str(value).split())),
)


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
    broken: list[str] = []
    for cell in CELLS:
        value = tab.cell(position, cell.column)
        try:
            fields[cell.field] = cell.read(value, vocabulary)
        except (_UnreadableError, ValueError):
            broken.append(cell.column)
    for low, high in (("days_from", "days_to"), ("value_from", "value_to")):
        if fields.get(low) is not None and fields.get(high) is not None and fields[low] > fields[high]:
            broken.append(low)
            fields[low] = fields[high] = None
    fee = fields.get("restocking_fee")
    if fee is not None and (fee > 100 or 0 < fee < 1):  # 0.1 is a cell of 10 % that lost its format
        broken.append("restocking_fee")
    name = tab.cell(position, "rule")
    fields["name"] = str(name).strip() if isinstance(name, str | int | float) else f"#{fields['sheet_row']}"
    findings = [_finding(tab, position, column, fields["name"]) for column in broken]
    headers = tuple(tab.headers.get(column, column) for column in broken)
    return Rule(**fields, broken=headers), findings


def _finding(tab: Tab, position: int, column: str, name: str) -> Finding:
    value = tab.cell(position, column)
    if isinstance(value, Formula):
        value = "="
    typed = value.text if isinstance(value, CellError) else "" if value is None else str(value)
    return Finding("rule-broken", tab.key, tab.sheet_row(position), column, tab.headers.get(column, column),
                   facts={"typed": typed, "rule": name})
