"""Files are written whole or not at all, and what killed processes left is taken away."""

from __future__ import annotations

import os
import time
from pathlib import Path

from rma_sheets.adapters.files import write_file


def left_over(folder: Path, name: str, hours: float) -> Path:
    """A half-written file of a process that was killed so long ago."""
    path = folder / name
    path.write_bytes(b"half")
    os.utime(path, (time.time() - hours * 3600,) * 2)
    return path


def test_what_a_killed_process_left_goes_with_the_next_file(tmp_path: Path) -> None:
    old, fresh = left_over(tmp_path, ".P-1.pdf.ab12cd34.tmp", 2), left_over(tmp_path, ".P-2.pdf.ab12cd34.tmp", 0.5)
    other = left_over(tmp_path, "mine.tmp", 2)
    write_file(tmp_path / "P-3.pdf", b"whole")
    assert (old.exists(), fresh.exists(), other.exists()) == (False, True, True)
    assert (tmp_path / "P-3.pdf").read_bytes() == b"whole"
