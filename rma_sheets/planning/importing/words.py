"""An import in words: which column is which, and what became of every line of the file. Facts in, words out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rma_sheets.model.column import TabSpec
from rma_sheets.model.table import Table
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.planning.generous import typed
from rma_sheets.planning.words import finding_message

from .convert import WORTH_KEEPING, Converted, Unread
from .guess import Guess, mapped
from .plan import Difference, ImportPlan

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SHOWN = 5
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, for people (`report_lines`) and for machines (`asdict`). Counts are lines of the file."""

    file: str
    table: Table
    spec: TabSpec
    guesses: tuple[Guess, ...]
    converted: Converted
    plan: ImportPlan
    no_mails: bool = False

    @property
    def finished(self) -> tuple[str, ...]:
        """The status of each new return that is over: history, for which nothing is done."""
        return tuple(str(row["status"]) for row in self.plan.new_rows if "status" in row)

    @property
    def requests(self) -> int:
        """How many of the new lines are requests, on which the next pass decides."""
        return len(self.plan.new_rows) - len(self.finished) if self.spec.key == "returns" else 0

    def facts(self) -> dict[str, object]:
        """The report as plain data for `--json`."""
        return {
            "file": self.file, "tab": self.spec.key, "read": self.table.lines_read, "added": len(self.plan.new_rows),
            "finished": len(self.finished), "requests": self.requests,
            "already": self.plan.already, "differing": self.plan.differing,
            "columns": {guess.header: guess.column for guess in self.guesses},
            "bad_lines": [line.line for line in self.table.bad_lines], "incomplete": list(self.converted.incomplete),
            "unread": [{"line": one.finding.row, "lines": one.lines, "header": one.finding.header,
                        "code": one.finding.code, "value": one.finding.facts.get("typed", "")}
                       for one in self.converted.unread],
        }


def mapping_lines(file: str, table: Table, guesses: Sequence[Guess], spec: TabSpec, texts: Texts) -> list[str]:
    """What file that is and which of its columns is which of ours; shown before anything is written."""
    sign = texts.say(f"imports.report.{_DELIMITERS.get(table.delimiter, 'other')}", delimiter=table.delimiter)
    kind = "sheet" if table.sheet else "text"
    lines = [texts.count(f"imports.report.source-{kind}", table.lines_read, file=file, sheet=table.sheet,
                         encoding=table.encoding, delimiter=sign)]
    for guess in guesses:
        header = guess.header or texts.say("imports.report.blank-header", position=guess.position + 1)
        other = spec.column(guess.other).header(texts.language) if guess.why == "values" else guess.other
        lines.append(_INDENT + texts.say(
            f"imports.report.line{'' if guess.column else '-out'}", header=header, why=texts.say(
                f"imports.why.{guess.why}", other=other),
            column=spec.column(guess.column).header(texts.language) if guess.column else ""))
    return lines


def report_lines(report: ImportReport, texts: Texts) -> list[str]:
    """What became of the lines: added, there already, and everything that a person should look at."""
    plan, converted = report.plan, report.converted
    lines = [texts.count("imports.report.added", len(plan.new_rows), tab=report.spec.title(texts.language)),
             *_consequences(report, texts)]
    if plan.already:
        lines.append(texts.count("imports.report.already", plan.already))
    if plan.differing:
        lines.append(texts.count("imports.report.differing", plan.differing))
        lines += _some(list(_differences(plan.differences, report.spec, texts)), plan.differing, texts)
    if report.table.bad_lines:
        lines.append(texts.count("imports.report.bad", len(report.table.bad_lines)))
        lines += _some(list(_bad_lines(report.table, texts)), len(report.table.bad_lines), texts)
    if converted.incomplete:
        shown = ", ".join(map(str, converted.incomplete[:_SHOWN])) + ("..." if converted.incomplete[_SHOWN:] else "")
        lines.append(texts.count("imports.report.incomplete", len(converted.incomplete), lines=shown,
                                 columns=needed_columns(report.spec, texts)))
    if converted.unread:
        lines.append(texts.count("imports.report.unread", len(converted.unread)))
        lines += _some([_unread(one, texts) for one in converted.unread], len(converted.unread), texts)
    return lines


def _consequences(report: ImportReport, texts: Texts) -> Iterator[str]:
    """What the next pass makes of the new returns: of those that are over nothing, of the others a decision."""
    if report.finished:
        yield texts.count("imports.report.finished", len(report.finished),
                          statuses=", ".join(dict.fromkeys(report.finished)))
    if report.requests:
        if others := _other_statuses(report):
            shown = ", ".join(others[:_SHOWN]) + ("..." if others[_SHOWN:] else "")
            yield texts.say("imports.report.other-status", statuses=shown)
        yield texts.count(f"imports.report.requests{'-no-mails' if report.no_mails else ''}", report.requests)


def _other_statuses(report: ImportReport) -> list[str]:
    """What the file says in Status where it is no end of a return, each once."""
    at, read = mapped(report.guesses).get("status"), report.converted
    if at is None:
        return []
    over = {line for line, row in zip(read.lines, read.rows, strict=True) if "status" in row}
    words = (row[at] for row, line in zip(report.table.rows, report.table.lines, strict=True) if line not in over)
    return list(dict.fromkeys(" ".join(typed(word).split()) for word in words if word is not None))


def needed_columns(spec: TabSpec, texts: Texts) -> str:
    """`Order no, SKU or Item, Qty`: what a line must have."""
    either = f" {texts.say('imports.report.or')} "
    return ", ".join(either.join(spec.column(key).header(texts.language) for key in group)
                     for group in WORTH_KEEPING[spec.key])


def _bad_lines(table: Table, texts: Texts) -> Iterator[str]:
    for bad in table.bad_lines[:_SHOWN]:
        yield texts.say(f"imports.report.bad-{'quote' if bad.quote else 'line'}", line=bad.line, last=bad.last,
                        found=bad.found, expected=bad.expected)


def _differences(differences: Sequence[Difference], spec: TabSpec, texts: Texts) -> Iterator[str]:
    def shown(value: CellValue) -> str:
        return texts.say(f"imports.report.{'nothing' if value is None else 'quoted'}", value=typed(value))

    for one in differences:
        yield texts.say("imports.report.difference", line=one.line, in_file=shown(one.in_file),
                        in_register=shown(one.in_register), column=spec.column(one.column).header(texts.language))


def _unread(one: Unread, texts: Texts) -> str:
    where = texts.count("imports.report.from-line", one.lines, line=one.finding.row)
    return texts.say("imports.report.unread-value", lines=where, message=finding_message(one.finding, texts))


def _some(lines: Sequence[str], total: int, texts: Texts) -> list[str]:
    """The first lines, indented, and how many more there are."""
    shown = [_INDENT + line for line in lines[:_SHOWN]]
    return shown if total <= len(shown) else [*shown, _INDENT + texts.say("imports.report.more", n=total - len(shown))]
