"""Commands other than a pass that change what is kept, killed at every point; then tried again, or not, then passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from tests.scenario.bad_input.mailing import time_passes
from tests.scenario.bad_input.shop import Shop, asks
from tests.smtp_faults import DROP_AFTER, fault_server

from .base import use_server
from .case import Case, begun
from .hands import delete
from .passes import dies_at, points_of, run

AFTERWARDS = ("nothing", "tried again")
OLD = "old.db"
NO_SERVER = 9
"""A port of this machine at which nobody listens."""


@dataclass(frozen=True)
class Command:
    """`before`: what happened until then; `words`: the command line, in that shop; `types`: it puts into the sheet what
    people said."""

    before: Callable[[Case], None]
    words: Callable[[Shop], tuple[str, ...]]
    types: bool = False


def _mails_wait(case: Case) -> None:
    use_server(case.shop, NO_SERVER)
    case.said.append(run(case.shop, "sync"))
    case.passes_were_here()
    use_server(case.shop, case.server.port)


def _mails_are_lost(case: Case) -> None:
    with fault_server(DROP_AFTER) as server:
        use_server(case.shop, server.port)
        case.said.append(run(case.shop, "sync"))
    case.server.received.extend(server.received)
    case.passes_were_here()
    case.again.update({str(name): 1 for (name,) in case.shop.query("SELECT message_id FROM mails")})
    use_server(case.shop, case.server.port)


def _a_row_is_gone(case: Case) -> None:
    case.said.append(run(case.shop, "sync"))
    case.passes_were_here()
    delete(case.shop)
    case.people_were_here()
    case.said.append(run(case.shop, "sync"))
    case.passes_were_here()


def _much_since_a_backup(case: Case) -> None:
    """Today's mails wait for a server when the journal is copied; then they go out, and a row more is numbered."""
    _mails_wait(case)
    case.said.append(run(case.shop, "backup", OLD))
    time_passes(case.shop)
    case.said.append(run(case.shop, "sync"))
    case.passes_were_here()
    case.shop.add(asks("2001", email="new2001@example.org"))
    case.people_were_here()
    case.said += [run(case.shop, "sync") for _ in range(2)]
    case.passes_were_here()


def _last(shop: Shop, state: str) -> str:
    return str(shop.query("SELECT max(id) FROM mails WHERE state = ?", state)[0][0])


COMMANDS: Mapping[str, Command] = {
    "undo": Command(_mails_wait, lambda shop: ("undo", str(shop.query("SELECT max(id) FROM runs")[0][0]))),
    "restore a row": Command(_a_row_is_gone, lambda shop: ("restore", *shop.query(
        "SELECT rma_number FROM records WHERE deleted = 1")[0]), types=True),
    "restore the journal": Command(_much_since_a_backup, lambda _: ("restore", "--journal", OLD)),
    "try a mail again": Command(_mails_wait, lambda shop: ("outbox", "retry", _last(shop, "retry"))),
    "take a mail back": Command(_mails_wait, lambda shop: ("outbox", "cancel", _last(shop, "retry"))),
    "send a lost mail": Command(_mails_are_lost, lambda shop: ("outbox", "resolve", _last(shop, "unknown"), "--again")),
}


def cases(*, quick: bool = False) -> Sequence[str]:
    """`COMMAND: POINT name/what happens then`."""
    every = [f"{name}: {at} {step}/{then}" for name in COMMANDS for at, step in enumerate(points(name), 1)
             for then in AFTERWARDS]
    return every[::29] if quick else every


@cache
def points(name: str) -> Sequence[str]:
    """The points of that command."""
    with _about_to(name) as (case, words):
        return points_of(case.shop, *words)


def check(name: str) -> list[str]:
    """The promises that were broken where it died at that point."""
    command, _, place = name.partition(": ")
    point, _, then = place.partition("/")
    with _about_to(command) as (case, words):
        if not dies_at(case.shop, int(point.split()[0]), *words):
            return ["it did not die there"]
        if then == "tried again":
            case.said.append(run(case.shop, *words))
        if COMMANDS[command].types:
            case.people_were_here()
        else:
            case.passes_were_here()
        return case.end()


@contextmanager
def _about_to(name: str) -> Iterator[tuple[Case, tuple[str, ...]]]:
    with begun() as case:
        COMMANDS[name].before(case)
        yield case, COMMANDS[name].words(case.shop)
