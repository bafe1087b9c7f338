"""Passes in processes of their own: one that dies at a point, and those after it, until there is nothing to do."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from tests.scenario.bad_input.processes import ended, start
from tests.scenario.bad_input.shop import Shop
from tests.scenario.commands.shell import Done

from .copies import told
from .evidence import tables
from .points import Points

MOST_PASSES = 6
"""After so many a shop must be at rest: one heals, one writes what became of the mails, two more find nothing."""


@dataclass(frozen=True)
class Settled:
    """What the passes said, and whether the last one changed nothing: no byte, no time of the file, no line of the
    journal."""

    said: tuple[Done, ...]
    at_rest: bool


def dies_at(shop: Shop, point: int, *words: str) -> bool:
    """Run a pass that is killed at that point; whether it came to it."""
    return ended(start(_until, shop, point, words or ("sync",))) == -signal.SIGKILL


def points_of(shop: Shop, *words: str) -> list[str]:
    """The points of a whole pass, or of that command, in their order."""
    names: list[str] = told(_counted, shop, words or ("sync",))
    return names


def settle(shop: Shop, *words: str) -> Settled:
    """Passes until one changes nothing; `words` are more of the command line."""
    settled: Settled = told(_settled, shop, words)
    return settled


def run(shop: Shop, *words: str) -> Done:
    """`rma-sheets WORDS`."""
    done: Done = told(_run, shop, words)
    return done


def _run(shop: Shop, words: tuple[str, ...]) -> Done:
    return shop.run(*words)


def _until(shop: Shop, point: int, words: tuple[str, ...]) -> int:
    with Points(point).watched():
        return shop.run(*words).code


def _counted(shop: Shop, words: tuple[str, ...]) -> list[str]:
    points = Points()
    with points.watched():
        shop.run(*words)
    return points.names


def _settled(shop: Shop, words: tuple[str, ...]) -> Settled:
    said: list[Done] = []
    before: object = None   # not looked at before the first pass, which must meet the journal as the dead one left it
    for _ in range(MOST_PASSES):
        said.append(shop.run("sync", *words))
        after = state(shop)
        if after == before:
            return Settled(tuple(said), True)
        before = after
    return Settled(tuple(said), False)


def state(shop: Shop) -> object:
    """All that a pass could change but should not without a reason."""
    register = shop.register
    return register.stat().st_mtime_ns, register.stat().st_ino, register.read_bytes(), tables(shop)
