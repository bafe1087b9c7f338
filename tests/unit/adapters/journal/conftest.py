"""A journal in a file, and other processes that use it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rma_sheets.adapters.journal import SqlJournal
from rma_sheets.errors import RmaSheetsError

NOW = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)

PRELUDE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import sqlalchemy
from rma_sheets.adapters.journal import SqlJournal
from rma_sheets.errors import RegisterChanged
from rma_sheets.model.plan import Mail, Plan
from rma_sheets.model.record import RowRecord
NOW = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
path = Path(sys.argv[1])

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at_commit():
    sqlalchemy.event.listen(sqlalchemy.Engine, "commit", die)

def plan(number, key="K1", count=1):
    return Plan("r", "v", 1, records=(RowRecord(key, rma_number=number),), numbers={number: key},
                counters={"rma:26": count}, mails=(Mail(f"{key}:approved:1", "approved", "anna@example.org", "en"),))

def opened():
    return SqlJournal.open(path, register="r", now=NOW)
"""


def start(script: str, path: Path) -> subprocess.Popen[str]:
    """Another process that runs PRELUDE and the script on the journal at that path."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen([sys.executable, "-c", PRELUDE + script, str(path)], env=environment, text=True,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal of the test is; not made yet."""
    return tmp_path / "state" / "journal.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[[], SqlJournal]]:
    """Opens the journal of the test; all are closed at the end."""
    journals: list[SqlJournal] = []

    def open_journal() -> SqlJournal:
        journals.append(SqlJournal.open(path, register="r", now=NOW))
        return journals[-1]

    yield open_journal
    for journal in journals:
        journal.close()


@contextmanager
def refused(reference: str) -> Iterator[None]:
    """Inside it an error of that reference must come up."""
    with pytest.raises(RmaSheetsError) as caught:
        yield
    assert caught.value.reference == reference
