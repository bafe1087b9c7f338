"""`ExcelStore`: the register in a workbook file, behind `ports.Store`.

A change is made beside the old file, read back from disk and compared with what was meant, cell by cell; the old file
goes into a ring of backups, its version is checked once more, and only then the new one takes its place. A save that
falls even between these two stands: what the new file displaced is looked at (`swap`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from rma_sheets.errors import RegisterChanged
from rma_sheets.model.naming import Naming
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.values import CellValue
from rma_sheets.ports import nothing

from . import files
from .beside import beside
from .change import SheetChange
from .changes import change_of_rows, changes_of_writes
from .known import Known
from .leftovers import settle_leftovers
from .locks import find_holder, wait_until_free
from .patience import mark_of, read_whole
from .read import read_snapshot, version_of
from .ring import Ring
from .swap import put_in_place
from .verify import check_result


class ExcelStore:
    """The register in the workbook at `path`.

    `own_headers`: tab key -> the shop's header -> column key; `own_titles`: tab key -> the shop's title;
    `backups`: where the newest `keep` old files go, none older than `keep_days` (0: however old); `wait_seconds`: how
    long to wait for a person to close it.
    """

    def __init__(self, path: Path, *, own_headers: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
                 own_titles: Mapping[str, str] = MappingProxyType({}), language: str = "en", backups: Path,
                 keep: int = 20, keep_days: int = 0, wait_seconds: float = 10) -> None:
        self._given = path
        self._naming = Naming(own_headers, own_titles, language)
        self._ring, self._wait = Ring(backups, keep, keep_days), wait_seconds
        self._known = Known()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._given.name

    @property
    def _path(self) -> Path:
        """The file itself where `path` is a link to it: replacing must not replace the link."""
        return self._given.resolve()

    def read(self) -> Snapshot:
        """All tabs, and what lies beside the file. Somebody may have it open: what they saved last is read."""
        snapshot = self._parsed(self._content())
        return replace(snapshot, findings=(*snapshot.findings, *beside(self._path)))

    def wait_until_free(self) -> None:
        """See `ports.Store.wait_until_free`."""
        wait_until_free(self._path, self._wait)

    def check_free(self) -> None:
        """See `ports.Store.check_free`."""
        wait_until_free(self._path, 0)

    def write(self, snapshot: Snapshot, writes: Sequence[CellWrite], last_look: Callable[[], None] = nothing) -> str:
        """Change those cells, all at once; see `ports.Store.write`."""
        return self._change(snapshot, changes_of_writes(snapshot, writes, self.name), last_look)

    def append(self, snapshot: Snapshot, tab: str, rows: Sequence[Mapping[str, CellValue]]) -> str:
        """Add rows under the last filled row of a tab, looking like it; its table grows."""
        return self._change(snapshot, (change_of_rows(snapshot.tab(tab), rows, self.name),) if rows else ())

    def version(self) -> str:
        """The hash of the file's content."""
        return version_of(self._content())

    def recover(self) -> None:
        """Finish what a pass left that was killed while it put its file in place."""
        settle_leftovers(self._path, self._ring, self._wait)

    def changed_at(self) -> str:
        """Inode, size and time of the file. Raises StoreError where it is missing."""
        return mark_of(self._path)

    def _content(self) -> bytes:
        path = self._path
        return read_whole(path, self._wait, lambda: find_holder(path) is not None)

    def _parsed(self, content: bytes) -> Snapshot:
        return read_snapshot(content, self._given, self._naming, self._known)

    def _change(self, snapshot: Snapshot, changes: Sequence[SheetChange],
                last_look: Callable[[], None] = nothing) -> str:
        path = self._path
        wait_until_free(path, self._wait)
        content = self._unchanged(snapshot)
        if not changes:
            return snapshot.version
        from .write import patched  # openpyxl comes with it, for which a pass without changes need not wait

        made = patched(content, changes, self._given)
        changed = files.write_beside(path, made, path, path.name)
        try:
            files.check_back(changed, made)
            version = check_result(snapshot, changes, lambda: self._parsed(made), self._given)
            copy = self._ring.add(content, path)
            wait_until_free(path, 0)
            self._unchanged(snapshot)
            last_look()
            if not put_in_place(changed, path, snapshot.version, version, self._ring, copy, self._wait):
                raise RegisterChanged("excel.changed", name=self.name)
        finally:
            files.remove(changed)
        return version

    def _unchanged(self, snapshot: Snapshot) -> bytes:
        content = self._content()
        if version_of(content) != snapshot.version:
            raise RegisterChanged("excel.changed", name=self.name)
        return content
