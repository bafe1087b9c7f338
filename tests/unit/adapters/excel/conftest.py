"""Folders for the tests of the Excel store."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workbooks import make_workbook


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that an ordinary user can reach, which pytest's own are not when root runs it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register of two rows."""
    return make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "00123", "sku": "1E10", "qty": 1},
                                                       {"order_no": "10024"}])
