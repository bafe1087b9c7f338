"""The history of rows, and what was imported before."""

from __future__ import annotations

from rma_sheets.model.plan import Event
from rma_sheets.model.runs import HistoryLine
from rma_sheets.ports import Journal

from .builders import NOW, later
from .conftest import OpenJournal


def test_history_only_grows_and_keeps_its_order(open_journal: OpenJournal) -> None:
    open_journal().add_events([Event("K1", "import", {"file": "été.csv"}), Event("K2", "import")], NOW)
    open_journal().add_events([Event("K1", "label")], later(hours=-5))
    assert list(open_journal().history("K1")) == [HistoryLine(NOW, "K1", "import", {"file": "été.csv"}),
                                                  HistoryLine(later(hours=-5), "K1", "label", {})]


def test_a_history_goes_on_from_what_was_its_end_and_from_no_other(open_journal: OpenJournal) -> None:
    one, other = open_journal("one.xlsx"), open_journal("other.xlsx")
    assert (one.history_end(), one.has_history("")) == ("", True)
    ends = []
    for kind in ("import", "label"):
        one.add_events([Event("K1", kind)], NOW)
        ends.append(one.history_end())
    other.add_events([Event("K1", "import")], NOW)
    assert (other.history_end(), [one.has_history(end) for end in ends]) == (ends[0], [True, True])
    other.add_events([Event("K1", "form")], NOW)
    assert [other.has_history(end) for end in ends] == [True, False]
    assert not one.has_history(other.history_end())


def test_an_imported_line_is_known_the_second_time(open_journal: OpenJournal) -> None:
    open_journal().keep_imported("orders", ["a", "b", "a"], NOW)
    open_journal().keep_imported("orders", ["b", "c"], NOW)
    assert open_journal().imported("orders", ["a", "c", "d"]) == frozenset({"a", "c"})


def test_kinds_of_source_are_kept_apart(journal: Journal) -> None:
    journal.keep_imported("orders", ["a"], NOW)
    assert journal.imported("returns", ["a"]) == frozenset()


def test_many_lines_are_asked_for_at_once(journal: Journal) -> None:
    digests = [f"{number:064x}" for number in range(5000)]
    journal.keep_imported("orders", digests, NOW)
    assert journal.imported("orders", [*digests, "new"]) == frozenset(digests)


def test_nothing_to_keep_is_no_trouble(journal: Journal) -> None:
    journal.add_events([], NOW)
    journal.keep_imported("orders", [], NOW)
    assert journal.imported("orders", []) == frozenset()


def test_a_whole_journal_has_nothing_to_report(open_journal: OpenJournal) -> None:
    assert open_journal().check() == ""


def test_what_a_quiet_pass_left_is_kept_and_replaced(open_journal: OpenJournal) -> None:
    journal = open_journal()
    assert journal.quiet() == ""
    journal.keep_quiet("one")
    journal.keep_quiet("two")
    assert open_journal().quiet() == "two"
    journal.keep_quiet("")
    assert journal.quiet() == ""
