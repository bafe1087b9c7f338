"""What lies beside the register that a person should know of: copies with somebody's changes, notes left by a crash.

A program that syncs a folder makes a second file where two people saved at once, and a browser or a mail program one
with a number. Their names are all that tells them. Nothing here opens, merges or deletes them.
"""

from __future__ import annotations

import os
import platform
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from rma_sheets.model.findings import Finding

from .locks import STALE_HOURS, find_holder

_CONFLICT = re.compile(r"conflict|conflit|konflikt", re.IGNORECASE)
"""As Dropbox, Nextcloud, ownCloud, Syncthing, Seafile, Synology and Google Drive call it, in the languages of people:
`(Anna's conflicted copy 2026-11-22)`, `(Copie en conflit)`, `.sync-conflict-20261122-101010-ABCDEFG`, `[Conflict]`."""

_NUMBERED = re.compile(r"( ?\(\d{1,3}\))+| [2-9]")
"""`returns (1).xlsx` of OneDrive, Google Drive and browsers, `returns 2.xlsx` of iCloud."""

_MACHINE = re.compile(r"-((DESKTOP|LAPTOP|PC)-[A-Z0-9]+|[A-Z0-9]+-PC|PC\d*)(-\d+)?")
"""`returns-DESKTOP-AB12.xlsx` of OneDrive: the name of the machine that saved it, as Windows gives names."""


def beside(path: Path) -> tuple[Finding, ...]:
    """A finding for each copy beside that workbook, by name, and for a note that was most likely left by a crash.

    The same as long as the same files are there; none where the folder cannot be listed.
    """
    return (*(Finding("conflict-copy", facts={"copy": name, "name": path.name}) for name in find_copies(path)),
            *_left_note(path))


def find_copies(path: Path) -> tuple[str, ...]:
    """The names of the files in its folder that look like copies of that workbook, in order."""
    try:
        names = os.listdir(path.parent)     # noqa: PTH208  (names only: this runs in every pass)
    except OSError:
        return ()
    return tuple(sorted(name for name in names if is_copy(name, path)))


def is_copy(name: str, path: Path) -> bool:
    """Whether a file of that name looks like a copy of the workbook that somebody's program made."""
    stem, suffix = _plain(path.stem), path.suffix.casefold()
    plain = _plain(name)
    if not plain.casefold().startswith(stem.casefold()) or not plain.casefold().endswith(suffix):
        return False
    added = plain[len(stem):len(plain) - len(suffix)]
    here = f"-{platform.node()}".casefold()
    return bool(_CONFLICT.search(added) or _NUMBERED.fullmatch(added) or _MACHINE.fullmatch(added)
                or (len(here) > 1 and added.casefold() == here))


def _left_note(path: Path) -> tuple[Finding, ...]:
    """By the day on which it was left: its age in hours would be another finding every hour."""
    holder = find_holder(path)
    if holder is None or holder.hours < STALE_HOURS:
        return ()
    try:
        since = datetime.fromtimestamp(holder.note.stat().st_mtime, UTC).astimezone()
    except OSError:
        return ()
    return (Finding("note-left", facts={"note": holder.note.name, "name": path.name, "who": holder.who,
                                        "since": f"{since:%Y-%m-%d}"}),)


def _plain(text: str) -> str:
    """Composed, because macOS may give names with their accents apart."""
    return unicodedata.normalize("NFC", text)
