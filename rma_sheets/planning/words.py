"""Sentences for the sheet: why a row was decided so, what a person must do next, what is wrong.

Facts in, words out of the catalogue; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rma_sheets.model.findings import Finding, Severity
from rma_sheets.model.policy import Decision, RequestFacts
from rma_sheets.model.rma import Rma
from rma_sheets.model.states import Status
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary


def why_sentence(decision: Decision, asked: RequestFacts, *, assumed: bool, headers: Mapping[str, str],
                 vocabulary: Vocabulary, texts: Texts) -> str:
    """The sentence for a verdict by rule. `assumed`: the day of delivery was derived, not recorded."""
    rule = decision.rule
    return texts.say(
        f"why.{decision.ground}",
        rule=rule.name if rule else "",
        days_since=_days_since(asked, assumed, texts),
        window_end=decision.window_end or "",
        unknown=headers.get(decision.unknown, decision.unknown),
        wanted=vocabulary.label("resolution", asked.requested_resolution),
        allowed=", ".join(vocabulary.label("resolution", key) for key in rule.resolutions) if rule else "",
    )


def _days_since(asked: RequestFacts, assumed: bool, texts: Texts) -> str:
    if asked.days is None:
        return texts.say("why.days_since.none")
    return texts.count(f"why.days_since.{'assumed' if assumed else 'exact'}", asked.days,
                       counted_from=asked.counted_from)


def finding_message(finding: Finding, texts: Texts) -> str:
    """`<header>: <what is wrong>`, without a final dot."""
    message = texts.say(f"findings.{finding.code}.message", **finding.facts)
    return f"{finding.header}{':' if texts.language == 'en' else ' :'} {message}" if finding.header else message


def finding_hint(finding: Finding, texts: Texts) -> str:
    """What to do about it; may be empty."""
    return texts.say(f"findings.{finding.code}.hint", **finding.facts)


def messages_text(findings: Iterable[Finding], texts: Texts) -> str:
    """All findings of a row for the column Messages, one a line, each with what to do."""
    lines = []
    for finding in findings:
        message, hint = finding_message(finding, texts), finding_hint(finding, texts)
        end = "" if message.endswith(".") else "."
        lines.append(f"{message[:1].upper()}{message[1:]}{end}" + (f" {hint}." if hint else ""))
    return "\n".join(lines)


def check_key(findings: Iterable[Finding]) -> str:
    """The key of the list `check` for the worst of the findings."""
    worst = max((finding.kind.severity for finding in findings), default=None)
    return {None: "ok", Severity.WARNING: "warning", Severity.ERROR: "error"}[worst]


def next_step(status: Status, rma: Rma, headers: Mapping[str, str], texts: Texts) -> str:
    """The one thing a person must do now; empty when nothing. `headers`: column -> what staff see."""
    if status is Status.NEEDS_INFO and not rma.email:
        return texts.say("next.no_address")
    missing = [name for name in ("condition", "disposition") if not getattr(rma, name)]
    if status is Status.RECEIVED and len(missing) == 1:
        return texts.say("next.received_one", column=headers.get(missing[0], missing[0]))
    return texts.say(f"next.{status.value}")


def staff_why(status: Status, day: date, note: str, texts: Texts) -> str:
    """The sentence for a verdict that staff gave themselves; empty for other moves."""
    key = f"why.staff-{status.value}"
    return texts.say(key, day=day, note=note) if texts.has(key) else ""
