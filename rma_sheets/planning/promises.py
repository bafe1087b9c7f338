"""What must hold between the register and the journal at any moment, for `doctor`.

Staff may break it for a while by copying a row or pasting a number; the next pass tells and mends. What stays broken
after a pass is a fault of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rma_sheets.model.given_numbers import GivenNumber, NumberState
from rma_sheets.model.snapshot import Tab

from .cells import stored


def broken_promises(tab: Tab, given: Mapping[str, GivenNumber]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What is broken (`unknown`, or `doctor.promise.<name>`) and where: a number stands in the row it was given to."""
    places: dict[str, list[int]] = defaultdict(list)
    for position in range(len(tab.rows)):
        number = stored(tab.cell(position, "rma_number"))
        if number and tab.cell(position, "row_key") is not None:
            places[number].append(position)
    for number, positions in places.items():
        facts = {"number": number, "rows": ", ".join(str(tab.sheet_row(position)) for position in positions)}
        keys = {stored(tab.cell(position, "row_key")) for position in positions}
        if len(keys) < len(positions):
            yield "copied", facts
        elif len(positions) > 1:
            yield "twice", facts
        elif number not in given:
            yield "unknown", facts
        elif given[number].state is NumberState.VOID:
            yield "void", facts
        elif given[number].row_key not in keys:
            yield "other-row", facts
