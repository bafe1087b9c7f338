"""The table of notices against statuses, settings, templates and texts."""

from __future__ import annotations

import pytest

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.notices import NOTICES, STAFF, notice_for
from rma_sheets.model.settings import Settings
from rma_sheets.model.states import Status

from .conftest import SHIPPED, TEXTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["html", "txt"])
def test_every_notice_has_its_templates_in_every_language(language: str, kind: str) -> None:
    assert [name for name in NOTICES if not (SHIPPED / language / f"{name}.{kind}.j2").is_file()] == []


def test_languages_have_the_same_files() -> None:
    names = [sorted(path.name for path in (SHIPPED / language).iterdir()) for language in LANGUAGES]
    assert names[0] == names[1]


def test_every_notice_has_a_name_for_people() -> None:
    assert [name for name in NOTICES if not TEXTS["fr"].has(f"console.notice.{name}")] == []


def test_what_is_off_in_a_new_shop_is_off_in_the_table() -> None:
    assert Settings().notices_off == {notice.name for notice in NOTICES.values() if not notice.on}


def test_a_status_sends_its_notice() -> None:
    sent = {status: notice_for(status) for status in Status}
    assert [status.value for status, notice in sent.items() if notice is None] == ["inspected", "accepted", "closed"]


def test_staff_hear_of_returns_in_review_only() -> None:
    assert [name for name, notice in NOTICES.items() if notice.audience == STAFF] == ["staff_review"]
