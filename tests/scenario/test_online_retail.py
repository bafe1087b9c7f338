"""The real register of examples/online_retail adds up. Skipped where the data is not beside the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "online-retail"


@pytest.mark.timeout(900)
@pytest.mark.skipif(not (DATA / "returns.csv").exists(), reason="the data set is not beside the project")
def test_the_real_register_adds_up(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "examples.online_retail", str(DATA), str(tmp_path / "shop")], cwd=ROOT,
                          capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "adds up", done.stdout + done.stderr
