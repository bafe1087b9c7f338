"""Everything a pass knows while it plans, as one value that is handed around: sheet, memory, rules, words, day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from rma_sheets.model.delivery import MailState
from rma_sheets.model.findings import Finding
from rma_sheets.model.notices import CUSTOMER, NOTICES
from rma_sheets.model.policy import Rule
from rma_sheets.model.reason import Reason
from rma_sheets.model.record import Detail, JournalView, first_told
from rma_sheets.model.rma import Rma
from rma_sheets.model.rowmails import RowMail
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Snapshot, Tab
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary

from .fingerprint import cells_fingerprint, tabs_fingerprint
from .layout import Layout
from .orders import OrderBook
from .parse import parse_row
from .policy_read import read_policy
from .reasons import read_reasons, with_reasons


class ToldRow(NamedTuple):
    """A row whose customer was told something: at which address `first`, a fingerprint, and of which order."""

    key: str
    reference: str
    first: str
    order: str


@dataclass(frozen=True)
class World:
    """`texts` holds every language; `now` is aware and in the shop's zone; `lost_labels` are parcels whose label is to
    be made again. Costly parts are made when first asked.
    """

    snapshot: Snapshot
    view: JournalView
    settings: Settings
    texts: Mapping[str, Texts]
    lists: Vocabulary
    now: datetime
    lost_labels: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The shop's day."""
        return self.now.date()

    @property
    def own(self) -> Texts:
        """The language of the register."""
        return self.texts[self.settings.language]

    @cached_property
    def tab(self) -> Tab:
        """The tab Returns."""
        return self.snapshot.tab("returns")

    @cached_property
    def layout(self) -> Layout:
        """Where its columns stand."""
        return Layout(self.tab, RETURNS)

    @cached_property
    def _seen(self) -> dict[int, str]:
        return {}

    def seen_at(self, position: int) -> str:
        """Fingerprint of all known cells of a row, made once."""
        if position not in self._seen:
            self._seen[position] = self.layout.seen(self.tab.rows[position])
        return self._seen[position]

    def facts_at(self, position: int) -> str:
        """Fingerprint of what staff say in a row."""
        return self.layout.facts(self.tab.rows[position])

    def parsed(self, position: int) -> tuple[Rma, tuple[Finding, ...]]:
        """The row at that position, and a finding for each of its cells that cannot be read."""
        return parse_row(self.tab, position, spec=RETURNS, vocabulary=self.vocabulary, settings=self.settings)

    @cached_property
    def reasons(self) -> Mapping[str, Reason]:
        """The shop's return reasons by key."""
        return read_reasons(self.snapshot.tab("reasons"))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The fixed lists and the shop's reasons."""
        return with_reasons(self.lists, self.reasons, self.settings.language)

    @cached_property
    def book(self) -> OrderBook:
        """The orders, indexed. Costs about a second for 70,000 lines, so idle passes never ask."""
        return OrderBook(self.snapshot.tab("orders"), self.settings, self.vocabulary)

    @property
    def orders_findings(self) -> tuple[Finding, ...]:
        """Cells of the tab Orders that cannot be read; only a pass that needed the orders knows."""
        return self.book.findings if "book" in self.__dict__ else ()

    @cached_property
    def _policy(self) -> tuple[tuple[Rule, ...], tuple[Finding, ...]]:
        return read_policy(self.snapshot.tab("policy"), self.vocabulary)

    @property
    def policy(self) -> tuple[Rule, ...]:
        """The rules in the order in which they are tried."""
        return self._policy[0]

    @property
    def policy_findings(self) -> tuple[Finding, ...]:
        """Cells of the tab Policy that cannot be read."""
        return self._policy[1]

    @property
    def policy_headers(self) -> Mapping[str, str]:
        """Column key -> header of the tab Policy."""
        return self.snapshot.tab("policy").headers

    @cached_property
    def basis(self) -> str:
        """Fingerprint of what open requests were judged by; another one means: judge them again."""
        others = tabs_fingerprint((self.snapshot.tab(key) for key in ("orders", "policy", "reasons")),
                                  ignore=frozenset({"check", "messages"}))
        return others[:12] + self._settings_basis

    @cached_property
    def rules_basis(self) -> str:
        """Fingerprint of the rules and settings alone."""
        rules = tabs_fingerprint((self.snapshot.tab(key) for key in ("policy", "reasons")),
                                 ignore=frozenset({"check", "messages"}))
        return rules[:12] + self._settings_basis

    @property
    def _settings_basis(self) -> str:
        chosen = self.settings
        return cells_fingerprint((chosen.not_goods, chosen.transit_days, chosen.date_order, chosen.decimal))[:8]

    @cached_property
    def told_at(self) -> Mapping[str, Sequence[ToldRow]]:
        """Address -> every row whose customer was last told there.

        Addresses are fingerprints. Costs half a second for 100,000 rows; asked for when an address was changed.
        """
        out: dict[str, list[ToldRow]] = defaultdict(list)
        for record in self.view.rows.values():
            detail = Detail.load(record.detail)
            if told := detail.told:
                out[told["to"]].append(ToldRow(record.key, record.reference, first_told(told), detail.order))
        return out

    @cached_property
    def row_mails(self) -> Mapping[str, Sequence[RowMail]]:
        """Row key -> the mails to the customer about it, oldest first, where one of them is not out."""
        out: dict[str, list[RowMail]] = defaultdict(list)
        for mail in self.view.mails:
            if NOTICES[mail.notice].audience == CUSTOMER:
                out[mail.row_key].append(mail)
        return out

    @cached_property
    def unsent(self) -> Collection[str]:
        """The keys of rows with a mail to the customer that was tried in vain, or that this pass may not try."""
        return {key for key, mails in self.row_mails.items() if any(map(self.is_unsent, mails))}

    def is_unsent(self, mail: RowMail) -> bool:
        """Whether it is to be tried again, or is kept back because so many may go in a day."""
        return mail.state is MailState.RETRY or (mail.state is MailState.QUEUED and self.view.limited)

    def placed(self, finding: Finding, rma: Rma) -> Finding:
        """A rule's finding with the row it is about."""
        return replace(finding, row=rma.row, key=rma.row_key,
                       header=finding.header or self.tab.headers.get(finding.column, ""))

