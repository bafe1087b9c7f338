"""Values that mean something in this project: zones and currencies, patterns of numbers, tabs and columns."""

from __future__ import annotations

import re
import zoneinfo
from typing import Annotated

from pydantic import BeforeValidator

from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.vocabulary import fold

from .kinds import kind, nearest, need, of_form

_TOKEN = re.compile(r"\{((?:yy|yyyy|mm|check|seq(?::(?:[1-9]|1[0-2]))?))\}")
_TAB_TITLE = r"(?!')[^\[\]:*?/\\]{1,31}(?<!')"  # what Excel accepts as the name of a sheet
_ARTICLE_CODE = r"(?=.*[^*]).{1,100}"  # a star alone would mean every article
LONGEST_PATTERN = 40


def _timezone(name: str) -> str:
    try:
        return zoneinfo.ZoneInfo(name).key
    except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:  # OSError: "Europe" is a folder of the database
        raise ValueError from error


def _near_timezone(typed: str) -> str:
    """Also finds the zone of a city that was typed alone."""
    zones = {zone.casefold(): zone for zone in sorted(zoneinfo.available_timezones())}
    cities = {zone.rsplit("/", 1)[-1]: zone for zone in zones}
    wanted = typed.casefold().replace(" ", "_")
    return zones.get(cities.get(wanted) or nearest(wanted, zones) or cities.get(nearest(wanted, cities), ""), "")


def fixed_text(pattern: str) -> str:
    """What stands in a number's pattern outside its tokens, as people would read it."""
    return re.sub(r"-+", "-", _TOKEN.sub("", pattern)).upper().strip("-")


def _pattern(text: str) -> str:
    """The tokens {yy} {yyyy} {mm} {seq:N} {check}, each once at most, {seq} and {check} always."""
    tokens = [token.split(":")[0] for token in _TOKEN.findall(text)]
    need(re.fullmatch(r"[A-Za-z0-9-]*", _TOKEN.sub("", text)) and len(text) <= LONGEST_PATTERN, text)
    return need(len(set(tokens)) == len(tokens) and {"seq", "check"} <= set(tokens), text)


def column_of(tab: str) -> BeforeValidator:
    """A column of that tab: its key, or its header in any language; gives the key."""
    columns = TABS_BY_KEY[tab].columns
    known = {fold(name): column.key for column in columns for name in (*column.headers(), column.key)}
    return kind("column", lambda text: known[need(fold(text) in known, fold(text))],
                near=lambda typed: known.get(nearest(fold(typed), known), ""))


Timezone = Annotated[str, kind("timezone", _timezone, near=_near_timezone)]
Currency = Annotated[str, of_form("currency", r"[A-Z]{3}")]
NumberPattern = Annotated[str, kind("number-pattern", _pattern)]
TabTitle = Annotated[str, of_form("tab-title", _TAB_TITLE, optional=True)]
ArticleCode = Annotated[str, of_form("article-code", _ARTICLE_CODE)]
