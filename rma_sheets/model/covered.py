"""One mail may speak of several rows: which of them it still speaks of, and to whom.

One key, at most one mail, ever: what was mailed under a key is never queued under it again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from .delivery import MailState
from .mailkeys import row_of
from .plan import Mail, MailChange
from .rowmails import WaitingMail


def remaining(mail: Mail, standing: Container[str], mailed: Container[str]) -> Mail | None:
    """The mail about the rows that stand in the sheet and were not told before, or None where there are none.

    Where `context["items"]` has one item for each covered key, those of the others fall away, on the label too, so that
    nobody is told a number that is not in the sheet.
    """
    covers = mail.covers or (mail.key,)
    kept = [index for index, key in enumerate(covers) if row_of(key) in standing and key not in mailed]
    if not kept:
        return None
    keys = tuple(covers[index] for index in kept)
    items = _list(mail.context, "items")
    fallen = {_reference(item) for index, item in enumerate(items) if index not in kept and len(items) == len(covers)}
    return replace(mail, key=keys[0], covers=keys, context=_without(mail.context, fallen))


def waiting_mail(mail: Mail, state: MailState, lost: int) -> WaitingMail:
    """What planning is told of a mail that is not out."""
    items = (item for item in _list(mail.context, "items") if isinstance(item, Mapping) and item.get("order_no"))
    return WaitingMail(mail.key, mail.notice, mail.to, mail.covers, references_of(mail.context),
                       state is MailState.FAILED, lost > 0,
                       {_reference(item): str(item["order_no"]) for item in items})


def references_of(context: Mapping[str, object]) -> tuple[str, ...]:
    """The request references of the rows that a mail of that context still speaks of."""
    return tuple(map(_reference, _list(context, "items")))


def changed(mail: Mail, change: MailChange) -> Mail | None:
    """The mail after staff's edits, to be rendered anew; None where it is withdrawn.

    It keeps all keys it covers: none of them is ever mailed again.
    """
    context, to = dict(_without(mail.context, change.without)), change.to or mail.to
    if change.without and not _list(context, "items"):
        return None
    customer = mail.context.get("customer")
    if isinstance(customer, Mapping):
        context["customer"] = {**customer, "email": to}
    return replace(mail, to=to, context=context)


def numbers_of(mail: Mail) -> frozenset[str]:
    """The RMA numbers that a mail tells, on its label too."""
    items = (item for name in ("items", "label_items") for item in _list(mail.context, name))
    return frozenset(str(item.get("rma_number", "")) for item in items if isinstance(item, Mapping)) - {""}


def _list(context: Mapping[str, object], name: str) -> list[object]:
    found = context.get(name)
    return list(found) if isinstance(found, list | tuple) else []


def _reference(item: object) -> str:
    return str(item.get("request_ref", "")) if isinstance(item, Mapping) else ""


def _without(context: Mapping[str, object], references: Container[str]) -> Mapping[str, object]:
    """The context without the items of those requests, on the label too; the first that is left names the mail."""
    if not references:
        return context
    kept = {name: [item for item in _list(context, name) if _reference(item) not in references]
            for name in ("items", "label_items") if isinstance(context.get(name), list | tuple)}
    first = next(map(_reference, kept.get("items", [])), "")
    return {**context, **kept} | ({"request_ref": first} if first else {})
