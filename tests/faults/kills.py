"""Every point at which a pass can be killed, and whatever people do before the next one."""

from __future__ import annotations

from collections.abc import Sequence

from .case import begun
from .hands import ACTS, AFTER_A_PASS
from .passes import dies_at, points_of, run


def cases(*, quick: bool = False) -> Sequence[str]:
    """`POINT name/act`, and one point beyond the last, at which nothing may die any more."""
    with begun() as case:
        names = points_of(case.shop)
    acts = list(ACTS)
    every = [f"{at} {name}/{act}" for at, name in enumerate(names, 1) for act in acts]
    return [*(every[::37] if quick else every), f"{len(names) + 1} beyond the last/nothing"]


def check(name: str) -> list[str]:
    """The promises that were broken where the pass died at that point and people did that."""
    point, _, act = name.partition("/")
    with begun() as case:
        died = dies_at(case.shop, int(point.split()[0]))
        if died == ("beyond the last" in point):
            return [f"the pass {'died' if died else 'did not die'} there"]
        if act in AFTER_A_PASS:
            run(case.shop, "sync")
        case.passes_were_here()
        case.people_were_here(ACTS[act](case.shop))
        return case.end()
