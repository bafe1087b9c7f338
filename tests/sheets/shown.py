"""A value as people see it: number formats, dates, TRUE. Only the patterns that registers use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from .dates import moment_of
from .entered import LOCALES, Locale
from .formulas.operators import as_text
from .formulas.results import Failure, Value

DEFAULTS = {"DATE": "M/d/yyyy", "TIME": "h:mm:ss AM/PM", "DATE_TIME": "M/d/yyyy H:mm:ss", "PERCENT": "0.00%",
            "CURRENCY": "$#,##0.00", "SCIENTIFIC": "0.00E+00", "NUMBER": "#,##0.00"}
MOMENTS = ("DATE", "TIME", "DATE_TIME")
_MOMENT_PARTS = re.compile(r"yyyy|yy|MMMM|MMM|MM|M|mm|m|dddd|ddd|dd|d|hh|h|HH|H|ss|s|AM/PM|.", re.DOTALL)
_NUMBER = re.compile(r"(?P<before>[^0#]*)(?P<digits>[0#,]+(?:\.[0#]+)?)(?P<after>.*)\Z", re.DOTALL)


def shown(value: Value, number_format: Mapping[str, str], locale: str = "en_US") -> str:
    """FORMATTED_VALUE."""
    rules = LOCALES.get(locale, LOCALES["en_US"])
    if isinstance(value, str | bool | Failure) or value is None:
        return as_text(value)
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or DEFAULTS.get(kind, "")
    if kind in MOMENTS:
        return _moment(moment_of(value), pattern)
    if not pattern or kind == "TEXT" or pattern == "@":
        return _general(value).replace(".", rules.point)
    return _patterned(value, pattern, rules)


def is_moment(number_format: Mapping[str, str]) -> bool:
    return number_format.get("type") in MOMENTS


def _general(value: float) -> str:
    """Automatic: whole numbers in full, at most 10 digits otherwise."""
    return str(value) if isinstance(value, int) else re.sub(r"e([+-])0*", r"E\1", f"{value:.10g}")


def _patterned(value: float, pattern: str, rules: Locale) -> str:
    if "E" in pattern:
        return f"{value:.{pattern.partition('.')[2].find('E') if '.' in pattern else 0}E}"
    match = _NUMBER.match(pattern.split(";")[0])
    if match is None:
        return _general(value)
    value = value * 100 if "%" in match["after"] else value
    decimals = len(match["digits"].partition(".")[2])
    text = f"{abs(value):{',' if ',' in match['digits'] else ''}.{decimals}f}"
    width = match["digits"].partition(".")[0].count("0")
    whole, _, rest = text.partition(".")
    text = whole.zfill(width) + (f".{rest}" if rest else "")
    text = text.translate(str.maketrans({".": rules.point, ",": rules.group}))
    before, after = (part.replace('"', "").replace("\\", "") for part in (match["before"], match["after"]))
    return ("-" if value < 0 else "") + before + text + after


def _moment(moment: datetime, pattern: str) -> str:
    """`m` is the month, except after hours or before seconds."""
    parts = _MOMENT_PARTS.findall(pattern)
    signs = [(place, part) for place, part in enumerate(parts) if part[0].isalpha()]
    letters = ["", *(part[0] for _, part in signs), ""]
    minutes = {place for number, (place, part) in enumerate(signs, 1) if part in ("m", "mm")
               and (letters[number - 1] in ("h", "H") or letters[number + 1] == "s")}
    half = "AM/PM" in parts
    return "".join(_part(part, moment, minute=place in minutes, half=half) for place, part in enumerate(parts))


def _part(part: str, moment: datetime, *, minute: bool, half: bool) -> str:
    hour = (moment.hour % 12 or 12) if half else moment.hour
    values = {"y": moment.year, "M": moment.month, "m": moment.minute if minute else moment.month, "d": moment.day,
              "h": hour, "H": moment.hour, "s": moment.second}
    words = {"AM/PM": "%p", "MMMM": "%B", "MMM": "%b", "dddd": "%A", "ddd": "%a", "yy": "%y"}
    if part in words:
        return moment.strftime(words[part])
    return f"{values[part[0]]:0{len(part)}d}" if part[0] in values and part[0].isalpha() else part
