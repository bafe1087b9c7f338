"""The page for people who edit templates tells every field and every filter of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from rma_sheets.render.filters import filters_for
from rma_sheets.render.sample import sample_context, sample_shop

from .conftest import SHIPPED, TEXTS

PAGE = (SHIPPED / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_field_is_told(language: str) -> None:
    context = sample_context("approved", language)
    item = context["items"][0]  # type: ignore[index]
    names = [*context, *item, *context["customer"], *sample_shop(language)]  # type: ignore[misc]
    assert [name for name in names if name not in PAGE and name != "logo"] == []


def test_every_filter_of_ours_is_told() -> None:
    assert [name for name in filters_for(TEXTS["en"]) if f"`{name}" not in PAGE] == []


def test_the_sample_has_the_fields_of_planning() -> None:
    source = (Path(__file__).parents[3] / "rma_sheets" / "planning" / "context.py").read_text(encoding="utf-8")
    item = sample_context("approved", "en")["items"][0]  # type: ignore[index]
    assert [name for name in (*sample_context("approved", "en"), *item) if f'"{name}"' not in source] == []
