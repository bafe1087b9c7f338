"""Which header of a foreign file is which column of ours. A guess is shown with its reason; doubt leaves a header out.

Order of trust: what the person said (`--map`), the program the export comes from, a name we know, a name that is
nearly one. Values have a say: a column of e-mail addresses holds @. One header serves one column and the other way
round; of two names for one column the more usual is taken, two equal ones are left for the person.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rma_sheets.model.column import Column, Owner, TabSpec
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import fold

from .evidence import looks_right
from .names import NAMES, NONE_OF_OURS
from .programs import PROFILES, Profile

NEAR = 0.88
"""How alike a misspelt name must be; `customerid` and `customer` would pass, so some names are none of ours."""

_SHORTEST = 5
GIVEN, PROGRAM, KNOWN, NEARLY = 0, 100, 200, 10_000
"""Ranks: the smaller one wins a column. Within one kind of trust the place in the table counts."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One header of the file. `column` is empty where it is left out; `why` is the key of a sentence (`imports.why.`).

    `other` fills that sentence: the program, the name that it resembles, the header that was taken instead.
    """

    position: int
    header: str
    column: str = ""
    why: str = "unknown"
    other: str = ""
    rank: int = 0


def squash(text: str) -> str:
    """A header as it is compared: letters and digits only."""
    return re.sub(r"[^\w]|_", "", fold(text))


def importable(spec: TabSpec) -> tuple[Column, ...]:
    """The columns a file may fill: those of the staff and the shared Status. The engine's own are never imported."""
    return tuple(column for column in spec.columns if column.owner is not Owner.ENGINE)


def guess_mapping(header: Sequence[str], spec: TabSpec, sample_rows: Sequence[Sequence[CellValue]] = (),
                  given: Mapping[int, str] | None = None) -> tuple[Guess, ...]:
    """One guess per header, in the file's order. `given`: position -> column key, empty to leave the header out."""
    given = given or {}
    profile = known_program(header)
    names = [squash(name) for name in header]
    guesses = []
    for position, name in enumerate(header):
        if position in given:
            guess = Guess(position, name, given[position], "given" if given[position] else "left-out", rank=GIVEN)
        elif not names[position]:
            guess = Guess(position, name, why="blank")
        elif names.count(names[position]) > 1:
            guess = Guess(position, name, why="doubled")
        else:
            guess = _checked(_by_name(position, name, spec, profile), spec, [row[position] for row in sample_rows])
        guesses.append(guess)
    return _one_each(guesses)


def mapped(guesses: Iterable[Guess]) -> dict[str, int]:
    """Column key -> position in the file."""
    return {guess.column: guess.position for guess in guesses if guess.column}


def known_program(header: Sequence[str]) -> Profile | None:
    """The program whose export has such a header, if we know it."""
    there = {squash(name) for name in header}
    return next((profile for profile in PROFILES if {squash(sign) for sign in profile.signs} <= there), None)


def _by_name(position: int, header: str, spec: TabSpec, profile: Profile | None) -> Guess:
    name, ours = squash(header), {column.key for column in importable(spec)}
    if profile:
        program = {squash(theirs): (column, rank) for rank, (theirs, column) in enumerate(profile.names.items())}
        if name in program:
            column, rank = program[name]
            return (Guess(position, header, column, "program", profile.program, PROGRAM + rank) if column in ours
                    else Guess(position, header))
    known = _known(spec)
    if name in known:
        return Guess(position, header, known[name][0], "known", rank=KNOWN + known[name][1])
    if name in _not_ours() or len(name) < _SHORTEST:
        return Guess(position, header)
    likeness, near = max(((SequenceMatcher(None, name, other).ratio(), other) for other in known
                          if len(other) >= _SHORTEST), default=(0.0, ""))
    if likeness < NEAR:
        return Guess(position, header)
    return Guess(position, header, known[near][0], "nearly", known[near][2], NEARLY - int(likeness * 1000))


@functools.cache
def _known_of(keys: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, int, str]]:
    known: dict[str, tuple[str, int, str]] = {}
    for key, headers in keys:
        for rank, name in enumerate((*headers, key, *NAMES.get(key, "").split("|"))):
            if squash(name):
                known.setdefault(squash(name), (key, rank, name.strip()))
    return known


def _known(spec: TabSpec) -> Mapping[str, tuple[str, int, str]]:
    """Squashed name -> column, its place in that column's list, the name as people write it."""
    return _known_of(tuple((column.key, column.headers()) for column in importable(spec)))


@functools.cache
def _not_ours() -> frozenset[str]:
    return frozenset(squash(name) for name in NONE_OF_OURS)


def _checked(guess: Guess, spec: TabSpec, samples: Sequence[CellValue]) -> Guess:
    """The guess, or none where fewer than half of the sample values are of the column's kind."""
    if not guess.column or looks_right(spec.column(guess.column).kind, samples):
        return guess
    return Guess(guess.position, guess.header, why="values", other=guess.column)


def _one_each(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """Of the headers for one column the best ranked stays; equal ones all go."""
    best: dict[str, list[Guess]] = {}
    for guess in sorted(guesses, key=lambda guess: guess.rank):
        if guess.column:
            best.setdefault(guess.column, []).append(guess)
    return tuple(_settled(guess, best.get(guess.column, [guess])) for guess in guesses)


def _settled(guess: Guess, rivals: Sequence[Guess]) -> Guess:
    if len(rivals) > 1 and rivals[0].rank == rivals[1].rank and guess.rank == rivals[0].rank:
        other = rivals[1] if guess is rivals[0] else rivals[0]
        return replace(guess, column="", why="ambiguous", other=other.header)
    return guess if guess is rivals[0] else replace(guess, column="", why="taken", other=rivals[0].header)
