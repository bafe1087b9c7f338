"""Filters and filter views. They hide rows from people; the API reads every row all the same."""

from __future__ import annotations

import copy

from .. import masks
from ..areas import range_of, shown_range
from ..book import Json
from ..draft import Draft
from ..errors import invalid


def shown_filter(given: Json) -> Json:
    return given | {"range": shown_range(given["range"])}


def set_basic_filter(draft: Draft, body: Json) -> None:
    """A sheet has at most one; open ends become the edges (recorded answers)."""
    given = copy.deepcopy(body.get("filter") or {})
    area = draft.area(given.get("range") or {})
    draft.sheet(area.sheet_id).basic_filter = given | {"range": range_of(area)}


def clear_basic_filter(draft: Draft, body: Json) -> None:
    draft.sheet(body.get("sheetId")).basic_filter = None


def add_filter_view(draft: Draft, body: Json) -> Json:
    given = copy.deepcopy(body.get("filter") or {})
    if given.get("tableId") or given.get("namedRangeId"):
        raise invalid("The test server knows only filter views of a range.")
    area = draft.area(given.get("range"))
    taken = (view["filterViewId"] for sheet in draft.book.sheets for view in sheet.filter_views)
    view = given | {"filterViewId": draft.chosen_id(given.get("filterViewId"), taken, "A filter view"),
                    "title": given.get("title") or "Filter 1"}
    draft.sheet(area.sheet_id).filter_views.append(view)
    return {"filter": shown_filter(view)}


def update_filter_view(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "FilterView")
    given = body.get("filter") or {}
    view, _ = _found(draft, given.get("filterViewId"))
    after = masks.write(view, given, mask) | {"filterViewId": view["filterViewId"]}
    draft.area(after.get("range"))
    view.clear()
    view.update(after)


def delete_filter_view(draft: Draft, body: Json) -> None:
    view, holder = _found(draft, body.get("filterId"))
    holder.remove(view)


def _found(draft: Draft, number: int | None) -> tuple[Json, list[Json]]:
    for sheet in draft.book.sheets:
        for view in sheet.filter_views:
            if view["filterViewId"] == number:
                return view, sheet.filter_views
    raise invalid(f"Cannot find a filter view with id {number}.")


KINDS = {"setBasicFilter": set_basic_filter, "clearBasicFilter": clear_basic_filter, "addFilterView": add_filter_view,
         "updateFilterView": update_filter_view, "deleteFilterView": delete_filter_view}
