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


def states_after(have: Mapping[str, GivenNumber], given: Mapping[str, GivenNumber]) -> Mapping[str, NumberState]:
    """Number -> state of those of `have` that change by what another journal says of them (`given`), where both gave
    them to the same row.

    What is void there is void here. What was given up here, with a pass that died, is bound where it is bound there;
    but a row has one live request reference.
    """
    same = {number: each.state for number, each in given.items()
            if number in have and have[number].row_key == each.row_key}
    void = {number for number, state in same.items() if state is NumberState.VOID}
    asked = {each.row_key for number, each in have.items() if each.kind is NumberKind.REQUEST
             and each.state is not NumberState.VOID and number not in void}
    again = {number for number, state in same.items()
             if state is NumberState.BOUND and have[number].state is NumberState.VOID
             and not (have[number].kind is NumberKind.REQUEST and have[number].row_key in asked)}
    return dict.fromkeys(void, NumberState.VOID) | dict.fromkeys(again, NumberState.BOUND)
