"""Dividing a return over order lines: whole on one line where that is possible, else over several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rma_sheets.model.rma import OrderLine, TakenUnits


def allocate(lines: Sequence[OrderLine], qty: int, taken: Mapping[str, int]) -> tuple[TakenUnits, ...]:
    """The units `qty` takes of `lines`, which stand in the order of preference; empty when they do not suffice.

    `taken` maps an order line (`OrderLine.ref`) to the units that other returns have.
    """
    left = [(line.ref, max(0, line.qty - taken.get(line.ref, 0))) for line in lines]
    if qty <= 0 or sum(free for _, free in left) < qty:
        return ()
    for ref, free in left:
        if free >= qty:
            return (TakenUnits(ref, qty),)
    parts = []
    for ref, free in left:
        take = min(free, qty)
        qty -= take
        if take:
            parts.append(TakenUnits(ref, take))
    return tuple(parts)


def lines_taken(lines: Iterable[OrderLine], units: Iterable[TakenUnits]) -> tuple[OrderLine, ...]:
    """The lines that are really taken from; the likeliest line where nothing is."""
    everything = tuple(lines)
    refs = {part.line_ref for part in units}
    return tuple(line for line in everything if line.ref in refs) or everything[:1]
