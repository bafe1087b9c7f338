"""Conditional formats and bands. They change what people see and no value."""

from __future__ import annotations

import copy

from .. import masks
from ..areas import shown_range
from ..book import Json, Sheet
from ..colours import with_twins
from ..draft import Draft
from ..errors import invalid


def shown_rule(rule: Json) -> Json:
    return rule | {"ranges": [shown_range(each) for each in rule["ranges"]]}


def shown_band(band: Json) -> Json:
    return band | {"range": shown_range(band["range"])}


def add_rule(draft: Draft, body: Json) -> None:
    sheet, rule = _rule(draft, body.get("rule"))
    index = body.get("index") or 0
    if not 0 <= index <= len(sheet.conditional_formats):
        raise invalid(f"There is no place {index} among the rules.")
    sheet.conditional_formats.insert(index, rule)


def update_rule(draft: Draft, body: Json) -> Json:
    """Either a new rule for the place, or a new place for the rule."""
    index = body.get("index") or 0
    if body.get("rule"):
        sheet, rule = _rule(draft, body["rule"])
        old = _at(sheet, index)
        sheet.conditional_formats[index] = rule
        return {"newRule": shown_rule(rule), "newIndex": index, "oldRule": shown_rule(old)}
    sheet = draft.sheet(body.get("sheetId"))
    rule = _at(sheet, index)
    sheet.conditional_formats.remove(rule)
    sheet.conditional_formats.insert(body.get("newIndex") or 0, rule)
    return {"newRule": shown_rule(rule), "newIndex": body.get("newIndex") or 0, "oldIndex": index}


def delete_rule(draft: Draft, body: Json) -> Json:
    sheet = draft.sheet(body.get("sheetId"))
    rule = _at(sheet, body.get("index") or 0)
    del sheet.conditional_formats[body.get("index") or 0]
    return {"rule": shown_rule(rule)}


def add_banding(draft: Draft, body: Json) -> Json:
    given = with_twins(copy.deepcopy(body.get("bandedRange") or {}))
    area = draft.area(given.get("range"))
    if not (given.get("rowProperties") or given.get("columnProperties")):
        raise invalid("At least one of rowProperties and columnProperties must be given.")
    sheet = draft.sheet(area.sheet_id)
    if any(sheet.area(band["range"]).meets(area) for band in sheet.banding):
        raise invalid("You cannot add alternating background colors to a range that already has alternating "
                      "background colors.")
    taken = (band["bandedRangeId"] for other in draft.book.sheets for band in other.banding)
    band = given | {"bandedRangeId": draft.chosen_id(given.get("bandedRangeId"), taken, "A banded range")}
    sheet.banding.append(band)
    return {"bandedRange": shown_band(band)}


def update_banding(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "BandedRange")
    given = body.get("bandedRange") or {}
    band, _ = _band(draft, given.get("bandedRangeId"))
    after = with_twins(masks.write(band, given, mask)) | {"bandedRangeId": band["bandedRangeId"]}
    draft.area(after.get("range"))
    band.clear()
    band.update(after)


def delete_banding(draft: Draft, body: Json) -> None:
    band, holder = _band(draft, body.get("bandedRangeId"))
    holder.remove(band)


def _rule(draft: Draft, given: Json | None) -> tuple[Sheet, Json]:
    rule = with_twins(copy.deepcopy(given or {}))
    if not rule.get("ranges") or len({each.get("sheetId") or 0 for each in rule["ranges"]}) != 1:
        raise invalid("A rule needs ranges, all on one sheet.")
    if bool(rule.get("booleanRule")) == bool(rule.get("gradientRule")):
        raise invalid("Exactly one of booleanRule and gradientRule must be given.")
    for each in rule["ranges"]:
        draft.area(each)
    return draft.sheet(rule["ranges"][0].get("sheetId")), rule


def _at(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.conditional_formats):
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return sheet.conditional_formats[index]


def _band(draft: Draft, number: int | None) -> tuple[Json, list[Json]]:
    for sheet in draft.book.sheets:
        for band in sheet.banding:
            if band["bandedRangeId"] == number:
                return band, sheet.banding
    raise invalid(f"No banding with id: {number}")


KINDS = {"addConditionalFormatRule": add_rule, "updateConditionalFormatRule": update_rule,
         "deleteConditionalFormatRule": delete_rule, "addBanding": add_banding, "updateBanding": update_banding,
         "deleteBanding": delete_banding}
