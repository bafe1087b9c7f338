"""Developer metadata: on the book, a sheet, one row or one column; it follows its row or column, not what is sorted.

An id may be chosen; one that exists is refused, which makes it a fence for a whole batch.
"""

from __future__ import annotations

import copy

from .. import masks
from ..book import Json
from ..draft import Draft, is_given
from ..errors import invalid
from ..lookups import location_area, metadata_of, shown_metadata

TYPES = {"ROWS": "ROW", "COLUMNS": "COLUMN"}


def create_metadata(draft: Draft, body: Json) -> Json:
    given = copy.deepcopy(body.get("developerMetadata") or {})
    if not given.get("metadataKey"):
        raise invalid("Developer metadata must always have a key specified.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("Developer metadata must always have visibility specified.")
    taken = (each["metadataId"] for each in draft.book.metadata)
    given["metadataId"] = draft.chosen_id(given.get("metadataId"), taken, "Developer metadata")
    given["location"] = _location(draft, given.get("location") or {})
    draft.book.metadata.append(given)
    return {"developerMetadata": shown_metadata(given)}


def update_metadata(draft: Draft, body: Json) -> Json:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "DeveloperMetadata")
    found = _selected(draft, body.get("dataFilters") or [])
    for each in found:
        after = masks.write(each, body.get("developerMetadata") or {}, mask) | {"metadataId": each["metadataId"]}
        after["location"] = _location(draft, after.get("location") or {})
        each.clear()
        each.update(after)
    return {"developerMetadata": [shown_metadata(each) for each in found]}


def delete_metadata(draft: Draft, body: Json) -> Json:
    gone = _selected(draft, [body.get("dataFilter") or {}])
    draft.book.metadata[:] = [each for each in draft.book.metadata if each not in gone]
    return {"deletedDeveloperMetadata": [shown_metadata(each) for each in gone]} if gone else {}


def _selected(draft: Draft, filters: list[Json]) -> list[Json]:
    if not filters:
        raise invalid("At least one data filter must be given.")
    return [each for each in draft.book.metadata if any(each in metadata_of(draft.book, one) for one in filters)]


def _location(draft: Draft, given: Json) -> Json:
    """With its type, which Google adds."""
    kinds = [name for name in ("spreadsheet", "sheetId", "dimensionRange") if is_given(given.get(name))]
    if len(kinds) != 1:
        raise invalid("Developer metadata must have exactly one location.")
    if kinds == ["spreadsheet"]:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if kinds == ["sheetId"]:
        return {"locationType": "SHEET", "sheetId": draft.sheet(given["sheetId"]).sheet_id}
    place = given["dimensionRange"]
    if place.get("endIndex", 0) - place.get("startIndex", 0) != 1 or place.get("dimension") not in TYPES:
        raise invalid("The specified DimensionRange must represent a single row or column.")
    location_area(draft.book, given)
    return {"locationType": TYPES[place["dimension"]], "dimensionRange": {"sheetId": 0, "startIndex": 0} | place}


KINDS = {"createDeveloperMetadata": create_metadata, "updateDeveloperMetadata": update_metadata,
         "deleteDeveloperMetadata": delete_metadata}
