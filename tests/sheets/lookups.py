"""Developer metadata found by a lookup, and the cells that a DataFilter means."""

from __future__ import annotations

from .areas import Area, shown_range
from .book import Book, Json
from .errors import invalid
from .ranges import resolve

PLAIN = ("metadataId", "metadataKey", "metadataValue", "visibility")


def shown_metadata(metadata: Json) -> Json:
    """As Google answers it; in ranges sheet 0 is not told (recorded for groups, whose ranges are of the same kind)."""
    location = metadata["location"]
    if "dimensionRange" in location:
        location = location | {"dimensionRange": shown_range(location["dimensionRange"])}
    return metadata | {"location": location}


def found(book: Book, lookup: Json) -> list[Json]:
    """Every entry that fits all that is asked for."""
    return [each for each in book.metadata
            if all(each.get(name) == lookup[name] for name in PLAIN if lookup.get(name) is not None)
            and lookup.get("locationType", each["location"]["locationType"]) == each["location"]["locationType"]
            and _is_there(book, each["location"], lookup)]


def _is_there(book: Book, location: Json, lookup: Json) -> bool:
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return _bare(location) == _bare(wanted)
    first, second = location_area(book, location), location_area(book, wanted)
    return first is None or second is None or first.meets(second)


def _bare(location: Json) -> Json:
    return {key: value for key, value in location.items() if key != "locationType"}


def location_area(book: Book, location: Json) -> Area | None:
    """The cells of a location; None for the whole spreadsheet."""
    if "dimensionRange" not in location:
        return None if location.get("spreadsheet") else book.sheet(location["sheetId"]).whole
    place = location["dimensionRange"]
    whole = book.sheet(place.get("sheetId") or 0).whole
    start, end = place.get("startIndex") or 0, place.get("endIndex")
    if place.get("dimension") == "ROWS":
        return whole._replace(top=start, bottom=whole.bottom if end is None else end)
    return whole._replace(left=start, right=whole.right if end is None else end)


def areas(book: Book, data_filter: Json) -> list[Area]:
    """The cells that a DataFilter selects; metadata of the whole spreadsheet selects none."""
    kinds = [name for name in ("developerMetadataLookup", "a1Range", "gridRange") if data_filter.get(name) is not None]
    if len(kinds) != 1:
        raise invalid("Exactly one of developerMetadataLookup, a1Range and gridRange must be given.")
    if kinds == ["a1Range"]:
        return [resolve(book, data_filter["a1Range"])]
    if kinds == ["gridRange"]:
        return [book.sheet(data_filter["gridRange"].get("sheetId") or 0).area(data_filter["gridRange"])]
    places = (location_area(book, each["location"]) for each in found(book, data_filter["developerMetadataLookup"]))
    return [place for place in places if place is not None]


def metadata_of(book: Book, data_filter: Json) -> list[Json]:
    """The entries that a DataFilter selects: by lookup, or those that lie within cells."""
    if data_filter.get("developerMetadataLookup") is not None:
        return found(book, data_filter["developerMetadataLookup"])
    within = areas(book, data_filter)
    return [each for each in book.metadata if (place := location_area(book, each["location"])) is not None
            and any(place.meets(area) for area in within)]
