"""The table of promises: what must hold after every case, whatever happened. It is what the whole harness is about."""

from __future__ import annotations

from collections.abc import Callable

from . import promises_history as history
from . import promises_mails as mails
from . import promises_numbers as numbers
from . import promises_register as register
from .evidence import Broken, Evidence

Promises = tuple[Callable[[Evidence], Broken], ...]

INVARIANTS: Promises = (
    numbers.number_in_one_row, numbers.number_of_its_row, numbers.number_given_once, numbers.one_customer_for_ever,
    numbers.mailed_number_was_written, numbers.no_void_number_mailed, numbers.row_numbered_or_told,
    numbers.nothing_half_bound,
    mails.numbered_row_was_mailed, mails.one_mail_for_a_key, mails.mail_delivered_once, mails.news_told_once,
    mails.arrived_is_recorded, mails.no_mail_left_behind,
    register.cells_of_people_stay, register.workbook_opens, register.other_parts_stay, register.journal_is_whole,
    register.passes_come_to_rest, register.last_pass_goes_well, register.nothing_left_lying,
    register.no_secret_is_printed,
    history.events_are_a_chain, history.events_tell_the_state, history.nobody_holds_the_register,
)


def broken_promises(seen: Evidence, promises: Promises = INVARIANTS) -> list[str]:
    """Every broken promise, as a sentence."""
    return [f"{promise.__name__}: {sentence}" for promise in promises for sentence in promise(seen)]
