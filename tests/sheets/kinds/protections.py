"""Protected ranges: who may edit what. `warningOnly` warns people and stops nobody."""

from __future__ import annotations

from .. import masks
from ..areas import shown_range
from ..book import Book, Json
from ..draft import Draft, may_edit
from ..errors import PROTECTED, invalid


def shown_protection(protected: Json, who: str, owner: str) -> Json:
    """As a get answers it: editors only to those who may edit, the caller among them (recorded answers)."""
    told = {key: value for key, value in protected.items() if value and key not in ("range", "editors")}
    told["range"] = shown_range(protected.get("range", {}))
    if protected.get("warningOnly") or may_edit(protected, who, owner):
        users = list((protected.get("editors") or {}).get("users", ()))
        told["editors"] = (protected.get("editors") or {}) | {"users": users or [who]}
        told["requestingUserCanEdit"] = True
    return told


def add_protected_range(draft: Draft, body: Json) -> Json:
    """The answer shows the editors as they were sent; those who make it and the owner can always edit."""
    given = body.get("protectedRange") or {}
    if given.get("tableId"):
        raise invalid("The test server knows no tables.")
    backed = _backing(draft, given)
    sheet = draft.sheet(backed.get("sheetId"))
    taken = (each["protectedRangeId"] for other in draft.book.sheets for each in other.protected)
    number = draft.chosen_id(given.get("protectedRangeId"), taken, "A protected range")
    kept = {key: value for key, value in given.items() if value and key not in ("requestingUserCanEdit", "editors")}
    protected = kept | {"protectedRangeId": number, "range": backed, "editors": _editors(draft, given)}
    sheet.protected.append(protected)
    reply = kept | {"protectedRangeId": number, "range": shown_range(backed), "requestingUserCanEdit": True}
    return {"protectedRange": reply | {"editors": _filled(given.get("editors") or {})}}


def update_protected_range(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "ProtectedRange")
    given = body.get("protectedRange") or {}
    protected, _ = _found(draft, given.get("protectedRangeId"))
    after = masks.write(protected, given, mask) | {"protectedRangeId": protected["protectedRangeId"]}
    if after.get("range", {}).get("sheetId", 0) != protected["range"].get("sheetId", 0):
        raise invalid("A protected range cannot move to another sheet.")
    after["editors"] = _editors(draft, after)
    protected.clear()
    protected.update(after)


def delete_protected_range(draft: Draft, body: Json) -> None:
    protected, holder = _found(draft, body.get("protectedRangeId"))
    holder.remove(protected)


def _backing(draft: Draft, given: Json) -> Json:
    """The range that is protected; a named range stands for its own."""
    named_id = given.get("namedRangeId")
    if bool(named_id) == (given.get("range") is not None):
        raise invalid("Exactly one of range and namedRangeId must be given.")
    if not named_id:
        return dict(given["range"])
    return dict(_named(draft.book, named_id)["range"])


def _named(book: Book, named_id: str) -> Json:
    for named in book.named_ranges:
        if named["namedRangeId"] == named_id:
            return named
    raise invalid(f"Cannot find a named range with id {named_id}.")


def _editors(draft: Draft, given: Json) -> Json:
    editors = _filled(given.get("editors") or {})
    users = list(dict.fromkeys([*editors.get("users", ()), draft.who]))
    return editors | {"users": users}


def _filled(editors: Json) -> Json:
    return {key: value for key, value in editors.items() if value}


def _found(draft: Draft, number: int | None) -> tuple[Json, list[Json]]:
    for sheet in draft.book.sheets:
        for protected in sheet.protected:
            if protected["protectedRangeId"] == number:
                if not (protected.get("warningOnly") or may_edit(protected, draft.who, draft.book.owner)):
                    raise invalid(PROTECTED)
                return protected, sheet.protected
    raise invalid(f"No protected range with id {number}")


KINDS = {"addProtectedRange": add_protected_range, "updateProtectedRange": update_protected_range,
         "deleteProtectedRange": delete_protected_range}
