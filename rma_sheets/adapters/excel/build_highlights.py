"""What draws the eye: rows with a finding, dates that have come, and rows that need nobody any more.

Conditional formats over whole columns, so that they cover rows added later. The first that holds wins; what it does
not say Excel takes from the next, LibreOffice does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Kind, TabSpec
from rma_sheets.model.states import PALE, Status
from rma_sheets.model.vocabulary import Vocabulary

from .addresses import MOST_ROWS
from .build_formats import number_format

FIRST_OWN_FORMAT = 164
"""Number formats below are built in (ECMA-376 18.8.30)."""
SOON = 3
"""Days before a due date from which it is amber."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """`columns` (all of the row where empty) of `tab` look like `look` where `formula` holds.

    The formula speaks of row 2: `{c[due]}` is that column's cell, `{l[check.error]}` the label of that list's key.
    """

    tab: str
    columns: tuple[str, ...]
    formula: str
    look: str


LOOKS: Mapping[str, tuple[Font | None, PatternFill | None]] = MappingProxyType({
    "bad": (Font(color="9C1C1C"), PatternFill(bgColor="FBDAD7")),
    "watch": (Font(color="7A4E00"), PatternFill(bgColor="FDEBC8")),
    "good": (Font(color="2B6A3F"), PatternFill(bgColor="E4F2E7")),
    "held": (Font(color="7B8794", italic=True), PatternFill(bgColor="F1F1F1")),
    "done": (Font(color="9AA5B1"), None),
})

_DONE = f"OR({','.join(f'{{c[status]}}={{l[status.{status}]}}' for status in Status if status in PALE)})"
_DUE = f"AND(ISNUMBER({{c[due]}}),{{c[due]}}<TODAY()%s,NOT({_DONE}))"

HIGHLIGHTS: tuple[Highlight, ...] = (
    *(line for tab in ("returns", "policy") for line in (
        Highlight(tab, ("check", "messages"), "{c[check]}={l[check.error]}", "bad"),
        Highlight(tab, ("check", "messages"), "{c[check]}={l[check.warning]}", "watch"),
        Highlight(tab, ("check",), "{c[check]}={l[check.ok]}", "good"))),
    Highlight("returns", ("due",), _DUE % "", "bad"),
    Highlight("returns", ("due",), _DUE % f"+{SOON + 1}", "watch"),
    Highlight("returns", (), "{c[hold]}={l[flag.yes]}", "held"),
    Highlight("returns", (), _DONE, "done"),
    Highlight("orders", (), "{c[order_status]}={l[order_status.cancelled]}", "done"),
    Highlight("policy", (), "{c[active]}={l[flag.no]}", "done"),
    Highlight("reasons", (), "{c[active]}={l[flag.no]}", "done"),
)


def add_highlights(sheet: Worksheet, spec: TabSpec, vocabulary: Vocabulary, language: str) -> None:
    """The conditional formats of a tab, from row 2 to the sheet's last; a moment at midnight shows as a day."""
    letters = {column.key: get_column_letter(index) for index, column in enumerate(spec.columns, 1)}
    cells = {key: f"${letter}2" for key, letter in letters.items()}
    labels = {f"{name}.{key}": '"{}"'.format(label.replace('"', '""'))
              for name, members in vocabulary.labels.items() for key, label in members.items()}
    day = NumberFormat(FIRST_OWN_FORMAT, number_format(Kind.DATE, language))
    moments = {column.key: "AND(ISNUMBER({0}),{0}=INT({0}))".format(cells[column.key])
               for column in spec.columns if column.kind is Kind.MOMENT}
    for line in HIGHLIGHTS:
        if line.tab == spec.key:
            font, fill = LOOKS[line.look]
            formula = line.formula.format(c=cells, l=labels)
            for key in moments if not line.columns else ():  # both at once, because LibreOffice takes one of two
                _add(sheet, [letters[key]], f"AND({formula},{moments[key]})",
                     DifferentialStyle(font=font, fill=fill, numFmt=day))
            _add(sheet, [letters[key] for key in line.columns] or list(letters.values()), formula,
                 DifferentialStyle(font=font, fill=fill))
    for key, formula in moments.items():
        _add(sheet, [letters[key]], formula, DifferentialStyle(numFmt=day))


def _add(sheet: Worksheet, letters: list[str], formula: str, look: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(f"{letters[0]}2:{letters[-1]}{MOST_ROWS}",
                                     Rule("expression", dxf=look, formula=[formula]))
