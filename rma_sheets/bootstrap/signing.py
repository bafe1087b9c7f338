"""The key that signs labels: in a file beside the journal, and in the journal, so that every backup has it.

Whichever of the two is lost is made good from the other. A new key is made only before the first number was given, or
for a person who asks for it: with any other key, labels on parcels that are under way would be told as forged.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rma_sheets.adapters.keys import ANEW, keep_aside, new_key, read_key, write_key
from rma_sheets.config import Config
from rma_sheets.errors import JournalError, RmaSheetsError
from rma_sheets.model.given_numbers import NumberKind
from rma_sheets.ports import Clock, Journal

from .parts import open_journal


@dataclass(frozen=True, slots=True)
class KeyPutBack:
    """Whether a backup's key was put in place, and where the one that was there is kept."""

    done: bool = False
    kept: Path | None = None


def signing_key(path: Path, journal: Journal) -> bytes:
    """The key, once file and journal both have it. Raises RmaSheetsError where they differ, or it is lost."""
    there, known = read_key(path), journal.label_key()
    if there == ANEW:
        key = journal.keep_label_key(new_key(), anew=True)
        write_key(path, key)
        return key
    _check(path, there, journal, known)
    key = known or journal.keep_label_key(there or new_key())
    if there is None:
        write_key(path, key)
    return key


def check_label_key(config: Config, clock: Clock) -> bool:
    """Whether it is missing and the next command puts it back. Raises RmaSheetsError where that would stop; nothing is
    made. A journal that cannot be read has a check of its own."""
    path = config.label_key_path
    there = read_key(path)
    if not config.journal_path.exists():
        return False
    try:
        with closing(open_journal(config, clock)) as journal:
            known = journal.label_key()
            _check(path, there, journal, known)
    except JournalError:
        return False
    return there is None and known != b""


def put_key_back(path: Path, key: bytes, at: datetime) -> KeyPutBack:
    """The key of a backup that is the journal now, in the file; what else was there is kept. Nothing is done where the
    backup is from before journals had the key. Raises RmaSheetsError."""
    if not key or _holds(path, key):
        return KeyPutBack()
    kept = path.with_name(f"{path.stem}-replaced-{at:%Y%m%dT%H%M%S%f}{path.suffix}") if path.exists() else None
    if kept:
        keep_aside(path, kept)
    write_key(path, key)
    return KeyPutBack(True, kept)


def _check(path: Path, there: bytes | None, journal: Journal, known: bytes) -> None:
    if there and known and there != known:
        raise RmaSheetsError("files.label-key-other", path=path)
    if there is None and not known and any(
            each.kind is NumberKind.RMA for each in journal.given_numbers().values()):
        raise RmaSheetsError("files.label-key-lost", path=path)


def _holds(path: Path, key: bytes) -> bool:
    try:
        return read_key(path) == key
    except RmaSheetsError:      # damaged: it is kept like another one
        return False
