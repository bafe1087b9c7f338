"""What findReplace does with one text: exact, in parts, or by Java's regular expressions."""

from __future__ import annotations

import re
from collections.abc import Callable

from .book import Json
from .errors import invalid

Replacer = Callable[[str], tuple[str, int]]
"""Text -> the new text, and how often something was replaced."""


def replacer_of(body: Json) -> Replacer:
    wanted, new = body.get("find") or "", body.get("replacement") or ""
    if not wanted:
        raise invalid("The text to find must not be empty.")
    if is_exact(body):
        return lambda text: (new, 1) if text == wanted else (text, 0)
    pattern = _pattern(body, wanted)
    template = _template(new) if body.get("searchByRegex") else lambda match: new
    if body.get("matchEntireCell"):
        return lambda text: (template(match), 1) if (match := pattern.fullmatch(text)) else (text, 0)
    return lambda text: pattern.subn(template, text)


def is_exact(body: Json) -> bool:
    return bool(body.get("matchEntireCell") and body.get("matchCase") and not body.get("searchByRegex"))


def _pattern(body: Json, wanted: str) -> re.Pattern[str]:
    """Java's patterns, as far as they are Python's too; `$` is the very end, as it is for one line in Java."""
    try:
        return re.compile(wanted if body.get("searchByRegex") else re.escape(wanted),
                          0 if body.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"Invalid regular expression: {wanted} ({error})") from error


def _template(replacement: str) -> Callable[[re.Match[str]], str]:
    """Java's replacement: `$1` is a group, a backslash takes the meaning from what follows."""
    parts = re.findall(r"\\.|\$[0-9]|.", replacement, re.DOTALL)
    if "$" in parts or "\\" in parts:
        raise invalid(f"Invalid replacement: {replacement}")

    def filled(match: re.Match[str]) -> str:
        return "".join(_group(match, int(part[1])) if part[0] == "$" else part[-1] for part in parts)
    return filled


def _group(match: re.Match[str], number: int) -> str:
    if number > (match.re.groups or 0):
        raise invalid(f"No group {number}")
    return match[number] or ""
