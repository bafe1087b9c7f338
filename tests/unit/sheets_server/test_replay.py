"""Recorded answers of the real service, where they are at hand: ours must be the same.

They are those of gspread's own tests (MIT), 124 recordings; RMA_SHEETS_CASSETTES names the archive or its folder.
"""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.replay import Replay

FOLDER = Path(os.environ.get("RMA_SHEETS_CASSETTES")
              or Path(__file__).parents[3].parent / "shared" / "data" / "gspread-cassettes")
ARCHIVE = FOLDER / "cassettes.tar.xz" if FOLDER.is_dir() else FOLDER
pytestmark = pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"no recorded answers at {ARCHIVE}")
OTHER = "/upload/drive/v2/"
"""Drive's second version tells a great deal about a file, and nobody reads it."""


@pytest.fixture(scope="module")
def recordings() -> dict[str, Any]:
    with tarfile.open(ARCHIVE) as archive:
        return {member.name: json.load(archive.extractfile(member))["interactions"]  # type: ignore[arg-type]
                for member in archive if member.name.endswith(".json")}


def test_every_recorded_answer_is_ours_too(recordings: dict[str, Any]) -> None:
    compared = [each for interactions in recordings.values() for each in Replay().run(interactions)]
    different = [each.what for each in compared if not each.same and OTHER not in each.what]
    assert different == []
    assert len(compared) > 1_900
