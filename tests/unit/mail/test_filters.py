"""What templates can do with a value, per language."""

from __future__ import annotations

import pytest

from rma_sheets.render.filters import filters_for

from .conftest import TEXTS

EN, FR = filters_for(TEXTS["en"]), filters_for(TEXTS["fr"])


@pytest.mark.parametrize(("name", "facts", "english", "french"), [
    ("day", ("2026-12-01",), "1 December 2026", "1er décembre 2026"),
    ("day", ("2026-11-22T09:14:00+01:00",), "22 November 2026", "22 novembre 2026"),
    ("day", ("",), "", ""),
    ("moment", ("2026-11-22T09:04:59+01:00",), "22 November 2026 at 09:04", "22 novembre 2026 à 09h04"),
    ("moment", ("2026-11-22",), "22 November 2026", "22 novembre 2026"),
    ("money", ("1234.5", "EUR"), "€1,234.50", "1\u202f234,50\xa0€"),
    ("money", ("24.90", "GBP"), "£24.90", "24,90\xa0£GB"),
    ("money", ("", "EUR"), "", ""),
    ("number", ("7.50",), "7.5", "7,5"),
    ("number", ("0.00",), "0", "0"),
    ("label", ("store_credit", "resolution"), "store credit", "avoir"),
    ("label", ("own-key", "resolution"), "own-key", "own-key"),
])
def test_a_value_is_written_in_the_language(name: str, facts: tuple[str, ...], english: str, french: str) -> None:
    assert (EN[name](*facts), FR[name](*facts)) == (english, french)


@pytest.mark.parametrize(("name", "facts"), [("day", ("22/11/2026",)), ("moment", ("yesterday at noon",)),
                                             ("money", ("12,50", "EUR")), ("number", ("x",))])
def test_a_value_of_another_form_raises(name: str, facts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        EN[name](*facts)


@pytest.mark.parametrize("url", ["https://example.org/r?rma=1", "mailto:a@example.org", "tel:+33199000000", "cid:q@x",
                                 "data:image/png;base64,AAAA"])
def test_an_address_to_follow_is_kept(url: str) -> None:
    assert EN["safe_url"](url) == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html;base64,AAAA",
                                 "https://x/\"><script>", "/local", "java\nscript:x", ""])
def test_an_address_that_acts_is_dropped(url: str) -> None:
    assert EN["safe_url"](url) == ""


def test_lines_stay_lines_and_markup_is_escaped() -> None:
    assert EN["lines"]("a <b>\nc") == "a &lt;b&gt;<br>c"
