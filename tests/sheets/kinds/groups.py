"""Groups of rows or columns that can be folded; one inside the other has the greater depth."""

from __future__ import annotations

from ..areas import shown_range
from ..book import Json, Sheet
from ..draft import Draft
from ..errors import invalid

CONTROLS = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}


def groups_of(sheet: Sheet, dimension: str) -> list[Json]:
    return sheet.row_groups if dimension == "ROWS" else sheet.column_groups


def add_group(draft: Draft, body: Json) -> Json:
    """The first group made through the API sets where the control stands (recorded answers)."""
    sheet, given = _place(draft, body)
    groups = groups_of(sheet, given["dimension"])
    depth = 1 + max((group["depth"] for group in groups if _holds(group["range"], given)), default=0)
    groups.append({"range": given, "depth": depth})
    groups.sort(key=lambda group: (group["range"]["startIndex"], group["depth"]))
    sheet.properties.setdefault("gridProperties", {})[CONTROLS[given["dimension"]]] = True
    return {"dimensionGroups": shown_groups(groups)}


def delete_group(draft: Draft, body: Json) -> Json:
    sheet, given = _place(draft, body)
    groups = groups_of(sheet, given["dimension"])
    found = [group for group in groups if group["range"] == given]
    if not found:
        raise invalid("There is no group there.")
    groups.remove(found[-1])
    return {"dimensionGroups": shown_groups(groups)} if groups else {}


def update_group(draft: Draft, body: Json) -> None:
    given = body.get("dimensionGroup") or {}
    sheet, place = _place(draft, given)
    if body.get("fields") not in ("collapsed", "*"):
        raise invalid("Only the field collapsed of a group can be updated.")
    for group in groups_of(sheet, place["dimension"]):
        if group["range"] == place and group["depth"] == given.get("depth", group["depth"]):
            group["collapsed"] = bool(given.get("collapsed"))
            return
    raise invalid("There is no group there.")


def _place(draft: Draft, body: Json) -> tuple[Sheet, Json]:
    given = dict(body.get("range") or {})
    if given.get("dimension") not in CONTROLS or "startIndex" not in given or "endIndex" not in given:
        raise invalid("A group needs its dimension, its start and its end.")
    return draft.sheet(given.get("sheetId")), given


def _holds(outer: Json, inner: Json) -> bool:
    return outer["startIndex"] <= inner["startIndex"] and inner["endIndex"] <= outer["endIndex"]


def shown_groups(groups: list[Json]) -> list[Json]:
    return [{key: value for key, value in (group | {"range": shown_range(group["range"])}).items() if value}
            for group in groups]


KINDS = {"addDimensionGroup": add_group, "deleteDimensionGroup": delete_group, "updateDimensionGroup": update_group}
