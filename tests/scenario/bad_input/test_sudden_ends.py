"""A pass that is killed, at every moment that matters: the next one heals. No number twice, no mail twice, none lost.
"""

from __future__ import annotations

import shutil
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.smtp_faults import DROP, fault_server

from .mailing import time_passes, use_server
from .processes import Moment, killed_at, needs_fork
from .proofs import assert_whole
from .shop import Shop, asks, bought, make_shop

pytestmark = needs_fork

STORE, FILES = "rma_sheets.adapters.excel.store:ExcelStore", "rma_sheets.adapters.excel.files"
SWAP = "rma_sheets.adapters.excel.swap"
JOURNAL, EFFECTS = "rma_sheets.adapters.journal.journal:SqlJournal", "rma_sheets.effects:Effects"
LETTERS, SERVER = "rma_sheets.adapters.mail.eml:write_file", "rma_sheets.adapters.mail.connection:Connection"

MOMENTS = (
    Moment(f"{JOURNAL}.reserve"), Moment(f"{JOURNAL}.reserve", after=True),
    Moment(f"{FILES}:write_beside", after=True), Moment(f"{SWAP}:exchange"), Moment(f"{SWAP}:exchange", after=True),
    Moment(f"{SWAP}:trade", after=True),
    Moment(f"{JOURNAL}.bind"), Moment(f"{JOURNAL}.bind", after=True),
    Moment(f"{EFFECTS}._label", nth=2), Moment(f"{EFFECTS}.deliver"),
    Moment(f"{JOURNAL}.keep_content"), Moment(f"{JOURNAL}.keep_content", after=True, nth=2),
    Moment(f"{JOURNAL}.mark_mail"), Moment(f"{JOURNAL}.mark_mail", after=True),
    Moment(LETTERS), Moment(LETTERS, after=True), Moment(LETTERS, after=True, nth=2),
)
"""A mail that is a file is never in doubt."""

DOUBTFUL = (Moment(f"{JOURNAL}.mark_mail", after=True), Moment(f"{SERVER}.content"),
            Moment(f"{SERVER}.content", after=True), Moment(f"{JOURNAL}.mark_mail", nth=2))
"""Where a mail may have gone to the server and nobody wrote it down."""


@pytest.fixture(scope="module")
def made_two(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Two customers who will each get a number, a label and a mail; no pass yet."""
    return make_shop(tmp_path_factory.mktemp("ends") / "shop", asks("1001"), asks("1002", email="ben@example.com"),
                     orders=[bought("1001"), bought("1002", email="ben@example.com")])


@pytest.fixture
def two(made_two: Shop, tmp_path: Path) -> Shop:
    """That shop, of one's own."""
    return Shop(Path(shutil.copytree(made_two.folder, tmp_path / "shop")))


def recipients(shop: Shop) -> list[str]:
    return sorted(str(message_from_bytes(path.read_bytes())["To"]) for path in (shop.folder / "outbox").glob("*.eml"))


def resend_from(shop: Shop, port: int) -> None:
    """That server, and the wish that what may be lost is sent once more."""
    use_server(shop, port)
    with (shop.folder / "config.yaml").open("a") as config:
        config.write("  resend_unknown: true\n")


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_the_next_pass_finishes_what_a_killed_one_began(two: Shop, moment: Moment) -> None:
    assert killed_at(two, moment)
    two.sync()
    two.sync()
    assert two.column("status") == ["approved", "approved"]
    assert recipients(two) == ["anna@example.org", "ben@example.com"]
    assert all((two.folder / label).is_file() for label in two.column("label"))
    assert_whole(two)


def test_a_save_that_a_killed_pass_displaced_comes_back_and_the_pass_is_done_upon_it(two: Shop) -> None:
    assert killed_at(two, Moment(f"{SWAP}:exchange", after=True))
    (displaced,) = two.folder.glob(".returns.xlsx-*.swap")
    in_place = two.register.read_bytes()
    displaced.replace(two.register)
    two.type(2, customer="typed at the last moment")
    two.register.replace(displaced)
    two.register.write_bytes(in_place)
    two.sync()
    assert two.cell(2, "customer") == "typed at the last moment"
    assert two.column("status") == ["approved", "approved"]
    assert recipients(two) == ["anna@example.org", "ben@example.com"]
    assert_whole(two)


@pytest.mark.parametrize("moment", DOUBTFUL, ids=str)
def test_a_mail_that_may_have_gone_out_is_told_and_not_repeated(two: Shop, moment: Moment) -> None:
    with fault_server() as server:
        use_server(two, server.port)
        assert killed_at(two, moment)
        arrived = len(server.received)
        two.sync()
        two.sync()
    states = dict(two.query("SELECT recipient, state FROM mails"))
    (doubtful,) = (to for to, state in states.items() if state == "unknown")
    assert len(server.received) == arrived + 1
    row = 2 + two.column("email").index(doubtful)
    assert "Nobody knows whether the mail" in two.cell(row, "messages")
    assert_whole(two)


@pytest.mark.parametrize("moment", DOUBTFUL, ids=str)
def test_a_shop_may_want_such_a_mail_once_more_and_gets_the_same_one(two: Shop, moment: Moment) -> None:
    with fault_server() as server:
        resend_from(two, server.port)
        assert killed_at(two, moment)
        two.sync()
    copies = Counter(server.received)
    assert (len(copies), sorted(copies.values())[-1] <= 2, len(server.received) <= 3) == (2, True, True)
    assert two.query("SELECT state FROM mails") == [("done",), ("done",)]
    assert_whole(two)


def test_a_mail_that_is_lost_each_time_goes_out_twice_at_most(two: Shop) -> None:
    with fault_server(*[{"content": DROP}] * 9) as server:
        resend_from(two, server.port)
        for _ in range(4):
            two.run("sync")
            time_passes(two)
    assert sorted(Counter(server.received).values()) == [2, 2]
    assert two.query("SELECT state, lost FROM mails") == [("unknown", 2), ("unknown", 2)]
    assert_whole(two)


def test_killed_again_and_again_it_still_comes_to_its_end(two: Shop) -> None:
    for moment in (Moment(f"{JOURNAL}.reserve", after=True), Moment(f"{SWAP}:exchange"),
                   Moment(f"{SWAP}:exchange", after=True), Moment(f"{EFFECTS}._label")):
        killed_at(two, moment)
    two.sync()
    assert recipients(two) == ["anna@example.org", "ben@example.com"]
    assert len(set(two.column("rma_number"))) == 2
    assert_whole(two)


def test_a_plan_after_a_killed_pass_writes_nothing(two: Shop) -> None:
    killed_at(two, Moment(f"{SWAP}:exchange", after=True))
    register, mails = two.register.read_bytes(), two.query("SELECT * FROM mails")
    assert two.run("plan").code == 0
    assert (two.register.read_bytes(), two.query("SELECT * FROM mails")) == (register, mails)


def test_an_import_that_is_killed_adds_every_line_once(two: Shop) -> None:
    (two.folder / "more.csv").write_text("Order no,SKU,Qty,E-mail\n7001,MUG-01,1,a@example.org\n7002,LMP,1,b@example.org\n")
    assert killed_at(two, Moment(f"{SWAP}:exchange", after=True), "import", "orders", "more.csv")
    assert two.run("import", "orders", "more.csv").code == 0
    assert two.run("import", "orders", "more.csv").code == 0
    assert two.column("order_no", "orders") == ["1001", "1002", "7001", "7002"]
