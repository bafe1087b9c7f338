"""The small shop, before its first pass and after it; made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .shop import Shop, asks, bought, make_shop


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


@pytest.fixture(scope="session")
def made_three(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Two approved rows of two customers and one that needs info, after their first pass."""
    rows = (asks("1001", customer="Anna"), asks("1002", customer="Ben", email="ben@example.com"),
            asks("9999", customer="Chloé", email="chloe@example.fr"))
    orders = [bought("1001"), bought("1002", email="ben@example.com"), bought("1003")]
    shop = make_shop(tmp_path_factory.mktemp("three") / "shop", *rows, orders=orders)
    shop.sync()
    return shop


@pytest.fixture
def three(made_three: Shop, tmp_path: Path) -> Shop:
    """That shop, of one's own."""
    return Shop(Path(shutil.copytree(made_three.folder, tmp_path / "shop")))
