"""Where a journal may live: tables of mounts and folders, and what is said of a place that is not on this machine."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from rma_sheets.adapters.journal import mounts, place
from rma_sheets.adapters.journal.mounts import is_unc, mount_of, read_mountinfo
from rma_sheets.adapters.journal.place import check_place, local_home, synced_by
from rma_sheets.errors import JournalError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.texts import load_texts

MOUNTINFO = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw,discard
40 27 0:40 / /home rw,relatime - xfs /dev/vdb rw
41 40 0:41 / /home/anna/office rw,relatime shared:9 - cifs //server/office rw,vers=3.1.1
42 40 0:42 / /home/anna/with\040blank rw,relatime - nfs4 server:/shop rw
43 27 0:43 / /mnt/web rw,nosuid - fuse https://dav.example.com/ rw
44 27 0:44 / /mnt/crypt rw,nosuid - fuse gocryptfs rw
45 27 0:45 / /mnt/far rw - fuse.sshfs anna@server:/srv rw
46 27 0:46 / /mnt/c rw - 9p C:\134 rw
47 27 0:47 / /mnt/twice rw - ext4 /dev/vdc rw
48 27 0:48 / /mnt/twice rw - nfs server:/twice rw
49 41 0:49 / /home/anna/office/disk rw - ext4 /dev/vdd rw
50 27 0:50 / /mnt/ntfs rw - fuseblk /dev/vde rw
broken line
"""


@pytest.mark.parametrize(("path", "share"), [
    ("/srv/shop/journal.db", ""), ("/home/anna/journal.db", ""), ("/home/anna/office/journal.db", "cifs"),
    ("/home/anna/office2/journal.db", ""), ("/home/anna/with blank/journal.db", "nfs4"),
    ("/mnt/web/journal.db", "fuse"), ("/mnt/crypt/journal.db", ""), ("/mnt/far/a/b/journal.db", "fuse.sshfs"),
    ("/mnt/c/Users/journal.db", "9p"), ("/mnt/twice/journal.db", "nfs"), ("/home/anna/office/disk/journal.db", ""),
    ("/mnt/ntfs/journal.db", "")])
def test_the_file_system_that_holds_a_path(path: str, share: str) -> None:
    mount = mount_of(path, read_mountinfo(MOUNTINFO))
    assert mount is not None
    assert (mount.kind if mount.shared else "") == share


def test_a_table_without_lines_says_nothing() -> None:
    assert mount_of("/srv", read_mountinfo("")) is None


@pytest.mark.parametrize(("path", "unc"), [
    (r"\\server\office\shop\journal.db", True), (r"\\?\UNC\server\office\journal.db", True),
    (r"C:\Users\anna\journal.db", False), (r"\\?\C:\Users\anna\journal.db", False)])
def test_a_path_of_windows_that_names_a_server(path: str, unc: bool) -> None:
    assert is_unc(path) is unc


POSIX, WINDOWS = PurePosixPath, PureWindowsPath
SYNCED: tuple[tuple[PurePath, str], ...] = (
    (WINDOWS(r"C:\Users\anna\OneDrive\Documents\shop\journal.db"), "OneDrive"),
    (WINDOWS(r"C:\Users\anna\OneDrive - Our Shop\journal.db"), "OneDrive"),
    (WINDOWS(r"C:\Users\anna\iCloudDrive\journal.db"), "iCloud"),
    (WINDOWS(r"G:\My Drive\shop\journal.db"), "Google Drive"),
    (POSIX("/home/anna/Dropbox/shop/.rma-sheets/journal.db"), "Dropbox"),
    (POSIX("/home/anna/Our Shop Dropbox/journal.db"), "Dropbox"),
    (POSIX("/home/anna/Dropbox (Our Shop)/journal.db"), "Dropbox"),
    (POSIX("/home/anna/nextcloud/journal.db"), "Nextcloud"),
    (POSIX("/home/anna/ownCloud/journal.db"), "ownCloud"),
    (POSIX("/home/anna/MEGA/journal.db"), "MEGA"),
    (POSIX("/home/anna/pCloudDrive/journal.db"), "pCloud"),
    (POSIX("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/shop/journal.db"), "iCloud"),
    (POSIX("/Users/anna/Library/CloudStorage/OneDrive-Personal/journal.db"), "OneDrive"),
    (POSIX("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.org/journal.db"), "Google Drive"),
    (POSIX("/Users/anna/Library/CloudStorage/Other/journal.db"), "CloudStorage"),
    (POSIX("/home/anna/shop/.rma-sheets/journal.db"), ""),
    (POSIX("/home/anna/onedrive-backup/journal.db"), ""),
    (POSIX("/home/anna/omega/boxes/dropboxes/journal.db"), ""),
    (WINDOWS(r"C:\Users\anna\Documents\shop\journal.db"), ""),
)


def name_of(path: PurePath, *there: str, **environ: str) -> str:
    found = synced_by(path, lambda file: file in there, environ)
    return found[0].name if found else ""


@pytest.mark.parametrize(("path", "program"), SYNCED, ids=str)
def test_a_synced_folder_is_known_by_a_name(path: PurePath, program: str) -> None:
    assert name_of(path) == program


@pytest.mark.parametrize(("marker", "program"), [
    ("/data/.stfolder", "Syncthing"), ("/data/.dropbox.cache", "Dropbox"),
    ("/data/shop/.nextcloudsync.log", "Nextcloud"), ("/data/.owncloudsync.log", "ownCloud"),
    ("/data/.tmp.driveupload", "Google Drive"), ("/other/.stfolder", "")])
def test_a_synced_folder_is_known_by_what_the_program_keeps_in_it(marker: str, program: str) -> None:
    assert name_of(POSIX("/data/shop/journal.db"), marker) == program


@pytest.mark.parametrize(("folder", "program"), [
    (r"c:\users\anna\our files", "OneDrive"), (r"C:\Users\anna\Other", ""), ("", "")])
def test_a_synced_folder_is_known_by_a_variable_of_the_environment(folder: str, program: str) -> None:
    assert name_of(WINDOWS(r"C:\Users\anna\Our files\shop\journal.db"), OneDriveCommercial=folder) == program


def refused(path: Path) -> JournalError:
    with pytest.raises(JournalError) as told:
        check_place(path)
    for language in LANGUAGES:
        texts = load_texts(language)
        assert str(path) in texts.say(f"{told.value.reference}.message", **told.value.facts)
        assert str(told.value.facts["example"]) in texts.say(f"{told.value.reference}.hint", **told.value.facts)
    return told.value


def test_a_disk_of_this_machine_is_fine(tmp_path: Path) -> None:
    check_place(tmp_path / "shop" / "journal.db")


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    error = refused(tmp_path / "link" / "journal.db")
    assert (error.reference, error.facts["program"]) == ("journal.in-a-synced-folder", "Dropbox")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no table of mounts")
def test_a_share_is_refused_with_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = mounts.Mount(str(tmp_path.resolve()), "nfs4", "server:/shop")
    monkeypatch.setattr(mounts, "_mounts", lambda: (here,))
    error = refused(tmp_path / "journal.db")
    assert (error.reference, error.facts["kind"]) == ("journal.on-a-share", "nfs4")


def test_two_shops_are_sent_to_two_places_that_are_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    shops = [tmp_path / "Dropbox" / year / "shop" / ".rma-sheets" / "journal.db" for year in ("2025", "2026")]
    first, second = (Path(local_home(path)) for path in shops)
    assert first.parent != second.parent
    assert (first.is_absolute(), "/rma-sheets/shop-" in first.as_posix(), first.name) == (True, True, "journal.db")
    check_place(first)


def test_a_home_that_is_synced_itself_is_no_place_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_OTHER_HOMES", (str(tmp_path / "Dropbox"), str(tmp_path / "state")))
    monkeypatch.setattr(place, "_HOMES", {})
    assert local_home(tmp_path / "Dropbox" / "journal.db").startswith((tmp_path / "state").as_posix())
