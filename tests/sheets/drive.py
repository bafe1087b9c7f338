"""Files and who may do what with them. A file that is no spreadsheet of Google's has no book."""

from __future__ import annotations

import random
import string
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .book import Book
from .clock import Clock
from .errors import DriveError, forbidden, not_a_spreadsheet, not_found

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RANKS = {"none": 0, "reader": 1, "commenter": 2, "writer": 3, "owner": 4}


@dataclass
class File:
    """`roles`: e-mail address -> role. `version` counts every change."""

    file_id: str
    name: str
    owner: str
    created: str
    modified: str
    book: Book | None = None
    mime: str = SPREADSHEET
    version: int = 1
    roles: dict[str, str] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def role(self, who: str) -> str:
        return "owner" if who == self.owner else self.roles.get(who, self.roles.get("anyone", "none"))


class Drive:
    """All files, by id."""

    def __init__(self, clock: Clock, ids: random.Random) -> None:
        self._clock, self._ids = clock, ids
        self.files: dict[str, File] = {}
        self.without_storage: set[str] = set()

    def add(self, name: str, owner: str, make: Callable[[str], Book] | None, mime: str = SPREADSHEET) -> File:
        """A new file; `make`: id -> book."""
        file_id = "1" + "".join(self._ids.choices(string.ascii_letters + string.digits + "-_", k=43))
        now = self._clock.stamp()
        file = File(file_id, name, owner, now, now, make(file_id) if make else None, mime)
        self.files[file_id] = file
        return file

    def create(self, name: str, owner: str, make: Callable[[str], Book] | None, mime: str = SPREADSHEET) -> File:
        """The same for a client. A service account has no storage of its own and is refused."""
        if owner in self.without_storage:
            raise storage_exceeded()
        return self.add(name, owner, make, mime)

    def shared(self, file_id: str, who: str, role: str) -> File:
        """For the Sheets API: what is not shared is 403, what does not exist is 404 (recorded answers)."""
        file = self.files.get(file_id)
        if file is None:
            raise not_found()
        if RANKS[file.role(who)] < RANKS[role]:
            raise forbidden()
        if file.book is None:
            raise not_a_spreadsheet()
        return file

    def visible(self, file_id: str, who: str, role: str = "reader") -> File:
        """For the Drive API: what one may not see does not exist."""
        file = self.files.get(file_id)
        if file is None or file.role(who) == "none":
            raise DriveError(404, f"File not found: {file_id}.", "global", "notFound")
        if RANKS[file.role(who)] < RANKS[role]:
            raise DriveError(403, "The user does not have sufficient permissions for this file.", "global",
                             "insufficientFilePermissions")
        return file

    def changed(self, file: File) -> None:
        file.version += 1
        file.modified = self._clock.stamp()


def storage_exceeded() -> DriveError:
    return DriveError(403, "The user's Drive storage quota has been exceeded.", "usageLimits", "storageQuotaExceeded")
