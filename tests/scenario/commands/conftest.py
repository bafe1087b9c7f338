"""A demo shop in each language and a small shop of one's own, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from .shell import Done, rma_sheets

MakeDemo = Callable[..., Path]


@pytest.fixture(scope="session")
def made_demos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Done]]:
    """Language -> the demo as the command made it, and what it said."""
    folder = tmp_path_factory.mktemp("demos")
    return {language: (folder / language, rma_sheets(folder, "demo", language, language=language))
            for language in ("en", "fr")}


@pytest.fixture
def demo(made_demos: dict[str, tuple[Path, Done]], tmp_path: Path) -> Path:
    """An English demo of one's own."""
    return Path(shutil.copytree(made_demos["en"][0], tmp_path / "demo"))


@pytest.fixture
def french_demo(made_demos: dict[str, tuple[Path, Done]], tmp_path: Path) -> Path:
    """A French demo of one's own."""
    return Path(shutil.copytree(made_demos["fr"][0], tmp_path / "demo-fr"))


@pytest.fixture(scope="session")
def made_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with two orders and two requests, of which one can be approved; no pass has run."""
    folder = tmp_path_factory.mktemp("shops") / "shop"
    rma_sheets(folder.parent, "init", "shop", "--shop-name", "Our Shop", "--shop-email", "returns@shop.example",
               "--shop-address", "1 Example Street; Exampletown")
    days = {name: (date.today() - timedelta(days=ago)).isoformat()  # noqa: DTZ011
            for name, ago in (("ordered", 10), ("delivered", 7), ("asked", 1))}
    (folder / "orders.csv").write_text(ORDERS.format(**days), encoding="utf-8")
    (folder / "returns.csv").write_text(RETURNS.format(**days), encoding="utf-8")
    for what in ("orders", "returns"):
        assert rma_sheets(folder, "import", what, f"{what}.csv").code == 0
    return folder


@pytest.fixture
def shop(made_shop: Path, tmp_path: Path) -> Path:
    """That shop, of one's own."""
    return Path(shutil.copytree(made_shop, tmp_path / "shop"))


ORDERS = """\
Order no,SKU,Item,Qty,Order date,Delivered on,Customer,E-mail,Unit price,Currency
1001,00123,"Mug, blue",2,{ordered},{delivered},Anna,anna@example.org,12.50,EUR
1002,1E10,Lamp,1,{ordered},{delivered},Bob,bob@example.org,89.00,EUR
"""

RETURNS = """\
Requested on,Order no,SKU,Qty,E-mail,Return reason
{asked},1001,00123,1,anna@example.org,changed_mind
{asked},4711,XYZ,1,bob@example.org,changed_mind
"""
