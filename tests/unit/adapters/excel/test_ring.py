"""The ring of backups by count and by age."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.ring import Ring

DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook, as far as the ring is concerned."""
    (tmp_path / "r.xlsx").write_bytes(b"now")
    return tmp_path / "r.xlsx"


def kept_before(path: Path, *days: float) -> None:
    """Copies that were kept so many days ago."""
    folder = path.parent / "ring"
    folder.mkdir()
    for ago in days:
        made = datetime.now(UTC) - ago * DAY
        (folder / f"r-{made:%Y%m%dT%H%M%S-%fZ}.xlsx").write_bytes(f"{ago:g} days".encode())


def after_a_change(path: Path, keep: int, keep_days: int) -> list[str]:
    """What the ring holds once the workbook was changed again, from the oldest to the newest."""
    Ring(path.parent / "ring", keep, keep_days).add(b"now", path)
    return [copy.read_text() for copy in sorted((path.parent / "ring").iterdir())]


@pytest.mark.parametrize(("keep", "keep_days", "left"), [
    (20, 0, ["400 days", "31 days", "29 days", "now"]), (20, 30, ["29 days", "now"]), (20, 1, ["now"]),
    (3, 0, ["31 days", "29 days", "now"]), (2, 30, ["29 days", "now"]), (1, 365, ["now"])])
def test_what_is_too_much_or_too_old_goes(path: Path, keep: int, keep_days: int, left: list[str]) -> None:
    kept_before(path, 400, 31, 29)
    assert after_a_change(path, keep, keep_days) == left


def test_age_is_read_from_the_name_and_not_from_what_a_person_did_with_the_file(path: Path) -> None:
    kept_before(path, 400)
    for copy in (path.parent / "ring").iterdir():
        copy.touch()
    assert after_a_change(path, 20, 30) == ["now"]


def test_a_file_that_only_looks_like_a_copy_is_never_too_old(path: Path) -> None:
    kept_before(path)
    (path.parent / "ring" / "r-2020T1-1Z.xlsx").write_text("mine")
    assert after_a_change(path, 20, 1) == ["mine", "now"]
