"""A plan or a report as the lines a person reads and as the JSON a machine reads, both from the same value.

`plan` says would, `sync` says did.
"""

from __future__ import annotations

from collections.abc import Iterable

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import Outcome, Plan, Result, SyncReport
from rma_sheets.model.texts import Texts

SHOWN_LINES = 40
"""Lines of each kind that are printed before `--all` is needed."""


def plan_lines(plan: Plan, texts: Texts, tab: str, *, show_all: bool = False) -> list[str]:
    """The lines of `plan`: what would be done, what a person must do, and the totals."""
    people = texts.count("console.people", plan.people)
    key = "total.nothing-plan" if plan.empty else "total.plan"
    return [*_body(plan, texts, tab, show_all),
            texts.say(f"console.{key}", parts=_parts(plan, texts), people=people).strip()]


def report_lines(report: SyncReport, texts: Texts, tab: str, *, show_all: bool = False) -> list[str]:
    """The lines of `sync`: what was done, what became of each mail that did not go out, and the totals."""
    plan = report.plan
    people = texts.count("console.people", plan.people)
    key = "total.nothing-sync" if plan.empty and not report.outcomes else "total.sync"
    troubles = [outcome for outcome in report.outcomes if outcome.result not in (Result.DONE, Result.UNCHANGED)]
    return [*_body(plan, texts, tab, show_all), *_cut([_outcome(each, texts) for each in troubles], texts, show_all),
            texts.say(f"console.{key}", parts=_parts(plan, texts), people=people).strip()]


def _body(plan: Plan, texts: Texts, tab: str, show_all: bool) -> list[str]:
    notes = [f"  {note.sign} {texts.say('console.row', row=note.row):<9} {note.rma_number:<16} {note.text}"
             for note in plan.notes]
    findings = [line for finding in plan.findings for line in finding_lines(finding, texts)]
    return [texts.count("console.register", plan.rows, name=plan.register, tab=tab),
            *_cut(notes, texts, show_all), *_cut(findings, texts, show_all)]


def _cut(lines: list[str], texts: Texts, show_all: bool) -> list[str]:
    if show_all or len(lines) <= SHOWN_LINES:
        return lines
    return [*lines[:SHOWN_LINES], f"    {texts.count('console.more', len(lines) - SHOWN_LINES)}"]


def finding_lines(finding: Finding, texts: Texts) -> list[str]:
    """A finding in two lines: where, what and the code; then what to do."""
    place = texts.say("console.row", row=finding.row) if finding.tab == "returns" and finding.row else finding.tab
    if finding.tab != "returns" and finding.row:
        place = texts.say("console.tab-row", tab=finding.tab, row=finding.row)
    message = texts.say(f"findings.{finding.code}.message", **finding.facts)
    hint = texts.say(f"findings.{finding.code}.hint", **finding.facts)
    lines = [f"  ! {place:<9} {finding.header:<16} {message}  [{finding.code}]"]
    return [*lines, f"              {hint}"] if hint else lines


def _outcome(outcome: Outcome, texts: Texts) -> str:
    return f"  @ {outcome.about}: {texts.say(f'console.outcome.{outcome.result.value}', text=outcome.text)}"


def _parts(plan: Plan, texts: Texts) -> str:
    counts = (("numbers", plan.new_numbers), ("statuses", len(plan.moves)), ("mails", len(plan.mails)),
              ("labels", len(plan.labels)), ("cells", len(plan.writes)))
    return ", ".join(texts.count(f"console.{name}", number) for name, number in counts if number) or "-"


def report_json(plan: Plan, texts: Texts, *, outcomes: Iterable[Outcome] = (),
                written: bool = False) -> dict[str, object]:
    """The same facts for machines. Keys are stable; sentences are in the shop's language."""
    return {
        "register": plan.register, "rows": plan.rows, "written": written,
        "numbers": plan.new_numbers, "statuses": len(plan.moves), "mails": len(plan.mails),
        "labels": len(plan.labels), "cells": len(plan.writes), "people": plan.people,
        "notes": [{"sign": note.sign, "row": note.row, "rma_number": note.rma_number, "text": note.text}
                  for note in plan.notes],
        "findings": [{"code": finding.code, "tab": finding.tab, "row": finding.row, "column": finding.column,
                      "header": finding.header, "severity": finding.kind.severity.name.lower(),
                      "message": texts.say(f"findings.{finding.code}.message", **finding.facts),
                      "hint": texts.say(f"findings.{finding.code}.hint", **finding.facts)}
                     for finding in plan.findings],
        "outcomes": [{"kind": outcome.kind, "about": outcome.about, "result": outcome.result.value,
                      "text": outcome.text} for outcome in outcomes],
    }
