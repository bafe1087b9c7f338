"""How a pass is shown: the same lines and the same JSON wherever one is planned or run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rma_sheets.model.mailaddress import mask
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.tab_columns import TABS
from rma_sheets.outbox import due_late, held_by_limit
from rma_sheets.render.console import mail_place, plan_lines, report_json, report_lines, sent_late, troubles

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.plan import Plan, SyncReport


def late_mails(app: App, plan: Plan) -> int:
    """How many mails of earlier passes go out with that plan, as far as they can be sent."""
    return due_late(app.journal, app.clock, app.config.brakes.max_mails_per_day, plan.mail_changes)


def shown_plan(app: App, plan: Plan, late: int = 0, *, show_all: bool = False) -> list[str]:
    """The lines of `plan`; `late` as `late_mails` has it."""
    lines = plan_lines(plan, app.texts, tab_titles(app), late, show_all=show_all)
    return [*lines, *([app.texts.count("console.mails-due", late)] if late else []), *limit_lines(app)]


def shown_report(app: App, report: SyncReport, *, show_all: bool = False) -> list[str]:
    """The lines of `sync`."""
    held = _held(app) if report.waiting else 0
    lines = report_lines(replace(report, waiting=report.waiting - held), app.texts, tab_titles(app),
                         _numbers(app, report), _recipients(app, report), show_all=show_all)
    return [*lines, *(limit_lines(app) if held else [])]


def report_facts(app: App, report: SyncReport) -> dict[str, object]:
    """The report for machines."""
    facts = report_json(report.plan, app.texts, outcomes=report.outcomes, written=report.written,
                        numbers=_numbers(app, report))
    seconds = {name: round(value, 3) for name, value in report.seconds.items()}
    return facts | {"planned_again": report.again, "mails_waiting": report.waiting,
                    "mails_held_by_limit": _held(app) if report.waiting else 0, "seconds": seconds}


def limit_lines(app: App) -> list[str]:
    """A line where the limit of mails within 24 hours is all that keeps mails waiting."""
    held, limit = _held(app), app.config.brakes.max_mails_per_day
    return [app.texts.count("console.mails-limited", held, limit=limit)] if held else []


def _held(app: App) -> int:
    return held_by_limit(app.journal, app.clock, app.config.brakes.max_mails_per_day)


def tab_titles(app: App) -> Mapping[str, str]:
    """Tab key -> its title in this register."""
    return {spec.key: app.config.tab_titles.get(spec.key) or spec.title(app.settings.language) for spec in TABS}


def _numbers(app: App, report: SyncReport) -> Mapping[str, str]:
    """Row key -> number of the rows whose mail did not go out, or goes out late; the journal is only asked where there
    are any."""
    keys = {mail_place(outcome)[0] for outcome in (*troubles(report), *sent_late(report)) if outcome.kind == "mail"}
    rows = app.journal.view().rows if keys else {}
    return {key: rows[key].reference for key in keys if key in rows}


def _recipients(app: App, report: SyncReport) -> Mapping[str, str]:
    """Mail key -> masked address of the mails that earlier passes made and this one sent."""
    late = {outcome.about for outcome in sent_late(report)}
    return {stored.mail.key: mask(stored.mail.to) for row_key in sorted({row_of(key) for key in late})
            for stored in app.journal.mails(row_key) if stored.mail.key in late}
