"""spreadsheets.batchUpdate: requests in turn on a draft. The first that fails ends it, and the draft is dropped."""

from __future__ import annotations

from .book import Json
from .draft import Draft
from .errors import ApiError, invalid
from .kinds import KINDS


def run(draft: Draft, requests: list[Json]) -> list[Json]:
    """One reply for each request; `{}` where there is nothing to tell. Raises ApiError 400 with the request's place."""
    if not requests:
        raise invalid("Must specify at least one request.")
    return [_one(draft, number, request) for number, request in enumerate(requests)]


def _one(draft: Draft, number: int, request: Json) -> Json:
    given = [kind for kind, body in request.items() if body is not None]
    if len(given) != 1:
        raise invalid(f"Invalid requests[{number}]: Must set exactly one kind of request.")
    kind = given[0]
    if kind not in KINDS:
        raise invalid(f"Invalid requests[{number}].{kind}: The test server does not know this kind of request.")
    try:
        reply = KINDS[kind](draft, request[kind])
    except ApiError as error:
        error.message = f"Invalid requests[{number}].{kind}: {error.message}"
        raise
    return {} if reply is None else {kind: reply}
