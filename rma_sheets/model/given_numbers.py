"""Numbers that the journal gave: of which kind each is, to which row it was given, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .record import RowRecord


class NumberKind(StrEnum):
    """What a number names; `other`: the journal was not told."""

    RMA = "rma"
    REQUEST = "request"
    PARCEL = "parcel"
    OTHER = "other"


class NumberState(StrEnum):
    """How far a number is. None is ever given again.

    `reserved`: a pass took it, and may not have written it; `bound`: it was seen in its row; `void`: it is no row's.
    """

    RESERVED = "reserved"
    BOUND = "bound"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that was given, and to which row."""

    kind: NumberKind
    row_key: str
    state: NumberState


def kinds_of(records: Iterable[RowRecord]) -> Mapping[str, NumberKind]:
    """Number -> what it is in one of those rows."""
    return {number: kind for record in records for number, kind in (
        (record.request_ref, NumberKind.REQUEST), (record.rma_number, NumberKind.RMA),
        (record.parcel_id, NumberKind.PARCEL))}
