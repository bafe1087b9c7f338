"""What a planned row looks like in words: the lines of `plan`, and the events that the history keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rma_sheets.model.mailaddress import mask
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.notices import NOTICES, STAFF
from rma_sheets.model.plan import Event, Mail, Note

from .planned import RowPlan
from .world import World


def notes_of(world: World, row: RowPlan, mail: Mail | None) -> Iterator[Note]:
    """New numbers, moves of the status, the customer's mail; quiet changes of other cells have no line."""
    say, record = world.own.say, row.record
    number = record.reference
    if row.came_back:
        yield Note("+", row.rma.row, number, say("console.restored"))
    if row.got_number:
        rule = row.detail.decision.get("matched_rule", "")
        yield Note("+", row.rma.row, number,
                   say("console.number-rule", rule=rule) if rule else say("console.number"))
    elif row.first_sight:
        status = world.vocabulary.label("status", record.status.value)
        seen = "brought-in" if row.walk.brought_in else "first-seen"
        yield Note("+", row.rma.row, number, say(f"console.{seen}", status=status))
    steps = [step for step in row.walk.steps if step.source is not None]
    if steps and row.before is not None and steps[0].source is not record.status:
        label = world.vocabulary.label
        yield Note("~", row.rma.row, number, say(
            "console.status", before=label("status", str(steps[0].source)), after=label("status", record.status.value),
            cause=say(f"cause.{steps[-1].cause}")))
    if mail is not None and row_of(mail.covers[0]) == record.key:
        yield Note("@", row.rma.row, number, _mail_text(world, mail))


def staff_notes(world: World, mails: Iterable[Mail]) -> Iterator[Note]:
    """One line for each mail to staff, at the first row it speaks of."""
    for mail in mails:
        if NOTICES[mail.notice].audience == STAFF:
            first = mail.context["items"][0]  # type: ignore[index]  # the context is plain data made by context.py
            yield Note("@", first["row"], first["request_ref"], _mail_text(world, mail))


def _mail_text(world: World, mail: Mail) -> str:
    say = world.own.say
    return say("console.mail", notice=say(f"console.notice.{mail.notice}"), to=mask(mail.to))


def events_of(row: RowPlan) -> Iterator[Event]:
    """Moves with their cause, and the number when it is given."""
    key = row.record.key
    if row.came_back:
        yield Event(key, "restored", {"rma_number": row.record.rma_number})
    if row.older:
        yield Event(key, "older", {})
    for step in row.walk.steps:
        yield Event(key, "move", {"from": str(step.source or ""), "to": str(step.target), "cause": step.cause})
    if row.got_number:
        yield Event(key, "number", {"rma_number": row.record.rma_number, "request_ref": row.record.request_ref,
                                    "rule": row.detail.decision.get("matched_rule", "")})
