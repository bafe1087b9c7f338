"""A small shop for tests: a register and a journal in memory, staff who type, days that pass, and whole passes.

Every plan is held against the promises that no plan may break (`broken_promises`), so each test checks them too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rma_sheets.adapters.memory import MemoryJournal, MemoryStore, register_grids
from rma_sheets.model.column import LANGUAGES, Owner
from rma_sheets.model.plan import Mail, Plan
from rma_sheets.model.record import JournalView
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Snapshot, Tab
from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary, build_vocabulary
from rma_sheets.planning.build import build_plan
from rma_sheets.texts import load_texts

Cells = Mapping[str, CellValue]

NOW = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date()
SETTINGS = Settings(timezone="Europe/Paris", staff_email="returns@example.org")

ORDERS: tuple[Cells, ...] = (
    {"order_no": "10023", "line": "1", "order_date": date(2026, 11, 10), "delivered_on": date(2026, 11, 13),
     "email": "anna@example.org", "country": "FR", "sku": "MUG-01", "item": "Mug, blue", "qty": 2, "unit_price": 12.5},
    {"order_no": "10024", "line": "1", "order_date": date(2026, 11, 10), "delivered_on": date(2026, 11, 13),
     "email": "ben@example.com", "country": "GB", "sku": "LMP-02", "item": "Lamp", "qty": 1, "unit_price": 89},
    {"order_no": "10025", "line": "1", "order_date": date(2026, 11, 10), "delivered_on": date(2026, 11, 13),
     "email": "anna@example.org", "country": "FR", "sku": "BOX-03", "item": "Box", "qty": 5, "unit_price": 4},
)
POLICY: tuple[Cells, ...] = ({"order": 1, "rule": "14 days", "verdict": "approve", "window_days": 14},)
REASONS: tuple[Cells, ...] = ({"code": "size", "label_en": "Wrong size", "label_fr": "Mauvaise taille"},
                              {"code": "broken", "label_en": "Broken", "label_fr": "Cassé"})


def asks(**cells: CellValue) -> dict[str, CellValue]:
    """A row of Returns that asks for one mug, in good time and without faults."""
    return {"requested_on": date(2026, 11, 20), "order_no": "10023", "sku": "MUG-01", "qty": 1,
            "email": "anna@example.org"} | cells


def asks_lamp(**cells: CellValue) -> dict[str, CellValue]:
    """The same of another customer, for the only lamp of the order."""
    return asks(order_no="10024", sku="LMP-02", email="ben@example.com", **cells)


@lru_cache
def catalogue() -> Mapping[str, Texts]:
    """All texts, by language."""
    return {language: load_texts(language) for language in LANGUAGES}


@lru_cache
def lists(language: str) -> Vocabulary:
    """The fixed lists as staff of that language see them."""
    return build_vocabulary(catalogue()[language], tuple(catalogue().values()))


class Shop:
    """Rows of Returns are counted from 0. `store` has the hands of staff (`type`, `add`, `sort`, `copy_row`, ...)."""

    def __init__(self, *returns: Cells, orders: Sequence[Cells] = ORDERS, policy: Sequence[Cells] = POLICY,
                 reasons: Sequence[Cells] = REASONS, settings: Settings = SETTINGS, now: datetime = NOW) -> None:
        self.settings, self.now = settings, now
        self.store = MemoryStore(register_grids(settings.language, returns=returns, orders=orders, policy=policy,
                                                reasons=reasons))
        self.journal = MemoryJournal("T")
        self.mails: list[Mail] = []
        self._numbers: dict[str, str] = {}

    def seal(self, position: int, column: str) -> None:
        """Somebody merges a cell with the one above it, which empties it."""
        self.store.type(position, column, None)
        self.store.sealed.setdefault(position, {})[column] = "merged"

    def plan(self) -> Plan:
        """What a pass would do now; no promise is broken."""
        snapshot, view = self.store.read(), self.journal.view()
        plan = self.plan_of(snapshot, view, self.now)
        assert broken_promises(plan, snapshot, view) == []
        return plan

    def plan_of(self, snapshot: Snapshot, view: JournalView, now: datetime,
                lost_labels: frozenset[str] = frozenset()) -> Plan:
        """`build_plan` with this shop's settings."""
        return build_plan(snapshot, view, settings=self.settings, texts=catalogue(), now=now,
                          lists=lists(self.settings.language), lost_labels=lost_labels)

    def sync(self) -> Plan:
        """One pass: plan, reserve, write, bind. Numbers and mails are held against those of all passes before."""
        plan, snapshot = self.plan(), self.store.read()
        if plan.empty:
            return plan
        run = self.journal.reserve(plan, self.now)
        self.store.write(snapshot, plan.writes)
        self.journal.bind(run, plan.standing, self.now)
        sent = {key for mail in self.mails for key in mail.covers}
        assert not sent.intersection(key for mail in plan.mails for key in mail.covers)
        self.mails += plan.mails
        for key, record in self.journal.view().rows.items():
            assert self._numbers.setdefault(record.rma_number or key, key) == key
        return plan

    def settle(self, passes: int = 2) -> None:
        """Passes until nothing is left to do. Raises AssertionError where it takes more than `passes`."""
        for _ in range(passes):
            if self.sync().empty:
                return
        assert self.plan().empty, self.plan()

    def later(self, days: int) -> Shop:
        """So many days pass."""
        self.now += timedelta(days=days)
        return self

    def cell(self, position: int, column: str) -> CellValue:
        """What stands in that cell of Returns."""
        return self.store.cell(position, column)

    def column(self, column: str) -> list[CellValue]:
        """A column of Returns from top to bottom."""
        return [self.cell(position, column) for position in range(len(self.store.read().tab("returns").rows))]

    def status(self, position: int = 0) -> str:
        """The key of what the column Status says."""
        return lists(self.settings.language).key("status", str(self.cell(position, "status")))

    def statuses(self) -> list[str]:
        """The statuses of all rows, as keys."""
        return [self.status(position) for position in range(len(self.column("status")))]

    def check(self, position: int = 0) -> str:
        """The key of what the column Check says."""
        return lists(self.settings.language).key("check", str(self.cell(position, "check")))

    def notices(self) -> list[str]:
        """The mails of all passes so far, as `notice to`."""
        return [f"{mail.notice} {mail.to}" for mail in self.mails]

    def codes(self, plan: Plan | None = None) -> list[str]:
        """The codes of the findings of a plan, of the next one where none is named."""
        return [finding.code for finding in (plan or self.plan()).findings]

    def erase_key(self, position: int) -> None:
        """Somebody shows the hidden columns and clears the key."""
        self.store.type(position, "row_key", None)

    def put_back(self, snapshot: Snapshot, change: Callable[[Tab], Tab] = lambda tab: tab) -> None:
        """The register is replaced by an earlier one, or by the present one with its tab Returns changed."""
        tabs = {**snapshot.tabs, "returns": change(snapshot.tab("returns"))}
        self.store = MemoryStore({key: _grid(tab) for key, tab in tabs.items()})


def _grid(tab: Tab) -> list[list[CellValue]]:
    width = max(tab.columns.values()) + 1
    header: list[CellValue] = [None] * width
    for key, index in tab.columns.items():
        header[index] = tab.headers[key]
    return [header, *map(list, tab.rows)]


def columns_reversed(tab: Tab) -> Tab:
    """The same tab with its columns in the opposite order."""
    last = len(tab.columns) - 1
    return replace(tab, columns={key: last - index for key, index in tab.columns.items()},
                   rows=tuple((*[None] * (last + 1 - len(row)), *reversed(row)) for row in tab.rows))


def broken_promises(plan: Plan, snapshot: Snapshot, view: JournalView) -> list[str]:
    """What this plan does that no plan may do."""
    out = []
    for write in plan.writes:
        spec = TABS_BY_KEY[write.row.tab].column(write.column)
        if write.column in snapshot.tab(write.row.tab).sealed.get(write.row.position, ()):
            out.append(f"writes into {write.column}, which is merged")
        if spec.owner is Owner.STAFF:
            out.append(f"writes into the column {write.column} of staff")
        if write.before != snapshot.tab(write.row.tab).cell(write.row.position, write.column):
            out.append(f"did not see what stands in {write.column}")
    cells = [(write.row.tab, write.row.position, write.column) for write in plan.writes]
    keys = [record.key for record in plan.records]
    covers = [key for mail in plan.mails for key in mail.covers]
    numbers = {record.key: record.rma_number for record in view.rows.values()}
    numbers |= {record.key: record.rma_number for record in plan.records}
    given = [number for number in numbers.values() if number]
    for what, values in (("cell", cells), ("record", keys), ("mail", covers), ("number", given)):
        if len(values) != len(set(values)):
            out.append(f"the same {what} twice")
    out += [f"{key} loses its number" for key, record in view.rows.items()
            if record.rma_number and numbers[key] != record.rma_number]
    out += [f"counter {name} goes back" for name, last in view.counters.items() if plan.counters.get(name, 0) < last]
    return out
