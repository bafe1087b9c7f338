"""Mail servers that misbehave at each stage, for the first mail or for all of them, then come to their senses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.smtp_faults import DROP, HANG, fault_server

from .base import use_server
from .case import Case, begun
from .passes import run

STAGES = ("greeting", "ehlo", "auth", "mail", "rcpt", "data", "content", "rset", "quit")
FAULTS: Mapping[str, str] = {"4xx": "451 not now", "5xx": "554 never", "421": "421 going away", "drop": DROP,
                             "hang": HANG}
HOW_LONG: Mapping[str, int] = {"once": 1, "for a pass": 99}
"""For how many connections the fault lasts."""


def cases(*, quick: bool = False) -> Sequence[str]:
    """`STAGE fault/how long`."""
    every = [f"{stage} {fault}/{how_long}" for stage in STAGES for fault in FAULTS for how_long in HOW_LONG]
    return every[::23] if quick else every


def check(name: str) -> list[str]:
    """The promises that were broken with such a server; first with it, then with one that works."""
    what, _, how_long = name.partition("/")
    stage, _, fault = what.partition(" ")
    with begun() as case, fault_server(*[{stage: FAULTS[fault]}] * HOW_LONG[how_long], {}) as server:
        use_server(case.shop, server.port)
        case.said.append(run(case.shop, "sync"))
        case.passes_were_here()
        broken = _silent_loss(case)
        use_server(case.shop, case.server.port)
        case.server.received.extend(server.received)
        return broken + case.end()


def _silent_loss(case: Case) -> list[str]:
    """Mails that are not out and not told: the pass said all was well."""
    waiting = case.shop.query("SELECT key FROM mails WHERE state NOT IN ('done', 'withdrawn')")
    well = case.said[-1].code == 0 and "not out yet" not in case.said[-1].out
    return [f"silent: {key} is not out and nobody was told" for (key,) in waiting if well]
