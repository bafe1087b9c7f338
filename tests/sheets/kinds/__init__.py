"""Kinds of requests of `batchUpdate`, one table for all. What is not in it is refused, never passed over.

A kind is `(draft, body) -> reply`; no reply is None, which Google answers as `{}`.
"""

from __future__ import annotations

from collections.abc import Callable

from ..book import Json
from ..draft import Draft
from . import (
    appearance,
    cells,
    dimensions,
    filters,
    finding,
    groups,
    merging,
    metadata,
    names,
    pasting,
    protections,
    shifting,
    sorting,
    tabs,
)

Kind = Callable[[Draft, Json], Json | None]
KINDS: dict[str, Kind] = {
    **tabs.KINDS, **cells.KINDS, **pasting.KINDS, **finding.KINDS, **sorting.KINDS, **dimensions.KINDS,
    **shifting.KINDS, **groups.KINDS, **merging.KINDS, **names.KINDS, **protections.KINDS, **filters.KINDS,
    **appearance.KINDS, **metadata.KINDS,
}
