"""What `rma-sheets --help` costs beyond starting Python. Goal: at most 150 ms."""

from __future__ import annotations

import sys

from benchmarks.measure import median_seconds

if __name__ == "__main__":
    bare = median_seconds([sys.executable, "-c", "pass"], runs=11)
    ours = median_seconds([sys.executable, "-m", "rma_sheets", "--help"], runs=11)
    print(f"bare Python {bare * 1000:.0f} ms, rma-sheets --help {ours * 1000:.0f} ms: "
          f"{(ours - bare) * 1000:.0f} ms more (goal 150), ratio {ours / bare:.1f}")
