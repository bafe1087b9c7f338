"""Where a journal must not live, as tables: file systems that lie on another machine, and folders that are synced.

SQLite's WAL needs memory that all users of the file share, so they must be on one machine
(https://www.sqlite.org/wal.html, "WAL does not work over a network filesystem"); and a program that syncs puts old
copies back, with numbers that are given already. The names are those of the programs' own documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NETWORK_TYPES = frozenset({
    "nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "afs", "webdav", "davfs", "davfs2", "ncpfs", "9p",
    "drvfs", "vboxsf", "vmhgfs", "prl_fs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs", "ocfs2", "gfs2",
    "fuse.sshfs", "fuse.rclone", "fuse.smbnetfs", "fuse.davfs", "fuse.davfs2", "fuse.curlftpfs", "fuse.gvfsd-fuse",
    "fuse.s3fs", "fuse.goofys", "fuse.gcsfuse", "fuse.mount-s3", "fuse.blobfuse", "fuse.blobfuse2", "fuse.juicefs",
    "fuse.glusterfs", "fuse.ceph", "fuse.mfs", "fuse.seaweedfs", "fuse.vmhgfs-fuse", "fuse.grpcfuse", "fuse.osxfs",
    "fuse.onedriver", "fuse.google-drive-ocamlfuse", "fuse.pcloud",
})
"""Types of file systems as /proc/self/mountinfo and the mount table of macOS name them. `9p`, `vboxsf` and the like are
folders of the machine around a virtual one."""

SHARED_SOURCE = "://"
"""In the source of a plain `fuse` (davfs2 among others) it says that the files come from a server."""


@dataclass(frozen=True, slots=True)
class SyncProgram:
    """How folders of a program are known: by their name, by what it keeps in the topmost one, or by a variable of the
    environment that holds its path."""

    name: str
    folders: re.Pattern[str]
    markers: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


SYNC_PROGRAMS = (
    SyncProgram("OneDrive", _named(r"OneDrive( - .+)?|OneDrive-Personal"), (),
                ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")),
    SyncProgram("Dropbox", _named(r"(.+ )?Dropbox( \(.+\))?"), (".dropbox.cache",)),
    SyncProgram("Google Drive", _named(r"Google ?Drive|GoogleDrive-.+@.+|My Drive|Mon Drive|Meine Ablage|Mi unidad"),
                (".tmp.driveupload", ".tmp.drivedownload")),
    SyncProgram("iCloud", _named(r"Mobile Documents|com~apple~CloudDocs|iCloud ?Drive(-.+)?")),
    SyncProgram("Nextcloud", _named(r"Nextcloud\d?"), (".nextcloudsync.log",)),
    SyncProgram("ownCloud", _named(r"ownCloud\d?"), (".owncloudsync.log",)),
    SyncProgram("Syncthing", _named(r"Syncthing"), (".stfolder",)),
    SyncProgram("MEGA", _named(r"MEGA|MEGAsync( Downloads)?"), (".megaignore",)),
    SyncProgram("pCloud", _named(r"pCloud( ?Drive| ?Sync)?")),
    SyncProgram("Box", _named(r"Box Sync|Box-Box")),
    SyncProgram("Proton Drive", _named(r"Proton ?Drive(-.+)?")),
    SyncProgram("kDrive", _named(r"kDrive\d?")),
    SyncProgram("Synology Drive", _named(r"SynologyDrive|CloudStation"), (".SynologyWorkingDirectory",)),
    SyncProgram("Seafile", _named(r"Seafile|Seadrive")),
    SyncProgram("Resilio Sync", _named(r"Resilio Sync"), (".sync/ID",)),
    SyncProgram("CloudStorage", _named(r"CloudStorage")),
)
"""The last is where macOS keeps the folders of all of them."""
