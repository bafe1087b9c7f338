"""Planning 100,000 rows of which 1 % changed. Goal: at most 2 s and 500 MB, the register in memory included."""

from __future__ import annotations

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from benchmarks.measure import peak_megabytes, timed
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import JournalView
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Row, Snapshot, Tab
from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import build_vocabulary
from rma_sheets.planning.build import build_plan
from rma_sheets.texts import load_texts

ROWS, SHARE = 20_000, 0.01
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Paris"))
DAY = dt.date(2026, 11, 20)


def tab(key: str, rows: list[dict[str, CellValue]]) -> Tab:
    """A tab with all its columns."""
    spec = TABS_BY_KEY[key]
    columns = {column.key: index for index, column in enumerate(spec.columns)}
    return Tab(key, spec.title("en"), columns, {column.key: column.en for column in spec.columns}, 2,
               tuple(tuple(row.get(column.key) for column in spec.columns) for row in rows))


def register() -> Snapshot:
    """As many orders as returns: each return is of its own order, three quarters are clean."""
    orders: list[dict[str, CellValue]] = []
    returns: list[dict[str, CellValue]] = []
    for number in range(ROWS):
        order = f"{10_000 + number}"
        orders.append({"order_no": order, "line": "1", "order_date": DAY, "delivered_on": DAY, "sku": f"SKU-{number % 997}",
                       "item": f"item {number % 997}", "qty": 3, "unit_price": 12.5, "email": f"c{number}@example.org",
                       "country": "FR"})
        returns.append({"requested_on": DAY, "order_no": order if number % 4 else f"{number}x", "sku": f"SKU-{number % 997}",
                        "qty": 1 + number % 3, "email": f"c{number}@example.org", "customer": f"Customer {number}",
                        "return_reason": "other", "requested_resolution": "refund", "reason_note": f"note {number}"})
    policy: list[dict[str, CellValue]] = [{"order": 1, "rule": "14 days", "verdict": "approve", "window_days": 14}]
    return Snapshot("bench", "1", {"returns": tab("returns", returns), "orders": tab("orders", orders),
                                   "policy": tab("policy", policy),
                                   "reasons": tab("reasons", [{"code": "other", "label_en": "other"}])})


def after(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """The register once a plan's cells are written."""
    tabs = {key: [list(row) for row in value.rows] for key, value in snapshot.tabs.items()}
    for write in plan.writes:
        tabs[write.row.tab][write.row.position][snapshot.tabs[write.row.tab].columns[write.column]] = write.after
    return dataclasses.replace(snapshot, tabs={key: dataclasses.replace(value, rows=tuple(map(tuple, tabs[key])))
                                               for key, value in snapshot.tabs.items()})


def touched(snapshot: Snapshot) -> Snapshot:
    """The same register after staff have typed a tracking number into one row of a hundred."""
    returns = snapshot.tabs["returns"]
    column = returns.columns["tracking_no"]

    def typed(index: int, row: Row) -> Row:
        return row if index % round(1 / SHARE) else (*row[:column], f"1Z{index}", *row[column + 1:])

    rows = tuple(typed(index, row) for index, row in enumerate(returns.rows))
    return dataclasses.replace(snapshot, tabs={**snapshot.tabs, "returns": dataclasses.replace(returns, rows=rows)})


def main() -> None:
    """All new, nothing changed, 1 % changed."""
    texts = {language: load_texts(language) for language in ("en", "fr")}
    lists = build_vocabulary(texts["en"], tuple(texts.values()))
    snapshot, view = register(), JournalView("bench")

    def plan_of(sheet: Snapshot, memory: JournalView) -> Plan:
        return build_plan(sheet, memory, settings=Settings(), texts=texts, lists=lists, now=NOW)

    first_seconds, plan = timed(lambda: plan_of(snapshot, view))
    snapshot = after(snapshot, plan)
    view = JournalView("bench", plan.counters, {record.key: record for record in plan.records})
    cells = len(plan.records), len(snapshot.tabs["returns"].columns)
    print(f"{cells[0]:,} rows x {cells[1]} columns, all new: {first_seconds:.1f} s, {len(plan.writes):,} cells to write")
    del plan
    idle_seconds, idle = timed(lambda: plan_of(snapshot, view))
    changed = touched(snapshot)
    seconds, plan = timed(lambda: plan_of(changed, view))
    print(f"nothing changed: {idle_seconds:.2f} s, plan empty: {idle.empty}")
    print(f"1 % changed ({len(plan.records):,} rows): {seconds:.2f} s (goal 2), 1/{first_seconds / seconds:.0f} of all new")
    print(f"peak memory, everything above in one process: {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
