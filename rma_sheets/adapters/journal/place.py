"""Refuses a journal on a network drive or in a synced folder, and says where on this machine it may live instead.

Only looks at names and at the table of mounts: it costs well below a millisecond, so every pass can ask.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from rma_sheets.errors import JournalError

from .mounts import share_of
from .places import SYNC_PROGRAMS, SyncProgram

_HOMES = {"win32": ("~/AppData/Local", "C:/ProgramData"),
          "darwin": ("~/Library/Application Support", "/Users/Shared")}
_OTHER_HOMES = ("~/.local/state", "/var/lib")
"""Where programs keep what they remember: for one user (XDG Base Directory Specification), and for the machine."""


def check_place(path: Path) -> None:
    """Raise JournalError where a journal at that absolute path would lie on a share or in a synced folder."""
    trouble = trouble_at(path)
    if trouble is not None:
        raise trouble


def trouble_at(path: Path) -> JournalError | None:
    """What is wrong with that place, or None."""
    real = path.resolve()
    if share := share_of(real):
        return JournalError("journal.on-a-share", path=path, kind=share, folder=path.parent, example=local_home(path))
    if synced := synced_by(real, os.path.exists, os.environ):
        program, folder = synced
        return JournalError("journal.in-a-synced-folder", path=path, program=program.name, synced=folder,
                            folder=path.parent, example=local_home(path))
    return None


def synced_by(path: PurePath, exists: Callable[[str], bool],
              environ: Mapping[str, str]) -> tuple[SyncProgram, PurePath] | None:
    """The program that syncs a folder above that path, and the folder; the nearest one, or None."""
    told = {type(path)(environ[name]): program for program in SYNC_PROGRAMS for name in program.variables
            if environ.get(name)}
    for folder in path.parents:
        for program in SYNC_PROGRAMS:
            if (program.folders.fullmatch(folder.name) or told.get(folder) is program
                    or any(exists(os.path.join(folder, marker)) for marker in program.markers)):  # noqa: PTH118
                return program, folder
    return None


def local_home(path: Path) -> str:
    """A place on this machine for the journal that should have been at that absolute path; another one for another.

    Absolute, because a scheduled run may have another home.
    """
    shop = next((folder.name for folder in path.parents if folder.name and not folder.name.startswith(".")), "shop")
    mark = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:4]
    places = [Path(home).expanduser() / "rma-sheets" / f"{shop}-{mark}" / path.name
              for home in _HOMES.get(sys.platform, _OTHER_HOMES)]
    free = (place for place in places
            if not share_of(place.resolve()) and not synced_by(place, os.path.exists, os.environ))
    return next(free, places[0]).as_posix()
