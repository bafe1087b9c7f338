"""Dividing a return over order lines: whole on one line where that is possible, else over several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rma_sheets.model.rma import Claim, OrderLine


def allocate(lines: Sequence[OrderLine], qty: int, taken: Mapping[str, int]) -> tuple[Claim, ...]:
    """The units `qty` takes of `lines`, which stand in the order of preference; empty when they do not suffice.

    `taken` maps an order line (`OrderLine.ref`) to the units that other returns have.
    """
    left = [(line.ref, max(0, line.qty - taken.get(line.ref, 0))) for line in lines]
    if qty <= 0 or sum(units for _, units in left) < qty:
        return ()
    for ref, units in left:
        if units >= qty:
            return (Claim(ref, qty),)
    claims = []
    for ref, units in left:
        take = min(units, qty)
        qty -= take
        if take:
            claims.append(Claim(ref, take))
    return tuple(claims)


def claimed_lines(lines: Iterable[OrderLine], claims: Iterable[Claim]) -> tuple[OrderLine, ...]:
    """The lines that are really taken from; the likeliest line where nothing is."""
    everything = tuple(lines)
    refs = {claim.line_ref for claim in claims}
    return tuple(line for line in everything if line.ref in refs) or everything[:1]
