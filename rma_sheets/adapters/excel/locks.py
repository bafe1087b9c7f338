"""Who has the workbook open: the owner file of Excel (`~$name.xlsx`) and the lock file of LibreOffice beside it.

Both are only notes that programs leave for each other; after a crash one stays behind. It is told how old it is, so
that a person can decide; nothing here deletes it.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from rma_sheets.errors import RegisterBusy

STALE_HOURS = 24
"""A note older than this is most likely left over."""

_PAUSE = 0.25


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has it open (empty where the note does not tell), the note, and its age."""

    who: str
    note: Path
    hours: int


def owner_note(path: Path) -> Path:
    """Where Excel leaves its note."""
    return path.with_name(f"~${path.name}")


def find_holder(path: Path) -> Holder | None:
    """Whoever has that workbook open, or None."""
    for note, name_in in ((owner_note(path), _excel_name), (path.with_name(f".~lock.{path.name}#"), _office_name)):
        try:
            hours = int((time.time() - note.stat().st_mtime) // 3600)
        except OSError:
            continue
        try:
            who = name_in(note.read_bytes())
        except OSError:  # Excel on Windows lets nobody read its note; that it is there says enough
            who = ""
        return Holder(who, note, max(hours, 0))
    return None


def wait_until_free(path: Path, wait_seconds: float) -> None:
    """Return once nobody has it open. Raises RegisterBusy, naming who, when the wait is over."""
    end = time.monotonic() + wait_seconds
    while holder := find_holder(path):
        stale = holder.hours >= STALE_HOURS
        if stale or time.monotonic() >= end:
            raise RegisterBusy("excel.busy-stale" if stale else "excel.busy", name=path.name, who=holder.who,
                               note=holder.note.name, hours=holder.hours)
        time.sleep(min(_PAUSE, wait_seconds))


def _excel_name(note: bytes) -> str:
    """165 bytes: the name's length and the name in the machine's code page, from byte 55 on in UTF-16 with its length.

    Not documented by its maker; as LibreOffice reads it (svl, msodocumentlockfile.cxx).
    """
    length = note[55] if len(note) > 57 else 0
    name = note[57:57 + 2 * length].decode("utf-16-le", "replace") if 0 < length <= 52 else ""
    return name.strip() or (note[1:1 + note[0]].decode("cp1252", "replace").strip() if note else "")


def _office_name(note: bytes) -> str:
    """`,user,host,date,profile;` in UTF-8, a backslash before commas in a name; the first field is the full name."""
    fields = [re.sub(r"\\(.)", r"\1", field) for field in re.split(r"(?<!\\)[,;]", note.decode("utf-8", "replace"))]
    name, user, host = (*fields, "", "", "")[:3]
    return (name.strip() or user.strip()) + (f" ({host.strip()})" if host.strip() else "")
