"""On what file system a path lies, as the system's own table of mounts says. It asks nobody over the network.

Linux has the table as a file; macOS is asked through psutil; a drive of Windows says itself whether it is remote.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from .places import NETWORK_TYPES, SHARED_SOURCE

_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the table: where it is mounted, the type of its file system, and what is mounted."""

    point: str
    kind: str
    source: str

    @property
    def shared(self) -> bool:
        """Whether its files lie on another machine."""
        return self.kind in NETWORK_TYPES or (self.kind == "fuse" and SHARED_SOURCE in self.source)


def share_of(path: Path) -> str:
    """The kind of share that an absolute path lies on; empty where it is a disk of this machine, or nobody knows."""
    if sys.platform == "win32":
        return "SMB" if is_unc(str(path)) or _is_remote_drive(path.drive) else ""
    mount = mount_of(str(path), _mounts())
    return mount.kind if mount and mount.shared else ""


def mount_of(path: str, mounts: Iterable[Mount]) -> Mount | None:
    """The mount that holds a path: the longest; of two at one place the later one hides the other."""
    found: Mount | None = None
    for mount in mounts:
        inside = path == mount.point or path.startswith(mount.point.rstrip("/") + "/")
        if inside and (found is None or len(mount.point) >= len(found.point)):
            found = mount
    return found


def read_mountinfo(text: str) -> tuple[Mount, ...]:
    """The lines of /proc/self/mountinfo, proc_pid_mountinfo(5); ` - ` parts the optional fields from the rest."""
    mounts = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        place, what = before.split(" "), after.split(" ")
        if len(place) > 4 and len(what) > 1:
            mounts.append(Mount(_plain(place[4]), what[0], _plain(what[1])))
    return tuple(mounts)


def is_unc(path: str) -> bool:
    r"""Whether a path of Windows names a server (`\\server\share`, also in its long form `\\?\UNC\server\share`)."""
    drive = PureWindowsPath(path).drive
    return drive.upper().startswith("\\\\?\\UNC\\") or (drive.startswith("\\\\") and drive[2:3] not in ("?", "."))


def _plain(field: str) -> str:
    """Blanks and backslashes stand as octal numbers there."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), field)


def _mounts() -> tuple[Mount, ...]:
    """The table of this system; nothing where there is none."""
    if sys.platform == "darwin":
        import psutil

        return tuple(Mount(each.mountpoint, each.fstype, each.device) for each in psutil.disk_partitions(all=True))
    try:
        return read_mountinfo(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return ()


def _is_remote_drive(drive: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE)
    return False
