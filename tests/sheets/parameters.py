"""Query parameters against the discovery document: an unknown one is 400, and so is an unknown value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from .errors import violations
from .schema import document


def check(method_id: str, query: Mapping[str, list[str]]) -> None:
    """Raises ApiError 400 that lists everything that is wrong."""
    known = methods()[method_id] | document()["parameters"]
    found = []
    for name, values in query.items():
        if name not in known or known[name].get("location") == "path":
            found.append(("", f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                              f"Field '{name}' could not be found in request message."))
        elif "enum" in known[name]:
            found += [(name, f"Invalid value at '{name}' (TYPE_ENUM), \"{value}\"")
                      for value in values if value not in known[name]["enum"]]
    if found:
        raise violations(found)


@lru_cache(maxsize=1)
def methods() -> dict[str, dict[str, Any]]:
    """`sheets.spreadsheets.get` -> its parameters."""
    return dict(_methods(document()))


def _methods(part: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for method in part.get("methods", {}).values():
        yield method["id"], method.get("parameters", {})
    for resource in part.get("resources", {}).values():
        yield from _methods(resource)
