"""Field masks: `sheets(properties.title,data/rowData)` -> a tree; cutting an answer down; writing what a mask names.

A tree maps field -> subtree; an empty subtree means all of it. `*` is every field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import ApiError, bad_mask
from .schema import field_names, field_schema

Mask = dict[str, Any]
ALL: Mask = {"*": {}}
_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[.,/()]")


def parsed(text: str) -> Mask:
    """Raises ApiError 400 for a mask that is none."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text) or not tokens:
        raise bad_mask(text)
    mask = _group(tokens)
    if tokens:
        raise bad_mask(text)
    return mask


def _group(tokens: list[str]) -> Mask:
    """Fields up to the closing bracket; takes what it reads."""
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        _path(tokens, mask)
        if tokens and tokens[0] == ",":
            tokens.pop(0)
    return mask


def _path(tokens: list[str], mask: Mask) -> None:
    name = tokens.pop(0)
    if name in ".,/(":
        raise bad_mask(name)
    known = name in mask
    inner = mask.setdefault(name, {})
    if tokens and tokens[0] in "./":
        tokens.pop(0)
        if not known or inner:
            _path(tokens, inner)
        else:
            _path(tokens, {})
    elif tokens and tokens[0] == "(":
        tokens.pop(0)
        inner.update(_group(tokens))
        if not tokens or tokens.pop(0) != ")":
            raise bad_mask(name)
    else:
        inner.clear()


def check(mask: Mask, schema: str, path: str = "") -> None:
    """Every field must be one of the schema. Raises ApiError 400."""
    names = field_names(schema)
    for name, inner in mask.items():
        here = f"{path}.{name}" if path else name
        if name == "*":
            continue
        if name not in names:
            raise bad_mask(here)
        below = field_schema(schema, name)
        if inner and below:
            check(inner, below, here)
        elif inner and not below:
            raise bad_mask(here)


def under(mask: Mask, name: str) -> Mask | None:
    """The mask for one field: None when it is not wanted; an empty mask when all of it is."""
    if not mask or "*" in mask:
        return {} if not mask else mask["*"] if name not in mask else mask[name]
    return mask.get(name)


def cut(value: Any, mask: Mask) -> Any:
    """An answer, cut down to what the mask names."""
    if not mask:
        return value
    if isinstance(value, list):
        return [cut(item, mask) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {name: cut(item, inner) for name, item in value.items() if (inner := under(mask, name)) is not None}


def write(target: Mapping[str, Any], source: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """`target` with every field that the mask names taken from `source`; absent there means removed."""
    result = dict(target)
    for name in (set(target) | set(source) if "*" in mask else set(mask)):
        inner = under(mask, name) or {}
        if inner:
            merged = write(result.get(name) or {}, source.get(name) or {}, inner)
            result[name] = merged
        elif source.get(name) is not None:
            result[name] = source[name]
        else:
            result.pop(name, None)
        if result.get(name) == {} and name not in source:
            result.pop(name, None)
    return result


def needed(text: str | None) -> Mask:
    """The mask of a write request, which must name something (documented for every such request)."""
    if not text:
        raise ApiError(400, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parsed(text)
