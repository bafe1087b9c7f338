"""People, passes, crashes, clocks and mail servers in any order: the rules by which Hypothesis makes histories."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.bootstrap.app import SystemClock

from . import hands
from .base import YESTERDAY
from .case import begun
from .happenings import EDITS, JUMPS, PASSES, ROWS, Pass, PowerCut, cut
from .points import Points


def people(**how: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Any]:
    """A rule after which, more often than not, a pass follows."""
    def stepped(act: Callable[..., None]) -> Any:
        def step(self: Shop, then: Pass | None, **drawn: Any) -> None:
            self.steps.append(f"{act.__name__} {drawn}")
            act(self, **drawn)
            if then:
                self.go(then)
        step.__name__ = act.__name__
        as_rule: Any = rule
        return as_rule(then=st.none() | PASSES, **how)(step)
    return stepped


class Shop(RuleBasedStateMachine):
    """One shop. Each step is something that people, time, the network or a pass does."""

    def __init__(self) -> None:
        super().__init__()
        self.ends = contextlib.ExitStack()
        self.case = self.ends.enter_context(begun())
        self.shop, self.server = self.case.shop, self.case.server
        self.away, self.added = timedelta(), 0
        self.steps: list[str] = []
        self.older = [self.shop.folder.parent / YESTERDAY]
        self.ends.enter_context(patch.object(SystemClock, "now", self._now))
        self.ends.enter_context(patch.dict(ExcelStore.__init__.__kwdefaults__, wait_seconds=0.0))

    def _now(self, *_: object) -> datetime:
        return datetime.now().astimezone() + self.away

    @rule(how=PASSES)
    def a_pass(self, how: Pass) -> None:
        """It goes through or dies on its way, and the mail server may misbehave."""
        self.go(how)

    def go(self, how: Pass) -> None:
        """The same, as a part of another step."""
        self.steps.append(str(how))
        self.server.faults = [how.trouble]
        with Points(how.dies_at, cut).watched(), contextlib.suppress(PowerCut):
            self.case.said.append(self.shop.run("sync"))
        self.server.faults = [{}]
        self.case.passes_were_here()

    @people(at=ROWS)
    def somebody_asks(self, at: int) -> None:
        """A new request, anywhere."""
        self.added += 1
        self._people(hands.insert, at, 2000 + self.added)

    @people(by=st.sampled_from(["email", "order_no", "row_key"]), down=st.booleans())
    def people_sort(self, by: str, down: bool) -> None:
        """By a column."""
        with self._people_at_work():
            hands.sort(self.shop, by, down=down)

    @people(which=ROWS, to=ROWS)
    def people_copy(self, which: int, to: int) -> None:
        """A row with all that is hidden in it."""
        self._people(hands.copy, which, to)

    @people(which=ROWS)
    def people_use_a_row_as_form(self, which: int) -> None:
        """A row is copied and overtyped for somebody else."""
        self.added += 1
        self._people(hands.copy_as_form, which, 2000 + self.added)

    @people(which=ROWS)
    def people_delete(self, which: int) -> None:
        """A row, unless a copy of it is waiting for its pass: then nobody could tell whose number it was."""
        if self._alone(which):
            self._people(hands.delete, which)

    @people(which=ROWS, column=st.sampled_from(["row_key", "rma_number"]))
    def people_erase(self, which: int, column: str) -> None:
        """The key or the number of a row."""
        if self._alone(which):
            self._type(which, column, None)

    @people(which=ROWS, cell=st.sampled_from(EDITS))
    def people_type(self, which: int, cell: tuple[str, Any]) -> None:
        """Into a cell of theirs, or into one that they should leave alone."""
        self._type(which, *cell)

    @people(which=ROWS)
    def people_put_an_older_file_back(self, which: int) -> None:
        """One of those that stood there before."""
        self._people(lambda shop: shutil.copy(self.older[which % len(self.older)], shop.register))

    @people()
    def libre_office_opens_or_closes(self) -> None:
        """Its note lies beside the register, or goes."""
        note = self.shop.folder / ".~lock.returns.xlsx#"
        if note.exists():
            note.unlink()
        else:
            note.write_text(",Anna,office,22.11.2026 09:00,file:///x;")

    @people(jump=st.sampled_from([*JUMPS, None]))
    def the_clock_jumps(self, jump: timedelta | None) -> None:
        """Back, on, far on, or into the next year."""
        new_year = datetime(self._now().year + 1, 1, 1, 0, 5).astimezone() - self._now()
        self.away += new_year if jump is None else jump

    @people()
    def people_ask_for_mails_again(self) -> None:
        """Those that are in doubt."""
        if "mails" in self.case.evidence().journal:
            self.case.people_were_here(hands.asked_again(self.shop))

    def teardown(self) -> None:
        """All is well again; passes come to rest, and every promise holds."""
        with self.ends:
            (self.shop.folder / ".~lock.returns.xlsx#").unlink(missing_ok=True)
            broken = self.case.end("--allow-missing")
            assert not broken, "\n    ".join([*broken, "after", *self.steps])

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
