"""Tabs that are gone, renamed, moved or hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

from tests.scenario.commands.shell import content_of

from .proofs import assert_whole, one_line
from .shop import Shop


def remove_tab(title: str) -> Callable[[Workbook], object]:
    return lambda book: book.remove(book[title])


TABS: dict[str, tuple[Callable[[Workbook], object], str, str]] = {
    "no Returns": (remove_tab("Returns"), "excel.no-returns-tab", "Orders, Policy, Reasons"),
    "Returns renamed": (lambda book: setattr(book["Returns"], "title", "Old"), "excel.no-returns-tab", "Old"),
    "no Orders": (remove_tab("Orders"), "excel.no-tab", "Returns, Policy, Reasons"),
    "no Policy": (remove_tab("Policy"), "excel.no-tab", "Returns, Orders, Reasons"),
}


@pytest.mark.parametrize("case", TABS)
def test_a_tab_that_is_gone_stops_the_pass_and_those_that_are_there_are_named(running: Shop, case: str) -> None:
    spoil, reference, named = TABS[case]
    sound = running.register.read_bytes()
    with running.workbook() as book:
        spoil(book)
    before = content_of(running.folder)
    assert named in one_line(running.run("sync"), reference)
    assert content_of(running.folder) == before
    running.register.write_bytes(sound)
    assert_whole(running)


def test_a_tab_moved_hidden_or_written_otherwise_is_still_the_tab(running: Shop) -> None:
    with running.workbook() as book:
        book.move_sheet("Returns", 3)
        book["Returns"].sheet_state = "hidden"
        book["Returns"].title = "RETURNS "
    assert "Nothing to do" in running.sync().out
