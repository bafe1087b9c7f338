"""The lines of `plan` and `sync` where there is little to say."""

from __future__ import annotations

import pytest

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import Note, Outcome, Plan, Result, SyncReport
from rma_sheets.model.record import RowRecord
from rma_sheets.render.console import plan_lines, report_lines
from rma_sheets.texts import load_texts

TITLES = {"returns": "Returns"}
REMEMBERS = Plan("returns.xlsx", "", 15, records=(RowRecord("K-1"),), people=8)
"""A pass that writes and sends nothing, and only remembers what it saw."""


@pytest.mark.parametrize(("language", "planned", "done"), [
    ("en", "Nothing to do. 8 rows need a person.", "Nothing to do, nothing was written. 8 rows need a person."),
    ("fr", "Rien à faire. 8 lignes attendent une personne.",
     "Rien à faire, rien n'a été écrit. 8 lignes attendent une personne."),
])
def test_a_pass_that_only_remembers_had_nothing_to_do(language: str, planned: str, done: str) -> None:
    texts = load_texts(language)
    assert plan_lines(REMEMBERS, texts, TITLES)[1] == planned
    assert report_lines(SyncReport(REMEMBERS), texts, TITLES, {}, {})[1] == done


def test_a_label_of_an_earlier_pass_is_something_done() -> None:
    report = SyncReport(Plan("returns.xlsx", "", 15), outcomes=(Outcome("label", "labels/P-1.pdf", Result.DONE),))
    assert report_lines(report, load_texts("en"), TITLES, {}, {})[1] == "Done: 1 label. No row needs a person."


LOST = (Outcome("mail", "K-12:approved:1", Result.UNKNOWN, "lost"),)


def test_a_mail_of_a_row_that_the_pass_did_not_look_at_has_no_hole_where_the_row_stands() -> None:
    plan = Plan("returns.xlsx", "", 15, notes=(Note("+", 3, "RMA-26-00013-D", "number assigned"),))
    lines = report_lines(SyncReport(plan, outcomes=LOST), load_texts("en"), TITLES, {"K-12": "RMA-26-00012-W"}, {})
    assert lines[1:3] == ["  + row 3  RMA-26-00013-D  number assigned",
                          "  @ RMA-26-00012-W         mail “approved” maybe sent, maybe not: lost"]


def test_the_row_of_a_mail_is_known_where_something_else_is_told_of_it() -> None:
    plan = Plan("returns.xlsx", "", 15, findings=(Finding("on-hold", row=13, key="K-12", header="Hold"),))
    lines = report_lines(SyncReport(plan, outcomes=LOST), load_texts("en"), TITLES, {"K-12": "RMA-26-00012-W"}, {})
    assert "  @ row 13  RMA-26-00012-W  mail “approved” maybe sent, maybe not: lost" in lines
