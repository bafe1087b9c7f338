"""What the sheet makes of typed text (USER_ENTERED): numbers, dates, TRUE, formulas; `007` becomes 7.

A cell whose format is TEXT keeps what was typed. RAW never comes here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .dates import typed_moment
from .formulas.formula import Formula, formula
from .formulas.results import Failure, Value, tidy

FAILURES = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#ERROR!", "#NULL!")


class Locale(NamedTuple):
    """How a country writes numbers and days."""

    point: str
    group: str
    order: str


LOCALES = {"en_US": Locale(".", ",", "mdy"), "en_GB": Locale(".", ",", "dmy"), "de_DE": Locale(",", ".", "dmy"),
           "fr_FR": Locale(",", "\u202f", "dmy"), "nl_NL": Locale(",", ".", "dmy"), "es_ES": Locale(",", ".", "dmy"),
           "it_IT": Locale(",", ".", "dmy")}


class Entered(NamedTuple):
    """The content, and the number format that typing brings along when the cell has none."""

    content: Value | Formula
    format: Mapping[str, str] | None = None


def entered(text: str, *, is_text: bool = False, locale: str = "en_US", today: date) -> Entered:
    """One cell, typed. `is_text`: the cell's number format is TEXT."""
    if is_text:
        return Entered(text)
    if text.startswith("'"):
        return Entered(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entered(formula(text))
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return Entered(bare.upper() == "TRUE")
    if bare in FAILURES:
        return Entered(Failure(bare))
    rules = LOCALES.get(locale, LOCALES["en_US"])
    number = _number(bare, rules)
    if number:
        return number
    moment = typed_moment(bare, rules.order, today)
    return Entered(moment.serial, moment.format) if moment else Entered(text)


def _number(text: str, rules: Locale) -> Entered | None:
    """`1,234.50`, `1e5`, `12%`, `$3`, `+49170123`; None when it is no number."""
    point, group = re.escape(rules.point), re.escape(rules.group)
    match = re.match(rf"(?P<sign>[+-]?)(?P<money>[$€£]?)(?P<whole>[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]*)"
                     rf"(?P<rest>{point}[0-9]*)?(?P<power>[eE][+-]?[0-9]+)?(?P<percent> ?%)?(?P<after> ?€)?\Z", text)
    if match is None or not (match["whole"] or (match["rest"] or "")[1:]):
        return None
    digits = match["whole"].replace(rules.group, "") + (match["rest"] or "").replace(rules.point, ".")
    number = float(f"{match['sign']}{digits or '0'}{match['power'] or ''}")
    if number in (float("inf"), float("-inf")):
        return None
    if match["percent"]:
        return Entered(tidy(number / 100), {"type": "PERCENT", "pattern": "0%" if number.is_integer() else "0.00%"})
    if match["money"] or match["after"]:
        return Entered(tidy(number), {"type": "CURRENCY", "pattern": f"{match['money'] or '€'}#,##0.00"})
    return Entered(tidy(number), _plain_format(match, rules))


def _plain_format(match: re.Match[str], rules: Locale) -> Mapping[str, str] | None:
    """Typing thousands apart or a power of ten is taken as a wish to see it so (recorded for the first)."""
    if match["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if rules.group in match["whole"]:
        return {"type": "NUMBER", "pattern": "#,##0.00" if match["rest"] else "#,##0"}
    return None
