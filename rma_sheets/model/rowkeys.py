"""Row keys, `ABCDEF-000042`: the register's id and a number that counts on, so that they sort as they were given."""

from __future__ import annotations

import re

_KEY = re.compile(r"(.+)-([0-9]{6,9})")
_REGISTER = re.compile(r"[A-Z]{6}")


def row_key(register_id: str, number: int) -> str:
    """The key of that number."""
    return f"{register_id}-{number:06d}"


def key_number(key: str, register_id: str) -> int | None:
    """The number in a key of that register; None for any other text."""
    found = _KEY.fullmatch(key)
    return int(found[2]) if found and found[1] == register_id else None


def register_of(key: str) -> str:
    """The id of the register whose key that is, six capital letters; empty for any other text."""
    found = _KEY.fullmatch(key)
    return found[1] if found and _REGISTER.fullmatch(found[1]) else ""
