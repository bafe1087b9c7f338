"""What mail templates can do with a value: write dates, money and list keys in the customer's language.

Dates come in as ISO text, amounts as decimal text; empty stays empty. A value that is none of these raises
ValueError, which holds the mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from rma_sheets.model.texts import Texts

SAFE_URL = re.compile(r"(?:https?://|mailto:|tel:|cid:|data:image/png;base64,)[^\s\"'<>\\]+", re.IGNORECASE)


def filters_for(texts: Texts) -> Mapping[str, Callable[..., Any]]:
    """The filters of one language."""

    def day(value: str) -> str:
        return texts.day(date.fromisoformat(value[:10])) if value else ""

    def moment(value: str) -> str:
        if len(value) <= len("2026-11-22"):
            return day(value)
        when = datetime.fromisoformat(value)
        return texts.say("mail.moment", day=texts.day(when), hour=f"{when:%H}", minute=f"{when:%M}")

    def money(amount: str, currency: str) -> str:
        return format_currency(_decimal(amount), currency, locale=texts.language) if amount else ""

    def number(value: str) -> str:
        return format_decimal(_decimal(value), locale=texts.language) if value else ""

    def label(key: str, list_name: str) -> str:
        entry = f"lists.{list_name}.{key}"
        return texts.say(entry) if texts.has(entry) else key

    return {"day": day, "moment": moment, "money": money, "number": number, "label": label, "safe_url": safe_url,
            "lines": lines}


def safe_url(value: str) -> str:
    """A web, mail, telephone or inline image address as it is; nothing for others (`javascript:` and the like)."""
    return value if SAFE_URL.fullmatch(value) else ""


def lines(value: str) -> Markup:
    """Text of several lines for HTML: escaped, line ends kept."""
    return Markup("<br>").join(escape(line) for line in value.split("\n"))


def _decimal(value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value[:40]}") from error
