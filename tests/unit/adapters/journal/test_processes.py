"""Processes that are killed in the middle, and processes at the same time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from rma_sheets.adapters.journal import SqlJournal
from rma_sheets.adapters.journal.engine import make_engine, make_url
from rma_sheets.adapters.journal.upgrade import bring_up_to_date

from .conftest import NOW, start

Opened = Callable[[], SqlJournal]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")


def killed(script: str, path: Path) -> None:
    """Run the script in a process that kills itself."""
    process = start(script, path)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, errors


def test_killed_before_the_commit_of_reserve_nothing_was_reserved(path: Path, opened: Opened) -> None:
    opened().close()
    killed("j = opened(); die_at_commit(); j.reserve(plan('RMA-1'), NOW)", path)
    journal = opened()
    assert (journal.pending(), journal.view().counters) == ([], {})


def test_killed_after_the_commit_of_reserve_the_run_is_pending(path: Path, opened: Opened) -> None:
    killed("j = opened(); j.reserve(plan('RMA-1'), NOW); die()", path)
    ((_, records),) = opened().pending()
    assert records[0].rma_number == "RMA-1"


def test_killed_in_the_middle_of_bind_the_next_pass_binds_whole(path: Path, opened: Opened) -> None:
    killed("j = opened(); run = j.reserve(plan('RMA-1'), NOW); die_at_commit(); j.bind(run, frozenset({'K1'}), NOW)",
           path)
    journal = opened()
    assert (journal.view().rows, journal.mails()) == ({}, [])
    journal.bind(journal.pending()[0][0], frozenset({"K1"}), NOW)
    assert (set(journal.view().rows), len(journal.mails())) == ({"K1"}, 1)


def test_killed_while_a_mail_is_handed_over_it_is_unknown(path: Path, opened: Opened) -> None:
    killed("""
j = opened(); j.bind(j.reserve(plan('RMA-1'), NOW), frozenset({'K1'}), NOW)
j.keep_content('K1:approved:1', b'mail'); j.mark_mail('K1:approved:1', 'in_data', '', NOW); die()""", path)
    journal = opened()
    assert journal.due_mails(NOW, 10) == []
    assert [(stored.state, stored.content) for stored in journal.mails()] == [("unknown", b"mail")]


def test_killed_while_the_tables_are_made_the_next_one_makes_them(path: Path, opened: Opened) -> None:
    killed("die_at_commit(); opened()", path)
    assert opened().view().rows == {}


def test_of_two_processes_that_reserve_the_same_number_one_wins(path: Path, opened: Opened) -> None:
    opened().close()
    script = """
j = opened(); count = j.view().counters.get('rma:26', 0) + 1
print('ready', flush=True); sys.stdin.readline()
try:
    j.reserve(plan(f'RMA-{count}', key=f'K{os.getpid()}', count=count), NOW); print('won')
except RegisterChanged:
    print('lost')"""
    assert sorted(together(script, path, 2)) == ["lost", "won"]
    assert [records[0].rma_number for _, records in opened().pending()] == ["RMA-1"]


def test_many_processes_that_try_again_never_get_the_same_number(path: Path, opened: Opened) -> None:
    script = """
print('ready', flush=True); sys.stdin.readline()
j = opened(); mine = 0
while mine < 10:
    count = j.view().counters.get('rma:26', 0) + 1
    try:
        run = j.reserve(plan(f'RMA-{count}', key=f'K{os.getpid()}-{mine}', count=count), NOW)
    except RegisterChanged:
        continue
    j.bind(run, frozenset({f'K{os.getpid()}-{mine}'}), NOW); mine += 1
print('done')"""
    assert together(script, path, 3) == ["done"] * 3
    view = opened().view()
    assert sorted(record.rma_number for record in view.rows.values()) == sorted(f"RMA-{n}" for n in range(1, 31))


@pytest.mark.parametrize("revision", ["", "0001"])
def test_processes_that_make_or_migrate_a_journal_at_once_all_open_it(path: Path, revision: str) -> None:
    if revision:
        engine = make_engine(make_url(path))
        bring_up_to_date(engine, head=revision)
        engine.dispose()
    script = """
import alembic.command
print('ready', flush=True); sys.stdin.readline()
print(opened().view().register_id)"""
    assert len(set(together(script, path, 3))) == 1


def together(script: str, path: Path, count: int) -> list[str]:
    """The last line of each of so many processes, let go at once."""
    processes = [start(script, path) for _ in range(count)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=120) for process in processes]
    assert [errors for _, errors in ended] == [""] * count
    return [out.split()[-1] for out, _ in ended]
