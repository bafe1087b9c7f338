"""One case from its beginning to its verdict: a shop of one's own, what happens to it, passes to rest, the table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.scenario.bad_input.mailing import time_passes
from tests.scenario.bad_input.proofs import litter
from tests.scenario.bad_input.shop import Shop
from tests.scenario.commands.shell import Done
from tests.smtp_faults import FaultServer, fault_server

from .base import YESTERDAY, copied, make, scratch, typed_today, use_server
from .book import Book, read_book
from .evidence import Evidence, Sight, id_of, integrity, sights_of, tables
from .invariants import broken_promises
from .passes import run, settle


@dataclass
class Case:
    """A shop and what is known of it so far. `server` works, unless the case says otherwise."""

    shop: Shop
    server: FaultServer
    stretches: list[tuple[Book, Book]] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    said: list[Done] = field(default_factory=list)
    again: dict[str, int] = field(default_factory=dict)
    typed: Book = field(default_factory=Book)
    out_before: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.people_were_here()
        self.sights += sights_of(Book(), self.typed)

    def people_were_here(self, again: Mapping[str, int] | None = None) -> None:
        """What stands in the register now is what people left."""
        self.typed = read_book(self.shop.register)
        for name, times in (again or {}).items():
            self.again[name] = self.again.get(name, 0) + times

    def people_take_back(self) -> None:
        """What has arrived by now stays out, whatever a person takes back."""
        self.out_before |= set(map(id_of, self.server.received))

    def passes_were_here(self) -> None:
        """What stands in the register now is what passes made of what people left."""
        now = read_book(self.shop.register)
        self.stretches.append((self.typed, now))
        self.sights += sights_of(self.typed, now)
        self.typed = now

    def end(self, *words: str, server_works: bool = True) -> list[str]:
        """Passes to rest, then the promises that were broken. `words` are more of their command line."""
        settled = settle(self.shop, *words)
        self.said += settled.said
        if server_works and self.shop.query("SELECT 1 FROM mails WHERE state = 'retry'"):
            time_passes(self.shop)
            settled = settle(self.shop, *words)
            self.said += settled.said
        self.passes_were_here()
        return broken_promises(self.evidence(at_rest=settled.at_rest, server_works=server_works))

    def evidence(self, *, at_rest: bool = True, server_works: bool = True) -> Evidence:
        """All that is known."""
        return Evidence(tuple(self.stretches), tables(self.shop), integrity(self.shop), tuple(self.server.received),
                        self.again, tuple(self.sights), tuple(self.said), at_rest, lying(self.shop), server_works,
                        self.out_before)


@contextmanager
def begun() -> Iterator[Case]:
    """A case over the base shop, as people left it today."""
    server = usual_server()
    with copied(prepared()) as shop:
        server.received.clear()
        server.received.extend(mails_of_yesterday())
        yield Case(shop, server)


@cache
def prepared() -> Path:
    """The base shop after yesterday's pass and today's typing, with this process's mail server."""
    folder, server = scratch() / "template", usual_server()
    shop = make(folder / "shop")
    use_server(shop, server.port)
    assert run(shop, "sync").code == 0
    settle(shop)
    shutil.copy(shop.register, folder / YESTERDAY)
    typed_today(shop)
    mails_of_yesterday()
    return folder


@cache
def mails_of_yesterday() -> tuple[bytes, ...]:
    """What had arrived before the case began."""
    return tuple(usual_server().received)


@cache
def usual_server() -> FaultServer:
    """A mail server that works, for the life of this process."""
    kept = fault_server()
    _KEPT.append(kept)
    return kept.__enter__()


_KEPT: list[object] = []


def lying(shop: Shop) -> list[str]:
    """Half-written files and leftovers, as seen from the shop's folder."""
    return [str(Path(path).relative_to(shop.folder)) for path in litter(shop)]
