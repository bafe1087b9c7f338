"""Request bodies against Google's own schemas: an unknown field or a wrong kind is 400, worded as Google words it.

The schemas are those of the discovery document that google-api-python-client brings along, so that a test needs no
network and nobody has to keep a copy.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import violations

Violation = tuple[str, str]
INTEGERS = {"int32": (-2**31, 2**31 - 1), "int64": (-2**63, 2**63 - 1)}


def schemas() -> dict[str, Any]:
    """Name -> JSON schema, as discovery documents write them."""
    return document()["schemas"]


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The discovery document of Sheets v4."""
    package = importlib.util.find_spec("googleapiclient")
    assert package is not None, "needs google-api-python-client, see the extra `test`"
    assert package.origin is not None
    folder = Path(package.origin).parent / "discovery_cache" / "documents"
    return json.loads((folder / "sheets.v4.json").read_text(encoding="utf-8"))


def check(body: Any, schema: str, path: str = "") -> None:
    """Raises ApiError 400 that lists everything that is wrong."""
    found = list(_object(body, schemas()[schema], path))
    if found:
        raise violations(found)


def field_names(schema: str) -> frozenset[str]:
    return frozenset(schemas()[schema].get("properties", {}))


def field_schema(schema: str, name: str) -> str | None:
    """The schema of a field's value, or of its items."""
    field = schemas()[schema]["properties"][name]
    inner = field.get("items") or field.get("additionalProperties") or field
    return inner.get("$ref")


def _value(value: Any, field: dict[str, Any], path: str) -> Iterator[Violation]:
    if value is None:
        return
    if "$ref" in field:
        yield from _object(value, schemas()[field["$ref"]], path)
    elif field.get("type") == "array":
        yield from _array(value, field, path)
    elif field.get("type") == "object" and "additionalProperties" in field:
        for key, item in value.items() if isinstance(value, dict) else ():
            yield from _value(item, field["additionalProperties"], f"{path}[{key}]")
    elif field.get("type") not in (None, "any") and not _fits(value, field):
        yield path, f"Invalid value at '{path}' ({_kind(field)}), {json.dumps(value, ensure_ascii=False)}"


def _object(value: Any, schema: dict[str, Any], path: str) -> Iterator[Violation]:
    if not isinstance(value, dict):
        name = f"type.googleapis.com/google.apps.sheets.v4.{schema.get('id', '')}"
        yield path, f"Invalid value at '{path}' ({name}), {json.dumps(value, ensure_ascii=False)}"
        return
    fields = schema.get("properties", {})
    for name, item in value.items():
        if name in fields:
            yield from _value(item, fields[name], f"{path}.{_snake(name)}" if path else _snake(name))
        else:
            place = f" at '{path}'" if path else ""
            yield path, f'Invalid JSON payload received. Unknown name "{name}"{place}: Cannot find field.'


def _array(value: Any, field: dict[str, Any], path: str) -> Iterator[Violation]:
    """A list of lists is a protobuf ListValue, and a text in its place is told as such (recorded answer)."""
    if not isinstance(value, list):
        kind = "google.protobuf.ListValue" if field["items"].get("type") == "array" else field["items"].get("$ref", "")
        yield path, f"Invalid value at '{path}' (type.googleapis.com/{kind}), {json.dumps(value, ensure_ascii=False)}"
        return
    for number, item in enumerate(value):
        yield from _value(item, field["items"], f"{path}[{number}]")


def _fits(value: Any, field: dict[str, Any]) -> bool:
    kind = field["type"]
    if "enum" in field:
        return value in field["enum"]
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    low, high = INTEGERS.get(field.get("format", ""), (float("-inf"), float("inf")))
    return low <= value <= high and (kind != "integer" or float(value).is_integer())


def _kind(field: dict[str, Any]) -> str:
    if "enum" in field:
        return "TYPE_ENUM"
    return {"int32": "TYPE_INT32", "int64": "TYPE_INT64", "double": "TYPE_DOUBLE", "float": "TYPE_FLOAT"}.get(
        field.get("format", ""), {"boolean": "TYPE_BOOL"}.get(field["type"], "TYPE_STRING"))


def _snake(name: str) -> str:
    """Places are told in the names of the protocol buffers: `find_replace`."""
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)
