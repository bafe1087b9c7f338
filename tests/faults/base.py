"""The shop that every case starts from: six rows, of which one is already approved and one waits for an answer.

It is made once and copied. What a pass finds to do there: two new requests to approve, one to decline, one that lacks
its order number, a parcel that has come in, and an answer that staff typed. Every row has a customer of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from tests.scenario.bad_input.shop import CONFIG, POLICY, REASONS, Cells, Shop, asks, bought, day, make_shop

CONTENT_SIGNS = ("so that the warehouse finds it", "1 Example Street", "Bonne nouvelle")
"""Stand in mails of this shop and in nothing else: were one printed, a mail's body would be."""

PASSWORD = "pw-of-the-mail-server-3141"
SECRET_FILE = "smtp-password.txt"
YESTERDAY = "yesterday.xlsx"
"""The register as the pass before left it, beside the shop's folder: what somebody may put back."""

CUSTOMERS = ("anna@example.org", "ben@example.com", "chloe@example.fr", "dora@example.org", "emil@example.com",
             "fay@example.org")
NEVER_LAMPS: Cells = {"order": 0, "rule": "no lamps", "verdict": "decline", "sku": "LMP-02",
                      "message": f"Lamps stay with you, {CONTENT_SIGNS[0]}"}
SMTP = ('mail:\n  smtp: {{host: 127.0.0.1, port: {port}, security: "none", timeout: 1, user: shop, '
        "password: {{file: " + SECRET_FILE + "}}}}\n")
OLD_ROWS = (asks("1001", email=CUSTOMERS[0]), asks("1002", email=CUSTOMERS[1], qty=None))
NEW_ROWS = (asks("1003", email=CUSTOMERS[2]), asks("1004", sku="LMP-02", email=CUSTOMERS[3]),
            asks("9999", email=CUSTOMERS[4]), asks("1006", email=CUSTOMERS[5]))


def orders() -> list[Cells]:
    """A line of Orders for every customer; more for those whom people add."""
    skus = {"1004": "LMP-02"}
    known = [bought(str(1001 + at), email=email, sku=skus.get(str(1001 + at), "MUG-01"))
             for at, email in enumerate(CUSTOMERS)]
    return [*known, *(bought(str(number), email=f"new{number}@example.org") for number in range(2001, 2013))]


def extras(book: Workbook) -> None:
    """Parts that nobody but their owner may touch: a chart, a comment, a tab of the shop's own."""
    own = book.create_sheet("Our notes")
    own["A1"], own["B1"] = "Mugs", 3
    own["A1"].comment = Comment("ask the warehouse", "Anna")
    chart = BarChart()
    chart.add_data(Reference(own, min_col=2, min_row=1, max_row=1))
    own.add_chart(chart, "D4")


def use_server(shop: Shop, port: int) -> None:
    """Mails go to that server of this machine from now on, with a login."""
    (shop.folder / "config.yaml").write_text(CONFIG + SMTP.format(port=port), encoding="utf-8")


def make(folder: Path) -> Shop:
    """The shop as it was before its first pass."""
    shop = make_shop(folder, *OLD_ROWS, orders=orders(), policy=(NEVER_LAMPS, *POLICY), reasons=REASONS,
                     change=extras)
    secret = shop.folder / SECRET_FILE
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    return shop


def typed_today(shop: Shop) -> None:
    """What people typed since the pass before."""
    shop.type(2, received_on=day(0), tags="shelf 3")
    shop.type(3, qty=1, tags="rang back")
    shop.add(*NEW_ROWS)


@cache
def scratch() -> Path:
    """A folder of this process, in memory where there is such a place: what is tested is the order of calls."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="rma-faults-", dir=memory if os.access(memory, os.W_OK) else None))
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=1)   # atexit leaves workers out
    return folder


@contextmanager
def copied(made: Path) -> Iterator[Shop]:
    """That shop, of one's own, for as long as the case takes."""
    folder = Path(tempfile.mkdtemp(prefix="case-", dir=scratch()))
    try:
        shutil.copytree(made, folder, dirs_exist_ok=True)
        yield Shop(folder / "shop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
