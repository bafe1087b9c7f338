"""`--map "Their header=field"`, read against the file's header and the tab's columns.

The field may be the column's key or its header in any language; an empty one leaves the header out. What is wrong is a
value here (`MapProblem`); the command line makes a UsageError of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from rma_sheets.model.column import TabSpec

from .guess import importable, squash


@dataclass(frozen=True, slots=True)
class MapProblem:
    """`reference` and `facts` of the UsageError to raise."""

    reference: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MapOptions:
    """`given`: position of the header in the file -> column key, empty to leave it out."""

    given: Mapping[int, str] = field(default_factory=dict)
    problem: MapProblem | None = None


def parse_map_options(options: Sequence[str], header: Sequence[str], spec: TabSpec, language: str = "en") -> MapOptions:
    """The options as positions and keys, or the first problem with the nearest name that exists."""
    given: dict[int, str] = {}
    headers = {squash(name): position for position, name in reversed(list(enumerate(header))) if squash(name)}
    known = [(squash(name), column) for column in importable(spec) for name in (*column.headers(), column.key)]
    fields = {name: column.key for name, column in known}
    shown = {name: column.header(language) for name, column in known}
    for option in options:
        theirs, sign, ours = option.rpartition("=")
        if not sign or not theirs.strip():
            return _problem("map-form", option=option)
        if squash(theirs) not in headers:
            near = _nearest(theirs, {squash(name): name for name in header})
            return _problem("map-no-header", name=theirs.strip(), nearest=near, headers=", ".join(header))
        if ours.strip() and squash(ours) not in fields:
            return _problem("map-no-field", name=ours.strip(), nearest=_nearest(ours, shown),
                            fields=", ".join(dict.fromkeys(shown.values())))
        key = fields.get(squash(ours), "")
        if key and key in given.values():
            return _problem("map-twice", name=ours.strip())
        given[headers[squash(theirs)]] = key
    return MapOptions(given)


def _problem(slug: str, **facts: object) -> MapOptions:
    return MapOptions(problem=MapProblem(f"imports.{slug}", facts))


def _nearest(name: str, names: Mapping[str, str]) -> str:
    hits: Iterable[str] = get_close_matches(squash(name), list(names), n=1, cutoff=0.5)
    return next((names[hit] for hit in hits), "")
