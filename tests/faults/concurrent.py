"""Four passes at once, round after round, with people who add and change rows between the rounds."""

from __future__ import annotations

from collections.abc import Sequence

from tests.scenario.bad_input.processes import ended, start_and_tell
from tests.scenario.bad_input.shop import Shop

from . import hands
from .case import Case, begun

PASSES = 4
ROUNDS_OF_A_CASE = 10
REFUSED = ("[files.locked]", "[excel.changed]")
"""What a pass may say that met another one."""


def cases(*, quick: bool = False, rounds: int = 100) -> Sequence[str]:
    """Each case is one shop and some rounds: `FIRST-LAST`."""
    rounds = 3 if quick else rounds
    return [f"{first}-{min(first + ROUNDS_OF_A_CASE, rounds + 1) - 1}"
            for first in range(1, rounds + 1, ROUNDS_OF_A_CASE)]


def check(name: str) -> list[str]:
    """The promises that were broken after those rounds."""
    first, last = map(int, name.split("-"))
    broken = []
    with begun() as case:
        for nth in range(first, last + 1):
            broken += all_at_once(case)
            between(case.shop, nth)
            case.people_were_here()
        return broken + case.end()


def all_at_once(case: Case) -> list[str]:
    """One round; at least one pass gets through, and the others say why they did not."""
    started = [start_and_tell(int, case.shop, "sync") for _ in range(PASSES)]
    codes = [ended(process) for process, _ in started]
    done = [answer.recv() for _, answer in started]
    case.said += done
    case.passes_were_here()
    odd = [each for each in done if each.code and not each.err.strip().endswith(REFUSED)]
    return [f"a pass ended with {each.code}: {each.err[-200:]}" for each in odd] + (
        [] if 0 in codes else [f"no pass of {PASSES} got through: {codes}"])


def between(shop: Shop, nth: int) -> None:
    """A new request after each round, and something else that people do."""
    hands.insert(shop, at=nth % 5, number=2000 + (nth - 1) % ROUNDS_OF_A_CASE + 1)
    if nth % 3 == 0:
        hands.sort(shop)
    if nth % 4 == 0:
        hands.edit(shop)
