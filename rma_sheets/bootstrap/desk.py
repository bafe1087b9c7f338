"""The adapters that commands use beside a pass: files, new registers, exports to import, and who is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rma_sheets.adapters.excel.beside import find_copies
from rma_sheets.adapters.excel.build import NO_ROWS, build_workbook
from rma_sheets.adapters.excel.locks import STALE_HOURS, Holder, find_holder
from rma_sheets.adapters.files import make_folder, safe_name, write_file
from rma_sheets.adapters.journal import back_up as back_up_journal
from rma_sheets.adapters.journal import check_copy as check_journal_copy
from rma_sheets.adapters.journal import put_in_place as put_journal_in_place
from rma_sheets.adapters.journal import register_id_in
from rma_sheets.adapters.journal import staged as staged_journal
from rma_sheets.adapters.journal.place import local_home, trouble_at
from rma_sheets.adapters.passlock import pass_lock
from rma_sheets.adapters.tabular import read_table
from rma_sheets.config import Config
from rma_sheets.errors import UsageError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import build_vocabulary
from rma_sheets.texts import load_texts

from .parts import register_name

__all__ = [
    "STALE_HOURS",
    "back_up_journal",
    "build_register",
    "check_journal_copy",
    "check_no_pass",
    "journal_home",
    "make_folder",
    "pass_lock",
    "put_journal_in_place",
    "read_table",
    "refuse_other_file",
    "register_copies",
    "register_holder",
    "safe_name",
    "staged_journal",
    "write_file",
]


def build_register(path: Path, language: str,
                   tabs: Mapping[str, Sequence[Mapping[str, CellValue]]] = NO_ROWS) -> None:
    """A new register in that language; Reasons has labels in all of them."""
    everyone = {each: load_texts(each) for each in LANGUAGES}
    vocabulary = build_vocabulary(everyone[language], tuple(everyone.values()))
    build_workbook(path, texts=everyone[language], vocabulary=vocabulary, tabs=tabs, languages=everyone)


def register_copies(config: Config) -> tuple[str, ...]:
    """Names of files beside the register that look like copies with somebody's changes."""
    return find_copies(config.register_path.resolve())


def register_holder(config: Config) -> Holder | None:
    """Who has the register open, as far as their program says so."""
    return find_holder(config.register_path.resolve())


def journal_home(path: Path) -> str:
    """Where on this machine a new journal goes that must not live at that path; empty where it may."""
    return local_home(path) if trouble_at(path) else ""


def check_no_pass(config: Config) -> None:
    """Raise RegisterBusy while a pass runs. The note of a killed one may be left over, so the lock itself is asked."""
    if config.pass_lock_path.with_suffix(".holder").exists():
        with pass_lock(config.pass_lock_path):
            pass


def refuse_other_file(path: Path, config: Config) -> None:
    """Raise UsageError where a backup would replace the journal itself, or anything but an earlier backup of it: a slip
    of the keyboard costs no file."""
    if not path.exists():
        return
    live, register = config.journal_path, register_name(config)
    if path.samefile(live):     # before it is read: closing a file lets go of the locks that SQLite has on it
        raise UsageError("restore.live-journal", path=path)
    if not path.is_file() or not _is_database(path):
        raise UsageError("restore.not-a-journal", path=path)
    if register_id_in(path, register) != register_id_in(live, register):
        raise UsageError("restore.other-backup", path=path)


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"
