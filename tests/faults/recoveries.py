"""`restore --journal` with a backup from before most of the mails went out, killed at every point.

Whether it is tried again or not, all is as if it had never been done: no number comes a second time, nobody is mailed
twice, and what the journal before knew of mails is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from tests.scenario.bad_input.mailing import time_passes
from tests.scenario.bad_input.shop import asks

from .base import use_server
from .case import Case, begun
from .passes import dies_at, points_of, run

NAME = "recoveries"
RESTORE = ("restore", "--journal", "old.db")
AFTERWARDS = ("nothing", "tried again")
NO_SERVER = 9
"""A port of this machine at which nobody listens."""


@cache
def _points() -> Sequence[str]:
    with _after_a_backup() as case:
        return points_of(case.shop, *RESTORE)


def cases(*, quick: bool = False) -> Sequence[str]:
    """`POINT name/what happens then`."""
    every = [f"{at} {name}/{then}" for at, name in enumerate(_points(), 1) for then in AFTERWARDS]
    return every[::17] if quick else every


def check(name: str) -> list[str]:
    """The promises that were broken where it died at that point."""
    point, _, then = name.partition("/")
    with _after_a_backup() as case:
        if not dies_at(case.shop, int(point.split()[0]), *RESTORE):
            return ["it did not die there"]
        if then == "tried again":
            case.said.append(run(case.shop, *RESTORE))
        return case.end()


@contextmanager
def _after_a_backup() -> Iterator[Case]:
    """Today's mails wait for a server when the journal is copied; then they go out, and a row more is numbered."""
    with begun() as case:
        use_server(case.shop, NO_SERVER)
        for words in (("sync",), ("backup", RESTORE[-1])):
            case.said.append(run(case.shop, *words))
        use_server(case.shop, case.server.port)
        time_passes(case.shop)
        case.said.append(run(case.shop, "sync"))
        case.passes_were_here()
        case.shop.add(asks("2001", email="new2001@example.org"))
        case.people_were_here()
        for _ in range(2):
            case.said.append(run(case.shop, "sync"))
        case.passes_were_here()
        yield case
