"""People, passes, crashes, clocks and mail servers in any order: the rules by which Hypothesis makes histories."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.bootstrap.app import SystemClock
from tests.smtp_faults import DROP

from . import hands
from .base import YESTERDAY
from .case import begun
from .points import Points

POINTS = st.integers(1, 170)
ROWS = st.integers(0, 9)
EDITS: tuple[tuple[str, Any], ...] = (
    ("tags", "call first"), ("qty", 2), ("qty", None), ("qty", "many"), ("received_on", date.today()),  # noqa: DTZ011
    ("condition", "New, sealed"), ("tracking_no", "1Z999"), ("assignee", "Anna"), ("status", "nonsense"),
    ("messages", "mine"), ("rev", 99), ("why", None), ("synced_status", None), ("request_ref", "REQ-1"))
JUMPS = (timedelta(days=-1), timedelta(days=1), timedelta(days=40), timedelta(hours=2))
TROUBLES = ({"content": DROP}, {"content": "451 later"}, {"content": "554 no"}, {"rcpt": "550 unknown"},
            {"rcpt": "451 grey"}, {"mail": DROP}, {"greeting": "421 busy"}, {"data": DROP}, {"auth": "535 no"})


class PowerCut(BaseException):
    """The process ends here; nothing may catch it."""


def cut() -> None:
    """The machine loses power."""
    raise PowerCut


class Shop(RuleBasedStateMachine):
    """One shop. Each step is something that people, time, the network or a pass does."""

    def __init__(self) -> None:
        super().__init__()
        self.ends = contextlib.ExitStack()
        self.case = self.ends.enter_context(begun())
        self.shop, self.server = self.case.shop, self.case.server
        self.away, self.added = timedelta(), 0
        self.older = [self.shop.folder.parent / YESTERDAY]
        self.ends.enter_context(patch.object(SystemClock, "now", self._now))
        self.ends.enter_context(patch.dict(ExcelStore.__init__.__kwdefaults__, wait_seconds=0.0))

    def _now(self, *_: object) -> datetime:
        return datetime.now().astimezone() + self.away

    @rule(point=POINTS, dies=st.booleans(), trouble=st.none() | st.sampled_from(TROUBLES))
    def a_pass(self, point: int, dies: bool, trouble: dict[str, str] | None) -> None:
        """It goes through or dies on its way, and the mail server may misbehave."""
        self.server.faults = [trouble or {}]
        with Points(point if dies else 0, cut).watched(), contextlib.suppress(PowerCut):
            self.case.said.append(self.shop.run("sync"))
        self.server.faults = [{}]
        self.case.passes_were_here()

    @rule(at=ROWS)
    def somebody_asks(self, at: int) -> None:
        """A new request, anywhere."""
        self.added += 1
        self._people(hands.insert, at, 2000 + self.added)

    @rule(by=st.sampled_from(["email", "order_no", "row_key"]), down=st.booleans())
    def people_sort(self, by: str, down: bool) -> None:
        """By a column."""
        with self._people_at_work():
            hands.sort(self.shop, by, down=down)

    @rule(which=ROWS, to=ROWS)
    def people_copy(self, which: int, to: int) -> None:
        """A row with all that is hidden in it."""
        self._people(hands.copy, which, to)

    @rule(which=ROWS)
    def people_use_a_row_as_form(self, which: int) -> None:
        """A row is copied and overtyped for somebody else."""
        self.added += 1
        self._people(hands.copy_as_form, which, 2000 + self.added)

    @rule(which=ROWS)
    def people_delete(self, which: int) -> None:
        """A row, unless a copy of it is waiting for its pass: then nobody could tell whose number it was."""
        if self._alone(which):
            self._people(hands.delete, which)

    @rule(which=ROWS, column=st.sampled_from(["row_key", "rma_number"]))
    def people_erase(self, which: int, column: str) -> None:
        """The key or the number of a row."""
        if self._alone(which):
            self._type(which, column, None)

    @rule(which=ROWS, cell=st.sampled_from(EDITS))
    def people_type(self, which: int, cell: tuple[str, Any]) -> None:
        """Into a cell of theirs, or into one that they should leave alone."""
        self._type(which, *cell)

    @rule(which=ROWS)
    def people_put_an_older_file_back(self, which: int) -> None:
        """One of those that stood there before."""
        self._people(lambda shop: shutil.copy(self.older[which % len(self.older)], shop.register))

    @rule()
    def libre_office_opens_or_closes(self) -> None:
        """Its note lies beside the register, or goes."""
        note = self.shop.folder / ".~lock.returns.xlsx#"
        if note.exists():
            note.unlink()
        else:
            note.write_text(",Anna,office,22.11.2026 09:00,file:///x;")

    @rule(jump=st.sampled_from([*JUMPS, None]))
    def the_clock_jumps(self, jump: timedelta | None) -> None:
        """Back, on, far on, or into the next year."""
        new_year = datetime(self._now().year + 1, 1, 1, 0, 5).astimezone() - self._now()
        self.away += new_year if jump is None else jump

    @rule()
    def people_ask_for_mails_again(self) -> None:
        """Those that are in doubt."""
        if "mails" in self.case.evidence().journal:
            self.case.people_were_here(hands.asked_again(self.shop))

    def teardown(self) -> None:
        """All is well again; passes come to rest, and every promise holds."""
        with self.ends:
            (self.shop.folder / ".~lock.returns.xlsx#").unlink(missing_ok=True)
            broken = self.case.end("--allow-missing")
            assert not broken, "\n".join(broken)

    def _people(self, act: Callable[..., object], *how: object) -> None:
        with self._people_at_work():
            act(self.shop, *how)

    @contextlib.contextmanager
    def _people_at_work(self) -> Any:
        kept = self.shop.folder.parent / f"older-{len(self.older)}.xlsx"
        shutil.copy(self.shop.register, kept)
        self.older.append(kept)
        yield
        self.case.people_were_here()

    def _type(self, which: int, column: str, value: object) -> None:
        if rows := self.case.typed.rows:
            self._people(lambda shop: shop.type(which % len(rows) + 2, **{column: value}))

    def _alone(self, which: int) -> bool:
        rows = self.case.typed.rows
        keys = [row.get("row_key") for row in rows]
        return bool(rows) and (key := keys[which % len(rows)]) is not None and keys.count(key) == 1
