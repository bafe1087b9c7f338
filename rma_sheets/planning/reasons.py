"""The tab Reasons: the shop's own return reasons, and the vocabulary in which staff pick them.

A reason without a code is no reason; of two with the same code the upper one holds. Nothing here stops a row: a
reason that is switched off or too general is told by the rules when somebody picks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rma_sheets.model.reason import Reason
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.vocabulary import Vocabulary, fold

from .generous import read_flag, read_identifier, read_text

__all__ = ["Reason", "read_reasons", "with_reasons"]


def read_reasons(tab: Tab) -> Mapping[str, Reason]:
    """Key -> reason, in the sheet's order. A blank or unreadable `Active` counts as yes."""
    found: dict[str, Reason] = {}
    keys: dict[str, str] = {}
    for position in range(len(tab.rows)):
        reason = _read(tab, position)
        if reason.key and fold(reason.key) not in keys:
            found[reason.key] = reason
            keys[fold(reason.key)] = reason.key
    return {key: replace(reason, parent=keys.get(fold(reason.parent), "")) for key, reason in found.items()}


def _read(tab: Tab, position: int) -> Reason:
    return Reason(
        key=read_identifier(tab.cell(position, "code")).value or "",
        label_en=read_text(tab.cell(position, "label_en")).value or "",
        label_fr=read_text(tab.cell(position, "label_fr")).value or "",
        parent=read_identifier(tab.cell(position, "parent")).value or "",
        active=read_flag(tab.cell(position, "active")).value is not False,
    )


def with_reasons(lists: Vocabulary, reasons: Mapping[str, Reason], language: str) -> Vocabulary:
    """The vocabulary with the list `reason`: codes and labels of every language are understood, codes first."""
    keys = {fold(key): key for key in reasons}
    for reason in reasons.values():
        for label in (reason.label_en, reason.label_fr):
            if label:
                keys.setdefault(fold(label), reason.key)
    labels = {key: reason.label(language) for key, reason in reasons.items()}
    return Vocabulary({**lists.keys, "reason": keys}, {**lists.labels, "reason": labels})
