"""Named ranges. Their ids may be chosen, and a chosen id that exists makes the batch fail: that is a fence."""

from __future__ import annotations

import re

from .. import masks
from ..areas import shown_range
from ..book import Json
from ..draft import Draft
from ..errors import invalid

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}\Z")
_LIKE_CELLS = re.compile(r"(?:[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false)\Z", re.IGNORECASE)


def shown_name(named: Json) -> Json:
    return named | {"range": shown_range(named["range"])}


def add_named_range(draft: Draft, body: Json) -> Json:
    given = dict(body.get("namedRange") or {})
    _check_name(draft, given.get("name") or "")
    draft.area(given.get("range"))
    taken = [named["namedRangeId"] for named in draft.book.named_ranges]
    if given.get("namedRangeId") in taken:
        raise invalid(f"A named range with id {given['namedRangeId']} already exists.")
    given["namedRangeId"] = given.get("namedRangeId") or str(draft.new_id(()))
    draft.book.named_ranges.append(given)
    return {"namedRange": shown_name(given)}


def update_named_range(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "NamedRange")
    given = body.get("namedRange") or {}
    named = _found(draft, given.get("namedRangeId"))
    after = masks.write(named, given, mask) | {"namedRangeId": named["namedRangeId"]}
    if after.get("name") != named["name"]:
        _check_name(draft, after.get("name") or "")
    draft.area(after.get("range"))
    named.clear()
    named.update(after)


def delete_named_range(draft: Draft, body: Json) -> None:
    draft.book.named_ranges.remove(_found(draft, body.get("namedRangeId")))


def _found(draft: Draft, named_range_id: str | None) -> Json:
    for named in draft.book.named_ranges:
        if named["namedRangeId"] == named_range_id:
            return named
    raise invalid(f"Cannot find a named range with id {named_range_id}.")


def _check_name(draft: Draft, name: str) -> None:
    if not _NAME.match(name) or _LIKE_CELLS.match(name):
        raise invalid(f"The name of the named range is invalid: {name}")
    if draft.book.named_area(name) is not None:
        raise invalid(f"A named range with the name {name} already exists.")


KINDS = {"addNamedRange": add_named_range, "updateNamedRange": update_named_range,
         "deleteNamedRange": delete_named_range}
