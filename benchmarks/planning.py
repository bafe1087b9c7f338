"""Planning 100,000 rows of which 1 % changed. Goal: at most 2 s and 500 MB, the register in memory included."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import pickle
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.measure import ROOT, peak_megabytes, timed
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import JournalView
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Row, Snapshot, Tab
from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import build_vocabulary
from rma_sheets.planning.build import build_plan
from rma_sheets.texts import load_texts

ROWS, SHARE = 100_000, 0.01
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Paris"))
DAY = dt.date(2026, 11, 20)


def tab(key: str, rows: list[dict[str, CellValue]]) -> Tab:
    """A tab with all its columns."""
    spec = TABS_BY_KEY[key]
    columns = {column.key: index for index, column in enumerate(spec.columns)}
    return Tab(key, spec.title("en"), columns, {column.key: column.en for column in spec.columns}, 2,
               tuple(tuple(row.get(column.key) for column in spec.columns) for row in rows))


def register() -> Snapshot:
    """Three returns to an order line; a quarter of them with a mistyped order number."""
    orders: list[dict[str, CellValue]] = []
    returns: list[dict[str, CellValue]] = []
    for number in range(ROWS // 3 + 1):
        orders.append({"order_no": f"{10_000 + number}", "line": "1", "order_date": DAY, "delivered_on": DAY,
                       "sku": f"SKU-{number % 997}", "item": f"item {number % 997}", "qty": 9, "unit_price": 12.5,
                       "email": f"c{number}@example.org", "country": "FR"})
    for number in range(ROWS):
        order = orders[number // 3]
        returns.append({"requested_on": DAY, "order_no": order["order_no"] if number % 4 else f"{number}x",
                        "sku": order["sku"], "qty": 1 + number % 3, "email": order["email"],
                        "customer": f"Customer {number // 3}", "return_reason": "other",
                        "requested_resolution": "refund", "reason_note": f"note {number}"})
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

    rows = tuple(typed(index + 1, row) for index, row in enumerate(returns.rows))
    return dataclasses.replace(snapshot, tabs={**snapshot.tabs, "returns": dataclasses.replace(returns, rows=rows)})


def planner() -> Callable[[Snapshot, JournalView], Plan]:
    """`build_plan` with the settings of a new shop."""
    texts = {language: load_texts(language) for language in ("en", "fr")}
    lists = build_vocabulary(texts["en"], tuple(texts.values()))

    def plan_of(snapshot: Snapshot, view: JournalView) -> Plan:
        return build_plan(snapshot, view, settings=Settings(), texts=texts, lists=lists, now=NOW)

    return plan_of


def prepare(path: Path) -> None:
    """The first pass over a register that is all new; what it leaves is kept for the measuring process."""
    snapshot = register()
    seconds, plan = timed(lambda: planner()(snapshot, JournalView("bench")))
    print(f"{len(plan.records):,} rows x {len(snapshot.tabs['returns'].columns)} columns, all new: {seconds:.1f} s "
          f"({seconds / len(plan.records) * 1e6:.0f} us a row), {len(plan.writes):,} cells to write", flush=True)
    view = JournalView("bench", plan.counters, {record.key: record for record in plan.records})
    path.write_bytes(pickle.dumps((after(snapshot, plan), view), 5))


def measure(path: Path) -> None:
    """Nothing changed, then 1 % changed, five times each, in a process that did nothing else before."""
    with path.open("rb") as file:
        snapshot, view = pickle.load(file)  # noqa: S301  (written by ourselves a moment ago)
    plan_of, changed = planner(), touched(snapshot)
    before = peak_megabytes()
    idle = statistics.median(timed(lambda: plan_of(snapshot, view))[0] for _ in range(5))
    runs = [timed(lambda: plan_of(changed, view)) for _ in range(5)]
    seconds, plan = statistics.median(run[0] for run in runs), runs[0][1]
    print(f"nothing changed: {idle:.2f} s")
    print(f"1 % changed ({len(plan.records):,} rows): {seconds:.2f} s (goal 2), {seconds / idle:.1f} x nothing changed")
    print(f"peak memory {peak_megabytes():.0f} MB (goal 500), of which register and journal in memory {before:.0f} MB")


def main() -> None:
    """Each half in a process of its own."""
    if len(sys.argv) == 3:
        gc.disable()  # as a pass does
        {"prepare": prepare, "measure": measure}[sys.argv[1]](Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for half in ("prepare", "measure"):
            subprocess.run([sys.executable, "-m", "benchmarks.planning", half, f"{folder}/state"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
