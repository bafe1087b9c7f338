"""What planning is told of the mails of its rows: those in trouble, those that wait, and what came before those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .delivery import MailState


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """A mail of a row that did not go out: `state` is held, failed or unknown; `reply` says why, `number` is its."""

    row_key: str
    notice: str
    state: str
    reply: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that waits, or was refused: certainly not out, unless it was `lost` and waits to be sent once more.

    `covers` are the mail keys of the rows it was made for, `references` the request references of those it still speaks
    of; `orders`: request reference -> the order that the mail names for it.
    """

    key: str
    notice: str
    to: str
    covers: tuple[str, ...]
    references: tuple[str, ...]
    refused: bool = False
    lost: bool = False
    orders: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowMail:
    """A mail of a row, made `at` that moment; `key` is the mail's, `references` as in `WaitingMail`."""

    row_key: str
    key: str
    notice: str
    state: MailState
    at: datetime
    references: tuple[str, ...]
