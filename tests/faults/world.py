"""What the rules of `machine` have in common: a shop with a clock of its own, people at work, passes, and a verdict."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.bootstrap.app import SystemClock

from .base import YESTERDAY
from .case import begun
from .happenings import PASSES, Pass, PowerCut, cut
from .points import Points


def people(**how: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Any]:
    """A rule after which, more often than not, a pass follows."""
    def stepped(act: Callable[..., None]) -> Any:
        def step(self: World, then: Pass | None, **drawn: Any) -> None:
            self.steps.append(f"{act.__name__} {drawn}")
            act(self, **drawn)
            if then:
                self.go(then)
        step.__name__ = act.__name__
        as_rule: Any = rule
        return as_rule(then=st.none() | PASSES, **how)(step)
    return stepped


class World(RuleBasedStateMachine):
    """A shop and all that is around it. `away`: how far its clock is from ours; `older`: files that stood there before;
    `note`: what LibreOffice leaves beside the register; `steps`: what happened, to be told with a broken promise."""

    def __init__(self) -> None:
        super().__init__()
        self.ends = contextlib.ExitStack()
        self.case = self.ends.enter_context(begun())
        self.shop, self.server = self.case.shop, self.case.server
        self.away, self.added = timedelta(), 0
        self.steps: list[str] = []
        self.note = self.shop.folder / ".~lock.returns.xlsx#"
        self.older = [self.shop.folder.parent / YESTERDAY]
        self.ends.enter_context(patch.object(SystemClock, "now", self.now))
        self.ends.enter_context(patch.dict(ExcelStore.__init__.__kwdefaults__, wait_seconds=0.0))

    def now(self, *_: object) -> datetime:
        """The time in that world."""
        return datetime.now().astimezone() + self.away

    def go(self, how: Pass) -> None:
        """A pass that goes through or dies on its way."""
        self.steps.append(str(how))
        self.server.faults = [how.trouble]
        with Points(how.dies_at, cut).watched(), contextlib.suppress(PowerCut):
            self.case.said.append(self.shop.run("sync"))
        self.server.faults = [{}]
        self.case.passes_were_here()

    def teardown(self) -> None:
        """All is well again; passes come to rest, and every promise holds."""
        with self.ends:
            self.note.unlink(missing_ok=True)
            broken = self.case.end("--allow-missing")
            assert not broken, "\n    ".join([*broken, "after", *self.steps])

    def people_do(self, act: Callable[..., object], *how: object) -> None:
        """One of `hands`, with what it needs beside the shop."""
        with self.people_at_work():
            act(self.shop, *how)

    @contextlib.contextmanager
    def people_at_work(self) -> Iterator[None]:
        """Within, people change the register; it is kept as it was, and looked at when they are done."""
        kept = self.shop.folder.parent / f"older-{len(self.older)}.xlsx"
        shutil.copy(self.shop.register, kept)
        self.older.append(kept)
        yield
        self.case.people_were_here()

    def people_type_into(self, which: int, column: str, value: object) -> None:
        """A cell of one of the rows, where there are any."""
        if rows := self.case.typed.rows:
            self.people_do(lambda shop: shop.type(which % len(rows) + 2, **{column: value}))

    def alone(self, which: int) -> bool:
        """Whether that row has a key, and no other row has the same."""
        rows = self.case.typed.rows
        keys = [row.get("row_key") for row in rows]
        return bool(rows) and (key := keys[which % len(rows)]) is not None and keys.count(key) == 1
