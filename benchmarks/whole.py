"""A whole pass over a register of 100,000 returns: all new, nothing to do, nothing changed, 1 % changed; time and
memory by phase.

    python -m benchmarks.whole [ROWS]

The shop is made by the ordinary commands. Most rows are finished returns of earlier years, one in fifty is open; staff
then correct the order number in one row of a hundred. Each pass is a process of its own.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT

DAY = dt.date(2026, 11, 2)
LINES = 3
"""Returns to an order."""
COLUMNS = ("Requested on", "Order no", "SKU", "Qty", "E-mail", "Customer", "Return reason", "Status", "Reason note")


def main() -> None:
    """Make the shop, then measure the four passes."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, rows)
        show(f"{rows:,} rows, all new", measured(folder))
        show("nothing to do after it", measured(folder))
        idle = measured(folder)
        show("nothing changed since a pass that had nothing to do", idle)
        print(f"  beyond start-up {sum(seconds for phase, seconds, _ in idle if phase != 'start'):.2f} s (goal 0.3)")
        edit(folder, rows)
        size = (folder / "returns.xlsx").stat().st_size / 1e6
        show(f"1 % changed ({rows // 100:,} rows; {size:.1f} MB)", measured(folder))


def prepare(folder: Path, rows: int) -> None:
    """A shop with orders and returns, before its first pass."""
    ours(folder, "init", "--language", "en", "--shop-name", "Bench", "--shop-email", "returns@shop.example",
         "--shop-address", "1 Example Street; Exampletown EX1 2AB")
    config = folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("max_mails_per_run: 200", "max_mails_per_run: 10000"),
                      encoding="utf-8")
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("Order no", "Line", "Order date", "Delivered on", "SKU", "Item", "Qty", "Unit price", "E-mail"))
        table.writerows((f"{10_000 + number}", "1", DAY, DAY, f"SKU-{number % 997}", f"item {number % 997}", 9, 12.5,
                         f"c{number}@example.org") for number in range(rows // LINES + 1))
    with (folder / "returns.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows(returns(rows))
    ours(folder, "import", "orders", "orders.csv")
    ours(folder, "import", "returns", "returns.csv", "--no-mails")


def returns(rows: int) -> Iterator[tuple[object, ...]]:
    """One in fifty names an order that is not there, so it stays open."""
    for number in range(rows):
        order, is_open = number // LINES, number % 50 == 0
        yield (DAY, f"{10_000 + order}" + "x" * is_open, f"SKU-{order % 997}", 1, f"c{order}@example.org",
               f"Customer {order}", "changed mind", "" if is_open else "closed", f"note {number}")


def edit(folder: Path, rows: int) -> None:
    """Staff correct the order number in every hundredth row."""
    from rma_sheets.adapters.excel.store import ExcelStore
    from rma_sheets.model.plan import CellWrite
    from rma_sheets.model.snapshot import RowRef

    store = ExcelStore(folder / "returns.xlsx", backups=folder / "backups")
    snapshot = store.read()
    store.write(snapshot, [CellWrite(RowRef("returns", row), "order_no", None, f"{10_000 + row // LINES}")
                           for row in range(0, rows, 100)])


def ours(folder: Path, *words: str) -> None:
    """A command in the shop's folder."""
    subprocess.run([sys.executable, "-m", "rma_sheets", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "PYTHONPATH": str(ROOT)})


def measured(folder: Path) -> list[tuple[str, float, float]]:
    """Phase, seconds, peak MB of one `sync`."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.whole_job"], cwd=folder, check=True, text=True,
                          capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    phases: dict[str, tuple[float, float]] = {}
    for phase, seconds, peak in json.loads(done.stdout.splitlines()[-1]):
        before = phases.get(phase, (0.0, 0.0))
        phases[phase] = before[0] + seconds, max(before[1], peak)
    return [(phase, *figures) for phase, figures in phases.items()]


def show(title: str, phases: list[tuple[str, float, float]]) -> None:
    """A line for each phase."""
    total = sum(seconds for _, seconds, _ in phases)
    print(f"\n{title}: {total:.2f} s, peak {max(peak for *_, peak in phases):.0f} MB")
    for phase, seconds, peak in phases:
        print(f"  {phase:10} {seconds:7.2f} s {peak:7.0f} MB")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
