"""Copies while they are made: of several processes in one folder none takes away what another one is making."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from rma_sheets.adapters.journal.half_made import being_made, remove_left

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps files that are open")


def test_a_file_that_another_process_takes_for_left_before_it_is_held_is_made_anew(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = tempfile.mkstemp

    def overtaken(**name: str) -> tuple[int, str]:
        monkeypatch.undo()
        made = make(**name)
        remove_left(tmp_path)
        return made

    monkeypatch.setattr(tempfile, "mkstemp", overtaken)
    with being_made(tmp_path / "copy.db") as made:
        assert made.exists()
        remove_left(tmp_path)
        assert made.exists()
    assert list(tmp_path.iterdir()) == []
