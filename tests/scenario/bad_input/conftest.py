"""The small shop, before its first pass and after it; made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .shop import Shop, make_shop


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop whose only row was approved by its first pass."""
    shop = make_shop(tmp_path_factory.mktemp("bad-input") / "shop")
    shop.sync()
    return shop


@pytest.fixture
def running(made: Shop, tmp_path: Path) -> Shop:
    """That shop, of one's own."""
    return Shop(Path(shutil.copytree(made.folder, tmp_path / "shop")))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """One good row, no pass yet."""
    return make_shop(tmp_path / "shop")
