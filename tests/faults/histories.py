"""Random histories: people, passes, crashes, clock jumps and mail servers in any order, on real files.

A case is a seed and how many histories are made of it; a failing one is told step by step and can be repeated.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import redirect_stdout

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .copies import told
from .machine import Shop

OF_A_SEED = 5
STEPS = 8
FAST = (Phase.generate,)
"""Without making a failing history smaller; that is for whoever looks at it (`FAULTS_SHRINK=1`)."""


def cases(*, quick: bool = False, histories: int = 2000) -> Sequence[str]:
    """`SEED xCOUNT`."""
    wanted = 12 if quick else histories
    return [f"{number} x{min(OF_A_SEED, wanted - start)}"
            for number, start in enumerate(range(0, wanted, OF_A_SEED), 1)]


def check(name: str) -> list[str]:
    """The promises that were broken in a history of that seed, with its steps."""
    number, _, count = name.partition(" x")
    broken: list[str] = told(tell, int(number), int(count))
    return broken


def tell(number: int, count: int) -> list[str]:
    """Make the histories here."""
    how = settings(max_examples=count, stateful_step_count=STEPS, database=None, deadline=None, print_blob=False,
                   verbosity=Verbosity.quiet, suppress_health_check=list(HealthCheck),
                   phases=(*FAST, Phase.shrink) if os.environ.get("FAULTS_SHRINK") else FAST)
    try:
        with redirect_stdout(io.StringIO()):
            run_state_machine_as_test(seed(number)(Shop), settings=how)
    except Exception as error:  # whatever it is, it is what the history came to
        return [f"{type(error).__name__}: {error}"]
    return []
