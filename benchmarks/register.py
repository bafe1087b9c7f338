"""A pass over the real register of examples/online_retail: seconds by phase, and peak memory.

    python -m benchmarks.register [DATA]

DATA holds `orders.csv.gz` and `returns.csv`; without it, or where it is missing, nothing is measured and that is said.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT
from examples.online_retail.__main__ import prepare

DATA = Path(os.environ.get("ONLINE_RETAIL", ROOT.parent / "shared" / "data" / "online-retail"))


def command(folder: Path, *words: str) -> tuple[str, float]:
    """Output of a command in the shop's folder and the most memory (MB) any of our commands has needed so far."""
    done = subprocess.run([sys.executable, "-m", "rma_sheets", *words], cwd=folder, capture_output=True, text=True,
                          check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return done.stdout, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """First pass, then a pass over the unchanged register."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    if not (data / "returns.csv").exists():
        print("the data of examples/online_retail is not here; name its folder in ONLINE_RETAIL")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sys.stdout = sys.stderr  # the example tells its story; the figures are what counts here
        prepare(data, folder)
        sys.stdout = sys.__stdout__
        for what, file in (("orders", "orders.csv.gz"), ("returns", "returns.csv")):
            command(folder, "import", what, file)
        for title in ("first pass", "second pass, nothing changed"):
            output, peak = command(folder, "sync", "--json")
            report = json.loads(output)
            seconds = report["seconds"]
            total = sum(seconds.values())
            parts = ", ".join(f"{phase} {value:.2f} s ({value / total:.0%})" for phase, value in seconds.items())
            print(f"{title}: {total:.1f} s, peak {peak:.0f} MB; {report['cells']:,} cells, {report['mails']} mails, "
                  f"{report['labels']} labels\n  {parts}")


if __name__ == "__main__":
    main()
