"""People, passes, crashes, clocks and mail servers in any order: the rules by which Hypothesis makes histories.

What they are made of is in `world`; what may be typed, how clocks jump and what servers do in `happenings`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.scenario.bad_input.shop import Shop as OnDisk

from . import hands, hands_white
from .happenings import EDITS, JUMPS, PASSES, ROWS, Pass
from .world import World, people


class Shop(World):
    """One shop. Each step is something that people, time, the network or a pass does."""

    @rule(how=PASSES)
    def a_pass(self, how: Pass) -> None:
        """It goes through or dies on its way, and the mail server may misbehave."""
        self.go(how)

    @people(at=ROWS, how=st.sampled_from([hands.insert, hands.insert_without_order]))
    def somebody_asks(self, at: int, how: Callable[[OnDisk, int, int], None]) -> None:
        """A new request, anywhere; it may lack its order number."""
        self.added += 1
        self.people_do(how, at, 2000 + self.added)

    @people(by=st.sampled_from(["email", "order_no", "row_key"]), down=st.booleans())
    def people_sort(self, by: str, down: bool) -> None:
        """By a column."""
        with self.people_at_work():
            hands.sort(self.shop, by, down=down)

    @people()
    def people_sort_their_own_columns(self) -> None:
        """And leave the others behind, unless two rows have one key: then nobody could tell whose place it was."""
        keys = [row["row_key"] for row in self.case.typed.rows if row.get("row_key")]
        if len(set(keys)) == len(keys):
            self.people_do(hands_white.sort_white)

    @people(which=ROWS)
    def people_let_addresses_slide(self, which: int) -> None:
        """A cell of the column E-mail is deleted, and those below it move up."""
        if rows := self.case.typed.rows:
            self.people_do(hands_white.slide, which % len(rows))

    @people(which=ROWS, to=ROWS)
    def people_copy(self, which: int, to: int) -> None:
        """A row with all that is hidden in it."""
        self.people_do(hands.copy, which, to)

    @people(which=ROWS)
    def people_use_a_row_as_form(self, which: int) -> None:
        """A row is copied and overtyped for somebody else."""
        if not self.case.typed.rows:
            return
        self.added += 1
        self.people_do(hands.copy_as_form, which, 2000 + self.added)

    @people(which=ROWS, first=st.booleans())
    def people_type_over_a_row(self, which: int, first: bool) -> None:
        """It is another request then, whatever it was; unless a copy of it is waiting for its pass."""
        if self.alone(which):
            self.added += 1
            self.people_do(lambda shop: hands_white.overtype(shop, which, 2000 + self.added, first=first))

    @people(which=ROWS)
    def people_empty_their_own_cells(self, which: int) -> None:
        """Of one row, which stays."""
        if self.alone(which):
            self.people_do(hands_white.empty, which)

    @people(which=ROWS, to=ROWS, delete=st.booleans())
    def people_move_their_own_cells(self, which: int, to: int, delete: bool) -> None:
        """Of one row over those of another one; what is left of the first may go."""
        if self.alone(which) and self.alone(to):
            self.people_do(lambda shop: hands_white.move(shop, which, to, delete=delete))

    @people(which=ROWS)
    def people_delete(self, which: int) -> None:
        """A row, unless a copy of it is waiting for its pass: then nobody could tell whose number it was."""
        if self.alone(which):
            self.people_do(hands.delete, which)

    @people(which=ROWS, column=st.sampled_from(["row_key", "rma_number"]))
    def people_erase(self, which: int, column: str) -> None:
        """The key or the number of a row."""
        if self.alone(which):
            self.people_type_into(which, column, None)

    @people(which=ROWS, cell=st.sampled_from(EDITS))
    def people_type(self, which: int, cell: tuple[str, Any]) -> None:
        """Into a cell of theirs, or into one that they should leave alone."""
        self.people_type_into(which, *cell)

    @people(which=ROWS)
    def people_put_an_older_file_back(self, which: int) -> None:
        """One of those that stood there before."""
        self.people_do(lambda shop: shutil.copy(self.older[which % len(self.older)], shop.register))

    @people()
    def libre_office_opens_or_closes(self) -> None:
        """Its note lies beside the register, or goes."""
        if self.note.exists():
            self.note.unlink()
        else:
            self.note.write_text(",Anna,office,22.11.2026 09:00,file:///x;")

    @people(jump=st.sampled_from([*JUMPS, None]))
    def the_clock_jumps(self, jump: timedelta | None) -> None:
        """Back, on, far on, or into the next year."""
        new_year = datetime(self.now().year + 1, 1, 1, 0, 5).astimezone() - self.now()
        self.away += new_year if jump is None else jump

    @people()
    def people_take_the_last_run_back(self) -> None:
        """With whatever is out already."""
        self.case.people_take_back()
        with self.people_at_work():
            self.case.said.append(hands.undo(self.shop))

    @people()
    def people_ask_for_mails_again(self) -> None:
        """Those that are in doubt."""
        if "mails" in self.case.evidence().journal:
            self.case.people_were_here(hands.asked_again(self.shop))
