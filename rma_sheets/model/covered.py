"""One mail may speak of several rows: which of them it still speaks of, and to whom.

One key, at most one mail, ever: what was mailed under a key is never queued under it again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from .delivery import MailState
from .mailkeys import row_of
from .plan import Mail, MailChange
from .record import WaitingMail


def remaining(mail: Mail, standing: Container[str], mailed: Container[str]) -> Mail | None:
    """The mail about the rows that stand in the sheet and were not told before, or None where there are none.

    `context["items"]` is cut alike where it has one item for each covered key, and `context["label_items"]` with it,
    so that nobody is told a number that is not in the sheet.
    """
    covers = mail.covers or (mail.key,)
    kept = [index for index, key in enumerate(covers) if row_of(key) in standing and key not in mailed]
    if not kept:
        return None
    keys = tuple(covers[index] for index in kept)
    return replace(mail, key=keys[0], covers=keys, context=_cut(mail.context, kept, len(covers)))


def waiting_mail(mail: Mail, state: MailState) -> WaitingMail:
    """What planning is told of a mail that is not out."""
    references = tuple(map(_reference, _list(mail.context, "items")))
    return WaitingMail(mail.key, mail.notice, mail.to, mail.covers, references, state is MailState.FAILED)


def changed(mail: Mail, change: MailChange) -> Mail | None:
    """The mail after staff's edits, to be rendered anew; None where it is withdrawn.

    It keeps all keys it covers: none of them is ever mailed again.
    """
    items = [item for item in _list(mail.context, "items") if _reference(item) not in change.without]
    if change.without and not items:
        return None
    context, to = {**mail.context, "items": items}, change.to or mail.to
    if change.without:
        context["request_ref"] = _reference(items[0])
        label = [item for item in _list(mail.context, "label_items") if _reference(item) not in change.without]
        context |= {"label_items": label} if "label_items" in mail.context else {}
    customer = mail.context.get("customer")
    if isinstance(customer, Mapping):
        context["customer"] = {**customer, "email": to}
    return replace(mail, to=to, context=context)


def _list(context: Mapping[str, object], name: str) -> list[object]:
    found = context.get(name)
    return list(found) if isinstance(found, list | tuple) else []


def _reference(item: object) -> str:
    return str(item.get("request_ref", "")) if isinstance(item, Mapping) else ""


def _cut(context: Mapping[str, object], kept: list[int], count: int) -> Mapping[str, object]:
    items = context.get("items")
    if len(kept) == count or not isinstance(items, list | tuple) or len(items) != count:
        return context
    chosen = [items[index] for index in kept]
    first = chosen[0].get("request_ref") if isinstance(chosen[0], Mapping) else None
    fallen = [item for item in items if item not in chosen]
    on_label = context.get("label_items")
    label = [item for item in on_label if item not in fallen] if isinstance(on_label, list | tuple) else None
    return {**context, "items": chosen} | ({"request_ref": first} if first else {}) | (
        {} if label is None else {"label_items": label})
