"""The small shop, before its first pass and after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .shop import Shop, make_shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """One good row, no pass yet."""
    return make_shop(tmp_path / "shop")


@pytest.fixture
def running(shop: Shop) -> Shop:
    """The same after its first pass: the row is approved and has its number."""
    shop.sync()
    return shop
