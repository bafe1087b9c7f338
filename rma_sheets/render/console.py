"""A plan or a report as the lines a person reads and as the JSON a machine reads, both from the same value.

`plan` says would, `sync` says did. Nothing is shown by an internal key: rows have their row and number, tabs the title
that stands in the sheet, mails the name of their notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from rma_sheets.model.findings import Finding
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Outcome, Plan, Result, SyncReport
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.texts import Texts

SHOWN_LINES = 40
"""Lines of each kind that are printed before `--all` is needed."""

Line = tuple[str, str, str, str]
"""Sign, place, number or header, text; a second line of a finding has its text only."""


def plan_lines(plan: Plan, texts: Texts, titles: Mapping[str, str], late: int = 0, *,
               show_all: bool = False) -> list[str]:
    """The lines of `plan`: what would be done, what a person must do, and the totals. `titles`: tab key -> title;
    `late`: so many mails of earlier passes would go out, too."""
    parts = _parts(plan, len(plan.mails) + late, len(plan.labels), 0, texts)
    return _lines(plan, [], texts, titles, show_all, "plan" if parts else "nothing-plan", parts)


def report_lines(report: SyncReport, texts: Texts, titles: Mapping[str, str], numbers: Mapping[str, str],
                 late: Mapping[str, str], *, show_all: bool = False) -> list[str]:
    """The lines of `sync`: what was done, what became of each mail that did not go out, and the totals.

    `numbers`: row key -> RMA number or request reference, for the rows of `troubles(report)` and `sent_late(report)`;
    `late`: mail key -> masked address, for the latter.
    """
    rows = _rows(report.plan, numbers)
    troubled = [_outcome(each, numbers, rows, texts) for each in troubles(report)]
    lines = [*(_late(each, late.get(each.about, ""), numbers, rows, texts) for each in sent_late(report)), *troubled]
    again = [texts.count("console.again", report.again)] if report.again else []
    done = Counter(outcome.kind for outcome in report.outcomes if outcome not in troubles(report))
    parts = _parts(report.plan, done["mail"], done["label"], len(troubled), texts)
    waiting = [texts.count("console.mails-waiting", report.waiting)] if report.waiting else []
    return [*again, *_lines(report.plan, lines, texts, titles, show_all, "sync" if parts else "nothing-sync", parts),
            *waiting]


def troubles(report: SyncReport) -> tuple[Outcome, ...]:
    """The mails and labels that did not come out as meant."""
    return tuple(outcome for outcome in report.outcomes if outcome.result is not Result.DONE)


def sent_late(report: SyncReport) -> tuple[Outcome, ...]:
    """The mails of earlier passes that went out now; the plan says nothing of them."""
    planned = {mail.key for mail in report.plan.mails}
    return tuple(outcome for outcome in report.outcomes
                 if outcome.kind == "mail" and outcome.result is Result.DONE and outcome.about not in planned)


def mail_place(outcome: Outcome) -> tuple[str, str]:
    """Row key and notice of a mail's outcome."""
    return row_of(outcome.about), outcome.about.rsplit(":", 2)[1]


def _lines(plan: Plan, outcomes: Sequence[Line], texts: Texts, titles: Mapping[str, str], show_all: bool,
           total: str, parts: str) -> list[str]:
    notes = [(note.sign, texts.say("console.row", row=note.row), note.rma_number, note.text) for note in plan.notes]
    findings = [_finding(finding, texts, titles) for finding in plan.findings]
    shown = [kind if show_all else kind[:SHOWN_LINES] for kind in (notes, findings, outcomes)]
    set_out = _columns([line for kind in shown for line in kind])
    lines = [texts.count("console.register", plan.rows, name=plan.register, tab=titles["returns"])]
    for kind, whole in zip(shown, (notes, findings, outcomes), strict=True):
        lines += [text for line in kind for text in set_out(line)]
        if len(kind) < len(whole):
            lines.append(f"    {texts.count('console.more', len(whole) - len(kind))}")
    people = texts.count("console.people", plan.people) if plan.people else texts.say("console.people.none")
    lines.append(texts.say(f"console.total.{total}", parts=parts, people=people))
    told = {finding.row for finding in plan.findings if finding.tab == "returns"}
    untold = plan.people > (0 if total.startswith("nothing") else len(told))
    if untold and total != "plan":      # a plan has not written yet what they say
        messages, step = (RETURNS.column(key).header(texts.language) for key in ("messages", "next_step"))
        lines.append(texts.say("console.waiting", messages=messages, step=step))
    return lines


def _columns(lines: Iterable[Line]) -> Callable[[Line], list[str]]:
    """Sets a line out under the others: places, then numbers and headers, then text; a hint below its message.

    Where nobody knows the row, its number stands in its place.
    """
    lines = list(lines)
    place = max((len(line[1]) for line in lines), default=0)
    name = max((len(line[2]) for line in lines), default=0)

    def set_out(line: Line) -> list[str]:
        first, *others = line[3].split("\n")
        about = f"{line[1]:<{place}}  {line[2]:<{name}}" if line[1] else f"{line[2]:<{place + 2 + name}}"
        return [f"  {line[0]} {about}  {first}".rstrip(), *(" " * (place + 6) + each for each in others)]
    return set_out


def _finding(finding: Finding, texts: Texts, titles: Mapping[str, str]) -> Line:
    """Where, what and the code; then what to do."""
    tab = titles.get(finding.tab, finding.tab)
    if finding.row:
        key = "row" if finding.tab == "returns" else "tab-row"
        place = texts.say(f"console.{key}", tab=tab, row=finding.row)
    else:
        place = texts.say("console.tab", tab=tab)
    message = texts.say(f"findings.{finding.code}.message", **finding.facts)
    hint = texts.say(f"findings.{finding.code}.hint", **finding.facts)
    return "!", place, finding.header, f"{message}  [{finding.code}]" + (f"\n{hint}" if hint else "")


def _late(outcome: Outcome, to: str, numbers: Mapping[str, str], rows: Mapping[str, int], texts: Texts) -> Line:
    row_key, notice = mail_place(outcome)
    return "@", *_about(row_key, numbers, rows, texts), texts.say(
        "console.mail", notice=texts.say(f"console.notice.{notice}"), to=to)


def _outcome(outcome: Outcome, numbers: Mapping[str, str], rows: Mapping[str, int], texts: Texts) -> Line:
    if outcome.kind != "mail":
        return "@", "", "", texts.say("console.label-failed", path=outcome.about, text=outcome.text)
    row_key, notice = mail_place(outcome)
    said = {"notice": texts.say(f"console.notice.{notice}"),
            "state": texts.say(f"console.outcome.{outcome.result.value}", text=outcome.text)}
    return "@", *_about(row_key, numbers, rows, texts), texts.say("console.mail-trouble", **said)


def _about(row_key: str, numbers: Mapping[str, str], rows: Mapping[str, int], texts: Texts) -> tuple[str, str]:
    """Place and number of a row; the place is empty where this pass did not look at it."""
    place = texts.say("console.row", row=rows[row_key]) if row_key in rows else ""
    return place, numbers.get(row_key, "")


def _rows(plan: Plan, numbers: Mapping[str, str]) -> Mapping[str, int]:
    """Row key -> row, as far as the pass speaks of it."""
    noted = {note.rma_number: note.row for note in plan.notes}
    found = {finding.key: finding.row for finding in plan.findings if finding.tab == "returns" and finding.row}
    return found | {key: noted[number] for key, number in numbers.items() if number in noted}


def _parts(plan: Plan, mails: int, labels: int, troubled: int, texts: Texts) -> str:
    """What there is to count; empty where a pass only remembers what changes nothing that anybody sees."""
    back = len(plan.records) if plan.undoes else 0
    counts = (("back", back), ("numbers", plan.new_numbers), ("void", len(plan.void)), ("statuses", plan.moved_rows),
              ("mails", mails), ("withdrawn", plan.withdrawn), ("labels", labels), ("cells", len(plan.writes)),
              ("troubled", troubled))
    return ", ".join(texts.count(f"console.{name}", number) for name, number in counts if number)


def report_json(plan: Plan, texts: Texts, *, outcomes: Iterable[Outcome] = (), written: bool = False,
                numbers: Mapping[str, str] | None = None) -> dict[str, object]:
    """The same facts for machines. Keys are stable; sentences are in the shop's language."""
    return {
        "register": plan.register, "rows": plan.rows, "written": written,
        "numbers": plan.new_numbers, "statuses": plan.moved_rows, "mails": len(plan.mails),
        "labels": len(plan.labels), "cells": len(plan.writes), "people": plan.people,
        "void_numbers": len(plan.void), "mails_withdrawn": plan.withdrawn,
        "notes": [{"sign": note.sign, "row": note.row, "rma_number": note.rma_number, "text": note.text}
                  for note in plan.notes],
        "findings": [{"code": finding.code, "tab": finding.tab, "row": finding.row, "column": finding.column,
                      "header": finding.header, "severity": finding.kind.severity.name.lower(),
                      "message": texts.say(f"findings.{finding.code}.message", **finding.facts),
                      "hint": texts.say(f"findings.{finding.code}.hint", **finding.facts)}
                     for finding in plan.findings],
        "outcomes": [_outcome_json(outcome, numbers or {}) for outcome in outcomes],
    }


def _outcome_json(outcome: Outcome, numbers: Mapping[str, str]) -> dict[str, str]:
    facts = {"kind": outcome.kind, "about": outcome.about, "result": outcome.result.value, "text": outcome.text}
    if outcome.kind == "mail":
        row_key, notice = mail_place(outcome)
        facts |= {"row_key": row_key, "number": numbers.get(row_key, ""), "notice": notice}
    return facts
